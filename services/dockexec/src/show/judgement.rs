//! A judgement for people: a table of its cases, the first failing one in full, and the verdict.

use dockexec_core::Verdict;
use dockexec_core::judge::{CaseDetails, PublicCase, PublicJudgement};
use dockexec_core::problem::CaseInput;
use serde_json::Value;

use super::escape::{shortened, visible, visible_line};
use super::table::Cell;
use super::{Paint, Style, Table, count, diagnostics, findings, memory, time};

/// Characters of a value that are shown.
const MOST_CHARS: usize = 400;
/// Lines of output that are shown.
const MOST_LINES: usize = 20;
/// Accepted cases that are listed one by one; beyond that they are only counted.
const MOST_ROWS: usize = 40;

/// `judgement` of `source`, which people know as `name`.
pub(crate) fn judgement(judgement: &PublicJudgement, name: &str, source: &str, style: Style) -> String {
    let mut text = String::new();
    text.push_str(&findings(&judgement.findings, name, source, style));
    text.push_str(&diagnostics(&judgement.diagnostics, name, source, style));
    if !judgement.cases.is_empty() {
        text.push_str(&cases(&judgement.cases, style));
    }
    if let Some(case) = judgement.first_failing() {
        text.push_str(&failing(case, style));
    }
    text.push('\n');
    text.push_str(&verdict(judgement, style));
    text
}

fn cases(cases: &[PublicCase], style: Style) -> String {
    let mut table = Table::new(&["case", "verdict", "cpu", "wall", "memory"]).right(&[2, 3, 4]);
    let mut left_out = 0;
    for case in cases {
        if case.index >= MOST_ROWS && case.verdict == Verdict::Accepted {
            left_out += 1;
            continue;
        }
        table.row(row(case));
    }
    let mut text = table.render(style);
    if left_out > 0 {
        let note = format!("  … and {} accepted\n", count(left_out, "case"));
        text.push_str(&style.paint(Paint::Dim, &note));
    }
    text
}

fn row(case: &PublicCase) -> Vec<Cell> {
    let mut row = vec![
        Cell::from(case_name(case)),
        Cell::painted(Style::paint_of(case.verdict), case.verdict.code()),
    ];
    match &case.details {
        Some(details) => row.extend([
            Cell::from(time(details.cpu)),
            Cell::from(time(details.wall)),
            Cell::from(details.memory.map(memory).unwrap_or_default()),
        ]),
        None => row.push(Cell::painted(Paint::Dim, "hidden")),
    }
    row
}

fn case_name(case: &PublicCase) -> String {
    match case.name.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => shortened(&visible_line(name), 40),
        None => format!("#{}", case.index + 1),
    }
}

fn failing(case: &PublicCase, style: Style) -> String {
    let title = format!("\nfirst failing case: {}", case_name(case));
    let mut text = style.paint(Paint::Bold, &title) + "\n";
    match &case.details {
        None => text.push_str("  its data is hidden; the problem's author can see it with --show-hidden\n"),
        Some(details) => {
            for (label, value) in fields(details) {
                text.push_str(&field(label, &value, style));
            }
        }
    }
    text
}

/// What there is to say about a case, in order.
fn fields(details: &CaseDetails) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    match &details.input {
        Some(CaseInput::Args(args)) => {
            let args: Vec<_> = args.iter().map(Value::to_string).collect();
            fields.push(("input", args.join(", ")));
        }
        Some(CaseInput::Stdin(bytes)) => fields.push(("input", String::from_utf8_lossy(bytes).into_owned())),
        _ => {}
    }
    let shown = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let program = matches!(details.input, Some(CaseInput::Stdin(_)));
    let value = |value: &Value| if program { shown(value) } else { value.to_string() };
    fields.extend(details.output.as_ref().map(|output| ("output", value(output))));
    fields.extend(details.expected.as_ref().map(|expected| ("expected", value(expected))));
    fields.extend(details.message.clone().map(|message| ("reason", message)));
    if !program && !details.stdout.is_empty() {
        fields.push(("stdout", details.stdout.clone()));
    }
    if !details.stderr.is_empty() {
        fields.push(("stderr", details.stderr.clone()));
    }
    fields
}

/// A label and a value; a value of several lines begins on its own.
fn field(label: &str, value: &str, style: Style) -> String {
    let value = visible(&shortened(value.trim_end_matches('\n'), MOST_CHARS * 4));
    let lines: Vec<&str> = value.lines().collect();
    let label = style.paint(Paint::Note, &format!("{label:<9}"));
    match lines.as_slice() {
        [] => format!("  {label} {}\n", style.paint(Paint::Dim, "(nothing)")),
        [line] => format!("  {label} {}\n", shortened(line, MOST_CHARS)),
        lines => {
            let mut text = format!("  {}\n", label.trim_end());
            for line in lines.iter().take(MOST_LINES) {
                text.push_str(&format!("  │ {}\n", shortened(line, MOST_CHARS)));
            }
            if lines.len() > MOST_LINES {
                text.push_str(&format!("  … {} more\n", count(lines.len() - MOST_LINES, "line")));
            }
            text
        }
    }
}

fn verdict(judgement: &PublicJudgement, style: Style) -> String {
    let totals = &judgement.totals;
    let title = format!("{} {}", judgement.verdict.code(), judgement.verdict.phrase());
    let mut text = style.paint(Style::paint_of(judgement.verdict), &title);
    if let Some(message) = &judgement.message {
        text.push_str(&format!(": {}", visible(message)));
    }
    let mut parts = vec![format!("{} of {} passed", totals.passed, count(totals.total, "case"))];
    if totals.ran > 0 {
        let about = if totals.rounded { "about " } else { "" };
        parts.push(format!(
            "cpu {about}{} (slowest case {})",
            time(totals.cpu),
            time(totals.max_case_cpu)
        ));
    }
    if let Some(bytes) = totals.memory {
        parts.push(format!("memory {}", memory(bytes)));
    }
    parts.extend(judgement.toolchain.as_deref().map(visible));
    parts.extend(judgement.tier.as_ref().map(|tier| format!("tier {tier}")));
    text.push_str(&format!("\n{}\n", style.paint(Paint::Dim, &parts.join(" · "))));
    text
}
