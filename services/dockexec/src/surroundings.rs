//! What the command talks to: streams, the engine, the user's wish to stop. Handed in, so that tests can be the other side.

use std::io::{self, Read, Write};

use dockexec_core::execute::CancelToken;
use dockexec_core::{Engine, EngineBuilder};
use dockexec_protocol::{ErrorLine, ErrorRecord};
use serde::Serialize;

use crate::cli::{Cli, ColorChoice};
use crate::exit;
use crate::failure::{Failure, Outcome};
use crate::show::{self, Style};

/// The outside of the command.
pub struct Surroundings<'a> {
    /// Standard input. Read on a thread of its own where it may wait for a person.
    pub stdin: Box<dyn Read + Send>,
    /// Standard output: results.
    pub stdout: &'a mut (dyn Write + Send),
    /// Standard error: everything that is said beside the results.
    pub stderr: &'a mut (dyn Write + Send),
    /// Whether a person reads standard output.
    pub stdout_is_terminal: bool,
    /// Whether a person reads standard error.
    pub stderr_is_terminal: bool,
    /// Whether the environment asks for no colours.
    pub no_color: bool,
    /// Makes the engine.
    pub engine: &'a (dyn Fn(EngineBuilder) -> dockexec_core::Result<Engine> + Sync),
    /// Raised when the user interrupts.
    pub cancel: CancelToken,
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings").finish_non_exhaustive()
    }
}

/// In which form results are wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    /// JSON records instead of text.
    pub(crate) json: bool,
    /// How text on standard output is painted.
    pub(crate) out: Style,
    /// How text on standard error is painted.
    pub(crate) err: Style,
}

impl Surroundings<'_> {
    /// An engine for `jobs` judgements at a time; `None`: one for each core.
    pub(crate) fn engine(&self, jobs: Option<usize>) -> dockexec_core::Result<Engine> {
        self.engine_with(jobs, false)
    }

    /// The same, with each run kept on a processor of its own if `pin` says so.
    pub(crate) fn engine_with(&self, jobs: Option<usize>, pin: bool) -> dockexec_core::Result<Engine> {
        let builder = Engine::builder().pin_cores(pin);
        (self.engine)(match jobs {
            Some(jobs) => builder.jobs(jobs),
            None => builder,
        })
    }

    pub(crate) fn view(&self, cli: &Cli) -> View {
        let style = |terminal: bool| {
            Style::new(match cli.color {
                ColorChoice::Always => true,
                ColorChoice::Never => false,
                ColorChoice::Auto => terminal && !self.no_color,
            })
        };
        View {
            json: cli.json,
            out: style(self.stdout_is_terminal),
            err: style(self.stderr_is_terminal),
        }
    }

    /// Writes text to standard output.
    pub(crate) fn print(&mut self, text: &str) -> Outcome<()> {
        self.stdout.write_all(text.as_bytes())?;
        Ok(self.stdout.flush()?)
    }

    /// Writes a record as one line of JSON.
    pub(crate) fn print_json(&mut self, record: &impl Serialize) -> Outcome<()> {
        let mut line = serde_json::to_vec(record).map_err(io::Error::from)?;
        line.push(b'\n');
        self.stdout.write_all(&line)?;
        Ok(self.stdout.flush()?)
    }

    /// Says something beside the results. Whether anybody listens does not matter.
    pub(crate) fn say(&mut self, text: &str) {
        let _ = self.stderr.write_all(text.as_bytes());
        let _ = self.stderr.flush();
    }

    /// Tells the user what went wrong; gives back the exit status.
    pub(crate) fn report(&mut self, failure: Failure, view: View) -> u8 {
        let code = failure.code();
        if let Failure::Error(error) = &failure {
            let record = ErrorRecord::from(error);
            if view.json {
                drop(self.print_json(&ErrorLine::new(None, None, record)));
            } else {
                self.say(&show::error(&record, view.err));
            }
        }
        code
    }

    /// Prints what the argument parser says: help, the version, or what is wrong with the arguments.
    pub(crate) fn usage(&mut self, error: &clap::Error) -> u8 {
        let wanted = !error.use_stderr();
        let terminal = if wanted {
            self.stdout_is_terminal
        } else {
            self.stderr_is_terminal
        };
        let text = if terminal && !self.no_color {
            error.render().ansi().to_string()
        } else {
            error.render().to_string()
        };
        if wanted {
            drop(self.print(&text));
            return exit::OK;
        }
        self.say(&text);
        exit::USAGE
    }
}
