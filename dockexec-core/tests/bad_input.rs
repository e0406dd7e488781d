//! Requests and sources that make no sense: each gets a clear, located error or a verdict, never a panic and never a judge error.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::{Duration, Instant};

use dockexec_core::judge::checker::{Checker, Tolerance};
use dockexec_core::wrap::Signature;
use dockexec_core::{Error, ErrorKind, JudgeRequest, Languages, Submission, TestCase, Verdict};
use serde_json::{Value, json};
use support::{engine, function_case, is_available, program_case};

const DOUBLED: &str =
    r#"{"name": "doubled", "params": [{"name": "n", "type": "integer"}], "return": {"type": "integer"}}"#;
const SOURCE: &str = "class Solution:\n    def doubled(self, n):\n        return 2 * n\n";

fn request(language: &str, args: &[Value], expected: &Value) -> JudgeRequest {
    let case = function_case(0, args, Some(expected), false);
    JudgeRequest::function(
        Submission::new(language, SOURCE),
        Signature::from_leetcode(DOUBLED).unwrap(),
        [case],
    )
}

fn refused(request: &JudgeRequest) -> Error {
    engine().judge(request).expect_err("it must be refused")
}

/// The error names all of `parts`, blames the request, and does not promise that trying again helps.
fn assert_names(error: &Error, parts: &[&str]) {
    let text = error.to_string();
    assert!(
        matches!(error.kind(), ErrorKind::BadRequest | ErrorKind::Unsupported),
        "{:?}: {text}",
        error.kind()
    );
    assert!(!error.is_retryable());
    for part in parts {
        assert!(text.contains(part), "no {part:?} in {text:?}");
    }
}

#[test]
fn an_unknown_language_is_named_with_those_there_are() {
    for name in ["cobol", "", "../python", "PYTHON\0", "python "] {
        let error = refused(&request(name, &[json!(1)], &json!(2)));
        assert_eq!(error.code(), "unknown-language");
        assert_names(&error, &["python", "java"]);
    }
    let long = refused(&request(&"x".repeat(1 << 20), &[json!(1)], &json!(2)));
    assert!(long.to_string().len() < 10_000, "an endless name is not repeated");
}

#[test]
fn a_case_that_does_not_fit_is_named_with_its_place() {
    let table = [
        (vec![], json!(2), "case 0"),
        (vec![json!(1), json!(2)], json!(2), "case 0"),
        (vec![json!("one")], json!(2), "integer"),
        (vec![json!(1.5)], json!(2), "integer"),
        (vec![json!(1_u64 << 40)], json!(2), "32 bits"),
        (vec![Value::Null], json!(2), "integer"),
        (vec![json!([1])], json!(2), "integer"),
        (vec![json!(1)], json!("two"), "integer"),
        (vec![json!(1)], json!([2]), "integer"),
    ];
    for (args, expected, part) in table {
        let error = refused(&request("python", &args, &expected));
        assert_eq!(error.code(), "invalid-testcase", "{args:?} → {expected}: {error}");
        assert_names(&error, &[part, "case 0"]);
    }
}

#[test]
fn tasks_and_cases_of_different_kinds_do_not_go_together() {
    let mut wrong = request("python", &[json!(1)], &json!(2));
    wrong.cases = [program_case(0, b"1", Some("2"), false)].into();
    assert_names(&refused(&wrong), &["case 0", "arguments"]);

    let case = function_case(0, &[json!(1)], Some(&json!(2)), false);
    assert_names(
        &refused(&JudgeRequest::program(Submission::new("python", "1"), [case])),
        &["standard input"],
    );

    let silent = program_case(0, b"", None, false);
    assert_names(
        &refused(&JudgeRequest::program(Submission::new("python", "1"), [silent])),
        &["expects nothing"],
    );

    let none: [TestCase; 0] = [];
    assert_eq!(
        refused(&JudgeRequest::program(Submission::new("python", "1"), none)).code(),
        "no-cases"
    );
}

