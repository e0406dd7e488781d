//! A run that has not been told yet what it is for.
//!
//! Pid 1 exists, in its namespaces and its cgroup, and waits for the next part of its plan. Cells depend on
//! nothing but the sandbox, so a few can be kept ready; each serves one run and is then destroyed.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::{Arc, Weak};

use crate::cgroup::{self, Leaf};
use crate::enforcement;
use crate::error::{Error, ErrorKind, Result};
use crate::janitor::Leftover;
use crate::limits::Limits;
use crate::plan::step::{NOTICE_MAX, Notice, STOP_SIGNAL};
use crate::sandbox::{Core, PerProcess};
use crate::sys;

#[derive(Debug)]
pub(crate) struct Cell {
    /// Shared with the janitor when we are dropped before the launcher has answered.
    control: Arc<OwnedFd>,
    /// Known as soon as the launcher's notice has been read.
    pub(crate) pidfd: Option<OwnedFd>,
    pub(crate) pid: Option<u32>,
    pub(crate) leaf: Option<Box<dyn Leaf>>,
    /// The memory and processes that the group is limited to at present.
    limited: Option<(u64, u32)>,
    /// Optional steps that the kernel refused while we were kept ready.
    pub(crate) skipped: Vec<(u8, i32)>,
    /// Whether the part that was sent to it ahead of time has been carried out.
    pub(crate) ready: bool,
    /// Whether pid 1 has said its last word and is ending by itself.
    pub(crate) over: bool,
    /// The ids of the run as the host sees them.
    pub(crate) ids: (u32, u32),
    process: Arc<PerProcess>,
    core: Weak<Core>,
}

impl Cell {
    pub(crate) fn new(
        control: OwnedFd,
        leaf: Option<Box<dyn Leaf>>,
        ids: (u32, u32),
        process: Arc<PerProcess>,
        core: Weak<Core>,
    ) -> Self {
        Cell {
            control: Arc::new(control),
            pidfd: None,
            pid: None,
            leaf,
            limited: None,
            skipped: Vec::new(),
            ready: false,
            over: false,
            ids,
            process,
            core,
        }
    }

    /// Our end of the control socket.
    pub(crate) fn control(&self) -> BorrowedFd<'_> {
        self.control.as_fd()
    }

    /// Notes the process that the launcher has made.
    pub(crate) fn created(&mut self, pid: u32, pidfd: Option<OwnedFd>) {
        (self.pid, self.pidfd) = (Some(pid), pidfd);
    }

    /// Whether pid 1 is, as far as can be told at once, alive and without complaint.
    pub(crate) fn is_waiting(&mut self) -> bool {
        let mut message = [0u8; NOTICE_MAX];
        loop {
            match sys::receive(self.control(), &mut message, false) {
                Ok(received) => match message.get(..received.length).and_then(Notice::decode) {
                    Some(Notice::Created { pid }) => {
                        self.created(pid, received.fd);
                        if self.pidfd.is_none() {
                            return false;
                        }
                    }
                    Some(Notice::Ready) => self.ready = true,
                    Some(Notice::Skipped { opcode, errno }) => self.skipped.push((opcode, errno)),
                    _ => return false,
                },
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => return true,
                Err(_) => return false,
            }
        }
    }

    /// Kills pid 1, and with it the whole namespace. Before it is known, the caller has to come back.
    pub(crate) fn kill(&self) {
        // A fork of the host holds copies of our descriptors, but the run is its parent's.
        if !self.is_ours() {
            return;
        }
        match (&self.pidfd, self.pid) {
            // ESRCH: dead already.
            (Some(pidfd), _) => drop(sys::pidfd_kill(pidfd.as_fd(), libc::SIGKILL)),
            // The handle was lost on its way because this host is out of descriptors. The number does it: the process was alive a moment ago, and numbers are not
            // given out again that soon.
            (None, Some(pid)) => sys::kill_pid(pid),
            (None, None) => {}
        }
    }

    /// Tells a pid 1 whose program runs to end everything and to report.
    pub(crate) fn stop(&self) {
        if let Some(pidfd) = self.pidfd.as_ref().filter(|_| self.is_ours()) {
            let _ = sys::pidfd_kill(pidfd.as_fd(), STOP_SIGNAL);
        }
    }

    fn is_ours(&self) -> bool {
        self.process.owner == std::process::id()
    }

    /// Why a part could not be sent: pid 1 has ended, and what it said last tells why better than a broken pipe does.
    pub(crate) fn refusal(&self, doing: &'static str, error: io::Error) -> Error {
        let mut message = [0u8; NOTICE_MAX];
        // A dead peer's end is reported once before its last words can be read.
        let mut patience = 2;
        while patience > 0 {
            match sys::receive(self.control(), &mut message, false) {
                Ok(received) if received.length > 0 => {
                    let notice = message.get(..received.length).and_then(Notice::decode);
                    if let Some(Notice::Failed {
                        part,
                        index,
                        opcode,
                        errno,
                    }) = notice
                    {
                        return enforcement::failure(part, index, opcode, errno);
                    }
                }
                _ => patience -= 1,
            }
        }
        if matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset) {
            // It is gone and has complained of nothing: somebody killed it, or the launcher whose death it follows.
            return Error::new(
                ErrorKind::Launcher,
                format!("{doing}: its first process has been killed"),
            )
            .with_source(error)
            .with_hint("try again; should the launcher have died, the next run starts a new one");
        }
        Error::io(doing)(error)
    }

    /// Sets the limits of the group, unless it has them already.
    pub(crate) fn limit(&mut self, limits: &Limits) -> Result<()> {
        let wanted = Some((limits.memory.as_bytes(), limits.processes.0));
        let Some(leaf) = self.leaf.as_ref().filter(|_| self.limited != wanted) else {
            return Ok(());
        };
        self.limited = None;
        leaf.limit(limits).map_err(|e| {
            Error::new(ErrorKind::Host, "set the limits of a run's cgroup")
                .with_source(e)
                .with_hint(cgroup::REMEDY)
        })?;
        self.limited = wanted;
        Ok(())
    }
}

impl Drop for Cell {
    fn drop(&mut self) {
        if self.is_ours() {
            if !self.over {
                self.kill();
            }
            let leftover = Leftover::new(Arc::clone(&self.control), self.pidfd.take(), self.leaf.take());
            self.process.janitor.take(leftover);
            self.process.janitor.refill(self.core.clone());
        }
    }
}
