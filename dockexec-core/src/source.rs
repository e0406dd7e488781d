//! Places in a source text, and what is said about them.

/// A place in the *user's own* source, before anything was added to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Column of the first byte in characters, from 1.
    pub column: usize,
}

impl Span {
    /// The span of `start..end` (byte offsets) in `text`. Offsets beyond the text are clamped to its end.
    pub fn locate(text: &str, start: usize, end: usize) -> Self {
        let end = end.min(text.len());
        let start = floor_char_boundary(text, start.min(end));
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        Self {
            start,
            end,
            line,
            column,
        }
    }
}

fn floor_char_boundary(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// At most `limit` bytes of `text`, cut at a character; an ellipsis says that something was cut.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    if text.len() <= limit {
        return text.to_owned();
    }
    let end = floor_char_boundary(text, limit);
    format!("{}…", text.get(..end).unwrap_or_default())
}

/// How bad a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Belongs to the diagnostic before it.
    Note,
    /// Does not stop anything.
    Warning,
    /// Stopped the compilation or the run.
    Error,
}

impl Severity {
    /// The name in JSON and in texts: lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One message of a compiler (or of a language's parser), located in the user's source where it could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What the compiler said, without the location prefix.
    pub message: String,
    /// The file as the user knows it, such as `solution.c`; `None` when the message is about none.
    pub file: Option<String>,
    /// Line in the user's source, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let text = "a\nüb x";
        let at = text.find('x').unwrap();
        assert_eq!(
            Span::locate(text, at, at + 1),
            Span {
                start: at,
                end: at + 1,
                line: 2,
                column: 4
            }
        );
        assert_eq!(Span::locate(text, 0, 1).line, 1);
        assert_eq!(
            Span::locate(text, 99, 120),
            Span {
                start: text.len(),
                end: text.len(),
                line: 2,
                column: 5
            }
        );
    }
}
