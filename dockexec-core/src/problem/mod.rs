//! A problem: the task, its test cases, its limits, and how answers are compared.
//!
//! On disk it is a folder:
//!
//! ```text
//! two-scales/
//!   problem.toml            title, task, limits, checker
//!   statement.md            what people read
//!   tests/*.jsonl           functions: {"args": [...], "expected": ..., "sample": true, "name": "..."} a line
//!   tests/sample/*.in .ans  programs: the samples
//!   tests/*.in .ans         programs: the hidden cases
//!   solutions/python/accepted.py, wrong_answer_greedy.py, ...
//! ```
//!
//! [`Problem::load`] reads it strictly, and says everything that is wrong with it at once. [`Problem::check`] says what an author should add besides.

mod case;
mod cases;
mod check;
mod error;
mod folder;
mod manifest;
mod scaffold;
mod solution;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

pub use case::{CaseInput, Expected, TestCase};
pub use error::{ProblemError, ProblemErrors};
pub use scaffold::ScaffoldKind;
pub use solution::Solution;

pub use crate::request::Isolation;

use crate::judge::Reveal;
use crate::judge::checker::Checker;
use crate::request::JudgeRequest;
use crate::sanitize::Profile;
use crate::wrap::Task;
use crate::{Languages, Limits, Result, Submission};

/// How hard a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Difficulty {
    /// A first exercise.
    Easy,
    /// Takes an idea.
    Medium,
    /// Takes several.
    Hard,
}

impl Difficulty {
    /// Its name in problem files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

impl Isolation {
    /// All of them, with their names in problem files and requests.
    pub const NAMES: [(&'static str, Self); 2] = [("shared", Self::Shared), ("per-case", Self::PerCase)];

    /// The one called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::NAMES.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, isolation)| isolation)
    }

    /// Its name in problem files and requests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::PerCase => "per-case",
        }
    }
}

/// A problem, loaded and valid: its cases fit its task, its checker fits both.
#[derive(Debug, Clone)]
pub struct Problem {
    slug: String,
    title: String,
    difficulty: Option<Difficulty>,
    tags: Vec<String>,
    statement: String,
    task: Task,
    cases: Arc<[TestCase]>,
    checker: Checker,
    limits: Limits,
    language_limits: BTreeMap<String, Limits>,
    isolation: Isolation,
    reveal: Reveal,
    profile: Profile,
    solutions: Vec<Solution>,
}

impl Problem {
    /// Loads the problem in the folder `path`, whose name is the problem's slug.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with file, line and column where they are known. Nothing outside of the folder is read.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, ProblemErrors> {
        let path = path.as_ref();
        let mut folder =
            folder::Folder::open(path).map_err(|error| ProblemErrors::new(path.display().to_string(), vec![error]))?;
        let mut errors = Vec::new();
        let slug = folder.name().unwrap_or_default().to_owned();
        if !is_slug(&slug) {
            let error = ProblemError::new(".", format!("the folder's name {slug:?} cannot name a problem"));
            errors.push(error.with_hint("use lower-case letters, digits and single hyphens, such as two-scales"));
        }
        let described = manifest::read(&mut folder, &mut errors);
        let solutions = solution::read(&mut folder, &mut errors);
        let cases = match &described {
            Some(described) => cases::read(&mut folder, &described.task, &described.checker, &mut errors),
            None => Vec::new(),
        };
        match described {
            Some(described) if errors.is_empty() => Ok(Self {
                slug,
                title: described.title,
                difficulty: described.difficulty,
                tags: described.tags,
                statement: described.statement,
                task: described.task,
                cases: cases.into(),
                checker: described.checker,
                limits: described.limits,
                language_limits: described.language_limits,
                isolation: described.isolation,
                reveal: described.reveal,
                profile: described.profile,
                solutions,
            }),
            _ => Err(ProblemErrors::new(slug, errors)),
        }
    }

    /// The request to judge `submission` with all cases of this problem.
    ///
    /// # Errors
    /// `BadRequest` for an unknown language.
    pub fn request(&self, submission: Submission) -> Result<JudgeRequest> {
        let limits = self.limits_for(Languages::find(&submission.language)?.id());
        let mut request = JudgeRequest::program(submission, Arc::clone(&self.cases));
        request.task = self.task.clone();
        request.checker = self.checker.clone();
        request.limits = limits;
        request.profile = self.profile.clone();
        request.isolation = self.isolation;
        Ok(request)
    }

    /// The name of its folder: lower-case letters, digits and hyphens.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How hard it is, where its author says so.
    pub fn difficulty(&self) -> Option<Difficulty> {
        self.difficulty
    }

    /// What it is about.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// The statement, in Markdown.
    pub fn statement(&self) -> &str {
        &self.statement
    }

    /// What a submission is supposed to be.
    pub fn task(&self) -> &Task {
        &self.task
    }

    /// All test cases, the samples first.
    pub fn cases(&self) -> &Arc<[TestCase]> {
        &self.cases
    }

    /// The cases that people may see.
    pub fn samples(&self) -> impl Iterator<Item = &TestCase> {
        self.cases.iter().filter(|case| !case.hidden)
    }

    /// How answers are compared.
    pub fn checker(&self) -> &Checker {
        &self.checker
    }

    /// The limits for submissions in the language with this id.
    pub fn limits_for(&self, language: &str) -> Limits {
        self.language_limits.get(language).copied().unwrap_or(self.limits)
    }

    /// The limits for languages that have none of their own.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Whether cases share a process.
    pub fn isolation(&self) -> Isolation {
        self.isolation
    }

    /// What people may see of hidden cases.
    pub fn reveal(&self) -> Reveal {
        self.reveal
    }

    /// Which operations are forbidden.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The solutions that came with it.
    pub fn solutions(&self) -> &[Solution] {
        &self.solutions
    }
}

/// Lower-case letters and digits, single hyphens between them: fit for a path, a URL and a shell.
fn is_slug(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.len() <= 100 && name.split('-').all(|part| !part.is_empty() && part.bytes().all(plain))
}

#[cfg(test)]
mod tests;
