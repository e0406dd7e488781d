//! `problem.toml`: its shape, and the strict reading of it into what a judge needs. Every complaint points at the line that says it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use toml::Spanned;

use super::error::ProblemError;
use super::folder::Folder;
use super::{Difficulty, Isolation};
use crate::judge::Reveal;
use crate::judge::checker::{Checker, CustomChecker, Tolerance};
use crate::sanitize::{Profile, Scope, Strictness};
use crate::wrap::{Signature, Task};
use crate::{Error, Languages, Limits};

/// Name of the file.
pub(super) const FILE: &str = "problem.toml";

/// Bytes that problem.toml and the other descriptions may have.
pub(super) const LARGEST_DESCRIPTION: u64 = 1 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    title: Spanned<String>,
    difficulty: Option<Difficulty>,
    #[serde(default)]
    tags: Vec<String>,
    statement: Option<Spanned<String>>,
    reveal: Option<Spanned<String>>,
    isolation: Option<Spanned<String>>,
    function: Option<Spanned<FunctionTable>>,
    class: Option<Spanned<ClassTable>>,
    leetcode: Option<Spanned<LeetcodeTable>>,
    stdio: Option<Spanned<StdioTable>>,
    #[serde(default)]
    limits: LimitsTable,
    checker: Option<Spanned<CheckerTable>>,
    #[serde(default)]
    sanitize: SanitizeTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionTable {
    name: String,
    #[serde(default)]
    params: Vec<Spanned<ParamTable>>,
    #[serde(default)]
    returns: String,
    /// In-place problems: the name of the parameter whose value after the call is the answer.
    output: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParamTable {
    name: String,
    #[serde(rename = "type")]
    ty: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassTable {
    name: String,
    #[serde(default)]
    constructor: Vec<Spanned<ParamTable>>,
    methods: Vec<Spanned<MethodTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MethodTable {
    name: String,
    #[serde(default)]
    params: Vec<Spanned<ParamTable>>,
    #[serde(default)]
    returns: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeetcodeTable {
    /// The file with the metaData JSON.
    metadata: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StdioTable {}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct LimitsTable {
    cpu_ms: Option<Spanned<i64>>,
    wall_ms: Option<Spanned<i64>>,
    total_cpu_ms: Option<Spanned<i64>>,
    memory_mib: Option<Spanned<i64>>,
    output_kib: Option<Spanned<i64>>,
    processes: Option<Spanned<i64>>,
    files_mib: Option<Spanned<i64>>,
    /// Limits of single languages, over the ones for all.
    #[serde(default)]
    languages: BTreeMap<String, Spanned<LimitsTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckerTable {
    kind: Spanned<String>,
    abs: Option<f64>,
    rel: Option<f64>,
    language: Option<Spanned<String>>,
    program: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SanitizeTable {
    strictness: Option<Spanned<String>>,
    #[serde(default)]
    allow: Vec<String>,
}

/// What problem.toml says, read and checked.
pub(super) struct Described {
    pub(super) title: String,
    pub(super) difficulty: Option<Difficulty>,
    pub(super) tags: Vec<String>,
    pub(super) statement: String,
    pub(super) task: Task,
    pub(super) limits: Limits,
    pub(super) language_limits: BTreeMap<String, Limits>,
    pub(super) checker: Checker,
    pub(super) isolation: Isolation,
    pub(super) reveal: Reveal,
    pub(super) profile: Profile,
}

/// Reads `problem.toml` and the files it names. What is wrong goes into `errors`; the result is `None` when nothing can be made of it.
pub(super) fn read(folder: &mut Folder, errors: &mut Vec<ProblemError>) -> Option<Described> {
    let text = match folder.read_text(Path::new(FILE), LARGEST_DESCRIPTION) {
        Ok(text) => text,
        Err(error) => {
            errors.push(error);
            return None;
        }
    };
    let manifest: Manifest = match toml::from_str(&text) {
        Ok(manifest) => manifest,
        Err(error) => {
            errors.push(toml_error(&text, &error));
            return None;
        }
    };
    Reader {
        folder,
        text: &text,
        errors,
    }
    .describe(manifest)
}

fn toml_error(text: &str, error: &toml::de::Error) -> ProblemError {
    let message = error.message().lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let problem = ProblemError::new(FILE, message);
    match error.span() {
        Some(span) => problem.at_byte(text, span.start),
        None => problem,
    }
}

/// Turns the tables into what they mean, collecting complaints.
struct Reader<'a> {
    folder: &'a mut Folder,
    text: &'a str,
    errors: &'a mut Vec<ProblemError>,
}

impl Reader<'_> {
    fn describe(&mut self, manifest: Manifest) -> Option<Described> {
        if manifest.title.get_ref().trim().is_empty() {
            self.complain(&manifest.title, "the title is empty", "say what the problem is called");
        }
        let statement = self.statement(manifest.statement.as_ref());
        let imported = manifest.leetcode.is_some();
        let task = self.task(manifest.function, manifest.class, manifest.leetcode, manifest.stdio);
        let limits = self.limits(&manifest.limits, Limits::default());
        let language_limits = self.language_limits(&manifest.limits, limits);
        let checker = self.checker(manifest.checker, task.as_ref());
        let default = if imported { Reveal::FirstFailing } else { Reveal::None };
        let reveal = self.named(manifest.reveal.as_ref(), "reveal", &Reveal::NAMES, default);
        let isolation = self.named(
            manifest.isolation.as_ref(),
            "isolation",
            &Isolation::NAMES,
            Isolation::Shared,
        );
        let profile = self.profile(manifest.sanitize, task.as_ref());
        Some(Described {
            title: manifest.title.into_inner(),
            difficulty: manifest.difficulty,
            tags: manifest.tags,
            statement,
            task: task?,
            limits,
            language_limits,
            checker: checker?,
            isolation,
            reveal,
            profile,
        })
    }

    fn complain<T>(&mut self, at: &Spanned<T>, message: impl Into<String>, hint: impl Into<String>) {
        let error = ProblemError::new(FILE, message)
            .at_byte(self.text, at.span().start)
            .with_hint(hint);
        self.errors.push(error);
    }

    fn complain_with<T>(&mut self, at: &Spanned<T>, error: &Error) {
        let mut problem = ProblemError::new(FILE, error.message()).at_byte(self.text, at.span().start);
        if let Some(hint) = error.hint() {
            problem = problem.with_hint(hint);
        }
        self.errors.push(problem);
    }

    fn named<T: Copy>(
        &mut self,
        written: Option<&Spanned<String>>,
        key: &str,
        known: &[(&'static str, T)],
        default: T,
    ) -> T {
        let Some(written) = written else { return default };
        let found = known.iter().find(|(name, _)| name == written.get_ref());
        if found.is_none() {
            let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
            let message = format!("{key} = {:?} is unknown", written.get_ref());
            self.complain(written, message, format!("one of: {}", names.join(", ")));
        }
        found.map_or(default, |(_, value)| *value)
    }

    fn statement(&mut self, path: Option<&Spanned<String>>) -> String {
        let path = path.map_or("statement.md", |path| path.get_ref().as_str());
        match self.folder.read_text(Path::new(path), LARGEST_DESCRIPTION) {
            Ok(text) if text.trim().is_empty() => {
                let error =
                    ProblemError::new(path, "the statement is empty").with_hint("describe the task, in Markdown");
                self.errors.push(error);
                text
            }
            Ok(text) => text,
            Err(error) => {
                self.errors
                    .push(error.with_hint("the statement, in Markdown, belongs here"));
                String::new()
            }
        }
    }

    fn task(
        &mut self,
        function: Option<Spanned<FunctionTable>>,
        class: Option<Spanned<ClassTable>>,
        leetcode: Option<Spanned<LeetcodeTable>>,
        stdio: Option<Spanned<StdioTable>>,
    ) -> Option<Task> {
        const HINT: &str = "exactly one of [function], [class], [leetcode], [stdio] says what is asked for";
        match (function, class, leetcode, stdio) {
            (Some(table), None, None, None) => self.function(table),
            (None, Some(table), None, None) => self.class(table),
            (None, None, Some(table), None) => self.leetcode(&table),
            (None, None, None, Some(_)) => Some(Task::Program),
            (None, None, None, None) => {
                self.errors
                    .push(ProblemError::new(FILE, "the task is missing").with_hint(HINT));
                None
            }
            (function, class, leetcode, stdio) => {
                let starts = [
                    function.map(|table| table.span().start),
                    class.map(|table| table.span().start),
                    leetcode.map(|table| table.span().start),
                    stdio.map(|table| table.span().start),
                ];
                let last = starts.into_iter().flatten().max().unwrap_or_default();
                let error = ProblemError::new(FILE, "a second task")
                    .at_byte(self.text, last)
                    .with_hint(HINT);
                self.errors.push(error);
                None
            }
        }
    }

    fn function(&mut self, table: Spanned<FunctionTable>) -> Option<Task> {
        let inner = table.get_ref();
        let mut metadata = json!({
            "name": inner.name,
            "params": params(&inner.params),
            "return": { "type": inner.returns },
        });
        if let Some(output) = &inner.output {
            let index = inner
                .params
                .iter()
                .position(|param| &param.get_ref().name == output.get_ref());
            let Some(index) = index else {
                let message = format!("output = {:?} is not a parameter", output.get_ref());
                self.complain(output, message, "the name of the parameter that the function changes");
                return None;
            };
            metadata["output"] = json!({ "paramindex": index });
        }
        let answers = inner.output.is_some() || !matches!(inner.returns.as_str(), "" | "void");
        if !answers {
            self.complain(
                &table,
                "the function neither returns anything nor changes a parameter",
                "say `returns = \"integer\"`, or `output = \"name of a parameter\"`",
            );
            return None;
        }
        self.signature(&table, &[("params", starts(&inner.params))], &metadata)
    }

    fn class(&mut self, table: Spanned<ClassTable>) -> Option<Task> {
        let inner = table.get_ref();
        let methods = inner.methods.iter().map(|method| {
            let method = method.get_ref();
            json!({ "name": method.name, "params": params(&method.params), "return": { "type": method.returns } })
        });
        let metadata = json!({
            "systemdesign": true,
            "classname": inner.name,
            "constructor": { "params": params(&inner.constructor) },
            "methods": methods.collect::<Vec<_>>(),
        });
        let places = [
            ("constructor", starts(&inner.constructor)),
            ("methods", starts(&inner.methods)),
        ];
        self.signature(&table, &places, &metadata)
    }

    /// Reads the metaData made from a table. `places` are the bytes where its members stand, by the key they have in the metaData: a complaint about
    /// `signature.methods[1]…` points at the second method.
    fn signature<T>(&mut self, table: &Spanned<T>, places: &[(&str, Vec<usize>)], metadata: &Value) -> Option<Task> {
        let error = match Signature::from_value(metadata) {
            Ok(signature) => return Some(Task::Function(Arc::new(signature))),
            Err(error) => error,
        };
        let path = error.message().split(':').next().unwrap_or_default();
        let of_member = places.iter().find(|(key, _)| path.contains(key));
        let start = of_member.and_then(|(_, starts)| starts.get(first_index(path)?).copied());
        let start = start.unwrap_or(table.span().start);
        let mut problem = ProblemError::new(FILE, error.message()).at_byte(self.text, start);
        if let Some(hint) = error.hint() {
            problem = problem.with_hint(hint);
        }
        self.errors.push(problem);
        None
    }

    fn leetcode(&mut self, table: &Spanned<LeetcodeTable>) -> Option<Task> {
        let path = &table.get_ref().metadata;
        let text = match self.folder.read_text(Path::new(path), LARGEST_DESCRIPTION) {
            Ok(text) => text,
            Err(error) => {
                self.errors
                    .push(error.with_hint("LeetCode's metaData JSON belongs here"));
                return None;
            }
        };
        match Signature::from_leetcode(&text) {
            Ok(signature) => Some(Task::Function(Arc::new(signature))),
            Err(error) => {
                self.errors.push(ProblemError::new(path, error.to_string()));
                None
            }
        }
    }

    fn limits(&mut self, table: &LimitsTable, base: Limits) -> Limits {
        const TIME: RangeInclusive<i64> = 1..=600_000;
        let mut limits = base;
        let mut take = |written: &Option<Spanned<i64>>, key: &str, range: RangeInclusive<i64>| -> Option<u64> {
            let written = written.as_ref()?;
            if !range.contains(written.get_ref()) {
                let message = format!("{key} = {} is out of range", written.get_ref());
                self.complain(written, message, format!("{} to {}", range.start(), range.end()));
                return None;
            }
            u64::try_from(*written.get_ref()).ok()
        };
        let milliseconds = Duration::from_millis;
        if let Some(value) = take(&table.cpu_ms, "cpu_ms", TIME) {
            limits.cpu = milliseconds(value);
        }
        if let Some(value) = take(&table.wall_ms, "wall_ms", TIME) {
            limits.wall = Some(milliseconds(value));
        }
        if let Some(value) = take(&table.total_cpu_ms, "total_cpu_ms", 1..=6_000_000) {
            limits.total_cpu = Some(milliseconds(value));
        }
        if let Some(value) = take(&table.memory_mib, "memory_mib", 1..=1 << 20) {
            limits.memory = value << 20;
        }
        if let Some(value) = take(&table.output_kib, "output_kib", 1..=1 << 20) {
            limits.output = value << 10;
        }
        if let Some(value) = take(&table.processes, "processes", 1..=10_000) {
            limits.processes = u32::try_from(value).unwrap_or(u32::MAX);
        }
        if let Some(value) = take(&table.files_mib, "files_mib", 0..=1 << 16) {
            limits.files = value << 20;
        }
        limits
    }

    fn language_limits(&mut self, table: &LimitsTable, base: Limits) -> BTreeMap<String, Limits> {
        let mut all = BTreeMap::new();
        for (name, table) in &table.languages {
            let language = match Languages::find(name) {
                Ok(language) => language,
                Err(error) => {
                    self.complain_with(table, &error);
                    continue;
                }
            };
            if !table.get_ref().languages.is_empty() {
                self.complain(
                    table,
                    "languages within a language",
                    "limits of a language are plain numbers",
                );
            }
            all.insert(language.id().to_owned(), self.limits(table.get_ref(), base));
        }
        all
    }

    fn checker(&mut self, table: Option<Spanned<CheckerTable>>, task: Option<&Task>) -> Option<Checker> {
        let Some(table) = table else {
            return Some(Checker::Exact);
        };
        let CheckerTable {
            kind,
            abs,
            rel,
            language,
            program,
        } = table.into_inner();
        if kind.get_ref() == "custom" {
            return self.custom_checker(&kind, language, program);
        }
        if let Some(stray) = language.as_ref().or(program.as_ref()) {
            self.complain(
                stray,
                "only a custom checker has a program",
                "say kind = \"custom\", or leave it out",
            );
        }
        let tolerance = (abs.is_some() || rel.is_some()).then(|| Tolerance {
            abs: abs.unwrap_or(0.0),
            rel: rel.unwrap_or(0.0),
        });
        match Checker::parse(kind.get_ref(), tolerance) {
            Ok(Checker::Tokens | Checker::Lines) if matches!(task, Some(Task::Function(_))) => {
                let message = format!(
                    "the checker {:?} compares text, but the task is a function",
                    kind.get_ref()
                );
                self.complain(
                    &kind,
                    message,
                    "exact, float, any_order, any_order_deep, one_of, termination or custom",
                );
                None
            }
            Ok(checker) => Some(checker),
            Err(error) => {
                self.complain_with(&kind, &error);
                None
            }
        }
    }

    fn custom_checker(
        &mut self,
        kind: &Spanned<String>,
        language: Option<Spanned<String>>,
        program: Option<Spanned<String>>,
    ) -> Option<Checker> {
        let (Some(language), Some(program)) = (language, program) else {
            let hint = "say `language = \"python\"` and `program = \"checker.py\"`";
            self.complain(kind, "a custom checker needs its language and its program", hint);
            return None;
        };
        let id = match Languages::find(language.get_ref()) {
            Ok(found) => found.id(),
            Err(error) => {
                self.complain_with(&language, &error);
                return None;
            }
        };
        match self.folder.read_text(Path::new(program.get_ref()), LARGEST_DESCRIPTION) {
            Ok(source) => Some(Checker::Custom(CustomChecker {
                language: id.to_owned(),
                source,
            })),
            Err(error) => {
                self.errors
                    .push(error.with_hint("the source of the checker program belongs here"));
                None
            }
        }
    }

    fn profile(&mut self, table: SanitizeTable, task: Option<&Task>) -> Profile {
        const NAMES: [(&str, Strictness); 3] = [
            ("strict", Strictness::Strict),
            ("lenient", Strictness::Lenient),
            ("off", Strictness::Off),
        ];
        let (scope, default) = match task {
            Some(Task::Program) => (Scope::Program, Strictness::Lenient),
            _ => (Scope::Function, Strictness::Strict),
        };
        Profile {
            strictness: self.named(table.strictness.as_ref(), "strictness", &NAMES, default),
            allow: table.allow,
            scope,
        }
    }
}

fn params(params: &[Spanned<ParamTable>]) -> Vec<Value> {
    let param = |param: &Spanned<ParamTable>| json!({ "name": param.get_ref().name, "type": param.get_ref().ty });
    params.iter().map(param).collect()
}

/// The number in the first `[…]` of `signature.params[1].type`.
fn first_index(path: &str) -> Option<usize> {
    let (_, rest) = path.split_once('[')?;
    rest.split_once(']')?.0.parse().ok()
}

/// Where each of `tables` begins.
fn starts<T>(tables: &[Spanned<T>]) -> Vec<usize> {
    tables.iter().map(|table| table.span().start).collect()
}
