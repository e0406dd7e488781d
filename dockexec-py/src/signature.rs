//! `Signature`: what a function problem asks for.

use std::sync::Arc;

use dockexec_core::wrap;
use dockexec_core::{Error, Result};
use pyo3::prelude::*;
use serde_json::Value;

use crate::convert::json;
use crate::error::raise;

/// A function or class to be written, as LeetCode describes it.
#[pyclass(frozen, module = "dockexec._native")]
pub struct Signature(Arc<wrap::Signature>);

impl Signature {
    pub(crate) fn new(signature: Arc<wrap::Signature>) -> Self {
        Self(signature)
    }

    pub(crate) fn core(&self) -> Arc<wrap::Signature> {
        Arc::clone(&self.0)
    }
}

#[pymethods]
impl Signature {
    /// Reads LeetCode's metaData.
    #[new]
    fn read(py: Python<'_>, metadata: &str) -> PyResult<Self> {
        let signature = wrap::Signature::from_leetcode(metadata).map_err(|error| raise(py, &error))?;
        Ok(Self::new(Arc::new(signature)))
    }

    /// The function's or class's name.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    /// LeetCode's metaData, in canonical form.
    fn metadata(&self, py: Python<'_>) -> PyResult<String> {
        json(py, &self.0.to_leetcode())
    }

    /// The arguments of a case (a JSON array) in canonical form.
    fn canonical_args(&self, py: Python<'_>, args: &str) -> PyResult<String> {
        let canonical = array(args).and_then(|args| self.0.canonical_args(&args));
        json(py, &canonical.map_err(|error| raise(py, &error))?)
    }

    /// The expected answer to `args` in canonical form.
    fn canonical_expected(&self, py: Python<'_>, args: &str, expected: &str) -> PyResult<String> {
        let canonical = array(args)
            .and_then(|args| value(expected).and_then(|expected| self.0.canonical_expected(&args, &expected)));
        json(py, &canonical.map_err(|error| raise(py, &error))?)
    }
}

fn array(text: &str) -> Result<Vec<Value>> {
    serde_json::from_str(text).map_err(|error| malformed(&error))
}

fn value(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| malformed(&error))
}

fn malformed(error: &serde_json::Error) -> Error {
    Error::bad_request("malformed-json", error.to_string())
}
