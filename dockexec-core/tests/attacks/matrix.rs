//! The table that a run of the suite ends with: attack × language, one column for each mode.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::attack::Attack;
use crate::stage::{Mode, Outcome};

/// What has come of every trial so far.
#[derive(Default)]
pub(crate) struct Matrix {
    cells: Mutex<BTreeMap<(String, String), String>>,
}

impl Matrix {
    pub(crate) fn note(&self, attack: &Attack, index: usize, mode: &Mode, outcome: &Outcome) {
        let cell = match outcome {
            Outcome::Held(verdict) => verdict.clone(),
            Outcome::NotApplicable(why) => format!("n/a: {why}"),
            Outcome::Broken(_) => "BROKEN".to_owned(),
        };
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        cells.insert((attack.label(index), mode.to_string()), cell);
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let modes: BTreeSet<&String> = cells.keys().map(|(_, mode)| mode).collect();
        let attacks: BTreeSet<&String> = cells.keys().map(|(attack, _)| attack).collect();
        if attacks.is_empty() {
            return Ok(());
        }
        let width = attacks.iter().map(|name| name.len()).max().unwrap_or(0);
        let mut reasons: Vec<String> = Vec::new();
        write!(f, "\n{:width$}", "verdicts by tier/sanitizing")?;
        for mode in &modes {
            write!(f, "  {mode:>13}")?;
        }
        writeln!(f)?;
        for attack in &attacks {
            write!(f, "{attack:width$}")?;
            for mode in &modes {
                let cell = cells.get(&((*attack).clone(), (*mode).clone()));
                let cell = cell.map_or("", String::as_str);
                let shown = match cell.strip_prefix("n/a: ") {
                    None => cell.to_owned(),
                    Some(why) => {
                        let known = reasons.iter().position(|reason| reason == why).unwrap_or_else(|| {
                            reasons.push(why.to_owned());
                            reasons.len() - 1
                        });
                        format!("n/a [{}]", known + 1)
                    }
                };
                write!(f, "  {shown:>13}")?;
            }
            writeln!(f)?;
        }
        for (index, reason) in reasons.iter().enumerate() {
            writeln!(f, "[{}] {reason}", index + 1)?;
        }
        writeln!(f)?;
        for mode in &modes {
            let column = cells.iter().filter(|((_, of), _)| of == *mode).map(|(_, cell)| cell);
            let (mut held, mut left_out, mut broken) = (0, 0, 0);
            for cell in column {
                match cell.as_str() {
                    "BROKEN" => broken += 1,
                    cell if cell.starts_with("n/a") => left_out += 1,
                    _ => held += 1,
                }
            }
            writeln!(f, "{mode:>13}: {held} held, {left_out} n/a, {broken} broken")?;
        }
        Ok(())
    }
}
