//! The first stage: normalise the source and look for forbidden operations, by syntax and not by text.
//!
//! Sanitizing is a courtesy: an early, located, friendly rejection. Isolation never depends on it.
//! It is pure: no I/O, no clock, the same answer every time.
//!
//! | step | file |
//! |---|---|
//! | bytes → text: size, encoding, line ends | `normalise` |
//! | text → tree → facts, free of the language | `crate::language::grammar`, `facts`, the language's `queries/sanitize.scm` |
//! | which definition a name means; which path an expression stands for | `scopes`, `meaning`, `path`, `literal` |
//! | the language's rules, and the matchers that interpret them | `rules`, `checks`, the language's `sanitize.toml` |
//! | findings in order, located | `findings` |

mod checks;
mod facts;
mod findings;
mod literal;
mod meaning;
mod normalise;
mod path;
mod rules;
mod scopes;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use findings::MAX_FINDINGS;
pub use normalise::{MAX_FUNCTION_BYTES, MAX_PROGRAM_BYTES};

use crate::language::grammar::{self, Within};
use crate::source::Span;
use crate::submission::Submission;
use crate::{Language, Result};
use checks::Embedded;
use facts::Facts;
use findings::{Found, Notice};
use rules::RuleBook;
pub use rules::RuleSummary;

/// Literals with code in them that are checked in one source.
const MAX_EMBEDDED: usize = 64;

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
/// Only for a defect of ours (a grammar or a rule file that does not load); a hostile source is [`Sanitized::Rejected`].
pub fn sanitize(submission: &Arc<Submission>, language: &'static Language, profile: &Profile) -> Result<Sanitized> {
    let source = submission.source.as_slice();
    let normalised = match normalise::normalise(source, profile.scope, profile.strictness) {
        Ok(normalised) => normalised,
        Err(found) => return Ok(Sanitized::Rejected(findings::report(source, found))),
    };
    let found = match profile.strictness {
        Strictness::Off => Vec::new(),
        Strictness::Lenient | Strictness::Strict => inspect(&normalised.text, &*RuleBook::of(language)?, profile)?,
    };
    if found.is_empty() {
        let text = normalised.text.into();
        return Ok(Sanitized::Clean(SanitizedSource {
            submission: Arc::clone(submission),
            language,
            text,
        }));
    }
    let in_source = found.into_iter().map(|found| {
        let range = normalised.original(found.range.start)..normalised.original(found.range.end);
        Found { range, ..found }
    });
    Ok(Sanitized::Rejected(findings::report(source, in_source.collect())))
}

/// The rules of `language`, in the order of its rule file.
///
/// # Errors
/// `Internal` when the embedded rules do not load (a test makes sure that they do).
pub fn rules(language: &'static Language) -> Result<Vec<RuleSummary>> {
    Ok(RuleBook::of(language)?.summaries())
}

/// Everything forbidden in `text`, and in the sources that it embeds as literals and hands to an evaluator.
fn inspect(text: &str, book: &RuleBook, profile: &Profile) -> Result<Vec<Found>> {
    let (mut found, mut embedded) = inspect_one(text, book, profile)?;
    let mut seen = BTreeSet::new();
    let mut bytes_left = text.len().saturating_mul(4);
    while let Some(Embedded { text: code, range }) = embedded.pop() {
        if code.len() > bytes_left || seen.len() >= MAX_EMBEDDED || !seen.insert((range.start, code.clone())) {
            continue;
        }
        bytes_left -= code.len();
        let (inside, more) = inspect_one(&code, book, profile)?;
        // Whatever it is about, the place that the user can look at is the literal.
        found.extend(inside.into_iter().map(|found| Found {
            range: range.clone(),
            ..found
        }));
        embedded.extend(more.into_iter().map(|more| Embedded {
            range: range.clone(),
            ..more
        }));
    }
    Ok(found)
}

fn inspect_one(text: &str, book: &RuleBook, profile: &Profile) -> Result<(Vec<Found>, Vec<Embedded>)> {
    let tree = match grammar::parse_tree(&book.grammar, text)? {
        Within::Done(tree) => tree,
        Within::OverBudget => return Ok((vec![too_complex()], Vec::new())),
    };
    Ok(match Facts::read(&book.query, &tree, text) {
        Within::Done(facts) => checks::run(text, &facts, book, profile),
        Within::OverBudget => (vec![too_complex()], Vec::new()),
    })
}

fn too_complex() -> Found {
    let notice = Notice::new("source/complexity", "the source is too complex to be checked");
    Found::new(notice.help("nest less deeply, and leave out generated code"), 0..0)
}
