//! What is kept ready serves one run, and what is used again tells of the run before nothing.

use std::sync::Arc;
use std::time::Duration;

use dockexec_sandbox::{Command, Layer, LimitKind, MemoryLimit, Mount, Policy, Sandbox, Termination, TmpfsSize};

use crate::common::{compile, eventually, has_cgroup, limits, text};

fn policy() -> Arc<Policy> {
    Arc::new(Policy::builder().build().unwrap())
}

#[test]
fn a_policy_in_use_finds_armed_cells() {
    let Some(program) = compile("int main(void) { return 0; }") else {
        return;
    };
    let (sandbox, policy) = (Sandbox::new().unwrap(), policy());
    let run = |scratch| {
        let mut limits = limits();
        limits.scratch = scratch;
        let command = Command::from_fd(Arc::clone(&program), "program").policy(&policy);
        command.limits(limits).output(&sandbox).unwrap().report.startup.armed
    };
    assert!(!run(TmpfsSize::mib(8)), "nobody could know of it");
    eventually("a run is armed ahead", || run(TmpfsSize::mib(8)));
    assert!(!run(TmpfsSize::mib(9)), "another quota is another file tree");
}

/// An armed cell has the limits of the run before; the next run's must hold all the same, lower and higher ones.
#[test]
fn limits_are_those_of_the_run() {
    let Some(program) = compile(
        "int main(void) { for (long i = 0; i < 48; i++) { char *p = malloc(1 << 20); memset(p, 1, 1 << 20); } puts(\"done\"); return 0; }",
    ) else {
        return;
    };
    if !has_cgroup() {
        println!("skipped: without a cgroup memory is sampled, too slowly for this program");
        return;
    }
    let (sandbox, policy) = (Sandbox::new().unwrap(), policy());
    let mut armed = 0;
    for round in 0..60 {
        let mut limits = limits();
        limits.memory = MemoryLimit::mib(if round % 3 == 0 { 24 } else { 128 });
        let command = Command::from_fd(Arc::clone(&program), "program").policy(&policy);
        let out = command.limits(limits).output(&sandbox).unwrap();
        armed += usize::from(out.report.startup.armed);
        let expected = if round % 3 == 0 {
            Termination::Killed(LimitKind::Memory)
        } else {
            Termination::Exited(0)
        };
        assert_eq!(out.report.termination, expected, "round {round}: {:?}", out.report);
        assert_eq!(out.report.oom_kills > 0, round % 3 == 0, "round {round}");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(armed > 0, "none was armed ahead");
}

/// Groups that were used before count from nothing: time, memory, kills and refused forks.
#[test]
fn counters_are_those_of_the_run() {
    let greedy = "int main(void) { volatile char *p = malloc(60 << 20); for (long i = 0; i < 60 << 20; i += 4096) p[i] = 1; \
                  for (volatile long i = 0; i < 50000000; i++) ; while (fork() > 0) ; return 0; }";
    let (Some(greedy), Some(modest)) = (compile(greedy), compile("int main(void) { return 0; }")) else {
        return;
    };
    if !has_cgroup() {
        println!("skipped: there is no cgroup");
        return;
    }
    let (sandbox, policy) = (Sandbox::new().unwrap(), policy());
    let run = |program| {
        let command = Command::from_fd(Arc::clone(program), "program").policy(&policy);
        command.limits(limits()).output(&sandbox).unwrap().report
    };
    // More than groups are kept, so that some must have served before.
    for round in 0..60 {
        if round % 4 == 0 {
            let report = run(&greedy);
            assert!(report.peak_memory.is_none_or(|peak| peak > 60 << 20), "{report:?}");
        }
        let report = run(&modest);
        assert_eq!(report.termination, Termination::Exited(0), "{report:?}");
        assert!(
            report.peak_memory.is_none_or(|peak| peak < 16 << 20),
            "round {round}: {report:?}"
        );
        assert!(
            report.cpu.as_duration() < Duration::from_millis(20),
            "round {round}: {report:?}"
        );
        assert_eq!(
            (report.oom_kills, report.fork_denials.unwrap_or(0)),
            (0, 0),
            "round {round}: {report:?}"
        );
        std::thread::sleep(Duration::from_millis(3));
    }
}

/// Files of one run are never another's, however many cells and groups are used again.
#[test]
fn runs_leave_each_other_nothing() {
    let source = "int main(void) { \
                    const char *at[] = {\"/box/x\", \"/tmp/x\", \"/dev/shm/x\"}; \
                    for (int i = 0; i < 3; i++) { if (!access(at[i], F_OK)) printf(\"found %s\\n\", at[i]); \
                      int f = open(at[i], O_CREAT | O_WRONLY, 0666); if (f < 0 || write(f, \"x\", 1) != 1) perror(at[i]); } \
                    puts(\"end\"); return 0; }";
    let Some(program) = compile(source) else { return };
    let (sandbox, policy) = (Sandbox::new().unwrap(), policy());
    for _ in 0..40 {
        let command = Command::from_fd(Arc::clone(&program), "program").policy(&policy);
        assert_eq!(text(&command.limits(limits()).output(&sandbox).unwrap()), "end\n");
    }
}

/// A spare that died, or that could not be armed, is nobody's error; the reason is, when the run itself meets it.
#[test]
fn a_source_that_vanishes_is_the_error_of_the_next_run() {
    let Some(program) = compile("int main(void) { return 0; }") else {
        return;
    };
    let source = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("vanishes-{}", std::process::id()));
    std::fs::create_dir_all(&source).unwrap();
    let policy = Policy::builder().mount(Mount::bind_ro(&source, "/data"));
    let (sandbox, policy) = (Sandbox::new().unwrap(), Arc::new(policy.build().unwrap()));
    let run = || {
        let command = Command::from_fd(Arc::clone(&program), "program").policy(&policy);
        command.limits(limits()).output(&sandbox)
    };
    eventually("a run is armed ahead", || run().unwrap().report.startup.armed);
    std::fs::remove_dir(&source).unwrap();
    // Those armed before still have the directory; then the error comes, and names the step.
    let mut errors = Vec::new();
    eventually("the error comes", || {
        errors.extend(run().err());
        !errors.is_empty()
    });
    assert!(errors[0].to_string().contains("Bind"), "{}", errors[0]);
    // And it heals.
    std::fs::create_dir_all(&source).unwrap();
    eventually("runs work again", || run().is_ok());
    std::fs::remove_dir(&source).unwrap();
}

/// A policy may be shared by sandboxes that differ in their layers: each keeps its own plan.
#[test]
fn a_shared_policy_does_not_carry_a_missing_layer_over() {
    let source =
        "int main(void) { int s = socket(AF_UNIX, SOCK_STREAM, 0); puts(s < 0 ? \"held\" : \"BROKEN\"); return 0; }";
    let Some(program) = compile(source) else { return };
    let policy = policy();
    let weak = Sandbox::builder().without(Layer::Seccomp).build().unwrap();
    let output = |sandbox: &Sandbox| {
        let command = Command::from_fd(Arc::clone(&program), "program").policy(&policy);
        text(&command.limits(limits()).output(sandbox).unwrap())
    };
    assert_eq!(output(&weak), "BROKEN\n", "the layer is off");
    assert_eq!(output(&Sandbox::new().unwrap()), "held\n");
}
