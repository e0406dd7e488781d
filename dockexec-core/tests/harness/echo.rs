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
            "[éß漢😀\u{2028}\u{feff}\u{fffd}a]{0,5}"
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
            let read = signature.read_answer(&[], answer);
            let read =
                read.unwrap_or_else(|fault| panic!("{id} {text} {sent}: {fault}: {}", String::from_utf8_lossy(answer)));
            assert_eq!(read.to_string(), value.to_string(), "{id} {text}");
        }
        assert_eq!(harness.finish(), Some(0), "{id} {text}");
    }
}

#[test]
fn c() {
    check("c");
}

#[test]
fn go() {
    check("go");
}

#[test]
fn java() {
    check("java");
}

#[test]
fn javascript() {
    check("javascript");
}

#[test]
fn python() {
    check("python");
}
