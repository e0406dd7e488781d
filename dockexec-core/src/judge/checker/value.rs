//! Comparing two values of one type. The walk follows the type, whose depth is bounded, and not the values, whose depth a program chooses.

use serde_json::Value;

use super::{Tolerance, show};
use crate::wrap::types::Type;

/// Where and how `answer` differs from `expected`, or `None` if they are the same value of type `ty`.
pub(super) fn difference(ty: &Type, answer: &Value, expected: &Value, tolerance: Tolerance) -> Option<String> {
    let mut path = Vec::new();
    differ(ty, answer, expected, tolerance, &mut path)
}

fn differ(ty: &Type, answer: &Value, expected: &Value, tolerance: Tolerance, path: &mut Vec<usize>) -> Option<String> {
    match (items(ty, answer), items(ty, expected)) {
        (Some(answers), Some(wanted)) => differ_in_items(item_type(ty), answers, wanted, tolerance, path),
        (None, None) if same_scalar(ty, answer, expected, tolerance) => None,
        _ => Some(differ_here(answer, expected, path)),
    }
}

fn differ_in_items(
    ty: &Type,
    answers: &[Value],
    wanted: &[Value],
    tolerance: Tolerance,
    path: &mut Vec<usize>,
) -> Option<String> {
    let mut first = None;
    for (index, (answer, wanted)) in answers.iter().zip(wanted).enumerate() {
        path.push(index);
        first = differ(ty, answer, wanted, tolerance, path);
        path.pop();
        if first.is_some() {
            break;
        }
    }
    if answers.len() == wanted.len() {
        return first;
    }
    let counts = format!(
        "{} has {}, expected {}",
        place(path),
        elements(answers.len()),
        wanted.len()
    );
    Some(match first {
        Some(first) => format!("{counts}; {first}"),
        None => counts,
    })
}

fn differ_here(answer: &Value, expected: &Value, path: &[usize]) -> String {
    if let (Value::String(answer), Value::String(expected)) = (answer, expected)
        && answer.len().min(expected.len()) > 40
    {
        let (answer, expected) = (answer.as_bytes(), expected.as_bytes());
        let at = answer.iter().zip(expected).take_while(|(a, b)| a == b).count();
        return format!(
            "{} differs from byte {at}: {}, expected {}",
            place(path),
            show::text_around(answer, at),
            show::text_around(expected, at)
        );
    }
    format!(
        "{} is {}, expected {}",
        place(path),
        show::value(answer),
        show::value(expected)
    )
}

/// "the answer", or "element [2][0]" with indices counted from 0 as in the program.
fn place(path: &[usize]) -> String {
    if path.is_empty() {
        return "the answer".into();
    }
    let mut place = String::from("element ");
    for index in path {
        place.push_str(&format!("[{index}]"));
    }
    place
}

pub(super) fn elements(count: usize) -> String {
    format!("{count} element{}", if count == 1 { "" } else { "s" })
}

/// The elements of a value whose type has some. An empty linked list or tree may be written `null`; trailing `null`s of a tree say nothing.
pub(super) fn items<'a>(ty: &Type, value: &'a Value) -> Option<&'a [Value]> {
    match ty {
        Type::Array(_) | Type::List(_) => value.as_array().map(Vec::as_slice),
        Type::ListNode if value.is_null() => Some(&[]),
        Type::ListNode => value.as_array().map(Vec::as_slice),
        Type::TreeNode if value.is_null() => Some(&[]),
        Type::TreeNode => value.as_array().map(|items| {
            let real = items
                .iter()
                .rposition(|item| !item.is_null())
                .map_or(0, |last| last + 1);
            items.get(..real).unwrap_or_default()
        }),
        _ => None,
    }
}

/// The type of what [`items`] returns.
pub(super) fn item_type(ty: &Type) -> &Type {
    match ty {
        Type::Array(item) | Type::List(item) => item,
        _ => &Type::Integer,
    }
}

fn same_scalar(ty: &Type, answer: &Value, expected: &Value, tolerance: Tolerance) -> bool {
    if answer.is_null() && expected.is_null() {
        return true;
    }
    match ty {
        Type::Integer | Type::Long => same(integer(answer), integer(expected)),
        Type::Boolean => same(answer.as_bool(), expected.as_bool()),
        Type::Character | Type::String => same(answer.as_str(), expected.as_str()),
        Type::Double => match (double(answer), double(expected)) {
            (Some(answer), Some(expected)) => tolerance.accepts(answer, expected),
            _ => false,
        },
        Type::Void | Type::Array(_) | Type::List(_) | Type::ListNode | Type::TreeNode => false,
    }
}

fn same<T: PartialEq>(answer: Option<T>, expected: Option<T>) -> bool {
    answer.is_some() && answer == expected
}

/// A whole number. Expectations written by people may say `3.0`.
pub(super) fn integer(value: &Value) -> Option<i128> {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53: beyond, a binary64 is not one certain integer
    let Value::Number(number) = value else { return None };
    let whole = number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from));
    whole.or_else(|| {
        let float = number.as_f64()?;
        (float.fract() == 0.0 && float.abs() <= EXACT).then_some(float as i128)
    })
}

/// A `double`, which JSON writes as a string when it is not finite.
pub(super) fn double(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => match text.as_str() {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => None,
        },
        _ => None,
    }
}
