// Every way to ask for more disk than there is. What is refused must be refused with an errno, and what is granted must stay below the quota.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

int main(void) {
    int broken = 0;
    signal(SIGXFSZ, SIG_IGN);
    int fd = open("sparse", O_CREAT | O_RDWR, 0600);
    if (ftruncate(fd, 1LL << 40) == 0) broken = 1, puts("BROKEN: a sparse terabyte");
    if (posix_fallocate(fd, 0, 1LL << 40) == 0) broken = 1, puts("BROKEN: a preallocated terabyte");
    if (fallocate(fd, 1 /* keep size */, 0, 1LL << 38) == 0) broken = 1, puts("BROKEN: preallocated beyond the end");
    if (pwrite(fd, "x", 1, 1LL << 40) == 1) broken = 1, puts("BROKEN: wrote at a terabyte");
    close(fd);
    unlink("sparse");
    static char block[1 << 20];
    memset(block, 'x', sizeof block);
    long total = 0;
    for (int i = 0; i < 64; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s/full-%d", (const char *[]){"/box", "/tmp", "/dev/shm"}[i % 3], i);
        fd = open(name, O_CREAT | O_WRONLY, 0600);
        for (int j = 0; fd >= 0 && j < 64; j++) {
            long n = write(fd, block, sizeof block);
            if (n <= 0) break;
            total += n;
        }
        if (fd >= 0) close(fd);
    }
    if (total > 1L << 30) broken = 1, puts("BROKEN: more than a gigabyte was written");
    for (int i = 0; i < 64; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s/full-%d", (const char *[]){"/box", "/tmp", "/dev/shm"}[i % 3], i);
        unlink(name);
    }
    int count = 0;
    for (; count < 300000; count++) {
        char name[32];
        snprintf(name, sizeof name, "/tmp/%d", count);
        if (symlink("x", name) != 0) break;
    }
    if (count == 300000) broken = 1, puts("BROKEN: no limit of inodes");
    if (open("/written", O_CREAT | O_WRONLY, 0600) >= 0) broken = 1, puts("BROKEN: wrote to the root");
    if (open("/etc/written", O_CREAT | O_WRONLY, 0600) >= 0) broken = 1, puts("BROKEN: wrote to /etc");
    if (!broken) puts("held");
    return 0;
}
