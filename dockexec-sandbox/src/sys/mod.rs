//! The system calls of the host side behind safe functions: the only place of the library with `unsafe`.

#![allow(unsafe_code)]

mod perf;
mod poll;
mod socket;

use std::ffi::CStr;
use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::time::Duration;

pub(crate) use perf::{Countable, counted, counter, pin, usable_processors};
pub(crate) use poll::{Interest, PollSet};
pub(crate) use socket::{receive, send, seqpacket_pair};

/// Turns the C convention into a `Result`.
fn check(result: libc::c_int) -> io::Result<libc::c_int> {
    if result < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(result)
    }
}

/// Takes ownership of a descriptor that a system call has just returned.
fn own(result: libc::c_int) -> io::Result<OwnedFd> {
    let fd = check(result)?;
    // SAFETY: the kernel has just made this descriptor for us; nobody else knows its number.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// A pipe, close-on-exec: (read end, write end).
pub(crate) fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let mut fds: [RawFd; 2] = [-1; 2];
    // SAFETY: the array has room for the two descriptors.
    check(unsafe { libc::pipe2(fds.as_mut_ptr(), libc::O_CLOEXEC) })?;
    Ok((own(fds[0])?, own(fds[1])?))
}

/// Makes reads and writes on this description return instead of waiting.
pub(crate) fn set_nonblocking(fd: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: integers only.
    let flags = check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GETFL) })?;
    // SAFETY: integers only.
    check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_SETFL, flags | libc::O_NONBLOCK) }).map(drop)
}

/// The opposite.
pub(crate) fn set_blocking(fd: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: integers only.
    let flags = check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GETFL) })?;
    // SAFETY: integers only.
    check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_SETFL, flags & !libc::O_NONBLOCK) }).map(drop)
}

/// Gives a descriptor's inode to a user, so that it can be reopened through /proc.
pub(crate) fn change_owner(fd: BorrowedFd<'_>, uid: u32, gid: u32) -> io::Result<()> {
    // SAFETY: integers only.
    check(unsafe { libc::fchown(fd.as_raw_fd(), uid, gid) }).map(drop)
}

/// A memfd holding `bytes`, sealed against every change. `executable` says that it is to be exec'ed.
pub(crate) fn sealed_memfd(name: &CStr, bytes: &[u8], executable: bool) -> io::Result<OwnedFd> {
    let memfd = memfd(name, executable)?;
    let mut file = File::from(memfd);
    io::Write::write_all(&mut file, bytes)?;
    let seals = libc::F_SEAL_SEAL | libc::F_SEAL_SHRINK | libc::F_SEAL_GROW | libc::F_SEAL_WRITE;
    // SAFETY: integers only.
    check(unsafe { libc::fcntl(file.as_raw_fd(), libc::F_ADD_SEALS, seals) })?;
    Ok(file.into())
}

/// An empty memfd.
pub(crate) fn memfd(name: &CStr, executable: bool) -> io::Result<OwnedFd> {
    let base = libc::MFD_CLOEXEC | libc::MFD_ALLOW_SEALING;
    let flag = if executable {
        libc::MFD_EXEC
    } else {
        libc::MFD_NOEXEC_SEAL
    };
    // SAFETY: the name is NUL-terminated and outlives the call.
    match own(unsafe { libc::memfd_create(name.as_ptr(), base | flag) }) {
        // Kernels before 6.3 know neither flag.
        // SAFETY: as above.
        Err(e) if e.raw_os_error() == Some(libc::EINVAL) => own(unsafe { libc::memfd_create(name.as_ptr(), base) }),
        made => made,
    }
}

/// An eventfd counter, close-on-exec and non-blocking.
pub(crate) fn eventfd() -> io::Result<OwnedFd> {
    // SAFETY: integers only.
    own(unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) })
}

/// Sends a signal to exactly the process behind the pidfd.
pub(crate) fn pidfd_kill(pidfd: BorrowedFd<'_>, signal: i32) -> io::Result<()> {
    // SAFETY: no siginfo is passed; the rest are integers.
    let result = unsafe {
        libc::syscall(
            libc::SYS_pidfd_send_signal,
            pidfd.as_raw_fd(),
            signal,
            std::ptr::null::<libc::siginfo_t>(),
            0,
        )
    };
    if result < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}

