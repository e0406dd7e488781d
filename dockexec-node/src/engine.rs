//! The engine, its runs, and what this host offers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use dockexec_core::event::StageEvent;
use dockexec_core::execute::CancelToken;
use dockexec_core::{Engine, Error, Judgement};
use dockexec_protocol::{Id, Job};
use napi::bindgen_prelude::{Object, Unknown};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, Status};
use napi_derive::napi;
use serde::Deserialize;

use crate::convert::{Event, NativeJudgement, small};
use crate::error::Failure;
use crate::problem::NativeProblem;
use crate::read::{self, ProblemCall, RunCall};
use crate::task::{self, Cancellation, Shared, Wish};

/// Settings of an engine.
#[napi(object)]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EngineOptions {
    /// How many submissions are judged at a time. Default: one for each core; more would let runs slow each other down.
    pub jobs: Option<u32>,
    /// How many may wait for a slot before more are refused with a `QueueFullError`. Default: 10,000.
    pub max_waiting: Option<u32>,
    /// Where artifacts and prepared toolchains are kept. Default: `$DOCKEXEC_CACHE_DIR`, else `$XDG_CACHE_HOME/dockexec`, else `~/.cache/dockexec`.
    pub cache_directory: Option<String>,
    /// Keep each run on a processor of its own, for steadier times.
    pub pin_cores: Option<bool>,
    /// Start a fresh compiler for every compilation, even where one could be kept warm (Java).
    pub cold_compilers: Option<bool>,
}

impl EngineOptions {
    fn build(self) -> Result<Engine, Failure> {
        let mut builder = Engine::builder().pin_cores(self.pin_cores.unwrap_or(false));
        if let Some(jobs) = self.jobs {
            builder = builder.jobs(jobs as usize);
        }
        if let Some(most) = self.max_waiting {
            builder = builder.max_waiting(most as usize);
        }
        if let Some(directory) = self.cache_directory {
            builder = builder.cache_directory(directory);
        }
        if self.cold_compilers.unwrap_or(false) {
            builder = builder.cold_compilers();
        }
        Ok(builder.build()?)
    }
}

/// The engine as `lib/index.ts` uses it.
#[napi]
#[derive(Debug)]
pub struct NativeEngine {
    engine: Held,
    runs: Runs,
}

/// An engine that is let go of on a thread: that takes milliseconds, which are not the event loop's.
#[derive(Debug)]
struct Held(Option<Engine>);

impl Held {
    /// The engine; it is there until this is dropped.
    fn get(&self) -> Result<&Engine, Failure> {
        let gone = || Error::bad_request("engine-closed", "the engine is closed");
        self.0.as_ref().ok_or_else(|| gone().into())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let engine = self.0.take();
        drop(
            thread::Builder::new()
                .name("dockexec-drop".into())
                .spawn(move || drop(engine)),
        );
    }
}

/// Who hears of events.
type Observer = ThreadsafeFunction<Event, Unknown<'static>, Event, Status, false>;

#[napi]
impl NativeEngine {
    /// Makes the engine on the calling thread, which takes some tens of milliseconds. `options` is the text of `EngineOptions`.
    #[napi(constructor)]
    pub fn new(env: &Env, options: String) -> napi::Result<Self> {
        let engine = read::call::<EngineOptions>(&options)?.build()?;
        let runs = Runs::default();
        let ended = runs.clone();
        // A worker that is terminated, a process that exits: nobody is left to want these runs.
        env.add_env_cleanup_hook(ended, |ended| ended.cancel())?;
        let engine = Held(Some(engine));
        Ok(Self { engine, runs })
    }

    /// How many are judged at a time.
    #[napi(getter)]
    pub fn jobs(&self) -> u32 {
        self.engine.get().map_or(0, |engine| small(engine.jobs() as u64))
    }

