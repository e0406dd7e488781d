//! The conformance cases of the core through `dockexec batch`: it answers as the files say, and as the library does, field for field, but for what is measured.
// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

#[path = "../../../dockexec-core/tests/support/reply.rs"]
mod reply;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use dockexec_core::Engine;
use dockexec_protocol::{Defaults, ErrorLine, ErrorRecord, read_request};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct File {
    #[serde(rename = "case")]
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    source: Option<String>,
    request: String,
    reply: String,
}

/// Fields that differ from run to run, and the one that tells where in a batch a request was.
const MEASURED: [&str; 7] = [
    "cpu_ms",
    "max_case_cpu_ms",
    "startup_cpu_ms",
    "wall_ms",
    "memory_bytes",
    "instructions",
    "line",
];

#[test]
fn the_command_answers_as_the_library_does_and_as_the_files_say() {
    let engine = match Engine::builder().jobs(2).build() {
        Ok(engine) => engine,
        Err(why) => return println!("skipped: {why}"),
    };
    let cases = cases();
    assert!(cases.len() >= 40, "only {} cases were found", cases.len());
    let lines: Vec<String> = cases.iter().map(request).collect();
    let printed = batch(&lines);
    assert_eq!(printed.len(), cases.len(), "one answer a line");
    let mut misses = Vec::new();
    for ((case, line), printed) in cases.iter().zip(&lines).zip(&printed) {
        // Another version of a compiler is no reason to differ, but one that is missing is answered with an error that no file asks for.
        if printed["error"]["code"] == "toolchain-missing" {
            println!("{} is skipped: {}", case.name, printed["error"]["message"]);
            continue;
        }
        let mut found = Vec::new();
        reply::compare("", &serde_json::from_str(&case.reply).unwrap(), printed, &mut found);
        let (ours, theirs) = (unmeasured(library(&engine, line)), unmeasured(printed.clone()));
        if ours != theirs {
            found.push(format!("the library: {ours}\n    the command: {theirs}"));
        }
        if !found.is_empty() {
            misses.push(format!("{}\n    {}", case.name, found.join("\n    ")));
        }
    }
    assert!(
        misses.is_empty(),
        "{} of {}:\n{}",
        misses.len(),
        cases.len(),
        misses.join("\n")
    );
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dockexec-core/tests/conformance");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let read = |path| {
        toml::from_str::<File>(&fs::read_to_string(path).unwrap())
            .unwrap()
            .cases
    };
    paths.iter().flat_map(read).collect()
}

/// A case's request as one line.
fn request(case: &Case) -> String {
    let mut request: Value = serde_json::from_str(&case.request).unwrap();
    if let (Some(source), Some(fields)) = (&case.source, request.as_object_mut()) {
        fields.insert("source".into(), source.as_str().into());
    }
    request.to_string()
}

/// The answers of `dockexec batch`, in the order of the requests.
fn batch(lines: &[String]) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dockexec"))
        .arg("batch")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = command.stdin.take().unwrap();
    let text = lines.join("\n");
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = command.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    answers.sort_by_key(|answer| answer["line"].as_u64());
    answers
}

/// The answer of the library to the same line.
fn library(engine: &Engine, line: &str) -> Value {
    let as_value = |line: &ErrorLine| serde_json::to_value(line).unwrap();
    let judged = || -> Result<Value, Value> {
        let request = read_request(line.as_bytes()).map_err(|rejected| as_value(&rejected.into_line(1)))?;
        let id = request.id().cloned();
        let refused =
            |error: dockexec_core::Error| as_value(&ErrorLine::new(id.clone(), Some(1), ErrorRecord::from(&error)));
        let job = request.into_job(&Defaults::default()).map_err(refused)?;
        let judgement = engine.judge(&job.request).map_err(refused)?;
        Ok(serde_json::to_value(job.answer(&judgement, id, Some(1))).unwrap())
    };
    judged().unwrap_or_else(|refused| refused)
}

/// Without what differs from run to run.
fn unmeasured(mut answer: Value) -> Value {
    match &mut answer {
        Value::Object(fields) => {
            fields.retain(|name, _| !MEASURED.contains(&name.as_str()));
            fields.values_mut().for_each(|value| *value = unmeasured(value.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| *value = unmeasured(value.take())),
        _ => {}
    }
    answer
}
