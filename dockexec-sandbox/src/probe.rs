//! What this kernel and this user can enforce, layer by layer, with the remedy for what is missing.

use std::fmt;
use std::fs;

use serde::Serialize;

use crate::cgroup::{self, CgroupParent};
use crate::error::{Error, ErrorKind, Result};
use crate::report::Tier;
use crate::sandbox::TierChoice;
use crate::sys;

/// One mechanism and whether it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Support {
    /// What it is called.
    pub name: &'static str,
    /// Whether runs can use it.
    pub available: bool,
    /// What was found: a version, a path, or the reason why not.
    pub detail: String,
    /// What to do where it is missing.
    pub remedy: Option<String>,
}

/// All mechanisms, and the tier they add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HostSupport {
    /// The best tier, if any but `bare` is possible.
    pub tier: Option<Tier>,
    /// Row by row.
    pub rows: Vec<Support>,
}

impl HostSupport {
    /// Looks at the host.
    pub fn probe() -> Self {
        Self::probe_with(&CgroupParent::Auto)
    }

    pub(crate) fn probe_with(parent: &CgroupParent) -> Self {
        let root = can_administer();
        let users = user_namespaces();
        let cgroup = cgroup::find(parent);
        let tier = match (root, &users, &cgroup) {
            (true, _, Ok(_)) => Some(Tier::Full),
            (_, Ok(_), Ok(_)) => Some(Tier::Delegated),
            (_, Ok(_), Err(_)) => Some(Tier::User),
            _ => None,
        };
        let rows = vec![
            row(
                "root",
                root.then(|| "effective uid 0 with CAP_SYS_ADMIN".into())
                    .ok_or_else(|| "not root, or CAP_SYS_ADMIN is missing".into()),
                "not needed where user namespaces and a delegated cgroup are available",
            ),
            row(
                "user namespaces",
                users,
                "sysctl user.max_user_namespaces=10000; on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0",
            ),
            row(
                "cgroup",
                cgroup.map(|c| c.describe()).map_err(|e| e.step().to_owned()),
                cgroup::REMEDY,
            ),
            row(
                "landlock",
                landlock(),
                "a kernel from 5.13 with `landlock` in its lsm= list",
            ),
            row(
                "seccomp",
                seccomp(),
                "a kernel with CONFIG_SECCOMP_FILTER, and a container profile that allows seccomp(2)",
            ),
            row(
                "visible /proc",
                visible_proc(),
                "Docker: --security-opt systempaths=unconfined; Kubernetes: procMount: Unmasked",
            ),
            row(
                "no swap to hide in",
                swap(),
                "swapaccount=1 on cgroup v1, or swapoff -a",
            ),
        ];
        HostSupport { tier, rows }
    }

    /// The tier a choice leads to.
    pub(crate) fn choose(&self, choice: TierChoice) -> Result<Tier> {
        let unfit = |what: String| {
            let missing: Vec<String> = self
                .rows
                .iter()
                .filter(|r| !r.available)
                .map(|r| format!("{}: {}", r.name, r.detail))
                .collect();
            Err(Error::new(ErrorKind::Host, format!("{what} ({})", missing.join("; ")))
                .with_hint("print HostSupport::probe() for the remedies"))
        };
        match (choice, self.tier) {
            (TierChoice::Auto, Some(tier)) => Ok(tier),
            (TierChoice::Auto, None) => unfit("find a way to sandbox on this host".into()),
            (TierChoice::Exactly(Tier::Bare), _) => {
                unfit("use the tier bare: this library does not run anything without namespaces".into())
            }
            (TierChoice::Exactly(Tier::User), _) if self.has("user namespaces") => Ok(Tier::User),
            (TierChoice::Exactly(Tier::Delegated), Some(Tier::Full | Tier::Delegated))
                if self.has("user namespaces") =>
            {
                Ok(Tier::Delegated)
            }
            (TierChoice::Exactly(wanted), Some(best)) if wanted == best => Ok(wanted),
            (TierChoice::Exactly(wanted), _) => unfit(format!("use the tier {wanted}")),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.rows.iter().any(|r| r.name == name && r.available)
    }
}

impl fmt::Display for HostSupport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tier {
            Some(tier) => writeln!(f, "tier: {tier}")?,
            None => writeln!(f, "tier: none possible")?,
        }
        for row in &self.rows {
            writeln!(
                f,
                "{} {:<18} {}",
                if row.available { "yes" } else { "no " },
                row.name,
                row.detail
            )?;
            if let Some(remedy) = row.remedy.as_ref().filter(|_| !row.available) {
                writeln!(f, "    {:<18} remedy: {remedy}", "")?;
            }
        }
        Ok(())
    }
}

