//! The fourth stage: run an artifact on inputs and record what happened. No answer is compared here.
//!
//! [`Runner`] is the port: the local sandbox is one adapter, a scripted fake for tests another, a remote executor a third. The two ways to run an
//! artifact, [`function::run_cases`] and [`program::run`], are written against the port alone.

mod cancel;
pub mod fake;
pub mod frames;
pub mod function;
pub mod program;
#[cfg(all(feature = "sandbox", target_os = "linux"))]
pub mod sandboxed;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

pub use cancel::CancelToken;

use crate::Result;
use crate::language::ToolMount;

/// What to run, and within what bounds. Everything a [`Runner`] needs and nothing it must look up.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RunSpec {
    /// The command line. With an `executable`, `argv[0]` is only its name.
    pub argv: Vec<String>,
    /// A native executable to run instead of a path.
    pub executable: Option<Arc<Executable>>,
    /// The whole environment.
    pub env: BTreeMap<String, String>,
    /// Files of the work directory.
    pub files: Vec<RunFile>,
    /// Read-only host paths that must be visible.
    pub mounts: Arc<[ToolMount]>,
    /// Bounds of the whole run.
    pub limits: RunLimits,
    /// Which channels beyond stdio the process has.
    pub channels: Channels,
    /// What to bring back from the work directory when it is over.
    pub collect: Option<Collect>,
    /// Which set of system calls it needs.
    pub profile: Profile,
    /// Whether it does its work where the host cannot give it a `/proc`.
    pub without_proc: bool,
    /// Where standard input comes from.
    pub stdin: Stdin,
}

/// Where standard input comes from.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub enum Stdin {
    /// What is written with [`Process::write`].
    #[default]
    Written,
    /// An open pipe or file of the host, handed to the program as it is: for interactive runs. Never a terminal: a program could push input into it.
    #[cfg(unix)]
    Descriptor(Arc<std::os::fd::OwnedFd>),
}

/// A native executable held in memory, with room for what a runner makes of it once (a sealed memory file, an upload).
#[derive(Debug)]
pub struct Executable {
    bytes: Arc<[u8]>,
    #[cfg(all(feature = "sandbox", target_os = "linux"))]
    pub(crate) sealed: std::sync::OnceLock<Option<Arc<std::os::fd::OwnedFd>>>,
}

impl Executable {
    /// Wraps the bytes of an executable file.
    pub fn new(bytes: Arc<[u8]>) -> Self {
        Self {
            bytes,
            #[cfg(all(feature = "sandbox", target_os = "linux"))]
            sealed: std::sync::OnceLock::new(),
        }
    }

    /// The file's contents.
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }
}

/// A file to be put into the work directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFile {
    /// Path relative to the work directory.
    pub path: String,
    /// Contents.
    pub contents: Arc<[u8]>,
    /// Whether it may be executed.
    pub executable: bool,
}

/// Which system calls a run may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// A submission.
    Standard,
    /// A compiler.
    Compile,
}

/// Channels apart from stdin, stdout and stderr (see PROTOCOL.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Channels {
    /// Descriptor 3, host → program.
    pub cases: bool,
    /// Descriptor 4, program → host.
    pub answers: bool,
}

/// Bounds of a whole run; [`Process::set_budget`] adds narrower ones for a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunLimits {
    /// CPU time of all its processes and threads.
    pub cpu: Duration,
    /// Elapsed time.
    pub wall: Duration,
    /// Memory in bytes, the run-time system's overhead included.
    pub memory: u64,
    /// Bytes on standard output, and the same on standard error.
    pub output: u64,
    /// What happens past that.
    pub output_policy: OutputPolicy,
    /// Processes and threads at a time.
    pub processes: u32,
    /// Bytes in files.
    pub files: u64,
    /// Stack in bytes.
    pub stack: u64,
    /// Address space in bytes, where it is bounded apart from memory.
    pub address_space: Option<u64>,
}

/// What happens to output past its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum OutputPolicy {
    /// The run is killed.
    #[default]
    Kill,
    /// The rest is read and thrown away.
    Truncate,
}

/// What to bring back from the work directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collect {
    /// Files, or directories with all regular files below them.
    pub paths: Vec<String>,
    /// Total size in bytes.
    pub max_bytes: u64,
    /// Number of files.
    pub max_files: usize,
}

