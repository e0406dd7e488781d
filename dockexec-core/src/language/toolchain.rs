//! Finding the programs of a language on this host, and everything they need to run inside a sandbox.
//!
//! The trap: the name on `PATH` is often not the program. It may be a shim of a version manager, a chain of `/etc/alternatives` links, or a
//! wrapper in a private home. So discovery *runs a probe* and believes what the program says about itself; the sandbox later mounts real paths only.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};

use regex::Regex;

use super::manifest::Tool;
use super::policy::{MountSource, Purpose};
use super::{Language, template};
use crate::{Error, ErrorKind, Result, Stage};

/// How long a probe may take. Generous: the first start of a JVM from a cold disk takes seconds.
const PROBE_TIME: Duration = Duration::from_secs(30);

/// A read-only bind of a host path, at the same path inside the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ToolMount {
    /// A file or directory of the host.
    Bind(PathBuf),
    /// A symbolic link of the host, made again inside.
    Symlink {
        /// Where it is.
        path: PathBuf,
        /// What it points to, as written.
        target: PathBuf,
    },
}

/// A language's programs as found on this host.
#[derive(Debug)]
pub struct Toolchain {
    language: &'static Language,
    variables: BTreeMap<String, String>,
    version: String,
    digest: String,
    mounts: BTreeMap<Purpose, Arc<[ToolMount]>>,
    prepared: Option<PathBuf>,
}

impl Toolchain {
    /// Looks for every tool of `language`, and prepares (or finds prepared) in `cache` what trusted code builds once.
    ///
    /// # Errors
    /// `HostUnfit` naming the tool, what was tried, and the packages that provide it.
    pub fn discover(language: &'static Language, cache: &Path) -> Result<Self> {
        let manifest = language.manifest();
        let mut variables = BTreeMap::new();
        let mut versions = Vec::new();
        for (name, tool) in &manifest.tools {
            let facts = find(language, name, tool)?;
            versions.extend(facts.get("version").cloned());
            variables.extend(facts.into_iter().map(|(fact, value)| (format!("{name}.{fact}"), value)));
        }
        let digest = digest(language, &variables);
        let mut toolchain = Self {
            language,
            variables,
            version: versions.join(", "),
            digest,
            mounts: BTreeMap::new(),
            prepared: None,
        };
        if !manifest.prepare.is_empty() {
            let prepared = super::prepare::prepare(&toolchain, cache)?;
            toolchain
                .variables
                .insert("prepared".into(), prepared.display().to_string());
            toolchain.prepared = Some(prepared);
        }
        for purpose in [Purpose::Compile, Purpose::Run] {
            let mounts = toolchain.resolve_mounts(purpose)?;
            toolchain.mounts.insert(purpose, mounts.into());
        }
        Ok(toolchain)
    }

    /// The language.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// What discovery found: `python.executable`, `java.home`, …, and `prepared`.
    pub fn variables(&self) -> &BTreeMap<String, String> {
        &self.variables
    }

    /// The tools' versions.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Language and version for reports: `python 3.11.7`.
    pub fn label(&self) -> String {
        format!("{} {}", self.language.id(), self.version)
    }

    /// Changes whenever the toolchain, the manifest or the harness does; part of every cache key.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The mounts that `purpose` needs.
    pub fn mounts(&self, purpose: Purpose) -> Arc<[ToolMount]> {
        self.mounts.get(&purpose).cloned().unwrap_or_default()
    }

