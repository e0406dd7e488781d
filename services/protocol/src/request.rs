//! What a batch asks for, line by line, and how that becomes a request to the engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use dockexec_core::judge::Reveal;
use dockexec_core::judge::checker::{Checker, CustomChecker, Tolerance};
use dockexec_core::problem::{CaseInput, Expected, Isolation};
use dockexec_core::sanitize::Strictness;
use dockexec_core::wrap::Signature;
use dockexec_core::{Error, JudgeRequest, Limits, Result, Submission, TestCase};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::job::Job;
use crate::limits::LimitsRecord;

/// What a caller calls its request: a string or an integer, given back as it came. Need not be unique.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Id {
    /// Text.
    Text(String),
    /// An integer.
    Number(i64),
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// One line of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum BatchRequest {
    /// Judge a LeetCode-style function or class.
    Function(Box<FunctionRequest>),
    /// Judge a program by its standard output.
    Stdio(Box<StdioRequest>),
    /// Run a program and report what it printed and how it ended.
    Run(Box<RunRequest>),
}

/// Declares a kind of request: the type of its `kind`, its own fields, and those that every kind has.
macro_rules! request {
    ($(#[$about:meta])* $name:ident, $kind:ident = $text:literal { $($own:tt)* }) => {
        #[doc = concat!("The `kind` of [`", stringify!($name), "`].")]
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        pub enum $kind {
            #[doc = concat!("`", $text, "`.")]
            #[default]
            #[serde(rename = $text)]
            Only,
        }

        $(#[$about])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Version of the record: 1, also when left out.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub v: Option<u64>,
            /// Given back with the answer.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub id: Option<Id>,
            /// Which kind of request it is, and so which fields it has.
            pub kind: $kind,
            /// Id or alias of a language, such as `python`.
            pub language: String,
            /// The source.
            pub source: String,
            /// More files for the work directory: name → text.
            #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
            pub files: BTreeMap<String, String>,
            /// Arguments of the program.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub args: Vec<String>,
            /// Arguments of the interpreter or virtual machine, each on the language's allow-list.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub interpreter_args: Vec<String>,
            /// Arguments of the compiler, each on the language's allow-list.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub compile_args: Vec<String>,
            /// What the submission may use.
            #[serde(default)]
            pub limits: LimitsRecord,
            /// `strict`, `lenient` or `off`. Default: what `--sanitize` says, else `strict` for functions and `lenient` for programs.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub sanitize: Option<String>,
            /// Ids of sanitizer rules, or names such as `os.environ`, that are allowed on top.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub allow: Vec<String>,
            $($own)*
        }

        impl $name {
            fn submission(&mut self) -> Submission {
                let files = std::mem::take(&mut self.files);
                Submission {
                    language: std::mem::take(&mut self.language),
                    source: std::mem::take(&mut self.source).into_bytes(),
                    files: files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect(),
                    args: std::mem::take(&mut self.args),
                    interpreter_args: std::mem::take(&mut self.interpreter_args),
                    compile_args: std::mem::take(&mut self.compile_args),
                }
            }

            /// What every kind of request says besides its cases.
            fn settle(&mut self, request: &mut JudgeRequest, defaults: &Defaults) -> Result<()> {
                request.limits = self.limits.over(Limits::default())?;
                let named = self.sanitize.as_deref().map(strictness).transpose()?;
                if let Some(strictness) = named.or(defaults.sanitize) {
                    request.profile.strictness = strictness;
                }
                request.profile.allow = std::mem::take(&mut self.allow);
                request.stop_at_first = defaults.stop_at_first;
                Ok(())
            }
        }
    };
}

request! {
    /// Judge a LeetCode-style function or class: a case is its arguments, answered by a value.
    FunctionRequest, FunctionKind = "function" {
        /// LeetCode's metaData, as an object or as the string LeetCode sends.
        pub signature: Value,
        /// The cases, in the order in which they are judged.
        pub cases: Vec<FunctionCase>,
        /// `exact` (default), `any_order`, `any_order_deep`, `float`, `one_of`, `termination` or `custom`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub compare: Option<String>,
        /// The tolerance of `float`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub float: Option<FloatRecord>,
        /// The program of `custom`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub checker: Option<CheckerRecord>,
        /// `none`, `first_failing` or `all`: what the answer shows of hidden cases. Where it is given, cases are hidden unless they say otherwise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reveal: Option<String>,
        /// Judge no further than the first case that fails. Default: what `--stop-at-first` says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub stop_at_first: Option<bool>,
        /// `shared` (default): cases are streamed to one process; `per-case`: a fresh process for each.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub isolation: Option<String>,
    }
}

request! {
    /// Judge a program by its standard output. One test as `stdin` and `expected`, or several as `tests`.
    StdioRequest, StdioKind = "stdio" {
        /// The standard input of the only test.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub stdin: Option<String>,
        /// What the program should print in the only test; `null` or left out: it is judged by how it ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub expected: Option<String>,
        /// The tests, instead of `stdin` and `expected`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tests: Option<Vec<StdioTest>>,
        /// `exact` (default), `tokens`, `lines`, `float`, `any_order`, `any_order_deep`, `one_of`, `termination` or `custom`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub compare: Option<String>,
        /// The tolerance of `float`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub float: Option<FloatRecord>,
        /// The program of `custom`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub checker: Option<CheckerRecord>,
        /// `none`, `first_failing` or `all`: what the answer shows of hidden tests. Where it is given, tests are hidden unless they say otherwise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reveal: Option<String>,
        /// Judge no further than the first test that fails. Default: what `--stop-at-first` says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub stop_at_first: Option<bool>,
    }
}

request! {
    /// Run a program once: nothing is compared, and output past its limit is cut instead of being a verdict.
    RunRequest, RunKind = "run" {
        /// Its standard input. Default: empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub stdin: Option<String>,
    }
}

/// A case of a function.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FunctionCase {
    /// The arguments, one for each parameter; of a class the two lists: names of the calls and their arguments.
    pub args: Vec<Value>,
    /// What it should answer. Left out: any answer is right. `null` is a value: an empty list or tree, the answer of a `void` function.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Value")]
    pub expected: Option<Value>,
    /// What the case is called in the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is hidden from the submission's author. Default: whether the request has `reveal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
}

