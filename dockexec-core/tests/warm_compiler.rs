//! A compiler that stays warm must give what a cold one gives: the same class files to the byte, the same diagnostics, and no memory of what it compiled before.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use dockexec_core::compile::cache::ArtifactCache;
use dockexec_core::compile::warm::WarmCompilers;
use dockexec_core::compile::{Compiled, compile};
use dockexec_core::execute::fake::{FakeRunner, Script, Step};
use dockexec_core::execute::{CancelToken, Input};
use dockexec_core::sanitize::{Profile, Sanitized, Scope, Strictness, sanitize};
use dockexec_core::wrap::{Signature, Task, wrap};
use dockexec_core::{Engine, Languages, Submission};

const PROGRAMS: [&str; 5] = [
    "import java.util.*;\npublic class Main {\n  record Point(int x, int y) {}\n  interface Shape { double area(); }\n  public static void main(String[] args) {\n    List<Point> points = new ArrayList<>(List.of(new Point(1, 2)));\n    Runnable r = () -> System.out.println(points.stream().mapToInt(Point::x).sum());\n    r.run();\n    new Object() { void f() { System.out.println(switch (args.length) { case 0 -> \"none\"; default -> \"some\"; }); } }.f();\n  }\n}\n",
    "class Main { public static void main(String[] a) { System.out.println(missing); } }",
    "class Helper { static int f() { return 1; } }\nclass Main { public static void main(String[] a) { System.out.println(Helper.f()); } }",
    // Uses a class of the program before: it must be gone.
    "class Main { public static void main(String[] a) { System.out.println(Helper.f()); } }",
    // Its class file would have a name that no file system takes.
    "class Main { public static void main(String[] a) {} }\nclass AbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghijAbcdefghij {}",
];

const FUNCTION: &str =
    "class Solution {\n  public int[] twice(int[] nums) { return Arrays.stream(nums).map(n -> 2 * n).toArray(); }\n}\n";
const SIGNATURE: &str =
    r#"{"name":"twice","params":[{"name":"nums","type":"integer[]"}],"return":{"type":"integer[]"}}"#;

#[test]
fn warm_and_cold_give_the_same() {
    let engine = match Engine::new() {
        Ok(engine) => engine,
        Err(error) => return println!("skipped: {error}"),
    };
    let language = Languages::find("java").unwrap();
    let toolchain = match engine.toolchain(language) {
        Ok(toolchain) => toolchain,
        Err(error) => return println!("skipped: probe failed: {error}"),
    };
    let (warm, cold) = (WarmCompilers::new(true), WarmCompilers::new(false));
    let signature = Arc::new(Signature::from_leetcode(SIGNATURE).unwrap());
    let mut tasks: Vec<(&str, Task)> = PROGRAMS.iter().map(|source| (*source, Task::Program)).collect();
    tasks.push((FUNCTION, Task::Function(signature)));
    // Twice: the second time nothing is new to the warm compiler.
    for (source, task) in tasks.iter().chain(tasks.iter()) {
        let profile = Profile {
            strictness: Strictness::Off,
            scope: Scope::Program,
            ..Profile::default()
        };
        let build = |compilers: &WarmCompilers| {
            let submission = Arc::new(Submission::new("java", *source));
            let Sanitized::Clean(sanitized) = sanitize(&submission, language, &profile).unwrap() else {
                panic!("{source}")
            };
            let program = wrap(&sanitized, task).unwrap();
            compile(
                program,
                &toolchain,
                engine.runner(),
                &ArtifactCache::new(None),
                compilers,
                &CancelToken::new(),
            )
            .unwrap()
        };
        match (build(&warm), build(&cold)) {
            (Compiled::Artifact(warm), Compiled::Artifact(cold)) => {
                let sorted = |files: &[dockexec_core::execute::RunFile]| {
                    let mut files = files.to_vec();
                    files.sort_by(|a, b| a.path.cmp(&b.path));
                    files
                };
                assert!(!warm.files().is_empty());
                assert_eq!(sorted(warm.files()), sorted(cold.files()), "{source}");
            }
            (Compiled::Failed(warm), Compiled::Failed(cold)) => assert_eq!(warm, cold, "{source}"),
            (warm, cold) => panic!("{source}\nwarm: {warm:?}\ncold: {cold:?}"),
        }
    }
}

