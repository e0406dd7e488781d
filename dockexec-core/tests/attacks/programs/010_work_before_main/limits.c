#include <unistd.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <stdio.h>
/* Limits are there before the first instruction, and cannot be raised by it. */
static int raised;
__attribute__((constructor)) static void early(void) {
    struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
    int which[] = {RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_CORE};
    for (int i = 0; i < 3; i++) raised |= setrlimit(which[i], &all) == 0;
}
int main(void) {
    if (raised) puts("BROKEN: a constructor raised the limits");
    puts("held");
}
