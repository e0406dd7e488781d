//! The value of a string literal, for the languages we know: quotes off, escape sequences decoded.

/// The text that the literal `written` stands for. What does not look like a literal is returned as it is.
pub(super) fn value(written: &str) -> String {
    let Some(at) = written.find(['"', '\'', '`', '<']) else {
        return written.to_owned();
    };
    let prefix = written.get(..at).unwrap_or_default();
    let quoted = written.get(at..).unwrap_or_default();
    let raw = quoted.starts_with('`') && !quoted.contains('\\') || prefix.contains(['r', 'R']);
    let inner = strip_quotes(quoted);
    if raw { inner.to_owned() } else { decode(inner) }
}

/// Takes off as many quotes as there are at the front, three at most.
fn strip_quotes(quoted: &str) -> &str {
    let Some(quote) = quoted.chars().next() else {
        return quoted;
    };
    let closing = if quote == '<' { '>' } else { quote };
    let triple: String = std::iter::repeat_n(quote, 3).collect();
    let count = if quoted.len() >= 6 && quoted.starts_with(&triple) {
        3
    } else {
        1
    };
    let inner = quoted.get(count..).unwrap_or_default();
    let mut end = inner.len();
    for _ in 0..count {
        end = inner
            .get(..end)
            .and_then(|rest| rest.strip_suffix(closing))
            .map_or(end, str::len);
    }
    inner.get(..end).unwrap_or_default()
}

fn decode(inner: &str) -> String {
    let mut value = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        value.push_str(rest.get(..at).unwrap_or_default());
        let escape = rest.get(at + 1..).unwrap_or_default();
        let (character, used) = escaped(escape);
        value.extend(character);
        rest = escape.get(used..).unwrap_or_default();
    }
    value.push_str(rest);
    value
}

/// The character that an escape sequence (without its backslash) stands for, and how many bytes it takes.
fn escaped(escape: &str) -> (Option<char>, usize) {
    let Some(kind) = escape.chars().next() else {
        return (None, 0);
    };
    let width = kind.len_utf8();
    let digits = |from: usize, most: usize, radix: u32| {
        let digits: String = escape
            .get(from..)
            .unwrap_or_default()
            .chars()
            .take(most)
            .take_while(|digit| digit.is_digit(radix))
            .collect();
        (
            u32::from_str_radix(&digits, radix).ok().and_then(char::from_u32),
            from + digits.len(),
        )
    };
    match kind {
        'x' => digits(1, 2, 16),
        'u' if escape.get(1..2) == Some("{") => {
            let (character, end) = digits(2, 6, 16);
            (character, end + 1)
        }
        'u' => digits(1, 4, 16),
        'U' => digits(1, 8, 16),
        '0'..='7' => digits(0, 3, 8),
        'n' => (Some('\n'), 1),
        't' => (Some('\t'), 1),
        'r' => (Some('\r'), 1),
        '\n' => (None, 1),
        other => (Some(other), width),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_of_all_languages() {
        for (written, expected) in [
            (r#""os""#, "os"),
            ("'fs'", "fs"),
            ("`net/http`", "net/http"),
            (r"'\x6f\u0073'", "os"),
            (r"'\u{6f}s'", "os"),
            (r#""\157s""#, "os"),
            (r"r'a\n'", r"a\n"),
            ("b'''x'''", "x"),
            (r#""""two "quotes" here""""#, r#"two "quotes" here"#),
            ("''", ""),
            ("'", ""),
            ("<sys/socket.h>", "sys/socket.h"),
            (r"'a\", "a"),
            ("é", "é"),
        ] {
            assert_eq!(value(written), expected, "{written}");
        }
    }
}
