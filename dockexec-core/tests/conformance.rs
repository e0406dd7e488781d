//! Holds the core to the conformance cases in `tests/conformance/*.toml`: requests in the wire shape of `dockexec batch`, with what must be in their answers.
//!
//! The format is described beside the files, which are read by the tests of the bindings and of the command line as well. The shapes of the wire belong to
//! the protocol crate, above this one; here is only as much of them as the files use.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/reply.rs"]
mod reply;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dockexec_core::judge::checker::{Checker, CustomChecker, Tolerance};
use dockexec_core::judge::{CaseDetails, PublicJudgement, Reveal};
use dockexec_core::problem::{CaseInput, Expected};
use dockexec_core::request::Isolation;
use dockexec_core::wrap::Signature;
use dockexec_core::{Error, JudgeRequest, Languages, Submission, TestCase};
use reply::compare;
use serde::Deserialize;
use serde_json::{Value, json};
use support::{LimitsText, engine, is_available, strictness};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "case")]
    cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    about: String,
    source: Option<String>,
    request: String,
    reply: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    #[serde(default)]
    v: Option<u64>,
    #[serde(default)]
    id: Value,
    kind: String,
    language: String,
    source: String,
    signature: Option<Value>,
    #[serde(default)]
    cases: Vec<CaseRecord>,
    #[serde(default)]
    tests: Vec<CaseRecord>,
    stdin: Option<String>,
    expected: Option<Value>,
    compare: Option<String>,
    float: Option<FloatRecord>,
    checker: Option<CheckerRecord>,
    #[serde(default)]
    limits: LimitsText,
    sanitize: Option<String>,
    #[serde(default)]
    allow: Vec<String>,
    #[serde(default)]
    stop_at_first: bool,
    isolation: Option<String>,
    reveal: Option<String>,
    #[serde(default)]
    files: std::collections::BTreeMap<String, String>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    interpreter_args: Vec<String>,
    #[serde(default)]
    compile_args: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseRecord {
    args: Option<Vec<Value>>,
    stdin: Option<String>,
    #[serde(default, deserialize_with = "present")]
    expected: Option<Value>,
    name: Option<String>,
    hidden: Option<bool>,
}

/// Tells `null`, which is a value, from a field that is not there.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FloatRecord {
    abs: Option<f64>,
    rel: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckerRecord {
    language: String,
    source: String,
}

#[test]
fn every_case_is_answered_as_its_file_says() {
    let mut misses = Vec::new();
    let mut count = 0;
    for (path, case) in cases() {
        count += 1;
        let place = format!("{}: {}", path.file_name().unwrap().to_string_lossy(), case.name);
        match answer(&case) {
            None => println!("{place} is skipped"),
            Some(reply) => {
                let wanted: Value =
                    serde_json::from_str(&case.reply).unwrap_or_else(|error| panic!("{place}: reply: {error}"));
                let mut found = Vec::new();
                compare("", &wanted, &reply, &mut found);
                if !found.is_empty() {
                    misses.push(format!(
                        "{place} ({})\n    {}\n    answer: {reply}",
                        case.about,
                        found.join("\n    ")
                    ));
                }
            }
        }
    }
    assert!(count >= 40, "only {count} cases were found");
    assert!(
        misses.is_empty(),
        "{} of {count} cases:\n{}",
        misses.len(),
        misses.join("\n")
    );
}

fn cases() -> Vec<(PathBuf, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        file.cases.into_iter().map(move |case| (path.clone(), case))
    };
    paths.into_iter().flat_map(read).collect()
}

/// The answer to a case; `None` when its toolchain is missing here.
fn answer(case: &Case) -> Option<Value> {
    let mut request: Value =
        serde_json::from_str(&case.request).unwrap_or_else(|error| panic!("{}: request: {error}", case.name));
    if let (Some(source), Some(fields)) = (&case.source, request.as_object_mut()) {
        fields.insert("source".into(), source.as_str().into());
    }
    if let Some(language) = request.get("language").and_then(Value::as_str)
        && Languages::find(language).is_ok()
        && !is_available(language)
    {
        return None;
    }
    Some(match judge(request) {
        Ok(reply) => reply,
        Err(error) => json!({"error": {"code": error.code(), "message": error.message()}}),
    })
}

fn judge(request: Value) -> dockexec_core::Result<Value> {
    let record =
        Record::deserialize(request).map_err(|error| Error::bad_request("invalid-request", error.to_string()))?;
    let id = record.id.clone();
    let reveal = record.reveal.as_deref().and_then(Reveal::parse);
    let request = job(record, reveal.is_some())?;
    let judgement = engine().judge(&request)?;
    let public = PublicJudgement::new(&judgement, &request.cases, reveal.unwrap_or_default());
    Ok(wire_record(id, &public))
}

