//! Ways into private readers of hostile bytes, for the fuzz targets alone. Not part of the interface.

use crate::Language;
use crate::compile::diagnostics;
use crate::execute::{RunReport, Termination};
use crate::judge::classify;
use crate::limits::Limits;

/// What people are shown of the payload of an error frame.
pub fn report(language: &Language, payload: &[u8]) -> String {
    let reported = classify::reported(payload, language);
    reported.message + reported.trace.as_deref().unwrap_or_default()
}

/// What people are shown of a run that printed `stderr` and ended by SIGABRT.
pub fn failure(language: &Language, stderr: &[u8]) -> String {
    let report = RunReport::new(Termination::Signalled(6));
    let failure = classify::failure(&report, stderr, language, &Limits::default());
    let message = failure.map(|failure| failure.message).unwrap_or_default();
    message + &classify::without_harness_frames(stderr, language)
}

/// What people are shown of a compiler that printed `output` and failed.
pub fn diagnostics(language: &Language, output: &[u8]) -> String {
    let Some(rules) = &language.manifest().compile else {
        return String::new();
    };
    let found = diagnostics::parse(rules, language, &[], output).unwrap_or_default();
    let found = diagnostics::or_summary(found, &Termination::Exited(1), output);
    found.into_iter().map(|diagnostic| diagnostic.message).collect()
}
