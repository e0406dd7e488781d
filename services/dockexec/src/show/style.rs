//! Colours, where they are wanted.

use dockexec_core::Verdict;

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    on: bool,
}

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    Good,
    Bad,
    Warning,
    Note,
    Dim,
    Bold,
}

impl Style {
    /// No colours.
    #[cfg(test)]
    pub(crate) const PLAIN: Self = Self { on: false };

    pub(crate) fn new(on: bool) -> Self {
        Self { on }
    }

    pub(crate) fn is_on(self) -> bool {
        self.on
    }

    /// `text`, painted.
    pub(crate) fn paint(self, paint: Paint, text: &str) -> String {
        if !self.on {
            return text.to_owned();
        }
        let code = match paint {
            Paint::Good => "32",
            Paint::Bad => "1;31",
            Paint::Warning => "33",
            Paint::Note => "36",
            Paint::Dim => "2",
            Paint::Bold => "1",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// The colour of a verdict.
    pub(crate) fn paint_of(verdict: Verdict) -> Paint {
        match verdict {
            Verdict::Accepted => Paint::Good,
            Verdict::WrongAnswer | Verdict::RuntimeError | Verdict::CompileError | Verdict::SecurityViolation => {
                Paint::Bad
            }
            _ => Paint::Warning,
        }
    }
}
