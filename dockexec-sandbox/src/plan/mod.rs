//! From policy, limits and command to the flat plan that pid 1 executes.
//!
//! Read the functions `cell_part`, `arm_part` and `go_part` as lists: they are the launch sequence. A
//! run is split into parts so that the earlier ones can be carried out before it is known what will run:
//! the *cell* part enters the cgroup (slow on v1), the *arm* part builds the file tree, the *go* part
//! starts the program. What of the tree no run can change, `tree_part` builds once for many runs of a policy,
//! in a mount namespace that their arm parts then copy; this takes root.

#[path = "../../launcher/step.rs"]
#[allow(unreachable_pub, dead_code, missing_docs, missing_debug_implementations)]
pub mod step;

use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use step::Step;

use crate::error::{Error, ErrorKind, Result};
use crate::limits::{Limits, TmpfsSize};
use crate::policy::{Enforcement, Mount, MountKind, Policy};
use crate::report::{Layer, Tier};
use crate::sys;

/// The ids a program sees as its own, in every run the same.
pub(crate) const INNER_ID: u32 = 1000;

/// What the plan needs to know of the host.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) tier: Tier,
    pub(crate) landlock_abi: u32,
    pub(crate) cgroup_namespaces: bool,
    /// A directory to stage the new root on; its content is hidden for an instant only.
    pub(crate) staging: String,
    pub(crate) hard_limits: HardLimits,
    /// Layers that the caller has switched off.
    pub(crate) without: Vec<Layer>,
    /// Whether the instructions of a run can be counted.
    pub(crate) counts_instructions: bool,
}

impl Facts {
    /// Whether runs get this layer, as far as it is up to us.
    pub(crate) fn wants(&self, layer: Layer) -> bool {
        !self.without.contains(&layer)
    }

    /// Whether the kernel has Landlock and nobody has switched it off.
    fn restricts_files(&self) -> bool {
        self.landlock_abi > 0 && self.wants(Layer::Landlock)
    }

    /// Looks at the host.
    pub(crate) fn gather(tier: Tier) -> Result<Self> {
        Ok(Facts {
            tier,
            landlock_abi: sys::landlock_abi(),
            cgroup_namespaces: std::path::Path::new("/proc/self/ns/cgroup").exists(),
            staging: staging()?,
            hard_limits: HardLimits {
                stack: sys::hard_limit(libc::RLIMIT_STACK),
                file_size: sys::hard_limit(libc::RLIMIT_FSIZE),
                open_files: sys::hard_limit(libc::RLIMIT_NOFILE),
                processes: sys::hard_limit(libc::RLIMIT_NPROC),
                address_space: sys::hard_limit(libc::RLIMIT_AS),
            },
            without: Vec::new(),
            counts_instructions: sys::counter(sys::Countable::INSTRUCTIONS, std::process::id()).is_ok(),
        })
    }
}

/// An existing directory to mount the new root on. What is below it cannot be mounted into a run, so the one that nobody needs comes first: a cache or a
/// toolchain may well lie below `/tmp`.
fn staging() -> Result<String> {
    ["/sys", "/mnt", "/run", "/tmp", "/var"]
        .into_iter()
        .find(|path| std::fs::symlink_metadata(path).is_ok_and(|m| m.is_dir()))
        .map(str::to_owned)
        .ok_or_else(|| {
            Error::new(
                ErrorKind::Host,
                "find a directory to stage a root on (tried /sys, /mnt, /run, /tmp, /var)",
            )
        })
}

/// The namespaces that pid 1 is cloned into.
pub(crate) fn namespaces(tier: Tier, own_network: bool) -> u64 {
    let mut flags = libc::CLONE_NEWPID | libc::CLONE_NEWIPC | libc::CLONE_NEWUTS;
    // Root enters a mount namespace later, its own or the copy of one. Others may do that in their user namespace only.
    if tier != Tier::Full {
        flags |= libc::CLONE_NEWUSER | libc::CLONE_NEWNS;
    }
    if own_network {
        flags |= libc::CLONE_NEWNET;
    }
    flags as u32 as u64
}

/// Our own hard limits: without CAP_SYS_RESOURCE nothing may exceed them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HardLimits {
    pub(crate) stack: u64,
    pub(crate) file_size: u64,
    pub(crate) open_files: u64,
    pub(crate) processes: u64,
    pub(crate) address_space: u64,
}

