//! What the engine can be asked.

use std::sync::Arc;

use crate::judge::checker::{AnswerType, Checker};
use crate::limits::Limits;
use crate::problem::{CaseInput, Expected, TestCase};
use crate::sanitize::{Profile, Scope, Strictness};
use crate::submission::Submission;
use crate::wrap::{Signature, Task};
use crate::{Error, Result};

/// Whether cases share a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Isolation {
    /// One process for all cases of a function problem, streamed. A new one after a failure.
    #[default]
    Shared,
    /// A fresh process for each case. Whole programs always run like this.
    PerCase,
}

/// A submission with everything needed to judge it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct JudgeRequest {
    /// What was handed in.
    pub submission: Arc<Submission>,
    /// What it should be.
    pub task: Task,
    /// The cases, in the order in which they are judged.
    pub cases: Arc<[TestCase]>,
    /// How answers are compared.
    pub checker: Checker,
    /// What it may use.
    pub limits: Limits,
    /// What the sanitizer forbids.
    pub profile: Profile,
    /// Whether judging ends at the first case that is not accepted.
    pub stop_at_first: bool,
    /// Whether cases share a process.
    pub isolation: Isolation,
    /// Whether output past the limit is cut, and says so, instead of being a verdict (free runs).
    pub truncate_output: bool,
}

impl JudgeRequest {
    /// A request to judge a function or class.
    pub fn function(submission: Submission, signature: Signature, cases: impl Into<Arc<[TestCase]>>) -> Self {
        Self::new(
            submission,
            Task::Function(Arc::new(signature)),
            cases,
            Strictness::Strict,
        )
    }

    /// A request to judge a whole program by its standard output.
    pub fn program(submission: Submission, cases: impl Into<Arc<[TestCase]>>) -> Self {
        Self::new(submission, Task::Program, cases, Strictness::Lenient)
    }

    /// A free run: one input, nothing expected, output cut where it is too long.
    pub fn free_run(submission: Submission, stdin: impl Into<Arc<[u8]>>) -> Self {
        let case = TestCase {
            name: "run".into(),
            input: CaseInput::Stdin(stdin.into()),
            expected: Expected::Nothing,
            hidden: false,
        };
        let mut request = Self::program(submission, [case]);
        request.checker = Checker::Termination;
        request.truncate_output = true;
        request
    }

    fn new(submission: Submission, task: Task, cases: impl Into<Arc<[TestCase]>>, strictness: Strictness) -> Self {
        let scope = if matches!(task, Task::Function(_)) {
            Scope::Function
        } else {
            Scope::Program
        };
        Self {
            submission: Arc::new(submission),
            task,
            cases: cases.into(),
            checker: Checker::Exact,
            limits: Limits::default(),
            profile: Profile {
                strictness,
                scope,
                ..Profile::default()
            },
            stop_at_first: false,
            isolation: Isolation::Shared,
            truncate_output: false,
        }
    }

    /// Checks that the parts of the request fit each other, and brings the cases into canonical form.
    ///
    /// # Errors
    /// `BadRequest` naming the case and what is wrong with it.
    pub(crate) fn prepare(&self) -> Result<Vec<PreparedCase>> {
        self.check_limits()?;
        if self.cases.is_empty() {
            return Err(Error::bad_request("no-cases", "there is no case to judge by")
                .with_hint("a submission is judged by at least one case"));
        }
        let prepare = |(index, case): (usize, &TestCase)| {
            PreparedCase::new(&self.task, &self.checker, case).map_err(|error| {
                let place = format!("case {index} ({})", case.name);
                Error::new(
                    error.kind(),
                    error.stage(),
                    error.code(),
                    format!("{place}: {}", error.message()),
                )
            })
        };
        self.cases.iter().enumerate().map(prepare).collect()
    }

