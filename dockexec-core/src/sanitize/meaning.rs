//! What an expression means: the canonical paths it may stand for.
//!
//! Expressions form a graph (a member points at its object, a name at the values given to it, a call at its function), which hostile sources make deep
//! and cyclic. It is walked with a stack of our own, and every expression is evaluated once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::facts::{Argument, ExpressionId, Facts, Import, Kind, NodeKey};
use super::literal;
use super::path::{COMPUTED, PathId, Paths};
use super::rules::{ImportBinds, Names};
use super::scopes::{Scopes, SymbolId};

/// Paths that one expression may stand for at the same time.
const MAX_MEANINGS: usize = 8;

/// The meanings of everything in one source.
pub(super) struct Meanings<'source> {
    text: &'source str,
    facts: &'source Facts,
    names: &'source Names,
    scopes: Scopes,
    pub(super) paths: Paths,
    import_paths: Vec<PathId>,
    wildcards: Vec<PathId>,
    free: Vec<PathId>,
    importers: Vec<PathId>,
    accessors: Vec<PathId>,
    provided: HashMap<String, PathId>,
    known: HashMap<Unit, Vec<PathId>>,
}

/// Something that is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Unit {
    Expression(ExpressionId),
    Symbol(SymbolId),
}

impl<'source> Meanings<'source> {
    /// Resolves the names of `text`. `provided` is whether the harness of a function problem provides names.
    pub(super) fn new(text: &'source str, facts: &'source Facts, names: &'source Names, provided: bool) -> Self {
        let mut paths = Paths::new(
            names
                .aliases
                .iter()
                .map(|(spelling, path)| (spelling.as_str(), path.as_str())),
        );
        let mut written = |list: &[String]| {
            list.iter()
                .map(|name| paths.written(PathId::ROOT, name))
                .collect::<Vec<_>>()
        };
        let free = written(&names.free);
        let importers = written(&names.importers);
        let accessors = written(&names.accessors);
        let provided = names
            .provided
            .iter()
            .filter(|_| provided)
            .map(|(name, path)| (name.clone(), paths.written(PathId::ROOT, path)))
            .collect();
        let import_paths: Vec<_> = facts
            .imports
            .iter()
            .map(|import| import_path(import, text, names, &mut paths))
            .collect();
        let wildcards = facts
            .imports
            .iter()
            .zip(&import_paths)
            .filter(|(import, _)| import.all)
            .map(|(_, path)| *path)
            .take(MAX_MEANINGS * 8)
            .collect();
        let bindings: Vec<_> = facts
            .imports
            .iter()
            .enumerate()
            .filter_map(|(index, import)| Some((bound_name(import, text, names)?, index)))
            .collect();
        let scopes = Scopes::resolve(facts, text, &bindings);
        Self {
            text,
            facts,
            names,
            scopes,
            paths,
            import_paths,
            wildcards,
            free,
            importers,
            accessors,
            provided,
            known: HashMap::new(),
        }
    }

    /// What each import statement imports, in the order of [`Facts::imports`].
    pub(super) fn imports(&self) -> &[PathId] {
        &self.import_paths
    }

    /// Whether the outermost scope of the source defines `name`.
    pub(super) fn defines_globally(&self, name: &str) -> bool {
        self.scopes.defines_globally(name)
    }

    /// Whether `expression` is a name that the source itself defines or imports.
    pub(super) fn is_defined_here(&self, expression: ExpressionId) -> bool {
        self.scopes.meaning(expression.0).is_some()
    }

    /// What a node may stand for.
    pub(super) fn of_node(&mut self, node: NodeKey) -> Vec<PathId> {
        self.facts.expression(node).map(|id| self.of(id)).unwrap_or_default()
    }

    /// What an expression may stand for; nothing when nobody can know.
    pub(super) fn of(&mut self, expression: ExpressionId) -> Vec<PathId> {
        let wanted = Unit::Expression(expression);
        let mut stack = vec![(wanted, false)];
        while let Some((unit, ready)) = stack.pop() {
            if ready {
                let meaning = self.evaluate(unit);
                self.known.insert(unit, meaning);
            } else if let Entry::Vacant(unknown) = self.known.entry(unit) {
                // Until it is ready it means nothing, which is also what ends a cycle.
                unknown.insert(Vec::new());
                stack.push((unit, true));
                stack.extend(self.needs(unit).into_iter().map(|unit| (unit, false)));
            }
        }
        self.known.get(&wanted).cloned().unwrap_or_default()
    }

