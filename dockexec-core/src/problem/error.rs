//! What is wrong with a problem on disk: all of it at once, each with its place and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::source::Span;
use crate::{Error, ErrorKind, Stage};

/// One thing that is wrong with a problem's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemError {
    file: PathBuf,
    place: Option<(usize, usize)>,
    message: String,
    hint: Option<String>,
}

impl ProblemError {
    pub(super) fn new(file: impl AsRef<Path>, message: impl Into<String>) -> Self {
        Self {
            file: file.as_ref().to_owned(),
            place: None,
            message: message.into(),
            hint: None,
        }
    }

    /// At a line, and a column unless it is 0; both count from 1.
    #[must_use]
    pub(super) fn at(mut self, line: usize, column: usize) -> Self {
        self.place = Some((line, column));
        self
    }

    /// At a byte of `text`, the contents of the file.
    #[must_use]
    pub(super) fn at_byte(self, text: &str, byte: usize) -> Self {
        let span = Span::locate(text, byte, byte);
        self.at(span.line, span.column)
    }

    #[must_use]
    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The file or folder, relative to the problem's folder.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The line, from 1, where it is known.
    pub fn line(&self) -> Option<usize> {
        self.place.map(|(line, _)| line)
    }

    /// The column in characters, from 1, where it is known.
    pub fn column(&self) -> Option<usize> {
        self.place.map(|(_, column)| column).filter(|column| *column > 0)
    }

    /// What is wrong, with which value.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for ProblemError {
    /// `tests/cases.jsonl:3:14: what is wrong (hint: what to do)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        for number in [self.line(), self.column()].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        write!(f, ": {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " (hint: {hint})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ProblemError {}

/// Everything that is wrong with a problem's folder; at least one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemErrors {
    slug: String,
    errors: Vec<ProblemError>,
}

impl ProblemErrors {
    pub(super) fn new(slug: impl Into<String>, errors: Vec<ProblemError>) -> Self {
        Self {
            slug: slug.into(),
            errors,
        }
    }

    /// All of them, in the order they were found.
    pub fn errors(&self) -> &[ProblemError] {
        &self.errors
    }
}

impl fmt::Display for ProblemErrors {
    /// One error a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "problem {:?} cannot be used", self.slug)?;
        for error in &self.errors {
            write!(f, "\n  {error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ProblemErrors {}

impl From<ProblemErrors> for Error {
    fn from(errors: ProblemErrors) -> Self {
        Self::new(
            ErrorKind::ProblemFault,
            Stage::Request,
            "invalid-problem",
            errors.to_string(),
        )
    }
}
