import mmap

kept = []
for i in range(512):
    piece = mmap.mmap(-1, 1 << 20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    piece.write(bytes([i & 255]) * (1 << 20))
    try:
        piece.madvise(21)  # MADV_PAGEOUT
    except OSError:
        pass
    kept.append(piece)
print("BROKEN: half a gigabyte under a limit of 64 MiB")
