//! The judge as one object: cheap to clone, usable from any thread, with a bounded number of runs at a time.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use crate::compile::cache::ArtifactCache;
use crate::compile::warm::WarmCompilers;
use crate::event::StageEvent;
use crate::execute::program::Console;
use crate::execute::{CancelToken, Runner, Stdin};
use crate::judge::Judgement;
use crate::language::{Language, Toolchain, Toolchains};
use crate::pipeline::Pipeline;
use crate::queue::{MAX_WAITING, Queue};
use crate::request::JudgeRequest;
use crate::{Error, ErrorKind, Languages, Result, Stage};

/// A language with its toolchain on this host, or why it is not available.
pub type Availability = (&'static Language, Result<Arc<Toolchain>>);

/// Judges submissions. Clones share everything.
#[derive(Debug, Clone)]
pub struct Engine(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    runner: Arc<dyn Runner>,
    toolchains: Toolchains,
    cache: ArtifactCache,
    warm: WarmCompilers,
    queue: Arc<Queue>,
}

impl Engine {
    /// An engine with the defaults: the strongest sandbox that this host offers, as many jobs at a time as there are cores.
    ///
    /// # Errors
    /// `HostUnfit` when no sandbox can be had; the hint names the remedy.
    #[cfg(all(feature = "sandbox", target_os = "linux"))]
    pub fn new() -> Result<Self> {
        Self::builder().build()
    }

    /// An engine to be configured.
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }

    /// Judges `request` on the calling thread's time, waiting for a free slot first.
    ///
    /// # Errors
    /// See [`Error`]: what is wrong with the request, the host or us. What is wrong with the submission is in the judgement.
    pub fn judge(&self, request: &JudgeRequest) -> Result<Judgement> {
        self.judge_with(request, &CancelToken::new(), &|_| {})
    }

    /// As [`Engine::judge`], with a way to cancel and to watch.
    ///
    /// # Errors
    /// As [`Engine::judge`], and `Cancelled`.
    pub fn judge_with(
        &self,
        request: &JudgeRequest,
        cancel: &CancelToken,
        observe: &dyn Fn(StageEvent),
    ) -> Result<Judgement> {
        observe(StageEvent::Queued);
        let slot = self.0.queue.wait(cancel)?;
        let judgement = self.0.judge(request, cancel, observe);
        drop(slot);
        observe(StageEvent::Finished);
        judgement
    }

    /// Runs the program of a free run, connected to somebody who watches: `stdin` is its standard input, and its output goes to `console` as it comes.
    ///
    /// # Errors
    /// As [`Engine::judge_with`]; and `BadRequest` for a function, which has no standard input.
    pub fn run_live(
        &self,
        request: &JudgeRequest,
        cancel: &CancelToken,
        stdin: Stdin,
        console: &mut dyn Console,
    ) -> Result<Judgement> {
        let slot = self.0.queue.wait(cancel)?;
        let live = self.0.queue.enter(cancel)?;
        let judgement = self.0.pipeline(cancel, &|_| {}).run_live(request, stdin, console);
        drop(live);
        drop(slot);
        judgement
    }

    /// Starts judging in the background. Dropping the handle cancels the run and does not block.
    ///
    /// # Errors
    /// `HostUnfit` (retry later) when too many requests wait already.
    pub fn start(&self, request: JudgeRequest) -> Result<RunHandle> {
        let (events, heard) = channel();
        let (done, result) = channel();
        // Nobody may listen any more: then it is for nothing, and that is fine.
        let cancel = self.submit(
            request,
            move |event| drop(events.send(event)),
            move |judgement| drop(done.send(judgement)),
        )?;
        Ok(RunHandle {
            cancel,
            events: heard,
            result,
        })
    }

    /// Starts judging in the background, for callers that are told instead of waiting: hosts of other languages, event loops. Gives back what cancels the run.
    ///
    /// `observe` and `done` are called on threads of the engine, and must not block. `done` is called exactly once; a request that is cancelled while it waits is
    /// answered at once, on the thread that cancels it.
    ///
    /// # Errors
    /// `Internal` (retry later) when too many requests wait already; then `done` is not called.
    pub fn submit(
        &self,
        request: JudgeRequest,
        observe: impl Fn(StageEvent) + Send + 'static,
        done: impl FnOnce(Result<Judgement>) + Send + 'static,
    ) -> Result<CancelToken> {
        let cancel = CancelToken::new();
        observe(StageEvent::Queued);
        let job = Job {
            request,
            cancel: cancel.clone(),
            observe: Box::new(observe),
            done: Box::new(done),
            shared: Arc::clone(&self.0),
        };
        if let Some(number) = self.0.queue.push(Box::new(|refused| job.run(refused)))? {
            let queue = Arc::downgrade(&self.0.queue);
            cancel.on_cancel(move || {
                // Out of the line it does not judge any more: it finds itself cancelled.
                if let Some(work) = queue.upgrade().and_then(|queue| queue.leave(number)) {
                    work(None);
                }
            });
        }
        Ok(cancel)
    }

    /// The toolchain of a language on this host.
    ///
    /// # Errors
    /// `HostUnfit` naming what is missing and the packages that provide it.
    pub fn toolchain(&self, language: &'static Language) -> Result<Arc<Toolchain>> {
        self.0.toolchains.get(language)
    }

    /// Every language with its toolchain, or why it is not available here.
    ///
    /// # Errors
    /// `Internal` for a defect of this build.
    pub fn languages(&self) -> Result<Vec<Availability>> {
        Ok(Languages::all()?
            .iter()
            .map(|language| (language, self.toolchain(language)))
            .collect())
    }

    /// How many requests are judged at a time.
    pub fn jobs(&self) -> usize {
        self.0.queue.slots
    }

    /// Cancels whatever is running or waiting, and waits until nothing is: not to be called from `observe`, `done` or a console. From then on every call is
    /// refused, by this engine and its clones. Not necessary: an engine that is dropped ends with its last run.
    pub fn close(&self) {
        self.0.queue.close();
    }

    /// What runs the processes.
    pub fn runner(&self) -> &dyn Runner {
        &*self.0.runner
    }
}

