//! Files that a run left behind, read from the stream pid 1 wrote into a memfd.
//!
//! The stream is made by our own code, but inside the sandbox: it is read as if it were hostile. See
//! `launcher/collect.rs` for the other side.

use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::plan::step::Field;

/// What to bring out of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectSpec {
    /// Files, or directories with everything below; relative ones are below the work directory.
    pub paths: Vec<String>,
    /// Most bytes of all files together.
    pub max_bytes: u64,
    /// Most files and directories looked at.
    pub max_files: u32,
}

impl CollectSpec {
    /// These paths, up to 64 MiB and 1024 files.
    pub fn new<S: Into<String>>(paths: impl IntoIterator<Item = S>) -> Self {
        CollectSpec {
            paths: paths.into_iter().map(Into::into).collect(),
            max_bytes: 64 << 20,
            max_files: 1024,
        }
    }

    /// The longest stream these limits can lead to: each entry has a name (a path is at most 4096 bytes).
    pub(crate) fn encoded_limit(&self) -> u64 {
        let entries = u64::from(self.max_files) + self.paths.len() as u64 + 1;
        self.max_bytes.saturating_add(entries.saturating_mul(4096 + 256 + 16))
    }
}

/// Why an entry stayed behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rejection {
    /// There is nothing of this name.
    Missing,
    /// It is a symbolic link, or is reached through one.
    Link,
    /// It is a FIFO, a socket or a device.
    Special,
    /// The file has further names.
    HardLinked,
    /// It would exceed `max_bytes`.
    TooLarge,
    /// `max_files` is reached, or the directories are too deep; the rest was not looked at.
    TooMany,
    /// The kernel would not open it.
    Unreadable,
}

/// What was brought out. Names are paths inside the sandbox without the leading `/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Collected {
    /// Name and content of each file.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was asked for, or found, and not taken.
    pub rejected: Vec<(String, Rejection)>,
}

impl Collected {
    /// The content of a file by its path inside, with or without the leading `/`.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        let path = path.trim_start_matches('/');
        self.files
            .iter()
            .find(|(name, _)| name == path)
            .map(|(_, bytes)| bytes.as_slice())
    }
}

/// Reads a stream of collected files. Strict: anything but whole records of known kinds is an error. Pure.
pub fn parse_collected(mut stream: &[u8]) -> Result<Collected> {
    let mut collected = Collected::default();
    let malformed = || Error::new(ErrorKind::Io, "read the files collected from a run: malformed stream");
    while !stream.is_empty() {
        let kind = u8::take(&mut stream).ok_or_else(malformed)?;
        let name = <&[u8]>::take(&mut stream).ok_or_else(malformed)?;
        let size = u64::take(&mut stream).ok_or_else(malformed)?;
        // Names are the program's choice; what is not UTF-8 is shown, and cannot be asked for, with replacements.
        let name = String::from_utf8_lossy(name).into_owned();
        let rejection = match kind {
            0 => {
                let size = usize::try_from(size).map_err(|_| malformed())?;
                let (bytes, rest) = stream.split_at_checked(size).ok_or_else(malformed)?;
                stream = rest;
                collected.files.push((name, bytes.to_vec()));
                continue;
            }
            1 => Rejection::Missing,
            2 => Rejection::Link,
            3 => Rejection::Special,
            4 => Rejection::HardLinked,
            5 => Rejection::TooLarge,
            6 => Rejection::TooMany,
            7 => Rejection::Unreadable,
            _ => return Err(malformed()),
        };
        if size != 0 {
            return Err(malformed());
        }
        collected.rejected.push((name, rejection));
    }
    Ok(collected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u8, name: &str, size: u64, bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![kind];
        name.as_bytes().put(&mut out);
        size.put(&mut out);
        out.extend_from_slice(bytes);
        out
    }

    #[test]
    fn reads_files_and_rejections() {
        let stream = [record(0, "box/a", 3, b"abc"), record(2, "box/b", 0, b"")].concat();
        let collected = parse_collected(&stream).unwrap();
        assert_eq!(collected.get("/box/a"), Some(&b"abc"[..]));
        assert_eq!(collected.rejected, [("box/b".to_owned(), Rejection::Link)]);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(garbage in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = parse_collected(&garbage);
        }
    }

    #[test]
    fn refuses_whatever_is_not_whole() {
        let whole = record(0, "box/a", 3, b"abc");
        for length in 1..whole.len() {
            assert!(parse_collected(&whole[..length]).is_err(), "prefix of {length}");
        }
        assert!(parse_collected(&record(9, "x", 0, b"")).is_err());
        assert!(parse_collected(&record(2, "x", 1, b"")).is_err());
        assert!(parse_collected(&record(0, "x", u64::MAX, b"abc")).is_err());
    }
}