/// Steps in their encoded form.
#[derive(Debug, Default)]
pub(crate) struct Part {
    bytes: Vec<u8>,
}

impl Part {
    fn push(&mut self, step: Step<'_>) {
        step.encode(&mut self.bytes);
    }

    /// Sends the part with its descriptors, inside the message or, if it is large, in a sealed memfd.
    pub(crate) fn send(&self, control: BorrowedFd<'_>, fds: &[BorrowedFd<'_>]) -> io::Result<()> {
        if self.bytes.len() <= step::PART_INLINE_MAX {
            let mut message = Vec::with_capacity(self.bytes.len() + 1);
            message.push(step::PART_INLINE);
            message.extend_from_slice(&self.bytes);
            return sys::send(control, &message, fds);
        }
        let memfd: OwnedFd = sys::sealed_memfd(c"plan", &self.bytes, false)?;
        let mut all = vec![memfd.as_fd()];
        all.extend_from_slice(fds);
        let mut message = vec![step::PART_MEMFD];
        message.extend((self.bytes.len() as u64).to_le_bytes());
        sys::send(control, &message, &all)
    }
}

/// Enters the cgroup and takes an identity. `attach` is the number of `cgroup.procs` files in the slots.
pub(crate) fn cell_part(facts: &Facts, attach: u16, in_cgroup: bool, outer: (u32, u32)) -> Part {
    let mut part = Part::default();
    for slot in 0..attach {
        part.push(Step::Attach { slot });
    }
    if in_cgroup && facts.cgroup_namespaces {
        // After the attach, so that the run's own group is the root it sees.
        part.push(Step::Unshare {
            flags: libc::CLONE_NEWCGROUP as u32,
        });
    }
    part.push(Step::OomScore { value: 1000 });
    if facts.tier == Tier::Full {
        part.push(Step::Identity {
            uid: outer.0,
            gid: outer.1,
        });
    } else {
        part.push(Step::MapIds {
            inner_uid: INNER_ID,
            outer_uid: outer.0,
            inner_gid: INNER_ID,
            outer_gid: outer.1,
        });
    }
    part
}

/// Where a run's file tree comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum TreeFrom {
    /// It is built step by step.
    Host,
    /// What no run can change stands in the mount namespace behind slot 0.
    Template,
}

/// Builds the file tree and gives up every privilege that later steps do not need.
pub(crate) fn arm_part(facts: &Facts, policy: &Policy, scratch: TmpfsSize, from: TreeFrom) -> Result<Part> {
    let mut part = Part::default();
    part.push(Step::Hostname {
        name: policy.hostname.as_bytes(),
    });
    match from {
        TreeFrom::Template => part.push(Step::EnterTree { slot: 0 }),
        TreeFrom::Host => {
            if facts.tier == Tier::Full {
                part.push(Step::Unshare {
                    flags: libc::CLONE_NEWNS as u32,
                });
            }
            common_tree(&mut part, facts, policy)?;
        }
    }
    scratch_directories(&mut part, policy, scratch)?;
    for mount in policy.mounts.iter().filter(|mount| !is_common(policy, mount)) {
        mounted(&mut part, &mount.kind)?;
    }
    if policy.proc {
        let optional = u8::from(policy.without_proc || policy.enforcement == Enforcement::BestEffort);
        part.push(Step::Proc {
            path: b"/proc\0",
            options: if facts.wants(Layer::Proc) {
                b"subset=pid,hidepid=invisible\0"
            } else {
                b"\0"
            },
            optional,
        });
    } else {
        part.push(Step::ProcHandle {});
    }
    if from == TreeFrom::Host {
        seal(&mut part, facts);
    }
    if facts.restricts_files() {
        landlock(&mut part, facts.landlock_abi, policy)?;
    }
    if facts.tier == Tier::Full {
        part.push(Step::BecomeIdentity {});
    }
    part.push(Step::NoNewPrivs {});
    if facts.tier == Tier::Full && facts.wants(Layer::UserNamespace) {
        let optional = u8::from(policy.enforcement == Enforcement::BestEffort);
        part.push(Step::InnerUser {
            uid: INNER_ID,
            gid: INNER_ID,
            optional,
        });
    } else if facts.tier != Tier::Full && facts.wants(Layer::Capabilities) {
        part.push(Step::DropBounding {});
    }
    if facts.wants(Layer::Capabilities) {
        part.push(Step::DropCaps {});
    }
    if facts.restricts_files() {
        part.push(Step::LandlockEnforce {});
    }
    if facts.wants(Layer::Seccomp) && policy.seccomp.suits_pid_one() {
        part.push(Step::Seccomp {
            program: policy.seccomp.program(),
        });
    }
    part.push(Step::Ready {});
    Ok(part)
}

