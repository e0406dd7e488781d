import os
import signal

for victim in (1, os.getppid()):
    try:
        os.kill(victim, signal.SIGKILL)
    except OSError:
        pass
print("still here", flush=True)
os.kill(-1, signal.SIGTERM)
print("and still")
