//! Languages are data: a folder under `languages/`, embedded at build time, and nothing about a language anywhere else.

pub(crate) mod grammar;
pub mod manifest;
pub(crate) mod pattern;
pub mod policy;
mod prepare;
pub mod template;
pub mod toolchain;
mod toolchains;

use std::sync::OnceLock;

pub use manifest::Manifest;
pub use policy::{LanguagePolicy, Purpose};
pub(crate) use prepare::private_directory;
pub use toolchain::{ToolMount, Toolchain};
pub use toolchains::Toolchains;

use crate::{Error, Result};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The files of a language's folder, as embedded by `build.rs`.
#[derive(Debug)]
struct Folder {
    id: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

/// A language that submissions can be written in.
#[derive(Debug)]
pub struct Language {
    folder: &'static Folder,
    manifest: Manifest,
    policy: LanguagePolicy,
}

impl Language {
    /// Its id, such as `python`: the name of its folder.
    pub fn id(&self) -> &'static str {
        self.folder.id
    }

    /// What `language.toml` says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What `policy.toml` says.
    pub fn policy(&self) -> &LanguagePolicy {
        &self.policy
    }

    /// A file of the language's folder, by its path in it, such as `harness/harness.py`.
    pub fn file(&self, path: &str) -> Option<&'static [u8]> {
        self.folder
            .files
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, contents)| *contents)
    }

    /// A text file of the language's folder.
    ///
    /// # Errors
    /// `Internal` when it is missing or not UTF-8: the folder is part of the build.
    pub fn text(&self, path: &str) -> Result<&'static str> {
        self.file(path)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .ok_or_else(|| {
                Error::internal(
                    crate::Stage::Request,
                    "language-file",
                    format!("language `{}` has no text file `{path}`", self.id()),
                )
            })
    }

    /// All files of the folder.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &'static [u8])> {
        self.folder.files.iter().copied()
    }
}

/// The languages of this build.
#[derive(Debug, Clone, Copy)]
pub struct Languages;

impl Languages {
    /// All of them, sorted by id.
    ///
    /// # Errors
    /// `Internal` if an embedded manifest does not parse (a test makes sure that they do).
    pub fn all() -> Result<&'static [Language]> {
        static ALL: OnceLock<std::result::Result<Vec<Language>, String>> = OnceLock::new();
        let all = ALL.get_or_init(|| FOLDERS.iter().map(load).collect());
        match all {
            Ok(languages) => Ok(languages),
            Err(message) => Err(Error::internal(
                crate::Stage::Request,
                "language-manifest",
                message.clone(),
            )),
        }
    }

    /// The language with this id or alias (case does not matter).
    ///
    /// # Errors
    /// `BadRequest` naming the ones there are.
    pub fn find(name: &str) -> Result<&'static Language> {
        let all = Self::all()?;
        all.iter()
            .find(|language| language.manifest.answers_to(language.id(), name))
            .ok_or_else(|| {
                let known: Vec<_> = all.iter().map(Language::id).collect();
                let name: String = name.chars().take(40).collect();
                Error::bad_request("unknown-language", format!("unknown language {name:?}"))
                    .with_hint(format!("one of: {}", known.join(", ")))
            })
    }
}

fn load(folder: &'static Folder) -> std::result::Result<Language, String> {
    let manifest = parse_file(folder, "language.toml", Manifest::parse)?;
    let policy = parse_file(folder, "policy.toml", LanguagePolicy::parse)?;
    Ok(Language {
        folder,
        manifest,
        policy,
    })
}

fn parse_file<T>(
    folder: &Folder,
    name: &str,
    parse: impl Fn(&str) -> std::result::Result<T, toml::de::Error>,
) -> std::result::Result<T, String> {
    let bytes = folder
        .files
        .iter()
        .find(|(file, _)| *file == name)
        .map(|(_, bytes)| *bytes);
    let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
    let text = text.ok_or_else(|| format!("languages/{}/{name} is missing", folder.id))?;
    parse(text).map_err(|error| format!("languages/{}/{name}: {error}", folder.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_manifest_parses() {
        assert!(!Languages::all().unwrap().is_empty());
    }

    #[test]
    fn an_unknown_language_names_the_known_ones() {
        let error = Languages::find("cobol").unwrap_err();
        assert_eq!(error.code(), "unknown-language");
        assert!(error.hint().unwrap().contains("python"), "{error}");
    }
}
