//! How far a batch is, for whoever watches standard error.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use dockexec_core::Verdict;
use indicatif::{ProgressBar, ProgressStyle};

/// What came of a line.
pub(super) enum Answered {
    /// A judgement.
    Judged(Verdict),
    /// An error.
    Failed,
}

/// A bar on standard error where that is a terminal; otherwise nothing.
pub(super) struct Progress {
    bar: ProgressBar,
    counts: Mutex<BTreeMap<&'static str, u64>>,
    sized: bool,
}

impl Progress {
    /// A bar for an input of `size` bytes, where that is known.
    pub(super) fn new(watched: bool, size: Option<u64>) -> Self {
        let bar = match (watched, size) {
            (false, _) => ProgressBar::hidden(),
            (true, Some(size)) => styled(ProgressBar::new(size), "{bar:30} {percent}% {elapsed} {wide_msg}"),
            (true, None) => styled(ProgressBar::new_spinner(), "{spinner} {elapsed} {wide_msg}"),
        };
        Self {
            bar,
            counts: Mutex::default(),
            sized: size.is_some(),
        }
    }

    /// Notes an answer to a line of `bytes` bytes.
    pub(super) fn answered(&self, answered: Answered, bytes: u64) {
        if self.bar.is_hidden() {
            return;
        }
        let name = match answered {
            Answered::Judged(verdict) => verdict.code(),
            Answered::Failed => "error",
        };
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry(name).or_default() += 1;
        let text: Vec<_> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
        self.bar.set_message(text.join("  "));
        self.bar.inc(if self.sized { bytes } else { 1 });
    }

    /// Leaves the counts and ends.
    pub(super) fn finish(&self) {
        self.bar.abandon();
    }
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
