#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    char name[64];
    int broken = 0, count = 0;
    while (count < 1000 && open("/dev/null", O_RDONLY) >= 0) count++;
    if (count >= 1000) broken = 1, puts("BROKEN: a thousand descriptors");
    for (int i = 3; i < 1100; i++) close(i);
    for (count = 0; count < 300000; count++) {
        snprintf(name, sizeof name, "/tmp/d%d", count);
        if (mkdir(name, 0700)) break;
    }
    if (count >= 300000) broken = 1, puts("BROKEN: three hundred thousand directories");
    if (!broken) puts("held");
    return 0;
}
