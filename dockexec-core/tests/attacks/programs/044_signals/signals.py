# Nobody but ourselves can be reached.
import os
import signal

broken = []
for pid in range(2, 40000):
    if pid == os.getpid():
        continue
    try:
        os.kill(pid, 0)
        broken.append("there is process %d" % pid)
    except OSError:
        pass
for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV):
    for pid in (1, os.getppid()):
        try:
            os.kill(pid, number)
        except OSError:
            pass
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for pid in (0, -1):
    try:
        os.kill(pid, signal.SIGTERM)
        os.kill(-1, signal.SIGKILL)
    except OSError:
        pass
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
