//! Attacks as files: what is tried, in which languages, and what must come of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dockexec_core::sanitize::Strictness;
use dockexec_core::{JudgeRequest, Submission};
use serde::Deserialize;

use crate::patience;
use crate::support::case_file::{CaseFile, Expect};

/// Everything that an `attack.toml` says.
pub(crate) struct Attack {
    /// The folder's name, such as `054_sockets`.
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    /// Numbers of the catalogue in SECURITY.md.
    pub(crate) lines: Vec<u32>,
    /// Layers whose absence alone lets it through, by the names of reports; joined by `+`: only the absence of all of them. `None`: it takes no part in runs without a layer.
    pub(crate) stopped_by: Option<Vec<String>>,
    pub(crate) programs: Vec<Program>,
}

/// One program of an attack.
pub(crate) struct Program {
    pub(crate) language: String,
    pub(crate) case: CaseFile,
    /// Whether the file says a CPU limit: else it gets the suite's.
    own_limits: (bool, bool),
    /// Verdicts that are right as well when the sanitizer has a say.
    sanitized: String,
    tier: BTreeMap<String, InTier>,
    /// Marks in the sources and what stands there instead, how often: sources too large to be kept.
    grow: BTreeMap<String, (String, usize)>,
    /// What no request may bring, each tried alone.
    pub(crate) refused: Option<Refused>,
    /// Whether it takes the compiler to its limit of many seconds, and another program of its line does so in every run.
    pub(crate) slow: bool,
}

/// Parts of requests that must be refused before anything runs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refused {
    /// The error's code.
    pub(crate) code: String,
    #[serde(default)]
    compile_args: Vec<String>,
    #[serde(default)]
    interpreter_args: Vec<String>,
    /// Names of extra files.
    #[serde(default)]
    files: Vec<String>,
}

impl Refused {
    /// `request` once for each part, with that part in it.
    pub(crate) fn requests(&self, request: &JudgeRequest) -> Vec<(String, JudgeRequest)> {
        let with = |what: &str, part: &String, add: &dyn Fn(&mut Submission)| {
            let mut request = request.clone();
            let mut submission = Submission::clone(&request.submission);
            add(&mut submission);
            request.submission = submission.into();
            (format!("{what} {part:?}"), request)
        };
        let mut requests = Vec::new();
        for part in &self.compile_args {
            requests.push(with("compile_args", part, &|to| to.compile_args.push(part.clone())));
        }
        for part in &self.interpreter_args {
            requests.push(with("interpreter_args", part, &|to| {
                to.interpreter_args.push(part.clone())
            }));
        }
        for part in &self.files {
            requests.push(with("files", part, &|to| to.files.push((part.clone(), b"x".to_vec()))));
        }
        requests
    }
}

/// What differs in one tier.
enum InTier {
    NotApplicable(String),
    Expect(Box<Expect>),
}

/// What an attack is to come to, where, or why it is not tried there.
pub(crate) enum Expected<'a> {
    This(&'a Expect),
    NotApplicable(&'a str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttackFile {
    about: String,
    lines: Vec<u32>,
    stopped_by: Option<Vec<String>>,
    #[serde(rename = "program")]
    programs: Vec<toml::Table>,
}

impl Attack {
    /// All of them, by name.
    pub(crate) fn all() -> Vec<Arc<Self>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks/programs");
        let mut folders: Vec<PathBuf> = fs::read_dir(&root)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir())
            .collect();
        folders.sort();
        folders.into_iter().map(|folder| Arc::new(Self::read(folder))).collect()
    }

    fn read(folder: PathBuf) -> Self {
        let path = folder.join("attack.toml");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let complain = |error: toml::de::Error| -> ! { panic!("{}: {error}", path.display()) };
        let file: AttackFile = toml::from_str(&text).unwrap_or_else(|error| complain(error));
        let programs = file
            .programs
            .into_iter()
            .map(|table| Program::read(table, &file.about).unwrap_or_else(|error| complain(error)))
            .collect();
        Self {
            name: folder.file_name().unwrap().to_string_lossy().into_owned(),
            folder,
            lines: file.lines,
            stopped_by: file.stopped_by,
            programs,
        }
    }

    /// The program at `index` by name: `054_sockets::c`, with the source's name where a language has several.
    pub(crate) fn label(&self, index: usize) -> String {
        let program = &self.programs[index];
        let same = |other: &&Program| other.language == program.language;
        let several = self.programs.iter().filter(same).count() > 1;
        match several {
            false => format!("{}::{}", self.name, program.language),
            true => {
                let nth = self.programs[..index].iter().filter(same).count() + 1;
                let stem = Path::new(&program.case.source).file_stem().unwrap_or_default();
                format!("{}::{}::{}-{nth}", self.name, program.language, stem.to_string_lossy())
            }
        }
    }
}

