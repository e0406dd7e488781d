//! What authors and strangers bring: LeetCode's metaData and questions, and folders of problems.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use dockexec_core::sanitize::{Profile, Sanitized, Scope, Strictness, sanitize};
use dockexec_core::wrap::{Signature, Task, starter_code, wrap};
use dockexec_core::{Error, ErrorKind, Languages, Problem, Submission};

use super::parts;

/// A signature that was read is read again from what it writes, and every language can be asked for it.
pub(crate) fn metadata(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let signature = match Signature::from_leetcode(text) {
        Ok(signature) => signature,
        Err(error) => return theirs(&error),
    };
    let written = signature.to_leetcode();
    let again = Signature::from_value(&written).unwrap_or_else(|error| panic!("{written}: {error}"));
    assert_eq!(again, signature);
    let task = Task::Function(Arc::new(signature.clone()));
    for language in Languages::all().expect("they are bundled") {
        let _ = starter_code(&signature, language).map_err(|error| theirs(&error));
        let profile = Profile {
            strictness: Strictness::Off,
            scope: Scope::Function,
            allow: Vec::new(),
        };
        let submission = Arc::new(Submission::new(language.id(), "x"));
        if let Ok(Sanitized::Clean(source)) = sanitize(&submission, language, &profile) {
            let _ = wrap(&source, &task).map_err(|error| theirs(&error));
        }
    }
}

/// Whatever a question says, what is written from it is a problem that lacks nothing but answers.
pub(crate) fn import(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    in_folder(|folder| {
        let written = match Problem::import_leetcode(folder, text) {
            Ok(written) => written,
            Err(error) => return theirs(&error),
        };
        assert!(written.iter().all(|file| file.starts_with(folder)), "{written:?}");
        if let Err(errors) = Problem::load(folder) {
            for error in errors.errors() {
                assert!(
                    error.file().starts_with("tests"),
                    "what was imported does not load: {error}"
                );
            }
        }
    });
}

/// Input: problem.toml, tests/cases.jsonl, tests/1.in, tests/1.ans, metadata.json; empty ones are left out.
pub(crate) fn folder(input: &[u8]) {
    let [manifest, lines, stdin, answer, metadata] = parts(input);
    in_folder(|folder| {
        let tests = folder.join("tests");
        fs::create_dir(&tests).expect("the folder is ours");
        for (path, bytes) in [
            (folder.join("problem.toml"), manifest),
            (folder.join("statement.md"), &b"Solve it.\n"[..]),
            (tests.join("cases.jsonl"), lines),
            (tests.join("1.in"), stdin),
            (tests.join("1.ans"), answer),
            (folder.join("metadata.json"), metadata),
        ] {
            if !bytes.is_empty() {
                fs::write(path, bytes).expect("the folder is ours");
            }
        }
        match Problem::load(folder) {
            Ok(problem) => loaded(&problem),
            Err(errors) => {
                assert!(!errors.errors().is_empty());
                for error in errors.errors() {
                    assert!(
                        error.to_string().len() < 4_000,
                        "a complaint of {} bytes",
                        error.to_string().len()
                    );
                }
            }
        }
    });
}

fn loaded(problem: &Problem) {
    drop(problem.check());
    for language in Languages::all().expect("they are bundled") {
        let request = problem
            .request(Submission::new(language.id(), "x"))
            .expect("the language is known");
        assert_eq!(request.cases.len(), problem.cases().len());
        if let Task::Function(signature) = problem.task() {
            for case in problem.cases().iter() {
                if let Some(args) = case.input.args() {
                    signature
                        .validate_args(args)
                        .expect("it was checked when it was loaded");
                }
            }
        }
    }
}

/// An error that is the author's to mend, not ours.
fn theirs(error: &Error) {
    assert_ne!(error.kind(), ErrorKind::Internal, "{error}");
    assert!(
        error.to_string().len() < 4_000,
        "a complaint of {} bytes",
        error.to_string().len()
    );
}

/// Runs `work` in an empty folder with a name that suits a problem; in memory where that is possible.
fn in_folder(work: impl FnOnce(&Path)) {
    thread_local! {
        static ROOT: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
    }
    ROOT.with_borrow_mut(|root| {
        let root = root.get_or_insert_with(|| {
            tempfile::tempdir_in("/dev/shm")
                .or_else(|_| tempfile::tempdir())
                .expect("a temporary folder can be made")
        });
        let folder = root.path().join("fuzzed");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("the folder is ours");
        work(&folder);
    });
}
