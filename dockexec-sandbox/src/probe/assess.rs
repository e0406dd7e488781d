//! From facts to rows, remedies and a tier. A pure function: see the tests for the hosts it is tried on.

use super::facts::{CgroupLayout, HostFacts, Surroundings};
use super::trial::Trial;
use super::{CGROUP, HostSupport, ROOT, Support, USER_NAMESPACES};
use crate::cgroup;
use crate::report::Tier;

/// What root needs, and for what: to own the files and pipes of a run (CHOWN, DAC_OVERRIDE), to end it (KILL), to give it an identity of its own (SETGID,
/// SETUID), to build its namespaces (SYS_ADMIN). `services/deploy/sandboxes` grants exactly these.
const CAPABILITIES: [(u32, &str); 6] = [
    (0, "CAP_CHOWN"),
    (1, "CAP_DAC_OVERRIDE"),
    (5, "CAP_KILL"),
    (6, "CAP_SETGID"),
    (7, "CAP_SETUID"),
    (21, "CAP_SYS_ADMIN"),
];

/// Those of them that are not in a set.
pub(super) fn missing_capabilities(set: u64) -> Vec<&'static str> {
    let missing = CAPABILITIES.iter().filter(|(bit, _)| set & 1 << bit == 0);
    missing.map(|(_, name)| *name).collect()
}

/// Where the container profiles of this project are explained.
const PROFILES: &str = "services/deploy/sandboxes";

/// What was found, or why not and what to do.
type Finding = Result<String, Missing>;

struct Missing {
    why: String,
    remedy: String,
}

fn missing(why: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Err(Missing {
        why: why.into(),
        remedy: remedy.into(),
    })
}

pub(super) fn assess(facts: &HostFacts) -> HostSupport {
    let findings = [
        (ROOT, root(facts)),
        (USER_NAMESPACES, user_namespaces(facts)),
        (CGROUP, control_group(facts)),
        ("landlock", landlock(facts)),
        ("seccomp", seccomp(facts)),
        ("visible /proc", visible_proc(facts)),
        ("memfd execution", memfd(facts)),
        ("no swap to hide in", swap(facts)),
    ];
    let has = |name: &str| findings.iter().any(|(n, found)| *n == name && found.is_ok());
    // Root's groups are of no use to the ordinary user that root would have to become first.
    let delegated = has(CGROUP) && facts.uid != 0;
    let tier = match (has(ROOT), has(USER_NAMESPACES)) {
        (true, _) if has(CGROUP) => Some(Tier::Full),
        (_, true) if delegated => Some(Tier::Delegated),
        (_, true) => Some(Tier::User),
        _ => None,
    };
    let rows = findings.into_iter().map(|(name, found)| row(name, found)).collect();
    HostSupport {
        tier,
        kernel: facts.kernel.clone(),
        rows,
        delegated,
    }
}

fn row(name: &'static str, found: Finding) -> Support {
    let (available, detail, remedy) = match found {
        Ok(detail) => (true, detail, None),
        Err(Missing { why, remedy }) => (false, why, Some(remedy)),
    };
    Support {
        name,
        available,
        detail,
        remedy,
    }
}

fn root(facts: &HostFacts) -> Finding {
    if facts.uid != 0 {
        return missing(
            format!("uid {}", facts.uid),
            "not needed where user namespaces and a delegated cgroup are available",
        );
    }
    let lacking = missing_capabilities(facts.capabilities);
    if !lacking.is_empty() {
        return missing(
            format!("uid 0 without {}", lacking.join(", ")),
            format!("give the container the capabilities that {PROFILES} names (never --privileged)"),
        );
    }
    match &facts.as_root {
        Trial::Works { .. } | Trial::NotTried => Ok("uid 0 with the capabilities it takes".into()),
        trial => missing(
            format!("uid 0, but {}", refusal(trial)),
            format!("run the container under the seccomp and AppArmor profiles of {PROFILES}"),
        ),
    }
}

