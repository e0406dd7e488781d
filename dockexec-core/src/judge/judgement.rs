//! The complete result of judging a submission. Everything is in here, hidden data too: what may be shown to whom is
//! decided by the public view, which is a type of its own.

use std::time::Duration;

use serde_json::Value;

use super::Verdict;
use crate::sanitize::Finding;
use crate::source::Diagnostic;

/// What came of one test case.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CaseResult {
    /// Which case, counted from 0.
    pub index: usize,
    /// Its verdict.
    pub verdict: Verdict,
    /// CPU time, measured outside the sandbox.
    pub cpu: Duration,
    /// Elapsed time, measured outside the sandbox.
    pub wall: Duration,
    /// Peak memory of the process so far, in bytes, where it could be measured.
    pub memory: Option<u64>,
    /// The answer: of a function its value (of a long one, an excerpt of its JSON text as a string), of a program its standard output (an excerpt) as a string.
    pub output: Option<Value>,
    /// The expected answer, where there is one.
    pub expected: Option<Value>,
    /// What the program printed during the case (functions: the user's own printing; programs: the same as `output`). An excerpt.
    pub stdout: String,
    /// What it wrote to standard error during the case. An excerpt, harness frames cut.
    pub stderr: String,
    /// Why the verdict is what it is, for people: "exited with status 3", "stack overflow", "element 4 differs: …".
    pub message: Option<String>,
    /// The status it exited with, where it exited by itself.
    pub exit_code: Option<i32>,
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
    /// Whether its output was cut at the limit (free runs).
    pub truncated: bool,
    /// Whether the case is hidden from the author of the submission.
    pub hidden: bool,
}

/// Sums over the cases that ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Totals {
    /// CPU time, summed over the cases.
    pub cpu: Duration,
    /// The CPU time of the slowest case.
    pub max_case_cpu: Duration,
    /// Elapsed time, summed over the cases.
    pub wall: Duration,
    /// CPU time from exec until the harness was ready (functions only).
    pub startup_cpu: Duration,
    /// Highest peak memory in bytes.
    pub memory: Option<u64>,
    /// Instructions executed in user mode by all processes that ran cases, start-up included; `None` where one was not counted. Unlike time they do not depend on what
    /// else the machine does.
    pub instructions: Option<u64>,
    /// Cases judged `AC`.
    pub passed: usize,
    /// Cases that ran.
    pub ran: usize,
    /// Cases there are.
    pub total: usize,
}

/// The complete result: verdict, cases, and what a person needs to understand it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Judgement {
    /// The verdict over all.
    pub verdict: Verdict,
    /// One result for each case that ran, in order.
    pub cases: Vec<CaseResult>,
    /// Sums and maxima.
    pub totals: Totals,
    /// What the sanitizer found (not empty when the verdict is `SV`).
    pub findings: Vec<Finding>,
    /// What the compiler said.
    pub diagnostics: Vec<Diagnostic>,
    /// The stage that decided the verdict.
    pub stage: crate::Stage,
    /// A sentence for people, where the verdict needs one beyond its cases.
    pub message: Option<String>,
    /// The tier the sandbox ran at: `full`, `delegated`, `user` or `bare`; `None` when nothing ran.
    pub tier: Option<String>,
    /// Where the memory figures come from, such as `cgroup v2 memory.peak`.
    pub memory_source: Option<String>,
    /// The toolchain used, such as `python 3.11.7`.
    pub toolchain: Option<String>,
}

impl Judgement {
    /// The first case that is not accepted.
    pub fn first_failing(&self) -> Option<&CaseResult> {
        self.cases.iter().find(|case| case.verdict != Verdict::Accepted)
    }
}

impl Judgement {
    /// A judgement that was reached before anything ran.
    pub(crate) fn without_run(verdict: Verdict, stage: crate::Stage, total: usize) -> Self {
        Self {
            verdict,
            cases: Vec::new(),
            totals: Totals {
                total,
                ..Totals::default()
            },
            findings: Vec::new(),
            diagnostics: Vec::new(),
            stage,
            message: None,
            tier: None,
            memory_source: None,
            toolchain: None,
        }
    }
}
