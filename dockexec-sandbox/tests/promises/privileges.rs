//! No privilege is left, and none can be gained.

use dockexec_sandbox::{Signal, Termination};

use crate::common::{limits, run, text};

#[test]
fn dangerous_calls_are_refused() {
    // Each prints the errno; EPERM is 1, ENOSYS 38.
    let calls = [
        ("unshare(CLONE_NEWUSER)", 1),
        ("unshare(CLONE_NEWNS)", 1),
        ("setns(0, 0)", 1),
        ("syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0)", 1),
        ("syscall(SYS_clone3, 0, 0)", 38),
        ("mount(\"none\", \"/tmp\", \"tmpfs\", 0, 0)", 1),
        ("umount2(\"/tmp\", 0)", 1),
        ("chroot(\"/tmp\")", 1),
        ("syscall(SYS_pivot_root, \".\", \".\")", 1),
        ("syscall(SYS_fsopen, \"tmpfs\", 0)", 1),
        ("syscall(SYS_move_mount, 0, \"\", 0, \"\", 0)", 1),
        ("syscall(SYS_open_tree, -100, \"/\", 1)", 1),
        ("syscall(SYS_mount_setattr, -100, \"/\", 0, 0, 0)", 1),
        ("ptrace(PTRACE_TRACEME, 0, 0, 0)", 1),
        ("syscall(SYS_process_vm_readv, 1, 0, 0, 0, 0, 0)", 1),
        ("syscall(SYS_process_vm_writev, 1, 0, 0, 0, 0, 0)", 1),
        ("syscall(SYS_bpf, 0, 0, 0)", 1),
        ("syscall(SYS_perf_event_open, 0, 0, 0, 0, 0)", 1),
        ("syscall(SYS_userfaultfd, 0)", 1),
        ("syscall(SYS_keyctl, 0, 0)", 1),
        ("syscall(SYS_add_key, 0, 0, 0, 0, 0)", 1),
        ("syscall(SYS_io_uring_setup, 1, 0)", 1),
        ("syscall(SYS_open_by_handle_at, 0, 0, 0)", 1),
        ("syscall(SYS_name_to_handle_at, 0, 0, 0, 0, 0)", 1),
        ("syscall(SYS_init_module, 0, 0, 0)", 1),
        ("syscall(SYS_kexec_load, 0, 0, 0, 0)", 1),
        ("syscall(SYS_reboot, 0, 0, 0, 0)", 1),
        ("syscall(SYS_sethostname, \"x\", 1)", 1),
        ("syscall(SYS_clock_settime, 0, 0)", 1),
        ("syscall(SYS_settimeofday, 0, 0)", 1),
        ("syscall(SYS_personality, 0xffffffff)", 1),
        ("syscall(SYS_pidfd_getfd, 0, 0, 0)", 1),
        ("syscall(SYS_kcmp, 1, 1, 0, 0, 0)", 1),
        ("syscall(SYS_seccomp, 0, 0, 0)", 1),
        ("syscall(SYS_setuid, 0)", 1),
        ("syscall(SYS_capset, 0, 0)", 1),
        ("syscall(SYS_quotactl, 0, 0, 0, 0)", 1),
        ("syscall(SYS_swapon, 0, 0)", 1),
        ("syscall(SYS_acct, 0)", 1),
        ("syscall(SYS_flock, 0, 2)", 1),
        ("syscall(SYS_inotify_init1, 0)", 1),
        ("mknod(\"/tmp/d\", S_IFCHR | 0600, 0x103)", 1),
        ("syscall(SYS_prlimit64, 1, 0, 0, 0)", 1),
        ("prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)", 22),
        ("fcntl(0, F_SETLEASE, F_RDLCK)", 22),
        ("fcntl(0, F_GETLK, &(struct flock){ .l_type = F_WRLCK })", 22),
        ("fcntl(0, 36, &(struct flock){ .l_type = F_WRLCK })", 22),
        ("ioctl(0, 0x5412, \"x\")", 25),
        ("syscall(1999)", 38),
    ];
    let body: String = calls
        .iter()
        .map(|(call, _)| format!("errno = 0; r = {call}; printf(\"%d \", r == -1 ? errno : 0);\n"))
        .collect();
    let source = format!("#include <sys/ioctl.h>\nint main(void) {{ long r; {body} return 0; }}");
    let out = run(program!(&source));
    let printed = text(&out);
    let got: Vec<i32> = printed.split_whitespace().map(|n| n.parse().unwrap()).collect();
    assert_eq!(got.len(), calls.len(), "{printed} {:?}", out.report.termination);
    for ((call, errno), got) in calls.iter().zip(got) {
        assert_eq!(got, *errno, "{call}");
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
fn foreign_system_call_tables_are_deadly() {
    for call in [
        "__asm__ volatile(\"int $0x80\" : : \"a\"(20))",
        "syscall(0x40000000 | 39)",
    ] {
        let out = run(program!(&format!("int main(void) {{ {call}; return 0; }}")));
        assert_eq!(
            out.report.termination,
            Termination::Signalled(Signal(libc::SIGSYS)),
            "{call}"
        );
    }
}

#[test]
fn no_capability_is_left_anywhere() {
    let source = "int main(void) { char l[256]; FILE *f = fopen(\"/proc/self/status\", \"r\"); while (fgets(l, 256, f)) if (!strncmp(l, \"Cap\", 3) || !strncmp(l, \"NoNew\", 5) || !strncmp(l, \"Seccomp:\", 8) || !strncmp(l, \"Groups\", 6)) fputs(l, stdout); return 0; }";
    let none = "0000000000000000";
    let expected = format!(
        "Groups:\t \nCapInh:\t{none}\nCapPrm:\t{none}\nCapEff:\t{none}\nCapBnd:\t{none}\nCapAmb:\t{none}\nNoNewPrivs:\t1\nSeccomp:\t2\n"
    );
    assert_eq!(text(&run(program!(source))), expected);
}

/// The program writes a setuid copy of itself and runs it; nothing may come of the bit.
#[test]
fn setuid_files_are_of_no_use() {
    let source = "int main(int c, char **v) { if (c > 1) { printf(\"%d %d\", getuid(), geteuid()); return 0; } char b[65536]; int i = open(\"/proc/self/exe\", O_RDONLY), o = open(\"/tmp/s\", O_CREAT | O_WRONLY, 0700), n; while ((n = read(i, b, sizeof b)) > 0) write(o, b, n); fchmod(o, 06755); close(o); execl(\"/tmp/s\", \"s\", \"again\", NULL); perror(\"exec\"); }";
    assert_eq!(text(&run(program!(source))), "1000 1000");
}

#[test]
fn the_root_and_the_mounts_are_read_only() {
    let source = "int main(void) { char *p[] = {\"/x\", \"/etc/x\", \"/etc/passwd\", \"/dev/x\", \"/proc/self/oom_score_adj\", \"/proc/self/comm\"}; for (int i = 0; i < 6; i++) printf(\"%d \", open(p[i], O_WRONLY | O_CREAT, 0600)); printf(\"%d\", chmod(\"/etc/passwd\", 0666)); return 0; }";
    assert_eq!(text(&run(program!(source))), "-1 -1 -1 -1 -1 -1 -1");
}

/// Pid 1 has the run's uid: what keeps it safe is that it is not dumpable, sleeps through signals, and shares no
/// right with the program.
#[test]
fn pid_1_cannot_be_touched() {
    let source = "int main(void) {
        printf(\"%d %d %d \", open(\"/proc/1/mem\", O_RDWR), open(\"/proc/1/environ\", O_RDONLY), ptrace(PTRACE_ATTACH, 1, 0, 0));
        for (int i = 1; i < 65; i++) if (i != SIGUSR1) kill(1, i);
        usleep(50000); fflush(0); return 9; }";
    let out = run(program!(source));
    assert_eq!(
        (out.report.termination, text(&out).as_str()),
        (Termination::Exited(9), "-1 -1 -1 ")
    );
}

/// The one signal that pid 1 listens to is an order to end the run: no limit can be blamed for it.
#[test]
fn telling_pid_1_to_stop_is_suicide() {
    let out = run(program!("int main(void) { kill(1, SIGUSR1); for (;;) pause(); }"));
    assert_eq!(out.report.termination, Termination::Signalled(Signal(libc::SIGKILL)));
}

/// kill(0, …) and kill(-1, …) cross pid namespaces where process groups are shared.
#[test]
fn process_groups_end_at_the_run() {
    let mut other = program!("int main(void) { char b; return read(0, &b, 1) + 20; }")
        .limits(limits())
        .session(crate::common::sandbox())
        .unwrap();
    let out = run(program!(
        "int main(void) { printf(\"%d %d\", getpgrp() == getpid(), getsid(0) == getpid()); fflush(0); kill(0, SIGKILL); }"
    ));
    assert_eq!(text(&out), "1 1");
    other.close(dockexec_sandbox::Target::Stdin);
    while other.next_event().unwrap() != dockexec_sandbox::Event::Exited {}
    assert_eq!(other.finish().unwrap().termination, Termination::Exited(20));
}
