//! What the benchmarks share: a static program, on disk for plain spawns and in memory for the sandbox.

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use dockexec_sandbox::program_from_bytes;

/// Whether figures are wanted: `cargo bench` says so, and `cargo test --benches` only wants to know that it starts.
pub(crate) fn in_full() -> bool {
    std::env::args().any(|arg| arg == "--bench")
}

/// The C program `source`. `None`, with a line that says so, without a compiler.
pub(crate) fn build(name: &str, source: &str) -> Option<(PathBuf, Arc<OwnedFd>)> {
    let exe = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{name}"));
    let c = exe.with_extension("c");
    std::fs::write(&c, source).unwrap();
    let built = Command::new("cc")
        .args(["-static", "-O1", "-o"])
        .arg(&exe)
        .arg(&c)
        .status();
    let _ = std::fs::remove_file(&c);
    let Ok(status) = built else {
        println!("skipped: no C compiler");
        return None;
    };
    assert!(status.success());
    let program = program_from_bytes(&std::fs::read(&exe).unwrap()).unwrap();
    Some((exe, Arc::new(program)))
}
