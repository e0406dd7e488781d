//! What must not compile: the stages of the pipeline are types, so that a step cannot be left out, and their values are made in their own modules alone.

#[test]
fn stages_cannot_be_skipped_or_forged() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/compile_fail/*.rs");
}
