import os
import sys
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        sys.stdout.write("late")
        time.sleep(60)
        os._exit(0)
    os._exit(0)
os.wait()
print("done")
sys.stdout.flush()
os._exit(0)
