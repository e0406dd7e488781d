//! `dockexec bench`: how far the figures of this machine can be trusted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use dockexec_core::{Engine, JudgeRequest, Judgement, Submission, Verdict};
use dockexec_protocol::{BenchRecord, BenchReport, SpreadRecord, VERSION};

use crate::exit;
use crate::failure::Outcome;
use crate::show::{Style, Table};
use crate::surroundings::{Surroundings, View};

/// Judge one CPU-bound program again and again, on the idle and on a loaded machine, and print how its times vary
///
/// The load is two spinning threads for each core, started and stopped by this command. The limit is the margin times the median CPU time of the idle
/// machine; a verdict that is not AC is counted as a flip.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How often the program is judged, idle and loaded
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u16).range(2..))]
    runs: u16,

    /// The limit, in medians of the idle machine
    #[arg(long, value_name = "FACTOR", default_value_t = 1.5)]
    margin: f64,

    /// Keep each run on a processor of its own
    #[arg(long)]
    pin: bool,
}

/// A sieve and a random walk: arithmetic and memory, some 60 ms of them.
const PROGRAM: &str = r#"#include <stdio.h>
#include <string.h>
static char composite[2000000];
static unsigned walk[1 << 18];
int main(void) {
    unsigned long primes = 0, sum = 0;
    unsigned state = 2463534242u;
    for (int round = 0; round < 3; round++) {
        memset(composite, 0, sizeof composite);
        for (unsigned long i = 2; i < sizeof composite; i++) {
            if (composite[i]) continue;
            primes++;
            for (unsigned long j = i * i; j < sizeof composite; j += i) composite[j] = 1;
        }
    }
    for (int step = 0; step < 6000000; step++) {
        state ^= state << 13, state ^= state >> 17, state ^= state << 5;
        sum += walk[state >> 14] += state;
    }
    printf("%lu %lu\n", primes, sum);
    return 0;
}
"#;

/// Runs before anything is counted: the compiler's, and those that fill caches.
const WARM_UP: u16 = 5;

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let engine = surroundings.engine_with(Some(1), args.pin)?;
    let bench = Bench {
        engine: &engine,
        surroundings,
    };
    let mut limit = Duration::from_secs(10);
    let calibration = bench.judge(WARM_UP + args.runs / 10, limit)?;
    let settled = calibration.get(usize::from(WARM_UP)..).unwrap_or_default();
    let times: Vec<f64> = settled.iter().map(millis).collect();
    if let Some(spread) = spread(times) {
        limit = Duration::from_secs_f64((spread.median * args.margin.max(0.0) / 1e3).max(1e-3));
    }
    let idle = bench.judge(args.runs, limit)?;
    let load = Load::start()?;
    let loaded = bench.judge(args.runs, limit);
    drop(load);
    let report = BenchReport {
        v: VERSION,
        limit_ms: limit.as_secs_f64() * 1e3,
        pinned: args.pin,
        rows: vec![record("idle", &idle), record("loaded", &loaded?)],
    };
    if view.json {
        surroundings.print_json(&report)?;
    } else {
        surroundings.print(&text(&report, view.out))?;
    }
    Ok(exit::OK)
}

struct Bench<'a, 'b> {
    engine: &'a Engine,
    surroundings: &'a Surroundings<'b>,
}

impl Bench<'_, '_> {
    fn judge(&self, runs: u16, limit: Duration) -> Outcome<Vec<Judgement>> {
        let mut request = JudgeRequest::free_run(Submission::new("c", PROGRAM), &b""[..]);
        request.limits.cpu = limit;
        // On a loaded machine a run may wait for a processor many times as long as it computes.
        request.limits.wall = Some(limit * 100 + Duration::from_secs(10));
        let one = |_| self.engine.judge_with(&request, &self.surroundings.cancel, &|_| {});
        Ok((0..runs).map(one).collect::<Result<_, _>>()?)
    }
}

