//! System call filters: profiles as data, compiled to BPF once.
//!
//! A profile is a default-deny list with a reason per entry (see `profiles/standard.toml`). The compiled form
//! is a binary search over system call numbers rather than a chain: the kernel runs a new filter once for
//! every number when it is installed (to fill its allow cache), so a short path there is time saved in
//! every run.

mod assemble;
mod table;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::error::{Error, Result};
use assemble::{Action, Condition};

/// A compiled profile. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SeccompProfile {
    name: Arc<str>,
    program: Arc<[u8]>,
    allows_sockets: bool,
    suits_pid_one: bool,
}

const SOURCES: [(&str, &str); 2] = [
    ("standard", include_str!("../../profiles/standard.toml")),
    ("compile", include_str!("../../profiles/compile.toml")),
];

impl SeccompProfile {
    /// For judged programs.
    pub fn standard() -> Result<Self> {
        Self::named("standard")
    }

    /// For compilers.
    pub fn compile() -> Result<Self> {
        Self::named("compile")
    }

    /// A profile of `profiles/` by its name.
    pub fn named(name: &str) -> Result<Self> {
        static COMPILED: OnceLock<Vec<Result<SeccompProfile>>> = OnceLock::new();
        let compiled = COMPILED.get_or_init(|| {
            SOURCES
                .iter()
                .map(|(_, source)| SeccompProfile::from_toml(source))
                .collect()
        });
        let index = SOURCES.iter().position(|(known, _)| *known == name);
        match index.and_then(|i| compiled.get(i)) {
            Some(Ok(profile)) => Ok(profile.clone()),
            Some(Err(error)) => Err(Error::policy(error.step().to_owned())),
            None => Err(Error::policy(format!("find the seccomp profile {name:?}"))
                .with_hint("bundled are \"standard\" and \"compile\"; others are read with SeccompProfile::from_toml")),
        }
    }

    /// Compiles a profile of one's own. `extends` may name a bundled one. It must allow `execveat` and `write`,
    /// by which the program is started, whatever else it denies.
    pub fn from_toml(source: &str) -> Result<Self> {
        let profile: ProfileFile =
            toml::from_str(source).map_err(|e| Error::policy(format!("read a seccomp profile: {e}")))?;
        let actions = profile.actions(0)?;
        let program = assemble::assemble(&actions).ok_or_else(|| {
            Error::policy(format!(
                "compile the seccomp profile {:?}: it is too large",
                profile.name
            ))
        })?;
        let socket = number_here("socket").and_then(|n| actions.get(&n));
        let allows_sockets = matches!(socket, Some(Action::Allow | Action::When(..)));
        let suits_pid_one = PID_ONE.iter().all(|(name, args)| permits(&actions, name, args));
        Ok(SeccompProfile {
            name: profile.name.into(),
            program: program.into(),
            allows_sockets,
            suits_pid_one,
        })
    }

    /// The profile's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The filter as an array of `sock_filter`.
    pub fn program(&self) -> &[u8] {
        &self.program
    }

    /// Whether runs under it could meet over abstract unix sockets in a shared network namespace.
    pub(crate) fn allows_sockets(&self) -> bool {
        self.allows_sockets
    }

    /// Whether pid 1 can do its work under it. Then it is installed before the program is known.
    pub(crate) fn suits_pid_one(&self) -> bool {
        self.suits_pid_one
    }
}

/// What pid 1 and pid 2 call between the filter and exec, with the arguments a filter may look at.
const PID_ONE: [(&str, [u32; 2]); 33] = [
    ("read", [0; 2]),
    ("write", [0; 2]),
    ("close", [0; 2]),
    ("close_range", [0; 2]),
    ("recvmsg", [0; 2]),
    ("fcntl", [0, libc::F_DUPFD_CLOEXEC as u32]),
    ("mmap", [0; 2]),
    ("munmap", [0; 2]),
    ("mremap", [0; 2]),
    ("brk", [0; 2]),
    ("openat", [0; 2]),
    ("openat2", [0; 2]),
    ("mkdirat", [0; 2]),
    ("fstat", [0; 2]),
    ("getdents64", [0; 2]),
    (
        "clone",
        [(libc::CLONE_VM | libc::CLONE_VFORK | libc::SIGCHLD) as u32, 0],
    ),
    ("kill", [0; 2]),
    ("wait4", [0; 2]),
    ("getrusage", [0; 2]),
    ("clock_gettime", [0; 2]),
    ("exit_group", [0; 2]),
    ("dup3", [0; 2]),
    ("chdir", [0; 2]),
    ("umask", [0; 2]),
    ("prlimit64", [0; 2]),
    ("setpriority", [0; 2]),
    ("setsid", [0; 2]),
    ("rt_sigaction", [0; 2]),
    ("rt_sigprocmask", [0; 2]),
    ("rt_sigtimedwait", [0; 2]),
    ("sigaltstack", [0; 2]),
    ("execveat", [0; 2]),
    ("fchown", [0; 2]),
];

