//! What every fuzz target does with its input, without a word about the fuzzer.
//!
//! So the same code runs twice: under libFuzzer (`fuzz_targets/`, `./dev fuzz`), which looks for new inputs, and in an ordinary test
//! (`services/protocol/tests/fuzz_replay.rs`), which replays the seeds and every finding of the past. A target panics when a promise is
//! broken; a hang and memory without bounds are the fuzzer's to notice.
//!
//! Targets that need several texts cut their input at lines `---`.

mod answers;
mod checkers;
mod plan;
mod problems;
mod profile;
mod sanitize;
mod told;
mod wire;

/// What a target does with one input.
pub type Run = fn(&[u8]);

/// All targets by name. What follows `sanitize_` is a language's id.
pub const TARGETS: &[(&str, Run)] = &[
    ("answers", answers::frames),
    ("checkers", checkers::text),
    ("import", problems::import),
    ("metadata", problems::metadata),
    ("plan", plan::plan),
    ("problem", problems::folder),
    ("profile", profile::profile),
    ("sanitize_c", |source| sanitize::sanitize("c", source)),
    ("sanitize_go", |source| sanitize::sanitize("go", source)),
    ("sanitize_java", |source| sanitize::sanitize("java", source)),
    ("sanitize_javascript", |source| sanitize::sanitize("javascript", source)),
    ("sanitize_python", |source| sanitize::sanitize("python", source)),
    ("told", told::told),
    ("values", checkers::values),
    ("wire", wire::wire),
];

/// Runs the target called `name` on `input`.
///
/// # Panics
/// When a promise is broken, or there is no such target.
pub fn run(name: &str, input: &[u8]) {
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, run) = found.unwrap_or_else(|| panic!("there is no target {name:?}"));
    run(input);
}

/// The parts of `input` between lines `---`; missing ones are empty, the last one has all the rest.
fn parts<const N: usize>(input: &[u8]) -> [&[u8]; N] {
    const CUT: &[u8] = b"\n---\n";
    let mut rest = Some(input);
    std::array::from_fn(|index| {
        let text = rest.take().unwrap_or_default();
        let cut = match index + 1 < N {
            true => text.windows(CUT.len()).position(|window| window == CUT),
            false => None,
        };
        let Some(at) = cut else { return text };
        rest = Some(&text[at + CUT.len()..]);
        &text[..at]
    })
}