/// Where bytes for the process go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Input {
    /// Standard input.
    Stdin,
    /// Descriptor 3.
    Cases,
}

/// Something a process did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProcessEvent {
    /// Bytes on standard output.
    Stdout(Vec<u8>),
    /// Bytes on standard error.
    Stderr(Vec<u8>),
    /// Bytes on descriptor 4.
    Answers(Vec<u8>),
    /// It is over; all its output has been reported. [`Process::finish`] tells the rest.
    Exited,
}

/// Times used so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// CPU time.
    pub cpu: Duration,
    /// Elapsed time.
    pub wall: Duration,
}

/// Which bound was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Exceeded {
    /// CPU time.
    Cpu,
    /// Elapsed time.
    Wall,
    /// Memory, by the kernel's own account.
    Memory,
    /// Standard output or standard error.
    Output,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Termination {
    /// By itself, with this status.
    Exited(i32),
    /// By this signal.
    Signalled(i32),
    /// Killed from outside for exceeding a bound.
    Killed(Exceeded),
    /// Killed because the host wanted no more of it (the last answer was in, or the caller cancelled).
    Stopped,
}

/// What happened in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunReport {
    /// How it ended.
    pub termination: Termination,
    /// CPU and elapsed time of all of it.
    pub usage: Usage,
    /// Instructions executed in user mode, where they could be counted.
    pub instructions: Option<u64>,
    /// Peak memory in bytes, where it could be measured.
    pub memory: Option<u64>,
    /// Where the memory figure comes from.
    pub memory_source: String,
    /// Whether the kernel killed a process of the run for lack of memory, whatever became of the rest.
    pub out_of_memory: bool,
    /// The tier it ran at.
    pub tier: String,
    /// Whether output was cut at its limit ([`OutputPolicy::Truncate`]).
    pub truncated: bool,
    /// What came back from the work directory.
    pub collected: Vec<(String, Vec<u8>)>,
}

impl RunReport {
    /// A report for `termination` with everything else empty: a start for adapters and tests.
    pub fn new(termination: Termination) -> Self {
        Self {
            termination,
            usage: Usage::default(),
            instructions: None,
            memory: None,
            memory_source: "none".into(),
            out_of_memory: false,
            tier: "none".into(),
            truncated: false,
            collected: Vec::new(),
        }
    }
}

/// Starts processes in a sandbox. Cheap to share.
pub trait Runner: Send + Sync + std::fmt::Debug {
    /// Starts `spec`. The caller drives the process; bounds are enforced while it does.
    ///
    /// # Errors
    /// When the sandbox cannot be set up as asked; never for what the program does.
    fn start(&self, spec: &RunSpec, cancel: &CancelToken) -> Result<Box<dyn Process>>;
}

/// A running process, driven by the thread that holds it. Dropping it kills it.
pub trait Process: Send {
    /// Waits for the next thing to happen. After `Exited` nothing happens any more, and `Exited` is returned again.
    ///
    /// # Errors
    /// `Cancelled` when the token was triggered, `Internal` when the operating system fails us.
    fn next_event(&mut self) -> Result<ProcessEvent>;

    /// What is readable at this moment, on the answer channel too, without waiting: called when an answer has arrived, so that output belongs to its case, and an
    /// answer that came before its question is found.
    ///
    /// # Errors
    /// As [`Process::next_event`].
    fn drain(&mut self) -> Result<Vec<ProcessEvent>>;

    /// Queues `bytes`; they are written as the process reads. A reader that is gone is not an error.
    fn write(&mut self, to: Input, bytes: Arc<[u8]>);

    /// Closes `to` once everything queued has been written.
    fn close(&mut self, to: Input);

    /// Allows `budget` from now on, instead of the budget before; the bounds of the whole run hold beside it.
    fn set_budget(&mut self, budget: Usage);

    /// Times used until now.
    ///
    /// # Errors
    /// When the accounting cannot be read.
    fn usage(&mut self) -> Result<Usage>;

    /// Kills it for exceeding `bound`, as counted by the caller.
    fn kill(&mut self, bound: Exceeded);

    /// Kills it if it still runs, and tells what happened.
    ///
    /// # Errors
    /// When the accounting cannot be read or the sandbox could not be removed.
    fn finish(self: Box<Self>) -> Result<RunReport>;
}
