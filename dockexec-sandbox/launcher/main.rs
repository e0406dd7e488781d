//! The launcher: a small single-threaded program that forks on behalf of a large, many-threaded host.
//!
//! The library starts one per sandbox and hands it a SEQPACKET socket as descriptor 0. A request names clone
//! flags and carries a control socket; the launcher clones pid 1 of a run, sends its pidfd back through that
//! control socket and forgets about it, except for reaping. Everything a run does afterwards, pid 1 is told
//! by the host directly (see `run`). The launcher executes and decides nothing.
//!
//! It ends when the host closes the socket, after killing every run and removing their cgroups. The trap it
//! avoids is PR_SET_PDEATHSIG on itself, which fires when the host *thread* that started it ends.

#![deny(unsafe_op_in_unsafe_fn)]

mod collect;
mod execute;
mod mounts;
mod run;
#[allow(dead_code)] // The encoding half is the library's.
mod step;
mod sys;

use std::collections::VecDeque;
use std::ffi::{CString, OsStr};
use std::os::unix::ffi::OsStrExt;

use step::{Field, Notice};

const HOST: i32 = 0;
/// So many groups are remembered after their runs have ended.
const REMEMBERED: usize = 384;

fn main() {
    sys::setsid();
    let Ok(signals) = sys::child_signals() else {
        sys::exit(70)
    };
    let private_net = std::env::args_os().any(|a| a == OsStr::from_bytes(b"--private-net"));
    let Ok(own_pidfd) = sys::pidfd_open(sys::getpid()) else {
        sys::exit(71)
    };
    // Every run inherits the empty set; what we may do ourselves does not depend on it. Only root may, and only
    // root needs to: in a user namespace of their own runs start with a full set again, and empty it there.
    let _ = execute::drop_bounding();
    say_hello(private_net && sys::unshare(sys::CLONE_NEWNET).is_ok());

    let mut launcher = Launcher {
        own_pidfd,
        signals,
        children: Vec::new(),
        ended: VecDeque::new(),
    };
    loop {
        let mut ready = [sys::PollFd::input(HOST), sys::PollFd::input(signals)];
        if sys::poll(&mut ready, None).is_err() {
            break;
        }
        launcher.reap();
        if ready[0].revents != 0 && !launcher.serve() {
            break;
        }
    }
    launcher.end();
    sys::exit(0);
}

/// Tells the host which protocol this is and whether the shared empty network namespace exists.
fn say_hello(private_net: bool) {
    let mut hello = Vec::new();
    step::VERSION.put(&mut hello);
    hello.push(u8::from(private_net));
    if sys::send(HOST, &hello, None).is_err() {
        sys::exit(72);
    }
}

struct Launcher {
    own_pidfd: i32,
    signals: i32,
    children: Vec<Child>,
    /// Cgroup directories of the latest runs that ended: the host removes them, unless it dies before.
    ended: VecDeque<CString>,
}

struct Child {
    pid: i32,
    groups: Vec<CString>,
}

impl Launcher {
    /// Handles one request. `false` when the host has closed the socket.
    fn serve(&mut self) -> bool {
        let mut buffer = Vec::with_capacity(4096);
        let mut fds = Vec::new();
        let alive = match sys::receive(HOST, &mut buffer, &mut fds) {
            Ok(()) if buffer.is_empty() => false,
            Ok(()) => {
                self.request(&buffer, &fds);
                true
            }
            Err(sys::EAGAIN) => true,
            // A message we cannot take: its control socket closes below and its owner notices.
            Err(sys::EPROTO) => true,
            Err(_) => false,
        };
        for fd in fds {
            sys::close(fd);
        }
        alive
    }

    fn request(&mut self, mut message: &[u8], fds: &[i32]) {
        let message = &mut message;
        let Some(&control) = fds.first() else { return };
        let parsed = (|| {
            let kind = u8::take(message)?;
            let options = u8::take(message)?;
            let flags = u64::take(message)?;
            let groups = <Vec<&[u8]>>::take(message)?;
            (kind == step::REQUEST_RUN).then_some((options, flags, groups))
        })();
        let Some((options, flags, groups)) = parsed else {
            return fail(control, sys::EPROTO);
        };
        let cgroup = (options & step::RUN_INTO_CGROUP != 0)
            .then(|| fds.get(1).copied())
            .flatten();
        match sys::clone_process(flags, cgroup) {
            Ok(sys::Cloned::Child) => run::pid_one(control, self.own_pidfd),
            Ok(sys::Cloned::Parent { pid, pidfd }) => {
                let groups = groups.into_iter().filter_map(|g| CString::new(g).ok()).collect();
                self.children.push(Child { pid, groups });
                let mut notice = Vec::new();
                Notice::Created { pid: pid as u32 }.encode(&mut notice);
                // An ordinary user may have too many descriptors under way: without the handle, the host ends the run.
                if sys::send(control, &notice, Some(pidfd)).is_err() {
                    let _ = sys::send(control, &notice, None);
                }
                sys::close(pidfd);
            }
            Err(errno) => fail(control, errno),
        }
    }

    /// Collects whatever has died.
    fn reap(&mut self) {
        let mut drained = [0u8; 1024];
        while matches!(sys::read(self.signals, &mut drained), Ok(n) if n > 0) {}
        while let Ok(Some((pid, _))) = sys::wait(false) {
            let Some(at) = self.children.iter().position(|child| child.pid == pid) else {
                continue;
            };
            self.ended.extend(self.children.swap_remove(at).groups);
            while self.ended.len() > REMEMBERED {
                self.ended.pop_front();
            }
        }
    }

    /// The host is gone: nothing of it may stay.
    fn end(&mut self) {
        for child in &self.children {
            let _ = sys::kill(child.pid, sys::SIGKILL);
        }
        let mut groups: Vec<CString> = self.ended.drain(..).collect();
        groups.extend(self.children.drain(..).flat_map(|child| child.groups));
        while let Ok(Some(_)) = sys::wait(true) {}
        for _ in 0..250 {
            // EBUSY: something in it is still dying.
            groups.retain(|group| sys::unlink(group, true) == Err(sys::EBUSY));
            if groups.is_empty() {
                break;
            }
            let _ = sys::poll(&mut [], Some(20));
        }
    }
}

/// Answers a request that could not be served.
fn fail(control: i32, errno: i32) {
    let mut notice = Vec::new();
    Notice::Failed {
        part: 0,
        index: 0,
        opcode: step::OP_CLONE,
        errno,
    }
    .encode(&mut notice);
    let _ = sys::send(control, &notice, None);
}
