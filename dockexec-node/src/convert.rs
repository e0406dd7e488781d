//! From the records of the protocol to objects of JavaScript: the same fields in camelCase. The types here become `native.d.ts`, comments included.

use dockexec_core::event::StageEvent;
use dockexec_protocol::{CaseDetailsRecord, CaseRecord, DiagnosticRecord, FindingRecord, JudgementRecord};
use napi_derive::napi;
use serde_json::Value;

/// Something that happened on the way to a judgement.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Progress {
    /// What happened.
    #[napi(ts_type = "ProgressStage")]
    pub stage: &'static str,
    /// Which case is running, from 0 (`running` only).
    pub index: Option<u32>,
    /// How many cases there are (`running` only).
    pub total: Option<u32>,
}

impl Progress {
    /// `None` for an event that a later core may add.
    pub(crate) fn of(event: &StageEvent) -> Option<Self> {
        let plain = |stage| {
            Some(Self {
                stage,
                index: None,
                total: None,
            })
        };
        match event {
            StageEvent::Queued => plain("queued"),
            StageEvent::Sanitizing => plain("sanitizing"),
            StageEvent::Compiling => plain("compiling"),
            StageEvent::RunningCase { index, total } => Some(Self {
                stage: "running",
                index: Some(small(*index as u64)),
                total: Some(small(*total as u64)),
            }),
            StageEvent::Finished => plain("finished"),
            _ => None,
        }
    }
}

/// A count, of which there are never so many.
fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A size or a number of instructions: exact up to 2^53.
fn large(number: u64) -> f64 {
    number as f64
}

/// The judgement as `lib/judgement.ts` receives it.
#[napi]
#[derive(Debug)]
pub struct NativeJudgement(JudgementRecord);

#[napi]
impl NativeJudgement {
    pub(crate) fn new(record: JudgementRecord) -> Self {
        Self(record)
    }

    /// Its fields.
    #[napi(getter)]
    pub fn fields(&self) -> JudgementFields {
        JudgementFields::from(&self.0)
    }

    /// The JSON text that the command `dockexec judge --json` prints.
    #[napi(getter)]
    pub fn json(&self) -> String {
        // A record always has a text: its keys are strings.
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

/// The fields of a judgement.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct JudgementFields {
    /// The verdict over all: that of the first case that is not `AC`.
    #[napi(ts_type = "Verdict")]
    pub verdict: String,
    /// The stage that decided the verdict.
    #[napi(ts_type = "Stage")]
    pub stage: String,
    /// CPU time in milliseconds, summed over the cases.
    pub cpu_ms: f64,
    /// The CPU time of the slowest case in milliseconds.
    pub max_case_cpu_ms: f64,
    /// CPU time from start until the harness was ready, in milliseconds (functions only).
    pub startup_cpu_ms: f64,
    /// Elapsed time in milliseconds, summed over the cases.
    pub wall_ms: f64,
    /// Instructions executed in user mode, start-up included; absent where they are not counted, nothing ran, or hidden cases are withheld.
    pub instructions: Option<f64>,
    /// Highest peak memory in bytes; absent where it could not be measured or nothing ran.
    pub memory_bytes: Option<f64>,
    /// Where the memory figure comes from, such as `cgroup-peak`.
    pub memory_source: Option<String>,
    /// The sandbox's tier; absent when nothing ran.
    #[napi(ts_type = "Tier")]
    pub tier: Option<String>,
    /// The toolchain used, such as `python 3.11.7`.
    pub toolchain: Option<String>,
    /// A sentence for people, where the verdict needs one beyond its cases.
    pub message: Option<String>,
    /// Cases judged `AC`.
    pub passed: u32,
    /// Cases that ran.
    pub ran: u32,
    /// Cases there are.
    pub total: u32,
    /// Whether times and memory are rounded up (to 10 ms and 1 MiB) because hidden cases are among them.
    pub rounded: bool,
    /// One result for each case that ran, in order.
    pub cases: Vec<CaseResult>,
    /// What the sanitizer found; not empty when the verdict is `SV`.
    pub findings: Vec<Finding>,
    /// What the compiler said.
    pub diagnostics: Vec<Diagnostic>,
}

/// What came of one case. Of a case that is withheld only `index`, `name`, `verdict` and `hidden` are there.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct CaseResult {
    /// Which case, from 0.
    pub index: u32,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Its verdict.
    #[napi(ts_type = "Verdict")]
    pub verdict: String,
    /// Whether it is a hidden case, revealed or not.
    pub hidden: bool,
    /// CPU time in milliseconds.
    pub cpu_ms: Option<f64>,
    /// Elapsed time in milliseconds.
    pub wall_ms: Option<f64>,
    /// Peak memory of the process so far, in bytes.
    pub memory_bytes: Option<f64>,
    /// The answer: of a function its value (integers beyond 2^53 as `bigint`), or the beginning of its JSON text where that is longer than 64 KiB; of a program
    /// its standard output (the first 64 KiB).
    #[napi(ts_type = "Json")]
    pub output: Option<Value>,
    /// The expected answer; absent where the case is judged by termination.
    #[napi(ts_type = "Json")]
    pub expected: Option<Value>,
    /// What the program printed (the first 64 KiB).
    pub stdout: Option<String>,
    /// What it wrote to standard error (the first 64 KiB), without the harness's frames.
    pub stderr: Option<String>,
    /// Why the verdict is what it is.
    pub message: Option<String>,
    /// The status it exited with, where it ended by itself.
    pub exit_code: Option<i32>,
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
    /// Whether its output was cut at the limit (`run` only).
    pub truncated: Option<bool>,
}

