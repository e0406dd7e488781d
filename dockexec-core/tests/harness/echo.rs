//! Values of every type must come back from an identity function exactly as they were sent, in every language.

use std::sync::Arc;

use dockexec_core::Languages;
use dockexec_core::execute::frames::Frame;
use dockexec_core::wrap::types::Type;
use dockexec_core::wrap::{Signature, Task, starter_code};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::driver::{Harness, Reply, build, toolchain};

/// Types that every language must carry.
const TYPES: &[&str] = &[
    "integer",
    "long",
    "double",
    "boolean",
    "character",
    "string",
    "integer[]",
    "long[]",
    "double[]",
    "boolean[]",
    "character[]",
    "string[]",
    "integer[][]",
    "character[][]",
    "string[][]",
    "list<integer>",
    "list<string>",
    "list<list<integer>>",
    "list<list<string>>",
    "list<double>",
    "list<boolean>",
    "ListNode",
    "TreeNode",
    "ListNode[]",
    "list<TreeNode>",
];

/// Further types, tried as methods of a class only: one build carries them all.
const CLASS_TYPES: &[&str] = &[
    "long[][]",
    "double[][]",
    "boolean[][]",
    "integer[][][]",
    "list<long>",
    "list<character>",
    "list<list<long>>",
    "list<list<double>>",
    "list<list<boolean>>",
    "list<list<character>>",
    "list<list<list<string>>>",
    "list<ListNode>",
    "TreeNode[]",
];

/// Types whose values a function can change in place.
const IN_PLACE: &[&str] = &["string[]", "double[][]", "ListNode"];

/// Values of each type that are sent.
const VALUES: usize = 60;

fn any_value(ty: &Type) -> BoxedStrategy<Value> {
    match ty {
        Type::Integer => prop_oneof![any::<i32>(), -3..3, Just(i32::MIN), Just(i32::MAX)]
            .prop_map(Value::from)
            .boxed(),
        Type::Long => prop_oneof![
            any::<i64>(),
            -3i64..3,
            Just(i64::MIN),
            Just(i64::MAX),
            Just((1 << 53) + 1)
        ]
        .prop_map(Value::from)
        .boxed(),
        Type::Double => prop_oneof![
            any::<f64>(),
            -1e3..1e3,
            Just(f64::NAN),
            Just(f64::INFINITY),
            Just(f64::NEG_INFINITY),
            Just(-0.0),
            Just(f64::MIN_POSITIVE),
            Just(5e-324),
            Just(f64::MAX),
            Just(1e21),
            Just(123456789.0),
            Just(0.1 + 0.2)
        ]
        .prop_map(double)
        .boxed(),
        Type::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        // One byte and one UTF-16 unit in every language.
        Type::Character => (1u8..127).prop_map(|byte| char::from(byte).to_string().into()).boxed(),
        // NUL ends a string in C.
        Type::String => prop_oneof![
            "[a-z ]{0,8}",
            "[\\x01-\\x7f]{0,8}",
            "[\"\\\\/\\n\\r\\t\u{8}\u{c}\u{1f}\u{7f}]{0,6}",
            "[éß漢😀\u{2028}\u{feff}\u{fffd}a]{0,5}",
            prop::collection::vec(any::<char>().prop_filter("NUL", |c| *c != '\0'), 0..6)
                .prop_map(|chars| chars.into_iter().collect::<String>())
        ]
        .prop_map(Value::from)
        .boxed(),
        Type::ListNode => prop::collection::vec(any::<i32>(), 0..9).prop_map(Value::from).boxed(),
        Type::TreeNode => prop::collection::vec(prop::option::weighted(0.7, any::<i32>()), 0..12)
            .prop_map(tree)
            .boxed(),
        Type::Array(item) | Type::List(item) => prop::collection::vec(any_value(item), 0..7)
            .prop_map(Value::from)
            .boxed(),
        other => panic!("no values of {other}"),
    }
}

