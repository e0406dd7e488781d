//! What the author of a submission may see of a judgement.
//!
//! A [`Judgement`] knows everything, the hidden cases too. The public view is a type of its own, made here and nowhere else: whoever holds a
//! [`PublicJudgement`] can print, store and send all of it.
//!
//! The trap is that a submission *knows* the hidden inputs while it runs, and can write them wherever it likes: into its answer, its output, the message of its
//! exception, its exit status, its run time, and also into the output of a sample that runs after a hidden case. So a case that is
//! not revealed keeps nothing but its verdict, a sample is shown only if no hidden case ran before it, and sums are rounded.

use std::time::Duration;

use serde_json::Value;

use super::{CaseResult, Judgement, Verdict};
use crate::problem::{CaseInput, TestCase};
use crate::sanitize::Finding;
use crate::source::Diagnostic;

/// How much of the hidden cases people may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Reveal {
    /// Nothing but their verdicts.
    #[default]
    None,
    /// The first case that failed, with its input.
    FirstFailing,
    /// Everything.
    All,
}

impl Reveal {
    /// All of them, with their names in problem files and requests.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("none", Self::None),
        ("first_failing", Self::FirstFailing),
        ("all", Self::All),
    ];

    /// The one called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::NAMES.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, reveal)| reveal)
    }

    /// Its name in problem files and requests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::FirstFailing => "first_failing",
            Self::All => "all",
        }
    }
}

/// A judgement as its submission's author may see it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PublicJudgement {
    /// The verdict over all.
    pub verdict: Verdict,
    /// One view for each case that ran, in order.
    pub cases: Vec<PublicCase>,
    /// Sums and maxima, rounded up while anything is withheld.
    pub totals: PublicTotals,
    /// What the sanitizer found.
    pub findings: Vec<Finding>,
    /// What the compiler said: it never saw a test case.
    pub diagnostics: Vec<Diagnostic>,
    /// The stage that decided the verdict.
    pub stage: crate::Stage,
    /// A sentence for people. Withheld when a hidden case may be speaking through it.
    pub message: Option<String>,
    /// The tier the sandbox ran at.
    pub tier: Option<String>,
    /// Where the memory figures come from.
    pub memory_source: Option<String>,
    /// The toolchain used.
    pub toolchain: Option<String>,
    /// How much was to be revealed.
    pub reveal: Reveal,
}

/// A case as the submission's author may see it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PublicCase {
    /// Which case, counted from 0.
    pub index: usize,
    /// Its name. Names are the problem's, so they are public.
    pub name: Option<String>,
    /// Its verdict.
    pub verdict: Verdict,
    /// Whether it is a hidden case (revealed or not).
    pub hidden: bool,
    /// What happened in it; `None` when that is withheld.
    pub details: Option<CaseDetails>,
}

/// All that is known of a case that may be shown.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CaseDetails {
    /// CPU time.
    pub cpu: Duration,
    /// Elapsed time.
    pub wall: Duration,
    /// Peak memory of the process so far, in bytes.
    pub memory: Option<u64>,
    /// What the program was given.
    pub input: Option<CaseInput>,
    /// The answer.
    pub output: Option<Value>,
    /// The expected answer.
    pub expected: Option<Value>,
    /// What the program printed.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
    /// Why the verdict is what it is.
    pub message: Option<String>,
    /// The status it exited with, where it exited by itself.
    pub exit_code: Option<i32>,
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
    /// Whether its output was cut at the limit (free runs).
    pub truncated: bool,
}

/// Sums over the cases that ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct PublicTotals {
    /// CPU time, summed over the cases.
    pub cpu: Duration,
    /// The CPU time of the slowest case.
    pub max_case_cpu: Duration,
    /// Elapsed time, summed over the cases.
    pub wall: Duration,
    /// CPU time until the harness was ready: before any case, so never rounded.
    pub startup_cpu: Duration,
    /// Highest peak memory in bytes.
    pub memory: Option<u64>,
    /// Instructions executed in user mode; `None` while anything is withheld, for a count is as good as a message.
    pub instructions: Option<u64>,
    /// Cases judged `AC`.
    pub passed: usize,
    /// Cases that ran.
    pub ran: usize,
    /// Cases there are.
    pub total: usize,
    /// Whether times and memory are rounded up (to 10 ms and 1 MiB).
    pub rounded: bool,
}

/// While a case is withheld, sums tell time in steps of this: fine enough to compare solutions, too coarse to write a message with.
const TIME_STEP: Duration = Duration::from_millis(10);

/// The same for memory, in bytes.
const MEMORY_STEP: u64 = 1 << 20;