/// A warm compiler's reply to compilation `number`: `status`, nothing printed, one class.
fn reply(number: u32, status: u32) -> Vec<Step> {
    let name = b"out/Main.class";
    let mut payload = number.to_le_bytes().to_vec();
    payload.extend_from_slice(&status.to_le_bytes());
    payload.extend_from_slice(&0_u32.to_le_bytes());
    payload.extend_from_slice(&1_u32.to_le_bytes());
    for field in [&name[..], b"warm"] {
        payload.extend_from_slice(&u32::try_from(field.len()).unwrap().to_le_bytes());
        payload.extend_from_slice(field);
    }
    vec![Step::Await(Input::Cases), Step::frame(b'A', &payload)]
}

fn server(replies: &[Vec<Step>]) -> Script {
    let mut steps = vec![Step::frame(b'R', b"")];
    steps.extend(replies.concat());
    Script::new(steps)
}

/// What the compilations of two sources by scripted processes gave: the class files' contents, and the program of each process that was started.
fn compile_twice(scripts: Vec<Script>) -> Option<(Vec<Vec<u8>>, Vec<String>)> {
    let language = Languages::find("java").unwrap();
    let engine = Engine::new().map_err(|error| println!("skipped: {error}")).ok()?;
    let toolchain = engine
        .toolchain(language)
        .map_err(|error| println!("skipped: probe failed: {error}"))
        .ok()?;
    let (runner, warm) = (FakeRunner::new(scripts), WarmCompilers::new(true));
    let mut classes = Vec::new();
    for source in [PROGRAMS[0], PROGRAMS[2]] {
        let profile = Profile {
            strictness: Strictness::Off,
            scope: Scope::Program,
            ..Profile::default()
        };
        let submission = Arc::new(Submission::new("java", source));
        let Sanitized::Clean(sanitized) = sanitize(&submission, language, &profile).unwrap() else {
            panic!("{source}")
        };
        let program = wrap(&sanitized, &Task::Program).unwrap();
        let (cache, cancel) = (ArtifactCache::new(None), CancelToken::new());
        match compile(program, &toolchain, &runner, &cache, &warm, &cancel).unwrap() {
            Compiled::Artifact(artifact) => classes.push(artifact.files()[0].contents.to_vec()),
            other => panic!("{other:?}"),
        }
    }
    let programs = runner.started().into_iter().map(|spec| {
        let warm = spec.argv.iter().any(|part| part == "CompileServer");
        (if warm { "server" } else { "javac" }).to_owned()
    });
    Some((classes, programs.collect()))
}

#[test]
fn a_warm_compiler_is_kept_as_long_as_it_compiles() {
    let Some((classes, started)) = compile_twice(vec![server(&[reply(1, 0), reply(2, 0)])]) else {
        return;
    };
    assert_eq!(classes, [b"warm", b"warm"]);
    assert_eq!(started, ["server"]);
}

/// Status 255: the compiler in it threw something that is no compile error. It is done again cold, and whatever state is left in the process is not used again.
#[test]
fn a_warm_compiler_that_crashed_is_replaced() {
    let mut cold = Script::new(Vec::new());
    cold.report.collected = vec![("out/Main.class".into(), b"cold".to_vec())];
    let scripts = vec![
        // It would have answered again, had it been asked.
        server(&[reply(1, 255), reply(2, 0)]),
        cold,
        server(&[reply(1, 0)]),
    ];
    let Some((classes, started)) = compile_twice(scripts) else {
        return;
    };
    assert_eq!(classes, [b"cold", b"warm"]);
    assert_eq!(started, ["server", "javac", "server"]);
}