    /// What a name that nothing in the source defines may stand for.
    pub(super) fn of_free_name(&mut self, name: &str) -> Vec<PathId> {
        if let Some(path) = self.provided.get(name) {
            return vec![*path];
        }
        let bases: Vec<_> = self.free.iter().chain(&self.wildcards).copied().collect();
        let mut meanings: Vec<_> = bases.into_iter().map(|base| self.paths.join(base, name)).collect();
        meanings.dedup();
        meanings
    }

    /// The text of a string literal, or of a name that stands for one.
    pub(super) fn literal(&self, node: NodeKey) -> Option<(String, Range<usize>)> {
        let expression = self.facts.expression(node)?;
        if let Some(symbol) = self
            .scopes
            .meaning(expression.0)
            .and_then(|id| self.scopes.symbols.get(id.0))
        {
            let [(value, None)] = symbol.values.as_slice() else {
                return None;
            };
            return if symbol.unknown == 0 {
                self.own_literal(self.facts.expression(*value)?)
            } else {
                None
            };
        }
        self.own_literal(expression)
    }

    fn own_literal(&self, expression: ExpressionId) -> Option<(String, Range<usize>)> {
        let mut expression = self.facts.get(expression)?;
        while let Kind::Same { inner } = expression.kind {
            expression = self.facts.get(self.facts.expression(inner)?)?;
        }
        let is_literal = matches!(expression.kind, Kind::Text) && !self.facts.is_computed(&expression.range);
        let written = self.text.get(expression.range.clone())?;
        is_literal.then(|| (literal::value(written), expression.range.clone()))
    }

    fn needs(&self, unit: Unit) -> Vec<Unit> {
        let node = |node: &NodeKey| self.facts.expression(*node).map(Unit::Expression);
        match unit {
            Unit::Symbol(id) => {
                let values = self
                    .scopes
                    .symbols
                    .get(id.0)
                    .map(|symbol| symbol.values.as_slice())
                    .unwrap_or_default();
                values.iter().filter_map(|(value, _)| node(value)).collect()
            }
            Unit::Expression(id) => match self.facts.get(id).map(|expression| &expression.kind) {
                Some(Kind::Name) => self.scopes.meaning(id.0).map(Unit::Symbol).into_iter().collect(),
                Some(Kind::Same { inner }) => node(inner).into_iter().collect(),
                Some(Kind::Member { object, .. } | Kind::Index { object, .. }) => node(object).into_iter().collect(),
                Some(Kind::Call { function, arguments }) => node(function)
                    .into_iter()
                    .chain(arguments.first().and_then(|first| node(&first.node)))
                    .collect(),
                Some(Kind::Text) | None => Vec::new(),
            },
        }
    }

    fn evaluate(&mut self, unit: Unit) -> Vec<PathId> {
        let mut meaning = match unit {
            Unit::Symbol(id) => self.symbol(id),
            Unit::Expression(id) => self.expression(id),
        };
        meaning.sort_unstable();
        meaning.dedup();
        meaning.truncate(MAX_MEANINGS.max(self.free.len() + self.wildcards.len()));
        meaning
    }

    fn symbol(&mut self, id: SymbolId) -> Vec<PathId> {
        let facts = self.facts;
        let Some(symbol) = self.scopes.symbols.get(id.0) else {
            return Vec::new();
        };
        let mut meaning: Vec<_> = symbol
            .imports
            .iter()
            .filter_map(|index| self.bound_path(*index))
            .collect();
        for (value, member) in symbol.values.clone() {
            let value = facts.expression(value).map(|id| self.evaluated(id)).unwrap_or_default();
            match member {
                Some(member) => meaning.extend(self.members(&value, self.text.get(member).unwrap_or_default())),
                None => meaning.extend(value),
            }
            if meaning.len() > MAX_MEANINGS * 4 {
                break;
            }
        }
        meaning
    }

    /// What the name bound by an import stands for.
    fn bound_path(&self, index: usize) -> Option<PathId> {
        let import = self.facts.imports.get(index)?;
        let whole = self.import_paths.get(index).copied()?;
        let first_part =
            import.alias.is_none() && import.member.is_none() && self.names.import_binds == ImportBinds::First;
        Some(if first_part {
            self.paths.first_segment(whole)
        } else {
            whole
        })
    }

    fn evaluated(&self, id: ExpressionId) -> Vec<PathId> {
        self.known.get(&Unit::Expression(id)).cloned().unwrap_or_default()
    }

