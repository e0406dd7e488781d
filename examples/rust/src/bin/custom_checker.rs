//! A problem with many right answers: "print two numbers above 1 whose product is N". A program decides, in the sandbox as well.

use dockexec_core::judge::checker::{Checker, CustomChecker};
use dockexec_core::problem::{CaseInput, Expected, TestCase};
use dockexec_core::{Engine, JudgeRequest, Result, Submission};

/// Called as `checker input output answer`. Exit status 0 means right, 1 wrong, 2 badly formatted, 3 that the problem itself is broken (testlib's codes); what it
/// prints is shown to people.
const CHECKER: &str = "
import sys

wanted = int(open(sys.argv[1]).read())
try:
    a, b = map(int, open(sys.argv[2]).read().split())
except ValueError:
    print('two numbers are asked for')
    sys.exit(2)
if a < 2 or b < 2 or a * b != wanted:
    print(f'{a} times {b} is not {wanted}, or one of them is too small')
    sys.exit(1)
";

const SUBMISSIONS: [(&str, &str); 3] = [
    (
        "smallest factor first",
        "n = int(input())\nd = next(d for d in range(2, n) if n % d == 0)\nprint(d, n // d)\n",
    ),
    ("one times itself", "n = int(input())\nprint(1, n)\n"),
    ("too talkative", "n = int(input())\nprint('the factors of', n)\n"),
];

fn main() -> Result<()> {
    let engine = Engine::new()?;
    for (name, source) in SUBMISSIONS {
        let cases = ["91", "144", "2021"].map(|number| TestCase {
            name: number.into(),
            input: CaseInput::Stdin(number.as_bytes().into()),
            // The checker needs no model answer here.
            expected: Expected::Nothing,
            hidden: false,
        });
        let mut request = JudgeRequest::program(Submission::new("python", source), cases);
        request.checker = Checker::Custom(CustomChecker {
            language: "python".into(),
            source: CHECKER.into(),
        });
        let judgement = engine.judge(&request)?;
        let why = judgement.cases.iter().find_map(|case| case.message.as_deref());
        println!("{name}: {} {}", judgement.verdict, why.unwrap_or(""));
    }
    Ok(())
}
