//! What a source says, free of its language: imports, definitions, scopes, names, members, calls, texts.
//!
//! The language's `queries/sanitize.scm` finds them; this file only reads its captures. The vocabulary:
//!
//! | capture | means |
//! |---|---|
//! | `@scope` | a region with names of its own; `@scope.closed`: names in it are not seen by scopes inside it (a Python class) |
//! | `@define.variable` `.parameter` `.macro` `.type` | a name defined in the innermost scope around it |
//! | `@define.function` `.class` | a name defined in the scope *around* the innermost one, which is the function or class itself |
//! | `@define.value`, `@define.member` | in the same match: what the name stands for, or which member of that |
//! | `@import`, `@import.module` `.member` `.alias` `.all` | an import statement and its parts |
//! | `@name` | an identifier in an expression (unless the same node was captured as something else) |
//! | `@member`, `.object`, `.name` | `object.name` |
//! | `@index`, `.object`, `.key` | `object[key]` |
//! | `@call`, `.function`, `.arguments` | a call; without `.function` the node itself names what is called |
//! | `@same`, `.inner` | parentheses and the like |
//! | `@text` | a string literal; `@text.computed` inside it: it is not literal after all |
//! | `@ignore` | an identifier that is no name in an expression, such as the name of an argument |
//! | `@comment`, `@opaque` | comments; other text that is not code |
//! | `@include`, `@tokens` | the file of an include; code that the grammar leaves as raw text |
//! | `@brace.open`, `@brace.close` | brackets of scopes |
//! | `@found.<name>` | syntax that a rule forbids as it stands |

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use tree_sitter::{Node, Query, Tree};

use crate::language::grammar::{self, Captures, Within};

/// Arguments of a call that are looked at.
const MAX_ARGUMENTS: usize = 8;

/// Identity of a syntax node within its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NodeKey(usize);

impl NodeKey {
    fn of(node: Node<'_>) -> Self {
        Self(node.id())
    }
}

/// Index into [`Facts::expressions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ExpressionId(pub(super) usize);

/// A piece of source that can mean something.
#[derive(Debug)]
pub(super) struct Expression {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What an [`Expression`] is made of.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Name,
    Text,
    Same {
        inner: NodeKey,
    },
    Call {
        function: NodeKey,
        arguments: Vec<Argument>,
    },
    Index {
        object: NodeKey,
        key: Argument,
    },
    Member {
        object: NodeKey,
        name: Range<usize>,
    },
}

/// An argument: a node, and where it is.
#[derive(Debug, Clone)]
pub(super) struct Argument {
    pub(super) node: NodeKey,
    pub(super) range: Range<usize>,
}

impl Argument {
    fn of(node: Node<'_>) -> Self {
        Self {
            node: NodeKey::of(node),
            range: node.byte_range(),
        }
    }
}

/// A call, as a place where rules look at arguments.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) function: NodeKey,
    pub(super) arguments: Vec<Argument>,
}

/// An import statement's one binding.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) statement: Range<usize>,
    pub(super) module: Range<usize>,
    pub(super) member: Option<Range<usize>>,
    pub(super) alias: Option<Range<usize>>,
    pub(super) all: bool,
}

/// A definition of a name.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) kind: &'static str,
    pub(super) name: Range<usize>,
    pub(super) value: Option<NodeKey>,
    pub(super) member: Option<Range<usize>>,
}

impl Definition {
    /// Whether it belongs to the scope around the innermost one.
    pub(super) fn is_outer(&self) -> bool {
        matches!(self.kind, "function" | "class")
    }
}

/// A region with names of its own.
#[derive(Debug, Clone)]
pub(super) struct ScopeRange {
    pub(super) range: Range<usize>,
    pub(super) closed: bool,
}