fn user_namespaces(facts: &HostFacts) -> Finding {
    let trial = &facts.as_user;
    if trial.works() || matches!(facts.as_root, Trial::Works { inner_user: None, .. }) {
        return Ok(match facts.max_user_namespaces.as_deref() {
            Some(most) => format!("made one, up to {most}"),
            None => "made one".into(),
        });
    }
    // From the most specific to the least: each of these makes the trial fail.
    if facts.max_user_namespaces.as_deref() == Some("0") {
        return missing(
            "user.max_user_namespaces is 0",
            "sysctl -w user.max_user_namespaces=10000",
        );
    }
    if facts.userns_clone.as_deref() == Some("0") && facts.uid != 0 {
        return missing(
            "kernel.unprivileged_userns_clone is 0",
            "sysctl -w kernel.unprivileged_userns_clone=1",
        );
    }
    let step = match trial {
        Trial::Refused { step, .. } => step.as_str(),
        _ => "",
    };
    if facts.apparmor_userns.as_deref() == Some("1") && step != "Clone" {
        return missing(
            format!("AppArmor takes the rights inside away: {}", refusal(trial)),
            format!(
                "load {PROFILES}/apparmor/dockexec, which allows them to DockExec alone, or sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
            ),
        );
    }
    match (facts.surroundings, trial) {
        (
            _,
            Trial::Refused {
                errno: libc::ENOSPC, ..
            },
        ) => missing(
            refusal(trial),
            "raise user.max_user_namespaces, or nest fewer containers (the kernel allows 32 levels)",
        ),
        (
            _,
            Trial::Refused {
                errno: libc::EINVAL | libc::ENOSYS,
                ..
            },
        ) if step == "Clone" => missing(
            format!("this kernel has none ({})", refusal(trial)),
            "a kernel with CONFIG_USER_NS and all other namespaces",
        ),
        (Surroundings::Docker | Surroundings::Podman, _) => missing(
            refusal(trial),
            format!(
                "--security-opt seccomp={PROFILES}/seccomp.json, and on hosts with AppArmor --security-opt apparmor=dockexec"
            ),
        ),
        (Surroundings::Kubernetes, _) => missing(
            refusal(trial),
            format!("securityContext.seccompProfile: Localhost with {PROFILES}/seccomp.json"),
        ),
        (Surroundings::Container, _) => missing(
            refusal(trial),
            "allow nested user namespaces in this container (LXC: security.nesting=true)",
        ),
        _ => missing(
            refusal(trial),
            "allow user namespaces: see user.max_user_namespaces, kernel.unprivileged_userns_clone and the security module's settings",
        ),
    }
}

/// A trial that failed, in words.
fn refusal(trial: &Trial) -> String {
    match trial {
        Trial::NotTried => "not tried".into(),
        Trial::Works { .. } => "it works".into(),
        Trial::Refused { step, errno } => {
            format!(
                "step {step} of a trial run: {}",
                std::io::Error::from_raw_os_error(*errno)
            )
        }
        Trial::Broken(why) => why.clone(),
    }
}

fn control_group(facts: &HostFacts) -> Finding {
    let why = match &facts.cgroup {
        Ok(found) => return Ok(found.clone()),
        Err(why) => why.clone(),
    };
    let remedy = match (facts.surroundings, facts.cgroup_layout, facts.uid) {
        (Surroundings::Wsl2, CgroupLayout::Hybrid | CgroupLayout::Legacy, _) => {
            "in %UserProfile%\\.wslconfig: [wsl2] kernelCommandLine=cgroup_no_v1=all, and in /etc/wsl.conf: [boot] systemd=true; then wsl --shutdown".into()
        }
        (Surroundings::Docker | Surroundings::Podman, ..) => {
            format!("a private cgroup namespace with a writable cgroup2 in it, entered through {PROFILES}/entrypoint.sh")
        }
        (Surroundings::Kubernetes | Surroundings::Container, ..) => {
            format!("a writable cgroup2 in the container (see {PROFILES}); without one, memory is sampled instead of limited by the kernel")
        }
        (_, CgroupLayout::Hybrid | CgroupLayout::Legacy, uid) if uid != 0 => {
            "version 1 cannot be delegated: boot with systemd.unified_cgroup_hierarchy=1 (or cgroup_no_v1=all), or run as root".into()
        }
        (_, CgroupLayout::None, _) => "mount -t cgroup2 cgroup2 /sys/fs/cgroup, as root".into(),
        _ => cgroup::REMEDY.into(),
    };
    missing(why, remedy)
}

fn landlock(facts: &HostFacts) -> Finding {
    match (facts.landlock_abi, facts.security_modules.as_deref()) {
        (0, Some(modules)) if !modules.split(',').any(|m| m == "landlock") => missing(
            format!("not among the active security modules ({modules})"),
            format!(
                "boot with lsm=landlock,{modules}; the other layers hold without it, but a policy must then allow best effort"
            ),
        ),
        (0, _) => missing(
            "not in this kernel, or not enabled",
            "a kernel from 5.13 with `landlock` in its lsm= list; the other layers hold without it, but a policy must then allow best effort",
        ),
        (abi @ 1..6, _) => Ok(format!("version {abi} (6 also scopes signals and abstract sockets)")),
        (abi, _) => Ok(format!("version {abi}")),
    }
}

