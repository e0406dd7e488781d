//! The cgroup that a container engine makes for each container, on hosts with version 2.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const MOUNT: &str = "/sys/fs/cgroup";

/// Removed when dropped, with whatever the container made below it.
pub(crate) struct Group(Option<PathBuf>);

impl Group {
    /// None where version 2 is not what the host has; a container then shares the host's hierarchies.
    pub(crate) fn new() -> Self {
        static SERIAL: AtomicU32 = AtomicU32::new(0);
        if !Path::new(MOUNT).join("cgroup.controllers").exists() {
            return Self(None);
        }
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(MOUNT).join(format!("container-{}-{serial}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self(Some(path))
    }

    /// Its directory, or nothing.
    pub(crate) fn path(&self) -> PathBuf {
        self.0.clone().unwrap_or_default()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // The last processes may still be on their way out.
        for _ in 0..100 {
            match &self.0 {
                Some(path) if !remove(path) => std::thread::sleep(Duration::from_millis(20)),
                _ => return,
            }
        }
    }
}

/// Children first: a group can only be removed when it has none.
fn remove(path: &Path) -> bool {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove(&entry.path());
        }
    }
    fs::remove_dir(path).is_ok()
}
