all = []
while True:
    all.append(b'x' * (1 << 20))
