//! `sanitize.toml`: what a language forbids, as data.
//!
//! A file has a table `[names]` (how names of this language reach the things they mean) and many `[[rule]]`. A rule names what it is about in one or
//! several of the ways below; each way is one small matcher in `checks`:
//!
//! | key | is about |
//! |---|---|
//! | `names`, `except` | paths that an expression or an import means: `os.system`, `java.net`, `os.exec*`, `*` |
//! | `attributes` | members with this name of any object, and chains of them: `__globals__`, `constructor.constructor` |
//! | `headers`, `headers_except` | files that are included |
//! | `comments` | comments that mean something to the compiler (regular expressions) |
//! | `lines` | text outside comments and strings that the grammar does not know (regular expressions) |
//! | `syntax` | captures `@found.<name>` of `queries/sanitize.scm` |
//! | `defines` | names that the source defines: `function:main`, `*:dockexec*` |
//! | `closings` | text that closes a scope it did not open, and opens it again |
//!
//! With `argument`, a rule about names or attributes concerns calls only, and only those whose argument is as said (see [`Argument`]).

use std::collections::BTreeMap;
use std::sync::Arc;

use regex::Regex;
use serde::Deserialize;
use tree_sitter::Query;

use super::path::Pattern;
use super::{Profile, Scope, Strictness};
use crate::kept::Kept;
use crate::language::grammar;
use crate::{Error, Language, Result, Stage};

const RULES: &str = "sanitize.toml";
const QUERY: &str = "queries/sanitize.scm";

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    names: Names,
    #[serde(default)]
    rule: Vec<RuleEntry>,
}

/// How a name of this language reaches what it means.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    /// Where a name comes from that nothing in the source defines: `builtins`, `java.lang`; the empty string for a name that stands for itself.
    #[serde(default)]
    pub(super) free: Vec<String>,
    /// What an import without an alias binds: the first or the last part of the module's name.
    #[serde(default)]
    pub(super) import_binds: ImportBinds,
    /// Functions that import the module their first argument names.
    #[serde(default)]
    pub(super) importers: Vec<String>,
    /// Functions that take an object and the name of a member.
    #[serde(default)]
    pub(super) accessors: Vec<String>,
    /// Members that lead back to the same names, such as `__dict__`.
    #[serde(default)]
    pub(super) transparent: Vec<String>,
    /// Prefixes of module names that mean nothing, such as `node:`.
    #[serde(default)]
    pub(super) module_prefixes: Vec<String>,
    /// Other spellings of a path: spelling → path.
    #[serde(default)]
    pub(super) aliases: BTreeMap<String, String>,
    /// What the harness of a function problem provides without an import: name → path.
    #[serde(default)]
    pub(super) provided: BTreeMap<String, String>,
}

/// Which part of `a.b.c` an import without an alias binds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ImportBinds {
    /// `a`, which stands for `a`.
    #[default]
    First,
    /// `c`, which stands for `a.b.c`.
    Last,
}

/// What the argument of a call must be like for a rule to concern it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Argument {
    /// A literal path that leads out of the work directory.
    OutsideWorkDirectory,
    /// Text that is itself source code of this language: it is checked too, and the rule only lends its place.
    Code,
    /// Not a text written in the source: nobody can see what it will be.
    Computed,
    /// A text.
    Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    id: String,
    applies: Vec<Applies>,
    scope: Option<RuleScope>,
    message: String,
    help: Option<String>,
    reason: String,
    argument: Option<Argument>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    strict_names: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    attributes: Vec<String>,
    #[serde(default)]
    headers: Vec<String>,
    #[serde(default)]
    headers_except: Vec<String>,
    #[serde(default)]
    comments: Vec<String>,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    syntax: Vec<String>,
    #[serde(default)]
    defines: Vec<String>,
    #[serde(default)]
    closings: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Applies {
    Strict,
    Lenient,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RuleScope {
    Function,
    Program,
}

/// One rule, ready to be used.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) id: String,
    /// Said of what was found: `{found}` stands for it.
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// Why the rule exists: for those who read the rules, not shown with a finding.
    pub(super) reason: String,
    pub(super) argument: Option<Argument>,
    pub(super) names: Vec<Pattern>,
    pub(super) strict_names: Vec<Pattern>,
    pub(super) except: Vec<Pattern>,
    pub(super) attributes: Vec<Vec<String>>,
    pub(super) headers: Vec<String>,
    pub(super) headers_except: Vec<String>,
    pub(super) comments: Vec<Regex>,
    pub(super) lines: Vec<Regex>,
    pub(super) syntax: Vec<String>,
    pub(super) defines: Vec<DefinitionPattern>,
    pub(super) closings: bool,
    applies: Vec<Applies>,
    scope: Option<RuleScope>,
}

