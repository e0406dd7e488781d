//! `dockexec batch` from outside: what goes in, what comes out. With a scripted runner where the runs do not matter, with the real sandbox where they do.
// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

use std::ffi::OsString;
use std::io::{self, Write};
use std::sync::Arc;

use dockexec_cli::{CancelToken, Surroundings};
use dockexec_core::execute::fake::FakeRunner;
use dockexec_core::{Engine, EngineBuilder, Result};
use serde_json::{Value, json};

/// Runs the command line over `input`; gives back the exit status and the answers.
fn batch(
    flags: &[&str],
    input: impl Into<Vec<u8>>,
    engine: &(dyn Fn(EngineBuilder) -> Result<Engine> + Sync),
) -> (u8, Vec<Value>) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let args = ["dockexec", "batch"].iter().chain(flags).map(OsString::from);
    let code = dockexec_cli::run(
        args,
        &mut Surroundings {
            stdin: Box::new(io::Cursor::new(input.into())),
            stdout: &mut stdout,
            stderr: &mut stderr,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
            no_color: true,
            engine,
            cancel: CancelToken::new(),
        },
    );
    assert!(stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    let text = String::from_utf8(stdout).unwrap();
    let mut answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    answers.sort_by_key(|answer| answer["line"].as_u64());
    (code, answers)
}

/// An engine that starts nothing: whatever would run is an internal error.
fn without_runs(builder: EngineBuilder) -> Result<Engine> {
    builder.runner(Arc::new(FakeRunner::default())).build()
}

/// The real engine, or why there is none.
fn real() -> Option<impl Fn(EngineBuilder) -> Result<Engine> + Sync> {
    match Engine::builder().jobs(2).build() {
        Ok(engine) => Some(move |_| Ok(engine.clone())),
        Err(why) => {
            println!("skipped: {why}");
            None
        }
    }
}

fn codes(answers: &[Value]) -> Vec<(u64, String)> {
    let code = |answer: &Value| {
        let code = answer["error"]["code"].as_str().or(answer["verdict"].as_str());
        (
            answer["line"].as_u64().unwrap_or_default(),
            code.unwrap_or("?").to_owned(),
        )
    };
    answers.iter().map(code).collect()
}

#[test]
fn bad_lines_are_answered_and_the_rest_goes_on() {
    let mut input = b"garbage\n\n{\"id\":\"x\",\"kind\":\"run\",\"langage\":\"c\"}\n{\"id\":\"\xff\"}\n".to_vec();
    input.extend_from_slice(format!("{{\"id\":1,\"kind\":\"run\",\"x\":{}\n", "[".repeat(500_000)).as_bytes());
    input.extend_from_slice(b"{\"id\":2,\"kind\":\"run\",\"language\":\"cobol\",\"source\":\"\"}\r\n");
    let big = json!({"id": 3, "kind": "run", "language": "python", "source": "#".repeat(10_000_000)});
    input.extend_from_slice(big.to_string().as_bytes());
    let (code, answers) = batch(&["--jobs", "2"], input, &without_runs);
    assert_eq!(code, 0);
    let expected = [
        (1, "malformed-json"),
        (3, "invalid-request"),
        (4, "malformed-json"),
        (5, "malformed-json"),
        (6, "unknown-language"),
        (7, "SV"),
    ];
    assert_eq!(codes(&answers), expected.map(|(line, code)| (line, code.to_owned())));
    assert_eq!(answers[1]["id"], "x");
    assert!(answers.iter().all(|answer| answer["v"] == 1));
}

#[test]
fn a_judge_error_of_one_line_stops_no_other() {
    let line = r#"{"id":"same","kind":"run","language":"python","source":""}"#;
    let (code, answers) = batch(&["--jobs", "1"], format!("{line}\n{line}\n"), &without_runs);
    assert_eq!((code, answers.len()), (0, 2));
    for answer in answers {
        assert_eq!(answer["id"], "same");
        let kind = answer["error"]["kind"].as_str();
        assert!(matches!(kind, Some("internal" | "host_unfit")), "{answer}");
    }
}

