//! Judging a whole program: one process for each case, standard input in, standard output compared.

use serde_json::Value;

use super::{Judged, Patience, Pipeline, blank_case, custom, excerpt, fault_diagnostic, note_end, spec};
use crate::Result;
use crate::compile::Artifact;
use crate::event::StageEvent;
use crate::execute::program::{self, Console, ProgramOutcome};
use crate::execute::{Exceeded, OutputPolicy, RunSpec, Stdin};
use crate::judge::checker::{Checker, Opinion, check_text};
use crate::judge::classify;
use crate::judge::{CaseResult, Verdict};
use crate::problem::Expected;
use crate::request::{JudgeRequest, PreparedCase};

/// Runs and compares every case (or those up to the first failure).
pub(super) fn judge(
    pipeline: &Pipeline<'_>,
    artifact: &Artifact,
    request: &JudgeRequest,
    cases: &[PreparedCase],
) -> Result<Judged> {
    let context = Context {
        pipeline,
        artifact,
        request,
    };
    let mut judged = Judged::default();
    let mut patience = Patience::default();
    for (index, case) in cases.iter().enumerate() {
        if patience.is_over(&request.limits) {
            judged.message = Some(Patience::message(index, cases.len()));
            break;
        }
        (pipeline.observe)(StageEvent::RunningCase {
            index,
            total: cases.len(),
        });
        let outcome = context.run(case)?;
        judged.instructions.add(outcome.report.instructions);
        judged.tier.get_or_insert_with(|| outcome.report.tier.clone());
        judged
            .memory_source
            .get_or_insert_with(|| outcome.report.memory_source.clone());
        if let Some(payload) = &outcome.fault {
            judged.fault = Some(fault_diagnostic(payload, artifact));
            break;
        }
        let result = context.result(index, case, &outcome)?;
        if matches!(result.verdict, Verdict::TimeLimit | Verdict::WallTimeLimit) {
            patience.spend(result.cpu, result.wall);
        }
        let failed = result.verdict != Verdict::Accepted;
        judged.cases.push(result);
        if failed && request.stop_at_first {
            break;
        }
    }
    Ok(judged)
}

/// Runs the one case of a free run, with standard input and output connected to somebody who watches.
pub(super) fn run_live(
    pipeline: &Pipeline<'_>,
    artifact: &Artifact,
    request: &JudgeRequest,
    cases: &[PreparedCase],
    stdin: Stdin,
    console: &mut dyn Console,
) -> Result<Judged> {
    let context = Context {
        pipeline,
        artifact,
        request,
    };
    let mut judged = Judged::default();
    let Some(case) = cases.first() else { return Ok(judged) };
    (pipeline.observe)(StageEvent::RunningCase { index: 0, total: 1 });
    let mut spec = context.spec()?;
    spec.stdin = stdin;
    let outcome = program::run(pipeline.runner, &spec, &case.stdin, pipeline.cancel, Some(console))?;
    judged.instructions.add(outcome.report.instructions);
    judged.tier = Some(outcome.report.tier.clone());
    judged.memory_source = Some(outcome.report.memory_source.clone());
    match &outcome.fault {
        Some(payload) => judged.fault = Some(fault_diagnostic(payload, artifact)),
        None => judged.cases.push(context.result(0, case, &outcome)?),
    }
    Ok(judged)
}

struct Context<'a> {
    pipeline: &'a Pipeline<'a>,
    artifact: &'a Artifact,
    request: &'a JudgeRequest,
}

impl Context<'_> {
    /// Runs the case; a second time if it printed the right output and ended within the grace beyond its limit. The better time counts. A wrong output is not run
    /// again: that would be a second guess.
    fn run(&self, case: &PreparedCase) -> Result<ProgramOutcome> {
        let first = self.run_once(case)?;
        if !self.is_late(&first) || self.compare(case, &first.stdout)?.verdict != Verdict::Accepted {
            return Ok(first);
        }
        let second = self.run_once(case)?;
        Ok(if second.report.usage.cpu < first.report.usage.cpu {
            second
        } else {
            first
        })
    }

    fn run_once(&self, case: &PreparedCase) -> Result<ProgramOutcome> {
        let spec = self.spec()?;
        program::run(self.pipeline.runner, &spec, &case.stdin, self.pipeline.cancel, None)
    }

    fn spec(&self) -> Result<RunSpec> {
        let limits = &self.request.limits;
        let policy = if self.request.truncate_output {
            OutputPolicy::Truncate
        } else {
            OutputPolicy::Kill
        };
        spec::of(self.artifact, limits, spec::budget(limits), policy)
    }

    fn is_late(&self, outcome: &ProgramOutcome) -> bool {
        let ended = classify::failure(
            &outcome.report,
            &outcome.stderr,
            self.artifact.language(),
            &self.request.limits,
        )
        .is_none();
        ended && outcome.report.usage.cpu > self.request.limits.cpu
    }

    fn result(&self, index: usize, case: &PreparedCase, outcome: &ProgramOutcome) -> Result<CaseResult> {
        let limits = &self.request.limits;
        let report = &outcome.report;
        let mut result = blank_case(index, case);
        result.cpu = report.usage.cpu;
        result.wall = report.usage.wall;
        result.memory = report.memory;
        result.stdout = excerpt(&outcome.stdout);
        result.stderr = classify::without_harness_frames(&outcome.stderr, self.artifact.language());
        result.stderr = excerpt(result.stderr.as_bytes());
        result.output = Some(Value::String(result.stdout.clone()));
        result.truncated = report.truncated;
        note_end(&mut result, &report.termination);
        let failure = classify::failure(report, &outcome.stderr, self.artifact.language(), limits)
            .or_else(|| self.is_late(outcome).then(|| classify::exceeded(Exceeded::Cpu, limits)));
        match failure {
            Some(failure) => {
                result.verdict = failure.verdict;
                result.message = Some(failure.message);
            }
            None => {
                let opinion = self.compare(case, &outcome.stdout)?;
                result.verdict = opinion.verdict;
                result.message = opinion.message;
            }
        }
        Ok(result)
    }

    fn compare(&self, case: &PreparedCase, stdout: &[u8]) -> Result<Opinion> {
        let expected: &[u8] = match &case.expected {
            Expected::Text(text) => text,
            Expected::Value(_) | Expected::Nothing => &[],
        };
        match &self.request.checker {
            Checker::Custom(checker) => custom::check(self.pipeline, checker, &case.stdin, stdout, expected),
            checker => Ok(check_text(checker, stdout, expected)),
        }
    }
}