    fn check_limits(&self) -> Result<()> {
        let limits = &self.limits;
        let zero = [
            ("cpu", limits.cpu.is_zero()),
            ("wall", limits.wall().is_zero()),
            ("total_cpu", limits.total_cpu().is_zero()),
            ("memory", limits.memory < 1 << 20),
            ("output", limits.output == 0),
            ("processes", limits.processes == 0),
        ];
        match zero.iter().find(|(_, bad)| *bad) {
            None => Ok(()),
            Some((name, _)) => Err(Error::bad_request(
                "limits",
                format!("the limit `{name}` is too small for anything to run"),
            )
            .with_hint("times and sizes must be positive, memory at least 1 MiB")),
        }
    }
}

/// A case in canonical form.
#[derive(Debug, Clone)]
pub(crate) struct PreparedCase {
    /// A function's arguments as values (what checkers are told), and as the JSON text that is sent.
    pub(crate) args: Vec<serde_json::Value>,
    pub(crate) text: Arc<[u8]>,
    /// A program's standard input.
    pub(crate) stdin: Arc<[u8]>,
    pub(crate) expected: Expected,
    pub(crate) answer_type: Option<AnswerType>,
    pub(crate) hidden: bool,
}

impl PreparedCase {
    fn new(task: &Task, checker: &Checker, case: &TestCase) -> Result<Self> {
        match (task, &case.input) {
            (Task::Function(signature), CaseInput::Args(args)) => Self::function(signature, checker, args, case),
            (Task::Program, CaseInput::Stdin(stdin)) => Self::program(checker, stdin, case),
            (Task::Function(_), _) => Err(Error::bad_request(
                "invalid-testcase",
                "a function problem's case needs arguments, not standard input",
            )),
            _ => Err(Error::bad_request(
                "invalid-testcase",
                "a program's case needs standard input, not arguments",
            )),
        }
    }

    fn function(signature: &Signature, checker: &Checker, args: &[serde_json::Value], case: &TestCase) -> Result<Self> {
        let args = signature.canonical_args(args)?;
        let expected = match &case.expected {
            Expected::Nothing => Expected::Nothing,
            Expected::Text(_) => {
                return Err(Error::bad_request(
                    "invalid-testcase",
                    "a function problem's case expects a value, not text",
                ));
            }
            Expected::Value(value) => Expected::Value(Arc::new(canonical_expected(signature, checker, &args, value)?)),
        };
        let text =
            serde_json::to_vec(&args).map_err(|error| Error::bad_request("invalid-testcase", error.to_string()))?;
        Ok(Self {
            answer_type: Some(AnswerType::of_case(signature, &args)),
            text: text.into(),
            args,
            stdin: Arc::default(),
            expected,
            hidden: case.hidden,
        })
    }

    fn program(checker: &Checker, stdin: &Arc<[u8]>, case: &TestCase) -> Result<Self> {
        if matches!(case.expected, Expected::Value(_)) {
            return Err(Error::bad_request(
                "invalid-testcase",
                "a program's case expects text, not a value",
            ));
        }
        if matches!(case.expected, Expected::Nothing) && !matches!(checker, Checker::Termination | Checker::Custom(_)) {
            return Err(Error::bad_request(
                "invalid-testcase",
                "the case expects nothing, but the checker compares",
            ));
        }
        Ok(Self {
            args: Vec::new(),
            text: Arc::default(),
            stdin: Arc::clone(stdin),
            expected: case.expected.clone(),
            answer_type: None,
            hidden: case.hidden,
        })
    }
}

fn canonical_expected(
    signature: &Signature,
    checker: &Checker,
    args: &[serde_json::Value],
    expected: &serde_json::Value,
) -> Result<serde_json::Value> {
    if !matches!(checker, Checker::OneOf) {
        return signature.canonical_expected(args, expected);
    }
    let answers = expected
        .as_array()
        .ok_or_else(|| Error::bad_request("invalid-testcase", "`one_of` needs an array of answers as `expected`"))?;
    answers
        .iter()
        .map(|answer| signature.canonical_expected(args, answer))
        .collect::<Result<Vec<_>>>()
        .map(serde_json::Value::Array)
}
