//! cgroup v2: one hierarchy; processes are cloned straight into their group.

use std::fs::{self, File};
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{CgroupBackend, CgroupParent, Leaf, Mounted, own_path, read_key, read_number};
use crate::limits::Limits;

/// What we hand down, and whether it can do without: the weight of cpu is a courtesy, its times are counted anyway.
const CONTROLLERS: [(&str, bool); 3] = [("memory", true), ("pids", true), ("cpu", false)];

/// The directory in which groups are made.
#[derive(Debug)]
pub(super) struct V2 {
    parent: PathBuf,
}

impl V2 {
    pub(super) fn find(parent: &CgroupParent) -> Result<Self, String> {
        let mounted = Mounted::find("cgroup2", "").ok_or("not mounted")?;
        let candidates = match parent {
            CgroupParent::Path(path) if path.starts_with(&mounted.at) => vec![path.clone()],
            CgroupParent::Path(path) => vec![mounted.at.join(path.strip_prefix("/").unwrap_or(path))],
            CgroupParent::Auto => automatic(&mounted),
        };
        let mut reasons = Vec::new();
        for candidate in candidates {
            match prepare(&candidate) {
                Ok(()) => return Ok(V2 { parent: candidate }),
                Err(reason) => reasons.push(format!("{}: {reason}", candidate.display())),
            }
        }
        Err(reasons.join("; "))
    }
}

/// Where groups with controllers may be possible. A group with processes of its own cannot hand controllers
/// down ("no internal processes"), so our own group is no candidate unless it is the root; its parent is.
fn automatic(mounted: &Mounted) -> Vec<PathBuf> {
    let own = mounted.directory(&own_path("").unwrap_or_else(|| "/".into()));
    let above = own
        .parent()
        .filter(|p| p.starts_with(&mounted.at))
        .map(Path::to_path_buf);
    let dedicated = mounted.at.join("dockexec");
    [Some(own), above, Some(dedicated)].into_iter().flatten().collect()
}

/// Makes the directory if it is missing, and hands our controllers down.
fn prepare(parent: &Path) -> Result<(), String> {
    if !parent.is_dir() {
        if let Some(above) = parent.parent() {
            hand_down(above)?;
        }
        fs::create_dir(parent).map_err(|e| e.to_string())?;
    }
    hand_down(parent)?;
    let trial = parent.join(super::trial_name());
    fs::create_dir(&trial).map_err(|e| format!("cannot make a group: {e}"))?;
    let complete = trial.join("memory.max").exists() && trial.join("pids.max").exists();
    let _ = fs::remove_dir(&trial);
    if complete {
        Ok(())
    } else {
        Err("controllers memory and pids do not reach it".into())
    }
}

fn hand_down(group: &Path) -> Result<(), String> {
    let available = fs::read_to_string(group.join("cgroup.controllers")).map_err(|e| e.to_string())?;
    let control = group.join("cgroup.subtree_control");
    let enabled = fs::read_to_string(&control).map_err(|e| e.to_string())?;
    for (controller, required) in CONTROLLERS {
        if enabled.split_ascii_whitespace().any(|c| c == controller) {
            continue;
        }
        let done = if available.split_ascii_whitespace().any(|c| c == controller) {
            fs::write(&control, format!("+{controller}")).map_err(|e| format!("cannot enable {controller}: {e}"))
        } else {
            Err(format!("controller {controller} is not available"))
        };
        if required {
            done?;
        }
    }
    Ok(())
}

impl CgroupBackend for V2 {
    fn describe(&self) -> String {
        format!("version 2, below {}", self.parent.display())
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn Leaf>> {
        let path = self.parent.join(name);
        fs::create_dir(&path)?;
        V2Leaf::open(&path)
            .map(|leaf| Box::new(leaf) as Box<dyn Leaf>)
            .inspect_err(|_| {
                super::remove(std::slice::from_ref(&path));
            })
    }

    fn parents(&self) -> Vec<&Path> {
        vec![&self.parent]
    }
}

#[derive(Debug)]
struct V2Leaf {
    path: [PathBuf; 1],
    directory: OwnedFd,
    cpu: File,
    events: Option<File>,
}

impl V2Leaf {
    fn open(path: &Path) -> io::Result<Self> {
        Ok(V2Leaf {
            directory: File::open(path)?.into(),
            cpu: File::open(path.join("cpu.stat"))?,
            events: File::open(path.join("memory.events")).ok(),
            path: [path.to_path_buf()],
        })
    }

