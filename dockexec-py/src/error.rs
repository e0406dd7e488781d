//! The core's errors as Python's: `dockexec._errors` picks the class by kind and code.

use dockexec_core::Error;
use dockexec_core::problem::ProblemErrors;
use dockexec_protocol::{ErrorRecord, FaultRecord};
use pyo3::prelude::*;

use crate::convert::to_json;

/// The exception for `error`.
pub(crate) fn raise(py: Python<'_>, error: &Error) -> PyErr {
    of_record(py, &ErrorRecord::from(error))
}

/// The exception for an error that came by way of another thread.
pub(crate) fn of_record(py: Python<'_>, record: &ErrorRecord) -> PyErr {
    make(py, record, &[])
}

/// The exception for a problem that cannot be used, with everything that is wrong with it.
pub(crate) fn of_problem(py: Python<'_>, errors: ProblemErrors) -> PyErr {
    let faults: Vec<_> = errors.errors().iter().map(FaultRecord::from).collect();
    make(py, &ErrorRecord::from(&Error::from(errors)), &faults)
}

fn make(py: Python<'_>, record: &ErrorRecord, faults: &[FaultRecord]) -> PyErr {
    let text = |error: &Error| PyErr::new::<pyo3::exceptions::PyRuntimeError, _>(error.to_string());
    let (record, faults) = match (to_json(record), to_json(&faults)) {
        (Ok(record), Ok(faults)) => (record, faults),
        (Err(error), _) | (_, Err(error)) => return text(&error),
    };
    let made = py
        .import("dockexec._errors")
        .and_then(|module| module.call_method1("_of_record", (record, faults)));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}
