//! The other subcommands from outside, with the real sandbox where they run something.
// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

use dockexec_cli::{CancelToken, Surroundings};
use dockexec_core::{Engine, EngineBuilder};
use serde_json::Value;

struct Said {
    code: u8,
    out: String,
    err: String,
}

fn dockexec(args: &[&str], stdin: &str) -> Said {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let code = dockexec_cli::run(
        ["dockexec"].iter().chain(args).map(OsString::from),
        &mut Surroundings {
            stdin: Box::new(io::Cursor::new(stdin.as_bytes().to_vec())),
            stdout: &mut stdout,
            stderr: &mut stderr,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
            no_color: true,
            engine: &EngineBuilder::build,
            cancel: CancelToken::new(),
        },
    );
    Said {
        code,
        out: String::from_utf8_lossy(&stdout).into_owned(),
        err: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// Whether Python can be judged here; says why not.
fn can_judge_python() -> bool {
    let ready = Engine::new().and_then(|engine| engine.toolchain(dockexec_core::Languages::find("python")?).map(drop));
    if let Err(why) = &ready {
        println!("skipped: {why}");
    }
    ready.is_ok()
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn run_passes_streams_and_the_exit_status_through() {
    if !can_judge_python() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let source = "import sys\nprint(input(), sys.argv[1:], '\\x1b[31m')\nprint('oops', file=sys.stderr)\nsys.exit(7)\n";
    let file = write(folder.path(), "a.py", source);
    let said = dockexec(&["run", &file, "--", "-x", "y"], "bob\n");
    assert_eq!((said.code, said.out.as_str()), (7, "bob ['-x', 'y'] \u{1b}[31m\n"));
    assert!(
        said.err.starts_with("oops\n") && said.err.contains("exited with status 7"),
        "{}",
        said.err
    );
    let quiet = dockexec(&["run", "--quiet", &file, "--", "z"], "bob\n");
    assert_eq!(quiet.err, "oops\n");
}

#[test]
fn run_tells_why_a_program_was_stopped_or_never_started() {
    if !can_judge_python() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let status = |name: &str, source: &str, expected: u8, words: &str| {
        let file = write(folder.path(), name, source);
        let said = dockexec(&["run", "--cpu", "300ms", "--wall", "1", "--memory", "64", &file], "");
        assert_eq!(said.code, expected, "{name}: {}", said.err);
        assert!(said.err.contains(words), "{name}: {}", said.err);
    };
    status("loop.py", "while True: pass", 124, "300 ms of CPU time");
    status("sleep.py", "import time\ntime.sleep(9)", 124, "longer than 1000 ms");
    status("big.py", "x = bytearray(1 << 30)\nprint(len(x))", 137, "64 MiB");
    status("broken.py", "print(1", 126, "compile error");
    status(
        "evil.py",
        "import subprocess\nsubprocess.run(['ls'])",
        126,
        "forbidden operation",
    );
}

#[test]
fn judge_shows_hidden_data_to_the_author_alone() {
    if !can_judge_python() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let problem = folder.path().join("two-sums");
    let made = dockexec(&["problem", "new", &problem.display().to_string()], "");
    assert_eq!(made.code, 0, "{}", made.err);
    let problem = problem.display().to_string();
    let checked = dockexec(&["--json", "problem", "check", &problem], "");
    let report: Value = serde_json::from_str(&checked.out).unwrap();
    assert_eq!((checked.code, &report["ok"]), (0, &Value::Bool(true)), "{report:#}");

    let right = format!("{problem}/solutions/python/accepted.py");
    let wrong = format!("{problem}/solutions/python/wrong_answer.py");
    let said = dockexec(&["judge", &problem, &right], "");
    assert_eq!(said.code, 0);
    assert!(said.out.contains("AC accepted"), "{}", said.out);
    let author = dockexec(&["judge", "--show-hidden", &problem, &wrong], "");
    assert_eq!(author.code, 1);
    assert!(
        author.out.contains("WA wrong answer") && author.out.contains("expected"),
        "{}",
        author.out
    );
}

#[test]
fn mistakes_are_told_with_their_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "a.xyz", "");
    let unknown = dockexec(&["judge", "no-such-problem", &file], "");
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("hint: give the folder of a problem"),
        "{}",
        unknown.err
    );
    let language = dockexec(&["sanitize", &file], "");
    assert_eq!(language.code, 2);
    assert!(language.err.contains("--language"), "{}", language.err);
    assert_eq!(dockexec(&["nonsense"], "").code, 2);
    let json = dockexec(&["--json", "run", "no-such-file.py"], "");
    assert_eq!(json.code, 125);
    let answer: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(answer["error"]["code"], "file-read");
}

#[test]
fn sanitize_and_wrap_show_without_running() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(
        folder.path(),
        "a.py",
        "import socket\n# \u{1b}[2J\nclass Solution:\n    def f(self, n): return n\n",
    );
    let found = dockexec(&["sanitize", &file], "");
    assert_eq!(found.code, 1, "{}", found.out);
    assert!(
        found.out.contains("socket") && !found.out.contains('\u{1b}'),
        "{}",
        found.out
    );
    let signature = write(
        folder.path(),
        "f.json",
        r#"{"name":"f","params":[{"name":"n","type":"integer"}],"return":{"type":"integer"}}"#,
    );
    let wrapped = dockexec(&["wrap", "--signature", &signature, &file], "");
    assert_eq!(wrapped.code, 0, "{}", wrapped.err);
    assert!(
        wrapped.out.contains("(yours)") && wrapped.out.contains("(harness)"),
        "{}",
        wrapped.out
    );
    assert!(!wrapped.out.contains('\u{1b}'));
}

#[test]
fn every_schema_is_printed() {
    for name in dockexec(&["schema"], "").out.lines() {
        let schema: Value = serde_json::from_str(&dockexec(&["schema", name], "").out).unwrap();
        assert!(schema["$schema"].is_string(), "{name}");
    }
}
