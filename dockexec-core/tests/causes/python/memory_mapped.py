import mmap

all = mmap.mmap(-1, 300 << 20)
for at in range(0, len(all), 4096):
    all[at] = 1
