//! From a request to a judgement: the five stages, one after the other.
//!
//! Read [`Pipeline::judge`] first; everything else is detail. The stages' types keep their order: there is no way to compile what was not sanitized, or to
//! run what was not compiled.

mod custom;
mod functions;
mod programs;
mod spec;

use std::sync::Arc;

use serde_json::Value;

use crate::compile::cache::ArtifactCache;
use crate::compile::warm::WarmCompilers;
use crate::compile::{Artifact, Compiled, compile};
use crate::event::StageEvent;
use crate::execute::program::Console;
use crate::execute::{CancelToken, Runner, Stdin, Termination};
use crate::judge::{CaseResult, Judgement, Totals, Verdict};
use crate::language::Toolchains;
use crate::request::{JudgeRequest, PreparedCase};
use crate::sanitize::{Sanitized, sanitize};
use crate::source::{Diagnostic, Severity, shortened};
use crate::wrap::{Task, wrap};
use crate::{Error, Languages, Result, Stage};

/// The stages with what they need from outside.
#[derive(Clone, Copy)]
pub struct Pipeline<'a> {
    /// Runs processes.
    pub runner: &'a dyn Runner,
    /// Finds compilers and interpreters.
    pub toolchains: &'a Toolchains,
    /// Remembers artifacts.
    pub cache: &'a ArtifactCache,
    /// Compilers that stay warm.
    pub warm: &'a WarmCompilers,
    /// Stops everything.
    pub cancel: &'a CancelToken,
    /// Hears about progress.
    pub observe: &'a dyn Fn(StageEvent),
}

impl std::fmt::Debug for Pipeline<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline")
            .field("runner", &self.runner)
            .finish_non_exhaustive()
    }
}

/// What running and comparing gave, before it is summed up.
#[derive(Debug, Default)]
struct Judged {
    cases: Vec<CaseResult>,
    startup_cpu: std::time::Duration,
    /// The source turned out not to parse when the interpreter loaded it.
    fault: Option<Diagnostic>,
    message: Option<String>,
    tier: Option<String>,
    memory_source: Option<String>,
    instructions: Counted,
}

/// A sum that is known only as long as everything in it is.
#[derive(Debug, Clone, Copy, Default)]
enum Counted {
    #[default]
    Nothing,
    Sum(u64),
    Unknown,
}

impl Counted {
    fn add(&mut self, count: Option<u64>) {
        *self = match (*self, count) {
            (Self::Unknown, _) | (_, None) => Self::Unknown,
            (Self::Nothing, Some(count)) => Self::Sum(count),
            (Self::Sum(sum), Some(count)) => Self::Sum(sum.saturating_add(count)),
        };
    }

    fn sum(self) -> Option<u64> {
        match self {
            Self::Sum(sum) => Some(sum),
            Self::Nothing | Self::Unknown => None,
        }
    }
}

impl Pipeline<'_> {
    /// Judges `request`.
    ///
    /// # Errors
    /// What is wrong with the request, the host or us; what is wrong with the submission is in the judgement.
    pub fn judge(&self, request: &JudgeRequest) -> Result<Judgement> {
        let cases = request.prepare()?;
        let artifact = match self.make(request)? {
            Made::Artifact(artifact) => artifact,
            Made::Stopped(judgement) => return Ok(*judgement),
        };
        let judged = match &request.task {
            Task::Function(signature) => functions::judge(self, &artifact, signature, request, &cases)?,
            Task::Program => programs::judge(self, &artifact, request, &cases)?,
        };
        Ok(sum_up(judged, &artifact, cases.len()))
    }

    /// Runs the program of `request` once, with `stdin` as its standard input and its output handed to `console` as it comes.
    ///
    /// # Errors
    /// As [`Pipeline::judge`]; and `BadRequest` for a function, which has no standard input.
    pub fn run_live(&self, request: &JudgeRequest, stdin: Stdin, console: &mut dyn Console) -> Result<Judgement> {
        if !matches!(request.task, Task::Program) {
            return Err(Error::bad_request(
                "not-a-program",
                "only whole programs can be run live",
            ));
        }
        let cases = request.prepare()?;
        let artifact = match self.make(request)? {
            Made::Artifact(artifact) => artifact,
            Made::Stopped(judgement) => return Ok(*judgement),
        };
        let judged = programs::run_live(self, &artifact, request, &cases, stdin, console)?;
        Ok(sum_up(judged, &artifact, cases.len()))
    }

    /// The stages before the first run: sanitize, wrap, compile.
    fn make(&self, request: &JudgeRequest) -> Result<Made> {
        let language = Languages::find(&request.submission.language)?;
        let total = request.cases.len();

        (self.observe)(StageEvent::Sanitizing);
        let source = match sanitize(&request.submission, language, &request.profile)? {
            Sanitized::Clean(source) => source,
            Sanitized::Rejected(findings) => {
                let rejected = Judgement::without_run(Verdict::SecurityViolation, Stage::Sanitize, total);
                return Ok(Made::stopped(Judgement { findings, ..rejected }));
            }
        };
        let program = wrap(&source, &request.task)?;

        let toolchain = self.toolchains.get(language)?;
        if language.manifest().compile.is_some() {
            (self.observe)(StageEvent::Compiling);
        }
        let stopped = |verdict| Judgement {
            toolchain: Some(toolchain.label()),
            ..Judgement::without_run(verdict, Stage::Compile, total)
        };
        let compiled = compile(program, &toolchain, self.runner, self.cache, self.warm, self.cancel)?;
        Ok(match compiled {
            Compiled::Artifact(artifact) => Made::Artifact(artifact),
            Compiled::Failed(diagnostics) => Made::stopped(Judgement {
                diagnostics,
                ..stopped(Verdict::CompileError)
            }),
            Compiled::OverLimit(why) => Made::stopped(Judgement {
                message: Some(why),
                ..stopped(Verdict::CompileLimit)
            }),
        })
    }
}

