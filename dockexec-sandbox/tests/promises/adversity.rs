//! A host in trouble, and callers that contradict themselves: typed errors that name the step and the kernel's answer, nothing left behind, and the next
//! run as if nothing had happened.
//!
//! What changes the whole process (its limits, its cgroup) happens in a child of the test.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use dockexec_sandbox::{
    CancelToken, CgroupParent, Command, ErrorKind, Event, LimitKind, Limits, MemoryLimit, Mount, Policy, Sandbox,
    SeccompProfile, Termination, TmpfsSize,
};

use crate::common::{command, eventually, limits, sandbox};

const RETURNS: &str = "int main(void) { return 8; }";
const WAITS: &str = "int main(void) { for (;;) pause(); }";

/// Runs the test `name` again, alone in a process of its own. `true` in that process.
fn alone(name: &str) -> bool {
    if std::env::var_os("DOCKEXEC_TEST_ALONE").is_some() {
        return true;
    }
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env("DOCKEXEC_TEST_ALONE", "1")
        .status()
        .unwrap();
    assert!(status.success());
    false
}

fn set_limit(resource: libc::__rlimit_resource_t, soft: u64) {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the pointer is valid for both calls.
    unsafe {
        assert_eq!(libc::getrlimit(resource, &mut limit), 0);
        limit.rlim_cur = soft.min(limit.rlim_max);
        assert_eq!(libc::setrlimit(resource, &limit), 0);
    }
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count() - 1
}

/// Leaves no number free. (A limit below those in use would be noticed by poll(2) first.)
fn take_all_descriptors() -> Vec<std::fs::File> {
    set_limit(libc::RLIMIT_NOFILE, 256);
    std::iter::from_fn(|| std::fs::File::open("/dev/null").ok()).collect()
}

/// Processes whose arguments contain the marker.
fn marked(marker: &str) -> usize {
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let is_marked = |line: Vec<u8>| String::from_utf8_lossy(&line).contains(marker);
    all.filter(|entry| std::fs::read(entry.path().join("cmdline")).is_ok_and(is_marked))
        .count()
}

fn runs_again(sandbox: &Sandbox) {
    let out = command(RETURNS).limits(limits()).output(sandbox).unwrap();
    assert_eq!(out.report.termination, Termination::Exited(8));
}

/// With every number of free descriptors from none to plenty: an error that says so, or a run.
#[test]
fn a_host_without_descriptors() {
    if crate::common::compile(RETURNS).is_none() || !alone("adversity::a_host_without_descriptors") {
        return;
    }
    let marker = format!("no-descriptors-{}", std::process::id());
    let own = Sandbox::new().unwrap();
    command(WAITS);
    runs_again(&own);
    // A run that could meet others is never served from the cells made ahead: all of its descriptors are made now.
    let profile =
        "name = 'own'\nextends = 'standard'\ndefault = 'EPERM'\n[[rule]]\nallow = ['socket']\nreason = 'a test'";
    let profile = SeccompProfile::from_toml(profile).unwrap();
    let fresh = Arc::new(Policy::builder().seccomp(profile).build().unwrap());
    let (mut ran, mut steps) = (0, BTreeMap::<String, usize>::new());
    for free in (0..48).chain([64, 128]) {
        // The spares of before are used up or not, at the whim of the janitor's thread: both must hold.
        set_limit(libc::RLIMIT_NOFILE, (descriptors() + free) as u64);
        for program in [command(RETURNS), command(WAITS), command(WAITS).policy(&fresh)] {
            let mut short = limits();
            short.wall = dockexec_sandbox::WallTime::from_millis(50);
            match program.arg(&marker).limits(short).output(&own) {
                Ok(_) => ran += 1,
                Err(error) => {
                    *steps.entry(error.step().to_owned()).or_default() += 1;
                    // Those under way count as well, for all but root.
                    let named = matches!(error.errno(), Some(libc::EMFILE | libc::ETOOMANYREFS));
                    assert!(named, "{free} free: {error}");
                    assert!(error.to_string().contains("ulimit -n"), "{free} free: {error}");
                    assert!(error.retryable() && !error.step().is_empty(), "{free} free: {error}");
                }
            }
        }
        // A run that is let go of before its first process is known.
        drop(command(WAITS).arg(&marker).limits(limits()).session(&own));
        set_limit(libc::RLIMIT_NOFILE, 4096);
        eventually("no process is left", || marked(&marker) == 0);
        runs_again(&own);
    }
    println!("{ran} ran, the others failed to {steps:?}");
    assert!(steps.len() > 1 && ran > 0, "{ran} ran: {steps:?}");
    drop(own);
    // What the dropped one still lets go of may be just enough; then once more.
    let refused = (0..20).find_map(|_| {
        let full = take_all_descriptors();
        let refused = Sandbox::new().err();
        drop(full);
        refused
    });
    assert_eq!(refused.map(|error| error.step().is_empty()), Some(false));
    set_limit(libc::RLIMIT_NOFILE, 4096);
    runs_again(&Sandbox::new().unwrap());
}

