//! Runs in a loop, with runs and launchers killed at random: afterwards the host is as before. The figures are printed.
//!
//! `./dev soak [RUNS]` does ten thousand; the ordinary tests do some hundreds. `DOCKEXEC_SOAK_SEED` repeats a sequence of events (as far as the scheduler
//! lets it).

#![allow(clippy::unwrap_used, clippy::field_reassign_with_default)]
#![allow(unsafe_code)] // It kills processes on purpose.

#[macro_use]
mod common;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use common::{command, eventually, limits};
use dockexec_sandbox::{
    CancelToken, Command, CpuTime, ErrorKind, LimitKind, Limits, Policy, Result, Sandbox, Termination, WallTime,
};

const QUICK: &str = "int main(void) { return 7; }";
const WAITS: &str = "int main(void) { if (!fork()) { setsid(); for (;;) pause(); } for (;;) pause(); }";
const SPINS: &str = "int main(void) { for (;;) ; }";
const FORKS: &str = "int main(void) { for (;;) fork(); }";

/// What is counted. Nothing in it may grow.
struct Figures {
    descriptors: usize,
    threads: usize,
    resident_kib: usize,
    mounts: usize,
    groups: usize,
    children: usize,
    marked: usize,
}

impl Figures {
    fn now(marker: &str) -> Self {
        let own = std::process::id();
        Figures {
            descriptors: entries("/proc/self/fd"),
            threads: entries("/proc/self/task"),
            resident_kib: resident_kib(),
            mounts: fs::read_to_string("/proc/self/mountinfo").unwrap().lines().count(),
            groups: groups(own),
            children: processes().filter(|pid| parent(*pid) == Some(own)).count(),
            marked: processes().filter(|pid| has_word(*pid, marker)).count(),
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} descriptors, {} threads, {} KiB resident, {} mounts, {} cgroups, {} children, {} processes of runs",
            self.descriptors, self.threads, self.resident_kib, self.mounts, self.groups, self.children, self.marked
        )
    }
}

fn entries(path: &str) -> usize {
    fs::read_dir(path).unwrap().count()
}

fn resident_kib() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn processes() -> impl Iterator<Item = u32> {
    let all = fs::read_dir("/proc").unwrap().flatten();
    all.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn has_word(pid: u32, word: &str) -> bool {
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    line.split(|byte| *byte == 0)
        .any(|argument| argument == word.as_bytes())
}

/// Cgroup directories of this process's runs.
fn groups(owner: u32) -> usize {
    let (mut found, mut queue) = (0, vec![std::path::PathBuf::from("/sys/fs/cgroup")]);
    while let Some(path) = queue.pop() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                found += usize::from(
                    entry
                        .file_name()
                        .to_string_lossy()
                        .starts_with(&format!("dockexec-{owner}-")),
                );
                queue.push(entry.path());
            }
        }
    }
    found
}

/// xorshift64: good enough to shuffle events, and repeatable.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

fn from_environment(name: &str, otherwise: u64) -> u64 {
    let text = std::env::var(name).unwrap_or_default();
    text.parse().unwrap_or(otherwise)
}

struct Soak {
    sandbox: Sandbox,
    policy: Arc<Policy>,
    marker: String,
    started: AtomicUsize,
    /// Launchers killed by us: only then may a run fail.
    kills: AtomicUsize,
}

impl Soak {
    fn quick(&self) -> Command {
        command(QUICK).arg(&self.marker).limits(limits())
    }

    fn short(&self, source: &str) -> Command {
        let mut short: Limits = limits();
        short.wall = WallTime::from_millis(30);
        short.cpu = CpuTime::from_millis(10);
        command(source).arg(&self.marker).limits(short)
    }

    /// One run of a kind that `dice` chooses; what became of it in a word.
    fn one(&self, dice: &mut Random) -> &'static str {
        self.started.fetch_add(1, Ordering::Relaxed);
        match dice.below(100) {
            0 => self.kill_launcher(dice),
            1..4 => self.kill_a_process(dice),
            4..12 => self.told(self.cancelled(dice), "cancelled"),
            12..20 => self.told(self.quick().session(&self.sandbox).map(drop), "dropped at once"),
            20..26 => self.told(self.dropped_later(dice), "dropped in mid-run"),
            26..30 => self.told(self.sandbox.arm(&self.policy, &limits()).map(drop), "armed for nothing"),
            30..36 => self.ended(
                self.short(SPINS),
                &[
                    Termination::Killed(LimitKind::CpuTime),
                    Termination::Killed(LimitKind::WallTime),
                ],
            ),
            36..42 => self.ended(self.short(WAITS), &[Termination::Killed(LimitKind::WallTime)]),
            42..45 => self.ended(
                self.short(FORKS),
                &[
                    Termination::Killed(LimitKind::CpuTime),
                    Termination::Killed(LimitKind::WallTime),
                ],
            ),
            45..50 => self.told(self.quick().spawn(&self.sandbox).map(drop), "abandoned child"),
            _ => self.ended(self.quick(), &[Termination::Exited(7)]),
        }
    }

    fn cancelled(&self, dice: &mut Random) -> Result<()> {
        let token = CancelToken::new()?;
        let child = command(WAITS)
            .arg(&self.marker)
            .limits(limits())
            .cancel(&token)
            .spawn(&self.sandbox);
        std::thread::sleep(Duration::from_micros(dice.below(3_000)));
        token.cancel();
        let report = child?.wait()?;
        assert_eq!(report.termination, Termination::Killed(LimitKind::Cancelled));
        Ok(())
    }

    fn dropped_later(&self, dice: &mut Random) -> Result<()> {
        let session = command(WAITS)
            .arg(&self.marker)
            .limits(limits())
            .session(&self.sandbox)?;
        std::thread::sleep(Duration::from_micros(dice.below(3_000)));
        drop(session);
        Ok(())
    }

    fn ended(&self, command: Command, expected: &[Termination]) -> &'static str {
        self.told(
            command.output(&self.sandbox).map(|output| {
                let ended = output.report.termination;
                assert!(expected.contains(&ended), "{ended} instead of {expected:?}");
            }),
            "ended",
        )
    }

    /// A run may fail only because somebody killed the launcher, and then says that trying again can help.
    fn told(&self, outcome: Result<()>, word: &'static str) -> &'static str {
        match outcome {
            Ok(()) => word,
            Err(error) => {
                assert!(self.kills.load(Ordering::SeqCst) > 0, "nobody killed anything: {error}");
                assert!(error.kind() == ErrorKind::Launcher && error.retryable(), "{error}");
                "failed by a kill"
            }
        }
    }

    fn kill_launcher(&self, dice: &mut Random) -> &'static str {
        let session = command(WAITS).arg(&self.marker).limits(limits()).session(&self.sandbox);
        std::thread::sleep(Duration::from_micros(dice.below(2_000)));
        self.kills.fetch_add(1, Ordering::SeqCst);
        kill(self.sandbox.launcher_pid());
        drop(session);
        "launcher killed"
    }

    /// The first process of somebody's run, or its program, from outside.
    fn kill_a_process(&self, dice: &mut Random) -> &'static str {
        let launcher = self.sandbox.launcher_pid();
        let first: Vec<u32> = processes()
            .filter(|pid| launcher.is_some() && parent(*pid) == launcher)
            .collect();
        let Some(chosen) = first.get(dice.below(first.len().max(1) as u64) as usize) else {
            return "nothing to kill";
        };
        self.kills.fetch_add(1, Ordering::SeqCst);
        kill(Some(*chosen));
        "first process killed"
    }
}

