# The standard input names the folder of this very repository on the host: it must not exist in here.
import os
import sys

core = sys.stdin.readline().strip()
broken = []
hidden = [core, "/root", "/home", "/work", "/var/lib", "/var/log", "/run", "/mnt", "/srv", "/boot", "/sys", "/.host", "/etc/shadow", "/etc/hosts",
          "/etc/resolv.conf", "/etc/machine-id", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/kvm", "/dev/console", "/dev/tty", "/dev/ptmx",
          "/proc/1/root/etc", "/proc/1/cwd/etc", "/proc/self/root/root", "/var/run/docker.sock"]
for path in hidden:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        # A directory of the host's name exists where a mount lies below it: it is empty but for the way to toolchain and harness.
        if not os.path.isdir(path) or len(os.listdir(path)) > 2:
            broken.append("opened " + path)
    except OSError:
        pass
for path, own in (("/tmp", set()), ("/var/tmp", set()), ("/dev/shm", set()), ("/box", {"main.py"})):
    if os.path.isdir(path) and set(os.listdir(path)) - own:
        broken.append("something is in %s: %s" % (path, os.listdir(path)))
for path in ("/tmp/left", "/dev/shm/left", "/box/left"):
    open(path, "w").close()
folder = os.path.dirname(os.__file__)
for path in ("/", "/etc", "/usr", "/usr/bin", "/usr/lib", folder, os.path.join(folder, "__pycache__"), os.path.join(folder, "site-packages"), "/dev", "/proc"):
    try:
        open(os.path.join(path, "written"), "w").close()
        broken.append("wrote into " + path)
    except OSError:
        pass
for path in ("/etc/passwd", os.__file__, os.path.realpath(sys.executable)):
    for action in (lambda: open(path, "r+b"), lambda: os.truncate(path, 0), lambda: os.unlink(path), lambda: os.rename(path, "/tmp/taken")):
        try:
            action()
            broken.append("changed " + path)
        except OSError:
            pass
# Everything that is mounted may be read; nothing of it may be somebody's data.
for path, folders, names in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(path, name) not in ("/proc", "/usr", "/lib", "/lib64", "/dev", sys.base_prefix)]
    for name in names:
        if name in ("case.toml", "problem.toml", "attack.toml", "Cargo.lock", "tests.json") or name.endswith((".rs", ".pem", ".key")):
            broken.append("found " + os.path.join(path, name))
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
