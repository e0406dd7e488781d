//! Slots for running and a bounded line for waiting. Blocking callers take a slot themselves; background work is run by threads that come and go.
//!
//! The trap is a thread that cannot be started: the slot it was to own must go on to somebody, and whoever waits for the work must be told.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::engine::cancelled;
use crate::execute::CancelToken;
use crate::{Error, ErrorKind, Result, Stage};

/// How much may wait before more is refused, unless somebody says otherwise.
pub(crate) const MAX_WAITING: usize = 10_000;

/// Work for a background thread: called once, with the reason if it cannot be done.
pub(crate) type Work = Box<dyn FnOnce(Option<Error>) + Send>;

/// A number of slots and who waits for them.
pub(crate) struct Queue {
    pub(crate) slots: usize,
    max_waiting: usize,
    thread: &'static str,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    running: usize,
    /// By number, so in the order of arrival, and quick to leave from the middle.
    waiting: BTreeMap<u64, Work>,
    /// What can be cancelled of what is running.
    live: BTreeMap<u64, CancelToken>,
    next: u64,
    closed: bool,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Queue")
            .field("slots", &self.slots)
            .finish_non_exhaustive()
    }
}

/// A place among the running; given back when dropped.
pub(crate) struct Slot(Arc<Queue>);

impl Drop for Slot {
    fn drop(&mut self) {
        // The slot goes on to the next in line, on a thread of its own: this one belongs to somebody who waits.
        while let Some(work) = self.0.next() {
            match self.0.spawn(work) {
                Ok(()) => return,
                Err((work, error)) => work(Some(no_thread(error))),
            }
        }
    }
}

/// Something that runs and that closing the queue cancels; until dropped.
pub(crate) struct Live<'a> {
    queue: &'a Queue,
    number: u64,
}

impl Drop for Live<'_> {
    fn drop(&mut self) {
        self.queue.lock().live.remove(&self.number);
    }
}

impl Queue {
    /// A queue whose threads are called `thread`.
    pub(crate) fn new(slots: usize, max_waiting: usize, thread: &'static str) -> Arc<Self> {
        Arc::new(Self {
            slots,
            max_waiting,
            thread,
            state: Mutex::default(),
            changed: Condvar::new(),
        })
    }

    /// Takes a slot for the calling thread, waiting for it.
    pub(crate) fn wait(self: &Arc<Self>, cancel: &CancelToken) -> Result<Slot> {
        let waker = Arc::downgrade(self);
        cancel.on_cancel(move || {
            if let Some(queue) = waker.upgrade() {
                queue.changed.notify_all();
            }
        });
        let mut state = self.lock();
        loop {
            if state.closed {
                return Err(closed());
            }
            if state.running < self.slots {
                break;
            }
            if cancel.is_cancelled() {
                return Err(cancelled());
            }
            // A cancellation between the check and the wait would be missed: look again from time to time.
            let waited = self.changed.wait_timeout(state, Duration::from_millis(100));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.running += 1;
        Ok(Slot(Arc::clone(self)))
    }

    /// Starts `work` or lets it wait; gives back its number if it waits.
    ///
    /// # Errors
    /// `queue-full`, `engine-closed`, or `thread` when none can be had. The work was not and will not be called.
    pub(crate) fn push(self: &Arc<Self>, work: Work) -> Result<Option<u64>> {
        let mut state = self.lock();
        if state.closed {
            return Err(closed());
        }
        if state.running >= self.slots {
            return state.wait(work, self.max_waiting).map(Some);
        }
        state.running += 1;
        drop(state);
        let started = self.spawn(work);
        if let Err((_, error)) = started {
            drop(Slot(Arc::clone(self)));
            return Err(no_thread(error));
        }
        Ok(None)
    }

    /// Takes the work with this number out of the line, if it still waits.
    pub(crate) fn leave(&self, number: u64) -> Option<Work> {
        self.lock().waiting.remove(&number)
    }

    /// Lets [`Queue::close`] cancel what the owner of a slot is about to do.
    ///
    /// # Errors
    /// `engine-closed`.
    pub(crate) fn enter(&self, cancel: &CancelToken) -> Result<Live<'_>> {
        let mut state = self.lock();
        if state.closed {
            return Err(closed());
        }
        let number = state.number();
        state.live.insert(number, cancel.clone());
        Ok(Live { queue: self, number })
    }

