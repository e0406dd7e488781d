//! The matchers: each takes the rules' entries of one kind and looks for them among the facts.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::Profile;
use super::facts::{self, ExpressionId, Facts, Kind, NodeKey};
use super::findings::{Found, Notice};
use super::literal;
use super::meaning::Meanings;
use super::path::{COMPUTED, PathId, Pattern};
use super::rules::{Argument, Rule, RuleBook};
use super::{Scope, Strictness};

/// Links of a chain of attributes that are compared.
const MAX_CHAIN: usize = 4;

/// Files outside the work directory that are streams and not files.
const STREAMS: &[&str] = &["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/null", "/dev/tty"];
/// Directories whose files belong to the program.
const OWN_DIRECTORIES: &[&str] = &["/box/", "/dev/fd/"];

/// Source code inside a string literal that the program hands to an evaluator.
#[derive(Debug)]
pub(super) struct Embedded {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// Everything that `book` forbids under `profile` in one source, and the embedded sources that are to be checked as well.
pub(super) fn run(text: &str, facts: &Facts, book: &RuleBook, profile: &Profile) -> (Vec<Found>, Vec<Embedded>) {
    let meanings = Meanings::new(text, facts, &book.names, profile.scope == Scope::Function);
    let mut check = Check {
        text,
        facts,
        meanings,
        rules: book.in_force(profile).collect(),
        profile,
        allowed: profile.allow.iter().map(|name| Pattern::parse(name)).collect(),
        hits: HashMap::new(),
        found: Vec::new(),
        embedded: Vec::new(),
    };
    check.imports();
    check.expressions();
    check.members_taken_apart();
    check.calls();
    check.attributes();
    check.headers();
    check.comments();
    check.lines();
    check.tokens();
    check.syntax();
    check.definitions();
    check.closings();
    (check.found, check.embedded)
}

struct Check<'source> {
    text: &'source str,
    facts: &'source Facts,
    meanings: Meanings<'source>,
    rules: Vec<&'source Rule>,
    profile: &'source Profile,
    allowed: Vec<Pattern>,
    hits: HashMap<PathId, Rc<[Hit]>>,
    found: Vec<Found>,
    embedded: Vec<Embedded>,
}

/// A rule whose names cover a path.
#[derive(Debug, Clone, Copy)]
struct Hit {
    rule: usize,
    /// The path is what the rule names, and not something inside it.
    exact: bool,
    /// It is so because of a pattern that names something, and not only any member.
    named: bool,
}

