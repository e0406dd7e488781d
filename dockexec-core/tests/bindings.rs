//! Holds `tests/bindings.toml` to the crate: every public function is bound in Python and Node, or is listed with the reason why not.
//!
//! Functions are found in the sources. That finds exactly the reachable ones, because the lint `unreachable_pub` is an error here: whoever writes `pub fn` means it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    bound: BTreeMap<String, Names>,
    not_bound: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    py: String,
    node: String,
}

#[test]
fn every_public_function_is_bound_or_listed() {
    let functions = functions();
    assert!(functions.len() > 150, "only {} functions were found", functions.len());
    let table = table();
    let missing: Vec<_> = functions.iter().filter(|function| !listed(&table, function)).collect();
    assert!(
        missing.is_empty(),
        "in tests/bindings.toml there is nothing about {missing:#?}"
    );
}

#[test]
fn nothing_is_listed_that_is_not_there() {
    let functions = functions();
    let table = table();
    let stale: Vec<_> = table
        .bound
        .keys()
        .chain(table.not_bound.keys())
        .filter(|key| !functions.iter().any(|function| speaks_for(key, function)))
        .collect();
    assert!(stale.is_empty(), "no function is meant by {stale:#?}");
    let named = |names: &Names| !names.py.is_empty() && !names.node.is_empty();
    assert!(table.bound.values().all(named));
    assert!(table.not_bound.values().all(|reason| !reason.is_empty()));
}

#[test]
fn a_new_function_would_be_noticed() {
    let source = "impl Engine {\n    pub fn guess(&self) {}\n    pub(crate) fn own(&self) {}\n}\npub const fn free() {}\n#[cfg(test)]\nmod tests {\n    pub fn helper() {}\n}\n";
    let found: Vec<_> = in_source("engine", source).collect();
    assert_eq!(found, ["engine::Engine::guess", "engine::free"]);
    assert!(found.iter().all(|function| !listed(&table(), function)));
}

fn table() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bindings.toml");
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn listed(table: &Table, function: &str) -> bool {
    let keys = table.bound.keys().chain(table.not_bound.keys());
    keys.into_iter().any(|key| speaks_for(key, function))
}

/// Whether `key` is `function`, or a module or type that it is in.
fn speaks_for(key: &str, function: &str) -> bool {
    function
        .strip_prefix(key)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The crate's public functions, such as `engine::Engine::judge`.
fn functions() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let read = |path: PathBuf| {
        let module = path.strip_prefix(&root).unwrap().with_extension("");
        let parts: Vec<_> = module.iter().map(|part| part.to_str().unwrap()).collect();
        let name = parts.join("::");
        let name = name.strip_suffix("::mod").unwrap_or(&name).to_owned();
        in_source(&name, &fs::read_to_string(&path).unwrap()).collect::<Vec<_>>()
    };
    files.into_iter().flat_map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn in_source<'a>(module: &'a str, source: &'a str) -> impl Iterator<Item = String> + 'a {
    let block = Regex::new(r"^impl(?:<[^>]*>)? (?:.* for )?(\w+)").unwrap();
    let function = Regex::new(r"^( *)pub (?:const |async )*fn (\w+)").unwrap();
    let mut of = None;
    let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines().filter_map(move |line| {
        if let Some(found) = block.captures(line) {
            of = Some(found[1].to_owned());
        } else if line == "}" {
            of = None;
        }
        let found = function.captures(line)?;
        let place = of.as_ref().filter(|_| !found[1].is_empty());
        Some(match place {
            Some(kind) => format!("{module}::{kind}::{}", &found[2]),
            None => format!("{module}::{}", &found[2]),
        })
    })
}
