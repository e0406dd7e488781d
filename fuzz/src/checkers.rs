//! The built-in checkers, over what hostile programs print and answer.

use dockexec_core::Verdict;
use dockexec_core::judge::checker::{AnswerType, Checker, Opinion, check_text, check_value};
use dockexec_core::wrap::types::Type;
use serde_json::{Value, json};

use super::parts;

/// Every checker that is nothing but its name.
fn checkers() -> impl Iterator<Item = Checker> {
    Checker::NAMES
        .into_iter()
        .filter_map(|name| Checker::parse(name, None).ok())
}

/// Input: what was printed, what was expected.
pub(crate) fn text(input: &[u8]) {
    let [output, expected] = parts(input);
    for checker in checkers() {
        sound(&check_text(&checker, output, expected));
        if !matches!(checker, Checker::OneOf) {
            equal(&checker, &check_text(&checker, output, output));
        }
    }
    if let Ok(output) = std::str::from_utf8(output) {
        let either = json!(["", output]).to_string();
        equal(
            &Checker::OneOf,
            &check_text(&Checker::OneOf, output.as_bytes(), either.as_bytes()),
        );
    }
}

/// Input: a type, an answer, what was expected. Values that do not fit the type never get so far, but must not hurt either.
pub(crate) fn values(input: &[u8]) {
    let [ty, answer, expected] = parts(input);
    let Some(ty) = std::str::from_utf8(ty).ok().and_then(|text| Type::parse(text).ok()) else {
        return;
    };
    assert_eq!(
        Type::parse(&ty.to_string()).ok().as_ref(),
        Some(&ty),
        "{ty} is not read again"
    );
    let json = |bytes| serde_json::from_slice::<Value>(bytes).ok();
    let (Some(answer), Some(expected)) = (json(answer), json(expected)) else {
        return;
    };
    let answer_type = AnswerType::Value(ty.clone());
    for checker in checkers() {
        sound(&check_value(&checker, &answer_type, &answer, &expected));
    }
    let Ok(answer) = ty.canonical(&answer, "answer") else {
        return;
    };
    assert_eq!(
        ty.canonical(&answer, "answer").as_ref(),
        Ok(&answer),
        "canonical is not final"
    );
    for checker in checkers() {
        let expected = match checker {
            Checker::OneOf => json!([answer]),
            _ => answer.clone(),
        };
        equal(&checker, &check_value(&checker, &answer_type, &answer, &expected));
    }
}

fn equal(checker: &Checker, opinion: &Opinion) {
    assert_eq!(
        opinion.verdict,
        Verdict::Accepted,
        "{}: an answer equals itself: {opinion:?}",
        checker.name()
    );
}

fn sound(opinion: &Opinion) {
    let accepted = opinion.verdict == Verdict::Accepted;
    assert_eq!(accepted, opinion.message.is_none(), "{opinion:?}");
    let length = opinion.message.as_ref().map_or(0, String::len);
    assert!(length < 2_000, "a message of {length} bytes");
}
