#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

// Works and hoards under another name, gives everything back, and starts anew as an innocent program.
int main(int count, char **arguments) {
    if (count > 1) {
        puts("held");
        return 0;
    }
    struct timespec used;
    char *hoard = mmap(0, 96 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (hoard == MAP_FAILED) return 1;
    prctl(PR_SET_NAME, "idle", 0, 0, 0);
    memset(hoard, 1, 96 << 20);
    do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    while (used.tv_nsec < 300000000 && used.tv_sec == 0);
    munmap(hoard, 96 << 20);
    int refs = open("/proc/self/clear_refs", O_WRONLY);
    if (refs >= 0) write(refs, "5", 1);
    execl("/proc/self/exe", "innocent", "again", (char *)0);
    return 1;
}
