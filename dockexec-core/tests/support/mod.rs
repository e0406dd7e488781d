//! What the tests that run real programs share: one engine for each test binary, and the words of requests.
#![allow(dead_code, reason = "each test binary uses its own part")]

pub(crate) mod case_file;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use dockexec_core::problem::{CaseInput, Expected};
use dockexec_core::sanitize::Strictness;
use dockexec_core::{Engine, Languages, TestCase};
use serde_json::Value;

/// The engine of this test binary. All tests share it, because that is how it is used: from many threads at once.
pub(crate) fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new().unwrap_or_else(|error| panic!("no engine on this host: {error}")))
}

/// Whether `language` can be judged here. If its toolchain is missing, that is printed: a skipped test is never a passed one. Any other trouble (a harness that does
/// not build) is a failure.
pub(crate) fn is_available(language: &str) -> bool {
    let language = Languages::find(language).unwrap();
    match engine().toolchain(language) {
        Ok(_) => true,
        Err(error) if error.code() == "toolchain-missing" => {
            println!("skipped: probe failed: {error}");
            false
        }
        Err(error) => panic!("{}: {error}", language.id()),
    }
}

/// A case of a function: its arguments and the answer.
pub(crate) fn function_case(index: usize, args: &[Value], expected: Option<&Value>, hidden: bool) -> TestCase {
    TestCase {
        name: format!("case-{index}").into(),
        input: CaseInput::Args(args.into()),
        expected: expected.map_or(Expected::Nothing, |value| Expected::Value(Arc::new(value.clone()))),
        hidden,
    }
}

/// A case of a program: its input and the output.
pub(crate) fn program_case(index: usize, stdin: &[u8], expected: Option<&str>, hidden: bool) -> TestCase {
    TestCase {
        name: format!("case-{index}").into(),
        input: CaseInput::Stdin(stdin.into()),
        expected: expected.map_or(Expected::Nothing, |text| Expected::Text(text.as_bytes().into())),
        hidden,
    }
}

/// Limits as they are written in files: milliseconds and MiB.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitsText {
    pub(crate) cpu_ms: Option<u64>,
    pub(crate) wall_ms: Option<u64>,
    pub(crate) total_cpu_ms: Option<u64>,
    pub(crate) memory_mib: Option<u64>,
    pub(crate) output_kib: Option<u64>,
    pub(crate) processes: Option<u32>,
    pub(crate) files_mib: Option<u64>,
}

impl LimitsText {
    /// Puts what is written into `limits`.
    pub(crate) fn apply(&self, limits: &mut dockexec_core::Limits) {
        if let Some(cpu) = self.cpu_ms {
            limits.cpu = Duration::from_millis(cpu);
        }
        limits.wall = self.wall_ms.map(Duration::from_millis).or(limits.wall);
        limits.total_cpu = self.total_cpu_ms.map(Duration::from_millis).or(limits.total_cpu);
        if let Some(memory) = self.memory_mib {
            limits.memory = memory << 20;
        }
        if let Some(output) = self.output_kib {
            limits.output = output << 10;
        }
        limits.processes = self.processes.unwrap_or(limits.processes);
        if let Some(files) = self.files_mib {
            limits.files = files << 20;
        }
    }
}

/// The strictness called `name`.
pub(crate) fn strictness(name: &str) -> Strictness {
    match name {
        "strict" => Strictness::Strict,
        "lenient" => Strictness::Lenient,
        "off" => Strictness::Off,
        other => panic!("there is no strictness {other:?}"),
    }
}
