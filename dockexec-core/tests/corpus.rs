//! Runs a corpus of real submissions through the engine: `DOCKEXEC_CORPUS=<folder> cargo test -p dockexec-core --test corpus -- --nocapture`.
//!
//! The folder has up to three files of JSON lines. `function_cases.jsonl`: `id, language, source, signature` (LeetCode metaData), `cases` (`args`, `expected`),
//! `compare`, `expected_verdicts`; judged with the sanitizer strict, and again with it off. `stdio_cases.jsonl`: `id, language, source, stdin, expected_stdout, compare,
//! expected_verdicts`, and where a row needs them `files` and `parameters`; judged leniently. `hostile_cases.jsonl`: `id, language, source`, and `expected_verdicts` where
//! only some are right; judged leniently and with the sanitizer off. A row of a language that DockExec does not speak is counted, and must be refused as such.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs, thread};

use dockexec_core::judge::checker::Checker;
use dockexec_core::sanitize::Strictness;
use dockexec_core::wrap::Signature;
use dockexec_core::{Error, JudgeRequest, Judgement, Languages, Result, Submission};
use serde_json::Value;
use support::{engine, function_case, program_case};

/// What came of the rows of one file under one strictness.
#[derive(Default)]
struct Tally {
    /// Language → right, all.
    languages: BTreeMap<String, (usize, usize)>,
    unknown: BTreeMap<String, usize>,
    /// Rows that need what no request can have: a linter, an argument that is not on an allow-list.
    apart: Vec<String>,
    misses: Vec<String>,
}

#[test]
fn every_function_is_judged_right() {
    let rows = rows("function_cases.jsonl");
    for strictness in [Strictness::Strict, Strictness::Off] {
        run(&format!("functions, sanitizing {strictness:?}"), &rows, |row| {
            function(row, strictness)
        });
    }
}

#[test]
fn every_program_is_judged_right() {
    run("programs, sanitizing Lenient", &rows("stdio_cases.jsonl"), program);
}

#[test]
fn every_hostile_program_is_harmless() {
    let rows = rows("hostile_cases.jsonl");
    for strictness in [Strictness::Lenient, Strictness::Off] {
        run(&format!("hostile programs, sanitizing {strictness:?}"), &rows, |row| {
            hostile(row, strictness)
        });
    }
}

