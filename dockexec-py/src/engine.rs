//! `Engine`: makes the core's engine, and makes it again in a forked child.
//!
//! A child that `fork` made has the parent's memory but none of its threads: the queue would count runs that nobody will end, and the sockets are the
//! parent's. So the child leaves all of that alone, drops nothing, and gets an engine of its own with the same settings.

use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process;
use std::sync::{Mutex, PoisonError};

use dockexec_core::{Error, Result};
use dockexec_protocol::{Defaults, Id, Job, read_options, read_request};
use pyo3::prelude::*;

use crate::convert::{Bytes, SubmissionArg};
use crate::error::{of_record, raise};
use crate::problem::Problem;
use crate::run::{Run, interruptible};

/// Judges submissions.
#[pyclass(frozen, module = "dockexec._native")]
pub struct Engine {
    settings: Settings,
    // Held only while the thread is attached to the interpreter, as is the thread that forks: no child is born with it locked.
    place: Mutex<Place>,
}

#[derive(Clone)]
struct Settings {
    jobs: Option<usize>,
    max_waiting: Option<usize>,
    cache_directory: Option<PathBuf>,
    cold_compilers: bool,
    pin_cores: bool,
}

enum Place {
    Open {
        process: u32,
        engine: ManuallyDrop<dockexec_core::Engine>,
    },
    Closed,
}

impl Settings {
    fn make(&self) -> Result<Place> {
        let mut builder = dockexec_core::Engine::builder().pin_cores(self.pin_cores);
        if let Some(jobs) = self.jobs {
            builder = builder.jobs(jobs);
        }
        if let Some(most) = self.max_waiting {
            builder = builder.max_waiting(most);
        }
        if let Some(directory) = &self.cache_directory {
            builder = builder.cache_directory(directory);
        }
        if self.cold_compilers {
            builder = builder.cold_compilers();
        }
        Ok(Place::Open {
            process: process::id(),
            engine: ManuallyDrop::new(builder.build()?),
        })
    }
}

impl Engine {
    fn core(&self) -> Result<dockexec_core::Engine> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(&*place, Place::Open { process, .. } if *process != process::id()) {
            *place = self.settings.make()?;
        }
        match &*place {
            Place::Open { engine, .. } => Ok(dockexec_core::Engine::clone(engine)),
            Place::Closed => {
                Err(Error::bad_request("engine-closed", "the engine is closed").with_hint("make a new one"))
            }
        }
    }

    /// Takes the engine out, if there is one and it is this process's.
    fn take(&self) -> Option<dockexec_core::Engine> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *place, Place::Closed) {
            Place::Open { process, engine } if process == process::id() => Some(ManuallyDrop::into_inner(engine)),
            _ => None,
        }
    }

    fn start(&self, job: Job, id: Option<Id>, events: bool) -> Result<Run> {
        Run::start(&self.core()?, job, id, events)
    }
}

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (*, jobs = None, max_waiting = None, cache_directory = None, cold_compilers = false, pin_cores = false))]
    fn new(
        py: Python<'_>,
        jobs: Option<usize>,
        max_waiting: Option<usize>,
        cache_directory: Option<PathBuf>,
        cold_compilers: bool,
        pin_cores: bool,
    ) -> PyResult<Self> {
        let settings = Settings {
            jobs,
            max_waiting,
            cache_directory,
            cold_compilers,
            pin_cores,
        };
        let making = settings.clone();
        let place = interruptible(py, move || making.make())?;
        Ok(Self {
            settings,
            place: Mutex::new(place),
        })
    }

    /// How many requests are judged at a time.
    #[getter]
    fn jobs(&self, py: Python<'_>) -> PyResult<usize> {
        let engine = self.core().map_err(|error| raise(py, &error))?;
        Ok(engine.jobs())
    }

    /// Starts judging a submission by a problem.
    fn start_problem(
        &self,
        py: Python<'_>,
        submission: SubmissionArg,
        problem: PyRef<'_, Problem>,
        with_: &str,
        id: Option<IdArg>,
        events: bool,
    ) -> PyResult<Run> {
        let started = read_options(with_).and_then(|options| {
            let mut job = problem.job(submission.into_core())?;
            options.apply(&mut job)?;
            self.start(job, id.map(Into::into), events)
        });
        started.map_err(|error| raise(py, &error))
    }

    /// Starts running a program freely.
    fn start_run(
        &self,
        py: Python<'_>,
        submission: SubmissionArg,
        stdin: Bytes,
        with_: &str,
        id: Option<IdArg>,
        events: bool,
    ) -> PyResult<Run> {
        let started = read_options(with_).and_then(|options| {
            let mut job = Job {
                request: dockexec_core::JudgeRequest::free_run(submission.into_core(), stdin.0),
                reveal: dockexec_core::judge::Reveal::All,
            };
            options.apply(&mut job)?;
            self.start(job, id.map(Into::into), events)
        });
        started.map_err(|error| raise(py, &error))
    }

    /// Starts judging a request in the wire's shape.
    fn start_request(&self, py: Python<'_>, request: &[u8], events: bool) -> PyResult<Run> {
        let request = py.detach(|| read_request(request));
        let request = request.map_err(|rejected| of_record(py, &rejected.error))?;
        let id = request.id().cloned();
        let started = request
            .into_job(&Defaults::default())
            .and_then(|job| self.start(job, id, events));
        started.map_err(|error| raise(py, &error))
    }

    /// Cancels what is running or waiting, and waits for the end of it.
    fn close(&self, py: Python<'_>) {
        if let Some(engine) = self.take() {
            py.detach(|| {
                engine.close();
                drop(engine);
            });
        }
    }

    /// Whether it was closed.
    #[getter]
    fn closed(&self) -> bool {
        matches!(
            &*self.place.lock().unwrap_or_else(PoisonError::into_inner),
            Place::Closed
        )
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(engine) = self.take() {
            // It ends with its last run. Letting go of the launcher can take some milliseconds, which are not the interpreter's; without a thread they are.
            drop(
                std::thread::Builder::new()
                    .name("dockexec-drop".into())
                    .spawn(move || drop(engine)),
            );
        }
    }
}

/// An id: text or an integer.
#[derive(FromPyObject)]
pub(crate) enum IdArg {
    /// An integer.
    Number(i64),
    /// Text.
    Text(String),
}

impl From<IdArg> for Id {
    fn from(id: IdArg) -> Self {
        match id {
            IdArg::Number(number) => Self::Number(number),
            IdArg::Text(text) => Self::Text(text),
        }
    }
}