impl Shared {
    fn judge(&self, request: &JudgeRequest, cancel: &CancelToken, observe: &dyn Fn(StageEvent)) -> Result<Judgement> {
        let _live = self.queue.enter(cancel)?;
        if cancel.is_cancelled() {
            return Err(cancelled());
        }
        self.pipeline(cancel, observe).judge(request)
    }

    fn pipeline<'a>(&'a self, cancel: &'a CancelToken, observe: &'a dyn Fn(StageEvent)) -> Pipeline<'a> {
        Pipeline {
            runner: &*self.runner,
            toolchains: &self.toolchains,
            cache: &self.cache,
            warm: &self.warm,
            cancel,
            observe,
        }
    }
}

pub(crate) fn cancelled() -> Error {
    Error::new(
        ErrorKind::Cancelled,
        Stage::Execute,
        "cancelled",
        "the run was cancelled",
    )
}

/// Settings of an engine.
#[derive(Debug, Default)]
pub struct EngineBuilder {
    runner: Option<Arc<dyn Runner>>,
    cache: Option<PathBuf>,
    jobs: Option<usize>,
    max_waiting: Option<usize>,
    cold_compilers: bool,
    pin_cores: bool,
}

impl EngineBuilder {
    /// Runs processes with `runner` instead of the local sandbox.
    #[must_use]
    pub fn runner(mut self, runner: Arc<dyn Runner>) -> Self {
        self.runner = Some(runner);
        self
    }

