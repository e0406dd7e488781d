//! Exit statuses, the same for every subcommand; `run` alone passes on the program's own.

/// What was asked for is so: accepted, nothing found, everything as expected.
pub const OK: u8 = 0;
/// It is not: not accepted, something found, something missing.
pub const NOT_OK: u8 = 1;
/// The request cannot be carried out as it is: a wrong option, an unknown language, a problem that does not load.
pub const USAGE: u8 = 2;
/// DockExec or the host failed: what people call a judge error.
pub const JUDGE_ERROR: u8 = 3;
/// Interrupted by the user.
pub const INTERRUPTED: u8 = 130;

/// `run`: the program exceeded its CPU or wall time limit (as timeout(1) has it).
pub const RUN_TIME: u8 = 124;
/// `run`: DockExec or the host failed.
pub const RUN_FAILED: u8 = 125;
/// `run`: the program was never started: it does not compile, or holds a forbidden operation.
pub const RUN_REFUSED: u8 = 126;
/// `run`: the program exceeded its memory limit (128 + SIGKILL).
pub const RUN_MEMORY: u8 = 137;
