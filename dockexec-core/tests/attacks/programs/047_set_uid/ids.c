// Rights that come with files, with ids, with capabilities: none may be had.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <sys/wait.h>
#include <unistd.h>

static int broken;

static void attempt(const char *what, long result) {
    if (result < 0) return;
    printf("BROKEN: %s\n", what);
    broken = 1;
}

static void copy(const char *from, const char *to) {
    char buffer[1 << 16];
    int in = open(from, O_RDONLY), out = open(to, O_CREAT | O_WRONLY, 0755);
    for (long n; in >= 0 && (n = read(in, buffer, sizeof buffer)) > 0;)
        if (write(out, buffer, n) != n) break;
    close(in);
    close(out);
}

int main(int argc, char **argv) {
    if (argc > 1) return geteuid() == getuid() && geteuid() != 0 ? 0 : 1; // what a copy of us with its bits set sees
    attempt("setuid 0", setuid(0));
    attempt("setgid 0", setgid(0));
    attempt("setreuid", setreuid(0, 0));
    attempt("setresuid", setresuid(0, 0, 0));
    attempt("setfsuid", syscall(SYS_setfsuid, 0) == 0 ? 0 : -1);
    attempt("setgroups", setgroups(1, (gid_t[]){0}));
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{~0u, ~0u, ~0u}, {~0u, ~0u, ~0u}};
    attempt("capset", syscall(SYS_capset, &header, data));
    memset(data, 0, sizeof data);
    if (syscall(SYS_capget, &header, data) == 0 && (data[0].effective | data[0].permitted | data[0].inheritable | data[1].effective | data[1].permitted)) attempt("has capabilities", 0);
    char status[8192] = "";
    int fd = open("/proc/self/status", O_RDONLY);
    if (fd >= 0 && read(fd, status, sizeof status - 1) > 0) {
        char *bounding = strstr(status, "CapBnd:"), *privileges = strstr(status, "NoNewPrivs:");
        if (bounding && strtoull(bounding + 7, 0, 16)) attempt("the bounding set is not empty", 0);
        if (privileges && atoi(privileges + 11) != 1) attempt("new privileges are to be had", 0);
    }
    copy("/proc/self/exe", "/tmp/copy");
    if (chmod("/tmp/copy", 06755) == 0) {
        pid_t child = fork();
        if (child == 0) execl("/tmp/copy", "copy", "asked", (char *)0), _exit(0);
        int ended = 0;
        waitpid(child, &ended, 0);
        if (WIFEXITED(ended) && WEXITSTATUS(ended) == 1) attempt("a set-uid copy became somebody", 0);
    }
    unsigned capability[] = {0x02000001, ~0u, ~0u, ~0u, ~0u};
    attempt("a file capability", setxattr("/tmp/copy", "security.capability", capability, 20, 0));
    const char *tools[] = {"/usr/bin/su", "/bin/su", "/usr/bin/sudo", "/usr/bin/passwd", "/usr/bin/mount", "/bin/mount", "/usr/bin/pkexec", "/usr/bin/newgrp", "/usr/bin/ping"};
    for (unsigned i = 0; i < sizeof tools / sizeof *tools; i++) {
        pid_t child = fork();
        if (child == 0) {
            close(1), close(2), close(0);
            execl(tools[i], tools[i], "-c", "true", (char *)0);
            _exit(77);
        }
        int ended = 0;
        waitpid(child, &ended, 0);
        if (WIFEXITED(ended) && WEXITSTATUS(ended) == 0) printf("BROKEN: %s succeeded\n", tools[i]), broken = 1;
    }
    if (!broken) puts("held");
    return 0;
}
