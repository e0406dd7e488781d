//! The native half of the Python package `dockexec`: the module `dockexec._native`.
//!
//! A binding translates, it does not think: each function here is a signature, a conversion, a call and an error mapping. The other half, in
//! `python/dockexec/`, makes of it what Python people expect: dataclasses, enums, exceptions, iterators and coroutines.
//!
//! The trap is threads. Judging happens on threads of the engine, and none of them ever enters the interpreter: it may be busy, it may be ending, it may
//! have been forked. They leave their news in an [`Inbox`](run::Inbox) and ring a bell, which is a pipe; who waits is always a thread of Python's own.
#![deny(missing_docs)]
#![forbid(unsafe_code)]
// PyO3's macros make items public that nobody can reach.
#![allow(unreachable_pub, missing_debug_implementations)]

mod convert;
mod engine;
mod error;
mod problem;
mod run;
mod signature;

use std::sync::Arc;

use dockexec_core::sanitize::{Profile, Sanitized, sanitize};
use dockexec_core::wrap::{Task, starter_code, wrap};
use dockexec_core::{Error, Languages};
use dockexec_protocol::{DoctorReport, FindingRecord, LanguageList, WrapReport};
use pyo3::prelude::*;

use convert::{SubmissionArg, json, profile};
use error::raise;
use run::interruptible;

/// What the sanitizer finds in a submission: a JSON array of findings.
#[pyfunction(name = "sanitize")]
fn sanitize_source(
    py: Python<'_>,
    submission: SubmissionArg,
    strictness: Option<String>,
    program: bool,
    allow: Vec<String>,
) -> PyResult<String> {
    let profile = profile(program, strictness.as_deref(), allow).map_err(|error| raise(py, &error))?;
    let found = interruptible(py, move || findings(submission, &profile))?;
    let records: Vec<_> = found.iter().map(FindingRecord::from).collect();
    json(py, &records)
}

fn findings(submission: SubmissionArg, profile: &Profile) -> Result<Vec<dockexec_core::sanitize::Finding>, Error> {
    let submission = Arc::new(submission.into_core());
    let language = Languages::find(&submission.language)?;
    Ok(match sanitize(&submission, language, profile)? {
        Sanitized::Clean(_) => Vec::new(),
        Sanitized::Rejected(findings) => findings,
    })
}

/// The program that is made of a submission: a JSON record with its files. Nothing is run, so nothing is forbidden.
#[pyfunction(name = "wrap", signature = (submission, signature = None))]
fn wrap_source(
    py: Python<'_>,
    submission: SubmissionArg,
    signature: Option<PyRef<'_, signature::Signature>>,
) -> PyResult<String> {
    let task = signature.map_or(Task::Program, |signature| Task::Function(signature.core()));
    let report = interruptible(py, move || wrapped(submission, &task))?;
    json(py, &report)
}

fn wrapped(submission: SubmissionArg, task: &Task) -> Result<WrapReport, Error> {
    let submission = Arc::new(submission.into_core());
    let language = Languages::find(&submission.language)?;
    let profile = profile(matches!(task, Task::Program), Some("off"), Vec::new())?;
    match sanitize(&submission, language, &profile)? {
        Sanitized::Clean(source) => Ok(WrapReport::new(&wrap(&source, task)?)),
        Sanitized::Rejected(findings) => {
            let why = findings.first().map(|finding| finding.message.clone());
            Err(Error::bad_request("invalid-source", why.unwrap_or_default()))
        }
    }
}

/// The code a person begins with.
#[pyfunction(name = "starter_code")]
fn starter(py: Python<'_>, signature: PyRef<'_, signature::Signature>, language: &str) -> PyResult<String> {
    Languages::find(language)
        .and_then(|language| starter_code(&signature.core(), language))
        .map_err(|error| raise(py, &error))
}

/// What this host can enforce and judge: a JSON record.
#[pyfunction]
fn doctor(py: Python<'_>) -> PyResult<String> {
    let report = interruptible(py, DoctorReport::of_host)?;
    json(py, &report)
}

/// The languages of this build, with what this host has for each: a JSON record.
#[pyfunction]
fn languages(py: Python<'_>) -> PyResult<String> {
    let list = interruptible(py, LanguageList::of_host)?;
    json(py, &list)
}

/// The native half of the package `dockexec`.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use super::engine::Engine;
    #[pymodule_export]
    use super::problem::Problem;
    #[pymodule_export]
    use super::run::{Bell, Run};
    #[pymodule_export]
    use super::signature::Signature;
    #[pymodule_export]
    use super::{doctor, languages, sanitize_source, starter, wrap_source};

    /// The version of the package.
    #[allow(non_upper_case_globals, reason = "Python calls it so")]
    #[pymodule_export]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
