//! Running a whole program once: standard input in, standard output out.

use std::sync::Arc;

use super::frames::{Decoder, Frame};
use super::{CancelToken, Input, ProcessEvent, RunReport, RunSpec, Runner, Stdin};
use crate::Result;

/// What a program printed and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProgramOutcome {
    /// Its standard output, up to the limit.
    pub stdout: Vec<u8>,
    /// Its standard error, up to the limit.
    pub stderr: Vec<u8>,
    /// What its bootstrap said about the source: the payload of an `F` frame. Only with an answer channel.
    pub fault: Option<Vec<u8>>,
    /// What happened.
    pub report: RunReport,
}

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
    let mut decoder = Decoder::default();
    let mut listening = true;
    loop {
        match process.next_event()? {
            ProcessEvent::Stdout(bytes) => {
                if let Some(console) = console.as_deref_mut() {
                    console.stdout(&bytes);
                }
                stdout.extend_from_slice(&bytes);
            }
            ProcessEvent::Stderr(bytes) => {
                if let Some(console) = console.as_deref_mut() {
                    console.stderr(&bytes);
                }
                stderr.extend_from_slice(&bytes);
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
