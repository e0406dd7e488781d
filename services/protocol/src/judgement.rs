//! A judgement on the wire, as far as its reader may see it.

use dockexec_core::judge::{CaseDetails, PublicCase, PublicJudgement};
use dockexec_core::sanitize::Finding;
use dockexec_core::source::Diagnostic;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::request::Id;
use crate::{VERSION, millis};

/// The judgement of one submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JudgementRecord {
    /// Version of the record: 1.
    pub v: u64,
    /// The request's `id`; `null` where it has none.
    pub id: Option<Id>,
    /// The request's line in the batch, from 1; absent outside of a batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// `AC`, `WA`, `PE`, `TLE`, `WTL`, `MLE`, `OLE`, `RTE`, `CE`, `CTL` or `SV`.
    pub verdict: String,
    /// The stage that decided the verdict: `sanitize`, `wrap`, `compile`, `execute` or `judge`.
    pub stage: String,
    /// CPU time in milliseconds, summed over the cases.
    pub cpu_ms: f64,
    /// The CPU time of the slowest case in milliseconds.
    pub max_case_cpu_ms: f64,
    /// CPU time from start until the harness was ready, in milliseconds (functions only).
    pub startup_cpu_ms: f64,
    /// Elapsed time in milliseconds, summed over the cases.
    pub wall_ms: f64,
    /// Instructions executed in user mode by all processes that ran cases, start-up included; `null` where the host does not let them be counted (`dockexec doctor`
    /// says why), where nothing ran, and while hidden cases are withheld.
    #[serde(default)]
    pub instructions: Option<u64>,
    /// Highest peak memory in bytes; `null` where it could not be measured or nothing ran.
    pub memory_bytes: Option<u64>,
    /// Where the memory figure comes from, such as `cgroup-peak`.
    pub memory_source: Option<String>,
    /// The sandbox's tier: `full`, `delegated`, `user` or `bare`; `null` when nothing ran.
    pub tier: Option<String>,
    /// The toolchain used, such as `python 3.11.7`.
    pub toolchain: Option<String>,
    /// A sentence for people, where the verdict needs one beyond its cases.
    pub message: Option<String>,
    /// Cases judged `AC`.
    pub passed: u64,
    /// Cases that ran.
    pub ran: u64,
    /// Cases there are.
    pub total: u64,
    /// Whether times and memory are rounded up (to 10 ms and 1 MiB) because hidden cases are among them.
    pub rounded: bool,
    /// One record for each case that ran, in order.
    pub cases: Vec<CaseRecord>,
    /// What the sanitizer found; not empty when the verdict is `SV`.
    pub findings: Vec<FindingRecord>,
    /// What the compiler said.
    pub diagnostics: Vec<DiagnosticRecord>,
}

/// What came of one case. Of a case that is withheld only `index`, `name`, `verdict` and `hidden` are there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CaseRecord {
    /// Which case, from 0.
    pub index: u64,
    /// Its name, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its verdict.
    pub verdict: String,
    /// Whether it is a hidden case, revealed or not.
    pub hidden: bool,
    /// What happened in it, where that may be seen.
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    pub details: Option<CaseDetailsRecord>,
}

/// What happened in a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CaseDetailsRecord {
    /// CPU time in milliseconds.
    pub cpu_ms: f64,
    /// Elapsed time in milliseconds.
    pub wall_ms: f64,
    /// Peak memory of the process so far, in bytes; `null` where it could not be measured.
    pub memory_bytes: Option<u64>,
    /// The answer: of a function its value, or the beginning of its JSON text as a string where that is longer than 64 KiB; of a program its standard output as a string (the first 64 KiB); `null` where it gave none.
    pub output: Option<Value>,
    /// The expected answer; `null` where the case is judged by termination.
    pub expected: Option<Value>,
    /// What the program printed (the first 64 KiB).
    pub stdout: String,
    /// What it wrote to standard error (the first 64 KiB), without the harness's frames.
    pub stderr: String,
    /// Why the verdict is what it is.
    pub message: Option<String>,
    /// The status it exited with, where it ended by itself.
    pub exit_code: Option<i32>,
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
    /// Whether its output was cut at the limit (`run` only).
    pub truncated: bool,
}

