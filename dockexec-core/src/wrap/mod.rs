//! The second stage: from a sanitized source to a program that can be compiled and run.
//!
//! For a function problem the language's harness goes around it (as separate files wherever the language allows it); for a whole program almost
//! nothing does. What differs between languages is data in the language's folder: templates, type tables, syntax queries.

mod facts;
mod render;
pub mod signature;
pub mod types;

use std::collections::BTreeMap;
use std::sync::Arc;

use facts::Facts;
use minijinja::value::Serde;
use minijinja::{Value, context};
use regex::Regex;
pub use render::starter_code;
pub use signature::Signature;

use crate::language::manifest::WrapFile;
use crate::language::template;
use crate::sanitize::SanitizedSource;
use crate::{Error, Language, Result, Stage};

/// Arguments of each sort at most, and their bytes together.
const MAX_ARGS: usize = 256;
const MAX_ARGS_BYTES: usize = 64 << 10;

/// Extra files of a submission at most, and their bytes together.
const MAX_FILES: usize = 64;
const MAX_FILES_BYTES: usize = 16 << 20;

/// The longest name of an extra file.
const MAX_FILE_NAME: usize = 100;

/// What the submission is supposed to be, and so how it is wrapped.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Task {
    /// A LeetCode-style function or class.
    Function(Arc<Signature>),
    /// A whole program that talks through its standard streams.
    Program,
}

/// A file for the sandbox's work directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramFile {
    /// File name in the work directory; may contain `/` for sub-directories that wrap itself chose.
    pub path: String,
    /// Its contents.
    pub contents: Arc<[u8]>,
    /// Whether this is the file with the user's own source (diagnostics about it are the user's).
    pub user: bool,
    /// Whether a compiled program needs it when it runs: a data file that came with the submission. Interpreted programs need all files.
    pub at_run: bool,
}

/// A program ready to be compiled (or, for an interpreter, to be run). Made only by [`wrap`].
#[derive(Debug, Clone)]
pub struct Program {
    language: &'static Language,
    task: Task,
    files: Vec<ProgramFile>,
    variables: BTreeMap<String, String>,
    interpreter_args: Vec<String>,
    compile_args: Vec<String>,
    args: Vec<String>,
    extra_sources: Vec<String>,
}

impl Program {
    /// The language.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// What it was wrapped for.
    pub fn task(&self) -> &Task {
        &self.task
    }

    /// The files of the work directory: the user's and the harness's.
    pub fn files(&self) -> &[ProgramFile] {
        &self.files
    }

    /// Values for the placeholders of the manifest's command lines, such as `main_class`.
    pub fn variables(&self) -> &BTreeMap<String, String> {
        &self.variables
    }

    /// Allow-listed arguments for the interpreter.
    pub fn interpreter_args(&self) -> &[String] {
        &self.interpreter_args
    }

    /// Allow-listed arguments for the compiler.
    pub fn compile_args(&self) -> &[String] {
        &self.compile_args
    }

    /// Names of the submission's extra files that are sources of the language, to be compiled along.
    pub fn extra_sources(&self) -> &[String] {
        &self.extra_sources
    }

    /// Arguments of the program itself.
    pub fn args(&self) -> &[String] {
        &self.args
    }
}

