//! The sample problems inside of the binary, and finding a problem by path or name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dockexec_core::problem::Problem;
use dockexec_core::{Error, Stage};
use tempfile::TempDir;

use crate::failure::Outcome;

include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The slugs of the bundled problems, sorted.
pub(crate) fn slugs() -> Vec<&'static str> {
    let mut slugs: Vec<_> = FILES
        .iter()
        .filter_map(|(path, _)| path.split_once('/'))
        .map(|(slug, _)| slug)
        .collect();
    slugs.dedup();
    slugs
}

/// Loads the problem in the folder `name`, or the bundled one of that name where there is no such folder.
pub(crate) fn problem(name: &Path) -> Outcome<Problem> {
    if name.exists() {
        return Ok(Problem::load(name).map_err(Error::from)?);
    }
    match name.to_str().filter(|slug| slugs().contains(slug)) {
        Some(slug) => load(slug),
        None => Err(
            Error::bad_request("unknown-problem", format!("there is no folder {}", name.display()))
                .with_hint(format!(
                    "give the folder of a problem, or the name of a bundled one: {}",
                    slugs().join(", ")
                ))
                .into(),
        ),
    }
}

/// Loads the bundled problem `slug`.
pub(crate) fn load(slug: &str) -> Outcome<Problem> {
    let folder = unpack(slug).map_err(|error| {
        Error::internal(
            Stage::Request,
            "bundled-problem",
            format!("cannot unpack the problem {slug}"),
        )
        .with_source(error)
        .with_hint("free some space in the temporary directory, or set TMPDIR")
    })?;
    Ok(Problem::load(folder.path().join(slug)).map_err(Error::from)?)
}

/// Problems are read from folders, strictly; so a bundled one becomes a folder for a moment.
fn unpack(slug: &str) -> io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let prefix = format!("{slug}/");
    for (name, contents) in FILES.iter().filter(|(name, _)| name.starts_with(&prefix)) {
        let path: PathBuf = folder.path().join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, contents)?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_problem_loads() {
        for slug in slugs() {
            if let Err(failure) = load(slug) {
                panic!("{slug}: {failure:?}");
            }
        }
    }
}
