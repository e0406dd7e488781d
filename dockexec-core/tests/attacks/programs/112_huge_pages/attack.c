// A page of two megabytes at a time, as many as the host has set aside for its database. Whether it has any does not matter: nobody may even ask.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

static int broken;

// The kernel itself would say ENOMEM, EINVAL or ENOENT.
static void attempt(const char *what, int failed) {
    if (failed && errno == EPERM) return;
    printf("BROKEN: %s\n", what);
    broken = 1;
}

int main(void) {
    attempt("mapped huge pages", mmap(0, 2 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0) == MAP_FAILED);
    attempt("mapped shared huge pages", mmap(0, 2 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0) == MAP_FAILED);
    attempt("a memory file of huge pages", syscall(SYS_memfd_create, "x", 4) < 0);
    attempt("a shared segment of huge pages", shmget(4711, 2 << 20, IPC_CREAT | SHM_HUGETLB | 0600) < 0);
    if (!broken) puts("held");
    return 0;
}
