//! `dockexec run`: a program with this terminal's standard streams, in the sandbox.

use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::sync::Arc;

use dockexec_core::execute::Stdin;
use dockexec_core::execute::program::Console;
use dockexec_core::judge::{PublicJudgement, Reveal};
use dockexec_core::{CaseResult, Error, JudgeRequest, Judgement, Stage, Verdict};
use dockexec_protocol::JudgementRecord;

use crate::exit;
use crate::failure::{Failure, Outcome};
use crate::limits::LimitArgs;
use crate::show::{self, Paint, Style};
use crate::source::{SanitizeChoice, SourceArgs};
use crate::surroundings::{Surroundings, View};

/// Run a program in the sandbox, with this terminal's input and output
///
/// Its output is passed through as it comes; output past the limit is cut. What happened is said on standard error.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,

    #[command(flatten)]
    limits: LimitArgs,

    /// How much the sanitizer forbids
    #[arg(long, value_enum, value_name = "HOW", default_value_t = SanitizeChoice::Lenient)]
    sanitize: SanitizeChoice,

    /// An argument for the interpreter or virtual machine, one of those the language allows
    #[arg(long, value_name = "ARG", allow_hyphen_values = true)]
    interpreter_arg: Vec<String>,

    /// An argument for the compiler, one of those the language allows
    #[arg(long, value_name = "ARG", allow_hyphen_values = true)]
    compile_arg: Vec<String>,

    /// Do not say what happened
    #[arg(long, short)]
    quiet: bool,

    /// Arguments for the program
    #[arg(last = true)]
    args: Vec<String>,
}

const EXIT_STATUS: &str = "\
Exit status: that of the program, 128 + n when signal n ended it; 124 when it exceeded its CPU or
elapsed time, 137 its memory; 126 when it does not compile or holds a forbidden operation;
125 when DockExec or the host failed; 2 for a wrong option.";

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    match attempt(args, surroundings, view) {
        Err(failure @ Failure::Error(_)) => {
            let interrupted = failure.code() == exit::INTERRUPTED;
            surroundings.report(failure, view);
            Ok(if interrupted {
                exit::INTERRUPTED
            } else {
                exit::RUN_FAILED
            })
        }
        outcome => outcome,
    }
}

fn attempt(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let mut submission = args.source.submission()?;
    let source = String::from_utf8_lossy(&submission.source).into_owned();
    submission.args.clone_from(&args.args);
    submission.interpreter_args.clone_from(&args.interpreter_arg);
    submission.compile_args.clone_from(&args.compile_arg);
    let mut request = JudgeRequest::free_run(submission, *b"");
    request.limits = args.limits.over(request.limits)?;
    request.profile.strictness = args.sanitize.into();

    let engine = surroundings.engine(Some(1))?;
    let stdin = pass_on(std::mem::replace(&mut surroundings.stdin, Box::new(io::empty())))?;
    let cancel = surroundings.cancel.clone();
    let mut console = Pass::new(surroundings, view.json);
    let judgement = engine.run_live(&request, &cancel, stdin, &mut console);
    // A reader that went away cancelled the run: that is the cause to tell, or rather not to.
    console.finish()?;
    let judgement = judgement?;

    if view.json {
        let public = PublicJudgement::new(&judgement, &request.cases, Reveal::All);
        surroundings.print_json(&JudgementRecord::new(&public, None, None))?;
    } else if !args.quiet || judgement.cases.is_empty() {
        let name = args.source.file.display().to_string();
        surroundings.say(&summary(&judgement, &name, &source, view.err));
    }
    Ok(status(&judgement))
}

/// Connects `input` to a pipe: the program gets the pipe, never the terminal itself, into which it could push what the shell then reads.
fn pass_on(mut input: Box<dyn Read + Send>) -> Outcome<Stdin> {
    let failed = |error: io::Error| {
        Error::internal(Stage::Request, "stdin", "cannot make a pipe for standard input").with_source(error)
    };
    let (reader, mut writer) = io::pipe().map_err(failed)?;
    // This thread may wait for a person for ever; it ends with the process. A program that is gone is the end of it, as is the end of input.
    let copy = move || drop(io::copy(&mut input, &mut writer));
    let thread = std::thread::Builder::new().name("stdin".into()).spawn(copy);
    thread.map_err(failed)?;
    Ok(Stdin::Descriptor(Arc::new(OwnedFd::from(reader))))
}

