//! A problem: the task, its test cases, its limits, and how answers are compared. On disk it is a folder.

mod case;

pub use case::{CaseInput, Expected, TestCase};