/// All facts about one source.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) expressions: Vec<Expression>,
    by_node: HashMap<NodeKey, ExpressionId>,
    pub(super) calls: Vec<Call>,
    pub(super) imports: Vec<Import>,
    pub(super) definitions: Vec<Definition>,
    pub(super) scopes: Vec<ScopeRange>,
    pub(super) texts: Vec<Range<usize>>,
    pub(super) computed: Vec<usize>,
    pub(super) comments: Vec<Range<usize>>,
    pub(super) opaque: Vec<Range<usize>>,
    pub(super) includes: Vec<Range<usize>>,
    pub(super) tokens: Vec<Range<usize>>,
    pub(super) braces: Vec<(usize, i64)>,
    pub(super) found: Vec<(String, Range<usize>)>,
}

impl Facts {
    /// Reads the facts that `query` finds in `tree`.
    pub(super) fn read(query: &Query, tree: &Tree, text: &str) -> Within<Self> {
        let roles: Vec<Role> = query.capture_names().iter().map(|name| Role::of(name)).collect();
        let mut reader = Reader {
            roles: &roles,
            facts: Self::default(),
            candidates: Vec::new(),
            candidate_of: HashMap::new(),
            taken: HashSet::new(),
        };
        match grammar::for_each_match(query, tree.root_node(), text, |_, captures| reader.read(captures)) {
            Within::Done(()) => Within::Done(reader.finish()),
            Within::OverBudget => Within::OverBudget,
        }
    }

    /// The expression that a node is, if it is one that we know.
    pub(super) fn expression(&self, node: NodeKey) -> Option<ExpressionId> {
        self.by_node.get(&node).copied()
    }

    /// The expression with this id.
    pub(super) fn get(&self, id: ExpressionId) -> Option<&Expression> {
        self.expressions.get(id.0)
    }

    /// Whether an offset lies in a comment, a string or other text that is not code.
    pub(super) fn is_opaque(&self, at: usize) -> bool {
        let before = self.opaque.partition_point(|range| range.start <= at);
        before
            .checked_sub(1)
            .and_then(|index| self.opaque.get(index))
            .is_some_and(|range| at < range.end)
    }

    /// Whether a literal has a computed part.
    pub(super) fn is_computed(&self, text: &Range<usize>) -> bool {
        let from = self.computed.partition_point(|at| *at < text.start);
        self.computed.get(from).is_some_and(|at| *at < text.end)
    }
}

/// What a capture's name means.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    Scope {
        closed: bool,
    },
    Define(&'static str),
    DefineValue,
    DefineMember,
    Import,
    ImportModule,
    ImportMember,
    ImportAlias,
    ImportAll,
    Name,
    Member,
    MemberObject,
    MemberName,
    Index,
    IndexObject,
    IndexKey,
    Call,
    CallFunction,
    CallArguments,
    Same,
    SameInner,
    Text,
    TextComputed,
    Ignore,
    Comment,
    Opaque,
    Include,
    Tokens,
    Brace(i64),
    Found(String),
    /// For the query's own predicates.
    Other,
}

impl Role {
    fn of(name: &str) -> Self {
        match name {
            "scope" => Self::Scope { closed: false },
            "scope.closed" => Self::Scope { closed: true },
            "define.variable" => Self::Define("variable"),
            "define.parameter" => Self::Define("parameter"),
            "define.macro" => Self::Define("macro"),
            "define.type" => Self::Define("type"),
            "define.function" => Self::Define("function"),
            "define.class" => Self::Define("class"),
            "define.value" => Self::DefineValue,
            "define.member" => Self::DefineMember,
            "import" => Self::Import,
            "import.module" => Self::ImportModule,
            "import.member" => Self::ImportMember,
            "import.alias" => Self::ImportAlias,
            "import.all" => Self::ImportAll,
            "name" => Self::Name,
            "member" => Self::Member,
            "member.object" => Self::MemberObject,
            "member.name" => Self::MemberName,
            "index" => Self::Index,
            "index.object" => Self::IndexObject,
            "index.key" => Self::IndexKey,
            "call" => Self::Call,
            "call.function" => Self::CallFunction,
            "call.arguments" => Self::CallArguments,
            "same" => Self::Same,
            "same.inner" => Self::SameInner,
            "text" => Self::Text,
            "text.computed" => Self::TextComputed,
            "ignore" => Self::Ignore,
            "comment" => Self::Comment,
            "opaque" => Self::Opaque,
            "include" => Self::Include,
            "tokens" => Self::Tokens,
            "brace.open" => Self::Brace(1),
            "brace.close" => Self::Brace(-1),
            other => other
                .strip_prefix("found.")
                .map_or(Self::Other, |name| Self::Found(name.to_owned())),
        }
    }
}