impl Check<'_> {
    /// Import statements, which concern a rule also when they reach deep into what it names.
    fn imports(&mut self) {
        for (index, import) in self.facts.imports.iter().enumerate() {
            if let Some(path) = self.meanings.imports().get(index).copied() {
                let place = import.member.clone().unwrap_or_else(|| import.module.clone());
                self.names(path, &place, |_, rule| rule.argument.is_none());
            }
        }
    }

    /// Names, members, computed members and dynamic imports. Each thing is reported where it is reached, not again at every use.
    fn expressions(&mut self) {
        for (index, expression) in self.facts.expressions.iter().enumerate() {
            let id = ExpressionId(index);
            if self.is_in_import(expression.range.start) {
                continue;
            }
            let imports = match &expression.kind {
                Kind::Text | Kind::Same { .. } => continue,
                Kind::Name if self.meanings.is_defined_here(id) => continue,
                Kind::Name | Kind::Member { .. } | Kind::Index { .. } => false,
                Kind::Call { function, .. } => {
                    let function = self.meanings.of_node(*function);
                    let imports = self.meanings.is_importer(&function);
                    if !imports && !self.meanings.is_accessor(&function) {
                        continue;
                    }
                    imports
                }
            };
            // A free name next to `import x.*` may be of `x`, or not: then it must be a name that a rule knows.
            let is_free = matches!(expression.kind, Kind::Name);
            let wanted = |hit: &Hit| if is_free { hit.named } else { hit.exact || imports };
            for path in self.meanings.of(id) {
                self.names(path, &expression.range, |hit, rule| {
                    rule.argument.is_none() && wanted(hit)
                });
            }
        }
    }

    /// `const { exec } = module` reaches a member without saying so in an expression.
    fn members_taken_apart(&mut self) {
        for definition in &self.facts.definitions {
            let (Some(value), Some(member)) = (definition.value, definition.member.clone()) else {
                continue;
            };
            let name = self.text.get(member.clone()).unwrap_or_default();
            for object in self.meanings.of_node(value) {
                let path = self.meanings.paths.join(object, name);
                self.names(path, &member, |hit, rule| rule.argument.is_none() && hit.exact);
            }
        }
    }

    /// Calls of what a rule names, when the rule looks at their arguments.
    fn calls(&mut self) {
        for call in &self.facts.calls {
            for path in self.meanings.of_node(call.function) {
                for hit in self.hits(path).iter().filter(|hit| hit.exact) {
                    let Some(rule) = self.rules.get(hit.rule).copied() else {
                        continue;
                    };
                    if let Some(place) = rule.argument.and_then(|argument| self.concerns(argument, call)) {
                        let name = self.meanings.paths.display(path);
                        self.report(rule, &name, &place);
                    }
                }
            }
        }
    }

    /// Where a call's arguments are as a rule wants them, if they are. Embedded code is noted on the way.
    fn concerns(&mut self, wanted: Argument, call: &facts::Call) -> Option<Range<usize>> {
        let first = call.arguments.first()?;
        match wanted {
            Argument::OutsideWorkDirectory => {
                let (path, _) = self.meanings.literal(first.node)?;
                leads_out(&path).then(|| first.range.clone())
            }
            Argument::Computed => (!self.is_text(first)).then(|| first.range.clone()),
            Argument::Text => call
                .arguments
                .iter()
                .find(|argument| self.is_text(argument))
                .map(|text| text.range.clone()),
            Argument::Code => {
                let literals = call
                    .arguments
                    .iter()
                    .filter_map(|argument| self.meanings.literal(argument.node));
                self.embedded
                    .extend(literals.map(|(text, range)| Embedded { text, range }));
                None
            }
        }
    }

    /// Whether an argument is a text that is written in the source, at least in part.
    fn is_text(&self, argument: &facts::Argument) -> bool {
        let Range { start, end } = argument.range;
        let from = self.facts.texts.partition_point(|text| text.start < start);
        let inside = self.facts.texts.iter().skip(from).take_while(|text| text.start < end);
        self.meanings.literal(argument.node).is_some()
            || inside.clone().next().is_some_and(|text| text.start == start)
            || inside.take(MAX_CHAIN).any(|text| text.end == end)
    }

    /// Members with a forbidden name, of whatever object.
    fn attributes(&mut self) {
        let rules: Vec<_> = self
            .rules
            .iter()
            .copied()
            .filter(|rule| !rule.attributes.is_empty())
            .collect();
        let always: Vec<_> = rules.iter().copied().filter(|rule| rule.argument.is_none()).collect();
        for (index, expression) in self.facts.expressions.iter().enumerate() {
            if !self.is_in_import(expression.range.start) {
                self.chain(ExpressionId(index), &always, &expression.range);
            }
        }
        for call in &self.facts.calls {
            let Some(function) = self.facts.expression(call.function) else {
                continue;
            };
            for rule in rules.iter().copied().filter(|rule| rule.argument.is_some()) {
                if let Some(place) = rule.argument.and_then(|argument| self.concerns(argument, call)) {
                    self.chain(function, &[rule], &place);
                }
            }
        }
    }

    fn chain(&mut self, expression: ExpressionId, rules: &[&Rule], place: &Range<usize>) {
        let Some((last, _)) = self.last_member(expression) else {
            return;
        };
        let ends_so = |rule: &&&Rule| rule.attributes.iter().any(|chain| chain.last() == Some(&last));
        if !rules.iter().any(|rule| ends_so(&rule)) {
            return;
        }
        let chain = self.members_back(expression);
        for rule in rules {
            let is_end_of_chain =
                |wanted: &&Vec<String>| wanted.iter().rev().zip(&chain).filter(|(a, b)| a == b).count() == wanted.len();
            if let Some(attribute) = rule.attributes.iter().find(is_end_of_chain) {
                self.report(rule, &attribute.join("."), place);
            }
        }
    }

    /// The names of the members that lead to an expression, the last first.
    fn members_back(&self, expression: ExpressionId) -> Vec<String> {
        let mut chain = Vec::new();
        let mut at = Some(expression);
        while let Some((name, object)) = at
            .and_then(|id| self.last_member(id))
            .filter(|_| chain.len() < MAX_CHAIN)
        {
            chain.push(name);
            at = self.facts.expression(object);
        }
        chain
    }

    /// The member that an expression takes, by whatever syntax, and of which object.
    fn last_member(&self, expression: ExpressionId) -> Option<(String, NodeKey)> {
        match &self.facts.get(expression)?.kind {
            Kind::Member { object, name } => Some((self.text.get(name.clone())?.to_owned(), *object)),
            Kind::Index { object, key } => Some((self.meanings.literal(key.node)?.0, *object)),
            // `getattr(x, "name")`: any call with an object and a text is taken for one, since a forbidden name as a text has no other use.
            Kind::Call { arguments, .. } => Some((
                self.meanings.literal(arguments.get(1)?.node)?.0,
                arguments.first()?.node,
            )),
            Kind::Name | Kind::Text | Kind::Same { .. } => None,
        }
    }

    fn headers(&mut self) {
        for include in &self.facts.includes {
            let written = self.text.get(include.clone()).unwrap_or_default();
            let header = if written.starts_with(['"', '<']) {
                literal::value(written)
            } else {
                COMPUTED.to_owned()
            };
            let is = |patterns: &[String]| patterns.iter().any(|pattern| glob(pattern, &header));
            let rules: Vec<_> = self
                .rules
                .iter()
                .copied()
                .filter(|rule| is(&rule.headers) && !is(&rule.headers_except))
                .collect();
            for rule in rules {
                self.report(rule, &header, include);
            }
        }
    }

    fn comments(&mut self) {
        for rule in self.rules.clone() {
            for comment in &self.facts.comments {
                let written = self.text.get(comment.clone()).unwrap_or_default();
                if let Some(found) = rule.comments.iter().find_map(|pattern| pattern.find(written)) {
                    self.report(rule, found.as_str().trim(), comment);
                }
            }
        }
    }

    fn lines(&mut self) {
        for rule in self.rules.clone() {
            for pattern in &rule.lines {
                for found in pattern.find_iter(self.text) {
                    let start = found.end() - found.as_str().trim_start().len();
                    if !self.facts.is_opaque(start) {
                        self.report(rule, found.as_str().trim(), &(start..found.end()));
                    }
                }
            }
        }
    }

    /// Identifiers in code that the grammar leaves as raw text: the body of a macro.
    fn tokens(&mut self) {
        for raw in &self.facts.tokens {
            for (word, range) in words(self.text, raw.clone()) {
                if !self.meanings.defines_globally(&word) {
                    for path in self.meanings.of_free_name(&word) {
                        self.names(path, &range, |hit, _| hit.exact);
                    }
                }
            }
        }
    }

    fn syntax(&mut self) {
        for (name, range) in &self.facts.found {
            let rules: Vec<_> = self
                .rules
                .iter()
                .copied()
                .filter(|rule| rule.syntax.contains(name))
                .collect();
            for rule in rules {
                let written = self.text.get(range.clone()).unwrap_or_default();
                self.report(rule, first_line(written), range);
            }
        }
    }

    fn definitions(&mut self) {
        for definition in &self.facts.definitions {
            let name = self.text.get(definition.name.clone()).unwrap_or_default();
            let matches = |rule: &&Rule| {
                rule.defines
                    .iter()
                    .any(|pattern| pattern.matches(definition.kind, name))
            };
            let rules: Vec<_> = self.rules.iter().copied().filter(matches).collect();
            for rule in rules {
                self.report(rule, name, &definition.name);
            }
        }
    }

    /// A bracket that closes what the source did not open, when the source opens as many later. A bracket too many, which is an honest mistake and the
    /// compiler's to report, leaves the sum unbalanced.
    fn closings(&mut self) {
        let sum: i64 = self.facts.braces.iter().map(|(_, step)| step).sum();
        let mut depth = 0;
        let surplus = self.facts.braces.iter().find(|(_, step)| {
            depth += step;
            depth < 0
        });
        if let (0, Some((at, _))) = (sum, surplus) {
            for rule in self.rules.clone().into_iter().filter(|rule| rule.closings) {
                self.report(rule, "}", &(*at..*at + 1));
            }
        }
    }

    fn is_in_import(&self, at: usize) -> bool {
        let imports = &self.facts.imports;
        let before = imports.partition_point(|import| import.statement.start <= at);
        before
            .checked_sub(1)
            .and_then(|index| imports.get(index))
            .is_some_and(|import| at < import.statement.end)
    }

    /// Reports the rules whose names cover `path` and that `wanted` lets through.
    fn names(&mut self, path: PathId, place: &Range<usize>, wanted: impl Fn(&Hit, &Rule) -> bool) {
        for hit in self.hits(path).iter() {
            if let Some(rule) = self.rules.get(hit.rule).copied().filter(|rule| wanted(hit, rule)) {
                let name = self.meanings.paths.display(path);
                self.report(rule, &name, place);
            }
        }
    }

    fn hits(&mut self, path: PathId) -> Rc<[Hit]> {
        if let Some(hits) = self.hits.get(&path) {
            return Rc::clone(hits);
        }
        let segments = self.meanings.paths.segments(path);
        let is_allowed = self.allowed.iter().any(|pattern| pattern.covers(&segments));
        let hits: Rc<[Hit]> = self
            .rules
            .iter()
            .enumerate()
            .filter(|_| !is_allowed)
            .filter_map(|(rule, entry)| covered(rule, entry, &segments, self.profile.strictness))
            .collect();
        self.hits.insert(path, Rc::clone(&hits));
        hits
    }

    fn report(&mut self, rule: &Rule, name: &str, place: &Range<usize>) {
        if self.profile.allow.iter().any(|allowed| allowed == name) {
            return;
        }
        let shown: String = name.chars().take(60).collect();
        let mut notice = Notice::new(rule.id.clone(), rule.message.replace("{found}", &shown));
        notice.help.clone_from(&rule.help);
        self.found.push(Found::new(notice, place.clone()));
    }
}

