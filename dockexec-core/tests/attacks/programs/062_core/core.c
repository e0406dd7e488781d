#define _GNU_SOURCE
#include <stdio.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>

int main(void) {
    int broken = 0;
    struct rlimit core = {RLIM_INFINITY, RLIM_INFINITY}, own;
    if (setrlimit(RLIMIT_CORE, &core) == 0) broken = 1, puts("BROKEN: core dumps without limit");
    core.rlim_cur = core.rlim_max = 1 << 20;
    if (prlimit(0, RLIMIT_CORE, &core, 0) == 0) broken = 1, puts("BROKEN: core dumps of a megabyte");
    if (getrlimit(RLIMIT_CORE, &own) != 0 || own.rlim_cur != 0 || own.rlim_max != 0) broken = 1, puts("BROKEN: core dumps are allowed");
    if (personality(ADDR_NO_RANDOMIZE) != -1) broken = 1, puts("BROKEN: no address randomisation");
    prctl(PR_SET_DUMPABLE, 1);
    // Nobody wants the dump if there can be one.
    if (broken) return 0;
    puts("held");
    fflush(stdout);
    *(volatile int *)8 = 1;
    return 0;
}
