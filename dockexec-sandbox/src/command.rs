//! What to run: a builder named after `std::process::Command`.

use std::ffi::CString;
use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::sync::Arc;

use crate::cancel::CancelToken;
use crate::cell::Cell;
use crate::child::Child;
use crate::collect::{CollectSpec, Collected};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
use crate::plan::{self, Start, StartProgram};
use crate::policy::Policy;
use crate::report::RunReport;
use crate::sandbox::{Core, Sandbox};
use crate::session::{Ends, Event, Session, Target};
use crate::sys;

/// Where a standard stream leads.
#[derive(Debug, Default)]
pub enum Stdio {
    /// Nowhere: reads end at once, writes vanish.
    Null,
    /// To us, through a pipe.
    #[default]
    Piped,
    /// To this descriptor.
    Fd(OwnedFd),
    /// To the host's own stream. For trusted terminals only.
    Inherit,
}

#[derive(Debug, Clone)]
enum Program {
    Path(String),
    Fd(Arc<OwnedFd>),
}

/// A sealed memfd with a program in it, for [`Command::from_fd`]. It can be executed any number of times, by
/// any number of runs at once, and changed by nobody.
pub fn program_from_bytes(bytes: &[u8]) -> Result<OwnedFd> {
    sys::sealed_memfd(c"program", bytes, true).map_err(|error| {
        let forbidden = error.raw_os_error() == Some(libc::EACCES);
        let error = Error::io("put a program into a memfd")(error);
        if forbidden {
            error.with_kind(ErrorKind::Host).with_hint(
                "the sysctl vm.memfd_noexec is 2: set it to 1, or hand the program over as a file (Command::file) and execute that",
            )
        } else {
            error
        }
    })
}

/// A command to run in a sandbox.
#[derive(Debug)]
pub struct Command {
    program: Program,
    args: Vec<String>,
    env: Vec<(String, String)>,
    current_dir: Option<String>,
    policy: Option<Arc<Policy>>,
    limits: Limits,
    files: Vec<(String, u32, Arc<[u8]>)>,
    stdin: Stdio,
    stdout: Stdio,
    stderr: Stdio,
    input: Option<Arc<[u8]>>,
    pipes_in: Vec<u32>,
    pipes_out: Vec<u32>,
    passed: Vec<(OwnedFd, u32)>,
    collect: Option<CollectSpec>,
    cancel: Option<CancelToken>,
    core: Option<usize>,
}

/// Everything about a finished run.
#[derive(Debug)]
#[non_exhaustive]
pub struct Output {
    /// What happened.
    pub report: RunReport,
    /// What the program printed.
    pub stdout: Vec<u8>,
    /// What it printed on standard error.
    pub stderr: Vec<u8>,
    /// The files it left, as far as they were asked for.
    pub collected: Collected,
}

impl Command {
    /// A program by its path *inside* the sandbox.
    pub fn new(program: impl Into<String>) -> Self {
        let path = program.into();
        Self::with(Program::Path(path.clone()), path)
    }

    /// A program from a memfd (see [`program_from_bytes`]): no path of it is visible inside, nothing is copied.
    pub fn from_fd(program: impl Into<Arc<OwnedFd>>, argv0: impl Into<String>) -> Self {
        Self::with(Program::Fd(program.into()), argv0.into())
    }

    fn with(program: Program, argv0: String) -> Self {
        Command {
            program,
            args: vec![argv0],
            env: Vec::new(),
            current_dir: None,
            policy: None,
            limits: Limits::default(),
            files: Vec::new(),
            stdin: Stdio::Piped,
            stdout: Stdio::Piped,
            stderr: Stdio::Piped,
            input: None,
            pipes_in: Vec::new(),
            pipes_out: Vec::new(),
            passed: Vec::new(),
            collect: None,
            cancel: None,
            core: None,
        }
    }

    /// Adds an argument.
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Adds arguments.
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Sets a variable. The environment starts empty.
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Sets variables.
    pub fn envs<N: Into<String>, V: Into<String>>(mut self, vars: impl IntoIterator<Item = (N, V)>) -> Self {
        self.env.extend(vars.into_iter().map(|(n, v)| (n.into(), v.into())));
        self
    }

    /// The directory to start in; the policy's work directory unless set.
    pub fn current_dir(mut self, path: impl Into<String>) -> Self {
        self.current_dir = Some(path.into());
        self
    }

