//! Nothing of a run outlives it, nothing of the host is visible in it.

use std::sync::Arc;

use dockexec_sandbox::{Command, Event, LimitKind, Policy, Termination, WallTime};

use crate::common::{compile, limits, run, sandbox, text};

/// A process that survived would print after the report; its marker would be found in /proc.
fn assert_nobody_called(marker: &str) {
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line);
        assert!(!line.contains(marker), "still there: {line}");
    }
}

#[test]
fn a_daemonised_grandchild_dies_with_the_run() {
    let source =
        "int main(void) { if (!fork()) { setsid(); if (!fork()) for (;;) pause(); _exit(0); } wait(0); return 0; }";
    let out = run(program!(source).arg("marker-daemon-4711"));
    assert_eq!(out.report.termination, Termination::Exited(0));
    assert_nobody_called("marker-daemon-4711");
}

#[test]
fn a_fork_bomb_leaves_nothing() {
    let mut limits = limits();
    limits.wall = WallTime::from_millis(300);
    let source = "int main(void) { for (;;) fork(); }";
    let out = program!(source)
        .arg("marker-bomb-4712")
        .limits(limits)
        .output(sandbox())
        .unwrap();
    assert!(matches!(
        out.report.termination,
        Termination::Killed(LimitKind::WallTime | LimitKind::CpuTime)
    ));
    assert_nobody_called("marker-bomb-4712");
}

#[test]
fn killing_everybody_hits_only_oneself() {
    let source = "int main(void) { printf(\"%d %d\\n\", kill(1, SIGKILL), kill(-1, SIGKILL)); fflush(0); return 5; }";
    let out = run(program!(source));
    assert_eq!(out.report.termination, Termination::Exited(5));
}

#[test]
fn there_is_no_network() {
    let source = "int main(void) { int d[] = {AF_INET, AF_INET6, AF_UNIX, 16, 17, 38, 40}; for (int i = 0; i < 7; i++) printf(\"%d \", socket(d[i], SOCK_STREAM, 0)); struct stat s; printf(\"%d\", stat(\"/sys\", &s)); return 0; }";
    assert_eq!(text(&run(program!(source))), "-1 -1 -1 -1 -1 -1 -1 -1");
}

/// Connected pairs are allowed, but none that could be given a name another run can see.
#[test]
fn socket_pairs_cannot_be_named() {
    let source = "int main(void) { int s[2]; printf(\"%d \", socketpair(AF_UNIX, SOCK_STREAM, 0, s)); printf(\"%d \", socketpair(AF_UNIX, SOCK_DGRAM, 0, s)); socketpair(AF_UNIX, SOCK_SEQPACKET, 0, s); struct sockaddr a = {AF_UNIX, \"\\0x\"}; printf(\"%d %d %d\", bind(s[0], &a, 4), connect(s[0], &a, 4), listen(s[0], 1)); return 0; }";
    assert_eq!(text(&run(program!(source))), "0 -1 -1 -1 -1");
}

#[test]
fn host_files_are_not_there() {
    let source = "int main(void) { char *p[] = {\"/etc/shadow\", \"/root\", \"/home\", \"/usr\", \"/var\", \"/sys\", \"/.host\", \"/proc/1\", \"/proc/meminfo\", \"/proc/sys\", \"/proc/kallsyms\", \"/proc/cmdline\", \"/dev/kmsg\", \"/dev/vda\", \"/dev/tty\", \"/dev/pts\"}; for (int i = 0; i < 16; i++) { struct stat s; if (!stat(p[i], &s)) puts(p[i]); } return 0; }";
    assert_eq!(text(&run(program!(source))), "");
}

#[test]
fn the_root_holds_only_what_was_mounted() {
    let source = "int main(void) { struct dirent **l; int n = scandir(\"/\", &l, 0, alphasort); for (int i = 2; i < n; i++) printf(\"%s \", l[i]->d_name); return 0; }";
    assert_eq!(text(&run(program!(source))), "box dev etc proc tmp ");
}

#[test]
fn proc_shows_only_ones_own_processes() {
    let source = "int main(void) { struct dirent **l; int n = scandir(\"/proc\", &l, 0, alphasort); for (int i = 0; i < n; i++) if (l[i]->d_name[0] != '.') printf(\"%s \", l[i]->d_name); return 0; }";
    assert_eq!(text(&run(program!(source))), "2 self thread-self ");
}