/// A kind of definition and a name: `function:main`, `*:dockexec*`.
#[derive(Debug, Clone)]
pub(super) struct DefinitionPattern {
    kind: String,
    name: String,
}

impl DefinitionPattern {
    fn parse(written: &str) -> Self {
        let (kind, name) = written.split_once(':').unwrap_or(("*", written));
        Self {
            kind: kind.to_owned(),
            name: name.to_owned(),
        }
    }

    /// Whether a definition is meant. A name that ends in `*` is compared without regard to case: it is a reserved prefix.
    pub(super) fn matches(&self, kind: &str, name: &str) -> bool {
        (self.kind == "*" || self.kind == kind)
            && match self.name.strip_suffix('*') {
                Some(prefix) => name
                    .get(..prefix.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
                None => self.name == name,
            }
    }
}

impl Rule {
    fn load(entry: RuleEntry) -> Result<Self, String> {
        let origin = entry.id.clone();
        let regexes = |patterns: &[String]| {
            patterns
                .iter()
                .map(|pattern| Regex::new(pattern).map_err(|error| format!("rule `{origin}`: {error}")))
                .collect::<Result<Vec<_>, _>>()
        };
        let patterns = |names: &[String]| names.iter().map(|name| Pattern::parse(name)).collect::<Vec<_>>();
        Ok(Self {
            comments: regexes(&entry.comments)?,
            lines: regexes(&entry.lines)?,
            names: patterns(&entry.names),
            strict_names: patterns(&entry.strict_names),
            except: patterns(&entry.except),
            attributes: entry
                .attributes
                .iter()
                .map(|chain| chain.split('.').map(str::to_owned).collect())
                .collect(),
            defines: entry
                .defines
                .iter()
                .map(|written| DefinitionPattern::parse(written))
                .collect(),
            id: entry.id,
            message: entry.message,
            help: entry.help,
            reason: entry.reason,
            argument: entry.argument,
            headers: entry.headers,
            headers_except: entry.headers_except,
            syntax: entry.syntax,
            closings: entry.closings,
            applies: entry.applies,
            scope: entry.scope,
        })
    }

    /// Whether the rule is in force.
    pub(super) fn in_force(&self, profile: &Profile) -> bool {
        let strictness = match profile.strictness {
            Strictness::Off => return false,
            Strictness::Lenient => Applies::Lenient,
            Strictness::Strict => Applies::Strict,
        };
        let scope = match profile.scope {
            Scope::Function => RuleScope::Function,
            Scope::Program => RuleScope::Program,
        };
        self.applies.contains(&strictness)
            && self.scope.is_none_or(|only| only == scope)
            && !profile.allow.contains(&self.id)
    }
}

/// A rule, for people who want to know why it exists.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleSummary {
    /// The id that findings and [`Profile::allow`] name.
    pub id: String,
    /// Whether it is in force for [`Strictness::Strict`].
    pub strict: bool,
    /// Whether it is in force for [`Strictness::Lenient`].
    pub lenient: bool,
    /// What to do instead.
    pub help: Option<String>,
    /// Why the rule exists.
    pub reason: String,
}

