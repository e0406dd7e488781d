//! Seccomp profiles, which anybody may write.

use dockexec_sandbox::{ErrorKind, SeccompProfile};

pub(crate) fn profile(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    match SeccompProfile::from_toml(text) {
        Ok(profile) => {
            let program = profile.program();
            // The kernel takes 4096 instructions of 8 bytes.
            assert!(
                !program.is_empty() && program.len() % 8 == 0 && program.len() <= 8 * 4096,
                "{}",
                program.len()
            );
        }
        Err(error) => assert_eq!(error.kind(), ErrorKind::Policy, "{error}"),
    }
}
