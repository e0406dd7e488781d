//! `dockexec demo`: the bundled problems, every solution in every language, one table of verdicts.

use dockexec_core::{Error, Languages};
use dockexec_protocol::{SolutionsReport, VERSION};

use crate::bundled;
use crate::exit;
use crate::failure::Outcome;
use crate::solutions::{self, Progress};
use crate::surroundings::{Surroundings, View};

/// Judge the bundled problems in every language and print a table of verdicts
///
/// Each problem brings right solutions, and wrong ones with the verdict they must get. Exit status 1 when a solution gets another one.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Only these problems [default: all]
    problems: Vec<String>,

    /// Only solutions in this language; may be given several times
    #[arg(long, short, value_name = "LANGUAGE")]
    language: Vec<String>,

    /// How many to judge at a time [default: one for each core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let known = bundled::slugs();
    let wanted: Vec<&str> = match args.problems.as_slice() {
        [] => known.clone(),
        names => names.iter().map(String::as_str).collect(),
    };
    if let Some(unknown) = wanted.iter().find(|slug| !known.contains(slug)) {
        return Err(
            Error::bad_request("unknown-problem", format!("no bundled problem is called {unknown:?}"))
                .with_hint(format!("one of: {}", known.join(", ")))
                .into(),
        );
    }
    let problems = wanted.into_iter().map(bundled::load).collect::<Outcome<Vec<_>>>()?;
    let mut languages = Vec::new();
    for name in &args.language {
        languages.push(Languages::find(name)?.id());
    }
    let engine = surroundings.engine(args.jobs)?;
    let progress = Progress::new(surroundings.stderr_is_terminal && !view.json);
    let reports = solutions::judge_all(&engine, &problems, &languages, &surroundings.cancel, &progress)?;
    progress.finish();
    let good = reports.iter().all(|report| report.ok != Some(false));
    if view.json {
        surroundings.print_json(&SolutionsReport {
            v: VERSION,
            solutions: reports,
        })?;
    } else {
        surroundings.print(&solutions::text(&reports, view.out))?;
    }
    Ok(if good { exit::OK } else { exit::NOT_OK })
}
