//! CPU time and memory of a process tree where there is no cgroup to ask: sampled from /proc.
//!
//! The kernel adds the CPU time of a child to that of its parent when the parent waits for it. The trap is a parent that does not: where SIGCHLD is ignored,
//! a child that ends takes its CPU time along, and no account of its ancestors ever has it. So what each process had used when it was last seen is kept, and
//! what then turns up in no account is on the bill all the same.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::sys;

/// More processes than this are not followed; RLIMIT_NPROC keeps a run far below.
const MAX_PROCESSES: usize = 4096;

/// How far the account of the children that a process has waited for may lag behind: user and system time are rounded down to ticks, each for itself.
const ROUNDING: Duration = Duration::from_millis(20);
/// Of so many processes at most. A program could have as many as it may, for nothing but that.
const MOST_ROUNDED: usize = 5;

/// The latest sample and what was seen before.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    /// CPU time of everything below pid 1, those included that nobody waited for; never falls.
    pub(crate) cpu: Duration,
    /// Resident memory of everything below pid 1, at the moment.
    pub(crate) rss: u64,
    /// The largest sum seen.
    pub(crate) peak_rss: u64,
    /// What each process had used when it was last seen, pid 1 among them for the sake of those it reaps.
    seen: HashMap<u32, Used>,
    /// What processes that have ended had used by then and nobody's account has taken over.
    missing: Duration,
}

/// CPU time of a process.
#[derive(Debug, Clone, Copy, Default)]
struct Used {
    own: Duration,
    /// Of the children it has waited for.
    reaped: Duration,
}

impl Sample {
    /// Looks at the tree below `pid_one` (as the host numbers it).
    pub(crate) fn update(&mut self, pid_one: u32) {
        // What pid 1 has reaped counts as its children's time; pid 1 itself is ours.
        let first = Used {
            own: Duration::ZERO,
            reaped: reaped_cpu(pid_one),
        };
        let mut now = HashMap::from([(pid_one, first)]);
        let mut rss = 0;
        let mut queue = children(pid_one);
        while let Some(pid) = queue.pop() {
            if now.len() > MAX_PROCESSES {
                break;
            }
            now.insert(pid, used(pid).unwrap_or_default());
            rss += resident(pid);
            queue.extend(children(pid));
        }
        self.account(now, used);
        self.rss = rss;
        self.peak_rss = self.peak_rss.max(rss);
    }

    /// Draws the balance: what those had used that are gone, against what the accounts of the living have grown by. `look` tells what a process has used, if
    /// it is still there after all: one whose parent ended while the tree was walked may have been overlooked.
    fn account(&mut self, mut now: HashMap<u32, Used>, look: impl Fn(u32) -> Option<Used>) {
        for (&pid, before) in &self.seen {
            if now.contains_key(&pid) {
                continue;
            }
            match look(pid) {
                Some(used) => drop(now.insert(pid, used)),
                None => self.missing += before.own + before.reaped,
            }
        }
        let before = |pid| self.seen.get(pid).map_or(Duration::ZERO, |used| used.reaped);
        let taken_over = now.iter().map(|(pid, used)| used.reaped.saturating_sub(before(pid)));
        // No credit: what a child used after it was last seen is its parent's affair.
        self.missing = self.missing.saturating_sub(taken_over.sum());
        let rounding = ROUNDING * u32::try_from(now.len().min(MOST_ROUNDED)).unwrap_or(0);
        let visible: Duration = now.values().map(|used| used.own + used.reaped).sum();
        self.cpu = self.cpu.max(visible + self.missing.saturating_sub(rounding));
        self.seen = now;
    }
}

/// What a process has used, if there is one.
fn used(pid: u32) -> Option<Used> {
    let own = sys::process_cpu(pid).ok()?;
    Some(Used {
        own,
        reaped: reaped_cpu(pid),
    })
}

/// The longest that any one thread below `pid_one` has waited for a processor so far, while it wanted to run.
pub(crate) fn waited(pid_one: u32) -> Duration {
    let mut longest = Duration::ZERO;
    let mut queue = children(pid_one);
    let mut seen = 0;
    while let Some(pid) = queue.pop() {
        seen += 1;
        if seen > MAX_PROCESSES {
            break;
        }
        let tasks = fs::read_dir(format!("/proc/{pid}/task"))
            .into_iter()
            .flatten()
            .flatten();
        longest = tasks
            .filter_map(|task| run_delay(&task.path().join("schedstat")))
            .fold(longest, Duration::max);
        queue.extend(children(pid));
    }
    longest
}

