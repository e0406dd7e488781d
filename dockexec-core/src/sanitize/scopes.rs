//! Which definition a name means: lexical scopes, resolved in one sweep over the source.
//!
//! A definition holds in the whole of its scope, before its own line too, as it does for functions and classes; that is close enough for a check that
//! must not mistake a local variable called `socket` for the module. The sweep costs the same for a name under one scope and under a hundred thousand.

use std::collections::HashMap;
use std::ops::Range;

use super::facts::{Facts, Kind, NodeKey};

/// Entries of enclosing class scopes that a lookup skips before it gives up.
const MAX_SKIPPED: usize = 64;

/// Index into [`Scopes::symbols`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SymbolId(pub(super) usize);

/// A name defined in a scope, with everything it may stand for.
#[derive(Debug, Default)]
pub(super) struct Symbol {
    /// Values given to it, each with the member of it that is meant.
    pub(super) values: Vec<(NodeKey, Option<Range<usize>>)>,
    /// Indices into [`Facts::imports`] of the imports that bind it.
    pub(super) imports: Vec<usize>,
    /// Definitions that say nothing about what it stands for, such as a parameter.
    pub(super) unknown: usize,
}

/// The resolved names of one source.
#[derive(Debug)]
pub(super) struct Scopes {
    pub(super) symbols: Vec<Symbol>,
    /// By expression: the symbol a name means; absent when nothing in the source defines it.
    resolved: HashMap<usize, SymbolId>,
    /// Symbols of the outermost scope.
    outermost: HashMap<String, SymbolId>,
}

impl Scopes {
    /// Resolves all names of `facts`. `bindings` are the names that imports bind: (name, index of the import).
    pub(super) fn resolve(facts: &Facts, text: &str, bindings: &[(String, usize)]) -> Self {
        let mut builder = Builder::new(facts);
        builder.define_all(facts, text);
        builder.bind_imports(facts, bindings);
        let resolved = builder.resolve_names(facts, text);
        let outermost = builder.tables.swap_remove(0);
        Self {
            symbols: builder.symbols,
            resolved,
            outermost,
        }
    }

    /// The symbol that the expression with this index means, if it is a name that the source defines.
    pub(super) fn meaning(&self, expression: usize) -> Option<SymbolId> {
        self.resolved.get(&expression).copied()
    }

    /// Whether the outermost scope defines `name`.
    pub(super) fn defines_globally(&self, name: &str) -> bool {
        self.outermost.contains_key(name)
    }
}

/// Scopes in the order of the source; scope 0 is the whole source.
struct Builder {
    ranges: Vec<(Range<usize>, bool)>,
    tables: Vec<HashMap<String, SymbolId>>,
    symbols: Vec<Symbol>,
}

/// A walk over positions in ascending order that knows the scopes around the current one.
struct Sweep {
    open: Vec<usize>,
    next: usize,
}

impl Sweep {
    fn new() -> Self {
        Self { open: vec![0], next: 1 }
    }

    /// Moves to `at`, telling of scopes left and entered.
    fn advance(
        &mut self,
        at: usize,
        ranges: &[(Range<usize>, bool)],
        mut left: impl FnMut(usize),
        mut entered: impl FnMut(usize),
    ) {
        loop {
            while self.open.len() > 1
                && self
                    .open
                    .last()
                    .and_then(|scope| ranges.get(*scope))
                    .is_some_and(|(range, _)| range.end <= at)
            {
                if let Some(scope) = self.open.pop() {
                    left(scope);
                }
            }
            match ranges.get(self.next) {
                Some((range, _)) if range.start <= at => {
                    if at < range.end {
                        self.open.push(self.next);
                        entered(self.next);
                    }
                    self.next += 1;
                }
                _ => return,
            }
        }
    }

    fn innermost(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn around_innermost(&self) -> usize {
        self.open
            .len()
            .checked_sub(2)
            .and_then(|index| self.open.get(index))
            .copied()
            .unwrap_or(0)
    }
}

impl Builder {
    fn new(facts: &Facts) -> Self {
        let mut ranges = vec![(0..usize::MAX, false)];
        ranges.extend(facts.scopes.iter().map(|scope| (scope.range.clone(), scope.closed)));
        let tables = ranges.iter().map(|_| HashMap::new()).collect();
        Self {
            ranges,
            tables,
            symbols: Vec::new(),
        }
    }

