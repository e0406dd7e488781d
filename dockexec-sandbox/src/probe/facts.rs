//! What the host says about itself, and what a trial run says about it. Nothing is judged here.

use std::fs;
use std::path::Path;

use super::assess;
use super::trial::{self, Trial};
use crate::cgroup::{self, CgroupParent};
use crate::report::Tier;
use crate::sandbox::TierChoice;
use crate::sys;

/// Everything the assessment depends on.
#[derive(Debug, Clone)]
pub(super) struct HostFacts {
    /// `uname -r`.
    pub(super) kernel: String,
    pub(super) surroundings: Surroundings,
    pub(super) uid: u32,
    /// The effective capabilities.
    pub(super) capabilities: u64,
    /// A trial of the tier `full` without its cgroup.
    pub(super) as_root: Trial,
    /// A trial of the tier `user`.
    pub(super) as_user: Trial,
    /// `kernel.unprivileged_userns_clone`, of Debian's kernels.
    pub(super) userns_clone: Option<String>,
    /// `kernel.apparmor_restrict_unprivileged_userns`, of Ubuntu's since 23.10.
    pub(super) apparmor_userns: Option<String>,
    pub(super) max_user_namespaces: Option<String>,
    /// `vm.memfd_noexec`.
    pub(super) memfd_noexec: Option<String>,
    /// The backend found, or why none.
    pub(super) cgroup: Result<String, String>,
    pub(super) cgroup_layout: CgroupLayout,
    pub(super) landlock_abi: u32,
    /// The active security modules.
    pub(super) security_modules: Option<String>,
    pub(super) seccomp: bool,
    /// What is mounted over parts of `/proc`.
    pub(super) over_proc: Vec<String>,
    pub(super) swap: bool,
    /// Whether a cgroup accounts swap.
    pub(super) swap_accounting: bool,
}

/// What kind of machine this is, as far as remedies differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surroundings {
    Plain,
    Docker,
    Podman,
    Kubernetes,
    /// Some other container.
    Container,
    Wsl2,
}

/// Which cgroup hierarchies are mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CgroupLayout {
    /// Version 2 alone.
    Unified,
    /// Version 2 beside version 1, which then has the controllers.
    Hybrid,
    Legacy,
    None,
}

impl HostFacts {
    /// Gathers everything, or only what settles a choice of tier.
    pub(super) fn gather(parent: &CgroupParent, launcher: Option<&Path>, choice: Option<TierChoice>) -> Self {
        let uid = sys::effective_ids().0;
        let cgroup = cgroup::search(parent).map(|c| c.describe());
        let root_matters = !matches!(choice, Some(TierChoice::Exactly(Tier::User | Tier::Delegated)));
        let capabilities = capabilities();
        let as_root = if uid == 0 && root_matters && assess::missing_capabilities(capabilities).is_empty() {
            trial::run(Tier::Full, launcher)
        } else {
            Trial::NotTried
        };
        let settled = match choice {
            None => false,
            Some(TierChoice::Auto) => as_root.works() && cgroup.is_ok(),
            Some(TierChoice::Exactly(tier)) => tier == Tier::Full,
        };
        HostFacts {
            kernel: read("/proc/sys/kernel/osrelease").unwrap_or_default(),
            surroundings: surroundings(),
            uid,
            capabilities,
            as_root,
            as_user: if settled {
                Trial::NotTried
            } else {
                trial::run(Tier::User, launcher)
            },
            userns_clone: read("/proc/sys/kernel/unprivileged_userns_clone"),
            apparmor_userns: read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"),
            max_user_namespaces: read("/proc/sys/user/max_user_namespaces"),
            memfd_noexec: read("/proc/sys/vm/memfd_noexec"),
            cgroup,
            cgroup_layout: cgroup_layout(),
            landlock_abi: sys::landlock_abi(),
            security_modules: read("/sys/kernel/security/lsm"),
            seccomp: sys::seccomp_available(),
            over_proc: over_proc(),
            swap: fs::read_to_string("/proc/swaps").is_ok_and(|swaps| swaps.lines().count() > 1),
            swap_accounting: swap_accounting(),
        }
    }
}

fn read(path: &str) -> Option<String> {
    fs::read_to_string(path).ok().map(|text| text.trim().to_owned())
}

fn surroundings() -> Surroundings {
    let exists = |path: &str| Path::new(path).exists();
    if std::env::var_os("KUBERNETES_SERVICE_HOST").is_some() || exists("/var/run/secrets/kubernetes.io") {
        Surroundings::Kubernetes
    } else if exists("/run/.containerenv") {
        Surroundings::Podman
    } else if exists("/.dockerenv") {
        Surroundings::Docker
    } else if std::env::var_os("container").is_some() {
        Surroundings::Container
    } else if read("/proc/sys/kernel/osrelease").is_some_and(|kernel| kernel.to_lowercase().contains("microsoft")) {
        Surroundings::Wsl2
    } else {
        Surroundings::Plain
    }
}

fn capabilities() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let effective = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    effective
        .and_then(|text| u64::from_str_radix(text.trim(), 16).ok())
        .unwrap_or(0)
}

fn cgroup_layout() -> CgroupLayout {
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let kinds: Vec<&str> = mounts
        .lines()
        .filter_map(|line| line.split_once(" - ")?.1.split(' ').next())
        .collect();
    match (kinds.contains(&"cgroup2"), kinds.contains(&"cgroup")) {
        (true, false) => CgroupLayout::Unified,
        (true, true) => CgroupLayout::Hybrid,
        (false, true) => CgroupLayout::Legacy,
        (false, false) => CgroupLayout::None,
    }
}

/// Container runtimes mount things over parts of /proc; the kernel then forbids a fresh one to user namespaces.
fn over_proc() -> Vec<String> {
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let points = mounts.lines().filter_map(|line| line.split(' ').nth(4));
    // This one lies on a directory that is always empty, so it hides nothing.
    points
        .filter(|at| at.starts_with("/proc/") && *at != "/proc/sys/fs/binfmt_misc")
        .map(str::to_owned)
        .collect()
}

fn swap_accounting() -> bool {
    [
        "/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes",
        "/sys/fs/cgroup/cgroup.controllers",
    ]
    .iter()
    .any(|path| Path::new(path).exists())
}
