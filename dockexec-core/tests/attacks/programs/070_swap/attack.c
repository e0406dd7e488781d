#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

int main(void) {
    for (int i = 0; i < 512; i++) {
        char *piece = mmap(0, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (piece == MAP_FAILED) return 1;
        memset(piece, i, 1 << 20);
        madvise(piece, 1 << 20, 21 /* MADV_PAGEOUT */);
    }
    puts("BROKEN: half a gigabyte under a limit of 64 MiB");
    return 0;
}
