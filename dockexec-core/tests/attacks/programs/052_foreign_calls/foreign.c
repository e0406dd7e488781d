// Each in a child, because the right answer to some of them is death.
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int broken;

static long int80(long number, long a) {
#ifdef __x86_64__
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(0L), "d"(0L) : "memory", "r8", "r9", "r10", "r11");
    return result;
#else
    return -1;
#endif
}

static void attempt(const char *what, long (*call)(long, long), long number, long a) {
    pid_t child = fork();
    if (child == 0) _exit(call(number, a) >= 0 ? 1 : 0);
    int ended = 0;
    waitpid(child, &ended, 0);
    if (WIFEXITED(ended) && WEXITSTATUS(ended) == 1) {
        printf("BROKEN: %s\n", what);
        broken = 1;
    }
}

static long direct(long number, long a) { return syscall(number, a, 0, 0, 0, 0); }

int main(void) {
#ifdef __x86_64__
    attempt("getpid by int 0x80", int80, 20, 0);
    attempt("unshare by int 0x80", int80, 310, 0x10000000);
    attempt("socketcall by int 0x80", int80, 102, 1);
    attempt("getpid as x32", direct, 0x40000000 + SYS_getpid, 0);
    attempt("an x32 number of its own", direct, 0x40000000 + 512, 0);
    // Numbers are compared as 32 bits by the kernel, as 64 by those who forget: the upper half must not help.
    attempt("a number beyond 32 bits", direct, 0x100000000L + SYS_unshare, 0x10000000);
#endif
    attempt("a linux32 personality", direct, SYS_personality, 8);
    attempt("no address randomisation", direct, SYS_personality, 0x0040000);
    attempt("read implies exec", direct, SYS_personality, 0x0400000);
    attempt("a number nobody has", direct, 1000, 0);
    attempt("a negative number", direct, -1, 0);
    if (!broken) puts("held");
    return 0;
}