#[test]
fn a_limit_of_nothing_is_named() {
    type Change = fn(&mut dockexec_core::Limits);
    let changes: [(&str, Change); 6] = [
        ("cpu", |limits| limits.cpu = Duration::ZERO),
        ("wall", |limits| limits.wall = Some(Duration::ZERO)),
        ("total_cpu", |limits| limits.total_cpu = Some(Duration::ZERO)),
        ("memory", |limits| limits.memory = 0),
        ("output", |limits| limits.output = 0),
        ("processes", |limits| limits.processes = 0),
    ];
    for (name, change) in changes {
        let mut request = request("python", &[json!(1)], &json!(2));
        change(&mut request.limits);
        let error = refused(&request);
        assert_eq!(error.code(), "limits");
        assert_names(&error, &[&format!("`{name}`")]);
    }
}

#[test]
fn a_signature_that_is_none_is_located() {
    let function =
        |ty: &str| json!({"name": "f", "params": [{"name": "x", "type": ty}], "return": {"type": "integer"}});
    let table = [
        (json!(null), "signature"),
        (json!([]), "signature"),
        (json!("{"), "signature"),
        (json!({}), "signature"),
        (
            json!({"name": "f", "params": 3, "return": {"type": "integer"}}),
            "params",
        ),
        (
            json!({"name": "f", "params": [{"type": "integer"}], "return": {"type": "integer"}}),
            "params[0]",
        ),
        (
            json!({"name": "1; drop", "params": [], "return": {"type": "integer"}}),
            "1; drop",
        ),
        (function("quaternion"), "quaternion"),
        (function("NestedInteger"), "params[0].type"),
        (function("integer]["), "params[0].type"),
        (function("list<list<integer>"), "params[0].type"),
        (function(&"[]".repeat(10_000)), "params[0].type"),
        (
            json!({"name": "f", "params": [], "return": {"type": "void"}, "output": {"paramindex": 5}}),
            "5",
        ),
        (
            json!({"manual": true, "name": "f", "params": [], "return": {"type": "integer"}}),
            "manual",
        ),
    ];
    for (value, part) in table {
        let error = Signature::from_value(&value).expect_err(&value.to_string());
        assert_names(&error, &[part]);
        assert!(error.to_string().len() < 2_000, "not everything is repeated");
    }
}

#[test]
fn deeply_nested_json_is_refused_where_it_is_read() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert_names(&Signature::from_leetcode(&deep).unwrap_err(), &["not JSON"]);
    assert!(
        serde_json::from_str::<Value>(&deep).is_err(),
        "no such value can reach a case"
    );
}

#[test]
fn a_checker_that_is_none_is_refused() {
    assert_eq!(Checker::parse("fuzzy", None).unwrap_err().code(), "unknown-checker");
    let negative = Tolerance { abs: -1.0, rel: 0.0 };
    assert_eq!(
        Checker::parse("float", Some(negative)).unwrap_err().code(),
        "checker-tolerance"
    );
    let mut strange = request("python", &[json!(1)], &json!(2));
    strange.checker = Checker::OneOf;
    assert_names(&refused(&strange), &["array of answers"]);
}

#[test]
fn files_and_arguments_that_lead_elsewhere_are_named() {
    for name in [
        "../up",
        "/etc/passwd",
        "a/b",
        "",
        ".",
        "..",
        "nul\0",
        "solution.py",
        &"x".repeat(5_000),
    ] {
        let mut submission = Submission::new("python", "print(1)");
        submission.files = vec![(name.to_owned(), b"x".to_vec())];
        let case = program_case(0, b"", Some("1\n"), false);
        // The name of a function problem's source is free in a program: whatever comes, it is no judge error.
        match engine().judge(&JudgeRequest::program(submission, [case])) {
            Ok(judgement) => assert_eq!((name, judgement.verdict), ("solution.py", Verdict::Accepted)),
            Err(error) => assert_names(&error, &["file"]),
        }
    }
    for argument in ["-c", "-m", "--version", "-X importtime", ""] {
        let mut submission = Submission::new("python", "print(1)");
        submission.interpreter_args = vec![argument.to_owned()];
        let case = program_case(0, b"", Some("1\n"), false);
        let error = refused(&JudgeRequest::program(submission, [case]));
        assert_eq!(error.code(), "argument-not-allowed", "{argument:?}");
    }
    for argument in [
        "-B.",
        "@file",
        "-fplugin=x",
        "-wrapper",
        "-x",
        "-o/box/x",
        "-I/etc",
        "-include/etc/passwd",
        "-Wl,-e,x",
    ] {
        let mut submission = Submission::new("c", "int main(void) { return 0; }");
        submission.compile_args = vec![argument.to_owned()];
        let case = program_case(0, b"", Some(""), false);
        let error = refused(&JudgeRequest::program(submission, [case]));
        assert_eq!(error.code(), "argument-not-allowed", "{argument:?}");
    }
}

