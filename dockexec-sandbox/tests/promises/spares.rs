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

/// Every run counts from nothing: time, memory, kills and refused forks.
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
    let mut greed = Duration::ZERO;
    for round in 0..60 {
        if round % 4 == 0 {
            let report = run(&greedy);
            greed = report.cpu.as_duration();
            assert!(report.peak_memory.is_none_or(|peak| peak > 60 << 20), "{report:?}");
        }
        let report = run(&modest);
        assert_eq!(report.termination, Termination::Exited(0), "{report:?}");
        assert!(
            report.peak_memory.is_none_or(|peak| peak < 16 << 20),
            "round {round}: {report:?}"
        );
        assert!(
            report.cpu.as_duration() < greed,
            "round {round}, after {greed:?} of another: {report:?}"
        );
        assert_eq!(
            (report.oom_kills, report.fork_denials.unwrap_or(0)),
            (0, 0),
            "round {round}: {report:?}"
        );
        std::thread::sleep(Duration::from_millis(3));
    }
}

/// Files of one run are never another's, and what runs have in common none of them can change.
#[test]
fn runs_leave_each_other_nothing() {
    let source = "int main(void) { \
                    const char *at[] = {\"/box/x\", \"/tmp/x\", \"/dev/shm/x\"}; \
                    for (int i = 0; i < 3; i++) { if (!access(at[i], F_OK)) printf(\"found %s\\n\", at[i]); \
                      int f = open(at[i], O_CREAT | O_WRONLY, 0666); if (f < 0 || write(f, \"x\", 1) != 1) perror(at[i]); } \
                    const char *common[] = {\"/\", \"/etc\", \"/etc/passwd\", \"/dev\", \"/dev/null\", \"/proc\"}; \
                    for (int i = 0; i < 6; i++) { \
                      struct stat before, after; stat(common[i], &before); chmod(common[i], 0777); chown(common[i], 1, 1); \
                      utimensat(0, common[i], 0, 0); rename(common[i], \"/dev/shm/moved\"); unlink(common[i]); \
                      char inside[99]; sprintf(inside, \"%s/made\", common[i]); mkdir(inside, 0777); close(open(inside, O_CREAT | O_RDWR, 0666)); \
                      if (stat(common[i], &after) || !access(inside, F_OK)) printf(\"changed %s\\n\", common[i]); \
                      if (before.st_mode != after.st_mode || before.st_uid != after.st_uid || before.st_mtime != after.st_mtime) printf(\"touched %s\\n\", common[i]); } \
                    puts(\"end\"); return 0; }";
    let Some(program) = compile(source) else { return };
    let (sandbox, policy) = (Sandbox::new().unwrap(), policy());
    for _ in 0..40 {
        let command = Command::from_fd(Arc::clone(&program), "program").policy(&policy);
        assert_eq!(text(&command.limits(limits()).output(&sandbox).unwrap()), "end\n");
    }
}

/// Prints everything below `/` but `/proc`: kind and mode, owner, name, what it holds; and how each place is mounted, but for
/// the ids, which differ from run to run.
const LISTING: &str = "#include <ftw.h>\n\
    static int show(const char *path, const struct stat *s, int kind, struct FTW *at) { \
      char text[64] = \"\"; if (S_ISLNK(s->st_mode)) { if (readlink(path, text, 63) < 0) perror(path); } \
      else if (S_ISREG(s->st_mode)) { int f = open(path, O_RDONLY); if (f < 0 || read(f, text, 63) < 0) perror(path); close(f); } \
      printf(\"%o %d:%d %s %s\\n\", s->st_mode, s->st_uid, s->st_gid, path, text); \
      return strcmp(path, \"/proc\") ? 0 : FTW_SKIP_SUBTREE; } \
    int main(void) { nftw(\"/\", show, 30, FTW_PHYS | FTW_ACTIONRETVAL); \
      char line[999], at[99], how[99]; FILE *mounts = fopen(\"/proc/self/mounts\", \"r\"); \
      while (fgets(line, 999, mounts)) if (sscanf(line, \"%*s %98s %*s %98s\", at, how) == 2) { char *id = strstr(how, \",uid=\"); if (id) *id = 0; printf(\"mounted %s %s\\n\", at, how); } return 0; }";

/// However a run's file tree came about, it is the same one.
#[test]
fn runs_that_were_armed_ahead_see_what_others_see() {
    let Some(program) = compile(LISTING) else { return };
    let source = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("seen-{}", std::process::id()));
    std::fs::create_dir_all(source.join("inner")).unwrap();
    std::fs::write(source.join("file"), "content").unwrap();
    let base = || {
        Policy::builder()
            .mount(Mount::bind_ro(&source, "/data"))
            .mount(Mount::bind_ro(source.join("file"), "/etc/one"))
            .mount(Mount::bind_ro_opt("/nowhere/at/all", "/nowhere"))
            .mount(Mount::tmpfs("/var/cache", TmpfsSize::mib(2)))
            .mount(Mount::dir("/var/cache/below"))
            .mount(Mount::file("/box/given", *b"given"))
            .mount(Mount::symlink("/data/file", "/link"))
            .workdir("/box")
    };
    let policies = [
        ("what can be common", base()),
        (
            "a bind below a writable directory",
            base().mount(Mount::bind_ro(&source, "/box/data")),
        ),
        ("another working directory", base().workdir("/srv/deep/work")),
    ];
    for (name, policy) in policies {
        let (sandbox, policy) = (Sandbox::new().unwrap(), Arc::new(policy.build().unwrap()));
        let run = || {
            let command = Command::from_fd(Arc::clone(&program), "program").policy(&policy);
            let output = command.limits(limits()).output(&sandbox).unwrap();
            assert_eq!(
                output.report.termination,
                Termination::Exited(0),
                "{name}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            (output.report.startup.armed, text(&output))
        };
        let (armed, first) = run();
        assert!(
            !armed && first.contains("content") && first.contains("given"),
            "{name}: {first}"
        );
        eventually("a run is armed ahead", || {
            let (armed, later) = run();
            assert_eq!(first, later, "{name}");
            armed
        });
    }
    std::fs::remove_dir_all(&source).unwrap();
}

/// Another directory in the place of a mounted one is what later runs see.
#[test]
fn a_source_that_is_replaced_is_noticed() {
    let source = "int main(void) { char t[9] = \"\"; int f = open(\"/data/version\", O_RDONLY); read(f, t, 8); puts(t); return 0; }";
    let Some(program) = compile(source) else { return };
    let place = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("replaced-{}", std::process::id()));
    let put = |version: &str| {
        let fresh = place.with_extension("fresh");
        std::fs::create_dir_all(&fresh).unwrap();
        std::fs::write(fresh.join("version"), version).unwrap();
        let _ = std::fs::rename(&place, place.with_extension("old"));
        std::fs::rename(&fresh, &place).unwrap();
    };
    put("one");
    let policy = Policy::builder().mount(Mount::bind_ro(&place, "/data"));
    let (sandbox, policy) = (Sandbox::new().unwrap(), Arc::new(policy.build().unwrap()));
    let run = || {
        let command = Command::from_fd(Arc::clone(&program), "program").policy(&policy);
        let output = command.limits(limits()).output(&sandbox).unwrap();
        (output.report.startup.armed, text(&output))
    };
    eventually("a run is armed ahead", || run() == (true, "one\n".into()));
    put("two");
    eventually("a later run sees the new directory", || run() == (true, "two\n".into()));
    for end in ["", "old"] {
        std::fs::remove_dir_all(place.with_extension(end)).unwrap();
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
