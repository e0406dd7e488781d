//! The rules a run is held by: which files it sees, which system calls it may make.
//!
//! A policy describes a kind of run (say, Python programs) and is shared by many; what differs from run to
//! run is in `Limits` and `Command`. Its plan is compiled once and kept here.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Error, Result};
use crate::limits::TmpfsSize;
use crate::plan::{self, Facts, Part, TreeFrom};
use crate::report::{Layer, Tier};
use crate::seccomp::SeccompProfile;

/// Something in the file tree of a run. Targets are absolute paths inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    pub(crate) kind: MountKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MountKind {
    BindReadOnly {
        source: PathBuf,
        target: String,
        optional: bool,
    },
    Tmpfs {
        target: String,
        size: TmpfsSize,
    },
    File {
        target: String,
        bytes: Arc<[u8]>,
    },
    Dir {
        target: String,
    },
    Symlink {
        target: String,
        path: String,
    },
}

impl Mount {
    /// A host file or directory, read-only, without setuid and devices.
    pub fn bind_ro(source: impl Into<PathBuf>, target: impl Into<String>) -> Self {
        Mount {
            kind: MountKind::BindReadOnly {
                source: source.into(),
                target: target.into(),
                optional: false,
            },
        }
    }

    /// The same, skipped where the host does not have it.
    pub fn bind_ro_opt(source: impl Into<PathBuf>, target: impl Into<String>) -> Self {
        Mount {
            kind: MountKind::BindReadOnly {
                source: source.into(),
                target: target.into(),
                optional: true,
            },
        }
    }

    /// A further writable directory with a quota of its own.
    pub fn tmpfs(target: impl Into<String>, size: TmpfsSize) -> Self {
        Mount {
            kind: MountKind::Tmpfs {
                target: target.into(),
                size,
            },
        }
    }

    /// A small read-only file with this content.
    pub fn file(target: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Mount {
            kind: MountKind::File {
                target: target.into(),
                bytes: bytes.into(),
            },
        }
    }

    /// An empty read-only directory.
    pub fn dir(target: impl Into<String>) -> Self {
        Mount {
            kind: MountKind::Dir { target: target.into() },
        }
    }

    /// A symbolic link at `path` that leads to `target`.
    pub fn symlink(target: impl Into<String>, path: impl Into<String>) -> Self {
        Mount {
            kind: MountKind::Symlink {
                target: target.into(),
                path: path.into(),
            },
        }
    }

    /// Where it appears.
    pub fn path(&self) -> &str {
        match &self.kind {
            MountKind::BindReadOnly { target, .. }
            | MountKind::Tmpfs { target, .. }
            | MountKind::File { target, .. }
            | MountKind::Dir { target } => target,
            MountKind::Symlink { path, .. } => path,
        }
    }
}

/// What a run may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Network {
    /// Nothing, not even the loopback of the host.
    #[default]
    None,
}

/// What happens when a layer cannot be enforced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Enforcement {
    /// The run fails with an error.
    #[default]
    Required,
    /// The run goes on; its report names the layer.
    BestEffort,
}

/// What a compiled arm part depends on beside its policy.
type PlanKey = (Tier, Vec<Layer>, TmpfsSize, TreeFrom);

/// The rules of a kind of run. Made by [`Policy::builder`]; share it in an `Arc`.
#[derive(Debug)]
pub struct Policy {
    pub(crate) mounts: Vec<Mount>,
    pub(crate) proc: bool,
    pub(crate) without_proc: bool,
    pub(crate) seccomp: SeccompProfile,
    pub(crate) hostname: String,
    pub(crate) workdir: String,
    pub(crate) enforcement: Enforcement,
    /// Compiled arm parts, by what else they depend on. One or two entries in practice.
    compiled: Mutex<Vec<(PlanKey, Arc<Part>)>>,
}

impl Policy {
    /// Starts from: no host files at all, `/box` as the working directory, a masked `/proc`, minimal `/dev`
    /// and `/etc`, no network, the `standard` seccomp profile, every layer required.
    pub fn builder() -> PolicyBuilder {
        PolicyBuilder::default()
    }

    /// The mounts, in the order they are made.
    pub fn mounts(&self) -> &[Mount] {
        &self.mounts
    }

    /// The working directory.
    pub fn workdir(&self) -> &str {
        &self.workdir
    }