/// Hands output through as it is. When nobody reads any more, the run is cancelled.
struct Pass<'a, 'b> {
    surroundings: &'a mut Surroundings<'b>,
    silent: bool,
    failed: Option<io::Error>,
}

impl<'a, 'b> Pass<'a, 'b> {
    fn new(surroundings: &'a mut Surroundings<'b>, silent: bool) -> Self {
        Self {
            surroundings,
            silent,
            failed: None,
        }
    }

    fn write(&mut self, bytes: &[u8], to_stderr: bool) {
        if self.silent || self.failed.is_some() {
            return;
        }
        let stream: &mut dyn Write = if to_stderr {
            &mut *self.surroundings.stderr
        } else {
            &mut *self.surroundings.stdout
        };
        let outcome = stream.write_all(bytes).and_then(|()| stream.flush());
        if let Err(error) = outcome {
            self.failed = Some(error);
            self.surroundings.cancel.cancel();
        }
    }

    fn finish(self) -> Outcome<()> {
        self.failed.map_or(Ok(()), |error| Err(error.into()))
    }
}

impl Console for Pass<'_, '_> {
    fn stdout(&mut self, bytes: &[u8]) {
        self.write(bytes, false);
    }

    fn stderr(&mut self, bytes: &[u8]) {
        self.write(bytes, true);
    }
}

/// What happened, in a line; before it, why it was not run.
fn summary(judgement: &Judgement, name: &str, source: &str, style: Style) -> String {
    let mut text = show::findings(&judgement.findings, name, source, style);
    text.push_str(&show::diagnostics(&judgement.diagnostics, name, source, style));
    let mut parts = Vec::new();
    match judgement.cases.first() {
        None => parts.push(style.paint(Paint::Bad, judgement.verdict.phrase())),
        Some(case) => {
            parts.push(ending(case, style));
            if case.truncated {
                parts.push(style.paint(Paint::Warning, "output cut at its limit"));
            }
            parts.push(format!("cpu {}", show::time(case.cpu)));
            parts.push(format!("wall {}", show::time(case.wall)));
            parts.extend(case.memory.map(|bytes| format!("memory {}", show::memory(bytes))));
        }
    }
    parts.extend(judgement.message.as_deref().map(show::visible));
    parts.extend(judgement.toolchain.as_deref().map(show::visible));
    parts.extend(judgement.tier.as_ref().map(|tier| format!("tier {tier}")));
    text.push_str(&format!(
        "{} {}\n",
        style.paint(Paint::Dim, "dockexec:"),
        parts.join(" · ")
    ));
    text
}

fn ending(case: &CaseResult, style: Style) -> String {
    let paint = Style::paint_of(case.verdict);
    match (case.verdict, &case.message) {
        (Verdict::Accepted, _) => style.paint(paint, "exited with status 0"),
        (_, Some(message)) => style.paint(paint, &show::visible(message)),
        (verdict, None) => style.paint(paint, verdict.phrase()),
    }
}

/// The exit status that tells how the program ended.
fn status(judgement: &Judgement) -> u8 {
    let Some(case) = judgement.cases.first() else {
        return exit::RUN_REFUSED;
    };
    match case.verdict {
        Verdict::TimeLimit | Verdict::WallTimeLimit => exit::RUN_TIME,
        Verdict::MemoryLimit => exit::RUN_MEMORY,
        _ => match (case.exit_code, case.signal) {
            (Some(code), _) => u8::try_from(code).unwrap_or(exit::NOT_OK),
            (None, Some(signal)) => u8::try_from(128 + signal).unwrap_or(exit::NOT_OK),
            (None, None) if case.verdict == Verdict::Accepted => exit::OK,
            (None, None) => exit::NOT_OK,
        },
    }
}