impl Program {
    fn read(mut table: toml::Table, about: &str) -> Result<Self, toml::de::Error> {
        let mut take = |key: &str| table.remove(key);
        let language = take("language").map_or_else(String::new, |v| v.as_str().unwrap_or_default().to_owned());
        let sanitized = take("sanitized").map_or_else(|| "SV".into(), |v| v.as_str().unwrap_or_default().to_owned());
        let tiers = take("tier").and_then(|v| v.as_table().cloned()).unwrap_or_default();
        let tier = tiers
            .into_iter()
            .map(|(tier, value)| Ok((tier, InTier::read(value)?)))
            .collect::<Result<_, toml::de::Error>>()?;
        let grow = take("grow").map_or_else(|| Ok(BTreeMap::new()), toml::Value::try_into)?;
        let slow = take("slow").is_some_and(|slow| slow.as_bool() == Some(true));
        let refused = take("refused").map(toml::Value::try_into).transpose()?;
        table.insert("about".into(), about.into());
        let quiet = !table.contains_key("case");
        if quiet {
            table.insert("case".into(), toml::Value::Array(vec![toml::Table::new().into()]));
        }
        if !table.contains_key("expect") {
            table.insert("expect".into(), toml::toml! { verdict = "AC" }.into());
            if quiet {
                let held = toml::toml! { expected = "held\n" };
                table.insert("case".into(), toml::Value::Array(vec![held.into()]));
            }
        }
        let mut case: CaseFile = table.try_into()?;
        // Without an answer there is nothing to compare with: judged by how it ends.
        if case.signature.is_none() && case.cases.iter().all(|case| case.expected.is_none()) {
            case.compare = "termination".into();
        }
        Ok(Self {
            own_limits: (case.limits.cpu_ms.is_some(), case.limits.wall_ms.is_some()),
            language,
            case,
            sanitized,
            tier,
            grow,
            refused,
            slow,
        })
    }

    /// What must come of it in `tier`.
    pub(crate) fn expected(&self, tier: &str) -> Expected<'_> {
        match self.tier.get(tier) {
            None => Expected::This(&self.case.expect),
            Some(InTier::Expect(expect)) => Expected::This(expect),
            Some(InTier::NotApplicable(why)) => Expected::NotApplicable(why),
        }
    }

    /// Whether `code` is right as well when the sanitizer has been asked.
    pub(crate) fn may_be_sanitized_to(&self, code: &str) -> bool {
        self.sanitized.split('|').any(|wanted| wanted.trim() == code)
    }

    /// The request, under the suite's short limits: `start_up_ms` is what the language's run-time costs before the program's first line.
    pub(crate) fn request(&self, folder: &Path, strictness: Option<Strictness>, start_up_ms: u64) -> JudgeRequest {
        let mut request = self.case.request(&self.language, folder);
        if !self.grow.is_empty() {
            let mut submission = Submission::clone(&request.submission);
            submission.source = self.grown(&submission.source);
            let files = submission.files.iter_mut();
            files.for_each(|(_, contents)| *contents = self.grown(contents));
            request.submission = submission.into();
        }
        let start_up = if self.case.signature.is_some() { 0 } else { start_up_ms };
        let millis = std::time::Duration::from_millis;
        let patience = patience::factor();
        // A limit of its own that a program is to meet stays; one that leaves it room for what it does grows with the machine's slowness.
        let room = if self.is_to_run_out_of_time() { 1 } else { patience };
        request.limits.cpu = match self.own_limits.0 {
            false => millis(300 * u64::from(patience) + start_up),
            true => request.limits.cpu * room,
        };
        request.limits.wall = match self.own_limits.1 {
            false => Some(millis(1000 * u64::from(patience) + 2 * start_up)),
            true => request.limits.wall.map(|wall| wall * room),
        };
        match strictness {
            // What a service would ask for: the request's own.
            None => {}
            Some(strictness) => request.profile.strictness = strictness,
        }
        request
    }

    fn is_to_run_out_of_time(&self) -> bool {
        let expect = &self.case.expect;
        let named = |verdicts: &String| verdicts.contains("TLE") || verdicts.contains("WTL");
        named(&expect.verdict) || expect.cases.iter().flatten().any(named)
    }

    /// `text` with its marks replaced by what they stand for.
    fn grown(&self, text: &[u8]) -> Vec<u8> {
        let mut text = String::from_utf8(text.to_vec()).unwrap();
        for (mark, (part, times)) in &self.grow {
            text = text.replace(mark, &part.repeat(*times));
        }
        text.into_bytes()
    }
}

impl InTier {
    fn read(value: toml::Value) -> Result<Self, toml::de::Error> {
        match value.as_str() {
            Some(text) => Ok(Self::NotApplicable(text.trim_start_matches("n/a:").trim().to_owned())),
            None => value.try_into().map(Self::Expect),
        }
    }
}