    /// Refuses what waits and whatever comes, cancels what runs, and waits for the end of it.
    pub(crate) fn close(&self) {
        let (waiting, live) = {
            let mut state = self.lock();
            state.closed = true;
            let live: Vec<CancelToken> = state.live.values().cloned().collect();
            (std::mem::take(&mut state.waiting), live)
        };
        // Without the lock: whoever is told may ask something of us.
        waiting.into_values().for_each(|work| work(Some(closed())));
        live.iter().for_each(CancelToken::cancel);
        self.changed.notify_all();
        let mut state = self.lock();
        while state.running > 0 {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the owner of a slot does next; with nothing to do, its slot is free.
    fn next(&self) -> Option<Work> {
        let mut state = self.lock();
        let next = state.waiting.pop_first();
        if next.is_none() {
            state.running -= 1;
            drop(state);
            // All of them: besides those who wait for a slot there may be one who waits for the end.
            self.changed.notify_all();
        }
        next.map(|(_, work)| work)
    }

    /// Runs `work` and whatever waits after it on a thread that owns one slot.
    fn spawn(self: &Arc<Self>, work: Work) -> Result<(), (Work, io::Error)> {
        let queue = Arc::clone(self);
        let first = Arc::new(Mutex::new(Some(work)));
        let taken = Arc::clone(&first);
        let take = move |place: &Mutex<Option<Work>>| place.lock().unwrap_or_else(PoisonError::into_inner).take();
        let run = move || {
            let mut next = take(&taken);
            while let Some(work) = next {
                work(None);
                next = queue.next();
            }
        };
        match thread::Builder::new().name(self.thread.into()).spawn(run) {
            Ok(_) => Ok(()),
            Err(error) => match take(&first) {
                Some(work) => Err((work, error)),
                None => Ok(()),
            },
        }
    }
}

impl State {
    fn number(&mut self) -> u64 {
        let number = self.next;
        self.next += 1;
        number
    }

    fn wait(&mut self, work: Work, most: usize) -> Result<u64> {
        if self.waiting.len() >= most {
            let message = format!("{most} requests wait already");
            return Err(Error::internal(Stage::Request, "queue-full", message).with_hint("try again later"));
        }
        let number = self.number();
        self.waiting.insert(number, work);
        Ok(number)
    }
}

fn closed() -> Error {
    Error::bad_request("engine-closed", "the engine is closed").with_hint("make a new one")
}

fn no_thread(error: io::Error) -> Error {
    Error::new(ErrorKind::Internal, Stage::Request, "thread", "cannot start a thread")
        .with_source(error)
        .with_hint("the process or its user has reached a limit on threads: see `ulimit -u` and the cgroup's pids.max")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn work_is_done_in_order_and_what_left_the_line_is_not() {
        let queue = Queue::new(1, 4, "test");
        let slot = queue.wait(&CancelToken::new()).unwrap();
        let (sender, receiver) = channel();
        let mut numbers = Vec::new();
        for n in 0..4 {
            let sender = sender.clone();
            let work = Box::new(move |refused: Option<Error>| sender.send((n, refused.is_some())).unwrap());
            numbers.push(queue.push(work).unwrap().unwrap());
        }
        assert!(queue.leave(numbers[1]).is_some());
        assert!(queue.leave(numbers[1]).is_none());
        drop((slot, sender));
        assert_eq!(
            receiver.iter().collect::<Vec<_>>(),
            [(0, false), (2, false), (3, false)]
        );
    }

    #[test]
    fn the_line_is_bounded() {
        let queue = Queue::new(1, 3, "test");
        let _slot = queue.wait(&CancelToken::new()).unwrap();
        for _ in 0..3 {
            queue.push(Box::new(|_| ())).unwrap();
        }
        let error = queue.push(Box::new(|_| ())).unwrap_err();
        assert_eq!(error.code(), "queue-full");
        assert!(error.is_retryable());
    }

    #[test]
    fn a_closed_queue_has_nothing_running_and_refuses_more() {
        let queue = Queue::new(1, 9, "test");
        let (sender, receiver) = channel();
        let (token, waits) = (CancelToken::new(), sender.clone());
        let (running, cancelled) = (Arc::clone(&queue), token.clone());
        let (started, has_started) = channel();
        let work = move |_| {
            let live = running.enter(&cancelled).unwrap();
            let (end, ended) = channel::<()>();
            cancelled.on_cancel(move || drop(end));
            started.send(()).unwrap();
            // Ends only by being cancelled.
            assert!(ended.recv().is_err());
            drop(live);
            sender.send("cancelled").unwrap();
        };
        assert_eq!(queue.push(Box::new(work)).unwrap(), None);
        has_started.recv().unwrap();
        let refused = move |why: Option<Error>| waits.send(why.unwrap().code()).unwrap();
        queue.push(Box::new(refused)).unwrap();
        queue.close();
        assert!(token.is_cancelled());
        assert_eq!(receiver.iter().collect::<Vec<_>>(), ["engine-closed", "cancelled"]);
        assert_eq!(queue.push(Box::new(|_| ())).unwrap_err().code(), "engine-closed");
        assert_eq!(queue.enter(&token).err().unwrap().code(), "engine-closed");
        assert_eq!(queue.wait(&CancelToken::new()).err().unwrap().code(), "engine-closed");
        queue.close();
    }
}
