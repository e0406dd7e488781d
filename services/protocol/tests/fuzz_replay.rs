//! Replays what the fuzz targets begin with (`fuzz/seeds`) and whatever they once found (`fuzz/findings`), with an ordinary compiler and in an ordinary
//! test: a finding stays fixed, and the targets themselves keep compiling.

use std::fs;
use std::path::{Path, PathBuf};

// The file itself, because the package around it needs a fuzzer to build. It is a library there, so what nobody uses here is public.
#[allow(unreachable_pub, dead_code)]
#[path = "../../../fuzz/src/lib.rs"]
mod targets;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files below `folder`; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            true => found.extend(files(&entry.path())),
            false => found.push(entry.path()),
        }
    }
    found.sort();
    found
}

/// Where a target's inputs are. A language's own test programs are the seeds of its sanitizer.
fn folders(target: &str) -> Vec<PathBuf> {
    let fuzz = root().join("fuzz");
    let mut folders = vec![fuzz.join("seeds").join(target), fuzz.join("findings").join(target)];
    if let Some(language) = target.strip_prefix("sanitize_") {
        folders.push(root().join("dockexec-core/languages").join(language).join("tests"));
    }
    folders
}

#[test]
fn seeds_and_findings_break_no_promise() {
    for (target, run) in targets::TARGETS {
        let inputs: Vec<_> = folders(target).iter().flat_map(|folder| files(folder)).collect();
        assert!(!inputs.is_empty(), "{target} has no seeds");
        for path in inputs {
            let input = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            println!("{target}: {}", path.display());
            run(&input);
        }
    }
}

/// Every folder belongs to a target, and every target has its program for the fuzzer.
#[test]
fn no_input_is_forgotten() {
    let known: Vec<_> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    let fuzz = root().join("fuzz");
    for kind in ["seeds", "findings"] {
        for entry in fs::read_dir(fuzz.join(kind)).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let found = name == ".gitkeep" || known.iter().any(|known| *known == name);
            assert!(found, "fuzz/{kind}/{} has no target", name.display());
        }
    }
    for name in known {
        assert!(fuzz.join(format!("fuzz_targets/{name}.rs")).is_file(), "{name}");
    }
}

/// A replay that cannot fail would be worth nothing.
#[test]
#[should_panic(expected = "no target")]
fn an_unknown_target_is_refused() {
    targets::run("none", b"");
}
