//! Judging the solutions that come with problems, and the table of their verdicts.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use dockexec_core::execute::CancelToken;
use dockexec_core::problem::Solution;
use dockexec_core::{Engine, ErrorKind, Languages, Problem, Submission};
use dockexec_protocol::{ErrorRecord, SolutionReport};
use indicatif::{ProgressBar, ProgressStyle};

use crate::failure::{Failure, Outcome};
use crate::show::{self, Cell, Paint, Style, Table};

/// A bar on standard error, or nothing.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar where a person watches.
    pub(crate) fn new(watched: bool) -> Self {
        if !watched {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}");
        Self(style.map_or(bar.clone(), |style| bar.with_style(style)))
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// Judges every solution of `problems` (in these languages; none named: in all), as many at a time as the engine does.
pub(crate) fn judge_all(
    engine: &Engine,
    problems: &[Problem],
    languages: &[&str],
    cancel: &CancelToken,
    progress: &Progress,
) -> Outcome<Vec<SolutionReport>> {
    let wanted = |solution: &&Solution| languages.is_empty() || languages.contains(&solution.language);
    let work: Vec<(&Problem, &Solution)> = problems
        .iter()
        .flat_map(|problem| {
            problem
                .solutions()
                .iter()
                .filter(wanted)
                .map(move |solution| (problem, solution))
        })
        .collect();
    progress.0.set_length(work.len() as u64);
    let next = AtomicUsize::new(0);
    let results = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..engine.jobs().min(work.len()) {
            scope.spawn(|| {
                while let index = next.fetch_add(1, Ordering::Relaxed)
                    && let Some((problem, solution)) = work.get(index)
                    && !cancel.is_cancelled()
                {
                    progress
                        .0
                        .set_message(format!("{} {}", problem.slug(), file_name(&solution.path)));
                    let report = judge(engine, problem, solution, cancel);
                    results
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .insert(index, report);
                    progress.0.inc(1);
                }
            });
        }
    });
    if cancel.is_cancelled() {
        let error = dockexec_core::Error::new(
            ErrorKind::Cancelled,
            dockexec_core::Stage::Execute,
            "cancelled",
            "interrupted",
        );
        return Err(Failure::Error(error));
    }
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(results.into_values().collect())
}