/// Builds what runs of this policy have in common and hands it over. `None` where that cannot be: without root, or when a
/// bind lies below a directory that is each run's own.
pub(crate) fn tree_part(facts: &Facts, policy: &Policy) -> Result<Option<Part>> {
    let own_bind = |mount: &Mount| matches!(mount.kind, MountKind::BindReadOnly { .. }) && !is_common(policy, mount);
    if facts.tier != Tier::Full || policy.mounts.iter().any(own_bind) {
        return Ok(None);
    }
    let mut part = Part::default();
    part.push(Step::OwnTree {});
    common_tree(&mut part, facts, policy)?;
    seal(&mut part, facts);
    part.push(Step::HandTree {});
    Ok(Some(part))
}

/// Whether a mount can be the same one in every run: it is not writable and does not lie below something that is.
fn is_common(policy: &Policy, mount: &Mount) -> bool {
    let writable = policy.mounts.iter().filter_map(|other| match &other.kind {
        MountKind::Tmpfs { target, .. } => Some(target.as_str()),
        _ => None,
    });
    let writable: Vec<&str> = writable.chain(scratch_targets(policy)).collect();
    !is_below(mount.path(), &writable)
}

/// Whether a path is one of these or lies below one.
fn is_below(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| std::path::Path::new(path).starts_with(place))
}

/// The root, what is mounted read-only, and a place for each mount that is still to come.
fn common_tree(part: &mut Part, facts: &Facts, policy: &Policy) -> Result<()> {
    part.push(Step::PrivateMounts {});
    part.push(Step::NewRoot {
        staging: nul(&facts.staging)?.as_bytes_with_nul(),
        size: 64 << 20,
        inodes: 16384,
    });
    devices(part);
    for mount in policy.mounts.iter().filter(|mount| is_common(policy, mount)) {
        mounted(part, &mount.kind)?;
    }
    let writable = policy.mounts.iter().filter_map(|mount| match &mount.kind {
        MountKind::Tmpfs { target, .. } if !is_below(target, &scratch_targets(policy)) => Some(target.as_str()),
        _ => None,
    });
    let proc = policy.proc.then_some("/proc");
    for path in scratch_targets(policy).into_iter().chain(proc).chain(writable) {
        directory(part, path)?;
    }
    Ok(())
}

fn directory(part: &mut Part, path: &str) -> Result<()> {
    part.push(Step::Mkdir {
        path: nul(path)?.as_bytes_with_nul(),
        mode: 0o755,
        owner: 0,
    });
    Ok(())
}

/// From here on the host's tree is out of reach and the root is read-only.
fn seal(part: &mut Part, facts: &Facts) {
    if facts.wants(Layer::Root) {
        part.push(Step::DropHostTree {});
    }
    part.push(Step::SealRoot {});
}

/// The directories that every run may write to.
fn scratch_targets(policy: &Policy) -> [&str; 3] {
    [policy.workdir.as_str(), "/dev/shm", "/tmp"]
}

/// One tmpfs with one quota behind all three. Its own root is mounted on /tmp, and there the last bind hides it: that needs no
/// unmount, and no place of its own.
fn scratch_directories(part: &mut Part, policy: &Policy, scratch: TmpfsSize) -> Result<()> {
    let flags = libc::MS_NOSUID | libc::MS_NODEV;
    part.push(Step::Tmpfs {
        path: b"/tmp\0",
        size: scratch.bytes,
        inodes: scratch.inodes,
        mode: 0o755,
        owner: 0,
        flags,
    });
    let kinds = [
        (&b"/tmp/box\0"[..], 0o755, 1),
        (b"/tmp/shm\0", 0o1777, 0),
        (b"/tmp/tmp\0", 0o1777, 0),
    ];
    for ((source, mode, owner), target) in kinds.into_iter().zip(scratch_targets(policy)) {
        part.push(Step::Mkdir {
            path: source,
            mode,
            owner,
        });
        part.push(Step::Bind {
            source,
            target: nul(target)?.as_bytes_with_nul(),
            flags,
            optional: 0,
        });
    }
    Ok(())
}

