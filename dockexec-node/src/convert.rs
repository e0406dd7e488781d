//! From the records of the protocol to objects of JavaScript: the same fields in camelCase. The types here become `native.d.ts`, comments included.

use dockexec_core::event::StageEvent;
use dockexec_protocol::{
    self as protocol, CaseDetailsRecord, CaseRecord, DiagnosticRecord, ErrorRecord, FaultRecord, FindingRecord, Id,
    JudgementRecord, LanguageRecord, LimitsRecord, SandboxRecord,
};
use napi::Either;
use napi_derive::napi;
use serde_json::Value;

/// Something that happened on the way to a judgement.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Event {
    /// What happened.
    #[napi(ts_type = "EventKind")]
    pub kind: &'static str,
    /// Which case is running, from 0 (`running_case` only).
    pub index: Option<u32>,
    /// How many cases there are (`running_case` only).
    pub total: Option<u32>,
}

impl From<&StageEvent> for Event {
    fn from(event: &StageEvent) -> Self {
        let (index, total) = match event {
            StageEvent::RunningCase { index, total } => (Some(*index), Some(*total)),
            _ => (None, None),
        };
        Self {
            kind: event.name(),
            index: index.map(|index| small(index as u64)),
            total: total.map(|total| small(total as u64)),
        }
    }
}

/// A count, of which there are never so many.
pub(crate) fn small(count: u64) -> u32 {
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
    /// The submission's or request's `id`; absent where it has none.
    pub id: Option<Either<String, f64>>,
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

/// A file of a wrapped program.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct ProgramFile {
    /// Its path in the work directory.
    pub path: String,
    /// Whether it holds the submission's own source.
    pub user: bool,
    /// Its text.
    pub text: String,
}

/// The program that is made of a submission: its own file and the harness around it.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Program {
    /// The language's id.
    pub language: String,
    /// Its files.
    pub files: Vec<ProgramFile>,
}

/// What this host can enforce and judge.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct DoctorReport {
    /// The sandbox.
    pub sandbox: Sandbox,
    /// The languages.
    pub languages: Vec<LanguageInfo>,
}

/// The sandbox's mechanisms, and the tier they add up to.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Sandbox {
    /// The best tier possible; absent where there is none.
    #[napi(ts_type = "Tier")]
    pub tier: Option<String>,
    /// Why no program could really be run just now.
    pub error: Option<ToolchainError>,
    /// Mechanism by mechanism.
    pub rows: Vec<HostRow>,
}

/// One mechanism and whether it is there.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct HostRow {
    /// What it is called.
    pub name: String,
    /// Whether runs can use it.
    pub available: bool,
    /// What was found, or why it is missing.
    pub detail: String,
    /// What to do where it is missing.
    pub remedy: Option<String>,
}

/// A language and whether this host can judge it.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct LanguageInfo {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Other ids it answers to.
    pub aliases: Vec<String>,
    /// Extensions of its source files, without the dot.
    pub extensions: Vec<String>,
    /// Whether its toolchain was found.
    pub available: bool,
    /// The toolchain's version; absent where there is none.
    pub version: Option<String>,
    /// Why it is not available.
    pub error: Option<ToolchainError>,
}

/// One thing that is wrong with a problem's folder, or that its author should add.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Fault {
    /// The file, relative to the problem's folder.
    pub file: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column in characters, from 1.
    pub column: Option<u32>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// What a submission may use. Each limit left out has its default.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Limits {
    /// CPU time of each case in milliseconds. Default 3000.
    pub cpu_ms: Option<f64>,
    /// Elapsed time of each case in milliseconds. Default: twice `cpuMs` plus 1000.
    pub wall_ms: Option<f64>,
    /// CPU time of the whole process, start-up included, in milliseconds. Default: ten times `cpuMs`.
    pub total_cpu_ms: Option<f64>,
    /// Memory in MiB: the user's share, to which the language's run-time overhead is added. Default 256.
    pub memory_mib: Option<f64>,
    /// Processes and threads at a time, to which the language's own are added. Default 32.
    pub processes: Option<u32>,
    /// Standard output of a case in KiB, and the same for standard error. Default 16384.
    pub output_kib: Option<f64>,
}

