//! Reports about problems and their solutions, on the wire.

use dockexec_core::problem::ProblemError;
use dockexec_core::wrap::{Program, ProgramFile};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::VERSION;
use crate::error::ErrorRecord;
use crate::judgement::FindingRecord;

/// What `problem check` found in one problem's folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProblemReport {
    /// Version of the record: 1.
    pub v: u64,
    /// The problem's folder, as it was given.
    pub folder: String,
    /// Whether nothing is wrong: it loads, lacks nothing, and every solution got the verdict it must get.
    pub ok: bool,
    /// Why it cannot be used.
    pub errors: Vec<FaultRecord>,
    /// What its author should add or mend although it can be used.
    pub warnings: Vec<FaultRecord>,
    /// What its solutions got; empty where they were not judged.
    pub solutions: Vec<SolutionReport>,
}

/// One thing that is wrong with a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FaultRecord {
    /// The file, relative to the problem's folder.
    pub file: String,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Column in characters, from 1.
    pub column: Option<u64>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl From<&ProblemError> for FaultRecord {
    fn from(error: &ProblemError) -> Self {
        Self {
            file: error.file().display().to_string(),
            line: error.line().map(|line| line as u64),
            column: error.column().map(|column| column as u64),
            message: error.message().to_owned(),
            hint: error.hint().map(str::to_owned),
        }
    }
}

/// The verdicts of many solutions: what `demo` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SolutionsReport {
    /// Version of the record: 1.
    pub v: u64,
    /// Solution by solution.
    pub solutions: Vec<SolutionReport>,
}

/// What one solution of a problem got.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SolutionReport {
    /// The problem's slug.
    pub problem: String,
    /// The solution's language.
    pub language: String,
    /// Its file, relative to the problem's folder.
    pub file: String,
    /// The verdict it must get.
    pub expected: String,
    /// The verdict it got; `null` when it could not be judged.
    pub verdict: Option<String>,
    /// Whether that is the one it must get; `null` when it was skipped because the language is not available here.
    pub ok: Option<bool>,
    /// The CPU time of its slowest case in milliseconds.
    pub max_case_cpu_ms: Option<f64>,
    /// Its peak memory in bytes.
    pub memory_bytes: Option<u64>,
    /// What its first failing case or its judgement says.
    pub message: Option<String>,
    /// Why it could not be judged.
    pub error: Option<ErrorRecord>,
}

/// What `sanitize` found in one source file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SanitizeReport {
    /// Version of the record: 1.
    pub v: u64,
    /// The file, as it was given.
    pub file: String,
    /// The language it was read as.
    pub language: String,
    /// The strictness in force.
    pub strictness: String,
    /// Whether nothing was found.
    pub clean: bool,
    /// What was found, in the order of the source.
    pub findings: Vec<FindingRecord>,
}

/// The files of a problem that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WrittenReport {
    /// Version of the record: 1.
    pub v: u64,
    /// The problem's folder.
    pub folder: String,
    /// What was written.
    pub files: Vec<String>,
}

/// The code a person begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StarterReport {
    /// Version of the record: 1.
    pub v: u64,
    /// The problem's slug.
    pub problem: String,
    /// The language's id.
    pub language: String,
    /// The code.
    pub code: String,
}

/// The program that is made of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WrapReport {
    /// Version of the record: 1.
    pub v: u64,
    /// The language's id.
    pub language: String,
    /// Its files.
    pub files: Vec<WrappedFile>,
}

/// A file of a wrapped program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WrappedFile {
    /// Its path in the work directory.
    pub path: String,
    /// Whether it holds the submission's own source.
    pub user: bool,
    /// Its text.
    pub text: String,
}

impl WrapReport {
    /// The files of `program`.
    pub fn new(program: &Program) -> Self {
        let record = |file: &ProgramFile| WrappedFile {
            path: file.path.clone(),
            user: file.user,
            text: String::from_utf8_lossy(&file.contents).into_owned(),
        };
        Self {
            v: VERSION,
            language: program.language().id().to_owned(),
            files: program.files().iter().map(record).collect(),
        }
    }
}
