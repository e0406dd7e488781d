//! What trusted code builds once per toolchain: precompiled harnesses, a standard library's archives.
//!
//! The directory is keyed by the toolchain's digest, filled under another name and renamed into place, so that a crash or a second process in
//! the middle can never leave a half-made one. Nothing of a submission is ever involved.

use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::manifest::Prepare;
use super::template;
use super::toolchain::Toolchain;
use crate::{Error, ErrorKind, Result, Stage};

/// The directory with everything that `[[prepare]]` makes for `toolchain`, made now if it is not there yet.
pub(super) fn prepare(toolchain: &Toolchain, cache: &Path) -> Result<PathBuf> {
    let language = toolchain.language().id();
    let parent = cache.join("prepared");
    let name = format!("{language}-{}", toolchain.digest().get(..24).unwrap_or_default());
    let ready = parent.join(&name);
    if ready.is_dir() {
        return Ok(ready);
    }
    private_directory(cache)
        .and_then(|()| private_directory(&parent))
        .map_err(|error| unfit(language, &parent, &error))?;
    let scratch = parent.join(format!(".{name}.{}.{}", std::process::id(), unique()));
    let made = fill(toolchain, &scratch, &ready);
    let _ = fs::remove_dir_all(&scratch);
    made?;
    Ok(ready)
}

fn fill(toolchain: &Toolchain, scratch: &Path, ready: &Path) -> Result<()> {
    let language = toolchain.language();
    let harness = scratch.join("folder");
    let made = scratch.join("made");
    let io_error = |error: io::Error| unfit(language.id(), scratch, &error);
    fs::create_dir_all(&made).map_err(io_error)?;
    for (name, contents) in language.files() {
        let path = harness.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(io_error)?;
        }
        fs::write(&path, contents).map_err(io_error)?;
    }
    let mut variables = toolchain.variables().clone();
    variables.insert("harness".into(), harness.display().to_string());
    variables.insert("prepared".into(), made.display().to_string());
    for step in &language.manifest().prepare {
        run(language.id(), step, &variables, &made, ready)?;
    }
    readable(&made).map_err(io_error)?;
    match fs::rename(&made, ready) {
        // Another process was quicker: its result is the same.
        Err(_) if ready.is_dir() => Ok(()),
        other => other.map_err(io_error),
    }
}

fn run(language: &str, step: &Prepare, variables: &BTreeMap<String, String>, made: &Path, ready: &Path) -> Result<()> {
    let expand = |text: &String| {
        template::expand(text, variables).map_err(|error| {
            Error::internal(
                Stage::Request,
                "language-manifest",
                format!("languages/{language}/language.toml: {error}"),
            )
        })
    };
    let argv = step.argv.iter().map(expand).collect::<Result<Vec<_>>>()?;
    let Some((program, args)) = argv.split_first() else {
        return Err(Error::internal(
            Stage::Request,
            "language-manifest",
            format!("languages/{language}: an empty [[prepare]] command"),
        ));
    };
    let mut command = Command::new(program);
    command.args(args).current_dir(made).stdin(Stdio::null());
    for (name, value) in &step.env {
        command.env(name, expand(value)?);
    }
    let output = command
        .output()
        .map_err(|error| failed(language, program, &error.to_string()))?;
    if !output.status.success() {
        return Err(failed(
            language,
            program,
            String::from_utf8_lossy(&output.stderr).trim(),
        ));
    }
    if let Some(name) = &step.stdout {
        // Paths in the output name the directory as it is called while it is being made.
        let text =
            String::from_utf8_lossy(&output.stdout).replace(&made.display().to_string(), &ready.display().to_string());
        fs::write(made.join(name), text).map_err(|error| unfit(language, made, &error))?;
    }
    Ok(())
}

/// Files are read inside the sandbox by an unprivileged user; the directories above them stay private.
fn readable(path: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(path)?;
    if meta.is_symlink() {
        return Ok(());
    }
    let mode = meta.permissions().mode();
    let wanted = if meta.is_dir() { mode | 0o555 } else { mode | 0o444 };
    if wanted != mode {
        fs::set_permissions(path, fs::Permissions::from_mode(wanted))?;
    }
    if meta.is_dir() {
        for entry in fs::read_dir(path)? {
            readable(&entry?.path())?;
        }
    }
    Ok(())
}

/// Makes `path` with mode 0700 if it is not there.
pub(crate) fn private_directory(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    File::open(path).map(|_| ())
}

fn unique() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn unfit(language: &str, path: &Path, error: &io::Error) -> Error {
    Error::new(
        ErrorKind::HostUnfit,
        Stage::Request,
        "cache-directory",
        format!("preparing {language} in {} failed: {error}", path.display()),
    )
    .with_hint("the cache directory must be writable; choose another with DOCKEXEC_CACHE_DIR")
}

fn failed(language: &str, program: &str, why: &str) -> Error {
    Error::new(
        ErrorKind::HostUnfit,
        Stage::Request,
        "toolchain-prepare",
        format!("preparing {language} with {program} failed: {why}"),
    )
    .with_hint("the toolchain may be incomplete; `dockexec doctor` names the packages")
}
