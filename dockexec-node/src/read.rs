//! What calls are given, read from JSON text as strictly as the lines of a batch: an unknown field or a wrong type is an error that says where.

use std::collections::BTreeMap;

use dockexec_core::judge::Reveal;
use dockexec_core::sanitize::{Profile, Scope};
use dockexec_core::{Error, JudgeRequest, Result, Submission};
use dockexec_protocol::{Defaults, Id, Job, JudgeOptions, read_request, strictness};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::Failure;

/// A submission.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubmissionRecord {
    pub(crate) id: Option<Id>,
    language: String,
    source: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    interpreter_args: Vec<String>,
    #[serde(default)]
    compile_args: Vec<String>,
}

impl SubmissionRecord {
    pub(crate) fn into_core(self) -> Submission {
        let files = self.files.into_iter().map(|(name, text)| (name, text.into_bytes()));
        Submission {
            language: self.language,
            source: self.source.into_bytes(),
            files: files.collect(),
            args: self.args,
            interpreter_args: self.interpreter_args,
            compile_args: self.compile_args,
        }
    }
}

/// What is judged by a problem.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProblemCall {
    pub(crate) submission: SubmissionRecord,
    #[serde(default)]
    pub(crate) options: JudgeOptions,
}

/// What is run freely.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunCall {
    submission: SubmissionRecord,
    #[serde(default)]
    stdin: String,
    #[serde(default)]
    options: JudgeOptions,
}

impl RunCall {
    pub(crate) fn into_job(self) -> Result<(Job, Option<Id>), Failure> {
        let id = self.submission.id.clone();
        let mut job = Job {
            request: JudgeRequest::free_run(self.submission.into_core(), self.stdin.into_bytes()),
            reveal: Reveal::All,
        };
        self.options.apply(&mut job)?;
        Ok((job, id))
    }
}

/// What is sanitized.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SanitizeCall {
    pub(crate) submission: SubmissionRecord,
    strictness: Option<String>,
    #[serde(default)]
    program: bool,
    #[serde(default)]
    allow: Vec<String>,
}

impl SanitizeCall {
    pub(crate) fn profile(&self) -> Result<Profile> {
        let (scope, usual) = match self.program {
            true => (Scope::Program, "lenient"),
            false => (Scope::Function, "strict"),
        };
        Ok(Profile {
            strictness: strictness(self.strictness.as_deref().unwrap_or(usual))?,
            allow: self.allow.clone(),
            scope,
        })
    }
}

/// Reads the text of a call.
pub(crate) fn call<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        // A line and a column of a text that the caller never saw would tell nothing.
        let complaint = error.inner().to_string();
        let complaint = complaint.split(" at line ").next().unwrap_or_default();
        let message = match path.as_str() {
            "." => complaint.to_owned(),
            path => format!("{path}: {complaint}"),
        };
        Error::bad_request("invalid-request", message).into()
    })
}

/// Reads a request in the wire's shape.
pub(crate) fn request(text: &str) -> Result<(Job, Option<Id>), Failure> {
    let request = read_request(text.as_bytes()).map_err(|rejected| rejected.error)?;
    let id = request.id().cloned();
    Ok((request.into_job(&Defaults::default())?, id))
}
