//! Words from inside the sandbox that end up in front of people: what harnesses report and compilers print.

use dockexec_core::{Languages, fuzzing};

/// Bytes: a message and its trace, or all diagnostics of a compiler.
const LONGEST: usize = 300_000;

pub(crate) fn told(input: &[u8]) {
    for language in Languages::all().expect("they are bundled") {
        for shown in [
            fuzzing::report(language, input),
            fuzzing::failure(language, input),
            fuzzing::diagnostics(language, input),
        ] {
            assert!(
                shown.len() <= LONGEST.max(4 * input.len()),
                "{} bytes shown",
                shown.len()
            );
        }
    }
}
