//! A run with a thread of its own that watches over it, in the shape of `std::process::Child`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::cancel::CancelToken;
use crate::error::{Error, Result};
use crate::report::{LimitKind, RunReport, Stream};
use crate::session::{Event, Session, Target};
use crate::sys;

/// A running program. Dropping it kills the run and does not wait.
#[derive(Debug)]
pub struct Child {
    /// Writing end of standard input, if it is piped.
    pub stdin: Option<ChildStdin>,
    /// Reading end of standard output, if it is piped.
    pub stdout: Option<ChildStdout>,
    /// Reading end of standard error, if it is piped.
    pub stderr: Option<ChildStdout>,
    /// Writing ends of further pipes, by their numbers in the program.
    pub pipes_in: BTreeMap<u32, ChildStdin>,
    /// Reading ends of further pipes, by their numbers in the program.
    pub pipes_out: BTreeMap<u32, ChildStdout>,
    state: Arc<State>,
    kill: CancelToken,
}

#[derive(Debug, Default)]
struct State {
    result: Mutex<Progress>,
    done: Condvar,
}

#[derive(Debug, Default)]
enum Progress {
    #[default]
    Running,
    Done(Box<RunReport>),
    Failed(Option<Error>),
}

impl Child {
    pub(crate) fn new(mut session: Session) -> Result<Self> {
        let kill = CancelToken::new()?;
        session.end_on(&kill, LimitKind::Requested);
        let stdin = take_sink(&mut session, Target::Stdin)?;
        let mut pipes_in = BTreeMap::new();
        for number in session.pipes_in() {
            pipes_in.extend(take_sink(&mut session, Target::PipeIn(number))?.map(|pipe| (number, pipe)));
        }
        let (stdout, to_stdout) = channel(session.has_stream(Stream::Stdout));
        let (stderr, to_stderr) = channel(session.has_stream(Stream::Stderr));
        let (mut pipes_out, mut to_pipes) = (BTreeMap::new(), BTreeMap::new());
        for number in session.pipe_numbers() {
            let (sender, receiver) = mpsc::channel();
            pipes_out.insert(number, ChildStdout::new(receiver));
            to_pipes.insert(number, sender);
        }
        let state = Arc::new(State::default());
        let watched = Watched {
            to_stdout,
            to_stderr,
            to_pipes,
            state: Arc::clone(&state),
        };
        std::thread::Builder::new()
            .name("dockexec-monitor".into())
            .spawn(move || watched.watch(session))
            .map_err(Error::io("start a monitor thread"))?;
        Ok(Child {
            stdin,
            stdout,
            stderr,
            pipes_in,
            pipes_out,
            state,
            kill,
        })
    }

    /// Waits for the end. Closes standard input first if it has not been taken, as `std::process` does.
    pub fn wait(&mut self) -> Result<RunReport> {
        self.stdin = None;
        let mut progress = self.state.lock();
        while matches!(*progress, Progress::Running) {
            progress = self.state.done.wait(progress).unwrap_or_else(PoisonError::into_inner);
        }
        outcome(&mut progress)
    }

    /// The report, if the run is over.
    pub fn try_wait(&mut self) -> Result<Option<RunReport>> {
        let mut progress = self.state.lock();
        if matches!(*progress, Progress::Running) {
            return Ok(None);
        }
        outcome(&mut progress).map(Some)
    }

    /// Kills the run; `wait` then returns soon.
    pub fn kill(&self) {
        self.kill.cancel();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.kill.cancel();
    }
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.result.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn outcome(progress: &mut Progress) -> Result<RunReport> {
    match progress {
        Progress::Done(report) => Ok((**report).clone()),
        Progress::Failed(error) => Err(error
            .take()
            .unwrap_or_else(|| Error::policy("wait for a run whose failure was reported already"))),
        Progress::Running => Err(Error::policy("read the report of a run that is not over")),
    }
}

/// What the monitor thread holds. The channels are unbounded, and yet bounded: by the output limits.
struct Watched {
    to_stdout: Option<Sender<Vec<u8>>>,
    to_stderr: Option<Sender<Vec<u8>>>,
    to_pipes: BTreeMap<u32, Sender<Vec<u8>>>,
    state: Arc<State>,
}

impl Watched {
    fn watch(self, session: Session) {
        let result = self.follow(session);
        let mut progress = self.state.lock();
        *progress = match result {
            Ok(report) => Progress::Done(Box::new(report)),
            Err(error) => Progress::Failed(Some(error)),
        };
        drop(progress);
        self.state.done.notify_all();
    }

    fn follow(&self, mut session: Session) -> Result<RunReport> {
        loop {
            // A reader that has gone away misses the rest; that is its choice.
            match session.next_event()? {
                Event::Stdout(bytes) => drop(self.to_stdout.as_ref().map(|s| s.send(bytes))),
                Event::Stderr(bytes) => drop(self.to_stderr.as_ref().map(|s| s.send(bytes))),
                Event::Out(number, bytes) => drop(self.to_pipes.get(&number).map(|s| s.send(bytes))),
                Event::WriteDone(_) => {}
                Event::Exited => return session.finish(),
            }
        }
    }
}

/// The writing end of a pipe, for somebody who expects to wait when it is full.
fn take_sink(session: &mut Session, target: Target) -> Result<Option<ChildStdin>> {
    let Some(file) = session.take_sink(target) else {
        return Ok(None);
    };
    sys::set_blocking(file.as_fd()).map_err(Error::io("make a pipe blocking"))?;
    Ok(Some(ChildStdin(file)))
}

fn channel(piped: bool) -> (Option<ChildStdout>, Option<Sender<Vec<u8>>>) {
    let (sender, receiver) = mpsc::channel();
    if piped {
        (Some(ChildStdout::new(receiver)), Some(sender))
    } else {
        (None, None)
    }
}

/// Writes to a program's standard input; dropping it is the end of the input.
#[derive(Debug)]
pub struct ChildStdin(File);

impl Write for ChildStdin {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        sys::without_sigpipe(|| self.0.write(buf))
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl From<ChildStdin> for OwnedFd {
    fn from(stdin: ChildStdin) -> OwnedFd {
        stdin.0.into()
    }
}

/// Reads what a program prints, as it comes.
#[derive(Debug)]
pub struct ChildStdout {
    receiver: Receiver<Vec<u8>>,
    current: io::Cursor<Vec<u8>>,
}

impl ChildStdout {
    fn new(receiver: Receiver<Vec<u8>>) -> Self {
        ChildStdout {
            receiver,
            current: io::Cursor::default(),
        }
    }
}

impl Read for ChildStdout {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.current.read(buf)?;
            if read > 0 || buf.is_empty() {
                return Ok(read);
            }
            match self.receiver.recv() {
                Ok(bytes) => self.current = io::Cursor::new(bytes),
                Err(mpsc::RecvError) => return Ok(0),
            }
        }
    }
}
