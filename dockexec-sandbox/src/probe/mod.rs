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

impl HostSupport {
    /// Looks at the host and tries what can be tried. Takes a few milliseconds.
    pub fn probe() -> Self {
        Self::probe_with(&CgroupParent::Auto, None)
    }

    pub(crate) fn probe_with(parent: &CgroupParent, launcher: Option<&Path>) -> Self {
        assess::assess(&HostFacts::gather(parent, launcher, None))
    }

    /// Tries no more than it takes to settle a choice.
    pub(crate) fn probe_for(choice: TierChoice, parent: &CgroupParent, launcher: Option<&Path>) -> Self {
        assess::assess(&HostFacts::gather(parent, launcher, Some(choice)))
    }

    /// The tier a choice leads to.
    pub(crate) fn choose(&self, choice: TierChoice) -> Result<Tier> {
        let possible = |tier| match tier {
            Tier::Full => self.has(ROOT) && self.has(CGROUP),
            Tier::Delegated => self.has(USER_NAMESPACES) && self.delegated,
            Tier::User => self.has(USER_NAMESPACES),
            Tier::Bare => false,
        };
        match (choice, self.tier) {
            (TierChoice::Auto, Some(tier)) => Ok(tier),
            (TierChoice::Auto, None) => Err(self.unfit("find a way to sandbox on this host")),
            (TierChoice::Exactly(Tier::Bare), _) => Err(Error::new(
                ErrorKind::Host,
                "use the tier bare: without namespaces nothing could be promised, neither that a run sees only its own files nor that all of it ends",
            )
            .with_hint("the tier user needs neither root nor a cgroup; see HostSupport::probe() for what it lacks here")),
            (TierChoice::Exactly(wanted), _) if possible(wanted) => Ok(wanted),
            (TierChoice::Exactly(wanted), _) => Err(self.unfit(&format!("use the tier {wanted}"))),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.rows.iter().any(|r| r.name == name && r.available)
    }

    fn unfit(&self, what: &str) -> Error {
        let missing = self.rows.iter().filter(|r| !r.available);
        let missing: Vec<String> = missing.map(|r| format!("{}: {}", r.name, r.detail)).collect();
        let remedy = self
            .rows
            .iter()
            .find_map(|r| r.remedy.clone().filter(|_| r.name != ROOT));
        Error::new(ErrorKind::Host, format!("{what} ({})", missing.join("; ")))
            .with_hint(remedy.unwrap_or_else(|| "print HostSupport::probe() for the remedies".into()))
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