/// Name and minor number; the major one is 1, the kernel's memory devices.
const DEVICES: [(&str, u32); 5] = [("null", 3), ("zero", 5), ("full", 7), ("random", 8), ("urandom", 9)];

fn devices(part: &mut Part) {
    for (name, minor) in DEVICES {
        let (host, path) = (format!("/.host/dev/{name}\0"), format!("/dev/{name}\0"));
        part.push(Step::Device {
            path: path.as_bytes(),
            host: host.as_bytes(),
            major: 1,
            minor,
        });
    }
    for (target, path) in [
        (&b"/proc/self/fd\0"[..], &b"/dev/fd\0"[..]),
        (b"/proc/self/fd/0\0", b"/dev/stdin\0"),
        (b"/proc/self/fd/1\0", b"/dev/stdout\0"),
        (b"/proc/self/fd/2\0", b"/dev/stderr\0"),
    ] {
        part.push(Step::Symlink { target, path });
    }
}

fn mounted(part: &mut Part, mount: &MountKind) -> Result<()> {
    match mount {
        MountKind::BindReadOnly {
            source,
            target,
            optional,
        } => {
            // Inside, absolute links would lead into the new root: the real path has none.
            let real = match source.canonicalize() {
                Ok(real) => real,
                Err(_) if *optional => return Ok(()),
                Err(e) => {
                    return Err(
                        Error::policy(format!("find {} to mount it read-only", source.display()))
                            .with_source(e)
                            .with_hint("mount it with Mount::bind_ro_opt if it may be missing"),
                    );
                }
            };
            let source = nul(&format!("/.host{}", utf8(&real)?))?;
            part.push(Step::Bind {
                source: source.as_bytes_with_nul(),
                target: nul(target)?.as_bytes_with_nul(),
                flags: libc::MS_RDONLY | libc::MS_NOSUID | libc::MS_NODEV,
                optional: u8::from(*optional),
            });
        }
        MountKind::Tmpfs { target, size } => part.push(Step::Tmpfs {
            path: nul(target)?.as_bytes_with_nul(),
            size: size.bytes,
            inodes: size.inodes,
            mode: 0o755,
            owner: 1,
            flags: libc::MS_NOSUID | libc::MS_NODEV,
        }),
        MountKind::File { target, bytes } => part.push(Step::WriteFile {
            path: nul(target)?.as_bytes_with_nul(),
            mode: 0o444,
            owner: 0,
            bytes,
        }),
        MountKind::Dir { target } => directory(part, target)?,
        MountKind::Symlink { target, path } => part.push(Step::Symlink {
            target: nul(target)?.as_bytes_with_nul(),
            path: nul(path)?.as_bytes_with_nul(),
        }),
    }
    Ok(())
}

/// Landlock's file rights, by the version that introduced them.
mod rights {
    pub(super) const EXECUTE: u64 = 1;
    const WRITE_FILE: u64 = 1 << 1;
    pub(super) const READ_FILE: u64 = 1 << 2;
    pub(super) const READ_DIR: u64 = 1 << 3;
    const MAKE_CHAR: u64 = 1 << 6;
    const MAKE_BLOCK: u64 = 1 << 11;
    const REFER: u64 = 1 << 13;
    const TRUNCATE: u64 = 1 << 14;
    const IOCTL_DEV: u64 = 1 << 15;
    const V1: u64 = (1 << 13) - 1;

    pub(super) const fn known(abi: u32) -> u64 {
        V1 | if abi >= 2 { REFER } else { 0 }
            | if abi >= 3 { TRUNCATE } else { 0 }
            | if abi >= 5 { IOCTL_DEV } else { 0 }
    }
    pub(super) const SCRATCH: u64 = (V1 | REFER | TRUNCATE) & !(MAKE_CHAR | MAKE_BLOCK);
    pub(super) const DEVICE: u64 = WRITE_FILE | TRUNCATE | IOCTL_DEV;
}

