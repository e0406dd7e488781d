//! Findings and compiler messages shown in the source they are about.

use dockexec_core::sanitize::Finding;
use dockexec_core::source::{Diagnostic, Severity};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report};

use super::{Style, visible};

/// More compiler messages than anybody reads at once.
const MOST: usize = 10;

/// The sanitizer's findings in `source`, which people know as `name`.
pub(crate) fn findings(findings: &[Finding], name: &str, source: &str, style: Style) -> String {
    let pages = findings.iter().map(|finding| {
        let label = Label {
            start: finding.span.start,
            end: finding.span.end,
            text: "here",
        };
        let diagnostic = MietteDiagnostic::new(visible(&finding.message)).with_code(visible(&finding.rule));
        let diagnostic = match &finding.help {
            Some(help) => diagnostic.with_help(visible(help)),
            None => diagnostic,
        };
        page(diagnostic, Some(label), name, source, style)
    });
    pages.collect()
}

/// What a compiler said about `source`, which people know as `name`.
pub(crate) fn diagnostics(diagnostics: &[Diagnostic], name: &str, source: &str, style: Style) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(MOST) {
        let severity = match diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            _ => miette::Severity::Advice,
        };
        let label = diagnostic.line.map(|line| {
            let (start, end) = span(source, line, diagnostic.column);
            Label { start, end, text: "" }
        });
        let page_text = MietteDiagnostic::new(visible(&diagnostic.message)).with_severity(severity);
        text.push_str(&page(page_text, label, name, source, style));
    }
    if diagnostics.len() > MOST {
        text.push_str(&format!("… and {} more\n", diagnostics.len() - MOST));
    }
    text
}

/// A marked place, as byte offsets of the source.
struct Label {
    start: usize,
    end: usize,
    text: &'static str,
}

fn page(diagnostic: MietteDiagnostic, label: Option<Label>, name: &str, source: &str, style: Style) -> String {
    // Made visible, characters may have grown: places move along.
    let moved = |at: usize| {
        let mut at = at.min(source.len());
        while !source.is_char_boundary(at) {
            at -= 1;
        }
        visible(source.get(..at).unwrap_or_default()).len()
    };
    let report = match label {
        None => Report::new(diagnostic),
        Some(label) => {
            let (start, end) = (moved(label.start), moved(label.end));
            let text = Some(label.text.to_owned()).filter(|text| !text.is_empty());
            let place = LabeledSpan::new(text, start, end.saturating_sub(start));
            let source = NamedSource::new(visible(name), visible(source));
            Report::new(diagnostic.with_label(place)).with_source_code(source)
        }
    };
    let theme = if style.is_on() {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .with_links(false);
    let mut text = String::new();
    // Writing to a string does not fail; a report that cannot be drawn is still said.
    if handler.render_report(&mut text, report.as_ref()).is_err() {
        text = format!("{report}\n");
    }
    text
}

/// From a line and a column to the bytes of the word there; without a column, of the line.
fn span(source: &str, line: usize, column: Option<usize>) -> (usize, usize) {
    let before: usize = source
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = source.get(before..).unwrap_or_default();
    let text = rest.split('\n').next().unwrap_or_default();
    let Some(column) = column else {
        let indent = text.len() - text.trim_start().len();
        return (before + indent, before + text.trim_end().len().max(indent));
    };
    let at = text
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(at, _)| at);
    let rest = text.get(at..).unwrap_or_default();
    let word: usize = rest
        .chars()
        .take_while(|character| character.is_alphanumeric() || *character == '_')
        .map(char::len_utf8)
        .sum();
    let first = rest.chars().next().map_or(0, char::len_utf8);
    (before + at, before + at + word.max(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dockexec_core::source::Span;

    #[test]
    fn a_finding_is_shown_in_its_source() {
        let source = "import socket\n\nclass Solution:\n    pass\n";
        let finding = Finding {
            rule: "python/network".into(),
            message: "`socket` opens network connections".into(),
            help: Some("compute the answer from the arguments alone".into()),
            span: Span::locate(source, 7, 13),
        };
        insta::assert_snapshot!(findings(&[finding], "solution.py", source, Style::PLAIN));
    }

    #[test]
    fn a_compiler_message_is_shown_at_its_word() {
        let source = "int main(void) {\n\treturn widht;\n}\n";
        let diagnostic = Diagnostic {
            severity: Severity::Error,
            message: "'widht' undeclared".into(),
            file: Some("solution.c".into()),
            line: Some(2),
            column: Some(9),
        };
        insta::assert_snapshot!(diagnostics(&[diagnostic], "solution.c", source, Style::PLAIN));
    }

    #[test]
    fn a_place_outside_of_the_source_does_no_harm() {
        let diagnostic = |line, column| Diagnostic {
            severity: Severity::Warning,
            message: "odd\u{1b}[2J".into(),
            file: None,
            line: Some(line),
            column: Some(column),
        };
        for (line, column) in [(0, 0), (1, 99), (99, 1), (usize::MAX, usize::MAX)] {
            let shown = diagnostics(&[diagnostic(line, column)], "a.c", "x\u{1b}é", Style::PLAIN);
            assert!(shown.contains("odd␛") && !shown.contains('\u{1b}'), "{shown}");
        }
    }
}