#[test]
fn no_descriptor_is_inherited() {
    // Something to inherit: descriptors without close-on-exec in the host.
    let file = std::fs::File::open("/etc/hostname")
        .or_else(|_| std::fs::File::open("/etc/passwd"))
        .unwrap();
    // SAFETY: dup takes an integer; the copy is leaked on purpose.
    let leaked = unsafe { libc::dup(std::os::fd::AsRawFd::as_raw_fd(&file)) };
    assert!(leaked > 2);
    let source =
        "int main(void) { for (int i = 0; i < 4096; i++) if (fcntl(i, F_GETFD) >= 0) printf(\"%d \", i); return 0; }";
    assert_eq!(text(&run(program!(source))), "0 1 2 ");
}

#[test]
fn the_environment_is_what_was_given() {
    let source = "extern char **environ; int main(void) { for (char **e = environ; *e; e++) puts(*e); return 0; }";
    assert_eq!(text(&run(program!(source))), "");
    assert_eq!(
        text(&run(program!(source).env("A", "1").env("B", "x=y"))),
        "A=1\nB=x=y\n"
    );
}

#[test]
fn every_run_starts_with_empty_directories() {
    let source = "int main(void) { char *d[] = {\"/tmp\", \"/dev/shm\", \"/box\"}; for (int i = 0; i < 3; i++) { struct dirent **l; printf(\"%d \", scandir(d[i], &l, 0, 0) - 2); char p[99]; sprintf(p, \"%s/left\", d[i]); printf(\"%d \", open(p, O_CREAT | O_WRONLY, 0666) >= 0); } return 0; }";
    for _ in 0..2 {
        assert_eq!(text(&run(program!(source))), "0 1 0 1 0 1 ");
    }
}

#[test]
fn shared_memory_and_queues_end_with_the_run() {
    let source = "int main(void) { int id = syscall(SYS_shmget, 4711, 4096, 01600 | 02000); printf(\"%d\", id >= 0); return 0; }";
    for _ in 0..2 {
        assert_eq!(text(&run(program!(source))), "1");
    }
}

/// Devices are the one thing in the common tree that every run may open for writing, hence lock for writing: what a run learns from trying must not depend on
/// what another one does.
#[test]
fn runs_do_not_see_each_others_locks() {
    let policy = Arc::new(Policy::builder().build().unwrap());
    let lock = "struct flock l = {.l_type = F_WRLCK, .l_start = i, .l_len = 1}; for (int k = 0; k < 2; k++)";
    let holder = format!(
        "int main(void) {{ int f = open(\"/dev/null\", O_RDWR), i = 4711; {lock} fcntl(f, k ? F_SETLK : F_OFD_SETLK, &l); puts(\"held\"); fflush(0); for (;;) pause(); }}"
    );
    let probe = format!(
        "int main(void) {{ int f = open(\"/dev/null\", O_RDWR); for (int i = 4710; i < 4713; i++) {{ {lock} printf(\"%d \", fcntl(f, k ? F_SETLK : F_OFD_SETLK, &l)); }} return 0; }}"
    );
    let probed = || -> Option<String> {
        let probe = Command::from_fd(compile(&probe)?, "probe").policy(&policy);
        Some(text(&run(probe)))
    };
    // The second run is the first that can start from a common tree.
    let (Some(_), Some(alone)) = (probed(), probed()) else {
        return;
    };
    let mut session = program!(&holder)
        .policy(&policy)
        .limits(limits())
        .session(sandbox())
        .unwrap();
    while session.next_event().unwrap() != Event::Stdout(b"held\n".to_vec()) {}
    assert_eq!(probed().unwrap(), alone);
}

/// What lies in the page cache tells which of the shared files other runs have read, and a run that could change that would leave a message.
#[test]
fn runs_cannot_ask_what_others_have_read() {
    let source = "#include <sys/uio.h>
        int main(void) { char b[4096]; struct iovec v = {b, 4096}; int f = open(\"/etc/passwd\", O_RDONLY);
        printf(\"%d %d\", preadv2(f, &v, 1, 0, RWF_NOWAIT) < 0 && errno == EINVAL, posix_fadvise(f, 0, 0, POSIX_FADV_DONTNEED) == EPERM);
        printf(\" %d %d\", preadv2(f, &v, 1, 0, 0) > 0, posix_fadvise(f, 0, 0, POSIX_FADV_SEQUENTIAL)); return 0; }";
    assert_eq!(text(&run(program!(source))), "1 1 1 0");
}

#[test]
fn devices_belong_to_nobody() {
    let source = "int main(void) { char *d[] = {\"null\", \"zero\", \"full\", \"random\", \"urandom\"}; for (int i = 0; i < 5; i++) { char p[32]; sprintf(p, \"/dev/%s\", d[i]); int f = open(p, O_RDWR); printf(\"%d %d%d%d \", f >= 0, utimensat(0, p, 0, 0), futimens(f, 0), fchmod(f, 0)); close(f); } return 0; }";
    assert_eq!(text(&run(program!(source))), "1 -1-1-1 ".repeat(5));
}
