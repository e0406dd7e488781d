//! A test case: one input with what is expected of it. Large data is behind an `Arc`, so that a case is cheap to clone and to hand to another thread.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

/// One input with its answer.
#[derive(Clone, PartialEq)]
pub struct TestCase {
    /// Its name for people, unique in its problem: `sample-1`, `big-3`.
    pub name: Arc<str>,
    /// What the program is given.
    pub input: CaseInput,
    /// What it should answer.
    pub expected: Expected,
    /// Whether it is hidden from the author of a submission: not a sample.
    pub hidden: bool,
}

/// The input of a case.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum CaseInput {
    /// The arguments of a function; of a class the two lists: names and their arguments.
    Args(Arc<[Value]>),
    /// The standard input of a program.
    Stdin(Arc<[u8]>),
}

/// The expected answer of a case.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Expected {
    /// The value that a function should answer.
    Value(Arc<Value>),
    /// What a program should print; for a custom checker, its third argument.
    Text(Arc<[u8]>),
    /// Nothing is expected: how the program ends decides, or a custom checker that needs only input and output.
    Nothing,
}

impl CaseInput {
    /// The arguments of a function case.
    pub fn args(&self) -> Option<&[Value]> {
        match self {
            Self::Args(args) => Some(args),
            Self::Stdin(_) => None,
        }
    }

    /// The standard input of a program's case.
    pub fn stdin(&self) -> Option<&Arc<[u8]>> {
        match self {
            Self::Args(_) => None,
            Self::Stdin(bytes) => Some(bytes),
        }
    }
}

// Hidden data must not reach a log by way of `{:?}`: these print sizes, never contents.

impl fmt::Debug for TestCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestCase")
            .field("name", &self.name)
            .field("input", &self.input)
            .field("expected", &self.expected)
            .field("hidden", &self.hidden)
            .finish()
    }
}

impl fmt::Debug for CaseInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Args(args) => write!(f, "Args({} values)", args.len()),
            Self::Stdin(bytes) => write!(f, "Stdin({} bytes)", bytes.len()),
        }
    }
}

impl fmt::Debug for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(_) => f.write_str("Value(..)"),
            Self::Text(bytes) => write!(f, "Text({} bytes)", bytes.len()),
            Self::Nothing => f.write_str("Nothing"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_shows_no_contents() {
        let case = TestCase {
            name: "big-1".into(),
            input: CaseInput::Args([Value::from("input-secret")].into()),
            expected: Expected::Text(b"answer-secret".as_slice().into()),
            hidden: true,
        };
        let shown = format!("{case:?}");
        assert!(!shown.contains("secret"), "{shown}");
        assert!(shown.contains("13 bytes"), "{shown}");
    }
}
