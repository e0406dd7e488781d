//! How things look to people. Nothing here prints; everything is text, with control characters of foreign origin made visible.

mod escape;
mod excerpt;
mod judgement;
mod style;
mod table;

use std::time::Duration;

use dockexec_protocol::ErrorRecord;

pub(crate) use escape::{visible, visible_line};
pub(crate) use excerpt::{diagnostics, findings};
pub(crate) use judgement::judgement;
pub(crate) use style::{Paint, Style};
pub(crate) use table::{Cell, Table};

/// An error with its remedy.
pub(crate) fn error(error: &ErrorRecord, style: Style) -> String {
    let mut text = format!("{} {}\n", style.paint(Paint::Bad, "error:"), visible(&error.message));
    if let Some(hint) = &error.hint {
        text.push_str(&format!(" {} {}\n", style.paint(Paint::Note, "hint:"), visible(hint)));
    }
    text
}

/// A time for people: three digits are enough.
pub(crate) fn time(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1e3;
    match millis {
        millis if millis < 10.0 => format!("{millis:.2} ms"),
        millis if millis < 100.0 => format!("{millis:.1} ms"),
        millis if millis < 10_000.0 => format!("{millis:.0} ms"),
        millis => format!("{:.1} s", millis / 1e3),
    }
}

/// A size in memory for people.
pub(crate) fn memory(bytes: u64) -> String {
    let mib = bytes as f64 / f64::from(1 << 20);
    if mib < 10.0 {
        format!("{mib:.2} MiB")
    } else {
        format!("{mib:.1} MiB")
    }
}

/// `1 case`, `2 cases`.
pub(crate) fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_three_digits() {
        let shown: Vec<_> = [1_234, 12_345, 123_456, 1_234_567, 12_345_678]
            .map(|micros| time(Duration::from_micros(micros)))
            .into();
        assert_eq!(shown, ["1.23 ms", "12.3 ms", "123 ms", "1235 ms", "12.3 s"]);
        assert_eq!(memory(10_485_760), "10.0 MiB");
        assert_eq!(count(1, "case"), "1 case");
    }
}
