//! Runs every example and looks at what it prints.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;

use dockexec_core::{Engine, Languages};

/// What a program prints; `None`, with a line that says why, where it cannot run.
fn output(program: &str) -> Option<String> {
    let ready = Engine::new().and_then(|engine| engine.toolchain(Languages::find("python")?).map(drop));
    if let Err(why) = ready {
        println!("skipped: {why}");
        return None;
    }
    let output = Command::new(program).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(text)
}

#[test]
fn judge_one() {
    let Some(text) = output(env!("CARGO_BIN_EXE_judge_one")) else {
        return;
    };
    assert!(text.contains("\nWA\n") && text.contains("case 2: WA"), "{text}");
    assert!(text.contains("…"), "no progress: {text}");
}

#[test]
fn custom_checker() {
    let Some(text) = output(env!("CARGO_BIN_EXE_custom_checker")) else {
        return;
    };
    assert!(text.contains("smallest factor first: AC"), "{text}");
    assert!(
        text.contains("one times itself: WA 1 times 91 is not 91, or one of them is too small"),
        "{text}"
    );
    assert!(text.contains("too talkative: PE two numbers are asked for"), "{text}");
}

#[test]
fn sandbox_only() {
    let Some(text) = output(env!("CARGO_BIN_EXE_sandbox_only")) else {
        return;
    };
    assert!(text.contains("/etc/shadow") && !text.contains("root:"), "{text}");
    assert!(
        text.contains("Killed(CpuTime)") && text.contains("Killed(Memory)"),
        "{text}"
    );
}

#[test]
fn interactive_run() {
    let Some(text) = output(env!("CARGO_BIN_EXE_interactive_run")) else {
        return;
    };
    assert!(
        text.contains("player:  50\nprogram: lower\n") && text.contains("program: right\nAC"),
        "{text}"
    );
}