    /// Judges a submission by a problem.
    #[napi(ts_return_type = "Promise<NativeJudgement>")]
    pub fn judge<'env>(
        &self,
        env: &'env Env,
        problem: &NativeProblem,
        call: String,
        cancellation: &Cancellation,
        #[napi(ts_arg_type = "((event: Event) => void) | undefined | null")] observer: Option<Observer>,
    ) -> napi::Result<Object<'env>> {
        let problem = problem.clone();
        self.start(env, cancellation, observer, move || {
            let ProblemCall { submission, options } = read::call(&call)?;
            let id = submission.id.clone();
            let mut job = problem.job(submission.into_core())?;
            options.apply(&mut job)?;
            Ok((job, id))
        })
    }

    /// Runs a program freely.
    #[napi(ts_return_type = "Promise<NativeJudgement>")]
    pub fn run<'env>(
        &self,
        env: &'env Env,
        call: String,
        cancellation: &Cancellation,
        #[napi(ts_arg_type = "((event: Event) => void) | undefined | null")] observer: Option<Observer>,
    ) -> napi::Result<Object<'env>> {
        self.start(env, cancellation, observer, move || {
            read::call::<RunCall>(&call)?.into_job()
        })
    }

    /// Judges a request in the wire's shape.
    #[napi(ts_return_type = "Promise<NativeJudgement>")]
    pub fn judge_request<'env>(
        &self,
        env: &'env Env,
        request: String,
        cancellation: &Cancellation,
        #[napi(ts_arg_type = "((event: Event) => void) | undefined | null")] observer: Option<Observer>,
    ) -> napi::Result<Object<'env>> {
        self.start(env, cancellation, observer, move || read::request(&request))
    }

    /// Kills what runs, refuses what waits and whatever comes, and waits for the end of it.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn close<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        let engine = self.engine.get()?.clone();
        // A thread of its own: at the desk there may be work in front of it that takes its time.
        task::at_thread(env, "dockexec-close", move || {
            engine.close();
            Ok(())
        })
    }
}

impl NativeEngine {
    /// Makes the job and starts it, both on threads of ours; the promise is for its judgement.
    fn start<'env>(
        &self,
        env: &'env Env,
        cancellation: &Cancellation,
        observer: Option<Observer>,
        make: impl FnOnce() -> Result<(Job, Option<Id>), Failure> + Send + 'static,
    ) -> napi::Result<Object<'env>> {
        let engine = self.engine.get()?.clone();
        let run = Run {
            runs: self.runs.clone(),
            wish: cancellation.wish(),
            observer,
        };
        task::promised(env, move |promise| match make() {
            Ok((job, id)) => run.submit(&engine, job, id, promise),
            Err(failure) => promise.settle(Err(failure)),
        })
    }
}

/// What belongs to a run besides its job.
struct Run {
    runs: Runs,
    wish: Wish,
    observer: Option<Observer>,
}

impl Run {
    fn submit(self, engine: &Engine, job: Job, id: Option<Id>, promise: Shared<NativeJudgement>) {
        let Self { runs, wish, observer } = self;
        let observe = move |event: StageEvent| {
            if let Some(observer) = &observer {
                observer.call(Event::from(&event), ThreadsafeFunctionCallMode::NonBlocking);
            }
        };
        let number = runs.number();
        let (ended, settled) = (runs.clone(), promise.share());
        let request = job.request.clone();
        let done = move |judgement: dockexec_core::Result<Judgement>| {
            ended.end(number);
            let judgement = judgement.map(|judgement| NativeJudgement::new(job.answer(&judgement, id, None)));
            settled.settle(judgement.map_err(Failure::from));
        };
        match engine.submit(request, observe, done) {
            Ok(token) => {
                runs.begin(number, &token);
                task::stops(&wish, &token);
            }
            Err(error) => {
                runs.end(number);
                promise.settle(Err(error.into()));
            }
        }
    }
}

/// The runs of one engine in one environment of Node, so that they end with it.
#[derive(Debug, Clone, Default)]
struct Runs(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    next: u64,
    running: BTreeMap<u64, Option<CancelToken>>,
    over: bool,
}

impl Runs {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn number(&self) -> u64 {
        let mut state = self.lock();
        let number = state.next;
        state.next += 1;
        state.running.insert(number, None);
        number
    }

    /// The run may have ended already.
    fn begin(&self, number: u64, token: &CancelToken) {
        let mut state = self.lock();
        if let Some(place) = state.running.get_mut(&number) {
            *place = Some(token.clone());
        }
        let over = state.over;
        drop(state);
        if over {
            token.cancel();
        }
    }

    fn end(&self, number: u64) {
        self.lock().running.remove(&number);
    }

    /// Ends all of them, and those that are about to begin.
    fn cancel(&self) {
        let running = {
            let mut state = self.lock();
            state.over = true;
            std::mem::take(&mut state.running)
        };
        running.into_values().flatten().for_each(|token| token.cancel());
    }
}
