import os
import time

# The same by a child that is never waited for.
reader, writer = os.pipe()
if os.fork() == 0:
    while time.process_time() < 0.25:
        pass
    os._exit(0)
os.close(writer)
os.read(reader, 1)
print("held")
