import mmap
import os

# Memory files: charged like any other memory.
file = os.memfd_create("hoard")
piece = b"x" * (1 << 20)
for _ in range(1024):
    os.write(file, piece)
print("BROKEN: a gigabyte in a memory file")
