//! Syntax trees of user sources: the table of grammars, parsing within a budget, and running queries within a budget.
//!
//! tree-sitter is C that reads hostile bytes in our own process, so nothing here is unbounded. A budget is first of all a number of *steps* (the parser
//! and the query cursor report in once every hundred operations): the same source then gets the same answer on a busy and on an idle machine. A step
//! is not always cheap, though: thousands of `A<` in Java make each one as long as the source. So there is also a time,
//! far above what any honest source needs, and large sources are tried piece by piece first ([`probe`]).
//! Nothing here recurses over a tree; a tree may be as deep as its source is long.

use std::ops::ControlFlow;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tree_sitter::{
    InputEdit, Node, ParseOptions, Parser, Point, Query, QueryCursor, QueryCursorOptions, StreamingIterator as _, Tree,
};

use super::Language;
use crate::kept::Kept;
use crate::{Error, Result, Stage};

/// Grammars by the name that `language.toml` gives.
static GRAMMARS: &[(&str, tree_sitter_language::LanguageFn)] = &[
    ("c", tree_sitter_c::LANGUAGE),
    ("go", tree_sitter_go::LANGUAGE),
    ("java", tree_sitter_java::LANGUAGE),
    ("javascript", tree_sitter_javascript::LANGUAGE),
    ("python", tree_sitter_python::LANGUAGE),
];

/// Reports of the parser allowed for a source of any size (each is a hundred operations).
const BASE_REPORTS: usize = 2_000;
/// One more report is allowed for as many bytes of the source. Honest sources were seen to take one for every 50 to 150 bytes.
const BYTES_PER_REPORT: usize = 4;
/// A query reports for every node and pattern, which is more often.
const QUERY_FACTOR: usize = 8;
/// Time allowed for a source of any size. Honest ones take a few milliseconds.
const BASE_TIME: Duration = Duration::from_secs(5);
/// More time for each byte: ten seconds for a megabyte, of which an honest one takes a third on a busy machine.
const TIME_PER_BYTE: Duration = Duration::from_micros(10);
/// Bytes by which the parsed beginning of a source grows; see [`probe`].
const PROBE_BYTES: usize = 2048;
/// Most beginnings of one source that are parsed.
const MAX_PROBES: usize = 256;
/// Matches that may be in progress at the same time in a query.
const MATCHES_IN_PROGRESS: u32 = 4096;

/// What a budget allows: [`Done`](Self::Done) with the result, or the budget ran out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Within<T> {
    /// Finished in time.
    Done(T),
    /// Gave up: the source is too expensive to analyse.
    OverBudget,
}

/// The grammar called `name`.
pub(crate) fn grammar(name: &str) -> Result<tree_sitter::Language> {
    GRAMMARS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, grammar)| tree_sitter::Language::new(*grammar))
        .ok_or_else(|| {
            let known: Vec<_> = GRAMMARS.iter().map(|(name, _)| *name).collect();
            Error::internal(
                Stage::Sanitize,
                "unknown-grammar",
                format!("no grammar is called {name:?}"),
            )
            .with_hint(format!("`grammar` in language.toml is one of: {}", known.join(", ")))
        })
}

/// Parses `text`, which need not be correct: a syntax error is a node of the tree.
pub(crate) fn parse_tree(grammar: &tree_sitter::Language, text: &str) -> Result<Within<Tree>> {
    let mut parser = Parser::new();
    parser.set_language(grammar).map_err(|error| {
        Error::internal(
            Stage::Sanitize,
            "grammar-version",
            "a grammar does not fit this tree-sitter",
        )
        .with_source(error)
    })?;
    let mut budget = Budget::of(text, 1);
    if !probe(&mut parser, text, &mut budget) {
        return Ok(Within::OverBudget);
    }
    budget.refill();
    Ok(parse(&mut parser, text, None, &mut budget).map_or(Within::OverBudget, Within::Done))
}

/// Parses `text`; `None` when the budget is over.
fn parse(parser: &mut Parser, text: &str, old: Option<&Tree>, budget: &mut Budget) -> Option<Tree> {
    let mut spend = |_: &tree_sitter::ParseState| budget.spend();
    let options = ParseOptions::new().progress_callback(&mut spend);
    let bytes = text.as_bytes();
    parser.parse_with_options(&mut |at, _| bytes.get(at..).unwrap_or_default(), old, Some(options))
}

