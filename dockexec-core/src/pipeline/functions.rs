//! Judging a function: cases are streamed to one process; after a failure a new process goes on with the next case.

use std::sync::Arc;

use serde_json::Value;

use super::{EXCERPT, Judged, Patience, Pipeline, blank_case, custom, excerpt, fault_diagnostic, note_end, spec};
use crate::compile::Artifact;
use crate::event::StageEvent;
use crate::execute::function::{CaseEnd, CaseLimits, CaseRun, Progress, Streak, run_cases};
use crate::execute::{OutputPolicy, Termination};
use crate::judge::checker::{Checker, Opinion, check_value};
use crate::judge::classify::{self, Failure};
use crate::judge::{CaseResult, Verdict};
use crate::problem::Expected;
use crate::request::{Isolation, JudgeRequest, PreparedCase};
use crate::wrap::Signature;
use crate::{Error, Result};

/// Runs and compares every case (or those up to the first failure).
pub(super) fn judge(
    pipeline: &Pipeline<'_>,
    artifact: &Artifact,
    signature: &Signature,
    request: &JudgeRequest,
    cases: &[PreparedCase],
) -> Result<Judged> {
    let context = Context {
        pipeline,
        artifact,
        signature,
        request,
        cases,
    };
    let mut judged = Judged::default();
    let mut patience = Patience::default();
    while judged.cases.len() < cases.len() {
        let first = judged.cases.len();
        if patience.is_over(&request.limits) {
            judged.message = Some(Patience::message(first, cases.len()));
            break;
        }
        let count = if request.isolation == Isolation::PerCase {
            1
        } else {
            cases.len() - first
        };
        let (streak, mut results) = context.streak(first, count)?;
        patience.spend(streak.report.usage.cpu, streak.report.usage.wall);
        judged.instructions.add(streak.report.instructions);
        judged.startup_cpu = judged.startup_cpu.max(streak.startup.cpu);
        judged.tier.get_or_insert_with(|| streak.report.tier.clone());
        judged
            .memory_source
            .get_or_insert_with(|| streak.report.memory_source.clone());
        if let Some(CaseRun {
            end: CaseEnd::Fault(payload),
            ..
        }) = &streak.last
        {
            judged.fault = Some(fault_diagnostic(payload, artifact));
            break;
        }
        for result in &mut results {
            result.memory = streak.report.memory;
        }
        context.second_chance(&mut results)?;
        judged.cases.extend(results);
        let failed = judged
            .cases
            .last()
            .is_some_and(|case| case.verdict != Verdict::Accepted);
        if streak.last.is_none() || streak.failed_loading || (failed && request.stop_at_first) {
            break;
        }
    }
    Ok(judged)
}

struct Context<'a> {
    pipeline: &'a Pipeline<'a>,
    artifact: &'a Artifact,
    signature: &'a Signature,
    request: &'a JudgeRequest,
    cases: &'a [PreparedCase],
}

