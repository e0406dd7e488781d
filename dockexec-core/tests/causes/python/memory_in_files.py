block = b'x' * (1 << 20)
with open('/tmp/big', 'wb') as file:
    for _ in range(300):
        file.write(block)
