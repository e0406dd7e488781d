// What would help elsewhere must be refused, what is allowed must not mislead the judge: the name is chosen to break a reader of /proc/pid/stat.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
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
    struct sock_filter allow = {0x06, 0, 0, 0x7fff0000};
    struct sock_fprog filter = {1, &allow};
    // A filter of one's own can hand system calls to another process, or hide an errno from the judge's eyes.
    attempt("a filter by prctl", prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter));
    attempt("a filter with a listener", syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter));
    attempt("took no_new_privs back", prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    attempt("kept capabilities", prctl(PR_SET_KEEPCAPS, 1));
    attempt("secure bits", prctl(PR_SET_SECUREBITS, 0xf));
    attempt("an ambient capability", prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, 21, 0, 0));
    attempt("the map of another program", prctl(PR_SET_MM, PR_SET_MM_ARG_START, 0, 0, 0));
    attempt("a ptracer", prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY));
    attempt("a subreaper", prctl(PR_SET_CHILD_SUBREAPER, 1));
    attempt("a tagged core", prctl(62 /* PR_SCHED_CORE */, 1, 0, 0, 0));
    attempt("a better priority", setpriority(PRIO_PROCESS, 0, -5));
    struct { unsigned size, policy; unsigned long long flags; int nice; unsigned priority; unsigned long long a, b, c; } real_time = {48, 1, 0, 0, 50, 0, 0, 0};
    attempt("a real-time class", syscall(SYS_sched_setattr, 0, &real_time, 0));
    attempt("io priority", syscall(SYS_ioprio_set, 1, 0, 1 << 13));
    prctl(PR_SET_DUMPABLE, 1);
    prctl(PR_SET_PDEATHSIG, SIGSTOP);
    prctl(PR_SET_TIMERSLACK, 1000000000UL);
    prctl(PR_SET_NAME, "x) Z 1 1 1 0 -1");
    if (!broken) puts("held");
    return 0;
}
