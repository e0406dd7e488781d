//! New problems: a small working example to start from, or what LeetCode's JSON says.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Problem, is_slug, manifest};
use crate::wrap::Signature;
use crate::{Error, Result, Stage};

/// What kind of problem to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ScaffoldKind {
    /// A function.
    #[default]
    Function,
    /// A class with methods.
    Class,
    /// A program that reads standard input.
    Stdio,
}

impl ScaffoldKind {
    /// All of them, with their names.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("function", Self::Function),
        ("class", Self::Class),
        ("stdio", Self::Stdio),
    ];

    /// The one called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::NAMES.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, kind)| kind)
    }

    /// The files of a new problem: path → template.
    fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Function => &[
                ("problem.toml", include_str!("templates/function.toml")),
                ("statement.md", include_str!("templates/statement.md")),
                ("tests/cases.jsonl", include_str!("templates/function.jsonl")),
                ("solutions/python/accepted.py", include_str!("templates/function.py")),
                (
                    "solutions/python/wrong_answer.py",
                    include_str!("templates/function_wrong.py"),
                ),
            ],
            Self::Class => &[
                ("problem.toml", include_str!("templates/class.toml")),
                ("statement.md", include_str!("templates/statement.md")),
                ("tests/cases.jsonl", include_str!("templates/class.jsonl")),
                ("solutions/python/accepted.py", include_str!("templates/class.py")),
                (
                    "solutions/python/wrong_answer.py",
                    include_str!("templates/class_wrong.py"),
                ),
            ],
            Self::Stdio => &[
                ("problem.toml", include_str!("templates/stdio.toml")),
                ("statement.md", include_str!("templates/statement.md")),
                ("tests/sample/1.in", "1 2 3\n"),
                ("tests/sample/1.ans", "6\n"),
                ("tests/sample/2.in", "5\n-5\n"),
                ("tests/sample/2.ans", "0\n"),
                ("tests/empty.in", "\n"),
                ("tests/empty.ans", "0\n"),
                ("solutions/python/accepted.py", include_str!("templates/stdio.py")),
                (
                    "solutions/python/wrong_answer.py",
                    include_str!("templates/stdio_wrong.py"),
                ),
            ],
        }
    }

    /// What the statement says of the example.
    const fn task(self) -> &'static str {
        match self {
            Self::Function => "Given an array of whole numbers, return their sum.",
            Self::Class => "Keep a sum that begins with `start`: `add` adds to it, `total` tells it.",
            Self::Stdio => "The input is a list of whole numbers. Print their sum.",
        }
    }
}

impl Problem {
    /// Writes a new problem of this kind into the folder `path`, which must be new or empty; its name becomes the problem's slug. What is written is a
    /// small problem that works. Returns the files.
    ///
    /// # Errors
    /// `BadRequest` for a folder that is in use or whose name cannot be a slug, `Internal` when the operating system refuses.
    pub fn scaffold(path: impl AsRef<Path>, kind: ScaffoldKind) -> Result<Vec<PathBuf>> {
        let path = path.as_ref();
        let slug = new_slug(path)?;
        let (class, title) = (camel_case(&slug), title(&slug));
        let name = lower_first(&class);
        let words = [
            ("title", title.as_str()),
            ("name", &name),
            ("class", &class),
            ("task", kind.task()),
        ];
        let fill = |template: &str| fill(template, &words);
        let files = kind.files().iter().map(|(file, template)| (*file, fill(template)));
        write_all(path, files.collect())
    }

    /// Writes what LeetCode's JSON says about a problem into the folder `path`, which must be new or empty. `text` is a question (with `metaData`, and where
    /// they are present `title`, `content`, `difficulty`, `topicTags`, `exampleTestcases`) or a metaData alone. Expected answers are not in it:
    /// loading the folder then says where they belong. Returns the files.
    ///
    /// # Errors
    /// `BadRequest` or `Unsupported` for what is no metaData or asks for a driver; else as [`Problem::scaffold`].
    pub fn import_leetcode(path: impl AsRef<Path>, text: &str) -> Result<Vec<PathBuf>> {
        let path = path.as_ref();
        let json: Value = serde_json::from_str(text)
            .map_err(|error| Error::bad_request("leetcode-json", "the question is not JSON").with_source(error))?;
        let question = json
            .pointer("/data/question")
            .or_else(|| json.get("question"))
            .unwrap_or(&json);
        let signature = Signature::from_value(question.get("metaData").unwrap_or(question))?;
        let slug = new_slug(path)?;
        let content = question.get("content").and_then(Value::as_str).unwrap_or_default();
        let statement = if content.trim().is_empty() {
            "Describe the task here.\n"
        } else {
            content
        };
        let metadata = serde_json::to_string_pretty(&signature.to_leetcode()).map_err(|error| {
            Error::internal(Stage::Request, "leetcode-json", "cannot write the metaData").with_source(error)
        })?;
        write_all(
            path,
            vec![
                (manifest::FILE, leetcode_manifest(question, &slug, content)),
                ("statement.md", statement.to_owned()),
                ("metadata.json", metadata + "\n"),
                ("tests/samples.jsonl", leetcode_samples(question, &signature)),
            ],
        )
    }
}

