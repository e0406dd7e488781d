#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod bench;
mod error;
mod host;
mod job;
mod judgement;
mod limits;
mod problem;
mod read;
mod request;
mod schema;

pub use bench::{BenchRecord, BenchReport, SpreadRecord};
pub use error::{ErrorLine, ErrorRecord};
pub use host::{DoctorReport, HostRow, LanguageList, LanguageRecord, SandboxRecord};
pub use job::{Job, JudgeOptions};
pub use judgement::{CaseDetailsRecord, CaseRecord, DiagnosticRecord, FindingRecord, JudgementRecord};
pub use limits::LimitsRecord;
pub use problem::{
    FaultRecord, ProblemReport, SanitizeReport, SolutionReport, SolutionsReport, StarterReport, WrapReport,
    WrappedFile, WrittenReport,
};
pub use read::{MAX_LINE_BYTES, Rejected, read_options, read_request};
pub use request::{
    BatchRequest, CheckerRecord, Defaults, FloatRecord, FunctionCase, FunctionKind, FunctionRequest, Id, RunKind,
    RunRequest, StdioKind, StdioRequest, StdioTest, strictness,
};
pub use schema::{SCHEMAS, Schema};

/// The version of every record in this crate, its `v`.
pub const VERSION: u64 = 1;

/// A time as a number of milliseconds with at most three decimals: microseconds are as fine as the kernel's accounting gets.
fn millis(time: std::time::Duration) -> f64 {
    // Exact up to 285 years.
    (time.as_nanos() as f64 / 1_000.0).round() / 1_000.0
}
