//! One arm per step: what each instruction of a plan does.

use std::ffi::CStr;

use crate::collect::Collection;
use crate::run::{CONTROL, Run, die_with_launcher, tell};
use crate::step::{FIRST_PLAN_FD, Notice, Step};
use crate::{mounts, sys};
use sys::{Errno, Sys};

const SIGPIPE: i32 = 13;
const PR_SET_DUMPABLE: i32 = 4;
const PR_CAPBSET_DROP: i32 = 24;
const PR_SET_NO_NEW_PRIVS: i32 = 38;
const PR_CAP_AMBIENT: i32 = 47;
const PR_CAP_AMBIENT_CLEAR_ALL: usize = 4;

/// How a step ended, if it did not fail.
pub enum Outcome {
    Done,
    /// An optional step that the kernel refused.
    Skipped(Errno),
}

impl Run {
    /// Carries out one step.
    pub fn execute(&mut self, step: &Step) -> Sys<Outcome> {
        match *step {
            Step::Attach { slot } => self.attach(slot)?,
            Step::Unshare { flags } => sys::unshare(flags.into())?,
            Step::Hostname { name } => sys::sethostname(name)?,
            Step::Identity { uid, gid } => (self.uid, self.gid) = (uid, gid),
            Step::MapIds {
                inner_uid,
                outer_uid,
                inner_gid,
                outer_gid,
            } => {
                let own = sys::openat(sys::AT_FDCWD, c"/proc/self", sys::O_PATH | sys::O_DIRECTORY, 0)?;
                write_maps(own, (inner_uid, outer_uid), (inner_gid, outer_gid))?;
                sys::close(own);
                (self.uid, self.gid) = (inner_uid, inner_gid);
                die_with_launcher()?;
            }
            Step::PrivateMounts {} => mounts::make_private()?,
            Step::NewRoot { staging, size, inodes } => mounts::new_root(text(staging)?, size, inodes)?,
            Step::Mkdir { path, mode, owner } => mounts::make_dir(text(path)?, mode, self.owner(owner))?,
            Step::Symlink { target, path } => {
                mounts::make_parents(text(path)?)?;
                sys::symlink(text(target)?, text(path)?)?;
            }
            Step::WriteFile {
                path,
                mode,
                owner,
                bytes,
            } => {
                mounts::write_file(text(path)?, mode, self.owner(owner), bytes)?;
            }
            Step::Tmpfs {
                path,
                size,
                inodes,
                mode,
                owner,
                flags,
            } => {
                let (uid, gid) = self.owner(owner).unwrap_or((0, 0));
                let owner = self.owner(owner).map(|_| (uid, gid));
                mounts::tmpfs(text(path)?, size, inodes, mode, owner, flags)?;
            }
            Step::Bind {
                source,
                target,
                flags,
                optional,
            } => match mounts::bind(text(source)?, text(target)?, flags) {
                Err(sys::ENOENT) if optional != 0 => return Ok(Outcome::Skipped(sys::ENOENT)),
                other => other?,
            },
            Step::Proc {
                path,
                options,
                optional,
            } => {
                match mounts::proc(text(path)?, text(options)?) {
                    Err(errno) if optional != 0 => return Ok(Outcome::Skipped(errno)),
                    other => other?,
                }
                let root = sys::openat(sys::AT_FDCWD, text(path)?, sys::O_PATH | sys::O_DIRECTORY, 0)?;
                self.proc_root = Some(keep(root)?);
            }
            Step::ProcHandle {} => match sys::detached_proc() {
                Ok(root) => self.proc_root = Some(keep(root)?),
                Err(errno) => return Ok(Outcome::Skipped(errno)),
            },
            Step::DropHostTree {} => {
                sys::detach(c"/.host")?;
                sys::unlink(c"/.host", true)?;
            }
            Step::SealRoot {} => mounts::seal_root()?,
            Step::LandlockRuleset { fs, net, scoped } => {
                self.ruleset = Some(keep(sys::landlock_ruleset(fs, net, scoped)?)?);
            }
            Step::LandlockRule { path, rights, optional } => match self.allow(text(path)?, rights) {
                Err(sys::ENOENT) if optional != 0 => {}
                other => other?,
            },
            Step::LandlockEnforce {} => sys::landlock_enforce(self.ruleset.ok_or(sys::EINVAL)?)?,
            Step::DropBounding {} => drop_bounding()?,
            Step::BecomeIdentity {} => {
                sys::drop_groups()?;
                sys::set_ids(self.uid, self.gid)?;
                die_with_launcher()?;
            }
            Step::NoNewPrivs {} => {
                sys::prctl(PR_SET_NO_NEW_PRIVS, 1, 0)?;
            }
            Step::PassFd { slot, number } => {
                if number >= FIRST_PLAN_FD as u32 {
                    return Err(sys::EINVAL);
                }
                sys::dup_to(self.slot(slot)?, number as i32, false)?;
                self.passed.push(number);
            }
            Step::CloseOthers {} => self.close_others()?,
            Step::Rlimit { resource, soft, hard } => sys::set_rlimit(resource, soft, hard)?,
            Step::Chdir { path } => sys::chdir(text(path)?)?,
            Step::Umask { mask } => sys::umask(mask),
            Step::Nice { value } => sys::lower_priority(value)?,
            Step::OomScore { value } => oom_score(value)?,
            // Taken apart by the loop over the steps: what follows is another process's.
            Step::Fork {} => return Err(sys::EINVAL),
            Step::InnerUser { uid, gid, optional } => match self.inner_user(uid, gid) {
                Err(errno) if optional != 0 => return Ok(Outcome::Skipped(errno)),
                other => other?,
            },
            Step::DropCaps {} => {
                // Kernels before 4.3 have no ambient set, hence nothing to clear.
                let _ = sys::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0);
                sys::clear_capabilities()?;
                // From here on nobody else may look into us, whatever our uid.
                sys::prctl(PR_SET_DUMPABLE, 0, 0)?;
            }
            Step::Seccomp { program } => sys::seccomp(program)?,
            Step::Exec {
                path,
                ref argv,
                ref env,
            } => return Err(self.exec(sys::AT_FDCWD, text(path)?, argv, env)),
            Step::ExecFd {
                slot,
                ref argv,
                ref env,
            } => return Err(self.exec(self.slot(slot)?, c"", argv, env)),
            Step::Collect {
                slot,
                ref paths,
                max_bytes,
                max_files,
            } => {
                let fd = sys::dup_at_least(self.slot(slot)?, FIRST_PLAN_FD + 2)?; // its slot closes with the part
                self.collection = Some(Collection::new(fd, paths, max_bytes, max_files));
            }
            Step::Device {
                path,
                host,
                major,
                minor,
            } => mounts::device(text(path)?, text(host)?, major, minor)?,
            Step::Signals {} => {
                sys::setsid();
                sys::default_signal(SIGPIPE);
                sys::set_signal_mask(0)?;
            }
            Step::Ready {} => tell(&Notice::Ready),
            Step::OwnTree {} => {
                sys::unshare(sys::CLONE_NEWNS)?;
                let tree = sys::openat(sys::AT_FDCWD, c"/proc/self/ns/mnt", 0, 0)?;
                self.tree = Some(keep(tree)?);
            }
            Step::HandTree {} => {
                let tree = self.tree.ok_or(sys::EINVAL)?;
                // Where joining is forbidden, by a container's seccomp filter for instance, the host had better know now.
                sys::join_mounts(tree)?;
                let mut ready = Vec::new();
                Notice::Ready.encode(&mut ready);
                sys::send(CONTROL, &ready, Some(tree))?;
            }
            Step::EnterTree { slot } => {
                sys::join_mounts(self.slot(slot)?)?;
                sys::unshare(sys::CLONE_NEWNS)?;
                // As after `NewRoot`: steps state modes in full.
                sys::umask(0);
            }
            Step::Never(never, _) => match never {},
        }
        Ok(Outcome::Done)
    }

    fn slot(&self, slot: u16) -> Sys<i32> {
        self.slots.get(usize::from(slot)).copied().ok_or(sys::EINVAL)
    }

    fn owner(&self, owner: u8) -> Option<(u32, u32)> {
        (owner != 0).then_some((self.uid, self.gid))
    }

    fn attach(&mut self, slot: u16) -> Sys<()> {
        sys::write_all(self.slot(slot)?, b"0")?;
        self.cpu_at_attach = sys::own_cpu_ns();
        Ok(())
    }

    fn allow(&self, path: &CStr, rights: u64) -> Sys<()> {
        /// Execute, write, read, truncate and ioctl: all that the kernel accepts for a file.
        const FILE_RIGHTS: u64 = 1 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15;
        let fd = sys::openat(sys::AT_FDCWD, path, sys::O_PATH, 0)?;
        let stat = sys::fstat(fd)?;
        let rights = if stat.is_dir() { rights } else { rights & FILE_RIGHTS };
        let allowed = sys::landlock_allow(self.ruleset.ok_or(sys::EINVAL)?, rights, fd);
        sys::close(fd);
        allowed
    }

    /// Closes the gaps between the numbers given to the program, and marks all of ours close-on-exec.
    fn close_others(&mut self) -> Sys<()> {
        self.passed.sort_unstable();
        let mut next = 0;
        for &number in &self.passed {
            if number > next {
                sys::close_range(next, number - 1, 0)?;
            }
            next = number + 1;
        }
        sys::close_range(next, FIRST_PLAN_FD as u32 - 1, 0)?;
        sys::close_range(FIRST_PLAN_FD as u32, u32::MAX, 4)?;
        Ok(())
    }

    fn inner_user(&self, uid: u32, gid: u32) -> Sys<()> {
        let proc_root = self.proc_root.ok_or(sys::ENODEV)?;
        sys::unshare(sys::CLONE_NEWUSER)?;
        // After a change of uid /proc/self belongs to root until we are dumpable. Nobody else runs here yet,
        // and exec decides anew.
        sys::prctl(PR_SET_DUMPABLE, 1, 0)?;
        let own = sys::openat(proc_root, c"self", sys::O_PATH | sys::O_DIRECTORY, 0)?;
        let written = write_maps(own, (uid, self.uid), (gid, self.gid));
        sys::close(own);
        sys::prctl(PR_SET_DUMPABLE, 0, 0)?;
        written?;
        // A new user namespace starts with a full bounding set.
        drop_bounding()
    }

    /// Announces exec, then does it. Returns only when that failed.
    fn exec(&self, dir: i32, path: &CStr, argv: &[&[u8]], env: &[&[u8]]) -> Errno {
        let (argv, env) = match (pointers(argv), pointers(env)) {
            (Ok(argv), Ok(env)) => (argv, env),
            (Err(errno), _) | (_, Err(errno)) => return errno,
        };
        tell(&Notice::Starting {
            setup_cpu_ns: sys::own_cpu_ns(),
            pid_one_cpu_ns: self.cpu_before_fork,
        });
        sys::exec(dir, path, &argv, &env)
    }
}