/// Puts the harness of `task` around `source`.
///
/// # Errors
/// `BadRequest` for an argument that is not on the language's allow-list or an extra file with an impossible name, `Unsupported` for a type or name
/// that the language cannot express.
pub fn wrap(source: &SanitizedSource, task: &Task) -> Result<Program> {
    let language = source.language();
    let manifest = language.manifest();
    let submission = source.submission();
    let compile_patterns = manifest
        .compile
        .as_ref()
        .map_or(&[][..], |compile| &compile.allowed_args);
    check_args(
        "interpreter_args",
        &submission.interpreter_args,
        Some(&manifest.run.allowed_args),
    )?;
    check_args("compile_args", &submission.compile_args, Some(compile_patterns))?;
    check_args("args", &submission.args, None)?;

    let facts = Facts::gather(language, source.text())?;
    let mut variables = facts.variables(&manifest.wrap);
    let mut files = match task {
        Task::Function(signature) => {
            render::check_supported(language, signature)?;
            let text = facts.blanked(&manifest.wrap, source.text());
            let context = template_context(&facts, language, &text, Some(signature));
            make_files(language, &manifest.wrap.function, &variables, &text, &context)?
        }
        Task::Program => {
            let context = template_context(&facts, language, source.text(), None);
            make_files(language, &manifest.wrap.program, &variables, source.text(), &context)?
        }
    };
    let extra = extra_files(language, &files, &submission.files)?;
    let extra_sources = extra
        .iter()
        .filter(|file| !file.at_run)
        .map(|file| file.path.clone())
        .collect();
    files.extend(extra);
    if let Some(user) = files.iter().find(|file| file.user) {
        variables.insert("user_file".to_owned(), user.path.clone());
    }
    Ok(Program {
        language,
        task: task.clone(),
        files,
        variables,
        interpreter_args: submission.interpreter_args.clone(),
        compile_args: submission.compile_args.clone(),
        args: submission.args.clone(),
        extra_sources,
    })
}

fn template_context(facts: &Facts, language: &Language, source: &str, signature: Option<&Arc<Signature>>) -> Value {
    let signature = signature.map(|signature| Value::from(Serde(signature.descriptor())));
    context! {
        source,
        signature,
        facts => facts.texts(),
        missing_imports => facts.missing_imports(&language.manifest().wrap),
    }
}

fn make_files(
    language: &'static Language,
    templates: &[WrapFile],
    variables: &BTreeMap<String, String>,
    source: &str,
    context: &Value,
) -> Result<Vec<ProgramFile>> {
    let make = |file: &WrapFile| {
        let path = template::expand(&file.path, variables).map_err(|problem| {
            let message = format!("languages/{}/language.toml: {problem}", language.id());
            Error::internal(Stage::Wrap, "language-manifest", message)
        })?;
        let contents: Arc<[u8]> = match (&file.template, &file.copy) {
            (Some(template), _) => render::render(language, template, context)?.into_bytes().into(),
            (None, Some(copy)) => language.text(copy)?.as_bytes().into(),
            (None, None) => source.as_bytes().into(),
        };
        Ok(ProgramFile {
            path,
            contents,
            user: file.user,
            at_run: file.at_run,
        })
    };
    templates.iter().map(make).collect()
}

/// Refuses arguments that are too many, hold a NUL, or do not match one of `patterns` as a whole.
fn check_args(field: &'static str, args: &[String], patterns: Option<&[String]>) -> Result<()> {
    let refuse = |message: String| Error::bad_request("argument-not-allowed", message);
    let bytes: usize = args.iter().map(String::len).sum();
    if args.len() > MAX_ARGS || bytes > MAX_ARGS_BYTES {
        return Err(refuse(format!(
            "{field}: {} arguments of {bytes} bytes are more than {MAX_ARGS} of {MAX_ARGS_BYTES}",
            args.len()
        )));
    }
    for (index, arg) in args.iter().enumerate() {
        if arg.contains('\0') {
            return Err(refuse(format!("{field}[{index}]: a NUL character")));
        }
        if let Some(patterns) = patterns
            && !matches_one(patterns, arg)?
        {
            let hint = match patterns {
                [] => "this language takes none".to_owned(),
                _ => format!("one that matches any of: {}", patterns.join("  ")),
            };
            return Err(refuse(format!("{field}[{index}]: {arg:?} is not allowed")).with_hint(hint));
        }
    }
    Ok(())
}

