//! A run in progress, watched by whoever calls [`Session::next_event`]: there is no thread behind it.
//!
//! Each call waits for the next thing to happen and meanwhile enforces the limits. CPU time cannot be waited
//! for, so the wait is never longer than the remaining CPU time divided by the number of processors, which
//! is the earliest moment at which it can be used up; near the limit that comes down to a millisecond.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, ErrorKind as IoKind, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::cancel::CancelToken;
use crate::cell::Cell;
use crate::collect::{Collected, parse_collected};
use crate::enforcement;
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{CpuTime, Limits, OutputPolicy, WallTime};
use crate::plan::step::{self, Notice};
use crate::policy::Policy;
use crate::report::{
    CpuSource, Layer, LimitKind, MemorySource, RunReport, Signal, Startup, Stream, StreamReport, Termination, Tier,
};
use crate::sandbox::Core;
use crate::sys::{self, Countable, Interest, PollSet};
use crate::tree;

/// How close to a CPU limit the checks may come to each other.
const SHORTEST_WAIT: Duration = Duration::from_millis(1);
/// How often a tree without a cgroup is sampled: memory has no other guard there.
const SAMPLING: Duration = Duration::from_millis(10);
/// How long processes may take to die. Longer means that the kernel is stuck, which is our problem.
const DYING: Duration = Duration::from_secs(20);
/// How long pid 1 may take to end its program when told so, before it is killed itself.
const OBEYING: Duration = Duration::from_millis(200);
/// How many times its wall time limit a starved run may get on top of it. Its CPU time limit holds all the while.
const MOST_STARVATION: u32 = 4;
/// Chunks that are read of each pipe when a session is drained: more than any pipe holds by default.
const MOST_CHUNKS_DRAINED: usize = 64;
const CHUNK: usize = 64 * 1024;

/// Something that happened in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The program printed this.
    Stdout(Vec<u8>),
    /// The program printed this on standard error.
    Stderr(Vec<u8>),
    /// This came over the pipe that the program has under this number.
    Out(u32, Vec<u8>),
    /// All that was queued for this target has been written, or the program has closed its end.
    WriteDone(Target),
    /// The run is over and every process of it is dead. Repeated by further calls.
    Exited,
}

/// Something to write to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// Standard input.
    Stdin,
    /// The pipe that the program has under this number.
    PipeIn(u32),
}

/// Limits for a segment of a run, such as one test case. Those of the whole run hold beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// CPU time from the moment of `set_budget`.
    pub cpu: CpuTime,
    /// Elapsed time from the moment of `set_budget`.
    pub wall: WallTime,
}

/// What a run has used so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// CPU time, our own set-up excluded.
    pub cpu: CpuTime,
    /// Elapsed time since the start.
    pub wall: WallTime,
}

/// What `drain` found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drained {
    /// From standard output.
    pub stdout: Vec<u8>,
    /// From standard error.
    pub stderr: Vec<u8>,
    /// From the other pipes: the program's number and the bytes.
    pub pipes: Vec<(u32, Vec<u8>)>,
}

/// Our ends of a run's pipes.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    pub(crate) stdin: Option<OwnedFd>,
    pub(crate) stdout: Option<OwnedFd>,
    pub(crate) stderr: Option<OwnedFd>,
    pub(crate) pipes_in: Vec<(u32, OwnedFd)>,
    pub(crate) pipes_out: Vec<(u32, OwnedFd)>,
    pub(crate) collected: Option<File>,
    pub(crate) collect_limit: u64,
}

/// A run in progress. Dropping it kills the run and does not wait.
pub struct Session {
    cell: Cell,
    tier: Tier,
    policy: Arc<Policy>,
    landlock_abi: u32,
    without: Vec<Layer>,
    limits: Limits,
    processors: u32,
    /// Tokens that end the run, with what the report will say then.
    cancel: Vec<(CancelToken, LimitKind)>,

    sources: Vec<Source>,
    sinks: Vec<Sink>,
    collected: Option<(File, u64)>,
    pending: VecDeque<Event>,
    poll: PollSet,
    buffer: Vec<u8>,