/// A run that could meet others is never served from the cells made ahead: everything it needs is made when it is asked for.
fn fresh_policy() -> Arc<Policy> {
    let profile =
        "name = 'own'\nextends = 'standard'\ndefault = 'EPERM'\n[[rule]]\nallow = ['socket']\nreason = 'a test'";
    let profile = SeccompProfile::from_toml(profile).unwrap();
    Arc::new(Policy::builder().seccomp(profile).build().unwrap())
}

/// The kernel drops the handle of a run's first process when there is no number for it: the run must end all the same.
#[test]
fn a_handle_that_is_lost_on_its_way() {
    if crate::common::compile(WAITS).is_none() || !alone("adversity::a_handle_that_is_lost_on_its_way") {
        return;
    }
    let marker = format!("lost-handle-{}", std::process::id());
    let own = Sandbox::new().unwrap();
    let fresh = fresh_policy();
    let mut short = limits();
    short.wall = dockexec_sandbox::WallTime::from_millis(300);
    let start = || {
        command(WAITS)
            .policy(&fresh)
            .arg(&marker)
            .limits(short.clone())
            .session(&own)
            .unwrap()
    };
    runs_again(&own);
    // The janitor's thread may let go of a number at the wrong moment: then the handle arrives, and it is tried again.
    let lost = (0..20).find_map(|_| {
        let mut session = start();
        std::thread::sleep(std::time::Duration::from_millis(100));
        let full = take_all_descriptors();
        let outcome = loop {
            match session.next_event() {
                Ok(Event::Exited) => break None,
                Ok(_) => {}
                Err(error) => break Some(error),
            }
        };
        drop(session);
        drop(full);
        eventually("no process is left", || marked(&marker) == 0);
        outcome
    });
    let error = lost.expect("the handle was lost in one of twenty attempts");
    assert_eq!(
        (error.kind(), error.errno()),
        (ErrorKind::Io, Some(libc::EMFILE)),
        "{error}"
    );
    assert!(error.step().contains("handle") && error.retryable(), "{error}");
    // The same, with nobody listening any more: the janitor learns of the process.
    let session = start();
    let full = take_all_descriptors();
    drop(session);
    std::thread::sleep(std::time::Duration::from_millis(50));
    drop(full);
    eventually("no process is left", || marked(&marker) == 0);
    runs_again(&own);
}

