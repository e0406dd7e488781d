//! `Run`: a judgement in the making, as a thread of Python's sees it, and the bell that tells an event loop of news.

use std::collections::{BTreeSet, VecDeque};
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsRawFd;
use std::process;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use dockexec_core::event::StageEvent;
use dockexec_core::execute::CancelToken;
use dockexec_core::{Error, Result, Stage};
use dockexec_protocol::{ErrorRecord, Id, Job};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

use crate::convert::to_json;
use crate::error::{of_record, raise};

/// How often a waiting thread looks whether it was interrupted.
const LOOK_UP: Duration = Duration::from_millis(50);

/// What a thread of the engine leaves for threads of Python's.
struct Inbox {
    state: Mutex<State>,
    news: Condvar,
}

#[derive(Default)]
struct State {
    events: VecDeque<StageEvent>,
    /// The judgement's JSON, or what went wrong.
    outcome: Option<Arc<std::result::Result<String, ErrorRecord>>>,
    /// Who is told of the next news, once.
    listeners: Vec<Listener>,
}

struct Listener {
    rope: Arc<Rope>,
    token: u64,
    /// Whether events are news to it, or the end alone.
    events: bool,
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        let over = state.outcome.is_some();
        let told: Vec<_> = state.listeners.extract_if(.., |one| over || one.events).collect();
        drop(state);
        self.news.notify_all();
        for one in told {
            one.rope.pull(one.token);
        }
    }
}

/// A judgement in the making. Letting go of it cancels it.
#[pyclass(frozen, module = "dockexec._native")]
pub struct Run {
    inbox: Arc<Inbox>,
    cancel: CancelToken,
    process: u32,
}

impl Run {
    pub(crate) fn start(engine: &dockexec_core::Engine, job: Job, id: Option<Id>, events: bool) -> Result<Self> {
        let inbox = Arc::new(Inbox {
            state: Mutex::default(),
            news: Condvar::new(),
        });
        let (heard, done) = (Arc::clone(&inbox), Arc::clone(&inbox));
        let observe = move |event| {
            if events {
                heard.put(|state| state.events.push_back(event));
            }
        };
        let request = job.request.clone();
        let finish = move |judgement: Result<_>| {
            let text = judgement.and_then(|judgement| to_json(&job.answer(&judgement, id, None)));
            let outcome = text.map_err(|error| ErrorRecord::from(&error));
            done.put(|state| state.outcome = Some(Arc::new(outcome)));
        };
        let cancel = engine.submit(request, observe, finish)?;
        Ok(Self {
            inbox,
            cancel,
            process: process::id(),
        })
    }

    /// Guards everything: in a forked child the inbox may be locked for ever.
    fn inbox(&self, py: Python<'_>) -> PyResult<&Arc<Inbox>> {
        if self.process == process::id() {
            return Ok(&self.inbox);
        }
        let error = Error::bad_request("forked", "the run belongs to the process that this one was forked from")
            .with_hint("start runs in the process that waits for them");
        Err(raise(py, &error))
    }
}

