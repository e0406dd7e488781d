//! Where attacks are performed: an engine in one tier, and what is looked at before and after each.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use dockexec_core::execute::sandboxed::SandboxRunner;
use dockexec_core::language::Toolchain;
use dockexec_core::sanitize::Strictness;
use dockexec_core::{Engine, ErrorKind, JudgeRequest, Judgement, Languages, Verdict};
use dockexec_sandbox::{Layer, Sandbox, Tier, TierChoice};
use libtest_mimic::{Completion, Failed};

use crate::attack::{Attack, Expected, Program, Refused};
use crate::patience::PatientRunner;
use crate::support::case_file::{CaseFile, Expect, complaints};
use crate::witness::Witness;

/// One column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mode {
    pub(crate) tier: Tier,
    /// Whether the sanitizer is asked first.
    pub(crate) sanitizing: bool,
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.tier, if self.sanitizing { "on" } else { "off" })
    }
}

impl Mode {
    /// The best tier without the sanitizer, or every combination that this host has.
    pub(crate) fn all(everything: bool, listing: bool) -> Vec<Arc<Self>> {
        let mode = |tier, sanitizing| Arc::new(Self { tier, sanitizing });
        let best = best_tier();
        if !everything {
            return vec![mode(best, false)];
        }
        let mut modes = Vec::new();
        for tier in [Tier::Full, Tier::Delegated, Tier::User] {
            match Sandbox::builder().tier(TierChoice::Exactly(tier)).build() {
                Ok(_) => modes.extend([mode(tier, false), mode(tier, true)]),
                Err(error) if !listing => println!("skipped: tier {tier}: {error}"),
                Err(_) => {}
            }
        }
        modes
    }
}

/// The best tier of this host.
pub(crate) fn best_tier() -> Tier {
    static BEST: OnceLock<Tier> = OnceLock::new();
    *BEST.get_or_init(|| {
        Sandbox::new()
            .unwrap_or_else(|error| panic!("no sandbox on this host: {error}"))
            .tier()
    })
}

/// An engine with the means to look around.
pub(crate) struct Stage {
    engine: Engine,
    runner: Arc<SandboxRunner>,
    tier: Tier,
    sanitizing: bool,
    /// What the language's run-time costs before the first line of a program, in milliseconds of CPU time.
    start_up: Mutex<BTreeMap<String, u64>>,
}

/// How a program fared.
pub(crate) enum Outcome {
    /// Nothing got through: the verdict, or why the request was refused.
    Held(String),
    NotApplicable(String),
    Broken(Vec<String>),
}

impl Outcome {
    pub(crate) fn into_completion(self) -> Result<Completion, Failed> {
        match self {
            Self::Held(_) => Ok(Completion::Completed),
            Self::NotApplicable(why) => Ok(Completion::ignored_with(why)),
            Self::Broken(complaints) => Err(Failed::from(complaints.join("\n"))),
        }
    }
}

