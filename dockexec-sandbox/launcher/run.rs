//! Pid 1 of a run: takes parts of the plan from the host, executes them, and after the fork reaps.
//!
//! Pid 1 shares a pid namespace with hostile code, so once the program runs it holds nothing but the control
//! socket: no capabilities, not dumpable, all signals blocked, under the same Landlock and, where that lets it
//! do its work, the same seccomp rules. It dies with the launcher. The program is
//! pid 2, so that `abort()` really reports SIGABRT and a grandchild that runs away is inherited by us.

use crate::collect::Collection;
use crate::execute::Outcome;
use crate::step::{self, Field, Notice, Step};
use crate::sys::{self, Sys};

const PR_SET_PDEATHSIG: i32 = 1;
pub const CONTROL: i32 = step::FIRST_PLAN_FD;
const LAUNCHER: i32 = step::FIRST_PLAN_FD + 1;

/// What the steps executed so far have left behind for later ones.
pub struct Run {
    pub uid: u32,
    pub gid: u32,
    /// Descriptors of the current part, by slot.
    pub slots: Vec<i32>,
    pub ruleset: Option<i32>,
    pub proc_root: Option<i32>,
    /// The mount namespace of `OwnTree`.
    pub tree: Option<i32>,
    pub collection: Option<Collection>,
    /// Numbers given to the program so far.
    pub passed: Vec<u32>,
    /// Our CPU time when we entered the cgroup: from there on it is on the run's bill.
    pub cpu_at_attach: u64,
    /// What pid 1 had used since then when it forked.
    pub cpu_before_fork: u64,
}

/// Runs as the child of the clone; never returns.
pub fn pid_one(control: i32, launcher: i32) -> ! {
    if settle(control, launcher).is_err() {
        sys::exit(73);
    }
    let mut run = Run {
        uid: 0,
        gid: 0,
        slots: Vec::new(),
        ruleset: None,
        proc_root: None,
        tree: None,
        collection: None,
        passed: Vec::new(),
        cpu_at_attach: 0,
        cpu_before_fork: 0,
    };
    for part in 0.. {
        if let Err(Failure { index, opcode, errno }) = one_part(&mut run, part) {
            tell(&Notice::Failed {
                part,
                index,
                opcode,
                errno,
            });
            break;
        }
    }
    sys::exit(74)
}

/// Lets go of everything that is the launcher's, and ties our life to its.
fn settle(control: i32, launcher: i32) -> Sys<()> {
    sys::dup_to(control, CONTROL, true)?;
    sys::dup_to(launcher, LAUNCHER, true)?;
    sys::close_range(3, CONTROL as u32 - 1, 0)?;
    sys::close_range(LAUNCHER as u32 + 1, u32::MAX, 0)?;
    sys::close(0);
    // Out of the launcher's process group: kill(0, …) reaches across pid namespaces. Not a session of our own, which
    // would be a scheduling group of its own and compete as an equal with the runs; the program gets one.
    sys::own_process_group()?;
    sys::set_signal_mask(u64::MAX)?;
    die_with_launcher()
}

/// Must be repeated after every change of credentials: the kernel then forgets the signal.
pub fn die_with_launcher() -> Sys<()> {
    sys::prctl(PR_SET_PDEATHSIG, sys::SIGKILL as usize, 0)?;
    // getppid() is 0 in a new pid namespace whatever happened, so the pidfd tells whether we came too late.
    match sys::poll(&mut [sys::PollFd::input(LAUNCHER)], Some(0))? {
        0 => Ok(()),
        _ => Err(sys::EOWNERDEAD),
    }
}

/// Where in the plan something failed, and why.
struct Failure {
    index: u32,
    opcode: u8,
    errno: i32,
}

/// Receives and executes one part.
fn one_part(run: &mut Run, part: u16) -> Result<(), Failure> {
    let mut buffer = Vec::with_capacity(step::PART_INLINE_MAX + 16);
    let received = |errno| Failure {
        index: 0,
        opcode: step::OP_RECEIVE,
        errno,
    };
    let plan = receive_part(run, &mut buffer).map_err(received)?;
    steps(run, plan, part, 0)?;
    for fd in run.slots.drain(..) {
        sys::close(fd);
    }
    Ok(())
}

/// Executes steps up to the end or to a fork, behind which there is no way back here.
fn steps(run: &mut Run, mut rest: &[u8], part: u16, first: u32) -> Result<(), Failure> {
    let mut index = first;
    while let Some(&opcode) = rest.first() {
        let located = |errno| Failure { index, opcode, errno };
        let step = Step::decode(&mut rest).ok_or(located(sys::EPROTO))?;
        if step == (Step::Fork {}) {
            fork(run, rest, part, index + 1).map_err(located)?;
        }
        if let Outcome::Skipped(errno) = run.execute(&step).map_err(located)? {
            tell(&Notice::Skipped { opcode, errno });
        }
        index += 1;
    }
    Ok(())
}

