//! A compiler that stays warm must give what a cold one gives: the same class files to the byte, the same diagnostics, and no memory of what it compiled before.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use dockexec_core::compile::cache::ArtifactCache;
use dockexec_core::compile::warm::WarmCompilers;
use dockexec_core::compile::{Compiled, compile};
use dockexec_core::execute::CancelToken;
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
