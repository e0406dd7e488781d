//! A suite that a broken sandbox passes is worth nothing: here layers are switched off, and the attacks that only they stop must get through.
//!
//! An attack takes part when its `attack.toml` has `stopped_by`, the layers whose absence alone lets it through (none, where several layers stop it). It must be
//! harmless to the host even so. Only its first program is performed.

use std::fmt::Write as _;
use std::sync::Arc;

use dockexec_sandbox::{HostSupport, Layer, Tier};
use libtest_mimic::{Completion, Trial};

use crate::attack::Attack;
use crate::catalogue;
use crate::stage::{Stage, best_tier};
use crate::verdict_on;

/// The layers that can be switched off, by the names of reports; and, joined by `+`, some that stand in for each other.
const LAYERS: [(&[Layer], &str); 10] = [
    (&[Layer::Seccomp], "seccomp"),
    (&[Layer::Landlock], "landlock"),
    (&[Layer::Root], "root"),
    (&[Layer::Proc], "proc"),
    (&[Layer::Network], "network"),
    (&[Layer::Cgroup], "cgroup"),
    (&[Layer::Rlimits], "rlimits"),
    (&[Layer::Capabilities], "capabilities"),
    (&[Layer::UserNamespace], "user_namespace"),
    (
        &[Layer::Seccomp, Layer::Network, Layer::Landlock],
        "seccomp+network+landlock",
    ),
];

pub(crate) fn trials(attacks: &[Arc<Attack>]) -> Vec<Trial> {
    let taking_part: Vec<Arc<Attack>> = attacks.iter().filter(|a| a.stopped_by.is_some()).cloned().collect();
    let mut trials: Vec<Trial> = LAYERS
        .into_iter()
        .map(|(layers, name)| {
            let attacks = taking_part.clone();
            Trial::ignorable_test(format!("without::{name}"), move || match unfit() {
                Some(why) => Ok(Completion::ignored_with(why)),
                None => verdict_on(complaints_without(layers, name, &attacks)).map(|()| Completion::Completed),
            })
        })
        .collect();
    trials.push(Trial::test("without::table", move || {
        let table = table(&taking_part);
        let stands = catalogue::document().contains(&table);
        verdict_on(Vec::from_iter((!stands).then(|| {
            format!("SECURITY.md does not have this table, which follows from the attacks' `stopped_by`:\n\n{table}")
        })))
    }));
    trials
}

/// Why the table cannot be checked on this host: it is about all layers being there.
fn unfit() -> Option<String> {
    let complete = best_tier() == Tier::Full && HostSupport::probe().has_every_layer();
    (!complete).then(|| "some layers are missing on this host, so that others cannot be told apart".to_owned())
}

/// Every attack that should get through without these layers and does not, and the other way round.
fn complaints_without(layers: &[Layer], name: &str, attacks: &[Arc<Attack>]) -> Vec<String> {
    let stage = Stage::without(layers);
    let mut complaints = Vec::new();
    for attack in attacks {
        if stage.missing_toolchain(&attack.programs[0].language).is_some() {
            continue;
        }
        let expected = is_stopped_by(attack, name);
        match (expected, stage.lets_through(attack, 0)) {
            (true, Some(shown)) => println!("without {name}, {} gets through: {shown}", attack.name),
            (false, None) => {}
            (true, None) => complaints.push(format!("without {name}, {} is still stopped", attack.name)),
            (false, Some(shown)) => complaints.push(format!("without {name}, {} gets through: {shown}", attack.name)),
        }
    }
    complaints
}

/// Whether the attack gets through without the layers of this name: it needs the absence of all of them, or of one.
fn is_stopped_by(attack: &Attack, name: &str) -> bool {
    let named = attack.stopped_by.iter().flatten();
    named
        .into_iter()
        .any(|stops| stops == name || name.split('+').any(|one| one == stops))
}

/// Which layer alone stops which attack, as SECURITY.md shows it.
fn table(attacks: &[Arc<Attack>]) -> String {
    let mut table = String::from("| attack |");
    for (_, name) in LAYERS {
        let _ = write!(table, " {name} |");
    }
    table.push_str("\n|---|");
    table.push_str(&"---|".repeat(LAYERS.len()));
    for attack in attacks {
        let _ = write!(table, "\n| {} |", attack.name.replace('_', " "));
        for (_, name) in LAYERS {
            table.push_str(if is_stopped_by(attack, name) { " x |" } else { " |" });
        }
    }
    table
}
