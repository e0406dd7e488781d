//! What the syntax tree says about the user's source, where wrapping depends on it: which class has `main`, which packages are used but not imported.
//!
//! The questions are a query in the language's folder, `queries/facts.scm`; an answer is the capture's name with the texts it captured.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::language::grammar::{self, Within};
use crate::language::manifest::{Variable, Wrap};
use crate::{Language, Result};

/// The query file of a language's folder.
const QUERY: &str = "queries/facts.scm";

/// The longest name that is taken over into a file name or a command line.
const MAX_NAME: usize = 120;

/// Facts about one source. Empty where the language asks nothing, or the source is too expensive to analyse (its compiler will say more).
#[derive(Debug, Default)]
pub(super) struct Facts {
    texts: BTreeMap<String, Vec<String>>,
    ranges: BTreeMap<String, Vec<Range<usize>>>,
}

impl Facts {
    /// Asks the language's questions about `text`.
    pub(super) fn gather(language: &Language, text: &str) -> Result<Self> {
        let mut facts = Self::default();
        if language.file(QUERY).is_none() {
            return Ok(facts);
        }
        if let Within::Done(captures) = grammar::captures(language, QUERY, text)? {
            for captured in captures.into_iter().filter(|captured| !captured.name.starts_with('_')) {
                facts
                    .texts
                    .entry(captured.name.clone())
                    .or_default()
                    .push(captured.text);
                facts.ranges.entry(captured.name).or_default().push(captured.range);
            }
        }
        Ok(facts)
    }

    /// Capture name → texts, in the order of the source.
    pub(super) fn texts(&self) -> &BTreeMap<String, Vec<String>> {
        &self.texts
    }

    fn all(&self, capture: &str) -> &[String] {
        self.texts.get(capture).map_or(&[], Vec::as_slice)
    }

    /// The values of the program's variables.
    pub(super) fn variables(&self, wrap: &Wrap) -> BTreeMap<String, String> {
        let value = |(name, variable): (&String, &Variable)| (name.clone(), self.variable(variable));
        wrap.variables.iter().map(value).collect()
    }

    fn variable(&self, variable: &Variable) -> String {
        let first = |capture: &String| self.all(capture).first().filter(|text| is_plain_name(text));
        let name = variable.facts.iter().find_map(first).unwrap_or(&variable.default);
        match variable.within.as_ref().and_then(first) {
            Some(outer) => format!("{outer}.{name}"),
            None => name.clone(),
        }
    }

    /// The import paths that the source needs and does not have, sorted.
    pub(super) fn missing_imports(&self, wrap: &Wrap) -> BTreeSet<String> {
        let known: BTreeSet<&str> = (self.all("imported").iter())
            .map(|path| last_segment(path))
            .chain(self.all("declared").iter().map(String::as_str))
            .collect();
        (self.all("used").iter())
            .filter(|name| !known.contains(name.as_str()))
            .filter_map(|name| wrap.auto_imports.get(name).cloned())
            .collect()
    }

    /// `text` with everything that the captures in `wrap.blank` found replaced by spaces: lines and columns stay what they were.
    pub(super) fn blanked(&self, wrap: &Wrap, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        let ranges = wrap
            .blank
            .iter()
            .filter_map(|capture| self.ranges.get(capture))
            .flatten();
        for range in ranges {
            for byte in bytes.get_mut(range.clone()).into_iter().flatten() {
                if *byte != b'\n' && *byte != b'\r' {
                    *byte = b' ';
                }
            }
        }
        // A capture is whole characters, so this cannot have cut one.
        String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
    }
}

/// `"container/heap"` is known as `heap`, and `"math/rand/v2"` as `rand`.
fn last_segment(path: &str) -> &str {
    let is_version = |segment: &&str| {
        segment
            .strip_prefix('v')
            .is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
    };
    let path = path.trim_matches(['"', '`']);
    path.rsplit('/').find(|segment| !is_version(segment)).unwrap_or(path)
}

/// Only what can be nothing but a name may reach a file name or a command line.
fn is_plain_name(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
    !text.is_empty() && text.len() <= MAX_NAME && !text.starts_with('.') && text.chars().all(plain)
}