    fn set(&self, file: &str, value: impl AsRef<[u8]>) -> io::Result<()> {
        fs::write(self.path[0].join(file), value)
    }
}

impl Leaf for V2Leaf {
    fn attach_files(&self) -> &[OwnedFd] {
        &[]
    }

    fn directory(&self) -> Option<&OwnedFd> {
        Some(&self.directory)
    }

    fn paths(&self) -> &[PathBuf] {
        &self.path
    }

    fn limit(&self, limits: &Limits) -> io::Result<()> {
        self.set("memory.max", limits.memory.as_bytes().to_string())?;
        self.set("memory.oom.group", "1")?;
        // Pid 1 is ours and counts as well.
        self.set("pids.max", (u64::from(limits.processes.0) + 1).to_string())?;
        // Absent where the kernel has no swap accounting; a lower weight than everybody's 100 is a courtesy.
        let _ = self.set("memory.swap.max", "0");
        let _ = self.set("cpu.weight", "50");
        Ok(())
    }

    fn cpu(&self) -> io::Result<Duration> {
        let usage = read_key(&self.cpu, "usage_usec");
        usage
            .map(Duration::from_micros)
            .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
    }

    fn peak_memory(&self) -> Option<u64> {
        read_number(&File::open(self.path[0].join("memory.peak")).ok()?).ok()
    }

    fn oom_kills(&self) -> u64 {
        self.events.as_ref().and_then(|f| read_key(f, "oom_kill")).unwrap_or(0)
    }

    fn met_memory_limit(&self) -> bool {
        self.events.as_ref().and_then(|f| read_key(f, "oom")).unwrap_or(0) > 0
    }

    fn fork_denials(&self) -> Option<u64> {
        read_key(&File::open(self.path[0].join("pids.events")).ok()?, "max")
    }

    fn kill(&self) {
        super::kill_members(&self.path[0]);
    }
}

#[cfg(test)]
mod tests {
    use std::os::fd::AsFd;

    use super::*;
    use crate::launcher::{Launcher, LauncherConfig};
    use crate::plan::step::{NOTICE_MAX, Notice};
    use crate::sys;

    /// Works without controllers too, as on hosts whose controllers are all on version 1.
    #[test]
    fn a_run_is_born_in_its_group_and_dies_with_it() {
        let Some(mounted) = Mounted::find("cgroup2", "") else {
            println!("skipped: cgroup v2 is not mounted");
            return;
        };
        let parent = mounted.directory(&own_path("").unwrap_or_else(|| "/".into()));
        let backend = V2 { parent };
        let name = super::super::group_name(
            std::process::id(),
            super::super::start_time(std::process::id()).unwrap(),
            1 << 40,
        );
        let Ok(leaf) = backend.create(&name) else {
            println!("skipped: no group can be made in {}", backend.describe());
            return;
        };
        let launcher = Launcher::start(&LauncherConfig::default()).unwrap();
        let (control, theirs) = sys::seqpacket_pair().unwrap();
        let directory = leaf.directory().map(AsFd::as_fd);
        launcher
            .run(theirs.as_fd(), 0, &super::super::path_bytes(leaf.paths()), directory)
            .unwrap();
        drop(theirs);
        let mut message = [0; NOTICE_MAX];
        let received = sys::receive(control.as_fd(), &mut message, true).unwrap();
        let Some(Notice::Created { pid }) = Notice::decode(&message[..received.length]) else {
            panic!("{:?}", Notice::decode(&message[..received.length]));
        };
        let groups = fs::read_to_string(format!("/proc/{pid}/cgroup")).unwrap();
        assert!(
            groups.lines().any(|l| l.starts_with("0::") && l.ends_with(&name)),
            "{groups}"
        );
        assert!(leaf.cpu().is_ok());
        assert_eq!(
            super::super::remove(leaf.paths()).len(),
            1,
            "a group with a process in it is busy"
        );
        leaf.kill();
        for _ in 0..500 {
            if super::super::remove(leaf.paths()).is_empty() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the group is still busy");
    }
}
