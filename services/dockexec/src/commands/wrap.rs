//! `dockexec wrap`: the program that is made of a function: the user's file and the harness around it.

use std::path::PathBuf;
use std::sync::Arc;

use dockexec_core::sanitize::{Profile, Sanitized, Scope, Strictness, sanitize};
use dockexec_core::wrap::{Program, ProgramFile, Signature, Task, wrap};
use dockexec_protocol::WrapReport;

use crate::bundled;
use crate::exit;
use crate::failure::Outcome;
use crate::show::{self, Paint, Style};
use crate::source::{SourceArgs, read_text};
use crate::surroundings::{Surroundings, View};

/// Show the program that is made of a source: the user's file and the harness around it
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,

    /// The problem it is for: a folder, or a bundled problem's name
    #[arg(long, short, value_name = "PROBLEM", conflicts_with = "signature")]
    problem: Option<PathBuf>,

    /// Its signature: a file with LeetCode's metaData
    #[arg(long, value_name = "FILE")]
    signature: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let task = args.task()?;
    let program = program(args, &task)?;
    let files = program.files();
    if view.json {
        surroundings.print_json(&WrapReport::new(&program))?;
    } else {
        surroundings.print(&text(files, view.out))?;
    }
    Ok(exit::OK)
}

impl Args {
    fn task(&self) -> Outcome<Task> {
        if let Some(problem) = &self.problem {
            return Ok(bundled::problem(problem)?.task().clone());
        }
        match &self.signature {
            Some(path) => Ok(Task::Function(Arc::new(Signature::from_leetcode(&read_text(path)?)?))),
            None => Ok(Task::Program),
        }
    }
}

/// Nothing is run, so nothing is forbidden.
fn program(args: &Args, task: &Task) -> Outcome<Program> {
    let profile = Profile {
        strictness: Strictness::Off,
        scope: match task {
            Task::Program => Scope::Program,
            _ => Scope::Function,
        },
        allow: Vec::new(),
    };
    let submission = Arc::new(args.source.submission()?);
    match sanitize(&submission, args.source.language()?, &profile)? {
        Sanitized::Clean(source) => Ok(wrap(&source, task)?),
        Sanitized::Rejected(findings) => {
            let why = findings
                .first()
                .map(|finding| finding.message.clone())
                .unwrap_or_default();
            let message = format!("{}: {why}", args.source.file.display());
            Err(dockexec_core::Error::bad_request("invalid-source", message).into())
        }
    }
}

fn text(files: &[ProgramFile], style: Style) -> String {
    let mut text = String::new();
    for file in files {
        let whose = if file.user { "yours" } else { "harness" };
        let title = format!("=== {} ({whose})", file.path);
        text.push_str(&style.paint(Paint::Bold, &title));
        text.push('\n');
        let contents = show::visible(&String::from_utf8_lossy(&file.contents));
        text.push_str(contents.trim_end_matches('\n'));
        text.push_str("\n\n");
    }
    text
}
