//! The system calls the launcher needs, straight from the kernel's numbers.
//!
//! The launcher is built by `rustc` alone, without crates, so it declares libc's `syscall` itself. Results
//! are `Result<usize, i32>` with the errno. Everything unsafe of the launcher is in this file.

use std::ffi::CStr;

/// A raw errno.
pub type Errno = i32;
/// What every wrapper here returns.
pub type Sys<T> = Result<T, Errno>;

unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
    fn clone(entry: extern "C" fn(*mut u8) -> i32, stack: *mut u8, flags: i32, argument: *mut u8, ...) -> i32;
}

/// Issues one system call.
///
/// # Safety
/// The arguments must be what the call expects, pointers included, for as long as the call lasts.
unsafe fn call(number: i64, args: [usize; 6]) -> Sys<usize> {
    // SAFETY: forwarded to the caller; `syscall` takes up to six register-sized arguments.
    let result = unsafe { syscall(number, args[0], args[1], args[2], args[3], args[4], args[5]) };
    if result < 0 {
        return Err(std::io::Error::last_os_error().raw_os_error().unwrap_or(EIO));
    }
    Ok(result as usize)
}

macro_rules! numbers {
    ($($name:ident $x86:literal $arm:literal;)*) => {
        #[cfg(target_arch = "x86_64")]
        mod nr { $(pub const $name: i64 = $x86;)* }
        #[cfg(target_arch = "aarch64")]
        mod nr { $(pub const $name: i64 = $arm;)* }
    };
}
numbers! {
    READ 0 63; WRITE 1 64; CLOSE 3 57; FSTAT 5 80; MMAP 9 222; KILL 62 129; GETPID 39 172;
    SENDMSG 46 211; RECVMSG 47 212; CLONE 56 220; WAIT4 61 260; FCNTL 72 25;
    CHDIR 80 49; UMASK 95 166; GETRUSAGE 98 165; SETPRIORITY 141 140; GETPRIORITY 140 141;
    RT_SIGPROCMASK 14 135; RT_SIGACTION 13 134; RT_SIGTIMEDWAIT 128 137; PRCTL 157 167; MOUNT 165 40; UMOUNT2 166 39; PIVOT_ROOT 155 41;
    SETHOSTNAME 170 161; SETGROUPS 116 159; SETRESUID 117 147; SETRESGID 119 149; SETSID 112 157; SETPGID 109 154;
    CAPSET 126 91; GETDENTS64 217 61; CLOCK_GETTIME 228 113; EXIT_GROUP 231 94; PPOLL 271 73; UNSHARE 272 97;
    OPENAT 257 56; MKDIRAT 258 34; MKNODAT 259 33; SYMLINKAT 266 36; UNLINKAT 263 35; FCHOWN 93 55; FCHMOD 91 52;
    SIGNALFD4 289 74; DUP3 292 24; PRLIMIT64 302 261; SECCOMP 317 277; EXECVEAT 322 281;
    CLONE3 435 435; CLOSE_RANGE 436 436; PIDFD_OPEN 434 434; OPENAT2 437 437; OPEN_TREE 428 428; MOVE_MOUNT 429 429;
    SETNS 308 268; FSOPEN 430 430; FSCONFIG 431 431; FSMOUNT 432 432; MOUNT_SETATTR 442 442;
    LANDLOCK_CREATE_RULESET 444 444; LANDLOCK_ADD_RULE 445 445; LANDLOCK_RESTRICT_SELF 446 446;
}

pub const ENOENT: i32 = 2;
pub const EINTR: i32 = 4;
pub const EIO: i32 = 5;
pub const EAGAIN: i32 = 11;
pub const EBUSY: i32 = 16;
pub const EEXIST: i32 = 17;
pub const ENODEV: i32 = 19;
pub const EINVAL: i32 = 22;
pub const ENOSYS: i32 = 38;
pub const ELOOP: i32 = 40;
pub const EPROTO: i32 = 71;
pub const EOWNERDEAD: i32 = 130;

pub const SIGKILL: i32 = 9;
pub const SIGCHLD: i32 = 17;

pub const O_WRONLY: i32 = 1;
pub const O_CREAT: i32 = 0o100;
pub const O_EXCL: i32 = 0o200;
pub const O_NONBLOCK: i32 = 0o4000;
pub const O_CLOEXEC: i32 = 0o2000000;
pub const O_PATH: i32 = 0o10000000;
#[cfg(target_arch = "x86_64")]
pub const O_DIRECTORY: i32 = 0o200000;
#[cfg(target_arch = "x86_64")]
pub const O_NOFOLLOW: i32 = 0o400000;
#[cfg(target_arch = "aarch64")]
pub const O_DIRECTORY: i32 = 0o40000;
#[cfg(target_arch = "aarch64")]
pub const O_NOFOLLOW: i32 = 0o100000;
pub const AT_FDCWD: i32 = -100;

