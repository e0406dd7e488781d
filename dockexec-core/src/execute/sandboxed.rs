//! The local sandbox as a [`Runner`]: translation between this crate's words and those of `dockexec-sandbox`, and nothing else.

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::Write as _;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, PoisonError};

use dockexec_sandbox as sandbox;
pub use dockexec_sandbox::{HostSupport, Support};
use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
use sandbox::{Command, Event, LimitKind, Mount, Policy, SeccompProfile, Session, Stdio, Target};

use super::{
    CancelToken, Exceeded, Executable, Input, OutputPolicy, Process, ProcessEvent, Profile, RunReport, RunSpec, Runner,
    Stdin, Termination, Usage,
};
use crate::language::ToolMount;
use crate::{Error, ErrorKind, Result, Stage};

/// Descriptors of PROTOCOL.md.
const CASES: u32 = 3;
const ANSWERS: u32 = 4;
/// Bytes of all files that a work directory can hold beside what the program may write: sources, class files, test data.
const ROOM_FOR_FILES: u64 = 32 << 20;

/// What decides a policy.
type PolicyKey = (Arc<[ToolMount]>, Profile, bool);

/// Runs processes in the sandbox of this host.
#[derive(Debug)]
pub struct SandboxRunner {
    sandbox: sandbox::Sandbox,
    policies: Mutex<HashMap<PolicyKey, Arc<Policy>>>,
    /// Where runs are kept, if they are.
    cores: Option<Arc<Cores>>,
}

/// The processors of the host, and how many runs are kept on each.
#[derive(Debug)]
struct Cores(Mutex<Vec<(usize, usize)>>);

/// A run's place on a processor, given back when it is dropped.
struct Place {
    core: usize,
    cores: Arc<Cores>,
}

impl Cores {
    fn all() -> Result<Self> {
        let usable = sandbox::usable_processors().map_err(host_error)?;
        Ok(Self(Mutex::new(usable.into_iter().map(|core| (core, 0)).collect())))
    }

    /// A place on the processor with the fewest runs: one of its own, as long as there are no more runs than processors.
    fn take(self: &Arc<Self>) -> Option<Place> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (core, runs) = all.iter_mut().min_by_key(|(_, runs)| *runs)?;
        *runs += 1;
        let core = *core;
        Some(Place {
            core,
            cores: Arc::clone(self),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.cores.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, runs)) = all.iter_mut().find(|(core, _)| *core == self.core) {
            *runs = runs.saturating_sub(1);
        }
    }
}

impl SandboxRunner {
    /// The strongest sandbox this host offers.
    ///
    /// # Errors
    /// `HostUnfit` when there is none; the hint names the remedy.
    pub fn new() -> Result<Self> {
        Ok(Self::with(sandbox::Sandbox::new().map_err(host_error)?))
    }

    /// This sandbox.
    pub fn with(sandbox: sandbox::Sandbox) -> Self {
        Self {
            sandbox,
            policies: Mutex::default(),
            cores: None,
        }
    }

    /// Keeps each run on one processor: it then neither moves nor meets another run, and its times vary less.
    ///
    /// # Errors
    /// When the host does not say which processors there are.
    pub fn pin_cores(mut self) -> Result<Self> {
        self.cores = Some(Arc::new(Cores::all()?));
        Ok(self)
    }

    /// The sandbox itself.
    pub fn sandbox(&self) -> &sandbox::Sandbox {
        &self.sandbox
    }

