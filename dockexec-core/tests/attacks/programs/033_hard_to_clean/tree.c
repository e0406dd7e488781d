// A removal that walks paths meets ENAMETOOLONG, EACCES, and names that shells and logs read as something else.
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    int broken = 0;
    int levels = 0;
    while (levels < 1200 && mkdir("d", 0777) == 0 && chdir("d") == 0) levels++;
    chdir("/box");
    const char *names[] = {"new\nline", "-rf", "*", "\x1b[2Jescape", "\xff\xfe", "quote'\"`$(reboot)", " ", "...", "\xe2\x80\xae" "txt"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        mkdir(names[i], 0777);
        char inner[128];
        snprintf(inner, sizeof inner, "%s/kept", names[i]);
        close(open(inner, O_CREAT | O_WRONLY, 0));
        chmod(names[i], 0);
    }
    int fd = open("immutable", O_CREAT | O_RDWR, 0600);
    int flags = FS_IMMUTABLE_FL | FS_APPEND_FL;
    if (ioctl(fd, FS_IOC_SETFLAGS, &flags) == 0) broken = 1, puts("BROKEN: an immutable file");
    if (fchown(fd, 0, 0) == 0) broken = 1, puts("BROKEN: a file given to root");
    if (chown("/etc/passwd", 1000, 1000) == 0) broken = 1, puts("BROKEN: took /etc/passwd");
    if (chmod("/", 0) == 0 || chmod("/etc", 0777) == 0 || chmod("/usr", 0) == 0) broken = 1, puts("BROKEN: changed modes outside");
    chmod("/tmp", 0);
    chmod("/dev/shm", 0);
    chmod("/box", 0);
    if (!broken) puts(levels > 100 ? "held" : "the tree did not grow");
    return 0;
}
