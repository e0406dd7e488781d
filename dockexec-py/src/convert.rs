//! From Python's values to the core's and back. Records cross as JSON text: the same text that the command line prints.

use std::collections::BTreeMap;

use dockexec_core::sanitize::{Profile, Scope};
use dockexec_core::{Error, Result, Submission};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use serde::Serialize;

use crate::error::raise;

/// A `dockexec.Submission`.
#[derive(FromPyObject)]
pub(crate) struct SubmissionArg {
    language: String,
    source: Bytes,
    files: BTreeMap<String, Bytes>,
    args: Vec<String>,
    interpreter_args: Vec<String>,
    compile_args: Vec<String>,
}

impl SubmissionArg {
    pub(crate) fn into_core(self) -> Submission {
        Submission {
            language: self.language,
            source: self.source.0,
            files: self.files.into_iter().map(|(name, bytes)| (name, bytes.0)).collect(),
            args: self.args,
            interpreter_args: self.interpreter_args,
            compile_args: self.compile_args,
        }
    }
}

/// `bytes`, or `str` as UTF-8.
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl<'py> FromPyObject<'_, 'py> for Bytes {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = value.cast::<PyBytes>() {
            return Ok(Self(bytes.as_bytes().to_vec()));
        }
        let Ok(text) = value.cast::<PyString>() else {
            let kind = value.get_type().name()?;
            return Err(PyTypeError::new_err(format!("expected str or bytes, not {kind}")));
        };
        // What is not Unicode (half a surrogate pair) becomes what is not UTF-8, for which there is a verdict.
        let encoded = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
        Ok(Self(encoded.cast::<PyBytes>()?.as_bytes().to_vec()))
    }
}

/// The text of a record.
pub(crate) fn json(py: Python<'_>, record: &impl Serialize) -> PyResult<String> {
    to_json(record).map_err(|error| raise(py, &error))
}

pub(crate) fn to_json(record: &impl Serialize) -> Result<String> {
    serde_json::to_string(record).map_err(|error| {
        Error::internal(dockexec_core::Stage::Judge, "json", "cannot write the answer as JSON").with_source(error)
    })
}

/// The sanitizer's profile for a function or a program, as a request names it.
pub(crate) fn profile(program: bool, strictness: Option<&str>, allow: Vec<String>) -> Result<Profile> {
    let (scope, usual) = if program {
        (Scope::Program, "lenient")
    } else {
        (Scope::Function, "strict")
    };
    Ok(Profile {
        strictness: dockexec_protocol::strictness(strictness.unwrap_or(usual))?,
        allow,
        scope,
    })
}