fn matches_one(patterns: &[String], arg: &str) -> Result<bool> {
    for pattern in patterns {
        let whole = Regex::new(&format!(r"\A(?:{pattern})\z")).map_err(|error| {
            Error::internal(Stage::Wrap, "language-manifest", format!("allowed_args: {pattern:?}")).with_source(error)
        })?;
        if whole.is_match(arg) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_source(language: &Language, name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|found| language.manifest().extensions.iter().any(|known| known == found))
}

/// The submission's own files, their names checked: they lie beside the user's source and must not replace anything.
fn extra_files(language: &Language, made: &[ProgramFile], extra: &[(String, Vec<u8>)]) -> Result<Vec<ProgramFile>> {
    let refuse = |message: String| Error::bad_request("invalid-file", message);
    let bytes: usize = extra.iter().map(|(_, contents)| contents.len()).sum();
    if extra.len() > MAX_FILES || bytes > MAX_FILES_BYTES {
        return Err(refuse(format!(
            "files: {} files of {bytes} bytes are more than {MAX_FILES} of {MAX_FILES_BYTES}",
            extra.len()
        )));
    }
    let outputs = language
        .manifest()
        .compile
        .as_ref()
        .map_or(&[][..], |compile| &compile.outputs);
    let mut files: Vec<ProgramFile> = Vec::with_capacity(extra.len());
    for (name, contents) in extra {
        // Compilers are told the names of sources: `-x.c` would be an option, and `@x.c` a file to read options from.
        let is_option = name.starts_with(['-', '@']);
        if name.is_empty() || name.len() > MAX_FILE_NAME || is_option || matches!(name.as_str(), "." | "..") {
            return Err(refuse(format!("files: {name:?} is not a usable file name")));
        }
        if name.contains(|c: char| c == '/' || c.is_control()) {
            return Err(refuse(format!("files: {name:?} holds a `/` or a control character"))
                .with_hint("files lie side by side in the work directory"));
        }
        let taken = made.iter().chain(&files).any(|file| file.path == *name) || outputs.contains(name);
        if taken {
            return Err(refuse(format!(
                "files: {name:?} is the name of another file of the program"
            )));
        }
        files.push(ProgramFile {
            path: name.clone(),
            contents: contents.as_slice().into(),
            user: false,
            at_run: !is_source(language, name),
        });
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sanitize::{Profile, Sanitized, Strictness, sanitize};
    use crate::{Languages, Submission};

    fn wrapped(submission: Submission, task: &Task) -> Result<Program> {
        let language = Languages::find(&submission.language)?;
        let profile = Profile {
            strictness: Strictness::Off,
            ..Profile::default()
        };
        match sanitize(&Arc::new(submission), language, &profile)? {
            Sanitized::Clean(source) => wrap(&source, task),
            Sanitized::Rejected(findings) => panic!("{findings:?}"),
        }
    }

    fn function(name: &str, ty: &str) -> Task {
        let text = format!(r#"{{"name":"{name}","params":[{{"name":"a","type":"{ty}"}}],"return":{{"type":"{ty}"}}}}"#);
        Task::Function(Arc::new(Signature::from_leetcode(&text).unwrap()))
    }

    fn user_file(program: &Program) -> (&str, &str) {
        let file = program.files().iter().find(|file| file.user).unwrap();
        (&file.path, std::str::from_utf8(&file.contents).unwrap())
    }

    #[test]
    fn java_programs_are_called_after_the_class_that_starts() {
        let check = |source: &str, file: &str, main_class: &str| {
            let program = wrapped(Submission::new("java", source), &Task::Program).unwrap();
            assert_eq!(user_file(&program).0, file, "{source}");
            assert_eq!(program.variables()["main_class"], main_class, "{source}");
            assert_eq!(program.variables()["user_file"], file, "{source}");
        };
        let main = "public static void main(String[] a) {}";
        check(&format!("class A {{}} class B {{ {main} }}"), "B.java", "B");
        check(&format!("public class A {{}} class B {{ {main} }}"), "A.java", "B");
        check(&format!("package p.q; public class A {{ {main} }}"), "A.java", "p.q.A");
        check(
            &format!("class X {{ class Y {{ {main} }} }} class B {{ {main} }}"),
            "B.java",
            "B",
        );
        check("class A { void main() {} }", "A.java", "A");
        check("void main() {} int helper() { return 1; }", "Main.java", "Main");
        check("", "Main.java", "Main");
        check("// public class A { static void main", "Main.java", "Main");
    }

    #[test]
    fn a_java_function_keeps_its_lines_and_loses_its_package() {
        let source = "package p;\npublic class Solution { public int f(int a) { return a; } }\n";
        let program = wrapped(Submission::new("java", source), &function("f", "integer")).unwrap();
        let (file, text) = user_file(&program);
        assert_eq!((file, text.lines().count()), ("Solution.java", 2));
        assert!(
            !text.contains("package") && text.lines().next().unwrap().ends_with(&" ".repeat(10)),
            "{text}"
        );
    }

    #[test]
    fn arguments_must_be_on_the_allow_list() {
        let with = |args: &[&str]| {
            let mut submission = Submission::new("python", "");
            submission.interpreter_args = args.iter().map(|arg| (*arg).to_owned()).collect();
            wrapped(submission, &Task::Program)
        };
        assert_eq!(with(&["-O", "-u"]).unwrap().interpreter_args(), ["-O", "-u"]);
        for refused in ["-c", "-Onot", "x-O", "-O\n", "", "/etc/passwd"] {
            let error = with(&["-u", refused]).unwrap_err();
            assert_eq!(error.code(), "argument-not-allowed");
            assert!(error.message().contains("interpreter_args[1]"), "{error}");
        }
        let mut submission = Submission::new("c", "");
        submission.compile_args = vec!["-fplugin=x.so".to_owned()];
        assert!(wrapped(submission, &Task::Program).is_err());
    }

    #[test]
    fn extra_files_stay_beside_the_program() {
        let with = |name: &str| {
            let mut submission = Submission::new("java", "class Main {}");
            submission.files = vec![(name.to_owned(), b"x".to_vec())];
            wrapped(submission, &Task::Program)
        };
        let program = with("Thing.java").unwrap();
        assert_eq!(program.extra_sources(), ["Thing.java"]);
        assert!(
            program
                .files()
                .iter()
                .any(|file| file.path == "Thing.java" && !file.user && !file.at_run)
        );
        let data = with("data.txt").unwrap();
        assert!(data.extra_sources().is_empty());
        assert!(data.files().iter().any(|file| file.path == "data.txt" && file.at_run));
        for refused in [
            "",
            ".",
            "..",
            "a/b",
            "/etc/x",
            "Main.java",
            "out",
            "a\0b",
            "a\nb",
            "-x",
            "@x.java",
        ] {
            assert_eq!(with(refused).unwrap_err().code(), "invalid-file", "{refused:?}");
        }
    }

    #[test]
    fn a_name_that_a_language_reserves_is_unsupported_there_only() {
        for (language, supported) in [("python", false), ("java", true)] {
            let result = wrapped(Submission::new(language, ""), &function("lambda", "integer"));
            assert_eq!(result.is_ok(), supported, "{language}");
        }
    }

    #[test]
    fn starter_code_gives_reserved_parameter_names_an_underscore() {
        let signature = Signature::from_leetcode(
            r#"{"name":"f","params":[{"name":"from","type":"integer"}],"return":{"type":"list<long>"}}"#,
        );
        let signature = signature.unwrap();
        let starter = |language| starter_code(&signature, Languages::find(language).unwrap()).unwrap();
        assert!(starter("python").contains("def f(self, from_: int) -> List[int]:"));
        assert!(starter("java").contains("public List<Long> f(int from) {"));
        assert!(starter("c").contains("long long* f(int from, int* returnSize) {"));
    }

    #[test]
    fn every_language_writes_starter_code_for_every_type() {
        for language in Languages::all().unwrap() {
            for ty in [
                "void",
                "integer",
                "long[][]",
                "list<list<string>>",
                "list<TreeNode>",
                "character[][]",
                "double",
            ] {
                let text = format!(
                    r#"{{"classname":"Box","constructor":{{}},"methods":[{{"name":"get","params":[{{"name":"x","type":"ListNode"}}],"return":{{"type":"{ty}"}}}}]}}"#
                );
                let starter = starter_code(&Signature::from_leetcode(&text).unwrap(), language).unwrap();
                assert!(
                    starter.contains("Box") && starter.contains("singly-linked list"),
                    "{}",
                    language.id()
                );
            }
        }
    }
}