    /// Policies are compiled once: runs of one language differ in limits and files only.
    fn policy(&self, spec: &RunSpec) -> Result<Arc<Policy>> {
        let mut policies = self.policies.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (Arc::clone(&spec.mounts), spec.profile, spec.without_proc);
        if let Some(policy) = policies.get(&key) {
            return Ok(Arc::clone(policy));
        }
        let profile = match spec.profile {
            Profile::Standard => SeccompProfile::standard(),
            Profile::Compile => SeccompProfile::compile(),
        };
        let mut builder = Policy::builder()
            .seccomp(profile.map_err(host_error)?)
            .without_proc(spec.without_proc);
        for mount in spec.mounts.iter() {
            builder = builder.mount(match mount {
                ToolMount::Bind(path) => Mount::bind_ro(path.clone(), path.display().to_string()),
                ToolMount::Symlink { path, target } => {
                    Mount::symlink(target.display().to_string(), path.display().to_string())
                }
            });
        }
        let policy = Arc::new(builder.build().map_err(host_error)?);
        policies.insert(key, Arc::clone(&policy));
        Ok(policy)
    }
}

impl Runner for SandboxRunner {
    fn start(&self, spec: &RunSpec, cancel: &CancelToken) -> Result<Box<dyn Process>> {
        let mut command = self.command(spec)?;
        let stop = sandbox::CancelToken::new().map_err(host_error)?;
        command = command.cancel(&stop);
        cancel.on_cancel(move || stop.cancel());
        let place = self.cores.as_ref().and_then(Cores::take);
        if let Some(place) = &place {
            command = command.pin(place.core);
        }
        let session = command.session(&self.sandbox).map_err(host_error)?;
        Ok(Box::new(SandboxedProcess {
            session,
            cancel: cancel.clone(),
            _place: place,
            waiting: VecDeque::new(),
        }))
    }
}

impl SandboxRunner {
    fn command(&self, spec: &RunSpec) -> Result<Command> {
        let Some((name, args)) = spec.argv.split_first() else {
            return Err(Error::internal(
                Stage::Execute,
                "empty-command",
                "there is no command to run",
            ));
        };
        let mut command = match &spec.executable {
            None => Command::new(name.as_str()),
            Some(executable) => native(executable, name, self.sandbox.tier())?,
        };
        command = command
            .args(args)
            .envs(spec.env.clone())
            .policy(&self.policy(spec)?)
            .limits(limits(spec)?);
        for file in &spec.files {
            let mode = if file.executable { 0o755 } else { 0o644 };
            command = command.file(file.path.as_str(), mode, Arc::clone(&file.contents));
        }
        if spec.channels.cases {
            command = command.pass_pipe_in(CASES);
        }
        if spec.channels.answers {
            command = command.pass_pipe_out(ANSWERS);
        }
        if let Stdin::Descriptor(descriptor) = &spec.stdin {
            command = command.stdin(Stdio::Fd(
                descriptor
                    .try_clone()
                    .map_err(|error| host_io("duplicate standard input", &error))?,
            ));
        }
        if let Some(collect) = &spec.collect {
            let mut wanted = sandbox::CollectSpec::new(collect.paths.iter().map(String::as_str));
            wanted.max_bytes = collect.max_bytes;
            wanted.max_files = u32::try_from(collect.max_files).unwrap_or(u32::MAX);
            command = command.collect(wanted);
        }
        Ok(command)
    }
}

/// A native program runs from a sealed memory file: nothing is copied per run, and no path of the host shows up inside. Where the host forbids that,
/// it is written into the work directory.
fn native(executable: &Arc<Executable>, name: &str, tier: sandbox::Tier) -> Result<Command> {
    let sealed = if tier == sandbox::Tier::Full {
        let shared = executable
            .sealed
            .get_or_init(|| seal(executable.bytes()).ok().map(Arc::new));
        shared.as_ref().map(Arc::clone)
    } else {
        // Such a run has our own uid outside, so the file would be its own: seals keep the contents, but not the mode, the times and the attributes.
        // What one run can spoil the next must not get.
        seal(executable.bytes()).ok().map(Arc::new)
    };
    match sealed {
        Some(sealed) => Ok(Command::from_fd(sealed, name)),
        None => Ok(Command::new("/box/main").file("main", 0o755, Arc::clone(executable.bytes()))),
    }
}

