//! The pipeline above the sandbox, with processes that follow a script: what is decided from what happened, independent of any real program.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::cell::RefCell;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use dockexec_core::event::StageEvent;
use dockexec_core::execute::fake::{FakeRunner, Script, Step};
use dockexec_core::execute::{
    CancelToken, Exceeded, Input, Process, ProcessEvent, RunReport, RunSpec, Runner, Termination, Usage,
};
use dockexec_core::judge::checker::{Checker, CustomChecker};
use dockexec_core::judge::{PublicJudgement, Reveal};
use dockexec_core::problem::{CaseInput, Expected};
use dockexec_core::request::Isolation;
use dockexec_core::wrap::Signature;
use dockexec_core::{
    Engine, ErrorKind, JudgeRequest, Judgement, Languages, Result, Stage, Submission, TestCase, Verdict,
};
use serde_json::{Value, json};

const DOUBLED: &str =
    r#"{"name": "doubled", "params": [{"name": "n", "type": "integer"}], "return": {"type": "integer"}}"#;

/// Python and C stand for the interpreted and the compiled languages. Nothing of them is run here, but their toolchains are looked for.
fn is_missing(language: &str) -> bool {
    let found = engine().toolchain(Languages::find(language).unwrap());
    if let Err(error) = &found {
        assert_eq!(error.code(), "toolchain-missing", "{error}");
        println!("skipped: probe failed: {error}");
    }
    found.is_err()
}

/// All tests share an engine, because looking for toolchains and preparing them takes a while. A judgement runs on the thread that asks for it, so each test
/// brings its own processes along in [`SCRIPTED`]. Sources differ from test to test, so that an artifact of one never serves another.
fn engine() -> &'static Engine {
    static ENGINE: OnceLock<(Engine, tempfile::TempDir)> = OnceLock::new();
    let make = || {
        // Nobody drops what a static holds: so it lies where `cargo clean` finds it.
        let cache = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let builder = Engine::builder()
            .runner(Arc::new(ScriptOfThisThread))
            .cache_directory(cache.path());
        (builder.jobs(8).build().unwrap(), cache)
    };
    &ENGINE.get_or_init(make).0
}

thread_local! {
    static SCRIPTED: RefCell<Arc<FakeRunner>> = RefCell::default();
}

#[derive(Debug)]
struct ScriptOfThisThread;

impl Runner for ScriptOfThisThread {
    fn start(&self, spec: &RunSpec, cancel: &CancelToken) -> Result<Box<dyn Process>> {
        SCRIPTED.with_borrow(|runner| runner.start(spec, cancel))
    }
}

/// Makes this thread's processes follow `scripts`.
fn script(scripts: impl IntoIterator<Item = Script>) -> Arc<FakeRunner> {
    let runner = Arc::new(FakeRunner::new(scripts));
    SCRIPTED.set(Arc::clone(&runner));
    runner
}

/// Judges, and counts the processes.
fn judge(request: &JudgeRequest, scripts: impl IntoIterator<Item = Script>) -> (Result<Judgement>, usize) {
    let runner = script(scripts);
    let judgement = engine().judge(request);
    (judgement, runner.started().len())
}

/// A request for `doubled` with the cases 0, 1, 2, …
fn doubled(count: i64) -> JudgeRequest {
    let case = |n: i64| TestCase {
        name: format!("case-{n}").into(),
        input: CaseInput::Args([json!(n)].into()),
        expected: Expected::Value(Arc::new(json!(2 * n))),
        hidden: false,
    };
    let signature = Signature::from_leetcode(DOUBLED).unwrap();
    JudgeRequest::function(
        submission("python"),
        signature,
        (0..count).map(case).collect::<Vec<_>>(),
    )
}

/// A request for a program with `count` cases that expect `ok`.
fn program(language: &str, source: &str, count: usize) -> JudgeRequest {
    let case = |n: usize| TestCase {
        name: format!("case-{n}").into(),
        input: CaseInput::Stdin(format!("{n}").into_bytes().into()),
        expected: Expected::Text(b"ok\n".as_slice().into()),
        hidden: false,
    };
    JudgeRequest::program(
        Submission::new(language, source),
        (0..count).map(case).collect::<Vec<_>>(),
    )
}

fn submission(language: &str) -> Submission {
    Submission::new(
        language,
        "class Solution:\n    def doubled(self, n):\n        return 2 * n\n",
    )
}

fn ready() -> Step {
    Step::frame(b'R', b"")
}

fn asked() -> Step {
    Step::Await(Input::Cases)
}

fn printed(text: &str) -> Step {
    Step::Emit(ProcessEvent::Stdout(text.as_bytes().to_vec()))
}