    /// Keeps artifacts and prepared toolchains in `directory`. Default: `$DOCKEXEC_CACHE_DIR`, else `$XDG_CACHE_HOME/dockexec`, else `~/.cache/dockexec`.
    #[must_use]
    pub fn cache_directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.cache = Some(directory.into());
        self
    }

    /// How many requests are judged at a time. Default: one for each core; more would let runs slow each other down.
    #[must_use]
    pub fn jobs(mut self, jobs: usize) -> Self {
        self.jobs = Some(jobs.max(1));
        self
    }

    /// How many requests may wait for a slot before [`Engine::start`] refuses more. Default: 10,000.
    #[must_use]
    pub fn max_waiting(mut self, requests: usize) -> Self {
        self.max_waiting = Some(requests);
        self
    }

    /// Starts a fresh compiler for every compilation, even where one could be kept warm (Java).
    #[must_use]
    pub fn cold_compilers(mut self) -> Self {
        self.cold_compilers = true;
        self
    }

    /// Keeps each run on a processor of its own, for steadier times. No effect with a runner of one's own.
    #[must_use]
    pub fn pin_cores(mut self, pin: bool) -> Self {
        self.pin_cores = pin;
        self
    }

    /// Makes the engine.
    ///
    /// # Errors
    /// `HostUnfit` when no sandbox can be had and no other runner was given.
    pub fn build(self) -> Result<Engine> {
        let cache = self.cache.unwrap_or_else(default_cache);
        let runner = match self.runner {
            Some(runner) => runner,
            None => default_runner(self.pin_cores)?,
        };
        let jobs = self
            .jobs
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        Ok(Engine(Arc::new(Shared {
            runner,
            toolchains: Toolchains::new(cache.clone()),
            cache: ArtifactCache::new(Some(&cache)),
            warm: WarmCompilers::new(!self.cold_compilers),
            queue: Queue::new(jobs, self.max_waiting.unwrap_or(MAX_WAITING), "dockexec-judge"),
        })))
    }
}

#[cfg(all(feature = "sandbox", target_os = "linux"))]
fn default_runner(pin_cores: bool) -> Result<Arc<dyn Runner>> {
    let runner = crate::execute::sandboxed::SandboxRunner::new()?;
    Ok(Arc::new(if pin_cores { runner.pin_cores()? } else { runner }))
}

#[cfg(not(all(feature = "sandbox", target_os = "linux")))]
fn default_runner(_pin_cores: bool) -> Result<Arc<dyn Runner>> {
    Err(Error::new(
        ErrorKind::HostUnfit,
        Stage::Request,
        "no-runner",
        "this build has no sandbox of its own",
    )
    .with_hint("give the engine a runner"))
}

fn default_cache() -> PathBuf {
    let from = |name: &str| {
        env::var_os(name)
            .filter(|value| Path::new(value).is_absolute())
            .map(PathBuf::from)
    };
    from("DOCKEXEC_CACHE_DIR")
        .or_else(|| from("XDG_CACHE_HOME").map(|base| base.join("dockexec")))
        .or_else(|| from("HOME").map(|home| home.join(".cache/dockexec")))
        .unwrap_or_else(|| env::temp_dir().join(format!("dockexec-cache-{}", std::process::id())))
}

/// A judgement in the making.
#[derive(Debug)]
pub struct RunHandle {
    cancel: CancelToken,
    events: Receiver<StageEvent>,
    result: Receiver<Result<Judgement>>,
}

impl RunHandle {
    /// Waits for the judgement.
    ///
    /// # Errors
    /// As [`Engine::judge_with`].
    pub fn wait(self) -> Result<Judgement> {
        self.result.recv().unwrap_or_else(|_| {
            Err(Error::internal(
                Stage::Execute,
                "worker-lost",
                "the worker ended without a result",
            ))
        })
    }

    /// Cancels the run; [`RunHandle::wait`] then ends soon with `Cancelled`.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// A token that cancels this run.
    pub fn token(&self) -> CancelToken {
        self.cancel.clone()
    }

    /// What has happened, as it happens; ends when the run is over.
    pub fn events(&self) -> impl Iterator<Item = StageEvent> + '_ {
        self.events.iter()
    }
}

