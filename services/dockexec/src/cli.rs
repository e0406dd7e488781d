//! The command line: what is there, and the words that describe it.

use clap::{Parser, Subcommand, ValueEnum};

use crate::commands::{
    batch, bench, completions, demo, doctor, judge, languages, problem, run, sanitize, schema, wrap,
};

/// Judge programs in a sandbox: functions by their answers, programs by their output.
#[derive(Debug, Parser)]
#[command(name = "dockexec", version, max_term_width = 100, after_help = EXIT_STATUS)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Print JSON records instead of text; `dockexec schema` describes them
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// When to use colours; `auto`: on terminals, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    Auto,
    Always,
    Never,
}

const EXIT_STATUS: &str = "\
Exit status: 0 accepted, or all is well; 1 not accepted, or something was found;
2 a wrong option, request or problem; 3 a judge error: DockExec or the host failed;
130 interrupted. `dockexec run` passes on the status of the program, see its help.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(run::Args),
    Judge(judge::Args),
    Batch(batch::Args),
    Demo(demo::Args),
    Problem(problem::Args),
    Languages(languages::Args),
    Doctor(doctor::Args),
    Bench(bench::Args),
    Sanitize(sanitize::Args),
    Wrap(wrap::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_reads_well() {
        insta::assert_snapshot!(Cli::command().render_help());
        for command in Cli::command().get_subcommands_mut() {
            let name = format!("help_{}", command.get_name());
            insta::assert_snapshot!(name, command.clone().render_long_help());
        }
    }
}
