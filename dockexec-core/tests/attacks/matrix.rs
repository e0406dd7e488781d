//! What a run of the suite ends with: the table attack × language with one column for each mode, why cells have nothing, and the counts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::attack::Attack;
use crate::stage::{Mode, Outcome};

/// What has come of every trial so far, by program and mode.
#[derive(Default)]
pub(crate) struct Matrix {
    cells: Mutex<BTreeMap<(String, String), Cell>>,
}

struct Cell {
    language: String,
    state: State,
}

enum State {
    Held(String),
    NotApplicable(String),
    Broken,
}

impl Matrix {
    pub(crate) fn note(&self, attack: &Attack, index: usize, mode: &Mode, outcome: &Outcome) {
        let state = match outcome {
            Outcome::Held(verdict) => State::Held(verdict.clone()),
            Outcome::NotApplicable(why) => State::NotApplicable(why.clone()),
            Outcome::Broken(_) => State::Broken,
        };
        let language = attack.programs[index].language.clone();
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        cells.insert((attack.label(index), mode.to_string()), Cell { language, state });
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if cells.is_empty() {
            return Ok(());
        }
        let page = Page {
            modes: cells.keys().map(|(_, mode)| mode.as_str()).collect(),
            reasons: Reasons::of(&cells),
            cells: &cells,
        };
        page.verdicts(f)?;
        page.reasons(f)?;
        page.counts(f)
    }
}

/// The matrix as it is written.
struct Page<'a> {
    cells: &'a BTreeMap<(String, String), Cell>,
    modes: BTreeSet<&'a str>,
    reasons: Reasons<'a>,
}

/// Why cells have nothing, numbered, and how many cells of each mode have nothing for that.
struct Reasons<'a>(Vec<(&'a str, BTreeMap<&'a str, u32>)>);

impl<'a> Reasons<'a> {
    fn of(cells: &'a BTreeMap<(String, String), Cell>) -> Self {
        let mut reasons = Self(Vec::new());
        for ((_, mode), cell) in cells {
            let State::NotApplicable(why) = &cell.state else {
                continue;
            };
            let at = reasons.number(why).unwrap_or_else(|| {
                reasons.0.push((why, BTreeMap::new()));
                reasons.0.len()
            });
            *reasons.0[at - 1].1.entry(mode).or_default() += 1;
        }
        reasons
    }

    fn number(&self, why: &str) -> Option<usize> {
        self.0.iter().position(|(known, _)| *known == why).map(|at| at + 1)
    }
}

impl Page<'_> {
    fn verdicts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attacks: BTreeSet<&str> = self.cells.keys().map(|(attack, _)| attack.as_str()).collect();
        let width = attacks.iter().map(|name| name.len()).max().unwrap_or(0).max(20);
        write!(f, "\n{:width$}", "tier/sanitizing")?;
        for mode in &self.modes {
            write!(f, "  {mode:>13}")?;
        }
        writeln!(f)?;
        for attack in attacks {
            write!(f, "{attack:width$}")?;
            for mode in &self.modes {
                let shown = match self.cells.get(&(attack.to_owned(), (*mode).to_owned())) {
                    None => String::new(),
                    Some(cell) => self.shown(&cell.state),
                };
                write!(f, "  {shown:>13}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }

    fn shown(&self, state: &State) -> String {
        match state {
            State::Held(verdict) => verdict.clone(),
            State::NotApplicable(why) => format!("n/a [{}]", self.reasons.number(why).unwrap_or(0)),
            State::Broken => "BROKEN".to_owned(),
        }
    }

    fn reasons(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.reasons.0.is_empty() {
            writeln!(f, "\nn/a, why:")?;
        }
        for (at, (why, modes)) in self.reasons.0.iter().enumerate() {
            let counts: Vec<String> = modes.iter().map(|(mode, count)| format!("{mode} {count}")).collect();
            writeln!(f, "  [{}] {why} ({})", at + 1, counts.join(", "))?;
        }
        Ok(())
    }

    fn counts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let languages: BTreeSet<&str> = self.cells.values().map(|cell| cell.language.as_str()).collect();
        write!(f, "\n{:26}", "held / n/a / BROKEN")?;
        for language in languages.iter().chain(&["all"]) {
            write!(f, "{language:>16}")?;
        }
        writeln!(f)?;
        for mode in &self.modes {
            let (tier, sanitizing) = mode.split_once('/').unwrap_or((mode, ""));
            write!(f, "{:26}", format!("{tier}, sanitizing {sanitizing}"))?;
            for language in &languages {
                write!(f, "{:>16}", self.count(mode, Some(language)))?;
            }
            writeln!(f, "{:>16}", self.count(mode, None))?;
        }
        Ok(())
    }

    /// How the programs of a language, or all, have fared in a mode.
    fn count(&self, mode: &str, language: Option<&str>) -> String {
        let (mut held, mut left_out, mut broken) = (0, 0, 0);
        let of = |(_, cell): &(&(String, String), &Cell)| language.is_none_or(|language| cell.language == language);
        for (_, cell) in self.cells.iter().filter(|((_, in_mode), _)| in_mode == mode).filter(of) {
            match cell.state {
                State::Held(_) => held += 1,
                State::NotApplicable(_) => left_out += 1,
                State::Broken => broken += 1,
            }
        }
        format!("{held} / {left_out} / {broken}")
    }
}
