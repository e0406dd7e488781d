#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Full pipes and socket pairs, as many and as large as there can be.
int main(void) {
    static char piece[1 << 16];
    long held = 0;
    int ends[2];
    for (int i = 0; i < 20000; i++) {
        if (pipe2(ends, O_NONBLOCK)) break;
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        for (long got; (got = write(ends[1], piece, sizeof piece)) > 0;) held += got;
    }
    puts(held < 256L << 20 ? "held" : "BROKEN: a quarter of a gigabyte in pipes");
    return 0;
}
