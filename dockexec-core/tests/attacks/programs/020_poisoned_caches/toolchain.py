import os
import sys


def can_write(path):
    try:
        os.chmod(path, 0o777)
        return True
    except OSError:
        pass
    try:
        if os.path.isdir(path):
            name = os.path.join(path, "dockexec-probe")
            os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
            os.unlink(name)
        else:
            os.close(os.open(path, os.O_WRONLY))
        return True
    except OSError:
        return False


places = {sys.executable, os.path.dirname(os.__file__), os.__file__, sys.prefix, "/usr", "/lib", "/"}
with open("/proc/self/maps") as maps:
    places |= {line.split(None, 5)[5].strip() for line in maps if "/" in line}
with open("/proc/self/mountinfo") as mounts:
    # What is private to the run may be written: the next run has its own.
    for line in mounts:
        fields = line.split()
        if " - tmpfs " not in line and " - proc " not in line:
            places.add(fields[4])
own = ("/box", "/tmp", "/dev", "/proc")
for place in sorted(places):
    if place.startswith("/") and not place.startswith(own) and place != "/" and can_write(place):
        print("BROKEN:", place)
for name in os.listdir("."):
    # Of this run alone; the second case would notice.
    try:
        with open(name, "w") as file:
            file.write("print('BROKEN: a file of an earlier case')\n")
    except OSError:
        pass
print("held")