/// Threads that spin until it is dropped.
struct Load {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Load {
    fn start() -> Outcome<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut load = Self {
            stop: Arc::default(),
            threads: Vec::new(),
        };
        for _ in 0..2 * cores {
            let stop = Arc::clone(&load.stop);
            let spin = move || {
                while !stop.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            };
            load.threads
                .push(std::thread::Builder::new().name("dockexec-load".into()).spawn(spin)?);
        }
        Ok(load)
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn millis(judgement: &Judgement) -> f64 {
    judgement.totals.cpu.as_secs_f64() * 1e3
}

fn record(load: &str, judgements: &[Judgement]) -> BenchRecord {
    let instructions: Option<Vec<f64>> = judgements
        .iter()
        .map(|j| j.totals.instructions.map(|n| n as f64))
        .collect();
    BenchRecord {
        load: load.to_owned(),
        runs: judgements.len() as u64,
        flips: judgements.iter().filter(|j| j.verdict != Verdict::Accepted).count() as u64,
        cpu_ms: spread(judgements.iter().map(millis).collect()),
        instructions: instructions.and_then(spread),
    }
}

/// `None` of nothing.
fn spread(mut values: Vec<f64>) -> Option<SpreadRecord> {
    values.sort_by(f64::total_cmp);
    let count = values.len();
    let at = |share: f64| {
        values
            .get((((count.max(1) - 1) as f64) * share).round() as usize)
            .copied()
    };
    let mean = values.iter().sum::<f64>() / count as f64;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count as f64;
    Some(SpreadRecord {
        min: at(0.0)?,
        median: at(0.5)?,
        p95: at(0.95)?,
        max: at(1.0)?,
        variation: if mean > 0.0 { variance.sqrt() / mean } else { 0.0 },
    })
}

fn text(report: &BenchReport, style: Style) -> String {
    let head = ["machine", "figure", "min", "median", "p95", "max", "variation", "flips"];
    let mut table = Table::new(&head).right(&[2, 3, 4, 5, 6, 7]);
    let mut absent = false;
    for row in &report.rows {
        let flips = format!("{} of {}", row.flips, row.runs);
        for (name, spread, digits) in [("CPU time, ms", row.cpu_ms, 1), ("instructions", row.instructions, 0)] {
            let Some(spread) = spread else {
                absent = true;
                continue;
            };
            let mut cells = vec![row.load.as_str().into(), name.into()];
            let figures = [spread.min, spread.median, spread.p95, spread.max];
            cells.extend(figures.map(|value| format!("{value:.digits$}").into()));
            cells.push(format!("{:.2} %", spread.variation * 100.0).into());
            cells.push(flips.as_str().into());
            table.row(cells);
        }
    }
    let pinned = if report.pinned {
        ", each run on a processor of its own"
    } else {
        ""
    };
    let mut text = table.render(style);
    text.push_str(&format!("\n  CPU time limit {:.1} ms{pinned}\n", report.limit_ms));
    if absent {
        text.push_str("  instructions are not counted here: see dockexec doctor\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_that_of_its_values() {
        let spread = spread((1..=100).rev().map(f64::from).collect()).unwrap();
        assert_eq!(
            (spread.min, spread.median, spread.p95, spread.max),
            (1.0, 51.0, 95.0, 100.0)
        );
        assert!((spread.variation - 28.866 / 50.5).abs() < 1e-4, "{}", spread.variation);
        assert!(super::spread(Vec::new()).is_none());
    }

    #[test]
    fn the_table_says_what_is_absent() {
        let spread = SpreadRecord {
            min: 1.0,
            median: 2.0,
            p95: 3.0,
            max: 4.0,
            variation: 0.125,
        };
        let row = |load: &str, instructions| BenchRecord {
            load: load.to_owned(),
            runs: 200,
            flips: 1,
            cpu_ms: Some(spread),
            instructions,
        };
        let mut report = BenchReport {
            v: VERSION,
            limit_ms: 3.0,
            pinned: true,
            rows: vec![row("idle", Some(spread)), row("loaded", Some(spread))],
        };
        insta::assert_snapshot!(text(&report, Style::PLAIN));
        report.rows.iter_mut().for_each(|row| row.instructions = None);
        assert!(text(&report, Style::PLAIN).contains("dockexec doctor"));
    }

    /// The whole of it, with as few runs as it takes.
    #[test]
    fn load_begins_and_ends() {
        let load = Load::start().unwrap_or_else(|_| panic!("threads can be started"));
        let stop = Arc::clone(&load.stop);
        assert!(!load.threads.is_empty());
        drop(load);
        assert!(stop.load(Ordering::Relaxed));
    }
}
