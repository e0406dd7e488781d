#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>

int main(void) {
    for (;;) {
        char *piece = mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (piece == MAP_FAILED) return 1;
        memset(piece, 1, 8 << 20);
    }
}