/// Tells `null` from a field that is not there.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// A test of a program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StdioTest {
    /// Its standard input.
    #[serde(default)]
    pub stdin: String,
    /// What it should print; `null` or left out: it is judged by how it ends. Either all tests of a request expect something, or none.
    #[serde(default)]
    pub expected: Option<String>,
    /// What the test is called in the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is hidden from the submission's author. Default: whether the request has `reveal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
}

/// A tolerance: a number is right when it is within either of the two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FloatRecord {
    /// Largest absolute difference. Default 1e-5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abs: Option<f64>,
    /// Largest difference relative to the expected number. Default 1e-6.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rel: Option<f64>,
}

/// A checker program. It is run in the sandbox as `checker input output answer` and exits with 0 (right), 1 (wrong) or 2 (presentation error).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckerRecord {
    /// Its language.
    pub language: String,
    /// Its source.
    pub source: String,
}

/// What holds for requests that say nothing else.
#[derive(Debug, Clone, Copy, Default)]
pub struct Defaults {
    /// The sanitizer's strictness; `None`: `strict` for functions, `lenient` for programs.
    pub sanitize: Option<Strictness>,
    /// Judge no further than the first case that fails.
    pub stop_at_first: bool,
}

impl BatchRequest {
    /// Its id.
    pub fn id(&self) -> Option<&Id> {
        match self {
            Self::Function(request) => request.id.as_ref(),
            Self::Stdio(request) => request.id.as_ref(),
            Self::Run(request) => request.id.as_ref(),
        }
    }

    /// Brings it into the engine's form.
    ///
    /// # Errors
    /// `BadRequest` or `Unsupported`: which field, its value, what it may be.
    pub fn into_job(self, defaults: &Defaults) -> Result<Job> {
        match self {
            Self::Function(request) => request.into_job(defaults),
            Self::Stdio(request) => request.into_job(defaults),
            Self::Run(request) => request.into_job(defaults),
        }
    }
}

impl FunctionRequest {
    fn into_job(mut self, defaults: &Defaults) -> Result<Job> {
        let signature = Signature::from_value(&self.signature)?;
        let checker = checker(self.compare.as_deref(), self.float, self.checker.take())?;
        let hidden = self.reveal.is_some();
        let reveal = reveal(self.reveal.as_deref())?;
        let isolation = self.isolation.as_deref().map(isolation).transpose()?;
        let cases: Arc<[TestCase]> = std::mem::take(&mut self.cases)
            .into_iter()
            .map(|case| case.into_case(hidden))
            .collect();
        some_cases(&cases, "cases")?;
        let mut request = JudgeRequest::function(self.submission(), signature, cases);
        self.settle(&mut request, defaults)?;
        request.checker = checker;
        request.stop_at_first = self.stop_at_first.unwrap_or(request.stop_at_first);
        request.isolation = isolation.unwrap_or_default();
        Ok(Job { request, reveal })
    }
}

impl FunctionCase {
    fn into_case(self, hidden: bool) -> TestCase {
        TestCase {
            name: self.name.unwrap_or_default().into(),
            input: CaseInput::Args(self.args.into()),
            expected: self
                .expected
                .map_or(Expected::Nothing, |value| Expected::Value(Arc::new(value))),
            hidden: self.hidden.unwrap_or(hidden),
        }
    }
}