/// No memory is left for new mappings, which thread stacks need.
#[test]
fn a_host_that_cannot_start_threads() {
    if crate::common::compile(RETURNS).is_none() || !alone("adversity::a_host_that_cannot_start_threads") {
        return;
    }
    let own = Sandbox::new().unwrap();
    runs_again(&own);
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")).unwrap();
    let size: u64 = size.trim().trim_end_matches(" kB").parse().unwrap();
    set_limit(libc::RLIMIT_AS, (size + 1024) << 10);
    let spawned = command(RETURNS).limits(limits()).spawn(&own);
    let output = command(RETURNS).limits(limits()).output(&own);
    set_limit(libc::RLIMIT_AS, u64::MAX);
    let error = spawned.unwrap_err();
    assert_eq!(
        (error.kind(), error.errno()),
        (ErrorKind::Io, Some(libc::EAGAIN)),
        "{error}"
    );
    assert!(error.step().contains("thread") && error.retryable(), "{error}");
    assert_eq!(
        output.unwrap().report.termination,
        Termination::Exited(8),
        "which needs no thread"
    );
    runs_again(&own);
}

/// The group above those of the runs has less memory than the run may use: the kernel kills it, and that is no verdict on the program.
#[test]
fn a_host_out_of_memory() {
    let groups = Path::new("/sys/fs/cgroup/memory");
    let name = format!("dockexec-test-pressure-{}", std::process::id());
    if crate::common::compile(RETURNS).is_none() {
        return;
    }
    if !groups.is_dir() || std::fs::create_dir(groups.join(&name)).is_err() {
        println!("skipped: no cgroup v1 memory hierarchy in which a group can be made");
        return;
    }
    let made: Vec<_> = ["cpu,cpuacct", "cpuacct", "cpu", "pids"]
        .iter()
        .map(|controller| Path::new("/sys/fs/cgroup").join(controller).join(&name))
        .filter(|path| path.parent().is_some_and(Path::is_dir) && std::fs::create_dir_all(path).is_ok())
        .collect();
    std::fs::write(groups.join(&name).join("memory.limit_in_bytes"), "33554432").unwrap();
    let _ = std::fs::write(groups.join(&name).join("memory.use_hierarchy"), "1");
    let outcome = std::panic::catch_unwind(|| {
        let own = Sandbox::builder()
            .cgroup_parent(CgroupParent::Path(name.clone().into()))
            .build()
            .unwrap();
        let hungry = "int main(void) { for (;;) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); } }";
        let mut generous = limits();
        generous.memory = MemoryLimit::mib(256);
        let error = command(hungry).limits(generous).output(&own).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io, "{error}");
        assert!(error.step().contains("host itself ran out of memory"), "{error}");
        runs_again(&own);
    });
    for path in made.iter().chain([&groups.join(&name)]) {
        eventually("the group can be removed", || {
            !path.exists() || std::fs::remove_dir(path).is_ok()
        });
    }
    outcome.unwrap();
}

/// What is put into the run does not fit into its quota.
#[test]
fn files_larger_than_the_quota() {
    let mut small = limits();
    small.scratch = TmpfsSize::mib(1);
    let error = program!(RETURNS)
        .file("big", 0o644, vec![1; 2 << 20])
        .limits(small)
        .output(sandbox())
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.errno()),
        (ErrorKind::Policy, Some(libc::ENOSPC)),
        "{error}"
    );
    assert!(error.step().contains("WriteFile") && error.hint().is_some(), "{error}");
    let many = (0..40).fold(program!(RETURNS), |command, n| {
        command.file(format!("f{n}"), 0o644, Vec::new())
    });
    let mut few = limits();
    few.scratch.inodes = 16;
    let error = many.limits(few).output(sandbox()).unwrap_err();
    assert_eq!(error.errno(), Some(libc::ENOSPC), "{error}");
    runs_again(sandbox());
}

/// A mounted file that the root has no room for, and one too many descriptors.
#[test]
fn mounts_larger_than_the_root() {
    if crate::common::compile(RETURNS).is_none() {
        return;
    }
    let policy = Policy::builder()
        .mount(Mount::file("/opt/big", vec![1; 96 << 20]))
        .build();
    let error = policy.and_then(|policy| {
        command(RETURNS)
            .policy(&Arc::new(policy))
            .limits(limits())
            .output(sandbox())
    });
    let error = error.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Policy | ErrorKind::Host), "{error}");
    assert!(
        !error.step().is_empty() && error.errno() == Some(libc::ENOSPC),
        "{error}"
    );
    runs_again(sandbox());
}

