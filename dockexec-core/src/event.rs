//! Progress of a judgement, as it happens.

/// Something that happened on the way to a judgement. Events come in the order of the variants; `RunningCase` once for each case.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum StageEvent {
    /// The request was accepted and waits for a free slot.
    Queued,
    /// The source is being checked and wrapped.
    Sanitizing,
    /// The compiler runs. Not sent when the artifact came from the cache or the language is not compiled.
    Compiling,
    /// Case `index` (from 0) of `total` is running.
    RunningCase {
        /// Which case, counted from 0.
        index: usize,
        /// How many cases there are.
        total: usize,
    },
    /// The judgement is complete.
    Finished,
}

impl StageEvent {
    /// Its name in JSON and in other languages: lower case, with underscores.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sanitizing => "sanitizing",
            Self::Compiling => "compiling",
            Self::RunningCase { .. } => "running_case",
            Self::Finished => "finished",
        }
    }
}
