//! A runner that plays scripts: for tests of everything above the sandbox, here and in code that embeds the judge.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::{CancelToken, Exceeded, Input, Process, ProcessEvent, RunReport, RunSpec, Runner, Termination, Usage};
use crate::{Error, ErrorKind, Result, Stage};

/// One step of a scripted process.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Step {
    /// Wait until bytes have been written to this input since the last such step.
    Await(Input),
    /// Use time.
    Spend(Usage),
    /// Let something happen.
    Emit(ProcessEvent),
}

impl Step {
    /// Sends the frame `kind` with `payload` on the answer channel.
    pub fn frame(kind: u8, payload: &[u8]) -> Self {
        let mut bytes = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        bytes.push(kind);
        bytes.extend_from_slice(payload);
        Self::Emit(ProcessEvent::Answers(bytes))
    }

    /// Answers case `number` with `text`.
    pub fn answer(number: u32, text: &str) -> Self {
        Self::frame(b'A', &[&number.to_le_bytes()[..], text.as_bytes()].concat())
    }

    /// Uses CPU time (and as much elapsed time).
    pub fn cpu(time: Duration) -> Self {
        Self::Spend(Usage { cpu: time, wall: time })
    }
}

/// What a scripted process does, and how it ends.
#[derive(Debug, Clone)]
pub struct Script {
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The report at the end, unless it was killed before.
    pub report: RunReport,
}

impl Script {
    /// A process that takes `steps` and exits with 0.
    pub fn new(steps: Vec<Step>) -> Self {
        Self {
            steps,
            report: RunReport::new(Termination::Exited(0)),
        }
    }
}

/// Plays one script for each start, in order, and remembers what it was asked to run.
#[derive(Debug, Default)]
pub struct FakeRunner {
    scripts: Mutex<VecDeque<Script>>,
    started: Mutex<Vec<RunSpec>>,
}

impl FakeRunner {
    /// A runner for these scripts.
    pub fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self {
            scripts: Mutex::new(scripts.into_iter().collect()),
            started: Mutex::default(),
        }
    }

    /// What was started so far.
    pub fn started(&self) -> Vec<RunSpec> {
        self.started.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Runner for FakeRunner {
    fn start(&self, spec: &RunSpec, cancel: &CancelToken) -> Result<Box<dyn Process>> {
        self.started
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(spec.clone());
        let script = self.scripts.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let script = script.ok_or_else(|| {
            Error::internal(
                Stage::Execute,
                "fake-runner",
                "more runs were started than there are scripts",
            )
        })?;
        Ok(Box::new(FakeProcess {
            steps: script.steps.into(),
            report: script.report,
            usage: Usage::default(),
            deadline: None,
            written: [0, 0],
            killed: None,
            cancel: cancel.clone(),
        }))
    }
}

struct FakeProcess {
    steps: VecDeque<Step>,
    report: RunReport,
    usage: Usage,
    deadline: Option<Usage>,
    written: [usize; 2],
    killed: Option<Exceeded>,
    cancel: CancelToken,
}

impl FakeProcess {
    fn spend(&mut self, time: Usage) {
        self.usage.cpu += time.cpu;
        self.usage.wall += time.wall;
        let Some(deadline) = self.deadline else { return };
        if self.usage.cpu > deadline.cpu {
            self.kill(Exceeded::Cpu);
        } else if self.usage.wall > deadline.wall {
            self.kill(Exceeded::Wall);
        }
    }
}

impl Process for FakeProcess {
    fn next_event(&mut self) -> Result<ProcessEvent> {
        loop {
            if self.cancel.is_cancelled() {
                return Err(Error::new(
                    ErrorKind::Cancelled,
                    Stage::Execute,
                    "cancelled",
                    "the run was cancelled",
                ));
            }
            if self.killed.is_some() {
                return Ok(ProcessEvent::Exited);
            }
            match self.steps.pop_front() {
                None => return Ok(ProcessEvent::Exited),
                Some(Step::Emit(event)) => return Ok(event),
                Some(Step::Spend(time)) => self.spend(time),
                Some(Step::Await(input)) => {
                    let written = &mut self.written[usize::from(input == Input::Cases)];
                    if *written == 0 {
                        return Err(Error::internal(
                            Stage::Execute,
                            "fake-runner",
                            format!("the script waits for {input:?}, and nobody writes"),
                        ));
                    }
                    *written = 0;
                }
            }
        }
    }

    fn drain(&mut self) -> Result<Vec<ProcessEvent>> {
        let mut events = Vec::new();
        while let Some(Step::Emit(ProcessEvent::Stdout(_) | ProcessEvent::Stderr(_) | ProcessEvent::Answers(_))) =
            self.steps.front()
        {
            if let Some(Step::Emit(event)) = self.steps.pop_front() {
                events.push(event);
            }
        }
        Ok(events)
    }

    fn write(&mut self, to: Input, bytes: Arc<[u8]>) {
        self.written[usize::from(to == Input::Cases)] += bytes.len();
    }

    fn close(&mut self, _to: Input) {}

    fn set_budget(&mut self, budget: Usage) {
        self.deadline = Some(Usage {
            cpu: self.usage.cpu + budget.cpu,
            wall: self.usage.wall + budget.wall,
        });
    }

    fn usage(&mut self) -> Result<Usage> {
        Ok(self.usage)
    }

    fn kill(&mut self, bound: Exceeded) {
        self.killed.get_or_insert(bound);
    }

    fn finish(self: Box<Self>) -> Result<RunReport> {
        let Self {
            mut report,
            usage,
            killed,
            steps,
            ..
        } = *self;
        report.usage = usage;
        match killed {
            Some(bound) => report.termination = Termination::Killed(bound),
            None if !steps.is_empty() => report.termination = Termination::Stopped,
            None => {}
        }
        Ok(report)
    }
}
