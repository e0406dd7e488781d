//! From what a program did to what that is worth: verdicts, case results, judgements, checkers.

pub mod checker;
pub(crate) mod classify;
mod judgement;
mod verdict;
mod view;

pub use judgement::{CaseResult, Judgement, Totals};
pub use verdict::Verdict;
pub use view::{CaseDetails, PublicCase, PublicJudgement, PublicTotals, Reveal};