/// Rules from the mounts. Everything inside may be read, for nothing is inside that may not be; what is mounted
/// read-only may be executed, scratch may be written.
fn landlock(part: &mut Part, abi: u32, policy: &Policy) -> Result<()> {
    let known = rights::known(abi);
    // TCP since 4; abstract unix sockets and signals to the outside since 6.
    let net = if abi >= 4 { 0b11 } else { 0 };
    let scoped = if abi >= 6 { 0b11 } else { 0 };
    part.push(Step::LandlockRuleset { fs: known, net, scoped });
    let mut rule = |path: &str, rights: u64| -> Result<()> {
        part.push(Step::LandlockRule {
            path: nul(path)?.as_bytes_with_nul(),
            rights: rights & known,
            optional: 1,
        });
        Ok(())
    };
    rule("/", rights::READ_FILE | rights::READ_DIR)?;
    rule("/dev", rights::DEVICE)?;
    for path in [policy.workdir.as_str(), "/tmp", "/dev/shm"] {
        rule(path, rights::SCRATCH)?;
    }
    for mount in &policy.mounts {
        match &mount.kind {
            MountKind::BindReadOnly { target, .. } => rule(target, rights::EXECUTE)?,
            MountKind::Tmpfs { target, .. } => rule(target, rights::SCRATCH)?,
            MountKind::File { .. } | MountKind::Dir { .. } | MountKind::Symlink { .. } => {}
        }
    }
    Ok(())
}

/// The program to start, with everything the go part needs.
#[derive(Debug)]
pub(crate) struct Start<'a> {
    pub(crate) program: StartProgram<'a>,
    pub(crate) argv: &'a [CString],
    pub(crate) env: &'a [CString],
    pub(crate) current_dir: &'a str,
    pub(crate) files: &'a [(CString, u32, std::sync::Arc<[u8]>)],
    /// Descriptors of the program: (slot, number).
    pub(crate) descriptors: &'a [(u16, u32)],
    /// Slot of the memfd, paths, bytes, files.
    pub(crate) collect: Option<(u16, &'a [CString], u64, u32)>,
}

/// What is executed.
#[derive(Debug)]
pub(crate) enum StartProgram<'a> {
    Path(&'a CString),
    Slot(u16),
}

/// Starts the program.
pub(crate) fn go_part(facts: &Facts, policy: &Policy, limits: &Limits, start: &Start<'_>) -> Result<Part> {
    let mut part = Part::default();
    for (path, mode, bytes) in start.files {
        part.push(Step::WriteFile {
            path: path.as_bytes_with_nul(),
            mode: *mode,
            owner: 0,
            bytes,
        });
    }
    if let Some((slot, paths, max_bytes, max_files)) = start.collect {
        part.push(Step::Collect {
            slot,
            paths: with_nul(paths),
            max_bytes,
            max_files,
        });
    }
    part.push(Step::Fork {});
    for &(slot, number) in start.descriptors {
        part.push(Step::PassFd { slot, number });
    }
    part.push(Step::CloseOthers {});
    part.push(Step::Chdir {
        path: nul(start.current_dir)?.as_bytes_with_nul(),
    });
    part.push(Step::Umask { mask: 0o022 });
    if facts.wants(Layer::Rlimits) {
        rlimits(&mut part, facts, limits);
    }
    // Judged code runs behind the host and its supervisor when processors are short; our own steps do not.
    part.push(Step::Nice { value: 2 });
    part.push(Step::Signals {});
    if facts.wants(Layer::Seccomp) && !policy.seccomp.suits_pid_one() {
        part.push(Step::Seccomp {
            program: policy.seccomp.program(),
        });
    }
    let (argv, env) = (with_nul(start.argv), with_nul(start.env));
    part.push(match start.program {
        StartProgram::Path(path) => Step::Exec {
            path: path.as_bytes_with_nul(),
            argv,
            env,
        },
        StartProgram::Slot(slot) => Step::ExecFd { slot, argv, env },
    });
    Ok(part)
}

