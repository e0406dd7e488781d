//! Loading problems: what is right, and above all what is wrong, with its place.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::judge::Verdict;
use crate::sanitize::{Scope, Strictness};
use crate::wrap::Signature;

/// A folder `two-scales` with these files.
fn folder(files: &[(&str, &str)]) -> (TempDir, std::path::PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("two-scales");
    for (name, contents) in files {
        write(&root, name, contents);
    }
    (temp, root)
}

fn write(root: &Path, name: &str, contents: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}

const TOML: &str = r#"
title = "Two scales"
difficulty = "easy"
tags = ["arrays"]
[function]
name = "twoScales"
params = [{ name = "loads", type = "integer[]" }]
returns = "double"
"#;
const CASES: &str = r#"{"args": [[1, 2]], "expected": 1, "sample": true}

{"name": "big", "args": [[3]], "expected": 3.5}
"#;
const STATEMENT: (&str, &str) = ("statement.md", "Weigh.");

fn load(files: &[(&str, &str)]) -> Result<Problem, Vec<String>> {
    let (_temp, root) = folder(files);
    Problem::load(&root).map_err(|errors| errors.errors().iter().map(ToString::to_string).collect())
}

/// Loads the sample problem with another `problem.toml` and expects these errors.
#[track_caller]
fn toml_fails(toml: &str, expected: &[&str]) {
    let errors = load(&[("problem.toml", toml), STATEMENT, ("tests/cases.jsonl", CASES)]).unwrap_err();
    assert_eq!(errors, expected);
}

#[track_caller]
fn cases_fail(cases: &str, expected: &[&str]) {
    let errors = load(&[("problem.toml", TOML), STATEMENT, ("tests/cases.jsonl", cases)]).unwrap_err();
    assert_eq!(errors, expected);
}