fn seccomp(facts: &HostFacts) -> Finding {
    if facts.seccomp {
        Ok("filters, with kill".into())
    } else {
        missing(
            "filters are not available",
            "a kernel with CONFIG_SECCOMP_FILTER, and a container profile that allows seccomp(2)",
        )
    }
}

/// Tried where it could be; guessed from what is mounted over it where no run came that far.
fn visible_proc(facts: &HostFacts) -> Finding {
    let proc = match (&facts.as_root, &facts.as_user) {
        (Trial::Works { proc, .. }, _) | (_, Trial::Works { proc, .. }) => *proc,
        _ if facts.over_proc.is_empty() => None,
        _ => Some(libc::EPERM),
    };
    match (proc, facts.over_proc.len()) {
        (None, 0) => Ok("nothing is mounted over it".into()),
        (None, over) => Ok(format!("runs get their own, in spite of {over} mounts over it")),
        (Some(errno), _) => missing(
            format!(
                "runs get none: {}{}",
                std::io::Error::from_raw_os_error(errno),
                masks(&facts.over_proc)
            ),
            "Docker and Podman: --security-opt systempaths=unconfined (Podman: unmask=ALL); Kubernetes: procMount: Unmasked with hostUsers: false; or run as root",
        ),
    }
}

fn masks(over: &[String]) -> String {
    match over {
        [] => String::new(),
        [first, rest @ ..] if rest.len() > 2 => format!(" (masked by mounts on {first} and {} more)", rest.len()),
        all => format!(" (masked by mounts on {})", all.join(", ")),
    }
}

/// Programs that were compiled to memory are executed there, and so is the launcher.
fn memfd(facts: &HostFacts) -> Finding {
    match facts.memfd_noexec.as_deref() {
        Some("2") => missing(
            "vm.memfd_noexec is 2: programs and the launcher go through files instead",
            "sysctl -w vm.memfd_noexec=1; until then the directory for temporary files must allow execution",
        ),
        Some(value) => Ok(format!("vm.memfd_noexec is {value}")),
        None => Ok("not restricted by this kernel".into()),
    }
}

