//! The subcommands, one file each: its arguments, what it does, its tests.

pub(crate) mod batch;
pub(crate) mod bench;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod judge;
pub(crate) mod languages;
pub(crate) mod problem;
pub(crate) mod run;
pub(crate) mod sanitize;
pub(crate) mod schema;
pub(crate) mod wrap;

use crate::cli::Command;
use crate::failure::Outcome;
use crate::surroundings::{Surroundings, View};

/// Runs one of them.
pub(crate) fn run(command: Command, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    match command {
        Command::Run(args) => run::run(&args, surroundings, view),
        Command::Judge(args) => judge::run(&args, surroundings, view),
        Command::Batch(args) => batch::run(&args, surroundings),
        Command::Bench(args) => bench::run(&args, surroundings, view),
        Command::Demo(args) => demo::run(&args, surroundings, view),
        Command::Problem(args) => problem::run(&args, surroundings, view),
        Command::Languages(args) => languages::run(&args, surroundings, view),
        Command::Doctor(args) => doctor::run(&args, surroundings, view),
        Command::Sanitize(args) => sanitize::run(&args, surroundings, view),
        Command::Wrap(args) => wrap::run(&args, surroundings, view),
        Command::Schema(args) => schema::run(&args, surroundings),
        Command::Completions(args) => completions::run(&args, surroundings),
    }
}
