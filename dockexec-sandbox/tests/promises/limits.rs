//! Every limit holds, is named, and is not overshot by much.

use std::time::{Duration, Instant};

use dockexec_sandbox::{
    CpuTime, FileSize, LimitKind, Limits, MemoryLimit, OpenFiles, OutputPolicy, Processes, Sandbox, Stream,
    Termination, TmpfsSize, WallTime,
};

use crate::common::{command, has_cgroup, limits, patience, run, sandbox, text};

const SPIN: &str = "int main(void) { for (;;) ; }";

fn cpu(millis: u64) -> Limits {
    let mut limits = limits();
    limits.cpu = CpuTime::from_millis(millis);
    limits
}

#[test]
fn cpu_time() {
    for millis in [50, 300] {
        let out = program!(SPIN).limits(cpu(millis)).output(sandbox()).unwrap();
        assert_eq!(out.report.termination, Termination::Killed(LimitKind::CpuTime));
        let used = out.report.cpu.as_duration();
        assert!(
            used >= Duration::from_millis(millis),
            "killed early: {used:?} of {millis} ms"
        );
        // Printed by the benchmark to the millisecond; here only what even a very busy machine must keep.
        assert!(
            used < Duration::from_millis(millis) + patience() / 10,
            "{used:?} of {millis} ms"
        );
    }
}

#[test]
fn cpu_time_of_many_processes_is_summed() {
    let source = "int main(void) { for (int i = 0; i < 7; i++) if (!fork()) for (;;) ; for (;;) pause(); }";
    let out = program!(source).limits(cpu(400)).output(sandbox()).unwrap();
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::CpuTime));
    assert!(
        out.report.cpu.as_duration() < Duration::from_millis(400) + patience() / 5,
        "{:?}",
        out.report.cpu
    );
}

#[test]
fn cpu_time_of_children_that_ended_is_counted() {
    let source = "int main(void) { for (;;) { if (!fork()) { clock_t e = clock() + CLOCKS_PER_SEC / 50; while (clock() < e) ; _exit(0); } wait(0); } }";
    let out = program!(source).limits(cpu(300)).output(sandbox()).unwrap();
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::CpuTime));
}

#[test]
fn cpu_time_of_exit_handlers_is_counted() {
    let source = "void spin(void) { for (;;) ; } int main(void) { atexit(spin); return 0; }";
    let out = program!(source).limits(cpu(100)).output(sandbox()).unwrap();
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::CpuTime));
}

#[test]
fn our_own_set_up_is_not_on_the_bill() {
    let out = run(program!("int main(void) { return 0; }"));
    assert!(out.report.cpu.as_duration() < patience() / 50, "{:?}", out.report.cpu);
    assert!(out.report.startup.setup_cpu > CpuTime::default());
}

#[test]
fn wall_time() {
    let mut limits = limits();
    limits.wall = WallTime::from_millis(200);
    for source in [
        "int main(void) { for (;;) sleep(1000); }",
        "int main(void) { char b; return read(0, &b, 1); }",
        "int main(void) { raise(SIGSTOP); for (;;) pause(); }",
        "int main(void) { sigset_t s; sigfillset(&s); sigprocmask(SIG_BLOCK, &s, 0); signal(SIGTERM, SIG_IGN); for (;;) pause(); }",
    ] {
        let command = program!(source).limits(limits.clone());
        let start = Instant::now();
        let out = command.output(sandbox()).unwrap();
        assert_eq!(
            out.report.termination,
            Termination::Killed(LimitKind::WallTime),
            "{source}"
        );
        assert!(out.report.wall.as_duration() >= Duration::from_millis(200));
        assert!(start.elapsed() < patience() * 3, "{:?}", start.elapsed());
    }
}

#[test]
fn memory() {
    let mut limits = limits();
    limits.memory = MemoryLimit::mib(32);
    let source = "int main(void) { for (;;) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); } }";
    let out = program!(source).limits(limits).output(sandbox()).unwrap();
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::Memory));
    // Where memory is only sampled, a run can be above its limit for an instant.
    if has_cgroup() {
        assert!(out.report.oom_kills > 0);
        assert!(out.report.peak_memory.unwrap() <= 33 << 20);
    }
}

