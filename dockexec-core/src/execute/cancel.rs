//! Telling a run from another thread that nobody wants its result any more.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A flag that can be raised once, from anywhere, and that wakes whoever waits. Clones share the flag.
#[derive(Clone, Default)]
pub struct CancelToken(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    cancelled: bool,
    wakers: Vec<Box<dyn FnOnce() + Send>>,
}

impl CancelToken {
    /// A token that is not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Raises the flag. The second time does nothing.
    pub fn cancel(&self) {
        let wakers = {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            state.cancelled = true;
            std::mem::take(&mut state.wakers)
        };
        for wake in wakers {
            wake();
        }
    }

    /// Whether the flag is raised.
    pub fn is_cancelled(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).cancelled
    }

    /// Calls `wake` when the flag is raised, at once if it is already.
    pub fn on_cancel(&self, wake: impl FnOnce() + Send + 'static) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.cancelled {
            drop(state);
            wake();
        } else {
            state.wakers.push(Box::new(wake));
        }
    }
}

impl fmt::Debug for CancelToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CancelToken").field(&self.is_cancelled()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn wakers_run_once_and_at_once_when_it_is_too_late() {
        let count = Arc::new(AtomicUsize::new(0));
        let token = CancelToken::new();
        let add = |count: &Arc<AtomicUsize>| {
            let count = Arc::clone(count);
            move || {
                count.fetch_add(1, Ordering::SeqCst);
            }
        };
        token.on_cancel(add(&count));
        token.cancel();
        token.cancel();
        token.on_cancel(add(&count));
        assert_eq!(count.load(Ordering::SeqCst), 2);
        assert!(token.is_cancelled());
    }
}
