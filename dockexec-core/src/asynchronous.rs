//! The engine for async hosts (feature `tokio`): nothing here blocks, and what is dropped is cancelled.

use tokio::sync::{mpsc, oneshot};

use crate::event::StageEvent;
use crate::execute::CancelToken;
use crate::judge::Judgement;
use crate::request::JudgeRequest;
use crate::{Engine, Error, Result, Stage};

/// A judgement in the making, for async code. Dropping it cancels the run.
#[derive(Debug)]
pub struct AsyncRun {
    events: mpsc::UnboundedReceiver<StageEvent>,
    result: oneshot::Receiver<Result<Judgement>>,
    cancel: CancelOnDrop,
}

#[derive(Debug)]
struct CancelOnDrop(CancelToken);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl AsyncRun {
    /// The next event; `None` when the run is over.
    pub async fn next_event(&mut self) -> Option<StageEvent> {
        self.events.recv().await
    }

    /// A token that cancels this run.
    pub fn token(&self) -> CancelToken {
        self.cancel.0.clone()
    }

    /// Waits for the judgement. Dropping the future cancels the run.
    ///
    /// # Errors
    /// As [`Engine::judge_with`].
    pub async fn wait(self) -> Result<Judgement> {
        let Self {
            result,
            cancel: _cancel,
            ..
        } = self;
        let lost = || Error::internal(Stage::Execute, "worker-lost", "the worker ended without a result");
        result.await.unwrap_or_else(|_| Err(lost()))
    }
}

impl Engine {
    /// As [`Engine::start`], for async code.
    ///
    /// # Errors
    /// As [`Engine::start`].
    pub fn start_async(&self, request: JudgeRequest) -> Result<AsyncRun> {
        let (send_event, events) = mpsc::unbounded_channel();
        let (send_result, result) = oneshot::channel();
        let cancel = self.submit(
            request,
            move |event| drop(send_event.send(event)),
            move |judgement| drop(send_result.send(judgement)),
        )?;
        Ok(AsyncRun {
            events,
            result,
            cancel: CancelOnDrop(cancel),
        })
    }

    /// As [`Engine::judge`], without blocking. Dropping the future cancels the run.
    ///
    /// # Errors
    /// As [`Engine::judge_with`].
    pub async fn judge_async(&self, request: JudgeRequest) -> Result<Judgement> {
        self.start_async(request)?.wait().await
    }
}
