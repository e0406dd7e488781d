//! Sanitized source cannot be made by hand.
use std::sync::Arc;

use dockexec_core::sanitize::SanitizedSource;
use dockexec_core::{Languages, Submission};

fn main() {
    let submission = Arc::new(Submission::new("python", "import os"));
    let language = Languages::find("python").unwrap();
    let _ = SanitizedSource { submission, language, text: "import os".into() };
}