fn double(double: f64) -> Value {
    match (double.is_nan(), double.is_infinite()) {
        (true, _) => json!("NaN"),
        (_, true) => json!(if double > 0.0 { "Infinity" } else { "-Infinity" }),
        _ => json!(double),
    }
}

/// The level-order text that those nodes make: what has no parent is left out, and so are trailing nulls.
fn tree(nodes: Vec<Option<i32>>) -> Value {
    let (mut open, mut out) = (1usize, Vec::new());
    for node in nodes {
        if open == 0 || (out.is_empty() && node.is_none()) {
            break;
        }
        open = open - 1 + if node.is_some() { 2 } else { 0 };
        out.push(json!(node));
    }
    while out.last().is_some_and(Value::is_null) {
        out.pop();
    }
    Value::Array(out)
}

/// The identity function: the starter code with a body.
fn source(id: &str, ty: &Type, signature: &Signature) -> String {
    let language = Languages::find(id).unwrap();
    let starter = starter_code(signature, language).unwrap();
    let depth = std::iter::successors(ty.item(), |ty| ty.item()).count();
    let body = match (id, depth) {
        ("c", 1) => "*returnSize = valueSize; return value;",
        ("c", 2) => "*returnSize = valueSize; *returnColumnSizes = valueColSize; return value;",
        _ => "return value",
    };
    let end = if matches!(id, "java" | "c") && !body.ends_with(';') {
        ";"
    } else {
        ""
    };
    let blank = |line: &&str| !line.is_empty() && line.trim().is_empty();
    assert_eq!(starter.lines().filter(blank).count(), 1, "{starter}");
    let fill = |line: &str| match blank(&line) {
        true => format!("{line}{body}{end}\n"),
        false => format!("{line}\n"),
    };
    starter.lines().map(fill).collect()
}

fn check(id: &str) {
    let Some(toolchain) = toolchain(Languages::find(id).unwrap()) else {
        return;
    };
    for text in TYPES {
        let ty = Type::parse(text).unwrap();
        let meta = json!({"name": "echo", "params": [{"name": "value", "type": text}], "return": {"type": text}});
        let signature = Signature::from_value(&meta).unwrap();
        let source = source(id, &ty, &signature);
        let task = Task::Function(Arc::new(signature.clone()));
        let ready = build(&toolchain, &source, &task).unwrap_or_else(|problem| panic!("{text}: {problem}\n{source}"));
        let (mut harness, first) = Harness::start(&ready);
        assert!(
            matches!(first, Reply::Frame(Frame::Ready)),
            "{text}: {first:?} {}",
            harness.stderr()
        );
        let mut runner = TestRunner::deterministic();
        let strategy = any_value(&ty);
        for number in 0..VALUES {
            let value = strategy.new_tree(&mut runner).unwrap().current();
            let sent = serde_json::to_string(&[&value]).unwrap();
            let reply = harness.case(u32::try_from(number).unwrap(), &sent);
            let Reply::Frame(Frame::Answer(_, answer)) = &reply else {
                panic!("{id} {text} {sent}: {reply:?} {}", harness.stderr());
            };
            assert!(!has_white_space(answer), "{id} {}", String::from_utf8_lossy(answer));
            if has_one_text(&ty) {
                assert_eq!(String::from_utf8_lossy(answer), value.to_string(), "{id} {text}");
            }
            let read = signature.read_answer(&[], answer);
            let read =
                read.unwrap_or_else(|fault| panic!("{id} {text} {sent}: {fault}: {}", String::from_utf8_lossy(answer)));
            assert_eq!(read.to_string(), value.to_string(), "{id} {text}");
        }
        assert_eq!(harness.finish(), Some(0), "{id} {text}");
    }
}

