//! Judges one LeetCode-style function, and tells how it goes while it runs.

use std::sync::Arc;

use dockexec_core::problem::{CaseInput, Expected, TestCase};
use dockexec_core::wrap::Signature;
use dockexec_core::{Engine, JudgeRequest, Result, Submission};
use serde_json::{Value, json};

/// Right for most inputs: it forgets that a pair may consist of two equal numbers.
const SOLUTION: &str = "
class Solution:
    def twoSum(self, nums: list[int], target: int) -> list[int]:
        place = {value: index for index, value in enumerate(nums)}
        for index, value in enumerate(nums):
            other = place.get(target - value)
            if other is not None and nums[other] != value:
                return [index, other]
        return []
";

fn case(name: &str, args: Value, expected: Value) -> TestCase {
    TestCase {
        name: name.into(),
        input: CaseInput::Args(args.as_array().cloned().unwrap_or_default().into()),
        expected: Expected::Value(Arc::new(expected)),
        hidden: false,
    }
}

fn main() -> Result<()> {
    // One engine for the whole process: it keeps compilers warm and sandboxes ready.
    let engine = Engine::new()?;
    let signature = Signature::from_leetcode(
        r#"{"name": "twoSum", "params": [{"name": "nums", "type": "integer[]"}, {"name": "target", "type": "integer"}], "return": {"type": "integer[]"}}"#,
    )?;
    let cases = [
        case("sample", json!([[2, 7, 11, 15], 9]), json!([0, 1])),
        case("negative", json!([[-3, 4, 3, 90], 0]), json!([0, 2])),
        case("twins", json!([[3, 3], 6]), json!([0, 1])),
    ];
    let request = JudgeRequest::function(Submission::new("python", SOLUTION), signature, cases);

    // `engine.judge(&request)` is the shorter way, where nobody watches.
    let run = engine.start(request)?;
    for event in run.events() {
        println!("… {}", event.name());
    }
    let judgement = run.wait()?;

    println!("{}", judgement.verdict);
    for case in &judgement.cases {
        let why = case.message.as_deref().unwrap_or("");
        println!("case {}: {} in {:?} {why}", case.index, case.verdict, case.cpu);
    }
    Ok(())
}