    started: Instant,
    armed: bool,
    next_check: Instant,
    budget: Option<(Budget, Instant, Duration)>,
    /// Counts the run's instructions, where that is possible.
    counter: Option<OwnedFd>,
    setup_cpu: Option<Duration>,
    until_exec: Duration,
    sample: tree::Sample,

    killed: Option<(LimitKind, Instant)>,
    ending: Option<Ending>,
    failure: Option<Error>,
    skipped: Vec<(u8, i32)>,
}

/// How pid 1 left.
struct Ending {
    at: Instant,
    /// Its own account; `None` when it was killed.
    account: Option<Account>,
}

struct Account {
    status: i32,
    children_cpu: Duration,
    own_cpu: Duration,
    max_rss: u64,
}

/// Something the program writes to.
struct Source {
    kind: SourceKind,
    file: Option<File>,
    report: StreamReport,
    cap: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SourceKind {
    Stream(Stream),
    Pipe(u32),
}

/// Something the program reads from.
struct Sink {
    target: Target,
    file: Option<File>,
    queue: VecDeque<Arc<[u8]>>,
    written_of_first: usize,
    close_when_done: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("cell", &self.cell)
            .field("over", &self.ending.is_some())
            .finish_non_exhaustive()
    }
}

impl Session {
    pub(crate) fn new(
        core: &Core,
        policy: &Arc<Policy>,
        limits: &Limits,
        mut cell: Cell,
        ends: Ends,
        armed: bool,
        cancel: Option<CancelToken>,
    ) -> Self {
        let now = Instant::now();
        let output = limits.output;
        let stream = |kind, fd: Option<OwnedFd>, cap| fd.map(|fd| Source::new(SourceKind::Stream(kind), fd, cap));
        let sources = [
            stream(Stream::Stdout, ends.stdout, output.stdout),
            stream(Stream::Stderr, ends.stderr, output.stderr),
        ];
        let pipes = ends
            .pipes_out
            .into_iter()
            .map(|(n, fd)| Source::new(SourceKind::Pipe(n), fd, u64::MAX));
        let stdin = ends.stdin.map(|fd| Sink::new(Target::Stdin, fd));
        let sinks = ends
            .pipes_in
            .into_iter()
            .map(|(n, fd)| Sink::new(Target::PipeIn(n), fd));
        Session {
            tier: core.facts.tier,
            landlock_abi: core.facts.landlock_abi,
            without: core.facts.without.clone(),
            policy: Arc::clone(policy),
            limits: limits.clone(),
            processors: sys::processors().min(limits.processes.0).max(1),
            cancel: cancel.into_iter().map(|token| (token, LimitKind::Cancelled)).collect(),
            sources: sources.into_iter().flatten().chain(pipes).collect(),
            sinks: stdin.into_iter().chain(sinks).collect(),
            collected: ends.collected.map(|file| (file, ends.collect_limit)),
            pending: VecDeque::new(),
            poll: PollSet::default(),
            buffer: Vec::new(),
            started: now,
            armed,
            next_check: now,
            budget: None,
            counter: None,
            setup_cpu: None,
            until_exec: Duration::ZERO,
            sample: tree::Sample::default(),
            killed: None,
            ending: None,
            failure: None,
            skipped: std::mem::take(&mut cell.skipped),
            cell,
        }
    }

    /// Waits for the next event. Limits are enforced meanwhile; after a kill `Exited` follows.
    ///
    /// An error means that the run could not be carried out, for instance because there is no such program.
    pub fn next_event(&mut self) -> Result<Event> {
        loop {
            if let Some(event) = self.pending.pop_front() {
                return Ok(event);
            }
            if let Some(failure) = self.failure.take() {
                return Err(failure);
            }
            if self.ending.is_some() {
                return Ok(Event::Exited);
            }
            self.wait()?;
        }
    }

