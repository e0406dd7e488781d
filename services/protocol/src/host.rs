//! What a host offers, on the wire: languages and the sandbox's layers.

use dockexec_core::language::Toolchain;
use dockexec_core::{Language, Result};
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

impl LanguageList {
    /// The languages as an engine lists them.
    pub fn new(languages: &[(&'static Language, Result<Arc<Toolchain>>)]) -> Self {
        let record = |(language, toolchain): &(&'static Language, Result<Arc<Toolchain>>)| {
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
