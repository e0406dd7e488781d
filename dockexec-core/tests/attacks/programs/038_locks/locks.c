// A lock on a read-only file that all runs share could be seen by all of them: one bit at a time, a channel.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/fanotify.h>
#include <sys/stat.h>
#include <unistd.h>

static int broken;

static void attempt(const char *what, long result) {
    if (result < 0) return;
    printf("BROKEN: %s\n", what);
    broken = 1;
}

int main(void) {
    signal(SIGIO, SIG_IGN);
    const char *shared[] = {"/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"};
    int fd = -1;
    for (unsigned i = 0; fd < 0 && i < 4; i++) fd = open(shared[i], O_RDONLY);
    if (fd < 0) return puts("no file that runs share"), 1;
    attempt("an exclusive lock", flock(fd, LOCK_EX | LOCK_NB));
    attempt("a shared lock", flock(fd, LOCK_SH | LOCK_NB));
    struct flock write_lock = {.l_type = F_WRLCK}, ask = {.l_type = F_WRLCK};
    attempt("a record lock for writing", fcntl(fd, F_SETLK, &write_lock));
    attempt("a description lock for writing", fcntl(fd, F_OFD_SETLK, &write_lock));
    attempt("asked who holds a lock", fcntl(fd, F_GETLK, &ask));
    attempt("asked who holds a description lock", fcntl(fd, F_OFD_GETLK, &ask));
    attempt("a lease", fcntl(fd, F_SETLEASE, F_RDLCK));
    // A device is a file that every run may write to, and so lock for writing.
    const char *devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
    for (unsigned i = 0; i < 5; i++) {
        int device = open(devices[i], O_RDWR);
        if (device < 0) continue;
        attempt("an exclusive lock on a device", flock(device, LOCK_EX | LOCK_NB));
        attempt("a record lock on a device", fcntl(device, F_SETLK, &write_lock));
        attempt("a description lock on a device", fcntl(device, F_OFD_SETLK, &write_lock));
        attempt("a lease on a device", fcntl(device, F_SETLEASE, F_WRLCK));
        attempt("the times of a device", futimens(device, 0));
        close(device);
    }
    int folder = open("/usr/lib", O_RDONLY | O_DIRECTORY);
    if (folder < 0) folder = open("/lib", O_RDONLY | O_DIRECTORY);
    attempt("a directory notification", folder < 0 ? -1 : fcntl(folder, F_NOTIFY, DN_ACCESS | DN_MULTISHOT));
    attempt("inotify", inotify_init1(0));
    attempt("fanotify", fanotify_init(0, 0));
    if (!broken) puts("held");
    return 0;
}
