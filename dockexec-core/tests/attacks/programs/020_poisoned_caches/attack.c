#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int broken;

static void attempt(const char *path) {
    int file = open(path, O_WRONLY | O_CREAT, 0666);
    if (file < 0) return;
    printf("BROKEN: %s can be written\n", path);
    broken = 1;
}

// Libraries, the loader's cache, headers, whatever the run was started with.
int main(void) {
    attempt("/lib64/ld-linux-x86-64.so.2");
    attempt("/usr/lib/evil.so");
    attempt("/etc/ld.so.preload");
    attempt("/etc/ld.so.cache");
    attempt("/usr/include/stdio.h");
    attempt("/evil");
    attempt("/proc/self/exe");
    if (chmod("/etc/passwd", 0666) == 0 || unlink("/etc/passwd") == 0 || rename("/etc", "/tmp/etc") == 0) broken = 1, puts("BROKEN: /etc");
    if (!broken) puts("held");
    return 0;
}