#[test]
fn memory_of_children_counts_as_well() {
    let mut limits = limits();
    limits.memory = MemoryLimit::mib(32);
    let source = "int main(void) { if (!fork()) { for (;;) memset(malloc(1 << 20), 1, 1 << 20); } wait(0); puts(\"survived\"); return 0; }";
    let out = program!(source).limits(limits).output(sandbox()).unwrap();
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::Memory));
}

#[test]
fn memory_hidden_in_tmpfs_counts_as_well() {
    if !has_cgroup() {
        println!("skipped: without a cgroup, files in memory are bounded by Limits::scratch alone");
        return;
    }
    let mut limits = limits();
    limits.memory = MemoryLimit::mib(32);
    limits.scratch = TmpfsSize::mib(512);
    limits.file_size = FileSize(1 << 30);
    let source = "int main(void) { static char b[1 << 20]; memset(b, 1, sizeof b); int f = open(\"/dev/shm/x\", O_CREAT | O_RDWR, 0600); for (;;) if (write(f, b, sizeof b) < 0) return 1; }";
    let out = program!(source).limits(limits).output(sandbox()).unwrap();
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::Memory));
}

/// Address space alone is no memory: every garbage collector reserves far more than it uses.
#[test]
fn reserving_memory_is_free() {
    let mut limits = limits();
    limits.memory = MemoryLimit::mib(32);
    let source = "int main(void) { return mmap(0, 8UL << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED; }";
    let out = program!(source).limits(limits).output(sandbox()).unwrap();
    assert_eq!(out.report.termination, Termination::Exited(0));
}

#[test]
fn output_of_either_stream() {
    let source = "int main(int c, char **v) { static char b[65536]; memset(b, 'x', sizeof b); for (;;) write(atoi(v[1]), b, sizeof b); }";
    for (number, stream) in [("1", Stream::Stdout), ("2", Stream::Stderr)] {
        let mut limits = limits();
        (limits.output.stdout, limits.output.stderr) = (100_000, 100_000);
        let out = program!(source).arg(number).limits(limits).output(sandbox()).unwrap();
        assert_eq!(out.report.termination, Termination::Killed(LimitKind::Output(stream)));
        let kept = if stream == Stream::Stdout {
            out.stdout
        } else {
            out.stderr
        };
        assert_eq!(kept.len(), 100_000);
    }
}

/// Two gigabytes of output, read and thrown away: our own memory must not notice.
#[test]
fn a_flood_is_truncated_in_bounded_memory() {
    let before = resident();
    let mut limits = limits();
    limits.output.policy = OutputPolicy::Truncate;
    limits.output.stdout = 1 << 20;
    let source = "int main(void) { static char b[65536]; memset(b, 'x', sizeof b); for (int i = 0; i < 32768; i++) write(1, b, sizeof b); return 0; }";
    let out = program!(source).limits(limits).output(sandbox()).unwrap();
    assert_eq!(out.report.termination, Termination::Exited(0));
    assert_eq!(out.report.stdout.bytes, 2 << 30);
    assert!(out.report.stdout.truncated);
    assert_eq!(out.stdout.len(), 1 << 20);
    assert!(resident() < before + (64 << 20), "grew from {before} to {}", resident());
}

fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    statm.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

#[test]
fn processes() {
    let mut limits = limits();
    limits.processes = Processes(5);
    let source = "int main(void) { int n = 1; while (n < 100) { int p = fork(); if (p < 0) break; if (!p) pause(); n++; } printf(\"%d\", n); fflush(0); return 0; }";
    let out = program!(source).limits(limits.clone()).output(sandbox()).unwrap();
    assert_eq!(text(&out), "5");
    assert_eq!(out.report.fork_denials.is_some_and(|n| n > 0), has_cgroup());

    let source = "void *f(void *a) { pause(); } int main(void) { int n = 1; pthread_t t; while (n < 100 && !pthread_create(&t, 0, f, 0)) n++; printf(\"%d\", n); fflush(0); _exit(0); }";
    let out = program!(source).limits(limits).output(sandbox()).unwrap();
    assert_eq!(text(&out), "5");
}

#[test]
fn open_files() {
    let mut limits = limits();
    limits.open_files = OpenFiles(20);
    let source =
        "int main(void) { int n = 3; while (dup(0) >= 0) n++; printf(\"%d %d\", n, errno == EMFILE); return 0; }";
    assert_eq!(
        text(&program!(source).limits(limits).output(sandbox()).unwrap()),
        "20 1"
    );
}

