//! Text, byte for byte. A missing or extra final line end is forgiven, and `\r\n` ends a line like `\n`: expected files edited on another system must not fail
//! everybody. The right tokens in another layout are a presentation error.

use super::lines::Lines;
use super::{Opinion, show, tokens};

pub(super) fn check_text(output: &[u8], expected: &[u8]) -> Opinion {
    if output == expected {
        return Opinion::accepted();
    }
    let mut answers = Lines::new(without_final_line_end(output));
    let mut wanted = Lines::new(without_final_line_end(expected));
    let mut number = 0;
    let message = loop {
        number += 1;
        match (answers.next(), wanted.next()) {
            (None, None) => return Opinion::accepted(),
            (Some(answer), Some(line)) if answer == line => {}
            (answer, line) => break explain(number, answer, line),
        }
    };
    if tokens::same(output, expected) {
        Opinion::presentation(format!("{message} (only white space differs)"))
    } else {
        Opinion::wrong(message)
    }
}

fn without_final_line_end(text: &[u8]) -> &[u8] {
    text.strip_suffix(b"\r\n")
        .or_else(|| text.strip_suffix(b"\n"))
        .unwrap_or(text)
}

/// What is wrong with line `number`, counted from 1. `None` is a line that is not there.
pub(super) fn explain(number: usize, answer: Option<&[u8]>, wanted: Option<&[u8]>) -> String {
    match (answer, wanted) {
        (Some(answer), Some(wanted)) => {
            let at = answer.iter().zip(wanted).take_while(|(a, b)| a == b).count();
            format!(
                "line {number} is {}, expected {}",
                show::text_around(answer, at),
                show::text_around(wanted, at)
            )
        }
        (Some(answer), None) => format!(
            "line {number} is {}, expected the end of the output",
            show::text(answer)
        ),
        (None, Some(wanted)) => format!("the output ends before line {number}, expected {}", show::text(wanted)),
        (None, None) => "nothing differs".into(),
    }
}
