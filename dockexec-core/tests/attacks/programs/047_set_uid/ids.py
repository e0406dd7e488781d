# Rights that come with files, with ids, with capabilities: none may be had.
import os
import shutil
import subprocess
import sys

broken = []
for what, action in (
    ("setuid 0", lambda: os.setuid(0)),
    ("setgid 0", lambda: os.setgid(0)),
    ("setresuid", lambda: os.setresuid(0, 0, 0)),
    ("setgroups", lambda: os.setgroups([0])),
    ("a file capability", lambda: os.setxattr("/box/main.py", "security.capability", b"\x01\0\0\2" + b"\xff" * 16)),
    ("given to root", lambda: os.chown("/box", 0, 0)),
):
    try:
        action()
        broken.append(what)
    except OSError:
        pass
status = open("/proc/self/status").read() if os.path.exists("/proc/self/status") else ""
for line in status.splitlines():
    name, _, value = line.partition(":")
    if name.startswith("Cap") and int(value, 16) or name == "NoNewPrivs" and int(value) != 1:
        broken.append(line)
shutil.copy(os.path.realpath(sys.executable), "/tmp/python")
os.chmod("/tmp/python", 0o6755)
told = subprocess.run(["/tmp/python", "-S", "-c", "import os; print(os.geteuid())"], capture_output=True, text=True)
if told.stdout.strip() not in ("", str(os.getuid())):
    broken.append("a set-uid copy became " + told.stdout)
for tool in ("su", "sudo", "passwd", "mount", "pkexec", "newgrp", "unshare", "nsenter", "chroot"):
    path = shutil.which(tool, path="/usr/bin:/bin:/usr/sbin:/sbin")
    if path:
        arguments = {"unshare": ["-r", "true"], "nsenter": ["-t", "1", "-a", "true"], "chroot": ["/tmp", "true"], "mount": ["-t", "tmpfs", "x", "/tmp"]}.get(tool, ["-c", "true"])
        if subprocess.run([path, *arguments], stdin=subprocess.DEVNULL, capture_output=True).returncode == 0:
            broken.append(path + " succeeded")
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
