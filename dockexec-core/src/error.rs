//! What the *system* did wrong, or was asked to do wrongly.
//!
//! What a submission did wrong is never here: it is a [`Verdict`](crate::Verdict). An [`Error`] becomes a judge
//! error (`JE`) only where it is shown to people or put on the wire.

use std::fmt;

/// The result of everything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Whose fault an [`Error`] is, and so whether trying again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request contradicts itself or the documentation: unknown language, malformed metaData, a case that does not fit the signature.
    BadRequest,
    /// The request is well formed but asks for something this build or this language cannot do.
    Unsupported,
    /// The host lacks a toolchain, a privilege or a kernel feature.
    HostUnfit,
    /// The caller cancelled.
    Cancelled,
    /// The problem itself is broken: its checker crashed, its reference solution fails.
    ProblemFault,
    /// A defect of ours, or the operating system failed us.
    Internal,
}

/// The stage of the pipeline in which something failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Before the pipeline: reading the request, the problem, the settings.
    Request,
    /// Normalising and checking the source.
    Sanitize,
    /// Adding the harness.
    Wrap,
    /// Compiling.
    Compile,
    /// Running.
    Execute,
    /// Comparing and scoring.
    Judge,
}

impl Stage {
    /// The stage's name, as used in JSON: lower case, one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Sanitize => "sanitize",
            Self::Wrap => "wrap",
            Self::Compile => "compile",
            Self::Execute => "execute",
            Self::Judge => "judge",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An error of the system, for the person who reads it: what failed, with which value, and what to do.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    stage: Stage,
    code: &'static str,
    message: String,
    hint: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind` in `stage`. `code` is a stable, kebab-case name for programs; `message` is a lower-case fragment for people.
    pub fn new(kind: ErrorKind, stage: Stage, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            kind,
            stage,
            code,
            message: message.into(),
            hint: None,
            source: None,
        }
    }

    /// A [`ErrorKind::BadRequest`] found while reading the request.
    pub fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::BadRequest, Stage::Request, code, message)
    }

    /// A [`ErrorKind::Internal`] error in `stage`.
    pub fn internal(stage: Stage, code: &'static str, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, stage, code, message)
    }

    /// Adds what the reader can do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Attaches the underlying error.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Whose fault it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Where in the pipeline it happened.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The stable name of this error, kebab-case.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What failed, with which value.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do, where we know.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Whether the same request may succeed when tried again.
    pub fn is_retryable(&self) -> bool {
        matches!(self.kind, ErrorKind::Internal)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, " (hint: {hint})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
