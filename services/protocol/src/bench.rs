//! How far a machine's figures can be trusted, on the wire.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What judging one program again and again gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BenchReport {
    /// Version of the record: 1.
    pub v: u64,
    /// The CPU time limit in milliseconds.
    pub limit_ms: f64,
    /// Whether each run was kept on a processor of its own.
    pub pinned: bool,
    /// One for each state of the machine.
    pub rows: Vec<BenchRecord>,
}

/// The runs on a machine in one state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BenchRecord {
    /// `idle` or `loaded`.
    pub load: String,
    /// How often the program was judged.
    pub runs: u64,
    /// How often the verdict was not `AC`.
    pub flips: u64,
    /// CPU time in milliseconds.
    pub cpu_ms: Option<SpreadRecord>,
    /// Instructions executed; `null` where they are not counted.
    pub instructions: Option<SpreadRecord>,
}

/// How a figure varies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpreadRecord {
    /// The smallest.
    pub min: f64,
    /// Half are below.
    pub median: f64,
    /// 95 of 100 are below.
    pub p95: f64,
    /// The largest.
    pub max: f64,
    /// The standard deviation as a share of the mean.
    pub variation: f64,
}