    /// What happens when a layer cannot be enforced.
    pub fn enforcement(&self) -> Enforcement {
        self.enforcement
    }

    pub(crate) fn arm_part(&self, facts: &Facts, scratch: TmpfsSize, from: TreeFrom) -> Result<Arc<Part>> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let known = |((tier, without, size, tree), _): &&(PlanKey, _)| {
            (*tier, without, *size, *tree) == (facts.tier, &facts.without, scratch, from)
        };
        if let Some((_, part)) = compiled.iter().find(known) {
            return Ok(Arc::clone(part));
        }
        let part = Arc::new(plan::arm_part(facts, self, scratch, from)?);
        // A caller that varies the quota from run to run gains nothing from old entries.
        if compiled.len() >= 8 {
            compiled.remove(0);
        }
        compiled.push(((facts.tier, facts.without.clone(), scratch, from), Arc::clone(&part)));
        Ok(part)
    }
}

/// Builds a [`Policy`].
#[derive(Debug, Clone)]
pub struct PolicyBuilder {
    mounts: Vec<Mount>,
    proc: bool,
    without_proc: bool,
    seccomp: Option<SeccompProfile>,
    hostname: String,
    workdir: String,
    network: Network,
    enforcement: Enforcement,
}

impl Default for PolicyBuilder {
    fn default() -> Self {
        PolicyBuilder {
            mounts: Vec::new(),
            proc: true,
            without_proc: false,
            seccomp: None,
            hostname: "box".into(),
            workdir: "/box".into(),
            network: Network::None,
            enforcement: Enforcement::Required,
        }
    }
}

impl PolicyBuilder {
    /// Adds a mount.
    pub fn mount(mut self, mount: Mount) -> Self {
        self.mounts.push(mount);
        self
    }

    /// Adds several mounts.
    pub fn mounts(mut self, mounts: impl IntoIterator<Item = Mount>) -> Self {
        self.mounts.extend(mounts);
        self
    }

    /// Whether there is a `/proc` (of the run's own processes only).
    pub fn proc(mut self, proc: bool) -> Self {
        self.proc = proc;
        self
    }

    /// Whether a run goes on, and its report says so, where the kernel refuses it a `/proc`: it does that to ordinary users in containers whose own is masked.
    /// Then `/dev/stdin` and its like lead nowhere. Off unless set.
    pub fn without_proc(mut self, allowed: bool) -> Self {
        self.without_proc = allowed;
        self
    }

    /// The system call filter; `standard` unless set.
    pub fn seccomp(mut self, profile: SeccompProfile) -> Self {
        self.seccomp = Some(profile);
        self
    }

    /// The machine's name as the program sees it.
    pub fn hostname(mut self, name: impl Into<String>) -> Self {
        self.hostname = name.into();
        self
    }

    /// The writable working directory.
    pub fn workdir(mut self, path: impl Into<String>) -> Self {
        self.workdir = path.into();
        self
    }

    /// What the program may reach.
    pub fn network(mut self, network: Network) -> Self {
        self.network = network;
        self
    }

    /// What happens when a layer cannot be enforced.
    pub fn enforcement(mut self, enforcement: Enforcement) -> Self {
        self.enforcement = enforcement;
        self
    }

    /// Checks the rules against each other.
    pub fn build(self) -> Result<Policy> {
        let Network::None = self.network;
        for path in self.mounts.iter().map(Mount::path).chain([self.workdir.as_str()]) {
            check_target(path)?;
        }
        self.mounts.iter().try_for_each(check_source)?;
        check_places(&self.mounts, &self.workdir)?;
        if self.hostname.is_empty() || self.hostname.len() > 64 {
            return Err(Error::policy(format!(
                "use the hostname {:?}: it must have 1 to 64 bytes",
                self.hostname
            )));
        }
        let seccomp = match self.seccomp {
            Some(profile) => profile,
            None => SeccompProfile::standard()?,
        };
        let mut mounts = default_files(&self.mounts);
        mounts.extend(self.mounts);
        // A mount hides what was mounted below it before, so parents come first.
        mounts.sort_by_key(|m| m.path().split('/').filter(|c| !c.is_empty()).count());
        Ok(Policy {
            mounts,
            proc: self.proc,
            without_proc: self.without_proc,
            seccomp,
            hostname: self.hostname,
            workdir: self.workdir,
            enforcement: self.enforcement,
            compiled: Mutex::default(),
        })
    }
}

