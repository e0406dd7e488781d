#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Three seconds of work, a part at a time, none of it in a process that anybody waits for.
int main(void) {
    signal(SIGCHLD, SIG_IGN);
    for (int part = 0; part < 50; part++) {
        if (fork() == 0) {
            struct timespec used;
            do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
            while (used.tv_nsec < 60000000);
            _exit(0);
        }
        wait(NULL);
    }
    puts("BROKEN: three seconds of work within 600 ms");
    return 0;
}
