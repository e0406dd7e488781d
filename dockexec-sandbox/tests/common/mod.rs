//! What all tests of the sandbox share: one sandbox, test programs in C, small helpers.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)] // Every test binary uses its own part of this.

use std::collections::HashMap;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::process;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use dockexec_sandbox::{Command, CpuTime, Limits, Mount, Output, Policy, Sandbox, Tier, WallTime, program_from_bytes};

/// The sandbox under test: the best tier of this host.
pub fn sandbox() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| Sandbox::new().unwrap())
}

/// Whether the kernel counts for this sandbox, or we do ourselves.
pub fn has_cgroup() -> bool {
    matches!(sandbox().tier(), Tier::Full | Tier::Delegated)
}

/// Compiles a C program, statically, once per content. `None`, with a line that says so, without a compiler.
pub fn compile(source: &str) -> Option<Arc<OwnedFd>> {
    static PROGRAMS: OnceLock<Mutex<HashMap<String, Arc<OwnedFd>>>> = OnceLock::new();
    let mut programs = PROGRAMS.get_or_init(Mutex::default).lock().unwrap();
    if let Some(program) = programs.get(source) {
        return Some(Arc::clone(program));
    }
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("p{}-{}", process::id(), programs.len()));
    let (c, exe) = (base.with_extension("c"), base.with_extension("exe"));
    std::fs::write(&c, format!("{PRELUDE}\n{source}")).unwrap();
    let built = process::Command::new("cc")
        .args(["-static", "-pthread", "-O1", "-w", "-o"])
        .arg(&exe)
        .arg(&c)
        .status();
    match built {
        Err(_) => {
            println!("skipped: no C compiler");
            return None;
        }
        Ok(status) => assert!(status.success(), "the test program does not compile"),
    }
    let program: Arc<OwnedFd> = Arc::new(program_from_bytes(&std::fs::read(&exe).unwrap()).unwrap());
    let _ = (std::fs::remove_file(c), std::fs::remove_file(exe));
    programs.insert(source.to_owned(), Arc::clone(&program));
    Some(program)
}

const PRELUDE: &str = "
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sched.h>
#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <time.h>
#include <pthread.h>
";

/// A command for a test program, or a return from the test where there is no compiler.
#[macro_export]
macro_rules! program {
    ($source:expr) => {
        match $crate::common::compile($source) {
            Some(program) => ::dockexec_sandbox::Command::from_fd(program, "program"),
            None => return,
        }
    };
}

/// The same where a compiler is known to be there.
pub fn command(source: &str) -> Command {
    Command::from_fd(compile(source).unwrap(), "program")
}

/// Limits that no honest test program meets, even on a busy machine.
pub fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.cpu = CpuTime::new(patience() * 20);
    limits.wall = WallTime::new(patience() * 40);
    limits
}

/// One second, or as many as `DOCKEXEC_TEST_PATIENCE` says: in an emulated machine everything takes about ten times as long. What a test *sets* as a limit in
/// order to see it enforced never depends on this.
pub fn patience() -> Duration {
    static SECONDS: OnceLock<u64> = OnceLock::new();
    let given = || std::env::var("DOCKEXEC_TEST_PATIENCE").ok()?.parse().ok();
    Duration::from_secs(*SECONDS.get_or_init(|| given().unwrap_or(1)))
}

/// Runs with those limits.
pub fn run(command: Command) -> Output {
    command.limits(limits()).output(sandbox()).unwrap()
}

/// What a program printed, as text.
pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A policy with these mounts.
pub fn policy(mounts: impl IntoIterator<Item = Mount>) -> Arc<Policy> {
    Arc::new(Policy::builder().mounts(mounts).build().unwrap())
}

/// Waits up to half a minute for something to become true; machines that run tests are busy.
pub fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let start = std::time::Instant::now();
    while !condition() {
        assert!(start.elapsed() < patience() * 30, "still not: {what}");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}
