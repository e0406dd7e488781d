//! The tier of an ordinary user: user namespaces, no cgroup. When the tests run as root, the launcher becomes
//! somebody else first, so that this is the real thing.

#![allow(clippy::unwrap_used, clippy::field_reassign_with_default)]

#[macro_use]
mod common;

use std::sync::OnceLock;
use std::time::Duration;

use common::{limits, text};
use dockexec_sandbox::{
    Command, CpuSource, CpuTime, Layer, LayerState, LimitKind, MemoryLimit, MemorySource, Output, Processes, Sandbox,
    Signal, Termination, Tier, TierChoice, WallTime,
};

fn sandbox() -> Option<&'static Sandbox> {
    static SANDBOX: OnceLock<Option<Sandbox>> = OnceLock::new();
    let sandbox = SANDBOX.get_or_init(
        || match Sandbox::builder().tier(TierChoice::Exactly(Tier::User)).build() {
            Ok(sandbox) => Some(sandbox),
            Err(error) => {
                println!("skipped: {error}");
                None
            }
        },
    );
    sandbox.as_ref()
}

fn run(command: Command) -> Option<Output> {
    Some(command.output(sandbox()?).unwrap())
}

#[test]
fn a_run_and_its_report() {
    let source = "int main(void) { char b[9]; long n = read(0, b, 9); printf(\"%d %d %ld\\n\", getpid(), getuid(), n); return 7; }";
    let Some(out) = run(program!(source).input(*b"abc").limits(limits())) else {
        return;
    };
    assert_eq!(text(&out), "2 1000 3\n");
    assert_eq!(out.report.termination, Termination::Exited(7));
    assert_eq!(out.report.tier, Tier::User);
    assert_eq!(out.report.cpu_source, CpuSource::Reaped);
    assert_ne!(out.report.memory_source, MemorySource::CgroupPeak);
    let state = |layer| {
        out.report
            .enforcement
            .iter()
            .find(|l| l.layer == layer)
            .map(|l| l.state.clone())
            .unwrap()
    };
    assert!(matches!(state(Layer::Cgroup), LayerState::Not(_)));
    assert!(matches!(state(Layer::Identity), LayerState::Partly(_)));
    for layer in [
        Layer::Namespaces,
        Layer::Root,
        Layer::Network,
        Layer::Seccomp,
        Layer::Capabilities,
    ] {
        assert_eq!(state(layer), LayerState::Enforced, "{layer:?}");
    }
}

