all = 'x'
while True:
    all += all
