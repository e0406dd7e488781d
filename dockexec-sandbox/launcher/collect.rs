//! Bringing files out of a run: pid 1 copies them into a memfd after everything else is dead.
//!
//! No host process ever opens a path that sandboxed code could have made. What hostile code left behind
//! (links, FIFOs, a million files, a sparse terabyte) is met here, inside the sandbox, without privileges,
//! by opens that follow no link. Every entry is a record `kind: u8, name, size: u64, bytes`; an entry that is
//! not a plain file within the limits is a record that says why it stayed behind.

use std::ffi::CString;

use crate::step::Field;
use crate::sys::{self, Sys};

const KIND_FILE: u8 = 0;
const KIND_MISSING: u8 = 1;
const KIND_LINK: u8 = 2;
const KIND_SPECIAL: u8 = 3;
const KIND_HARD_LINKED: u8 = 4;
const KIND_TOO_LARGE: u8 = 5;
const KIND_TOO_MANY: u8 = 6;
const KIND_UNREADABLE: u8 = 7;

/// Deeper trees are not walked: honest output is shallow.
const MAX_DEPTH: u32 = 16;

/// What to bring out, and where to put it.
pub struct Collection {
    memfd: i32,
    paths: Vec<CString>,
    bytes_left: u64,
    files_left: u32,
    full: bool,
}

impl Collection {
    pub fn new(memfd: i32, paths: &[&[u8]], max_bytes: u64, max_files: u32) -> Self {
        let paths = paths
            .iter()
            .filter_map(|p| CString::from_vec_with_nul(p.to_vec()).ok())
            .collect();
        Collection {
            memfd,
            paths,
            bytes_left: max_bytes,
            files_left: max_files,
            full: false,
        }
    }

    pub fn descriptor(&self) -> i32 {
        self.memfd
    }

    /// Copies everything that may be copied. An error means that the memfd could not be written.
    pub fn gather(mut self) -> Sys<()> {
        let root = sys::openat(sys::AT_FDCWD, c"/", sys::O_PATH | sys::O_DIRECTORY, 0)?;
        for path in std::mem::take(&mut self.paths) {
            let relative = path.to_bytes();
            let skip = relative.iter().take_while(|&&b| b == b'/').count();
            let Ok(relative) = CString::new(relative.get(skip..).unwrap_or_default()) else {
                continue;
            };
            self.entry(root, &relative, relative.to_bytes(), 0)?;
        }
        Ok(())
    }

    fn entry(&mut self, dir: i32, name: &CString, shown: &[u8], depth: u32) -> Sys<()> {
        if self.full {
            return Ok(());
        }
        if self.files_left == 0 {
            self.full = true;
            return self.record(KIND_TOO_MANY, shown, 0);
        }
        self.files_left -= 1;
        // O_NONBLOCK: opening a FIFO must not wait for a writer that will never come.
        let flags = sys::O_NOFOLLOW | sys::O_NONBLOCK;
        let fd = match sys::open_beneath(dir, name, flags) {
            Ok(fd) => fd,
            Err(sys::ENOENT) => return self.record(KIND_MISSING, shown, 0),
            Err(sys::ELOOP) => return self.record(KIND_LINK, shown, 0),
            Err(_) => return self.record(KIND_UNREADABLE, shown, 0),
        };
        let done = self.opened(fd, shown, depth);
        sys::close(fd);
        done
    }

    fn opened(&mut self, fd: i32, shown: &[u8], depth: u32) -> Sys<()> {
        let stat = sys::fstat(fd)?;
        if stat.is_dir() {
            return if depth < MAX_DEPTH {
                self.directory(fd, shown, depth)
            } else {
                self.record(KIND_TOO_MANY, shown, 0)
            };
        }
        match () {
            () if !stat.is_file() => self.record(KIND_SPECIAL, shown, 0),
            () if stat.links > 1 => self.record(KIND_HARD_LINKED, shown, 0),
            () if stat.size > self.bytes_left => self.record(KIND_TOO_LARGE, shown, 0),
            () => {
                self.bytes_left -= stat.size;
                self.record(KIND_FILE, shown, stat.size)?;
                self.copy(fd, stat.size)
            }
        }
    }

    fn directory(&mut self, fd: i32, shown: &[u8], depth: u32) -> Sys<()> {
        let mut buffer = vec![0u8; 16 * 1024];
        loop {
            let length = match sys::getdents(fd, &mut buffer) {
                Ok(0) => return Ok(()),
                Ok(length) => length,
                Err(_) => return self.record(KIND_UNREADABLE, shown, 0),
            };
            // linux_dirent64: inode (8), offset (8), record length (2), type (1), name with NUL.
            let mut rest = buffer.get(..length).unwrap_or_default();
            while let Some(&[low, high]) = rest.get(16..18) {
                let size = usize::from(u16::from_le_bytes([low, high]));
                let Some((entry, after)) = rest.split_at_checked(size.max(19)) else {
                    break;
                };
                rest = after;
                let name = entry
                    .get(19..)
                    .unwrap_or_default()
                    .split(|&b| b == 0)
                    .next()
                    .unwrap_or_default();
                let Ok(name) = CString::new(name) else { continue };
                if matches!(name.as_bytes(), b"." | b"..") {
                    continue;
                }
                let path = [shown.strip_suffix(b"/").unwrap_or(shown), b"/", name.as_bytes()].concat();
                self.entry(fd, &name, &path, depth + 1)?;
                if self.full {
                    return Ok(());
                }
            }
        }
    }

    fn record(&self, kind: u8, name: &[u8], size: u64) -> Sys<()> {
        let mut head = vec![kind];
        name.put(&mut head);
        size.put(&mut head);
        sys::write_all(self.memfd, &head)
    }

    /// Exactly `size` bytes: nobody is left alive who could change the file, a short read is filled with zeros.
    fn copy(&self, fd: i32, size: u64) -> Sys<()> {
        let mut buffer = vec![0u8; 64 * 1024];
        let mut left = size;
        while left > 0 {
            let want = buffer.len().min(left as usize);
            let chunk = buffer.get_mut(..want).ok_or(sys::EIO)?;
            let got = sys::read(fd, chunk)?;
            if got == 0 {
                chunk.fill(0);
            }
            let got = if got == 0 { want } else { got };
            sys::write_all(self.memfd, chunk.get(..got).ok_or(sys::EIO)?)?;
            left -= got as u64;
        }
        Ok(())
    }
}
