//! What a run costs, against `posix_spawn` of the same program in the same minute.
//!
//! `cargo bench -p dockexec-sandbox`. Prints a table; nothing here passes or fails. Every row runs the same
//! static program that does nothing. Plain spawns are interleaved with sandboxed runs, so that a busy machine
//! slows both. The second half repeats it with 1 GiB of touched heap in this process, which must not matter:
//! no code of ours runs between a fork of this process and an exec.

#![allow(clippy::unwrap_used)]

mod common;

use std::os::fd::OwnedFd;
use std::path::Path;
use std::process;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{build, in_full};
use dockexec_sandbox::{Command, CpuTime, Limits, Policy, Sandbox, WallTime};

const RUNS: usize = 400;

fn main() {
    let runs = if in_full() { RUNS } else { 3 };
    let Some((path, program)) = build("true", "int main(void) { return 0; }") else {
        return;
    };
    let Some((_, spin)) = build("spin", "int main(void) { for (;;) ; }") else {
        return;
    };
    let Some((_, wait)) = build("wait", "#include <unistd.h>\nint main(void) { for (;;) pause(); }") else {
        return;
    };
    let sandbox = Sandbox::new().unwrap();
    let policy = Arc::new(Policy::builder().build().unwrap());

    println!("tier {}, {runs} runs a row, milliseconds\n", sandbox.tier());
    println!("{:<34} {:>8} {:>8} {:>8}", "", "median", "p95", "ratio");
    let mut ballast = Vec::new();
    for heap in ["0", "1 GiB"] {
        overhead(heap, runs, &path, &program, &sandbox, &policy);
        ballast = vec![1u8; 1 << 30];
    }
    assert!(ballast.len() > 1);
    phases(runs, &program, &sandbox);
    overshoot(&spin, &wait, &sandbox);
}

fn overhead(heap: &str, runs: usize, path: &Path, program: &Arc<OwnedFd>, sandbox: &Sandbox, policy: &Arc<Policy>) {
    let command = || Command::from_fd(Arc::clone(program), "true").policy(policy);
    let (mut plain, mut unarmed, mut quiet, mut armed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        plain.push(timed(|| {
            assert!(process::Command::new(path).status().unwrap().success())
        }));
        unarmed.push(timed(|| drop(command().output(sandbox).unwrap())));
        let ready = sandbox.arm(policy, &Limits::default()).unwrap();
        std::thread::sleep(Duration::from_millis(3));
        armed.push(timed(|| drop(ready.output(command()).unwrap())));
    }
    for _ in 0..runs.div_ceil(10) {
        std::thread::sleep(Duration::from_millis(60));
        quiet.push(timed(|| drop(command().output(sandbox).unwrap())));
    }
    let base = median(&mut plain);
    for (name, mut times) in [
        ("posix_spawn", plain),
        ("run, not armed", unarmed),
        ("run, not armed, after 60 ms of quiet", quiet),
        ("run, armed", armed),
    ] {
        row(&format!("{name} (heap {heap})"), &mut times, Some(base));
    }
}

/// Where the time of a run that was not armed goes.
fn phases(runs: usize, program: &Arc<OwnedFd>, sandbox: &Sandbox) {
    let (mut start, mut until_exec, mut wall, mut setup) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let mut session = None;
        start.push(timed(|| {
            session = Some(Command::from_fd(Arc::clone(program), "true").session(sandbox).unwrap());
        }));
        let mut session = session.unwrap();
        while session.next_event().unwrap() != dockexec_sandbox::Event::Exited {}
        let report = session.finish().unwrap();
        until_exec.push(report.startup.until_exec.as_duration());
        wall.push(report.wall.as_duration());
        setup.push(report.startup.setup_cpu.as_duration());
    }
    println!();
    row("requests sent by the host", &mut start, None);
    row("from there until exec", &mut until_exec, None);
    row("from there until the end", &mut wall, None);
    row("CPU time of the set-up", &mut setup, None);
}

/// How far past a limit a run gets.
fn overshoot(spin: &Arc<OwnedFd>, wait: &Arc<OwnedFd>, sandbox: &Sandbox) {
    println!();
    for millis in [50, 200, 1000] {
        let (mut cpu, mut wall) = (Vec::new(), Vec::new());
        for _ in 0..10 {
            let mut limits = Limits::default();
            limits.cpu = CpuTime::from_millis(millis);
            limits.wall = WallTime::from_secs(20);
            let out = Command::from_fd(Arc::clone(spin), "spin")
                .limits(limits)
                .output(sandbox)
                .unwrap();
            cpu.push(
                out.report
                    .cpu
                    .as_duration()
                    .saturating_sub(Duration::from_millis(millis)),
            );
            let mut limits = Limits::default();
            limits.wall = WallTime::from_millis(millis);
            let out = Command::from_fd(Arc::clone(wait), "wait")
                .limits(limits)
                .output(sandbox)
                .unwrap();
            wall.push(
                out.report
                    .wall
                    .as_duration()
                    .saturating_sub(Duration::from_millis(millis)),
            );
        }
        row(&format!("past a CPU limit of {millis} ms"), &mut cpu, None);
        row(&format!("past a wall limit of {millis} ms"), &mut wall, None);
    }
}

fn timed(action: impl FnOnce()) -> Duration {
    let start = Instant::now();
    action();
    start.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn row(name: &str, times: &mut [Duration], base: Option<Duration>) {
    let middle = median(times);
    let p95 = times[times.len() * 95 / 100];
    let millis = |d: Duration| d.as_secs_f64() * 1e3;
    let ratio = base.map_or(String::new(), |b| {
        format!("{:.2}x", middle.as_secs_f64() / b.as_secs_f64())
    });
    println!("{name:<46} {:>8.3} {:>8.3} {ratio:>8}", millis(middle), millis(p95));
}