    fn resolve_mounts(&self, purpose: Purpose) -> Result<Vec<ToolMount>> {
        // What was prepared for a language is there for it, always.
        let mut found: Vec<ToolMount> = self.prepared.iter().cloned().map(ToolMount::Bind).collect();
        for mount in self.language.policy().mounts_for(purpose) {
            match &mount.source {
                MountSource::System(set) => set.collect(&mut found),
                MountSource::Path(text) => {
                    let path = PathBuf::from(template::expand(text, &self.variables).map_err(|error| {
                        Error::internal(
                            Stage::Request,
                            "language-policy",
                            format!("languages/{}/policy.toml: {error}", self.language.id()),
                        )
                    })?);
                    if path.exists() {
                        let path = fs::canonicalize(&path).unwrap_or(path);
                        if mount.follow_symlinks {
                            outside_links(&path, &mut found);
                        }
                        found.push(ToolMount::Bind(path));
                    } else if !mount.optional {
                        return Err(Error::new(
                            ErrorKind::HostUnfit,
                            Stage::Request,
                            "toolchain-path",
                            format!(
                                "{} needs {}, which does not exist ({})",
                                self.language.manifest().name,
                                path.display(),
                                mount.reason
                            ),
                        ));
                    }
                }
            }
        }
        Ok(outermost(found))
    }
}

/// Drops whatever lies inside another bind, so that each path is mounted once.
fn outermost(mut mounts: Vec<ToolMount>) -> Vec<ToolMount> {
    mounts.sort();
    mounts.dedup();
    let binds: Vec<PathBuf> = mounts
        .iter()
        .filter_map(|mount| {
            if let ToolMount::Bind(path) = mount {
                Some(path.clone())
            } else {
                None
            }
        })
        .collect();
    let inside = |path: &Path| binds.iter().any(|bind| path != bind && path.starts_with(bind));
    mounts.retain(|mount| match mount {
        ToolMount::Bind(path) | ToolMount::Symlink { path, .. } => !inside(path),
    });
    mounts
}

/// Links below `tree` whose targets lie outside it: Debian's JDK keeps its configuration under `/etc`, for instance, and fails in odd places without it.
fn outside_links(tree: &Path, found: &mut Vec<ToolMount>) {
    let mut pending = vec![tree.to_path_buf()];
    while let Some(directory) = pending.pop() {
        let Ok(entries) = fs::read_dir(&directory) else {
            continue;
        };
        for entry in entries.flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                pending.push(entry.path());
            } else if kind.is_symlink()
                && let Ok(target) = fs::canonicalize(entry.path())
                && !target.starts_with(tree)
            {
                // The link's own text names a path that must exist inside too.
                if let Ok(text) = fs::read_link(entry.path())
                    && text.is_absolute()
                    && text != target
                {
                    found.push(ToolMount::Bind(target.clone()));
                    found.push(ToolMount::Symlink { path: text, target });
                } else {
                    found.push(ToolMount::Bind(target));
                }
            }
        }
    }
}

fn find(language: &Language, name: &str, tool: &Tool) -> Result<BTreeMap<String, String>> {
    let candidates = match tool.env.as_ref().and_then(env::var_os) {
        Some(path) => vec![PathBuf::from(path)],
        None => tool
            .candidates
            .iter()
            .flat_map(|candidate| on_path(candidate))
            .collect(),
    };
    let mut tried = Vec::new();
    for candidate in candidates {
        match probe(&candidate, tool) {
            Ok(facts) => return Ok(facts),
            Err(why) => tried.push(format!("{}: {why}", candidate.display())),
        }
    }
    let tried = if tried.is_empty() {
        format!("no {} on PATH", tool.candidates.join(" or "))
    } else {
        tried.join("; ")
    };
    let mut error = Error::new(
        ErrorKind::HostUnfit,
        Stage::Request,
        "toolchain-missing",
        format!(
            "{} is not available: the probe for `{name}` failed: {tried}",
            language.manifest().name
        ),
    );
    if !tool.packages.is_empty() {
        let variable = tool
            .env
            .as_deref()
            .map(|variable| format!(", or set {variable} to the program's path"))
            .unwrap_or_default();
        error = error.with_hint(format!("apt-get install {}{variable}", tool.packages.join(" ")));
    }
    Err(error)
}

