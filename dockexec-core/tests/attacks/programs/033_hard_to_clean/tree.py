# A removal that walks paths meets ENAMETOOLONG, EACCES, and names that shells and logs read as something else.
import os

levels = 0
while levels < 1000:
    os.mkdir("d")
    os.chdir("d")
    levels += 1
os.chdir("/box")
for name in (b"new\nline", b"-rf", b"*", b"\x1b[2Jescape", b"\xff\xfe", b"quote'\"`$(reboot)", b" "):
    os.mkdir(name)
    os.close(os.open(name + b"/kept", os.O_CREAT | os.O_WRONLY, 0))
    os.chmod(name, 0)
broken = []
for what, action in (
    ("a file given to root", lambda: os.chown("d", 0, 0)),
    ("took /etc/passwd", lambda: os.chown("/etc/passwd", 1000, 1000)),
    ("changed a mode outside", lambda: os.chmod("/etc", 0o777)),
    ("changed the root's mode", lambda: os.chmod("/", 0)),
    ("an attribute outside", lambda: os.setxattr("/etc/passwd", "user.x", b"1")),
):
    try:
        action()
        broken.append(what)
    except OSError:
        pass
for path in ("/tmp", "/dev/shm", "/box"):
    try:
        os.chmod(path, 0)
    except OSError:
        pass
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