fn permits(actions: &BTreeMap<u32, Action>, name: &str, args: &[u32; 2]) -> bool {
    match number_here(name).and_then(|n| actions.get(&n)) {
        Some(Action::Allow) => true,
        Some(Action::When(alternatives, _)) => alternatives.iter().any(|all| {
            all.iter().all(|condition| {
                let value = args.get(usize::from(condition.arg)).copied().unwrap_or(0);
                condition.values.contains(&(value & condition.mask.unwrap_or(u32::MAX)))
            })
        }),
        _ => false,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    name: String,
    extends: Option<String>,
    default: String,
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    allow: Option<Vec<String>>,
    deny: Option<Vec<String>>,
    kill: Option<Vec<String>>,
    errno: Option<String>,
    when: Option<Vec<When>>,
    otherwise: Option<String>,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct When {
    arg: u8,
    mask: Option<u32>,
    equals: Vec<u32>,
}

impl ProfileFile {
    /// What happens for every number this architecture has.
    fn actions(&self, depth: u32) -> Result<BTreeMap<u32, Action>> {
        let default = errno(&self.default)?;
        let mut actions = match &self.extends {
            None => table::SYSCALLS
                .iter()
                .filter_map(here)
                .map(|n| (n, Action::Errno(default)))
                .collect(),
            Some(_) if depth > 4 => {
                return Err(Error::policy(format!(
                    "read the seccomp profile {:?}: extends itself",
                    self.name
                )));
            }
            Some(base) => base_profile(base)?.actions(depth + 1)?,
        };
        for rule in &self.rule {
            rule.apply(&mut actions, default)?;
        }
        Ok(actions)
    }
}

fn base_profile(name: &str) -> Result<ProfileFile> {
    let (_, source) = SOURCES
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or_else(|| Error::policy(format!("find the seccomp profile {name:?} named by `extends`")))?;
    toml::from_str(source).map_err(|e| Error::policy(format!("read the seccomp profile {name:?}: {e}")))
}

impl Rule {
    fn apply(&self, actions: &mut BTreeMap<u32, Action>, default: u16) -> Result<()> {
        let (names, action) = self.meaning(default)?;
        for name in names {
            let Some(number) = lookup(name)? else { continue };
            let merged = match (actions.remove(&number), action.clone()) {
                (Some(Action::When(mut earlier, otherwise)), Action::When(more, _)) => {
                    earlier.extend(more);
                    Action::When(earlier, otherwise)
                }
                (_, new) => new,
            };
            actions.insert(number, merged);
        }
        Ok(())
    }

    fn meaning(&self, default: u16) -> Result<(&[String], Action)> {
        let malformed = |what: &str| {
            Err(Error::policy(format!(
                "read the seccomp rule with the reason {:?}: {what}",
                self.reason
            )))
        };
        if self.reason.trim().is_empty() {
            return malformed("every rule needs a reason");
        }
        match (&self.allow, &self.deny, &self.kill) {
            (Some(names), None, None) => Ok((names, self.allowed(default)?)),
            (None, Some(names), None) => {
                let number = self.errno.as_deref().map_or(Ok(default), errno)?;
                Ok((names, Action::Errno(number)))
            }
            (None, None, Some(names)) => Ok((names, Action::Kill)),
            _ => malformed("exactly one of `allow`, `deny` and `kill` is needed"),
        }
    }

    fn allowed(&self, default: u16) -> Result<Action> {
        let Some(when) = &self.when else {
            return Ok(Action::Allow);
        };
        let conditions = when.iter().map(When::condition).collect::<Result<Vec<_>>>()?;
        let otherwise = self.otherwise.as_deref().map_or(Ok(default), errno)?;
        Ok(Action::When(vec![conditions], otherwise))
    }
}

impl When {
    fn condition(&self) -> Result<Condition> {
        if self.arg > 5 || self.equals.is_empty() || self.equals.len() > 64 {
            return Err(Error::policy(format!(
                "read a seccomp condition on argument {}: arguments are 0 to 5, with 1 to 64 values",
                self.arg
            )));
        }
        Ok(Condition {
            arg: self.arg,
            mask: self.mask,
            values: self.equals.clone(),
        })
    }
}

/// The number on this architecture; `None` where only this one lacks the call.
fn lookup(name: &str) -> Result<Option<u32>> {
    match table::SYSCALLS.binary_search_by_key(&name, |(known, ..)| known) {
        Ok(at) => Ok(table::SYSCALLS.get(at).and_then(here)),
        Err(_) => Err(Error::policy(format!(
            "find a system call named {name:?} on any architecture"
        ))),
    }
}

fn number_here(name: &str) -> Option<u32> {
    lookup(name).ok().flatten()
}

fn here(&(_, x86_64, aarch64): &(&str, i32, i32)) -> Option<u32> {
    let number = if cfg!(target_arch = "x86_64") { x86_64 } else { aarch64 };
    u32::try_from(number).ok()
}

fn errno(name: &str) -> Result<u16> {
    Ok(match name {
        "EPERM" => libc::EPERM as u16,
        "EACCES" => libc::EACCES as u16,
        "EINVAL" => libc::EINVAL as u16,
        "ENOSYS" => libc::ENOSYS as u16,
        "ENOTTY" => libc::ENOTTY as u16,
        _ => {
            return Err(Error::policy(format!("find an errno named {name:?}"))
                .with_hint("EPERM, EACCES, EINVAL, ENOSYS or ENOTTY"));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use assemble::{Verdict, evaluate};

    fn decide(name: &str, args: [u64; 6]) -> Verdict {
        let profile = SeccompProfile::standard().unwrap();
        evaluate(profile.program(), assemble::ARCH, number_here(name).unwrap(), args)
    }

    #[test]
    fn every_bundled_profile_compiles() {
        for (name, _) in SOURCES {
            let profile = SeccompProfile::named(name).unwrap();
            assert_eq!(profile.name(), name);
            assert!(profile.suits_pid_one(), "{name} makes every run slower");
            assert!(
                !profile.allows_sockets(),
                "{name} shares a network namespace, so it must not allow socket()"
            );
        }
    }

    #[test]
    fn decides_as_the_profile_says() {
        let zero = [0; 6];
        assert_eq!(decide("read", zero), Verdict::Allow);
        assert_eq!(decide("ptrace", zero), Verdict::Errno(libc::EPERM));
        assert_eq!(decide("socket", zero), Verdict::Errno(libc::EPERM));
        assert_eq!(decide("io_uring_setup", zero), Verdict::Errno(libc::EPERM));
        assert_eq!(decide("clone3", zero), Verdict::Errno(libc::ENOSYS));
        assert_eq!(
            decide("clone", [libc::CLONE_VM as u64 | 17, 0, 0, 0, 0, 0]),
            Verdict::Allow
        );
        assert_eq!(
            decide("clone", [libc::CLONE_NEWUSER as u64, 0, 0, 0, 0, 0]),
            Verdict::Errno(libc::EPERM)
        );
        assert_eq!(decide("ioctl", [0, 0x5412, 0, 0, 0, 0]), Verdict::Errno(libc::ENOTTY));
        assert_eq!(decide("ioctl", [0, 0x541b, 0, 0, 0, 0]), Verdict::Allow);
        assert_eq!(decide("socketpair", [1, 1, 0, 0, 0, 0]), Verdict::Allow);
        assert_eq!(decide("socketpair", [1, 1 | 0o2000000, 0, 0, 0, 0]), Verdict::Allow);
        assert_eq!(decide("socketpair", [1, 2, 0, 0, 0, 0]), Verdict::Errno(libc::EPERM));
        assert_eq!(decide("socketpair", [2, 1, 0, 0, 0, 0]), Verdict::Errno(libc::EPERM));
        assert_eq!(decide("prlimit64", [0; 6]), Verdict::Allow);
        assert_eq!(decide("prlimit64", [1, 0, 0, 0, 0, 0]), Verdict::Errno(libc::EPERM));
    }

    /// Alternatives and several conditions, whose jumps are the delicate part.
    #[test]
    fn alternatives_and_conditions_combine() {
        let source = r#"
name = "x"
default = "EPERM"
[[rule]]
allow = ["ioctl"]
when = [{ arg = 0, equals = [1, 2, 3] }, { arg = 1, mask = 0xf, equals = [4, 5] }]
otherwise = "EINVAL"
reason = "one"
[[rule]]
allow = ["ioctl"]
when = [{ arg = 2, equals = [9] }]
reason = "another"
"#;
        let profile = SeccompProfile::from_toml(source).unwrap();
        for first in 0..5u64 {
            for second in [0, 4, 5, 6, 0x15] {
                for third in [8, 9, 10] {
                    let args = [first, second, third, 0, 0, 0];
                    let got = evaluate(profile.program(), assemble::ARCH, number_here("ioctl").unwrap(), args);
                    let allowed = ((1..=3).contains(&first) && [4, 5].contains(&(second & 0xf))) || third == 9;
                    let expected = if allowed {
                        Verdict::Allow
                    } else {
                        Verdict::Errno(libc::EINVAL)
                    };
                    assert_eq!(got, expected, "{args:?}");
                }
            }
        }
    }

    #[test]
    fn the_bundled_filters_are_short() {
        for (name, _) in SOURCES {
            let instructions = SeccompProfile::named(name).unwrap().program().len() / 8;
            assert!(
                instructions < 330,
                "{name}: {instructions}, at 0.2 µs each in every run"
            );
        }
    }

    /// The tree must agree with the table on every number, not only on those somebody thought of.
    #[test]
    fn agrees_with_the_table_on_every_number() {
        for (_, source) in SOURCES {
            let file: ProfileFile = toml::from_str(source).unwrap();
            let actions = file.actions(0).unwrap();
            let program = assemble::assemble(&actions).unwrap();
            for number in 0..2000 {
                let got = evaluate(&program, assemble::ARCH, number, [0; 6]);
                let expected = match actions.get(&number) {
                    None => Verdict::Errno(libc::ENOSYS),
                    Some(Action::Allow) => Verdict::Allow,
                    Some(Action::Errno(errno)) => Verdict::Errno(i32::from(*errno)),
                    Some(Action::Kill) => Verdict::Kill,
                    Some(Action::When(alternatives, otherwise)) => {
                        let holds = |c: &Condition| c.values.contains(&0);
                        if alternatives.iter().any(|a| a.iter().all(holds)) {
                            Verdict::Allow
                        } else {
                            Verdict::Errno(i32::from(*otherwise))
                        }
                    }
                };
                assert_eq!(got, expected, "system call {number}");
            }
        }
    }

    #[test]
    fn foreign_architectures_and_x32_are_killed() {
        let profile = SeccompProfile::standard().unwrap();
        let i386 = 0x4000_0003;
        assert_eq!(evaluate(profile.program(), i386, 1, [0; 6]), Verdict::Kill);
        if cfg!(target_arch = "x86_64") {
            assert_eq!(
                evaluate(profile.program(), assemble::ARCH, 0x4000_0001, [0; 6]),
                Verdict::Kill
            );
        }
    }

    #[test]
    fn unknown_names_are_errors() {
        let source = "name='x'\ndefault='EPERM'\n[[rule]]\nallow=['raed']\nreason='typo'";
        let error = SeccompProfile::from_toml(source).unwrap_err();
        assert!(error.to_string().contains("raed"), "{error}");
    }

    #[test]
    fn a_rule_without_a_reason_is_an_error() {
        let source = "name='x'\ndefault='EPERM'\n[[rule]]\nallow=['read']\nreason=' '";
        assert!(SeccompProfile::from_toml(source).is_err());
    }

    #[test]
    fn the_name_table_is_sorted() {
        assert!(table::SYSCALLS.is_sorted_by_key(|(name, ..)| *name));
    }
}
