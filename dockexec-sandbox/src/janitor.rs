//! Finishes off what runs leave behind, away from the caller's path.
//!
//! A cgroup cannot be removed while the last process in it is still dying (EBUSY), and nobody should wait for
//! that. Nor should a caller wait who drops a run so early that the launcher has not even said which process
//! it is. One thread per sandbox takes care of both, and of making new cells; it sleeps when there is nothing to do.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use crate::cgroup::{self, Leaf};
use crate::plan::step;
use crate::sandbox::Core;
use crate::sys::{self, Interest, PollSet};

/// After this long members of a group that is still busy are killed one by one, should pid 1's death not have
/// been enough.
const PATIENCE: Duration = Duration::from_secs(1);
/// How soon to try again.
const RETRY: Duration = Duration::from_millis(2);
/// After this long the rest is left to the sweep of the next start.
const RESIGNATION: Duration = Duration::from_secs(60);

/// What remains of a run that nobody is interested in any more.
#[derive(Debug)]
pub(crate) struct Leftover {
    /// Where the launcher's notice about pid 1 arrives, as long as that is unknown.
    control: Option<Arc<OwnedFd>>,
    pidfd: Option<OwnedFd>,
    leaf: Option<Box<dyn Leaf>>,
    since: Instant,
}

impl Leftover {
    pub(crate) fn new(control: Arc<OwnedFd>, pidfd: Option<OwnedFd>, leaf: Option<Box<dyn Leaf>>) -> Self {
        let control = pidfd.is_none().then_some(control);
        Leftover {
            control,
            pidfd,
            leaf,
            since: Instant::now(),
        }
    }

    /// One attempt; whether nothing is left to do.
    fn clear(&mut self) -> bool {
        self.identify();
        let age = self.since.elapsed();
        // As long as pid 1 lives its group is busy: the attempts would only disturb others, for they take a lock of all groups.
        if age <= PATIENCE && self.pidfd.as_ref().is_some_and(|pidfd| !has_ended(pidfd.as_fd())) {
            return false;
        }
        if age > PATIENCE {
            self.kill();
            if let Some(leaf) = &self.leaf {
                leaf.kill();
            }
        }
        self.leaf.take_if(|leaf| cgroup::remove(leaf.paths()).is_empty());
        (self.control.is_none() && self.leaf.is_none()) || age > RESIGNATION
    }

    fn kill(&self) {
        if let Some(pidfd) = &self.pidfd {
            // ESRCH: dead already.
            let _ = sys::pidfd_kill(pidfd.as_fd(), libc::SIGKILL);
        }
    }

    /// Learns which process pid 1 is, so that it can be killed.
    fn identify(&mut self) {
        let Some(control) = &self.control else { return };
        let mut message = [0u8; step::NOTICE_MAX];
        loop {
            match sys::receive(control.as_fd(), &mut message, false) {
                Ok(received) if received.fd.is_some() => {
                    self.pidfd = received.fd;
                    self.control = None;
                    self.kill();
                    return;
                }
                Ok(received) if received.length > 0 => {
                    // The handle was lost because this host is out of descriptors.
                    let notice = message.get(..received.length).and_then(step::Notice::decode);
                    if let Some(step::Notice::Created { pid }) = notice {
                        sys::kill_pid(pid);
                    }
                }
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => return,
                // Closed: it is dead, or was never made.
                _ => {
                    self.control = None;
                    return;
                }
            }
        }
    }
}

/// Hands work to the thread, which is started by the first piece.
#[derive(Debug, Default)]
pub(crate) struct Janitor {
    queue: Mutex<Option<Sender<Work>>>,
}

#[derive(Debug)]
enum Work {
    Clear(Leftover),
    /// Make new cells for the sandbox, if it still exists.
    Refill(Weak<Core>),
}

impl Janitor {
    /// Takes responsibility for a leftover. Does not wait.
    pub(crate) fn take(&self, leftover: Leftover) {
        self.send(Work::Clear(leftover));
    }

    /// Has the sandbox's spare cells made up.
    pub(crate) fn refill(&self, core: Weak<Core>) {
        if core.strong_count() > 0 {
            self.send(Work::Refill(core));
        }
    }

    fn send(&self, work: Work) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = queue.get_or_insert_with(start);
        if let Err(mpsc::SendError(Work::Clear(mut leftover))) = sender.send(work) {
            // The thread could not be started: do what can be done at once.
            leftover.clear();
        }
    }
}

fn start() -> Sender<Work> {
    let (sender, receiver) = mpsc::channel::<Work>();
    let thread = std::thread::Builder::new().name("dockexec-janitor".into());
    // Without the thread the receiver is dropped here and `send` notices.
    let _ = thread.spawn(move || {
        let mut left: Vec<Leftover> = Vec::new();
        let mut looked = Instant::now();
        loop {
            // Nothing to retry: wait for work. Else look in again soon.
            let work = if left.is_empty() {
                receiver.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                receiver.recv_timeout(RETRY.saturating_sub(looked.elapsed()))
            };
            match work {
                Ok(Work::Clear(leftover)) => left.push(leftover),
                Ok(Work::Refill(core)) => drop(core.upgrade().map(|core| core.refill())),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) if left.is_empty() => return,
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(RETRY),
            }
            // Not after every message: at a thousand runs a second there would be time for nothing else.
            if looked.elapsed() >= RETRY {
                left.retain_mut(|leftover| !leftover.clear());
                looked = Instant::now();
            }
        }
    });
    sender
}

/// Whether the process behind a pidfd is dead; so is then its whole pid namespace.
fn has_ended(pidfd: BorrowedFd<'_>) -> bool {
    let mut poll = PollSet::default();
    poll.add(pidfd, Interest::Read);
    // What cannot be told is treated as dead: the attempts that follow are harmless.
    !matches!(poll.wait(Duration::ZERO), Ok(0))
}
