import fcntl
import os
import termios

broken = []
for fd in range(3):
    if os.isatty(fd):
        broken.append("a stream is a terminal")
    for what, request, argument in (("typed", termios.TIOCSTI, b"x"), ("pasted", 0x541C, bytes([3])), ("took a terminal", termios.TIOCSCTTY, 1)):
        try:
            fcntl.ioctl(fd, request, argument)
            broken.append(what)
        except OSError:
            pass
for path in ("/dev/tty", "/dev/tty0", "/dev/console", "/dev/ptmx", "/dev/pts/0"):
    try:
        os.open(path, os.O_RDWR | os.O_NOCTTY)
        broken.append("opened " + path)
    except OSError:
        pass
try:
    os.openpty()
    broken.append("a terminal of one's own")
except OSError:
    pass
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
