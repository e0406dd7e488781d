//! The regular expressions of manifests, compiled once: that takes a hundred times longer than matching a line.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use regex::Regex;

/// The expression `pattern`. Only those of manifests belong here, for they are kept for good.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn compiled(pattern: &str) -> Result<Regex, regex::Error> {
    static COMPILED: Mutex<BTreeMap<String, Regex>> = Mutex::new(BTreeMap::new());
    let mut all = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(pattern) {
        return Ok(known.clone());
    }
    let fresh = Regex::new(pattern)?;
    all.insert(pattern.to_owned(), fresh.clone());
    Ok(fresh)
}
