//! The second stage: from a sanitized source to a program that can be compiled and run.
//!
//! For a function problem the language's harness goes around it (as separate files wherever the language allows it); for a whole program almost
//! nothing does. What differs between languages is data in the language's folder: templates, type tables, syntax queries.

pub mod signature;
pub mod types;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use signature::Signature;

use crate::sanitize::SanitizedSource;
use crate::{Language, Result};

/// What the submission is supposed to be, and so how it is wrapped.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Task {
    /// A LeetCode-style function or class.
    Function(Arc<Signature>),
    /// A whole program that talks through its standard streams.
    Program,
}

/// A file for the sandbox's work directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramFile {
    /// File name in the work directory; may contain `/` for sub-directories that wrap itself chose.
    pub path: String,
    /// Its contents.
    pub contents: Arc<[u8]>,
    /// Whether this is the file with the user's own source (diagnostics about it are the user's).
    pub user: bool,
    /// Whether a compiled program needs it when it runs: a data file that came with the submission. Interpreted programs need all files.
    pub at_run: bool,
}

/// A program ready to be compiled (or, for an interpreter, to be run). Made only by [`wrap`].
#[derive(Debug, Clone)]
pub struct Program {
    language: &'static Language,
    task: Task,
    files: Vec<ProgramFile>,
    variables: BTreeMap<String, String>,
    interpreter_args: Vec<String>,
    compile_args: Vec<String>,
    args: Vec<String>,
    extra_sources: Vec<String>,
}

impl Program {
    /// The language.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// What it was wrapped for.
    pub fn task(&self) -> &Task {
        &self.task
    }

    /// The files of the work directory: the user's and the harness's.
    pub fn files(&self) -> &[ProgramFile] {
        &self.files
    }

    /// Values for the placeholders of the manifest's command lines, such as `main_class`.
    pub fn variables(&self) -> &BTreeMap<String, String> {
        &self.variables
    }

    /// Allow-listed arguments for the interpreter.
    pub fn interpreter_args(&self) -> &[String] {
        &self.interpreter_args
    }

    /// Allow-listed arguments for the compiler.
    pub fn compile_args(&self) -> &[String] {
        &self.compile_args
    }

    /// Names of the submission's extra files that are sources of the language, to be compiled along.
    pub fn extra_sources(&self) -> &[String] {
        &self.extra_sources
    }

    /// Arguments of the program itself.
    pub fn args(&self) -> &[String] {
        &self.args
    }
}

/// Puts the harness of `task` around `source`.
///
/// # Errors
/// `BadRequest` for an argument that is not on the language's allow-list, `Unsupported` for a type the language has no codec for.
pub fn wrap(source: &SanitizedSource, task: &Task) -> Result<Program> {
    let submission = source.submission();
    Ok(Program {
        language: source.language(),
        task: task.clone(),
        files: vec![ProgramFile {
            path: "main".into(),
            contents: source.text().as_bytes().into(),
            user: true,
            at_run: false,
        }],
        variables: BTreeMap::new(),
        interpreter_args: submission.interpreter_args.clone(),
        compile_args: submission.compile_args.clone(),
        args: submission.args.clone(),
        extra_sources: Vec::new(),
    })
}
