//! Counting what a run executes, from outside, and keeping it on one processor.

use std::io;
use std::mem::size_of_val;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};

use super::{check, own};

/// What a counter counts: type and event of perf_event_open(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Countable(u32, u64);

impl Countable {
    /// Instructions retired, a figure that neither the machine's load nor its clock changes.
    pub(crate) const INSTRUCTIONS: Self = Self(0, 1);
    /// CPU time in nanoseconds by the kernel's software: there on every machine, which is why the tests count this.
    #[cfg(test)]
    pub(crate) const TASK_CLOCK: Self = Self(1, 1);
}

/// A counter for everything that `pid`'s descendants execute in user mode from their exec on.
///
/// It is attached, disabled, to the first process of a run, is inherited by its children and enabled by their exec: our own steps between fork and exec
/// are not counted, and the first process, which never execs, never is.
pub(crate) fn counter(what: Countable, pid: u32) -> io::Result<OwnedFd> {
    const DISABLED: u64 = 1;
    const INHERIT: u64 = 1 << 1;
    const EXCLUDE_KERNEL: u64 = 1 << 5;
    const EXCLUDE_HYPERVISOR: u64 = 1 << 6;
    const ENABLE_ON_EXEC: u64 = 1 << 12;
    const CLOSE_ON_EXEC: libc::c_ulong = 8;
    const TIMES: u64 = 0b11;
    // struct perf_event_attr: type and size, config, sample_period, sample_type, read_format, flags; the rest stays zero.
    let mut attributes = [0u64; 14];
    attributes[0] = u64::from(what.0) | (size_of_val(&attributes) as u64) << 32;
    attributes[1] = what.1;
    attributes[4] = TIMES;
    attributes[5] = DISABLED | INHERIT | EXCLUDE_KERNEL | EXCLUDE_HYPERVISOR | ENABLE_ON_EXEC;
    // SAFETY: the structure has the size that it says, and the kernel only reads it.
    let fd = unsafe {
        libc::syscall(
            libc::SYS_perf_event_open,
            attributes.as_ptr(),
            pid as libc::pid_t,
            -1,
            -1,
            CLOSE_ON_EXEC,
        )
    };
    own(fd as libc::c_int)
}

/// What it has counted. `None` when it had to share the hardware with other counters for part of the time: the figure would be an estimate.
pub(crate) fn counted(counter: BorrowedFd<'_>) -> io::Result<Option<u64>> {
    let mut values = [0u64; 3];
    // SAFETY: the buffer is as large as stated.
    let got = unsafe { libc::read(counter.as_raw_fd(), values.as_mut_ptr().cast(), size_of_val(&values)) };
    if got < 0 {
        return Err(io::Error::last_os_error());
    }
    let [count, enabled, running] = values;
    Ok((got as usize == size_of_val(&values) && enabled == running && enabled > 0).then_some(count))
}

/// Keeps a process, and all that it starts from now on, on one processor.
pub(crate) fn pin(pid: u32, core: usize) -> io::Result<()> {
    // SAFETY: an all-zero set is a valid, empty one.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    if core >= 8 * size_of_val(&set) {
        return Err(io::Error::from_raw_os_error(libc::EINVAL));
    }
    // SAFETY: the number is within the set.
    unsafe { libc::CPU_SET(core, &mut set) };
    // SAFETY: the pointer is valid for the size stated.
    check(unsafe { libc::sched_setaffinity(pid as libc::pid_t, size_of_val(&set), &set) }).map(drop)
}

/// The processors that this process may use, by number.
pub(crate) fn usable_processors() -> io::Result<Vec<usize>> {
    // SAFETY: an all-zero set is a valid, empty one.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    // SAFETY: the pointer is valid for the size stated.
    check(unsafe { libc::sched_getaffinity(0, size_of_val(&set), &mut set) })?;
    // SAFETY: the numbers are within the set.
    Ok((0..8 * size_of_val(&set))
        .filter(|core| unsafe { libc::CPU_ISSET(*core, &set) })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsFd;

    /// The outer shell is like the first process of a run: it was there before and never execs. The inner one is like the program.
    #[test]
    fn what_is_executed_after_exec_is_counted() {
        let mut child = std::process::Command::new("/bin/sh");
        child.args([
            "-c",
            "read line; sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done'; exit 0",
        ]);
        child.stdin(std::process::Stdio::piped());
        let mut child = child.spawn().unwrap();
        let counter = match counter(Countable::TASK_CLOCK, child.id()) {
            Ok(counter) => counter,
            Err(error) => {
                child.kill().unwrap();
                child.wait().unwrap();
                return println!("skipped: perf_event_open: {error}");
            }
        };
        assert_eq!(counted(counter.as_fd()).unwrap(), None, "nothing has been executed yet");
        drop(child.stdin.take());
        child.wait().unwrap();
        let nanoseconds = counted(counter.as_fd()).unwrap().unwrap();
        assert!((100_000..60_000_000_000).contains(&nanoseconds), "{nanoseconds} ns");
    }

    #[test]
    fn processors_have_numbers() {
        let cores = usable_processors().unwrap();
        assert_eq!(cores.len(), super::super::processors() as usize);
        assert!(pin(0, 1 << 20).is_err());
    }
}