    /// Queues bytes; they are written as fast as the program reads, never blocking us. A program that has
    /// closed its end loses them, which is its own affair.
    pub fn write(&mut self, target: Target, bytes: impl Into<Arc<[u8]>>) -> Result<()> {
        let sink = self
            .sinks
            .iter_mut()
            .find(|s| s.target == target)
            .ok_or_else(|| Error::policy(format!("write to {target:?}: the command has no such pipe")))?;
        sink.queue.push_back(bytes.into());
        if sink.flush() {
            self.pending.push_back(Event::WriteDone(target));
        }
        Ok(())
    }

    /// Closes a target once everything queued is written.
    pub fn close(&mut self, target: Target) {
        if let Some(sink) = self.sinks.iter_mut().find(|s| s.target == target) {
            sink.close_when_done = true;
            sink.flush();
        }
    }

    /// Takes what the program has printed up to this moment, without waiting: queued events and whatever is in
    /// the pipes now (of a flood, a part).
    pub fn drain(&mut self) -> Result<Drained> {
        let mut drained = Drained::default();
        for index in 0..self.sources.len() {
            // Bounded: a program can write as fast as we read.
            for _ in 0..MOST_CHUNKS_DRAINED {
                if !self.read_source(index)? {
                    break;
                }
            }
        }
        self.pending.retain_mut(|event| match event {
            Event::Stdout(bytes) => {
                drained.stdout.append(bytes);
                false
            }
            Event::Stderr(bytes) => {
                drained.stderr.append(bytes);
                false
            }
            Event::Out(number, bytes) => {
                drained.pipes.push((*number, std::mem::take(bytes)));
                false
            }
            _ => true,
        });
        Ok(drained)
    }

