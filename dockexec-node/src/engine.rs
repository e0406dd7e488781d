//! The engine, its runs, and what this host offers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dockexec_core::event::StageEvent;
use dockexec_core::execute::CancelToken;
use dockexec_core::judge::PublicJudgement;
use dockexec_core::{Engine, Judgement};
use dockexec_protocol::{Defaults, Job, JudgementRecord, read_request};
use napi::bindgen_prelude::{Object, Unknown};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, Status};
use napi_derive::napi;

use crate::convert::{NativeJudgement, Progress};
use crate::error::Failure;
use crate::task::{self, Cancellation, Shared, Wish};

/// Settings of an engine.
#[napi(object)]
#[derive(Debug, Default)]
pub struct EngineOptions {
    /// How many submissions are judged at a time. Default: one for each core; more would let runs slow each other down.
    pub jobs: Option<u32>,
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
    engine: Engine,
    runs: Runs,
}

/// How progress is heard.
type Observer = ThreadsafeFunction<Progress, Unknown<'static>, Progress, Status, false>;

#[napi]
impl NativeEngine {
    /// Makes the engine on the calling thread.
    #[napi(constructor)]
    pub fn new(env: Env, options: EngineOptions) -> napi::Result<Self> {
        Self::of(&env, options.build()?)
    }

    fn of(env: &Env, engine: Engine) -> napi::Result<Self> {
        let runs = Runs::default();
        let ended = runs.clone();
        // A worker that is terminated, a process that exits: nobody is left to want these runs.
        env.add_env_cleanup_hook(ended, |ended| ended.cancel())?;
        Ok(Self { engine, runs })
    }

    /// How many are judged at a time.
    #[napi(getter)]
    pub fn jobs(&self) -> u32 {
        u32::try_from(self.engine.jobs()).unwrap_or(u32::MAX)
    }

    /// Judges one record.
    #[napi(ts_return_type = "Promise<NativeJudgement>")]
    pub fn judge<'env>(
        &self,
        env: &'env Env,
        record: String,
        cancellation: &Cancellation,
        #[napi(ts_arg_type = "((progress: Progress) => void) | undefined | null")] observer: Option<Observer>,
    ) -> napi::Result<Object<'env>> {
        self.start(env, cancellation, observer, move || {
            let request = read_request(record.as_bytes()).map_err(|rejected| rejected.error)?;
            Ok(request.into_job(&Defaults::default())?)
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
        make: impl FnOnce() -> Result<Job, Failure> + Send + 'static,
    ) -> napi::Result<Object<'env>> {
        let engine = self.engine.clone();
        let run = Run {
            runs: self.runs.clone(),
            wish: cancellation.wish(),
            observer,
        };
        task::promised(env, move |promise| match make() {
            Ok(job) => run.submit(&engine, job, promise),
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
    fn submit(self, engine: &Engine, job: Job, promise: Shared<NativeJudgement>) {
        let Self { runs, wish, observer } = self;
        let observe = move |event: StageEvent| {
            if let (Some(observer), Some(progress)) = (&observer, Progress::of(&event)) {
                observer.call(progress, ThreadsafeFunctionCallMode::NonBlocking);
            }
        };
        let number = runs.number();
        let (ended, settled) = (runs.clone(), promise.share());
        let Job { request, reveal } = job;
        let cases = Arc::clone(&request.cases);
        let done = move |judgement: dockexec_core::Result<Judgement>| {
            ended.end(number);
            let record = judgement.map(|judgement| {
                let public = PublicJudgement::new(&judgement, &cases, reveal);
                NativeJudgement::new(JudgementRecord::new(&public, None, None))
            });
            settled.settle(record.map_err(Failure::from));
        };
        match engine.submit(request, observe, done) {
            Ok(token) => {
                runs.begin(number, &token);
                task::stops(&wish, &token);
            }
            Err(error) => promise.settle(Err(error.into())),
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
