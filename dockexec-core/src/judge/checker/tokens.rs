//! Text as tokens between white space: the layout does not count.

use super::{Opinion, show};

/// White space between tokens: what C's `isspace` says in the C locale. Bytes beyond ASCII belong to tokens.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// A token with the line it is on, counted from 1.
#[derive(Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) text: &'a [u8],
    pub(super) line: usize,
}

/// The tokens of a text in order.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
    line: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self { rest: text, line: 1 }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let start = self.rest.iter().position(|byte| !is_space(*byte))?;
        let (space, rest) = self.rest.split_at(start);
        self.line += space.iter().filter(|byte| **byte == b'\n').count();
        let end = rest.iter().position(|byte| is_space(*byte)).unwrap_or(rest.len());
        let (text, rest) = rest.split_at(end);
        self.rest = rest;
        Some(Token { text, line: self.line })
    }
}

/// Whether two texts have the same tokens.
pub(super) fn same(output: &[u8], expected: &[u8]) -> bool {
    let texts = |text| Tokens::new(text).map(|token| token.text);
    Iterator::eq(texts(output), texts(expected))
}

pub(super) fn check_text(output: &[u8], expected: &[u8]) -> Opinion {
    compare(output, expected, |answer, wanted| answer == wanted)
}

/// Compares token by token with `same`.
pub(super) fn compare(output: &[u8], expected: &[u8], same: impl Fn(&[u8], &[u8]) -> bool) -> Opinion {
    let mut answers = Tokens::new(output);
    let mut wanted = Tokens::new(expected);
    let mut number = 0;
    loop {
        number += 1;
        match (answers.next(), wanted.next()) {
            (None, None) => return Opinion::accepted(),
            (Some(answer), Some(token)) if same(answer.text, token.text) => {}
            (answer, token) => return Opinion::wrong(explain(number, answer, token)),
        }
    }
}

fn explain(number: usize, answer: Option<Token<'_>>, wanted: Option<Token<'_>>) -> String {
    match (answer, wanted) {
        (Some(answer), Some(wanted)) => format!(
            "token {number} (line {}) is {}, expected {}",
            answer.line,
            show::text(answer.text),
            show::text(wanted.text)
        ),
        (Some(answer), None) => format!(
            "token {number} (line {}) is {}, expected the end of the output",
            answer.line,
            show::text(answer.text)
        ),
        (None, Some(wanted)) => format!(
            "the output ends before token {number}, expected {}",
            show::text(wanted.text)
        ),
        (None, None) => "nothing differs".into(),
    }
}