/// How the names of a rule cover a path, if they do.
fn covered(rule: usize, entry: &Rule, path: &[&str], strictness: Strictness) -> Option<Hit> {
    let strict = if strictness == Strictness::Strict {
        entry.strict_names.as_slice()
    } else {
        &[]
    };
    let covering: Vec<_> = entry
        .names
        .iter()
        .chain(strict)
        .filter(|pattern| pattern.covers(path))
        .collect();
    if covering.is_empty() || entry.except.iter().any(|pattern| pattern.covers(path)) {
        return None;
    }
    let exact = covering.iter().any(|pattern| pattern.names(path));
    let named = covering.iter().any(|pattern| pattern.names(path) && !pattern.is_open());
    Some(Hit { rule, exact, named })
}

/// Whether a path as written leads out of the directory that the program starts in.
fn leads_out(path: &str) -> bool {
    let is_stream = STREAMS.contains(&path) || OWN_DIRECTORIES.iter().any(|directory| path.starts_with(directory));
    let climbs = path.split(['/', '\\']).any(|part| part == "..");
    climbs || (!is_stream && path.starts_with(['/', '~']))
}

/// Whether `text` fits a pattern in which `*` stands for any text.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = pattern.rsplit_once('*').map(|(_, last)| last) else {
        return rest.is_empty();
    };
    let middle: Vec<_> = parts.collect();
    for part in middle.split_last().map(|(_, middle)| middle).unwrap_or_default() {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The identifiers of raw code: not in literals, not members, and with pasted pieces (`sys ## tem`) put together.
fn words(text: &str, range: Range<usize>) -> Vec<(String, Range<usize>)> {
    let raw = text.get(range.clone()).unwrap_or_default();
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    let mut between = String::new();
    let mut rest = raw;
    while let Some(character) = rest.chars().next() {
        let at = range.start + raw.len() - rest.len();
        if character.is_alphabetic() || character == '_' {
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len());
            let word = rest.get(..end).unwrap_or_default();
            match (between.trim(), words.last_mut()) {
                ("##", Some(pasted)) => {
                    pasted.0.push_str(word);
                    pasted.1.end = at + end;
                }
                (before, _) if before.ends_with('.') || before.ends_with("->") => {}
                _ => words.push((word.to_owned(), at..at + end)),
            }
            between.clear();
            rest = rest.get(end..).unwrap_or_default();
        } else {
            let skipped = if matches!(character, '"' | '\'') {
                quoted_length(rest, character)
            } else {
                character.len_utf8()
            };
            between.push_str(rest.get(..skipped).unwrap_or_default());
            rest = rest.get(skipped..).unwrap_or_default();
        }
    }
    words
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        if character == quote && !escaped {
            return at + character.len_utf8();
        }
        escaped = character == '\\' && !escaped;
    }
    rest.len()
}

