//! `dockexec batch`: JSON lines in, JSON lines out, in the order in which they are done.
//!
//! A thread reads ahead as far as a short queue goes, so that memory stays bounded however long the input is and however slow the runs are. Workers take lines
//! from the queue, judge and answer. What is wrong with one line is that line's answer; only input that cannot be read and output that cannot be written end
//! the batch.

mod lines;
mod progress;

use std::fs::File;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use dockexec_core::execute::CancelToken;
use dockexec_core::judge::PublicJudgement;
use dockexec_core::{Engine, Error, Stage};
use dockexec_protocol::{Defaults, ErrorLine, ErrorRecord, Id, JudgementRecord, read_request};
use serde::Serialize;

use crate::exit;
use crate::failure::{Failure, Outcome};
use crate::source::SanitizeChoice;
use crate::surroundings::Surroundings;
use lines::{Line, Lines};
use progress::{Answered, Progress};

/// Judge many submissions: JSON requests in, a line each; JSON judgements out, as they are done
///
/// Each answer carries the `id` and the line of its request. A line that cannot be judged is answered with an error, and the rest goes on. `dockexec schema
/// request` and `dockexec schema judgement` describe the records. Exit status 0 when every line was answered.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file with the requests [default: standard input]
    file: Option<PathBuf>,

    /// How many to judge at a time [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// Keep each run on a processor of its own, for steadier times
    #[arg(long)]
    pin: bool,

    /// How much the sanitizer forbids, where a request does not say [default: strict for functions, lenient for programs]
    #[arg(long, value_enum, value_name = "HOW")]
    sanitize: Option<SanitizeChoice>,

    /// Judge no further than the first case that fails, where a request does not say
    #[arg(long)]
    stop_at_first: bool,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>) -> Outcome {
    let (input, size) = args.open(surroundings)?;
    let engine = surroundings.engine_with(args.jobs.map(usize::from), args.pin)?;
    let progress = Progress::new(surroundings.stderr_is_terminal, size);
    let cancel = surroundings.cancel.clone();
    let batch = Batch {
        engine: &engine,
        defaults: Defaults {
            sanitize: args.sanitize.map(Into::into),
            stop_at_first: args.stop_at_first,
        },
        running: Running::new(engine.jobs(), &cancel),
        cancel: &cancel,
        output: Mutex::new(Output {
            stream: &mut *surroundings.stdout,
            failed: None,
        }),
        progress: &progress,
    };
    let read = batch.run(read_ahead(input, engine.jobs())?);
    let written = batch.finish();
    progress.finish();
    written?;
    if cancel.is_cancelled() {
        return Ok(exit::INTERRUPTED);
    }
    read.map_err(|error| Failure::Error(cannot_read(args, &error)))?;
    Ok(exit::OK)
}

impl Args {
    /// The input, and its size where it is known.
    fn open(&self, surroundings: &mut Surroundings<'_>) -> Outcome<(Box<dyn Read + Send>, Option<u64>)> {
        match self.file.as_deref().filter(|path| path.as_os_str() != "-") {
            None => Ok((std::mem::replace(&mut surroundings.stdin, Box::new(io::empty())), None)),
            Some(path) => {
                let file = File::open(path).map_err(|error| Failure::read(path, &error))?;
                let size = file
                    .metadata()
                    .ok()
                    .filter(std::fs::Metadata::is_file)
                    .map(|meta| meta.len());
                Ok((Box::new(file), size))
            }
        }
    }
}

fn cannot_read(args: &Args, error: &io::Error) -> Error {
    let name = args
        .file
        .as_ref()
        .map_or("standard input".to_owned(), |path| path.display().to_string());
    Error::bad_request(
        "file-read",
        format!("cannot read {name}: {error}; the lines before were answered"),
    )
}

/// Reads lines on a thread of its own. The thread may wait for input for ever, so nobody waits for it: it ends with the input, with the queue or with the process.
fn read_ahead(input: Box<dyn Read + Send>, jobs: usize) -> Outcome<Receiver<io::Result<Line>>> {
    let (sender, receiver): (SyncSender<io::Result<Line>>, _) = sync_channel(jobs);
    let read = move || {
        for line in Lines::new(input) {
            let failed = line.is_err();
            if sender.send(line).is_err() || failed {
                break;
            }
        }
    };
    std::thread::Builder::new()
        .name("batch-reader".into())
        .spawn(read)
        .map_err(|error| {
            Error::internal(Stage::Request, "thread", "cannot start a thread that reads the input").with_source(error)
        })?;
    Ok(receiver)
}

/// A batch on its way.
struct Batch<'a, 'b> {
    engine: &'a Engine,
    defaults: Defaults,
    running: Running,
    cancel: &'a CancelToken,
    output: Mutex<Output<'b>>,
    progress: &'a Progress,
}

/// Where answers go, and why they no longer can.
struct Output<'b> {
    stream: &'b mut (dyn Write + Send),
    failed: Option<io::Error>,
}