/// Lets pid 2 execute the rest of the part while we wait for it to become the program; then supervises it.
fn fork(run: &mut Run, rest: &[u8], part: u16, first: u32) -> Sys<()> {
    run.cpu_before_fork = sys::own_cpu_ns() - run.cpu_at_attach;
    let mut job = || {
        if let Err(Failure { index, opcode, errno }) = steps(run, rest, part, first) {
            tell(&Notice::Failed {
                part,
                index,
                opcode,
                errno,
            });
        }
        sys::exit(127)
    };
    let program = sys::spawn_borrowing(&mut job)?;
    supervise(run, program)
}

/// The part's bytes, from the message or from the memfd it carries; its descriptors go to the slots.
fn receive_part<'b>(run: &mut Run, buffer: &'b mut Vec<u8>) -> Sys<&'b [u8]> {
    let mut fds = Vec::new();
    sys::receive(CONTROL, buffer, &mut fds)?;
    if buffer.is_empty() {
        // The host let go of us: an armed run that is not wanted any more.
        sys::exit(0);
    }
    for fd in fds {
        // Out of the program's number range, so that PassFd cannot overwrite a descriptor still needed.
        run.slots.push(sys::dup_at_least(fd, LAUNCHER + 1)?);
        sys::close(fd);
    }
    let mut message = buffer.as_slice();
    match u8::take(&mut message) {
        Some(step::PART_INLINE) => Ok(message),
        Some(step::PART_MEMFD) if !run.slots.is_empty() => {
            let length = u64::take(&mut message).ok_or(sys::EPROTO)?;
            let memfd = run.slots.remove(0);
            let mapped = sys::map_file(memfd, length as usize);
            sys::close(memfd);
            mapped
        }
        _ => Err(sys::EPROTO),
    }
}

/// Sends a notice; if the host is gone there is nobody to complain to.
pub fn tell(notice: &Notice) {
    let mut bytes = Vec::with_capacity(step::NOTICE_MAX);
    notice.encode(&mut bytes);
    // write, not sendmsg: the program's seccomp filter is already on when exec is announced or fails.
    let _ = sys::write(CONTROL, &bytes);
}

/// Pid 1 after the fork: waits for the program, kills what is left, reports, ends.
fn supervise(run: &mut Run, program: i32) -> ! {
    let cpu_at_fork = sys::own_cpu_ns();
    close_all(run);
    let ended_with = await_program(program);
    // Everybody else; and again, until nobody is left to be inherited by us.
    let mut status = ended_with;
    loop {
        let _ = sys::kill(-1, sys::SIGKILL);
        match sys::wait(true) {
            Ok(Some((pid, ended_with))) if pid == program => status = Some(ended_with),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    // Told to stop, we may find that it has ended by itself meanwhile: then it has left its files as well.
    let status = status.unwrap_or(0);
    let killed = ended_with.is_none() && status & 0x7f == sys::SIGKILL;
    if !killed
        && let Some(collection) = run.collection.take()
        && let Err(errno) = collection.gather()
    {
        tell(&Notice::Failed {
            part: u16::MAX,
            index: 0,
            opcode: 36,
            errno,
        });
        sys::exit(76);
    }
    let usage = sys::children_usage();
    tell(&Notice::Exited {
        status,
        children_cpu_us: usage.cpu_us,
        own_cpu_ns: sys::own_cpu_ns() - cpu_at_fork,
        max_rss_kib: usage.max_rss_kib,
    });
    sys::exit(0)
}

/// Waits until the program ends (its status) or the host says stop (`None`), reaping orphans meanwhile.
///
/// Being told to stop is much quicker than being killed: a killed pid 1 is gone only when its namespaces are
/// taken down, which waits for grace periods in the kernel, about 13 ms.
fn await_program(program: i32) -> Option<i32> {
    loop {
        match sys::wait(false) {
            Ok(Some((pid, status))) if pid == program => return Some(status),
            Ok(Some(_)) => continue,
            _ => {}
        }
        // All signals are blocked, so they queue up and are taken here. Who sent one is not asked: a program that
        // tells us to stop ends itself, and one that keeps the signal pending cannot hide the host's behind it.
        if sys::next_signal(sys::SIGCHLD, step::STOP_SIGNAL) == Ok(step::STOP_SIGNAL) {
            return None;
        }
    }
}

/// Closes everything reaping does not need, above all our copies of the program's pipes.
fn close_all(run: &Run) {
    let keep = run.collection.as_ref().map(Collection::descriptor);
    let _ = sys::close_range(0, CONTROL as u32 - 1, 0);
    let mut next = LAUNCHER + 1;
    if let Some(keep) = keep {
        let _ = sys::close_range(next as u32, keep as u32 - 1, 0);
        next = keep + 1;
    }
    let _ = sys::close_range(next as u32, u32::MAX, 0);
}