fn leetcode_manifest(question: &Value, slug: &str, content: &str) -> String {
    let text = |key| question.get(key).and_then(Value::as_str);
    let difficulty = text("difficulty").map(str::to_lowercase);
    let difficulty = difficulty.filter(|name| ["easy", "medium", "hard"].contains(&name.as_str()));
    let tags = question
        .get("topicTags")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let tags = tags.filter_map(|tag| tag.get("slug").or(tag.get("name")).unwrap_or(tag).as_str());
    let tags: Vec<_> = tags.map(toml_string).collect();
    let in_any_order = content.to_lowercase().contains("in any order");
    let named = text("title")
        .map(toml_string)
        .filter(|title| title.chars().any(|c| c != '"' && !c.is_whitespace()));
    let title = named.unwrap_or_else(|| toml_string(&title(slug)));
    let difficulty = difficulty.map(|name| format!("difficulty = \"{name}\"\n"));
    let words = [
        ("title", title.as_str()),
        ("difficulty", difficulty.as_deref().unwrap_or_default()),
        ("tags", &format!("[{}]", tags.join(", "))),
        ("checker", if in_any_order { "any_order" } else { "exact" }),
    ];
    fill(include_str!("templates/leetcode.toml"), &words)
}

/// The template with `{{word}}` replaced by the word's value. In one pass: a value, which may be a stranger's text, is not looked at again.
fn fill(template: &str, words: &[(&str, &str)]) -> String {
    let mut parts = template.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (word, rest) = part.split_once("}}").unwrap_or((part, ""));
        let value = words.iter().find(|(known, _)| *known == word);
        filled.push_str(value.map_or("", |(_, value)| value));
        filled.push_str(rest);
    }
    filled
}

/// A JSON string without control characters is a TOML basic string.
fn toml_string(text: &str) -> String {
    let plain: String = text.chars().filter(|character| !character.is_control()).collect();
    Value::from(plain).to_string()
}

/// A line for each example: its arguments, but no answer, for LeetCode does not say it.
fn leetcode_samples(question: &Value, signature: &Signature) -> String {
    let params = match signature {
        Signature::Function(function) => function.params.len(),
        Signature::Class(_) => 2,
    };
    let listed = question.get("exampleTestcaseList").and_then(Value::as_array);
    let text = match listed {
        Some(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        None => question
            .get("exampleTestcases")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
    };
    let values: Vec<Value> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line.trim()).ok())
        .collect();
    let cases = values
        .chunks(params.max(1))
        .filter(|case| signature.validate_args(case).is_ok());
    cases
        .map(|args| format!("{}\n", json!({ "sample": true, "args": args })))
        .collect()
}

fn new_slug(path: &Path) -> Result<String> {
    let slug = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if !is_slug(slug) {
        return Err(Error::bad_request(
            "problem-slug",
            format!(
                "the folder {} cannot hold a problem: its name is the problem's slug",
                path.display()
            ),
        )
        .with_hint("use lower-case letters, digits and single hyphens, such as two-scales"));
    }
    if fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(
            Error::bad_request("problem-exists", format!("the folder {} is not empty", path.display()))
                .with_hint("choose another name; nothing is overwritten"),
        );
    }
    Ok(slug.to_owned())
}

fn write_all(root: &Path, files: Vec<(&str, String)>) -> Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for (name, contents) in files {
        let path = root.join(name);
        let failed = |error| {
            Error::internal(
                Stage::Request,
                "problem-write",
                format!("cannot write {}", path.display()),
            )
            .with_source(error)
        };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        // `create_new`: a file that appeared meanwhile is not ours to overwrite.
        let mut file = fs::File::create_new(&path).map_err(failed)?;
        file.write_all(contents.as_bytes()).map_err(failed)?;
        written.push(path);
    }
    Ok(written)
}

/// `two-scales` → `TwoScales`. A name that would begin with a digit gets a letter in front.
fn camel_case(slug: &str) -> String {
    let name: String = slug.split('-').map(upper_first).collect();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        return format!("P{name}");
    }
    name
}

/// `two-scales` → `Two scales`.
fn title(slug: &str) -> String {
    upper_first(&slug.replace('-', " "))
}

fn upper_first(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(chars)
        .collect()
}

fn lower_first(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(chars)
        .collect()
}