    /// Starts a segment: from now on the budget holds beside the limits of the whole run.
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = Some((budget, Instant::now(), self.cpu_now()));
        self.next_check = Instant::now();
    }

    /// What the run has used so far.
    pub fn usage(&mut self) -> Usage {
        Usage {
            cpu: CpuTime::new(self.cpu_now()),
            wall: WallTime::new(self.started.elapsed()),
        }
    }

    /// Kills every process of the run; `Exited` follows. The reason is what the report will say.
    pub fn kill(&mut self, reason: LimitKind) {
        if self.killed.is_none() && self.ending.is_none() {
            self.killed = Some((reason, Instant::now()));
        }
        self.end();
    }

    /// Ends the run by the quickest means: pid 1 reports at once when it is told to stop, but only once it
    /// supervises a program; before that, and if it does not answer, it is killed.
    fn end(&self) {
        if self.setup_cpu.is_some() {
            self.cell.stop()
        } else {
            self.cell.kill()
        }
    }

    /// Ends the run if it is not over, and reports.
    pub fn finish(self) -> Result<RunReport> {
        self.finish_with_files().map(|(report, _)| report)
    }

    /// The same, with the files that the run was asked to leave.
    pub fn finish_with_files(mut self) -> Result<(RunReport, Collected)> {
        if self.ending.is_none() && self.failure.is_none() {
            self.kill(LimitKind::Requested);
        }
        while self.ending.is_none() && self.failure.is_none() {
            self.wait()?;
            self.pending.clear();
        }
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let report = self.report()?;
        let collected = self.collect()?;
        Ok((report, collected))
    }

    /// Lets a further token end the run.
    pub(crate) fn end_on(&mut self, token: &CancelToken, reason: LimitKind) {
        self.cancel.push((token.clone(), reason));
    }

    /// Hands our end of a pipe over to somebody else who will write to it.
    pub(crate) fn take_sink(&mut self, target: Target) -> Option<File> {
        self.sinks
            .iter_mut()
            .find(|s| s.target == target && s.queue.is_empty())?
            .file
            .take()
    }

    /// The incoming pipes by their numbers in the program.
    pub(crate) fn pipes_in(&self) -> Vec<u32> {
        let numbers = self.sinks.iter().filter_map(|s| match s.target {
            Target::PipeIn(number) => Some(number),
            Target::Stdin => None,
        });
        numbers.collect()
    }

    /// The outgoing pipes by their numbers in the program.
    pub(crate) fn pipe_numbers(&self) -> Vec<u32> {
        let numbers = self.sources.iter().filter_map(|s| match s.kind {
            SourceKind::Pipe(number) => Some(number),
            SourceKind::Stream(_) => None,
        });
        numbers.collect()
    }

    /// Whether a stream comes to us at all.
    pub(crate) fn has_stream(&self, stream: Stream) -> bool {
        self.sources.iter().any(|s| s.kind == SourceKind::Stream(stream))
    }

    pub(crate) fn control(&self) -> BorrowedFd<'_> {
        self.cell.control()
    }

    /// Why sending the last part failed.
    pub(crate) fn refusal(&self, step: &'static str, error: io::Error) -> Error {
        self.cell.refusal(step, error)
    }

    /// Attaches to the first process what has to be there before it forks: a counter, and the processor to stay on.
    pub(crate) fn attach(&mut self, count: bool, core: Option<usize>) -> Result<()> {
        if !count && core.is_none() {
            return Ok(());
        }
        while self.cell.pid.is_none() && self.ending.is_none() && self.failure.is_none() {
            self.wait()?;
        }
        let Some(pid) = self.cell.pid.filter(|_| self.ending.is_none()) else {
            // Whatever went wrong is told when the command is sent, or by the first event.
            return Ok(());
        };
        if count {
            // Not worth failing for: the figure is absent then, which the report can say.
            self.counter = sys::counter(Countable::INSTRUCTIONS, pid).ok();
        }
        match core {
            Some(core) => sys::pin(pid, core).map_err(Error::io(format!("keep a run on processor {core}"))),
            None => Ok(()),
        }
    }

    /// One wait and the handling of whatever ended it.
    fn wait(&mut self) -> Result<()> {
        let timeout = self.enforce()?;
        self.poll.clear();
        let control = self.poll.add(self.cell.control(), Interest::Read);
        let mut tokens = Vec::new();
        for (token, reason) in self.cancel.iter().filter(|_| self.killed.is_none()) {
            tokens.push((self.poll.add(token.event(), Interest::Read), *reason));
        }
        let mut sources = Vec::with_capacity(self.sources.len());
        for source in &self.sources {
            sources.push(source.file.as_ref().map(|f| self.poll.add(f.as_fd(), Interest::Read)));
        }
        let mut sinks = Vec::with_capacity(self.sinks.len());
        for sink in &self.sinks {
            let file = sink.file.as_ref().filter(|_| !sink.queue.is_empty());
            sinks.push(file.map(|f| self.poll.add(f.as_fd(), Interest::Write)));
        }
        let ready = self.poll.wait(timeout).map_err(Error::io("wait for a run"))?;
        if ready == 0 {
            return Ok(());
        }
        // User output first: what was printed before an answer must be delivered before it.
        for (index, slot) in sources.into_iter().enumerate() {
            if slot.is_some_and(|s| self.poll.ready(s)) {
                self.read_source(index)?;
            }
        }
        for (sink, slot) in self.sinks.iter_mut().zip(sinks) {
            if slot.is_some_and(|s| self.poll.ready(s)) && sink.flush() {
                self.pending.push_back(Event::WriteDone(sink.target));
            }
        }
        if let Some((_, reason)) = tokens.into_iter().find(|(slot, _)| self.poll.ready(*slot)) {
            self.kill(reason);
        }
        if self.poll.ready(control) {
            self.read_notices()?;
        }
        Ok(())
    }

    /// Kills when a limit is exceeded; returns how long nothing needs to be looked at.
    fn enforce(&mut self) -> Result<Duration> {
        let now = Instant::now();
        if let Some((_, since)) = self.killed {
            if now - since < OBEYING {
                return Ok(OBEYING - (now - since));
            }
            self.cell.kill();
            let left = DYING.checked_sub(now - since).ok_or_else(|| {
                Error::new(ErrorKind::Host, "kill a run: its processes have not died for 20 s")
                    .with_hint("a process may hang in the kernel; see its stack in /proc")
            })?;
            return Ok(left.min(OBEYING));
        }
        if now < self.next_check {
            return Ok(self.next_check - now);
        }
        let (cpu_left, wall_left) = self.left(now);
        let exceeded = match () {
            () if cpu_left.is_zero() => Some(LimitKind::CpuTime),
            () if wall_left.is_zero() && !self.was_starved(now) => Some(LimitKind::WallTime),
            () if self.cell.leaf.is_none() && self.sample.rss > self.limits.memory.as_bytes() => {
                Some(LimitKind::Memory)
            }
            () => None,
        };
        if let Some(kind) = exceeded {
            self.kill(kind);
            return Ok(OBEYING);
        }
        // A run whose wall time is over and that is still here was starved: it is looked at again shortly.
        let wall_wait = if wall_left.is_zero() { SAMPLING } else { wall_left };
        let mut wait = wall_wait.min((cpu_left / self.processors).max(SHORTEST_WAIT));
        if self.cell.leaf.is_none() {
            wait = wait.min(SAMPLING);
        }
        self.next_check = now + wait;
        Ok(wait)
    }

    /// Whether the run is past its wall time only because the host gave it no processor.
    ///
    /// The wall time limit is there for programs that sleep, wait or deadlock. One that *wants* to run and is not let (an overloaded host) gets the time back
    /// that it spent in the run queue, up to [`MOST_STARVATION`] times its limit.
    fn was_starved(&self, now: Instant) -> bool {
        let mut over = (now - self.started).saturating_sub(self.limits.wall.as_duration());
        let mut limit = self.limits.wall.as_duration();
        if let Some((budget, since, _)) = self.budget {
            let wall = budget.wall.as_duration();
            over = over.max((now - since).saturating_sub(wall));
            limit = limit.min(wall);
        }
        over < limit * MOST_STARVATION && self.cell.pid.is_some_and(|pid| over < tree::waited(pid))
    }

    /// CPU and wall time left until the nearest limit.
    fn left(&mut self, now: Instant) -> (Duration, Duration) {
        let cpu = self.cpu_now();
        let mut cpu_left = self.limits.cpu.as_duration().saturating_sub(cpu);
        let mut wall_left = self.limits.wall.as_duration().saturating_sub(now - self.started);
        if let Some((budget, since, cpu_before)) = self.budget {
            let used = cpu.saturating_sub(cpu_before);
            cpu_left = cpu_left.min(budget.cpu.as_duration().saturating_sub(used));
            wall_left = wall_left.min(budget.wall.as_duration().saturating_sub(now - since));
        }
        (cpu_left, wall_left)
    }

    /// CPU time so far, without our own set-up. Zero until exec.
    fn cpu_now(&mut self) -> Duration {
        let Some(setup) = self.setup_cpu else {
            return Duration::ZERO;
        };
        match (&self.cell.leaf, self.cell.pid) {
            (Some(leaf), _) => leaf.cpu().unwrap_or_default().saturating_sub(setup),
            (None, Some(pid)) => {
                self.sample.update(pid);
                self.sample.cpu.saturating_sub(setup)
            }
            (None, None) => Duration::ZERO,
        }
    }

    /// Reads once. `false` when there is nothing (more) to read now.
    fn read_source(&mut self, index: usize) -> Result<bool> {
        if self.buffer.is_empty() {
            self.buffer.resize(CHUNK, 0);
        }
        let Some(source) = self.sources.get_mut(index) else {
            return Ok(false);
        };
        let Some(file) = source.file.as_mut() else {
            return Ok(false);
        };
        let bytes = match file.read(&mut self.buffer) {
            Ok(0) => {
                source.file = None;
                return Ok(false);
            }
            Ok(n) => self.buffer.get(..n).unwrap_or_default(),
            Err(e) if matches!(e.kind(), IoKind::WouldBlock | IoKind::Interrupted) => return Ok(false),
            Err(e) => return Err(Error::io("read what a program printed")(e)),
        };
        let room = usize::try_from(source.cap - source.report.bytes.min(source.cap)).unwrap_or(usize::MAX);
        source.report.bytes += bytes.len() as u64;
        let kept = bytes.get(..bytes.len().min(room)).unwrap_or_default();
        let over = kept.len() < bytes.len();
        source.report.truncated |= over;
        if !kept.is_empty() {
            self.pending.push_back(match source.kind {
                SourceKind::Stream(Stream::Stdout) => Event::Stdout(kept.to_vec()),
                SourceKind::Stream(Stream::Stderr) => Event::Stderr(kept.to_vec()),
                SourceKind::Pipe(number) => Event::Out(number, kept.to_vec()),
            });
        }
        if over
            && self.limits.output.policy == OutputPolicy::Kill
            && let SourceKind::Stream(stream) = source.kind
        {
            // Even when the program has ended meanwhile: it did print too much.
            self.killed.get_or_insert((LimitKind::Output(stream), Instant::now()));
            self.end();
        }
        Ok(true)
    }

    /// Handles what the launcher, pid 1 and pid 2 have to say.
    fn read_notices(&mut self) -> Result<()> {
        let mut message = [0u8; step::NOTICE_MAX];
        loop {
            let received = match sys::receive(self.cell.control(), &mut message, false) {
                Ok(received) => received,
                Err(e) if e.kind() == IoKind::WouldBlock => return Ok(()),
                // It died with messages of ours unread. The kernel says so once; what it had told us before is still there.
                Err(e) if e.kind() == IoKind::ConnectionReset => continue,
                Err(e) => return Err(Error::io("read from the control socket of a run")(e)),
            };
            if received.length == 0 {
                return self.lost();
            }
            let notice = message.get(..received.length).and_then(Notice::decode);
            self.notice(
                notice.ok_or_else(|| Error::new(ErrorKind::Launcher, "understand a notice of a run"))?,
                received.fd,
            )?;
            if self.ending.is_some() {
                return Ok(());
            }
        }
    }

    fn notice(&mut self, notice: Notice, fd: Option<OwnedFd>) -> Result<()> {
        match notice {
            Notice::Created { pid } => {
                let handle = fd.is_some();
                self.cell.created(pid, fd);
                if !handle {
                    // Without it the run could be neither stopped nor waited for.
                    self.killed.get_or_insert((LimitKind::Requested, Instant::now()));
                    self.cell.kill();
                    self.failure.get_or_insert_with(|| {
                        Error::new(ErrorKind::Io, "receive the handle of a run's first process")
                            .with_errno(libc::EMFILE)
                    });
                } else if self.killed.is_some() {
                    self.end();
                }
            }
            Notice::Failed {
                opcode,
                index,
                errno,
                part,
            } => {
                self.failure
                    .get_or_insert_with(|| enforcement::failure(part, index, opcode, errno));
                self.killed.get_or_insert((LimitKind::Requested, Instant::now()));
                self.cell.kill();
            }
            Notice::Ready => {}
            Notice::Skipped { opcode, errno } => self.skipped.push((opcode, errno)),
            Notice::Starting {
                setup_cpu_ns,
                pid_one_cpu_ns,
            } => {
                // Only a cgroup counts pid 1; the sampled tree and its reaped children begin below it.
                let pid_one = self.cell.leaf.as_ref().map_or(0, |_| pid_one_cpu_ns);
                self.setup_cpu = Some(Duration::from_nanos(setup_cpu_ns.saturating_add(pid_one)));
                self.until_exec = self.started.elapsed();
            }
            Notice::Exited {
                status,
                children_cpu_us,
                own_cpu_ns,
                max_rss_kib,
            } => {
                let account = Account {
                    status,
                    children_cpu: Duration::from_micros(children_cpu_us),
                    own_cpu: Duration::from_nanos(own_cpu_ns),
                    max_rss: max_rss_kib * 1024,
                };
                self.cell.over = true;
                self.over(Some(account))?;
            }
        }
        Ok(())
    }

    /// Pid 1 is gone without a report: killed by us or by the kernel, or taken along by the launcher.
    fn lost(&mut self) -> Result<()> {
        if let Some(pidfd) = &self.cell.pidfd {
            // The socket closes a moment before the rest of the namespace is dead.
            self.poll.clear();
            self.poll.add(pidfd.as_fd(), Interest::Read);
            if self.poll.wait(DYING).map_err(Error::io("wait for a run to die"))? == 0 {
                return Err(Error::new(
                    ErrorKind::Host,
                    "kill a run: its processes have not died for 20 s",
                ));
            }
        }
        let oom = self.cell.leaf.as_ref().is_some_and(|l| l.oom_kills() > 0);
        if self.killed.is_none() && !oom {
            self.failure.get_or_insert_with(|| {
                Error::new(
                    ErrorKind::Launcher,
                    "watch a run: the launcher has died and taken it along",
                )
                .with_hint("the next run starts a new launcher")
            });
        }
        self.over(None)
    }

    /// All processes are dead. What they have printed is still in the pipes.
    fn over(&mut self, account: Option<Account>) -> Result<()> {
        self.ending = Some(Ending {
            at: Instant::now(),
            account,
        });
        for index in 0..self.sources.len() {
            while self.read_source(index)? {}
        }
        self.sinks.clear();
        Ok(())
    }

    fn stream(&self, stream: Stream) -> StreamReport {
        let source = self.sources.iter().find(|s| s.kind == SourceKind::Stream(stream));
        source.map_or(StreamReport::default(), |s| s.report)
    }

    fn report(&mut self) -> Result<RunReport> {
        let (leaf, ending) = (&self.cell.leaf, &self.ending);
        let account = ending.as_ref().and_then(|e| e.account.as_ref());
        let oom_kills = leaf.as_ref().map_or(0, |l| l.oom_kills());
        if oom_kills > 0 && leaf.as_ref().is_some_and(|l| !l.met_memory_limit()) {
            return Err(Error::new(
                ErrorKind::Io,
                "finish a run: the host itself ran out of memory and killed it, which was within its limit",
            )
            .with_hint("try again; give the host more memory or run fewer jobs at a time"));
        }
        let setup = self.setup_cpu.unwrap_or_default();
        let (cpu, cpu_source) = match (leaf, account) {
            (Some(leaf), account) => {
                let ours = setup + account.map_or(Duration::ZERO, |a| a.own_cpu);
                let total = leaf.cpu().map_err(Error::io("read the CPU time of a run"))?;
                (total.saturating_sub(ours), CpuSource::Cgroup)
            }
            // Children that nobody waited for are missing in every account.
            (None, Some(account)) if account.children_cpu < self.sample.cpu => {
                (self.sample.cpu.saturating_sub(setup), CpuSource::SampledTree)
            }
            (None, Some(account)) => (account.children_cpu.saturating_sub(setup), CpuSource::Reaped),
            (None, None) => (self.sample.cpu.saturating_sub(setup), CpuSource::SampledTree),
        };
        let cgroup_peak = leaf.as_ref().and_then(|l| l.peak_memory());
        let max_rss = account.map_or(0, |a| a.max_rss).max(self.sample.peak_rss);
        let (peak_memory, memory_source) = match cgroup_peak {
            Some(peak) => (Some(peak), MemorySource::CgroupPeak),
            None if self.sample.peak_rss > 0 => (Some(max_rss), MemorySource::SampledTree),
            None if max_rss > 0 => (Some(max_rss), MemorySource::MaxRss),
            None => (None, MemorySource::Unknown),
        };
        // Between two samples a process can grow and end: the kernel's account of it has seen that.
        let outgrown = leaf.is_none() && max_rss > self.limits.memory.as_bytes();
        let ended = ending.as_ref().map_or_else(Instant::now, |e| e.at);
        Ok(RunReport {
            termination: termination(
                self.killed.map(|(kind, _)| kind),
                account.map(|a| a.status),
                oom_kills > 0 || outgrown,
            ),
            cpu: CpuTime::new(cpu),
            cpu_source,
            wall: WallTime::new(ended - self.started),
            instructions: self
                .counter
                .as_ref()
                .and_then(|c| sys::counted(c.as_fd()).ok().flatten()),
            peak_memory,
            memory_source,
            oom_kills,
            fork_denials: leaf.as_ref().and_then(|l| l.fork_denials()),
            stdout: self.stream(Stream::Stdout),
            stderr: self.stream(Stream::Stderr),
            tier: self.tier,
            enforcement: enforcement::layers(self.tier, &self.policy, self.landlock_abi, &self.without, &self.skipped),
            startup: Startup {
                armed: self.armed,
                setup_cpu: CpuTime::new(setup),
                until_exec: WallTime::new(self.until_exec),
            },
        })
    }

    fn collect(&mut self) -> Result<Collected> {
        let complete = self.ending.as_ref().is_some_and(|e| e.account.is_some());
        let Some((file, limit)) = self.collected.take().filter(|_| complete) else {
            return Ok(Collected::default());
        };
        let size = file.metadata().map_err(Error::io("look at the collected files"))?.len();
        if size > limit {
            return Err(Error::new(
                ErrorKind::Io,
                format!("accept the collected files: {size} bytes, at most {limit}"),
            ));
        }
        let mut stream = vec![0; usize::try_from(size).unwrap_or(usize::MAX)];
        std::os::unix::fs::FileExt::read_exact_at(&file, &mut stream, 0)
            .map_err(Error::io("read the collected files"))?;
        parse_collected(&stream)
    }
}

