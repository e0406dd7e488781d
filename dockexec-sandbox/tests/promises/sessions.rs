//! Runs watched event by event, armed runs, and runs with a monitor thread.

use std::io::{Read, Write};
use std::sync::Arc;
use std::time::Duration;

use dockexec_sandbox::{Budget, CpuTime, Event, LimitKind, Policy, Session, Target, Termination, WallTime};

use crate::common::{limits, sandbox, text};

/// Answers each line from descriptor 3 on descriptor 4, having printed it on standard output before.
const ECHO: &str = "int main(void) { char b[999]; long n; while ((n = read(3, b, sizeof b)) > 0) { write(1, \"saw \", 4); write(1, b, n); write(4, b, n); } return 0; }";

fn answer(session: &mut Session) -> (Vec<u8>, Vec<u8>) {
    let mut printed = Vec::new();
    loop {
        match session.next_event().unwrap() {
            Event::Out(4, bytes) => {
                printed.extend(session.drain().unwrap().stdout);
                return (bytes, printed);
            }
            Event::Stdout(bytes) => printed.extend(bytes),
            Event::WriteDone(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn cases_are_streamed_and_output_belongs_to_its_case() {
    let mut session = program!(ECHO)
        .pass_pipe_in(3)
        .pass_pipe_out(4)
        .limits(limits())
        .session(sandbox())
        .unwrap();
    for case in 0..200 {
        let line = format!("case {case}\n").into_bytes();
        session.set_budget(Budget {
            cpu: CpuTime::from_secs(1),
            wall: WallTime::from_secs(10),
        });
        let before = session.usage();
        session.write(Target::PipeIn(3), line.clone()).unwrap();
        let (answer, printed) = answer(&mut session);
        assert_eq!(answer, line);
        assert_eq!(printed, [b"saw ", line.as_slice()].concat());
        assert!(session.usage().cpu >= before.cpu);
    }
    session.close(Target::PipeIn(3));
    while session.next_event().unwrap() != Event::Exited {}
    assert_eq!(session.finish().unwrap().termination, Termination::Exited(0));
}

#[test]
fn a_budget_ends_its_segment_only() {
    let source = "int main(void) { char b; while (read(3, &b, 1) == 1) { if (b == 's') for (;;) ; if (b == 'w') for (;;) pause(); clock_t e = clock() + CLOCKS_PER_SEC / 20; while (clock() < e) ; write(4, &b, 1); } return 0; }";
    for (last, kind, wall) in [(b's', LimitKind::CpuTime, 60), (b'w', LimitKind::WallTime, 1)] {
        let mut session = program!(source)
            .pass_pipe_in(3)
            .pass_pipe_out(4)
            .limits(limits())
            .session(sandbox())
            .unwrap();
        // Six segments of 50 ms each: more than one budget together.
        for _ in 0..6 {
            session.set_budget(Budget {
                cpu: CpuTime::from_millis(200),
                wall: WallTime::from_secs(60),
            });
            session.write(Target::PipeIn(3), *b"x").unwrap();
            answer(&mut session);
        }
        session.set_budget(Budget {
            cpu: CpuTime::from_millis(200),
            wall: WallTime::from_secs(wall),
        });
        session.write(Target::PipeIn(3), [last]).unwrap();
        while session.next_event().unwrap() != Event::Exited {}
        assert_eq!(session.finish().unwrap().termination, Termination::Killed(kind));
    }
}

#[test]
fn writing_to_a_pipe_that_does_not_exist_is_an_error() {
    let mut session = program!(ECHO).session(sandbox()).unwrap();
    assert!(session.write(Target::PipeIn(3), *b"x").is_err());
}

#[test]
fn an_armed_run_serves_one_command() {
    let policy = Arc::new(Policy::builder().build().unwrap());
    for _ in 0..3 {
        let armed = sandbox().arm(&policy, &limits()).unwrap();
        std::thread::sleep(Duration::from_millis(5));
        let out = armed
            .output(program!("int main(void) { puts(\"armed\"); return 4; }"))
            .unwrap();
        assert_eq!(out.report.termination, Termination::Exited(4));
        assert_eq!(text(&out), "armed\n");
        assert!(out.report.startup.armed);
    }
}

#[test]
fn a_child_is_like_that_of_the_standard_library() {
    let source = "int main(void) { char b[99]; long n; while ((n = read(0, b, 99)) > 0) write(1, b, n); write(2, \"bye\", 3); return 6; }";
    let mut child = program!(source).limits(limits()).spawn(sandbox()).unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut buffer = [0; 99];
    for word in ["one", "two"] {
        stdin.write_all(word.as_bytes()).unwrap();
        let n = stdout.read(&mut buffer).unwrap();
        assert_eq!(&buffer[..n], word.as_bytes());
    }
    assert!(child.try_wait().unwrap().is_none());
    drop(stdin);
    let mut rest = String::new();
    child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "bye");
    assert_eq!(child.wait().unwrap().termination, Termination::Exited(6));
    assert_eq!(child.wait().unwrap().termination, Termination::Exited(6));
}

#[test]
fn a_child_has_further_pipes() {
    let mut child = program!(ECHO)
        .pass_pipe_in(3)
        .pass_pipe_out(4)
        .limits(limits())
        .spawn(sandbox())
        .unwrap();
    let (mut cases, mut answers) = (child.pipes_in.remove(&3).unwrap(), child.pipes_out.remove(&4).unwrap());
    let mut buffer = [0; 9];
    for case in ["first", "other"] {
        cases.write_all(case.as_bytes()).unwrap();
        assert_eq!(answers.read(&mut buffer).unwrap(), 5);
        assert_eq!(&buffer[..5], case.as_bytes());
    }
    drop(cases);
    assert_eq!(child.wait().unwrap().termination, Termination::Exited(0));
}

#[test]
fn a_child_can_be_killed() {
    let mut child = program!("int main(void) { for (;;) pause(); }")
        .limits(limits())
        .spawn(sandbox())
        .unwrap();
    child.kill();
    assert_eq!(
        child.wait().unwrap().termination,
        Termination::Killed(LimitKind::Requested)
    );
}

#[test]
fn many_runs_at_once() {
    let program = program!(
        "int main(int c, char **v) { char b[99]; long n = read(0, b, 99); write(1, b, n); return atoi(v[1]); }"
    );
    drop(program);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            scope.spawn(move || {
                for i in 0..20 {
                    let code = (thread * 20 + i) % 200;
                    let input = format!("{thread}-{i}");
                    let out = program!("int main(int c, char **v) { char b[99]; long n = read(0, b, 99); write(1, b, n); return atoi(v[1]); }")
                        .arg(code.to_string())
                        .input(input.clone().into_bytes())
                        .limits(limits())
                        .output(sandbox())
                        .unwrap();
                    assert_eq!((out.report.termination, text(&out)), (Termination::Exited(code), input));
                }
            });
        }
    });
}
