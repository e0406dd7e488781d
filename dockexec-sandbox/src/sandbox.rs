//! The engine room: one launcher, one cgroup backend, and cells, which are runs that have not been told yet
//! what they are for.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::armed::Armed;
use crate::cgroup::{self, CgroupBackend, CgroupParent, Leaf};
use crate::error::{Error, ErrorKind, Result};
use crate::janitor::{Janitor, Leftover};
use crate::launcher::{Launcher, LauncherConfig};
use crate::limits::Limits;
use crate::plan::{self, Facts, HardLimits};
use crate::policy::Policy;
use crate::probe::HostSupport;
use crate::report::Tier;
use crate::sys;

/// Which tier to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TierChoice {
    /// The best one that this host and user allow, never `bare`.
    #[default]
    Auto,
    /// This one, or an error.
    Exactly(Tier),
}

/// Runs commands. Cheap to clone; clones share the launcher. Usable from any thread.
#[derive(Debug, Clone)]
pub struct Sandbox {
    core: Arc<Core>,
}

/// Configures a [`Sandbox`].
#[derive(Debug, Clone, Default)]
pub struct SandboxBuilder {
    tier: TierChoice,
    cgroup_parent: CgroupParent,
    launcher: Option<PathBuf>,
}

impl SandboxBuilder {
    /// Chooses the tier.
    pub fn tier(mut self, tier: TierChoice) -> Self {
        self.tier = tier;
        self
    }

    /// Chooses where the runs' cgroups are made.
    pub fn cgroup_parent(mut self, parent: CgroupParent) -> Self {
        self.cgroup_parent = parent;
        self
    }

    /// Uses an installed launcher instead of the embedded one.
    pub fn launcher(mut self, path: impl Into<PathBuf>) -> Self {
        self.launcher = Some(path.into());
        self
    }

    /// Probes the host, chooses the tier, starts the launcher.
    pub fn build(self) -> Result<Sandbox> {
        let host = HostSupport::probe_with(&self.cgroup_parent);
        let tier = host.choose(self.tier)?;
        let cgroups = cgroup::expected_in(tier)
            .then(|| cgroup::find(&self.cgroup_parent))
            .transpose()?;
        if let Some(cgroups) = &cgroups {
            cgroup::sweep(cgroups.as_ref());
        }
        let (uid, gid) = sys::effective_ids();
        // As root, the user tier still must not map the run to root: the launcher becomes somebody first.
        let user = (tier != Tier::Full && uid == 0).then_some((FIRST_UID - 1, FIRST_UID - 1));
        let core = Core {
            facts: Facts {
                tier,
                landlock_abi: sys::landlock_abi(),
                cgroup_namespaces: std::path::Path::new("/proc/self/ns/cgroup").exists(),
                staging: staging()?,
                hard_limits: HardLimits {
                    stack: sys::hard_limit(libc::RLIMIT_STACK),
                    file_size: sys::hard_limit(libc::RLIMIT_FSIZE),
                    open_files: sys::hard_limit(libc::RLIMIT_NOFILE),
                    processes: sys::hard_limit(libc::RLIMIT_NPROC),
                    address_space: sys::hard_limit(libc::RLIMIT_AS),
                },
            },
            host,
            cgroups,
            launcher_config: LauncherConfig {
                path: self.launcher,
                private_net: tier == Tier::Full,
                user,
            },
            own_ids: user.unwrap_or((uid, gid)),
            process: Mutex::new(None),
            next_uid: AtomicU32::new(std::process::id() % UID_COUNT),
        };
        core.process()?;
        Ok(Sandbox { core: Arc::new(core) })
    }
}

impl Sandbox {
    /// With automatic choices.
    pub fn new() -> Result<Self> {
        Self::builder().build()
    }

    /// To choose for oneself.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    /// The tier in use.
    pub fn tier(&self) -> Tier {
        self.core.facts.tier
    }

    /// What the host can enforce.
    pub fn host(&self) -> &HostSupport {
        &self.core.host
    }

    /// The process id of the launcher at this moment.
    pub fn launcher_pid(&self) -> Option<u32> {
        let process = self.core.process.lock().unwrap_or_else(PoisonError::into_inner);
        process.as_ref().map(|p| p.launcher.pid())
    }

