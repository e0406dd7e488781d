//! The file tree of a run: a tmpfs root, binds of host directories, quotas.
//!
//! The new root is pivoted to *before* it is filled. Sources are then reached below `/.host`, targets by
//! their final names, and nothing is hidden by the place where the tmpfs was staged.

use std::ffi::{CStr, CString};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::sys::{self, Sys};

type Owner = Option<(u32, u32)>;

/// Stops propagation in both directions.
pub fn make_private() -> Sys<()> {
    sys::mount(c"none", c"/", c"none", sys::MS_REC | sys::MS_PRIVATE, c"")
}

/// Mounts the tmpfs and makes it the root. The host's tree stays below `/.host`.
pub fn new_root(staging: &CStr, size: u64, inodes: u64) -> Sys<()> {
    let options = c_string(format!("mode=0755,size={size},nr_inodes={inodes}"))?;
    // Not nodev: the device nodes are here. Nobody can make more of them once the root is sealed.
    sys::mount(c"root", staging, c"tmpfs", sys::MS_NOSUID, &options)?;
    sys::chdir(staging)?;
    sys::mkdir(c".host", 0o700)?;
    sys::pivot_root(c".", c".host")?;
    sys::chdir(c"/")?;
    sys::umask(0);
    Ok(())
}

/// Makes the root mount read-only; what is mounted below keeps its own flags.
pub fn seal_root() -> Sys<()> {
    let flags = sys::MS_REMOUNT | sys::MS_BIND | sys::MS_RDONLY | sys::MS_NOSUID;
    sys::mount(c"none", c"/", c"none", flags, c"")
}

/// A proc of the run's own processes.
pub fn proc(path: &CStr, options: &CStr) -> Sys<()> {
    make_dir(path, 0o555, None)?;
    let flags = sys::MS_NOSUID | sys::MS_NODEV | sys::MS_NOEXEC;
    sys::mount(c"proc", path, c"proc", flags, options)
}

/// A device node, made or borrowed from the host. Making needs real root, and a cgroup may forbid it.
pub fn device(path: &CStr, host: &CStr, major: u32, minor: u32) -> Sys<()> {
    let made = match sys::make_device(path, major, minor) {
        Err(sys::ENOENT) => make_parents(path).and_then(|()| sys::make_device(path, major, minor)),
        made => made,
    };
    match made {
        Ok(()) => Ok(()),
        // Read-only: a device can be written to all the same, but its times are the host's.
        Err(_) => bind(host, path, sys::MS_RDONLY | sys::MS_NOSUID | sys::MS_NOEXEC),
    }
}

/// A tmpfs with a quota.
pub fn tmpfs(path: &CStr, size: u64, inodes: u64, mode: u32, owner: Owner, flags: u64) -> Sys<()> {
    make_dir(path, 0o755, None)?;
    let mut options = format!("mode={mode:o},size={size},nr_inodes={inodes}");
    if let Some((uid, gid)) = owner {
        options += &format!(",uid={uid},gid={gid}");
    }
    sys::mount(c"tmpfs", path, c"tmpfs", flags, &c_string(options)?)
}

/// Binds `source` on `target` with the attributes of `flags` (MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC).
pub fn bind(source: &CStr, target: &CStr, flags: u64) -> Sys<()> {
    let tree = match sys::open_tree(source) {
        // Kernels before 5.2, and containers that hide the new calls.
        Err(sys::ENOSYS) => return bind_in_two_calls(source, target, flags),
        tree => tree?,
    };
    let done = place_tree(tree, target, flags);
    sys::close(tree);
    done
}

fn place_tree(tree: i32, target: &CStr, flags: u64) -> Sys<()> {
    make_target(target, sys::fstat(tree)?.is_dir())?;
    // MOUNT_ATTR_RDONLY, NOSUID, NODEV and NOEXEC have the values of their MS_ namesakes.
    let attributes = flags & (sys::MS_RDONLY | sys::MS_NOSUID | sys::MS_NODEV | sys::MS_NOEXEC);
    sys::mount_setattr(tree, attributes)?;
    sys::move_mount(tree, target)
}

