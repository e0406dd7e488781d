//! The suite of `../harness_conformance/*.toml`.
//!
//! ```toml
//! about = "what it shows"
//! signature = '{"name":"f","params":[],"return":{"type":"integer"}}'   # LeetCode's metaData
//! [sources]                   # one for each language that it makes sense in
//! python = "…"
//! [[cases]]
//! args = "[1,2]"              # JSON text of the arguments
//! answer = "3"                # the answer in canonical form, or
//! error = "exception"         # the kind of the E frame (with `message`: an expression that its message or trace must match); no case follows
//! prints = "text"             # what has been printed in all when the answer arrives
//! languages = ["python"]      # only in these
//! ```
//! Instead of cases: `fault = 2` (an F frame that names line 2), `refused = "expression"` (it does not compile, with that in the compiler's text), or
//! `loading = "expression"` (an E frame while loading). `closed = true` in a case: the process ends without a frame.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use dockexec_core::execute::frames::{Frame, LOADING};
use dockexec_core::language::Toolchain;
use dockexec_core::wrap::{Signature, Task};
use dockexec_core::{Language, Languages};
use regex::Regex;
use serde::Deserialize;
use serde_json::Value;

use super::driver::{Harness, Reply, build, toolchain};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    about: String,
    signature: String,
    sources: BTreeMap<String, String>,
    #[serde(default)]
    cases: Vec<Case>,
    fault: Option<u64>,
    refused: Option<String>,
    loading: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    args: String,
    answer: Option<String>,
    error: Option<String>,
    message: Option<String>,
    #[serde(default)]
    closed: bool,
    prints: Option<String>,
    #[serde(default)]
    languages: Vec<String>,
}

fn check_language(id: &str) {
    let language = Languages::find(id).unwrap();
    let Some(toolchain) = toolchain(language) else {
        return;
    };
    let mut failures = Vec::new();
    let mut suites = 0;
    for (name, suite) in suites_for(language) {
        suites += 1;
        println!("{id}: {name}: {}", suite.about);
        if let Err(failure) = check_suite(&toolchain, &suite) {
            failures.push(format!("{name} ({}): {failure}", suite.about));
        }
    }
    assert!(failures.is_empty(), "{id}:\n{}", failures.join("\n"));
    assert!(suites > 0, "no suite has a source in {id}");
}

fn suites_for(language: &Language) -> Vec<(String, Suite)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/harness_conformance");
    let mut paths: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let suite: Suite =
            toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, suite)
    };
    let suites = paths.into_iter().map(read);
    suites
        .filter(|(_, suite)| suite.sources.contains_key(language.id()))
        .collect()
}

fn check_suite(toolchain: &Toolchain, suite: &Suite) -> Result<(), String> {
    let id = toolchain.language().id();
    let signature = Arc::new(Signature::from_leetcode(&suite.signature).map_err(|error| error.to_string())?);
    let built = build(toolchain, &suite.sources[id], &Task::Function(Arc::clone(&signature)));
    let ready = match (built, &suite.refused) {
        (Ok(ready), None) => ready,
        (Err(text), Some(expression)) => return matches(expression, &text),
        (Ok(_), Some(_)) => return Err("it compiles".to_owned()),
        (Err(text), None) => return Err(format!("it does not compile:\n{text}")),
    };
    let (mut harness, first) = Harness::start(&ready);
    match (first, &suite.fault, &suite.loading) {
        (Reply::Frame(Frame::Ready), None, None) => {}
        (Reply::Frame(Frame::Fault(payload)), Some(line), _) => {
            let fault = json(&payload)?;
            return match fault["line"].as_u64() == Some(*line) && fault["message"].is_string() {
                true => exits_with(&mut harness, 1),
                false => Err(format!("fault {fault}")),
            };
        }
        (Reply::Frame(Frame::Error(LOADING, payload)), _, Some(expression)) => {
            matches(expression, json(&payload)?["message"].as_str().unwrap_or_default())?;
            return exits_with(&mut harness, 1);
        }
        (first, ..) => return Err(format!("the first frame is {}; {}", show(&first), harness.stderr())),
    }
    let cases = suite
        .cases
        .iter()
        .filter(|case| case.languages.is_empty() || case.languages.iter().any(|only| only == id));
    for (number, case) in (0..).zip(cases) {
        let reply = harness.case(number, &case.args);
        let goes_on = check_case(&signature, number, case, &reply, &harness)
            .map_err(|failure| format!("args {}: {failure}; stderr: {}", shorten(&case.args), harness.stderr()))?;
        if !goes_on {
            return match case.closed {
                true => Ok(()),
                false => exits_with(&mut harness, 1),
            };
        }
    }
    exits_with(&mut harness, 0)
}

fn check_case(
    signature: &Signature,
    number: u32,
    case: &Case,
    reply: &Reply,
    harness: &Harness,
) -> Result<bool, String> {
    if let Some(wanted) = &case.prints {
        let printed = harness.stdout(wanted);
        if printed != *wanted {
            return Err(format!("printed {printed:?} instead of {wanted:?}"));
        }
    }
    match reply {
        Reply::Frame(Frame::Answer(answered, text)) if *answered == number => {
            let wanted = case
                .answer
                .as_ref()
                .ok_or_else(|| format!("answered {}", shorten(&String::from_utf8_lossy(text))))?;
            let args: Vec<Value> = serde_json::from_str(&case.args).map_err(|error| error.to_string())?;
            let answer = signature
                .read_answer(&args, text)
                .map_err(|fault| fault.to_string())?
                .to_string();
            match answer == *wanted {
                true => Ok(true),
                false => Err(format!("answered {} instead of {}", shorten(&answer), shorten(wanted))),
            }
        }
        Reply::Frame(Frame::Error(failed, payload)) if *failed == number => {
            let error = json(payload)?;
            let said = |field: &str| error[field].as_str().unwrap_or_default().to_owned();
            if error["kind"].as_str() != case.error.as_deref() {
                return Err(format!("reported {error}"));
            }
            if let Some(expression) = &case.message {
                matches(expression, &format!("{}\n{}", said("message"), said("trace")))?;
            }
            Ok(false)
        }
        Reply::Closed if case.closed => Ok(false),
        other => Err(format!("brought {}", show(other))),
    }
}

fn exits_with(harness: &mut Harness, status: i32) -> Result<(), String> {
    match harness.finish() {
        Some(found) if found == status => Ok(()),
        other => Err(format!(
            "exit status {other:?} instead of {status}; stderr: {}",
            harness.stderr()
        )),
    }
}

fn json(payload: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(payload).map_err(|error| format!("{error} in {}", String::from_utf8_lossy(payload)))
}

fn matches(expression: &str, text: &str) -> Result<(), String> {
    match Regex::new(expression).unwrap().is_match(text) {
        true => Ok(()),
        false => Err(format!("{text:?} does not match {expression:?}")),
    }
}

fn show(reply: &Reply) -> String {
    match reply {
        Reply::Frame(Frame::Error(number, payload)) => format!("error {number}: {}", String::from_utf8_lossy(payload)),
        Reply::Frame(Frame::Fault(payload)) => format!("fault: {}", String::from_utf8_lossy(payload)),
        Reply::Frame(Frame::Answer(number, text)) => format!("answer {number}: {}", String::from_utf8_lossy(text)),
        other => format!("{other:?}"),
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(200).collect()
}

#[test]
fn c() {
    check_language("c");
}

#[test]
fn go() {
    check_language("go");
}

#[test]
fn java() {
    check_language("java");
}

#[test]
fn javascript() {
    check_language("javascript");
}

#[test]
fn python() {
    check_language("python");
}