/// A process that answers so, case by case.
fn answers(texts: &[&str]) -> Vec<Step> {
    let mut steps = vec![ready()];
    for (number, text) in texts.iter().enumerate() {
        steps.extend([asked(), Step::answer(u32::try_from(number).unwrap(), text)]);
    }
    steps
}

/// The same, and then it ends while the next case is running.
fn answers_and_ends(texts: &[&str], termination: Termination) -> Script {
    let mut steps = answers(texts);
    steps.push(asked());
    Script {
        steps,
        report: RunReport::new(termination),
    }
}

fn ends(steps: Vec<Step>, termination: Termination) -> Script {
    Script {
        steps,
        report: RunReport::new(termination),
    }
}

fn report(termination: Termination, change: impl FnOnce(&mut RunReport)) -> RunReport {
    let mut report = RunReport::new(termination);
    change(&mut report);
    report
}

fn verdicts(judgement: &Judgement) -> String {
    let codes: Vec<&str> = judgement.cases.iter().map(|case| case.verdict.code()).collect();
    format!("{}: {}", judgement.verdict, codes.join(" "))
}

fn message(judgement: &Judgement) -> &str {
    let case = judgement.first_failing().expect("a failing case");
    case.message.as_deref().expect("a message")
}

#[test]
fn answers_are_compared_case_by_case_in_one_process() {
    if is_missing("python") {
        return;
    }
    let (judgement, started) = judge(&doubled(3), [Script::new(answers(&["0", "3", "4"]))]);
    let judgement = judgement.unwrap();
    assert_eq!(verdicts(&judgement), "WA: AC WA AC");
    assert_eq!(judgement.stage, Stage::Judge);
    assert_eq!(judgement.cases[1].output, Some(json!(3)));
    assert_eq!(judgement.cases[1].expected, Some(json!(2)));
    assert_eq!(started, 1, "a wrong answer needs no new process");
}

/// Whoever answers a hundred cases with millions of numbers each must not fill the judge's memory: they are compared in full and kept in part.
#[test]
fn a_large_answer_is_kept_as_an_excerpt() {
    if is_missing("python") {
        return;
    }
    let signature = Signature::from_leetcode(
        r#"{"name": "doubled", "params": [{"name": "n", "type": "integer"}], "return": {"type": "integer[]"}}"#,
    )
    .unwrap();
    let zeros = |count: usize| format!("[{}0]", "0,".repeat(count - 1));
    let case = |n: i64| TestCase {
        name: format!("case-{n}").into(),
        input: CaseInput::Args([json!(n)].into()),
        expected: Expected::Value(Arc::new(json!(vec![0; 100_000]))),
        hidden: false,
    };
    let request = JudgeRequest::function(submission("python"), signature, (0..3).map(case).collect::<Vec<_>>());
    let steps = answers(&[&zeros(100_000), &zeros(100_001), "[0]"]);
    let judgement = judge(&request, [Script::new(steps)]).0.unwrap();
    assert_eq!(verdicts(&judgement), "WA: AC WA WA");
    for case in &judgement.cases[..2] {
        let text = case.output.as_ref().and_then(Value::as_str).unwrap();
        assert!(text.starts_with("[0,0,0,") && text.ends_with('…'));
        assert!(text.len() < 70_000, "{}", text.len());
    }
    assert_eq!(judgement.cases[2].output, Some(json!([0])));
}

#[test]
fn a_crash_names_its_case_and_a_new_process_goes_on() {
    if is_missing("python") {
        return;
    }
    let scripts = [
        answers_and_ends(&["0"], Termination::Signalled(11)),
        Script::new(answers(&["4", "6"])),
    ];
    let (judgement, started) = judge(&doubled(4), scripts);
    let judgement = judgement.unwrap();
    assert_eq!(verdicts(&judgement), "RTE: AC RTE AC AC");
    assert_eq!(judgement.cases[1].signal, Some(11));
    assert!(message(&judgement).contains("SIGSEGV"));
    assert_eq!(started, 2);
}

#[test]
fn judging_stops_at_the_first_failure_when_asked() {
    if is_missing("python") {
        return;
    }
    let mut request = doubled(4);
    request.stop_at_first = true;
    let (judgement, started) = judge(&request, [Script::new(answers(&["0", "9", "4", "6"]))]);
    let judgement = judgement.unwrap();
    assert_eq!(verdicts(&judgement), "WA: AC WA");
    assert_eq!(
        (judgement.totals.passed, judgement.totals.ran, judgement.totals.total),
        (1, 2, 4)
    );
    assert_eq!(started, 1);

    let (judgement, started) = judge(&request, [answers_and_ends(&["0"], Termination::Exited(1))]);
    assert_eq!(verdicts(&judgement.unwrap()), "RTE: AC RTE");
    assert_eq!(started, 1);
}