/// Whether longer and longer beginnings of `text` can be parsed within `budget`.
///
/// At the end of a text that is full of errors the parser wraps up everything it still had open, in all ways, at a cost that grows with the square of
/// what is open and without reporting in between: 4 KiB of `a=>` in Java take five seconds, 64 KiB would take twenty minutes and gigabytes. So the end is
/// tried early and often: the first beginning that is expensive ends the attempt while it is still cheap. A beginning reuses the tree of the one before,
/// and what is complete and correct at the outermost level is left behind, so that a long honest source costs little more than its length.
fn probe(parser: &mut Parser, text: &str, budget: &mut Budget) -> bool {
    let step = PROBE_BYTES.max(text.len() / MAX_PROBES);
    let mut rest = text;
    let mut known: Option<Beginning> = None;
    let mut length = rest.floor_char_boundary(step);
    while length < rest.len() {
        let beginning = rest.get(..length).unwrap_or_default();
        let end = known
            .as_mut()
            .map_or(Point::new(0, 0), |known| known.grow(rest, length));
        budget.refill();
        let old = known.as_ref().map(|known| &known.tree);
        let Some(tree) = parse(parser, beginning, old, budget).filter(|_| !budget.is_over()) else {
            return false;
        };
        let done = complete(&tree);
        if done > 0 {
            rest = rest.get(done..).unwrap_or_default();
            length -= done;
            known = None;
        } else {
            let end = if known.is_some() { end } else { advanced(end, beginning) };
            known = Some(Beginning { tree, length, end });
        }
        length = rest.floor_char_boundary(length + step);
    }
    true
}

/// The tree of a beginning, and where that ends.
struct Beginning {
    tree: Tree,
    length: usize,
    end: Point,
}

impl Beginning {
    /// Prepares the tree for the longer beginning of `text`, and returns where that ends.
    fn grow(&mut self, text: &str, length: usize) -> Point {
        let end = advanced(self.end, text.get(self.length..length).unwrap_or_default());
        self.tree.edit(&InputEdit {
            start_byte: self.length,
            old_end_byte: self.length,
            new_end_byte: length,
            start_position: self.end,
            old_end_position: self.end,
            new_end_position: end,
        });
        end
    }
}

/// How many bytes at the front of a tree's text are complete pieces without errors. The last piece may go on in the text that follows.
fn complete(tree: &Tree) -> usize {
    let mut cursor = tree.walk();
    let (mut complete, mut last) = (0, 0);
    let mut more = cursor.goto_first_child();
    while more && !cursor.node().has_error() {
        complete = last;
        last = cursor.node().end_byte();
        more = cursor.goto_next_sibling();
    }
    complete
}

/// The position behind `text` that begins at `position`.
fn advanced(position: Point, text: &str) -> Point {
    match text.rfind('\n') {
        Some(last) => Point::new(
            position.row + text.bytes().filter(|byte| *byte == b'\n').count(),
            text.len() - last - 1,
        ),
        None => Point::new(position.row, position.column + text.len()),
    }
}

/// Compiles the query `scm`, which came from `origin` (named in the error).
pub(crate) fn compile_query(grammar: &tree_sitter::Language, origin: &str, scm: &str) -> Result<Query> {
    Query::new(grammar, scm).map_err(|error| {
        Error::internal(Stage::Sanitize, "syntax-query", format!("{origin}: {error}")).with_source(error)
    })
}

/// One match of a query: its captures in the order of the pattern, as (capture's index, node).
pub(crate) type Captures<'tree> = [tree_sitter::QueryCapture<'tree>];

/// Calls `each` with (pattern index, captures) for every match of `query` below `root`.
pub(crate) fn for_each_match<'tree>(
    query: &Query,
    root: Node<'tree>,
    text: &str,
    mut each: impl FnMut(usize, &Captures<'tree>),
) -> Within<()> {
    let mut budget = Budget::of(text, QUERY_FACTOR);
    let mut spend = |_: &tree_sitter::QueryCursorState| budget.spend();
    let mut cursor = QueryCursor::new();
    cursor.set_match_limit(MATCHES_IN_PROGRESS);
    {
        let options = QueryCursorOptions::new().progress_callback(&mut spend);
        let mut matches = cursor.matches_with_options(query, root, text.as_bytes(), options);
        while let Some(found) = matches.next() {
            each(found.pattern_index, found.captures());
        }
    }
    if budget.is_spent || cursor.did_exceed_match_limit() {
        Within::OverBudget
    } else {
        Within::Done(())
    }
}

/// A captured piece of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Captured {
    /// The capture's name, without the `@`.
    pub(crate) name: String,
    /// Where it is, in bytes.
    pub(crate) range: Range<usize>,
    /// Its text.
    pub(crate) text: String,
}

/// Everything that the query file `path` of `language`'s folder captures in `text`, in the order of the source.
pub(crate) fn captures(language: &Language, path: &str, text: &str) -> Result<Within<Vec<Captured>>> {
    let grammar = grammar(&language.manifest().grammar)?;
    let query = compiled(language, path, &grammar)?;
    let tree = match parse_tree(&grammar, text)? {
        Within::Done(tree) => tree,
        Within::OverBudget => return Ok(Within::OverBudget),
    };
    let names = query.capture_names();
    let mut found = Vec::new();
    let outcome = for_each_match(&query, tree.root_node(), text, |_, captures| {
        for capture in captures {
            let range = capture.node.byte_range();
            found.push(Captured {
                name: names
                    .get(capture.index as usize)
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
                text: text.get(range.clone()).unwrap_or_default().to_owned(),
                range,
            });
        }
    });
    found.sort_by_key(|captured| (captured.range.start, captured.range.end));
    found.dedup();
    Ok(match outcome {
        Within::Done(()) => Within::Done(found),
        Within::OverBudget => Within::OverBudget,
    })
}

