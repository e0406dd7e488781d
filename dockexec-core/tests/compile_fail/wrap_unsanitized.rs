//! A submission cannot be wrapped without being sanitized.
use dockexec_core::Submission;
use dockexec_core::wrap::{Task, wrap};

fn main() {
    let submission = Submission::new("python", "import os");
    let _ = wrap(&submission, &Task::Program);
}