/// What came of the stages before the first run.
enum Made {
    /// Something that can be run.
    Artifact(Artifact),
    /// The verdict that was reached without running anything.
    Stopped(Box<Judgement>),
}

impl Made {
    fn stopped(judgement: Judgement) -> Self {
        Self::Stopped(Box::new(judgement))
    }
}

fn sum_up(judged: Judged, artifact: &Artifact, total: usize) -> Judgement {
    let Judged {
        cases,
        startup_cpu,
        fault,
        message,
        tier,
        memory_source,
        instructions,
    } = judged;
    let mut diagnostics = artifact.diagnostics().to_vec();
    let failing = cases.iter().find(|case| case.verdict != Verdict::Accepted);
    let (verdict, stage) = match (&fault, failing) {
        (Some(_), _) => (Verdict::CompileError, Stage::Compile),
        (None, Some(case)) => (case.verdict, stage_of(case.verdict)),
        // Without a failure only the total time limit ends judging early, and what did not run is not accepted.
        (None, None) if cases.len() < total => (Verdict::TimeLimit, Stage::Execute),
        (None, None) => (Verdict::Accepted, Stage::Judge),
    };
    diagnostics.extend(fault);
    let totals = Totals {
        cpu: cases.iter().map(|case| case.cpu).sum(),
        max_case_cpu: cases.iter().map(|case| case.cpu).max().unwrap_or_default(),
        wall: cases.iter().map(|case| case.wall).sum(),
        startup_cpu,
        memory: cases.iter().filter_map(|case| case.memory).max(),
        instructions: instructions.sum(),
        passed: cases.iter().filter(|case| case.verdict == Verdict::Accepted).count(),
        ran: cases.len(),
        total,
    };
    Judgement {
        verdict,
        cases,
        totals,
        findings: Vec::new(),
        diagnostics,
        stage,
        message,
        tier,
        memory_source,
        toolchain: Some(artifact.toolchain().label()),
    }
}

/// Wrong answers are found by judging, everything else by running.
fn stage_of(verdict: Verdict) -> Stage {
    match verdict {
        Verdict::WrongAnswer | Verdict::PresentationError => Stage::Judge,
        _ => Stage::Execute,
    }
}

/// The diagnostic in an interpreter's `F` frame. It comes from inside the sandbox: whatever it is, some message comes out.
fn fault_diagnostic(payload: &[u8], artifact: &Artifact) -> Diagnostic {
    let value: Value = serde_json::from_slice(payload).unwrap_or(Value::Null);
    let number = |name: &str| {
        value
            .get(name)
            .and_then(Value::as_u64)
            .and_then(|number| usize::try_from(number).ok())
    };
    let message = value
        .get("message")
        .and_then(Value::as_str)
        .unwrap_or("the source does not parse");
    let file = artifact
        .program()
        .files()
        .iter()
        .find(|file| file.user)
        .map(|file| file.path.clone());
    Diagnostic {
        severity: Severity::Error,
        message: shortened(message, 2_000),
        file,
        line: number("line"),
        column: number("column"),
    }
}

/// A case result in which only what every case has is filled in.
fn blank_case(index: usize, case: &PreparedCase) -> CaseResult {
    CaseResult {
        index,
        verdict: Verdict::Accepted,
        cpu: std::time::Duration::ZERO,
        wall: std::time::Duration::ZERO,
        memory: None,
        output: None,
        expected: match &case.expected {
            crate::problem::Expected::Value(value) => Some(Value::clone(value)),
            crate::problem::Expected::Text(text) => Some(Value::String(excerpt(text))),
            crate::problem::Expected::Nothing => None,
        },
        stdout: String::new(),
        stderr: String::new(),
        message: None,
        exit_code: None,
        signal: None,
        truncated: false,
        hidden: case.hidden,
    }
}

/// Bytes of output that are stored with a case.
const EXCERPT: usize = 64 << 10;

fn excerpt(bytes: &[u8]) -> String {
    match bytes.get(..EXCERPT) {
        Some(head) if bytes.len() > EXCERPT => format!("{}…", String::from_utf8_lossy(head)),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Notes how the process ended, where it ended by itself.
fn note_end(result: &mut CaseResult, termination: &Termination) {
    match termination {
        Termination::Exited(status) => result.exit_code = Some(*status),
        Termination::Signalled(signal) => result.signal = Some(*signal),
        Termination::Killed(_) | Termination::Stopped => {}
    }
}

/// Time already used up by cases that failed to end: after ten limits' worth of them, the rest is not worth waiting for.
#[derive(Debug, Default)]
struct Patience {
    cpu: std::time::Duration,
    wall: std::time::Duration,
}

impl Patience {
    fn spend(&mut self, cpu: std::time::Duration, wall: std::time::Duration) {
        self.cpu += cpu;
        self.wall += wall;
    }

    fn is_over(&self, limits: &crate::Limits) -> bool {
        self.cpu >= limits.total_cpu() || self.wall >= limits.wall() * 10
    }

    fn message(ran: usize, total: usize) -> String {
        format!("the total time limit was reached after {ran} of {total} cases; the others did not run")
    }
}

/// Wraps text for a run's work directory.
fn shared_bytes(text: &str) -> Arc<[u8]> {
    text.as_bytes().into()
}
