// Nobody but ourselves can be reached: every signal to any number but our own must fail or reach nobody. 0 asks whether somebody is there.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
    int broken = 0;
    for (int pid = 2; pid < 70000; pid++)
        if (pid != getpid() && kill(pid, 0) == 0) broken = 1, printf("BROKEN: there is process %d\n", pid);
    // Process groups of the host are numbers here that nobody has; our own is the exception.
    for (int group = 2; group < 70000; group++)
        if (group != getpgrp() && kill(-group, 0) == 0) broken = 1, printf("BROKEN: there is group %d\n", group);
    if (syscall(SYS_pidfd_open, 1 << 20, 0) >= 0) broken = 1, puts("BROKEN: a descriptor of nobody");
    kill(1, SIGKILL);
    kill(1, SIGSTOP);
    kill(1, SIGSEGV);
    kill(getppid(), SIGKILL);
    for (int number = 1; number < 32; number++) signal(number, SIG_IGN);
    kill(0, SIGTERM);
    kill(-1, SIGTERM);
    kill(-1, SIGKILL); // everybody but us and pid 1, as the kernel has it
    tgkill(1, 1, SIGKILL);
    union sigval value = {0};
    sigqueue(1, SIGKILL, value);
    int one = syscall(SYS_pidfd_open, 1, 0);
    if (one >= 0) syscall(SYS_pidfd_send_signal, one, SIGKILL, 0, 0);
    if (!broken) puts("held");
    return 0;
}
