//! Why a subcommand could not do its work.

use std::io;
use std::path::Path;

use dockexec_core::{Error, ErrorKind, Stage};

use crate::exit;

/// An error on its way to the user.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An error with its remedy.
    Error(Error),
    /// Nobody reads our output any more: end quietly.
    Closed,
}

/// What subcommands give back: the exit status.
pub(crate) type Outcome<T = u8> = Result<T, Failure>;

impl Failure {
    /// The exit status that tells it.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Closed => exit::OK,
            Self::Error(error) => match error.kind() {
                ErrorKind::BadRequest | ErrorKind::Unsupported | ErrorKind::ProblemFault => exit::USAGE,
                ErrorKind::Cancelled => exit::INTERRUPTED,
                _ => exit::JUDGE_ERROR,
            },
        }
    }

    /// `path` could not be read.
    pub(crate) fn read(path: &Path, error: &io::Error) -> Self {
        Self::Error(
            Error::bad_request("file-read", format!("cannot read {}: {error}", path.display()))
                .with_hint("give the path of a file that you may read"),
        )
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// An error of our own output.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::Error(Error::internal(
            Stage::Request,
            "output",
            format!("cannot write the output: {error}"),
        ))
    }
}