/// Whether the value's only canonical text is the one that `serde_json` writes: texts may be escaped, and doubles be spelled, in several ways.
fn has_one_text(ty: &Type) -> bool {
    match ty.item() {
        Some(item) => has_one_text(item),
        None => !matches!(ty, Type::Double | Type::String | Type::Character),
    }
}

/// PROTOCOL.md: no white space outside of texts.
fn has_white_space(answer: &[u8]) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    answer.iter().any(|byte| {
        let found = !quoted && byte.is_ascii_whitespace();
        if *byte == b'"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && *byte == b'\\' && !escaped;
        found
    })
}

/// A function that leaves its parameter alone and is judged by it.
fn in_place(id: &str, signature: &Signature) -> String {
    let starter = starter_code(signature, Languages::find(id).unwrap()).unwrap();
    let pass = if id == "python" { "        pass\n" } else { "" };
    format!("{starter}\n{pass}")
}

fn check_in_place(id: &str) {
    let Some(toolchain) = toolchain(Languages::find(id).unwrap()) else {
        return;
    };
    for text in IN_PLACE {
        let ty = Type::parse(text).unwrap();
        let meta = json!({"name": "keep", "params": [{"name": "count", "type": "integer"}, {"name": "value", "type": text}],
            "return": {"type": "void"}, "output": {"paramindex": 1}});
        let signature = Signature::from_value(&meta).unwrap();
        let source = in_place(id, &signature);
        let task = Task::Function(Arc::new(signature.clone()));
        let ready = build(&toolchain, &source, &task).unwrap_or_else(|problem| panic!("{text}: {problem}\n{source}"));
        let (mut harness, first) = Harness::start(&ready);
        assert!(matches!(first, Reply::Frame(Frame::Ready)), "{text}: {first:?}");
        let mut runner = TestRunner::deterministic();
        let strategy = any_value(&ty);
        for number in 0..VALUES {
            let value = strategy.new_tree(&mut runner).unwrap().current();
            let args = [json!(number), value.clone()];
            let sent = serde_json::to_string(&args).unwrap();
            let reply = harness.case(u32::try_from(number).unwrap(), &sent);
            let Reply::Frame(Frame::Answer(_, answer)) = &reply else {
                panic!("{id} {text} {sent}: {reply:?} {}", harness.stderr());
            };
            assert!(!has_white_space(answer), "{id} {}", String::from_utf8_lossy(answer));
            let read = signature.read_answer(&args, answer).unwrap();
            assert_eq!(read.to_string(), value.to_string(), "{id} {text}");
        }
        assert_eq!(harness.finish(), Some(0), "{id} {text}");
    }
}

/// The starter code of a class whose methods return what they are given, filled in by what each body belongs to.
fn class_source(id: &str, signature: &Signature, depths: &[usize]) -> String {
    let starter = starter_code(signature, Languages::find(id).unwrap()).unwrap();
    let (mut head, mut methods) = (String::new(), depths.iter());
    let mut out = String::new();
    for line in starter.lines() {
        let opens = head.trim_end().ends_with(['{', ':']);
        if !(opens && line.trim().is_empty() && !line.is_empty()) {
            head = line.to_owned();
            out.push_str(line);
        } else {
            out.push_str(line);
            out.push_str(&body(id, &head, &mut methods));
        }
        out.push('\n');
    }
    assert!(methods.next().is_none(), "{out}");
    out
}

fn body(id: &str, head: &str, methods: &mut std::slice::Iter<'_, usize>) -> String {
    if head.contains("value") {
        let depth = if head.contains("eep") { None } else { methods.next() };
        return match (id, depth) {
            ("python", None) => "pass".into(),
            (_, None) => String::new(),
            ("c", Some(depth)) => {
                let sizes = ["*returnSize = valueSize;", " *returnColumnSizes = valueColSize;"];
                format!("{} return value;", sizes[..*depth].concat())
            }
            (_, Some(_)) => "return value;".into(),
        };
    }
    match id {
        "c" if head.contains("typedef") => "int unused;",
        "c" if head.contains("Create") => "return calloc(1, sizeof(Echo));",
        "c" => "free(obj);",
        "go" if head.contains("Constructor") => "return Echo{}",
        "python" => "pass",
        _ => "",
    }
    .into()
}

