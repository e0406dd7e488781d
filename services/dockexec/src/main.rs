//! The `dockexec` command. Everything is in the library, where tests can reach it.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use dockexec_cli::{CancelToken, Surroundings};

fn main() -> ExitCode {
    let cancel = CancelToken::new();
    listen_for_interrupts(cancel.clone());
    let code = dockexec_cli::run(
        std::env::args_os(),
        &mut Surroundings {
            stdin: Box::new(io::stdin()),
            stdout: &mut io::stdout(),
            stderr: &mut io::stderr(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            engine: &dockexec_core::EngineBuilder::build,
            cancel,
        },
    );
    ExitCode::from(code)
}

/// The first interrupt cancels what runs and lets it be cleaned up; the second one ends at once.
fn listen_for_interrupts(cancel: CancelToken) {
    let handler = move || {
        if cancel.is_cancelled() {
            std::process::exit(i32::from(dockexec_cli::exit::INTERRUPTED));
        }
        cancel.cancel();
    };
    // Without a handler an interrupt ends the process at once: the sandbox cleans up after a host that is gone.
    drop(ctrlc::set_handler(handler));
}
