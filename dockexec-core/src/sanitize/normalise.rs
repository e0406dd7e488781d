//! From bytes to the text that everything after it reads: size, encoding, and characters that would make a reader and a compiler see different programs.
//!
//! What changes keeps its place: a byte order mark at the front is dropped (and counted back in by [`Normalised::original`]), and a carriage return
//! that stands alone becomes a line feed, because Java, JavaScript and Python end a `//` or `#` comment there while a syntax tree might not.

use super::findings::{Found, Notice};
use super::{Scope, Strictness};

/// Largest source of a function problem, in bytes.
pub const MAX_FUNCTION_BYTES: usize = 64 * 1024;
/// Largest source of a whole program, in bytes.
pub const MAX_PROGRAM_BYTES: usize = 1024 * 1024;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Text that passed, and how its offsets relate to the bytes that were handed in.
#[derive(Debug)]
pub(super) struct Normalised {
    pub(super) text: String,
    dropped: usize,
}

impl Normalised {
    /// The offset in the user's bytes of the offset `at` in the text.
    pub(super) fn original(&self, at: usize) -> usize {
        at + self.dropped
    }
}

/// Normalises `source`, or says what is wrong with it. All findings are about characters, so they come alone: a text that fails here is not parsed.
pub(super) fn normalise(source: &[u8], scope: Scope, strictness: Strictness) -> Result<Normalised, Vec<Found>> {
    check_size(source, scope)?;
    let (dropped, bytes) = match source.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (BYTE_ORDER_MARK.len(), rest),
        None => (0, source),
    };
    let text = std::str::from_utf8(bytes).map_err(|error| vec![invalid_utf8(bytes, dropped, error.valid_up_to())])?;
    let mut found = nul_bytes(text, dropped);
    if strictness != Strictness::Off {
        found.extend(bidi_overrides(text, dropped));
        found.extend(emptiness(text, scope));
    }
    if found.is_empty() {
        Ok(Normalised {
            text: end_lines(text),
            dropped,
        })
    } else {
        Err(found)
    }
}

fn check_size(source: &[u8], scope: Scope) -> Result<(), Vec<Found>> {
    let limit = match scope {
        Scope::Function => MAX_FUNCTION_BYTES,
        Scope::Program => MAX_PROGRAM_BYTES,
    };
    if source.len() <= limit {
        return Ok(());
    }
    let notice = Notice::new(
        "source/size",
        format!(
            "the source has {} bytes, more than the {limit} that are allowed",
            source.len()
        ),
    );
    Err(vec![Found::new(
        notice.help("leave out large tables and comments"),
        0..0,
    )])
}

fn invalid_utf8(bytes: &[u8], dropped: usize, at: usize) -> Found {
    let value = bytes.get(at).copied().unwrap_or_default();
    let notice = Notice::new(
        "source/utf8",
        format!("byte {} (0x{value:02X}) is not UTF-8", at + dropped),
    );
    Found::new(notice.help("save the file as UTF-8"), at + dropped..at + dropped + 1)
}

fn nul_bytes(text: &str, dropped: usize) -> Vec<Found> {
    let first = text.find('\0').map(|at| {
        let notice = Notice::new("source/nul", "the source contains a NUL character");
        Found::new(
            notice.help("write it as an escape sequence, such as \\0"),
            at + dropped..at + dropped + 1,
        )
    });
    first.into_iter().collect()
}

/// Characters that reorder what follows them on the screen: the program that runs is then not the one that is read (CVE-2021-42574).
fn bidi_overrides(text: &str, dropped: usize) -> Vec<Found> {
    text.char_indices()
        .filter(|(_, character)| matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        .map(|(at, character)| {
            let notice = Notice::new(
                "source/bidi",
                format!(
                    "U+{:04X} changes the direction of the text that follows",
                    u32::from(character)
                ),
            );
            let end = at + dropped + character.len_utf8();
            Found::new(
                notice.help("delete it, or write it as an escape sequence"),
                at + dropped..end,
            )
        })
        .collect()
}

/// An empty whole program may be meant; an empty function cannot be.
fn emptiness(text: &str, scope: Scope) -> Option<Found> {
    (scope == Scope::Function && text.trim().is_empty()).then(|| {
        let notice = Notice::new("source/empty", "the source is empty");
        Found::new(notice.help("start from the problem's starter code"), 0..0)
    })
}

fn end_lines(text: &str) -> String {
    let mut ended = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let alone = character == '\r' && characters.peek() != Some(&'\n');
        ended.push(if alone { '\n' } else { character });
    }
    ended
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &[u8], expected: Result<&str, &str>) {
        let outcome = normalise(source, Scope::Function, Strictness::Strict);
        match (&outcome, expected) {
            (Ok(normalised), Ok(text)) => assert_eq!(normalised.text, text),
            (Err(found), Err(rule)) => assert_eq!(found[0].notice.rule, rule),
            _ => panic!("{source:?}: {outcome:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn what_passes_and_what_does_not() {
        check(b"x = 1\n", Ok("x = 1\n"));
        check(b"\xEF\xBB\xBFx", Ok("x"));
        check(b"a\r\nb\rc", Ok("a\r\nb\nc"));
        check(b"a\rb\r", Ok("a\nb\n"));
        check(b"a\0b", Err("source/nul"));
        check(b"a\xFFb", Err("source/utf8"));
        check("a\u{202E}b".as_bytes(), Err("source/bidi"));
        check(
            "é and the mark \u{200F} are fine".as_bytes(),
            Ok("é and the mark \u{200F} are fine"),
        );
        check(b" \n\t", Err("source/empty"));
        check(&vec![b'x'; MAX_FUNCTION_BYTES], Ok(&"x".repeat(MAX_FUNCTION_BYTES)));
        check(&vec![b'x'; MAX_FUNCTION_BYTES + 1], Err("source/size"));
    }

    #[test]
    fn places_count_the_byte_order_mark() {
        let found = normalise(b"\xEF\xBB\xBFab\xFF", Scope::Program, Strictness::Lenient).unwrap_err();
        assert_eq!(found[0].range, 5..6);
        assert!(
            found[0].notice.message.contains("byte 5 (0xFF)"),
            "{}",
            found[0].notice.message
        );
        assert_eq!(
            normalise(b"\xEF\xBB\xBFab", Scope::Program, Strictness::Off)
                .unwrap()
                .original(1),
            4
        );
    }

    #[test]
    fn without_rules_only_what_cannot_be_a_text_is_refused() {
        assert!(normalise("\u{202E}".as_bytes(), Scope::Function, Strictness::Off).is_ok());
        assert!(normalise(b"", Scope::Function, Strictness::Off).is_ok());
        assert!(normalise(b"\0", Scope::Function, Strictness::Off).is_err());
    }
}