/// The old way: a bind takes its attributes only when it is remounted.
fn bind_in_two_calls(source: &CStr, target: &CStr, flags: u64) -> Sys<()> {
    let probe = sys::openat(sys::AT_FDCWD, source, sys::O_PATH, 0)?;
    let is_dir = sys::fstat(probe)?.is_dir();
    sys::close(probe);
    make_target(target, is_dir)?;
    sys::mount(source, target, c"none", sys::MS_BIND | sys::MS_REC, c"")?;
    sys::mount(c"none", target, c"none", sys::MS_BIND | sys::MS_REMOUNT | flags, c"")
}

/// What a mount goes on must exist.
fn make_target(target: &CStr, is_dir: bool) -> Sys<()> {
    if is_dir {
        return make_dir(target, 0o755, None);
    }
    make_parents(target)?;
    match sys::openat(
        sys::AT_FDCWD,
        target,
        sys::O_WRONLY | sys::O_CREAT | sys::O_NOFOLLOW,
        0o444,
    ) {
        Ok(fd) => sys::close(fd),
        // An existing device or file bound earlier is a good enough target.
        Err(_)
            if sys::openat(sys::AT_FDCWD, target, sys::O_PATH, 0)
                .map(sys::close)
                .is_ok() => {}
        Err(errno) => return Err(errno),
    }
    Ok(())
}

/// Makes a directory with its parents; an existing one is kept, with its owner and mode.
pub fn make_dir(path: &CStr, mode: u32, owner: Owner) -> Sys<()> {
    match sys::mkdir(path, mode) {
        Ok(()) => {}
        Err(sys::EEXIST) => return Ok(()),
        Err(sys::ENOENT) => {
            make_parents(path)?;
            sys::mkdir(path, mode)?;
        }
        Err(errno) => return Err(errno),
    }
    if let Some((uid, gid)) = owner {
        let fd = sys::openat(sys::AT_FDCWD, path, sys::O_DIRECTORY | sys::O_NOFOLLOW, 0)?;
        let changed = sys::fchown(fd, uid, gid);
        sys::close(fd);
        changed?;
    }
    Ok(())
}

/// Makes every missing directory above `path`.
pub fn make_parents(path: &CStr) -> Sys<()> {
    let path = Path::new(std::ffi::OsStr::from_bytes(path.to_bytes()));
    let mut missing = Vec::new();
    for parent in path.ancestors().skip(1) {
        let name = c_string(parent.as_os_str().as_bytes())?;
        if name.is_empty() || name.as_bytes() == b"/" {
            break;
        }
        missing.push(name);
    }
    for parent in missing.iter().rev() {
        match sys::mkdir(parent, 0o755) {
            Ok(()) | Err(sys::EEXIST) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

/// Writes a file that must not exist yet.
pub fn write_file(path: &CStr, mode: u32, owner: Owner, bytes: &[u8]) -> Sys<()> {
    let flags = sys::O_WRONLY | sys::O_CREAT | sys::O_EXCL | sys::O_NOFOLLOW;
    // The umask is zero: the mode is taken as it is.
    let fd = match sys::openat(sys::AT_FDCWD, path, flags, mode) {
        Err(sys::ENOENT) => {
            make_parents(path)?;
            sys::openat(sys::AT_FDCWD, path, flags, mode)?
        }
        fd => fd?,
    };
    let written = sys::write_all(fd, bytes).and_then(|()| match owner {
        Some((uid, gid)) => sys::fchown(fd, uid, gid),
        None => Ok(()),
    });
    sys::close(fd);
    written
}

fn c_string(text: impl Into<Vec<u8>>) -> Sys<CString> {
    CString::new(text).map_err(|_| sys::EINVAL)
}