/// Why something is not available here: the fields of a `DockExecError`, which was not thrown.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct ToolchainError {
    /// Stable, kebab-case name of what is wrong.
    pub code: String,
    /// Whose fault it is.
    #[napi(ts_type = "ErrorKind")]
    pub kind: String,
    /// The stage in which it happened.
    #[napi(ts_type = "Stage")]
    pub stage: String,
    /// What failed, with which value.
    pub message: String,
    /// What to do about it, where that is known.
    pub hint: Option<String>,
    /// Whether trying again may help.
    pub retryable: bool,
}

impl From<&JudgementRecord> for JudgementFields {
    fn from(record: &JudgementRecord) -> Self {
        // Field by field and without `..`: a field that the record gains must find its place here.
        let JudgementRecord {
            v: _,
            id,
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
            id: id.as_ref().map(|id| match id {
                Id::Text(text) => Either::A(text.clone()),
                Id::Number(number) => Either::B(*number as f64),
            }),
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

impl From<protocol::WrappedFile> for ProgramFile {
    fn from(record: protocol::WrappedFile) -> Self {
        let protocol::WrappedFile { path, user, text } = record;
        Self { path, user, text }
    }
}

impl From<protocol::WrapReport> for Program {
    fn from(record: protocol::WrapReport) -> Self {
        let protocol::WrapReport { v: _, language, files } = record;
        Self {
            language,
            files: files.into_iter().map(ProgramFile::from).collect(),
        }
    }
}

impl From<protocol::DoctorReport> for DoctorReport {
    fn from(record: protocol::DoctorReport) -> Self {
        let protocol::DoctorReport {
            v: _,
            sandbox: SandboxRecord { tier, error, rows },
            languages,
        } = record;
        Self {
            sandbox: Sandbox {
                tier,
                error: error.map(ToolchainError::from),
                rows: rows.into_iter().map(HostRow::from).collect(),
            },
            languages: languages.into_iter().map(LanguageInfo::from).collect(),
        }
    }
}

impl From<protocol::HostRow> for HostRow {
    fn from(record: protocol::HostRow) -> Self {
        let protocol::HostRow {
            name,
            available,
            detail,
            remedy,
        } = record;
        Self {
            name,
            available,
            detail,
            remedy,
        }
    }
}

impl From<LanguageRecord> for LanguageInfo {
    fn from(record: LanguageRecord) -> Self {
        let LanguageRecord {
            id,
            name,
            aliases,
            extensions,
            available,
            version,
            error,
        } = record;
        Self {
            id,
            name,
            aliases,
            extensions,
            available,
            version,
            error: error.map(ToolchainError::from),
        }
    }
}

impl From<FaultRecord> for Fault {
    fn from(record: FaultRecord) -> Self {
        let FaultRecord {
            file,
            line,
            column,
            message,
            hint,
        } = record;
        Self {
            file,
            line: line.map(small),
            column: column.map(small),
            message,
            hint,
        }
    }
}

impl From<LimitsRecord> for Limits {
    fn from(record: LimitsRecord) -> Self {
        let LimitsRecord {
            cpu_ms,
            wall_ms,
            total_cpu_ms,
            memory_mib,
            processes,
            output_kib,
        } = record;
        Self {
            cpu_ms,
            wall_ms,
            total_cpu_ms,
            memory_mib: memory_mib.map(large),
            processes,
            output_kib: output_kib.map(large),
        }
    }
}

impl From<ErrorRecord> for ToolchainError {
    fn from(record: ErrorRecord) -> Self {
        let ErrorRecord {
            code,
            kind,
            stage,
            message,
            hint,
            retryable,
        } = record;
        Self {
            code,
            kind,
            stage,
            message,
            hint,
            retryable,
        }
    }
}
