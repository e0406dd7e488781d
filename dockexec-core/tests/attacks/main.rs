//! The attack suite: hostile programs, each judged like any other submission, and after every single one a look at whether the host is as it was.
//!
//! A folder below `programs/` is an attack: `attack.toml` ([`attack::Attack`]) and the programs, one or several a language. A program is a trial; it holds when its
//! verdict is one of those expected, the judge did not fail, and [`witness::Witness`] finds nothing left, changed or grown, and the language's ordinary solution is
//! accepted right after.
//!
//! `cargo test -p dockexec-core --test attacks` runs everything once, sanitizing off, in the best tier of this host. `DOCKEXEC_ATTACKS=all` runs the matrix: sanitizing off
//! and on, in every tier that this host has; `DOCKEXEC_ATTACKS="28-81 c python"` performs only programs of these lines and languages. Attacks run one after the other, because each is followed by a search for what it left. The last trials switch layers of the
//! sandbox off and look which attacks get through ([`layers`]).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../support/mod.rs"]
mod support;

mod attack;
mod catalogue;
mod layers;
mod matrix;
mod patience;
mod selection;
mod stage;
mod witness;

use std::env;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use attack::Attack;
use matrix::Matrix;
use selection::Selection;
use stage::{Mode, Outcome, Stage};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);
    let attacks = Attack::all();
    let selection = match Selection::from_words(&env::var("DOCKEXEC_ATTACKS").unwrap_or_default()) {
        Ok(selection) => selection,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let listing = arguments.list;
    let matrix = Arc::new(Matrix::default());
    let mut trials = catalogue::trials(&attacks);
    for mode in Mode::all(selection.everything, listing) {
        trials.extend(attack_trials(&attacks, &mode, &matrix, &selection));
    }
    if selection.is_partial() && !listing {
        println!("{selection}");
    }
    trials.extend(layers::trials(&attacks));
    let conclusion = libtest_mimic::run(&arguments, trials);
    print!("{matrix}");
    witness::clear_away();
    conclusion.exit_code()
}

/// One trial for each program of each attack.
fn attack_trials(attacks: &[Arc<Attack>], mode: &Arc<Mode>, matrix: &Arc<Matrix>, selection: &Selection) -> Vec<Trial> {
    let mut trials = Vec::new();
    for attack in attacks {
        for index in (0..attack.programs.len()).filter(|index| selection.contains(attack, *index)) {
            let everything = selection.everything;
            let (attack, mode, matrix) = (Arc::clone(attack), Arc::clone(mode), Arc::clone(matrix));
            let name = format!("{}::{mode}", attack.label(index));
            trials.push(Trial::ignorable_test(name, move || {
                let outcome = match attack.programs[index].slow && !everything {
                    true => Outcome::NotApplicable("left to the full matrix: compiles until its limit".to_owned()),
                    false => Stage::of(&mode).perform(&attack, index),
                };
                matrix.note(&attack, index, &mode, &outcome);
                outcome.into_completion()
            }));
        }
    }
    trials
}

/// All complaints as one failure.
fn verdict_on(complaints: Vec<String>) -> Result<(), Failed> {
    if complaints.is_empty() {
        Ok(())
    } else {
        Err(Failed::from(complaints.join("\n")))
    }
}