#[test]
fn a_function_problem() {
    let problem = load(&[
        ("problem.toml", TOML),
        STATEMENT,
        ("tests/cases.jsonl", CASES),
        ("tests/more.jsonl", r#"{"args": [[]], "expected": 0, "sample": true}"#),
        ("solutions/python/accepted.py", "pass"),
        ("solutions/python/wrong_answer_greedy.py", "pass"),
        ("solutions/c/time_limit.c", ""),
        ("generator.py", "anything else at the top is the author's business"),
    ])
    .unwrap();
    assert_eq!(
        (problem.slug(), problem.title(), problem.statement()),
        ("two-scales", "Two scales", "Weigh.")
    );
    assert_eq!(
        (problem.difficulty(), problem.tags()),
        (Some(Difficulty::Easy), ["arrays".to_owned()].as_slice())
    );
    let names: Vec<_> = problem.cases().iter().map(|case| &*case.name).collect();
    assert_eq!(names, ["cases-1", "more-1", "big"], "samples first");
    assert_eq!(problem.cases()[0].input, CaseInput::Args([json!([1, 2])].into()));
    // Read as the type: the expected double is a floating-point number.
    assert_eq!(problem.cases()[0].expected, Expected::Value(Arc::new(json!(1.0))));
    assert_eq!(problem.samples().count(), 2);
    assert_eq!(problem.checker(), &Checker::Exact);
    assert_eq!(problem.limits(), Limits::default());
    assert_eq!(
        (problem.isolation(), problem.reveal()),
        (Isolation::Shared, Reveal::None)
    );
    assert_eq!(
        (problem.profile().strictness, problem.profile().scope),
        (Strictness::Strict, Scope::Function)
    );
    let solutions: Vec<_> = problem
        .solutions()
        .iter()
        .map(|found| (found.language, found.expects))
        .collect();
    assert_eq!(
        solutions,
        [
            ("c", Verdict::TimeLimit),
            ("python", Verdict::Accepted),
            ("python", Verdict::WrongAnswer)
        ]
    );
    assert_eq!(problem.check(), []);
    let request = problem.request(Submission::new("py", "pass")).unwrap();
    assert_eq!(
        (&request.task, request.cases.len(), request.limits),
        (problem.task(), 3, Limits::default())
    );
    assert_eq!(
        problem.request(Submission::new("cobol", "")).unwrap_err().code(),
        "unknown-language"
    );
}

#[test]
fn a_program_problem_with_everything_said() {
    let problem = load(&[
        (
            "problem.toml",
            r#"
title = "Two scales"
statement = "text.md"
reveal = "all"
isolation = "per-case"
[stdio]
[checker]
kind = "custom"
language = "py"
program = "checker.py"
[limits]
cpu_ms = 500
wall_ms = 900
total_cpu_ms = 4000
memory_mib = 64
output_kib = 10
processes = 4
files_mib = 0
[limits.languages.js]
cpu_ms = 700
[sanitize]
strictness = "off"
allow = ["os.environ"]
"#,
        ),
        ("text.md", "Print."),
        ("checker.py", "check"),
        ("tests/sample/1.in", "a"),
        ("tests/sample/1.ans", "b"),
        ("tests/10.in", "c"),
        ("tests/2.in", "d"),
        ("tests/2.ans", "e"),
        ("tests/.gitkeep", ""),
    ])
    .unwrap();
    assert_eq!(problem.task(), &Task::Program);
    let names: Vec<_> = problem.cases().iter().map(|case| (&*case.name, case.hidden)).collect();
    assert_eq!(names, [("sample-1", false), ("2", true), ("10", true)]);
    assert_eq!(problem.cases()[0].expected, Expected::Text(b"b".as_slice().into()));
    assert_eq!(
        problem.cases()[2].expected,
        Expected::Nothing,
        "a custom checker may need no answer"
    );
    let Checker::Custom(custom) = problem.checker() else {
        panic!()
    };
    assert_eq!((custom.language.as_str(), custom.source.as_str()), ("python", "check"));
    let limits = problem.limits_for("python");
    assert_eq!(
        (
            limits.cpu.as_millis(),
            limits.wall().as_millis(),
            limits.total_cpu().as_millis()
        ),
        (500, 900, 4000)
    );
    assert_eq!(
        (limits.memory, limits.output, limits.processes, limits.files),
        (64 << 20, 10 << 10, 4, 0)
    );
    let limits = problem.limits_for("javascript");
    assert_eq!(
        (limits.cpu.as_millis(), limits.memory),
        (700, 64 << 20),
        "over the limits for all"
    );
    assert_eq!(
        (problem.isolation(), problem.reveal()),
        (Isolation::PerCase, Reveal::All)
    );
    let profile = problem.profile();
    assert_eq!((profile.strictness, profile.scope), (Strictness::Off, Scope::Program));
    assert_eq!(profile.allow, ["os.environ"]);
}

#[test]
fn a_class_and_an_imported_signature() {
    let class = r#"
title = "Counter"
[class]
name = "Counter"
constructor = [{ name = "start", type = "integer" }]
[[class.methods]]
name = "add"
params = [{ name = "amount", type = "integer" }]
[[class.methods]]
name = "total"
returns = "integer"
"#;
    let cases = r#"{"args": [["Counter", "add", "total"], [[1], [2], []]], "expected": [null, null, 3]}"#;
    let problem = load(&[("problem.toml", class), STATEMENT, ("tests/cases.jsonl", cases)]).unwrap();
    let Task::Function(signature) = problem.task() else {
        panic!()
    };
    assert!(matches!(&**signature, Signature::Class(class) if class.methods.len() == 2));

    let imported = "title = \"I\"\n[leetcode]\nmetadata = \"m.json\"";
    let metadata = r#"{"name":"f","params":[{"name":"a","type":"ListNode"}],"return":{"type":"ListNode"}}"#;
    let cases = r#"{"args": [null], "expected": null}"#;
    let files = [
        ("problem.toml", imported),
        STATEMENT,
        ("m.json", metadata),
        ("tests/cases.jsonl", cases),
    ];
    let problem = load(&files).unwrap();
    assert_eq!(problem.reveal(), Reveal::FirstFailing);
    assert_eq!(problem.cases()[0].expected, Expected::Value(Arc::new(json!([]))));
}

#[test]
fn in_place_by_the_parameters_name() {
    let toml = TOML.replace("returns = \"double\"", "output = \"loads\"");
    let cases = r#"{"args": [[2, 1]], "expected": [1, 2]}"#;
    let problem = load(&[("problem.toml", &toml), STATEMENT, ("tests/cases.jsonl", cases)]).unwrap();
    let Task::Function(signature) = problem.task() else {
        panic!()
    };
    assert!(matches!(&**signature, Signature::Function(function) if function.output_param == Some(0)));
}

#[test]
fn what_toml_itself_refuses_is_located() {
    toml_fails(
        "title = ",
        &["problem.toml:1:9: string values must be quoted, expected literal string"],
    );
    toml_fails(
        "title = \"a\"\ncolour = 1\n",
        &[
            "problem.toml:2:1: unknown field `colour`, expected one of `title`, `difficulty`, `tags`, `statement`, `reveal`, `isolation`, `function`, `class`, `leetcode`, `stdio`, `limits`, `checker`, `sanitize`",
        ],
    );
    toml_fails(
        "title = \"a\"\ndifficulty = \"tricky\"\n",
        &["problem.toml:2:14: unknown variant `tricky`, expected one of `easy`, `medium`, `hard`"],
    );
    toml_fails("[stdio]\n", &["problem.toml:1:1: missing field `title`"]);
}

#[test]
fn every_mistake_of_the_manifest_is_said_at_once() {
    toml_fails(
        r#"title = " "
reveal = "some"
isolation = "none"
[function]
name = "f"
params = [
  { name = "a", type = "integer" },
  { name = "b", type = "intt" },
]
returns = "integer"
[limits]
cpu_ms = 0
memory_mib = -5
[limits.languages.cobol]
cpu_ms = 1
[checker]
kind = "fuzzy"
[sanitize]
strictness = "harsh"
"#,
        &[
            "problem.toml:1:9: the title is empty (hint: say what the problem is called)",
            "problem.toml:8:3: signature.params[1].type: unknown type \"intt\"",
            "problem.toml:12:10: cpu_ms = 0 is out of range (hint: 1 to 600000)",
            "problem.toml:13:14: memory_mib = -5 is out of range (hint: 1 to 1048576)",
            "problem.toml:14:1: unknown language \"cobol\" (hint: one of: c, go, java, javascript, python)",
            "problem.toml:17:8: unknown checker \"fuzzy\" (hint: one of: exact, tokens, lines, any_order, any_order_deep, float, one_of, termination, custom)",
            "problem.toml:2:10: reveal = \"some\" is unknown (hint: one of: none, first_failing, all)",
            "problem.toml:3:13: isolation = \"none\" is unknown (hint: one of: shared, per-case)",
            "problem.toml:19:14: strictness = \"harsh\" is unknown (hint: one of: strict, lenient, off)",
        ],
    );
}

#[test]
fn the_task_is_said_once_and_completely() {
    let hint = "(hint: exactly one of [function], [class], [leetcode], [stdio] says what is asked for)";
    toml_fails("title = \"a\"", &[&format!("problem.toml: the task is missing {hint}")]);
    toml_fails(
        &format!("{TOML}\n[stdio]\n"),
        &[&format!("problem.toml:10:1: a second task {hint}")],
    );
    toml_fails(
        "title = \"a\"\n[function]\nname = \"f\"\n",
        &[
            "problem.toml:2:1: the function neither returns anything nor changes a parameter (hint: say `returns = \"integer\"`, or `output = \"name of a parameter\"`)",
        ],
    );
    toml_fails(
        "title = \"a\"\n[function]\nname = \"f\"\noutput = \"x\"",
        &[
            "problem.toml:4:10: output = \"x\" is not a parameter (hint: the name of the parameter that the function changes)",
        ],
    );
    toml_fails(
        "title = \"a\"\n[leetcode]\nmetadata = \"../m.json\"",
        &["../m.json: not a plain relative path (hint: LeetCode's metaData JSON belongs here)"],
    );
    toml_fails(
        "title = \"a\"\n[class]\nname = \"C\"\nmethods = [{ name = \"m\" }, { name = \"n\", returns = \"Node\" }]",
        &[
            "problem.toml:4:28: signature.methods[1].return.type: type \"Node\" needs a driver written for its problem (hint: only functions and classes that their signature describes completely can be judged)",
        ],
    );
}

#[test]
fn a_checker_must_fit() {
    let with = |checker: &str| format!("{TOML}[checker]\n{checker}\n");
    toml_fails(
        &with("kind = \"tokens\""),
        &[
            "problem.toml:10:8: the checker \"tokens\" compares text, but the task is a function (hint: exact, float, any_order, any_order_deep, one_of, termination or custom)",
        ],
    );
    toml_fails(
        &with("kind = \"custom\""),
        &[
            "problem.toml:10:8: a custom checker needs its language and its program (hint: say `language = \"python\"` and `program = \"checker.py\"`)",
        ],
    );
    toml_fails(
        &with("kind = \"float\"\nabs = -1.0"),
        &["problem.toml:10:8: the tolerance `abs` is -1 (hint: a small number that is not negative, such as 1e-6)"],
    );
    toml_fails(
        &with("kind = \"exact\"\nprogram = \"a.py\""),
        &["problem.toml:11:11: only a custom checker has a program (hint: say kind = \"custom\", or leave it out)"],
    );
}

#[test]
fn every_mistake_of_the_cases_is_said_with_its_line() {
    let hint = r#"(hint: a line is {"args": […], "expected": …}, with "sample": true and "name": "…" as needed)"#;
    cases_fail(
        concat!(
            "{\"args\": [[1, \"2\"]], \"expected\": 1}\n",
            "{\"args\": [[1]], \"expected\": \"x\"}\n",
            "\n",
            "{\"args\": [[1], 2], \"expected\": 1}\n",
            "{\"args\": [[1]]}\n",
            "{\"args\": [[1]], \"expected\": 1, \"smaple\": true}\n",
            "{\"args\": [[1]], \"expected\": 1,}\n",
            "{\"args\": [[1]], \"expected\": 1, \"name\": \"a\"}\n",
            "{\"args\": [[2]], \"expected\": 1, \"name\": \"a\"}\n",
        ),
        &[
            "tests/cases.jsonl:1: args[0][1]: \"2\" is not a valid value of type integer",
            "tests/cases.jsonl:2: expected: \"x\" is not a valid value of type double",
            "tests/cases.jsonl:4: args: 2 arguments where 1 are needed (loads)",
            "tests/cases.jsonl:5: `expected` is missing (hint: the checker exact compares with it)",
            &format!(
                "tests/cases.jsonl:6:39: unknown field `smaple`, expected one of `name`, `args`, `expected`, `sample` {hint}"
            ),
            &format!("tests/cases.jsonl:7:31: trailing comma {hint}"),
            "tests/cases.jsonl:9: a second case is called \"a\"; the first is tests/cases.jsonl:8 (hint: names must be unique in the whole problem)",
        ],
    );
    let deep = format!("{{\"args\": [{}]}}", "[".repeat(100_000));
    cases_fail(
        &deep,
        &[&format!("tests/cases.jsonl:1:136: recursion limit exceeded {hint}")],
    );
    cases_fail(
        "\n",
        &[
            r#"tests: there are no test cases (hint: write lines such as {"args": [[1, 2]], "expected": 3, "sample": true} to tests/cases.jsonl)"#,
        ],
    );
}

#[test]
fn a_flood_of_mistakes_ends() {
    let (_temp, root) = folder(&[
        ("problem.toml", TOML),
        STATEMENT,
        ("tests/cases.jsonl", &"x\n".repeat(5000)),
    ]);
    let errors = Problem::load(&root).unwrap_err();
    assert_eq!(errors.errors().len(), 101);
    assert_eq!(
        errors.errors()[100].to_string(),
        "tests/cases.jsonl:101: too much: the rest was not read"
    );
}

#[test]
fn one_of_takes_arrays_of_answers() {
    let toml = format!("{TOML}[checker]\nkind = \"one_of\"\n");
    let load = |cases: &str| load(&[("problem.toml", &toml), STATEMENT, ("tests/cases.jsonl", cases)]);
    let problem = load(r#"{"args": [[1]], "expected": [1, 2]}"#).unwrap();
    assert_eq!(
        problem.cases()[0].expected,
        Expected::Value(Arc::new(json!([1.0, 2.0])))
    );
    assert_eq!(
        load("{\"args\": [[1]], \"expected\": 1}\n{\"args\": [[1]], \"expected\": [\"a\"]}\n{\"args\": [[1]], \"expected\": []}").unwrap_err(),
        [
            "tests/cases.jsonl:1: `expected` is not an array of right answers (hint: the checker one_of takes any element of it)",
            "tests/cases.jsonl:2: expected: \"a\" is not a valid value of type double",
            "tests/cases.jsonl:3: `expected` is not an array of right answers (hint: the checker one_of takes any element of it)",
        ]
    );
}

#[test]
fn pairs_of_files_must_be_complete() {
    let errors = load(&[
        ("problem.toml", "title = \"a\"\n[stdio]\n[checker]\nkind = \"one_of\"\n"),
        STATEMENT,
        ("tests/1.in", ""),
        ("tests/2.ans", ""),
        ("tests/notes.txt", ""),
        ("tests/sample/1.in", ""),
        ("tests/sample/1.ans", "5"),
        ("tests/more/1.in", ""),
    ])
    .unwrap_err();
    let neither =
        "neither a .in nor a .ans file (hint: anything else belongs outside of tests/; samples are in tests/sample)";
    assert_eq!(
        errors,
        [
            "tests/sample/1.ans: not a JSON array of strings (hint: the checker one_of takes any element of it)"
                .to_owned(),
            "tests/1.in: there is no 1.ans with the expected output (hint: the checker one_of compares with it)"
                .to_owned(),
            "tests/2.ans: there is no 2.in to this answer (hint: add the input, or remove the answer)".to_owned(),
            format!("tests/more: {neither}"),
            format!("tests/notes.txt: {neither}"),
        ]
    );
}

#[test]
fn solutions_say_language_and_verdict() {
    let errors = load(&[
        ("problem.toml", TOML),
        ("tests/cases.jsonl", CASES),
        ("solutions/cobol/accepted.cob", ""),
        ("solutions/python/accepted.rb", ""),
        ("solutions/python/solution.py", ""),
        ("solutions/notes.md", ""),
    ])
    .unwrap_err();
    assert_eq!(
        errors,
        [
            "statement.md: cannot read it: No such file or directory (os error 2) (hint: the statement, in Markdown, belongs here)",
            "solutions/cobol: unknown language \"cobol\" (hint: one of: c, go, java, javascript, python)",
            "solutions/notes.md: not a folder (hint: solutions are in a folder for each language, such as solutions/python/accepted.py)",
            "solutions/python/accepted.rb: not a file of Python (hint: its name ends in .py)",
            "solutions/python/solution.py: the name does not say which verdict to expect (hint: it begins with one of: accepted, wrong_answer, presentation_error, time_limit, wall_time_limit, memory_limit, output_limit, runtime_error, compile_error, compile_limit, security_violation)",
        ]
    );
}

#[test]
fn links_binaries_and_odd_names_are_errors() {
    let (temp, root) = folder(&[("problem.toml", TOML), STATEMENT, ("tests/cases.jsonl", CASES)]);
    write(temp.path(), "secret.jsonl", CASES);
    std::os::unix::fs::symlink(temp.path().join("secret.jsonl"), root.join("tests/link.jsonl")).unwrap();
    write(&root, "tests/latin.jsonl", b"{\"args\": \xe4}");
    write(&root, "solutions/python/accepted.py", b"");
    let errors = Problem::load(&root).unwrap_err();
    let shown: Vec<_> = errors.errors().iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "tests/latin.jsonl:1: not UTF-8 text (hint: save it as UTF-8)",
            "tests/link.jsonl: a symbolic link, which is not followed (hint: put the file itself here)",
        ]
    );
    let odd = temp.path().join("Two Scales");
    fs::rename(&root, &odd).unwrap();
    let errors = Problem::load(&odd).unwrap_err();
    assert!(
        errors.to_string().contains("\"Two Scales\" cannot name a problem"),
        "{errors}"
    );
    let error = crate::Error::from(Problem::load(temp.path().join("missing")).unwrap_err());
    assert_eq!(
        (error.kind(), error.code()),
        (crate::ErrorKind::ProblemFault, "invalid-problem")
    );
    assert!(error.message().contains("cannot open the problem's folder"), "{error}");
}

