//! Running a whole program once: standard input in, standard output out.

use std::sync::Arc;

use super::frames::{Decoder, Frame};
use super::{CancelToken, Input, OutputPolicy, ProcessEvent, RunReport, RunSpec, Runner, Stdin};
use crate::Result;

/// What a program printed and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProgramOutcome {
    /// Its standard output, up to the limit; only the first [`KEPT`] bytes where output is cut rather than judged.
    pub stdout: Vec<u8>,
    /// Its standard error: the first [`KEPT`] bytes.
    pub stderr: Vec<u8>,
    /// What its bootstrap said about the source: the payload of an `F` frame. Only with an answer channel.
    pub fault: Option<Vec<u8>>,
    /// What happened.
    pub report: RunReport,
}

/// Bytes that are kept of what is only shown, in part, and compared with nothing.
pub const KEPT: usize = 256 << 10;

/// Receives output while the program runs.
pub trait Console {
    /// Bytes on standard output.
    fn stdout(&mut self, bytes: &[u8]);
    /// Bytes on standard error.
    fn stderr(&mut self, bytes: &[u8]);
}

/// Runs `spec` with `stdin`.
///
/// # Errors
/// As [`Runner::start`] and [`super::Process::next_event`].
pub fn run(
    runner: &dyn Runner,
    spec: &RunSpec,
    stdin: &Arc<[u8]>,
    cancel: &CancelToken,
    mut console: Option<&mut dyn Console>,
) -> Result<ProgramOutcome> {
    let mut process = runner.start(spec, cancel)?;
    if matches!(spec.stdin, Stdin::Written) {
        if !stdin.is_empty() {
            process.write(Input::Stdin, Arc::clone(stdin));
        }
        process.close(Input::Stdin);
    }
    let (mut stdout, mut stderr, mut fault) = (Vec::new(), Vec::new(), None);
    let kept_stdout = match spec.limits.output_policy {
        OutputPolicy::Kill => usize::MAX,
        OutputPolicy::Truncate => KEPT,
    };
    let mut decoder = Decoder::default();
    let mut listening = true;
    loop {
        match process.next_event()? {
            ProcessEvent::Stdout(bytes) => {
                if let Some(console) = console.as_deref_mut() {
                    console.stdout(&bytes);
                }
                keep(&mut stdout, &bytes, kept_stdout);
            }
            ProcessEvent::Stderr(bytes) => {
                if let Some(console) = console.as_deref_mut() {
                    console.stderr(&bytes);
                }
                keep(&mut stderr, &bytes, KEPT);
            }
            // The bootstrap speaks first and once; whatever comes later on this channel comes from the user's code, and nobody listens.
            ProcessEvent::Answers(bytes) if listening => {
                decoder.push(&bytes);
                match decoder.next_frame() {
                    Ok(None) => {}
                    Ok(Some(Frame::Fault(payload))) => {
                        fault = Some(payload);
                        listening = false;
                    }
                    Ok(Some(_)) | Err(_) => listening = false,
                }
            }
            ProcessEvent::Answers(_) => {}
            ProcessEvent::Exited => break,
        }
    }
    Ok(ProgramOutcome {
        stdout,
        stderr,
        fault,
        report: process.finish()?,
    })
}

/// Appends as much of `bytes` as there is room for.
fn keep(kept: &mut Vec<u8>, bytes: &[u8], most: usize) {
    let room = most.saturating_sub(kept.len()).min(bytes.len());
    kept.extend_from_slice(bytes.get(..room).unwrap_or_default());
}