pub const CLONE_NEWNS: u64 = 0x2_0000;
pub const CLONE_NEWNET: u64 = 0x4000_0000;
pub const CLONE_NEWUSER: u64 = 0x1000_0000;
const CLONE_PIDFD: u64 = 0x1000;
const CLONE_INTO_CGROUP: u64 = 0x2_0000_0000;

pub const MS_RDONLY: u64 = 1;
pub const MS_NOSUID: u64 = 2;
pub const MS_NODEV: u64 = 4;
pub const MS_NOEXEC: u64 = 8;
pub const MS_REMOUNT: u64 = 32;
pub const MS_BIND: u64 = 4096;
pub const MS_REC: u64 = 16384;
pub const MS_PRIVATE: u64 = 1 << 18;

const POLLIN: i16 = 1;

/// Ends the process without running anything else.
pub fn exit(code: i32) -> ! {
    loop {
        // SAFETY: exit_group takes an integer and does not return.
        let _ = unsafe { call(nr::EXIT_GROUP, [code as usize, 0, 0, 0, 0, 0]) };
    }
}

pub fn close(fd: i32) {
    // SAFETY: closing any number is memory-safe here: the launcher holds raw descriptors only.
    let _ = unsafe { call(nr::CLOSE, [fd as usize, 0, 0, 0, 0, 0]) };
}

/// Closes (or with `flags` 4 marks close-on-exec) a range of descriptors.
pub fn close_range(first: u32, last: u32, flags: u32) -> Sys<usize> {
    // SAFETY: as for `close`.
    unsafe {
        call(
            nr::CLOSE_RANGE,
            [first as usize, last as usize, flags as usize, 0, 0, 0],
        )
    }
}

pub fn write(fd: i32, bytes: &[u8]) -> Sys<usize> {
    // SAFETY: pointer and length come from one live slice.
    retry(|| unsafe { call(nr::WRITE, [fd as usize, bytes.as_ptr() as usize, bytes.len(), 0, 0, 0]) })
}

pub fn write_all(fd: i32, mut bytes: &[u8]) -> Sys<()> {
    while !bytes.is_empty() {
        let n = write(fd, bytes)?;
        bytes = bytes.get(n..).unwrap_or_default();
        if n == 0 {
            return Err(EIO);
        }
    }
    Ok(())
}

pub fn read(fd: i32, buffer: &mut [u8]) -> Sys<usize> {
    // SAFETY: pointer and length come from one live, writable slice.
    retry(|| unsafe {
        call(
            nr::READ,
            [fd as usize, buffer.as_mut_ptr() as usize, buffer.len(), 0, 0, 0],
        )
    })
}

fn retry(mut attempt: impl FnMut() -> Sys<usize>) -> Sys<usize> {
    loop {
        match attempt() {
            Err(EINTR) => {}
            other => return other,
        }
    }
}

pub fn openat(dir: i32, path: &CStr, flags: i32, mode: u32) -> Sys<i32> {
    // SAFETY: `path` is NUL-terminated and outlives the call.
    let fd = unsafe {
        call(
            nr::OPENAT,
            [
                dir as usize,
                path.as_ptr() as usize,
                (flags | O_CLOEXEC) as usize,
                mode as usize,
                0,
                0,
            ],
        )
    };
    fd.map(|fd| fd as i32)
}

/// `open_how` of openat2(2).
#[repr(C)]
struct OpenHow {
    flags: u64,
    mode: u64,
    resolve: u64,
}