/// Collects facts match by match.
struct Reader<'roles> {
    roles: &'roles [Role],
    facts: Facts,
    /// The best reading of each node so far: a node that is both a name and a member is a member.
    candidates: Vec<(NodeKey, Expression)>,
    candidate_of: HashMap<NodeKey, usize>,
    /// Identifiers that are not names in an expression.
    taken: HashSet<NodeKey>,
}

impl Reader<'_> {
    fn read(&mut self, captures: &Captures<'_>) {
        for capture in captures {
            let node = capture.node;
            let Some(role) = self.roles.get(capture.index as usize).cloned() else {
                continue;
            };
            match role {
                Role::Scope { closed } => self.facts.scopes.push(ScopeRange {
                    range: node.byte_range(),
                    closed,
                }),
                Role::Define(kind) => self.define(kind, node, captures),
                Role::Import => self.import(node, captures),
                Role::Name => self.candidate(node, Kind::Name),
                Role::Text => {
                    self.facts.texts.push(node.byte_range());
                    self.facts.opaque.push(node.byte_range());
                    self.candidate(node, Kind::Text);
                }
                Role::TextComputed => self.facts.computed.push(node.start_byte()),
                Role::Member => self.member(node, captures),
                Role::Index => self.index(node, captures),
                Role::Call => self.call(node, captures),
                Role::Same => {
                    if let Some(inner) = self.part(captures, &Role::SameInner) {
                        self.candidate(
                            node,
                            Kind::Same {
                                inner: NodeKey::of(inner),
                            },
                        );
                    }
                }
                Role::Ignore => {
                    self.taken.insert(NodeKey::of(node));
                }
                Role::Comment => {
                    self.facts.comments.push(node.byte_range());
                    self.facts.opaque.push(node.byte_range());
                }
                Role::Opaque => self.facts.opaque.push(node.byte_range()),
                Role::Include => self.facts.includes.push(node.byte_range()),
                Role::Tokens => self.facts.tokens.push(node.byte_range()),
                // The parser invents what it misses; only what is written counts.
                Role::Brace(_) if node.is_missing() => {}
                Role::Brace(step) => self.facts.braces.push((node.start_byte(), step)),
                Role::Found(name) => self.facts.found.push((name, node.byte_range())),
                _ => {}
            }
        }
    }

    fn part<'tree>(&self, captures: &Captures<'tree>, role: &Role) -> Option<Node<'tree>> {
        captures
            .iter()
            .find(|capture| self.roles.get(capture.index as usize) == Some(role))
            .map(|capture| capture.node)
    }

    fn candidate(&mut self, node: Node<'_>, kind: Kind) {
        let rank = |kind: &Kind| match kind {
            Kind::Name => 0,
            Kind::Text => 1,
            Kind::Same { .. } => 2,
            Kind::Call { .. } => 3,
            Kind::Index { .. } => 4,
            Kind::Member { .. } => 5,
        };
        let fresh = (
            NodeKey::of(node),
            Expression {
                range: node.byte_range(),
                kind,
            },
        );
        let slot = *self.candidate_of.entry(fresh.0).or_insert(self.candidates.len());
        match self.candidates.get_mut(slot) {
            Some(known) if rank(&known.1.kind) >= rank(&fresh.1.kind) => {}
            Some(known) => *known = fresh,
            None => self.candidates.push(fresh),
        }
    }

    fn define(&mut self, kind: &'static str, node: Node<'_>, captures: &Captures<'_>) {
        self.taken.insert(NodeKey::of(node));
        let value = self.part(captures, &Role::DefineValue);
        self.facts.definitions.push(Definition {
            kind,
            name: node.byte_range(),
            value: value.map(NodeKey::of),
            member: self
                .part(captures, &Role::DefineMember)
                .map(|member| member.byte_range()),
        });
    }

    fn import(&mut self, node: Node<'_>, captures: &Captures<'_>) {
        let Some(module) = self.part(captures, &Role::ImportModule) else {
            return;
        };
        self.facts.imports.push(Import {
            statement: node.byte_range(),
            module: module.byte_range(),
            member: self.part(captures, &Role::ImportMember).map(|part| part.byte_range()),
            alias: self.part(captures, &Role::ImportAlias).map(|part| part.byte_range()),
            all: self.part(captures, &Role::ImportAll).is_some(),
        });
    }

    fn member(&mut self, node: Node<'_>, captures: &Captures<'_>) {
        let object = self.part(captures, &Role::MemberObject);
        let name = self.part(captures, &Role::MemberName);
        if let (Some(object), Some(name)) = (object, name) {
            self.taken.insert(NodeKey::of(name));
            self.candidate(
                node,
                Kind::Member {
                    object: NodeKey::of(object),
                    name: name.byte_range(),
                },
            );
        }
    }

    fn index(&mut self, node: Node<'_>, captures: &Captures<'_>) {
        let object = self.part(captures, &Role::IndexObject);
        let key = self.part(captures, &Role::IndexKey);
        if let (Some(object), Some(key)) = (object, key) {
            self.candidate(
                node,
                Kind::Index {
                    object: NodeKey::of(object),
                    key: Argument::of(key),
                },
            );
        }
    }

    fn call(&mut self, node: Node<'_>, captures: &Captures<'_>) {
        let function = self.part(captures, &Role::CallFunction);
        let arguments = self
            .part(captures, &Role::CallArguments)
            .map(arguments_of)
            .unwrap_or_default();
        if let Some(function) = function {
            self.candidate(
                node,
                Kind::Call {
                    function: NodeKey::of(function),
                    arguments: arguments.clone(),
                },
            );
        }
        self.facts.calls.push(Call {
            function: NodeKey::of(function.unwrap_or(node)),
            arguments,
        });
    }

    /// Puts everything in the order of the source.
    fn finish(mut self) -> Facts {
        let taken = &self.taken;
        let mut expressions: Vec<_> = self
            .candidates
            .into_iter()
            .filter(|(node, expression)| !(matches!(expression.kind, Kind::Name) && taken.contains(node)))
            .collect();
        expressions.sort_by_key(|(_, expression)| (expression.range.start, std::cmp::Reverse(expression.range.end)));
        for (node, expression) in expressions {
            self.facts
                .by_node
                .insert(node, ExpressionId(self.facts.expressions.len()));
            self.facts.expressions.push(expression);
        }
        let facts = &mut self.facts;
        facts.texts.sort_by_key(|range| (range.start, range.end));
        facts.computed.sort_unstable();
        facts.opaque.sort_by_key(|range| (range.start, range.end));
        facts.braces.sort_unstable();
        facts
            .scopes
            .sort_by_key(|scope| (scope.range.start, std::cmp::Reverse(scope.range.end)));
        facts
            .definitions
            .sort_by_key(|definition| (definition.name.start, definition.name.end));
        facts
            .imports
            .sort_by_key(|import| (import.statement.start, import.module.start));
        self.facts
    }
}

/// The first few arguments of an argument list (or the one template that is given in its place).
fn arguments_of(list: Node<'_>) -> Vec<Argument> {
    let mut cursor = list.walk();
    list.named_children(&mut cursor)
        .filter(|argument| !argument.is_extra())
        .take(MAX_ARGUMENTS)
        .map(Argument::of)
        .collect()
}
