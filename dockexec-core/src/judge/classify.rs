//! From how a run ended to the verdict that deserves, and the words for it. Pure, and the only place where this is decided.

use regex::Regex;
use serde_json::Value;

use super::Verdict;
use crate::execute::{Exceeded, RunReport, Termination};
use crate::language::Language;
use crate::language::manifest::{Meaning, StderrMeaning};
use crate::language::pattern::compiled;
use crate::limits::Limits;
use crate::source::shortened;

/// Longest message taken over from a program, in bytes.
const MAX_MESSAGE: usize = 4_000;

/// A verdict that is not about the answer, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) verdict: Verdict,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(verdict: Verdict, message: impl Into<String>) -> Self {
        Self {
            verdict,
            message: message.into(),
        }
    }
}

/// Why a run failed; `None` for one that exited with status 0 within its limits.
///
/// The kernel's out-of-memory count comes first (a program that was denied memory may end in any way), then what killed it from outside, then how it ended by
/// itself. What it *printed* can only add words, with one exception: a run-time system that aborts by a signal and says that its heap is full.
pub(crate) fn failure(report: &RunReport, stderr: &[u8], language: &Language, limits: &Limits) -> Option<Failure> {
    if report.out_of_memory {
        return Some(memory(limits));
    }
    match report.termination {
        Termination::Killed(bound) => Some(exceeded(bound, limits)),
        Termination::Exited(0) => None,
        Termination::Exited(status) => Some(exited(status, stderr, language, limits)),
        Termination::Signalled(signal) => Some(signalled(signal, stderr, language, limits)),
        Termination::Stopped => Some(Failure::new(Verdict::RuntimeError, "the run was stopped")),
    }
}

/// Which limit was exceeded, and what it was.
pub(crate) fn exceeded(bound: Exceeded, limits: &Limits) -> Failure {
    match bound {
        Exceeded::Cpu => Failure::new(
            Verdict::TimeLimit,
            format!("used more than {} of CPU time", millis(limits.cpu)),
        ),
        Exceeded::Wall => Failure::new(
            Verdict::WallTimeLimit,
            format!(
                "took longer than {} (it slept, waited or deadlocked)",
                millis(limits.wall())
            ),
        ),
        Exceeded::Memory => memory(limits),
        Exceeded::Output => Failure::new(
            Verdict::OutputLimit,
            format!("printed more than {} KiB", limits.output >> 10),
        ),
    }
}

fn memory(limits: &Limits) -> Failure {
    Failure::new(
        Verdict::MemoryLimit,
        format!("needed more than {} MiB of memory", limits.memory >> 20),
    )
}

fn millis(time: std::time::Duration) -> String {
    format!("{} ms", time.as_millis())
}

fn exited(status: i32, stderr: &[u8], language: &Language, limits: &Limits) -> Failure {
    match meaning_of(&language.manifest().run.stderr_meanings, Ended::Exited(status), stderr) {
        Some(Meaning::Memory) => memory(limits),
        Some(Meaning::StackOverflow) => Failure::new(Verdict::RuntimeError, "stack overflow"),
        Some(Meaning::CompileError) => Failure::new(Verdict::CompileError, "it does not compile"),
        None => Failure::new(Verdict::RuntimeError, format!("exited with status {status}")),
    }
}

fn signalled(signal: i32, stderr: &[u8], language: &Language, limits: &Limits) -> Failure {
    match meaning_of(
        &language.manifest().run.stderr_meanings,
        Ended::Signalled(signal),
        stderr,
    ) {
        Some(Meaning::Memory) => memory(limits),
        Some(Meaning::StackOverflow) => Failure::new(Verdict::RuntimeError, "stack overflow"),
        _ => Failure::new(Verdict::RuntimeError, signal_phrase(signal)),
    }
}

/// How a program that was not stopped from outside came to its end, as far as meanings ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Exited(i32),
    Signalled(i32),
    /// It goes on: the words come from its harness.
    Reported,
}

fn meaning_of(meanings: &[StderrMeaning], ended: Ended, stderr: &[u8]) -> Option<Meaning> {
    let text = String::from_utf8_lossy(stderr);
    meanings
        .iter()
        .filter(|meaning| {
            meaning
                .signal
                .is_none_or(|signal| [Ended::Signalled(signal), Ended::Reported].contains(&ended))
        })
        .filter(|meaning| {
            meaning
                .status
                .is_none_or(|status| [Ended::Exited(status), Ended::Reported].contains(&ended))
        })
        // A memory verdict is never taken from words alone.
        .filter(|meaning| meaning.meaning != Meaning::Memory || ended != Ended::Reported)
        .filter(|meaning| meaning.meaning != Meaning::Memory || meaning.signal.is_some() || meaning.status.is_some())
        .find(|meaning| compiled(&meaning.pattern).is_ok_and(|pattern| text.lines().any(|line| pattern.is_match(line))))
        .map(|meaning| meaning.meaning)
}

/// A signal by name and in words.
fn signal_phrase(signal: i32) -> String {
    let (name, words) = match signal {
        4 => ("SIGILL", "illegal instruction"),
        5 => ("SIGTRAP", "trap"),
        6 => ("SIGABRT", "aborted"),
        7 => ("SIGBUS", "bus error"),
        8 => ("SIGFPE", "division by zero or arithmetic overflow"),
        9 => ("SIGKILL", "killed itself"),
        11 => ("SIGSEGV", "invalid memory access"),
        13 => ("SIGPIPE", "wrote to a closed pipe"),
        14 => ("SIGALRM", "its own alarm"),
        15 => ("SIGTERM", "terminated itself"),
        24 => ("SIGXCPU", "sent to itself"),
        25 => ("SIGXFSZ", "wrote a file larger than allowed"),
        31 => ("SIGSYS", "a forbidden system call"),
        _ => return format!("ended by signal {signal}"),
    };
    format!("ended by {name}: {words}")
}

