import sys
import threading


def deeper(n):
    return sorted([n], key=lambda _: deeper(n + 1))


def stop(info):
    sys.__excepthook__(info.exc_type, info.exc_value, None)
    import os
    os._exit(1)


threading.excepthook = stop
sys.setrecursionlimit(3000)
thread = threading.Thread(target=deeper, args=(0,))
thread.start()
thread.join()
