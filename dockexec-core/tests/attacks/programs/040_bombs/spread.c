// Killed one by one it would always be ahead: every process leaves its session, forks twice, replaces itself and ends.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv) {
    char name[16];
    for (int number = 1; number < 32; number++) signal(number, SIG_IGN);
    for (unsigned i = 0;; i++) {
        snprintf(name, sizeof name, "x) R 1 %u", i);
        prctl(PR_SET_NAME, name);
        if (fork() == 0) {
            setsid();
            if (fork() > 0) {
                execv("/proc/self/exe", argv);
                _exit(0);
            }
        }
    }
    return argc;
}
