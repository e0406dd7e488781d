//! Threads for what takes a moment and is no judgement: checking a source, reading a problem, making an engine. For hosts whose own threads must not be held up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::queue::{MAX_WAITING, Queue};
use crate::{Error, Result};

/// A bounded number of threads, which come with the work and go after it, and a bounded line before them. Clones share both.
#[derive(Debug, Clone)]
pub struct Desk(Arc<Queue>);

impl Desk {
    /// A desk with at most `threads` threads; with 0, one.
    pub fn new(threads: usize) -> Self {
        Self(Queue::new(threads.max(1), MAX_WAITING, "dockexec-desk"))
    }

    /// Calls `work` on one of the threads. A panic of `work` ends there; what it holds is dropped, as it is when no thread can be had later on.
    ///
    /// # Errors
    /// `Internal` (retry later) when too much waits already or no thread can be had; then `work` is not called.
    pub fn spawn(&self, work: impl FnOnce() + Send + 'static) -> Result<()> {
        let work = move |refused: Option<Error>| {
            if refused.is_none() {
                drop(catch_unwind(AssertUnwindSafe(work)));
            }
        };
        self.0.push(Box::new(work)).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_panic_does_not_take_the_desk_away() {
        let desk = Desk::new(0);
        let (done, answer) = channel::<u8>();
        let lost = done.clone();
        desk.spawn(move || panic!("on purpose: {lost:?}")).unwrap();
        desk.spawn(move || done.send(1).unwrap()).unwrap();
        assert_eq!(answer.iter().collect::<Vec<_>>(), [1]);
    }
}
