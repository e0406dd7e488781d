//! What a host offers, on the wire: languages and the sandbox's layers.

#[cfg(target_os = "linux")]
use dockexec_core::Error;
use dockexec_core::engine::Availability;
use dockexec_core::execute::fake::FakeRunner;
#[cfg(target_os = "linux")]
use dockexec_core::execute::sandboxed::{HostSupport, Support};
use dockexec_core::{Engine, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::VERSION;
use crate::error::ErrorRecord;

/// Every language of this build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LanguageList {
    /// Version of the record: 1.
    pub v: u64,
    /// Sorted by id.
    pub languages: Vec<LanguageRecord>,
}

/// A language and whether this host can judge it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LanguageRecord {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Other ids it answers to.
    pub aliases: Vec<String>,
    /// Extensions of its source files, without the dot.
    pub extensions: Vec<String>,
    /// Whether its toolchain was found.
    pub available: bool,
    /// The toolchain's version; `null` where there is none.
    pub version: Option<String>,
    /// Why it is not available; `null` where it is.
    pub error: Option<ErrorRecord>,
}

/// Every language with its toolchain. This must work where no sandbox does, so the engine gets a runner that is never asked.
fn toolchains() -> Result<Vec<Availability>> {
    let runner = Arc::new(FakeRunner::default());
    Engine::builder().runner(runner).build()?.languages()
}

impl LanguageList {
    /// The languages of this build, with what this host has for each.
    ///
    /// # Errors
    /// `Internal` for a defect of this build.
    pub fn of_host() -> Result<Self> {
        Ok(Self::new(&toolchains()?))
    }

    /// The languages as an engine lists them.
    pub fn new(languages: &[Availability]) -> Self {
        let record = |(language, toolchain): &Availability| {
            let manifest = language.manifest();
            LanguageRecord {
                id: language.id().to_owned(),
                name: manifest.name.clone(),
                aliases: manifest.aliases.clone(),
                extensions: manifest.extensions.clone(),
                available: toolchain.is_ok(),
                version: toolchain.as_ref().ok().map(|found| found.version().to_owned()),
                error: toolchain.as_ref().err().map(ErrorRecord::from),
            }
        };
        Self {
            v: VERSION,
            languages: languages.iter().map(record).collect(),
        }
    }
}

/// What this host can enforce and judge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DoctorReport {
    /// Version of the record: 1.
    pub v: u64,
    /// The sandbox.
    pub sandbox: SandboxRecord,
    /// The languages.
    pub languages: Vec<LanguageRecord>,
}

impl DoctorReport {
    /// What this host can enforce and judge, by trying.
    ///
    /// # Errors
    /// `Internal` for a defect of this build.
    pub fn of_host() -> Result<Self> {
        let languages = toolchains()?;
        let error = Engine::builder().jobs(1).build().err();
        #[cfg(target_os = "linux")]
        return Ok(Self::new(&HostSupport::probe(), error.as_ref(), &languages));
        #[cfg(not(target_os = "linux"))]
        Ok(Self {
            v: VERSION,
            sandbox: SandboxRecord {
                tier: None,
                error: error.as_ref().map(ErrorRecord::from),
                rows: Vec::new(),
            },
            languages: LanguageList::new(&languages).languages,
        })
    }

    /// `support` is what a probe found, `error` why nothing could really be run, `languages` as an engine lists them.
    #[cfg(target_os = "linux")]
    pub fn new(support: &HostSupport, error: Option<&Error>, languages: &[Availability]) -> Self {
        let row = |row: &Support| HostRow {
            name: row.name.to_owned(),
            available: row.available,
            detail: row.detail.clone(),
            remedy: row.remedy.clone(),
        };
        let list = LanguageList::new(languages);
        Self {
            v: list.v,
            sandbox: SandboxRecord {
                tier: support.tier.map(|tier| tier.to_string()),
                error: error.map(ErrorRecord::from),
                rows: support.rows.iter().map(row).collect(),
            },
            languages: list.languages,
        }
    }
}

/// The sandbox's mechanisms, and the tier they add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SandboxRecord {
    /// The best tier possible: `full`, `delegated` or `user`; `null` where there is none.
    pub tier: Option<String>,
    /// Whether a program really ran in it just now; otherwise why not.
    pub error: Option<ErrorRecord>,
    /// Mechanism by mechanism.
    pub rows: Vec<HostRow>,
}

/// One mechanism and whether it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HostRow {
    /// What it is called.
    pub name: String,
    /// Whether runs can use it.
    pub available: bool,
    /// What was found, or why it is missing.
    pub detail: String,
    /// What to do where it is missing.
    pub remedy: Option<String>,
}