#[test]
fn file_size() {
    let mut limits = limits();
    limits.file_size = FileSize(10_000);
    let source = "int main(void) { signal(SIGXFSZ, SIG_IGN); char b[4096]; int f = open(\"x\", O_CREAT | O_WRONLY, 0600), n = 0, r; while ((r = write(f, b, sizeof b)) > 0) n += r; printf(\"%d %d\", n, errno == EFBIG); return 0; }";
    assert_eq!(
        text(&program!(source).limits(limits).output(sandbox()).unwrap()),
        "10000 1"
    );
}

#[test]
fn scratch_bytes_are_shared_by_all_writable_places() {
    let mut limits = limits();
    limits.scratch = TmpfsSize {
        bytes: 1 << 20,
        inodes: 100,
    };
    let source = "
        long fill(const char *p) { static char b[4096]; int f = open(p, O_CREAT | O_WRONLY, 0600); long n = 0, r; while ((r = write(f, b, sizeof b)) > 0) n += r; return n; }
        int main(void) { long n = fill(\"/box/a\") + fill(\"/tmp/a\") + fill(\"/dev/shm/a\"); printf(\"%d\", n <= 1 << 20 && n > 900000 && errno == ENOSPC); return 0; }";
    assert_eq!(text(&program!(source).limits(limits).output(sandbox()).unwrap()), "1");
}

#[test]
fn scratch_inodes() {
    let mut limits = limits();
    limits.scratch = TmpfsSize {
        bytes: 10 << 20,
        inodes: 50,
    };
    let source = "int main(void) { int n = 0; char p[99]; for (; n < 1000; n++) { sprintf(p, \"/tmp/%d\", n); if (mkdir(p, 0700)) break; } printf(\"%d\", n < 50 && errno == ENOSPC); return 0; }";
    assert_eq!(text(&program!(source).limits(limits).output(sandbox()).unwrap()), "1");
}

#[test]
fn sparse_terabytes_meet_the_file_size_limit() {
    let source = "int main(void) { signal(SIGXFSZ, SIG_IGN); int f = open(\"x\", O_CREAT | O_WRONLY, 0600); printf(\"%d %d\", ftruncate(f, 1L << 40), fallocate(f, 0, 0, 1L << 40)); return 0; }";
    assert_eq!(text(&run(program!(source))), "-1 -1");
}

#[test]
fn core_dumps_memory_locks_and_message_queues_are_off() {
    let source = "int main(void) { struct rlimit r; int k[] = {RLIMIT_CORE, RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE}; for (int i = 0; i < 3; i++) { getrlimit(k[i], &r); printf(\"%ld \", (long)r.rlim_max); } return 0; }";
    assert_eq!(text(&run(program!(source))), "0 0 0 ");
}

/// Batches are often started with `nice`: nobody may then go back to a better priority, not even to that of judged code.
#[test]
fn a_host_of_low_priority_can_run_programs() {
    let niced = std::thread::spawn(|| {
        // SAFETY: integers only. On Linux this is about the calling thread, and about what it starts.
        let low = unsafe { libc::getpriority(libc::PRIO_PROCESS, 0) + 5 }.min(19);
        // SAFETY: as above.
        assert_eq!(unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, low) }, 0);
        let source = "int main(void) { printf(\"%d\", getpriority(PRIO_PROCESS, 0)); return 0; }";
        let out = command(source)
            .limits(limits())
            .output(&Sandbox::new().unwrap())
            .unwrap();
        assert_eq!(text(&out), low.to_string());
    });
    niced.join().unwrap();
}

/// Where the host has set huge pages aside, they are on no memory cgroup's bill. This host need not have any: without them the kernel's answer would be ENOMEM.
#[test]
fn huge_pages_set_aside_are_not_for_programs() {
    let source = "int main(void) { void *p = mmap(0, 2 << 20, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0); printf(\"%d \", p == MAP_FAILED && errno == EPERM); printf(\"%d \", memfd_create(\"x\", 4) < 0 && errno == EPERM); printf(\"%d \", syscall(SYS_shmget, 4711, 2 << 20, 01600 | 04000) < 0 && errno == EPERM); printf(\"%d %d %d\", mmap(0, 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED, memfd_create(\"x\", 3) >= 0, syscall(SYS_shmget, 4712, 4096, 01600) >= 0); return 0; }";
    assert_eq!(text(&run(program!(source))), "1 1 1 1 1 1");
}
