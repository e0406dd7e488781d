//! Reading what compilers print: one regular expression per shape of line, from the language's manifest.

use regex::Regex;

use crate::execute::Termination;
use crate::language::Language;
use crate::language::manifest::Compile;
use crate::language::pattern::compiled;
use crate::source::{Diagnostic, Severity, shortened};
use crate::wrap::ProgramFile;
use crate::{Error, Result, Stage};

/// More diagnostics than anyone reads.
const MAX_DIAGNOSTICS: usize = 100;
/// Longest message kept, in bytes.
const MAX_MESSAGE: usize = 2_000;
/// How much of unstructured output is shown.
const MAX_SUMMARY: usize = 4_000;

/// The located messages in `output`, those about the user's own files first kept.
pub(crate) fn parse(
    rules: &Compile,
    language: &Language,
    files: &[ProgramFile],
    output: &[u8],
) -> Result<Vec<Diagnostic>> {
    let patterns = rules
        .diagnostics
        .iter()
        .map(|pattern| compiled(pattern))
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|error| {
            Error::internal(
                Stage::Compile,
                "language-manifest",
                format!("languages/{}/language.toml: {error}", language.id()),
            )
        })?;
    let output = String::from_utf8_lossy(output);
    let found = output
        .lines()
        .filter_map(|line| patterns.iter().find_map(|pattern| diagnostic(pattern, line, files)));
    Ok(found.take(MAX_DIAGNOSTICS).collect())
}

fn diagnostic(pattern: &Regex, line: &str, files: &[ProgramFile]) -> Option<Diagnostic> {
    let captures = pattern.captures(line)?;
    let text = |name: &str| captures.name(name).map(|found| found.as_str());
    let number = |name: &str| text(name).and_then(|digits| digits.parse().ok());
    let severity = match text("severity") {
        Some("warning") => Severity::Warning,
        Some("note") => Severity::Note,
        // Compilers without the word: the manifest's expression tells a note by its shape.
        _ if text("note").is_some() => Severity::Note,
        _ => Severity::Error,
    };
    let file = text("file").map(|path| path.trim_start_matches("./").trim_start_matches("/box/"));
    // A place in one of our own files would only puzzle: the message stays, without it.
    let ours = file.is_some_and(|file| files.iter().any(|known| known.path == file && !known.user));
    Some(Diagnostic {
        severity,
        message: shortened(text("message").unwrap_or_default(), MAX_MESSAGE),
        file: file.filter(|_| !ours).map(str::to_owned),
        line: number("line").filter(|_| !ours),
        column: number("column").filter(|_| !ours),
    })
}

/// `diagnostics` if one of them is an error, else what the compiler printed (or how it ended) added as one.
pub(crate) fn or_summary(mut diagnostics: Vec<Diagnostic>, ended: &Termination, output: &[u8]) -> Vec<Diagnostic> {
    if diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return diagnostics;
    }
    let text = String::from_utf8_lossy(output);
    let message = match text.trim() {
        "" => match ended {
            Termination::Exited(0) => "the compiler produced no program".to_owned(),
            Termination::Exited(status) => format!("the compiler failed with status {status}"),
            Termination::Signalled(signal) => format!("the compiler crashed (signal {signal})"),
            Termination::Killed(_) | Termination::Stopped => "the compiler was stopped".to_owned(),
        },
        text => shortened(text, MAX_SUMMARY),
    };
    diagnostics.push(Diagnostic {
        severity: Severity::Error,
        message,
        file: None,
        line: None,
        column: None,
    });
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_about_a_harness_file_loses_its_place() {
        let pattern = Regex::new(r"^(?<file>[^:\s]+):(?<line>\d+): (?<severity>error): (?<message>.*)$").unwrap();
        let file = |path: &str, user| ProgramFile {
            path: path.into(),
            contents: [][..].into(),
            user,
            at_run: false,
        };
        let files = [file("solution.c", true), file("driver.c", false)];
        let user = diagnostic(&pattern, "solution.c:3: error: no", &files).unwrap();
        assert_eq!((user.file.as_deref(), user.line), (Some("solution.c"), Some(3)));
        let ours = diagnostic(&pattern, "driver.c:3: error: no", &files).unwrap();
        assert_eq!((ours.file, ours.line, ours.message.as_str()), (None, None, "no"));
    }

    #[test]
    fn a_silent_compiler_is_spoken_for() {
        let said = or_summary(vec![], &Termination::Signalled(11), b" \n");
        assert_eq!(said[0].message, "the compiler crashed (signal 11)");
    }
}
