//! Lines of a stream, each within bounds.

use std::io::{self, BufRead, BufReader, Read};

use dockexec_protocol::MAX_LINE_BYTES;

/// A line that is not empty.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number, from 1; empty lines count.
    pub(super) number: u64,
    /// Its bytes without the line end; `None` for one that is longer than a line may be.
    pub(super) text: Option<Vec<u8>>,
    /// Bytes read from the stream for it.
    pub(super) bytes: u64,
}

/// Reads them one by one; of a line that is too long nothing is kept.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    number: u64,
    limit: usize,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input: BufReader::with_capacity(64 << 10, input),
            number: 0,
            limit: MAX_LINE_BYTES,
        }
    }

    /// The next line, be it empty; `None` at the end.
    fn read(&mut self) -> io::Result<Option<Line>> {
        let (mut text, mut bytes, mut ended) = (Some(Vec::new()), 0, false);
        while !ended {
            let buffer = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                buffer => buffer?,
            };
            if buffer.is_empty() {
                if bytes == 0 {
                    return Ok(None);
                }
                break;
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            if text
                .as_ref()
                .is_some_and(|text: &Vec<u8>| text.len() + part.len() > self.limit)
            {
                text = None;
            }
            if let Some(text) = &mut text {
                text.extend_from_slice(part);
            }
            ended = end.is_some();
            let used = part.len() + usize::from(ended);
            bytes += used as u64;
            self.input.consume(used);
        }
        self.number += 1;
        Ok(Some(Line {
            number: self.number,
            text,
            bytes,
        }))
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.read() {
                Err(error) => return Some(Err(error)),
                Ok(None) => return None,
                Ok(Some(line)) if line.text.as_deref().is_some_and(|text| text.trim_ascii().is_empty()) => {}
                Ok(Some(line)) => return Some(Ok(line)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &str, limit: usize) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines::new(input.as_bytes());
        lines.limit = limit;
        lines
            .map(|line| {
                let line = line.unwrap();
                (line.number, line.text.map(|text| String::from_utf8(text).unwrap()))
            })
            .collect()
    }

    #[test]
    fn empty_lines_are_skipped_and_counted() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(lines("a\n\n \r\nb", 9), [(1, text("a")), (4, text("b"))]);
        assert_eq!(lines("", 9), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_dropped_and_the_next_one_is_whole() {
        let long = "x".repeat(200_000);
        let input = format!("{long}\nshort\n{long}");
        assert_eq!(lines(&input, 100), [(1, None), (2, Some("short".into())), (3, None)]);
    }
}
