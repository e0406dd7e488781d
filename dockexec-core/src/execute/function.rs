//! Running a wrapped function on its cases, streamed: case i+1 is written only after answer i has arrived (PROTOCOL.md).
//!
//! So a program cannot use later inputs, time per case is measured from outside, a crash names its case, and a hundred cases cost one process
//! start. The price is a round trip per case, which is why everything here happens on one thread without waiting for anything but the process.

use std::time::{Duration, Instant};

use super::frames::{self, Decoder, Frame};
use super::{CancelToken, Exceeded, Input, Process, ProcessEvent, RunReport, RunSpec, Runner, Usage};
use crate::Result;

/// Bounds of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseLimits {
    /// CPU and elapsed time of a case, and of the start-up before the first.
    pub time: Usage,
    /// Bytes of stdout, and of stderr, in one case.
    pub output: u64,
    /// Bytes of stdout and stderr that are kept of one case.
    pub excerpt: usize,
}

impl CaseLimits {
    /// `time` for each case, `output` bytes of printing, of which 64 KiB are kept.
    pub fn new(time: Usage, output: u64) -> Self {
        Self {
            time,
            output,
            excerpt: 64 << 10,
        }
    }
}

/// How a case ended, before anything is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CaseEnd {
    /// It answered: JSON text, unread.
    Answer(Vec<u8>),
    /// The harness reported an error: a JSON object, unread.
    Error(Vec<u8>),
    /// The source does not parse (interpreters): a JSON object, unread.
    Fault(Vec<u8>),
    /// The harness protocol was broken; the reason.
    Broken(String),
    /// The process ended, or was killed, without an answer; the report tells.
    Ended,
}

/// What happened in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseRun {
    /// How it ended.
    pub end: CaseEnd,
    /// Times of this case alone.
    pub usage: Usage,
    /// An excerpt of what was printed.
    pub stdout: Vec<u8>,
    /// An excerpt of standard error.
    pub stderr: Vec<u8>,
}

/// One process's worth of cases.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Streak {
    /// The case that ended last, if any ran. Where it ended without an answer, the ones after it did not run. Only this one is kept: a program may answer
    /// each of a hundred cases with all that a frame can hold.
    pub last: Option<CaseRun>,
    /// Times until the harness was ready.
    pub startup: Usage,
    /// Whether the process failed before it was ready: the only case is then about loading.
    pub failed_loading: bool,
    /// What happened to the process.
    pub report: RunReport,
}

/// Watches the cases as they run.
pub trait Progress {
    /// Case `position` (in the order given to [`run_cases`]) is about to be sent.
    fn case_starts(&mut self, position: usize);
    /// Case `position` ended. `false` means that no further case is wanted.
    fn case_ended(&mut self, position: usize, case: &CaseRun) -> bool;
}

/// Runs the cases whose argument texts are `args` in one process.
///
/// # Errors
/// As [`Runner::start`] and [`Process::next_event`].
pub fn run_cases(
    runner: &dyn Runner,
    spec: &RunSpec,
    args: &[std::sync::Arc<[u8]>],
    limits: CaseLimits,
    cancel: &CancelToken,
    progress: &mut dyn Progress,
) -> Result<Streak> {
    let process = runner.start(spec, cancel)?;
    let mut conversation = Conversation {
        process,
        decoder: Decoder::default(),
        limits,
        stdout: Printed::default(),
        stderr: Printed::default(),
    };
    conversation.process.close(Input::Stdin);
    let (last, startup, failed_loading) = conversation.hold(args, progress)?;
    let report = conversation.process.finish()?;
    Ok(Streak {
        last,
        startup,
        failed_loading,
        report,
    })
}

/// Output of the case at hand: counted in full, kept in part.
#[derive(Default)]
struct Printed {
    kept: Vec<u8>,
    seen: u64,
}

impl Printed {
    fn add(&mut self, bytes: &[u8], keep: usize) {
        self.seen += bytes.len() as u64;
        let room = keep.saturating_sub(self.kept.len());
        self.kept
            .extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
    }
}

struct Conversation {
    process: Box<dyn Process>,
    decoder: Decoder,
    limits: CaseLimits,
    stdout: Printed,
    stderr: Printed,
}

/// What ended the wait for a frame.
enum Heard {
    Frame(Frame),
    Broken(String),
    Exited,
}

