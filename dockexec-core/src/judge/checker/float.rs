//! Text token by token, where two numbers are the same within a tolerance and anything else is compared as it is.

use super::{Opinion, Tolerance, tokens};

/// No number that anybody prints is longer; parsing stays cheap whatever a program sends.
const LONGEST_NUMBER: usize = 512;

pub(super) fn check_text(output: &[u8], expected: &[u8], tolerance: Tolerance) -> Opinion {
    tokens::compare(output, expected, |answer, wanted| {
        answer == wanted
            || match (number(answer), number(wanted)) {
                (Some(answer), Some(wanted)) => tolerance.accepts(answer, wanted),
                _ => false,
            }
    })
}

fn number(token: &[u8]) -> Option<f64> {
    if token.len() > LONGEST_NUMBER {
        return None;
    }
    std::str::from_utf8(token).ok()?.parse().ok()
}
