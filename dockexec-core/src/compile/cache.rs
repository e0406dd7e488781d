//! What was compiled before, by content: source files, command line and toolchain decide the key, and nothing else does.
//!
//! A small part lives in memory, the rest in the cache directory as one file per artifact, written under another name and renamed into place. A file
//! carries a checksum of itself: what was torn or tampered with is a miss, never an artifact.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::language::private_directory;
use crate::source::{Diagnostic, Severity};
use crate::wrap::ProgramFile;

/// Files an artifact consists of: name and contents.
pub type Outputs = Arc<Vec<OutputFile>>;
/// Name and contents of a file.
pub type OutputFile = (String, Vec<u8>);

const MAGIC: &[u8] = b"dockexec-artifact-1\n";
/// Bytes of artifacts kept in memory.
const MEMORY_BYTES: usize = 64 << 20;
/// Bytes of artifacts kept on disk.
const DISK_BYTES: u64 = 1 << 30;
/// After how many new files the size on disk is looked at.
const SWEEP_EVERY: u64 = 64;

/// Remembers artifacts. Every failure to read or write it is only a miss.
#[derive(Debug)]
pub struct ArtifactCache {
    directory: Option<PathBuf>,
    memory: Mutex<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    entries: HashMap<String, (Outputs, Vec<Diagnostic>, u64)>,
    bytes: usize,
    clock: u64,
    written: u64,
}

impl ArtifactCache {
    /// A cache in `directory`, which is made (0700) if it is missing; `None` keeps artifacts in memory only.
    pub fn new(directory: Option<&Path>) -> Self {
        let directory = directory
            .map(|path| path.join("artifacts"))
            .filter(|path| private_directory(path).is_ok());
        Self {
            directory,
            memory: Mutex::default(),
        }
    }

    /// What was stored under `key`.
    pub fn get(&self, key: &str) -> Option<(Outputs, Vec<Diagnostic>)> {
        if let Some(found) = self.memory().get(key) {
            return Some(found);
        }
        let bytes = read(&self.directory.as_ref()?.join(key)).ok()?;
        let (outputs, diagnostics) = decode(&bytes)?;
        let outputs = Arc::new(outputs);
        self.memory().put(key, &outputs, &diagnostics);
        Some((outputs, diagnostics))
    }

