all = bytearray(1 << 46)