/// The kernel's word on memory comes first; then a flood, which is certain whatever happened afterwards; then
/// the program's own ending, even if a limit was about to be enforced at that moment.
fn termination(killed: Option<LimitKind>, status: Option<i32>, out_of_memory: bool) -> Termination {
    let own = status.map(Termination::from_wait).filter(|own| {
        // With a kill of ours under way, death by SIGKILL is ours.
        killed.is_none() || *own != Termination::Signalled(Signal(libc::SIGKILL))
    });
    match (killed, own) {
        (Some(kind @ (LimitKind::Cancelled | LimitKind::Requested)), None) => Termination::Killed(kind),
        _ if out_of_memory => Termination::Killed(LimitKind::Memory),
        (Some(kind @ LimitKind::Output(_)), _) => Termination::Killed(kind),
        (_, Some(own)) => own,
        (Some(kind), None) => Termination::Killed(kind),
        (None, None) => Termination::Killed(LimitKind::Requested),
    }
}

impl Source {
    fn new(kind: SourceKind, fd: OwnedFd, cap: u64) -> Self {
        Source {
            kind,
            file: Some(fd.into()),
            report: StreamReport::default(),
            cap,
        }
    }
}

impl Sink {
    fn new(target: Target, fd: OwnedFd) -> Self {
        Sink {
            target,
            file: Some(fd.into()),
            queue: VecDeque::new(),
            written_of_first: 0,
            close_when_done: false,
        }
    }

    /// Writes as much as the pipe takes. `true` when that emptied the queue.
    fn flush(&mut self) -> bool {
        let had_work = !self.queue.is_empty();
        while let (Some(first), Some(file)) = (self.queue.front(), self.file.as_mut()) {
            let rest = first.get(self.written_of_first..).unwrap_or_default();
            if rest.is_empty() {
                self.queue.pop_front();
                self.written_of_first = 0;
                continue;
            }
            match sys::without_sigpipe(|| file.write(rest)) {
                Ok(n) => self.written_of_first += n,
                Err(e) if e.kind() == IoKind::Interrupted => {}
                Err(e) if e.kind() == IoKind::WouldBlock => return false,
                // EPIPE: nobody will ever read the rest.
                Err(_) => self.file = None,
            }
        }
        if self.file.is_none() {
            self.queue.clear();
        }
        if self.close_when_done {
            self.file = None;
        }
        had_work
    }
}
