# Every way to ask for more disk than there is. What is refused must be refused with an errno, and what is granted must stay below the quota.
import os

broken = []


def attempt(what, action):
    try:
        action()
        broken.append(what)
    except OSError:
        pass


fd = os.open("sparse", os.O_CREAT | os.O_RDWR)
attempt("a sparse terabyte", lambda: os.ftruncate(fd, 1 << 40))
attempt("a preallocated terabyte", lambda: os.posix_fallocate(fd, 0, 1 << 40))
attempt("wrote at a terabyte", lambda: os.pwrite(fd, b"x", 1 << 40))
os.close(fd)
os.unlink("sparse")
total = 0
names = [("/box", "/tmp", "/dev/shm")[i % 3] + "/full-%d" % i for i in range(64)]
for name in names:
    try:
        with open(name, "wb", buffering=0) as file:
            for _ in range(64):
                total += file.write(b"x" * (1 << 20))
    except OSError:
        pass
if total > 1 << 30:
    broken.append("more than a gigabyte was written")
for name in names:
    if os.path.exists(name):
        os.unlink(name)


def links():
    for i in range(300000):
        os.symlink("x", "/tmp/%d" % i)


attempt("no limit of inodes", links)
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
