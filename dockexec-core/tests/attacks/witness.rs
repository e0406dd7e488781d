//! What must be true after every attack, whatever its verdict: the host is as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use dockexec_core::execute::sandboxed::SandboxRunner;
use tempfile::TempDir;

/// How long the kernel gets to take a dead run apart before it counts as left behind.
const PATIENCE: Duration = Duration::from_secs(5);
/// What the judge may grow by while it judges one program, in KiB: caps on output and answers are well below.
const MOST_GROWTH_KIB: u64 = 160 << 10;
/// Descriptors that a judge may have open: 24 armed sandboxes, 16 idle groups and as many on their way out at about 11 each, warm compilers, and its own. The
/// count moves between 250 and 515 over eight hundred programs and does not grow; a leak of one a program would show.
const MOST_DESCRIPTORS: usize = 700;
/// The uids that runs are given: see `dockexec-sandbox`.
const RUN_UIDS: std::ops::Range<u32> = 63_999..65_534;

/// The host before an attack.
pub(crate) struct Witness {
    mounts: String,
    ipc: String,
    canaries: BTreeMap<String, (u32, Vec<u8>)>,
    processes: BTreeSet<(u32, u64)>,
    memory_kib: u64,
}

impl Witness {
    pub(crate) fn before(runner: &SandboxRunner) -> Self {
        // "5" resets the peak of resident memory, so that it is this attack's alone.
        drop(fs::write("/proc/self/clear_refs", "5"));
        Self {
            mounts: mounts(),
            ipc: ipc(),
            canaries: canaries(),
            processes: strangers(runner).into_keys().collect(),
            memory_kib: status("VmRSS:"),
        }
    }

    /// What has changed, once what is merely still dying has had the time to.
    pub(crate) fn complaints(&self, runner: &SandboxRunner) -> Vec<String> {
        let mut found = Vec::new();
        if ipc() != self.ipc {
            found.push(format!(
                "shared memory, semaphores or queues of the host have changed: {}",
                ipc()
            ));
        }
        let canaries = canaries();
        if canaries != self.canaries {
            found.push(format!("files of the host have changed: {canaries:?}"));
        }
        let growth = status("VmHWM:").saturating_sub(self.memory_kib);
        if growth > MOST_GROWTH_KIB {
            found.push(format!("the judge grew by {} MiB", growth >> 10));
        }
        let open = fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        if open > MOST_DESCRIPTORS {
            found.push(format!("the judge has {open} descriptors open"));
        }
        for (path, owner) in files_of_runs() {
            found.push(format!("{} of uid {owner} is left on the host", path.display()));
        }
        let begun = Instant::now();
        loop {
            let left = self.left(runner);
            if left.is_empty() {
                break;
            }
            if begun.elapsed() > PATIENCE {
                found.extend(left);
                break;
            }
            thread::sleep(Duration::from_millis(5));
        }
        found
    }

    /// What may go away by itself: mounts (others on this host have theirs come and go) and processes that are dying.
    fn left(&self, runner: &SandboxRunner) -> Vec<String> {
        let mut left = Vec::new();
        let now = mounts();
        let changed = |one: &str, other: &str| -> Vec<String> {
            one.lines()
                .filter(|line| !other.lines().any(|known| known == *line))
                .map(str::to_owned)
                .collect()
        };
        left.extend(
            changed(&now, &self.mounts)
                .into_iter()
                .map(|mount| format!("a mount is left: {mount}")),
        );
        left.extend(
            changed(&self.mounts, &now)
                .into_iter()
                .map(|mount| format!("a mount is gone: {mount}")),
        );
        for (process, name) in strangers(runner) {
            if !self.processes.contains(&process) {
                left.push(format!("process {} ({name}) still runs", process.0));
            }
        }
        for group in groups() {
            let members = fs::read_to_string(group.join("cgroup.procs")).unwrap_or_default();
            let strange = members
                .lines()
                .filter_map(|pid| pid.parse().ok())
                .filter(|pid| !is_ours(*pid, runner))
                .filter(|pid| !self.processes.iter().any(|(known, _)| known == pid));
            left.extend(strange.map(|pid| format!("process {pid} is still in {}", group.display())));
        }
        left
    }
}

/// The mounts of the host, without their ids and without what other programs of the host may mount meanwhile.
fn mounts() -> String {
    let text = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let foreign = ["docker", " /run/user/", " /run/firejail/"];
    let ours = |line: &&str| !foreign.iter().any(|part| line.contains(part));
    text.lines()
        .filter(ours)
        .map(|line| line.split(' ').skip(2).collect::<Vec<_>>().join(" ") + "\n")
        .collect()
}

