//! The solutions that come with a problem: right ones, and wrong ones with the verdict they must get.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::ProblemError;
use super::folder::{Entry, Folder};
use crate::judge::Verdict;
use crate::{Language, Languages};

const SOLUTIONS: &str = "solutions";

/// Bytes that a solution may have.
const LARGEST_SOLUTION: u64 = 1 << 20;

/// The beginnings of file names that say which verdict a solution must get.
const EXPECTATIONS: [(&str, Verdict); 11] = [
    ("accepted", Verdict::Accepted),
    ("wrong_answer", Verdict::WrongAnswer),
    ("presentation_error", Verdict::PresentationError),
    ("time_limit", Verdict::TimeLimit),
    ("wall_time_limit", Verdict::WallTimeLimit),
    ("memory_limit", Verdict::MemoryLimit),
    ("output_limit", Verdict::OutputLimit),
    ("runtime_error", Verdict::RuntimeError),
    ("compile_error", Verdict::CompileError),
    ("compile_limit", Verdict::CompileLimit),
    ("security_violation", Verdict::SecurityViolation),
];

/// A solution of a problem, written by its author.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Solution {
    /// The id of its language.
    pub language: &'static str,
    /// Its file, relative to the problem's folder.
    pub path: PathBuf,
    /// Its source.
    pub source: Arc<[u8]>,
    /// The verdict it must get.
    pub expects: Verdict,
}

impl fmt::Debug for Solution {
    /// Without the source: a reference solution is as secret as the hidden cases, and must not reach a log by way of `{:?}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Solution")
            .field("path", &self.path)
            .field("bytes", &self.source.len())
            .field("expects", &self.expects)
            .finish()
    }
}

/// Reads `solutions/<language>/<expected verdict>*.<extension>`. A problem without the folder has none.
pub(super) fn read(folder: &mut Folder, errors: &mut Vec<ProblemError>) -> Vec<Solution> {
    let mut solutions = Vec::new();
    if !folder.exists(SOLUTIONS) {
        return solutions;
    }
    for entry in list(folder, Path::new(SOLUTIONS), errors) {
        match language(&entry) {
            Ok(language) => {
                for entry in list(folder, &entry.path, errors) {
                    match solution(folder, language, &entry) {
                        Ok(solution) => solutions.push(solution),
                        Err(error) => errors.push(error),
                    }
                }
            }
            Err(error) => errors.push(error),
        }
    }
    solutions
}

fn list(folder: &Folder, path: &Path, errors: &mut Vec<ProblemError>) -> Vec<Entry> {
    folder.list(path).unwrap_or_else(|error| {
        errors.push(error);
        Vec::new()
    })
}

fn language(entry: &Entry) -> Result<&'static Language, ProblemError> {
    if !entry.is_dir {
        return Err(ProblemError::new(&entry.path, "not a folder")
            .with_hint("solutions are in a folder for each language, such as solutions/python/accepted.py"));
    }
    Languages::find(&entry.name).map_err(|error| {
        let problem = ProblemError::new(&entry.path, error.message());
        match error.hint() {
            Some(hint) => problem.with_hint(hint),
            None => problem,
        }
    })
}

fn solution(folder: &mut Folder, language: &'static Language, entry: &Entry) -> Result<Solution, ProblemError> {
    let extensions = &language.manifest().extensions;
    if !extensions.iter().any(|known| Some(known.as_str()) == entry.extension()) {
        let name = &language.manifest().name;
        return Err(ProblemError::new(&entry.path, format!("not a file of {name}"))
            .with_hint(format!("its name ends in .{}", extensions.join(" or ."))));
    }
    let Some(expects) = expectation(entry.stem()) else {
        let names: Vec<_> = EXPECTATIONS.iter().map(|(name, _)| *name).collect();
        return Err(
            ProblemError::new(&entry.path, "the name does not say which verdict to expect")
                .with_hint(format!("it begins with one of: {}", names.join(", "))),
        );
    };
    Ok(Solution {
        language: language.id(),
        path: entry.path.clone(),
        source: folder.read(&entry.path, LARGEST_SOLUTION)?.into(),
        expects,
    })
}

/// `wrong_answer`, `wrong_answer_greedy`, `wrong_answer-2`.
fn expectation(stem: &str) -> Option<Verdict> {
    let mut matching = EXPECTATIONS.iter().filter(|(name, _)| {
        let rest = stem.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '-']))
    });
    matching.next().map(|(_, verdict)| *verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_the_verdict() {
        assert_eq!(expectation("accepted"), Some(Verdict::Accepted));
        assert_eq!(expectation("wrong_answer_greedy"), Some(Verdict::WrongAnswer));
        assert_eq!(expectation("time_limit-2"), Some(Verdict::TimeLimit));
        assert_eq!(expectation("wall_time_limit"), Some(Verdict::WallTimeLimit));
        for unknown in ["acceptedly", "wrong", "main", ""] {
            assert_eq!(expectation(unknown), None);
        }
    }
}
