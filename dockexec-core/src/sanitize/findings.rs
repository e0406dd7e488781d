//! Findings on their way out: put in order, without repetitions, not too many, and located in the user's own bytes.

use std::ops::Range;

use super::Finding;
use crate::source::Span;

/// Most findings that are reported: enough to see the pattern, few enough for any page.
pub const MAX_FINDINGS: usize = 50;

/// What a finding says, wherever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) rule: String,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Notice {
    pub(super) fn new(rule: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A notice and the bytes it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) notice: Notice,
    pub(super) range: Range<usize>,
}

impl Found {
    pub(super) fn new(notice: Notice, range: Range<usize>) -> Self {
        Self { notice, range }
    }
}

/// Orders, deduplicates, cuts and locates `found`, whose ranges count the bytes of `source` as it was handed in.
pub(super) fn report(source: &[u8], mut found: Vec<Found>) -> Vec<Finding> {
    found.sort_by(|a, b| {
        let key = |found: &Found| (found.range.start, found.range.end, found.notice.rule.clone());
        key(a)
            .cmp(&key(b))
            .then_with(|| a.notice.message.cmp(&b.notice.message))
    });
    found.dedup_by(|next, kept| next.range.start == kept.range.start && next.notice.rule == kept.notice.rule);
    found.truncate(MAX_FINDINGS);
    let visible = Visible::new(source);
    found
        .into_iter()
        .map(|found| Finding {
            rule: found.notice.rule,
            message: found.notice.message,
            help: found.notice.help,
            span: visible.span(found.range),
        })
        .collect()
}

/// The source as an editor shows it, for lines and columns: up to the first byte that is not text, and not counting a byte order mark.
struct Visible<'source> {
    text: &'source str,
    hidden: usize,
    bytes: usize,
}

impl<'source> Visible<'source> {
    fn new(source: &'source [u8]) -> Self {
        let rest = source.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(source);
        let valid = std::str::from_utf8(rest).map_or_else(|error| error.valid_up_to(), str::len);
        let text = rest
            .get(..valid)
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default();
        Self {
            text,
            hidden: source.len() - rest.len(),
            bytes: source.len(),
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        let shown = |at: usize| at.saturating_sub(self.hidden);
        let located = Span::locate(self.text, shown(range.start), shown(range.end));
        let end = range.end.min(self.bytes);
        Span {
            start: range.start.min(end),
            end,
            ..located
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rule: &str, range: Range<usize>) -> Found {
        Found::new(Notice::new(rule, rule), range)
    }

    #[test]
    fn findings_come_in_the_order_of_the_source_and_once() {
        let findings = report(
            b"ab\ncd",
            vec![found("y", 3..4), found("x", 0..1), found("y", 3..5), found("x", 3..4)],
        );
        let seen: Vec<_> = findings
            .iter()
            .map(|finding| (finding.rule.as_str(), finding.span.line))
            .collect();
        assert_eq!(seen, [("x", 1), ("x", 2), ("y", 2)]);
    }

    #[test]
    fn there_are_never_too_many() {
        let many = (0..1000).map(|at| found("x", at..at + 1)).collect();
        assert_eq!(report(&[b' '; 1000], many).len(), MAX_FINDINGS);
    }

    #[test]
    fn a_byte_order_mark_counts_as_bytes_and_not_as_a_column() {
        let findings = report(b"\xEF\xBB\xBFab", vec![found("x", 4..5)]);
        assert_eq!(
            findings[0].span,
            Span {
                start: 4,
                end: 5,
                line: 1,
                column: 2
            }
        );
    }
}