#[test]
fn the_same_walls_stand() {
    let source = "int main(void) {
        for (int i = 3; i < 4096; i++) if (fcntl(i, F_GETFD) >= 0) printf(\"%d \", i);
        struct stat s; char *p[] = {\"/etc/shadow\", \"/root\", \"/usr\", \"/sys\", \"/.host\", \"/proc/1\", \"/proc/meminfo\"};
        for (int i = 0; i < 7; i++) if (!stat(p[i], &s)) puts(p[i]);
        char *w[] = {\"/x\", \"/etc/x\", \"/etc/passwd\", \"/dev/x\"};
        for (int i = 0; i < 4; i++) if (open(w[i], O_WRONLY | O_CREAT, 0600) >= 0) puts(w[i]);
        char *y[] = {\"/box/x\", \"/tmp/x\", \"/dev/shm/x\", \"/dev/null\"};
        for (int i = 0; i < 4; i++) if (open(y[i], O_WRONLY | O_CREAT, 0600) < 0) puts(y[i]);
        char *d[] = {\"/dev/null\", \"/dev/zero\", \"/dev/full\", \"/dev/random\", \"/dev/urandom\"};
        for (int i = 0; i < 5; i++) if (!utimensat(0, d[i], 0, 0)) printf(\"touched %s\\n\", d[i]);
        if (open(\"/dev/stdin\", O_RDONLY) < 0) puts(\"stdin\");
        if (socket(AF_INET, SOCK_STREAM, 0) >= 0) puts(\"socket\");
        if (!unshare(CLONE_NEWUSER)) puts(\"unshare\");
        char l[256]; FILE *f = fopen(\"/proc/self/status\", \"r\");
        while (fgets(l, 256, f)) if (!strncmp(l, \"Cap\", 3) && !strstr(l, \"0000000000000000\")) puts(l);
        return 0; }";
    let Some(out) = run(program!(source).limits(limits())) else {
        return;
    };
    assert_eq!(text(&out), "");
    assert_eq!(out.report.termination, Termination::Exited(0));
}

/// A child whose parent ignores its end takes its CPU time along.
#[test]
fn work_of_children_that_nobody_waits_for_is_counted() {
    let source = "int main(int c, char **v) { signal(SIGCHLD, c > 1 ? SIG_IGN : SIG_DFL); for (int i = 0; i < 25; i++) { int e[2], s; pipe(e); if (!fork()) { struct timespec u; do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &u); while (u.tv_nsec < 80000000); _exit(0); } close(e[1]); char b; read(e[0], &b, 1); close(e[0]); wait(&s); } return 0; }";
    let (Some(waited), Some(ignored)) = (
        run(program!(source).limits(limits())),
        run(program!(source).limits(limits()).arg("ignore")),
    ) else {
        return;
    };
    assert_eq!(waited.report.cpu_source, CpuSource::Reaped);
    assert_eq!(ignored.report.cpu_source, CpuSource::SampledTree);
    // Not all of it, for it is looked at every 10 ms only, or as often as a busy machine lets us; but it is no bargain any more.
    assert!(
        ignored.report.cpu > CpuTime::from_millis(800),
        "{:?}, waited for: {:?}",
        ignored.report.cpu,
        waited.report.cpu
    );

    let mut cpu = limits();
    cpu.cpu = CpuTime::from_millis(500);
    let Some(out) = run(program!(source).limits(cpu).arg("ignore")) else {
        return;
    };
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::CpuTime));
}

#[test]
fn limits_hold_without_a_cgroup() {
    let mut cpu = limits();
    cpu.cpu = CpuTime::from_millis(200);
    let Some(out) = run(program!("int main(void) { for (int i = 0; i < 2; i++) fork(); for (;;) ; }").limits(cpu))
    else {
        return;
    };
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::CpuTime));
    assert!(out.report.cpu >= CpuTime::from_millis(200), "{:?}", out.report.cpu);

    let mut wall = limits();
    wall.wall = WallTime::from_millis(150);
    let Some(out) = run(program!("int main(void) { for (;;) pause(); }").limits(wall)) else {
        return;
    };
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::WallTime));

    let mut memory = limits();
    memory.memory = MemoryLimit::mib(64);
    let source = "int main(void) { for (;;) { memset(malloc(1 << 20), 1, 1 << 20); usleep(1000); } }";
    let Some(out) = run(program!(source).limits(memory)) else {
        return;
    };
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::Memory));
    assert_eq!(out.report.memory_source, MemorySource::SampledTree);

    let mut processes = limits();
    processes.processes = Processes(5);
    let source = "int main(void) { int n = 1; while (n < 100) { int p = fork(); if (p < 0) break; if (!p) pause(); n++; } printf(\"%d\", n); fflush(0); return 0; }";
    let Some(out) = run(program!(source).limits(processes)) else {
        return;
    };
    assert_eq!(text(&out), "5");
}

#[test]
fn endings_are_told_apart() {
    let Some(out) = run(program!("int main(void) { abort(); }").limits(limits())) else {
        return;
    };
    assert_eq!(out.report.termination, Termination::Signalled(Signal(libc::SIGABRT)));
}

/// All runs of an ordinary user have one uid outside, so only namespaces and process groups keep them apart.
#[test]
fn runs_cannot_kill_each_other_or_the_launcher() {
    let Some(sandbox) = sandbox() else { return };
    let launcher = sandbox.launcher_pid();
    let mut other = program!("int main(void) { char b; return read(0, &b, 1) + 20; }")
        .limits(limits())
        .session(sandbox)
        .unwrap();
    let out = run(program!("int main(void) { kill(-1, SIGKILL); kill(0, SIGKILL); }").limits(limits())).unwrap();
    assert_eq!(out.report.termination, Termination::Signalled(Signal(libc::SIGKILL)));
    other.close(dockexec_sandbox::Target::Stdin);
    while other.next_event().unwrap() != dockexec_sandbox::Event::Exited {}
    assert_eq!(other.finish().unwrap().termination, Termination::Exited(20));
    assert_eq!(sandbox.launcher_pid(), launcher);
}

/// Only a cgroup counts pid 1 and its set-up: taken off here, it would be time the program gets for nothing.
#[test]
fn what_was_used_is_on_the_bill_to_the_last_millisecond() {
    let source = "long now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec * 1000000000 + t.tv_nsec; }
        int main(void) { long begin = now(); while (now() - begin < 20000000) ; printf(\"%ld\", now() - begin); return 0; }";
    for _ in 0..5 {
        let Some(out) = run(program!(source).limits(limits())) else {
            return;
        };
        let used = Duration::from_nanos(text(&out).parse().unwrap());
        assert!(out.report.cpu.as_duration() >= used, "{:?} of {used:?}", out.report.cpu);
    }
}

/// Memory is sampled, and a process can be gone before the next sample.
#[test]
fn a_short_peak_is_not_overlooked() {
    let mut small = limits();
    small.memory = MemoryLimit::mib(8);
    let source = "int main(void) { mmap(0, 24 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0); _exit(0); }";
    for _ in 0..5 {
        let Some(out) = run(program!(source).limits(small.clone())) else {
            return;
        };
        assert_eq!(out.report.termination, Termination::Killed(LimitKind::Memory));
    }
}
