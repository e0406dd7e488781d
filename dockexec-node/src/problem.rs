//! Problems: a folder's, or one that was made in memory.

use std::path::PathBuf;
use std::sync::Arc;

use dockexec_core::problem::{Difficulty, Expected, Problem, ScaffoldKind, Solution, TestCase};
use dockexec_core::wrap::Task;
use dockexec_core::{Error, Languages, Result, Submission};
use dockexec_protocol::{FaultRecord, Job, LimitsRecord};
use napi::bindgen_prelude::{Buffer, Object};
use napi::{Either, Env};
use napi_derive::napi;
use serde_json::Value;

use crate::convert::{Fault, Limits, small};
use crate::error::Failure;
use crate::read;
use crate::signature::NativeSignature;
use crate::task;

/// What submissions are judged by, as `lib/problem.ts` uses it.
#[napi]
#[derive(Debug, Clone)]
pub struct NativeProblem(Arc<Source>);

#[derive(Debug)]
enum Source {
    Folder(Problem),
    /// A job that only lacks its submission.
    Memory(Job),
}

/// What a problem says of itself.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct ProblemInfo {
    /// The name of its folder; absent for one in memory.
    pub slug: Option<String>,
    /// What it is called; absent for one in memory.
    pub title: Option<String>,
    /// How hard it is, where its author says so.
    #[napi(ts_type = "'easy' | 'medium' | 'hard'")]
    pub difficulty: Option<&'static str>,
    /// What it is about.
    pub tags: Vec<String>,
    /// The statement, in Markdown; empty for one in memory.
    pub statement: String,
    /// How answers are compared.
    #[napi(ts_type = "Compare")]
    pub compare: &'static str,
    /// Whether cases share a process.
    #[napi(ts_type = "Isolation")]
    pub isolation: &'static str,
    /// What judgements show of hidden cases.
    #[napi(ts_type = "Reveal")]
    pub reveal: &'static str,
    /// The limits for languages that have none of their own.
    pub limits: Limits,
}

/// A case of a problem.
#[napi(object, object_from_js = false)]
#[allow(missing_debug_implementations, reason = "napi's Buffer has none")]
pub struct ProblemCase {
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Whether it is hidden from the author of a submission: not a sample.
    pub hidden: bool,
    /// The arguments of a function.
    #[napi(ts_type = "Json[]")]
    pub args: Option<Vec<Value>>,
    /// The standard input of a program; a `Buffer` where it is no UTF-8.
    pub stdin: Option<Either<String, Buffer>>,
    /// What is expected: a value of a function, the output of a program (a `Buffer` where it is no UTF-8); absent where nothing is.
    #[napi(ts_type = "Json | Buffer")]
    pub expected: Option<Either<Value, Buffer>>,
}

/// A solution that came with a problem.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct ProblemSolution {
    /// The id of its language.
    pub language: String,
    /// Its file, relative to the problem's folder.
    pub path: String,
    /// Its source.
    pub source: String,
    /// The verdict it must get.
    #[napi(ts_type = "Verdict")]
    pub expects: &'static str,
}

