//! What goes wrong on our side is a typed error with a remedy, and heals where it can.

use dockexec_sandbox::{Command, ErrorKind, Limits, Mount, Policy, Sandbox, Termination, Tier, TierChoice, WallTime};

use crate::common::{eventually, limits, policy, sandbox};

#[test]
fn a_program_that_is_not_there() {
    let error = Command::new("/no/such/program").output(sandbox()).unwrap_err();
    assert_eq!((error.kind(), error.errno()), (ErrorKind::Program, Some(libc::ENOENT)));
    assert!(!error.retryable() && error.hint().is_some(), "{error}");
}

#[test]
fn a_program_that_is_no_program() {
    let policy = policy([Mount::bind_ro("/etc/passwd", "/etc/passwd")]);
    let error = Command::new("/etc/passwd")
        .policy(&policy)
        .output(sandbox())
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Program);
}

#[test]
fn limits_and_policies_that_cannot_be_meant() {
    let mut limits = Limits::default();
    limits.wall = WallTime::from_millis(0);
    let error = Command::new("/x").limits(limits).output(sandbox()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Policy);
    let missing = policy([Mount::bind_ro("/no/such/place", "/x")]);
    let error = Command::new("/x").policy(&missing).output(sandbox()).unwrap_err();
    assert!(error.to_string().contains("/no/such/place"), "{error}");
    assert!(Policy::builder().mount(Mount::dir("relative")).build().is_err());
}

#[test]
fn bare_is_refused() {
    assert!(
        Sandbox::builder()
            .tier(TierChoice::Exactly(Tier::Bare))
            .build()
            .is_err()
    );
}

#[test]
fn a_dead_launcher_is_a_typed_error_and_the_next_run_heals() {
    let own = Sandbox::new().unwrap();
    let mut session = program!("int main(void) { for (;;) pause(); }")
        .limits(limits())
        .session(&own)
        .unwrap();
    let launcher = own.launcher_pid().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(50));
    // SAFETY: the process is our own child.
    unsafe { libc::kill(launcher as i32, libc::SIGKILL) };
    let error = loop {
        match session.next_event() {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Launcher);
    assert!(error.retryable());
    let out = program!("int main(void) { return 8; }")
        .limits(limits())
        .output(&own)
        .unwrap();
    assert_eq!(out.report.termination, Termination::Exited(8));
    assert_ne!(own.launcher_pid(), Some(launcher));
}

/// The launcher must not die with the thread that happened to start it.
#[test]
fn the_launcher_outlives_the_thread_that_started_it() {
    let own = std::thread::spawn(|| Sandbox::new().unwrap()).join().unwrap();
    let launcher = own.launcher_pid();
    std::thread::sleep(std::time::Duration::from_millis(50));
    let out = program!("int main(void) { return 8; }")
        .limits(limits())
        .output(&own)
        .unwrap();
    assert_eq!(out.report.termination, Termination::Exited(8));
    assert_eq!(own.launcher_pid(), launcher);
}

#[test]
fn a_dropped_sandbox_takes_its_launcher_along() {
    let own = Sandbox::new().unwrap();
    let launcher = own.launcher_pid().unwrap();
    drop(own);
    let running = || std::fs::read_to_string(format!("/proc/{launcher}/stat")).is_ok_and(|s| !s.contains(") Z "));
    eventually("the launcher ends", || !running());
}

/// A forked host must not talk to its parent's launcher.
#[test]
fn a_fork_of_the_host_starts_a_launcher_of_its_own() {
    let own = Sandbox::new().unwrap();
    let program = program!("int main(void) { return 8; }").limits(limits());
    let parents = own.launcher_pid();
    // SAFETY: the child only uses the sandbox and leaves with _exit; no lock is held by this thread.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let ok = program
            .output(&own)
            .is_ok_and(|out| out.report.termination == Termination::Exited(8));
        let code = i32::from(!(ok && own.launcher_pid() != parents));
        // SAFETY: ends the forked child.
        unsafe { libc::_exit(code) };
    }
    let mut status = -1;
    // SAFETY: the pointer is valid.
    assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
    assert_eq!(status, 0);
    assert_eq!(own.launcher_pid(), parents);
    let out = program!("int main(void) { return 9; }")
        .limits(limits())
        .output(&own)
        .unwrap();
    assert_eq!(out.report.termination, Termination::Exited(9));
}