    /// Stores an artifact with its compiler's warnings.
    pub fn put(&self, key: &str, outputs: &Outputs, diagnostics: &[Diagnostic]) {
        let sweep = {
            let mut memory = self.memory();
            memory.put(key, outputs, diagnostics);
            memory.written += 1;
            memory.written % SWEEP_EVERY == 1
        };
        if let Some(directory) = &self.directory {
            let _ = write(directory, key, &encode(outputs, diagnostics));
            if sweep {
                let _ = shrink(directory, DISK_BYTES);
            }
        }
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    fn get(&mut self, key: &str) -> Option<(Outputs, Vec<Diagnostic>)> {
        self.clock += 1;
        let (outputs, diagnostics, used) = self.entries.get_mut(key)?;
        *used = self.clock;
        Some((Arc::clone(outputs), diagnostics.clone()))
    }

    fn put(&mut self, key: &str, outputs: &Outputs, diagnostics: &[Diagnostic]) {
        self.clock += 1;
        self.bytes += weight(outputs);
        if let Some((old, ..)) = self
            .entries
            .insert(key.to_owned(), (Arc::clone(outputs), diagnostics.to_vec(), self.clock))
        {
            self.bytes -= weight(&old);
        }
        while self.bytes > MEMORY_BYTES {
            let Some(oldest) = self
                .entries
                .iter()
                .min_by_key(|(_, (.., used))| *used)
                .map(|(key, _)| key.clone())
            else {
                break;
            };
            if let Some((old, ..)) = self.entries.remove(&oldest) {
                self.bytes -= weight(&old);
            }
        }
    }
}

fn weight(outputs: &Outputs) -> usize {
    outputs.iter().map(|(name, contents)| name.len() + contents.len()).sum()
}

/// The key of compiling `files` by `argv` with the toolchain that `digest` stands for.
pub fn key(digest: &str, argv: &[String], files: &[ProgramFile]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut field = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    field(digest.as_bytes());
    field(&(argv.len() as u64).to_le_bytes());
    for argument in argv {
        field(argument.as_bytes());
    }
    for file in files {
        field(file.path.as_bytes());
        field(&file.contents);
    }
    hasher.finalize().to_hex().to_string()
}

fn encode(outputs: &Outputs, diagnostics: &[Diagnostic]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut field = |bytes: &[u8]| {
        body.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        body.extend_from_slice(bytes);
    };
    field(&(outputs.len() as u64).to_le_bytes());
    for (name, contents) in outputs.iter() {
        field(name.as_bytes());
        field(contents);
    }
    for found in diagnostics {
        field(found.severity.as_str().as_bytes());
        field(found.message.as_bytes());
        field(found.file.as_deref().unwrap_or_default().as_bytes());
        field(&(found.line.unwrap_or(0) as u64).to_le_bytes());
        field(&(found.column.unwrap_or(0) as u64).to_le_bytes());
    }
    [MAGIC, blake3::hash(&body).as_bytes().as_slice(), &body].concat()
}

fn decode(bytes: &[u8]) -> Option<(Vec<OutputFile>, Vec<Diagnostic>)> {
    let (checksum, mut body) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<32>()?;
    if blake3::hash(body) != *checksum {
        return None;
    }
    let mut field = || -> Option<&[u8]> {
        let (length, rest) = body.split_first_chunk::<8>()?;
        let (bytes, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        body = rest;
        Some(bytes)
    };
    let number = |bytes: &[u8]| {
        bytes
            .try_into()
            .ok()
            .map(u64::from_le_bytes)
            .and_then(|value| usize::try_from(value).ok())
    };
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let count = number(field()?)?;
    let mut outputs = Vec::new();
    for _ in 0..count {
        outputs.push((text(field()?)?, field()?.to_vec()));
    }
    let mut diagnostics = Vec::new();
    while let Some(severity) = field() {
        let severity = [Severity::Note, Severity::Warning, Severity::Error]
            .into_iter()
            .find(|known| known.as_str().as_bytes() == severity)?;
        let message = text(field()?)?;
        let file = Some(text(field()?)?).filter(|name| !name.is_empty());
        let line = Some(number(field()?)?).filter(|line| *line > 0);
        let column = Some(number(field()?)?).filter(|column| *column > 0);
        diagnostics.push(Diagnostic {
            severity,
            message,
            file,
            line,
            column,
        });
    }
    Some((outputs, diagnostics))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = fs::File::open(path)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    // The time of last use decides what is dropped first.
    let _ = file.set_modified(SystemTime::now());
    Ok(bytes)
}

fn write(directory: &Path, key: &str, bytes: &[u8]) -> io::Result<()> {
    let scratch = directory.join(format!(
        ".{key}.{}.{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    let result = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&scratch)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&scratch, directory.join(key)));
    if result.is_err() {
        let _ = fs::remove_file(&scratch);
    }
    result
}

/// Removes the files used longest ago until `limit` bytes are left. Two processes may do so at the same time: a file that is gone already is no error.
fn shrink(directory: &Path, limit: u64) -> io::Result<()> {
    let mut files: Vec<(SystemTime, u64, PathBuf)> = fs::read_dir(directory)?
        .flatten()
        .filter_map(|entry| {
            let meta = entry.metadata().ok()?;
            Some((meta.modified().ok()?, meta.len(), entry.path()))
        })
        .collect();
    let mut total: u64 = files.iter().map(|(_, size, _)| size).sum();
    files.sort();
    for (_, size, path) in files {
        if total <= limit {
            break;
        }
        if fs::remove_file(path).is_ok() {
            total -= size;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn warning() -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            message: "unused".into(),
            file: Some("a.c".into()),
            line: Some(3),
            column: None,
        }
    }

    #[test]
    fn what_was_stored_comes_back_from_disk() {
        let directory = tempfile::tempdir().unwrap();
        let outputs: Outputs = Arc::new(vec![("main".into(), b"\x7fELF".to_vec())]);
        ArtifactCache::new(Some(directory.path())).put("k", &outputs, &[warning()]);
        let (found, diagnostics) = ArtifactCache::new(Some(directory.path())).get("k").unwrap();
        assert_eq!((found, diagnostics), (outputs, vec![warning()]));
    }

    #[test]
    fn a_file_that_was_tampered_with_is_a_miss() {
        let directory = tempfile::tempdir().unwrap();
        ArtifactCache::new(Some(directory.path())).put("k", &Arc::new(vec![("main".into(), b"good".to_vec())]), &[]);
        let path = directory.path().join("artifacts/k");
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(ArtifactCache::new(Some(directory.path())).get("k").is_none());
    }

    #[test]
    fn the_least_recently_used_files_go_first() {
        let directory = tempfile::tempdir().unwrap();
        for (age, name) in [(2, "new"), (9, "old")] {
            let path = directory.path().join(name);
            fs::write(&path, [0; 100]).unwrap();
            let time = SystemTime::now() - std::time::Duration::from_secs(age);
            fs::File::open(&path).unwrap().set_modified(time).unwrap();
        }
        shrink(directory.path(), 150).unwrap();
        assert!(directory.path().join("new").exists() && !directory.path().join("old").exists());
    }

    proptest! {
        #[test]
        fn arbitrary_files_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes);
            let framed = [MAGIC, blake3::hash(&bytes).as_bytes().as_slice(), &bytes].concat();
            let _ = decode(&framed);
        }
    }
}
