//! What the system did wrong or was asked wrongly, on the wire.

use std::error::Error as _;

use dockexec_core::{Error, ErrorKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::VERSION;
use crate::request::Id;

/// An error: of the request, the host or DockExec itself, never of the submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorRecord {
    /// Stable, kebab-case name of what went wrong, for programs: `unknown-language`.
    pub code: String,
    /// Whose fault it is: `bad_request`, `unsupported`, `host_unfit`, `cancelled`, `problem_fault` or `internal`.
    pub kind: String,
    /// The stage in which it happened: `request`, `sanitize`, `wrap`, `compile`, `execute` or `judge`.
    pub stage: String,
    /// What failed, with which value.
    pub message: String,
    /// What to do about it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Whether the same request may succeed when tried again.
    pub retryable: bool,
}

impl From<&Error> for ErrorRecord {
    fn from(error: &Error) -> Self {
        let mut message = error.message().to_owned();
        let mut source = error.source();
        while let Some(cause) = source {
            message.push_str(": ");
            message.push_str(&cause.to_string());
            source = cause.source();
        }
        Self {
            code: error.code().to_owned(),
            kind: kind_name(error.kind()).to_owned(),
            stage: error.stage().as_str().to_owned(),
            message,
            hint: error.hint().map(str::to_owned),
            retryable: error.is_retryable(),
        }
    }
}

fn kind_name(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::BadRequest => "bad_request",
        ErrorKind::Unsupported => "unsupported",
        ErrorKind::HostUnfit => "host_unfit",
        ErrorKind::Cancelled => "cancelled",
        ErrorKind::ProblemFault => "problem_fault",
        // `Internal`, and whatever a later version adds: not the caller's fault.
        _ => "internal",
    }
}

/// The answer to a line of a batch that got no judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorLine {
    /// Version of the record: 1.
    pub v: u64,
    /// The request's `id`; `null` where it has none or could not be read.
    pub id: Option<Id>,
    /// The request's line in the batch, from 1; absent outside of a batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// What went wrong.
    pub error: ErrorRecord,
}

impl ErrorLine {
    /// An answer to the request `id` in line `line`.
    pub fn new(id: Option<Id>, line: Option<u64>, error: ErrorRecord) -> Self {
        Self {
            v: VERSION,
            id,
            line,
            error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dockexec_core::Stage;

    #[test]
    fn causes_become_part_of_the_message_and_hints_do_not() {
        let cause = std::io::Error::other("no space left");
        let error = Error::internal(Stage::Compile, "cache-write", "cannot write the cache")
            .with_source(cause)
            .with_hint("free some space");
        let line = serde_json::to_string(&ErrorLine::new(None, Some(3), ErrorRecord::from(&error))).unwrap();
        let expected = concat!(
            r#"{"v":1,"id":null,"line":3,"error":{"code":"cache-write","kind":"internal","stage":"compile","#,
            r#""message":"cannot write the cache: no space left","hint":"free some space","retryable":true}}"#,
        );
        assert_eq!(line, expected);
    }
}
