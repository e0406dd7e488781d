#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| dockexec_fuzz::run("sanitize_javascript", input));
