#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>

int main(void) {
    char *piece = mmap(0, 200L << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (piece == MAP_FAILED) return 1;
    memset(piece, 1, 200L << 20);
    return 0;
}
