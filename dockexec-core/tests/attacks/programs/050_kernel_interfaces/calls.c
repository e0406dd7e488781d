// Every call here would be a first step out, or a large part of the kernel to look for holes in. Arguments are valid where the call would look at them before it
// looks at rights, so that a refusal is about the call and not about its arguments.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int broken;

static void attempt(const char *what, long result) {
    if (result >= 0) {
        printf("BROKEN: %s\n", what);
        broken = 1;
    }
}

int main(void) {
    char buffer[256] = {0};
    struct iovec here = {buffer, sizeof buffer};
    struct {
        unsigned handle_bytes;
        int handle_type;
        unsigned char handle[128];
    } handle = {128, 0, {0}};
    int mount_id = 0;
    struct timespec now = {0, 0};

    attempt("unshare user", unshare(CLONE_NEWUSER));
    attempt("unshare mount", unshare(CLONE_NEWNS));
    attempt("unshare network", unshare(CLONE_NEWNET));
    attempt("setns", setns(open("/proc/self/ns/mnt", O_RDONLY), 0));
    attempt("mount tmpfs", mount("none", "/tmp", "tmpfs", 0, 0));
    attempt("bind mount", mount("/", "/tmp", 0, MS_BIND, 0));
    attempt("umount", umount2("/tmp", MNT_DETACH));
    attempt("chroot", chroot("/tmp"));
    attempt("pivot_root", syscall(SYS_pivot_root, "/", "/tmp"));
    attempt("fsopen", syscall(SYS_fsopen, "tmpfs", 0));
    attempt("open_tree", syscall(SYS_open_tree, AT_FDCWD, "/", 1));
    attempt("move_mount", syscall(SYS_move_mount, AT_FDCWD, "/tmp", AT_FDCWD, "/box", 0));
    attempt("ptrace parent", ptrace(PTRACE_ATTACH, getppid(), 0, 0));
    attempt("process_vm_readv", syscall(SYS_process_vm_readv, getppid(), &here, 1UL, &here, 1UL, 0UL));
    attempt("process_vm_writev", syscall(SYS_process_vm_writev, getppid(), &here, 1UL, &here, 1UL, 0UL));
    memset(buffer, 0, sizeof buffer);
    buffer[0] = 2, buffer[4] = 4, buffer[8] = 4, buffer[12] = 1; // an array map of one small element
    attempt("bpf", syscall(SYS_bpf, 0, buffer, 72));
    memset(buffer, 0, sizeof buffer);
    buffer[0] = 1, buffer[4] = 112; // a software counter
    attempt("perf_event_open", syscall(SYS_perf_event_open, buffer, 0, -1, -1, 0));
    attempt("userfaultfd", syscall(SYS_userfaultfd, 1));
    attempt("keyctl", syscall(SYS_keyctl, 0, -3, 1));
    attempt("add_key", syscall(SYS_add_key, "user", "dockexec", "x", 1UL, -2));
    attempt("kexec_load", syscall(SYS_kexec_load, 0, 0, 0, 0));
    attempt("init_module", syscall(SYS_init_module, buffer, 1, ""));
    memset(buffer, 0, sizeof buffer);
    attempt("io_uring_setup", syscall(SYS_io_uring_setup, 1, buffer));
    attempt("name_to_handle_at", syscall(SYS_name_to_handle_at, AT_FDCWD, "/", &handle, &mount_id, 0));
    attempt("open_by_handle_at", syscall(SYS_open_by_handle_at, AT_FDCWD, &handle, O_RDONLY));
    attempt("clock_settime", clock_settime(CLOCK_REALTIME, &now));
    attempt("sethostname", sethostname("mine", 4));
    attempt("quotactl", syscall(SYS_quotactl, 0, 0, 0, 0));
    attempt("syslog", syscall(SYS_syslog, 3, buffer, 100));
    attempt("pidfd_getfd", syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, getppid(), 0), 0, 0));
    attempt("personality", syscall(SYS_personality, 0x0040000));
    if (!broken) puts("held");
    return 0;
}
