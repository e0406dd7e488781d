//! Several answers are right; each is compared exactly.

use serde_json::Value;

use super::{AnswerType, Checker, Opinion, exact, show};

pub(super) fn check_value(ty: &AnswerType, answer: &Value, expected: &Value) -> Opinion {
    let Some(alternatives) = expected.as_array() else {
        return Opinion::wrong(format!(
            "the expected value {} is not an array of answers",
            show::value(expected)
        ));
    };
    let right = |alternative| {
        super::check_value(&Checker::Exact, ty, answer, alternative)
            .message
            .is_none()
    };
    if alternatives.iter().any(right) {
        return Opinion::accepted();
    }
    Opinion::wrong(format!(
        "the answer is {}, {}",
        show::value(answer),
        none_of(alternatives)
    ))
}

pub(super) fn check_text(output: &[u8], expected: &[u8]) -> Opinion {
    let Ok(alternatives) = serde_json::from_slice::<Vec<String>>(expected) else {
        return Opinion::wrong("the expected text is not a JSON array of strings");
    };
    // A wrong answer with the right tokens is still the better news.
    let mut best = None;
    for alternative in &alternatives {
        let opinion = exact::check_text(output, alternative.as_bytes());
        match opinion.verdict {
            super::Verdict::Accepted => return opinion,
            super::Verdict::PresentationError => best = best.or(Some(opinion)),
            _ => {}
        }
    }
    best.unwrap_or_else(|| {
        let alternatives: Vec<_> = alternatives.into_iter().map(Value::from).collect();
        Opinion::wrong(format!(
            "the output is {}, {}",
            show::text(output),
            none_of(&alternatives)
        ))
    })
}

fn none_of(alternatives: &[Value]) -> String {
    match alternatives {
        [] => "and no answer is right".into(),
        [only] => format!("expected {}", show::value(only)),
        [first, ..] => format!(
            "none of the {} that are right, such as {}",
            alternatives.len(),
            show::value(first)
        ),
    }
}
