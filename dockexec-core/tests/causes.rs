//! Causes told apart: small programs that each end in one certain way, labelled with the verdict and the words that the report must have for it.
//!
//! `causes/<language>/causes.toml` has a table for each program, in the format of language cases (`CaseFile`). Sanitizing is off: this is about how runs end. A label
//! says what happened, not what is convenient to find out.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dockexec_core::Languages;
use support::case_file::{CaseFile, complaints};
use support::{engine, is_available};

/// So few programs of a language would leave causes out.
const LEAST: usize = 12;

fn folder(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/causes")
        .join(language)
}

/// The labelled programs of `language` by name.
fn causes(language: &str) -> BTreeMap<String, CaseFile> {
    let path = folder(language).join("causes.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let tables: BTreeMap<String, toml::Table> =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let read = |(name, mut table): (String, toml::Table)| {
        table.insert("about".into(), name.clone().into());
        table.insert("sanitize".into(), "off".into());
        table.insert("compare".into(), "termination".into());
        table.insert("case".into(), toml::Value::Array(vec![toml::Table::new().into()]));
        let case = table
            .try_into()
            .unwrap_or_else(|error| panic!("{}: {name}: {error}", path.display()));
        (name, case)
    };
    tables.into_iter().map(read).collect()
}

fn check(language: &str) {
    if !is_available(language) {
        return;
    }
    let wanted = std::env::var("DOCKEXEC_CAUSE").unwrap_or_default();
    let mut failures = Vec::new();
    for (name, case) in causes(language) {
        if !name.contains(&wanted) {
            continue;
        }
        let request = case.request(language, &folder(language));
        let begun = Instant::now();
        let found = match engine().judge(&request) {
            Ok(judgement) => {
                let mut found = complaints(&case.expect, &judgement, begun.elapsed());
                if !found.is_empty() {
                    let told = judgement.first_failing().or(judgement.cases.first());
                    let told = told.map(|case| (&case.verdict, &case.message, &case.stderr, case.cpu, case.memory));
                    found.push(format!("{told:?} {:?}", judgement.diagnostics.first()));
                }
                found
            }
            Err(error) => vec![format!("the judge failed (JE): {error:?}")],
        };
        if !found.is_empty() {
            failures.push(format!("{language}/{name}:\n    {}", found.join("\n    ")));
        }
    }
    assert!(failures.is_empty(), "wrong labels:\n{}", failures.join("\n"));
}

#[test]
fn causes_are_told_apart_in_c() {
    check("c");
}

#[test]
fn causes_are_told_apart_in_go() {
    check("go");
}

#[test]
fn causes_are_told_apart_in_java() {
    check("java");
}

#[test]
fn causes_are_told_apart_in_javascript() {
    check("javascript");
}

#[test]
fn causes_are_told_apart_in_python() {
    check("python");
}

/// Every language has its set, every source of a set is in its table, and no label is so wide that a program cannot miss it.
#[test]
fn every_language_has_its_set() {
    for language in Languages::all().unwrap() {
        let causes = causes(language.id());
        assert!(causes.len() >= LEAST, "{}: {} programs", language.id(), causes.len());
        let sources = causes.values().map(|case| case.source.as_str()).collect::<Vec<_>>();
        for entry in fs::read_dir(folder(language.id())).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            let known = name == "causes.toml" || sources.contains(&name.as_str());
            assert!(known, "{}/{name} is in no table", language.id());
        }
        for (name, case) in &causes {
            let expect = &case.expect;
            let words = expect.message.len() + expect.stderr.len() + expect.stdout.len() + expect.explained.len();
            assert!(words > 0, "{}/{name}: a label without words", language.id());
        }
    }
}
