all = {}
i = 0
while True:
    all[i] = [i]
    i += 1