    /// The rules. Without them: no host files at all, which suits static programs.
    pub fn policy(mut self, policy: &Arc<Policy>) -> Self {
        self.policy = Some(Arc::clone(policy));
        self
    }

    /// The limits.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// A file that is there when the program starts; relative paths are below the work directory. It belongs
    /// to the run and must be in a writable place.
    pub fn file(mut self, path: impl Into<String>, mode: u32, bytes: impl Into<Arc<[u8]>>) -> Self {
        self.files.push((path.into(), mode, bytes.into()));
        self
    }

    /// Where standard input comes from.
    pub fn stdin(mut self, stdin: Stdio) -> Self {
        self.stdin = stdin;
        self
    }

    /// Where standard output goes.
    pub fn stdout(mut self, stdout: Stdio) -> Self {
        self.stdout = stdout;
        self
    }

    /// Where standard error goes.
    pub fn stderr(mut self, stderr: Stdio) -> Self {
        self.stderr = stderr;
        self
    }

    /// Bytes to write to standard input, which is then closed.
    pub fn input(mut self, bytes: impl Into<Arc<[u8]>>) -> Self {
        self.input = Some(bytes.into());
        self
    }

    /// A pipe from us to descriptor `child_fd` of the program; written with `Session::write(Target::PipeIn(…))`.
    pub fn pass_pipe_in(mut self, child_fd: u32) -> Self {
        self.pipes_in.push(child_fd);
        self
    }

    /// A pipe from descriptor `child_fd` of the program to us; read as `Event::Out`.
    pub fn pass_pipe_out(mut self, child_fd: u32) -> Self {
        self.pipes_out.push(child_fd);
        self
    }

    /// Gives the program a descriptor of ours under the number `child_fd`.
    pub fn pass_fd(mut self, fd: OwnedFd, child_fd: u32) -> Self {
        self.passed.push((fd, child_fd));
        self
    }

    /// Brings files out when the program has ended.
    pub fn collect(mut self, spec: CollectSpec) -> Self {
        self.collect = Some(spec);
        self
    }

    /// Keeps the run on one processor of the host, by number: it then neither moves nor meets those that are kept elsewhere.
    pub fn pin(mut self, core: usize) -> Self {
        self.core = Some(core);
        self
    }

    /// Lets `token` end the run.
    pub fn cancel(mut self, token: &CancelToken) -> Self {
        self.cancel = Some(token.clone());
        self
    }

    /// Runs to the end and returns everything.
    pub fn output(self, sandbox: &Sandbox) -> Result<Output> {
        collect_output(self.session(sandbox)?)
    }

    /// Starts the run and watches over it in a thread of its own.
    pub fn spawn(self, sandbox: &Sandbox) -> Result<Child> {
        Child::new(self.session(sandbox)?)
    }

    /// Starts the run; the caller watches over it by calling `Session::next_event`.
    pub fn session(self, sandbox: &Sandbox) -> Result<Session> {
        let policy = match &self.policy {
            Some(policy) => Arc::clone(policy),
            None => default_policy()?,
        };
        self.limits.validate()?;
        let core = sandbox.core();
        let (cell, armed) = core.armed_cell(&policy, &self.limits)?;
        self.start(core, &policy, cell, armed)
    }

    /// Sends the go part to a cell that has its arm part already.
    pub(crate) fn start(mut self, core: &Arc<Core>, policy: &Arc<Policy>, cell: Cell, armed: bool) -> Result<Session> {
        let wiring = self.wire(cell.ids)?;
        let prepared = self.prepared(policy)?;
        let start = Start {
            program: match (&prepared.path, wiring.program) {
                (_, Some(slot)) => StartProgram::Slot(slot),
                (path, None) => StartProgram::Path(path),
            },
            argv: &prepared.argv,
            env: &prepared.env,
            current_dir: self.current_dir.as_deref().unwrap_or(policy.workdir()),
            files: &prepared.files,
            descriptors: &wiring.numbers,
            collect: prepared.collect.as_ref().and_then(|(paths, spec)| {
                wiring
                    .collect
                    .map(|slot| (slot, paths.as_slice(), spec.max_bytes, spec.max_files))
            }),
        };
        let go = plan::go_part(&core.facts, policy, &self.limits, &start)?;
        let mut fds: Vec<_> = wiring.child_ends.iter().map(AsFd::as_fd).collect();
        if let Program::Fd(program) = &self.program {
            fds.push(program.as_ref().as_fd());
        }
        let mut session = Session::new(core, policy, &self.limits, cell, wiring.ends, armed, self.cancel.take());
        session.attach(core.facts.counts_instructions, self.core)?;
        go.send(session.control(), &fds)
            .map_err(|e| session.refusal("send the command of a run", e))?;
        drop(fds);
        drop(wiring.child_ends);
        if let Some(input) = self.input.take() {
            session.write(Target::Stdin, input)?;
            session.close(Target::Stdin);
        }
        Ok(session)
    }

