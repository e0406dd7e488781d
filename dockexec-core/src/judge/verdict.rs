//! The categories of a judgement and their order.

use std::fmt;

/// The category of a result.
///
/// # Precedence
///
/// A case has one cause, found in this order: what stopped the run from outside (`OLE`, `MLE`, `TLE`, `WTL`: the
/// sandbox kills for exactly one of them, the first to be exceeded), then how the program ended by itself (`RTE`), and only for a
/// program that ended well, what it answered (`WA`, `PE`, `AC`). The verdict of a whole judgement is `SV`, `CTL` or `CE` if it
/// came to no run at all, else that of the first case that is not `AC`.
///
/// A judge error (`JE`) is not here on purpose: see [`Error`](crate::Error).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// Every answer was right.
    Accepted,
    /// An answer was wrong.
    WrongAnswer,
    /// The right tokens, wrongly laid out (only where the checker is exact on text).
    PresentationError,
    /// More CPU time than allowed.
    TimeLimit,
    /// More elapsed time than allowed: the program slept, waited or deadlocked.
    WallTimeLimit,
    /// The kernel stopped it at its memory limit, or the run-time system gave up for lack of memory.
    MemoryLimit,
    /// More output than allowed.
    OutputLimit,
    /// It crashed, threw, exited with a failure status, or broke the harness protocol.
    RuntimeError,
    /// It does not compile.
    CompileError,
    /// The compiler exceeded its own limits.
    CompileLimit,
    /// A forbidden operation was found in the source.
    SecurityViolation,
}

impl Verdict {
    /// The short code used on the wire: `AC`, `WA`, `PE`, `TLE`, `WTL`, `MLE`, `OLE`, `RTE`, `CE`, `CTL`, `SV`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "AC",
            Self::WrongAnswer => "WA",
            Self::PresentationError => "PE",
            Self::TimeLimit => "TLE",
            Self::WallTimeLimit => "WTL",
            Self::MemoryLimit => "MLE",
            Self::OutputLimit => "OLE",
            Self::RuntimeError => "RTE",
            Self::CompileError => "CE",
            Self::CompileLimit => "CTL",
            Self::SecurityViolation => "SV",
        }
    }

    /// A phrase for people, such as "wrong answer".
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::WrongAnswer => "wrong answer",
            Self::PresentationError => "presentation error",
            Self::TimeLimit => "time limit exceeded",
            Self::WallTimeLimit => "wall time limit exceeded",
            Self::MemoryLimit => "memory limit exceeded",
            Self::OutputLimit => "output limit exceeded",
            Self::RuntimeError => "runtime error",
            Self::CompileError => "compile error",
            Self::CompileLimit => "compiler limit exceeded",
            Self::SecurityViolation => "forbidden operation",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
