//! What happened in a run: how it ended, what it used, and which layers really held it.

use std::fmt;

use serde::Serialize;

use crate::limits::{CpuTime, WallTime};

/// A signal by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Signal(pub i32);

impl Signal {
    /// The name, such as `SIGSEGV`, where there is one.
    pub fn name(self) -> Option<&'static str> {
        Some(match self.0 {
            libc::SIGHUP => "SIGHUP",
            libc::SIGINT => "SIGINT",
            libc::SIGQUIT => "SIGQUIT",
            libc::SIGILL => "SIGILL",
            libc::SIGTRAP => "SIGTRAP",
            libc::SIGABRT => "SIGABRT",
            libc::SIGBUS => "SIGBUS",
            libc::SIGFPE => "SIGFPE",
            libc::SIGKILL => "SIGKILL",
            libc::SIGUSR1 => "SIGUSR1",
            libc::SIGSEGV => "SIGSEGV",
            libc::SIGUSR2 => "SIGUSR2",
            libc::SIGPIPE => "SIGPIPE",
            libc::SIGALRM => "SIGALRM",
            libc::SIGTERM => "SIGTERM",
            libc::SIGSTKFLT => "SIGSTKFLT",
            libc::SIGXCPU => "SIGXCPU",
            libc::SIGXFSZ => "SIGXFSZ",
            libc::SIGVTALRM => "SIGVTALRM",
            libc::SIGPROF => "SIGPROF",
            libc::SIGSYS => "SIGSYS",
            _ => return None,
        })
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "signal {}", self.0),
        }
    }
}

/// One of the two output streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// Why a run was ended from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LimitKind {
    /// `Limits::cpu`, or the CPU part of a budget.
    CpuTime,
    /// `Limits::wall`, or the wall part of a budget.
    WallTime,
    /// The kernel killed for lack of memory inside the run's limit.
    Memory,
    /// A stream exceeded its cap.
    Output(Stream),
    /// The caller's cancel token.
    Cancelled,
    /// `Session::kill` or `Child::kill`, or the run was abandoned.
    Requested,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Termination {
    /// The program called exit.
    Exited(i32),
    /// A signal that was not ours ended the program.
    Signalled(Signal),
    /// We, or the kernel on our behalf, killed it.
    Killed(LimitKind),
}

impl Termination {
    /// Exit code 0.
    pub fn success(self) -> bool {
        self == Termination::Exited(0)
    }

    /// Reads a wait(2) status.
    pub(crate) fn from_wait(status: i32) -> Self {
        let signal = status & 0x7f;
        if signal == 0 {
            Termination::Exited((status >> 8) & 0xff)
        } else {
            Termination::Signalled(Signal(signal))
        }
    }
}

impl fmt::Display for Termination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Termination::Exited(code) => write!(f, "exited with {code}"),
            Termination::Signalled(signal) => write!(f, "ended by {signal}"),
            Termination::Killed(LimitKind::CpuTime) => f.write_str("killed: CPU time limit"),
            Termination::Killed(LimitKind::WallTime) => f.write_str("killed: wall time limit"),
            Termination::Killed(LimitKind::Memory) => f.write_str("killed: memory limit"),
            Termination::Killed(LimitKind::Output(Stream::Stdout)) => f.write_str("killed: standard output limit"),
            Termination::Killed(LimitKind::Output(Stream::Stderr)) => f.write_str("killed: standard error limit"),
            Termination::Killed(LimitKind::Cancelled) => f.write_str("cancelled"),
            Termination::Killed(LimitKind::Requested) => f.write_str("killed on request"),
        }
    }
}

/// Where a memory figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MemorySource {
    /// The cgroup's own high-water mark.
    CgroupPeak,
    /// The sampled sum of the processes' resident sets.
    SampledTree,
    /// The largest resident set of a single process.
    MaxRss,
    /// Nothing could be read.
    Unknown,
}

/// Where the CPU figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CpuSource {
    /// The cgroup: every process and thread of the run, however it ended.
    Cgroup,
    /// Pid 1's account of the processes it reaped.
    Reaped,
    /// The sampled sum over the process tree.
    SampledTree,
}

/// One mechanism that confines a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Layer {
    /// Own pid, mount, ipc and uts namespaces.
    Namespaces,
    /// A user namespace without any right over the host's.
    UserNamespace,
    /// Nothing to connect to.
    Network,
    /// A root made of nothing but what the policy mounts.
    Root,
    /// A /proc of the run's own processes only.
    Proc,
    /// Memory, process and CPU accounting in a cgroup.
    Cgroup,
    /// Resource limits per process.
    Rlimits,
    /// An unprivileged uid of the run's own.
    Identity,
    /// No capabilities, and none to be had.
    Capabilities,
    /// No descriptors but the announced ones.
    Descriptors,
    /// File access rules.
    Landlock,
    /// System call rules.
    Seccomp,
}

/// Whether a layer held.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LayerState {
    /// Entirely.
    Enforced,
    /// With the restriction named.
    Partly(String),
    /// Not at all, for the reason named.
    Not(String),
}

/// A layer and its state.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct LayerEnforcement {
    /// Which.
    pub layer: Layer,
    /// Whether it held.
    pub state: LayerState,
}

/// What can be enforced at all, depending on who we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// No namespaces. Refused unless asked for by name.
    Bare,
    /// An ordinary user with user namespaces, without a cgroup.
    User,
    /// An ordinary user with a delegated cgroup v2.
    Delegated,
    /// Root.
    Full,
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tier::Full => "full",
            Tier::Delegated => "delegated",
            Tier::User => "user",
            Tier::Bare => "bare",
        })
    }
}

/// What a stream carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct StreamReport {
    /// Bytes that we read, delivered or not.
    pub bytes: u64,
    /// Whether some of them were thrown away.
    pub truncated: bool,
}

/// What starting the run took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Startup {
    /// Whether namespaces and mounts were ready before the command was known.
    pub armed: bool,
    /// CPU time of our own steps, already taken off the run's bill.
    pub setup_cpu: CpuTime,
    /// From the order to start until exec.
    pub until_exec: WallTime,
}

/// Everything known about one finished run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RunReport {
    /// How it ended.
    pub termination: Termination,
    /// CPU time used by the program and all its descendants.
    pub cpu: CpuTime,
    /// Where that figure comes from.
    pub cpu_source: CpuSource,
    /// Elapsed time from the order to start to the end.
    pub wall: WallTime,
    /// Instructions that the program and its descendants executed in user mode, our own set-up excluded. `None` where the host does not let us count
    /// (`HostSupport` says why), or the counter was shared.
    pub instructions: Option<u64>,
    /// Most memory in use at once, in bytes.
    pub peak_memory: Option<u64>,
    /// Where that figure comes from.
    pub memory_source: MemorySource,
    /// How many processes the kernel killed for lack of memory.
    pub oom_kills: u64,
    /// How often a process or thread could not be created because of the limit, where that is counted.
    pub fork_denials: Option<u64>,
    /// Standard output.
    pub stdout: StreamReport,
    /// Standard error.
    pub stderr: StreamReport,
    /// The tier the run was held by.
    pub tier: Tier,
    /// Layer by layer, what was enforced.
    pub enforcement: Vec<LayerEnforcement>,
    /// Facts about the start.
    pub startup: Startup,
}
