//! Excerpts for messages: short, on one line, and with nothing in them that could disturb a terminal or a page.

use std::io::{self, Write};

use serde_json::Value;

/// Longest excerpt in bytes of the original; what is longer ends in `…`.
const LIMIT: usize = 72;

/// A value as compact JSON. Stops writing at the limit, and with it descending: a deep value costs no more than a shallow one.
pub(super) fn value(value: &Value) -> String {
    let mut buffer = Capped(Vec::with_capacity(LIMIT + 1));
    // The only possible error is that the buffer is full: then the excerpt is cut, as `escape` shows.
    let _ = serde_json::to_writer(&mut buffer, value);
    escape(&buffer.0)
}

/// Text in backquotes.
pub(super) fn text(bytes: &[u8]) -> String {
    format!("`{}`", escape(bytes))
}

/// Text around byte `at`: where two long texts differ, their beginnings say nothing.
pub(super) fn text_around(bytes: &[u8], at: usize) -> String {
    let start = if bytes.len() <= LIMIT {
        0
    } else {
        at.saturating_sub(LIMIT / 3).min(bytes.len())
    };
    let rest = bytes.get(start..).unwrap_or_default();
    let dots = if start > 0 { "…" } else { "" };
    format!("`{dots}{}`", escape(rest))
}

/// At most [`LIMIT`] bytes of `bytes`, lossily decoded, control and bidi characters written as escapes.
fn escape(bytes: &[u8]) -> String {
    let cut = bytes.len() > LIMIT;
    let mut shown = bytes.get(..LIMIT).unwrap_or(bytes);
    if cut {
        // Do not show half a character as a replacement character.
        let tail = shown.iter().rev().take(3).position(|byte| byte & 0xC0 != 0x80);
        if let Some(back) = tail.filter(|back| shown.len() > *back)
            && shown.get(shown.len() - 1 - back).is_some_and(|byte| *byte >= 0xC0)
        {
            shown = shown.get(..shown.len() - 1 - back).unwrap_or(shown);
        }
    }
    let mut escaped = String::with_capacity(shown.len() + 4);
    for character in String::from_utf8_lossy(shown).chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            _ if is_disturbing(character) => escaped.extend(character.escape_unicode()),
            _ => escaped.push(character),
        }
    }
    if cut {
        escaped.push('…');
    }
    escaped
}

/// Controls, and the format characters that reorder or hide what is around them.
fn is_disturbing(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// A buffer that takes one byte more than the limit (so that being cut can be told from just fitting) and then refuses.
struct Capped(Vec<u8>);

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = (LIMIT + 1).saturating_sub(self.0.len());
        if room == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.0.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_things_are_shown_whole() {
        assert_eq!(value(&json!([1, "a", null])), r#"[1,"a",null]"#);
        assert_eq!(text(b"a\tb"), "`a\\tb`");
    }

    #[test]
    fn long_things_are_cut_between_characters() {
        let long = "ä".repeat(100);
        let shown = text(format!("x{long}").as_bytes());
        assert!(shown.ends_with("ä…`") && !shown.contains('\u{FFFD}'), "{shown}");
        assert!(value(&json!(vec![12345; 1000])).ends_with('…'));
        assert_eq!(text("b".repeat(LIMIT).as_bytes()), format!("`{}`", "b".repeat(LIMIT)));
    }

    #[test]
    fn nothing_disturbing_gets_through() {
        let shown = text("\u{1b}[31m\u{202e}evil\u{2066}\0\u{feff}".as_bytes());
        assert_eq!(shown, r"`\u{1b}[31m\u{202e}evil\u{2066}\u{0}\u{feff}`");
        assert_eq!(text(b"\xff\xfe"), "`\u{FFFD}\u{FFFD}`");
    }

    #[test]
    fn a_deep_value_is_not_walked_to_its_end() {
        let mut deep = json!(1);
        for _ in 0..100_000 {
            deep = Value::Array(vec![deep]);
        }
        assert_eq!(value(&deep), format!("{}…", "[".repeat(LIMIT)));
        // Dropping it would recurse as deep as it is.
        std::mem::forget(deep);
    }

    #[test]
    fn an_excerpt_around_a_place_shows_the_place() {
        let mut long = vec![b'a'; 1000];
        long[500] = b'X';
        let shown = text_around(&long, 500);
        assert!(
            shown.starts_with("`…a") && shown.contains('X') && shown.ends_with("…`"),
            "{shown}"
        );
    }
}
