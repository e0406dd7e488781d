//! The regular expressions of manifests, compiled once: that takes a hundred times longer than matching a line.

use regex::Regex;

use crate::kept::Kept;

/// The expression `pattern`. Only those of manifests belong here, for they are kept for good.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn compiled(pattern: &str) -> Result<Regex, regex::Error> {
    static COMPILED: Kept<Regex> = Kept::new();
    COMPILED
        .get(pattern, || Regex::new(pattern))
        .map(|known| Regex::clone(&known))
}