impl PublicJudgement {
    /// The public view of `judgement`. `cases` are the cases that were judged, for their names and inputs; results beyond them go without.
    pub fn new(judgement: &Judgement, cases: &[TestCase], reveal: Reveal) -> Self {
        let shown = Shown::new(judgement, reveal);
        let case = |result: &CaseResult| PublicCase::new(result, cases.get(result.index), shown.shows(result));
        let views: Vec<_> = judgement.cases.iter().map(case).collect();
        let withheld = views.iter().any(|view| view.details.is_none());
        // The message speaks of what decided the verdict. Where no case did, none could have known a hidden input unless one ran.
        let decisive = judgement.first_failing();
        let speaks = decisive.map_or(!withheld, |result| shown.shows(result));
        Self {
            verdict: judgement.verdict,
            cases: views,
            totals: PublicTotals::new(judgement, withheld),
            findings: judgement.findings.clone(),
            diagnostics: judgement.diagnostics.clone(),
            stage: judgement.stage,
            message: judgement.message.clone().filter(|_| speaks),
            tier: judgement.tier.clone(),
            memory_source: judgement.memory_source.clone(),
            toolchain: judgement.toolchain.clone(),
            reveal,
        }
    }

    /// The first case that is not accepted.
    pub fn first_failing(&self) -> Option<&PublicCase> {
        self.cases.iter().find(|case| case.verdict != Verdict::Accepted)
    }
}

/// Decides which cases may be shown.
struct Shown {
    reveal: Reveal,
    /// The index of the first hidden case that ran: whatever ran after it may know it.
    first_hidden: usize,
    first_failing: Option<usize>,
}

impl Shown {
    fn new(judgement: &Judgement, reveal: Reveal) -> Self {
        let hidden = judgement.cases.iter().filter(|case| case.hidden);
        Self {
            reveal,
            first_hidden: hidden.map(|case| case.index).min().unwrap_or(usize::MAX),
            first_failing: judgement.first_failing().map(|case| case.index),
        }
    }

    fn shows(&self, case: &CaseResult) -> bool {
        match self.reveal {
            Reveal::All => true,
            Reveal::FirstFailing if self.first_failing == Some(case.index) => true,
            Reveal::FirstFailing | Reveal::None => !case.hidden && case.index < self.first_hidden,
        }
    }
}

impl PublicCase {
    fn new(result: &CaseResult, case: Option<&TestCase>, shown: bool) -> Self {
        Self {
            index: result.index,
            name: case.map(|case| case.name.to_string()),
            verdict: result.verdict,
            hidden: result.hidden,
            details: shown.then(|| CaseDetails {
                cpu: result.cpu,
                wall: result.wall,
                memory: result.memory,
                input: case.map(|case| case.input.clone()),
                output: result.output.clone(),
                expected: result.expected.clone(),
                stdout: result.stdout.clone(),
                stderr: result.stderr.clone(),
                message: result.message.clone(),
                exit_code: result.exit_code,
                signal: result.signal,
                truncated: result.truncated,
            }),
        }
    }
}

impl PublicTotals {
    fn new(judgement: &Judgement, rounded: bool) -> Self {
        let totals = &judgement.totals;
        let time = |time| if rounded { round_up(time) } else { time };
        let memory = |bytes: u64| {
            if rounded {
                bytes.next_multiple_of(MEMORY_STEP)
            } else {
                bytes
            }
        };
        Self {
            cpu: time(totals.cpu),
            max_case_cpu: time(totals.max_case_cpu),
            wall: time(totals.wall),
            startup_cpu: totals.startup_cpu,
            memory: totals.memory.map(memory),
            instructions: totals.instructions.filter(|_| !rounded),
            passed: totals.passed,
            ran: totals.ran,
            total: totals.total,
            rounded,
        }
    }
}

