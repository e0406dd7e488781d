//! Values that are made once for each name and kept for good.
//!
//! The trap is `fork`, which hosts in other languages use: a child in which a lock is taken by a thread that it does not have waits for ever. So values are
//! made without the lock (two threads may make the same one, and one is dropped), and finding one excludes nobody.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Values by name.
#[derive(Debug)]
pub(crate) struct Kept<T>(RwLock<BTreeMap<String, Arc<T>>>);

impl<T> Kept<T> {
    pub(crate) const fn new() -> Self {
        Self(RwLock::new(BTreeMap::new()))
    }

    /// The value called `name`, made by `make` where there is none. What fails is not kept.
    pub(crate) fn get<E>(&self, name: &str, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return Ok(Arc::clone(known));
        }
        let fresh = Arc::new(make()?);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(all.entry(name.to_owned()).or_insert(fresh)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_and_a_failure_not_kept() {
        let kept = Kept::new();
        assert_eq!(kept.get("a", || Err("no")), Err("no"));
        assert_eq!(kept.get("a", || Ok::<_, ()>(1)).as_deref(), Ok(&1));
        assert_eq!(kept.get("a", || Ok::<_, ()>(2)).as_deref(), Ok(&1));
        assert_eq!(kept.get("b", || Ok::<_, ()>(2)).as_deref(), Ok(&2));
    }

    #[test]
    fn nothing_is_locked_while_a_value_is_made() {
        let kept = Kept::new();
        let outer = kept.get("a", || kept.get("b", || Ok::<_, ()>(1)).map(|one| *one + 1));
        assert_eq!(outer.as_deref(), Ok(&2));
    }
}
