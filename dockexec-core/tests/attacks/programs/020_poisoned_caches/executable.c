#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Later runs have the same executable: whatever is written into it would be theirs. */
static int writable(const char *path) {
    int fd = open(path, O_RDWR);
    if (fd < 0) fd = open(path, O_WRONLY | O_APPEND);
    if (fd < 0) return 0;
    char byte;
    int wrote = pread(fd, &byte, 1, 0) == 1 && pwrite(fd, &byte, 1, 0) == 1;
    void *map = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    wrote |= map != MAP_FAILED;
    wrote |= ftruncate(fd, 0) == 0;
    wrote |= fcntl(fd, F_ADD_SEALS, 0) == 0;
    close(fd);
    return wrote;
}

int main(void) {
    chmod("/proc/self/exe", 0777);
    if (writable("/proc/self/exe")) puts("BROKEN: its own executable");
    char target[4096];
    long length = readlink("/proc/self/exe", target, sizeof target - 1);
    if (length > 0) {
        target[length] = 0;
        chmod(target, 0777);
        if (writable(target)) puts("BROKEN: its own executable, by name");
    }
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[4096];
    while (maps && fgets(line, sizeof line, maps)) {
        char *path = strchr(line, '/');
        if (!path) continue;
        path[strcspn(path, "\n")] = 0;
        if (writable(path) || unlink(path) == 0) printf("BROKEN: %s\n", path);
    }
    /* A traced process may be written to; a private copy is what must come of it. */
    int memory = open("/proc/self/mem", O_RDWR);
    if (memory >= 0) pwrite(memory, "x", 1, (off_t)(unsigned long)(void *)"overwritten constant");
    puts("held");
}
