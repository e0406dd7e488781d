//! From what happened to the steps of a plan to words: which layers held, and which step failed why.

use crate::error::{Error, ErrorKind};
use crate::plan::step::{Step, step_name};
use crate::policy::Policy;
use crate::report::{Layer, LayerEnforcement, LayerState, Tier};

/// The opcode of a step, taken from its encoding so that it cannot be wrong.
pub(crate) fn opcode(step: &Step<'_>) -> u8 {
    let mut bytes = Vec::new();
    step.encode(&mut bytes);
    bytes.first().copied().unwrap_or(0)
}

/// The state of every layer of a run that started.
pub(crate) fn layers(
    tier: Tier,
    policy: &Policy,
    landlock_abi: u32,
    without: &[Layer],
    skipped: &[(u8, i32)],
) -> Vec<LayerEnforcement> {
    let refused = |step: &Step<'_>| {
        let wanted = opcode(step);
        skipped
            .iter()
            .find(|(code, _)| *code == wanted)
            .map(|(_, errno)| errno_text(*errno))
    };
    let inner_user = refused(&Step::InnerUser {
        uid: 0,
        gid: 0,
        optional: 0,
    });
    let proc = refused(&Step::Proc {
        path: b"",
        options: b"",
        optional: 0,
    });
    let no_cgroup =
        || "an ordinary user without a delegated cgroup v2: memory is sampled, processes are limited by rlimits";
    let states = [
        (Layer::Namespaces, LayerState::Enforced),
        (
            Layer::UserNamespace,
            match inner_user {
                Some(why) => LayerState::Partly(format!(
                    "no inner user namespace ({why}); the run's uid is still unprivileged"
                )),
                None => LayerState::Enforced,
            },
        ),
        (Layer::Network, LayerState::Enforced),
        (Layer::Root, LayerState::Enforced),
        (
            Layer::Proc,
            match proc {
                Some(why) if policy.proc => LayerState::Not(format!("there is no /proc: the kernel refused ({why})")),
                _ => LayerState::Enforced,
            },
        ),
        (
            Layer::Cgroup,
            match tier {
                Tier::Full | Tier::Delegated => LayerState::Enforced,
                Tier::User | Tier::Bare => LayerState::Not(no_cgroup().to_owned()),
            },
        ),
        (Layer::Rlimits, LayerState::Enforced),
        (
            Layer::Identity,
            match tier {
                Tier::Full => LayerState::Enforced,
                _ => {
                    LayerState::Partly("outside its user namespace the run has the uid of its host process".to_owned())
                }
            },
        ),
        (Layer::Capabilities, LayerState::Enforced),
        (Layer::Descriptors, LayerState::Enforced),
        (Layer::Landlock, landlock(landlock_abi)),
        (Layer::Seccomp, LayerState::Enforced),
    ];
    states
        .into_iter()
        .map(|(layer, state)| LayerEnforcement {
            layer,
            state: match without.contains(&layer) {
                true => LayerState::Not("switched off by the caller".to_owned()),
                false => state,
            },
        })
        .collect()
}

fn landlock(abi: u32) -> LayerState {
    match abi {
        0 => LayerState::Not(
            "this kernel has no Landlock, or it is not enabled (kernel parameter lsm=landlock,…)".to_owned(),
        ),
        1..6 => LayerState::Partly(format!(
            "version {abi} of the kernel's Landlock: files, without all of the later rights and scopes"
        )),
        _ => LayerState::Enforced,
    }
}

/// A failed step as an error for people.
pub(crate) fn failure(part: u16, index: u32, opcode_of_step: u8, errno: i32) -> Error {
    let name = step_name(opcode_of_step);
    if name == "Exec" || name == "ExecFd" {
        let error = Error::new(ErrorKind::Program, "execute the program").with_errno(errno);
        return match errno {
            libc::ENOENT => {
                error.with_hint("neither it nor its interpreter or loader exists inside the sandbox: mount them")
            }
            libc::EACCES => error.with_hint("it is not executable, not mounted, or on a filesystem without exec"),
            libc::ENOEXEC => error.with_hint("it is not a program for this machine"),
            libc::E2BIG => error.with_hint("arguments and environment are too long for the stack limit"),
            _ => error,
        };
    }
    let step = format!("carry out step {name} (part {part}, step {index}) of a run's plan");
    let error = Error::new(kind(name, errno), step).with_errno(errno);
    match (name, errno) {
        ("Clone", libc::EPERM) => error.with_hint("user namespaces are forbidden to this user or container; see `HostSupport`"),
        ("Clone", libc::EAGAIN | libc::ENOMEM | libc::ENOSPC) => error.with_hint("the host is out of processes, memory or namespaces"),
        ("Proc", libc::EPERM) => error.with_hint(
            "the host's /proc is masked: run the container with systempaths=unconfined (Docker) or procMount: Unmasked (Kubernetes), or allow best effort",
        ),
        ("InnerUser", _) => error.with_hint("allow user namespaces (user.max_user_namespaces), or allow best effort"),
        ("Chdir", _) => error.with_hint("the working directory does not exist inside the sandbox"),
        ("WriteFile", libc::ENOSPC | libc::EDQUOT) => error.with_hint("the files do not fit into Limits::scratch"),
        ("WriteFile", libc::EROFS | libc::EACCES | libc::EPERM) => {
            error.with_hint("files go below the work directory, /tmp or another writable mount")
        }
        _ => error,
    }
}

fn kind(step: &str, errno: i32) -> ErrorKind {
    match (step, errno) {
        ("Chdir" | "WriteFile", _) => ErrorKind::Policy,
        (_, libc::EAGAIN | libc::ENOMEM | libc::ENFILE | libc::EMFILE) => ErrorKind::Io,
        _ => ErrorKind::Host,
    }
}

fn errno_text(errno: i32) -> String {
    std::io::Error::from_raw_os_error(errno).to_string()
}