fn seal(bytes: &[u8]) -> std::io::Result<OwnedFd> {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    // Kernels before 6.3 do not know MFD_EXEC; what they make is executable anyway. Where vm.memfd_noexec is 2 the answer is another one, and without the
    // flag one would get a file that cannot be executed.
    let memory = memfd_create("main", flags | MemfdFlags::EXEC).or_else(|errno| match errno {
        rustix::io::Errno::INVAL => memfd_create("main", flags),
        other => Err(other),
    })?;
    let mut file = File::from(memory);
    file.write_all(bytes)?;
    rustix::fs::fchmod(&file, rustix::fs::Mode::from_raw_mode(0o555))?;
    fcntl_add_seals(
        &file,
        SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL,
    )?;
    // A descriptor that is open for writing cannot be executed: open it again, for reading.
    let path = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&file));
    Ok(File::open(path)?.into())
}

fn limits(spec: &RunSpec) -> Result<sandbox::Limits> {
    let wanted = &spec.limits;
    let given: u64 = spec.files.iter().map(|file| file.contents.len() as u64).sum();
    let scratch = (wanted.files + given.max(ROOM_FOR_FILES)).div_ceil(1 << 20);
    let mut limits = sandbox::Limits::default();
    limits.cpu = sandbox::CpuTime::new(wanted.cpu);
    limits.wall = sandbox::WallTime::new(wanted.wall);
    limits.memory = sandbox::MemoryLimit::bytes(wanted.memory);
    limits.output = sandbox::OutputLimit {
        stdout: wanted.output,
        stderr: wanted.output,
        policy: match wanted.output_policy {
            OutputPolicy::Kill => sandbox::OutputPolicy::Kill,
            OutputPolicy::Truncate => sandbox::OutputPolicy::Truncate,
        },
    };
    limits.processes = sandbox::Processes(wanted.processes);
    limits.file_size = sandbox::FileSize(wanted.files.max(1));
    limits.scratch = sandbox::TmpfsSize::mib(scratch);
    limits.stack = sandbox::Stack(wanted.stack);
    limits.address_space = wanted.address_space.map(sandbox::MemoryLimit::bytes);
    limits.validate().map_err(host_error)?;
    Ok(limits)
}

struct SandboxedProcess {
    session: Session,
    cancel: CancelToken,
    _place: Option<Place>,
    /// Events that one call of the sandbox gave more of than asked for.
    waiting: VecDeque<ProcessEvent>,
}

impl Process for SandboxedProcess {
    fn next_event(&mut self) -> Result<ProcessEvent> {
        if let Some(event) = self.waiting.pop_front() {
            return Ok(event);
        }
        loop {
            let event = self.session.next_event().map_err(host_error)?;
            if self.cancel.is_cancelled() {
                return Err(Error::new(
                    ErrorKind::Cancelled,
                    Stage::Execute,
                    "cancelled",
                    "the run was cancelled",
                ));
            }
            match event {
                Event::Stdout(bytes) => return Ok(ProcessEvent::Stdout(bytes)),
                Event::Stderr(bytes) => return Ok(ProcessEvent::Stderr(bytes)),
                Event::Out(_, bytes) => return Ok(ProcessEvent::Answers(bytes)),
                Event::Exited => return Ok(ProcessEvent::Exited),
                _ => {}
            }
        }
    }

    fn drain(&mut self) -> Result<Vec<ProcessEvent>> {
        let drained = self.session.drain().map_err(host_error)?;
        let mut events: Vec<ProcessEvent> = self.waiting.drain(..).collect();
        events.extend(
            Some(drained.stdout)
                .filter(|bytes| !bytes.is_empty())
                .map(ProcessEvent::Stdout),
        );
        events.extend(
            Some(drained.stderr)
                .filter(|bytes| !bytes.is_empty())
                .map(ProcessEvent::Stderr),
        );
        events.extend(drained.pipes.into_iter().map(|(_, bytes)| ProcessEvent::Answers(bytes)));
        Ok(events)
    }

