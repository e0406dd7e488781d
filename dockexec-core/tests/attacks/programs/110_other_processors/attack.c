// A run that is kept on a processor of its own (`--pin`) is measured there undisturbed, unless another one moves in.
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static int broken;

static void attempt(const char *what, long result) {
    if (result < 0) return;
    printf("BROKEN: %s\n", what);
    broken = 1;
}

int main(void) {
    cpu_set_t all;
    memset(&all, 255, sizeof all);
    attempt("went to other processors", sched_setaffinity(0, sizeof all, &all));
    attempt("sent pid 1 to other processors", sched_setaffinity(1, sizeof all, &all));
    struct sched_param first = {.sched_priority = 1}, none = {0};
    attempt("real time", sched_setscheduler(0, SCHED_FIFO, &first));
    attempt("round robin", sched_setscheduler(0, SCHED_RR, &first));
    attempt("another policy", sched_setscheduler(0, SCHED_BATCH, &none));
    struct { unsigned size, policy; unsigned long flags; int nice; unsigned priority; unsigned long runtime, deadline, period; } due = {48, 6, 0, 0, 0, 10000000, 30000000, 30000000};
    attempt("a deadline", syscall(SYS_sched_setattr, 0, &due, 0));
    attempt("a higher priority", setpriority(PRIO_PROCESS, 0, -5));
    attempt("another's priority", setpriority(PRIO_USER, 0, 19));
    attempt("disk priority", syscall(SYS_ioprio_set, 1, 0, 1 << 13 | 0));
    if (!broken) puts("held");
    return 0;
}
