//! How much a run may use. Each quantity is a type of its own, so that CPU and wall time cannot be swapped.

use std::time::Duration;

use serde::Serialize;

use crate::error::{Error, Result};

macro_rules! time_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(Duration);

        impl $name {
            /// From whole milliseconds.
            pub const fn from_millis(millis: u64) -> Self {
                $name(Duration::from_millis(millis))
            }
            /// From whole seconds.
            pub const fn from_secs(secs: u64) -> Self {
                $name(Duration::from_secs(secs))
            }
            /// From any duration.
            pub const fn new(duration: Duration) -> Self {
                $name(duration)
            }
            /// As a plain duration.
            pub const fn as_duration(self) -> Duration {
                self.0
            }
            /// In whole milliseconds, rounded down.
            pub fn as_millis(self) -> u64 {
                u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX)
            }
            /// The difference, never below zero.
            pub fn saturating_sub(self, other: Self) -> Self {
                $name(self.0.saturating_sub(other.0))
            }
        }

        /// Serialized as seconds, with fraction.
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_f64(self.0.as_secs_f64())
            }
        }
    };
}
time_type! {
    /// Time during which a processor worked for the run, summed over all its processes and threads.
    CpuTime
}
time_type! {
    /// Time that passed on the clock on the wall.
    WallTime
}

/// Most memory the run may have, page cache and tmpfs included where a cgroup counts them. In bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct MemoryLimit(u64);

impl MemoryLimit {
    /// From MiB.
    pub const fn mib(mib: u64) -> Self {
        MemoryLimit(mib.saturating_mul(1 << 20))
    }
    /// From bytes.
    pub const fn bytes(bytes: u64) -> Self {
        MemoryLimit(bytes)
    }
    /// In bytes.
    pub const fn as_bytes(self) -> u64 {
        self.0
    }
}

/// What happens when a stream exceeds its cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutputPolicy {
    /// The run is killed at once.
    Kill,
    /// The rest is read and thrown away; the report says so.
    Truncate,
}

/// How much the program may print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct OutputLimit {
    /// Bytes on standard output.
    pub stdout: u64,
    /// Bytes on standard error.
    pub stderr: u64,
    /// What happens beyond.
    pub policy: OutputPolicy,
}

/// A quota of a writable tmpfs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct TmpfsSize {
    /// Bytes of all files together.
    pub bytes: u64,
    /// Number of files and directories.
    pub inodes: u64,
}

impl TmpfsSize {
    /// A quota of so many MiB, with one inode for each 4 KiB but at least 1024.
    pub const fn mib(mib: u64) -> Self {
        let inodes = mib * 256;
        TmpfsSize {
            bytes: mib << 20,
            inodes: if inodes < 1024 { 1024 } else { inodes },
        }
    }
}

macro_rules! count_type {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    };
}
count_type! {
    /// Most processes and threads at a time.
    Processes(u32)
}
count_type! {
    /// Largest file the program may write, in bytes.
    FileSize(u64)
}
count_type! {
    /// Largest stack of the main thread, in bytes.
    Stack(u64)
}
count_type! {
    /// Most open descriptors.
    OpenFiles(u32)
}

/// All limits of one run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Limits {
    /// CPU time of the whole run.
    pub cpu: CpuTime,
    /// Elapsed time of the whole run, from the moment the program is started.
    pub wall: WallTime,
    /// Memory.
    pub memory: MemoryLimit,
    /// Output.
    pub output: OutputLimit,
    /// Processes and threads.
    pub processes: Processes,
    /// Single files.
    pub file_size: FileSize,
    /// The writable directories together (`/box`, `/tmp`, `/dev/shm`).
    pub scratch: TmpfsSize,
    /// Stack of the main thread.
    pub stack: Stack,
    /// Descriptors.
    pub open_files: OpenFiles,
    /// Address space. Off by default: the JVM, Go and Node reserve far more than they use.
    pub address_space: Option<MemoryLimit>,
}

impl Default for Limits {
    /// 3 s of CPU, 7 s of wall time, 256 MiB, 16 MiB of output, 64 processes.
    fn default() -> Self {
        Limits {
            cpu: CpuTime::from_secs(3),
            wall: WallTime::from_secs(7),
            memory: MemoryLimit::mib(256),
            output: OutputLimit {
                stdout: 16 << 20,
                stderr: 16 << 20,
                policy: OutputPolicy::Kill,
            },
            processes: Processes(64),
            file_size: FileSize(64 << 20),
            scratch: TmpfsSize::mib(64),
            stack: Stack(64 << 20),
            open_files: OpenFiles(256),
            address_space: None,
        }
    }
}

impl Limits {
    /// Refuses limits under which nothing could run. Zero never means "unlimited" here.
    pub fn validate(&self) -> Result<()> {
        let zeros = [
            ("cpu", self.cpu.as_duration().is_zero()),
            ("wall", self.wall.as_duration().is_zero()),
            ("memory", self.memory.as_bytes() == 0),
            ("processes", self.processes.0 == 0),
            ("file_size", self.file_size.0 == 0),
            ("scratch.bytes", self.scratch.bytes == 0),
            ("scratch.inodes", self.scratch.inodes == 0),
            ("stack", self.stack.0 == 0),
            ("open_files", self.open_files.0 == 0),
            ("address_space", self.address_space.is_some_and(|a| a.as_bytes() == 0)),
        ];
        if let Some((name, _)) = zeros.iter().find(|(_, zero)| *zero) {
            return Err(Error::policy(format!("accept the limits: `{name}` is 0"))
                .with_hint("a limit is always a limit; use a large value where none is wanted"));
        }
        if self.memory.as_bytes() < 1 << 20 {
            return Err(Error::policy(format!(
                "accept the limits: `memory` is {} bytes, and no program starts in less than 1 MiB",
                self.memory.as_bytes()
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid() {
        Limits::default().validate().unwrap();
    }

    #[test]
    fn zero_is_refused_and_named() {
        let limits = Limits {
            wall: WallTime::from_millis(0),
            ..Limits::default()
        };
        let error = limits.validate().unwrap_err();
        assert!(error.to_string().contains("`wall` is 0"), "{error}");
    }
}