fn row(name: &'static str, found: Result<String, String>, remedy: &str) -> Support {
    let available = found.is_ok();
    let detail = found.unwrap_or_else(|why| why);
    Support {
        name,
        available,
        detail,
        remedy: (!available).then(|| remedy.to_owned()),
    }
}

/// Root in name is not enough: containers often run as root without the capability to mount.
fn can_administer() -> bool {
    const CAP_SYS_ADMIN: u32 = 21;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let effective = status
        .lines()
        .find_map(|l| l.strip_prefix("CapEff:"))
        .and_then(|v| u64::from_str_radix(v.trim(), 16).ok());
    sys::effective_ids().0 == 0 && effective.is_some_and(|caps| caps & 1 << CAP_SYS_ADMIN != 0)
}

fn user_namespaces() -> Result<String, String> {
    let sysctl = |name: &str| {
        fs::read_to_string(format!("/proc/sys/{name}"))
            .ok()
            .map(|v| v.trim().to_owned())
    };
    if !std::path::Path::new("/proc/self/ns/user").exists() {
        return Err("this kernel has none".into());
    }
    if sysctl("kernel/unprivileged_userns_clone").as_deref() == Some("0") && sys::effective_ids().0 != 0 {
        return Err("kernel.unprivileged_userns_clone is 0".into());
    }
    if sysctl("kernel/apparmor_restrict_unprivileged_userns").as_deref() == Some("1") && sys::effective_ids().0 != 0 {
        return Err("kernel.apparmor_restrict_unprivileged_userns is 1".into());
    }
    match sysctl("user/max_user_namespaces").as_deref() {
        Some("0") => Err("user.max_user_namespaces is 0".into()),
        Some(most) => Ok(format!("up to {most}")),
        None => Err("user.max_user_namespaces cannot be read".into()),
    }
}

fn landlock() -> Result<String, String> {
    match sys::landlock_abi() {
        0 => Err("not in this kernel, or not enabled".into()),
        abi @ 1..6 => Ok(format!("version {abi} (6 also scopes signals and abstract sockets)")),
        abi => Ok(format!("version {abi}")),
    }
}

fn seccomp() -> Result<String, String> {
    if sys::seccomp_available() {
        Ok("filters, with kill".into())
    } else {
        Err("filters are not available".into())
    }
}

/// Container runtimes mount things over parts of /proc; the kernel then forbids a fresh one to user namespaces.
fn visible_proc() -> Result<String, String> {
    let mounts = fs::read_to_string("/proc/self/mountinfo").map_err(|e| format!("/proc/self/mountinfo: {e}"))?;
    let masked: Vec<&str> = mounts
        .lines()
        .filter_map(|l| l.split(' ').nth(4))
        .filter(|at| at.starts_with("/proc/"))
        .collect();
    match (masked.as_slice(), can_administer()) {
        ([], _) => Ok("nothing is mounted over it".into()),
        (over, true) => Ok(format!("{} mounts over it do not matter to root", over.len())),
        (over, false) => Err(format!("masked by mounts on {}", over.join(", "))),
    }
}

fn swap() -> Result<String, String> {
    let swaps = fs::read_to_string("/proc/swaps").unwrap_or_default();
    if swaps.lines().count() <= 1 {
        return Ok("the host has none".into());
    }
    let limited = [
        "/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes",
        "/sys/fs/cgroup/cgroup.controllers",
    ];
    if limited.iter().any(|f| std::path::Path::new(f).exists()) {
        Ok("limited by the cgroup".into())
    } else {
        Err("the host has swap that the cgroup does not limit".into())
    }
}
