//! Syntax trees of user sources: the table of grammars, parsing within a budget, and running queries within a budget.
//!
//! tree-sitter is C that reads hostile bytes in our own process, so nothing here is unbounded. A budget is a number of *steps* (the parser and the
//! query cursor report in once every hundred operations) and not a time: the same source gets the same answer on a busy and on an idle machine.
//! Nothing here recurses over a tree; a tree may be as deep as its source is long.

use std::ops::ControlFlow;
use std::ops::Range;

use tree_sitter::{Node, ParseOptions, Parser, Query, QueryCursor, QueryCursorOptions, StreamingIterator as _, Tree};

use super::Language;
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
const BASE_REPORTS: usize = 20_000;
/// Reports allowed on top for each byte of the source: an honest source takes about a twentieth of one.
const REPORTS_PER_BYTE: usize = 1;
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
    let mut reports = reports_for(text);
    let mut spend = |_: &tree_sitter::ParseState| spend(&mut reports);
    let options = ParseOptions::new().progress_callback(&mut spend);
    let bytes = text.as_bytes();
    let tree = parser.parse_with_options(&mut |at, _| bytes.get(at..).unwrap_or_default(), None, Some(options));
    Ok(tree.map_or(Within::OverBudget, Within::Done))
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
    let mut reports = reports_for(text).saturating_mul(4);
    let mut spend = |_: &tree_sitter::QueryCursorState| spend(&mut reports);
    let mut cursor = QueryCursor::new();
    cursor.set_match_limit(MATCHES_IN_PROGRESS);
    let finished = {
        let options = QueryCursorOptions::new().progress_callback(&mut spend);
        let mut matches = cursor.matches_with_options(query, root, text.as_bytes(), options);
        while let Some(found) = matches.next() {
            each(found.pattern_index, found.captures());
        }
        true
    };
    if finished && reports > 0 && !cursor.did_exceed_match_limit() {
        Within::Done(())
    } else {
        Within::OverBudget
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
    let query = compile_query(
        &grammar,
        &format!("languages/{}/{path}", language.id()),
        language.text(path)?,
    )?;
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

fn reports_for(text: &str) -> usize {
    BASE_REPORTS.saturating_add(text.len().saturating_mul(REPORTS_PER_BYTE))
}

fn spend(reports: &mut usize) -> ControlFlow<()> {
    *reports = reports.saturating_sub(1);
    if *reports == 0 {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
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
        let grammar = grammar("javascript").unwrap();
        // Each of these may begin an arrow function, a pattern or an expression: the parser keeps all readings alive.
        let text = "(".repeat(1 << 20);
        let _ = parse_tree(&grammar, &text).unwrap();
        let mut none_left = 1;
        assert_eq!(spend(&mut none_left), ControlFlow::Break(()));
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