/// Opens strictly below `dir`, through no symbolic link of any kind.
pub fn open_beneath(dir: i32, path: &CStr, flags: i32) -> Sys<i32> {
    const RESOLVE_NO_MAGICLINKS: u64 = 2;
    const RESOLVE_NO_SYMLINKS: u64 = 4;
    const RESOLVE_BENEATH: u64 = 8;
    let how = OpenHow {
        flags: (flags | O_CLOEXEC) as u64,
        mode: 0,
        resolve: RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    // SAFETY: path and structure outlive the call; the size is the structure's.
    let fd = unsafe {
        call(
            nr::OPENAT2,
            [
                dir as usize,
                path.as_ptr() as usize,
                &raw const how as usize,
                size_of::<OpenHow>(),
                0,
                0,
            ],
        )
    };
    fd.map(|fd| fd as i32)
}

pub fn mkdir(path: &CStr, mode: u32) -> Sys<()> {
    // SAFETY: `path` outlives the call.
    unsafe {
        call(
            nr::MKDIRAT,
            [AT_FDCWD as usize, path.as_ptr() as usize, mode as usize, 0, 0, 0],
        )
    }
    .map(drop)
}

/// Makes a character device node that everybody may use.
pub fn make_device(path: &CStr, major: u32, minor: u32) -> Sys<()> {
    const S_IFCHR: usize = 0o020000;
    // The kernel's encoding for small numbers; all of ours are.
    let device = (major << 8 | minor) as usize;
    // SAFETY: `path` outlives the call.
    unsafe {
        call(
            nr::MKNODAT,
            [AT_FDCWD as usize, path.as_ptr() as usize, S_IFCHR | 0o666, device, 0, 0],
        )
    }
    .map(drop)
}

/// Removes a directory, or with `directory` false a file.
pub fn unlink(path: &CStr, directory: bool) -> Sys<()> {
    let flags = if directory { 0x200 } else { 0 };
    // SAFETY: `path` outlives the call.
    unsafe {
        call(
            nr::UNLINKAT,
            [AT_FDCWD as usize, path.as_ptr() as usize, flags, 0, 0, 0],
        )
    }
    .map(drop)
}

pub fn symlink(target: &CStr, path: &CStr) -> Sys<()> {
    // SAFETY: both strings outlive the call.
    unsafe {
        call(
            nr::SYMLINKAT,
            [
                target.as_ptr() as usize,
                AT_FDCWD as usize,
                path.as_ptr() as usize,
                0,
                0,
                0,
            ],
        )
    }
    .map(drop)
}

pub fn fchown(fd: i32, uid: u32, gid: u32) -> Sys<()> {
    // SAFETY: integers only.
    unsafe { call(nr::FCHOWN, [fd as usize, uid as usize, gid as usize, 0, 0, 0]) }.map(drop)
}

pub fn fchmod(fd: i32, mode: u32) -> Sys<()> {
    // SAFETY: integers only.
    unsafe { call(nr::FCHMOD, [fd as usize, mode as usize, 0, 0, 0, 0]) }.map(drop)
}

/// The parts of `struct stat` that somebody here looks at.
pub struct Stat {
    pub mode: u32,
    pub links: u64,
    pub size: u64,
}

impl Stat {
    pub fn is_file(&self) -> bool {
        self.mode & 0o170000 == 0o100000
    }
    pub fn is_dir(&self) -> bool {
        self.mode & 0o170000 == 0o040000
    }
}

pub fn fstat(fd: i32) -> Sys<Stat> {
    // The kernel's struct stat is 144 bytes on x86_64 and 128 on aarch64.
    let mut raw = [0u64; 18];
    // SAFETY: the buffer is as large as the larger of the two layouts.
    unsafe { call(nr::FSTAT, [fd as usize, raw.as_mut_ptr() as usize, 0, 0, 0, 0]) }?;
    // x86_64: dev, ino, nlink (u64), mode (u32), uid, gid, pad, rdev, size.
    #[cfg(target_arch = "x86_64")]
    let stat = Stat {
        mode: raw[3] as u32,
        links: raw[2],
        size: raw[6],
    };
    // aarch64: dev, ino, mode (u32), nlink (u32), uid, gid, rdev, pad, size.
    #[cfg(target_arch = "aarch64")]
    let stat = Stat {
        mode: raw[2] as u32,
        links: raw[2] >> 32,
        size: raw[6],
    };
    Ok(stat)
}

pub fn getdents(dir: i32, buffer: &mut [u8]) -> Sys<usize> {
    // SAFETY: pointer and length come from one live, writable slice.
    unsafe {
        call(
            nr::GETDENTS64,
            [dir as usize, buffer.as_mut_ptr() as usize, buffer.len(), 0, 0, 0],
        )
    }
}

/// Duplicates onto a free number that is at least `minimum`, close-on-exec.
pub fn dup_at_least(fd: i32, minimum: i32) -> Sys<i32> {
    const F_DUPFD_CLOEXEC: usize = 1030;
    // SAFETY: integers only.
    unsafe { call(nr::FCNTL, [fd as usize, F_DUPFD_CLOEXEC, minimum as usize, 0, 0, 0]) }.map(|fd| fd as i32)
}

/// Duplicates onto exactly `number`; `cloexec` says whether exec closes it.
pub fn dup_to(fd: i32, number: i32, cloexec: bool) -> Sys<()> {
    let flags = if cloexec { O_CLOEXEC as usize } else { 0 };
    // SAFETY: integers only.
    unsafe { call(nr::DUP3, [fd as usize, number as usize, flags, 0, 0, 0]) }.map(drop)
}

/// Maps `length` bytes of `fd` read-only for the rest of the process's life.
pub fn map_file(fd: i32, length: usize) -> Sys<&'static [u8]> {
    const PROT_READ: usize = 1;
    const MAP_PRIVATE: usize = 2;
    if fstat(fd)?.size < length as u64 || length == 0 {
        return Err(EPROTO);
    }
    // SAFETY: a fresh read-only mapping that nobody unmaps; the host sealed the memfd against shrinking.
    unsafe {
        let at = call(nr::MMAP, [0, length, PROT_READ, MAP_PRIVATE, fd as usize, 0])?;
        Ok(std::slice::from_raw_parts(at as *const u8, length))
    }
}

