# What is left in /box when the run ends: if the judge opened any of these names it would read the host's files, write to them, or wait for ever.
import os
import stat

broken = []
names = ["main.py", "solution.py", "result", "result.json", "meta", "stdout", "stderr", "answers", "core", "out", "display_runtime.txt", "signature.json"]
for i, name in enumerate(names):
    if os.path.lexists(name):
        os.unlink(name)
    if i % 3 == 0:
        os.symlink("/etc/passwd", name)
    elif i % 3 == 1:
        os.mkfifo(name)
    else:
        os.symlink("/dev/zero", name)
for kind, number in ((stat.S_IFBLK, os.makedev(8, 0)), (stat.S_IFCHR, os.makedev(1, 1)), (stat.S_IFCHR, os.makedev(5, 1))):
    try:
        os.mknod("device", kind | 0o666, number)
        broken.append("a device node was made")
    except OSError:
        pass
try:
    os.link("/etc/passwd", "hard")
    broken.append("a hard link across mounts")
except OSError:
    pass
os.symlink("/etc", "etc")
os.mkdir("real")
os.symlink("/etc", "link")
for path in ("etc/written", "main.py", "/etc/passwd"):
    try:
        with open(path, "w") as file:
            file.write("x")
        broken.append("wrote to " + path)
    except OSError:
        pass
if os.fork() == 0:
    while True:
        os.rename("real", "other")
        os.rename("link", "real")
        os.rename("other", "link")
if os.fork() == 0:
    os.setsid()
    with open("growing", "a") as file:
        while file.write("more and more\n"):
            file.flush()
            file.seek(0)
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
