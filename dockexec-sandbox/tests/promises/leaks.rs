//! A thousand runs, of every kind of ending, leave nothing.

use std::path::PathBuf;
use std::sync::Arc;

use dockexec_sandbox::{CpuTime, Policy, Sandbox, WallTime};

use crate::common::{command, eventually, limits};

fn count(path: &str) -> usize {
    std::fs::read_dir(path).unwrap().count()
}

/// Directories of this process's runs, in all hierarchies.
fn groups() -> Vec<PathBuf> {
    groups_of(std::process::id())
}

fn groups_of(owner: u32) -> Vec<PathBuf> {
    let prefix = format!("dockexec-{owner}-");
    let mut found = Vec::new();
    let mut queue = vec![PathBuf::from("/sys/fs/cgroup")];
    while let Some(path) = queue.pop() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                if entry.file_name().to_string_lossy().starts_with(&prefix) {
                    found.push(entry.path());
                }
                queue.push(entry.path());
            }
        }
    }
    found
}

fn descendants(of: u32) -> usize {
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let parent = |pid: &str| -> Option<u32> {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
    };
    all.filter(|e| e.file_name().to_str().and_then(parent) == Some(of))
        .count()
}

/// In a process of its own, because other tests make and drop things at the same time.
#[test]
fn nothing_is_left() {
    if std::env::var_os("DOCKEXEC_TEST_ALONE").is_none() {
        if crate::common::compile("int main(void) { return 0; }").is_none() {
            return;
        }
        let status = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "leaks::nothing_is_left", "--nocapture"])
            .env("DOCKEXEC_TEST_ALONE", "1")
            .status()
            .unwrap();
        assert!(status.success());
        return;
    }
    // The shared programs are compiled before anything is counted.
    command("int main(void) { return 0; }");
    command("int main(void) { for (;;) fork(); }");
    command("int main(void) { for (;;) pause(); }");
    let fds = count("/proc/self/fd");
    let threads = count("/proc/self/task");
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap();
    let sandbox = Sandbox::new().unwrap();
    let policy = Arc::new(Policy::builder().build().unwrap());
    let mut short = limits();
    short.wall = WallTime::from_millis(30);
    short.cpu = CpuTime::from_millis(10);
    let round = |i: usize| {
        let quick = || command("int main(void) { return 0; }").limits(limits());
        let short = |source| command(source).limits(short.clone());
        match i % 10 {
            0 => drop(short("int main(void) { for (;;) fork(); }").output(&sandbox).unwrap()),
            1 => drop(short("int main(void) { for (;;) pause(); }").output(&sandbox).unwrap()),
            2 => drop(quick().session(&sandbox).unwrap()),
            3 => drop(sandbox.arm(&policy, &limits()).unwrap()),
            4 => drop(sandbox.arm(&policy, &limits()).unwrap().output(quick()).unwrap()),
            5 => drop(quick().spawn(&sandbox).unwrap().wait().unwrap()),
            6 => drop(dockexec_sandbox::Command::new("/none").output(&sandbox).unwrap_err()),
            _ => drop(quick().output(&sandbox).unwrap()),
        }
    };
    (0..200).for_each(round);
    let launcher = sandbox.launcher_pid().unwrap();
    // Cells kept ready for the next runs and empty groups are all that may be there, and of them there are never many.
    let few = |n: usize| n <= 28;
    eventually("only spare cells are left", || {
        few(descendants(launcher)) && groups().len() / 3 <= 28 + 16
    });
    (0..1000).for_each(round);
    eventually("only spare cells are left", || {
        few(descendants(launcher)) && groups().len() / 3 <= 28 + 16
    });
    assert_eq!(sandbox.launcher_pid(), Some(launcher), "it was replaced on the way");
    // A request in hand holds a few more for a moment.
    eventually("the launcher holds few descriptors", || {
        count(&format!("/proc/{launcher}/fd")) < 12
    });

    drop(sandbox);
    eventually("no process is left", || descendants(std::process::id()) == 0);
    eventually("no cgroup is left", || groups().is_empty());
    eventually("no thread is left", || count("/proc/self/task") == threads);
    eventually("no descriptor is left", || count("/proc/self/fd") == fds);
    assert_eq!(std::fs::read_to_string("/proc/self/mountinfo").unwrap(), mounts);
}

/// A host that is killed, with runs in progress, takes everything along: the launcher sees to it.
#[test]
fn a_killed_host_leaves_nothing() {
    let marker = "marker-orphan-4713";
    let source = "int main(void) { if (!fork()) { setsid(); for (;;) pause(); } for (;;) pause(); }";
    if std::env::var_os("DOCKEXEC_TEST_HOST").is_some() {
        let sandbox = Sandbox::new().unwrap();
        let _session = command(source).arg(marker).limits(limits()).session(&sandbox).unwrap();
        std::thread::sleep(std::time::Duration::from_secs(60));
        return;
    }
    if crate::common::compile(source).is_none() {
        return;
    }
    let mut host = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "leaks::a_killed_host_leaves_nothing"])
        .env("DOCKEXEC_TEST_HOST", "1")
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let alive = || {
        std::fs::read_dir("/proc").unwrap().flatten().any(|entry| {
            let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains(marker)
        })
    };
    eventually("the run is there", alive);
    assert_eq!(groups_of(host.id()).is_empty(), !crate::common::has_cgroup());
    host.kill().unwrap();
    host.wait().unwrap();
    eventually("no process is left", || !alive());
    eventually("no cgroup is left", || groups_of(host.id()).is_empty());
}
