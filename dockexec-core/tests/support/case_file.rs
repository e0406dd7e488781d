//! The files that describe judged cases: what is handed in, under which rules, and what has to come of it. Language cases, attacks and causes share the format.

use std::collections::BTreeMap;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use dockexec_core::judge::checker::Checker;
use dockexec_core::request::Isolation;
use dockexec_core::wrap::Signature;
use dockexec_core::{JudgeRequest, Judgement, Submission, Verdict};
use serde::Deserialize;
use serde_json::Value;

use super::{LimitsText, function_case, program_case, strictness};

/// A `case.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseFile {
    /// What the case is about: one sentence.
    pub(crate) about: String,
    /// The source file, relative to the folder. It may be another case's: the same program under other rules.
    pub(crate) source: String,
    /// LeetCode metaData; without it the source is a whole program.
    pub(crate) signature: Option<String>,
    /// `strict`, `lenient` or `off`; default: strict for functions, lenient for programs.
    pub(crate) sanitize: Option<String>,
    /// Files beside the source: name → file, relative to the folder.
    #[serde(default)]
    pub(crate) files: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) args: Vec<String>,
    #[serde(default)]
    pub(crate) interpreter_args: Vec<String>,
    #[serde(default)]
    pub(crate) compile_args: Vec<String>,
    #[serde(default = "exact")]
    pub(crate) compare: String,
    #[serde(default)]
    pub(crate) stop_at_first: bool,
    #[serde(default)]
    pub(crate) isolation_per_case: bool,
    #[serde(default)]
    pub(crate) limits: LimitsText,
    #[serde(rename = "case")]
    pub(crate) cases: Vec<OneCase>,
    pub(crate) expect: Expect,
}

fn once() -> usize {
    1
}

fn exact() -> String {
    "exact".into()
}

/// An input with its answer: `args` and `expected` as JSON text for functions, `stdin` and `expected` as text for programs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OneCase {
    pub(crate) args: Option<String>,
    /// May name places of the host: see [`with_places_of_the_host`].
    #[serde(default)]
    pub(crate) stdin: String,
    /// How often `stdin` is repeated.
    #[serde(default = "once")]
    pub(crate) stdin_times: usize,
    pub(crate) expected: Option<String>,
    #[serde(default)]
    pub(crate) hidden: bool,
}

/// What has to come of it. Verdicts are written as codes; where several are right they are joined by `|`. Substrings are looked for in the first case that is not
/// accepted (in the first case, if all are).
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    pub(crate) verdict: String,
    /// The verdict of each case that ran.
    pub(crate) cases: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) message: Vec<String>,
    #[serde(default)]
    pub(crate) stderr: Vec<String>,
    /// In the message or in the stderr.
    #[serde(default)]
    pub(crate) explained: Vec<String>,
    #[serde(default)]
    pub(crate) stdout: Vec<String>,
    /// The exact stdout of each case that ran.
    pub(crate) stdout_of_cases: Option<Vec<String>>,
    pub(crate) exit_code: Option<i32>,
    pub(crate) signal: Option<i32>,
    /// What the first error diagnostic must say, and its line.
    pub(crate) diagnostic: Option<Located>,
    /// The rule that must be among the findings, and its line.
    pub(crate) finding: Option<Located>,
    /// What must appear nowhere: not in outputs, messages or diagnostics.
    #[serde(default)]
    pub(crate) nowhere: Vec<String>,
    /// How large the report may be: what is kept of a flood.
    pub(crate) report_at_most_kib: Option<usize>,
    /// A file of the host: none of its lines may appear anywhere (those about `root` and `nobody` exist on every system).
    pub(crate) no_line_of: Option<PathBuf>,
    /// CPU time that must be on the bill, and memory in the report: what was used for certain, with room for the clock's grain.
    pub(crate) cpu_at_least_ms: Option<u64>,
    pub(crate) memory_at_least_mib: Option<u64>,
    /// How long judging may take at most, generously.
    pub(crate) within_ms: Option<u64>,
    /// Whether the language's `accepted` case is judged afterwards, to see that nothing of this one is left.
    #[serde(default)]
    pub(crate) then_accepted: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Located {
    pub(crate) line: Option<usize>,
    #[serde(default)]
    pub(crate) contains: String,
}

