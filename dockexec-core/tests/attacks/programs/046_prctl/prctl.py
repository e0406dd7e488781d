# What would help elsewhere must be refused, what is allowed must not mislead the judge.
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
broken = []
attempts = {
    "strict seccomp": (22, 1, 0, 0, 0),
    "took no_new_privs back": (38, 0, 0, 0, 0),
    "kept capabilities": (8, 1, 0, 0, 0),
    "secure bits": (28, 15, 0, 0, 0),
    "an ambient capability": (47, 2, 21, 0, 0),
    "a ptracer": (0x59616D61, -1, 0, 0, 0),
    "a subreaper": (36, 1, 0, 0, 0),
}
for what, args in attempts.items():
    if libc.prctl(*[ctypes.c_long(arg) for arg in args]) >= 0:
        broken.append(what)
for what, action in (("a better priority", lambda: os.setpriority(os.PRIO_PROCESS, 0, -5)), ("a real-time class", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)))):
    try:
        action()
        broken.append(what)
    except OSError:
        pass
libc.prctl(4, 1, 0, 0, 0)
libc.prctl(1, 19, 0, 0, 0)
libc.prctl(15, b"x) Z 1 1 1 0 -1", 0, 0, 0)
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
