//! How much a submission may use. Times are **for each case** unless the name says `total`.

use std::time::Duration;

/// Limits of one judgement. `Limits::default()` is what the product promises: 3 s of CPU time and 256 MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// CPU time a case may use, over all threads and processes.
    pub cpu: Duration,
    /// Elapsed time a case may take. `None`: twice the CPU time plus one second.
    pub wall: Option<Duration>,
    /// CPU time of the whole process, start-up included. `None`: ten times `cpu`.
    pub total_cpu: Option<Duration>,
    /// The user's share of memory in bytes; the language's run-time overhead is added to it.
    pub memory: u64,
    /// Standard output of a case in bytes; past it the run is killed (`OLE`). The same for standard error.
    pub output: u64,
    /// Processes and threads at a time; the language's own threads are added to it.
    pub processes: u32,
    /// Bytes the program may keep in files of its work directory.
    pub files: u64,
}

impl Limits {
    /// The wall time limit of a case.
    pub fn wall(&self) -> Duration {
        self.wall.unwrap_or(self.cpu * 2 + Duration::from_secs(1))
    }

    /// The CPU time limit of the whole process.
    pub fn total_cpu(&self) -> Duration {
        self.total_cpu.unwrap_or(self.cpu * 10)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            cpu: Duration::from_secs(3),
            wall: None,
            total_cpu: None,
            memory: 256 << 20,
            output: 16 << 20,
            // A program that forks as often as it can shares its processors with its own children; with more of them it could not even finish failing within its CPU time.
            processes: 32,
            files: 64 << 20,
        }
    }
}
