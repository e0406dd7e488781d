//! The report says how the program really ended.

use dockexec_sandbox::{LimitKind, Signal, Termination};

use crate::common::{run, text};

#[test]
fn exit_codes_are_reported() {
    for code in [0, 1, 137, 255] {
        let out = run(program!("int main(int c, char **v) { return atoi(v[1]); }").arg(code.to_string()));
        assert_eq!(out.report.termination, Termination::Exited(code));
    }
}

#[test]
fn abort_is_sigabrt() {
    let out = run(program!("int main(void) { abort(); }"));
    assert_eq!(out.report.termination, Termination::Signalled(Signal(libc::SIGABRT)));
}

#[test]
fn a_null_pointer_is_sigsegv() {
    let out = run(program!("int main(void) { *(volatile int *)0 = 1; }"));
    assert_eq!(out.report.termination, Termination::Signalled(Signal(libc::SIGSEGV)));
}

/// A program that kills itself must not look as if a limit had done it.
#[test]
fn ones_own_sigkill_is_not_a_limit() {
    for signal in [libc::SIGKILL, libc::SIGXCPU] {
        let out = run(program!("int main(int c, char **v) { raise(atoi(v[1])); pause(); }").arg(signal.to_string()));
        assert_eq!(out.report.termination, Termination::Signalled(Signal(signal)));
    }
}

#[test]
fn deep_recursion_is_sigsegv_not_memory() {
    let source = "int f(int n) { volatile char b[4096]; b[0] = n; return n ? f(n + 1) + b[0] : 0; }\n\
                  int main(void) { return f(1); }";
    let out = run(program!(source));
    assert_eq!(out.report.termination, Termination::Signalled(Signal(libc::SIGSEGV)));
}

#[test]
fn the_program_is_not_pid_1_and_its_identity_is_always_the_same() {
    let source = "int main(void) { printf(\"%d %d %d %d\\n\", getpid(), getppid(), getuid(), getgid()); }";
    for _ in 0..3 {
        assert_eq!(text(&run(program!(source))), "2 1 1000 1000\n");
    }
}

/// One deliberate failure, so that the helpers above are known to notice.
#[test]
fn a_wrong_expectation_would_fail() {
    let out = run(program!("int main(void) { return 3; }"));
    assert_ne!(out.report.termination, Termination::Exited(0));
    assert_ne!(out.report.termination, Termination::Killed(LimitKind::CpuTime));
    assert!(!out.report.termination.success());
}
