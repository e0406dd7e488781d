//! Whether an answer is what a conformance case asks for: shared by the tests of the core and of the command line. The rules are in `../conformance/README.md`.

use serde_json::Value;

/// Notes in `found` where `reply` is not what is `wanted`.
pub(crate) fn compare(place: &str, wanted: &Value, reply: &Value, found: &mut Vec<String>) {
    let mut miss = |fits: bool| {
        if !fits {
            found.push(format!(
                "{}: {reply}, expected {wanted}",
                if place.is_empty() { "answer" } else { place }
            ));
        }
    };
    match wanted {
        Value::Object(fields) => {
            if let Some(part) = fields.get("$contains").and_then(Value::as_str) {
                miss(reply.as_str().is_some_and(|text| text.contains(part)));
            } else if let Some(choices) = fields.get("$any").and_then(Value::as_array) {
                miss(choices.iter().any(|choice| is_same(choice, reply)));
            } else if let Some(count) = fields.get("$at_least").and_then(Value::as_u64) {
                miss(reply.as_array().is_some_and(|items| items.len() as u64 >= count));
            } else {
                for (name, wanted) in fields {
                    compare(
                        &format!("{place}.{name}"),
                        wanted,
                        reply.get(name).unwrap_or(&Value::Null),
                        found,
                    );
                }
            }
        }
        Value::Array(items) => {
            let answers = reply.as_array().map(Vec::as_slice).unwrap_or_default();
            miss(reply.is_array() && answers.len() == items.len());
            for (index, (wanted, reply)) in items.iter().zip(answers).enumerate() {
                compare(&format!("{place}[{index}]"), wanted, reply, found);
            }
        }
        _ => miss(is_same(wanted, reply)),
    }
}

fn is_same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(x), Some(y)) => a == b || (x == y && x.abs() < 9e15),
        _ => a == b,
    }
}
