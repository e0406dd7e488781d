//! Which programs a run performs, in which modes: what `DOCKEXEC_ATTACKS` says.

use std::fmt;
use std::ops::RangeInclusive;

use dockexec_core::Languages;

use crate::attack::Attack;

#[derive(Default)]
pub(crate) struct Selection {
    /// Sanitizing off and on, in every tier, and what compiles until its limit too: the whole matrix.
    pub(crate) everything: bool,
    lines: Option<RangeInclusive<u32>>,
    /// Ids; none: all.
    languages: Vec<String>,
}

impl Selection {
    /// Words in any order: `all`, one range of lines such as `28-81`, ids of languages.
    pub(crate) fn from_words(text: &str) -> Result<Self, String> {
        let mut selection = Self::default();
        for word in text.split_whitespace() {
            if word == "all" {
                selection.everything = true;
            } else if let Some(lines) = range(word) {
                selection.lines = Some(lines);
            } else if let Ok(language) = Languages::find(word) {
                selection.languages.push(language.id().to_owned());
            } else {
                return Err(format!(
                    "DOCKEXEC_ATTACKS: {word:?} is neither `all`, nor lines such as `28-81`, nor the id of a language"
                ));
            }
        }
        Ok(selection)
    }

    pub(crate) fn contains(&self, attack: &Attack, index: usize) -> bool {
        let lines = self.lines.as_ref();
        let of_lines = lines.is_none_or(|lines| attack.lines.iter().any(|line| lines.contains(line)));
        of_lines && (self.languages.is_empty() || self.languages.contains(&attack.programs[index].language))
    }

    /// Whether some programs are left out.
    pub(crate) fn is_partial(&self) -> bool {
        self.lines.is_some() || !self.languages.is_empty()
    }
}

impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("only programs")?;
        if let Some(lines) = &self.lines {
            write!(f, " of lines {} to {}", lines.start(), lines.end())?;
        }
        if !self.languages.is_empty() {
            write!(f, " in {}", self.languages.join(", "))?;
        }
        f.write_str(": the others are left out by DOCKEXEC_ATTACKS")
    }
}

fn range(word: &str) -> Option<RangeInclusive<u32>> {
    let (first, last) = word.split_once('-')?;
    Some(first.parse().ok()?..=last.parse().ok()?)
}
