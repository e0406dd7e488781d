//! The placeholders of manifests: `{name}` inside a text, and command lines in which some elements expand to many.

use std::collections::BTreeMap;

/// Replaces every `{name}` in `text`.
///
/// # Errors
/// Names the placeholder that has no value.
pub fn expand(text: &str, variables: &BTreeMap<String, String>) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let close = after.find('}').ok_or_else(|| format!("`{text}`: `{{` without `}}`"))?;
        let name = after.get(1..close).unwrap_or_default();
        out.push_str(
            variables
                .get(name)
                .ok_or_else(|| format!("`{text}`: nothing is known as `{name}`"))?,
        );
        rest = after.get(close + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    Ok(out)
}

/// Expands a command line: an element that is exactly `{name}` with `name` in `lists` becomes that many arguments.
///
/// # Errors
/// As [`expand`].
pub fn expand_argv(
    argv: &[String],
    variables: &BTreeMap<String, String>,
    lists: &BTreeMap<&str, &[String]>,
) -> Result<Vec<String>, String> {
    let mut out = Vec::with_capacity(argv.len());
    for element in argv {
        let list = element
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
            .and_then(|name| lists.get(name));
        match list {
            Some(list) => out.extend(list.iter().cloned()),
            None => out.push(expand(element, variables)?),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_expand_to_arguments_and_names_to_text() {
        let variables = BTreeMap::from([("a.b".to_owned(), "x".to_owned())]);
        let args = ["1".to_owned(), "2".to_owned()];
        let lists = BTreeMap::from([("args", &args[..])]);
        let argv = ["{a.b}/y".to_owned(), "{args}".to_owned()];
        assert_eq!(expand_argv(&argv, &variables, &lists).unwrap(), ["x/y", "1", "2"]);
        assert!(expand("{nope}", &variables).unwrap_err().contains("nope"));
        assert!(expand("{nope", &variables).is_err());
    }
}
