//! Reading a problem's folder with care: regular files only, nothing through symbolic links, nothing larger than it may be.
//!
//! Problems may come from strangers, as archives or clones: a link in one must not make the judge read, and then show, a file of the host.

use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use super::error::ProblemError;

/// Bytes that one file may have; no frame to a harness can carry more either.
pub(super) const LARGEST_FILE: u64 = 64 << 20;

/// Bytes that all files read from one folder may have together.
const LARGEST_TOTAL: u64 = 1 << 30;

/// Entries that one directory may have.
const MOST_ENTRIES: usize = 20_000;

/// A problem's folder. Paths are relative to it.
pub(super) struct Folder {
    root: PathBuf,
    budget: u64,
}

/// An entry of a directory.
pub(super) struct Entry {
    /// Its path, relative to the problem's folder.
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) is_dir: bool,
}

impl Entry {
    /// The name's extension, without the dot.
    pub(super) fn extension(&self) -> Option<&str> {
        self.name.rsplit_once('.').map(|(_, extension)| extension)
    }

    /// The name up to its last dot.
    pub(super) fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem)
    }
}

impl Folder {
    pub(super) fn open(root: &Path) -> Result<Self, ProblemError> {
        let canonical = fs::canonicalize(root).map_err(|error| {
            ProblemError::new(root, format!("cannot open the problem's folder: {error}"))
                .with_hint("give the path of a folder with a problem.toml in it")
        })?;
        if !canonical.is_dir() {
            return Err(ProblemError::new(root, "not a folder")
                .with_hint("give the path of a folder with a problem.toml in it"));
        }
        Ok(Self {
            root: canonical,
            budget: LARGEST_TOTAL,
        })
    }

    /// The folder's own name.
    pub(super) fn name(&self) -> Option<&str> {
        self.root.file_name().and_then(|name| name.to_str())
    }

    pub(super) fn exists(&self, path: &str) -> bool {
        fs::symlink_metadata(self.root.join(path)).is_ok()
    }

    /// The entries of a directory in natural order (`2` before `10`), without those whose name begins with a dot.
    pub(super) fn list(&self, path: &Path) -> Result<Vec<Entry>, ProblemError> {
        self.refuse_links(path)?;
        let failed = |error| ProblemError::new(path, format!("cannot read the folder: {error}"));
        let mut entries = Vec::new();
        for entry in fs::read_dir(self.root.join(path)).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                return Err(ProblemError::new(path.join(&name), "the file's name is not UTF-8").with_hint("rename it"));
            };
            if name.starts_with('.') {
                continue;
            }
            if entries.len() == MOST_ENTRIES {
                return Err(ProblemError::new(path, format!("more than {MOST_ENTRIES} entries")));
            }
            entries.push(Entry {
                path: path.join(name),
                name: name.to_owned(),
                is_dir: entry.file_type().map_err(failed)?.is_dir(),
            });
        }
        entries.sort_by(|a, b| natural(&a.name, &b.name));
        Ok(entries)
    }

    /// The bytes of a regular file.
    pub(super) fn read(&mut self, path: &Path, largest: u64) -> Result<Vec<u8>, ProblemError> {
        self.refuse_links(path)?;
        let full = self.root.join(path);
        let failed = |error| ProblemError::new(path, format!("cannot read the file: {error}"));
        if !fs::symlink_metadata(&full).map_err(failed)?.is_file() {
            return Err(ProblemError::new(path, "not a regular file"));
        }
        let largest = largest.min(self.budget);
        let mut bytes = Vec::new();
        let file = fs::File::open(&full).map_err(failed)?;
        let size = file.take(largest + 1).read_to_end(&mut bytes).map_err(failed)?;
        if size as u64 > largest {
            return Err(ProblemError::new(path, format!("larger than {largest} bytes")).with_hint("make it smaller"));
        }
        self.budget -= size as u64;
        Ok(bytes)
    }

    /// The text of a regular file that must be UTF-8; a byte order mark is cut.
    pub(super) fn read_text(&mut self, path: &Path, largest: u64) -> Result<String, ProblemError> {
        let bytes = self.read(path, largest)?;
        text(path, bytes)
    }

    /// No part of `path` may be a symbolic link or lead out of the folder.
    fn refuse_links(&self, path: &Path) -> Result<(), ProblemError> {
        let mut walked = self.root.clone();
        for part in path.components() {
            let Component::Normal(name) = part else {
                return Err(ProblemError::new(path, "not a plain relative path")
                    .with_hint("name a file of the problem's folder, without `..`"));
            };
            walked.push(name);
            let metadata = fs::symlink_metadata(&walked)
                .map_err(|error| ProblemError::new(path, format!("cannot read it: {error}")))?;
            if metadata.is_symlink() {
                return Err(ProblemError::new(path, "a symbolic link, which is not followed")
                    .with_hint("put the file itself here"));
            }
        }
        Ok(())
    }
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<String, ProblemError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        ProblemError::new(path, "not UTF-8 text")
            .at(line, 0)
            .with_hint("save it as UTF-8")
    })?;
    Ok(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// Compares names as people count: runs of digits by their number.
fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        let (Some(x), Some(y)) = (left.first(), right.first()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (number, rest) = digits(left);
            let (other, other_rest) = digits(right);
            let order = number.len().cmp(&other.len()).then_with(|| number.cmp(other));
            if order.is_ne() {
                return order;
            }
            (left, right) = (rest, other_rest);
        } else if x != y {
            return x.cmp(y);
        } else {
            (left, right) = (left.get(1..).unwrap_or_default(), right.get(1..).unwrap_or_default());
        }
    }
}

/// The run of digits that `text` begins with, without leading zeros, and the rest.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    let zeros = run.iter().take_while(|byte| **byte == b'0').count();
    (run.get(zeros..).unwrap_or_default(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_people_count() {
        let mut names = vec!["10.in", "2.in", "02.in", "a10", "a9", "a", "1"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["1", "02.in", "2.in", "10.in", "a", "a9", "a10"]);
    }

    #[test]
    fn nothing_is_read_through_links_or_from_outside() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "s").unwrap();
        let inside = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret"), inside.path().join("link")).unwrap();
        std::os::unix::fs::symlink(outside.path(), inside.path().join("dir")).unwrap();
        fs::create_dir(inside.path().join("folder")).unwrap();
        let mut folder = Folder::open(inside.path()).unwrap();
        for path in ["link", "dir/secret", "../secret", "/etc/passwd", "missing", "folder"] {
            let error = folder.read(Path::new(path), 10).unwrap_err();
            assert_eq!(error.file(), Path::new(path), "{error}");
        }
        assert!(folder.list(Path::new("dir")).is_err());
    }

    #[test]
    fn sizes_are_bounded_and_text_is_text() {
        let inside = tempfile::tempdir().unwrap();
        fs::write(inside.path().join("five"), "\u{FEFF}ab").unwrap();
        fs::write(inside.path().join("latin"), b"a\nb\xe4").unwrap();
        let mut folder = Folder::open(inside.path()).unwrap();
        assert_eq!(folder.read_text(Path::new("five"), 5).unwrap(), "ab");
        assert_eq!(
            folder.read(Path::new("five"), 4).unwrap_err().message(),
            "larger than 4 bytes"
        );
        let error = folder.read_text(Path::new("latin"), 10).unwrap_err();
        assert_eq!(error.to_string(), "latin:2: not UTF-8 text (hint: save it as UTF-8)");
    }
}