#[test]
fn a_process_for_each_case_gives_the_same_verdicts() {
    if is_missing("python") {
        return;
    }
    let shared = [
        answers_and_ends(&["0", "9"], Termination::Exited(7)),
        Script::new(answers(&["6"])),
    ];
    let (together, started) = judge(&doubled(4), shared);
    assert_eq!(started, 2);

    let mut request = doubled(4);
    request.isolation = Isolation::PerCase;
    let apart = [
        Script::new(answers(&["0"])),
        Script::new(answers(&["9"])),
        answers_and_ends(&[], Termination::Exited(7)),
        Script::new(answers(&["6"])),
    ];
    let (apart, started) = judge(&request, apart);
    assert_eq!(started, 4);
    let (together, apart) = (together.unwrap(), apart.unwrap());
    assert_eq!(verdicts(&together), "WA: AC WA RTE AC");
    assert_eq!(verdicts(&apart), verdicts(&together));
    for (one, other) in together.cases.iter().zip(&apart.cases) {
        assert_eq!(
            (one.index, &one.message, &one.output),
            (other.index, &other.message, &other.output)
        );
    }
}

/// The order that [`Verdict`] documents: what stopped the run from outside, then how it ended by itself, then what it answered.
#[test]
fn the_cause_of_a_failure_is_found_in_the_documented_order() {
    if is_missing("python") {
        return;
    }
    use Termination::{Exited, Killed, Signalled};
    let table = [
        (Exited(0), true, Verdict::MemoryLimit),
        (Exited(1), true, Verdict::MemoryLimit),
        (Signalled(9), true, Verdict::MemoryLimit),
        (Killed(Exceeded::Cpu), true, Verdict::MemoryLimit),
        (Killed(Exceeded::Memory), false, Verdict::MemoryLimit),
        (Killed(Exceeded::Output), false, Verdict::OutputLimit),
        (Killed(Exceeded::Cpu), false, Verdict::TimeLimit),
        (Killed(Exceeded::Wall), false, Verdict::WallTimeLimit),
        (Exited(3), false, Verdict::RuntimeError),
        (Exited(137), false, Verdict::RuntimeError),
        (Signalled(9), false, Verdict::RuntimeError),
        (Signalled(24), false, Verdict::RuntimeError),
    ];
    let failed = Step::frame(
        b'E',
        &[&0_u32.to_le_bytes()[..], br#"{"kind":"exception","message":"boom"}"#].concat(),
    );
    for (termination, out_of_memory, expected) in table {
        let report = report(termination.clone(), |report| report.out_of_memory = out_of_memory);
        let case = format!("{termination:?}, out of memory: {out_of_memory}");
        let run = |steps: Vec<Step>| Script {
            steps,
            report: report.clone(),
        };

        let judgement = judge(&doubled(1), [run(vec![ready(), asked()])]).0.unwrap();
        assert_eq!(judgement.verdict, expected, "function, {case}");
        assert_eq!(judgement.stage, Stage::Execute);

        // An error that the harness reported is how the program ended by itself: a cause from outside comes before it.
        let judgement = judge(&doubled(1), [run(vec![ready(), asked(), failed.clone()])])
            .0
            .unwrap();
        let killed = out_of_memory || matches!(termination, Killed(_));
        let reported = if killed { expected } else { Verdict::RuntimeError };
        assert_eq!(judgement.verdict, reported, "reported error, {case}");
        assert_eq!(message(&judgement) == "boom", !killed, "{case}");

        // Printing what is expected does not help.
        let judgement = judge(&program("python", "0", 1), [run(vec![printed("ok\n")])])
            .0
            .unwrap();
        assert_eq!(judgement.verdict, expected, "program, {case}");
    }
}

#[test]
fn an_answer_that_is_in_counts_however_the_process_ends() {
    if is_missing("python") {
        return;
    }
    for termination in [Termination::Exited(3), Termination::Signalled(11), Termination::Stopped] {
        let judgement = judge(&doubled(1), [ends(answers(&["0"]), termination)]).0.unwrap();
        assert_eq!(verdicts(&judgement), "AC: AC");
    }
}

/// The harness exits after it has reported, and is killed when it does not do so at once. Which of the two comes first is chance, and no part of a judgement.
#[test]
fn how_a_harness_ends_that_has_reported_is_not_told() {
    if is_missing("python") {
        return;
    }
    let error = Step::frame(
        b'E',
        &[&0_u32.to_le_bytes()[..], br#"{"kind":"exception","message":"boom"}"#].concat(),
    );
    let judged = |termination| {
        let steps = vec![ready(), asked(), error.clone()];
        let judgement = judge(&doubled(1), [ends(steps, termination)]).0.unwrap();
        (
            judgement.cases[0].exit_code,
            judgement.cases[0].signal,
            message(&judgement).to_owned(),
        )
    };
    assert_eq!(judged(Termination::Exited(1)), judged(Termination::Stopped));
}

#[test]
fn leaving_before_the_answer_is_a_runtime_error() {
    if is_missing("python") {
        return;
    }
    let scripts = [answers_and_ends(&[], Termination::Exited(0))];
    let judgement = judge(&doubled(1), scripts).0.unwrap();
    assert_eq!(verdicts(&judgement), "RTE: RTE");
    assert_eq!(message(&judgement), "exited with status 0 before it answered");
    assert_eq!(judgement.cases[0].exit_code, Some(0));
}

#[test]
fn whatever_breaks_the_protocol_is_a_runtime_error() {
    if is_missing("python") {
        return;
    }
    let raw = |bytes: &[u8]| Step::Emit(ProcessEvent::Answers(bytes.to_vec()));
    let both = [b"\x05\0\0\0A\0\0\0\0".as_slice(), b"0", b"\x05\0\0\0A\x01\0\0\0", b"2"].concat();
    let table: [(&str, Vec<Step>); 10] = [
        ("an answer before `ready`", vec![Step::answer(0, "0")]),
        ("an unknown frame", vec![Step::frame(b'Z', b"")]),
        ("no frame at all", vec![raw(b"ok\nok\nok\n")]),
        ("a second `ready`", vec![ready(), asked(), ready()]),
        (
            "an answer to another case",
            vec![ready(), asked(), Step::answer(1, "0")],
        ),
        ("two answers at once", vec![ready(), asked(), raw(&both)]),
        (
            "a frame of four gigabytes",
            vec![ready(), asked(), raw(b"\xff\xff\xff\xffA")],
        ),
        (
            "an answer that is no JSON",
            vec![ready(), asked(), Step::answer(0, "zero")],
        ),
        (
            "an answer of another type",
            vec![ready(), asked(), Step::answer(0, "\"0\"")],
        ),
        (
            "an answer beyond its type",
            vec![ready(), asked(), Step::answer(0, "4294967296")],
        ),
    ];
    for (what, steps) in table {
        let judgement = judge(&doubled(1), [Script::new(steps)]).0.unwrap();
        assert_eq!(verdicts(&judgement), "RTE: RTE", "{what}");
        let said = message(&judgement);
        assert!(
            said.contains("protocol") || said.contains("before it answered"),
            "{what}: {said}"
        );
    }
}

#[test]
fn a_second_answer_to_the_same_case_is_noticed_with_the_next() {
    if is_missing("python") {
        return;
    }
    let twice = vec![ready(), asked(), Step::answer(0, "0"), Step::answer(0, "0"), asked()];
    let (judgement, _) = judge(&doubled(2), [Script::new(twice), Script::new(answers(&["2"]))]);
    let judgement = judgement.unwrap();
    assert_eq!(verdicts(&judgement), "RTE: AC RTE");
    assert!(message(&judgement).contains("protocol"));
}

#[test]
fn what_does_not_load_is_told_once() {
    if is_missing("python") {
        return;
    }
    let error = [
        &u32::MAX.to_le_bytes()[..],
        br#"{"kind":"exception","message":"NameError: x"}"#,
    ]
    .concat();
    let (judgement, started) = judge(
        &doubled(3),
        [ends(vec![Step::frame(b'E', &error)], Termination::Exited(1))],
    );
    let judgement = judgement.unwrap();
    assert_eq!(verdicts(&judgement), "RTE: RTE");
    assert_eq!(message(&judgement), "NameError: x");
    assert_eq!(started, 1);

    let fault = Step::frame(b'F', br#"{"message":"SyntaxError: bad","line":3,"column":7}"#);
    for request in [doubled(3), program("python", "(", 3)] {
        let (judgement, started) = judge(&request, [ends(vec![fault.clone()], Termination::Exited(1))]);
        let judgement = judgement.unwrap();
        assert_eq!(judgement.verdict, Verdict::CompileError);
        assert_eq!(judgement.stage, Stage::Compile);
        assert!(judgement.cases.is_empty());
        let found = &judgement.diagnostics[0];
        assert_eq!(
            (found.message.as_str(), found.line, found.column),
            ("SyntaxError: bad", Some(3), Some(7))
        );
        assert!(found.file.as_deref().is_some_and(|file| file.ends_with(".py")));
        assert_eq!(started, 1);
    }
}

#[test]
fn output_belongs_to_the_case_that_printed_it() {
    if is_missing("python") {
        return;
    }
    let steps = vec![
        printed("loading "),
        ready(),
        asked(),
        printed("zero"),
        Step::answer(0, "0"),
        printed(" flushed"),
        asked(),
        Step::answer(1, "2"),
        printed("one"),
    ];
    let judgement = judge(&doubled(2), [Script::new(steps)]).0.unwrap();
    let printed: Vec<&str> = judgement.cases.iter().map(|case| case.stdout.as_str()).collect();
    assert_eq!(printed, ["loading zero flushed", "one"]);
}

#[test]
fn output_is_limited_case_by_case() {
    if is_missing("python") {
        return;
    }
    let mut request = doubled(3);
    request.limits.output = 1_000;
    let much = "x".repeat(900);
    let steps = vec![
        ready(),
        asked(),
        printed(&much),
        Step::answer(0, "0"),
        asked(),
        printed(&much),
        Step::Emit(ProcessEvent::Stderr(b"not counted together".to_vec())),
        Step::answer(1, "2"),
        asked(),
        printed(&much),
        printed(&much),
        Step::answer(2, "4"),
    ];
    let judgement = judge(&request, [Script::new(steps)]).0.unwrap();
    assert_eq!(verdicts(&judgement), "OLE: AC AC OLE");
}

// ---- time -----------------------------------------------------------------------------------------------------------------------------------------------------

fn slow(answer: &str, cpu: Duration) -> Script {
    Script::new(vec![ready(), asked(), Step::cpu(cpu), Step::answer(0, answer)])
}

const LIMIT: Duration = Duration::from_secs(3);

#[test]
fn a_case_that_ends_within_the_grace_is_run_once_more() {
    if is_missing("python") {
        return;
    }
    let (late, early) = (LIMIT + LIMIT / 20, LIMIT - LIMIT / 20);
    let (judgement, started) = judge(&doubled(1), [slow("0", late), slow("0", early)]);
    let judgement = judgement.unwrap();
    assert_eq!((verdicts(&judgement).as_str(), started), ("AC: AC", 2));
    assert_eq!(judgement.cases[0].cpu, early);

    let (judgement, started) = judge(&doubled(1), [slow("0", late), slow("0", late)]);
    let judgement = judgement.unwrap();
    assert_eq!((verdicts(&judgement).as_str(), started), ("TLE: TLE", 2));
    assert!(message(&judgement).contains("3000 ms"));
}

/// Otherwise a program that guesses could be slow on purpose whenever it has guessed badly.
#[test]
fn the_grace_is_no_second_guess() {
    if is_missing("python") {
        return;
    }
    let (late, early) = (LIMIT + LIMIT / 20, LIMIT - LIMIT / 20);
    let (judgement, started) = judge(&doubled(1), [slow("7", late), slow("0", early)]);
    let judgement = judgement.unwrap();
    assert_eq!((verdicts(&judgement).as_str(), started), ("TLE: TLE", 1));
    let (judgement, _) = judge(&doubled(1), [slow("0", late), slow("7", early)]);
    assert_eq!(
        judgement.unwrap().verdict,
        Verdict::WrongAnswer,
        "the second answer counts, whatever the first was"
    );

    let prints = |text: &str, cpu| Script::new(vec![Step::cpu(cpu), printed(text)]);
    let request = program("python", "1", 1);
    let (judgement, started) = judge(&request, [prints("no\n", late), prints("ok\n", early)]);
    assert_eq!((verdicts(&judgement.unwrap()).as_str(), started), ("TLE: TLE", 1));
    let (judgement, started) = judge(&request, [prints("ok\n", late), prints("ok\n", early)]);
    assert_eq!((verdicts(&judgement.unwrap()).as_str(), started), ("AC: AC", 2));
    let (judgement, started) = judge(&request, [prints("ok\n", late), prints("no\n", early)]);
    assert_eq!((verdicts(&judgement.unwrap()).as_str(), started), ("WA: WA", 2));
}

#[test]
fn an_endless_loop_is_never_run_twice() {
    if is_missing("python") {
        return;
    }
    let (judgement, started) = judge(&doubled(1), [slow("0", LIMIT * 2)]);
    let judgement = judgement.unwrap();
    assert_eq!((verdicts(&judgement).as_str(), started), ("TLE: TLE", 1));

    let sleep = Step::Spend(Usage {
        cpu: Duration::ZERO,
        wall: LIMIT * 3,
    });
    let script = Script::new(vec![ready(), asked(), sleep, Step::answer(0, "0")]);
    let (judgement, started) = judge(&doubled(1), [script]);
    assert_eq!((verdicts(&judgement.unwrap()).as_str(), started), ("WTL: WTL", 1));
}

#[test]
fn start_up_is_no_cases_time_but_has_a_limit() {
    if is_missing("python") {
        return;
    }
    let starting = |time: Duration| {
        let mut steps = answers(&["0", "2"]);
        steps.insert(0, Step::cpu(time));
        Script::new(steps)
    };
    let judgement = judge(&doubled(2), [starting(Duration::from_secs(1))]).0.unwrap();
    assert_eq!(verdicts(&judgement), "AC: AC AC");
    assert_eq!(judgement.totals.startup_cpu, Duration::from_secs(1));
    assert_eq!(judgement.totals.cpu, Duration::ZERO);
    let judgement = judge(&doubled(2), [starting(LIMIT * 2)]).0.unwrap();
    assert_eq!(verdicts(&judgement), "TLE: TLE");
}

#[test]
fn after_ten_limits_worth_of_time_the_rest_does_not_run() {
    if is_missing("python") {
        return;
    }
    let (judgement, started) = judge(&doubled(15), (0..15).map(|_| slow("0", LIMIT * 2)));
    let judgement = judgement.unwrap();
    assert_eq!(judgement.verdict, Verdict::TimeLimit);
    assert!(started <= 10, "{started} endless cases ran");
    let said = judgement.message.as_deref().unwrap();
    assert!(said.contains(&format!("after {started} of 15 cases")), "{said}");
    assert_eq!((judgement.totals.ran, judgement.totals.total), (started, 15));
}

/// Cases that did not run are never accepted: not even when all that did run were.
#[test]
fn time_that_ran_out_is_a_verdict_even_if_no_case_failed() {
    if is_missing("python") {
        return;
    }
    let (late, early) = (LIMIT + LIMIT / 20, LIMIT - LIMIT / 20);
    let scripts = (0..14).flat_map(|n: u32| {
        let answer = (2 * n).to_string();
        [slow(&answer, late), slow(&answer, early)]
    });
    let judgement = judge(&doubled(14), scripts).0.unwrap();
    assert!(judgement.totals.ran < 14);
    assert!(
        judgement.cases.iter().all(|case| case.verdict == Verdict::Accepted),
        "{}",
        verdicts(&judgement)
    );
    assert_eq!(judgement.verdict, Verdict::TimeLimit);
    assert!(judgement.message.as_deref().unwrap().contains("total time limit"));
}

// ---- compiling ------------------------------------------------------------------------------------------------------------------------------------------------

fn compiled() -> Script {
    let collected = vec![("main".to_owned(), b"\x7fELF".to_vec())];
    Script {
        steps: Vec::new(),
        report: report(Termination::Exited(0), |report| report.collected = collected),
    }
}

fn says_ok() -> Script {
    Script::new(vec![printed("ok\n")])
}

#[test]
fn a_compiler_over_its_limits_is_a_verdict_of_its_own() {
    if is_missing("c") {
        return;
    }
    for bound in [Exceeded::Cpu, Exceeded::Wall, Exceeded::Memory, Exceeded::Output] {
        let source = format!("/* over {bound:?} */");
        let (judgement, started) = judge(
            &program("c", &source, 2),
            [ends(Vec::new(), Termination::Killed(bound))],
        );
        let judgement = judgement.unwrap();
        assert_eq!((verdicts(&judgement).as_str(), started), ("CTL: ", 1), "{bound:?}");
        assert_eq!(judgement.stage, Stage::Compile);
        assert!(judgement.message.is_some(), "it says which limit");
    }
    let report = report(Termination::Exited(1), |report| report.out_of_memory = true);
    let starved = Script {
        steps: Vec::new(),
        report,
    };
    let judgement = judge(&program("c", "/* starved */", 1), [starved]).0.unwrap();
    assert_eq!(judgement.verdict, Verdict::CompileLimit);
}

#[test]
fn what_does_not_compile_is_told_by_the_compilers_own_words() {
    if is_missing("c") {
        return;
    }
    let said = Step::Emit(ProcessEvent::Stderr(b"main.c:4:7: error: 'x' undeclared\n".to_vec()));
    let script = ends(vec![said], Termination::Exited(1));
    let judgement = judge(&program("c", "/* undeclared */", 1), [script]).0.unwrap();
    assert_eq!(verdicts(&judgement), "CE: ");
    let found = &judgement.diagnostics[0];
    assert_eq!((found.line, found.column), (Some(4), Some(7)));
    assert_eq!(found.message, "'x' undeclared");

    // A compiler that crashes is the submission's doing as well.
    let script = ends(Vec::new(), Termination::Signalled(11));
    let judgement = judge(&program("c", "/* crashed */", 1), [script]).0.unwrap();
    assert_eq!(judgement.verdict, Verdict::CompileError);
    assert!(!judgement.diagnostics.is_empty());
}

#[test]
fn an_artifact_is_compiled_once() {
    if is_missing("c") {
        return;
    }
    let runner = script([compiled(), says_ok(), says_ok(), says_ok()]);
    let request = program("c", "/* compiled once */", 1);
    for _ in 0..3 {
        assert_eq!(engine().judge(&request).unwrap().verdict, Verdict::Accepted);
    }
    assert_eq!(runner.started().len(), 4);
}

// ---- custom checkers ------------------------------------------------------------------------------------------------------------------------------------------

fn checked(mut request: JudgeRequest) -> JudgeRequest {
    request.checker = Checker::Custom(CustomChecker {
        language: "python".into(),
        source: "exit(0)".into(),
    });
    request
}

#[test]
fn a_checkers_exit_status_is_its_opinion() {
    if is_missing("python") {
        return;
    }
    let opinion = |status: i32, said: &str| ends(vec![printed(said)], Termination::Exited(status));
    for (status, expected) in [
        (0, Verdict::Accepted),
        (1, Verdict::WrongAnswer),
        (2, Verdict::PresentationError),
    ] {
        let request = checked(program("python", "1", 1));
        let judgement = judge(&request, [says_ok(), opinion(status, "because")]).0.unwrap();
        assert_eq!(judgement.verdict, expected, "program, status {status}");
        let message = judgement.cases[0].message.as_deref();
        assert_eq!(message, (status != 0).then_some("because"));

        let request = checked(doubled(1));
        let judgement = judge(&request, [Script::new(answers(&["0"])), opinion(status, "because")])
            .0
            .unwrap();
        assert_eq!(judgement.verdict, expected, "function, status {status}");
    }
}

#[test]
fn a_checker_that_fails_is_the_problems_fault() {
    if is_missing("python") {
        return;
    }
    let failures = [
        Termination::Exited(3),
        Termination::Exited(255),
        Termination::Signalled(11),
        Termination::Killed(Exceeded::Cpu),
        Termination::Killed(Exceeded::Memory),
    ];
    for termination in failures {
        let shown = format!("{termination:?}");
        let broken = ends(vec![printed("oops")], termination);
        let error = judge(&checked(program("python", "2", 1)), [says_ok(), broken.clone()])
            .0
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ProblemFault, "{shown}: {error}");
        assert!(!error.is_retryable());
        let error = judge(&checked(doubled(1)), [Script::new(answers(&["0"])), broken])
            .0
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ProblemFault, "{shown}: {error}");
    }
}

#[test]
fn a_failed_run_is_not_shown_to_the_checker() {
    if is_missing("python") {
        return;
    }
    let (judgement, started) = judge(
        &checked(program("python", "3", 1)),
        [ends(vec![printed("ok\n")], Termination::Exited(1))],
    );
    assert_eq!(verdicts(&judgement.unwrap()), "RTE: RTE");
    assert_eq!(started, 1);
}

// ---- events, cancelling, hidden data --------------------------------------------------------------------------------------------------------------------------

fn events_of(request: &JudgeRequest, scripts: impl IntoIterator<Item = Script>) -> Vec<StageEvent> {
    let heard = Mutex::new(Vec::new());
    script(scripts);
    engine()
        .judge_with(request, &CancelToken::new(), &|event| heard.lock().unwrap().push(event))
        .unwrap();
    heard.into_inner().unwrap()
}

#[test]
fn events_come_in_order() {
    if is_missing("python") || is_missing("c") {
        return;
    }
    use StageEvent::{Compiling, Finished, Queued, RunningCase, Sanitizing};
    let running = |index| RunningCase { index, total: 2 };
    let crash = answers_and_ends(&[], Termination::Exited(1));
    assert_eq!(
        events_of(&doubled(2), [crash, Script::new(answers(&["2"]))]),
        [Queued, Sanitizing, running(0), running(1), Finished]
    );
    assert_eq!(
        events_of(&program("c", "/* events */", 2), [compiled(), says_ok(), says_ok()]),
        [Queued, Sanitizing, Compiling, running(0), running(1), Finished]
    );
    let forbidden = JudgeRequest::program(Submission::new("python", "import subprocess"), [one_case()]);
    assert_eq!(events_of(&forbidden, []), [Queued, Sanitizing, Finished]);
}

fn one_case() -> TestCase {
    TestCase {
        name: "only".into(),
        input: CaseInput::Stdin(Arc::default()),
        expected: Expected::Text(Arc::default()),
        hidden: false,
    }
}

#[test]
fn cancelling_works_at_every_stage() {
    if is_missing("python") || is_missing("c") {
        return;
    }
    let stages: [fn(&StageEvent) -> bool; 5] = [
        |event| matches!(event, StageEvent::Queued),
        |event| matches!(event, StageEvent::Sanitizing),
        |event| matches!(event, StageEvent::Compiling),
        |event| matches!(event, StageEvent::RunningCase { index: 0, .. }),
        |event| matches!(event, StageEvent::RunningCase { index: 1, .. }),
    ];
    for (stage, is_the_moment) in stages.into_iter().enumerate() {
        let token = CancelToken::new();
        script([compiled(), says_ok(), says_ok()]);
        let request = program("c", &format!("/* cancelled at {stage} */"), 2);
        let cancel = |event: StageEvent| {
            if is_the_moment(&event) {
                token.cancel();
            }
        };
        let error = engine().judge_with(&request, &token, &cancel).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled, "stage {stage}: {error}");
        assert!(!error.is_retryable());
    }
}