fn kill(pid: Option<u32>) {
    if let Some(pid) = pid.and_then(|pid| i32::try_from(pid).ok()) {
        // SAFETY: takes no pointers; the process is our launcher or a child of it.
        unsafe { libc::kill(pid, libc::SIGKILL) };
    }
}

#[test]
fn thousands_of_runs_leave_the_host_as_it_was() {
    // The shared programs are compiled before anything is counted.
    for source in [QUICK, WAITS, SPINS, FORKS] {
        if common::compile(source).is_none() {
            return;
        }
    }
    let runs = usize::try_from(from_environment("DOCKEXEC_SOAK_RUNS", 400)).unwrap();
    let seed = from_environment("DOCKEXEC_SOAK_SEED", u64::from(std::process::id()) + 1).max(1);
    let marker = format!("dockexec-soak-{}", std::process::id());
    println!("{runs} runs, DOCKEXEC_SOAK_SEED={seed}");
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
    let cold = Figures::now(&marker);
    println!("cold   {cold}");
    let soak = Soak {
        sandbox: Sandbox::new().unwrap(),
        policy: Arc::new(Policy::builder().build().unwrap()),
        marker: marker.clone(),
        started: AtomicUsize::new(0),
        kills: AtomicUsize::new(0),
    };
    let start = Instant::now();
    let mut outcomes = BTreeMap::new();
    rounds(&soak, runs / 10, seed, &mut outcomes);
    let warm = resident_kib();
    rounds(&soak, runs - runs / 10, seed.rotate_left(17) | 1, &mut outcomes);
    println!(
        "{} runs in {:.1} s: {outcomes:?}",
        soak.started.load(Ordering::Relaxed),
        start.elapsed().as_secs_f64()
    );

    // It has healed: the next runs are as if nothing had happened.
    eventually("a run after all that succeeds", || {
        soak.quick().output(&soak.sandbox).is_ok()
    });
    for _ in 0..20 {
        assert_eq!(
            soak.quick().output(&soak.sandbox).unwrap().report.termination,
            Termination::Exited(7)
        );
    }
    println!("busy   {}", Figures::now(&marker));
    drop(soak);
    for (what, is_so) in [
        (
            "no process of a run is left",
            &(|now: &Figures| now.marked == 0) as &dyn Fn(&Figures) -> bool,
        ),
        ("no child is left", &|now| now.children == cold.children),
        ("no cgroup is left", &|now| now.groups == cold.groups),
        ("no thread is left", &|now| now.threads == cold.threads),
        ("no descriptor is left", &|now| now.descriptors == cold.descriptors),
    ] {
        eventually(what, || is_so(&Figures::now(&marker)));
    }
    let after = Figures::now(&marker);
    println!("after  {after} ({warm} KiB resident after a tenth of the runs)");
    assert_eq!(fs::read_to_string("/proc/self/mountinfo").unwrap(), mounts);
    // Caches of the allocator aside, which a tenth of the runs have filled.
    assert!(after.resident_kib < warm + 4096, "memory has grown from {warm} KiB");
}

/// `runs` runs on two threads.
fn rounds(soak: &Soak, runs: usize, seed: u64, outcomes: &mut BTreeMap<&'static str, usize>) {
    let left = AtomicUsize::new(runs);
    let (left, worker) = (&left, |number: u64, left: &AtomicUsize| {
        let mut dice = Random(seed.wrapping_mul(2 * number + 3) | 1);
        let mut words = Vec::new();
        while left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
            .is_ok()
        {
            words.push(soak.one(&mut dice));
        }
        words
    });
    let words = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|number| scope.spawn(move || worker(number, left))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect::<Vec<_>>()
    });
    for word in words {
        *outcomes.entry(word).or_default() += 1;
    }
}
