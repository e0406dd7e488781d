//! The local sandbox as a [`Runner`].

use super::{CancelToken, Process, RunSpec, Runner};
use crate::{Error, Result, Stage};

/// Runs processes in the sandbox of `dockexec-sandbox`.
#[derive(Debug)]
pub struct SandboxRunner;

impl SandboxRunner {
    /// The strongest sandbox this host offers.
    ///
    /// # Errors
    /// When there is none.
    pub fn new() -> Result<Self> {
        Err(Error::internal(Stage::Execute, "no-sandbox", "not merged yet"))
    }
}

impl Runner for SandboxRunner {
    fn start(&self, _spec: &RunSpec, _cancel: &CancelToken) -> Result<Box<dyn Process>> {
        Err(Error::internal(Stage::Execute, "no-sandbox", "not merged yet"))
    }
}
