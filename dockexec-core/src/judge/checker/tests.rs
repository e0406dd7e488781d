//! What the checkers say: examples first, then properties over generated values.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::wrap::signature::{Class, Function, Param};

fn array(item: Type) -> Type {
    Type::Array(Box::new(item))
}

fn list(item: Type) -> Type {
    Type::List(Box::new(item))
}

/// The verdict's code and the message of comparing two values.
fn judge(checker: &Checker, ty: &Type, answer: Value, expected: Value) -> (&'static str, String) {
    let opinion = check_value(checker, &AnswerType::Value(ty.clone()), &answer, &expected);
    assert_eq!(opinion.verdict == Verdict::Accepted, opinion.message.is_none());
    (opinion.verdict.code(), opinion.message.unwrap_or_default())
}

#[track_caller]
fn accepts(checker: &Checker, ty: &Type, answer: Value, expected: Value) {
    let shown = format!("{ty}: {answer} for {expected}");
    assert_eq!(judge(checker, ty, answer, expected), ("AC", String::new()), "{shown}");
}

#[track_caller]
fn rejects(checker: &Checker, ty: &Type, answer: Value, expected: Value, message: &str) {
    assert_eq!(judge(checker, ty, answer, expected), ("WA", message.into()));
}

#[track_caller]
fn text(checker: &Checker, output: &[u8], expected: &[u8], verdict: &str, message: &str) {
    let opinion = check_text(checker, output, expected);
    let said = (opinion.verdict.code(), opinion.message.unwrap_or_default());
    assert_eq!(said, (verdict, message.into()));
}

#[test]
fn a_flood_is_counted_and_not_sorted() {
    let ty = Type::parse("integer[][]").unwrap();
    let flood = |count: usize| Value::Array(vec![json!([1]); count]);
    for checker in ["any_order", "any_order_deep"] {
        let checker = &Checker::parse(checker, None).unwrap();
        let message = "the answer has 200000 elements, expected 1 (in any order)";
        rejects(checker, &ty, flood(200_000), json!([[2]]), message);
        accepts(checker, &ty, flood(200_000), flood(200_000));
    }
}

#[test]
fn exact_values_differ_with_a_place() {
    let exact = &Checker::Exact;
    accepts(exact, &Type::Integer, json!(7), json!(7));
    accepts(exact, &Type::Integer, json!(7), json!(7.0));
    accepts(exact, &Type::Long, json!(i64::MIN), json!(i64::MIN));
    rejects(exact, &Type::Integer, json!(7), json!(9), "the answer is 7, expected 9");
    rejects(
        exact,
        &Type::Integer,
        json!(7),
        json!("7"),
        r#"the answer is 7, expected "7""#,
    );
    rejects(
        exact,
        &Type::String,
        json!("7"),
        json!(7),
        r#"the answer is "7", expected 7"#,
    );
    rejects(
        exact,
        &Type::Boolean,
        json!(true),
        json!(1),
        "the answer is true, expected 1",
    );
    let ints = &array(Type::Integer);
    rejects(
        exact,
        ints,
        json!([1, 2, 3]),
        json!([1, 2, 9]),
        "element [2] is 3, expected 9",
    );
    rejects(
        exact,
        ints,
        json!([1]),
        json!([1, 2]),
        "the answer has 1 element, expected 2",
    );
    rejects(
        exact,
        ints,
        json!([1, 5, 3]),
        json!([1, 2]),
        "the answer has 3 elements, expected 2; element [1] is 5, expected 2",
    );
    let rows = &array(array(Type::Character));
    rejects(
        exact,
        rows,
        json!([["a"], ["b"]]),
        json!([["a"], ["c"]]),
        r#"element [1][0] is "b", expected "c""#,
    );
    rejects(
        exact,
        rows,
        json!([["a"], ["b", "c"]]),
        json!([["a"], ["b"]]),
        "element [1] has 2 elements, expected 1",
    );
}