impl Conversation {
    fn hold(
        &mut self,
        args: &[std::sync::Arc<[u8]>],
        progress: &mut dyn Progress,
    ) -> Result<(Option<CaseRun>, Usage, bool)> {
        let mut mark = self.process.usage()?;
        self.process.set_budget(self.limits.time);
        let loaded = self.listen()?;
        let after = self.process.usage()?;
        let startup = between(mark, after);
        if !matches!(loaded, Heard::Frame(Frame::Ready)) {
            let end = match loaded {
                Heard::Frame(Frame::Fault(payload)) => CaseEnd::Fault(payload),
                Heard::Frame(Frame::Error(frames::LOADING, payload)) => CaseEnd::Error(payload),
                other => unexpected(other),
            };
            let case = self.take(end, startup)?;
            progress.case_starts(0);
            progress.case_ended(0, &case);
            return Ok((Some(case), startup, true));
        }
        // What was printed while loading belongs to the first case: there is no better place to show it.
        mark = after;
        let mut ended = None;
        for (position, text) in args.iter().enumerate() {
            progress.case_starts(position);
            let sent = Instant::now();
            let end = self.ask(position, text)?;
            let wall = sent.elapsed();
            let after = self.process.usage()?;
            let last = !matches!(end, CaseEnd::Answer(_));
            // CPU time is counted from the last reading, so that none gets lost between two cases; elapsed time from the moment the case was sent, so that the
            // time a checker takes is not billed.
            let usage = Usage {
                cpu: after.cpu.saturating_sub(mark.cpu),
                wall,
            };
            let case = self.take(end, usage)?;
            mark = after;
            let go_on = progress.case_ended(position, &case);
            ended = Some(case);
            if last || !go_on {
                break;
            }
        }
        Ok((ended, startup, false))
    }

    fn ask(&mut self, position: usize, args: &[u8]) -> Result<CaseEnd> {
        // Nothing may have arrived since the last answer: an answer given before its question is a guess.
        if self.decoder.has_rest() {
            return Ok(CaseEnd::Broken("it answered more than it was asked".into()));
        }
        let number = u32::try_from(position).unwrap_or(frames::LOADING - 1);
        let Some(frame) = frames::case(number, args) else {
            return Ok(CaseEnd::Broken("the arguments are larger than a frame may be".into()));
        };
        self.process.set_budget(self.limits.time);
        self.process.write(Input::Cases, frame);
        Ok(match self.listen()? {
            Heard::Frame(Frame::Answer(answered, text)) if answered == number && !self.decoder.has_rest() => {
                CaseEnd::Answer(text)
            }
            Heard::Frame(Frame::Error(failed, payload)) if failed == number => CaseEnd::Error(payload),
            other => unexpected(other),
        })
    }

    /// Waits for one frame (or the end), counting what is printed meanwhile.
    fn listen(&mut self) -> Result<Heard> {
        loop {
            match self.decoder.next_frame() {
                Ok(Some(frame)) => return Ok(Heard::Frame(frame)),
                Ok(None) => {}
                Err(error) => return Ok(Heard::Broken(format!("it sent {error}"))),
            }
            let event = self.process.next_event()?;
            if matches!(event, ProcessEvent::Exited) {
                return Ok(Heard::Exited);
            }
            self.note(event);
        }
    }

    fn note(&mut self, event: ProcessEvent) {
        match event {
            ProcessEvent::Answers(bytes) => self.decoder.push(&bytes),
            ProcessEvent::Stdout(bytes) => self.stdout.add(&bytes, self.limits.excerpt),
            ProcessEvent::Stderr(bytes) => self.stderr.add(&bytes, self.limits.excerpt),
            ProcessEvent::Exited => {}
        }
        if self.stdout.seen.max(self.stderr.seen) > self.limits.output {
            self.process.kill(Exceeded::Output);
        }
    }

    /// Closes the case: what is in the pipes by now is its output, and the next case begins with none.
    fn take(&mut self, end: CaseEnd, usage: Usage) -> Result<CaseRun> {
        for event in self.process.drain()? {
            self.note(event);
        }
        let end = if self.stdout.seen.max(self.stderr.seen) > self.limits.output {
            CaseEnd::Ended
        } else {
            end
        };
        let stdout = std::mem::take(&mut self.stdout).kept;
        let stderr = std::mem::take(&mut self.stderr).kept;
        Ok(CaseRun {
            end,
            usage,
            stdout,
            stderr,
        })
    }
}

fn unexpected(heard: Heard) -> CaseEnd {
    match heard {
        Heard::Exited => CaseEnd::Ended,
        Heard::Broken(why) => CaseEnd::Broken(why),
        Heard::Frame(frame) => CaseEnd::Broken(format!(
            "it sent {} out of turn",
            match frame {
                Frame::Ready => "`ready`".to_owned(),
                Frame::Answer(number, _) => format!("an answer to case {number}"),
                Frame::Error(number, _) => format!("an error about case {number}"),
                Frame::Fault(_) => "`does not parse`".to_owned(),
            }
        )),
    }
}

fn between(before: Usage, after: Usage) -> Usage {
    let minus = |after: Duration, before: Duration| after.saturating_sub(before);
    Usage {
        cpu: minus(after.cpu, before.cpu),
        wall: minus(after.wall, before.wall),
    }
}
