//! `dockexec judge`: one submission, all cases of a problem.

use std::path::PathBuf;

use dockexec_core::judge::{PublicJudgement, Reveal};
use dockexec_core::{Judgement, Problem, Verdict};
use dockexec_protocol::JudgementRecord;

use crate::bundled;
use crate::exit;
use crate::failure::Outcome;
use crate::show;
use crate::source::{SanitizeChoice, SourceArgs};
use crate::surroundings::{Surroundings, View};

/// Judge a submission by the cases of a problem
///
/// Prints every case, the first failing one in full, and the verdict. Exit status 0: accepted; 1: not.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The problem: a folder, or a bundled problem's name
    problem: PathBuf,

    #[command(flatten)]
    source: SourceArgs,

    /// Show hidden cases too, whatever the problem reveals: for its author
    #[arg(long)]
    show_hidden: bool,

    /// Judge no further than the first case that fails
    #[arg(long)]
    stop_at_first: bool,

    /// How much the sanitizer forbids [default: what the problem says]
    #[arg(long, value_enum, value_name = "HOW")]
    sanitize: Option<SanitizeChoice>,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let problem = bundled::problem(&args.problem)?;
    let submission = args.source.submission()?;
    let source = String::from_utf8_lossy(&submission.source).into_owned();
    let mut request = problem.request(submission)?;
    request.stop_at_first = args.stop_at_first;
    if let Some(choice) = args.sanitize {
        request.profile.strictness = choice.into();
    }
    let engine = surroundings.engine(None)?;
    let judgement = engine.judge_with(&request, &surroundings.cancel, &|_| {})?;
    let public = args.public(&judgement, &problem);
    if view.json {
        surroundings.print_json(&JudgementRecord::new(&public, None, None))?;
    } else {
        let name = args.source.file.display().to_string();
        surroundings.print(&show::judgement(&public, &name, &source, view.out))?;
    }
    Ok(match public.verdict {
        Verdict::Accepted => exit::OK,
        _ => exit::NOT_OK,
    })
}

impl Args {
    /// What whoever is at the keyboard may see.
    fn public(&self, judgement: &Judgement, problem: &Problem) -> PublicJudgement {
        let reveal = if self.show_hidden {
            Reveal::All
        } else {
            problem.reveal()
        };
        PublicJudgement::new(judgement, problem.cases(), reveal)
    }
}