fn first_line(written: &str) -> &str {
    written.lines().next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_out_of_the_work_directory() {
        for path in [
            "/etc/passwd",
            "../x",
            "a/../../b",
            "~/.ssh/id",
            "/tmp/x",
            r"..\x",
            "/dev/fd/../../etc/passwd",
        ] {
            assert!(leads_out(path), "{path}");
        }
        for path in ["input.txt", "./a/b", "/dev/stdin", "/box/x", "a..b", ""] {
            assert!(!leads_out(path), "{path}");
        }
    }

    #[test]
    fn globs() {
        for (pattern, text, expected) in [
            ("stdio.h", "stdio.h", true),
            ("stdio.h", "stdio.hh", false),
            ("*", "anything", true),
            ("net*/", "netinet/", true),
            ("sys/*.h", "sys/time.h", true),
            ("sys/*.h", "sys/time", false),
            ("*..*", "a/../b", true),
            ("/*", "/etc/passwd", true),
            ("a*b*c", "a-b-c", true),
            ("a*b*c", "a-c", false),
        ] {
            assert_eq!(glob(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn words_of_a_macro() {
        let text = r#"sys ## tem("fork", x->open, a.read, 'c') + fork"#;
        let words: Vec<_> = words(text, 0..text.len()).into_iter().map(|(word, _)| word).collect();
        assert_eq!(words, ["system", "x", "a", "fork"]);
    }
}