impl<'b> Batch<'_, 'b> {
    /// Answers every line; gives back why reading ended early, if it did.
    fn run(&self, lines: Receiver<io::Result<Line>>) -> io::Result<()> {
        let lines = Mutex::new(lines);
        let mut read = Ok(());
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..self.engine.jobs())
                .map(|worker| {
                    let lines = &lines;
                    scope.spawn(move || self.work(worker, lines))
                })
                .collect();
            for worker in workers {
                if let Ok(Err(error)) = worker.join() {
                    read = Err(error);
                }
            }
        });
        read
    }

    fn work(&self, worker: usize, lines: &Mutex<Receiver<io::Result<Line>>>) -> io::Result<()> {
        while let Some(line) = self.next_line(lines) {
            let line = line?;
            let bytes = line.bytes;
            let answered = self.answer(worker, line);
            self.progress.answered(answered, bytes);
        }
        Ok(())
    }

    /// The next line; `None` at the end, after an interrupt, and when nobody takes answers any more.
    fn next_line(&self, lines: &Mutex<Receiver<io::Result<Line>>>) -> Option<io::Result<Line>> {
        let lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if self.cancel.is_cancelled() || self.lock_output().failed.is_some() {
                return None;
            }
            // The reader may wait for a person: look up from time to time.
            match lines.recv_timeout(Duration::from_millis(50)) {
                Ok(line) => return Some(line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Judges a line and writes its answer.
    fn answer(&self, worker: usize, line: Line) -> Answered {
        let number = line.number;
        let request = match line.text {
            None => Err(too_long(number)),
            Some(text) => read_request(&text).map_err(|rejected| rejected.into_line(number)),
        };
        match request {
            Err(answer) => self.write_error(&answer),
            Ok(request) => {
                let id = request.id().cloned();
                let token = self.running.begin(worker, self.cancel);
                match catch_unwind(AssertUnwindSafe(|| self.judge(request, &token))) {
                    Ok(Ok(judgement)) => self.write_judgement(&judgement, id, number),
                    Ok(Err(error)) => self.write_error(&ErrorLine::new(id, Some(number), ErrorRecord::from(&error))),
                    Err(_) => self.write_error(&ErrorLine::new(id, Some(number), ErrorRecord::from(&panicked()))),
                }
            }
        }
    }

    fn judge(
        &self,
        request: dockexec_protocol::BatchRequest,
        cancel: &CancelToken,
    ) -> dockexec_core::Result<PublicJudgement> {
        let job = request.into_job(&self.defaults)?;
        let judgement = self.engine.judge_with(&job.request, cancel, &|_| {})?;
        Ok(PublicJudgement::new(&judgement, &job.request.cases, job.reveal))
    }

    fn write_judgement(&self, judgement: &PublicJudgement, id: Option<Id>, number: u64) -> Answered {
        self.write(&JudgementRecord::new(judgement, id, Some(number)));
        Answered::Judged(judgement.verdict)
    }

    fn write_error(&self, answer: &ErrorLine) -> Answered {
        self.write(answer);
        Answered::Failed
    }

    /// Writes a whole line at once: answers of several workers never mix.
    fn write(&self, record: &impl Serialize) {
        let line = serde_json::to_vec(record).map_err(io::Error::from);
        let mut output = self.lock_output();
        if output.failed.is_some() {
            return;
        }
        let written = line.and_then(|mut line| {
            line.push(b'\n');
            output.stream.write_all(&line)?;
            output.stream.flush()
        });
        if let Err(error) = written {
            output.failed = Some(error);
            drop(output);
            self.running.cancel();
        }
    }

    fn lock_output(&self) -> std::sync::MutexGuard<'_, Output<'b>> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn finish(self) -> Outcome<()> {
        match self.output.into_inner().unwrap_or_else(PoisonError::into_inner).failed {
            Some(error) => Err(error.into()),
            None => Ok(()),
        }
    }
}

fn too_long(number: u64) -> ErrorLine {
    let limit = dockexec_protocol::MAX_LINE_BYTES >> 20;
    let error = Error::bad_request("line-too-long", format!("the line is longer than {limit} MiB"));
    ErrorLine::new(None, Some(number), ErrorRecord::from(&error))
}

fn panicked() -> Error {
    Error::internal(
        Stage::Execute,
        "panic",
        "the judge panicked: a defect of DockExec, please report it",
    )
}

/// What each worker is at, so that an interrupt can stop all of it. A token per line, not one for the batch: a token keeps what it should wake for as long as it
/// lives.
struct Running(Arc<Mutex<Vec<CancelToken>>>);

impl Running {
    fn new(workers: usize, cancel: &CancelToken) -> Self {
        let running = Self(Arc::new(Mutex::new(vec![CancelToken::new(); workers])));
        let tokens = Arc::clone(&running.0);
        cancel.on_cancel(move || Self(tokens).cancel());
        running
    }

    fn begin(&self, worker: usize, cancel: &CancelToken) -> CancelToken {
        let token = CancelToken::new();
        if let Some(place) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get_mut(worker) {
            *place = token.clone();
        }
        // The interrupt may have come just before the token was in its place.
        if cancel.is_cancelled() {
            token.cancel();
        }
        token
    }

    fn cancel(&self) {
        for token in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            token.cancel();
        }
    }
}