impl Context<'_> {
    /// Runs `count` cases from `first` on in one process, as far as it gets.
    fn streak(&self, first: usize, count: usize) -> Result<(Streak, Vec<CaseResult>)> {
        let limits = &self.request.limits;
        let cases = self.cases.get(first..first + count).unwrap_or_default();
        let mut spec = spec::of(self.artifact, limits, spec::whole(limits, count), OutputPolicy::Kill)?;
        // The limit on output is per case and counted case by case; for the whole process it only must not be lower.
        spec.limits.output = limits.output.saturating_mul(count as u64 + 1);
        let texts: Vec<Arc<[u8]>> = cases.iter().map(|case| Arc::clone(&case.text)).collect();
        let case_limits = CaseLimits::new(spec::budget(limits), limits.output);
        let mut watch = Watch {
            context: self,
            first,
            results: Vec::new(),
            error: None,
        };
        let streak = run_cases(
            self.pipeline.runner,
            &spec,
            &texts,
            case_limits,
            self.pipeline.cancel,
            &mut watch,
        )?;
        let Watch { mut results, error, .. } = watch;
        if let Some(error) = error {
            return Err(error);
        }
        if let (Some(run), Some(result)) = (&streak.last, results.last_mut()) {
            self.explain(run, &streak, result);
        }
        Ok((streak, results))
    }

    /// The verdict of a case that ended without an answer: only now, with the process gone, is it known why.
    fn explain(&self, run: &CaseRun, streak: &Streak, result: &mut CaseResult) {
        let report = &streak.report;
        let limits = &self.request.limits;
        let killed = report.out_of_memory || matches!(report.termination, Termination::Killed(_));
        let failure = match &run.end {
            CaseEnd::Answer(_) => return,
            // Whatever the harness managed to say, what stopped the run from outside comes first.
            _ if killed => classify::failure(report, &run.stderr, self.artifact.language(), limits),
            CaseEnd::Error(payload) => {
                let reported = classify::reported(payload, self.artifact.language());
                if let Some(trace) = reported.trace {
                    result.stderr.push_str(&trace);
                }
                Some(Failure::new(Verdict::RuntimeError, reported.message))
            }
            CaseEnd::Broken(why) => Some(Failure::new(
                Verdict::RuntimeError,
                format!("broke the harness protocol: {why}"),
            )),
            CaseEnd::Fault(_) => Some(Failure::new(Verdict::CompileError, "it does not compile")),
            CaseEnd::Ended => classify::failure(report, &run.stderr, self.artifact.language(), limits),
        };
        // A harness that has reported exits, unless it is killed first: how its process ended depends on who was quicker.
        if matches!(run.end, CaseEnd::Ended) {
            note_end(result, &report.termination);
        }
        let failure =
            failure.unwrap_or_else(|| Failure::new(Verdict::RuntimeError, "exited with status 0 before it answered"));
        result.verdict = failure.verdict;
        result.message = Some(failure.message);
    }

    /// A case that was *answered rightly* within the grace beyond its limit is run once more; the better time counts. A wrong answer is not: a second run would be a
    /// second guess.
    fn second_chance(&self, results: &mut [CaseResult]) -> Result<()> {
        let Some(last) = results.last_mut().filter(|last| self.is_late(last)) else {
            return Ok(());
        };
        if last.verdict == Verdict::Accepted {
            let (streak, again) = self.streak(last.index, 1)?;
            if let Some(mut again) = again.into_iter().next()
                && again.cpu < last.cpu
                && again.output.is_some()
            {
                again.memory = streak.report.memory;
                *last = again;
            }
        }
        if self.is_late(last) {
            let failure = classify::exceeded(crate::execute::Exceeded::Cpu, &self.request.limits);
            last.verdict = failure.verdict;
            last.message = Some(failure.message);
        }
        Ok(())
    }

    fn is_late(&self, result: &CaseResult) -> bool {
        result.output.is_some() && result.cpu > self.request.limits.cpu
    }

    fn result(&self, index: usize, case: &PreparedCase, run: &CaseRun) -> Result<CaseResult> {
        let mut result = blank_case(index, case);
        result.cpu = run.usage.cpu;
        result.wall = run.usage.wall;
        result.stdout = excerpt(&run.stdout);
        result.stderr = classify::without_harness_frames(&run.stderr, self.artifact.language());
        let CaseEnd::Answer(text) = &run.end else {
            // Replaced once the process is gone.
            result.verdict = Verdict::RuntimeError;
            return Ok(result);
        };
        match self.signature.read_answer(&case.args, text) {
            Err(fault) => {
                result.verdict = Verdict::RuntimeError;
                result.message = Some(format!("broke the harness protocol: {fault}"));
            }
            Ok(answer) => {
                let opinion = self.compare(case, &answer)?;
                result.verdict = opinion.verdict;
                result.message = opinion.message;
                result.output = Some(kept(answer, text));
            }
        }
        Ok(result)
    }

    fn compare(&self, case: &PreparedCase, answer: &Value) -> Result<Opinion> {
        match (&self.request.checker, &case.expected, &case.answer_type) {
            (Checker::Custom(checker), expected, _) => {
                let text = |value: &Value| value.to_string().into_bytes();
                let expected = match expected {
                    Expected::Value(value) => text(value),
                    Expected::Text(bytes) => bytes.to_vec(),
                    Expected::Nothing => Vec::new(),
                };
                custom::check(self.pipeline, checker, &case.text, &text(answer), &expected)
            }
            (checker, Expected::Value(expected), Some(ty)) => Ok(check_value(checker, ty, answer, expected)),
            // Nothing is expected: that it answered is enough.
            _ => Ok(Opinion::accepted()),
        }
    }
}

/// What is kept of an answer once it is judged: all of it, or an excerpt of its text. A program chooses how much it answers, and how often.
fn kept(answer: Value, text: &[u8]) -> Value {
    if text.len() > EXCERPT {
        Value::String(excerpt(text))
    } else {
        answer
    }
}

/// Judges each case as soon as it has ended, so that judging can stop at the first failure.
struct Watch<'a> {
    context: &'a Context<'a>,
    first: usize,
    results: Vec<CaseResult>,
    error: Option<Error>,
}

impl Progress for Watch<'_> {
    fn case_starts(&mut self, position: usize) {
        let total = self.context.cases.len();
        (self.context.pipeline.observe)(StageEvent::RunningCase {
            index: self.first + position,
            total,
        });
    }

    fn case_ended(&mut self, position: usize, run: &CaseRun) -> bool {
        let index = self.first + position;
        let Some(case) = self.context.cases.get(index) else {
            return false;
        };
        match self.context.result(index, case, run) {
            Err(error) => {
                self.error = Some(error);
                false
            }
            Ok(result) => {
                let failed = result.verdict != Verdict::Accepted;
                let late = self.context.is_late(&result);
                // A tampered-with answer ends the process's credit, a late one waits for its second chance.
                let broken = failed && result.output.is_none();
                self.results.push(result);
                !(broken || late || failed && self.context.request.stop_at_first)
            }
        }
    }
}
