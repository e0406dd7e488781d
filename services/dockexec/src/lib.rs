#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod bundled;
mod cli;
mod commands;
pub mod exit;
mod failure;
mod limits;
mod show;
mod solutions;
mod source;
mod surroundings;

use std::ffi::OsString;

use clap::Parser as _;
pub use dockexec_core::execute::CancelToken;
pub use surroundings::Surroundings;

use cli::Cli;

/// Runs the command line `args` (the program's name first) and gives back the exit status.
pub fn run(args: impl IntoIterator<Item = OsString>, surroundings: &mut Surroundings<'_>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return surroundings.usage(&error),
    };
    let view = surroundings.view(&cli);
    match commands::run(cli.command, surroundings, view) {
        Ok(code) => code,
        Err(failure) => surroundings.report(failure, view),
    }
}