/// Moves a descriptor that later steps need out of the range of the program's numbers.
fn keep(fd: i32) -> Sys<i32> {
    let kept = sys::dup_at_least(fd, FIRST_PLAN_FD + 2);
    sys::close(fd);
    kept
}

/// A string of the plan; the host ends each with NUL.
pub(crate) fn text(bytes: &[u8]) -> Sys<&CStr> {
    CStr::from_bytes_with_nul(bytes).map_err(|_| sys::EINVAL)
}

/// The array exec wants: pointers to the strings and a null at the end.
fn pointers(strings: &[&[u8]]) -> Sys<Vec<*const i8>> {
    let mut pointers = Vec::with_capacity(strings.len() + 1);
    for string in strings {
        pointers.push(text(string)?.as_ptr().cast());
    }
    pointers.push(std::ptr::null());
    Ok(pointers)
}

/// Empties the capability bounding set.
pub fn drop_bounding() -> Sys<()> {
    for capability in 0..64 {
        match sys::prctl(PR_CAPBSET_DROP, capability, 0) {
            Ok(_) => {}
            // The first number the kernel does not know ends the set.
            Err(sys::EINVAL) => break,
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

/// Writes single-line id maps `(inner, outer)` below a `/proc/<pid>` directory.
fn write_maps(own: i32, uid: (u32, u32), gid: (u32, u32)) -> Sys<()> {
    // Without privilege in the parent namespace a gid map is only accepted once setgroups is off.
    write_at(own, c"setgroups", b"deny")?;
    write_at(own, c"uid_map", format!("{} {} 1", uid.0, uid.1).as_bytes())?;
    write_at(own, c"gid_map", format!("{} {} 1", gid.0, gid.1).as_bytes())
}

fn oom_score(value: i32) -> Sys<()> {
    write_at(sys::AT_FDCWD, c"/proc/self/oom_score_adj", value.to_string().as_bytes())
}

fn write_at(dir: i32, path: &CStr, bytes: &[u8]) -> Sys<()> {
    let fd = sys::openat(dir, path, sys::O_WRONLY, 0)?;
    let written = sys::write_all(fd, bytes);
    sys::close(fd);
    written
}
