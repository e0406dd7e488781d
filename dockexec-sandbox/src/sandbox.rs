//! The engine room: one launcher, one cgroup backend, and a few cells kept ready.

use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use crate::armed::Armed;
use crate::cell::Cell;
use crate::cgroup::{self, CgroupBackend, CgroupParent, Leaf};
use crate::error::{Error, ErrorKind, Result};
use crate::janitor::Janitor;
use crate::launcher::{Launcher, LauncherConfig};
use crate::limits::Limits;
use crate::plan::{self, Facts, TreeFrom};
use crate::policy::{Enforcement, Policy};
use crate::probe::HostSupport;
use crate::report::{Layer, Tier};
use crate::spares::{Recipe, Spares};
use crate::sys;
use crate::template::{self, Templates};

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
    without: Vec<Layer>,
}

/// Layers that can be switched off. The others hold up the run itself: without them nothing would be limited or ended.
const OPTIONAL: [Layer; 9] = [
    Layer::UserNamespace,
    Layer::Network,
    Layer::Root,
    Layer::Proc,
    Layer::Cgroup,
    Layer::Rlimits,
    Layer::Capabilities,
    Layer::Landlock,
    Layer::Seccomp,
];

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

    /// Leaves out a layer. This is for tests which show that a hole would be noticed, never for judging; every report names the layer as switched off.
    ///
    /// Seccomp, Landlock, the cgroup, rlimits, capabilities, the inner user namespace, the network namespace, the masking of `/proc` and the detaching of the
    /// host's tree can be left out; any other layer is refused by [`SandboxBuilder::build`].
    pub fn without(mut self, layer: Layer) -> Self {
        self.without.push(layer);
        self
    }

    /// Probes the host, chooses the tier, starts the launcher.
    pub fn build(self) -> Result<Sandbox> {
        if let Some(layer) = self.without.iter().find(|layer| !OPTIONAL.contains(layer)) {
            return Err(Error::policy(format!(
                "leave out the layer {layer:?}: no run is held by anything without it"
            )));
        }
        let tier =
            HostSupport::probe_for(self.tier, &self.cgroup_parent, self.launcher.as_deref()).choose(self.tier)?;
        let mut facts = Facts::gather(tier)?;
        facts.without = self.without;
        let cgroups = (cgroup::expected_in(tier) && facts.wants(Layer::Cgroup))
            .then(|| cgroup::find(&self.cgroup_parent))
            .transpose()?;
        if let Some(cgroups) = &cgroups {
            cgroup::sweep(cgroups.as_ref());
        }
        let user = launcher_user(tier);
        let core = Arc::new_cyclic(|this| Core {
            host: OnceLock::new(),
            cgroup_parent: self.cgroup_parent,
            cgroups,
            launcher_config: LauncherConfig {
                path: self.launcher,
                private_net: tier == Tier::Full && facts.wants(Layer::Network),
                user,
            },
            facts,
            own_ids: user.unwrap_or_else(sys::effective_ids),
            next_uid: AtomicU32::new(std::process::id() % UID_COUNT),
            state: State::new(),
            this: this.clone(),
        });
        let process = core.process()?;
        process.janitor.refill(Arc::downgrade(&core));
        Ok(Sandbox { core })
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

    /// What the host can enforce. Looks at it the first time it is asked.
    pub fn host(&self) -> &HostSupport {
        let core = &self.core;
        core.host
            .get_or_init(|| HostSupport::probe_with(&core.cgroup_parent, core.launcher_config.path.as_deref()))
    }

    /// The process id of the launcher at this moment.
    pub fn launcher_pid(&self) -> Option<u32> {
        let process = locked(&self.core.state().process);
        process.as_ref().map(|p| p.launcher.pid())
    }

    /// Prepares a run ahead of time: namespaces, cgroup and file tree are ready, the command is not known yet.
    /// It serves one run; dropped, it is destroyed.
    pub fn arm(&self, policy: &Arc<Policy>, limits: &Limits) -> Result<Armed> {
        limits.validate()?;
        let (cell, _) = self.core.armed_cell(policy, limits)?;
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
    host: OnceLock<HostSupport>,
    cgroup_parent: CgroupParent,
    cgroups: Option<Box<dyn CgroupBackend>>,
    launcher_config: LauncherConfig,
    own_ids: (u32, u32),
    next_uid: AtomicU32,
    state: State,
    /// For the janitor, which must not keep us alive.
    this: Weak<Core>,
}

/// What belongs to one process. A fork of the host inherits its parent's, must not touch it (its locks may be
/// held by threads that the fork does not have), and uses the next one.
#[derive(Debug)]
struct State {
    owner: u32,
    process: Mutex<Option<Arc<PerProcess>>>,
    spares: Mutex<Spares>,
    templates: Mutex<Templates>,
    next: OnceLock<Box<State>>,
}

/// A launcher and a janitor.
#[derive(Debug)]
pub(crate) struct PerProcess {
    pub(crate) owner: u32,
    start_time: u64,
    launcher: Launcher,
    pub(crate) janitor: Janitor,
}

impl State {
    fn new() -> Self {
        State {
            owner: std::process::id(),
            process: Mutex::default(),
            spares: Mutex::default(),
            templates: Mutex::default(),
            next: OnceLock::new(),
        }
    }
}

impl Core {
    fn state(&self) -> &State {
        let owner = std::process::id();
        let mut state = &self.state;
        while state.owner != owner {
            state = state.next.get_or_init(|| Box::new(State::new()));
        }
        state
    }

    /// The launcher of this very process, started if need be.
    pub(crate) fn process(&self) -> Result<Arc<PerProcess>> {
        let mut process = locked(&self.state().process);
        if let Some(existing) = process.as_ref() {
            return Ok(Arc::clone(existing));
        }
        let owner = std::process::id();
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
        let mut process = locked(&self.state().process);
        if process.as_ref().is_some_and(|p| Arc::ptr_eq(p, dead)) {
            *process = None;
        }
        drop(process);
        self.process()
    }

    /// A cell that has been told its policy and has its limits, and whether it was kept ready. A dead launcher is replaced once.
    pub(crate) fn armed_cell(&self, policy: &Arc<Policy>, limits: &Limits) -> Result<(Cell, bool)> {
        self.check_required_layers(policy)?;
        let ready = locked(&self.state().spares).take_armed(policy, limits);
        if let Some(mut cell) = ready {
            // One whose limits cannot be changed any more has died a moment ago: that is nobody's error yet.
            if cell.limit(limits).is_ok() {
                return Ok((cell, true));
            }
        }
        let mut cell = self.cell(policy)?;
        self.arm(&mut cell, policy, limits)?;
        Ok((cell, false))
    }

    /// Tells a cell its policy.
    fn arm(&self, cell: &mut Cell, policy: &Arc<Policy>, limits: &Limits) -> Result<()> {
        let template = locked(&self.state().templates).find(policy);
        let from = template.as_ref().map_or(TreeFrom::Host, |_| TreeFrom::Template);
        let part = policy.arm_part(&self.facts, limits.scratch, from)?;
        cell.limit(limits)?;
        let fds: Vec<_> = template.iter().map(|namespace| namespace.as_fd()).collect();
        part.send(cell.control(), &fds)
            .map_err(|e| cell.refusal("send the plan of a run", e))
    }

    /// A cell that knows nothing yet.
    fn cell(&self, policy: &Policy) -> Result<Cell> {
        let isolated_net = self.needs_own_network(policy);
        if !isolated_net && let Some(spare) = locked(&self.state().spares).take_plain() {
            return Ok(spare);
        }
        let process = self.process()?;
        match self.make_cell(&process, isolated_net) {
            Err(error) if error.kind() == ErrorKind::Launcher => self.make_cell(&self.replace(&process)?, isolated_net),
            made => made,
        }
    }

    /// Whether runs of this policy could meet in a shared network namespace.
    fn needs_own_network(&self, policy: &Policy) -> bool {
        policy.seccomp.allows_sockets() || !self.facts.wants(Layer::Seccomp)
    }

    /// Makes up for the spares that were taken. Entering a v1 cgroup can take 10 ms, so this happens after a
    /// run and in the janitor's thread.
    pub(crate) fn refill(&self) {
        let state = self.state();
        loop {
            // Dropped without the lock: a cell's end sets the janitor to work.
            let mut thrown_away = Vec::new();
            let missing = locked(&state.spares).missing(&mut thrown_away);
            let Some(recipe) = missing else { return };
            let Some(process) = locked(&state.process).clone() else {
                return;
            };
            // Whoever needs a cell next meets the same error and reports it.
            let Ok(cell) = self.make_spare(&process, recipe.as_ref()) else {
                return;
            };
            let homeless = locked(&state.spares).put(recipe.as_ref(), cell);
            drop(homeless);
        }
    }

    fn make_spare(&self, process: &Arc<PerProcess>, recipe: Option<&Recipe>) -> Result<Cell> {
        let Some(recipe) = recipe else {
            return self.make_cell(process, false);
        };
        let policy = recipe
            .policy()
            .ok_or_else(|| Error::policy("arm for a dropped policy"))?;
        let templates = &self.state().templates;
        let lacking = locked(templates).lacks(&policy);
        if lacking {
            let built = template::build(&process.launcher, &self.facts, &policy);
            locked(templates).put(&policy, built);
        }
        let mut cell = self.make_cell(process, self.needs_own_network(&policy))?;
        self.arm(&mut cell, &policy, &recipe.limits)?;
        Ok(cell)
    }

    fn check_required_layers(&self, policy: &Policy) -> Result<()> {
        let missing = |what: &str, remedy: &str| {
            Err(
                Error::new(ErrorKind::Host, format!("enforce {what}, which the policy requires"))
                    .with_hint(remedy.to_owned()),
            )
        };
        if policy.enforcement() == Enforcement::BestEffort {
            return Ok(());
        }
        if self.facts.landlock_abi == 0 && self.facts.wants(Layer::Landlock) {
            return missing(
                "Landlock",
                "a kernel from 5.13 with `landlock` in its lsm= list, or best effort",
            );
        }
        Ok(())
    }

    fn make_cell(&self, process: &Arc<PerProcess>, isolated_net: bool) -> Result<Cell> {
        let cgroups = self.cgroups.as_deref();
        let leaf = cgroups.map(|cgroups| self.leaf(cgroups, process)).transpose()?;
        let (control, theirs) = sys::seqpacket_pair().map_err(Error::io("make a control socket"))?;
        let ids = self.ids();
        let cell = Cell::new(control, leaf, ids, Arc::clone(process), self.this.clone());
        let (groups, directory) = match &cell.leaf {
            Some(leaf) => (cgroup::path_bytes(leaf.paths()), leaf.directory().map(AsFd::as_fd)),
            None => (Vec::new(), None),
        };
        let flags = self.clone_flags(process, isolated_net);
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
            .map_err(|e| cell.refusal("send the first part of a plan", e))?;
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

    fn clone_flags(&self, process: &PerProcess, isolated_net: bool) -> u64 {
        // In a shared empty namespace runs could meet over abstract unix sockets, if they could make sockets.
        let own_network = !process.launcher.private_net() || isolated_net;
        plan::namespaces(self.facts.tier, own_network && self.facts.wants(Layer::Network))
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        // Spares point back at their launcher; it ends when the last of them is gone.
        drop(locked(&self.state().spares).clear());
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// As root, the lower tiers still must not map the run to root: the launcher becomes somebody first.
pub(crate) fn launcher_user(tier: Tier) -> Option<(u32, u32)> {
    (tier != Tier::Full && sys::effective_ids().0 == 0).then_some((FIRST_UID - 1, FIRST_UID - 1))
}