fn rlimits(part: &mut Part, facts: &Facts, limits: &Limits) {
    let hard = facts.hard_limits;
    let mut set = |resource: u32, value: u64, most: u64| {
        let value = value.min(most);
        part.push(Step::Rlimit {
            resource,
            soft: value,
            hard: value,
        });
    };
    set(libc::RLIMIT_STACK, limits.stack.0, hard.stack);
    set(libc::RLIMIT_FSIZE, limits.file_size.0, hard.file_size);
    set(libc::RLIMIT_NOFILE, limits.open_files.0.into(), hard.open_files);
    set(libc::RLIMIT_CORE, 0, 0);
    set(libc::RLIMIT_MEMLOCK, 0, 0);
    set(libc::RLIMIT_MSGQUEUE, 0, 0);
    if let Some(space) = limits.address_space {
        set(libc::RLIMIT_AS, space.as_bytes(), hard.address_space);
    }
    if !crate::cgroup::expected_in(facts.tier) {
        // Counted inside the run's own user namespace, where pid 1 counts as well.
        set(libc::RLIMIT_NPROC, u64::from(limits.processes.0) + 1, hard.processes);
    }
}

fn with_nul(strings: &[CString]) -> Vec<&[u8]> {
    strings.iter().map(|s| s.as_bytes_with_nul()).collect()
}

pub(crate) fn nul(text: &str) -> Result<CString> {
    CString::new(text).map_err(|_| Error::policy(format!("use {text:?}: it contains a NUL byte")))
}

fn utf8(path: &std::path::Path) -> Result<&str> {
    path.to_str()
        .ok_or_else(|| Error::policy(format!("use the path {}: it is not UTF-8", path.display())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::step::{Notice, Step};

    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(any::<u8>(), 0..40)
    }

    /// Steps with every kind of field, and with the values of it that are hard.
    fn check(a: u64, b: u32, c: u8, x: &[u8], list: &[Vec<u8>]) {
        let list: Vec<&[u8]> = list.iter().map(Vec::as_slice).collect();
        let steps = [
            Step::Attach { slot: a as u16 },
            Step::PrivateMounts {},
            Step::NewRoot {
                staging: x,
                size: a,
                inodes: !a,
            },
            Step::WriteFile {
                path: x,
                mode: b,
                owner: c,
                bytes: x,
            },
            Step::Bind {
                source: x,
                target: x,
                flags: a,
                optional: c,
            },
            Step::Nice { value: b as i32 },
            Step::LandlockRule {
                path: x,
                rights: a,
                optional: c,
            },
            Step::Collect {
                slot: 7,
                paths: list.clone(),
                max_bytes: a,
                max_files: b,
            },
            Step::Device {
                path: x,
                host: x,
                major: b,
                minor: b,
            },
            Step::Exec {
                path: x,
                argv: list.clone(),
                env: list,
            },
        ];
        let mut encoded = Vec::new();
        steps.iter().for_each(|step| step.encode(&mut encoded));
        let mut rest = encoded.as_slice();
        for step in &steps {
            assert_eq!(Step::decode(&mut rest).as_ref(), Some(step));
        }
        assert!(rest.is_empty());
    }

    proptest! {
        #[test]
        fn steps_survive_the_journey(a: u64, b: u32, c: u8, x in bytes(), list in prop::collection::vec(bytes(), 0..6)) {
            check(a, b, c, &x, &list);
        }

        #[test]
        fn notices_survive_the_journey(a: u64, b: u32, c: u8, d: u16, e: i32) {
            for notice in [
                Notice::Created { pid: b },
                Notice::Failed { part: d, index: b, opcode: c, errno: e },
                Notice::Ready,
                Notice::Skipped { opcode: c, errno: e },
                Notice::Starting { setup_cpu_ns: a, pid_one_cpu_ns: !a },
                Notice::Exited { status: e, children_cpu_us: a, own_cpu_ns: !a, max_rss_kib: a },
            ] {
                let mut encoded = Vec::new();
                notice.encode(&mut encoded);
                prop_assert!(encoded.len() <= super::step::NOTICE_MAX);
                prop_assert_eq!(Notice::decode(&encoded), Some(notice));
                encoded.push(0);
                prop_assert_eq!(Notice::decode(&encoded), None);
            }
        }

        /// Whatever the bytes: an answer, no panic, no endless loop, no huge allocation.
        #[test]
        fn garbage_is_refused_or_consumed(garbage in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut rest = garbage.as_slice();
            let mut before = rest.len();
            while Step::decode(&mut rest).is_some() {
                prop_assert!(rest.len() < before);
                before = rest.len();
            }
            let _ = Notice::decode(&garbage);
        }
    }
}