#[test]
fn a_null_array_is_not_an_empty_one_but_an_empty_list_or_tree_is_null() {
    let exact = &Checker::Exact;
    for ty in [Type::ListNode, Type::TreeNode] {
        accepts(exact, &ty, json!([]), json!(null));
        accepts(exact, &ty, json!(null), json!([]));
        rejects(
            exact,
            &ty,
            json!([1]),
            json!(null),
            "the answer has 1 element, expected 0",
        );
    }
    rejects(
        exact,
        &array(Type::Integer),
        json!(null),
        json!([]),
        "the answer is null, expected []",
    );
    accepts(exact, &array(Type::ListNode), json!([[], [1]]), json!([null, [1]]));
    accepts(
        exact,
        &Type::TreeNode,
        json!([1, null, 2]),
        json!([1, null, 2, null, null]),
    );
    rejects(
        exact,
        &Type::TreeNode,
        json!([1, 2]),
        json!([1, null, 2]),
        "the answer has 2 elements, expected 3; element [1] is 2, expected null",
    );
}

#[test]
fn doubles_are_compared_within_a_tolerance_even_under_exact() {
    let exact = &Checker::Exact;
    let doubles = &array(array(Type::Double));
    accepts(exact, &Type::Double, json!(2), json!(2.000009));
    accepts(exact, &Type::Double, json!(-0.0), json!(0.0));
    accepts(exact, &Type::Double, json!("NaN"), json!("NaN"));
    accepts(
        exact,
        doubles,
        json!([[1.0, "Infinity"]]),
        json!([[1.000001, "Infinity"]]),
    );
    rejects(
        exact,
        &Type::Double,
        json!(2.0),
        json!(2.00002),
        "the answer is 2.0, expected 2.00002",
    );
    rejects(
        exact,
        &Type::Double,
        json!("-Infinity"),
        json!("Infinity"),
        r#"the answer is "-Infinity", expected "Infinity""#,
    );
    rejects(
        exact,
        doubles,
        json!([[1.0, 2.0]]),
        json!([[1.0, 2.1]]),
        "element [0][1] is 2.0, expected 2.1",
    );
    // A string that merely looks like a number is none.
    rejects(
        exact,
        &Type::Double,
        json!("2.0"),
        json!(2.0),
        r#"the answer is "2.0", expected 2.0"#,
    );
    let float = &Checker::Float { abs: 0.0, rel: 0.01 };
    accepts(float, &Type::Double, json!(100.9), json!(100.0));
    rejects(
        float,
        &Type::Double,
        json!(101.1),
        json!(100.0),
        "the answer is 101.1, expected 100.0",
    );
    // The tolerance is for doubles: an integer is right or wrong.
    rejects(
        float,
        &Type::Integer,
        json!(1001),
        json!(1000),
        "the answer is 1001, expected 1000",
    );
}

#[test]
fn any_order_ignores_the_top_level_alone() {
    let rows = &list(list(Type::Integer));
    let any = &Checker::AnyOrder;
    accepts(any, rows, json!([[1, 2], [3], [1, 2]]), json!([[3], [1, 2], [1, 2]]));
    rejects(
        any,
        rows,
        json!([[1, 2], [3], [3]]),
        json!([[3], [1, 2], [1, 2]]),
        "[1,2] is missing; [3] is too much (in any order)",
    );
    rejects(
        any,
        rows,
        json!([[2, 1]]),
        json!([[1, 2]]),
        "[1,2] is missing; [2,1] is too much (in any order)",
    );
    rejects(
        any,
        rows,
        json!([[3]]),
        json!([[3], [3]]),
        "the answer has 1 element, expected 2; [3] is missing (in any order)",
    );
    accepts(&Checker::AnyOrderDeep, rows, json!([[2, 1], [3]]), json!([[3], [1, 2]]));
    accepts(
        &Checker::AnyOrderDeep,
        &array(rows.clone()),
        json!([[[2, 1], [3]], []]),
        json!([[], [[3], [1, 2]]]),
    );
    accepts(any, &Type::Integer, json!(3), json!(3));
    // A tree's shape is its value, wherever it stands.
    let trees = &list(Type::TreeNode);
    accepts(any, trees, json!([[1, 2], null]), json!([[], [1, 2]]));
    assert_eq!(
        judge(&Checker::AnyOrderDeep, trees, json!([[1, 2]]), json!([[2, 1]])).0,
        "WA"
    );
}

