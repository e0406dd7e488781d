// What is left in /box when the run ends: if the judge opened any of these names it would read the host's files, write to them, or wait for ever.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *names[] = {"main", "main.c", "solution.c", "result", "result.json", "meta", "stdout", "stderr", "output.txt", "answers", "core", "out", "display_runtime.txt", "signature.json"};

int main(void) {
    int broken = 0;
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(names[i]);
        if (i % 4 == 0) symlink("/etc/passwd", names[i]);
        if (i % 4 == 1) mkfifo(names[i], 0666);
        if (i % 4 == 2) symlink("/dev/zero", names[i]);
        if (i % 4 == 3) symlink("/proc/1/environ", names[i]);
        if (mknod("device", S_IFBLK | 0666, 0x800) == 0 || mknod("device", S_IFCHR | 0666, 0x101) == 0) broken = 1;
        unlink("device");
    }
    if (broken) puts("BROKEN: a device node was made");
    // A trailing slash makes a link to a directory look like the directory.
    symlink("/etc", "etc");
    mkdir("etc/", 0777);
    if (link("/etc/passwd", "hard") == 0) broken = 1, puts("BROKEN: a hard link across mounts");
    // Somebody who follows the path now and then gets something else each time.
    mkdir("real", 0777);
    symlink("/etc", "link");
    if (fork() == 0) {
        for (int i = 0; i < 20000; i++) syscall(SYS_renameat2, AT_FDCWD, "real", AT_FDCWD, "link", 2);
        _exit(0);
    }
    // An output that goes on growing after the program's end.
    if (fork() == 0) {
        int fd = open("growing", O_CREAT | O_WRONLY | O_APPEND, 0666);
        setsid();
        for (;;) {
            if (write(fd, "more and more\n", 14) < 0) lseek(fd, 0, SEEK_SET);
            if (write(1, "", 0) < 0) _exit(0);
        }
    }
    int passwd = open("result", O_WRONLY | O_NONBLOCK);
    if (passwd >= 0 && write(passwd, "x", 1) == 1 && access("main", W_OK) == 0) broken = 1, puts("BROKEN: wrote through a link");
    int etc = open("etc/written", O_CREAT | O_WRONLY, 0666);
    if (etc >= 0) broken = 1, puts("BROKEN: wrote through a directory link");
    if (!broken) puts("held");
    return 0;
}