    fn prepared(&self, policy: &Policy) -> Result<Prepared> {
        let strings = |texts: &[String]| texts.iter().map(|t| plan::nul(t)).collect::<Result<Vec<_>>>();
        let absolute = |path: &str| -> Result<CString> {
            if path.split('/').any(|component| component == "..") {
                return Err(Error::policy(format!(
                    "use the path {path:?}: it must not contain `..`"
                )));
            }
            if path.starts_with('/') {
                plan::nul(path)
            } else {
                plan::nul(&format!("{}/{path}", policy.workdir()))
            }
        };
        if let Some((name, _)) = self.env.iter().find(|(n, _)| n.is_empty() || n.contains('=')) {
            return Err(Error::policy(format!(
                "set the variable {name:?}: a name is not empty and without `=`"
            )));
        }
        let env: Vec<String> = self.env.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let files = self
            .files
            .iter()
            .map(|(path, mode, bytes)| Ok((absolute(path)?, mode & 0o777, Arc::clone(bytes))));
        let collect = self.collect.as_ref().map(|spec| {
            let paths = spec.paths.iter().map(|p| absolute(p)).collect::<Result<Vec<_>>>();
            paths.map(|paths| (paths, spec.clone()))
        });
        Ok(Prepared {
            path: match &self.program {
                Program::Path(path) => plan::nul(path)?,
                Program::Fd(_) => CString::default(),
            },
            argv: strings(&self.args)?,
            env: strings(&env)?,
            files: files.collect::<Result<_>>()?,
            collect: collect.transpose()?,
        })
    }

    /// Makes all pipes. The order of `child_ends` is the order of the slots.
    fn wire(&mut self, ids: (u32, u32)) -> Result<Wiring> {
        let mut wiring = Wiring::default();
        let streams = [
            std::mem::take(&mut self.stdin),
            std::mem::take(&mut self.stdout),
            std::mem::take(&mut self.stderr),
        ];
        for (number, stdio) in (0u32..).zip(streams) {
            wiring.stream(number, stdio, ids)?;
        }
        for &number in &self.pipes_in {
            let host = wiring.pipe(number, true, ids)?;
            wiring.ends.pipes_in.push((number, host));
        }
        for &number in &self.pipes_out {
            let host = wiring.pipe(number, false, ids)?;
            wiring.ends.pipes_out.push((number, host));
        }
        for (fd, number) in self.passed.drain(..) {
            wiring.give(fd, number)?;
        }
        if self.collect.is_some() {
            let memfd = sys::memfd(c"collected", false).map_err(Error::io("make a memfd for collected files"))?;
            let copy = memfd.try_clone().map_err(Error::io("duplicate a memfd"))?;
            wiring.collect = Some(wiring.slot(copy)?);
            wiring.ends.collected = Some(File::from(memfd));
            wiring.ends.collect_limit = self.collect.as_ref().map_or(0, CollectSpec::encoded_limit);
        }
        if let Program::Fd(_) = self.program {
            // Its slot is the last: the descriptor is shared and only borrowed for the message.
            wiring.program = Some(u16::try_from(wiring.child_ends.len()).unwrap_or(u16::MAX));
        }
        Ok(wiring)
    }
}

struct Prepared {
    path: CString,
    argv: Vec<CString>,
    env: Vec<CString>,
    files: Vec<(CString, u32, Arc<[u8]>)>,
    collect: Option<(Vec<CString>, CollectSpec)>,
}

#[derive(Default)]
struct Wiring {
    child_ends: Vec<OwnedFd>,
    /// (slot, number in the program)
    numbers: Vec<(u16, u32)>,
    ends: Ends,
    collect: Option<u16>,
    program: Option<u16>,
}