fn round_up(time: Duration) -> Duration {
    let steps = time.as_nanos().div_ceil(TIME_STEP.as_nanos());
    TIME_STEP * u32::try_from(steps).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::judge::Totals;
    use crate::problem::Expected;

    /// A case of which every text contains `word`.
    fn result(index: usize, verdict: Verdict, hidden: bool, word: &str) -> CaseResult {
        CaseResult {
            index,
            verdict,
            cpu: Duration::from_nanos(1_234_567),
            wall: Duration::from_nanos(7_654_321),
            memory: Some(9_876_543),
            output: Some(json!([format!("{word} output")])),
            expected: Some(json!(format!("{word} expected"))),
            stdout: format!("{word} stdout"),
            stderr: format!("{word} stderr"),
            message: Some(format!("{word} message")),
            exit_code: Some(7),
            signal: None,
            truncated: false,
            hidden,
        }
    }

    fn case(name: &str, word: &str) -> TestCase {
        TestCase {
            name: name.into(),
            input: CaseInput::Args([json!(format!("{word} input"))].into()),
            expected: Expected::Nothing,
            hidden: true,
        }
    }

    fn judgement(cases: Vec<CaseResult>, message: &str) -> Judgement {
        let failing = cases.iter().find(|case| case.verdict != Verdict::Accepted);
        Judgement {
            verdict: failing.map_or(Verdict::Accepted, |case| case.verdict),
            totals: Totals {
                cpu: Duration::from_nanos(1_234_567),
                memory: Some(9_876_543),
                ran: cases.len(),
                ..Totals::default()
            },
            cases,
            findings: vec![],
            diagnostics: vec![],
            stage: crate::Stage::Judge,
            message: Some(message.into()),
            tier: None,
            memory_source: None,
            toolchain: None,
        }
    }

    #[test]
    fn nothing_of_a_hidden_case_gets_out_under_none() {
        let judgement = judgement(
            vec![
                result(0, Verdict::Accepted, false, "open"),
                result(1, Verdict::WrongAnswer, true, "secret"),
                result(2, Verdict::Accepted, true, "secret"),
            ],
            "secret message",
        );
        let cases = [case("sample-1", "open"), case("big", "secret"), case("last", "secret")];
        let view = PublicJudgement::new(&judgement, &cases, Reveal::None);
        let shown = format!("{view:?}");
        assert!(!shown.contains("secret"), "{shown}");
        for text in [
            "open output",
            "open expected",
            "open stdout",
            "open stderr",
            "open message",
        ] {
            assert!(shown.contains(text), "{text}: {shown}");
        }
        // Not the exact figures either: the sums contain the hidden cases.
        assert_eq!(view.totals.cpu, Duration::from_millis(10));
        assert_eq!(view.totals.memory, Some(10 << 20));
        assert!(view.totals.rounded);
        assert_eq!(view.cases[1].verdict, Verdict::WrongAnswer);
        assert_eq!(view.first_failing().unwrap().name.as_deref(), Some("big"));
    }

    #[test]
    fn the_first_failing_case_alone_is_revealed() {
        let judgement = judgement(
            vec![
                result(0, Verdict::Accepted, true, "secret"),
                result(1, Verdict::RuntimeError, true, "failing"),
                result(2, Verdict::WrongAnswer, true, "secret"),
            ],
            "failing message",
        );
        let cases = [case("a", "secret"), case("b", "failing"), case("c", "secret")];
        let view = PublicJudgement::new(&judgement, &cases, Reveal::FirstFailing);
        let shown = format!("{view:?}");
        assert!(!shown.contains("secret"), "{shown}");
        let details = view.cases[1].details.as_ref().unwrap();
        assert_eq!(details.stderr, "failing stderr");
        assert_eq!(
            details.input.as_ref().unwrap().args(),
            Some([json!("failing input")].as_slice())
        );
        assert_eq!(view.message.as_deref(), Some("failing message"));
    }

    #[test]
    fn everything_is_revealed_under_all() {
        let judgement = judgement(vec![result(0, Verdict::WrongAnswer, true, "hidden")], "hidden message");
        let view = PublicJudgement::new(&judgement, &[], Reveal::All);
        assert_eq!(view.cases[0].details.as_ref().unwrap().stdout, "hidden stdout");
        assert_eq!(view.totals.cpu, Duration::from_nanos(1_234_567));
        assert!(!view.totals.rounded && view.message.is_some());
    }

    #[test]
    fn a_sample_that_ran_after_a_hidden_case_could_tell_it() {
        let judgement = judgement(
            vec![
                result(0, Verdict::Accepted, true, "secret"),
                result(1, Verdict::WrongAnswer, false, "secret of case 0"),
            ],
            "secret message",
        );
        let shown = format!("{:?}", PublicJudgement::new(&judgement, &[], Reveal::None));
        assert!(!shown.contains("secret"), "{shown}");
    }

    #[test]
    fn what_the_compiler_said_is_the_authors() {
        let mut judgement = judgement(vec![], "does not compile");
        judgement.verdict = Verdict::CompileError;
        let view = PublicJudgement::new(&judgement, &[], Reveal::None);
        assert_eq!(view.message.as_deref(), Some("does not compile"));
    }

    #[test]
    fn names_parse_back() {
        for (name, reveal) in Reveal::NAMES {
            assert_eq!(Reveal::parse(name), Some(reveal));
            assert_eq!(reveal.as_str(), name);
        }
        assert_eq!(Reveal::parse("some"), None);
    }
}
