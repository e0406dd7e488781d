//! A sanitized source cannot be compiled without being wrapped.
use std::sync::Arc;

use dockexec_core::compile::cache::ArtifactCache;
use dockexec_core::compile::compile;
use dockexec_core::compile::warm::WarmCompilers;
use dockexec_core::execute::{CancelToken, Runner};
use dockexec_core::language::Toolchain;
use dockexec_core::sanitize::SanitizedSource;

fn skip(
    source: SanitizedSource,
    toolchain: &Arc<Toolchain>,
    runner: &dyn Runner,
    cache: &ArtifactCache,
    warm: &WarmCompilers,
) {
    let _ = compile(source, toolchain, runner, cache, warm, &CancelToken::new());
}

fn main() {}
