//! Ending a run from elsewhere.

use std::fs::File;
use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, Result};
use crate::sys;

/// A switch that several runs may watch; once thrown it stays thrown. Cheap to clone.
#[derive(Debug, Clone)]
pub struct CancelToken {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    thrown: AtomicBool,
    /// Readable once thrown, so that it can be waited for together with everything else.
    event: File,
}

impl CancelToken {
    /// A new token, not thrown.
    pub fn new() -> Result<Self> {
        let event = sys::eventfd().map_err(Error::io("make an eventfd for a cancel token"))?;
        Ok(CancelToken {
            inner: Arc::new(Inner {
                thrown: AtomicBool::new(false),
                event: event.into(),
            }),
        })
    }

    /// Ends every run that watches this token. May be called from any thread, any number of times.
    pub fn cancel(&self) {
        self.inner.thrown.store(true, Ordering::Release);
        // The counter can only refuse when it is full, and then it is readable already.
        let _ = (&self.inner.event).write(&1u64.to_ne_bytes());
    }

    /// Whether it has been thrown.
    pub fn is_cancelled(&self) -> bool {
        self.inner.thrown.load(Ordering::Acquire)
    }

    pub(crate) fn event(&self) -> BorrowedFd<'_> {
        self.inner.event.as_fd()
    }
}
