//! The bundled problems: each is complete.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dockexec_core::{Languages, Problem, Verdict};

/// Bytes that a problem's folder may have, to keep clones of this repository small.
const LARGEST_FOLDER: u64 = 200_000;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/problems");
    let entries = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(folders.len() >= 15, "{} has {} problems", root.display(), folders.len());
    folders
}

fn problems() -> Vec<Problem> {
    let load = |path: PathBuf| Problem::load(path).unwrap_or_else(|errors| panic!("{errors}"));
    folders().into_iter().map(load).collect()
}

fn size(path: &Path) -> u64 {
    if path.is_file() {
        return fs::metadata(path).unwrap().len();
    }
    fs::read_dir(path)
        .unwrap()
        .map(|entry| size(&entry.unwrap().path()))
        .sum()
}

#[test]
fn every_problem_is_complete() {
    let languages: BTreeSet<_> = Languages::all().unwrap().iter().map(|language| language.id()).collect();
    for problem in problems() {
        let slug = problem.slug();
        assert_eq!(problem.check(), [], "{slug}");
        let samples = problem.samples().count();
        assert!(samples >= 3, "{slug} has {samples} samples");
        for number in 1..=samples {
            let explained = problem.statement().contains(&format!("\n{number}. "));
            assert!(explained, "{slug}: the statement does not explain sample {number}");
        }
        assert!(problem.cases().len() - samples >= 8, "{slug} has too few hidden cases");
        let with = |accepted: bool| {
            let solutions = problem.solutions().iter();
            solutions.filter(move |solution| (solution.expects == Verdict::Accepted) == accepted)
        };
        let solved: BTreeSet<_> = with(true).map(|solution| solution.language).collect();
        assert!(solved.is_superset(&languages), "{slug} is solved in {solved:?} only");
        assert!(with(false).count() > 0, "{slug} has no wrong solution");
    }
    for folder in folders() {
        assert!(size(&folder) <= LARGEST_FOLDER, "{} is too large", folder.display());
    }
}