#[test]
fn check_says_what_an_author_should_add() {
    let cases = "{\"args\": [[1]], \"expected\": 1}\n{\"args\": [[1]], \"expected\": 2}\n";
    let toml = format!("{TOML}[limits]\nwall_ms = 600000\ncpu_ms = 600000\n[limits.languages.c]\nwall_ms = 1\n");
    let problem = load(&[
        ("problem.toml", &toml),
        STATEMENT,
        ("tests/cases.jsonl", &cases.repeat(4)),
    ]);
    let problem = problem.unwrap();
    let shown: Vec<_> = problem.check().iter().map(ToString::to_string).collect();
    assert_eq!(shown.len(), 2 + 7 + 1, "{shown:?}");
    assert!(shown[0].starts_with("tests: there is no sample"));
    assert!(shown[1].starts_with("solutions: there is no accepted solution"));
    assert!(shown[2].starts_with("tests: the cases \"cases-1\" and \"cases-2\" have the same input"));
    assert!(
        shown[9].starts_with("problem.toml: 8 cases of up to 600 s each may take 80 minutes"),
        "{}",
        shown[9]
    );
}

#[test]
fn a_new_problem_is_complete() {
    let temp = tempfile::tempdir().unwrap();
    for (name, kind) in ScaffoldKind::NAMES {
        assert_eq!(ScaffoldKind::parse(name), Some(kind));
        let path = temp.path().join(format!("2-{name}-tasks"));
        let files = Problem::scaffold(&path, kind).unwrap();
        assert!(files.contains(&path.join("problem.toml")));
        for file in files {
            assert!(!fs::read_to_string(&file).unwrap().contains("{{"), "{}", file.display());
        }
        let problem = Problem::load(&path).unwrap();
        assert_eq!(problem.title(), format!("2 {name} tasks"));
        assert_eq!(problem.check(), []);
        assert_eq!(Problem::scaffold(&path, kind).unwrap_err().code(), "problem-exists");
    }
    let error = Problem::scaffold(temp.path().join("Not A Slug"), ScaffoldKind::Stdio).unwrap_err();
    assert_eq!(error.code(), "problem-slug");
}

