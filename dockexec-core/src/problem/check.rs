//! What a loaded problem still lacks to be a good one: for its author, not for the judge.

use std::collections::HashMap;

use super::error::ProblemError;
use super::{CaseInput, Problem};
use crate::judge::Verdict;

/// Wall time that the cases of a problem may take together before its author should think again.
const LONGEST_SECONDS: u64 = 3600;

impl Problem {
    /// What an author should add or mend although the problem can be judged: samples, a reference solution, cases that test something new. Empty means
    /// that nothing is missing. Whether the solutions get the verdicts they must get is for the judge to say.
    pub fn check(&self) -> Vec<ProblemError> {
        let mut errors = Vec::new();
        if self.samples().next().is_none() {
            errors.push(
                ProblemError::new("tests", "there is no sample")
                    .with_hint("mark a case with \"sample\": true, or put it into tests/sample"),
            );
        }
        if self.cases.iter().all(|case| !case.hidden) {
            errors.push(
                ProblemError::new("tests", "there is no hidden case")
                    .with_hint("a solution that prints the samples' answers would be accepted"),
            );
        }
        if !self
            .solutions
            .iter()
            .any(|solution| solution.expects == Verdict::Accepted)
        {
            errors.push(
                ProblemError::new("solutions", "there is no accepted solution").with_hint(
                    "put one into solutions/<language>/accepted.<extension>, to show that the task can be solved",
                ),
            );
        }
        errors.extend(self.repeated_inputs());
        errors.extend(self.endless_limits());
        errors
    }

    /// Two cases with the same input test nothing new.
    fn repeated_inputs(&self) -> Vec<ProblemError> {
        let mut seen: HashMap<blake3::Hash, &str> = HashMap::new();
        let mut errors = Vec::new();
        for case in self.cases.iter() {
            let hash = match &case.input {
                CaseInput::Stdin(bytes) => blake3::hash(bytes),
                CaseInput::Args(args) => {
                    let mut hasher = blake3::Hasher::new();
                    // The hasher never fails to write, and arguments of known types are always JSON.
                    if serde_json::to_writer(&mut hasher, &**args).is_err() {
                        continue;
                    }
                    hasher.finalize()
                }
            };
            if let Some(first) = seen.insert(hash, &case.name) {
                let message = format!("the cases {first:?} and {:?} have the same input", case.name);
                errors.push(ProblemError::new("tests", message).with_hint("remove one of them"));
            }
        }
        errors
    }

    /// Limits so wide that one slow submission would occupy a judge for hours.
    fn endless_limits(&self) -> Option<ProblemError> {
        let all = self.language_limits.values().chain([&self.limits]);
        let longest = all.map(|limits| limits.wall()).max()?;
        let seconds = longest.as_secs().saturating_mul(self.cases.len() as u64);
        (seconds > LONGEST_SECONDS).then(|| {
            let message = format!(
                "{} cases of up to {} s each may take {} minutes",
                self.cases.len(),
                longest.as_secs(),
                seconds / 60
            );
            ProblemError::new("problem.toml", message).with_hint("lower the time limits, or use fewer cases")
        })
    }
}
