#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// A quarter of a second of work, all of it in grandchildren that nobody waits for by wait4's accounts: it is on the bill all the same.
int main(void) {
    int ends[2];
    char byte;
    if (pipe(ends)) return 1;
    if (fork() == 0) {
        if (fork() == 0) {
            struct timespec used;
            do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
            while (used.tv_sec == 0 && used.tv_nsec < 250000000);
            _exit(0);
        }
        _exit(0);
    }
    close(ends[1]);
    read(ends[0], &byte, 1);
    puts("held");
    return 0;
}