#[test]
fn any_order_matches_doubles_by_tolerance_and_not_by_sorting_alone() {
    let pairs = &array(array(Type::Double));
    let any = &Checker::AnyOrder;
    accepts(
        any,
        pairs,
        json!([[1.0, 5], [1.000001, 3]]),
        json!([[1.000001, 5], [1.0, 3]]),
    );
    accepts(
        any,
        &array(Type::Double),
        json!([0.0, "NaN", 2, "Infinity"]),
        json!(["Infinity", 2.000001, -0.0, "NaN"]),
    );
    rejects(
        any,
        &array(Type::Double),
        json!([1.0, 2.0]),
        json!([2.0, 1.1]),
        "1.1 is missing; 1.0 is too much (in any order)",
    );
    // A chain of neighbours must not carry a value further than the tolerance.
    let chain: Vec<f64> = (0..10).map(|step| f64::from(step) * 0.9e-5).collect();
    let mut other = chain.clone();
    (other[0], other[1]) = (chain[9], chain[9]);
    assert_eq!(judge(any, &array(Type::Double), json!(other), json!(chain)).0, "WA");
}

#[test]
fn steps_are_compared_in_order_each_by_its_own_type() {
    let ty = AnswerType::Steps(vec![Type::Void, array(Type::Integer), Type::Double, Type::Void]);
    let expected = json!([null, [1, 2], 0.5, null]);
    let check = |checker, answer| check_value(checker, &ty, &answer, &expected).message;
    assert_eq!(check(&Checker::Exact, json!([null, [1, 2], 0.500001, null])), None);
    assert_eq!(check(&Checker::AnyOrder, json!([null, [2, 1], 0.5, null])), None);
    assert_eq!(
        check(&Checker::Exact, json!([null, [2, 1], 0.5, null])).as_deref(),
        Some("call 1 (0 is the constructor): element [0] is 2, expected 1")
    );
    assert_eq!(
        check(&Checker::Exact, json!([null, [1, 2]])).as_deref(),
        Some("2 answers to 4 calls, 4 expected")
    );
    assert!(check(&Checker::Exact, json!(3)).is_some());
}

#[test]
fn the_type_of_an_answer_comes_from_the_signature_and_the_case() {
    let param = |ty| Param { name: "a".into(), ty };
    let method = |name: &str, returns| Function {
        name: name.into(),
        params: vec![],
        returns,
        output_param: None,
    };
    let mut function = method("f", Type::Void);
    function.params = vec![param(Type::Integer), param(array(Type::Integer))];
    function.output_param = Some(1);
    let in_place = Signature::Function(function);
    assert_eq!(
        AnswerType::of_case(&in_place, &[]),
        AnswerType::Value(array(Type::Integer))
    );
    let class = Signature::Class(Class {
        name: "Counter".into(),
        constructor: vec![],
        methods: vec![method("add", Type::Void), method("total", Type::Long)],
    });
    let args = [json!(["Counter", "total", "add", "unknown"]), json!([[], [], [1], []])];
    let expected = AnswerType::Steps(vec![Type::Void, Type::Long, Type::Void, Type::Void]);
    assert_eq!(AnswerType::of_case(&class, &args), expected);
}

