import threading

all = []


def eat():
    while True:
        all.append(b'x' * (1 << 18))


for _ in range(4):
    threading.Thread(target=eat).start()
