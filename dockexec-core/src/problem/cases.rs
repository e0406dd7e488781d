//! Reading `tests/`: JSON lines for functions and classes, pairs of `.in` and `.ans` for programs. Samples come first, so that no sample runs after a
//! hidden case.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::case::{CaseInput, Expected, TestCase};
use super::error::ProblemError;
use super::folder::{Entry, Folder, LARGEST_FILE};
use crate::judge::checker::Checker;
use crate::wrap::{Signature, Task};

/// Cases that a problem may have.
const MOST_CASES: usize = 10_000;

/// Complaints after which a broken folder is not read any further.
const MOST_ERRORS: usize = 100;

const TESTS: &str = "tests";
const SAMPLES: &str = "tests/sample";

/// A line of a `.jsonl` file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    name: Option<String>,
    args: Vec<Value>,
    /// Absent is not the same as `null`, which is an empty list, an empty tree or the answer of a void method.
    #[serde(default, deserialize_with = "present")]
    expected: Option<Value>,
    #[serde(default)]
    sample: bool,
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Reads the test cases of `task`, samples first. What is wrong goes into `errors`.
pub(super) fn read(
    folder: &mut Folder,
    task: &Task,
    checker: &Checker,
    errors: &mut Vec<ProblemError>,
) -> Vec<TestCase> {
    let mut reader = Reader {
        folder,
        checker,
        errors,
        names: HashMap::new(),
        cases: Vec::new(),
    };
    match task {
        Task::Function(signature) => reader.functions(signature),
        Task::Program => reader.programs(),
    }
    let mut cases = reader.cases;
    if cases.is_empty() && errors.is_empty() {
        errors.push(
            ProblemError::new(TESTS, "there are no test cases").with_hint(match task {
                Task::Function(_) => {
                    r#"write lines such as {"args": [[1, 2]], "expected": 3, "sample": true} to tests/cases.jsonl"#
                }
                Task::Program => "put pairs such as 1.in and 1.ans there, the samples into tests/sample",
            }),
        );
    }
    cases.sort_by_key(|case| case.hidden);
    cases
}

struct Reader<'a> {
    folder: &'a mut Folder,
    checker: &'a Checker,
    errors: &'a mut Vec<ProblemError>,
    /// Where each name was seen first.
    names: HashMap<Arc<str>, String>,
    cases: Vec<TestCase>,
}