/// What a harness reported about a case: the payload of an `E` frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reported {
    pub(crate) message: String,
    pub(crate) trace: Option<String>,
}

/// Reads the payload of an `E` frame. It comes from inside the sandbox: whatever it is, some message comes out. A stack overflow is called by that name in
/// every language, and lines about the harness are cut.
pub(crate) fn reported(payload: &[u8], language: &Language) -> Reported {
    let value: Value = serde_json::from_slice(payload).unwrap_or(Value::Null);
    let text = |name: &str| {
        let text = value.get(name).and_then(Value::as_str)?;
        Some(without_harness_frames(
            shortened(text, MAX_MESSAGE).as_bytes(),
            language,
        ))
    };
    let message = text("message").unwrap_or_else(|| "the harness reported an error without a message".into());
    let meanings = &language.manifest().run.stderr_meanings;
    let message = match meaning_of(meanings, Ended::Reported, message.as_bytes()) {
        Some(Meaning::StackOverflow) if !message.starts_with("stack overflow") => format!("stack overflow: {message}"),
        _ => message.trim_end().to_owned(),
    };
    Reported {
        message,
        trace: text("trace"),
    }
}

/// Standard error without the lines that are about the harness.
pub(crate) fn without_harness_frames(stderr: &[u8], language: &Language) -> String {
    // Nearly every case of a function writes nothing, and then there is no expression to compile.
    if stderr.is_empty() {
        return String::new();
    }
    let text = String::from_utf8_lossy(stderr);
    let patterns: Vec<Regex> = language
        .manifest()
        .run
        .harness_frames
        .iter()
        .filter_map(|pattern| compiled(pattern).ok())
        .collect();
    if patterns.is_empty() {
        return text.into_owned();
    }
    let kept = text
        .split_inclusive('\n')
        .filter(|line| !patterns.iter().any(|pattern| pattern.is_match(line.trim_end())));
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Languages;

    fn verdict(termination: Termination, stderr: &str, language: &str) -> Option<Verdict> {
        let report = RunReport::new(termination);
        let language = Languages::find(language).unwrap();
        failure(&report, stderr.as_bytes(), language, &Limits::default()).map(|failure| failure.verdict)
    }

    #[test]
    fn a_program_cannot_talk_itself_into_another_verdict() {
        use Termination::{Exited, Signalled};
        for language in ["c", "go", "java", "javascript", "python"] {
            for words in [
                "MLE",
                "java.lang.OutOfMemoryError: Java heap space",
                "FATAL ERROR: heap out of memory",
                "MemoryError",
            ] {
                assert_eq!(
                    verdict(Exited(1), words, language),
                    Some(Verdict::RuntimeError),
                    "{language}: {words}"
                );
            }
            assert_eq!(verdict(Exited(137), "", language), Some(Verdict::RuntimeError));
            assert_eq!(verdict(Signalled(9), "", language), Some(Verdict::RuntimeError));
            assert_eq!(verdict(Signalled(24), "", language), Some(Verdict::RuntimeError));
            assert_eq!(verdict(Exited(0), "MLE", language), None);
        }
    }

    #[test]
    fn a_run_that_was_denied_memory_is_over_its_memory_however_it_ended() {
        let mut report = RunReport::new(Termination::Exited(0));
        report.out_of_memory = true;
        let language = Languages::find("c").unwrap();
        assert_eq!(
            failure(&report, b"", language, &Limits::default()).unwrap().verdict,
            Verdict::MemoryLimit
        );
    }

    #[test]
    fn a_heap_that_is_full_is_a_memory_matter() {
        let jvm = "Terminating due to java.lang.OutOfMemoryError: Java heap space";
        assert_eq!(verdict(Termination::Exited(3), jvm, "java"), Some(Verdict::MemoryLimit));
        // Either alone is the program's own doing.
        assert_eq!(verdict(Termination::Exited(3), "", "java"), Some(Verdict::RuntimeError));
        assert_eq!(
            verdict(Termination::Exited(1), jvm, "java"),
            Some(Verdict::RuntimeError)
        );
        let v8 = "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory";
        assert_eq!(
            verdict(Termination::Signalled(6), v8, "javascript"),
            Some(Verdict::MemoryLimit)
        );
        assert_eq!(verdict(Termination::Signalled(6), v8, "c"), Some(Verdict::RuntimeError));
    }

    #[test]
    fn any_payload_becomes_a_message() {
        let language = Languages::find("python").unwrap();
        assert_eq!(
            reported(br#"{"message":"boom","trace":"at 3"}"#, language),
            Reported {
                message: "boom".into(),
                trace: Some("at 3".into())
            }
        );
        assert!(reported(b"\xff", language).message.contains("without a message"));
        assert!(reported(&[b'['; 100_000], language).trace.is_none());
    }

    #[test]
    fn a_stack_overflow_has_one_name() {
        for (id, message) in [
            (
                "python",
                "RecursionError: maximum recursion depth exceeded at solution.py:5",
            ),
            (
                "javascript",
                "RangeError: Maximum call stack size exceeded at solution.js:2",
            ),
            ("java", "java.lang.StackOverflowError at Solution.java:3"),
        ] {
            let payload = serde_json::json!({ "message": message }).to_string();
            let told = reported(payload.as_bytes(), Languages::find(id).unwrap()).message;
            assert_eq!(told, format!("stack overflow: {message}"));
        }
    }
}