/// Sources that are none: in every language a verdict, never an error.
#[test]
fn strange_sources_get_a_verdict() {
    let sources: [(&str, Vec<u8>); 11] = [
        ("empty", Vec::new()),
        ("white space", b" \n\t\n".to_vec()),
        ("NUL", b"\0\0\0".to_vec()),
        ("not UTF-8", vec![0xff, 0xfe, 0x80]),
        ("a byte order mark", b"\xef\xbb\xbf".to_vec()),
        ("a lone carriage return", b"x\ry\r".to_vec()),
        ("a bidirectional override", "x = '\u{202e}'".into()),
        ("closing brackets", b"}}}}))))]]]]".to_vec()),
        ("opening brackets", b"((((".repeat(5_000)),
        ("one long line", b"a+".repeat(30_000)),
        ("a template", b"{{ source }}{% include '/etc/passwd' %}".to_vec()),
    ];
    for language in Languages::all().unwrap() {
        if !is_available(language.id()) {
            continue;
        }
        for (what, source) in &sources {
            let submission = || Submission::new(language.id(), source.clone());
            let case = function_case(0, &[json!(1)], Some(&json!(2)), false);
            let signature = Signature::from_leetcode(DOUBLED).unwrap();
            for request in [
                JudgeRequest::function(submission(), signature, [case]),
                JudgeRequest::program(submission(), [program_case(0, b"", Some("never\n"), false)]),
            ] {
                let judgement = engine().judge(&request);
                let judgement = judgement.unwrap_or_else(|error| panic!("{what} in {}: {error}", language.id()));
                assert_ne!(judgement.verdict, Verdict::Accepted, "{what} in {}", language.id());
                assert!(
                    !format!("{judgement:?}").contains("root:x"),
                    "{what} in {}",
                    language.id()
                );
            }
        }
    }
}

#[test]
fn a_source_of_ten_megabytes_is_rejected_at_once() {
    let big = vec![b'x'; 10 << 20];
    for language in Languages::all().unwrap() {
        if !is_available(language.id()) {
            continue;
        }
        let begun = Instant::now();
        let case = program_case(0, b"", Some(""), false);
        let judgement = engine()
            .judge(&JudgeRequest::program(
                Submission::new(language.id(), big.clone()),
                [case],
            ))
            .unwrap();
        assert_eq!(judgement.verdict, Verdict::SecurityViolation, "{}", language.id());
        assert!(judgement.findings[0].message.len() < 1_000);
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "{}: {:?}",
            language.id(),
            begun.elapsed()
        );
    }
}

/// What a linker says about our own objects names where they lie; that is nobody's business.
#[test]
fn diagnostics_name_no_path_of_the_host() {
    if !is_available("c") {
        return;
    }
    let toolchain = engine().toolchain(Languages::find("c").unwrap()).unwrap();
    let prepared = toolchain.variables().get("prepared").unwrap();
    let source = "int doubled(int n) { return 2 * n; }\n__thread int taken __asm__(\"__wrap_free\");\n";
    let mut request = request("c", &[json!(1)], &json!(2));
    request.submission = Submission::new("c", source).into();
    request.profile.strictness = dockexec_core::sanitize::Strictness::Off;
    let judgement = engine().judge(&request).unwrap();
    let text = format!("{:?} {:?}", judgement.diagnostics, judgement.message);
    assert_eq!(judgement.verdict, Verdict::CompileError, "{text}");
    assert!(text.contains("runtime.o"), "{text}");
    assert!(!text.contains(prepared.as_str()), "{text}");
}