    fn evaluated_node(&self, node: NodeKey) -> Vec<PathId> {
        self.facts
            .expression(node)
            .map(|id| self.evaluated(id))
            .unwrap_or_default()
    }

    fn expression(&mut self, id: ExpressionId) -> Vec<PathId> {
        let facts = self.facts;
        let Some(expression) = facts.get(id) else {
            return Vec::new();
        };
        match &expression.kind {
            Kind::Text => Vec::new(),
            Kind::Name => match self.scopes.meaning(id.0) {
                Some(symbol) => self.known.get(&Unit::Symbol(symbol)).cloned().unwrap_or_default(),
                None => self.of_free_name(self.text.get(expression.range.clone()).unwrap_or_default()),
            },
            Kind::Same { inner } => self.evaluated_node(*inner),
            Kind::Member { object, name } => {
                let object = self.evaluated_node(*object);
                self.members(&object, self.text.get(name.clone()).unwrap_or_default())
            }
            Kind::Index { object, key } => {
                let object = self.evaluated_node(*object);
                self.keyed(&object, key)
            }
            Kind::Call { function, arguments } => self.call(*function, arguments),
        }
    }

    fn call(&mut self, function: NodeKey, arguments: &[Argument]) -> Vec<PathId> {
        let function = self.evaluated_node(function);
        if function.iter().any(|path| self.importers.contains(path)) {
            let module = arguments.first().and_then(|module| self.literal(module.node));
            let name = module
                .as_ref()
                .map_or(COMPUTED, |(name, _)| strip_prefixes(name, &self.names.module_prefixes));
            return vec![self.paths.written(PathId::ROOT, name)];
        }
        if let (true, Some(object), Some(key)) = (
            function.iter().any(|path| self.accessors.contains(path)),
            arguments.first(),
            arguments.get(1),
        ) {
            let object = self.evaluated_node(object.node);
            return self.keyed(&object, key);
        }
        function
    }

    /// Whether a call of `function` imports what its argument names.
    pub(super) fn is_importer(&self, function: &[PathId]) -> bool {
        function.iter().any(|path| self.importers.contains(path))
    }

    /// Whether a call of `function` takes an object and the name of a member.
    pub(super) fn is_accessor(&self, function: &[PathId]) -> bool {
        function.iter().any(|path| self.accessors.contains(path))
    }

    fn keyed(&mut self, object: &[PathId], key: &Argument) -> Vec<PathId> {
        match self.literal(key.node) {
            Some((name, _)) => self.members(object, &name),
            None => self.members(object, COMPUTED),
        }
    }

    fn members(&mut self, objects: &[PathId], name: &str) -> Vec<PathId> {
        if self.names.transparent.iter().any(|transparent| transparent == name) {
            return objects.to_vec();
        }
        objects.iter().map(|object| self.paths.join(*object, name)).collect()
    }
}

/// The path that an import statement imports: its module and member.
fn import_path(import: &Import, text: &str, names: &Names, paths: &mut Paths) -> PathId {
    let written = text.get(import.module.clone()).unwrap_or_default();
    let unquoted = if written.starts_with(['"', '\'', '`']) {
        literal::value(written)
    } else {
        without_space(written)
    };
    let module = paths.written(PathId::ROOT, strip_prefixes(&unquoted, &names.module_prefixes));
    match import.member.clone().and_then(|member| text.get(member)) {
        Some(member) => paths.join(module, member),
        None => module,
    }
}

/// The name that an import binds in its scope.
fn bound_name(import: &Import, text: &str, names: &Names) -> Option<String> {
    if import.all {
        return None;
    }
    if let Some(name) = import.alias.clone().or_else(|| import.member.clone()) {
        return text.get(name).map(str::to_owned);
    }
    let written = without_space(text.get(import.module.clone())?);
    let parts: Vec<_> = written
        .trim_matches(['"', '\'', '`'])
        .split(['.', '/'])
        .filter(|part| !part.is_empty())
        .collect();
    let part = match names.import_binds {
        ImportBinds::First => parts.first(),
        // Go: the last part of `math/rand/v2` is a version.
        ImportBinds::Last => parts.iter().rev().find(|part| !is_version(part)),
    };
    part.map(|part| (*part).to_owned())
}

fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn without_space(written: &str) -> String {
    written.split_whitespace().collect()
}

fn strip_prefixes<'text>(name: &'text str, prefixes: &[String]) -> &'text str {
    prefixes
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix.as_str()))
        .unwrap_or(name)
}
