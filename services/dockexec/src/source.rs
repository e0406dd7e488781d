//! Source files as arguments.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use dockexec_core::sanitize::Strictness;
use dockexec_core::{Error, Language, Languages, Submission};

use crate::failure::{Failure, Outcome};

/// Bytes of a file that are read at most. The sanitizer's own limit on sources is far below, and its message is the better one.
const LARGEST: u64 = 16 << 20;

/// A source file and its language.
#[derive(Debug, Clone, Args)]
pub(crate) struct SourceArgs {
    /// The source file
    pub(crate) file: PathBuf,

    /// Its language [default: what its extension says]
    #[arg(long, short, value_name = "LANGUAGE")]
    pub(crate) language: Option<String>,
}

impl SourceArgs {
    /// The file as a submission.
    pub(crate) fn submission(&self) -> Outcome<Submission> {
        let language = self.language()?;
        Ok(Submission::new(language.id(), read(&self.file)?))
    }

    /// Its language.
    pub(crate) fn language(&self) -> Outcome<&'static Language> {
        match &self.language {
            Some(name) => Ok(Languages::find(name)?),
            None => by_extension(&self.file),
        }
    }
}

fn by_extension(path: &Path) -> Outcome<&'static Language> {
    let all = Languages::all()?;
    let extension = path.extension().and_then(|extension| extension.to_str());
    let found = extension.and_then(|extension| {
        all.iter()
            .find(|language| language.manifest().extensions.iter().any(|known| known == extension))
    });
    found.ok_or_else(|| {
        let ids: Vec<_> = all.iter().map(Language::id).collect();
        let message = format!("the name of {} does not tell its language", path.display());
        let error = Error::bad_request("unknown-language", message);
        error
            .with_hint(format!("name it with --language, one of: {}", ids.join(", ")))
            .into()
    })
}

/// The contents of a file, up to a bound.
pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    let failed = |error: std::io::Error| Failure::read(path, &error);
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        let message = format!("{} is larger than {} MiB", path.display(), LARGEST >> 20);
        return Err(Error::bad_request("file-size", message).into());
    }
    Ok(bytes)
}

/// The text of a file.
pub(crate) fn read_text(path: &Path) -> Outcome<String> {
    String::from_utf8(read(path)?)
        .map_err(|_| Error::bad_request("file-encoding", format!("{} is not UTF-8", path.display())).into())
}

/// How much the sanitizer forbids, as an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum SanitizeChoice {
    /// Only what a function that computes an answer needs
    Strict,
    /// What honest programs need: standard streams, files of the work directory
    Lenient,
    /// Anything: the sandbox holds by itself
    Off,
}

impl From<SanitizeChoice> for Strictness {
    fn from(choice: SanitizeChoice) -> Self {
        match choice {
            SanitizeChoice::Strict => Self::Strict,
            SanitizeChoice::Lenient => Self::Lenient,
            SanitizeChoice::Off => Self::Off,
        }
    }
}