impl Drop for RunHandle {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

/// Work handed to a background thread.
struct Job {
    request: JudgeRequest,
    cancel: CancelToken,
    observe: Box<dyn Fn(StageEvent) + Send>,
    done: Box<dyn FnOnce(Result<Judgement>) + Send>,
    shared: Arc<Shared>,
}

impl Job {
    fn run(self, refused: Option<Error>) {
        let Self {
            request,
            cancel,
            observe,
            done,
            shared,
        } = self;
        let judge = || match refused {
            Some(error) => Err(error),
            None => shared.judge(&request, &cancel, &observe),
        };
        let judgement = catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|_| {
            let message = "the judge panicked: a defect of DockExec, please report it";
            Err(Error::internal(Stage::Execute, "panic", message))
        });
        observe(StageEvent::Finished);
        done(judgement);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::execute::fake::{FakeRunner, Script, Step};
    use crate::execute::{Input, ProcessEvent};
    use crate::judge::Verdict;
    use crate::problem::{CaseInput, Expected, TestCase};
    use crate::submission::Submission;
    use crate::wrap::Signature;
    use serde_json::json;

    fn engine(scripts: Vec<Script>) -> (Engine, Arc<FakeRunner>, tempfile::TempDir) {
        let cache = tempfile::tempdir().unwrap();
        let runner = Arc::new(FakeRunner::new(scripts));
        let engine = Engine::builder()
            .runner(runner.clone())
            .cache_directory(cache.path())
            .jobs(1)
            .build()
            .unwrap();
        (engine, runner, cache)
    }

    fn doubling(cases: &[i32]) -> JudgeRequest {
        let signature = r#"{"name":"double","params":[{"name":"n","type":"integer"}],"return":{"type":"integer"}}"#;
        let cases: Vec<TestCase> = cases
            .iter()
            .map(|n| TestCase {
                name: n.to_string().into(),
                input: CaseInput::Args([json!(n)].into()),
                expected: Expected::Value(Arc::new(json!(n * 2))),
                hidden: false,
            })
            .collect();
        let source = "class Solution:\n    def double(self, n):\n        return 2 * n\n";
        JudgeRequest::function(
            Submission::new("python", source),
            Signature::from_leetcode(signature).unwrap(),
            cases,
        )
    }

    fn has_python() -> bool {
        let here = Toolchain::discover(Languages::find("python").unwrap(), &env::temp_dir()).is_ok();
        if !here {
            println!("skipped: no python3");
        }
        here
    }

    fn conversation(answers: &[&str]) -> Vec<Step> {
        let mut steps = vec![Step::frame(b'R', b"")];
        for (number, answer) in (0..).zip(answers) {
            steps.push(Step::Await(Input::Cases));
            steps.push(Step::cpu(std::time::Duration::from_millis(5)));
            steps.push(Step::answer(number, answer));
        }
        steps
    }

    #[test]
    fn answers_are_compared_case_by_case() {
        if !has_python() {
            return;
        }
        let (engine, ..) = engine(vec![Script::new(conversation(&["2", "5", "6"]))]);
        let judgement = engine.judge(&doubling(&[1, 2, 3])).unwrap();
        assert_eq!(judgement.verdict, Verdict::WrongAnswer);
        let verdicts: Vec<_> = judgement.cases.iter().map(|case| case.verdict.code()).collect();
        assert_eq!(verdicts, ["AC", "WA", "AC"]);
        assert_eq!(judgement.totals.passed, 2);
        assert_eq!(judgement.first_failing().unwrap().index, 1);
    }

    #[test]
    fn an_answer_before_its_question_is_a_forgery() {
        if !has_python() {
            return;
        }
        let mut steps = vec![Step::frame(b'R', b""), Step::Await(Input::Cases)];
        let two = [Step::answer(0, "2"), Step::answer(1, "4")].map(|step| match step {
            Step::Emit(ProcessEvent::Answers(bytes)) => bytes,
            _ => unreachable!(),
        });
        steps.push(Step::Emit(ProcessEvent::Answers(two.concat())));
        let (engine, ..) = engine(vec![Script::new(steps), Script::new(conversation(&["4"]))]);
        let judgement = engine.judge(&doubling(&[1, 2])).unwrap();
        assert_eq!(judgement.cases[0].verdict, Verdict::RuntimeError);
        assert!(
            judgement.cases[0].message.as_deref().unwrap().contains("protocol"),
            "{judgement:?}"
        );
    }

