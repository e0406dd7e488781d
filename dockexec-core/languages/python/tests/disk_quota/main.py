chunk = b"x" * (1 << 20)
written = 0
try:
    with open("big", "wb", 0) as file:
        while written < 4096:
            file.write(chunk)
            written += 1
except OSError:
    pass
print(written < 4096)