/// System V shared memory, semaphores and message queues, and POSIX ones: by name and key, not by size.
fn ipc() -> String {
    let mut text = String::new();
    for table in ["shm", "sem", "msg"] {
        let rows = fs::read_to_string(format!("/proc/sysvipc/{table}")).unwrap_or_default();
        for row in rows.lines().skip(1) {
            let key: Vec<&str> = row.split_whitespace().take(2).collect();
            text += &format!("{table} {}\n", key.join(" "));
        }
    }
    text
}

static CANARIES: Mutex<Option<TempDir>> = Mutex::new(None);

/// Takes the canaries away again: what a static holds nobody drops.
pub(crate) fn clear_away() {
    drop(CANARIES.lock().unwrap_or_else(PoisonError::into_inner).take());
}

/// Files that anybody on the host could read, change or delete, were it not for the sandbox: a folder for this process, made once.
fn canaries() -> BTreeMap<String, (u32, Vec<u8>)> {
    let mut folder = CANARIES.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = folder.get_or_insert_with(|| {
        let folder = tempfile::Builder::new().prefix("canaries-").tempdir_in("/tmp").unwrap();
        let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        mode(folder.path(), 0o777);
        for name in ["readable", "writable"] {
            let path = folder.path().join(name);
            fs::write(&path, "nobody may touch this\n").unwrap();
            mode(&path, if name == "readable" { 0o644 } else { 0o666 });
        }
        folder
    });
    let entries = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let mode = fs::symlink_metadata(&path).map_or(0, |meta| meta.mode());
            (name, (mode, fs::read(&path).unwrap_or_default()))
        })
        .collect()
}

/// Files in the places where everybody may write that belong to a uid of runs.
fn files_of_runs() -> Vec<(PathBuf, u32)> {
    ["/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue"]
        .into_iter()
        .filter_map(|place| fs::read_dir(place).ok())
        .flat_map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())))
        .filter_map(|path| {
            let owner = fs::symlink_metadata(&path).ok()?.uid();
            RUN_UIDS.contains(&owner).then_some((path, owner))
        })
        .collect()
}

/// Descendants of this process that are neither the launcher, nor the first process of a sandbox kept ready, nor a warm compiler: by pid and start time.
fn strangers(runner: &SandboxRunner) -> BTreeMap<(u32, u64), String> {
    let mut parents: BTreeMap<u32, (u32, u64, String)> = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        if let Some(known) = stat(pid) {
            parents.insert(pid, known);
        }
    }
    let launcher = runner.sandbox().launcher_pid().unwrap_or(0);
    let below = |pid: u32| {
        let mut at = pid;
        for _ in 0..parents.len() {
            match parents.get(&at) {
                Some((parent, ..)) if *parent == launcher => return true,
                Some((parent, ..)) => at = *parent,
                None => return false,
            }
        }
        false
    };
    parents
        .iter()
        .filter(|(pid, _)| below(**pid) && !is_ours(**pid, runner))
        .map(|(pid, (_, started, name))| ((*pid, *started), name.clone()))
        .collect()
}

/// Whether a process executes the launcher's own program or is a warm compiler. A zombie counts as neither: it executes nothing.
fn is_ours(pid: u32, runner: &SandboxRunner) -> bool {
    let program = |pid: u32| fs::metadata(format!("/proc/{pid}/exe")).map(|meta| (meta.dev(), meta.ino()));
    let launcher = runner.sandbox().launcher_pid().unwrap_or(0);
    let same = matches!((program(pid), program(launcher)), (Ok(one), Ok(other)) if one == other);
    let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    // An ordinary user may not look at what pid 1 of a run executes; but it is the launcher's own child, as no program is.
    let pid_one = launcher != 0 && stat(pid).is_some_and(|(parent, ..)| parent == launcher);
    same || pid_one || String::from_utf8_lossy(&command).contains("CompileServer")
}

/// Parent, start time and name of a process that is not a zombie.
fn stat(pid: u32) -> Option<(u32, u64, String)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (before, after) = text.rsplit_once(')')?;
    let fields: Vec<&str> = after.split_whitespace().collect();
    if matches!(fields.first(), Some(&"Z" | &"X")) {
        return None;
    }
    let name = before.split_once('(')?.1.to_owned();
    Some((fields.get(1)?.parse().ok()?, fields.get(19)?.parse().ok()?, name))
}

/// The cgroups of this process's runs, wherever they are mounted.
fn groups() -> Vec<PathBuf> {
    let prefix = format!("dockexec-{}-", std::process::id());
    let mut found = Vec::new();
    let mut places: Vec<(PathBuf, u32)> = vec![(PathBuf::from("/sys/fs/cgroup"), 0)];
    while let Some((place, depth)) = places.pop() {
        for entry in fs::read_dir(&place).into_iter().flatten().flatten() {
            let path = entry.path();
            if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                found.push(path);
            } else if depth < 4 {
                places.push((path, depth + 1));
            }
        }
    }
    found
}

/// A figure of this process, in KiB.
fn status(key: &str) -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    text.lines()
        .find_map(|line| line.strip_prefix(key)?.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
