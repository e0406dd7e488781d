//! Real solutions, run bare: only with `DOCKEXEC_CORPUS` set, and only a corpus that is known to be benign.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use dockexec_core::execute::frames::Frame;
use dockexec_core::judge::Verdict;
use dockexec_core::judge::checker::{AnswerType, Checker, check_value};
use dockexec_core::wrap::{Signature, Task, starter_code};
use dockexec_core::{Language, Languages};
use serde::Deserialize;
use serde_json::Value;

use super::driver::{Harness, Reply, build, toolchain};

#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    language: String,
    source: String,
    signature: Value,
    compare: String,
    cases: Vec<Case>,
    #[serde(default)]
    starter: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Case {
    args: Vec<Value>,
    expected: Value,
}

fn rows() -> Vec<Row> {
    let Some(directory) = env::var_os("DOCKEXEC_CORPUS") else {
        println!("skipped: DOCKEXEC_CORPUS is not set");
        return Vec::new();
    };
    let text = fs::read_to_string(Path::new(&directory).join("function_cases.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn starter_code_is_what_people_know() {
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let (mut same, mut differ) = (0, Vec::new());
    for row in rows() {
        let (Ok(language), Some(starter)) = (Languages::find(&row.language), &row.starter) else {
            continue;
        };
        let ours = starter_code(&Signature::from_value(&row.signature).unwrap(), language).unwrap();
        match squeeze(&ours) == squeeze(starter) {
            true => same += 1,
            false => differ.push(format!("--- {}\n{ours}\n+++\n{starter}", row.id)),
        }
    }
    println!("starter code: {same} the same, {} different", differ.len());
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
}

#[test]
fn real_solutions_get_their_answers() {
    let only = env::var("DOCKEXEC_CORPUS_LANGUAGE").ok();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for row in rows() {
        if only.as_ref().is_some_and(|only| *only != row.language) {
            continue;
        }
        let Ok(language) = Languages::find(&row.language) else {
            continue;
        };
        let count = counts.entry(row.language.clone()).or_default();
        count.1 += 1;
        match check(language, &row) {
            Ok(()) => count.0 += 1,
            Err(failure) => failures.push(format!("{}: {failure}", row.id)),
        }
    }
    for (language, (right, all)) in &counts {
        println!("{language}: {right} of {all} right");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check(language: &'static Language, row: &Row) -> Result<(), String> {
    let Some(toolchain) = toolchain(language) else {
        return Err("skipped".to_owned());
    };
    let signature = Arc::new(Signature::from_value(&row.signature).map_err(|error| error.to_string())?);
    let ready = build(&toolchain, &row.source, &Task::Function(Arc::clone(&signature)))?;
    let (mut harness, first) = Harness::start(&ready);
    if !matches!(first, Reply::Frame(Frame::Ready)) {
        return Err(format!("{first:?}; {}", harness.stderr()));
    }
    let checker = match row.compare.as_str() {
        "any_order" => Checker::AnyOrder,
        "any_order_deep" => Checker::AnyOrderDeep,
        _ => Checker::Exact,
    };
    for (number, case) in (0..).zip(&row.cases) {
        let args = signature
            .canonical_args(&case.args)
            .map_err(|error| error.to_string())?;
        let expected = signature
            .canonical_expected(&args, &case.expected)
            .map_err(|error| error.to_string())?;
        let text = match harness.case(number, &serde_json::to_string(&args).unwrap()) {
            Reply::Frame(Frame::Answer(_, text)) => text,
            Reply::Frame(Frame::Error(_, payload)) => {
                return Err(format!("case {number}: {}", String::from_utf8_lossy(&payload)));
            }
            other => return Err(format!("case {number}: {other:?}; {}", harness.stderr())),
        };
        let answer = signature.read_answer(&args, &text).map_err(|fault| fault.to_string())?;
        let ty = match (&*signature, signature.step_types(&args)) {
            (_, Ok(Some(types))) => AnswerType::Steps(types.into_iter().cloned().collect()),
            (Signature::Function(function), _) => AnswerType::Value(function.answer_type().clone()),
            (_, Ok(None) | Err(_)) => return Err(format!("case {number} is not a valid class case")),
        };
        let opinion = check_value(&checker, &ty, &answer, &expected);
        if opinion.verdict != Verdict::Accepted {
            return Err(format!("case {number}: {answer} is not {expected}"));
        }
    }
    Ok(())
}