    /// Prepares a run ahead of time: namespaces, cgroup and file tree are ready, the command is not known yet.
    /// It serves one run; dropped, it is destroyed.
    pub fn arm(&self, policy: &Arc<Policy>, limits: &Limits) -> Result<Armed> {
        limits.validate()?;
        let part = policy.arm_part(&self.core.facts, limits.scratch)?;
        let cell = self.core.cell(policy)?;
        cell.limit(limits)?;
        part.send(cell.control(), &[])
            .map_err(Error::io("send the plan of an armed run"))?;
        Ok(Armed::new(self.clone(), Arc::clone(policy), limits.clone(), cell))
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }
}

/// The first uid of runs on the full tier. Below 65534 ("nobody") and above what distributions hand out.
const FIRST_UID: u32 = 64000;
/// Runs that are alive at the same time get different ones as long as there are fewer than this.
const UID_COUNT: u32 = 1500;

#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) facts: Facts,
    host: HostSupport,
    cgroups: Option<Box<dyn CgroupBackend>>,
    launcher_config: LauncherConfig,
    own_ids: (u32, u32),
    process: Mutex<Option<Arc<PerProcess>>>,
    next_uid: AtomicU32,
}

/// What a fork of the host must not share with its parent.
#[derive(Debug)]
pub(crate) struct PerProcess {
    owner: u32,
    start_time: u64,
    launcher: Launcher,
    pub(crate) janitor: Janitor,
}

/// A run that is not told yet what it is for: pid 1 exists, sits in its cgroup, waits.
#[derive(Debug)]
pub(crate) struct Cell {
    /// Shared with the janitor when we are dropped before the launcher has answered.
    control: Arc<OwnedFd>,
    /// Known as soon as the launcher's notice has been read.
    pub(crate) pidfd: Option<OwnedFd>,
    pub(crate) pid: Option<u32>,
    pub(crate) leaf: Option<Box<dyn Leaf>>,
    /// The ids of the run as the host sees them.
    pub(crate) ids: (u32, u32),
    pub(crate) process: Arc<PerProcess>,
}

impl Core {
    /// The launcher of this very process, started if need be.
    pub(crate) fn process(&self) -> Result<Arc<PerProcess>> {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let owner = std::process::id();
        if let Some(existing) = process.as_ref().filter(|p| p.owner == owner) {
            return Ok(Arc::clone(existing));
        }
        let fresh = Arc::new(PerProcess {
            owner,
            start_time: cgroup::start_time(owner).unwrap_or(0),
            launcher: Launcher::start(&self.launcher_config)?,
            janitor: Janitor::default(),
        });
        *process = Some(Arc::clone(&fresh));
        Ok(fresh)
    }

    /// Replaces a launcher that has died, unless somebody else has already.
    fn replace(&self, dead: &Arc<PerProcess>) -> Result<Arc<PerProcess>> {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        if process.as_ref().is_some_and(|p| Arc::ptr_eq(p, dead)) {
            *process = None;
        }
        drop(process);
        self.process()
    }

    /// Makes a cell. A dead launcher is replaced once.
    pub(crate) fn cell(&self, policy: &Policy) -> Result<Cell> {
        let process = self.process()?;
        match self.cell_in(&process, policy) {
            Err(error) if error.kind() == ErrorKind::Launcher => self.cell_in(&self.replace(&process)?, policy),
            made => made,
        }
    }

