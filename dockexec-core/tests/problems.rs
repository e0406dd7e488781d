//! The bundled problems: each is complete, and each of its solutions gets the verdict that its file name promises.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, and its helpers too")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dockexec_core::{Engine, ErrorKind, Languages, Problem, Submission, Verdict};

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

/// The languages whose toolchain this host lacks are skipped, and say so; so is everything where no sandbox can be had.
#[test]
fn every_solution_gets_its_verdict() {
    let engine = match Engine::new() {
        Ok(engine) => engine,
        Err(error) if error.kind() == ErrorKind::HostUnfit => {
            println!("skipped: {error}");
            return;
        }
        Err(error) => panic!("{error}"),
    };
    let missing: BTreeSet<_> = engine
        .languages()
        .unwrap()
        .into_iter()
        .filter_map(|(language, toolchain)| {
            let error = toolchain.err()?;
            println!("{}: skipped: probe failed: {error}", language.id());
            Some(language.id())
        })
        .collect();
    let problems = problems();
    let mut runs = Vec::new();
    for problem in &problems {
        for solution in problem
            .solutions()
            .iter()
            .filter(|solution| !missing.contains(solution.language))
        {
            let mut request = problem
                .request(Submission::new(solution.language, &*solution.source))
                .unwrap();
            request.stop_at_first = true;
            runs.push((problem.slug(), solution, engine.start(request).unwrap()));
        }
    }
    let mut failures = Vec::new();
    for (slug, solution, run) in runs {
        let path = solution.path.display();
        match run.wait() {
            Ok(judgement) if judgement.verdict == solution.expects => {
                println!("{slug}/{path}: {} ({:?})", judgement.verdict, judgement.totals.cpu);
            }
            Ok(judgement) => {
                let case = judgement.first_failing();
                let name = case.and_then(|case| {
                    problems
                        .iter()
                        .find(|problem| problem.slug() == slug)?
                        .cases()
                        .get(case.index)
                });
                failures.push(format!(
                    "{slug}/{path}: {} instead of {}\n    case: {:?}\n    {:?} {:?}\n    {:?} {:?} {:?}",
                    judgement.verdict,
                    solution.expects,
                    name.map(|case| &case.name),
                    judgement.message,
                    judgement.findings,
                    case.and_then(|case| case.message.as_deref()),
                    case.map(|case| case.stderr.chars().take(500).collect::<String>()),
                    judgement.diagnostics,
                ));
            }
            Err(error) => failures.push(format!("{slug}/{path}: {error}")),
        }
    }
    assert!(
        failures.is_empty(),
        "{} failures\n{}",
        failures.len(),
        failures.join("\n")
    );
}
