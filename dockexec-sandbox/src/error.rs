//! What can go wrong on our side. What a sandboxed program does wrong is never an `Error`: it is in the report.

use std::fmt;
use std::io;

/// Shorthand used throughout the crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Who has to act on an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The host lacks something: a privilege, a kernel feature, a cgroup.
    Host,
    /// The policy, the limits or the command cannot be meant like this.
    Policy,
    /// The program could not be executed: it does not exist inside, or is not executable.
    Program,
    /// The launcher could not be started or has died.
    Launcher,
    /// An operating system call failed in passing.
    Io,
}

/// A failure, with the step that failed and, where one is known, the remedy.
pub struct Error {
    kind: ErrorKind,
    step: String,
    source: Option<io::Error>,
    hint: Option<String>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, step: impl Into<String>) -> Self {
        Error {
            kind,
            step: step.into(),
            source: None,
            hint: None,
        }
    }

    pub(crate) fn policy(step: impl Into<String>) -> Self {
        Error::new(ErrorKind::Policy, step)
    }

    /// For use in `map_err`: keeps the OS error as the source.
    pub(crate) fn io(step: impl Into<String>) -> impl FnOnce(io::Error) -> Error {
        let step = step.into();
        move |source| Error {
            kind: ErrorKind::Io,
            step,
            source: Some(source),
            hint: None,
        }
    }

    pub(crate) fn with_source(mut self, source: io::Error) -> Self {
        self.source = Some(source);
        if self.is_out_of_descriptors() {
            // Whatever was being done: the host lacks nothing but a free number, and may have one in a moment.
            self.kind = ErrorKind::Io;
        }
        self
    }

    /// An ordinary user's descriptors that are under way count against the same limit; the kernel then speaks of too many references.
    fn is_out_of_descriptors(&self) -> bool {
        matches!(self.errno(), Some(libc::EMFILE | libc::ENFILE | libc::ETOOMANYREFS))
    }

    pub(crate) fn with_errno(self, errno: i32) -> Self {
        self.with_source(io::Error::from_raw_os_error(errno))
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    /// Who has to act.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What was being done, with the value concerned.
    pub fn step(&self) -> &str {
        &self.step
    }

    /// The kernel's answer, if it was the kernel that refused.
    pub fn errno(&self) -> Option<i32> {
        self.source.as_ref().and_then(io::Error::raw_os_error)
    }

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<&str> {
        if self.is_out_of_descriptors() {
            return Some("raise the limit of open files (ulimit -n), or run fewer jobs at a time");
        }
        self.hint.as_deref()
    }

    /// Whether the same call may succeed when it is made again unchanged.
    pub fn retryable(&self) -> bool {
        match self.kind {
            ErrorKind::Launcher => true,
            ErrorKind::Io if self.is_out_of_descriptors() => true,
            ErrorKind::Io => matches!(
                self.errno(),
                Some(libc::EAGAIN | libc::EINTR | libc::ENOMEM | libc::EBUSY)
            ),
            ErrorKind::Host | ErrorKind::Policy | ErrorKind::Program => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed to {}", self.step)?;
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        if let Some(hint) = self.hint() {
            write!(f, " (hint: {hint})")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error {{ kind: {:?}, {self} }}", self.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|e| e as _)
    }
}