#[repr(C)]
struct IoVec {
    base: *mut u8,
    length: usize,
}

#[repr(C)]
struct MsgHdr {
    name: *mut u8,
    name_length: u32,
    iov: *mut IoVec,
    iov_length: usize,
    control: *mut u8,
    control_length: usize,
    flags: i32,
}

const CMSG_HEADER: usize = 16;

/// Receives one message of at most the buffer's capacity, and its descriptors (close-on-exec). An empty message is the
/// end of the conversation. The buffer is not zeroed first: in a process that was just forked each page touched costs.
pub fn receive(socket: i32, buffer: &mut Vec<u8>, fds: &mut Vec<i32>) -> Sys<()> {
    const MSG_CMSG_CLOEXEC: usize = 0x4000_0000;
    const MSG_TRUNC: i32 = 0x20;
    const MSG_CTRUNC: i32 = 0x8;
    let mut control = [0u64; (CMSG_HEADER + crate::step::MAX_FDS * 4).div_ceil(8)];
    buffer.clear();
    let mut iov = IoVec {
        base: buffer.as_mut_ptr(),
        length: buffer.capacity(),
    };
    let mut header = MsgHdr {
        name: std::ptr::null_mut(),
        name_length: 0,
        iov: &mut iov,
        iov_length: 1,
        control: control.as_mut_ptr().cast(),
        control_length: size_of_val(&control),
        flags: 0,
    };
    let length = retry(|| {
        // SAFETY: header, iov and both buffers live through the call and are as large as stated.
        unsafe {
            call(
                nr::RECVMSG,
                [socket as usize, &raw mut header as usize, MSG_CMSG_CLOEXEC, 0, 0, 0],
            )
        }
    })?;
    if header.control_length >= CMSG_HEADER {
        // cmsghdr: length (usize), level, type, then the descriptors. Only one such block is ever sent.
        let data_length = (control[0] as usize)
            .min(header.control_length)
            .saturating_sub(CMSG_HEADER);
        for i in 0..data_length / 4 {
            let word = control[2 + i / 2];
            fds.push((word >> (32 * (i % 2))) as u32 as i32);
        }
    }
    if header.flags & (MSG_TRUNC | MSG_CTRUNC) != 0 {
        return Err(EPROTO);
    }
    // SAFETY: the kernel has written so many bytes, at most the capacity.
    unsafe { buffer.set_len(length) };
    Ok(())
}

/// Sends one message, with at most one descriptor.
pub fn send(socket: i32, bytes: &[u8], fd: Option<i32>) -> Sys<()> {
    const SOL_SOCKET: u64 = 1;
    const SCM_RIGHTS: u64 = 1;
    const MSG_NOSIGNAL: usize = 0x4000;
    let mut iov = IoVec {
        base: bytes.as_ptr().cast_mut(),
        length: bytes.len(),
    };
    let mut control = [
        CMSG_HEADER as u64 + 4,
        SOL_SOCKET | SCM_RIGHTS << 32,
        fd.unwrap_or(0) as u32 as u64,
    ];
    let header = MsgHdr {
        name: std::ptr::null_mut(),
        name_length: 0,
        iov: &mut iov,
        iov_length: 1,
        control: control.as_mut_ptr().cast(),
        control_length: if fd.is_some() { size_of_val(&control) } else { 0 },
        flags: 0,
    };
    // SAFETY: header, iov and buffers live through the call; sendmsg does not write to `bytes`.
    retry(|| unsafe {
        call(
            nr::SENDMSG,
            [socket as usize, &raw const header as usize, MSG_NOSIGNAL, 0, 0, 0],
        )
    })
    .map(drop)
}

#[repr(C)]
pub struct PollFd {
    pub fd: i32,
    events: i16,
    pub revents: i16,
}

impl PollFd {
    pub fn input(fd: i32) -> Self {
        PollFd {
            fd,
            events: POLLIN,
            revents: 0,
        }
    }
}

/// Waits until one of `fds` is readable or closed; `None` waits for ever.
pub fn poll(fds: &mut [PollFd], timeout_ms: Option<u64>) -> Sys<usize> {
    let timeout = timeout_ms.map(|ms| [ms / 1000, ms % 1000 * 1_000_000]);
    let timeout_at = timeout.as_ref().map_or(0, |t| t.as_ptr() as usize);
    // SAFETY: array and timeout live through the call.
    retry(|| unsafe { call(nr::PPOLL, [fds.as_mut_ptr() as usize, fds.len(), timeout_at, 0, 0, 0]) })
}

