//! `policy.toml`: what of the host a language needs to see inside the sandbox, each with its reason.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::toolchain::ToolMount;

/// What a sandbox is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Purpose {
    /// Compiling a submission.
    Compile,
    /// Running it.
    Run,
}

/// What `policy.toml` says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LanguagePolicy {
    /// The purposes that are served where the host cannot give a run its own `/proc` (an ordinary user in a container that masks its own). Elsewhere every run has
    /// one; without, `/dev/stdin` leads nowhere.
    #[serde(default)]
    without_proc: Vec<Purpose>,
    /// Read-only mounts.
    #[serde(default)]
    mount: Vec<Mount>,
}

impl LanguagePolicy {
    /// Reads a policy.
    ///
    /// # Errors
    /// What is wrong and where, from the TOML reader.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Whether `purpose` is served without a `/proc`.
    pub fn without_proc(&self, purpose: Purpose) -> bool {
        self.without_proc.contains(&purpose)
    }

    /// The mounts for `purpose`.
    pub fn mounts_for(&self, purpose: Purpose) -> impl Iterator<Item = &Mount> {
        self.mount
            .iter()
            .filter(move |mount| mount.purposes.is_empty() || mount.purposes.contains(&purpose))
    }
}

/// One read-only mount.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Mount {
    /// What is mounted.
    #[serde(flatten)]
    pub source: MountSource,
    /// Why.
    pub reason: String,
    /// For which purposes; empty means all.
    #[serde(default, rename = "for")]
    pub purposes: Vec<Purpose>,
    /// Whether links that leave the tree are followed, and their targets mounted too.
    #[serde(default)]
    pub follow_symlinks: bool,
    /// Whether it may be absent.
    #[serde(default)]
    pub optional: bool,
}

/// What a mount shows.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MountSource {
    /// A path, as a template over the toolchain's facts.
    #[serde(rename = "path")]
    Path(String),
    /// A named part of the system.
    #[serde(rename = "system")]
    System(SystemSet),
}

/// Parts of the host system that programs share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SystemSet {
    /// The dynamic loader and the shared libraries.
    Libraries,
    /// All of `/usr`: a native compiler with its headers, libraries and helper programs.
    Usr,
    /// `/bin/sh`, to chain compiler commands.
    Shell,
}

impl SystemSet {
    /// Adds the mounts of this set. Merged-/usr links (`/lib` → `usr/lib`) are made again as links, real directories are bound.
    pub fn collect(self, found: &mut Vec<ToolMount>) {
        let (binds, tops): (&[&str], &[&str]) = match self {
            Self::Libraries => (
                &["/usr/lib", "/usr/lib64", "/etc/ld.so.cache"],
                &["/lib", "/lib64", "/lib32"],
            ),
            Self::Usr => (
                &["/usr", "/etc/ld.so.cache", "/etc/alternatives"],
                &["/lib", "/lib64", "/lib32", "/bin", "/sbin"],
            ),
            Self::Shell => (&["/usr/bin/dash", "/usr/bin/sh", "/usr/bin/bash"], &["/bin"]),
        };
        for path in binds {
            add(Path::new(path), found);
        }
        for path in tops {
            add(Path::new(path), found);
        }
    }
}

fn add(path: &Path, found: &mut Vec<ToolMount>) {
    let Ok(meta) = path.symlink_metadata() else { return };
    if !meta.is_symlink() {
        found.push(ToolMount::Bind(path.to_owned()));
    } else if let Ok(target) = std::fs::read_link(path) {
        found.push(ToolMount::Symlink {
            path: PathBuf::from(path),
            target,
        });
    }
}