#[test]
fn an_import_says_what_is_still_missing() {
    let temp = tempfile::tempdir().unwrap();
    let question = json!({"data": {"question": {
        "title": "Pairs \"of\" two",
        "difficulty": "Medium",
        "content": "<p>Return the pairs in any order.</p>",
        "topicTags": [{"name": "Array", "slug": "array"}],
        "metaData": "{\"name\":\"pairs\",\"params\":[{\"name\":\"a\",\"type\":\"integer[]\"},{\"name\":\"k\",\"type\":\"integer\"}],\"return\":{\"type\":\"integer[][]\"}}",
        "exampleTestcases": "[1,2]\n3\n[4]\n5",
    }}});
    let path = temp.path().join("pairs");
    Problem::import_leetcode(&path, &question.to_string()).unwrap();
    let errors = Problem::load(&path).unwrap_err();
    let missing = "`expected` is missing (hint: the checker any_order compares with it)";
    let shown: Vec<_> = errors.errors().iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            format!("tests/samples.jsonl:1: {missing}"),
            format!("tests/samples.jsonl:2: {missing}")
        ]
    );

    write(
        &path,
        "tests/samples.jsonl",
        r#"{"args": [[1, 2], 3], "expected": [[1, 2]], "sample": true}"#,
    );
    let problem = Problem::load(&path).unwrap();
    assert_eq!(
        (problem.title(), problem.difficulty()),
        ("Pairs \"of\" two", Some(Difficulty::Medium))
    );
    assert_eq!(
        (problem.tags(), problem.checker()),
        (["array".to_owned()].as_slice(), &Checker::AnyOrder)
    );

    let bare = r#"{"name":"f","params":[],"return":{"type":"integer"}}"#;
    Problem::import_leetcode(temp.path().join("bare"), bare).unwrap();
    let error = Problem::import_leetcode(temp.path().join("none"), "{}").unwrap_err();
    assert_eq!(error.code(), "signature");
    assert!(
        !temp.path().join("none").exists(),
        "nothing is written before everything is read"
    );
}

