//! `dockexec problem import-leetcode`: what LeetCode's JSON says about a problem, as a folder.

use std::path::PathBuf;

use dockexec_core::Problem;

use super::new::written;
use crate::failure::Outcome;
use crate::source::read_text;
use crate::surroundings::{Surroundings, View};

/// Make a problem of LeetCode's JSON: a question with its metaData, or a metaData alone
///
/// Expected answers are not in it; `dockexec problem check` then says where they belong.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file with the JSON
    json: PathBuf,

    /// The problem's folder, which must be new or empty; the folder's name names the problem
    folder: PathBuf,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let files = Problem::import_leetcode(&args.folder, &read_text(&args.json)?)?;
    let next = format!(
        "next: add the expected answers to {0}/tests/samples.jsonl, hidden cases and solutions, then dockexec problem check {0}",
        args.folder.display()
    );
    written(&args.folder, &files, &next, surroundings, view)
}
