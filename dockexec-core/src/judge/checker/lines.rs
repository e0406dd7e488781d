//! Text line by line: trailing white space of a line and trailing empty lines do not count.

use super::exact::explain;
use super::{Opinion, tokens};

/// The lines of a text, without their ends (`\n` or `\r\n`). An empty text has one empty line, as has the place behind a final line end.
#[derive(Clone)]
pub(super) struct Lines<'a>(Option<&'a [u8]>);

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self(Some(text))
    }

    /// The lines up to the last that is not blank, trailing white space cut.
    pub(super) fn trimmed(text: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        let text = trim_end(text);
        let lines = if text.is_empty() { Self(None) } else { Self(Some(text)) };
        lines.map(trim_end)
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let text = self.0?;
        let Some(end) = text.iter().position(|byte| *byte == b'\n') else {
            self.0 = None;
            return Some(text);
        };
        let (line, rest) = text.split_at(end);
        self.0 = rest.get(1..);
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

pub(super) fn trim_end(text: &[u8]) -> &[u8] {
    let end = text
        .iter()
        .rposition(|byte| !tokens::is_space(*byte))
        .map_or(0, |last| last + 1);
    text.get(..end).unwrap_or(text)
}

pub(super) fn check_text(output: &[u8], expected: &[u8]) -> Opinion {
    let mut answers = Lines::trimmed(output);
    let mut wanted = Lines::trimmed(expected);
    let mut number = 0;
    loop {
        number += 1;
        match (answers.next(), wanted.next()) {
            (None, None) => return Opinion::accepted(),
            (Some(answer), Some(line)) if answer == line => {}
            (answer, line) => return Opinion::wrong(explain(number, answer, line)),
        }
    }
}