fn judge(engine: &Engine, problem: &Problem, solution: &Solution, cancel: &CancelToken) -> SolutionReport {
    let mut report = SolutionReport {
        problem: problem.slug().to_owned(),
        language: solution.language.to_owned(),
        file: solution.path.display().to_string(),
        expected: solution.expects.code().to_owned(),
        verdict: None,
        ok: Some(false),
        max_case_cpu_ms: None,
        memory_bytes: None,
        message: None,
        error: None,
    };
    let submission = Submission::new(solution.language, &*solution.source);
    let judgement = problem
        .request(submission)
        .and_then(|request| engine.judge_with(&request, cancel, &|_| {}));
    match judgement {
        Ok(judgement) => {
            report.verdict = Some(judgement.verdict.code().to_owned());
            report.ok = Some(judgement.verdict == solution.expects);
            report.max_case_cpu_ms = Some(judgement.totals.max_case_cpu.as_secs_f64() * 1e3);
            report.memory_bytes = judgement.totals.memory;
            let failing = judgement.first_failing();
            let said = failing.and_then(|case| {
                let message = case.message.as_ref()?;
                Some(format!("case {}: {message}", case.index + 1))
            });
            let finding = judgement.findings.first().map(|finding| finding.message.clone());
            let diagnostic = judgement
                .diagnostics
                .first()
                .map(|diagnostic| diagnostic.message.clone());
            report.message = said.or(judgement.message).or(finding).or(diagnostic);
        }
        Err(error) => {
            // A language that is not installed is no fault of the solution's: skipped, and said so.
            let missing = error.kind() == ErrorKind::HostUnfit;
            report.ok = (!missing).then_some(false);
            report.error = Some(ErrorRecord::from(&error));
        }
    }
    report
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The solution's name without its extension, the same in every language: `accepted`, `wrong_answer_greedy`.
fn stem(report: &SolutionReport) -> String {
    let path = Path::new(&report.file);
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A row for each solution, a column for each language.
pub(crate) fn text(reports: &[SolutionReport], style: Style) -> String {
    let mut languages: Vec<&str> = reports.iter().map(|report| report.language.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut rows: Vec<(&str, String)> = Vec::new();
    let mut cells: BTreeMap<(&str, String, &str), &SolutionReport> = BTreeMap::new();
    for report in reports {
        let key = (report.problem.as_str(), stem(report));
        if !rows.contains(&key) {
            rows.push(key.clone());
        }
        cells.insert((key.0, key.1, &report.language), report);
    }
    let mut head = vec!["problem", "solution"];
    head.extend(languages.iter().map(|id| name_of(id)));
    let mut table = Table::new(&head);
    let mut last = "";
    for (problem, stem) in rows {
        let mut row = vec![
            Cell::from(if problem == last { "" } else { problem }),
            Cell::from(show::visible_line(&stem)),
        ];
        last = problem;
        for language in &languages {
            row.push(
                cells
                    .get(&(problem, stem.clone(), *language))
                    .map_or_else(Cell::default, |report| cell(report)),
            );
        }
        table.row(row);
    }
    let mut text = table.render(style);
    text.push_str(&misses(reports, style));
    text.push_str(&totals(reports, style));
    text
}

fn name_of(id: &str) -> &str {
    Languages::find(id).map_or(id, |language| language.manifest().name.as_str())
}

fn cell(report: &SolutionReport) -> Cell {
    match (report.ok, report.verdict.as_deref()) {
        (None, _) => Cell::painted(Paint::Dim, "skipped"),
        (_, None) => Cell::painted(Paint::Bad, "JE !"),
        (Some(false), Some(verdict)) => Cell::painted(Paint::Bad, format!("{verdict} ! not {}", report.expected)),
        (Some(true), Some("AC")) => {
            let time = report.max_case_cpu_ms.unwrap_or_default().max(0.0) / 1e3;
            let time = std::time::Duration::try_from_secs_f64(time).unwrap_or_default();
            Cell::painted(Paint::Good, format!("AC {}", show::time(time)))
        }
        (Some(true), Some(verdict)) => Cell::painted(Paint::Good, verdict),
    }
}

/// What is not as it must be, one line each.
fn misses(reports: &[SolutionReport], style: Style) -> String {
    let mut text = String::new();
    for report in reports.iter().filter(|report| report.ok == Some(false)) {
        let got = report.verdict.as_deref().unwrap_or("JE");
        let why = report
            .message
            .as_deref()
            .or(report.error.as_ref().map(|error| error.message.as_str()));
        let title = format!("{}/{}: {got}, not {}", report.problem, report.file, report.expected);
        text.push_str(&format!("\n{}\n", style.paint(Paint::Bad, &show::visible_line(&title))));
        if let Some(why) = why {
            let why: String = show::visible_line(why).chars().take(300).collect();
            text.push_str(&format!("  {why}\n"));
        }
    }
    let mut skipped: Vec<&ErrorRecord> = Vec::new();
    for error in reports
        .iter()
        .filter(|report| report.ok.is_none())
        .filter_map(|report| report.error.as_ref())
    {
        if !skipped.contains(&error) {
            skipped.push(error);
        }
    }
    for error in skipped {
        text.push_str(&format!("\n{}", show::error(error, style)));
    }
    text
}

fn totals(reports: &[SolutionReport], style: Style) -> String {
    let number = |ok: Option<bool>| reports.iter().filter(|report| report.ok == ok).count();
    let (good, bad, skipped) = (number(Some(true)), number(Some(false)), number(None));
    let mut text = format!("\n{}: ", show::count(reports.len(), "solution"));
    text.push_str(&style.paint(Paint::Good, &format!("{good} as expected")));
    if bad > 0 {
        text.push_str(&format!(", {}", style.paint(Paint::Bad, &format!("{bad} not"))));
    }
    if skipped > 0 {
        text.push_str(&format!(", {skipped} skipped for want of a toolchain"));
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(problem: &str, language: &str, stem: &str, expected: &str, verdict: &str) -> SolutionReport {
        SolutionReport {
            problem: problem.into(),
            language: language.into(),
            file: format!("solutions/{language}/{stem}.x"),
            expected: expected.into(),
            verdict: Some(verdict.into()),
            ok: Some(expected == verdict),
            max_case_cpu_ms: Some(1.25),
            memory_bytes: None,
            message: Some("case 2: element 1 differs".into()),
            error: None,
        }
    }

    #[test]
    fn the_table_has_a_row_for_each_solution_and_a_column_for_each_language() {
        let mut missing = report("frost-map", "java", "accepted", "AC", "AC");
        missing.ok = None;
        missing.verdict = None;
        missing.error = Some(ErrorRecord {
            code: "toolchain-missing".into(),
            kind: "host_unfit".into(),
            stage: "request".into(),
            message: "Java is not available: no java on PATH".into(),
            hint: Some("apt-get install default-jdk".into()),
            retryable: false,
        });
        let reports = [
            report("frost-map", "python", "accepted", "AC", "AC"),
            report("frost-map", "c", "accepted", "AC", "WA"),
            missing,
            report("frost-map", "python", "time_limit", "TLE", "TLE"),
            report("tidy-shelf", "python", "accepted", "AC", "AC"),
        ];
        insta::assert_snapshot!(text(&reports, Style::PLAIN));
    }
}