/// `clone_args` of clone3(2), up to and including `cgroup`.
#[repr(C)]
#[derive(Default)]
struct CloneArgs {
    flags: u64,
    pidfd: u64,
    child_tid: u64,
    parent_tid: u64,
    exit_signal: u64,
    stack: u64,
    stack_size: u64,
    tls: u64,
    set_tid: u64,
    set_tid_size: u64,
    cgroup: u64,
}

/// Which side of a clone we are on.
pub enum Cloned {
    Child,
    Parent { pid: i32, pidfd: i32 },
}

/// Forks into new namespaces. Containers whose seccomp profile hides clone3 get the older call.
pub fn clone_process(flags: u64, cgroup: Option<i32>) -> Sys<Cloned> {
    let mut pidfd: i32 = -1;
    let args = CloneArgs {
        flags: flags | CLONE_PIDFD | if cgroup.is_some() { CLONE_INTO_CGROUP } else { 0 },
        pidfd: &raw mut pidfd as u64,
        exit_signal: SIGCHLD as u64,
        cgroup: cgroup.unwrap_or(0) as u64,
        ..CloneArgs::default()
    };
    // SAFETY: without CLONE_VM and without a stack this is a fork: the child gets a copy of everything.
    // The process is single-threaded, so no lock can be held by somebody who is missing in the child.
    let mut result = unsafe {
        call(
            nr::CLONE3,
            [&raw const args as usize, size_of::<CloneArgs>(), 0, 0, 0, 0],
        )
    };
    if result == Err(ENOSYS) && cgroup.is_none() {
        let flags = (flags | CLONE_PIDFD) as usize | SIGCHLD as usize;
        // SAFETY: as above; the pidfd is stored through the parent_tid pointer, third on both architectures.
        result = unsafe { call(nr::CLONE, [flags, 0, &raw mut pidfd as usize, 0, 0, 0]) };
    }
    match result? {
        0 => Ok(Cloned::Child),
        pid => {
            // SAFETY: the kernel wrote the descriptor through the pointer above; the compiler must re-read it.
            let pidfd = unsafe { (&raw const pidfd).read_volatile() };
            Ok(Cloned::Parent { pid: pid as i32, pidfd })
        }
    }
}

/// Runs `job` in a new process and returns its pid once that process has executed a program or ended.
///
/// The new process borrows our memory meanwhile (CLONE_VM), which spares copying page tables that exec would
/// throw away at once: about 60 µs of every run. It has its own descriptors and credentials.
pub fn spawn_borrowing<J: FnMut()>(job: &mut J) -> Sys<i32> {
    const CLONE_VM: i32 = 0x100;
    const CLONE_VFORK: i32 = 0x4000;
    const STACK: usize = 256 * 1024;
    extern "C" fn enter<J: FnMut()>(job: *mut u8) -> i32 {
        // SAFETY: the pointer is that of the `job` below, which outlives us: its owner is suspended.
        unsafe { (*job.cast::<J>())() };
        exit(126)
    }
    let mut stack = vec![0u128; STACK / 16];
    // SAFETY: the child runs on a stack of its own, which lives until the child has executed or ended, because
    // CLONE_VFORK suspends us as long. Nothing else runs in this single-threaded process, so there are no races.
    let pid = unsafe {
        let top = stack.as_mut_ptr().add(stack.len()).cast();
        clone(
            enter::<J>,
            top,
            CLONE_VM | CLONE_VFORK | SIGCHLD,
            (&raw mut *job).cast(),
        )
    };
    if pid < 0 {
        Err(std::io::Error::last_os_error().raw_os_error().unwrap_or(EIO))
    } else {
        Ok(pid)
    }
}

/// The start of `struct rusage`: two timevals and ru_maxrss.
#[derive(Default, Clone, Copy)]
pub struct Usage {
    pub cpu_us: u64,
    pub max_rss_kib: u64,
}

/// Waits for any child. `Ok(None)` when `hang` is false and none has ended.
pub fn wait(hang: bool) -> Sys<Option<(i32, i32)>> {
    const WALL: usize = 0x4000_0000;
    let mut status = 0i32;
    let options = if hang { WALL } else { WALL | 1 };
    // SAFETY: the status pointer is valid; no rusage is asked for.
    let pid = retry(|| unsafe { call(nr::WAIT4, [usize::MAX, &raw mut status as usize, options, 0, 0, 0]) })?;
    // SAFETY: written by the kernel through the pointer above.
    let status = unsafe { (&raw const status).read_volatile() };
    Ok((pid != 0).then_some((pid as i32, status)))
}

/// What the children we waited for have used.
pub fn children_usage() -> Usage {
    const RUSAGE_CHILDREN: usize = usize::MAX;
    let mut raw = [0u64; 18];
    // SAFETY: struct rusage is 144 bytes on both architectures.
    if unsafe { call(nr::GETRUSAGE, [RUSAGE_CHILDREN, raw.as_mut_ptr() as usize, 0, 0, 0, 0]) }.is_err() {
        return Usage::default();
    }
    Usage {
        cpu_us: (raw[0] + raw[2]) * 1_000_000 + raw[1] + raw[3],
        max_rss_kib: raw[4],
    }
}