#[napi]
impl NativeProblem {
    /// Loads the problem in a folder.
    #[napi(ts_return_type = "Promise<NativeProblem>")]
    pub fn load<'env>(env: &'env Env, path: String) -> napi::Result<Object<'env>> {
        task::at_desk(env, move || Ok(Self(Arc::new(Source::Folder(Problem::load(path)?)))))
    }

    /// Makes one of a request in the wire's shape, whose source does not matter.
    #[napi(ts_return_type = "Promise<NativeProblem>")]
    pub fn of_request<'env>(env: &'env Env, request: String) -> napi::Result<Object<'env>> {
        task::at_desk(env, move || Self::read(&request))
    }

    /// The same on the calling thread.
    #[napi(factory)]
    pub fn of_request_sync(request: String) -> napi::Result<Self> {
        Ok(Self::read(&request)?)
    }

    /// Makes the folder of a new problem; gives back its files.
    #[napi(ts_return_type = "Promise<string[]>")]
    pub fn scaffold<'env>(env: &'env Env, path: String, kind: String) -> napi::Result<Object<'env>> {
        task::at_desk(env, move || Ok(shown(Problem::scaffold(path, scaffold_kind(&kind)?)?)))
    }

    /// Makes the folder of a problem from LeetCode's question data; gives back its files.
    #[napi(ts_return_type = "Promise<string[]>")]
    pub fn import_leetcode<'env>(env: &'env Env, path: String, question: String) -> napi::Result<Object<'env>> {
        task::at_desk(env, move || Ok(shown(Problem::import_leetcode(path, &question)?)))
    }

    /// What its author should add or mend although it can be used.
    #[napi(ts_return_type = "Promise<Fault[]>")]
    pub fn check<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        let source = Arc::clone(&self.0);
        task::at_desk(env, move || {
            let faults = match &*source {
                Source::Folder(problem) => problem.check(),
                Source::Memory(_) => Vec::new(),
            };
            Ok(faults
                .iter()
                .map(|fault| Fault::from(FaultRecord::from(fault)))
                .collect::<Vec<_>>())
        })
    }

    /// What it says of itself.
    #[napi(getter)]
    pub fn info(&self) -> ProblemInfo {
        match &*self.0 {
            Source::Folder(problem) => ProblemInfo {
                slug: Some(problem.slug().to_owned()),
                title: Some(problem.title().to_owned()),
                difficulty: problem.difficulty().map(Difficulty::as_str),
                tags: problem.tags().to_vec(),
                statement: problem.statement().to_owned(),
                compare: problem.checker().name(),
                isolation: problem.isolation().as_str(),
                reveal: problem.reveal().as_str(),
                limits: LimitsRecord::from(&problem.limits()).into(),
            },
            Source::Memory(job) => ProblemInfo {
                slug: None,
                title: None,
                difficulty: None,
                tags: Vec::new(),
                statement: String::new(),
                compare: job.request.checker.name(),
                isolation: job.request.isolation.as_str(),
                reveal: job.reveal.as_str(),
                limits: LimitsRecord::from(&job.request.limits).into(),
            },
        }
    }

    /// The limits for submissions in a language.
    #[napi]
    pub fn limits_for(&self, language: String) -> napi::Result<Limits> {
        let language = Languages::find(&language).map_err(Failure::from)?;
        let limits = match &*self.0 {
            Source::Folder(problem) => problem.limits_for(language.id()),
            Source::Memory(job) => job.request.limits,
        };
        Ok(LimitsRecord::from(&limits).into())
    }

    /// The function or class it asks for; `null`: a whole program.
    #[napi(getter)]
    pub fn signature(&self) -> Option<NativeSignature> {
        let task = match &*self.0 {
            Source::Folder(problem) => problem.task(),
            Source::Memory(job) => &job.request.task,
        };
        match task {
            Task::Function(signature) => Some(NativeSignature::of(signature)),
            _ => None,
        }
    }

    /// How many cases it has.
    #[napi(getter)]
    pub fn count(&self) -> u32 {
        small(self.cases().len() as u64)
    }

    /// Case `index`, from 0.
    #[napi]
    pub fn case(&self, index: u32) -> Option<ProblemCase> {
        self.cases().get(index as usize).map(ProblemCase::from)
    }

    /// The solutions that came with it.
    #[napi(getter)]
    pub fn solutions(&self) -> Vec<ProblemSolution> {
        match &*self.0 {
            Source::Folder(problem) => problem.solutions().iter().map(ProblemSolution::from).collect(),
            Source::Memory(_) => Vec::new(),
        }
    }
}

impl NativeProblem {
    fn read(request: &str) -> Result<Self, Failure> {
        let (job, _) = read::request(request)?;
        Ok(Self(Arc::new(Source::Memory(job))))
    }

    fn cases(&self) -> &[TestCase] {
        match &*self.0 {
            Source::Folder(problem) => problem.cases(),
            Source::Memory(job) => &job.request.cases,
        }
    }

    /// The job to judge `submission` by this problem.
    pub(crate) fn job(&self, submission: Submission) -> Result<Job> {
        match &*self.0 {
            Source::Folder(problem) => Job::of_problem(problem, submission),
            Source::Memory(job) => Ok(job.with_submission(submission)),
        }
    }
}

fn scaffold_kind(name: &str) -> Result<ScaffoldKind> {
    ScaffoldKind::parse(name).ok_or_else(|| {
        let names = ScaffoldKind::NAMES.map(|(name, _)| name).join(", ");
        Error::bad_request("invalid-request", format!("kind is {name:?}")).with_hint(format!("one of: {names}"))
    })
}

fn shown(paths: Vec<PathBuf>) -> Vec<String> {
    paths.iter().map(|path| path.display().to_string()).collect()
}

/// Bytes as text where they are.
fn text_or_bytes(bytes: &[u8]) -> Either<String, Buffer> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Either::A(text.to_owned()),
        Err(_) => Either::B(bytes.to_vec().into()),
    }
}

impl From<&TestCase> for ProblemCase {
    fn from(case: &TestCase) -> Self {
        Self {
            name: Some(case.name.to_string()).filter(|name| !name.is_empty()),
            hidden: case.hidden,
            args: case.input.args().map(<[Value]>::to_vec),
            stdin: case.input.stdin().map(|bytes| text_or_bytes(bytes)),
            expected: match &case.expected {
                Expected::Value(value) => Some(Either::A(Value::clone(value))),
                Expected::Text(bytes) => Some(match text_or_bytes(bytes) {
                    Either::A(text) => Either::A(Value::String(text)),
                    Either::B(bytes) => Either::B(bytes),
                }),
                _ => None,
            },
        }
    }
}

impl From<&Solution> for ProblemSolution {
    fn from(solution: &Solution) -> Self {
        Self {
            language: solution.language.to_owned(),
            path: solution.path.display().to_string(),
            source: String::from_utf8_lossy(&solution.source).into_owned(),
            expects: solution.expects.code(),
        }
    }
}
