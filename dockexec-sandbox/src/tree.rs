//! CPU time and memory of a process tree where there is no cgroup to ask: sampled from /proc.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::sys;

/// More processes than this are not followed; RLIMIT_NPROC keeps a run far below.
const MAX_PROCESSES: usize = 4096;

/// The latest sample and what was seen before.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    /// CPU time of everything below pid 1; never falls.
    pub(crate) cpu: Duration,
    /// Resident memory of everything below pid 1, at the moment.
    pub(crate) rss: u64,
    /// The largest sum seen.
    pub(crate) peak_rss: u64,
}

impl Sample {
    /// Looks at the tree below `pid_one` (as the host numbers it).
    pub(crate) fn update(&mut self, pid_one: u32) {
        // What pid 1 has reaped counts as its children's time; pid 1 itself is ours.
        let mut cpu = reaped_cpu(pid_one);
        let mut rss = 0;
        let mut queue = children(pid_one);
        let mut seen = 0;
        while let Some(pid) = queue.pop() {
            seen += 1;
            if seen > MAX_PROCESSES {
                break;
            }
            cpu += sys::process_cpu(pid).unwrap_or_default() + reaped_cpu(pid);
            rss += resident(pid);
            queue.extend(children(pid));
        }
        self.cpu = self.cpu.max(cpu);
        self.rss = rss;
        self.peak_rss = self.peak_rss.max(rss);
    }
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