/// CPU time of this process in nanoseconds.
pub fn own_cpu_ns() -> u64 {
    const CLOCK_PROCESS_CPUTIME_ID: usize = 2;
    let mut time = [0u64; 2];
    // SAFETY: struct timespec is two 64-bit words.
    let _ = unsafe {
        call(
            nr::CLOCK_GETTIME,
            [CLOCK_PROCESS_CPUTIME_ID, time.as_mut_ptr() as usize, 0, 0, 0, 0],
        )
    };
    time[0] * 1_000_000_000 + time[1]
}

pub fn kill(pid: i32, signal: i32) -> Sys<()> {
    // SAFETY: integers only.
    unsafe { call(nr::KILL, [pid as usize, signal as usize, 0, 0, 0, 0]) }.map(drop)
}

pub fn getpid() -> i32 {
    // SAFETY: takes nothing.
    unsafe { call(nr::GETPID, [0; 6]) }.unwrap_or(0) as i32
}

pub fn pidfd_open(pid: i32) -> Sys<i32> {
    // SAFETY: integers only.
    unsafe { call(nr::PIDFD_OPEN, [pid as usize, 0, 0, 0, 0, 0]) }.map(|fd| fd as i32)
}

pub fn setsid() {
    // SAFETY: takes nothing.
    let _ = unsafe { call(nr::SETSID, [0; 6]) };
}

/// Leaves the process group, and stays in the session.
pub fn own_process_group() -> Sys<()> {
    // SAFETY: integers only.
    unsafe { call(nr::SETPGID, [0; 6]) }.map(drop)
}

/// Blocks SIGCHLD and returns a descriptor that becomes readable instead.
pub fn child_signals() -> Sys<i32> {
    let mask: u64 = 1 << (SIGCHLD - 1);
    set_signal_mask(mask)?;
    // SAFETY: the mask is eight bytes, as the kernel expects.
    unsafe {
        call(
            nr::SIGNALFD4,
            [
                usize::MAX,
                &raw const mask as usize,
                8,
                (O_CLOEXEC | O_NONBLOCK) as usize,
                0,
                0,
            ],
        )
    }
    .map(|fd| fd as i32)
}

/// Replaces the signal mask.
pub fn set_signal_mask(mask: u64) -> Sys<()> {
    const SIG_SETMASK: usize = 2;
    // SAFETY: the mask is eight bytes, as the kernel expects.
    unsafe { call(nr::RT_SIGPROCMASK, [SIG_SETMASK, &raw const mask as usize, 0, 8, 0, 0]) }.map(drop)
}

/// Waits for one of two blocked signals, takes it, and returns its number.
pub fn next_signal(one: i32, other: i32) -> Sys<i32> {
    let mask: u64 = 1 << (one - 1) | 1 << (other - 1);
    // SAFETY: the mask is eight bytes, as the kernel expects; there is no timeout and no siginfo.
    let number = unsafe { call(nr::RT_SIGTIMEDWAIT, [&raw const mask as usize, 0, 0, 8, 0, 0]) }?;
    Ok(number as i32)
}

/// Gives a signal its default action (Rust's runtime ignores SIGPIPE, and exec would pass that on).
pub fn default_signal(signal: i32) {
    // struct kernel_sigaction: handler, flags, restorer, mask; all zero is SIG_DFL.
    let action = [0u64; 4];
    // SAFETY: the structure is 32 bytes on x86_64 and 24 on aarch64.
    let _ = unsafe {
        call(
            nr::RT_SIGACTION,
            [signal as usize, action.as_ptr() as usize, 0, 8, 0, 0],
        )
    };
}

pub fn prctl(option: i32, a: usize, b: usize) -> Sys<usize> {
    // SAFETY: only options that take integers are used here (see the callers in `run` and `privileges`).
    unsafe { call(nr::PRCTL, [option as usize, a, b, 0, 0, 0]) }
}

pub fn mount(source: &CStr, target: &CStr, kind: &CStr, flags: u64, data: &CStr) -> Sys<()> {
    // SAFETY: all four strings outlive the call.
    unsafe {
        call(
            nr::MOUNT,
            [
                source.as_ptr() as usize,
                target.as_ptr() as usize,
                kind.as_ptr() as usize,
                flags as usize,
                data.as_ptr() as usize,
                0,
            ],
        )
    }
    .map(drop)
}

/// Unmounts lazily.
pub fn detach(path: &CStr) -> Sys<()> {
    const MNT_DETACH: usize = 2;
    // SAFETY: `path` outlives the call.
    unsafe { call(nr::UMOUNT2, [path.as_ptr() as usize, MNT_DETACH, 0, 0, 0, 0]) }.map(drop)
}

