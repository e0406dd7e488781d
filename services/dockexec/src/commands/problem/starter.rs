//! `dockexec problem starter`: the code a person begins with.

use std::path::PathBuf;

use dockexec_core::wrap::{Task, starter_code};
use dockexec_core::{Error, Languages};
use dockexec_protocol::{StarterReport, VERSION};

use crate::bundled;
use crate::exit;
use crate::failure::Outcome;
use crate::surroundings::{Surroundings, View};

/// Print the starter code of a function problem
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The problem: a folder, or a bundled problem's name
    problem: PathBuf,

    /// The language
    #[arg(long, short, value_name = "LANGUAGE")]
    language: String,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let problem = bundled::problem(&args.problem)?;
    let language = Languages::find(&args.language)?;
    let Task::Function(signature) = problem.task() else {
        let message = format!("{} asks for a whole program, which has no starter code", problem.slug());
        return Err(Error::bad_request("no-starter", message).into());
    };
    let code = starter_code(signature, language)?;
    if view.json {
        surroundings.print_json(&StarterReport {
            v: VERSION,
            problem: problem.slug().to_owned(),
            language: language.id().to_owned(),
            code,
        })?;
    } else {
        surroundings.print(&code)?;
    }
    Ok(exit::OK)
}
