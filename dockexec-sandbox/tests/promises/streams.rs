//! Standard streams and further pipes.

use std::os::fd::OwnedFd;

use dockexec_sandbox::{Stdio, Termination};

use crate::common::{run, text};

#[test]
fn input_arrives_whole_and_ends() {
    let source = "int main(void) { long n = 0, r; char b[4096]; while ((r = read(0, b, sizeof b)) > 0) n += r; printf(\"%ld\", n); return 0; }";
    assert_eq!(text(&run(program!(source).input(vec![b'x'; 3_000_000]))), "3000000");
    assert_eq!(text(&run(program!(source).input(Vec::new()))), "0");
}

#[test]
fn a_program_that_does_not_read_its_input_does_not_block_us() {
    let out = run(program!("int main(void) { return 3; }").input(vec![b'x'; 3_000_000]));
    assert_eq!(out.report.termination, Termination::Exited(3));
    let out = run(program!("int main(void) { close(0); usleep(20000); return 3; }").input(vec![b'x'; 3_000_000]));
    assert_eq!(out.report.termination, Termination::Exited(3));
}

#[test]
fn standard_streams_can_be_reopened_by_name() {
    let source = "int main(void) { char b[99]; int i = open(\"/dev/stdin\", O_RDONLY), o = open(\"/dev/stdout\", O_WRONLY), e = open(\"/dev/stderr\", O_WRONLY), f = open(\"/dev/fd/1\", O_WRONLY); long n = read(i, b, 99); write(o, b, n); write(e, \"err\", 3); write(f, \"!\", 1); return 0; }";
    let out = run(program!(source).input(*b"again"));
    assert_eq!((text(&out).as_str(), out.stderr.as_slice()), ("again!", &b"err"[..]));
}

#[test]
fn streams_may_lead_elsewhere() {
    let source =
        "int main(void) { char b[9]; printf(\"%ld\", (long)read(0, b, 9)); fflush(0); write(2, \"x\", 1); return 0; }";
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("out-{}", std::process::id()));
    let target: OwnedFd = std::fs::File::create(&file).unwrap().into();
    let out = run(program!(source)
        .stdin(Stdio::Null)
        .stdout(Stdio::Fd(target))
        .stderr(Stdio::Null));
    assert_eq!(out.report.termination, Termination::Exited(0));
    assert_eq!((out.stdout, out.stderr), (Vec::new(), Vec::new()));
    assert_eq!(std::fs::read(&file).unwrap(), b"0");
}

#[test]
fn descriptors_are_passed_under_their_numbers() {
    let file: OwnedFd = std::fs::File::open("/proc/self/stat").unwrap().into();
    let source = "int main(void) { char b[9]; printf(\"%ld \", (long)read(200, b, 4)); for (int i = 0; i < 256; i++) if (fcntl(i, F_GETFD) >= 0) printf(\"%d \", i); return 0; }";
    assert_eq!(text(&run(program!(source).pass_fd(file, 200))), "4 0 1 2 200 ");
}

/// Output written just before the end must not be lost, however often.
#[test]
fn the_last_words_are_heard() {
    for _ in 0..50 {
        let out = run(program!(
            "int main(void) { for (int i = 0; i < 100; i++) printf(\"%099d\\n\", i); fflush(0); abort(); }"
        ));
        assert_eq!(out.stdout.len(), 10_000);
    }
}