#[test]
fn a_judgement_in_the_background_is_waited_for_and_watched() {
    if is_missing("python") {
        return;
    }
    let cache = tempfile::tempdir().unwrap();
    let runner = Arc::new(FakeRunner::new([Script::new(answers(&["0", "2"]))]));
    let engine = Engine::builder()
        .runner(runner)
        .cache_directory(cache.path())
        .build()
        .unwrap();
    let run = engine.start(doubled(2)).unwrap();
    let heard: Vec<StageEvent> = run.events().collect();
    assert_eq!(heard.last(), Some(&StageEvent::Finished));
    assert_eq!(verdicts(&run.wait().unwrap()), "AC: AC AC");
}

#[test]
fn hidden_data_is_not_in_the_public_view() {
    if is_missing("python") {
        return;
    }
    let mut request = doubled(3);
    let mut cases = request.cases.to_vec();
    cases[1].input = CaseInput::Args([json!(123_454_321)].into());
    cases[1].expected = Expected::Value(Arc::new(json!(246_908_642)));
    cases[1].hidden = true;
    request.cases = cases.into();
    // It shouts what it was given, in every way it has, and in the sample after it too.
    let shout = "secret 123454321";
    let error = json!({"kind": "exception", "message": shout, "trace": shout}).to_string();
    let script = Script {
        steps: vec![
            ready(),
            asked(),
            Step::answer(0, "0"),
            asked(),
            printed(shout),
            Step::Emit(ProcessEvent::Stderr(shout.into())),
            Step::frame(b'E', &[&1_u32.to_le_bytes()[..], error.as_bytes()].concat()),
        ],
        report: RunReport::new(Termination::Exited(1)),
    };
    let later = Script::new(vec![ready(), printed(shout), asked(), Step::answer(0, "123454321")]);
    let judgement = judge(&request, [script, later]).0.unwrap();
    assert_eq!(verdicts(&judgement), "RTE: AC RTE WA");
    assert!(
        format!("{judgement:?}").contains(shout),
        "the judge itself knows it all"
    );
    let public = PublicJudgement::new(&judgement, &request.cases, Reveal::None);
    let shown = format!("{public:?}");
    assert!(!shown.contains("123454321") && !shown.contains("246908642"), "{shown}");
    assert_eq!(public.verdict, Verdict::RuntimeError);
    assert_eq!(public.cases.len(), 3);
    let public = PublicJudgement::new(&judgement, &request.cases, Reveal::FirstFailing);
    assert!(
        format!("{public:?}").contains(shout),
        "the first failing case is shown when it may be"
    );
}

