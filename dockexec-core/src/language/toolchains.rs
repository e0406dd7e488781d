//! The toolchains of this host, each discovered when it is first needed and remembered.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Language, Toolchain};
use crate::Result;

/// Discovers toolchains once. A failure is not remembered: whoever installs what was missing need not restart.
#[derive(Debug)]
pub struct Toolchains {
    cache: PathBuf,
    found: Mutex<HashMap<&'static str, Slot>>,
}

/// One lock for each language, so that discovering a slow one does not hold up the others.
type Slot = Arc<Mutex<Option<Arc<Toolchain>>>>;

impl Toolchains {
    /// Toolchains whose prepared parts live in `cache`.
    pub fn new(cache: impl Into<PathBuf>) -> Self {
        Self {
            cache: cache.into(),
            found: Mutex::default(),
        }
    }

    /// The toolchain of `language`.
    ///
    /// # Errors
    /// As [`Toolchain::discover`].
    pub fn get(&self, language: &'static Language) -> Result<Arc<Toolchain>> {
        let slot = {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(found.entry(language.id()).or_default())
        };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(toolchain) = &*slot {
            return Ok(Arc::clone(toolchain));
        }
        let toolchain = Arc::new(Toolchain::discover(language, &self.cache)?);
        *slot = Some(Arc::clone(&toolchain));
        Ok(toolchain)
    }
}
