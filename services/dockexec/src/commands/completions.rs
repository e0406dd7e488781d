//! `dockexec completions`: a script that completes the command line in a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::exit;
use crate::failure::Outcome;
use crate::surroundings::Surroundings;

/// Print a completion script for a shell
///
/// For bash: dockexec completions bash > ~/.local/share/bash-completion/completions/dockexec
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "dockexec", &mut script);
    surroundings.print(&String::from_utf8_lossy(&script))?;
    Ok(exit::OK)
}
