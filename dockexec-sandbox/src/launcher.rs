//! The host's end of the launcher: starting it, asking it for runs, noticing its death.

use std::ffi::CString;
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Error, ErrorKind, Result};
use crate::plan::step::{self, Field};
use crate::sys::{self, Interest, PollSet};

static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dockexec-launcher"));

/// How to start it.
#[derive(Debug, Clone, Default)]
pub(crate) struct LauncherConfig {
    /// A launcher installed by a packager, instead of the embedded one.
    pub(crate) path: Option<PathBuf>,
    /// Give it, and so all runs, one shared empty network namespace.
    pub(crate) private_net: bool,
    /// Run it as this user.
    pub(crate) user: Option<(u32, u32)>,
}

/// A running launcher. Dropping it ends it, with all its runs.
#[derive(Debug)]
pub(crate) struct Launcher {
    socket: Option<OwnedFd>,
    /// Taken when it is dropped.
    process: Option<Child>,
    pid: u32,
    owner: u32,
    private_net: bool,
}

impl Launcher {
    /// Starts a launcher and waits for its greeting.
    pub(crate) fn start(config: &LauncherConfig) -> Result<Self> {
        let (ours, theirs) = sys::seqpacket_pair().map_err(Error::io("make the launcher's socket"))?;
        let process = spawn(config, theirs)?;
        let mut launcher = Launcher {
            socket: Some(ours),
            pid: process.id(),
            process: Some(process),
            owner: std::process::id(),
            private_net: false,
        };
        launcher.private_net = launcher.greeting()?;
        Ok(launcher)
    }

    /// Whether runs inherit an empty network namespace without asking for one.
    pub(crate) fn private_net(&self) -> bool {
        self.private_net
    }

    fn greeting(&self) -> Result<bool> {
        let broken = |what: &str| Error::new(ErrorKind::Launcher, format!("start the launcher: {what}"));
        let socket = self.socket.as_ref().ok_or_else(|| broken("no socket"))?;
        let mut poll = PollSet::default();
        poll.add(socket.as_fd(), Interest::Read);
        let deadline = Instant::now() + Duration::from_secs(10);
        while poll
            .wait(Duration::from_millis(200))
            .map_err(Error::io("wait for the launcher"))?
            == 0
        {
            if Instant::now() > deadline {
                return Err(broken("it did not answer within 10 s"));
            }
        }
        let mut buffer = [0u8; 64];
        let received = sys::receive(socket.as_fd(), &mut buffer, true).map_err(Error::io("read from the launcher"))?;
        let mut message = buffer.get(..received.length).unwrap_or_default();
        match (u32::take(&mut message), u8::take(&mut message)) {
            (Some(step::VERSION), Some(net)) => Ok(net != 0),
            (Some(other), _) => Err(
                broken(&format!("it speaks version {other}, this library {}", step::VERSION))
                    .with_kind(ErrorKind::Host)
                    .with_hint("use the launcher that belongs to this version of the library"),
            ),
            _ => Err(broken("it ended at once")
                .with_hint("see whether executing from a memfd or from the temporary directory is forbidden here")),
        }
    }

    /// Asks for pid 1 of a run. Answers come over `control`'s other end.
    pub(crate) fn run(
        &self,
        control: BorrowedFd<'_>,
        flags: u64,
        groups: &[CString],
        cgroup: Option<BorrowedFd<'_>>,
    ) -> io::Result<()> {
        let socket = self.socket.as_ref().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut message = vec![
            step::REQUEST_RUN,
            if cgroup.is_some() { step::RUN_INTO_CGROUP } else { 0 },
        ];
        flags.put(&mut message);
        groups
            .iter()
            .map(|g| g.as_bytes())
            .collect::<Vec<_>>()
            .put(&mut message);
        let fds: Vec<BorrowedFd<'_>> = [Some(control), cgroup].into_iter().flatten().collect();
        sys::send(socket.as_fd(), &message, &fds)
    }

    /// The process, for tests and diagnostics.
    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }
}

impl Drop for Launcher {
    fn drop(&mut self) {
        // Closing the socket is the order to end.
        self.socket = None;
        if self.owner != std::process::id() {
            // We are a fork: it is our parent's child, and its other socket end keeps it alive.
            return;
        }
        let Some(mut process) = self.process.take() else { return };
        // It ends within a few milliseconds unless runs are still dying or the machine is busy. Whoever drops us is not to wait for that, and nobody else
        // would ever reap it: a host that lives for months must not collect zombies.
        let deadline = Instant::now() + Duration::from_millis(100);
        while matches!(process.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                let reaper = std::thread::Builder::new().name("dockexec-reaper".into());
                let _ = reaper.spawn(move || process.wait());
                return;
            }
            std::thread::sleep(Duration::from_micros(500));
        }
    }
}

fn spawn(config: &LauncherConfig, socket: OwnedFd) -> Result<Child> {
    if let Some(path) = &config.path {
        return start_program(path, config, socket)
            .map_err(Error::io(format!("start the launcher {}", path.display())))
            .map_err(|e| e.with_kind(ErrorKind::Host));
    }
    let memfd = sys::sealed_memfd(c"dockexec-launcher", EMBEDDED, true);
    if let Ok(memfd) = &memfd {
        let path = PathBuf::from(format!("/proc/self/fd/{}", memfd.as_raw_fd()));
        let socket = socket
            .try_clone()
            .map_err(Error::io("duplicate the launcher's socket"))?;
        if let Ok(child) = start_program(&path, config, socket) {
            return Ok(child);
        }
    }
    // memfds may be forbidden to execute (vm.memfd_noexec), or /proc may be missing.
    start_from_file(config, socket)
}

fn start_program(path: &Path, config: &LauncherConfig, socket: OwnedFd) -> io::Result<Child> {
    let mut command = Command::new(path);
    command
        .arg0("dockexec-launcher")
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::from(socket))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if config.private_net {
        command.arg("--private-net");
    }
    if let Some((uid, gid)) = config.user {
        command.uid(uid).gid(gid);
    }
    command.spawn()
}

/// The fallback: a private file, removed as soon as it has been started.
fn start_from_file(config: &LauncherConfig, socket: OwnedFd) -> Result<Child> {
    let path = std::env::temp_dir().join(format!("dockexec-launcher-{}-{:x}", std::process::id(), unique()));
    let written = std::fs::File::options()
        .write(true)
        .create_new(true)
        .mode(if config.user.is_some() { 0o755 } else { 0o700 })
        .open(&path)
        .and_then(|mut file| file.write_all(EMBEDDED));
    let started = written.and_then(|()| start_program(&path, config, socket));
    let _ = std::fs::remove_file(&path);
    started.map_err(|e| {
        Error::new(ErrorKind::Host, format!("start the launcher from a memfd or from {}", path.display()))
            .with_source(e)
            .with_hint("allow execution there (mount option noexec, vm.memfd_noexec), or install the launcher and name it with SandboxBuilder::launcher")
    })
}

fn unique() -> u128 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |d| d.as_nanos())
}
