try:
    all = bytearray(1 << 46)
except MemoryError:
    print('refused')
