//! What this kernel and this user can enforce, layer by layer, with the remedy for what is missing.
//!
//! Three steps: [`facts`] looks at the host, [`trial`] starts a run there and lets it go before it is given a program, and [`assess`] makes rows, remedies and
//! the tier out of what they found. The last is a pure function, so that hosts nobody has at hand can be tested. What can be tried is tried: a sysctl that
//! allows something proves nothing in a container or under a security module that forbids it.

mod assess;
mod facts;
mod trial;

use std::fmt;
use std::path::Path;

use serde::Serialize;

use crate::cgroup::CgroupParent;
use crate::error::{Error, ErrorKind, Result};
use crate::report::Tier;
use crate::sandbox::TierChoice;

use crate::sys::{self, Countable};
use facts::HostFacts;

/// One mechanism and whether it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Support {
    /// What it is called.
    pub name: &'static str,
    /// Whether runs can use it.
    pub available: bool,
    /// What was found: a version, a path, or the reason why not.
    pub detail: String,
    /// What to do where it is missing.
    pub remedy: Option<String>,
}

/// All mechanisms, and the tier they add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HostSupport {
    /// The best tier, if any but `bare` is possible.
    pub tier: Option<Tier>,
    /// The kernel's release.
    pub kernel: String,
    /// Row by row.
    pub rows: Vec<Support>,
    /// Whether the cgroup found is that of an ordinary user, who starts runs in it.
    #[serde(skip)]
    delegated: bool,
}

const ROOT: &str = "root";
const USER_NAMESPACES: &str = "user namespaces";
const CGROUP: &str = "cgroup";
/// The one row that is no layer.
const COUNTER: &str = "instruction counter";

impl HostSupport {
    /// Looks at the host and tries what can be tried. Takes a few milliseconds.
    pub fn probe() -> Self {
        Self::probe_with(&CgroupParent::Auto, None)
    }

    pub(crate) fn probe_with(parent: &CgroupParent, launcher: Option<&Path>) -> Self {
        let mut support = assess::assess(&HostFacts::gather(parent, launcher, None));
        support.rows.push(instruction_counter());
        support
    }

    /// Whether runs can have every layer. The instruction counter is none: runs are held as well without it.
    pub fn has_every_layer(&self) -> bool {
        self.rows.iter().all(|row| row.available || row.name == COUNTER)
    }

    /// Tries no more than it takes to settle a choice.
    pub(crate) fn probe_for(choice: TierChoice, parent: &CgroupParent, launcher: Option<&Path>) -> Self {
        assess::assess(&HostFacts::gather(parent, launcher, Some(choice)))
    }

    /// The tier a choice leads to.
    pub(crate) fn choose(&self, choice: TierChoice) -> Result<Tier> {
        match (choice, self.tier) {
            (TierChoice::Auto, Some(tier)) => Ok(tier),
            (TierChoice::Auto, None) => Err(self.unfit("find a way to sandbox on this host", &[ROOT, USER_NAMESPACES])),
            (TierChoice::Exactly(Tier::Bare), _) => Err(Error::new(
                ErrorKind::Host,
                "use the tier bare: without namespaces nothing could be promised, neither that a run sees only its own files nor that all of it ends",
            )
            .with_hint("the tier user needs neither root nor a cgroup; see HostSupport::probe() for what it lacks here")),
            (TierChoice::Exactly(wanted @ Tier::Full), _) => self.require(wanted, &[ROOT, CGROUP]),
            (TierChoice::Exactly(wanted @ Tier::User), _) => self.require(wanted, &[USER_NAMESPACES]),
            (TierChoice::Exactly(wanted @ Tier::Delegated), _) => {
                self.require(wanted, &[USER_NAMESPACES, CGROUP])?;
                if self.delegated {
                    return Ok(wanted);
                }
                Err(Error::new(
                    ErrorKind::Host,
                    "use the tier delegated as root, whose groups the ordinary user that it stands for could not enter",
                )
                .with_hint("choose the tier full, or start the host as an ordinary user"))
            }
        }
    }

    fn require(&self, tier: Tier, needed: &[&str]) -> Result<Tier> {
        if needed.iter().all(|name| self.has(name)) {
            return Ok(tier);
        }
        Err(self.unfit(&format!("use the tier {tier}"), needed))
    }

    fn has(&self, name: &str) -> bool {
        self.rows.iter().any(|r| r.name == name && r.available)
    }

    /// What of the needed is missing, and what to do about the last of it.
    fn unfit(&self, what: &str, needed: &[&str]) -> Error {
        let missing: Vec<&Support> = self
            .rows
            .iter()
            .filter(|row| needed.contains(&row.name) && !row.available)
            .collect();
        let reasons: Vec<String> = missing
            .iter()
            .map(|row| format!("{}: {}", row.name, row.detail))
            .collect();
        let remedy = missing.last().and_then(|row| match row.name {
            ROOT => Some("run as root, or let the tier be chosen".to_owned()),
            _ => row.remedy.clone(),
        });
        Error::new(ErrorKind::Host, format!("{what} ({})", reasons.join("; ")))
            .with_hint(remedy.unwrap_or_else(|| "print HostSupport::probe() for the remedies".into()))
    }
}

/// Tried on ourselves.
fn instruction_counter() -> Support {
    let tried = sys::counter(Countable::INSTRUCTIONS, std::process::id());
    let (detail, remedy) = match &tried {
        Ok(_) => ("instructions of runs are counted".to_owned(), None),
        Err(error) => {
            let remedy = match error.raw_os_error() {
                Some(libc::ENOENT | libc::EOPNOTSUPP | libc::ENODEV) => {
                    "the processor offers no counter here: a virtual machine needs a virtual PMU"
                }
                Some(libc::EACCES | libc::EPERM) => {
                    "CAP_PERFMON for the host process, or kernel.perf_event_paranoid=2; containers also need perf_event_open in their seccomp profile"
                }
                _ => "a kernel with CONFIG_PERF_EVENTS",
            };
            (
                format!("perf_event_open: {error}; reports go without instructions"),
                Some(remedy.to_owned()),
            )
        }
    };
    Support {
        name: COUNTER,
        available: tried.is_ok(),
        detail,
        remedy,
    }
}

impl fmt::Display for HostSupport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tier {
            Some(tier) => writeln!(f, "tier: {tier} (Linux {})", self.kernel)?,
            None => writeln!(f, "tier: none possible (Linux {})", self.kernel)?,
        }
        for row in &self.rows {
            writeln!(
                f,
                "{} {:<18} {}",
                if row.available { "yes" } else { "no " },
                row.name,
                row.detail
            )?;
            if let Some(remedy) = row.remedy.as_ref().filter(|_| !row.available) {
                writeln!(f, "    {:<18} remedy: {remedy}", "")?;
            }
        }
        Ok(())
    }
}