#[test]
fn free_runs_say_that_output_was_cut() {
    if is_missing("python") {
        return;
    }
    let report = report(Termination::Exited(0), |report| report.truncated = true);
    let request = JudgeRequest::free_run(Submission::new("python", "4"), *b"in");
    let judgement = judge(
        &request,
        [Script {
            steps: vec![printed("xx")],
            report,
        }],
    )
    .0
    .unwrap();
    assert_eq!(judgement.verdict, Verdict::Accepted);
    assert!(judgement.cases[0].truncated);
    assert_eq!(judgement.cases[0].output, Some(Value::from("xx")));
}

#[test]
fn the_expected_answer_never_enters_the_sandbox() {
    if is_missing("python") {
        return;
    }
    let mut request = doubled(1);
    let mut cases = request.cases.to_vec();
    cases[0].expected = Expected::Value(Arc::new(json!(987_656_789)));
    request.cases = cases.into();
    let runner = script([Script::new(answers(&["0"]))]);
    engine().judge(&request).unwrap();
    for spec in runner.started() {
        let files = spec
            .files
            .iter()
            .map(|file| String::from_utf8_lossy(&file.contents).into_owned());
        let everything = format!("{:?} {:?} {}", spec.argv, spec.env, files.collect::<String>());
        assert!(!everything.contains("987656789"));
    }
}
