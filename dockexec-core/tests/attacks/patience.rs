//! A machine that says that it is slow, as an emulated one does: what no honest program meets is stretched there, never a limit that is to be seen enforced.

use std::sync::Arc;

use dockexec_core::execute::sandboxed::SandboxRunner;
use dockexec_core::execute::{CancelToken, Process, Profile, RunSpec, Runner};

/// How many times slower than usual this machine is, if it says so.
pub(crate) fn factor() -> u32 {
    let given = std::env::var("DOCKEXEC_TEST_PATIENCE").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// Gives compilers the time that they need here: their limits are the languages', not an attack's.
#[derive(Debug)]
pub(crate) struct PatientRunner(pub(crate) Arc<SandboxRunner>);

impl Runner for PatientRunner {
    fn start(&self, spec: &RunSpec, cancel: &CancelToken) -> dockexec_core::Result<Box<dyn Process>> {
        if spec.profile != Profile::Compile || factor() == 1 {
            return self.0.start(spec, cancel);
        }
        let mut spec = spec.clone();
        spec.limits.cpu *= factor();
        spec.limits.wall *= factor();
        self.0.start(&spec, cancel)
    }
}
