import os

places = ["mark", "/tmp/mark", "/dev/shm/mark", "/var/tmp/mark"]
print([place for place in places if os.path.exists(place)])
for place in places:
    try:
        open(place, "w").close()
    except OSError:
        pass
