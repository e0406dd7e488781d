#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// A megabyte at a time into every place that can be written. The quota or the memory limit must come long before half a gigabyte.
int main(void) {
    static char piece[1 << 20];
    const char *places[] = {"/tmp/a", "/dev/shm/a", "/box/a", "/tmp/b", "/dev/shm/b", "/box/b"};
    long written = 0;
    memset(piece, 1, sizeof piece);
    for (int i = 0; i < 6; i++) {
        int file = open(places[i], O_CREAT | O_WRONLY, 0600);
        for (int n = 0; file >= 0 && n < 512; n++) {
            long got = write(file, piece, sizeof piece);
            if (got <= 0) break;
            written += got;
        }
    }
    puts(written < 512L << 20 ? "held" : "BROKEN: half a gigabyte of files");
    return 0;
}
