//! Profiles of one's own are held as strictly as the bundled ones.

use std::sync::Arc;

use dockexec_sandbox::{Event, Policy, SeccompProfile, Target, Termination};

use crate::common::{limits, run, sandbox, text};

fn policy(profile: &str) -> Arc<Policy> {
    let profile = SeccompProfile::from_toml(profile).unwrap();
    Arc::new(Policy::builder().seccomp(profile).build().unwrap())
}

/// So narrow that pid 1 could not work under it: it is then installed by the program's process itself.
const NARROW: &str = r#"
name = "narrow"
default = "EPERM"
[[rule]]
allow = ["execveat", "brk", "arch_prctl", "set_tid_address", "set_robust_list", "rseq", "prlimit64", "readlink", "readlinkat", "getrandom", "mprotect", "fstat", "newfstatat", "write", "exit_group", "uname", "mmap", "munmap"]
reason = "what a static C program does on its way to main"
[[rule]]
kill = ["getppid"]
reason = "to see that a kill is a kill"
"#;

#[test]
fn a_profile_that_pid_1_could_not_live_under() {
    let policy = policy(NARROW);
    let out = run(
        program!("int main(void) { printf(\"%d %d\", fork(), open(\"/etc/passwd\", O_RDONLY)); return 3; }")
            .policy(&policy),
    );
    assert_eq!(
        (out.report.termination, text(&out).as_str()),
        (Termination::Exited(3), "-1 -1")
    );
    let out = run(program!("int main(void) { return getppid(); }").policy(&policy));
    assert_eq!(
        out.report.termination,
        Termination::Signalled(dockexec_sandbox::Signal(libc::SIGSYS))
    );
}

/// With sockets allowed, each run gets a network namespace of its own, so that two cannot meet.
#[test]
fn concurrent_runs_with_sockets_cannot_meet() {
    let policy = policy(
        r#"
name = "sockets"
extends = "standard"
default = "EPERM"
[[rule]]
allow = ["socket", "bind", "listen", "accept", "connect"]
reason = "to see whether runs can meet"
"#,
    );
    let source = "#include <sys/un.h>\nint main(void) { struct sockaddr_un a = {AF_UNIX, \"\\0meeting-place\"}; int s = socket(AF_UNIX, SOCK_STREAM, 0), c = socket(AF_UNIX, SOCK_STREAM, 0); char b;
        int met = connect(c, (void *)&a, 20) == 0, bound = bind(s, (void *)&a, 20) == 0 && listen(s, 5) == 0; printf(\"%d %d\\n\", met, bound); fflush(0); read(0, &b, 1); return 0; }";
    let mut sessions = Vec::new();
    for _ in 0..2 {
        let mut session = program!(source)
            .policy(&policy)
            .limits(limits())
            .session(sandbox())
            .unwrap();
        // Both live at the same time, each having found nobody and taken the name.
        assert_eq!(session.next_event().unwrap(), Event::Stdout(b"0 1\n".to_vec()));
        sessions.push(session);
    }
    for mut session in sessions {
        session.close(Target::Stdin);
        while session.next_event().unwrap() != Event::Exited {}
        assert_eq!(session.finish().unwrap().termination, Termination::Exited(0));
    }
}