fn check_target(path: &str) -> Result<()> {
    let complain = |what: &str| {
        Err(Error::policy(format!(
            "use {path:?} as a path inside the sandbox: {what}"
        )))
    };
    if !path.starts_with('/') || path.contains('\0') {
        return complain("it must be absolute and without NUL");
    }
    if path.split('/').any(|c| c == "." || c == "..") {
        return complain("it must not contain `.` or `..`");
    }
    let own = |place: &str| Path::new(path).starts_with(place);
    if Path::new(path) == Path::new("/") || own("/.host") || own("/proc") || (own("/dev") && !own("/dev/shm")) {
        return complain("the sandbox itself makes this one");
    }
    Ok(())
}

/// What would show a run the whole host, or the kernel's view of it. All binds are read-only, but reading can be too much.
fn check_source(mount: &Mount) -> Result<()> {
    let MountKind::BindReadOnly { source, .. } = &mount.kind else {
        return Ok(());
    };
    let complain = |what: &str| {
        let step = format!("mount {} of the host: {what}", source.display());
        Err(Error::policy(step).with_hint("mount the directories that the program needs, each by its absolute path"))
    };
    if !source.is_absolute() {
        return complain("the path must be absolute");
    }
    // One that is missing is complained about where it is mounted.
    let real = source.canonicalize().unwrap_or_else(|_| source.clone());
    if real == Path::new("/") {
        return complain("/ is the whole host");
    }
    match ["/proc", "/sys", "/dev"]
        .into_iter()
        .find(|place| real.starts_with(place))
    {
        Some(place) => complain(&format!("{place} shows the host's own processes and devices")),
        None => Ok(()),
    }
}

/// Two things cannot be in one place, and what is writable by every run cannot be hidden.
fn check_places(mounts: &[Mount], workdir: &str) -> Result<()> {
    if ["/tmp", "/dev/shm"]
        .iter()
        .any(|place| Path::new(workdir).starts_with(place))
    {
        let step = format!(
            "use {workdir:?} as the working directory: every run has a directory of its own at /tmp and /dev/shm"
        );
        return Err(Error::policy(step).with_hint("choose a directory beside them, such as /box"));
    }
    let writable = [workdir, "/tmp", "/dev/shm"].map(Path::new);
    for (index, mount) in mounts.iter().enumerate() {
        let path = Path::new(mount.path());
        let complain = |what: &str| {
            let step = format!("mount {:?} inside the sandbox: {what}", mount.path());
            Err(Error::policy(step).with_hint("give each mount a place of its own"))
        };
        if writable.contains(&path) {
            return complain("every run has a writable directory there");
        }
        let earlier = mounts.get(..index).unwrap_or_default();
        if earlier
            .iter()
            .any(|other| Path::new(other.path()) == path && other != mount)
        {
            return complain("something else is mounted there already");
        }
    }
    Ok(())
}

/// The smallest /etc that runtimes are content with, unless the caller mounts these files or /etc itself.
fn default_files(mounts: &[Mount]) -> Vec<Mount> {
    let files: [(&str, &[u8]); 2] = [
        (
            "/etc/passwd",
            b"root:x:0:0:root:/:/bin/false\nbox:x:1000:1000:box:/box:/bin/false\n",
        ),
        ("/etc/group", b"root:x:0:\nbox:x:1000:\n"),
    ];
    let taken = |path: &str| mounts.iter().any(|m| m.path() == path || m.path() == "/etc");
    files
        .iter()
        .filter(|(path, _)| !taken(path))
        .map(|(path, bytes)| Mount::file(*path, *bytes))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_targets_are_refused() {
        for path in ["relative", "/a/../b", "/", "/proc", "/.host/x", "/a\0b"] {
            assert!(Policy::builder().mount(Mount::dir(path)).build().is_err(), "{path:?}");
        }
    }

    #[test]
    fn parents_are_mounted_before_children() {
        let policy = Policy::builder()
            .mount(Mount::dir("/usr/lib/x"))
            .mount(Mount::bind_ro("/usr", "/usr"))
            .build()
            .unwrap();
        let at = |path: &str| policy.mounts().iter().position(|m| m.path() == path).unwrap();
        assert!(at("/usr") < at("/usr/lib/x"));
    }
}
