#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int broken;

static void attempt(const char *what, long result) {
    if (result < 0) return;
    printf("BROKEN: %s\n", what);
    broken = 1;
}

int main(void) {
    char select[] = {2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    for (int fd = 0; fd < 3; fd++) {
        attempt("a stream is a terminal", isatty(fd) ? 0 : -1);
        attempt("typed", ioctl(fd, TIOCSTI, "x"));
        attempt("selected and pasted", ioctl(fd, TIOCLINUX, select));
        attempt("took a controlling terminal", ioctl(fd, TIOCSCTTY, 1));
        attempt("redirected the console", ioctl(fd, TIOCCONS, 0));
        // The upper half of the request is cut off by the kernel, not by a careless filter.
        attempt("typed by a long number", ioctl(fd, 0x100000000UL | TIOCSTI, "x"));
    }
    const char *terminals[] = {"/dev/tty", "/dev/tty0", "/dev/tty1", "/dev/console", "/dev/ptmx", "/dev/pts/0", "/dev/pts/ptmx", "/dev/vcs", "/dev/ttyS0", "/dev/hvc0"};
    for (unsigned i = 0; i < sizeof terminals / sizeof *terminals; i++) {
        int fd = open(terminals[i], O_RDWR | O_NOCTTY | O_NONBLOCK);
        if (fd < 0) continue;
        printf("BROKEN: opened %s\n", terminals[i]);
        broken = 1;
        close(fd);
    }
    attempt("a terminal of one's own", posix_openpt(O_RDWR));
    if (!broken) puts("held");
    return 0;
}