fn job(record: Record, hidden: bool) -> dockexec_core::Result<JudgeRequest> {
    assert!(record.v.is_none_or(|version| version == 1));
    let bytes = |text: String| text.into_bytes();
    let submission = Submission {
        language: record.language,
        source: bytes(record.source),
        files: record
            .files
            .into_iter()
            .map(|(name, text)| (name, bytes(text)))
            .collect(),
        args: record.args,
        interpreter_args: record.interpreter_args,
        compile_args: record.compile_args,
    };
    let mut request = match record.kind.as_str() {
        "function" => {
            let signature = Signature::from_value(&record.signature.unwrap_or_default())?;
            let cases = record.cases.into_iter().map(|case| case.into_case(hidden));
            JudgeRequest::function(submission, signature, cases.collect::<Vec<_>>())
        }
        "stdio" => {
            let mut tests = record.tests;
            if tests.is_empty() {
                let only = CaseRecord {
                    stdin: record.stdin,
                    expected: record.expected,
                    ..CaseRecord::default()
                };
                tests.push(only);
            }
            let cases: Vec<TestCase> = tests.into_iter().map(|case| case.into_case(hidden)).collect();
            let silent = cases.iter().all(|case| case.expected == Expected::Nothing);
            let mut request = JudgeRequest::program(submission, cases);
            if silent {
                request.checker = Checker::Termination;
            }
            request
        }
        "run" => JudgeRequest::free_run(submission, bytes(record.stdin.unwrap_or_default())),
        other => return Err(Error::bad_request("invalid-request", format!("unknown kind {other:?}"))),
    };
    if let Some(checker) = record.checker {
        request.checker = Checker::Custom(CustomChecker {
            language: checker.language,
            source: checker.source,
        });
    } else if let Some(name) = &record.compare {
        let default = Tolerance::default();
        let tolerance = record.float.map(|float| Tolerance {
            abs: float.abs.unwrap_or(default.abs),
            rel: float.rel.unwrap_or(default.rel),
        });
        request.checker = Checker::parse(name, tolerance)?;
    }
    record.limits.apply(&mut request.limits);
    if let Some(name) = &record.sanitize {
        request.profile.strictness = strictness(name);
    }
    request.profile.allow = record.allow;
    request.stop_at_first = record.stop_at_first;
    if record.isolation.as_deref() == Some("per-case") {
        request.isolation = Isolation::PerCase;
    }
    Ok(request)
}

impl CaseRecord {
    fn into_case(self, hidden: bool) -> TestCase {
        let (input, expected) = match self.args {
            Some(args) => {
                let expected = self
                    .expected
                    .map_or(Expected::Nothing, |value| Expected::Value(Arc::new(value)));
                (CaseInput::Args(args.into()), expected)
            }
            None => {
                let expected = match self.expected {
                    Some(Value::String(text)) => Expected::Text(text.into_bytes().into()),
                    _ => Expected::Nothing,
                };
                (
                    CaseInput::Stdin(self.stdin.unwrap_or_default().into_bytes().into()),
                    expected,
                )
            }
        };
        TestCase {
            name: self.name.unwrap_or_default().into(),
            input,
            expected,
            hidden: self.hidden.unwrap_or(hidden),
        }
    }
}

fn wire_record(id: Value, judgement: &PublicJudgement) -> Value {
    let cases: Vec<Value> = judgement
        .cases
        .iter()
        .map(|case| {
            let mut record = json!({"index": case.index, "verdict": case.verdict.code(), "hidden": case.hidden});
            if let (Some(details), Some(fields)) = (&case.details, record.as_object_mut()) {
                fields.extend(details_of(details));
            }
            record
        })
        .collect();
    let findings = judgement.findings.iter().map(|found| {
        json!({"rule": found.rule, "message": found.message, "help": found.help, "line": found.span.line, "column": found.span.column})
    });
    let diagnostics = judgement.diagnostics.iter().map(|found| {
        json!({
            "severity": found.severity.as_str(), "message": found.message, "file": found.file, "line": found.line, "column": found.column
        })
    });
    json!({
        "v": 1,
        "id": id,
        "verdict": judgement.verdict.code(),
        "stage": judgement.stage.as_str(),
        "message": judgement.message,
        "tier": judgement.tier,
        "passed": judgement.totals.passed,
        "ran": judgement.totals.ran,
        "total": judgement.totals.total,
        "cases": cases,
        "findings": findings.collect::<Vec<_>>(),
        "diagnostics": diagnostics.collect::<Vec<_>>(),
    })
}

fn details_of(details: &CaseDetails) -> serde_json::Map<String, Value> {
    let record = json!({
        "output": details.output,
        "expected": details.expected,
        "stdout": details.stdout,
        "stderr": details.stderr,
        "message": details.message,
        "exit_code": details.exit_code,
        "signal": details.signal,
        "truncated": details.truncated,
    });
    match record {
        Value::Object(fields) => fields,
        _ => serde_json::Map::new(),
    }
}

#[test]
fn a_false_expectation_is_noticed() {
    let reply = json!({"verdict": "AC", "cases": [{"output": 2}], "message": null});
    let misses = |wanted: Value| {
        let mut found = Vec::new();
        compare("", &wanted, &reply, &mut found);
        found.len()
    };
    assert_eq!(misses(json!({"verdict": "AC", "cases": [{"output": 2.0}]})), 0);
    assert_eq!(
        misses(json!({"verdict": {"$any": ["AC", "WA"]}, "cases": {"$at_least": 1}})),
        0
    );
    assert_eq!(misses(json!({"verdict": {"$contains": "C"}, "message": null})), 0);
    assert_eq!(misses(json!({"verdict": "WA"})), 1);
    assert_eq!(misses(json!({"cases": []})), 1);
    assert_eq!(misses(json!({"cases": [{"output": 3}]})), 1);
    assert_eq!(misses(json!({"verdict": {"$any": ["WA"]}})), 1);
    assert_eq!(misses(json!({"verdict": {"$contains": "W"}})), 1);
    assert_eq!(misses(json!({"cases": {"$at_least": 2}})), 1);
    assert_eq!(misses(json!({"missing": 1})), 1);
}
