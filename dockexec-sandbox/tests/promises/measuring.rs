//! Figures that can be trusted: what is counted is the program, and where it runs is what was asked for.

use dockexec_sandbox::{HostSupport, usable_processors};

use crate::common::{limits, run, sandbox, text};

/// Counted where the host lets us, absent with a reason in the table where not; never zero.
#[test]
fn instructions_are_counted_or_the_host_says_why_not() {
    let spins = |rounds: u32| format!("int main(void) {{ for (volatile int i = 0; i < {rounds}; i++) ; return 0; }}");
    let (less, more) = (spins(1_000_000), spins(3_000_000));
    let host = HostSupport::probe();
    let row = host.rows.iter().find(|row| row.name == "instruction counter").unwrap();
    let less = run(program!(&less)).report.instructions;
    let more = run(program!(&more)).report.instructions;
    if row.available {
        // A shared counter gives no figure; both runs are alike but for the rounds.
        if let (Some(less), Some(more)) = (less, more) {
            assert!(less > 1_000_000 && more > less + 2_000_000, "{less}, {more}");
        }
    } else {
        assert_eq!((less, more), (None, None));
        assert!(
            row.detail.contains("perf_event_open") && row.remedy.is_some(),
            "{row:?}"
        );
        println!("not counted here: {}", row.detail);
    }
}

#[test]
fn a_pinned_run_stays_where_it_was_put() {
    let source = r#"int main(void) {
        cpu_set_t set;
        memset(&set, 255, sizeof set);
        sched_setaffinity(0, sizeof set, &set);
        if (sched_getaffinity(0, sizeof set, &set)) return 1;
        for (int i = 0; i < CPU_SETSIZE; i++) if (CPU_ISSET(i, &set)) printf("%d ", i);
        return 0;
    }"#;
    for core in usable_processors().unwrap() {
        let out = run(program!(source).pin(core));
        assert_eq!(text(&out), format!("{core} "), "{:?}", out.report.termination);
    }
    let nowhere = program!(source)
        .pin(100_000)
        .limits(limits())
        .output(sandbox())
        .unwrap_err();
    assert_eq!(nowhere.errno(), Some(libc::EINVAL), "{nowhere}");
    assert!(nowhere.step().contains("processor 100000"), "{nowhere}");
}
