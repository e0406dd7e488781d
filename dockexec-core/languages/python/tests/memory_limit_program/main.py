kept = []
try:
    while True:
        kept.append(bytearray(b"x" * (1 << 20)))
except MemoryError:
    kept.clear()
    print("I can go on")
