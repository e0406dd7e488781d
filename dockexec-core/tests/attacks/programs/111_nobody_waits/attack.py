import os
import signal
import time

# Three seconds of work, a part at a time, none of it in a process that anybody waits for.
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for part in range(50):
    if os.fork() == 0:
        began = time.process_time()
        while time.process_time() - began < 0.06:
            pass
        os._exit(0)
    try:
        os.wait()
    except ChildProcessError:
        pass
print('BROKEN: three seconds of work within 600 ms')