/// CPU time of another process, exact to the nanosecond, from its CPU clock.
pub(crate) fn process_cpu(pid: u32) -> io::Result<Duration> {
    let mut clock: libc::clockid_t = 0;
    // SAFETY: the pointer is valid for the call.
    let error = unsafe { libc::clock_getcpuclockid(pid as libc::pid_t, &mut clock) };
    if error != 0 {
        return Err(io::Error::from_raw_os_error(error));
    }
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is valid for the call.
    check(unsafe { libc::clock_gettime(clock, &mut time) })?;
    Ok(Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    ))
}

/// The effective user and group.
pub(crate) fn effective_ids() -> (u32, u32) {
    // SAFETY: both take nothing and cannot fail.
    unsafe { (libc::geteuid(), libc::getegid()) }
}

/// How many processors this process may use.
pub(crate) fn processors() -> u32 {
    std::thread::available_parallelism().map_or(1, |n| u32::try_from(n.get()).unwrap_or(u32::MAX))
}

/// The Landlock version of the kernel; 0 where there is none.
pub(crate) fn landlock_abi() -> u32 {
    const VERSION: u32 = 1;
    // SAFETY: with this flag the call takes no structure.
    let abi = unsafe {
        libc::syscall(
            libc::SYS_landlock_create_ruleset,
            std::ptr::null::<u8>(),
            0usize,
            VERSION,
        )
    };
    u32::try_from(abi).unwrap_or(0)
}

/// Whether the kernel filters system calls and can kill a process for one.
pub(crate) fn seccomp_available() -> bool {
    const GET_ACTION_AVAIL: u32 = 2;
    let action: u32 = 0x8000_0000;
    // SAFETY: the pointer is valid for the call.
    unsafe { libc::syscall(libc::SYS_seccomp, GET_ACTION_AVAIL, 0, &raw const action) == 0 }
}

/// Sends SIGKILL to a process by number. Only for processes found in a cgroup of our own.
pub(crate) fn kill_pid(pid: u32) {
    // SAFETY: integers only.
    unsafe { libc::kill(pid as libc::pid_t, libc::SIGKILL) };
}

/// Reads at an offset without moving it; for counters that are read again and again.
pub(crate) fn read_counter(file: &File, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, 0)
}

/// Our own hard limit of a resource.
pub(crate) fn hard_limit(resource: u32) -> u64 {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the pointer is valid for the call. The type of the first parameter differs between C libraries.
    let result = unsafe { libc::getrlimit(resource as _, &mut limit) };
    if result == 0 { limit.rlim_max } else { u64::MAX }
}

/// Does something that may write to a pipe nobody reads any more, and spares the process the SIGPIPE: hosts
/// written in C, unlike those in Rust, Python and JavaScript, may not ignore it.
pub(crate) fn without_sigpipe<T>(action: impl FnOnce() -> T) -> T {
    // SAFETY: a sigset_t is plain data, which sigemptyset initialises.
    let (mut pipe, mut before, mut pending): (libc::sigset_t, libc::sigset_t, libc::sigset_t) =
        unsafe { std::mem::zeroed() };
    let at_once = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: all sets are valid for the calls; the mask changed is this thread's only.
    let was_pending = unsafe {
        libc::sigemptyset(&mut pipe);
        libc::sigaddset(&mut pipe, libc::SIGPIPE);
        libc::sigpending(&mut pending);
        libc::pthread_sigmask(libc::SIG_BLOCK, &pipe, &mut before);
        libc::sigismember(&pending, libc::SIGPIPE) == 1
    };
    let result = action();
    // SAFETY: as above. A signal that was pending before is not ours to take.
    unsafe {
        if !was_pending {
            libc::sigtimedwait(&pipe, std::ptr::null_mut(), &at_once);
        }
        libc::pthread_sigmask(libc::SIG_SETMASK, &before, std::ptr::null_mut());
    }
    result
}