/// Every executable `name` on `PATH`; an absolute path is itself.
fn on_path(name: &str) -> Vec<PathBuf> {
    if name.contains('/') {
        return vec![PathBuf::from(name)];
    }
    let path = env::var_os("PATH").unwrap_or_else(|| "/usr/local/bin:/usr/bin:/bin".into());
    env::split_paths(&path)
        .map(|directory| directory.join(name))
        .filter(|path| path.is_file())
        .collect()
}

fn probe(program: &Path, tool: &Tool) -> std::result::Result<BTreeMap<String, String>, String> {
    let (status, output) = run_bounded(program, &tool.probe)?;
    if status != Some(0) {
        return Err(format!(
            "the probe ended with {status:?}: {}",
            output.trim().lines().next().unwrap_or_default()
        ));
    }
    let mut facts = BTreeMap::new();
    for (fact, pattern) in &tool.facts {
        let pattern = Regex::new(pattern).map_err(|error| error.to_string())?;
        let value = pattern
            .captures(&output)
            .and_then(|captures| captures.get(1))
            .ok_or_else(|| format!("the probe's output does not tell `{fact}`"))?;
        facts.insert(fact.clone(), value.as_str().trim().to_owned());
    }
    if !facts.contains_key("executable") {
        let real = fs::canonicalize(program).map_err(|error| error.to_string())?;
        facts.insert("executable".into(), real.display().to_string());
    }
    Ok(facts)
}

/// Runs a probe and gives back its exit status and output (stdout, then stderr), or says why it could not.
fn run_bounded(program: &Path, args: &[String]) -> std::result::Result<(Option<i32>, String), String> {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    let read = |pipe: Option<Box<dyn Read + Send>>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(pipe) = pipe {
                let _ = pipe.take(1 << 20).read_to_end(&mut bytes);
            }
            bytes
        })
    };
    let stdout = read(stdout.map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
    let stderr = read(stderr.map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
    let deadline = Instant::now() + PROBE_TIME;
    let status = loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => break status.code(),
            None if Instant::now() > deadline => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("the probe did not end within {} s", PROBE_TIME.as_secs()));
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let mut output = stdout.join().unwrap_or_default();
    output.push(b'\n');
    output.extend(stderr.join().unwrap_or_default());
    Ok((status, String::from_utf8_lossy(&output).into_owned()))
}

/// A digest over what decides how programs compile and run: the folder's files, the facts, and each executable's size and time.
fn digest(language: &Language, variables: &BTreeMap<String, String>) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut field = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    field(env!("CARGO_PKG_VERSION").as_bytes());
    field(language.id().as_bytes());
    for (name, contents) in language.files() {
        field(name.as_bytes());
        field(contents);
    }
    for (name, value) in variables {
        field(name.as_bytes());
        field(value.as_bytes());
        if let Ok(meta) = fs::metadata(OsStr::new(value))
            && meta.is_file()
        {
            let modified = meta
                .modified()
                .ok()
                .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
                .map_or(0, |age| age.as_nanos());
            field(&meta.len().to_le_bytes());
            field(&modified.to_le_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_inside_a_mounted_tree_is_not_mounted_again() {
        let bind = |path: &str| ToolMount::Bind(path.into());
        assert_eq!(
            outermost(vec![bind("/usr/lib"), bind("/usr"), bind("/opt/x"), bind("/usr")]),
            [bind("/opt/x"), bind("/usr")]
        );
    }

    #[test]
    fn a_missing_tool_is_a_host_error_with_a_remedy() {
        let language = crate::Languages::find("python").unwrap();
        let tool = Tool {
            candidates: vec!["surely-no-such-program".into()],
            env: None,
            probe: vec![],
            facts: BTreeMap::new(),
            packages: vec!["python3".into()],
        };
        let error = find(language, "python", &tool).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::HostUnfit);
        assert!(error.hint().unwrap().contains("apt-get install python3"), "{error}");
    }
}