/// Takes one line, then is gone.
struct Closed(usize);

impl Write for Closed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0 {
            0 => Err(io::ErrorKind::BrokenPipe.into()),
            _ => {
                self.0 -= 1;
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_output_ends_the_batch_quietly() {
    let mut stderr = Vec::new();
    let code = dockexec_cli::run(
        ["dockexec", "batch", "--jobs", "1"].map(OsString::from),
        &mut Surroundings {
            stdin: Box::new(EndlessLines(false)),
            stdout: &mut Closed(1),
            stderr: &mut stderr,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
            no_color: true,
            engine: &without_runs,
            cancel: CancelToken::new(),
        },
    );
    assert_eq!((code, stderr.len()), (0, 0));
}

/// Lines for ever: the batch must end although its input does not.
struct EndlessLines(bool);

impl io::Read for EndlessLines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(byte) = buffer.first_mut() else { return Ok(0) };
        *byte = if self.0 { b'\n' } else { b'x' };
        self.0 = !self.0;
        Ok(1)
    }
}

#[test]
fn every_kind_is_judged_in_the_sandbox() {
    let Some(engine) = real() else { return };
    let function = json!({
        "v": 1, "id": "f", "kind": "function", "language": "python",
        "source": "class Solution:\n    def double(self, n):\n        print('hi')\n        return 2 * n",
        "signature": {"name": "double", "params": [{"name": "n", "type": "integer"}], "return": {"type": "integer"}},
        "cases": [{"args": [1], "expected": 2}, {"args": [2], "expected": 5}],
    });
    let stdio = json!({
        "id": "s", "kind": "stdio", "language": "python", "source": "print(input()[::-1])", "compare": "tokens",
        "tests": [{"stdin": "ab", "expected": "ba"}, {"stdin": "cd", "expected": "secret"}], "reveal": "none",
    });
    let run = json!({
        "id": "r", "kind": "run", "language": "python", "files": {"a.txt": "hello"}, "args": ["q"],
        "source": "import sys\nprint(open('a.txt').read(), sys.argv[1])\nsys.exit(7)",
    });
    let quiet = json!({"id": "q", "kind": "stdio", "language": "python", "source": "print(1)", "expected": null});
    let forbidden =
        json!({"id": "o", "kind": "run", "language": "python", "source": "import subprocess\nsubprocess.run(['ls'])"});
    let input: Vec<String> = [function, stdio, run, quiet, forbidden]
        .iter()
        .map(Value::to_string)
        .collect();
    let (code, answers) = batch(&[], input.join("\n"), &engine);
    if answers
        .iter()
        .any(|answer| answer["error"]["code"] == "toolchain-missing")
    {
        println!("skipped: no python3");
        return;
    }
    assert_eq!(code, 0);
    let expected = [(1, "WA"), (2, "WA"), (3, "RTE"), (4, "AC"), (5, "SV")];
    assert_eq!(codes(&answers), expected.map(|(line, code)| (line, code.to_owned())));
    let function = &answers[0]["cases"];
    assert_eq!(
        (&function[0]["verdict"], &function[1]["output"]),
        (&json!("AC"), &json!(4))
    );
    assert_eq!(
        (&function[1]["stdout"], &function[1]["expected"]),
        (&json!("hi\n"), &json!(5))
    );
    assert!(!answers[1].to_string().contains("secret"), "{}", answers[1]);
    assert_eq!(
        answers[1]["cases"][1],
        json!({"index": 1, "verdict": "WA", "hidden": true})
    );
    assert_eq!(
        (&answers[2]["cases"][0]["exit_code"], &answers[2]["cases"][0]["stdout"]),
        (&json!(7), &json!("hello q\n"))
    );
    assert_eq!(answers[4]["findings"][0]["line"], 1);
}
