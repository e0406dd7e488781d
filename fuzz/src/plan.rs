//! The flat encodings between the library, the launcher and the first process of a run. The first is ours alone; what comes back travels
//! over a socket that lives beside hostile code, so both directions are read as if they were hostile.

use dockexec_sandbox::parse_collected;

// The file itself, as the launcher compiles it: it is not part of the library's interface.
#[allow(dead_code)]
#[path = "../../dockexec-sandbox/launcher/step.rs"]
mod step;

pub(crate) fn plan(input: &[u8]) {
    let mut rest = input;
    loop {
        let before = rest;
        let Some(decoded) = step::Step::decode(&mut rest) else {
            break;
        };
        let mut encoded = Vec::new();
        decoded.encode(&mut encoded);
        assert_eq!(encoded, before[..before.len() - rest.len()], "{decoded:?}");
    }
    if let Some(notice) = step::Notice::decode(input) {
        let mut encoded = Vec::new();
        notice.encode(&mut encoded);
        assert_eq!(encoded, input);
        assert!(encoded.len() <= step::NOTICE_MAX);
    }
    if let Ok(collected) = parse_collected(input) {
        let bytes: usize = collected.files.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(bytes <= input.len());
    }
}
