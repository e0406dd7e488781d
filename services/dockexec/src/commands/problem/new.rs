//! `dockexec problem new`: a small problem that works, to be changed into the real one.

use std::path::{Path, PathBuf};

use dockexec_core::Problem;
use dockexec_core::problem::ScaffoldKind;
use dockexec_protocol::{VERSION, WrittenReport};

use crate::exit;
use crate::failure::Outcome;
use crate::surroundings::{Surroundings, View};

/// Make a new problem: a small one that works, to be changed into the real one
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Its folder, which must be new or empty; the folder's name names the problem
    folder: PathBuf,

    /// What a submission is: a function, a class, or a program with standard input and output
    #[arg(long, value_name = "KIND", default_value = "function", value_parser = kind)]
    kind: ScaffoldKind,
}

fn kind(name: &str) -> Result<ScaffoldKind, String> {
    ScaffoldKind::parse(name).ok_or_else(|| format!("one of: {}", ScaffoldKind::NAMES.map(|(name, _)| name).join(", ")))
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let files = Problem::scaffold(&args.folder, args.kind)?;
    let next = format!(
        "next: edit these files, then dockexec problem check {}",
        args.folder.display()
    );
    written(&args.folder, &files, &next, surroundings, view)
}

/// Lists what was written, and what to do next.
pub(super) fn written(
    folder: &Path,
    files: &[PathBuf],
    next: &str,
    surroundings: &mut Surroundings<'_>,
    view: View,
) -> Outcome {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    if view.json {
        surroundings.print_json(&WrittenReport {
            v: VERSION,
            folder: folder.display().to_string(),
            files,
        })?;
    } else {
        surroundings.print(&format!("{}\n\n{next}\n", files.join("\n")))?;
    }
    Ok(exit::OK)
}