#[pymethods]
impl Run {
    /// Waits for the judgement; `None` when `timeout` (seconds) is over first.
    #[pyo3(signature = (timeout = None))]
    fn wait(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Option<String>> {
        let inbox = self.inbox(py)?;
        let deadline = deadline(timeout);
        until(py, inbox, deadline, |state| state.outcome.clone())?
            .map(|outcome| settled(py, &outcome))
            .transpose()
    }

    /// Waits for the next event; `None` when the run is over and all have been read.
    fn next_event(&self, py: Python<'_>) -> PyResult<Option<EventParts>> {
        let inbox = self.inbox(py)?;
        let next = |state: &mut State| match state.events.pop_front() {
            Some(event) => Some(Some(event)),
            None if state.outcome.is_some() => Some(None),
            None => None,
        };
        Ok(until(py, inbox, None, next)?.flatten().and_then(|event| parts(&event)))
    }

    /// The next event if there is one by now.
    fn poll_event(&self, py: Python<'_>) -> PyResult<Option<EventParts>> {
        let event = self.inbox(py)?.lock().events.pop_front();
        Ok(event.and_then(|event| parts(&event)))
    }

    /// The judgement if it is there by now.
    fn poll(&self, py: Python<'_>) -> PyResult<Option<String>> {
        let outcome = self.inbox(py)?.lock().outcome.clone();
        outcome.map(|outcome| settled(py, &outcome)).transpose()
    }

    /// Whether it is over.
    fn done(&self, py: Python<'_>) -> PyResult<bool> {
        Ok(self.inbox(py)?.lock().outcome.is_some())
    }

    /// Cancels it. It ends soon, but not now.
    fn cancel(&self, py: Python<'_>) -> PyResult<()> {
        self.inbox(py)?;
        py.detach(|| self.cancel.cancel());
        Ok(())
    }

    /// The next news of this run ring `bell` with `token`; at once if there are any. News are its end and, if `events` says so, its events.
    fn listen(&self, py: Python<'_>, bell: PyRef<'_, Bell>, token: u64, events: bool) -> PyResult<()> {
        let mut state = self.inbox(py)?.lock();
        if state.outcome.is_some() || (events && !state.events.is_empty()) {
            drop(state);
            bell.0.pull(token);
        } else {
            let rope = Arc::clone(&bell.0);
            state.listeners.push(Listener { rope, token, events });
        }
        Ok(())
    }

    /// Forgets the listener with `token`.
    fn unlisten(&self, py: Python<'_>, bell: PyRef<'_, Bell>, token: u64) -> PyResult<()> {
        let is_it = |one: &Listener| one.token == token && Arc::ptr_eq(&one.rope, &bell.0);
        self.inbox(py)?.lock().listeners.retain(|one| !is_it(one));
        Ok(())
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        if self.process == process::id() {
            self.cancel.cancel();
        }
    }
}

type EventParts = (&'static str, Option<usize>, Option<usize>);

/// An event's name and what goes with it; `None` for one that a later core may add.
fn parts(event: &StageEvent) -> Option<EventParts> {
    Some(match event {
        StageEvent::RunningCase { index, total } => (event.name(), Some(*index), Some(*total)),
        other => (other.name(), None, None),
    })
}

fn settled(py: Python<'_>, outcome: &std::result::Result<String, ErrorRecord>) -> PyResult<String> {
    outcome.clone().map_err(|record| of_record(py, &record))
}

fn deadline(timeout: Option<f64>) -> Option<Instant> {
    // A timeout that no clock can hold is none.
    let timeout = Duration::try_from_secs_f64(timeout?.max(0.0)).ok()?;
    Instant::now().checked_add(timeout)
}

/// Waits until `look` finds something, the deadline passes, or a signal's handler raises.
fn until<T: Send>(
    py: Python<'_>,
    inbox: &Inbox,
    deadline: Option<Instant>,
    mut look: impl FnMut(&mut State) -> Option<T> + Send,
) -> PyResult<Option<T>> {
    loop {
        let found = py.detach(|| {
            let mut state = inbox.lock();
            let found = look(&mut state);
            if found.is_some() {
                return found;
            }
            let left = deadline.map_or(LOOK_UP, |at| at.saturating_duration_since(Instant::now()).min(LOOK_UP));
            let waited = inbox.news.wait_timeout(state, left);
            look(&mut waited.unwrap_or_else(PoisonError::into_inner).0)
        });
        if found.is_some() {
            return Ok(found);
        }
        py.check_signals()?;
        if deadline.is_some_and(|at| Instant::now() >= at) {
            return Ok(None);
        }
    }
}

/// Does `work` on a thread of its own while this one, detached from the interpreter, waits: a signal's handler may end the waiting, not the work.
pub(crate) fn interruptible<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> PyResult<T> {
    let (sender, receiver) = sync_channel(1);
    let started = std::thread::Builder::new()
        .name("dockexec-call".into())
        .spawn(move || drop(sender.send(work())));
    if let Err(error) = started {
        let error = Error::internal(Stage::Request, "thread", "cannot start a thread").with_source(error);
        return Err(raise(py, &error));
    }
    let receiver = Mutex::new(receiver);
    loop {
        let received = py.detach(|| {
            let receiver = receiver.lock().unwrap_or_else(PoisonError::into_inner);
            receiver.recv_timeout(LOOK_UP)
        });
        match received {
            Ok(result) => return result.map_err(|error| raise(py, &error)),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => {
                let error = Error::internal(Stage::Request, "panic", "DockExec panicked: a defect, please report it");
                return Err(raise(py, &error));
            }
        }
    }
}

/// Wakes an event loop: a file descriptor that becomes readable, and the tokens of the runs that have news.
#[pyclass(frozen, module = "dockexec._native")]
pub struct Bell(Arc<Rope>);

/// The end of the bell that threads of the engine pull.
struct Rope {
    /// Tokens that nobody has heard yet. While there are any, there is one byte in the pipe.
    tokens: Mutex<BTreeSet<u64>>,
    reader: PipeReader,
    writer: PipeWriter,
}

impl Rope {
    fn lock(&self) -> MutexGuard<'_, BTreeSet<u64>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pull(&self, token: u64) {
        let mut tokens = self.lock();
        if tokens.is_empty() {
            // An empty pipe takes a byte without waiting; both its ends are ours.
            drop((&self.writer).write_all(&[1]));
        }
        tokens.insert(token);
    }
}

#[pymethods]
impl Bell {
    #[new]
    fn new() -> PyResult<Self> {
        let (reader, writer) = io::pipe().map_err(|error| PyOSError::new_err(error.to_string()))?;
        Ok(Self(Arc::new(Rope {
            tokens: Mutex::default(),
            reader,
            writer,
        })))
    }

    /// What becomes readable.
    fn fileno(&self) -> i32 {
        self.0.reader.as_raw_fd()
    }

    /// The tokens of the runs that have news; silences the bell.
    fn heard(&self) -> BTreeSet<u64> {
        let mut tokens = self.0.lock();
        if !tokens.is_empty() {
            drop((&self.0.reader).read_exact(&mut [0]));
        }
        std::mem::take(&mut tokens)
    }
}