/// The query file `path` of `language`'s folder, compiled once: that takes longer than running it.
fn compiled(language: &Language, path: &str, grammar: &tree_sitter::Language) -> Result<Arc<Query>> {
    static COMPILED: Kept<Query> = Kept::new();
    let origin = format!("languages/{}/{path}", language.id());
    COMPILED.get(&origin, || compile_query(grammar, &origin, language.text(path)?))
}

/// What is left of a source's steps and time.
#[derive(Debug)]
struct Budget {
    allowance: usize,
    reports: usize,
    deadline: Instant,
    is_spent: bool,
}

impl Budget {
    fn of(text: &str, factor: usize) -> Self {
        let bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let allowance = (BASE_REPORTS + text.len() / BYTES_PER_REPORT).saturating_mul(factor);
        Self {
            allowance,
            reports: allowance,
            deadline: Instant::now() + BASE_TIME + TIME_PER_BYTE.saturating_mul(bytes),
            is_spent: false,
        }
    }

    /// Allows the same number of steps again; the time goes on.
    fn refill(&mut self) {
        self.reports = self.allowance;
    }

    fn is_over(&self) -> bool {
        self.is_spent || Instant::now() >= self.deadline
    }

    fn spend(&mut self) -> ControlFlow<()> {
        self.reports = self.reports.saturating_sub(1);
        self.is_spent |= self.reports == 0 || self.is_over();
        if self.is_spent {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Languages;

    fn tree(language: &str, text: &str) -> Tree {
        let language = Languages::find(language).unwrap();
        match parse_tree(&grammar(&language.manifest().grammar).unwrap(), text).unwrap() {
            Within::Done(tree) => tree,
            Within::OverBudget => panic!("over budget"),
        }
    }

    #[test]
    fn every_language_has_a_grammar_that_loads() {
        for language in Languages::all().unwrap() {
            let grammar = grammar(&language.manifest().grammar).unwrap();
            assert!(
                matches!(parse_tree(&grammar, "x").unwrap(), Within::Done(_)),
                "{}",
                language.id()
            );
        }
    }

    #[test]
    fn an_unknown_grammar_names_the_known_ones() {
        let error = grammar("cobol").unwrap_err();
        assert!(error.hint().unwrap().contains("python"), "{error}");
    }

    #[test]
    fn a_syntax_error_is_part_of_the_tree() {
        assert!(tree("python", "def f(:\n  pass").root_node().has_error());
        assert!(!tree("go", "package main\nfunc main() {}").root_node().has_error());
    }

    #[test]
    fn a_source_that_costs_too_much_is_given_up() {
        let java = grammar("java").unwrap();
        for piece in ["A<", "a=>", "*a(", "=,a", "}!"] {
            let begun = Instant::now();
            let outcome = parse_tree(&java, &piece.repeat(60_000 / piece.len())).unwrap();
            assert!(matches!(outcome, Within::OverBudget), "{piece}");
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "{piece}: {:?}",
                begun.elapsed()
            );
        }
    }

    #[test]
    fn positions_advance_by_lines_and_bytes() {
        assert_eq!(advanced(Point::new(2, 3), "ab"), Point::new(2, 5));
        assert_eq!(advanced(Point::new(2, 3), "a\nb\ncd"), Point::new(4, 2));
    }

    #[test]
    fn a_budget_ends() {
        let mut budget = Budget::of("", 1);
        let steps = (0..).take_while(|_| budget.spend().is_continue()).count();
        assert_eq!(steps, BASE_REPORTS - 1);
    }

    #[test]
    fn queries_capture_in_the_order_of_the_source() {
        let tree = tree("python", "b = a");
        let grammar = grammar("python").unwrap();
        let query = compile_query(&grammar, "test", "(identifier) @name").unwrap();
        let mut starts = Vec::new();
        let outcome = for_each_match(&query, tree.root_node(), "b = a", |_, captures| {
            starts.extend(captures.iter().map(|capture| capture.node.start_byte()));
        });
        assert_eq!((outcome, starts), (Within::Done(()), vec![0, 4]));
    }

    #[test]
    fn a_broken_query_says_where_it_came_from() {
        let grammar = grammar("python").unwrap();
        let error = compile_query(&grammar, "languages/python/queries/x.scm", "(no_such_node) @x").unwrap_err();
        assert!(error.to_string().contains("queries/x.scm"), "{error}");
    }
}
