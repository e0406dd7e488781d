//! Errors on their way to JavaScript: their record as JSON text, of which `lib/errors.ts` makes an instance of the class for its kind.

use dockexec_core::Error;
use dockexec_core::problem::ProblemErrors;
use dockexec_protocol::{ErrorRecord, FaultRecord};
use serde::Serialize;

/// What is thrown.
#[derive(Debug, Serialize)]
struct Thrown {
    #[serde(flatten)]
    record: ErrorRecord,
    /// What is wrong with a problem's folder.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<FaultRecord>,
}

/// What went wrong, as an error that napi can throw or reject with.
#[derive(Debug)]
pub(crate) struct Failure(Box<Thrown>);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        ErrorRecord::from(&error).into()
    }
}

impl From<ErrorRecord> for Failure {
    fn from(record: ErrorRecord) -> Self {
        Self(Box::new(Thrown {
            record,
            faults: Vec::new(),
        }))
    }
}

impl From<ProblemErrors> for Failure {
    fn from(errors: ProblemErrors) -> Self {
        let faults = errors.errors().iter().map(FaultRecord::from).collect();
        let record = ErrorRecord::from(&Error::from(errors));
        Self(Box::new(Thrown { record, faults }))
    }
}

impl From<Failure> for napi::Error {
    fn from(failure: Failure) -> Self {
        // The record has strings and numbers only: it always has a text.
        Self::from_reason(serde_json::to_string(&failure.0).unwrap_or_default())
    }
}