impl Stage {
    /// The stage of `mode`, built when it is first needed and kept.
    pub(crate) fn of(mode: &Mode) -> Arc<Self> {
        static STAGES: Mutex<Vec<(Mode, Arc<Stage>)>> = Mutex::new(Vec::new());
        let mut stages = STAGES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, stage)) = stages.iter().find(|(known, _)| known == mode) {
            return Arc::clone(stage);
        }
        // Only one tier at a time: what another one keeps ready would look like something left behind.
        stages.clear();
        let stage = Arc::new(Self::new(mode, &[]));
        stages.push((mode.clone(), Arc::clone(&stage)));
        stage
    }

    /// A stage that lacks these layers.
    pub(crate) fn without(layers: &[Layer]) -> Self {
        let mode = Mode {
            tier: best_tier(),
            sanitizing: false,
        };
        Self::new(&mode, layers)
    }

    fn new(mode: &Mode, without: &[Layer]) -> Self {
        let mut builder = Sandbox::builder().tier(TierChoice::Exactly(mode.tier));
        for layer in without {
            builder = builder.without(*layer);
        }
        let sandbox = builder
            .build()
            .unwrap_or_else(|error| panic!("no sandbox of tier {}: {error}", mode.tier));
        let runner = Arc::new(SandboxRunner::with(sandbox));
        let cache = root_plays(mode.tier).then(cache_for_anybody);
        let patient = Arc::new(PatientRunner(Arc::clone(&runner)));
        let mut builder = Engine::builder().runner(patient).jobs(1);
        if let Some(cache) = &cache {
            builder = builder.cache_directory(cache);
        }
        let engine = builder.build().unwrap_or_else(|error| panic!("no engine: {error}"));
        Self {
            engine,
            runner,
            tier: mode.tier,
            sanitizing: mode.sanitizing,
            start_up: Mutex::default(),
        }
    }

    /// Performs one program of an attack and looks around.
    pub(crate) fn perform(&self, attack: &Attack, index: usize) -> Outcome {
        let program = &attack.programs[index];
        let expect = match program.expected(&self.tier.to_string()) {
            Expected::NotApplicable(why) => return Outcome::NotApplicable(why.to_owned()),
            Expected::This(expect) => expect,
        };
        if let Some(missing) = self.missing_toolchain(&program.language) {
            return Outcome::NotApplicable(missing);
        }
        let request = self.request(attack, program);
        let witness = Witness::before(&self.runner);
        let mut found = Vec::new();
        let held = match &program.refused {
            Some(refused) => {
                found.extend(self.complaints_about_unrefused(refused, &request));
                Some("refused".to_owned())
            }
            None => self.complaints_about_judging(program, expect, &request, &mut found),
        };
        found.extend(witness.complaints(&self.runner));
        found.extend(self.complaints_about_the_next(&program.language));
        match held {
            Some(held) if found.is_empty() => Outcome::Held(held),
            _ => Outcome::Broken(found),
        }
    }

    /// Judges `request`, notes in `found` in what it is not as expected, and returns the verdict.
    fn complaints_about_judging(
        &self,
        program: &Program,
        expect: &Expect,
        request: &JudgeRequest,
        found: &mut Vec<String>,
    ) -> Option<String> {
        let (begun, pressure) = (Instant::now(), Pressure::now());
        let judged = self.engine.judge(request);
        let complaints = self.complaints_about(program, expect, &judged, begun.elapsed());
        let blameless = !complaints.is_empty() && is_wall_time_limit(&judged) && pressure.was_high_since();
        let (judged, complaints) = match blameless {
            false => (judged, complaints),
            true => {
                let (begun, judged) = (Instant::now(), self.judge_again(request));
                let complaints = self.complaints_about(program, expect, &judged, begun.elapsed());
                (judged, complaints)
            }
        };
        found.extend(complaints);
        Some(judged.ok()?.verdict.code().to_owned())
    }

    /// Judges once more what ran out of wall time while it was kept from running: on a host that others use, that says nothing about the program. A program that does
    /// wait for something will wait again.
    fn judge_again(&self, request: &JudgeRequest) -> dockexec_core::Result<Judgement> {
        println!("judged again: its wall time ran out while processes waited for a processor");
        self.engine.judge(request)
    }

    fn complaints_about(
        &self,
        program: &Program,
        expect: &Expect,
        judged: &dockexec_core::Result<Judgement>,
        took: Duration,
    ) -> Vec<String> {
        match judged {
            Err(error) => vec![format!("the judge failed (JE): {error:?}")],
            Ok(judgement) if self.sanitizing && program.may_be_sanitized_to(judgement.verdict.code()) => Vec::new(),
            Ok(judgement) => {
                let mut found = complaints(expect, judgement, took);
                if !found.is_empty() {
                    found.push(shortened(format!("{judgement:#?}")));
                }
                found
            }
        }
    }

    /// Parts of requests that were taken although they must be refused, or refused for another reason than named.
    fn complaints_about_unrefused(&self, refused: &Refused, request: &JudgeRequest) -> Vec<String> {
        let mut found = Vec::new();
        for (part, request) in refused.requests(request) {
            match self.engine.judge(&request) {
                Err(error) if error.code() == refused.code && error.kind() == ErrorKind::BadRequest => {}
                other => found.push(format!("{part} was not refused as {}: {other:?}", refused.code)),
            }
        }
        found
    }

    /// Whether the attack gets through, however little of it, and what shows it.
    pub(crate) fn lets_through(&self, attack: &Attack, index: usize) -> Option<String> {
        let program = &attack.programs[index];
        let judged = self.engine.judge(&self.request(attack, program));
        match judged {
            Err(error) => Some(format!("the judge failed: {error}")),
            Ok(judgement) => {
                let stdout: String = judgement.cases.iter().map(|case| case.stdout.as_str()).collect();
                let broken = stdout.lines().find(|line| line.starts_with("BROKEN"));
                broken.map(str::to_owned)
            }
        }
    }

    pub(crate) fn missing_toolchain(&self, language: &str) -> Option<String> {
        let language = Languages::find(language).unwrap();
        match self.engine.toolchain(language) {
            Ok(toolchain) => self.out_of_reach(&toolchain),
            Err(error) if error.code() == "toolchain-missing" => Some(format!("probe failed: {error}")),
            Err(error) => panic!("{}: {error}", language.id()),
        }
    }

    /// Where root plays an ordinary user, a toolchain in root's own folder is as good as missing.
    fn out_of_reach(&self, toolchain: &Toolchain) -> Option<String> {
        let closed = |path: &&Path| fs::metadata(path).is_ok_and(|meta| meta.mode() & 0o001 == 0);
        let mut places = toolchain
            .variables()
            .values()
            .map(Path::new)
            .filter(|path| path.is_absolute());
        let private = places.find_map(|path| path.ancestors().skip(1).find(closed));
        private.filter(|_| root_plays(self.tier)).map(|folder| {
            format!(
                "the toolchain lies in {}, which an ordinary user cannot enter",
                folder.display()
            )
        })
    }

    fn request(&self, attack: &Attack, program: &Program) -> JudgeRequest {
        let strictness = (!self.sanitizing).then_some(Strictness::Off);
        program.request(&attack.folder, strictness, self.start_up(&program.language))
    }

    /// Measured once: the CPU time of the language's ordinary program.
    fn start_up(&self, language: &str) -> u64 {
        let mut known = self.start_up.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(language.to_owned()).or_insert_with(|| {
            let judgement = self.engine.judge(&ordinary(language, "accepted_program")).unwrap();
            // Noise is one-sided: half as much again.
            u64::try_from(judgement.totals.cpu.as_millis()).unwrap_or(u64::MAX) * 3 / 2
        })
    }

    fn complaints_about_the_next(&self, language: &str) -> Option<String> {
        let (request, pressure) = (ordinary(language, "accepted"), Pressure::now());
        let mut judged = self.engine.judge(&request);
        if is_wall_time_limit(&judged) && pressure.was_high_since() {
            judged = self.judge_again(&request);
        }
        match judged {
            Ok(judgement) if judgement.verdict == Verdict::Accepted => None,
            other => Some(shortened(format!("the ordinary solution judged next: {other:#?}"))),
        }
    }
}

