//! Accounting and limits for whole process trees, over cgroup v2 or v1.
//!
//! The trait is small because the two kernels' interfaces differ in everything but purpose. Groups are named
//! after their owner (pid and start time), so that what a killed host left behind can be swept by the next one.
//! The host process itself is never moved.

mod v1;
mod v2;

use std::ffi::CString;
use std::fs::{self, File};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
use crate::report::Tier;
use crate::sys;

/// Below which group the runs' groups are made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CgroupParent {
    /// The first place that works: see `HostSupport`.
    #[default]
    Auto,
    /// A cgroup v2 directory without processes of its own, or a path relative to the v1 hierarchies.
    Path(PathBuf),
}

/// Makes groups for runs.
pub(crate) trait CgroupBackend: Send + Sync + std::fmt::Debug {
    /// For tables and reports.
    fn describe(&self) -> String;
    /// Makes an empty group.
    fn create(&self, name: &str) -> io::Result<Box<dyn Leaf>>;
    /// The directories in which groups are made.
    fn parents(&self) -> Vec<&Path>;
}

/// The group of one run.
pub(crate) trait Leaf: Send + Sync + std::fmt::Debug {
    /// `cgroup.procs` files that pid 1 writes itself into.
    fn attach_files(&self) -> &[OwnedFd];
    /// The directory to be cloned into, where the kernel can do that.
    fn directory(&self) -> Option<&OwnedFd>;
    /// The directories, for the launcher to remove if the host dies.
    fn paths(&self) -> &[PathBuf];
    /// Sets the limits. Must come before the program starts.
    fn limit(&self, limits: &Limits) -> io::Result<()>;
    /// CPU time of everything that ever ran in the group.
    fn cpu(&self) -> io::Result<Duration>;
    /// Most memory charged at once.
    fn peak_memory(&self) -> Option<u64>;
    /// Processes killed for lack of memory.
    fn oom_kills(&self) -> u64;
    /// Whether the group ever came up against its own memory limit. A process can also be killed because the *host* is out of memory, and that is no
    /// fault of the run.
    fn met_memory_limit(&self) -> bool;
    /// Forks refused because of the limit.
    fn fork_denials(&self) -> Option<u64>;
    /// Kills everything in the group, as a second means beside killing pid 1.
    fn kill(&self);
}

/// Finds the backend for this host.
pub(crate) fn find(parent: &CgroupParent) -> Result<Box<dyn CgroupBackend>> {
    search(parent).map_err(|why| {
        Error::new(ErrorKind::Host, format!("find a cgroup to make groups in ({why})")).with_hint(REMEDY)
    })
}

/// The same, with the bare reason why there is none.
pub(crate) fn search(parent: &CgroupParent) -> Result<Box<dyn CgroupBackend>, String> {
    let v2 = v2::V2::find(parent);
    let v1 = match &v2 {
        Ok(_) => None,
        Err(_) => Some(v1::V1::find(parent)),
    };
    match (v2, v1) {
        (Ok(v2), _) => Ok(Box::new(v2)),
        (_, Some(Ok(v1))) => Ok(Box::new(v1)),
        (Err(v2), Some(Err(v1))) => Err(format!("version 2: {v2}; version 1: {v1}")),
        (Err(v2), None) => Err(v2),
    }
}

/// What to do where no usable cgroup is found.
pub(crate) const REMEDY: &str = "run as root, or under `systemd-run --user --scope -p Delegate=yes`, or name a delegated cgroup v2 directory with cgroup_parent";

/// The name of a group: `dockexec-<owner pid>-<owner start time>-<serial>-<pid namespace>`. Containers can share a hierarchy, and a pid means somebody else in
/// each of them.
pub(crate) fn group_name(owner: u32, start_time: u64, serial: u64) -> String {
    format!("dockexec-{owner}-{start_time}-{serial}-{}", pid_namespace())
}

/// The name of a group that only shows whether one can be made. Named like a run's, so that it is swept should we be killed,
/// and so that nobody else's is in its way: containers that share a hierarchy have all tried under the same pid.
fn trial_name() -> String {
    static SERIAL: AtomicU64 = AtomicU64::new(u64::MAX);
    let owner = std::process::id();
    let serial = SERIAL.fetch_sub(1, Ordering::Relaxed);
    group_name(owner, start_time(owner).unwrap_or(0), serial)
}

/// The number of our pid namespace; 0 where it cannot be told.
fn pid_namespace() -> u64 {
    let link = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let digits: String = link.to_string_lossy().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// Start time of a process in clock ticks since boot: with the pid it names a process for good.
pub(crate) fn start_time(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The command name, in parentheses, may contain anything; fields are counted after the last one.
    stat.rsplit_once(')')?.1.split_ascii_whitespace().nth(19)?.parse().ok()
}

/// Removes the groups of owners that no longer exist.
pub(crate) fn sweep(backend: &dyn CgroupBackend) {
    for parent in backend.parents() {
        let Ok(entries) = fs::read_dir(parent) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            if name.to_str().is_some_and(is_abandoned) {
                kill_members(&entry.path());
                // Still busy means still dying; the next sweep gets it.
                let _ = fs::remove_dir(entry.path());
            }
        }
    }
}

/// Whether a name is that of a group whose owner, known to be of our pid namespace, no longer exists.
fn is_abandoned(name: &str) -> bool {
    owner_of(name).is_some_and(|(pid, start, namespace)| namespace == pid_namespace() && start_time(pid) != Some(start))
}

/// Pid, start time and pid namespace.
fn owner_of(name: &str) -> Option<(u32, u64, u64)> {
    let mut parts = name.strip_prefix("dockexec-")?.split('-');
    let (pid, start) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next()?.parse::<u64>().ok()?;
    let namespace = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some((pid, start, namespace))
}

