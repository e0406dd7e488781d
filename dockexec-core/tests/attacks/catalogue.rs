//! SECURITY.md lists every attack by number: each is tried here, or the list says why not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use libtest_mimic::Failed;

use crate::attack::Attack;
use crate::verdict_on;

/// The last number of the catalogue's part about the sandbox and the judge.
const LAST: u32 = 108;

/// The text of SECURITY.md.
pub(crate) fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../SECURITY.md");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn every_line_is_answered_for(attacks: &[Arc<Attack>]) -> Result<(), Failed> {
    let tried: BTreeSet<u32> = attacks.iter().flat_map(|attack| attack.lines.iter().copied()).collect();
    let rows = rows(&document());
    let mut complaints = Vec::new();
    for line in 1..=LAST {
        let reason = rows.get(&line).and_then(|how| how.strip_prefix("not tested:"));
        match (rows.contains_key(&line), tried.contains(&line), reason) {
            (false, ..) => complaints.push(format!("attack {line} is missing in SECURITY.md")),
            (true, true, Some(_)) => complaints.push(format!("attack {line} is tested, but SECURITY.md says it is not")),
            (true, false, None) => complaints.push(format!(
                "attack {line}: no folder below tests/attacks/programs names it, and SECURITY.md gives no reason (`not tested: …`)"
            )),
            _ => {}
        }
    }
    let unknown = tried.iter().filter(|line| !rows.contains_key(line));
    complaints.extend(unknown.map(|line| format!("attack {line} is not in SECURITY.md")));
    println!("catalogue: {} of {LAST} lines are tried", tried.len());
    verdict_on(complaints)
}

/// Rows `| number | attack | what holds it |` by number: the last column.
fn rows(document: &str) -> BTreeMap<u32, String> {
    document
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| ")?.trim_end().strip_suffix(" |")?.split(" | ");
            let number = cells.next()?.trim().parse().ok()?;
            Some((number, cells.last()?.trim().to_owned()))
        })
        .collect()
}
