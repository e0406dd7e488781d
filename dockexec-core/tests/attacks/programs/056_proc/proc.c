// Whatever tells of the host, of pid 1, or of other runs; whatever can be written; whatever is still open.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int broken;

static void complain(const char *what, const char *detail) {
    printf("BROKEN: %s %s\n", what, detail);
    broken = 1;
}

static char *slurp(const char *path) {
    static char buffer[1 << 18];
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    if (fd < 0) return NULL;
    long total = 0, n;
    while (total < (long)sizeof buffer - 1 && (n = read(fd, buffer + total, sizeof buffer - 1 - total)) > 0) total += n;
    close(fd);
    buffer[total] = 0;
    return total > 0 ? buffer : NULL;
}

int main(void) {
    char core[4096] = "";
    if (!fgets(core, sizeof core, stdin)) return 2;
    core[strcspn(core, "\n")] = 0;
    const char *secret[] = {"/proc/kallsyms", "/proc/kcore", "/proc/kmsg", "/proc/keys", "/proc/modules", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/version", "/proc/cmdline",
        "/proc/config.gz", "/proc/net/tcp", "/proc/net/unix", "/proc/sysvipc/shm", "/proc/timer_list", "/proc/sched_debug", "/proc/partitions", "/proc/diskstats", "/proc/loadavg", "/proc/interrupts",
        "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/bus/pci/devices", "/proc/1/environ", "/proc/1/maps", "/proc/1/mem", "/proc/1/smaps", "/proc/1/stack", "/proc/1/auxv", "/proc/1/syscall",
        "/sys/kernel/notes", "/sys/class/net/lo/address", "/sys/fs/cgroup/cgroup.procs", "/sys/kernel/debug/x", "/sys/module/kvm/parameters/x"};
    for (unsigned i = 0; i < sizeof secret / sizeof *secret; i++)
        if (slurp(secret[i])) complain("read", secret[i]);
    char target[4096];
    const char *links[] = {"/proc/1/root", "/proc/1/cwd", "/proc/1/exe", "/proc/1/fd/0", "/proc/1/fd/4", "/proc/1/ns/mnt"};
    for (unsigned i = 0; i < sizeof links / sizeof *links; i++)
        if (readlink(links[i], target, sizeof target) >= 0) complain("followed", links[i]);
    const char *settings[] = {"/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/vm/overcommit_memory", "/proc/sysrq-trigger", "/proc/1/oom_score_adj", "/proc/1/mem", "/proc/1/setgroups", "/proc/self/uid_map",
        "/proc/self/gid_map", "/proc/self/setgroups", "/proc/self/attr/current", "/sys/kernel/uevent_helper", "/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/release_agent", "/sys/fs/cgroup/memory/cgroup.procs", "/sys/fs/cgroup/pids/release_agent"};
    for (unsigned i = 0; i < sizeof settings / sizeof *settings; i++) {
        int fd = open(settings[i], O_WRONLY);
        if (fd >= 0 && write(fd, "0\n", 2) > 0) complain("wrote", settings[i]);
        if (fd >= 0) close(fd);
    }
    // The kernel would then kill the judge before us.
    int fd = open("/proc/self/oom_score_adj", O_WRONLY);
    if (fd >= 0 && write(fd, "-1000", 5) > 0) complain("wrote", "/proc/self/oom_score_adj");
    if (fd >= 0) close(fd);
    // Other processes: none but pid 1, whose visibility is up to the kernel, and ourselves.
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        int pid = atoi(entry->d_name);
        if (pid > 1 && pid != getpid()) complain("saw process", entry->d_name);
    }
    // Where the group lies tells of the host, unless it is the root of what we see.
    for (char *line = slurp("/proc/self/cgroup"); line && *line;) {
        char *end = strchr(line, '\n');
        if (end) *end = 0;
        char *path = strrchr(line, ':');
        if (path && strstr(path, "dockexec")) complain("told of the cgroup", line);
        line = end ? end + 1 : NULL;
    }
    char *mounts = slurp("/proc/self/mountinfo");
    if (mounts && (strstr(mounts, " cgroup") || strstr(mounts, "sysfs"))) complain("there is a file system", "cgroup or sysfs");
    if (mounts && strstr(mounts, core)) complain("mounts tell of", core);
    // Descriptors: a whole program has its three streams.
    for (int i = 3; i < 4096; i++) {
        struct stat what;
        if (fstat(i, &what) == 0 && !(proc && i == dirfd(proc))) {
            char name[32];
            snprintf(name, sizeof name, "/proc/self/fd/%d", i);
            long length = readlink(name, target, sizeof target - 1);
            target[length > 0 ? length : 0] = 0;
            complain("open descriptor", target);
        }
    }
    if (!broken) puts("held");
    return 0;
}