/// Kills by number whatever is in a group.
fn kill_members(group: &Path) {
    if fs::write(group.join("cgroup.kill"), "1").is_ok() {
        return;
    }
    let members = fs::read_to_string(group.join("cgroup.procs")).unwrap_or_default();
    for pid in members.lines().filter_map(|l| l.parse().ok()) {
        sys::kill_pid(pid);
    }
}

/// Removes a group's directories; those still busy are returned.
pub(crate) fn remove(paths: &[PathBuf]) -> Vec<PathBuf> {
    let busy = |path: &&PathBuf| match fs::remove_dir(path) {
        Ok(()) => false,
        Err(e) => e.raw_os_error() == Some(libc::EBUSY),
    };
    paths.iter().filter(busy).cloned().collect()
}

/// The controllers and the file systems `/proc/self/cgroup` and mountinfo tell of.
pub(crate) fn own_path(controller: &str) -> Option<PathBuf> {
    let table = fs::read_to_string("/proc/self/cgroup").ok()?;
    table.lines().find_map(|line| {
        let mut fields = line.splitn(3, ':');
        let (_, controllers, path) = (fields.next()?, fields.next()?, fields.next()?);
        controllers
            .split(',')
            .any(|c| c == controller)
            .then(|| PathBuf::from(path))
    })
}

/// Where a cgroup file system is mounted, and which of its directories that shows.
pub(crate) struct Mounted {
    pub(crate) at: PathBuf,
    root: PathBuf,
}

impl Mounted {
    /// The mount of `kind` ("cgroup" or "cgroup2") with the option `controller`.
    pub(crate) fn find(kind: &str, controller: &str) -> Option<Mounted> {
        let table = fs::read_to_string("/proc/self/mountinfo").ok()?;
        table.lines().find_map(|line| {
            let (left, right) = line.split_once(" - ")?;
            let mut right = right.split(' ');
            let (found, _, options) = (right.next()?, right.next()?, right.next()?);
            let wanted = found == kind && (controller.is_empty() || options.split(',').any(|o| o == controller));
            let mut left = left.split(' ').skip(3);
            let (root, at) = (left.next()?, left.next()?);
            wanted.then(|| Mounted {
                at: at.into(),
                root: root.into(),
            })
        })
    }

    /// The directory of a group, as seen through this mount.
    pub(crate) fn directory(&self, group: &Path) -> PathBuf {
        let below = group
            .strip_prefix(&self.root)
            .or_else(|_| group.strip_prefix("/"))
            .unwrap_or(group);
        let directory = self.at.join(below);
        // In a container the path may name a group that only the host's mount shows.
        if directory.is_dir() { directory } else { self.at.clone() }
    }
}

/// Reads a whole small counter file through an open descriptor.
fn read_number(file: &File) -> io::Result<u64> {
    let mut buffer = [0u8; 32];
    let length = sys::read_counter(file, &mut buffer)?;
    parse_number(buffer.get(..length).unwrap_or_default())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a cgroup counter is not a number"))
}

fn parse_number(bytes: &[u8]) -> Option<u64> {
    std::str::from_utf8(bytes).ok()?.trim().parse().ok()
}

/// The value of `key` in a file of "key value" lines.
fn read_key(file: &File, key: &str) -> Option<u64> {
    let mut buffer = [0u8; 1024];
    let length = sys::read_counter(file, &mut buffer).ok()?;
    let text = std::str::from_utf8(buffer.get(..length)?).ok()?;
    text.lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(' ')?.trim().parse().ok())
}

/// The directories as C strings for the launcher.
pub(crate) fn path_bytes(paths: &[PathBuf]) -> Vec<CString> {
    paths
        .iter()
        .filter_map(|p| CString::new(p.as_os_str().as_bytes()).ok())
        .collect()
}

/// Whether this tier has a cgroup at all.
pub(crate) fn expected_in(tier: Tier) -> bool {
    matches!(tier, Tier::Full | Tier::Delegated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_their_owner() {
        assert_eq!(owner_of(&group_name(12, 345, 6)), Some((12, 345, pid_namespace())));
        for other in [
            "dockexec-",
            "dockexec-1-2",
            "dockexec-1-2-x",
            "dockexec-1-2-3-4-5",
            "docker-1-2-3",
            "x",
        ] {
            assert_eq!(owner_of(other), None, "{other}");
        }
    }

    /// Two containers that share a hierarchy have swept away each other's runs: the owner of a group of another pid namespace cannot be looked up in ours.
    #[test]
    fn groups_of_other_pid_namespaces_are_not_ours_to_sweep() {
        assert_ne!(pid_namespace(), 0);
        let gone = group_name(u32::MAX, 1, 2);
        assert!(is_abandoned(&gone), "{gone}");
        let own = std::process::id();
        assert!(!is_abandoned(&group_name(own, start_time(own).unwrap(), 2)));
        let elsewhere = format!("dockexec-{}-1-2-{}", u32::MAX, pid_namespace() + 1);
        assert!(!is_abandoned(&elsewhere), "{elsewhere}");
    }

    /// Two containers with a hierarchy in common tried at the same moment under the same name, and one of them found no place for groups.
    #[test]
    fn trials_get_in_nobodys_way() {
        let names = [trial_name(), trial_name()];
        assert_ne!(names[0], names[1]);
        for name in names {
            assert!(
                owner_of(&name).is_some_and(|(.., namespace)| namespace == pid_namespace()),
                "{name}"
            );
        }
    }

    #[test]
    fn a_process_has_a_start_time() {
        assert!(start_time(std::process::id()).is_some_and(|t| t > 0));
        assert_eq!(start_time(u32::MAX), None);
    }
}
