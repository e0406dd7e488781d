//! Cells kept ready, on shelves: plain ones, which suit any policy, and armed ones, which suit one policy and quota.
//!
//! A policy that is used again and again, as a judge's is, so finds its file tree built and its privileges given up
//! before the next command is known. The cell that was made first is taken first: entering a v1 cgroup can take
//! 10 ms and more, and whoever took the latest would wait for exactly that.

use std::collections::VecDeque;
use std::sync::{Arc, Weak};

use crate::cell::Cell;
use crate::limits::{Limits, TmpfsSize};
use crate::policy::Policy;

/// Cells that a shelf holds from the start.
const FEWEST: usize = 2;
/// The most that one shelf ever holds, and all together.
const MOST_ON_A_SHELF: usize = 12;
const MOST_IN_ALL: usize = 24;

/// What a cell was armed for.
#[derive(Debug, Clone)]
pub(crate) struct Recipe {
    /// The shelf must not keep it alive. A weak pointer still holds on to its address, so no other policy gets that.
    policy: Weak<Policy>,
    scratch: TmpfsSize,
    /// The limits that the latest run of this kind had: the next one's are likely the same.
    pub(crate) limits: Limits,
}

impl Recipe {
    fn suits(&self, policy: &Arc<Policy>, scratch: TmpfsSize) -> bool {
        self.scratch == scratch && std::ptr::eq(self.policy.as_ptr(), Arc::as_ptr(policy))
    }

    /// The policy, unless nobody uses it any more.
    pub(crate) fn policy(&self) -> Option<Arc<Policy>> {
        self.policy.upgrade()
    }
}

/// Cells of one kind.
#[derive(Debug)]
struct Shelf {
    /// `None` for the plain ones.
    recipe: Option<Recipe>,
    ready: VecDeque<Cell>,
    /// How many to keep: grows when they did not suffice. Zero before the second use, for many policies have only one.
    wanted: usize,
}

/// All shelves; the one that was used last comes first.
#[derive(Debug)]
pub(crate) struct Spares {
    shelves: Vec<Shelf>,
}

impl Default for Spares {
    fn default() -> Self {
        Spares {
            shelves: vec![Shelf {
                recipe: None,
                ready: VecDeque::new(),
                wanted: FEWEST,
            }],
        }
    }
}

impl Spares {
    /// An armed cell for a run, and a note that such runs happen.
    pub(crate) fn take_armed(&mut self, policy: &Arc<Policy>, limits: &Limits) -> Option<Cell> {
        let suits = |shelf: &Shelf| {
            let recipe = shelf.recipe.as_ref();
            recipe.is_some_and(|r| r.suits(policy, limits.scratch))
        };
        let at = self.shelves.iter().position(suits);
        let mut shelf = match at {
            Some(at) => self.shelves.remove(at),
            None => Shelf {
                recipe: Some(Recipe {
                    policy: Arc::downgrade(policy),
                    scratch: limits.scratch,
                    limits: limits.clone(),
                }),
                ready: VecDeque::new(),
                wanted: 0,
            },
        };
        if let Some(recipe) = &mut shelf.recipe {
            recipe.limits.clone_from(limits);
        }
        let cell = shelf.take();
        // One that is still being armed makes its run wait: too few were there, too.
        if !cell.as_ref().is_some_and(|cell| cell.ready) && at.is_some() {
            shelf.wanted = (shelf.wanted + 1).clamp(FEWEST, MOST_ON_A_SHELF);
        }
        self.shelves.insert(0, shelf);
        cell
    }

    /// A plain cell.
    pub(crate) fn take_plain(&mut self) -> Option<Cell> {
        let shelf = self.shelves.iter_mut().find(|s| s.recipe.is_none())?;
        let cell = shelf.take();
        if cell.is_none() {
            shelf.wanted = (shelf.wanted + 1).min(MOST_ON_A_SHELF);
        }
        cell
    }

    /// What to make next: `None` when there is enough, `Some(None)` for a plain cell. The shelf that was used last
    /// comes first, and what was not used for long makes room for it.
    pub(crate) fn missing(&mut self, thrown_away: &mut Vec<Cell>) -> Option<Option<Recipe>> {
        let dead = |shelf: &Shelf| shelf.recipe.as_ref().is_some_and(|r| r.policy.strong_count() == 0);
        let mut room = MOST_IN_ALL;
        for shelf in &mut self.shelves {
            shelf.wanted = if dead(shelf) { 0 } else { shelf.wanted.min(room) };
            room -= shelf.wanted;
            let excess = shelf.ready.len().saturating_sub(shelf.wanted);
            thrown_away.extend(shelf.ready.drain(..excess));
        }
        self.shelves.retain(|shelf| shelf.recipe.is_none() || !dead(shelf));
        // A long list is of policies that were used once or long ago.
        while self.shelves.len() > 2 * MOST_IN_ALL
            && let Some(last) = self.shelves.iter().rposition(|s| s.recipe.is_some())
        {
            thrown_away.extend(self.shelves.remove(last).ready);
        }
        let short = self.shelves.iter().find(|s| s.ready.len() < s.wanted)?;
        Some(short.recipe.clone())
    }

    /// Puts a new cell where it belongs; returned when its shelf is gone meanwhile.
    pub(crate) fn put(&mut self, recipe: Option<&Recipe>, cell: Cell) -> Option<Cell> {
        let belongs = |shelf: &&mut Shelf| match (&shelf.recipe, recipe) {
            (None, None) => true,
            (Some(of_shelf), Some(recipe)) => {
                of_shelf.scratch == recipe.scratch && Weak::ptr_eq(&of_shelf.policy, &recipe.policy)
            }
            _ => false,
        };
        match self.shelves.iter_mut().find(belongs) {
            Some(shelf) => shelf.ready.push_back(cell),
            None => return Some(cell),
        }
        None
    }

    /// Empties everything.
    pub(crate) fn clear(&mut self) -> Vec<Cell> {
        self.shelves
            .iter_mut()
            .flat_map(|shelf| shelf.ready.drain(..))
            .collect()
    }
}

impl Shelf {
    /// The oldest cell that is alive.
    fn take(&mut self) -> Option<Cell> {
        while let Some(mut cell) = self.ready.pop_front() {
            if cell.is_waiting() {
                return Some(cell);
            }
        }
        None
    }
}
