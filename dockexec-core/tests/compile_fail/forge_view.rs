//! What the public may see is made from a judgement by its own rules, never put together by hand.
use dockexec_core::judge::{PublicCase, Verdict};

fn main() {
    let _ = PublicCase { index: 0, name: None, verdict: Verdict::Accepted, hidden: true, details: None };
}