/// Everything sanitize knows of a language: its rules, and the query that finds what rules speak about.
#[derive(Debug)]
pub(super) struct RuleBook {
    pub(super) grammar: tree_sitter::Language,
    pub(super) query: Query,
    pub(super) names: Names,
    pub(super) rules: Vec<Rule>,
}

impl RuleBook {
    /// The rules of `language`, read and compiled once.
    pub(super) fn of(language: &'static Language) -> Result<Arc<Self>> {
        static BOOKS: Kept<RuleBook> = Kept::new();
        BOOKS.get(language.id(), || Self::load(language))
    }

    fn load(language: &Language) -> Result<Self> {
        let origin = |file: &str| format!("languages/{}/{file}", language.id());
        let broken = |message: String| {
            Error::internal(
                Stage::Sanitize,
                "sanitize-rules",
                format!("{}: {message}", origin(RULES)),
            )
        };
        let manifest: Manifest = toml::from_str(language.text(RULES)?).map_err(|error| broken(error.to_string()))?;
        let rules: Vec<_> = manifest
            .rule
            .into_iter()
            .map(Rule::load)
            .collect::<Result<_, _>>()
            .map_err(broken)?;
        let grammar = grammar::grammar(&language.manifest().grammar)?;
        let query = grammar::compile_query(&grammar, &origin(QUERY), language.text(QUERY)?)?;
        Ok(Self {
            grammar,
            query,
            names: manifest.names,
            rules,
        })
    }

    /// What each rule is for.
    pub(super) fn summaries(&self) -> Vec<RuleSummary> {
        let summary = |rule: &Rule| RuleSummary {
            id: rule.id.clone(),
            strict: rule.applies.contains(&Applies::Strict),
            lenient: rule.applies.contains(&Applies::Lenient),
            help: rule.help.clone(),
            reason: rule.reason.clone(),
        };
        self.rules.iter().map(summary).collect()
    }

    /// The rules in force under `profile`.
    pub(super) fn in_force<'book>(&'book self, profile: &'book Profile) -> impl Iterator<Item = &'book Rule> {
        self.rules.iter().filter(|rule| rule.in_force(profile))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Languages;

    #[test]
    fn every_rule_is_complete_and_can_match_something() {
        let mut ids = BTreeSet::new();
        for language in Languages::all().unwrap() {
            let book = RuleBook::of(language).unwrap();
            assert!(!book.rules.is_empty(), "{}", language.id());
            let captures = book.query.capture_names();
            for rule in &book.rules {
                assert!(ids.insert(rule.id.clone()), "two rules are called {}", rule.id);
                assert!(rule.id.starts_with(&format!("{}/", language.id())), "{}", rule.id);
                assert!(rule.reason.len() > 20, "{} gives no reason", rule.id);
                assert!(!rule.message.is_empty() && !rule.applies.is_empty(), "{}", rule.id);
                let about = rule.names.len()
                    + rule.strict_names.len()
                    + rule.attributes.len()
                    + rule.headers.len()
                    + rule.comments.len()
                    + rule.lines.len()
                    + rule.syntax.len()
                    + rule.defines.len()
                    + usize::from(rule.closings);
                assert!(about > 0, "{} is about nothing", rule.id);
                for name in &rule.syntax {
                    assert!(
                        captures.contains(&format!("found.{name}").as_str()),
                        "{}: no capture @found.{name}",
                        rule.id
                    );
                }
            }
        }
    }

    #[test]
    fn definitions_are_matched_by_kind_and_name() {
        let main = DefinitionPattern::parse("function:main");
        assert!(main.matches("function", "main"));
        assert!(!main.matches("variable", "main") && !main.matches("function", "Main"));
        let reserved = DefinitionPattern::parse("*:dockexec*");
        assert!(reserved.matches("variable", "DockExec_answer") && !reserved.matches("type", "dock"));
    }
}