pub fn pivot_root(new: &CStr, old: &CStr) -> Sys<()> {
    // SAFETY: both strings outlive the call.
    unsafe {
        call(
            nr::PIVOT_ROOT,
            [new.as_ptr() as usize, old.as_ptr() as usize, 0, 0, 0, 0],
        )
    }
    .map(drop)
}

/// A detached copy of the mount (and what is mounted below it) at `path`.
pub fn open_tree(path: &CStr) -> Sys<i32> {
    const CLONE: i32 = 1;
    const RECURSIVE: i32 = 0x8000;
    // SAFETY: `path` outlives the call.
    unsafe {
        call(
            nr::OPEN_TREE,
            [
                AT_FDCWD as usize,
                path.as_ptr() as usize,
                (CLONE | RECURSIVE | O_CLOEXEC) as usize,
                0,
                0,
                0,
            ],
        )
    }
    .map(|fd| fd as i32)
}

/// Sets mount attributes on everything behind a descriptor from `open_tree`.
pub fn mount_setattr(tree: i32, set: u64) -> Sys<()> {
    const AT_EMPTY_PATH: usize = 0x1000;
    const AT_RECURSIVE: usize = 0x8000;
    const MS_PRIVATE: u64 = 1 << 18;
    // mount_attr: set, clear, propagation, userns_fd.
    let attributes = [set, 0, MS_PRIVATE, 0];
    // SAFETY: path and structure outlive the call; the size is the structure's.
    unsafe {
        call(
            nr::MOUNT_SETATTR,
            [
                tree as usize,
                c"".as_ptr() as usize,
                AT_EMPTY_PATH | AT_RECURSIVE,
                attributes.as_ptr() as usize,
                size_of_val(&attributes),
                0,
            ],
        )
    }
    .map(drop)
}

/// Attaches a detached mount at `target`.
pub fn move_mount(tree: i32, target: &CStr) -> Sys<()> {
    const F_EMPTY_PATH: usize = 4;
    // SAFETY: both strings outlive the call.
    unsafe {
        call(
            nr::MOVE_MOUNT,
            [
                tree as usize,
                c"".as_ptr() as usize,
                AT_FDCWD as usize,
                target.as_ptr() as usize,
                F_EMPTY_PATH,
                0,
            ],
        )
    }
    .map(drop)
}

/// A proc of this pid namespace that is mounted nowhere.
pub fn detached_proc() -> Sys<i32> {
    const FSCONFIG_CMD_CREATE: usize = 6;
    // SAFETY: the strings are constants; the other arguments are integers.
    unsafe {
        let context = call(nr::FSOPEN, [c"proc".as_ptr() as usize, 1, 0, 0, 0, 0])?;
        let mounted = call(nr::FSCONFIG, [context, FSCONFIG_CMD_CREATE, 0, 0, 0, 0])
            .and_then(|_| call(nr::FSMOUNT, [context, 1, 0, 0, 0, 0]));
        close(context as i32);
        mounted.map(|fd| fd as i32)
    }
}

pub fn unshare(flags: u64) -> Sys<()> {
    // SAFETY: integers only.
    unsafe { call(nr::UNSHARE, [flags as usize, 0, 0, 0, 0, 0]) }.map(drop)
}

/// Joins the mount namespace behind `fd`; root and working directory become its root.
pub fn join_mounts(fd: i32) -> Sys<()> {
    // SAFETY: integers only.
    unsafe { call(nr::SETNS, [fd as usize, CLONE_NEWNS as usize, 0, 0, 0, 0]) }.map(drop)
}

pub fn sethostname(name: &[u8]) -> Sys<()> {
    // SAFETY: pointer and length come from one live slice.
    unsafe { call(nr::SETHOSTNAME, [name.as_ptr() as usize, name.len(), 0, 0, 0, 0]) }.map(drop)
}

pub fn drop_groups() -> Sys<()> {
    // SAFETY: a list of no groups needs no pointer.
    unsafe { call(nr::SETGROUPS, [0; 6]) }.map(drop)
}

pub fn set_ids(uid: u32, gid: u32) -> Sys<()> {
    let (uid, gid) = (uid as usize, gid as usize);
    // SAFETY: integers only. The raw calls change the one thread there is.
    unsafe {
        call(nr::SETRESGID, [gid, gid, gid, 0, 0, 0])?;
        call(nr::SETRESUID, [uid, uid, uid, 0, 0, 0])
    }
    .map(drop)
}