    fn write(&mut self, to: Input, bytes: Arc<[u8]>) {
        // It fails only for a channel that was closed before: the process cannot be waiting for these bytes.
        drop(self.session.write(target(to), bytes));
    }

    fn close(&mut self, to: Input) {
        self.session.close(target(to));
    }

    fn set_budget(&mut self, budget: Usage) {
        self.session.set_budget(sandbox::Budget {
            cpu: sandbox::CpuTime::new(budget.cpu),
            wall: sandbox::WallTime::new(budget.wall),
        });
    }

    fn usage(&mut self) -> Result<Usage> {
        let usage = self.session.usage();
        Ok(Usage {
            cpu: usage.cpu.as_duration(),
            wall: usage.wall.as_duration(),
        })
    }

    fn kill(&mut self, bound: Exceeded) {
        self.session.kill(match bound {
            Exceeded::Cpu => LimitKind::CpuTime,
            Exceeded::Wall => LimitKind::WallTime,
            Exceeded::Memory => LimitKind::Memory,
            Exceeded::Output => LimitKind::Output(sandbox::Stream::Stdout),
        });
    }

    fn finish(self: Box<Self>) -> Result<RunReport> {
        let (report, collected) = self.session.finish_with_files().map_err(host_error)?;
        let inside = |path: String| path.strip_prefix("box/").map(str::to_owned).unwrap_or(path);
        Ok(RunReport {
            termination: termination(report.termination),
            usage: Usage {
                cpu: report.cpu.as_duration(),
                wall: report.wall.as_duration(),
            },
            instructions: report.instructions,
            memory: report.peak_memory,
            memory_source: memory_source(report.memory_source).into(),
            out_of_memory: report.oom_kills > 0
                || report.termination == sandbox::Termination::Killed(LimitKind::Memory),
            tier: report.tier.to_string(),
            truncated: report.stdout.truncated || report.stderr.truncated,
            collected: collected
                .files
                .into_iter()
                .map(|(path, bytes)| (inside(path), bytes))
                .collect(),
        })
    }
}

fn target(to: Input) -> Target {
    match to {
        Input::Stdin => Target::Stdin,
        Input::Cases => Target::PipeIn(CASES),
    }
}

fn termination(ended: sandbox::Termination) -> Termination {
    match ended {
        sandbox::Termination::Exited(status) => Termination::Exited(status),
        sandbox::Termination::Signalled(signal) => Termination::Signalled(signal.0),
        sandbox::Termination::Killed(LimitKind::CpuTime) => Termination::Killed(Exceeded::Cpu),
        sandbox::Termination::Killed(LimitKind::WallTime) => Termination::Killed(Exceeded::Wall),
        sandbox::Termination::Killed(LimitKind::Memory) => Termination::Killed(Exceeded::Memory),
        sandbox::Termination::Killed(LimitKind::Output(_)) => Termination::Killed(Exceeded::Output),
        _ => Termination::Stopped,
    }
}

/// Where a memory figure comes from, as reports say it.
fn memory_source(source: sandbox::MemorySource) -> &'static str {
    match source {
        sandbox::MemorySource::CgroupPeak => "cgroup-peak",
        sandbox::MemorySource::SampledTree => "sampled-tree",
        sandbox::MemorySource::MaxRss => "max-rss",
        _ => "none",
    }
}

fn host_error(error: sandbox::Error) -> Error {
    let kind = match error.kind() {
        sandbox::ErrorKind::Host => ErrorKind::HostUnfit,
        sandbox::ErrorKind::Policy => ErrorKind::BadRequest,
        _ => ErrorKind::Internal,
    };
    let hint = error.hint().map(str::to_owned);
    let made = Error::new(kind, Stage::Execute, "sandbox", "the sandbox failed").with_source(error);
    match hint {
        Some(hint) => made.with_hint(hint),
        None => made,
    }
}

fn host_io(what: &str, error: &std::io::Error) -> Error {
    Error::internal(Stage::Execute, "host-io", format!("failed to {what}: {error}"))
}