#[test]
fn every_limit_of_nothing_is_named() {
    type Change = fn(&mut Limits);
    let changes: [(&str, Change); 9] = [
        ("cpu", |l| l.cpu = Default::default()),
        ("wall", |l| l.wall = Default::default()),
        ("memory", |l| l.memory = MemoryLimit::mib(0)),
        ("processes", |l| l.processes.0 = 0),
        ("file_size", |l| l.file_size.0 = 0),
        ("scratch.bytes", |l| l.scratch.bytes = 0),
        ("scratch.inodes", |l| l.scratch.inodes = 0),
        ("stack", |l| l.stack.0 = 0),
        ("open_files", |l| l.open_files.0 = 0),
    ];
    for (name, change) in changes {
        let mut limits = Limits::default();
        change(&mut limits);
        let error = Command::new("/x").limits(limits).output(sandbox()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Policy);
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    }
}

/// Nothing of the host is ever writable: there is no way to ask for it. What would show the whole host, or undo a layer, is refused by name.
#[test]
fn policies_that_contradict_themselves() {
    let tmpfs = |path: &str| Mount::tmpfs(path, TmpfsSize::mib(1));
    let refused: [(&str, Vec<Mount>); 14] = [
        ("/", vec![Mount::bind_ro("/", "/host")]),
        ("/", vec![Mount::bind_ro("/usr/..", "/host")]),
        ("/proc", vec![Mount::bind_ro("/proc", "/host")]),
        ("/sys", vec![Mount::bind_ro("/sys/fs/cgroup", "/host")]),
        ("/dev", vec![Mount::bind_ro("/dev", "/host")]),
        ("relative", vec![Mount::bind_ro("relative", "/host")]),
        ("/a/../b", vec![Mount::dir("/a/../b")]),
        ("/", vec![tmpfs("/")]),
        ("/proc/x", vec![Mount::dir("/proc/x")]),
        ("/dev/null", vec![Mount::file("/dev/null", *b"x")]),
        ("/data", vec![Mount::dir("/data"), tmpfs("/data")]),
        ("/data", vec![Mount::dir("/data"), tmpfs("/data/")]),
        ("/box", vec![Mount::bind_ro("/usr", "/box")]),
        ("/tmp", vec![Mount::bind_ro("/usr", "/tmp")]),
    ];
    for (named, mounts) in refused {
        let shown = format!("{mounts:?}");
        let error = Policy::builder().mounts(mounts).build().expect_err(&shown);
        assert_eq!(error.kind(), ErrorKind::Policy, "{error}");
        assert!(error.to_string().contains(named), "{shown}: {error}");
    }
    for workdir in ["/", "relative", "/proc", "/dev/x", "/tmp/../x"] {
        assert!(Policy::builder().workdir(workdir).build().is_err(), "{workdir}");
    }
}

/// A launcher that is not there, is no program, or speaks something else.
#[test]
fn a_launcher_that_cannot_be_used() {
    for path in ["/no/such/launcher", "/etc/passwd", "/bin/true"] {
        let error = Sandbox::builder().launcher(path).build().unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Host | ErrorKind::Launcher),
            "{path}: {error}"
        );
        assert!(error.to_string().contains("launcher"), "{path}: {error}");
    }
}

/// A token that was used before the run began ends it all the same.
#[test]
fn a_run_that_was_cancelled_before_it_began() {
    let token = CancelToken::new().unwrap();
    token.cancel();
    let out = program!(WAITS)
        .limits(limits())
        .cancel(&token)
        .output(sandbox())
        .unwrap();
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::Cancelled));
    runs_again(sandbox());
}
