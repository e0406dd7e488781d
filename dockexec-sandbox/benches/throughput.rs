//! How many runs a second, and what one costs when others are under way, against `posix_spawn` of the same program in
//! the same minute.
//!
//! `cargo bench -p dockexec-sandbox --bench throughput [-- WORD…]`. Prints tables; nothing here passes or fails. Words
//! choose: only rows that contain all of them are measured ("saturated", "2 at", "run"). Plain spawns and
//! sandboxed runs take turns in slices of a fraction of a second, so that a busy machine slows both, and the figures are
//! taken over all slices together. "Paced" callers pause between two runs, as judges do that have something to do with
//! a result; "saturated" callers start the next run at once, so that everything a run costs is on somebody's path.

#![allow(clippy::unwrap_used)]

mod common;

use std::process;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{build, in_full};
use dockexec_sandbox::{Command, Policy, Sandbox, Termination};

const SLICE: Duration = Duration::from_millis(400);
const SLICES: usize = 10;
/// Between two runs of a paced caller.
const PAUSE: Duration = Duration::from_millis(4);

/// One way to run the program.
type Way<'a> = (&'a str, &'a (dyn Fn() + Sync));

fn main() {
    let (slice, slices) = if in_full() {
        (SLICE, SLICES)
    } else {
        (Duration::from_millis(10), 1)
    };
    let Some((path, program)) = build("true", "int main(void) { return 0; }") else {
        return;
    };
    let policy = Arc::new(Policy::builder().build().unwrap());
    let sandbox = Sandbox::new().unwrap();
    let in_sandbox = || {
        let output = Command::from_fd(Arc::clone(&program), "true")
            .policy(&policy)
            .output(&sandbox)
            .unwrap();
        assert_eq!(output.report.termination, Termination::Exited(0));
    };
    let ways: [Way<'_>; 2] = [
        ("posix_spawn", &|| {
            assert!(process::Command::new(&path).status().unwrap().success());
        }),
        ("run", &in_sandbox),
    ];
    println!(
        "tier {}, {} processors, load {}, {slices} slices of {} ms each, milliseconds\n",
        sandbox.tier(),
        std::thread::available_parallelism().map_or(1, usize::from),
        std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
        slice.as_millis()
    );
    println!(
        "{:<42} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "", "median", "p95", "p99", "ratio", "runs/s"
    );
    let words: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    for (load, pause) in [("paced", Some(PAUSE)), ("saturated", None)] {
        for callers in [1, 2, 4] {
            let name = format!("{load}, {callers} at a time");
            let wanted = |way: &Way<'_>| words.iter().all(|word| format!("{}, {name}", way.0).contains(word));
            let chosen: Vec<Way<'_>> = ways.iter().copied().filter(wanted).collect();
            measure(&chosen, &name, callers, pause, slice, slices);
        }
    }
}

fn measure(ways: &[Way<'_>], name: &str, callers: usize, pause: Option<Duration>, slice: Duration, slices: usize) {
    let mut times = vec![Vec::new(); ways.len()];
    for _ in 0..slices {
        for ((_, way), times) in ways.iter().zip(&mut times) {
            times.extend(one_slice(*way, callers, pause, slice));
            // What the last runs of a slice left to be cleared away is not the next one's to pay.
            std::thread::sleep(Duration::from_millis(60));
        }
    }
    let mut base = None;
    for ((way, _), times) in ways.iter().zip(&mut times) {
        let per_second = times.len() as f64 / (slice.as_secs_f64() * slices as f64);
        times.sort();
        let at = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e3;
        let ratio = at(50) / *base.get_or_insert(at(50));
        println!(
            "{:<42} {:>8.3} {:>8.3} {:>8.3} {ratio:>7.2}x {:>8}",
            format!("{way}, {name}"),
            at(50),
            at(95),
            at(99),
            pause.map_or(format!("{per_second:.0}"), |_| "-".into())
        );
    }
    println!();
}

fn one_slice(way: &(dyn Fn() + Sync), callers: usize, pause: Option<Duration>, slice: Duration) -> Vec<Duration> {
    let start = Instant::now();
    let caller = || {
        let mut times = Vec::new();
        while start.elapsed() < slice {
            let begun = Instant::now();
            way();
            times.push(begun.elapsed());
            pause.into_iter().for_each(std::thread::sleep);
        }
        times
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..callers).map(|_| scope.spawn(caller)).collect();
        threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
    })
}
