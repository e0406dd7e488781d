//! Builds the launcher and hands its bytes to the library.
//!
//! The launcher is one dependency-free program. `rustc` alone compiles it, statically, so that it runs from a
//! memfd in any root and needs no installation step of its own. `DOCKEXEC_LAUNCHER` names a ready-made one
//! for packagers who may not compile at this point.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=launcher");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DOCKEXEC_LAUNCHER");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("dockexec-launcher");
    if let Some(ready) = env::var_os("DOCKEXEC_LAUNCHER") {
        let copied = fs::copy(&ready, &out);
        copied.unwrap_or_else(|e| panic!("failed to copy DOCKEXEC_LAUNCHER={}: {e}", Path::new(&ready).display()));
        return;
    }
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("linux") {
        // The library does not compile there either; an empty file keeps its error message the first one.
        fs::write(&out, b"").expect("OUT_DIR is writable");
        return;
    }
    let status = compiler(&out).status().expect("failed to start rustc for the launcher");
    assert!(
        status.success(),
        "failed to compile the launcher (launcher/main.rs): rustc ended with {status}"
    );
}

fn compiler(out: &Path) -> Command {
    let target = env::var("TARGET").expect("cargo sets TARGET");
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc
        .args([
            "--edition",
            "2024",
            "--crate-name",
            "dockexec_launcher",
            "--crate-type",
            "bin",
        ])
        .args([
            "-C",
            "target-feature=+crt-static",
            "-C",
            "panic=abort",
            "-C",
            "opt-level=s",
        ])
        .args(["-C", "strip=symbols", "-C", "codegen-units=1", "-C", "lto=fat"])
        .args(["--target", &target, "-o"])
        .arg(out)
        .arg("launcher/main.rs");
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        let mut option = std::ffi::OsString::from("linker=");
        option.push(linker);
        rustc.arg("-C").arg(option);
    }
    rustc
}
