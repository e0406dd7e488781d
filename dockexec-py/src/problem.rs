//! `Problem`: a folder's, or one that was made in memory.

use std::path::PathBuf;
use std::sync::Arc;

use dockexec_core::problem::{self, CaseInput, Expected, ScaffoldKind, TestCase};
use dockexec_core::wrap::Task;
use dockexec_core::{Error, Languages, Result, Submission};
use dockexec_protocol::{Defaults, FaultRecord, Job, LimitsRecord, read_request};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde_json::json;

use crate::convert::json;
use crate::error::{of_problem, of_record, raise};
use crate::signature::Signature;

/// What submissions are judged by.
#[pyclass(frozen, module = "dockexec._native")]
pub struct Problem(Source);

enum Source {
    Folder(Box<problem::Problem>),
    /// A job that only lacks its submission.
    Memory(Box<Job>),
}

impl Problem {
    /// The job to judge `submission` by this problem.
    pub(crate) fn job(&self, submission: Submission) -> Result<Job> {
        match &self.0 {
            Source::Folder(problem) => Job::of_problem(problem, submission),
            Source::Memory(job) => Ok(job.with_submission(submission)),
        }
    }
}

#[pymethods]
impl Problem {
    /// Loads the problem in a folder.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let loaded = py.detach(|| problem::Problem::load(path));
        match loaded {
            Ok(problem) => Ok(Self(Source::Folder(Box::new(problem)))),
            Err(errors) => Err(of_problem(py, errors)),
        }
    }

    /// Makes one of a request in the wire's shape, whose source does not matter.
    #[staticmethod]
    fn of_request(py: Python<'_>, request: &[u8]) -> PyResult<Self> {
        let request = py.detach(|| read_request(request));
        let request = request.map_err(|rejected| of_record(py, &rejected.error))?;
        let job = request.into_job(&Defaults::default());
        let job = job.map_err(|error| raise(py, &error))?;
        Ok(Self(Source::Memory(Box::new(job))))
    }

    /// Makes the folder of a new problem; gives back its files.
    #[staticmethod]
    fn scaffold(py: Python<'_>, path: PathBuf, kind: &str) -> PyResult<Vec<PathBuf>> {
        let made = ScaffoldKind::parse(kind)
            .ok_or_else(|| {
                let names = ScaffoldKind::NAMES.map(|(name, _)| name).join(", ");
                Error::bad_request("invalid-request", format!("kind is {kind:?}")).with_hint(format!("one of: {names}"))
            })
            .and_then(|kind| problem::Problem::scaffold(path, kind));
        made.map_err(|error| raise(py, &error))
    }

    /// Makes the folder of a problem from LeetCode's question data; gives back its files.
    #[staticmethod]
    fn import_leetcode(py: Python<'_>, path: PathBuf, text: &str) -> PyResult<Vec<PathBuf>> {
        problem::Problem::import_leetcode(path, text).map_err(|error| raise(py, &error))
    }

    /// What its author should add or mend although it can be used: a JSON array.
    fn check(&self, py: Python<'_>) -> PyResult<String> {
        let faults = match &self.0 {
            Source::Folder(problem) => problem.check(),
            Source::Memory(_) => Vec::new(),
        };
        json(py, &faults.iter().map(FaultRecord::from).collect::<Vec<_>>())
    }

    /// What it is about: a JSON record.
    fn describe(&self, py: Python<'_>) -> PyResult<String> {
        json(
            py,
            &match &self.0 {
                Source::Folder(problem) => json!({
                    "slug": problem.slug(),
                    "title": problem.title(),
                    "difficulty": problem.difficulty().map(problem::Difficulty::as_str),
                    "tags": problem.tags(),
                    "statement": problem.statement(),
                    "checker": problem.checker().name(),
                    "isolation": problem.isolation().as_str(),
                    "reveal": problem.reveal().as_str(),
                    "limits": LimitsRecord::from(&problem.limits()),
                }),
                Source::Memory(job) => json!({
                    "slug": null,
                    "title": null,
                    "difficulty": null,
                    "tags": [],
                    "statement": "",
                    "checker": job.request.checker.name(),
                    "isolation": job.request.isolation.as_str(),
                    "reveal": job.reveal.as_str(),
                    "limits": LimitsRecord::from(&job.request.limits),
                }),
            },
        )
    }

    /// The limits for submissions in a language: a JSON record.
    fn limits_for(&self, py: Python<'_>, language: &str) -> PyResult<String> {
        let language = Languages::find(language).map_err(|error| raise(py, &error))?;
        let limits = match &self.0 {
            Source::Folder(problem) => problem.limits_for(language.id()),
            Source::Memory(job) => job.request.limits,
        };
        json(py, &LimitsRecord::from(&limits))
    }

    /// The function or class it asks for; `None`: a whole program.
    #[getter]
    fn signature(&self) -> Option<Signature> {
        let task = match &self.0 {
            Source::Folder(problem) => problem.task(),
            Source::Memory(job) => &job.request.task,
        };
        match task {
            Task::Function(signature) => Some(Signature::new(Arc::clone(signature))),
            _ => None,
        }
    }

    /// How many cases it has.
    fn count(&self) -> usize {
        self.test_cases().len()
    }

    /// Case `index`: its name, whether it is hidden, its arguments (JSON) or standard input, what is expected (JSON or bytes).
    fn case<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Option<CaseParts<'py>>> {
        let Some(case) = self.test_cases().get(index) else {
            return Ok(None);
        };
        let (args, stdin) = match &case.input {
            CaseInput::Args(args) => (Some(json(py, &args.as_ref())?), None),
            CaseInput::Stdin(stdin) => (None, Some(PyBytes::new(py, stdin))),
            _ => (None, None),
        };
        let (value, text) = match &case.expected {
            Expected::Value(value) => (Some(json(py, value.as_ref())?), None),
            Expected::Text(text) => (None, Some(PyBytes::new(py, text))),
            _ => (None, None),
        };
        Ok(Some((case.name.to_string(), case.hidden, args, stdin, value, text)))
    }

    /// The solutions that came with it: language, path, source, expected verdict.
    fn solutions<'py>(&self, py: Python<'py>) -> Vec<(&'static str, PathBuf, Bound<'py, PyBytes>, &'static str)> {
        let Source::Folder(problem) = &self.0 else {
            return Vec::new();
        };
        let parts = |solution: &problem::Solution| {
            let source = PyBytes::new(py, &solution.source);
            (
                solution.language,
                solution.path.clone(),
                source,
                solution.expects.code(),
            )
        };
        problem.solutions().iter().map(parts).collect()
    }
}

type CaseParts<'py> = (
    String,
    bool,
    Option<String>,
    Option<Bound<'py, PyBytes>>,
    Option<String>,
    Option<Bound<'py, PyBytes>>,
);

impl Problem {
    fn test_cases(&self) -> &[TestCase] {
        match &self.0 {
            Source::Folder(problem) => problem.cases(),
            Source::Memory(job) => &job.request.cases,
        }
    }
}
