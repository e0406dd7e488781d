//! Sanitizing real programs: none that should be judged is rejected, and hostile ones are found.
//!
//! Reads `function_cases.jsonl`, `stdio_cases.jsonl` and `hostile_cases.jsonl` from the directory in `DOCKEXEC_CORPUS`; without it there is nothing to do.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::Arc;

use dockexec_core::sanitize::{Finding, Profile, Sanitized, Scope, Strictness, sanitize};
use dockexec_core::{Languages, Submission};
use serde_json::Value;

fn rows(directory: &Path, file: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(directory.join(file)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text<'row>(row: &'row Value, key: &str) -> &'row str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The findings in a row, or `None` for a language that this build does not have.
fn findings(row: &Value, profile: &Profile) -> Option<Vec<Finding>> {
    let language = Languages::find(text(row, "language")).ok()?;
    let submission = Arc::new(Submission::new(language.id(), text(row, "source")));
    Some(match sanitize(&submission, language, profile).unwrap() {
        Sanitized::Rejected(findings) => findings,
        _ => Vec::new(),
    })
}

fn corpus() -> Option<std::path::PathBuf> {
    let directory = std::env::var_os("DOCKEXEC_CORPUS").map(Into::into);
    if directory.is_none() {
        println!("skipped: DOCKEXEC_CORPUS not set");
    }
    directory
}

fn describe(row: &Value, findings: &[Finding]) -> String {
    let found: Vec<_> = findings
        .iter()
        .map(|finding| format!("{}:{} {}", finding.span.line, finding.rule, finding.message))
        .collect();
    format!("{}: {}", text(row, "id"), found.join("; "))
}

#[test]
fn honest_functions_pass_in_strict() {
    let Some(directory) = corpus() else { return };
    let profile = Profile {
        strictness: Strictness::Strict,
        scope: Scope::Function,
        allow: Vec::new(),
    };
    let mut wrong = Vec::new();
    for row in rows(&directory, "function_cases.jsonl") {
        match findings(&row, &profile) {
            Some(found) if !found.is_empty() => wrong.push(describe(&row, &found)),
            _ => {}
        }
    }
    assert!(
        wrong.is_empty(),
        "{} honest functions are rejected:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn honest_programs_pass_in_lenient() {
    let Some(directory) = corpus() else { return };
    let profile = Profile {
        strictness: Strictness::Lenient,
        scope: Scope::Program,
        allow: Vec::new(),
    };
    let mut wrong = Vec::new();
    for row in rows(&directory, "stdio_cases.jsonl") {
        let Some(found) = findings(&row, &profile).filter(|found| !found.is_empty()) else {
            continue;
        };
        // Programs that start other programs are meant to be found, whatever they are for.
        if found.iter().all(|finding| finding.rule.ends_with("/process")) {
            println!("starts programs: {}", describe(&row, &found));
        } else {
            wrong.push(describe(&row, &found));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} honest programs are rejected:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn hostile_programs_are_found() {
    let Some(directory) = corpus() else { return };
    let profile = Profile {
        strictness: Strictness::Lenient,
        scope: Scope::Program,
        allow: Vec::new(),
    };
    let (mut expected, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
    for row in rows(&directory, "hostile_cases.jsonl") {
        let Some(found) = findings(&row, &profile) else {
            continue;
        };
        if row.get("llm_sandbox_expected_blocked").and_then(Value::as_bool) == Some(true) {
            expected += 1;
            if found.is_empty() {
                missed.push(text(&row, "id").to_owned());
            }
        }
        let verdicts = row.get("expected_verdicts").and_then(Value::as_array);
        if verdicts.is_some_and(|verdicts| !verdicts.iter().any(|verdict| verdict == "SV")) && !found.is_empty() {
            wrong.push(describe(&row, &found));
        }
    }
    println!(
        "{} of {expected} hostile programs found; not found: {}",
        expected - missed.len(),
        missed.join(", ")
    );
    assert!(
        wrong.is_empty(),
        "rejected, but a verdict is expected:\n{}",
        wrong.join("\n")
    );
    assert!(
        missed.len() * 4 < expected,
        "most hostile programs should be found; missed: {}",
        missed.join(", ")
    );
}