    fn cell_in(&self, process: &Arc<PerProcess>, policy: &Policy) -> Result<Cell> {
        let leaf = match &self.cgroups {
            None => None,
            Some(cgroups) => Some(self.leaf(cgroups.as_ref(), process)?),
        };
        let (control, theirs) = sys::seqpacket_pair().map_err(Error::io("make a control socket"))?;
        let ids = self.ids();
        let cell = Cell {
            control: Arc::new(control),
            pidfd: None,
            pid: None,
            leaf,
            ids,
            process: Arc::clone(process),
        };
        let (groups, directory) = match &cell.leaf {
            Some(leaf) => (cgroup::path_bytes(leaf.paths()), leaf.directory().map(AsFd::as_fd)),
            None => (Vec::new(), None),
        };
        let flags = self.clone_flags(process, policy);
        process
            .launcher
            .run(theirs.as_fd(), flags, &groups, directory)
            .map_err(|e| {
                Error::new(ErrorKind::Launcher, "send a request to the launcher")
                    .with_source(e)
                    .with_hint("it has died; the next run starts a new one")
            })?;
        let attach: Vec<_> = cell
            .leaf
            .iter()
            .flat_map(|l| l.attach_files())
            .map(AsFd::as_fd)
            .collect();
        let attach_count = u16::try_from(attach.len()).unwrap_or(u16::MAX);
        plan::cell_part(&self.facts, attach_count, cell.leaf.is_some(), ids)
            .send(cell.control(), &attach)
            .map_err(Error::io("send the first part of a plan"))?;
        Ok(cell)
    }

    fn leaf(&self, cgroups: &dyn CgroupBackend, process: &PerProcess) -> Result<Box<dyn Leaf>> {
        // One count for all sandboxes of the process: they may share the parent group.
        static SERIAL: AtomicU64 = AtomicU64::new(0);
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let name = cgroup::group_name(process.owner, process.start_time, serial);
        cgroups.create(&name).map_err(|e| {
            Error::new(
                ErrorKind::Host,
                format!("make the cgroup {name} ({})", cgroups.describe()),
            )
            .with_source(e)
            .with_hint(cgroup::REMEDY)
        })
    }

    fn ids(&self) -> (u32, u32) {
        if self.facts.tier != Tier::Full {
            return self.own_ids;
        }
        let uid = FIRST_UID + self.next_uid.fetch_add(1, Ordering::Relaxed) % UID_COUNT;
        (uid, uid)
    }

    fn clone_flags(&self, process: &PerProcess, policy: &Policy) -> u64 {
        let mut flags = libc::CLONE_NEWPID | libc::CLONE_NEWNS | libc::CLONE_NEWIPC | libc::CLONE_NEWUTS;
        if self.facts.tier != Tier::Full {
            flags |= libc::CLONE_NEWUSER;
        }
        // In a shared empty namespace runs could meet over abstract unix sockets, if they could make sockets.
        if !process.launcher.private_net() || policy.seccomp.allows_sockets() {
            flags |= libc::CLONE_NEWNET;
        }
        flags as u32 as u64
    }
}

impl Cell {
    /// Our end of the control socket.
    pub(crate) fn control(&self) -> BorrowedFd<'_> {
        self.control.as_fd()
    }

    /// Notes the process that the launcher has made.
    pub(crate) fn created(&mut self, pid: u32, pidfd: Option<OwnedFd>) {
        (self.pid, self.pidfd) = (Some(pid), pidfd);
    }

    /// Kills pid 1, and with it the whole namespace. Before it is known, the caller has to come back.
    pub(crate) fn kill(&self) {
        if let Some(pidfd) = &self.pidfd {
            // ESRCH: dead already.
            let _ = sys::pidfd_kill(pidfd.as_fd(), libc::SIGKILL);
        }
    }

    /// Sets the limits of the group.
    pub(crate) fn limit(&self, limits: &Limits) -> Result<()> {
        let Some(leaf) = &self.leaf else { return Ok(()) };
        leaf.limit(limits).map_err(|e| {
            Error::new(ErrorKind::Host, "set the limits of a run's cgroup")
                .with_source(e)
                .with_hint(cgroup::REMEDY)
        })
    }
}

impl Drop for Cell {
    fn drop(&mut self) {
        self.kill();
        self.process.janitor.take(Leftover::new(
            Arc::clone(&self.control),
            self.pidfd.take(),
            self.leaf.take(),
        ));
    }
}

/// An existing directory to mount the new root on.
fn staging() -> Result<String> {
    ["/tmp", "/run", "/mnt", "/var", "/usr"]
        .into_iter()
        .find(|path| std::fs::symlink_metadata(path).is_ok_and(|m| m.is_dir()))
        .map(str::to_owned)
        .ok_or_else(|| {
            Error::new(
                ErrorKind::Host,
                "find a directory to stage a root on (tried /tmp, /run, /mnt, /var, /usr)",
            )
        })
}