impl CaseFile {
    /// The request it describes: the source is read from below `folder`.
    pub(crate) fn request(&self, language: &str, folder: &Path) -> JudgeRequest {
        let read = |path: &str| {
            let path = folder.join(path);
            fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let mut submission = Submission::new(language, read(&self.source));
        submission.files = self
            .files
            .iter()
            .map(|(name, path)| (name.clone(), read(path)))
            .collect();
        submission.args = self.args.clone();
        submission.interpreter_args = self.interpreter_args.clone();
        submission.compile_args = self.compile_args.clone();
        let json =
            |text: &str| -> Value { serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}")) };
        let mut request = match &self.signature {
            Some(signature) => {
                let signature = Signature::from_leetcode(signature).unwrap();
                let cases = self.cases.iter().enumerate().map(|(index, case)| {
                    let args = json(case.args.as_deref().unwrap_or("[]"));
                    let expected = case.expected.as_deref().map(json);
                    function_case(index, args.as_array().unwrap(), expected.as_ref(), case.hidden)
                });
                JudgeRequest::function(submission, signature, cases.collect::<Vec<_>>())
            }
            None => {
                let cases = self.cases.iter().enumerate();
                let cases = cases.map(|(index, case)| {
                    let stdin = with_places_of_the_host(&case.stdin).repeat(case.stdin_times);
                    program_case(index, stdin.as_bytes(), case.expected.as_deref(), case.hidden)
                });
                JudgeRequest::program(submission, cases.collect::<Vec<_>>())
            }
        };
        request.checker = Checker::parse(&self.compare, None).unwrap();
        request.stop_at_first = self.stop_at_first;
        if self.isolation_per_case {
            request.isolation = Isolation::PerCase;
        }
        if let Some(name) = &self.sanitize {
            request.profile.strictness = strictness(name);
        }
        self.limits.apply(&mut request.limits);
        request
    }
}

/// Fills in what a hostile program would like to know of the host: `{host_port}` is a port of its loopback where somebody listens, `{core}` the folder of
/// this crate.
pub(crate) fn with_places_of_the_host(text: &str) -> String {
    static LISTENER: OnceLock<TcpListener> = OnceLock::new();
    if !text.contains("{host_port}") {
        return text.replace("{core}", env!("CARGO_MANIFEST_DIR"));
    }
    let listener = LISTENER.get_or_init(|| TcpListener::bind("127.0.0.1:0").unwrap());
    let port = listener.local_addr().unwrap().port();
    assert!(
        TcpStream::connect(("127.0.0.1", port)).is_ok(),
        "the host itself reaches its listener"
    );
    text.replace("{host_port}", &port.to_string())
}

/// Everything in which `judgement` is not what was expected.
pub(crate) fn complaints(expect: &Expect, judgement: &Judgement, took: Duration) -> Vec<String> {
    let mut found = Vec::new();
    let mut complain = |text: String| found.push(text);
    if !one_of(&expect.verdict, judgement.verdict) {
        complain(format!("verdict {}, expected {}", judgement.verdict, expect.verdict));
    }
    if let Some(wanted) = &expect.cases {
        let verdicts: Vec<&str> = judgement.cases.iter().map(|case| case.verdict.code()).collect();
        let fits = wanted.len() == judgement.cases.len()
            && wanted
                .iter()
                .zip(&judgement.cases)
                .all(|(wanted, case)| one_of(wanted, case.verdict));
        if !fits {
            complain(format!("verdicts of the cases {verdicts:?}, expected {wanted:?}"));
        }
    }
    let cpu = judgement.totals.cpu.as_millis();
    if let Some(least) = expect.cpu_at_least_ms.filter(|least| cpu < u128::from(*least)) {
        complain(format!("{cpu} ms of CPU time on the bill, at least {least} were used"));
    }
    let memory = judgement.totals.memory.unwrap_or(0) >> 20;
    if let Some(least) = expect.memory_at_least_mib.filter(|least| memory < *least) {
        complain(format!("{memory} MiB of memory reported, at least {least} were used"));
    }
    complaints_about_text(expect, judgement, &mut complain);
    complaints_about_places(expect, judgement, &mut complain);
    for complaint in inconsistencies(judgement) {
        complain(complaint);
    }
    if let Some(limit) = expect.within_ms
        && took > Duration::from_millis(limit)
    {
        complain(format!("it took {} ms, expected at most {limit}", took.as_millis()));
    }
    found
}

pub(crate) fn one_of(wanted: &str, verdict: Verdict) -> bool {
    wanted.split('|').any(|code| code.trim() == verdict.code())
}

pub(crate) fn complaints_about_text(expect: &Expect, judgement: &Judgement, complain: &mut impl FnMut(String)) {
    let case = judgement.first_failing().or(judgement.cases.first());
    let message = case.and_then(|case| case.message.as_deref()).unwrap_or_default();
    let stderr = case.map(|case| case.stderr.as_str()).unwrap_or_default();
    let stdout = case.map(|case| case.stdout.as_str()).unwrap_or_default();
    let explanation = format!("{message}\n{stderr}");
    for (what, text, wanted) in [
        ("message", message, &expect.message),
        ("stderr", stderr, &expect.stderr),
        ("message or stderr", explanation.as_str(), &expect.explained),
        ("stdout", stdout, &expect.stdout),
    ] {
        for part in wanted.iter().filter(|part| !text.contains(part.as_str())) {
            complain(format!("no {part:?} in its {what}: {text:?}"));
        }
    }
    if let Some(wanted) = &expect.stdout_of_cases {
        let outputs: Vec<&str> = judgement.cases.iter().map(|case| case.stdout.as_str()).collect();
        if outputs != wanted.iter().map(String::as_str).collect::<Vec<_>>() {
            complain(format!("stdout of the cases {outputs:?}, expected {wanted:?}"));
        }
    }
    for (what, wanted, found) in [
        ("exit code", expect.exit_code, case.and_then(|case| case.exit_code)),
        ("signal", expect.signal, case.and_then(|case| case.signal)),
    ] {
        if wanted.is_some() && wanted != found {
            complain(format!("{what} {found:?}, expected {wanted:?}"));
        }
    }
    let everything = format!("{judgement:?}");
    for part in expect.nowhere.iter().filter(|part| everything.contains(part.as_str())) {
        complain(format!("{part:?} must appear nowhere"));
    }
    if let Some(most) = expect.report_at_most_kib.filter(|most| everything.len() >> 10 > *most) {
        complain(format!(
            "a report of {} KiB, expected at most {most}",
            everything.len() >> 10
        ));
    }
    if let Some(path) = &expect.no_line_of {
        let host = fs::read_to_string(path).unwrap_or_default();
        let lines = host.lines().map(str::trim).filter(|line| line.len() > 5);
        let telling = |line: &&str| !line.starts_with("root:") && !line.starts_with("nobody:");
        for line in lines.filter(telling).filter(|line| everything.contains(line)) {
            complain(format!("{line:?} is a line of the host's {}", path.display()));
        }
    }
}

pub(crate) fn complaints_about_places(expect: &Expect, judgement: &Judgement, complain: &mut impl FnMut(String)) {
    if let Some(wanted) = &expect.diagnostic {
        let error = dockexec_core::source::Severity::Error;
        let first = judgement.diagnostics.iter().find(|found| found.severity == error);
        let fits = first.is_some_and(|found| {
            found.message.contains(&wanted.contains) && (wanted.line.is_none() || wanted.line == found.line)
        });
        if !fits {
            complain(format!("the first error is {first:?}, expected {wanted:?}"));
        }
    }
    if let Some(wanted) = &expect.finding {
        let fits = judgement
            .findings
            .iter()
            .any(|found| found.rule == wanted.contains && wanted.line.is_none_or(|line| line == found.span.line));
        if !fits {
            complain(format!(
                "the findings are {:?}, expected {wanted:?}",
                judgement.findings
            ));
        }
    }
}

/// What must be true of every judgement, whatever was handed in.
pub(crate) fn inconsistencies(judgement: &Judgement) -> Vec<String> {
    let mut found = Vec::new();
    let accepted = judgement
        .cases
        .iter()
        .filter(|case| case.verdict == Verdict::Accepted)
        .count();
    let totals = &judgement.totals;
    if totals.passed != accepted || totals.ran != judgement.cases.len() || totals.ran > totals.total {
        found.push(format!("the totals {totals:?} do not fit the cases"));
    }
    let all_passed = judgement.message.is_none() && accepted == totals.total;
    if (judgement.verdict == Verdict::Accepted) != all_passed {
        found.push(format!(
            "{} with {accepted} of {} cases accepted",
            judgement.verdict, totals.total
        ));
    }
    for case in &judgement.cases {
        let explained = case
            .message
            .as_deref()
            .is_some_and(|message| !message.trim().is_empty());
        if case.verdict != Verdict::Accepted && !explained {
            found.push(format!(
                "case {} is {} and says nothing about why",
                case.index, case.verdict
            ));
        }
    }
    let frames = [
        "harness.py",
        "runner.py",
        "harness.cjs",
        "runner.cjs",
        "Harness.java",
        "driver.c",
        "harness.go",
        "glue.go",
    ];
    for case in &judgement.cases {
        for frame in frames.iter().filter(|frame| case.stderr.contains(**frame)) {
            found.push(format!("case {} shows the harness's own {frame}", case.index));
        }
    }
    found
}
