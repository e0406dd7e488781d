//! Comparing what came out with what was expected.
//!
//! The built-in checkers are pure: no I/O, no clock, the same opinion every time. They run in the host over what hostile programs produced, so each is
//! linear (or a sort) in the size of its input, walks values by the *type* of the answer and never by their own depth, and says what differs
//! in a message of bounded length.

mod any_order;
mod exact;
mod float;
mod lines;
mod name;
mod one_of;
mod show;
mod tokens;
mod value;

pub use name::Tolerance;

use serde_json::Value;

use super::Verdict;
use crate::wrap::Signature;
use crate::wrap::types::Type;

/// How answers are compared.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Checker {
    /// Functions: the same value (`double`: |a−b| ≤ 1e-5). Programs: the same text, a missing or extra final line end aside; `\r\n` ends a line like `\n`.
    Exact,
    /// Programs: the same tokens between white space.
    Tokens,
    /// Programs: the same lines, trailing white space and trailing empty lines aside.
    Lines,
    /// Numbers within an absolute or relative tolerance (whichever is met), anything else exact. Functions: every `double`, however nested; programs: token by token.
    Float {
        /// |a−b| ≤ abs.
        abs: f64,
        /// |a−b| ≤ rel · |expected|.
        rel: f64,
    },
    /// Functions: the top level of the answer in any order. Programs: the lines in any order.
    AnyOrder,
    /// Functions: every level in any order (trees aside). Programs: the lines in any order, and the tokens of each line.
    AnyOrderDeep,
    /// Any of several answers is right, compared exactly. Functions: the expected value is the array of them; programs: the expected text is a JSON
    /// array of strings.
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

impl Opinion {
    /// The answer is right.
    pub fn accepted() -> Self {
        Self {
            verdict: Verdict::Accepted,
            message: None,
        }
    }

    /// The answer is wrong, and where.
    pub fn wrong(message: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::WrongAnswer,
            message: Some(message.into()),
        }
    }

    /// The right tokens, wrongly laid out, and where.
    pub fn presentation(message: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::PresentationError,
            message: Some(message.into()),
        }
    }

    /// Right when nothing differs.
    fn from_difference(difference: Option<String>) -> Self {
        difference.map_or_else(Self::accepted, Self::wrong)
    }
}

/// The type of an answer, which decides how it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerType {
    /// One value: what a function returns, or the parameter it changes.
    Value(Type),
    /// One value for each call of a class case, the constructor (`void`) first. Calls happen in order, so their answers are compared in order whatever the
    /// checker; the checker is applied to each answer.
    Steps(Vec<Type>),
}

impl AnswerType {
    /// The type of the answer to a case with these arguments. A method that the class does not have counts as `void`: the arguments were checked before.
    pub fn of_case(signature: &Signature, args: &[Value]) -> Self {
        match signature {
            Signature::Function(function) => Self::Value(function.answer_type().clone()),
            Signature::Class(class) => {
                let names = args.first().and_then(Value::as_array);
                let returns = |name: &Value| {
                    let method = name.as_str().and_then(|name| class.method(name));
                    method.map_or(Type::Void, |method| method.returns.clone())
                };
                let methods = names.into_iter().flatten().skip(1).map(returns);
                Self::Steps(std::iter::once(Type::Void).chain(methods).collect())
            }
        }
    }
}

/// Compares the answer of a function or class case with the expected value.
///
/// A value that does not fit the type equals nothing: answers were read strictly before, expectations when the problem was loaded. Checkers
/// for text alone compare exactly; a custom checker is the engine's to run, so here it accepts nothing.
pub fn check_value(checker: &Checker, ty: &AnswerType, answer: &Value, expected: &Value) -> Opinion {
    match (checker, ty) {
        (Checker::Termination, _) => Opinion::accepted(),
        (Checker::Custom(_), _) => Opinion::wrong(CUSTOM),
        (Checker::OneOf, _) => one_of::check_value(ty, answer, expected),
        (_, AnswerType::Value(ty)) => check_one(checker, ty, answer, expected),
        (_, AnswerType::Steps(types)) => check_steps(checker, types, answer, expected),
    }
}

/// Compares the standard output of a program with the expected text.
///
/// A custom checker is the engine's to run, so here it accepts nothing.
pub fn check_text(checker: &Checker, output: &[u8], expected: &[u8]) -> Opinion {
    match checker {
        Checker::Exact => exact::check_text(output, expected),
        Checker::Tokens => tokens::check_text(output, expected),
        Checker::Lines => lines::check_text(output, expected),
        Checker::Float { abs, rel } => float::check_text(output, expected, Tolerance { abs: *abs, rel: *rel }),
        Checker::AnyOrder => any_order::check_lines(output, expected),
        Checker::AnyOrderDeep => any_order::check_lines_deep(output, expected),
        Checker::OneOf => one_of::check_text(output, expected),
        Checker::Termination => Opinion::accepted(),
        Checker::Custom(_) => Opinion::wrong(CUSTOM),
    }
}

const CUSTOM: &str = "a custom checker decides, and it was not run";

fn check_one(checker: &Checker, ty: &Type, answer: &Value, expected: &Value) -> Opinion {
    Opinion::from_difference(match checker {
        Checker::AnyOrder => any_order::difference(ty, answer, expected),
        Checker::AnyOrderDeep => any_order::difference_deep(ty, answer, expected),
        Checker::Float { abs, rel } => value::difference(ty, answer, expected, Tolerance { abs: *abs, rel: *rel }),
        _ => value::difference(ty, answer, expected, Tolerance::EXACT),
    })
}

fn check_steps(checker: &Checker, types: &[Type], answer: &Value, expected: &Value) -> Opinion {
    let (Some(answers), Some(wanted)) = (answer.as_array(), expected.as_array()) else {
        return Opinion::wrong(format!(
            "the answer is {}, expected {}",
            show::value(answer),
            show::value(expected)
        ));
    };
    if answers.len() != types.len() || wanted.len() != types.len() {
        return Opinion::wrong(format!(
            "{} answers to {} calls, {} expected",
            answers.len(),
            types.len(),
            wanted.len()
        ));
    }
    let steps = types.iter().zip(answers.iter().zip(wanted));
    for (index, (ty, (answer, wanted))) in steps.enumerate() {
        let opinion = check_one(checker, ty, answer, wanted);
        if let Some(message) = opinion.message {
            return Opinion::wrong(format!("call {index} (0 is the constructor): {message}"));
        }
    }
    Opinion::accepted()
}

#[cfg(test)]
mod tests;