    fn symbol(&mut self, scope: usize, name: &str) -> Option<&mut Symbol> {
        let fresh = SymbolId(self.symbols.len());
        let id = *self.tables.get_mut(scope)?.entry(name.to_owned()).or_insert(fresh);
        if id == fresh {
            self.symbols.push(Symbol::default());
        }
        self.symbols.get_mut(id.0)
    }

    fn define_all(&mut self, facts: &Facts, text: &str) {
        let mut sweep = Sweep::new();
        for definition in &facts.definitions {
            sweep.advance(definition.name.start, &self.ranges, |_| {}, |_| {});
            let name = text.get(definition.name.clone()).unwrap_or_default();
            if definition
                .value
                .is_some_and(|value| is_the_name(facts, text, value, name))
            {
                // `eval = eval` defines nothing new: the name goes on to mean what it meant outside.
                continue;
            }
            let scope = if definition.is_outer() {
                sweep.around_innermost()
            } else {
                sweep.innermost()
            };
            if let Some(symbol) = self.symbol(scope, name) {
                match definition.value {
                    Some(value) => symbol.values.push((value, definition.member.clone())),
                    None => symbol.unknown += 1,
                }
            }
        }
    }

    fn bind_imports(&mut self, facts: &Facts, bindings: &[(String, usize)]) {
        let mut sweep = Sweep::new();
        for (name, index) in bindings {
            let Some(import) = facts.imports.get(*index) else {
                continue;
            };
            sweep.advance(import.statement.start, &self.ranges, |_| {}, |_| {});
            if let Some(symbol) = self.symbol(sweep.innermost(), name) {
                symbol.imports.push(*index);
            }
        }
    }

    fn resolve_names(&self, facts: &Facts, text: &str) -> HashMap<usize, SymbolId> {
        let mut resolved = HashMap::new();
        let visible = std::cell::RefCell::new(Visible::default());
        visible.borrow_mut().enter(0, self);
        let mut sweep = Sweep::new();
        for (index, expression) in facts.expressions.iter().enumerate() {
            if !matches!(expression.kind, Kind::Name) {
                continue;
            }
            let leave = |scope| visible.borrow_mut().leave(scope, self);
            let enter = |scope| visible.borrow_mut().enter(scope, self);
            sweep.advance(expression.range.start, &self.ranges, leave, enter);
            let name = text.get(expression.range.clone()).unwrap_or_default();
            if let Some(symbol) = visible.borrow().lookup(name, sweep.innermost()) {
                resolved.insert(index, symbol);
            }
        }
        resolved
    }
}

fn is_the_name(facts: &Facts, text: &str, value: NodeKey, name: &str) -> bool {
    facts
        .expression(value)
        .and_then(|id| facts.get(id))
        .is_some_and(|expression| {
            matches!(expression.kind, Kind::Name) && text.get(expression.range.clone()) == Some(name)
        })
}

/// For every name, the definitions that are in force at the current place, the nearest last.
#[derive(Default)]
struct Visible<'builder> {
    names: HashMap<&'builder str, Vec<Entry>>,
}

struct Entry {
    symbol: SymbolId,
    scope: usize,
    closed: bool,
}

impl<'builder> Visible<'builder> {
    fn enter(&mut self, scope: usize, builder: &'builder Builder) {
        let closed = builder.ranges.get(scope).is_some_and(|(_, closed)| *closed);
        for (name, symbol) in builder.tables.get(scope).into_iter().flatten() {
            self.names.entry(name).or_default().push(Entry {
                symbol: *symbol,
                scope,
                closed,
            });
        }
    }

    fn leave(&mut self, scope: usize, builder: &'builder Builder) {
        for name in builder.tables.get(scope).into_iter().flat_map(HashMap::keys) {
            if let Some(entries) = self.names.get_mut(name.as_str()) {
                entries.pop();
            }
        }
    }

    fn lookup(&self, name: &str, innermost: usize) -> Option<SymbolId> {
        let entries = self.names.get(name)?;
        let seen = |entry: &&Entry| !entry.closed || entry.scope == innermost;
        entries
            .iter()
            .rev()
            .take(MAX_SKIPPED)
            .find(seen)
            .map(|entry| entry.symbol)
    }
}
