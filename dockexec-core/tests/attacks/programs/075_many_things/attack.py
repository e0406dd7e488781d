import os

broken = False
try:
    files = [os.open("/dev/null", os.O_RDONLY) for _ in range(100000)]
    print("BROKEN: descriptors")
    broken = True
except OSError:
    os.closerange(3, 2000)
try:
    for i in range(300000):
        os.symlink("x", "/box/%d" % i)
    print("BROKEN: links")
    broken = True
except OSError:
    pass
if not broken:
    print("held")
