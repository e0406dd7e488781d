//! Promises that are kept by threads of ours, never by libuv's pool, and what stops them.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;

use dockexec_core::execute::CancelToken;
use dockexec_core::{Desk, Error, Stage};
use napi::bindgen_prelude::{Object, ToNapiValue};
use napi::{Env, JsDeferred};
use napi_derive::napi;

use crate::error::Failure;

/// The threads for what is no judgement, one desk for the whole process.
static DESK: LazyLock<Desk> = LazyLock::new(|| Desk::new(thread::available_parallelism().map_or(1, usize::from)));

type Resolver<T> = Box<dyn FnOnce(Env) -> napi::Result<T> + Send>;

/// A promise that is settled once, from any thread. Dropped unsettled (its thread panicked), it rejects: a promise that is never settled is a hang.
pub(crate) struct Promise<T: ToNapiValue + 'static>(Option<JsDeferred<T, Resolver<T>>>);

impl<T: ToNapiValue + Send + 'static> Promise<T> {
    /// A promise, and what JavaScript sees of it.
    pub(crate) fn new(env: &Env) -> napi::Result<(Self, Object<'_>)> {
        let (deferred, promise) = env.create_deferred()?;
        Ok((Self(Some(deferred)), promise))
    }

    pub(crate) fn settle(mut self, outcome: Result<T, Failure>) {
        if let Some(deferred) = self.0.take() {
            match outcome {
                Ok(value) => deferred.resolve(Box::new(move |_| Ok(value))),
                Err(failure) => deferred.reject(failure.into()),
            }
        }
    }
}

impl<T: ToNapiValue + 'static> Drop for Promise<T> {
    fn drop(&mut self) {
        if let Some(deferred) = self.0.take() {
            let message = "the work ended without a result: a defect of DockExec, please report it";
            let error = Error::internal(Stage::Request, "worker-lost", message);
            deferred.reject(Failure::from(error).into());
        }
    }
}

/// A promise within reach of two: whoever is to keep it, and whoever learns that nobody will.
pub(crate) struct Shared<T: ToNapiValue + 'static>(Arc<Mutex<Option<Promise<T>>>>);

impl<T: ToNapiValue + Send + 'static> Shared<T> {
    pub(crate) fn new(promise: Promise<T>) -> Self {
        Self(Arc::new(Mutex::new(Some(promise))))
    }

    pub(crate) fn share(&self) -> Self {
        Self(Arc::clone(&self.0))
    }

    /// Settles it; the second time does nothing.
    pub(crate) fn settle(&self, outcome: Result<T, Failure>) {
        let promise = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(promise) = promise {
            promise.settle(outcome);
        }
    }
}

/// Does `work` at the desk, which settles the promise sooner or later.
pub(crate) fn promised<'env, T: ToNapiValue + Send + 'static>(
    env: &'env Env,
    work: impl FnOnce(Shared<T>) + Send + 'static,
) -> napi::Result<Object<'env>> {
    let (promise, seen) = Promise::new(env)?;
    let promise = Shared::new(promise);
    let handed = promise.share();
    if let Err(error) = DESK.spawn(move || work(handed)) {
        promise.settle(Err(error.into()));
    }
    Ok(seen)
}

/// Does `work` at the desk; the promise is for what comes of it.
pub(crate) fn at_desk<'env, T: ToNapiValue + Send + 'static>(
    env: &'env Env,
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> napi::Result<Object<'env>> {
    promised(env, move |promise| promise.settle(work()))
}

/// Does `work` on a thread of its own; the promise is for what comes of it.
pub(crate) fn at_thread<'env, T: ToNapiValue + Send + 'static>(
    env: &'env Env,
    name: &str,
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> napi::Result<Object<'env>> {
    let (promise, seen) = Promise::new(env)?;
    // Without a thread the promise is dropped, which rejects it.
    drop(
        thread::Builder::new()
            .name(name.into())
            .spawn(move || promise.settle(work())),
    );
    Ok(seen)
}

/// Stops the run that it was handed along with.
#[napi]
#[derive(Debug, Default)]
pub struct Cancellation(Wish);

/// Shared with the thread that starts the run.
pub(crate) type Wish = Arc<Mutex<Cancel>>;

#[derive(Debug, Default)]
pub(crate) struct Cancel {
    wanted: bool,
    token: Option<CancelToken>,
}

#[napi]
impl Cancellation {
    /// For one run.
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Kills the run, whether it waits, compiles or runs. Its promise is then rejected.
    #[napi]
    pub fn cancel(&self) {
        let token = {
            let mut cancel = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            cancel.wanted = true;
            cancel.token.clone()
        };
        token.inspect(CancelToken::cancel);
    }
}

impl Cancellation {
    /// For the thread that starts the run.
    pub(crate) fn wish(&self) -> Wish {
        Arc::clone(&self.0)
    }
}

/// Tells a cancellation what it is to stop; at once if that was asked for before.
pub(crate) fn stops(wish: &Wish, token: &CancelToken) {
    let mut cancel = wish.lock().unwrap_or_else(PoisonError::into_inner);
    let wanted = cancel.wanted;
    cancel.token = Some(token.clone());
    drop(cancel);
    if wanted {
        token.cancel();
    }
}
