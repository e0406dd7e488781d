//! Whole programs, run as their language's manifest says: a bootstrap must not be noticeable.
//!
//! The suite is `../program_conformance/*.toml`:
//!
//! ```toml
//! about = "what it shows"
//! stdin = "text"
//! args = ["…"]
//! files = { "name" = "contents" }
//! stdout = "text"               # exactly
//! stderr = "expression"         # matches; default: nothing was written
//! status = 0                    # exit status
//! fault = 2                     # instead of all that: an F frame that names line 2 (0: none, where the interpreter does not tell)
//! [sources]
//! python = "…"
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dockexec_core::execute::frames::Frame;
use dockexec_core::language::Toolchain;
use dockexec_core::wrap::Task;
use dockexec_core::{Languages, Submission};
use regex::Regex;
use serde::Deserialize;

use super::driver::{build_submission, run_program, toolchain};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    about: String,
    #[serde(default)]
    stdin: String,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    stdout: String,
    #[serde(default = "nothing")]
    stderr: String,
    #[serde(default)]
    status: i32,
    fault: Option<u64>,
    sources: BTreeMap<String, String>,
}

fn nothing() -> String {
    r"\A\z".to_owned()
}

fn check_language(id: &str) {
    let Some(toolchain) = toolchain(Languages::find(id).unwrap()) else {
        return;
    };
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/program_conformance");
    let mut paths: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let (mut suites, mut failures) = (0, Vec::new());
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let suite: Suite =
            toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let Some(source) = suite.sources.get(id) else {
            continue;
        };
        suites += 1;
        if let Err(failure) = check(&toolchain, &suite, source) {
            failures.push(format!("{name} ({}): {failure}", suite.about));
        }
    }
    assert!(failures.is_empty(), "{id}:\n{}", failures.join("\n"));
    assert!(suites > 0, "no suite has a source in {id}");
}

fn check(toolchain: &Toolchain, suite: &Suite, source: &str) -> Result<(), String> {
    let language = toolchain.language();
    let mut submission = Submission::new(language.id(), source);
    submission.args = suite.args.clone();
    submission.files = suite
        .files
        .iter()
        .map(|(name, text)| (name.clone(), text.clone().into_bytes()))
        .collect();
    let ready = build_submission(toolchain, submission, &Task::Program)?;
    let ran = run_program(&ready, &suite.stdin);
    let shown = format!(
        "stdout {:?}, stderr {:?}, status {:?}",
        ran.stdout, ran.stderr, ran.status
    );
    if let Some(line) = suite.fault {
        let [Frame::Fault(payload)] = ran.frames.as_slice() else {
            return Err(format!("no fault but {:?}; {shown}", ran.frames));
        };
        let fault: serde_json::Value = serde_json::from_slice(payload).map_err(|error| error.to_string())?;
        return match fault["line"].as_u64().unwrap_or(0) == line && ran.status == Some(1) {
            true => Ok(()),
            false => Err(format!("{fault}; {shown}")),
        };
    }
    if language.manifest().run.program_channel && ran.frames != [Frame::Ready] {
        return Err(format!("frames {:?}; {shown}", ran.frames));
    }
    let is_right = ran.stdout == suite.stdout && Regex::new(&suite.stderr).unwrap().is_match(&ran.stderr);
    match is_right && ran.status == Some(suite.status) {
        true => Ok(()),
        false => Err(shown),
    }
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
