import os
import sys

for path in sys.stdin.read().split():
    try:
        if open(path, "rb").read(1):
            print("readable:", path)
    except OSError:
        pass
for path in ("/dockexec-test", "/etc/passwd", "/usr/dockexec-test", "/dev/dockexec-test", os.path.join(os.path.dirname(os.__file__), "dockexec-test")):
    try:
        open(path, "a").write("x")
        print("writable:", path)
    except OSError:
        pass
with open("note", "w") as file:
    file.write("kept")
print(open("note").read(), os.listdir("/tmp"))
for name in ("/etc/passwd", "/etc/group"):
    if os.path.exists(name):
        sys.stderr.write(open(name).read())
