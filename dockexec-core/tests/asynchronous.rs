//! The async calls: they do not block, and a dropped future stops its run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use dockexec_core::execute::{
    CancelToken, Exceeded, Input, Process, ProcessEvent, RunReport, RunSpec, Runner, Termination, Usage,
};
use dockexec_core::{Engine, Error, ErrorKind, JudgeRequest, Result, Stage, Submission};

/// Starts processes that never end by themselves, and notes when they are cancelled.
#[derive(Debug, Default)]
struct Endless {
    started: AtomicBool,
    stopped: Arc<AtomicBool>,
}

struct EndlessProcess {
    cancel: CancelToken,
    stopped: Arc<AtomicBool>,
}

impl Runner for Endless {
    fn start(&self, _: &RunSpec, cancel: &CancelToken) -> Result<Box<dyn Process>> {
        self.started.store(true, Ordering::SeqCst);
        Ok(Box::new(EndlessProcess {
            cancel: cancel.clone(),
            stopped: Arc::clone(&self.stopped),
        }))
    }
}

impl Process for EndlessProcess {
    fn next_event(&mut self) -> Result<ProcessEvent> {
        while !self.cancel.is_cancelled() {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.stopped.store(true, Ordering::SeqCst);
        Err(Error::new(
            ErrorKind::Cancelled,
            Stage::Execute,
            "cancelled",
            "the run was cancelled",
        ))
    }
    fn drain(&mut self) -> Result<Vec<ProcessEvent>> {
        Ok(Vec::new())
    }
    fn write(&mut self, _: Input, _: Arc<[u8]>) {}
    fn close(&mut self, _: Input) {}
    fn set_budget(&mut self, _: Usage) {}
    fn usage(&mut self) -> Result<Usage> {
        Ok(Usage::default())
    }
    fn kill(&mut self, _: Exceeded) {}
    fn finish(self: Box<Self>) -> Result<RunReport> {
        Ok(RunReport::new(Termination::Stopped))
    }
}

#[tokio::test]
async fn dropping_the_future_stops_the_run() {
    let cache = tempfile::tempdir().unwrap();
    let runner = Arc::new(Endless::default());
    let engine = Engine::builder()
        .runner(runner.clone())
        .cache_directory(cache.path())
        .build()
        .unwrap();
    if engine
        .toolchain(dockexec_core::Languages::find("python").unwrap())
        .is_err()
    {
        println!("skipped: no python3");
        return;
    }
    let request = JudgeRequest::free_run(Submission::new("python", "while True: pass"), *b"");
    let judging = tokio::time::timeout(Duration::from_secs(2), async {
        let mut run = engine.start_async(request).unwrap();
        while run.next_event().await.is_some() {
            if runner.started.load(Ordering::SeqCst) {
                break;
            }
        }
        run.wait().await
    });
    assert!(judging.await.is_err(), "it cannot have ended by itself");
    for _ in 0..2_000 {
        if runner.stopped.load(Ordering::SeqCst) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("the run went on after its future was dropped");
}