#[test]
fn one_of_several_answers() {
    let strings = &array(Type::String);
    accepts(
        &Checker::OneOf,
        strings,
        json!(["b", "a"]),
        json!([["a", "b"], ["b", "a"]]),
    );
    rejects(
        &Checker::OneOf,
        &Type::Integer,
        json!(3),
        json!([1, 2]),
        "the answer is 3, none of the 2 that are right, such as 1",
    );
    rejects(
        &Checker::OneOf,
        &Type::Integer,
        json!(3),
        json!([1]),
        "the answer is 3, expected 1",
    );
    rejects(
        &Checker::OneOf,
        &Type::Integer,
        json!(3),
        json!([]),
        "the answer is 3, and no answer is right",
    );
    rejects(
        &Checker::OneOf,
        &Type::Integer,
        json!(3),
        json!(3),
        "the expected value 3 is not an array of answers",
    );
    text(&Checker::OneOf, b"b\n", br#"["a", "b"]"#, "AC", "");
    text(
        &Checker::OneOf,
        b"c",
        br#"["a", "b"]"#,
        "WA",
        "the output is `c`, none of the 2 that are right, such as \"a\"",
    );
    text(
        &Checker::OneOf,
        b"b  c\n",
        br#"["a", "b c"]"#,
        "PE",
        "line 1 is `b  c`, expected `b c` (only white space differs)",
    );
    text(
        &Checker::OneOf,
        b"b",
        b"b",
        "WA",
        "the expected text is not a JSON array of strings",
    );
}

#[test]
fn exact_text() {
    let exact = &Checker::Exact;
    for (output, expected) in [
        ("a\n", "a"),
        ("a", "a\n"),
        ("", "\n"),
        ("", ""),
        ("a\r\nb\r\n", "a\nb"),
        ("a\nb", "a\r\nb\r\n"),
    ] {
        text(exact, output.as_bytes(), expected.as_bytes(), "AC", "");
    }
    text(exact, b"a\nb", b"a\nc", "WA", "line 2 is `b`, expected `c`");
    text(
        exact,
        b"a\nb\n",
        b"a\n",
        "WA",
        "line 2 is `b`, expected the end of the output",
    );
    text(
        exact,
        b"a\n",
        b"a\nb\n",
        "WA",
        "the output ends before line 2, expected `b`",
    );
    text(
        exact,
        b"a b\n",
        b"a  b\n",
        "PE",
        "line 1 is `a b`, expected `a  b` (only white space differs)",
    );
    text(
        exact,
        b"a\n\n",
        b"a\n",
        "PE",
        "line 2 is ``, expected the end of the output (only white space differs)",
    );
    text(
        exact,
        b"a\r",
        b"a",
        "PE",
        "line 1 is `a\\r`, expected `a` (only white space differs)",
    );
    text(
        exact,
        b"\xff",
        b"\xfe",
        "WA",
        "line 1 is `\u{FFFD}`, expected `\u{FFFD}`",
    );
}

#[test]
fn a_difference_far_into_a_line_is_shown_where_it_is() {
    let mut long = "x".repeat(5000);
    let expected = format!("{long}1");
    long.push('2');
    let message = check_text(&Checker::Exact, long.as_bytes(), expected.as_bytes())
        .message
        .unwrap();
    assert!(
        message.contains("x2`") && message.contains("x1`") && message.len() < 300,
        "{message}"
    );
    let message = judge(&Checker::Exact, &Type::String, json!(long), json!(expected)).1;
    assert!(
        message.starts_with("the answer differs from byte 5000: `…x") && message.len() < 300,
        "{message}"
    );
}

#[test]
fn lines_and_tokens() {
    text(&Checker::Lines, b"a  \nb\n\n \n", b"a\nb", "AC", "");
    text(&Checker::Lines, b"", b"\n\n", "AC", "");
    text(&Checker::Lines, b" a", b"a", "WA", "line 1 is ` a`, expected `a`");
    text(&Checker::Lines, b"a\n\nb", b"a\nb", "WA", "line 2 is ``, expected `b`");
    text(
        &Checker::Lines,
        b"a",
        b"a\nb",
        "WA",
        "the output ends before line 2, expected `b`",
    );
    text(&Checker::Tokens, b" 1\t2\r\n\x0b3\x0c", b"1 2 3\n", "AC", "");
    text(
        &Checker::Tokens,
        b"1\n2 4",
        b"1 2 3",
        "WA",
        "token 3 (line 2) is `4`, expected `3`",
    );
    text(
        &Checker::Tokens,
        b"1",
        b"1 2",
        "WA",
        "the output ends before token 2, expected `2`",
    );
    text(
        &Checker::Tokens,
        b"1 2",
        b"1",
        "WA",
        "token 2 (line 1) is `2`, expected the end of the output",
    );
    text(
        &Checker::Tokens,
        b"a\xc2\xa0b",
        b"a b",
        "WA",
        "token 1 (line 1) is `a\u{a0}b`, expected `a`",
    );
}

#[test]
fn float_text() {
    let float = &Checker::Float { abs: 1e-6, rel: 1e-6 };
    text(float, b"x = 0.3333333 1e3", b"x = 0.33333334\n1000", "AC", "");
    text(float, b"inf nan", b"inf nan", "AC", "");
    text(float, b"0.5", b"0.6", "WA", "token 1 (line 1) is `0.5`, expected `0.6`");
    text(float, b"nan", b"0.6", "WA", "token 1 (line 1) is `nan`, expected `0.6`");
    text(float, b"y", b"x", "WA", "token 1 (line 1) is `y`, expected `x`");
    let long = vec![b'9'; 1 << 20];
    assert_eq!(check_text(float, &long, b"9").verdict, Verdict::WrongAnswer);
}

#[test]
fn lines_in_any_order() {
    let (any, deep) = (&Checker::AnyOrder, &Checker::AnyOrderDeep);
    text(any, b"b \na\nb\n\n", b"a\nb\nb", "AC", "");
    text(any, b"a\nc", b"a\nb", "WA", "the line `b` is missing (in any order)");
    text(any, b"a\nb", b"c\nb", "WA", "the line `a` is too much (in any order)");
    text(
        any,
        b"a",
        b"a\nb",
        "WA",
        "the output has 1 lines, expected 2 (in any order)",
    );
    text(any, b"2 1", b"1 2", "WA", "the line `1 2` is missing (in any order)");
    text(deep, b"2 1\n3", b"3\n1  2", "AC", "");
}

#[test]
fn termination_accepts_everything_and_a_custom_checker_nothing() {
    text(&Checker::Termination, b"anything", b"", "AC", "");
    accepts(&Checker::Termination, &Type::Integer, json!([]), json!(null));
    let custom = &Checker::Custom(CustomChecker {
        language: "c".into(),
        source: String::new(),
    });
    text(custom, b"a", b"a", "WA", CUSTOM);
    rejects(custom, &Type::Integer, json!(1), json!(1), CUSTOM);
}

#[test]
fn values_deeper_than_any_stack_are_compared_and_shown() {
    let deep = || (0..200_000).fold(json!(1), |value, _| Value::Array(vec![value]));
    let (answer, expected) = (deep(), deep());
    for checker in [Checker::Exact, Checker::AnyOrder, Checker::AnyOrderDeep] {
        for ty in [Type::Integer, array(array(Type::Integer)), Type::TreeNode] {
            let opinion = check_value(&checker, &AnswerType::Value(ty), &answer, &expected);
            assert_eq!(opinion.verdict, Verdict::WrongAnswer, "fits no type, so equals nothing");
            assert!(opinion.message.unwrap().len() < 400);
        }
    }
    // Dropping them would recurse as deep as they are.
    std::mem::forget((answer, expected));
}

#[test]
fn huge_outputs_take_no_time_to_speak_of() {
    let flood = vec![b'\n'; 16 << 20];
    for name in Checker::NAMES.into_iter().filter(|name| *name != "custom") {
        let checker = Checker::parse(name, None).unwrap();
        let opinion = check_text(&checker, &flood, b"1\n2\n");
        assert!(opinion.message.is_none_or(|message| message.len() < 300));
    }
}

/// A type with a value of it.
fn typed() -> impl Strategy<Value = (Type, Value)> {
    let number = prop_oneof![any::<f64>(), (-9i32..9).prop_map(f64::from), Just(0.000004), Just(-0.0)];
    let double = number.prop_map(|number| {
        let name = if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        };
        if number.is_finite() { json!(number) } else { json!(name) }
    });
    let scalar = prop_oneof![
        (-3i32..3).prop_map(|number| (Type::Integer, json!(number))),
        any::<i64>().prop_map(|number| (Type::Long, json!(number))),
        any::<bool>().prop_map(|value| (Type::Boolean, json!(value))),
        ".{0,5}".prop_map(|text| (Type::String, json!(text))),
        double.prop_map(|value| (Type::Double, value)),
        vec(-3i32..3, 0..4).prop_map(|items| (Type::ListNode, json!(items))),
        vec(proptest::option::of(-3i32..3), 0..6).prop_map(|items| (Type::TreeNode, json!(items))),
        Just((Type::Void, Value::Null)),
    ];
    // Items of one type: the value is repeated and permuted with a few variations by the tests that need it.
    scalar.prop_recursive(3, 24, 5, |inner| {
        (vec(inner, 1..5), any::<bool>()).prop_map(|(items, is_list)| {
            let ty = items[0].0.clone();
            let values: Vec<_> = items
                .into_iter()
                .filter(|(other, _)| *other == ty)
                .map(|(_, value)| value)
                .collect();
            (if is_list { list(ty) } else { array(ty) }, Value::Array(values))
        })
    })
}

