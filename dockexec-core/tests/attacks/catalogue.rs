//! SECURITY.md lists every attack by number and says which languages it can be written in: each is tried here in every one of them, or the list says why not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use dockexec_core::Languages;
use libtest_mimic::{Failed, Trial};

use crate::attack::Attack;
use crate::verdict_on;

/// The last number of the catalogue's part about the sandbox and the judge.
const LAST: u32 = 112;

/// Programs there are of each line: line and id of the language.
type Tried = BTreeSet<(u32, String)>;

/// The text of SECURITY.md.
pub(crate) fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../SECURITY.md");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn trials(attacks: &[Arc<Attack>]) -> Vec<Trial> {
    let trial = |name: &str, check: fn(&[Arc<Attack>]) -> Result<(), Failed>| {
        let attacks = attacks.to_vec();
        Trial::test(name, move || check(&attacks))
    };
    vec![
        trial("catalogue", every_line_is_answered_for),
        trial("catalogue::gap", a_missing_program_is_noticed),
    ]
}

fn every_line_is_answered_for(attacks: &[Arc<Attack>]) -> Result<(), Failed> {
    let tried = tried(attacks);
    let rows = rows(&document());
    let mut complaints = Vec::new();
    let (mut lines, mut cells) = (0, 0);
    for line in 1..=LAST {
        let Some(row) = rows.get(&line) else {
            complaints.push(format!("attack {line} is missing in SECURITY.md"));
            continue;
        };
        if !row.is_left_out() {
            lines += 1;
            cells += row.languages.len();
        }
        complaints.extend(row.complaints(line, &tried));
    }
    let unknown: BTreeSet<u32> = tried
        .iter()
        .map(|(line, _)| *line)
        .filter(|line| !rows.contains_key(line))
        .collect();
    complaints.extend(
        unknown
            .iter()
            .map(|line| format!("attack {line} is not in SECURITY.md")),
    );
    println!(
        "catalogue: {lines} of {LAST} lines are tried, in {cells} pairs of line and language; {} pairs are tried beyond what the lines name",
        tried.len().saturating_sub(cells)
    );
    verdict_on(complaints)
}

/// A check that finds nothing is worth nothing: of a catalogue without a single program, it complains about every row.
fn a_missing_program_is_noticed(attacks: &[Arc<Attack>]) -> Result<(), Failed> {
    let all = tried(attacks);
    let rows = rows(&document());
    let mut complaints = Vec::new();
    for (line, row) in rows.iter().filter(|(_, row)| !row.is_left_out()) {
        for name in &row.languages {
            let mut fewer = all.clone();
            fewer.retain(|(of, language)| of != line || id_of(name).as_ref() != Some(language));
            if row.complaints(*line, &fewer).len() != 1 {
                complaints.push(format!(
                    "nobody would notice that attack {line} has no program in {name}"
                ));
            }
        }
    }
    verdict_on(complaints)
}

fn tried(attacks: &[Arc<Attack>]) -> Tried {
    let of = |attack: &Arc<Attack>| -> Tried {
        let languages = attack.programs.iter().map(|program| program.language.clone());
        languages
            .flat_map(|language| attack.lines.iter().map(move |line| (*line, language.clone())))
            .collect()
    };
    attacks.iter().flat_map(of).collect()
}

/// A line `| number | attack | languages | what holds it |`.
struct Row {
    /// Names of the languages in which it can be tried.
    languages: Vec<String>,
    how: String,
}

impl Row {
    /// Whether the catalogue says that it is not tried, and why.
    fn is_left_out(&self) -> bool {
        self.how.starts_with("not tested:")
    }

    fn complaints(&self, line: u32, tried: &Tried) -> Vec<String> {
        if self.is_left_out() {
            let any = tried.iter().any(|(of, _)| *of == line);
            let complaint = any.then(|| format!("attack {line} is tested, but SECURITY.md says it is not"));
            return Vec::from_iter(complaint);
        }
        let complaint = |name: &String| match id_of(name) {
            None => Some(format!(
                "attack {line}: SECURITY.md names {name:?}, which is no language of ours"
            )),
            Some(id) if tried.contains(&(line, id.clone())) => None,
            Some(_) => Some(format!(
                "attack {line}: no folder below tests/attacks/programs that names it has a program in {name}, and SECURITY.md gives no reason (`not tested: …`)"
            )),
        };
        self.languages.iter().filter_map(complaint).collect()
    }
}

/// The id of the language of this name.
fn id_of(name: &str) -> Option<String> {
    let mut all = Languages::all().unwrap().iter();
    all.find(|language| language.manifest().name == name)
        .map(|language| language.id().to_owned())
}

fn every_name() -> Vec<String> {
    let all = Languages::all().unwrap().iter();
    all.map(|language| language.manifest().name.clone()).collect()
}

/// The catalogue's rows by number. Where it says `all`, it means every language there is.
fn rows(document: &str) -> BTreeMap<u32, Row> {
    document
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line
                .trim()
                .strip_prefix("| ")?
                .strip_suffix(" |")?
                .split(" | ")
                .collect();
            let [number, _, named, how] = cells[..] else {
                return None;
            };
            let number = number.parse().ok()?;
            let languages = match named {
                "all" => every_name(),
                _ => named.split(", ").map(str::to_owned).collect(),
            };
            let how = how.to_owned();
            Some((number, Row { languages, how }))
        })
        .collect()
}