fn is_wall_time_limit(judged: &dockexec_core::Result<Judgement>) -> bool {
    matches!(judged, Ok(judgement) if judgement.verdict == Verdict::WallTimeLimit)
}

/// How long processes of this host have waited for a processor, as the kernel counts it.
struct Pressure {
    at: Instant,
    waited: Option<Duration>,
}

impl Pressure {
    fn now() -> Self {
        Self {
            at: Instant::now(),
            waited: Self::waited(),
        }
    }

    /// "some avg10=0.00 avg60=0.00 avg300=0.00 total=123", in microseconds. Kernels without the count have no such file.
    fn waited() -> Option<Duration> {
        let text = fs::read_to_string("/proc/pressure/cpu").ok()?;
        let total = text.lines().next()?.split("total=").nth(1)?;
        Some(Duration::from_micros(total.trim().parse().ok()?))
    }

    /// Whether somebody waited for a processor during more than half of the time since then.
    fn was_high_since(&self) -> bool {
        let (Some(before), Some(now)) = (self.waited, Self::waited()) else {
            return false;
        };
        now.saturating_sub(before) > self.at.elapsed() / 2
    }
}

/// Whether we are root and the launcher is an ordinary user.
fn root_plays(tier: Tier) -> bool {
    tier != Tier::Full && fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// A cache that an ordinary user can reach into as well: that is what the run is where root plays one. It stays, for preparing a toolchain takes minutes.
fn cache_for_anybody() -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("attacks-cache");
    for folder in [
        directory.clone(),
        directory.join("prepared"),
        directory.join("artifacts"),
    ] {
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    directory
}

/// A program may print megabytes: nobody wants to read them in a test's complaint.
fn shortened(mut text: String) -> String {
    const MOST: usize = 6000;
    if text.len() > MOST {
        let cut = (0..=MOST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(cut);
        text.push('…');
    }
    text
}

/// A well-behaved submission of the language cases.
fn ordinary(language: &str, case: &str) -> JudgeRequest {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("languages/{language}/tests/{case}"));
    let text = std::fs::read_to_string(folder.join("case.toml")).unwrap();
    let file: CaseFile = toml::from_str(&text).unwrap();
    file.request(language, &folder)
}