    #[test]
    fn an_answer_that_waits_in_the_pipe_before_its_question_is_a_forgery_too() {
        if !has_python() {
            return;
        }
        let steps = vec![
            Step::frame(b'R', b""),
            Step::Await(Input::Cases),
            Step::answer(0, "2"),
            // In a write of its own: it is in the pipe, not in the decoder, when the next case is about to be sent.
            Step::answer(1, "4"),
            Step::Await(Input::Cases),
        ];
        let (engine, ..) = engine(vec![Script::new(steps), Script::new(conversation(&["4"]))]);
        let judgement = engine.judge(&doubling(&[1, 2])).unwrap();
        let verdicts: Vec<_> = judgement.cases.iter().map(|case| case.verdict.code()).collect();
        assert!(verdicts.contains(&"RTE"), "{judgement:?}");
        assert_ne!(judgement.verdict, Verdict::Accepted);
    }

    #[test]
    fn after_a_crash_a_new_process_goes_on_with_the_next_case() {
        if !has_python() {
            return;
        }
        let crash = vec![Step::frame(b'R', b""), Step::Await(Input::Cases)];
        let mut crashed = Script::new(crash);
        crashed.report.termination = crate::execute::Termination::Signalled(11);
        let (engine, runner, _cache) = engine(vec![crashed, Script::new(conversation(&["4"]))]);
        let judgement = engine.judge(&doubling(&[1, 2])).unwrap();
        let verdicts: Vec<_> = judgement.cases.iter().map(|case| case.verdict.code()).collect();
        assert_eq!(verdicts, ["RTE", "AC"]);
        assert!(judgement.cases[0].message.as_deref().unwrap().contains("SIGSEGV"));
        assert_eq!(runner.started().len(), 2);
    }

    #[test]
    fn a_case_that_ends_just_over_its_limit_gets_a_second_chance() {
        if !has_python() {
            return;
        }
        let slow = |millis| {
            Script::new(vec![
                Step::frame(b'R', b""),
                Step::Await(Input::Cases),
                Step::cpu(std::time::Duration::from_millis(millis)),
                Step::answer(0, "2"),
            ])
        };
        let (lucky, ..) = engine(vec![slow(3100), slow(2900)]);
        assert_eq!(lucky.judge(&doubling(&[1])).unwrap().verdict, Verdict::Accepted);
        let (unlucky, ..) = engine(vec![slow(3100), slow(3050)]);
        assert_eq!(unlucky.judge(&doubling(&[1])).unwrap().verdict, Verdict::TimeLimit);
        let (hopeless, runner, _cache) = engine(vec![slow(3400)]);
        assert_eq!(hopeless.judge(&doubling(&[1])).unwrap().verdict, Verdict::TimeLimit);
        assert_eq!(runner.started().len(), 1, "an endless loop is never run twice");
    }

    #[test]
    fn a_dropped_handle_cancels_and_a_cancelled_run_says_so() {
        if !has_python() {
            return;
        }
        let (engine, ..) = engine(vec![]);
        let slot = engine.0.queue.wait(&CancelToken::new()).unwrap();
        let handle = engine.start(doubling(&[1])).unwrap();
        handle.cancel();
        drop(slot);
        assert_eq!(handle.wait().unwrap_err().kind(), ErrorKind::Cancelled);
        let token = engine.start(doubling(&[1])).unwrap().token();
        assert!(token.is_cancelled());
    }

    #[test]
    fn who_cancels_while_waiting_is_answered_at_once() {
        let (engine, ..) = engine(vec![]);
        let slot = engine.0.queue.wait(&CancelToken::new()).unwrap();
        let (done, answer) = channel();
        let submitted = engine.submit(doubling(&[1]), |_| {}, move |judgement| drop(done.send(judgement)));
        submitted.unwrap().cancel();
        // The slot is still taken: nothing else could have answered.
        let error = answer.try_recv().unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled);
        drop(slot);
    }

    #[test]
    fn a_case_that_does_not_fit_is_a_bad_request_that_names_it() {
        let (engine, ..) = engine(vec![]);
        let mut request = doubling(&[1]);
        let mut cases = request.cases.to_vec();
        cases[0].input = CaseInput::Args([json!("one")].into());
        request.cases = cases.into();
        let error = engine.judge(&request).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadRequest);
        assert!(error.to_string().contains("case 0"), "{error}");
    }
}