/// A forbidden operation, with its place in the source as it was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingRecord {
    /// Stable id of the rule, such as `python/process`.
    pub rule: String,
    /// What is wrong, naming what was found.
    pub message: String,
    /// What to do instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// Offset of the first byte.
    pub start: u64,
    /// Offset behind the last byte.
    pub end: u64,
}

/// One message of a compiler, or of a language's parser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnosticRecord {
    /// `error`, `warning` or `note` (which belongs to the one before it).
    pub severity: String,
    /// What the compiler said, without the location.
    pub message: String,
    /// The file, such as `solution.c`; `null` when the message is about none.
    pub file: Option<String>,
    /// Line in the source as it was handed in, from 1.
    pub line: Option<u64>,
    /// Column in characters, from 1.
    pub column: Option<u64>,
}

impl JudgementRecord {
    /// `judgement` as the answer to the request `id` in line `line`.
    pub fn new(judgement: &PublicJudgement, id: Option<Id>, line: Option<u64>) -> Self {
        let totals = &judgement.totals;
        Self {
            v: VERSION,
            id,
            line,
            verdict: judgement.verdict.code().to_owned(),
            stage: judgement.stage.as_str().to_owned(),
            cpu_ms: millis(totals.cpu),
            max_case_cpu_ms: millis(totals.max_case_cpu),
            startup_cpu_ms: millis(totals.startup_cpu),
            wall_ms: millis(totals.wall),
            instructions: totals.instructions,
            memory_bytes: totals.memory,
            memory_source: judgement.memory_source.clone(),
            tier: judgement.tier.clone(),
            toolchain: judgement.toolchain.clone(),
            message: judgement.message.clone(),
            passed: totals.passed as u64,
            ran: totals.ran as u64,
            total: totals.total as u64,
            rounded: totals.rounded,
            cases: judgement.cases.iter().map(CaseRecord::from).collect(),
            findings: judgement.findings.iter().map(FindingRecord::from).collect(),
            diagnostics: judgement.diagnostics.iter().map(DiagnosticRecord::from).collect(),
        }
    }
}

impl From<&PublicCase> for CaseRecord {
    fn from(case: &PublicCase) -> Self {
        Self {
            index: case.index as u64,
            name: case.name.clone().filter(|name| !name.is_empty()),
            verdict: case.verdict.code().to_owned(),
            hidden: case.hidden,
            details: case.details.as_ref().map(CaseDetailsRecord::from),
        }
    }
}

impl From<&CaseDetails> for CaseDetailsRecord {
    fn from(details: &CaseDetails) -> Self {
        Self {
            cpu_ms: millis(details.cpu),
            wall_ms: millis(details.wall),
            memory_bytes: details.memory,
            output: details.output.clone(),
            expected: details.expected.clone(),
            stdout: details.stdout.clone(),
            stderr: details.stderr.clone(),
            message: details.message.clone(),
            exit_code: details.exit_code,
            signal: details.signal,
            truncated: details.truncated,
        }
    }
}

impl From<&Finding> for FindingRecord {
    fn from(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.clone(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            line: finding.span.line as u64,
            column: finding.span.column as u64,
            start: finding.span.start as u64,
            end: finding.span.end as u64,
        }
    }
}

impl From<&Diagnostic> for DiagnosticRecord {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            severity: diagnostic.severity.as_str().to_owned(),
            message: diagnostic.message.clone(),
            file: diagnostic.file.clone(),
            line: diagnostic.line.map(|line| line as u64),
            column: diagnostic.column.map(|column| column as u64),
        }
    }
}