fn check_class(id: &str) {
    let Some(toolchain) = toolchain(Languages::find(id).unwrap()) else {
        return;
    };
    // Three dimensions have no starter code in C, so nothing to fill in.
    let depth = |ty: &Type| std::iter::successors(ty.item(), |ty| ty.item()).count();
    let types = TYPES.iter().chain(CLASS_TYPES).map(|text| Type::parse(text).unwrap());
    let types: Vec<Type> = types.filter(|ty| id != "c" || depth(ty) < 3).collect();
    let param = |ty: &Type| json!([{"name": "value", "type": ty.to_string()}]);
    let mut methods: Vec<Value> = (types.iter().enumerate())
        .map(|(at, ty)| json!({"name": format!("echo{at}"), "params": param(ty), "return": {"type": ty.to_string()}}))
        .collect();
    methods.push(json!({"name": "keep", "params": param(&types[0]), "return": {"type": "void"}}));
    let meta = json!({"classname": "Echo", "constructor": {"params": []}, "methods": methods, "systemdesign": true});
    let signature = Signature::from_value(&meta).unwrap();
    let source = class_source(id, &signature, &types.iter().map(depth).collect::<Vec<_>>());
    let task = Task::Function(Arc::new(signature.clone()));
    let ready = build(&toolchain, &source, &task).unwrap_or_else(|problem| panic!("{problem}\n{source}"));
    let (mut harness, first) = Harness::start(&ready);
    assert!(
        matches!(first, Reply::Frame(Frame::Ready)),
        "{first:?} {}",
        harness.stderr()
    );
    let mut runner = TestRunner::deterministic();
    for number in 0..VALUES {
        let (mut names, mut lists, mut wanted) = (vec![json!("Echo")], vec![json!([])], vec![Value::Null]);
        for (at, ty) in types.iter().enumerate() {
            let value = any_value(ty).new_tree(&mut runner).unwrap().current();
            names.extend([json!(format!("echo{at}")), json!("keep")]);
            lists.extend([json!([value]), json!([number])]);
            wanted.extend([value, Value::Null]);
        }
        let args = [json!(names), json!(lists)];
        let reply = harness.case(u32::try_from(number).unwrap(), &json!(args).to_string());
        let Reply::Frame(Frame::Answer(_, answer)) = &reply else {
            panic!("{id}: {reply:?} {}", harness.stderr());
        };
        assert!(!has_white_space(answer), "{id} {}", String::from_utf8_lossy(answer));
        let read = signature.read_answer(&args, answer).unwrap();
        assert_eq!(read.to_string(), json!(wanted).to_string(), "{id}");
    }
    assert_eq!(harness.finish(), Some(0), "{id}");
}

#[test]
fn c() {
    check("c");
}

#[test]
fn c_class() {
    check_class("c");
}

#[test]
fn c_in_place() {
    check_in_place("c");
}

#[test]
fn go() {
    check("go");
}

#[test]
fn go_class() {
    check_class("go");
}

#[test]
fn go_in_place() {
    check_in_place("go");
}

#[test]
fn java() {
    check("java");
}

#[test]
fn java_class() {
    check_class("java");
}

#[test]
fn java_in_place() {
    check_in_place("java");
}

#[test]
fn javascript() {
    check("javascript");
}

#[test]
fn javascript_class() {
    check_class("javascript");
}

#[test]
fn javascript_in_place() {
    check_in_place("javascript");
}

#[test]
fn python() {
    check("python");
}

#[test]
fn python_class() {
    check_class("python");
}

#[test]
fn python_in_place() {
    check_in_place("python");
}
