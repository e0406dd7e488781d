//! Making control characters visible.
//!
//! What programs print, and sources and test data too, may hold escape sequences that repaint the terminal, set its title or make it answer. A person who reads
//! a verdict must see such bytes, not obey them. So each becomes one visible character: `␛` for escape, `␀` for NUL. Line ends and tabs stay.

/// `text` with every control character and every character that reorders text made visible.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(visible_char).collect()
}

/// As [`visible`], on one line: `⏎` for line ends, `→` for tabs.
pub(crate) fn visible_line(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' => '⏎',
            '\t' => '→',
            character => visible_char(character),
        })
        .collect()
}

fn visible_char(character: char) -> char {
    match character {
        '\n' | '\t' => character,
        // The control pictures stand in the order of the characters they picture.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        // Overrides of writing direction can make a line read as something else.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        character => character,
    }
}

/// At most `limit` characters of `text`, and how many were left out.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    let total = text.chars().count();
    if total <= limit {
        return text.to_owned();
    }
    let head: String = text.chars().take(limit).collect();
    format!("{head}… ({} more characters)", total - limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_comes_through() {
        let hostile = "a\u{1b}[31mred\u{7}\r\n\tb\u{9b}2J\u{202e}c\u{7f}\0";
        let shown = visible(hostile);
        assert_eq!(shown, "a␛[31mred␇␍\n\tb\u{fffd}2J\u{fffd}c␡␀");
        assert!(
            shown
                .chars()
                .all(|character| !character.is_control() || "\n\t".contains(character))
        );
        assert_eq!(visible_line("a\n\tb"), "a⏎→b");
    }

    #[test]
    fn what_is_left_out_is_counted() {
        assert_eq!(shortened("äöü", 3), "äöü");
        assert_eq!(shortened("äöüß", 3), "äöü… (1 more characters)");
    }
}
