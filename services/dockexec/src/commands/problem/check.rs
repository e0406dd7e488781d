//! `dockexec problem check`: whether problems load, what they lack, and whether their solutions get the verdicts they must get.

use std::path::{Path, PathBuf};

use dockexec_core::problem::ProblemError;
use dockexec_core::{Engine, Problem};
use dockexec_protocol::{FaultRecord, ProblemReport, VERSION};

use crate::exit;
use crate::failure::Outcome;
use crate::show::{self, Paint, Style};
use crate::solutions::{self, Progress};
use crate::surroundings::{Surroundings, View};

/// Check problems: that they load, what they lack, and that their solutions get the verdicts they must get
///
/// Exit status 1 when anything is wrong.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folders of problems, or folders of such folders
    #[arg(required = true)]
    folders: Vec<PathBuf>,

    /// Do not judge the solutions
    #[arg(long)]
    no_run: bool,

    /// How many to judge at a time [default: one for each core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let engine = match args.no_run {
        true => None,
        false => Some(surroundings.engine(args.jobs)?),
    };
    let mut all_good = true;
    for folder in args.folders.iter().flat_map(|folder| problems_in(folder)) {
        let report = check(&folder, engine.as_ref(), surroundings, view)?;
        all_good &= report.ok;
        if view.json {
            surroundings.print_json(&report)?;
        } else {
            surroundings.print(&text(&report, view.out))?;
        }
    }
    Ok(if all_good { exit::OK } else { exit::NOT_OK })
}

/// The folder itself, or the problems right below it.
fn problems_in(folder: &Path) -> Vec<PathBuf> {
    let is_problem = |path: &Path| path.join("problem.toml").is_file();
    let below = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut below: Vec<_> = below.filter(|path| is_problem(path)).collect();
    below.sort();
    if is_problem(folder) || below.is_empty() {
        vec![folder.to_owned()]
    } else {
        below
    }
}

fn check(
    folder: &Path,
    engine: Option<&Engine>,
    surroundings: &Surroundings<'_>,
    view: View,
) -> Outcome<ProblemReport> {
    let mut report = ProblemReport {
        v: VERSION,
        folder: folder.display().to_string(),
        ok: false,
        errors: Vec::new(),
        warnings: Vec::new(),
        solutions: Vec::new(),
    };
    let records = |errors: &[ProblemError]| errors.iter().map(FaultRecord::from).collect::<Vec<_>>();
    let problem = match Problem::load(folder) {
        Ok(problem) => problem,
        Err(errors) => {
            report.errors = records(errors.errors());
            return Ok(report);
        }
    };
    report.warnings = records(&problem.check());
    if let Some(engine) = engine {
        let progress = Progress::new(surroundings.stderr_is_terminal && !view.json);
        report.solutions = solutions::judge_all(engine, &[problem], &[], &surroundings.cancel, &progress)?;
        progress.finish();
    }
    let as_expected = report.solutions.iter().all(|solution| solution.ok != Some(false));
    report.ok = report.warnings.is_empty() && as_expected;
    Ok(report)
}

fn text(report: &ProblemReport, style: Style) -> String {
    let (paint, word) = if report.ok {
        (Paint::Good, "ok")
    } else {
        (Paint::Bad, "not ok")
    };
    let mut text = format!(
        "{}: {}\n",
        style.paint(Paint::Bold, &report.folder),
        style.paint(paint, word)
    );
    let errors = report.errors.iter().map(|fault| (Paint::Bad, "error", fault));
    let warnings = report.warnings.iter().map(|fault| (Paint::Warning, "warning", fault));
    for (paint, word, fault) in errors.chain(warnings) {
        text.push_str(&format!(
            "  {} {}\n",
            style.paint(paint, &format!("{word}:")),
            place(fault)
        ));
        if let Some(hint) = &fault.hint {
            text.push_str(&format!(
                "    {} {}\n",
                style.paint(Paint::Note, "hint:"),
                show::visible(hint)
            ));
        }
    }
    if !report.solutions.is_empty() {
        text.push_str(&solutions::text(&report.solutions, style));
    }
    text
}

fn place(fault: &FaultRecord) -> String {
    let mut text = show::visible_line(&fault.file);
    for number in [fault.line, fault.column].into_iter().flatten() {
        text.push_str(&format!(":{number}"));
    }
    format!("{text}: {}", show::visible(&fault.message))
}