fn value_checkers() -> Vec<Checker> {
    vec![
        Checker::Exact,
        Checker::AnyOrder,
        Checker::AnyOrderDeep,
        Checker::Float { abs: 1e-9, rel: 1e-9 },
    ]
}

fn rotate(value: &mut Value, by: usize) {
    if let Value::Array(items) = value
        && !items.is_empty()
    {
        let by = by % items.len();
        items.rotate_left(by);
        items.reverse();
    }
}

/// Any JSON, fitting or not.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| vec(inner, 0..6).prop_map(Value::Array))
}

proptest! {
    #[test]
    fn every_value_equals_itself((ty, value) in typed()) {
        for checker in value_checkers() {
            let opinion = check_value(&checker, &AnswerType::Value(ty.clone()), &value, &value);
            prop_assert_eq!(opinion, Opinion::accepted(), "{} {:?}", ty, checker);
        }
    }

    #[test]
    fn the_order_of_the_top_level_does_not_count((ty, value) in typed(), by in 0usize..9) {
        prop_assume!(ty != Type::TreeNode);
        let mut moved = value.clone();
        rotate(&mut moved, by);
        for checker in [Checker::AnyOrder, Checker::AnyOrderDeep] {
            let opinion = check_value(&checker, &AnswerType::Value(ty.clone()), &moved, &value);
            prop_assert_eq!(opinion, Opinion::accepted());
        }
    }

    #[test]
    fn a_replaced_integer_is_noticed_in_any_order(mut items in vec(0i64..5, 1..30), at in 0usize..30, by in 0usize..9) {
        let at = at % items.len();
        let expected = json!(items);
        items[at] += 100;
        let mut answer = json!(items);
        rotate(&mut answer, by);
        for checker in value_checkers() {
            let opinion = check_value(&checker, &AnswerType::Value(array(Type::Integer)), &answer, &expected);
            prop_assert_eq!(opinion.verdict, Verdict::WrongAnswer);
        }
    }

    #[test]
    fn any_order_agrees_with_removing_one_by_one(a in vec(0i32..4, 0..8), b in vec(0i32..4, 0..8)) {
        let mut rest = b.clone();
        let removed = a.iter().all(|item| rest.iter().position(|other| other == item).map(|at| rest.remove(at)).is_some());
        let same = removed && rest.is_empty();
        let opinion = check_value(&Checker::AnyOrder, &AnswerType::Value(array(Type::Integer)), &json!(a), &json!(b));
        prop_assert_eq!(opinion.verdict == Verdict::Accepted, same);
    }

    #[test]
    fn nothing_panics_and_messages_are_bounded((ty, _) in typed(), answer in any_value(), expected in any_value()) {
        for checker in value_checkers().into_iter().chain([Checker::OneOf, Checker::Lines]) {
            for ty in [AnswerType::Value(ty.clone()), AnswerType::Steps(vec![ty.clone(), Type::Void])] {
                let opinion = check_value(&checker, &ty, &answer, &expected);
                prop_assert!(opinion.message.is_none_or(|message| message.len() < 1200 && !message.contains('\n')));
            }
        }
    }

    #[test]
    fn every_text_equals_itself_and_nothing_panics(text in vec(any::<u8>(), 0..60), other in vec(prop_oneof![any::<u8>(), Just(b'\n'), Just(b' ')], 0..60)) {
        for name in ["exact", "tokens", "lines", "any_order", "any_order_deep", "float"] {
            let checker = Checker::parse(name, None).unwrap();
            prop_assert_eq!(check_text(&checker, &text, &text), Opinion::accepted(), "{}", name);
            let opinion = check_text(&checker, &text, &other);
            prop_assert!(opinion.message.is_none_or(|message| message.len() < 1200 && !message.contains('\n')));
        }
    }

    #[test]
    fn text_checkers_are_ordered_by_strictness(text in "[ab \n]{0,12}", other in "[ab \n]{0,12}") {
        let accepted = |name: &str| {
            let checker = Checker::parse(name, None).unwrap();
            check_text(&checker, text.as_bytes(), other.as_bytes()).verdict == Verdict::Accepted
        };
        prop_assert!(!accepted("exact") || accepted("lines"));
        prop_assert!(!accepted("lines") || accepted("tokens"));
        prop_assert!(!accepted("lines") || accepted("any_order"));
        prop_assert!(!accepted("any_order") || accepted("any_order_deep"));
        let presentation = check_text(&Checker::Exact, text.as_bytes(), other.as_bytes()).verdict == Verdict::PresentationError;
        prop_assert_eq!(presentation, accepted("tokens") && !accepted("exact"));
    }
}
