#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(feature = "tokio")]
mod asynchronous;
pub mod compile;
mod desk;
pub mod engine;
pub mod error;
pub mod event;
pub mod execute;
#[doc(hidden)]
pub mod fuzzing;
pub mod judge;
mod kept;
pub mod language;
pub mod limits;
pub mod pipeline;
pub mod problem;
mod queue;
pub mod request;
pub mod sanitize;
pub mod source;
pub mod submission;
pub mod wrap;

#[cfg(feature = "tokio")]
pub use asynchronous::AsyncRun;
pub use desk::Desk;
pub use engine::{Engine, EngineBuilder, RunHandle};
pub use error::{Error, ErrorKind, Result, Stage};
pub use judge::{CaseResult, Judgement, Verdict};
pub use language::{Language, Languages};
pub use limits::Limits;
pub use problem::{Problem, TestCase};
pub use request::JudgeRequest;
pub use submission::Submission;
