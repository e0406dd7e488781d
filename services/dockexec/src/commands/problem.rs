//! `dockexec problem`: making problems and checking them. One file for each of its own subcommands.

mod check;
mod import;
mod new;
mod starter;

use clap::Subcommand;

use crate::failure::Outcome;
use crate::surroundings::{Surroundings, View};

/// Make problems, check them, print their starter code
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Check(check::Args),
    ImportLeetcode(import::Args),
    Starter(starter::Args),
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    match &args.command {
        Command::New(args) => new::run(args, surroundings, view),
        Command::Check(args) => check::run(args, surroundings, view),
        Command::ImportLeetcode(args) => import::run(args, surroundings, view),
        Command::Starter(args) => starter::run(args, surroundings, view),
    }
}