/// Clears permitted, effective and inheritable capabilities.
pub fn clear_capabilities() -> Sys<()> {
    const VERSION_3: u64 = 0x2008_0522;
    let header = VERSION_3;
    let data = [0u32; 6];
    // SAFETY: header (version, pid 0) and two data elements, as version 3 wants.
    unsafe {
        call(
            nr::CAPSET,
            [&raw const header as usize, data.as_ptr() as usize, 0, 0, 0, 0],
        )
    }
    .map(drop)
}

pub fn set_rlimit(resource: u32, soft: u64, hard: u64) -> Sys<()> {
    let limit = [soft, hard];
    // SAFETY: struct rlimit64 is two 64-bit words; nothing is read back.
    unsafe { call(nr::PRLIMIT64, [0, resource as usize, limit.as_ptr() as usize, 0, 0, 0]) }.map(drop)
}

pub fn chdir(path: &CStr) -> Sys<()> {
    // SAFETY: `path` outlives the call.
    unsafe { call(nr::CHDIR, [path.as_ptr() as usize, 0, 0, 0, 0, 0]) }.map(drop)
}

pub fn umask(mask: u32) {
    // SAFETY: integers only.
    let _ = unsafe { call(nr::UMASK, [mask as usize, 0, 0, 0, 0, 0]) };
}

/// Lowers the priority to `value`, unless it is that low already: raising it takes a capability.
pub fn lower_priority(value: i32) -> Sys<()> {
    // SAFETY: integers only.
    let current = unsafe { call(nr::GETPRIORITY, [0; 6]) }?;
    // The system call itself answers 20 less the nice value, so that no answer looks like an error.
    if 20 - current as i32 >= value {
        return Ok(());
    }
    // SAFETY: integers only.
    unsafe { call(nr::SETPRIORITY, [0, 0, value as usize, 0, 0, 0]) }.map(drop)
}

pub fn landlock_ruleset(fs: u64, net: u64, scoped: u64) -> Sys<i32> {
    let attributes = [fs, net, scoped];
    // Older kernels refuse a structure they do not know, unless what is beyond their end is zero.
    // SAFETY: the structure outlives the call and has the size stated.
    unsafe {
        call(
            nr::LANDLOCK_CREATE_RULESET,
            [attributes.as_ptr() as usize, size_of_val(&attributes), 0, 0, 0, 0],
        )
    }
    .map(|fd| fd as i32)
}

pub fn landlock_allow(ruleset: i32, rights: u64, parent: i32) -> Sys<()> {
    const PATH_BENEATH: usize = 1;
    // landlock_path_beneath_attr is packed: u64 rights, i32 descriptor.
    let mut attributes = [0u8; 12];
    attributes[..8].copy_from_slice(&rights.to_ne_bytes());
    attributes[8..].copy_from_slice(&parent.to_ne_bytes());
    // SAFETY: the structure outlives the call.
    unsafe {
        call(
            nr::LANDLOCK_ADD_RULE,
            [ruleset as usize, PATH_BENEATH, attributes.as_ptr() as usize, 0, 0, 0],
        )
    }
    .map(drop)
}

pub fn landlock_enforce(ruleset: i32) -> Sys<()> {
    // SAFETY: integers only.
    unsafe { call(nr::LANDLOCK_RESTRICT_SELF, [ruleset as usize, 0, 0, 0, 0, 0]) }.map(drop)
}

/// Installs a filter: `program` is an array of `sock_filter`, eight bytes each.
pub fn seccomp(program: &[u8]) -> Sys<()> {
    const SET_MODE_FILTER: usize = 1;
    #[repr(C)]
    struct SockFprog {
        length: u16,
        filter: *const u8,
    }
    let length = u16::try_from(program.len() / 8).map_err(|_| EINVAL)?;
    // The kernel wants the array aligned no better than the bytes we have: it copies it in.
    let program = SockFprog {
        length,
        filter: program.as_ptr(),
    };
    // SAFETY: pointer and length come from one live slice; the kernel verifies the program.
    unsafe { call(nr::SECCOMP, [SET_MODE_FILTER, 0, &raw const program as usize, 0, 0, 0]) }.map(drop)
}

/// Executes `path` relative to `dir`, or `dir` itself when `path` is empty. Returns only on failure.
pub fn exec(dir: i32, path: &CStr, argv: &[*const i8], env: &[*const i8]) -> Errno {
    const AT_EMPTY_PATH: usize = 0x1000;
    let flags = if path.is_empty() { AT_EMPTY_PATH } else { 0 };
    if argv.last() != Some(&std::ptr::null()) || env.last() != Some(&std::ptr::null()) {
        return EINVAL;
    }
    // SAFETY: both arrays end with a null pointer (just checked) and their strings outlive the call.
    let result = unsafe {
        call(
            nr::EXECVEAT,
            [
                dir as usize,
                path.as_ptr() as usize,
                argv.as_ptr() as usize,
                env.as_ptr() as usize,
                flags,
                0,
            ],
        )
    };
    result.err().unwrap_or(EIO)
}