fn rows(name: &str) -> Vec<Value> {
    let Some(folder) = env::var_os("DOCKEXEC_CORPUS").map(PathBuf::from) else {
        println!("skipped: DOCKEXEC_CORPUS not set");
        return Vec::new();
    };
    let path = Path::new(&folder).join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Judges all rows, as many at a time as the engine takes, prints the tally, and fails on any miss.
fn run(title: &str, rows: &[Value], request: impl Fn(&Value) -> Result<JudgeRequest> + Sync) {
    let (next, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    if rows.is_empty() {
        return;
    }
    thread::scope(|scope| {
        for _ in 0..engine().jobs() {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    judge(row, &request, &tally);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    println!("{title}:");
    for (language, (right, all)) in &tally.languages {
        println!("  {language}: {right} of {all}");
    }
    for (language, count) in &tally.unknown {
        println!("  {language}: {count} refused as an unknown language");
    }
    for row in &tally.apart {
        println!("  apart: {row}");
    }
    for miss in &tally.misses {
        println!("  MISS {miss}");
    }
    assert!(tally.misses.is_empty(), "{title}: {} misses", tally.misses.len());
}

fn judge(row: &Value, request: &dyn Fn(&Value) -> Result<JudgeRequest>, tally: &Mutex<Tally>) {
    let (id, language) = (text(row, "id"), text(row, "language"));
    if text(row, "portability").contains("pylint") {
        tally
            .lock()
            .unwrap()
            .apart
            .push(format!("{id}: {}", text(row, "portability")));
        return;
    }
    let outcome = request(row).and_then(|request| engine().judge(&request));
    if Languages::find(language).is_err() {
        let refused = outcome.as_ref().is_err_and(|error| error.code() == "unknown-language");
        let mut tally = tally.lock().unwrap();
        if refused {
            *tally.unknown.entry(language.into()).or_default() += 1;
        } else {
            tally.misses.push(format!("{id}: {language} is not refused"));
        }
        return;
    }
    if let Err(error) = &outcome
        && error.code() == "argument-not-allowed"
    {
        tally.lock().unwrap().apart.push(format!("{id}: {error}"));
        return;
    }
    let wrong = complaint(row, &outcome);
    let mut tally = tally.lock().unwrap();
    let (right, all) = tally.languages.entry(language.into()).or_default();
    *all += 1;
    match wrong {
        None => *right += 1,
        Some(why) => tally.misses.push(format!("{id}: {why}")),
    }
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// What is wrong with the outcome of a row, with everything that helps to find the cause.
fn complaint(row: &Value, outcome: &Result<Judgement>) -> Option<String> {
    let judgement = match outcome {
        Err(error) => return Some(format!("judge error {}: {error}", error.code())),
        Ok(judgement) => judgement,
    };
    let wanted = row.get("expected_verdicts").and_then(Value::as_array);
    let is_right = wanted.is_none_or(|codes| codes.iter().any(|code| code == judgement.verdict.code()));
    if is_right {
        return None;
    }
    let case = judgement.first_failing();
    let short = |text: &str| text.chars().take(300).collect::<String>();
    let mut why = format!(
        "{} instead of {}",
        judgement.verdict,
        row.get("expected_verdicts").unwrap_or(&Value::Null)
    );
    if let Some(case) = case {
        why += &format!(
            "; case {}: {} | cpu {} ms, wall {} ms | stderr {:?} | stdout {:?}",
            case.index,
            short(case.message.as_deref().unwrap_or_default()),
            case.cpu.as_millis(),
            case.wall.as_millis(),
            short(&case.stderr),
            short(&case.stdout)
        );
    }
    for found in judgement.findings.iter().take(3) {
        why += &format!(
            "; finding {} in line {}: {}",
            found.rule, found.span.line, found.message
        );
    }
    for found in judgement.diagnostics.iter().take(3) {
        why += &format!("; line {:?}: {}", found.line, short(&found.message));
    }
    if let Some(message) = &judgement.message {
        why += &format!("; {}", short(message));
    }
    Some(why)
}

fn function(row: &Value, strictness: Strictness) -> Result<JudgeRequest> {
    let signature = Signature::from_value(row.get("signature").unwrap_or(&Value::Null))?;
    let none = Vec::new();
    let cases = row
        .get("cases")
        .and_then(Value::as_array)
        .unwrap_or(&none)
        .iter()
        .enumerate();
    let cases = cases.map(|(index, case)| {
        let args = case.get("args").and_then(Value::as_array).unwrap_or(&none);
        function_case(index, args, case.get("expected"), false)
    });
    let submission = Submission::new(text(row, "language"), text(row, "source"));
    let mut request = JudgeRequest::function(submission, signature, cases.collect::<Vec<_>>());
    request.checker = Checker::parse(text(row, "compare"), None)?;
    request.profile.strictness = strictness;
    Ok(request)
}

fn program(row: &Value) -> Result<JudgeRequest> {
    let strings = |value: Option<&Value>| -> Vec<String> {
        let items = value.and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let parameter = |name: &str| strings(row.get("parameters").and_then(|parameters| parameters.get(name)));
    let files = row.get("files").and_then(Value::as_object).into_iter().flatten();
    let submission = Submission {
        files: files
            .map(|(name, text)| (name.clone(), text.as_str().unwrap_or_default().into()))
            .collect(),
        args: parameter("runargs"),
        interpreter_args: parameter("interpreterargs"),
        compile_args: parameter("compileargs"),
        ..Submission::new(text(row, "language"), text(row, "source"))
    };
    let expected = row.get("expected_stdout").and_then(Value::as_str);
    let case = program_case(0, text(row, "stdin").as_bytes(), expected, false);
    let mut request = JudgeRequest::program(submission, [case]);
    request.checker = match (text(row, "compare"), expected) {
        ("exit status", _) | (_, None) => Checker::Termination,
        (name, _) => Checker::parse(name, None)?,
    };
    let processes = row
        .get("parameters")
        .and_then(|parameters| parameters.get("numprocs"))
        .and_then(Value::as_u64);
    if let Some(processes) = processes.and_then(|count| u32::try_from(count).ok()) {
        request.limits.processes = processes;
    }
    if let Some(seconds) = row.get("time_limit_s").and_then(Value::as_u64) {
        request.limits.cpu = Duration::from_secs(seconds);
    }
    if let Some(memory) = row.get("memory_mb").and_then(Value::as_u64) {
        request.limits.memory = memory << 20;
    }
    Ok(request)
}

fn hostile(row: &Value, strictness: Strictness) -> Result<JudgeRequest> {
    let language = text(row, "language");
    if text(row, "source").is_empty() {
        return Err(Error::bad_request("corpus", "the row has no source"));
    }
    let mut request = JudgeRequest::free_run(Submission::new(language, text(row, "source")), *b"");
    // Judged, not run freely: a flood of output is a verdict then.
    request.truncate_output = false;
    request.profile.strictness = strictness;
    Ok(request)
}
