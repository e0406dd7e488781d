//! Custom checkers: a program of the problem's author decides. It is trusted with the expected answer and with nothing else: it runs in the sandbox like any
//! other program, because the output it reads comes from a hostile one.

use std::sync::Arc;

use super::{Pipeline, shared_bytes, spec};
use crate::compile::{Compiled, compile};
use crate::execute::{OutputPolicy, RunFile, Termination, program};
use crate::judge::checker::{CustomChecker, Opinion};
use crate::limits::Limits;
use crate::sanitize::{Profile, Sanitized, Scope, Strictness, sanitize};
use crate::source::shortened;
use crate::submission::Submission;
use crate::wrap::{Task, wrap};
use crate::{Error, ErrorKind, Languages, Result, Stage};

/// Longest message taken over from a checker, in bytes.
const MAX_MESSAGE: usize = 1_000;

/// Runs `checker input output answer`, three files in its work directory, and reads its exit status: testlib's convention.
pub(super) fn check(
    pipeline: &Pipeline<'_>,
    checker: &CustomChecker,
    input: &[u8],
    output: &[u8],
    answer: &[u8],
) -> Result<Opinion> {
    let mut submission = Submission::new(checker.language.as_str(), checker.source.as_bytes());
    submission.args = ["input", "output", "answer"].map(str::to_owned).into();
    let language = Languages::find(&checker.language)?;
    let profile = Profile {
        strictness: Strictness::Off,
        scope: Scope::Program,
        ..Profile::default()
    };
    let source = match sanitize(&Arc::new(submission), language, &profile)? {
        Sanitized::Clean(source) => source,
        Sanitized::Rejected(_) => return Err(faulty("its source is not valid text", None)),
    };
    let program = wrap(&source, &Task::Program)?;
    let toolchain = pipeline.toolchains.get(language)?;
    let artifact = match compile(
        program,
        &toolchain,
        pipeline.runner,
        pipeline.cache,
        pipeline.warm,
        pipeline.cancel,
    )? {
        Compiled::Artifact(artifact) => artifact,
        Compiled::Failed(diagnostics) => {
            return Err(faulty(
                "it does not compile",
                diagnostics.first().map(|found| found.message.as_str()),
            ));
        }
        Compiled::OverLimit(why) => return Err(faulty(&why, None)),
    };
    let limits = Limits::default();
    let mut run = spec::of(&artifact, &limits, spec::budget(&limits), OutputPolicy::Truncate)?;
    for (path, contents) in [("input", input), ("output", output), ("answer", answer)] {
        run.files.push(RunFile {
            path: path.into(),
            contents: contents.into(),
            executable: false,
        });
    }
    run.limits.files += (input.len() + output.len() + answer.len()) as u64;
    let outcome = program::run(pipeline.runner, &run, &shared_bytes(""), pipeline.cancel, None)?;
    if let Some(payload) = outcome.fault {
        return Err(faulty("its source does not parse", std::str::from_utf8(&payload).ok()));
    }
    let said = [outcome.stderr, outcome.stdout].concat();
    let said = shortened(String::from_utf8_lossy(&said).trim(), MAX_MESSAGE);
    let or = |fallback: &str| {
        if said.is_empty() {
            fallback.to_owned()
        } else {
            said.clone()
        }
    };
    match outcome.report.termination {
        Termination::Exited(0) => Ok(Opinion::accepted()),
        Termination::Exited(1) => Ok(Opinion::wrong(or("the checker found it wrong"))),
        Termination::Exited(2) => Ok(Opinion::presentation(or("the checker found its layout wrong"))),
        Termination::Exited(status) => Err(faulty(&format!("it exited with status {status}"), Some(&said))),
        ended => Err(faulty(&format!("it ended by {ended:?}"), Some(&said))),
    }
}

fn faulty(why: &str, said: Option<&str>) -> Error {
    let said = said
        .filter(|text| !text.is_empty())
        .map(|text| format!(": {text}"))
        .unwrap_or_default();
    Error::new(
        ErrorKind::ProblemFault,
        Stage::Judge,
        "checker-failed",
        format!("the problem's checker failed: {why}{said}"),
    )
    .with_hint(
        "exit with 0 for right, 1 for wrong, 2 for a presentation error; anything else is the checker's own failure",
    )
}
