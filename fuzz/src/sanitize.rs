//! Hostile sources: through the sanitizer, and what it lets pass through wrapping, which looks at syntax trees as well.

use std::sync::{Arc, LazyLock};

use dockexec_core::sanitize::{MAX_FINDINGS, Profile, Sanitized, Scope, Strictness, sanitize as inspect};
use dockexec_core::wrap::{Signature, Task, wrap};
use dockexec_core::{ErrorKind, Languages, Submission};

/// Many types, so that many templates are filled.
static SIGNATURE: LazyLock<Arc<Signature>> = LazyLock::new(|| {
    let text = r#"{"name": "solve", "params": [{"name": "rows", "type": "integer[][]"}, {"name": "words", "type": "list<string>"},
        {"name": "root", "type": "TreeNode"}, {"name": "rate", "type": "double"}], "return": {"type": "ListNode"}}"#;
    Arc::new(Signature::from_leetcode(text).expect("it is one"))
});

pub(crate) fn sanitize(language: &str, source: &[u8]) {
    let language = Languages::find(language).expect("the language is bundled");
    let submission = Arc::new(Submission::new(language.id(), source));
    for (strictness, scope) in [
        (Strictness::Off, Scope::Function),
        (Strictness::Strict, Scope::Function),
        (Strictness::Lenient, Scope::Program),
    ] {
        let profile = Profile {
            strictness,
            scope,
            allow: Vec::new(),
        };
        let sanitized = inspect(&submission, language, &profile).expect("a source is never the system's fault");
        match sanitized {
            Sanitized::Clean(clean) => {
                let task = match scope {
                    Scope::Function => Task::Function(Arc::clone(&SIGNATURE)),
                    _ => Task::Program,
                };
                if let Err(error) = wrap(&clean, &task) {
                    assert_ne!(error.kind(), ErrorKind::Internal, "{error}");
                }
            }
            Sanitized::Rejected(findings) => {
                assert!(
                    (1..=MAX_FINDINGS).contains(&findings.len()),
                    "{} findings",
                    findings.len()
                );
                for finding in findings {
                    let span = finding.span;
                    assert!(
                        span.start <= span.end && span.end <= source.len(),
                        "{span:?} of {}",
                        source.len()
                    );
                    assert!(span.line >= 1 && span.column >= 1, "{span:?}");
                    assert!(
                        finding.message.len() < 2_000,
                        "a message of {} bytes",
                        finding.message.len()
                    );
                }
            }
        }
    }
}
