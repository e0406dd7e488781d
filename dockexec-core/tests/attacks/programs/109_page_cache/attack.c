// A file of the tool chain has a thousand pages, and each is in memory or not: a message of a thousand bits for whoever runs next.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int broken;

static void attempt(const char *what, long result) {
    if (result < 0) return;
    printf("BROKEN: %s\n", what);
    broken = 1;
}

int main(void) {
    const char *shared[] = {"/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"};
    int fd = -1;
    for (unsigned i = 0; fd < 0 && i < 4; i++) fd = open(shared[i], O_RDONLY);
    if (fd < 0) return puts("no file that runs share"), 1;
    char page[4096];
    struct iovec into = {page, sizeof page};
    attempt("read what is in memory alone", preadv2(fd, &into, 1, 0, RWF_NOWAIT));
    attempt("took a file out of memory", -posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED));
    struct { unsigned long offset, length; } range = {0, 1 << 20};
    struct { unsigned long pages[5]; } counted;
    attempt("counted its pages in memory", syscall(451 /* cachestat */, fd, &range, &counted, 0));
    if (!broken) puts("held");
    return 0;
}