fn swap(facts: &HostFacts) -> Finding {
    match (facts.swap, facts.swap_accounting && facts.cgroup.is_ok()) {
        (false, _) => Ok("the host has none".into()),
        (true, true) => Ok("limited by the cgroup".into()),
        (true, false) => missing(
            "the host has swap that no cgroup of ours limits",
            "cgroup v2, or swapaccount=1 with version 1, or swapoff -a",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKS: Trial = Trial::Works {
        proc: None,
        inner_user: None,
    };
    const WITHOUT_PROC: Trial = Trial::Works {
        proc: Some(libc::EPERM),
        inner_user: None,
    };

    fn refused(step: &str, errno: i32) -> Trial {
        Trial::Refused {
            step: step.into(),
            errno,
        }
    }

    /// Root on a current distribution; each test says what is different.
    fn root_on_debian_13() -> HostFacts {
        HostFacts {
            kernel: "6.12.48+deb13-amd64".into(),
            surroundings: Surroundings::Plain,
            uid: 0,
            capabilities: u64::MAX >> 23,
            as_root: WORKS,
            as_user: WORKS,
            userns_clone: Some("1".into()),
            apparmor_userns: None,
            max_user_namespaces: Some("63432".into()),
            memfd_noexec: Some("0".into()),
            cgroup: Ok("version 2, below /sys/fs/cgroup/dockexec".into()),
            cgroup_layout: CgroupLayout::Unified,
            landlock_abi: 6,
            security_modules: Some("lockdown,capability,landlock,yama,apparmor,tomoyo,bpf,ipe,ima,evm".into()),
            seccomp: true,
            over_proc: Vec::new(),
            swap: false,
            swap_accounting: true,
        }
    }

    fn user() -> HostFacts {
        HostFacts {
            uid: 1000,
            capabilities: 0,
            as_root: Trial::NotTried,
            cgroup: Ok("version 2, below /sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice".into()),
            ..root_on_debian_13()
        }
    }

    fn without_delegation() -> HostFacts {
        HostFacts {
            cgroup: Err("version 2: /sys/fs/cgroup/user.slice: cannot enable memory: Permission denied (os error 13); version 1: controller memory is not mounted)".into()),
            ..user()
        }
    }

    fn docker() -> HostFacts {
        HostFacts {
            surroundings: Surroundings::Docker,
            over_proc: [
                "bus",
                "fs",
                "irq",
                "sys",
                "sysrq-trigger",
                "acpi",
                "kcore",
                "keys",
                "timer_list",
                "scsi",
            ]
            .map(|name| format!("/proc/{name}"))
            .to_vec(),
            cgroup: Err("version 2: /sys/fs/cgroup: cannot enable memory: Read-only file system (os error 30)".into()),
            ..root_on_debian_13()
        }
    }

    fn check(name: &str, facts: &HostFacts) {
        insta::assert_snapshot!(name, assess(facts).to_string());
    }

    #[test]
    fn hosts_without_a_wish_left() {
        check("root", &root_on_debian_13());
        check("delegated", &user());
    }

    #[test]
    fn nothing_is_delegated() {
        check("without_delegation", &without_delegation());
    }

    #[test]
    fn ubuntu_24_04_takes_the_rights_away() {
        check(
            "ubuntu_24_04",
            &HostFacts {
                kernel: "6.8.0-45-generic".into(),
                as_user: refused("PrivateMounts", libc::EACCES),
                apparmor_userns: Some("1".into()),
                landlock_abi: 4,
                ..without_delegation()
            },
        );
    }

    #[test]
    fn a_setting_forbids_user_namespaces() {
        let refused = refused("Clone", libc::EPERM);
        check(
            "unprivileged_userns_clone",
            &HostFacts {
                kernel: "5.10.0-32-amd64".into(),
                as_user: refused.clone(),
                userns_clone: Some("0".into()),
                landlock_abi: 0,
                security_modules: Some("lockdown,capability,yama,apparmor,tomoyo".into()),
                ..without_delegation()
            },
        );
        check(
            "max_user_namespaces",
            &HostFacts {
                as_user: super::tests::refused("Clone", libc::ENOSPC),
                max_user_namespaces: Some("0".into()),
                ..user()
            },
        );
    }

    #[test]
    fn containers_by_default() {
        check(
            "docker_default",
            &HostFacts {
                capabilities: 0xa804_25fb,
                as_root: refused("Clone", libc::EPERM),
                as_user: refused("Clone", libc::EPERM),
                ..docker()
            },
        );
        check(
            "kubernetes_default",
            &HostFacts {
                surroundings: Surroundings::Kubernetes,
                uid: 1000,
                capabilities: 0,
                as_root: Trial::NotTried,
                as_user: refused("Clone", libc::EPERM),
                ..docker()
            },
        );
    }

    #[test]
    fn containers_under_our_profiles() {
        check(
            "docker_with_profile_as_root",
            &HostFacts {
                cgroup: Ok("version 2, below /sys/fs/cgroup/dockexec".into()),
                ..docker()
            },
        );
        check(
            "docker_with_profile_as_a_user",
            &HostFacts {
                uid: 1000,
                capabilities: 0,
                as_root: Trial::NotTried,
                as_user: WITHOUT_PROC,
                ..docker()
            },
        );
    }

    #[test]
    fn wsl2_mixes_the_versions() {
        check(
            "wsl2",
            &HostFacts {
                kernel: "5.15.153.1-microsoft-standard-WSL2".into(),
                surroundings: Surroundings::Wsl2,
                cgroup: Err("version 2: /sys/fs/cgroup/unified: controller memory is not available; version 1: cannot make a group in /sys/fs/cgroup/memory: Permission denied (os error 13)".into()),
                cgroup_layout: CgroupLayout::Hybrid,
                landlock_abi: 0,
                security_modules: None,
                swap: true,
                swap_accounting: false,
                ..user()
            },
        );
    }

    #[test]
    fn version_1_cannot_be_delegated() {
        check(
            "hybrid",
            &HostFacts {
                cgroup: Err("version 2: controller memory is not available; version 1: cannot make a group in /sys/fs/cgroup/memory: Permission denied (os error 13)".into()),
                cgroup_layout: CgroupLayout::Hybrid,
                ..user()
            },
        );
    }

    #[test]
    fn programs_in_memory_are_forbidden() {
        check(
            "memfd_noexec",
            &HostFacts {
                memfd_noexec: Some("2".into()),
                ..root_on_debian_13()
            },
        );
    }

    #[test]
    fn nothing_works_at_all() {
        check(
            "nothing",
            &HostFacts {
                as_user: Trial::Broken("failed to start the launcher: it ended at once".into()),
                cgroup_layout: CgroupLayout::None,
                landlock_abi: 0,
                seccomp: false,
                ..without_delegation()
            },
        );
    }

    #[test]
    fn every_row_that_is_missing_says_what_to_do() {
        for facts in [without_delegation(), docker(), root_on_debian_13()] {
            for row in assess(&facts).rows {
                assert_eq!(row.available, row.remedy.is_none(), "{row:?}");
            }
        }
    }
}