/// The second figure of a task's `schedstat`: nanoseconds in the run queue (Documentation/scheduler/sched-stats.rst).
fn run_delay(path: &Path) -> Option<Duration> {
    let text = fs::read_to_string(path).ok()?;
    text.split_ascii_whitespace()
        .nth(1)?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

fn children(pid: u32) -> Vec<u32> {
    let Ok(tasks) = fs::read_dir(format!("/proc/{pid}/task")) else {
        return Vec::new();
    };
    let lists = tasks
        .flatten()
        .filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    lists
        .flat_map(|list| {
            list.split_ascii_whitespace()
                .filter_map(|p| p.parse().ok())
                .collect::<Vec<_>>()
        })
        .collect()
}

/// CPU time of the dead children a process has waited for, in ticks of 10 ms.
fn reaped_cpu(pid: u32) -> Duration {
    let ticks = || -> Option<u64> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(13);
        Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
    };
    Duration::from_millis(ticks().unwrap_or(0) * 10)
}

fn resident(pid: u32) -> u64 {
    let pages = fs::read_to_string(format!("/proc/{pid}/statm"))
        .ok()
        .and_then(|s| s.split_ascii_whitespace().nth(1)?.parse::<u64>().ok());
    pages.unwrap_or(0) * 4096
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sample of processes given as (pid, own, reaped), in milliseconds.
    fn looked(sample: &mut Sample, processes: &[(u32, u64, u64)]) -> u128 {
        let ms = Duration::from_millis;
        let used = |&(pid, own, reaped): &(u32, u64, u64)| {
            (
                pid,
                Used {
                    own: ms(own),
                    reaped: ms(reaped),
                },
            )
        };
        sample.account(processes.iter().map(used).collect(), |_| None);
        sample.cpu.as_millis()
    }

    #[test]
    fn what_nobody_waits_for_is_on_the_bill() {
        let mut sample = Sample::default();
        let mut last = 0;
        for round in 0..10 {
            last = looked(&mut sample, &[(1, 0, 0), (2, 5, 0), (100 + round, 80, 0)]);
        }
        // 9 gone and 1 alive, less what may be due to rounding.
        assert_eq!(last, 5 + 10 * 80 - 60);
    }

    #[test]
    fn what_a_parent_has_waited_for_is_counted_once() {
        let mut sample = Sample::default();
        for round in 0..100 {
            // 8 ms each, of which the parent's account shows whole ticks only.
            let waited = u64::from(round) * 8 / 10 * 10;
            let last = looked(&mut sample, &[(1, 0, 0), (2, 5, waited), (100 + round, 8, 0)]);
            assert_eq!(last, u128::from(5 + waited + 8));
        }
    }

    #[test]
    fn what_was_waited_for_between_two_looks_is_no_credit() {
        let mut sample = Sample::default();
        looked(&mut sample, &[(1, 0, 0), (2, 0, 0), (3, 10, 0)]);
        looked(&mut sample, &[(1, 0, 0), (2, 0, 500), (4, 200, 0)]);
        let last = looked(&mut sample, &[(1, 0, 0), (2, 0, 500), (5, 100, 0)]);
        assert_eq!(last, 500 + 200 + 100 - 60);
    }

    #[test]
    fn one_that_was_overlooked_is_not_gone() {
        let mut sample = Sample::default();
        looked(&mut sample, &[(1, 0, 0), (3, 300, 0)]);
        let still_there = Used {
            own: Duration::from_millis(310),
            reaped: Duration::ZERO,
        };
        sample.account(HashMap::from([(1, Used::default())]), |_| Some(still_there));
        assert_eq!(sample.cpu.as_millis(), 310);
        assert_eq!(looked(&mut sample, &[(1, 0, 310)]), 310);
    }

    #[test]
    fn a_thread_that_competes_for_one_processor_has_waited() {
        // Two busy children on one processor: each must wait about half of the time.
        let busy = || {
            std::process::Command::new("taskset")
                .args(["-c", "0", "sh", "-c", "while :; do :; done"])
                .spawn()
        };
        let (Ok(mut first), Ok(mut second)) = (busy(), busy()) else {
            println!("skipped: no taskset");
            return;
        };
        let mut longest = Duration::ZERO;
        for _ in 0..200 {
            std::thread::sleep(Duration::from_millis(10));
            longest = waited(std::process::id());
            if longest > Duration::from_millis(20) {
                break;
            }
        }
        for child in [&mut first, &mut second] {
            let _ = child.kill();
            let _ = child.wait();
        }
        assert!(longest > Duration::from_millis(20), "{longest:?}");
    }
}
