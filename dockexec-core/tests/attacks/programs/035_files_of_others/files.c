// The standard input names the folder of this very repository on the host: it must not exist in here.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int broken;

static void complain(const char *what, const char *path) {
    printf("BROKEN: %s %s\n", what, path);
    broken = 1;
}

static int entries(const char *path, const char *except) {
    DIR *directory = opendir(path);
    int count = 0;
    for (struct dirent *entry; directory && (entry = readdir(directory));)
        if (entry->d_name[0] != '.' && (!except || !strstr(except, entry->d_name))) count++;
    if (directory) closedir(directory);
    return count;
}

// A directory of the host's name exists where a mount lies below it: it is empty but for the way to toolchain and harness.
static int leads_to_a_mount(const char *path) {
    DIR *directory = opendir(path);
    int count = 0;
    for (struct dirent *entry; directory && (entry = readdir(directory));)
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) count++;
    if (directory) closedir(directory);
    return directory && count <= 2;
}

int main(void) {
    char core[4096] = "";
    if (!fgets(core, sizeof core, stdin)) return 2;
    core[strcspn(core, "\n")] = 0;
    const char *hidden[] = {core, "/root", "/home", "/work", "/var/lib", "/var/log", "/run", "/mnt", "/srv", "/boot", "/sys", "/.host", "/oldroot",
        "/etc/shadow", "/etc/hosts", "/etc/resolv.conf", "/etc/ssh", "/etc/machine-id", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/kvm", "/dev/fuse", "/dev/console", "/dev/tty", "/dev/ptmx", "/dev/mqueue",
        "/proc/1/root/etc", "/proc/1/cwd/etc", "/proc/self/root/root", "/box/../root", "/proc/self/cwd/../work", "/var/run/docker.sock", "/run/systemd/private"};
    for (unsigned i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        int fd = open(hidden[i], O_RDONLY | O_NONBLOCK);
        if (fd >= 0 && !leads_to_a_mount(hidden[i])) complain("opened", hidden[i]);
        if (fd >= 0) close(fd);
    }
    // What an earlier run, the case before this one too, could have left.
    const char *scratch[] = {"/tmp", "/var/tmp", "/dev/shm"};
    for (int i = 0; i < 3; i++)
        if (entries(scratch[i], 0) != 0) complain("something is in", scratch[i]);
    if (entries("/box", 0) != 0) complain("something is in", "/box");
    const char *leave[] = {"/tmp/left", "/dev/shm/left", "/box/left"};
    for (int i = 0; i < 3; i++) close(open(leave[i], O_CREAT | O_WRONLY, 0666));
    const char *fixed[] = {"/", "/etc", "/usr", "/usr/bin", "/usr/lib", "/lib", "/lib64", "/dev", "/proc", "/etc/passwd", "/lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/libc.so.6"};
    for (unsigned i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        struct stat what;
        char inside[4200];
        if (stat(fixed[i], &what) != 0) continue;
        snprintf(inside, sizeof inside, "%s/written", fixed[i]);
        if (S_ISDIR(what.st_mode) && open(inside, O_CREAT | O_WRONLY, 0666) >= 0) complain("wrote into", fixed[i]);
        if (!S_ISDIR(what.st_mode) && (open(fixed[i], O_WRONLY) >= 0 || truncate(fixed[i], 0) == 0 || unlink(fixed[i]) == 0)) complain("changed", fixed[i]);
        if (rename(fixed[i], "/tmp/taken") == 0) complain("moved", fixed[i]);
    }
    // Devices may be the host's own nodes: to be written to, and nothing else.
    const char *devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
    for (int i = 0; i < 5; i++)
        if (utimensat(AT_FDCWD, devices[i], 0, 0) == 0 || chmod(devices[i], 0) == 0) complain("changed", devices[i]);
    if (!broken) puts("held");
    return 0;
}