#[test]
fn debug_output_of_a_problem_shows_no_hidden_data() {
    let problem = load(&[
        ("problem.toml", TOML),
        STATEMENT,
        ("tests/cases.jsonl", r#"{"args": [[123454321]], "expected": 987656789}"#),
        ("solutions/python/accepted.py", "secret = 'solution'"),
    ])
    .unwrap();
    let shown = format!("{problem:?}");
    let source_as_bytes = format!("{:?}", b"secret").trim_matches(['[', ']']).to_owned();
    for hidden in ["123454321", "987656789", "secret", &source_as_bytes] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_problem_is_refused_or_read_but_nothing_panics(
        file in 0usize..3,
        at in any::<prop::sample::Index>(),
        length in 0usize..8,
        noise in prop::collection::vec(any::<u8>(), 0..8),
    ) {
        let names = ["problem.toml", "statement.md", "tests/cases.jsonl"];
        let (_temp, root) = folder(&[("problem.toml", TOML), STATEMENT, ("tests/cases.jsonl", CASES)]);
        let mut bytes = fs::read(root.join(names[file])).unwrap();
        let start = at.index(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, noise);
        fs::write(root.join(names[file]), bytes).unwrap();
        if let Err(errors) = Problem::load(&root) {
            prop_assert!(!errors.errors().is_empty());
            prop_assert!(errors.errors().iter().all(|error| !error.message().is_empty() && !error.message().contains('\n')));
        }
    }
}
