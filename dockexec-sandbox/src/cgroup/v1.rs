//! cgroup v1: one hierarchy per controller, each with a group of its own.
//!
//! The trap here is the attach: the first write to a `cgroup.procs` after some 30 ms of quiet waits 7 to 10 ms
//! for a grace period of a lock that all hierarchies share. It belongs into the time before a run is needed.

use std::fs::{self, File};
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::{CgroupBackend, CgroupParent, Leaf, Mounted, own_path, read_key, read_number};
use crate::limits::Limits;

const CONTROLLERS: [&str; 3] = ["memory", "pids", "cpuacct"];

/// The three parent directories, in the order of `CONTROLLERS`.
#[derive(Debug)]
pub(super) struct V1 {
    parents: [PathBuf; 3],
}

impl V1 {
    pub(super) fn find(parent: &CgroupParent) -> Result<Self, String> {
        let mut parents = [const { PathBuf::new() }; 3];
        for (controller, slot) in CONTROLLERS.iter().zip(&mut parents) {
            let mounted =
                Mounted::find("cgroup", controller).ok_or_else(|| format!("controller {controller} is not mounted"))?;
            let directory = match parent {
                CgroupParent::Auto => mounted.directory(&own_path(controller).unwrap_or_else(|| "/".into())),
                CgroupParent::Path(path) => mounted.at.join(path.strip_prefix("/").unwrap_or(path)),
            };
            try_making_a_group(&directory)?;
            *slot = directory;
        }
        Ok(V1 { parents })
    }
}

fn try_making_a_group(parent: &Path) -> Result<(), String> {
    let trial = parent.join(super::trial_name());
    let made = fs::create_dir(&trial).and_then(|()| fs::remove_dir(&trial));
    made.map_err(|e| format!("cannot make a group in {}: {e}", parent.display()))
}

impl CgroupBackend for V1 {
    fn describe(&self) -> String {
        format!("version 1, memory group {}", self.parents[0].display())
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn Leaf>> {
        let paths: Vec<PathBuf> = self.parents.iter().map(|p| p.join(name)).collect();
        for (i, path) in paths.iter().enumerate() {
            if let Err(error) = fs::create_dir(path) {
                super::remove(paths.get(..i).unwrap_or_default());
                return Err(error);
            }
        }
        V1Leaf::open(&paths)
            .map(|leaf| Box::new(leaf) as Box<dyn Leaf>)
            .inspect_err(|_| {
                super::remove(&paths);
            })
    }

    fn parents(&self) -> Vec<&Path> {
        self.parents.iter().map(PathBuf::as_path).collect()
    }
}

#[derive(Debug)]
struct V1Leaf {
    paths: Vec<PathBuf>,
    procs: Vec<OwnedFd>,
    usage: File,
    peak: File,
    oom: File,
    denials: Option<File>,
    /// The memory limit in bytes, once there is one.
    limit: AtomicU64,
}

impl V1Leaf {
    fn open(paths: &[PathBuf]) -> io::Result<Self> {
        let [memory, pids, cpuacct] = paths else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let procs = paths
            .iter()
            .map(|p| Ok(File::options().write(true).open(p.join("cgroup.procs"))?.into()))
            .collect::<io::Result<_>>()?;
        Ok(V1Leaf {
            procs,
            usage: File::open(cpuacct.join("cpuacct.usage"))?,
            peak: File::open(memory.join("memory.max_usage_in_bytes"))?,
            oom: File::open(memory.join("memory.oom_control"))?,
            denials: File::open(pids.join("pids.events")).ok(),
            limit: AtomicU64::new(u64::MAX),
            paths: paths.to_vec(),
        })
    }

    fn memory(&self) -> &Path {
        self.paths.first().map_or(Path::new(""), PathBuf::as_path)
    }

    fn pids(&self) -> &Path {
        self.paths.get(1).map_or(Path::new(""), PathBuf::as_path)
    }
}

impl Leaf for V1Leaf {
    fn attach_files(&self) -> &[OwnedFd] {
        &self.procs
    }

    fn directory(&self) -> Option<&OwnedFd> {
        None
    }

    fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    fn limit(&self, limits: &Limits) -> io::Result<()> {
        self.limit.store(limits.memory.as_bytes(), Ordering::Relaxed);
        let bytes = limits.memory.as_bytes().to_string();
        let memory = self.memory().join("memory.limit_in_bytes");
        // A cell kept ready has the limit of another run, and memory's must not exceed that of memory with swap at any moment.
        if fs::write(&memory, &bytes).is_err() {
            let _ = fs::write(self.memory().join("memory.memsw.limit_in_bytes"), &bytes);
            fs::write(&memory, &bytes)?;
        }
        // Only where the kernel accounts swap; without it there is no swap to hide in, or swappiness 0 forbids it.
        if fs::write(self.memory().join("memory.memsw.limit_in_bytes"), &bytes).is_err() {
            fs::write(self.memory().join("memory.swappiness"), "0")?;
        }
        // Pid 1 is ours and counts as well.
        let processes = u64::from(limits.processes.0) + 1;
        fs::write(self.pids().join("pids.max"), processes.to_string())
    }

    fn cpu(&self) -> io::Result<Duration> {
        read_number(&self.usage).map(Duration::from_nanos)
    }

    fn peak_memory(&self) -> Option<u64> {
        read_number(&self.peak).ok()
    }

    fn oom_kills(&self) -> u64 {
        read_key(&self.oom, "oom_kill").unwrap_or(0)
    }

    /// `failcnt` stays 0 here while memory is charged in batches, so the high-water mark has to tell: at a kill for the group's own limit it is within a batch of it.
    fn met_memory_limit(&self) -> bool {
        let limit = self.limit.load(Ordering::Relaxed);
        read_number(&self.peak).is_ok_and(|peak| peak.saturating_add(limit / 32).saturating_add(1 << 20) >= limit)
    }

    fn fork_denials(&self) -> Option<u64> {
        read_key(self.denials.as_ref()?, "max")
    }

    fn kill(&self) {
        super::kill_members(self.pids());
    }
}
