//! Files come out only if they are plain, few, small and where they should be.

use dockexec_sandbox::{CollectSpec, Rejection, Termination};

use crate::common::run;

#[test]
fn plain_files_and_folders() {
    let source = "int main(void) { mkdir(\"d\", 0755); mkdir(\"d/e\", 0755); FILE *f = fopen(\"d/e/x\", \"w\"); fputs(\"deep\", f); f = fopen(\"a\", \"w\"); fputs(\"flat\", f); fclose(0 ? 0 : fopen(\"empty\", \"w\")); return 0; }";
    let out = run(program!(source).collect(CollectSpec::new(["a", "d", "/box/empty", "missing"])));
    assert_eq!(out.collected.get("/box/a"), Some(&b"flat"[..]));
    assert_eq!(out.collected.get("/box/d/e/x"), Some(&b"deep"[..]));
    assert_eq!(out.collected.get("/box/empty"), Some(&b""[..]));
    assert_eq!(out.collected.rejected, [("box/missing".to_owned(), Rejection::Missing)]);
}

#[test]
fn everything_else_stays_behind() {
    let source = "int main(void) {
        symlink(\"/etc/passwd\", \"link\"); mkfifo(\"fifo\", 0600); fopen(\"one\", \"w\"); link(\"one\", \"two\");
        mkdir(\"real\", 0755); FILE *f = fopen(\"real/x\", \"w\"); fputs(\"x\", f); symlink(\"real\", \"via\");
        fopen(\"closed\", \"w\"); chmod(\"closed\", 0); f = fopen(\"big\", \"w\"); for (int i = 0; i < 5000; i++) fputc('x', f);
        return 0; }";
    let mut spec = CollectSpec::new([
        "link",
        "fifo",
        "one",
        "two",
        "via/x",
        "via/",
        "closed",
        "big",
        "/proc/self/status",
    ]);
    spec.max_bytes = 4000;
    let out = run(program!(source).collect(spec));
    let reasons: Vec<Rejection> = out.collected.rejected.iter().map(|(_, why)| *why).collect();
    assert!(out.collected.files.is_empty(), "{:?}", out.collected.files);
    assert_eq!(
        reasons[..8],
        [
            Rejection::Link,
            Rejection::Special,
            Rejection::HardLinked,
            Rejection::HardLinked,
            Rejection::Link,
            Rejection::Link,
            Rejection::Unreadable,
            Rejection::TooLarge,
        ],
        "{:?}",
        out.collected.rejected
    );
    assert_eq!(reasons.len(), 9);
}

#[test]
fn paths_that_climb_are_an_error() {
    assert!(
        program!("int main(void) {}")
            .collect(CollectSpec::new(["../etc/passwd"]))
            .output(crate::common::sandbox())
            .is_err()
    );
}

#[test]
fn a_million_files_are_not_looked_at() {
    let source = "int main(void) { mkdir(\"d\", 0755); char p[99]; for (int i = 0; i < 3000; i++) { sprintf(p, \"d/%d\", i); close(open(p, O_CREAT | O_WRONLY, 0600)); } return 0; }";
    let mut spec = CollectSpec::new(["d"]);
    spec.max_files = 100;
    let out = run(program!(source).collect(spec));
    assert!(out.collected.files.len() < 100);
    assert!(out.collected.rejected.iter().any(|(_, why)| *why == Rejection::TooMany));
}

/// Collected after everything is dead: nobody can swap a file while it is looked at.
#[test]
fn a_background_process_cannot_interfere() {
    let source = "int main(void) { if (!fork()) for (;;) { unlink(\"x\"); symlink(\"/etc/passwd\", \"x\"); unlink(\"x\"); close(open(\"x\", O_CREAT, 0600)); } usleep(20000); return 0; }";
    for _ in 0..20 {
        let out = run(program!(source).collect(CollectSpec::new(["x"])));
        assert!(
            out.collected.files.iter().all(|(_, bytes)| bytes.is_empty()),
            "{:?}",
            out.collected
        );
    }
}

#[test]
fn deep_trees_and_strange_names_are_survived() {
    let source = "int main(void) { mkdir(\"d\", 0755); chdir(\"d\"); for (int i = 0; i < 300; i++) { mkdir(\"n\\nl\", 0755); chdir(\"n\\nl\"); } close(open(\"\\xff\\xfe\", O_CREAT, 0600)); return 0; }";
    let out = run(program!(source).collect(CollectSpec::new(["d"])));
    assert!(out.collected.rejected.iter().any(|(_, why)| *why == Rejection::TooMany));
}

/// A program that ended by itself just as it was told to has left its files: a success without them would look as if it had made none. The signal is the one by
/// which the host ends a run; here the program sends it, because nobody else can send it so late.
#[test]
fn who_ends_in_time_has_left_files() {
    let source =
        "int main(void) { fputs(\"made\", fopen(\"a\", \"w\")); fflush(0); kill(getppid(), SIGUSR1); _exit(0); }";
    let mut in_time = 0;
    for round in 0..200 {
        let out = run(program!(source).collect(CollectSpec::new(["a"])));
        if out.report.termination == Termination::Exited(0) {
            in_time += 1;
            assert_eq!(
                out.collected.get("/box/a"),
                Some(&b"made"[..]),
                "round {round}: {:?}",
                out.report
            );
        }
    }
    println!("{in_time} of 200 had ended before the signal was seen");
}
