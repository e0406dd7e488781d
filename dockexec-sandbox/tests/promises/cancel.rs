//! Ending a run from elsewhere.

use std::time::{Duration, Instant};

use dockexec_sandbox::{CancelToken, LimitKind, Termination};

use crate::common::{eventually, limits, sandbox};

const FOREVER: &str = "int main(void) { for (;;) pause(); }";

#[test]
fn a_token_ends_a_run() {
    let token = CancelToken::new().unwrap();
    let other = token.clone();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        other.cancel();
    });
    let start = Instant::now();
    let out = program!(FOREVER)
        .cancel(&token)
        .limits(limits())
        .output(sandbox())
        .unwrap();
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::Cancelled));
    assert!(start.elapsed() < Duration::from_secs(5));
    thread.join().unwrap();
}

#[test]
fn a_thrown_token_ends_a_run_at_once() {
    let token = CancelToken::new().unwrap();
    token.cancel();
    assert!(token.is_cancelled());
    let out = program!(FOREVER)
        .cancel(&token)
        .limits(limits())
        .output(sandbox())
        .unwrap();
    assert_eq!(out.report.termination, Termination::Killed(LimitKind::Cancelled));
}

fn alive(marker: &str) -> bool {
    std::fs::read_dir("/proc").unwrap().flatten().any(|entry| {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains(marker)
    })
}

#[test]
fn dropping_kills_and_does_not_wait() {
    let child = program!(FOREVER)
        .arg("marker-drop-child")
        .limits(limits())
        .spawn(sandbox())
        .unwrap();
    eventually("the program runs", || alive("marker-drop-child"));
    let start = Instant::now();
    drop(child);
    assert!(start.elapsed() < Duration::from_millis(100), "{:?}", start.elapsed());
    eventually("the child dies", || !alive("marker-drop-child"));

    let session = program!(FOREVER)
        .arg("marker-drop-session")
        .limits(limits())
        .session(sandbox())
        .unwrap();
    eventually("the program runs", || alive("marker-drop-session"));
    let start = Instant::now();
    drop(session);
    assert!(start.elapsed() < Duration::from_millis(100), "{:?}", start.elapsed());
    eventually("the session's program dies", || !alive("marker-drop-session"));
}

/// Dropped before the launcher has even said which process it is.
#[test]
fn dropping_at_once_leaves_nothing() {
    for _ in 0..50 {
        drop(
            program!(FOREVER)
                .arg("marker-drop-early")
                .limits(limits())
                .session(sandbox())
                .unwrap(),
        );
    }
    std::thread::sleep(Duration::from_millis(100));
    eventually("all of them die", || !alive("marker-drop-early"));
}
