//! What the sandbox adds to starting an interpreter: Python and Node run bare and sandboxed, with the same flags, taking turns in one run. Elapsed time.
//!
//! `cargo bench -p dockexec-core --bench interpreters`

#![allow(clippy::unwrap_used)]

use std::process::{Command as Bare, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use dockexec_core::language::{Purpose, ToolMount};
use dockexec_core::{Engine, Languages};
use dockexec_sandbox::{Command, Limits, Mount, Policy, Sandbox};

const ROUNDS: usize = 60;

/// Language, the tool that runs it, the arguments of a program that does nothing.
const SUBJECTS: [(&str, &str, &[&str]); 2] = [
    ("python", "python.executable", &["-I", "-B", "-c", "pass"]),
    ("javascript", "node.executable", &["-e", "0"]),
];

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let (engine, sandbox) = match Engine::new().and_then(|engine| {
        Ok((
            engine,
            Sandbox::new().map_err(|error| {
                dockexec_core::Error::internal(dockexec_core::Stage::Execute, "sandbox", error.to_string())
            })?,
        ))
    }) {
        Ok(both) => both,
        Err(error) => return println!("skipped: {error}"),
    };
    println!("an interpreter that does nothing, ms elapsed, {ROUNDS} rounds; the aim: sandboxed <= bare + 1 ms");
    println!(
        "{:<11} {:>8} {:>8} {:>10} {:>8} {:>8}",
        "language", "bare", "p95", "sandboxed", "p95", "added"
    );
    for (language, tool, args) in SUBJECTS {
        let toolchain = match engine.toolchain(Languages::find(language).unwrap()) {
            Ok(toolchain) => toolchain,
            Err(error) => {
                println!("{language:<11} skipped: {error}");
                continue;
            }
        };
        let program = &toolchain.variables()[tool];
        let mut policy = Policy::builder();
        for mount in toolchain.mounts(Purpose::Run).iter() {
            policy = match mount {
                ToolMount::Bind(path) => policy.mount(Mount::bind_ro(path.clone(), path.display().to_string())),
                ToolMount::Symlink { path, target } => {
                    policy.mount(Mount::symlink(target.display().to_string(), path.display().to_string()))
                }
                _ => policy,
            };
        }
        let policy = Arc::new(policy.build().unwrap());
        let mut limits = Limits::default();
        limits.memory = dockexec_sandbox::MemoryLimit::mib(512);
        let (mut bare, mut sandboxed) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            bare.push(timed(|| {
                let status = Bare::new(program)
                    .args(args)
                    .env_clear()
                    .stdin(Stdio::null())
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .output()
                    .unwrap();
                assert!(status.status.success());
            }));
            sandboxed.push(timed(|| {
                let output = Command::new(program.as_str())
                    .args(args.iter().copied())
                    .policy(&policy)
                    .limits(limits.clone())
                    .input(*b"")
                    .output(&sandbox)
                    .unwrap();
                assert!(
                    output.report.termination.success(),
                    "{:?} {}",
                    output.report,
                    String::from_utf8_lossy(&output.stderr)
                );
            }));
        }
        let (bare, sandboxed) = (spread(bare), spread(sandboxed));
        println!(
            "{language:<11} {:>8.2} {:>8.2} {:>10.2} {:>8.2} {:>8.2}",
            bare.0,
            bare.1,
            sandboxed.0,
            sandboxed.1,
            sandboxed.0 - bare.0
        );
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Median and 95th percentile in ms.
fn spread(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort();
    let ms = |at: usize| times[at].as_secs_f64() * 1e3;
    (ms(times.len() / 2), ms(times.len() * 95 / 100))
}