/// A forbidden operation, with its place in the source as it was handed in.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Finding {
    /// Stable id of the rule, such as `python/process`.
    pub rule: String,
    /// What is wrong, naming what was found.
    pub message: String,
    /// What to do instead.
    pub help: Option<String>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

/// One message of a compiler, or of a language's parser.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Diagnostic {
    /// How bad it is; a `note` belongs to the one before it.
    #[napi(ts_type = "'error' | 'warning' | 'note'")]
    pub severity: String,
    /// What the compiler said, without the location.
    pub message: String,
    /// The file, such as `solution.c`; absent when the message is about none.
    pub file: Option<String>,
    /// Line in the source as it was handed in, from 1.
    pub line: Option<u32>,
    /// Column in characters, from 1.
    pub column: Option<u32>,
}

impl From<&JudgementRecord> for JudgementFields {
    fn from(record: &JudgementRecord) -> Self {
        // Field by field and without `..`: a field that the record gains must find its place here.
        let JudgementRecord {
            v: _,
            id: _,
            line: _,
            verdict,
            stage,
            cpu_ms,
            max_case_cpu_ms,
            startup_cpu_ms,
            wall_ms,
            instructions,
            memory_bytes,
            memory_source,
            tier,
            toolchain,
            message,
            passed,
            ran,
            total,
            rounded,
            cases,
            findings,
            diagnostics,
        } = record;
        Self {
            verdict: verdict.clone(),
            stage: stage.clone(),
            cpu_ms: *cpu_ms,
            max_case_cpu_ms: *max_case_cpu_ms,
            startup_cpu_ms: *startup_cpu_ms,
            wall_ms: *wall_ms,
            instructions: instructions.map(large),
            memory_bytes: memory_bytes.map(large),
            memory_source: memory_source.clone(),
            tier: tier.clone(),
            toolchain: toolchain.clone(),
            message: message.clone(),
            passed: small(*passed),
            ran: small(*ran),
            total: small(*total),
            rounded: *rounded,
            cases: cases.iter().map(CaseResult::from).collect(),
            findings: findings.iter().map(Finding::from).collect(),
            diagnostics: diagnostics.iter().map(Diagnostic::from).collect(),
        }
    }
}

impl From<&CaseRecord> for CaseResult {
    fn from(record: &CaseRecord) -> Self {
        let CaseRecord {
            index,
            name,
            verdict,
            hidden,
            details,
        } = record;
        let mut result = Self {
            index: small(*index),
            name: name.clone(),
            verdict: verdict.clone(),
            hidden: *hidden,
            cpu_ms: None,
            wall_ms: None,
            memory_bytes: None,
            output: None,
            expected: None,
            stdout: None,
            stderr: None,
            message: None,
            exit_code: None,
            signal: None,
            truncated: None,
        };
        if let Some(details) = details {
            result.reveal(details);
        }
        result
    }
}

impl CaseResult {
    fn reveal(&mut self, details: &CaseDetailsRecord) {
        let CaseDetailsRecord {
            cpu_ms,
            wall_ms,
            memory_bytes,
            output,
            expected,
            stdout,
            stderr,
            message,
            exit_code,
            signal,
            truncated,
        } = details;
        self.cpu_ms = Some(*cpu_ms);
        self.wall_ms = Some(*wall_ms);
        self.memory_bytes = memory_bytes.map(large);
        self.output.clone_from(output);
        self.expected.clone_from(expected);
        self.stdout = Some(stdout.clone());
        self.stderr = Some(stderr.clone());
        self.message.clone_from(message);
        self.exit_code = *exit_code;
        self.signal = *signal;
        self.truncated = Some(*truncated);
    }
}

impl From<&FindingRecord> for Finding {
    fn from(record: &FindingRecord) -> Self {
        let FindingRecord {
            rule,
            message,
            help,
            line,
            column,
            start,
            end,
        } = record;
        Self {
            rule: rule.clone(),
            message: message.clone(),
            help: help.clone(),
            line: small(*line),
            column: small(*column),
            start: small(*start),
            end: small(*end),
        }
    }
}

impl From<&DiagnosticRecord> for Diagnostic {
    fn from(record: &DiagnosticRecord) -> Self {
        let DiagnosticRecord {
            severity,
            message,
            file,
            line,
            column,
        } = record;
        Self {
            severity: severity.clone(),
            message: message.clone(),
            file: file.clone(),
            line: line.map(small),
            column: column.map(small),
        }
    }
}
