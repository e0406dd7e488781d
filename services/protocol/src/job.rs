//! A request ready for the engine, and what a caller may ask for besides what a problem says. For hosts that hold problems in memory: the bindings, workers.

use dockexec_core::judge::{PublicJudgement, Reveal};
use dockexec_core::{JudgeRequest, Judgement, Problem, Result, Submission};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::judgement::JudgementRecord;
use crate::limits::LimitsRecord;
use crate::request::{self, Id};

/// A request ready for the engine, with what is needed to show its judgement.
#[derive(Debug, Clone)]
pub struct Job {
    /// What to judge.
    pub request: JudgeRequest,
    /// What to show of it.
    pub reveal: Reveal,
}

/// What a caller asks for on top of what a problem says. What is left out is as the problem has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgeOptions {
    /// Limits over those of the problem.
    #[serde(default)]
    pub limits: LimitsRecord,
    /// `strict`, `lenient` or `off`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sanitize: Option<String>,
    /// Ids of sanitizer rules, or names such as `os.environ`, that are allowed besides those that the problem allows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<String>,
    /// `none`, `first_failing` or `all`: what the answer shows of hidden cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reveal: Option<String>,
    /// Judge no further than the first case that fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_at_first: Option<bool>,
    /// `shared` or `per-case`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isolation: Option<String>,
}

impl JudgeOptions {
    /// Brings `job` into line.
    ///
    /// # Errors
    /// `BadRequest`: which option, its value, what it may be.
    pub fn apply(&self, job: &mut Job) -> Result<()> {
        let request = &mut job.request;
        request.limits = self.limits.over(request.limits)?;
        if let Some(name) = &self.sanitize {
            request.profile.strictness = request::strictness(name)?;
        }
        request.profile.allow.extend(self.allow.iter().cloned());
        if let Some(name) = &self.reveal {
            job.reveal = request::reveal(Some(name))?;
        }
        request.stop_at_first = self.stop_at_first.unwrap_or(request.stop_at_first);
        if let Some(name) = &self.isolation {
            request.isolation = request::isolation(name)?;
        }
        Ok(())
    }
}

impl Job {
    /// The job to judge `submission` by `problem`.
    ///
    /// # Errors
    /// `BadRequest` for an unknown language.
    pub fn of_problem(problem: &Problem, submission: Submission) -> Result<Self> {
        Ok(Self {
            request: problem.request(submission)?,
            reveal: problem.reveal(),
        })
    }

    /// The same job for another submission.
    #[must_use]
    pub fn with_submission(&self, submission: Submission) -> Self {
        let mut job = self.clone();
        job.request.submission = Arc::new(submission);
        job
    }

    /// The answer: `judgement`, which came of this job, as far as its reader may see it.
    pub fn answer(&self, judgement: &Judgement, id: Option<Id>, line: Option<u64>) -> JudgementRecord {
        let public = PublicJudgement::new(judgement, &self.request.cases, self.reveal);
        JudgementRecord::new(&public, id, line)
    }
}
