//! Finishes off what runs leave behind, away from the caller's path.
//!
//! A cgroup cannot be removed while the last process in it is still dying (EBUSY), and nobody should wait for
//! that. Nor should a caller wait who drops a run so early that the launcher has not even said which process
//! it is. One thread per sandbox takes care of both; it sleeps when there is nothing to do.

use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::cgroup::{self, Leaf};
use crate::plan::step;
use crate::sys;

/// After this long members of a group that is still busy are killed one by one, should pid 1's death not have
/// been enough.
const PATIENCE: Duration = Duration::from_secs(1);
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
        if let Some(pidfd) = &self.pidfd {
            let _ = sys::pidfd_kill(pidfd.as_fd(), libc::SIGKILL);
        }
        let age = self.since.elapsed();
        if let Some(leaf) = &self.leaf {
            if age > PATIENCE {
                leaf.kill();
            }
            if cgroup::remove(leaf.paths()).is_empty() {
                self.leaf = None;
            }
        }
        (self.control.is_none() && self.leaf.is_none()) || age > RESIGNATION
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
                    return;
                }
                Ok(received) if received.length > 0 => {}
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

/// Hands leftovers to the thread, which is started by the first one.
#[derive(Debug, Default)]
pub(crate) struct Janitor {
    queue: Mutex<Option<Sender<Leftover>>>,
}

impl Janitor {
    /// Takes responsibility for a leftover. Does not wait.
    pub(crate) fn take(&self, leftover: Leftover) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = queue.get_or_insert_with(start);
        if let Err(mpsc::SendError(mut returned)) = sender.send(leftover) {
            // The thread could not be started: do what can be done at once.
            returned.clear();
        }
    }
}

fn start() -> Sender<Leftover> {
    let (sender, receiver) = mpsc::channel::<Leftover>();
    let thread = std::thread::Builder::new().name("dockexec-janitor".into());
    // Without the thread the receiver is dropped here and `take` notices.
    let _ = thread.spawn(move || {
        let mut left: Vec<Leftover> = Vec::new();
        loop {
            if left.is_empty() {
                match receiver.recv() {
                    Ok(leftover) => left.push(leftover),
                    Err(_) => return,
                }
            }
            left.extend(receiver.try_iter());
            left.retain_mut(|leftover| !leftover.clear());
            if !left.is_empty() {
                match receiver.recv_timeout(Duration::from_millis(2)) {
                    Ok(leftover) => left.push(leftover),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => std::thread::sleep(Duration::from_millis(2)),
                }
            }
        }
    });
    sender
}