impl StdioRequest {
    fn into_job(mut self, defaults: &Defaults) -> Result<Job> {
        let tests = self.take_tests()?;
        let hidden = self.reveal.is_some();
        let reveal = reveal(self.reveal.as_deref())?;
        let mut checker = checker(self.compare.as_deref(), self.float, self.checker.take())?;
        let silent = tests.iter().filter(|test| test.expected.is_none()).count();
        if silent > 0 && !matches!(checker, Checker::Custom(_)) {
            if silent < tests.len() {
                let message = format!("{silent} of {} tests expect nothing, the others something", tests.len());
                return Err(Error::bad_request("invalid-testcase", message)
                    .with_hint("ask for the tests that are judged by termination alone in a request of their own"));
            }
            checker = Checker::Termination;
        }
        let cases: Arc<[TestCase]> = tests.into_iter().map(|test| test.into_case(hidden)).collect();
        some_cases(&cases, "tests")?;
        let mut request = JudgeRequest::program(self.submission(), cases);
        self.settle(&mut request, defaults)?;
        request.checker = checker;
        request.stop_at_first = self.stop_at_first.unwrap_or(request.stop_at_first);
        Ok(Job { request, reveal })
    }

    fn take_tests(&mut self) -> Result<Vec<StdioTest>> {
        let (stdin, expected) = (self.stdin.take(), self.expected.take());
        match self.tests.take() {
            Some(_) if stdin.is_some() || expected.is_some() => Err(Error::bad_request(
                "invalid-request",
                "`tests` and `stdin` or `expected` exclude each other",
            )
            .with_hint("put `stdin` and `expected` into `tests`")),
            Some(tests) => Ok(tests),
            None => Ok(vec![StdioTest {
                stdin: stdin.unwrap_or_default(),
                expected,
                name: None,
                hidden: None,
            }]),
        }
    }
}

impl StdioTest {
    fn into_case(self, hidden: bool) -> TestCase {
        TestCase {
            name: self.name.unwrap_or_default().into(),
            input: CaseInput::Stdin(self.stdin.into_bytes().into()),
            expected: self
                .expected
                .map_or(Expected::Nothing, |text| Expected::Text(text.into_bytes().into())),
            hidden: self.hidden.unwrap_or(hidden),
        }
    }
}

impl RunRequest {
    fn into_job(mut self, defaults: &Defaults) -> Result<Job> {
        let stdin = self.stdin.take().unwrap_or_default().into_bytes();
        let mut request = JudgeRequest::free_run(self.submission(), stdin);
        self.settle(&mut request, defaults)?;
        Ok(Job {
            request,
            reveal: Reveal::All,
        })
    }
}

fn some_cases(cases: &[TestCase], field: &str) -> Result<()> {
    if cases.is_empty() {
        return Err(Error::bad_request("no-cases", format!("`{field}` is empty"))
            .with_hint("a submission is judged by at least one case; to run it without one, use the kind `run`"));
    }
    Ok(())
}

fn checker(compare: Option<&str>, float: Option<FloatRecord>, program: Option<CheckerRecord>) -> Result<Checker> {
    let name = compare.unwrap_or(if float.is_some() { "float" } else { "exact" });
    match (name, program) {
        ("custom", Some(CheckerRecord { language, source })) => {
            dockexec_core::Languages::find(&language)?;
            Ok(Checker::Custom(CustomChecker { language, source }))
        }
        (_, Some(_)) => Err(
            Error::bad_request("custom-checker", format!("compare {name:?} takes no `checker`"))
                .with_hint("set `compare` to \"custom\", or leave `checker` out"),
        ),
        (_, None) => {
            let tolerance = float.map(|FloatRecord { abs, rel }| {
                let usual = Tolerance::default();
                Tolerance {
                    abs: abs.unwrap_or(usual.abs),
                    rel: rel.unwrap_or(usual.rel),
                }
            });
            Checker::parse(name, tolerance)
        }
    }
}

pub(crate) fn reveal(name: Option<&str>) -> Result<Reveal> {
    let Some(name) = name else { return Ok(Reveal::None) };
    Reveal::parse(name).ok_or_else(|| unknown("reveal", name, Reveal::NAMES.map(|(name, _)| name)))
}

pub(crate) fn isolation(name: &str) -> Result<Isolation> {
    Isolation::parse(name).ok_or_else(|| unknown("isolation", name, Isolation::NAMES.map(|(name, _)| name)))
}

/// The strictness that a request calls `name`.
///
/// # Errors
/// `BadRequest` with the names there are.
pub fn strictness(name: &str) -> Result<Strictness> {
    match name {
        "strict" => Ok(Strictness::Strict),
        "lenient" => Ok(Strictness::Lenient),
        "off" => Ok(Strictness::Off),
        _ => Err(unknown("sanitize", name, ["strict", "lenient", "off"])),
    }
}

fn unknown<const N: usize>(field: &str, value: &str, known: [&str; N]) -> Error {
    let value: String = value.chars().take(40).collect();
    Error::bad_request("invalid-request", format!("{field} is {value:?}"))
        .with_hint(format!("one of: {}", known.join(", ")))
}