impl Reader<'_> {
    fn list(&mut self, path: &str) -> Vec<Entry> {
        match self.folder.list(Path::new(path)) {
            Ok(entries) => entries,
            Err(error) => {
                self.errors.push(error.with_hint("the test cases belong here"));
                Vec::new()
            }
        }
    }

    fn is_full(&self) -> bool {
        self.cases.len() >= MOST_CASES || self.errors.len() >= MOST_ERRORS
    }

    fn functions(&mut self, signature: &Signature) {
        for entry in self.list(TESTS) {
            if entry.is_dir || entry.extension() != Some("jsonl") {
                let error = ProblemError::new(&entry.path, "not a .jsonl file")
                    .with_hint("the cases of a function are lines of JSON; anything else belongs outside of tests/");
                self.errors.push(error);
                continue;
            }
            match self.folder.read_text(&entry.path, LARGEST_FILE) {
                Ok(text) => self.lines(&entry, &text, signature),
                Err(error) => self.errors.push(error),
            }
        }
    }

    fn lines(&mut self, entry: &Entry, text: &str, signature: &Signature) {
        let mut count = 0;
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            if self.is_full() {
                let error = ProblemError::new(&entry.path, "too much: the rest was not read").at(index + 1, 0);
                self.errors.push(error);
                return;
            }
            count += 1;
            let default = format!("{}-{count}", entry.stem());
            match self.line(line, default, signature) {
                Ok(case) => self.add(case, &entry.path, Some(index + 1)),
                Err(fault) => {
                    let error = ProblemError::new(&entry.path, fault.message).at(index + 1, fault.column);
                    self.errors.push(match fault.hint {
                        Some(hint) => error.with_hint(hint),
                        None => error,
                    });
                }
            }
        }
    }

    fn line(&self, text: &str, default: String, signature: &Signature) -> Result<TestCase, Fault> {
        let line: Line = serde_json::from_str(text).map_err(|error| Fault {
            message: without_place(&error.to_string()),
            column: error.column(),
            hint: Some(
                r#"a line is {"args": […], "expected": …}, with "sample": true and "name": "…" as needed"#.into(),
            ),
        })?;
        let args = signature.canonical_args(&line.args)?;
        let expected = match line.expected {
            Some(expected) => self.expected(signature, &args, &expected)?,
            None if self.needs_answers() => {
                return Err(Fault {
                    message: "`expected` is missing".into(),
                    column: 0,
                    hint: Some(format!("the checker {} compares with it", self.checker.name())),
                });
            }
            None => Expected::Nothing,
        };
        Ok(TestCase {
            name: line.name.unwrap_or(default).into(),
            input: CaseInput::Args(args.into()),
            expected,
            hidden: !line.sample,
        })
    }

    fn expected(&self, signature: &Signature, args: &[Value], expected: &Value) -> Result<Expected, Fault> {
        if !matches!(self.checker, Checker::OneOf) {
            let canonical = signature.canonical_expected(args, expected)?;
            return Ok(Expected::Value(Arc::new(canonical)));
        }
        let alternatives = expected.as_array().filter(|alternatives| !alternatives.is_empty());
        let Some(alternatives) = alternatives else {
            return Err(Fault {
                message: "`expected` is not an array of right answers".into(),
                column: 0,
                hint: Some("the checker one_of takes any element of it".into()),
            });
        };
        let canonical = alternatives
            .iter()
            .map(|value| signature.canonical_expected(args, value));
        let canonical = canonical.collect::<Result<Vec<_>, _>>()?;
        Ok(Expected::Value(Arc::new(Value::Array(canonical))))
    }

    /// Whether the checker compares with an expected answer.
    fn needs_answers(&self) -> bool {
        !matches!(self.checker, Checker::Termination | Checker::Custom(_))
    }

    fn programs(&mut self) {
        if self.folder.exists(SAMPLES) {
            let samples = self.list(SAMPLES);
            self.pairs(samples, true);
        }
        let entries = self.list(TESTS);
        let entries = entries
            .into_iter()
            .filter(|entry| !(entry.is_dir && entry.name == "sample"));
        self.pairs(entries.collect(), false);
    }

    fn pairs(&mut self, entries: Vec<Entry>, sample: bool) {
        let names: HashSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        let has = |stem: &str, extension: &str| names.contains(format!("{stem}.{extension}").as_str());
        for entry in &entries {
            if self.is_full() {
                self.errors
                    .push(ProblemError::new(&entry.path, "too much: the rest was not read"));
                return;
            }
            match entry.extension() {
                Some("in") if !entry.is_dir => self.pair(entry, has(entry.stem(), "ans"), sample),
                Some("ans") if !entry.is_dir && has(entry.stem(), "in") => {}
                Some("ans") if !entry.is_dir => {
                    let message = format!("there is no {}.in to this answer", entry.stem());
                    self.errors
                        .push(ProblemError::new(&entry.path, message).with_hint("add the input, or remove the answer"));
                }
                _ => {
                    let error = ProblemError::new(&entry.path, "neither a .in nor a .ans file")
                        .with_hint("anything else belongs outside of tests/; samples are in tests/sample");
                    self.errors.push(error);
                }
            }
        }
    }

    fn pair(&mut self, entry: &Entry, has_answer: bool, sample: bool) {
        let answer = entry.path.with_extension("ans");
        if !has_answer && self.needs_answers() {
            let message = format!("there is no {}.ans with the expected output", entry.stem());
            let hint = format!("the checker {} compares with it", self.checker.name());
            self.errors
                .push(ProblemError::new(&entry.path, message).with_hint(hint));
            return;
        }
        let input = self.folder.read(&entry.path, LARGEST_FILE);
        let expected = match has_answer {
            true => self
                .folder
                .read(&answer, LARGEST_FILE)
                .map(|bytes| Expected::Text(bytes.into())),
            false => Ok(Expected::Nothing),
        };
        let (input, expected) = match (input, expected) {
            (Ok(input), Ok(expected)) => (input, expected),
            (input, expected) => {
                self.errors.extend(input.err().into_iter().chain(expected.err()));
                return;
            }
        };
        if let (Checker::OneOf, Expected::Text(text)) = (self.checker, &expected)
            && serde_json::from_slice::<Vec<String>>(text).is_err()
        {
            let error = ProblemError::new(&answer, "not a JSON array of strings")
                .with_hint("the checker one_of takes any element of it");
            self.errors.push(error);
        }
        let prefix = if sample { "sample-" } else { "" };
        let case = TestCase {
            name: format!("{prefix}{}", entry.stem()).into(),
            input: CaseInput::Stdin(input.into()),
            expected,
            hidden: !sample,
        };
        self.add(case, &entry.path, None);
    }

    fn add(&mut self, case: TestCase, file: &Path, line: Option<usize>) {
        let place = match line {
            Some(line) => format!("{}:{line}", file.display()),
            None => file.display().to_string(),
        };
        if let Some(first) = self.names.insert(Arc::clone(&case.name), place) {
            let error = ProblemError::new(
                file,
                format!("a second case is called {:?}; the first is {first}", case.name),
            );
            let error = error.with_hint("names must be unique in the whole problem");
            self.errors.push(match line {
                Some(line) => error.at(line, 0),
                None => error,
            });
        }
        self.cases.push(case);
    }
}

/// What is wrong with one line.
struct Fault {
    message: String,
    /// 0: the line as a whole.
    column: usize,
    hint: Option<String>,
}

impl From<crate::Error> for Fault {
    fn from(error: crate::Error) -> Self {
        Self {
            message: error.message().to_owned(),
            column: 0,
            hint: error.hint().map(str::to_owned),
        }
    }
}

/// serde_json's message without its own "at line 1 column 7": the line is another one.
fn without_place(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message.get(..end).unwrap_or(message).to_owned()
}
