//! What a harness costs: 100 streamed cases of an O(n) function, against the same work done by a plain program that reads the same 100 inputs from one file and
//! prints its answers. Both run in the same sandbox, in the same run of this benchmark, taking turns; what is compared is CPU time, start of the process included.
//!
//! `cargo bench -p dockexec-core --bench streamed`

#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::time::Duration;

use dockexec_core::problem::{CaseInput, Expected, TestCase};
use dockexec_core::sanitize::Strictness;
use dockexec_core::wrap::Signature;
use dockexec_core::{Engine, JudgeRequest, Languages, Submission, Verdict};
use serde_json::{Value, json};

const CASES: usize = 100;
const ROUNDS: usize = 7;

/// Language, the function, the plain program.
const SUBJECTS: [(&str, &str, &str); 5] = [
    (
        "c",
        include_str!("streamed/function.c"),
        include_str!("streamed/program.c"),
    ),
    (
        "go",
        include_str!("streamed/function.go.txt"),
        include_str!("streamed/program.go.txt"),
    ),
    (
        "java",
        include_str!("streamed/function.java"),
        include_str!("streamed/program.java"),
    ),
    (
        "javascript",
        include_str!("streamed/function.js"),
        include_str!("streamed/program.js"),
    ),
    (
        "python",
        include_str!("streamed/function.py"),
        include_str!("streamed/program.py"),
    ),
];

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let engine = match Engine::builder().jobs(1).build() {
        Ok(engine) => engine,
        Err(error) => return println!("skipped: {error}"),
    };
    println!(
        "{CASES} cases of an O(n) function; CPU time in ms, median of {ROUNDS}; the aim: harness <= 1.3 x plain + 50 us a case + one start"
    );
    println!(
        "{:<11} {:>9} {:>9} {:>9} {:>9} {:>7}  within the aim",
        "language", "input", "start", "plain", "harness", "ratio"
    );
    for (name, elements) in [("tiny", 3), ("100 KB", 18_000)] {
        for (language, function, program) in SUBJECTS {
            if let Err(error) = engine.toolchain(Languages::find(language).unwrap()) {
                println!("{language:<11} skipped: {error}");
                continue;
            }
            measure(&engine, name, elements, language, function, program);
        }
    }
}

fn measure(engine: &Engine, name: &str, elements: usize, language: &str, function: &str, program: &str) {
    let inputs: Vec<Vec<i64>> = (0..CASES)
        .map(|case| {
            (0..elements)
                .map(|at| ((case * 7919 + at * 104_729) % 100_000) as i64 - 50_000)
                .collect()
        })
        .collect();
    let harness = function_request(language, function, &inputs);
    let plain = program_request(language, program, &inputs);
    let start = program_request(language, program, &[]);
    let (mut with_harness, mut without, mut alone) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        with_harness.push(cpu(engine, &harness));
        without.push(cpu(engine, &plain));
        alone.push(cpu(engine, &start));
    }
    let (with_harness, without, alone) = (median(with_harness), median(without), median(alone));
    let aim = without.mul_f64(1.3) + Duration::from_micros(50) * CASES as u32 + alone;
    let ms = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1e3);
    println!(
        "{language:<11} {name:>9} {:>9} {:>9} {:>9} {:>7.2}  {}",
        ms(alone),
        ms(without),
        ms(with_harness),
        with_harness.as_secs_f64() / without.as_secs_f64(),
        if with_harness <= aim { "yes" } else { "no" }
    );
}

fn cpu(engine: &Engine, request: &JudgeRequest) -> Duration {
    let judgement = engine.judge(request).unwrap();
    assert_eq!(
        judgement.verdict,
        Verdict::Accepted,
        "{:?} {:?}",
        judgement.first_failing(),
        judgement.diagnostics
    );
    judgement.totals.cpu + judgement.totals.startup_cpu
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn function_request(language: &str, source: &str, inputs: &[Vec<i64>]) -> JudgeRequest {
    let signature = r#"{"name":"total","params":[{"name":"nums","type":"integer[]"}],"return":{"type":"long"}}"#;
    let case = |input: &Vec<i64>| TestCase {
        name: "case".into(),
        input: CaseInput::Args([json!(input)].into()),
        expected: Expected::Value(Arc::new(json!(input.iter().sum::<i64>()))),
        hidden: false,
    };
    let cases: Vec<TestCase> = inputs.iter().map(case).collect();
    JudgeRequest::function(
        Submission::new(language, source),
        Signature::from_leetcode(signature).unwrap(),
        cases,
    )
}

fn program_request(language: &str, source: &str, inputs: &[Vec<i64>]) -> JudgeRequest {
    let mut submission = Submission::new(language, source);
    let text = inputs
        .iter()
        .map(|input| format!("{}\n", Value::from(input.clone())))
        .collect::<String>();
    submission.files.push(("inputs.json".into(), text.into_bytes()));
    let expected = inputs
        .iter()
        .map(|input| format!("{}\n", input.iter().sum::<i64>()))
        .collect::<String>();
    let case = TestCase {
        name: "all".into(),
        input: CaseInput::Stdin(Arc::default()),
        expected: Expected::Text(expected.into_bytes().into()),
        hidden: false,
    };
    let mut request = JudgeRequest::program(submission, [case]);
    request.profile.strictness = Strictness::Off;
    request
}