impl Wiring {
    fn stream(&mut self, number: u32, stdio: Stdio, ids: (u32, u32)) -> Result<()> {
        match stdio {
            Stdio::Null => {
                let null = File::options()
                    .read(number == 0)
                    .write(number != 0)
                    .open(Path::new("/dev/null"));
                self.give(null.map_err(Error::io("open /dev/null"))?.into(), number)
            }
            Stdio::Fd(fd) => self.give(fd, number),
            Stdio::Inherit => {
                let copy = match number {
                    0 => std::io::stdin().as_fd().try_clone_to_owned(),
                    1 => std::io::stdout().as_fd().try_clone_to_owned(),
                    _ => std::io::stderr().as_fd().try_clone_to_owned(),
                };
                self.give(copy.map_err(Error::io("duplicate a standard stream"))?, number)
            }
            Stdio::Piped => {
                let host = Some(self.pipe(number, number == 0, ids)?);
                match number {
                    0 => self.ends.stdin = host,
                    1 => self.ends.stdout = host,
                    _ => self.ends.stderr = host,
                }
                Ok(())
            }
        }
    }

    /// A pipe between us and `number`; returns our end, which never blocks.
    fn pipe(&mut self, number: u32, to_child: bool, ids: (u32, u32)) -> Result<OwnedFd> {
        let (read, write) = sys::pipe().map_err(Error::io("make a pipe"))?;
        let (child, host) = if to_child { (read, write) } else { (write, read) };
        sys::set_nonblocking(host.as_fd()).map_err(Error::io("make a pipe non-blocking"))?;
        // So that /dev/stdin and its like can be reopened by a program that is somebody else.
        if ids.0 != sys::effective_ids().0 {
            sys::change_owner(child.as_fd(), ids.0, ids.1).map_err(Error::io("give a pipe to the run's user"))?;
        }
        self.give(child, number)?;
        Ok(host)
    }

    fn give(&mut self, fd: OwnedFd, number: u32) -> Result<()> {
        let taken = self.numbers.iter().any(|(_, n)| *n == number);
        if taken || number >= plan::step::FIRST_PLAN_FD as u32 {
            return Err(Error::policy(format!("pass descriptor number {number}"))
                .with_hint("numbers are below 256 and each is given once"));
        }
        let slot = self.slot(fd)?;
        self.numbers.push((slot, number));
        Ok(())
    }

    fn slot(&mut self, fd: OwnedFd) -> Result<u16> {
        let slot = self.child_ends.len();
        if slot + 2 > plan::step::MAX_FDS {
            return Err(Error::policy(format!(
                "pass more than {} descriptors",
                plan::step::MAX_FDS - 2
            )));
        }
        self.child_ends.push(fd);
        u16::try_from(slot).map_err(|_| Error::policy("number a descriptor"))
    }
}

/// The processors that this process may use, by number: what [`Command::pin`] takes.
pub fn usable_processors() -> Result<Vec<usize>> {
    sys::usable_processors().map_err(Error::io("ask for the usable processors"))
}

fn default_policy() -> Result<Arc<Policy>> {
    static DEFAULT: std::sync::OnceLock<Arc<Policy>> = std::sync::OnceLock::new();
    if let Some(policy) = DEFAULT.get() {
        return Ok(Arc::clone(policy));
    }
    let policy = Arc::new(Policy::builder().build()?);
    Ok(Arc::clone(DEFAULT.get_or_init(|| policy)))
}

/// Drives a session to its end and keeps what it printed.
pub(crate) fn collect_output(mut session: Session) -> Result<Output> {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    loop {
        match session.next_event()? {
            Event::Stdout(bytes) => append(&mut stdout, bytes),
            Event::Stderr(bytes) => append(&mut stderr, bytes),
            Event::Exited => break,
            Event::Out(..) | Event::WriteDone(_) => {}
        }
    }
    let (report, collected) = session.finish_with_files()?;
    Ok(Output {
        report,
        stdout,
        stderr,
        collected,
    })
}

fn append(all: &mut Vec<u8>, bytes: Vec<u8>) {
    if all.is_empty() {
        *all = bytes;
    } else {
        all.extend_from_slice(&bytes);
    }
}
