//! `dockexec sanitize`: what the sanitizer finds in a source, without running it.

use std::sync::Arc;

use dockexec_core::sanitize::{Finding, Profile, Sanitized, Scope, Strictness, sanitize};
use dockexec_protocol::{FindingRecord, SanitizeReport, VERSION};

use crate::exit;
use crate::failure::Outcome;
use crate::show;
use crate::source::{SanitizeChoice, SourceArgs};
use crate::surroundings::{Surroundings, View};

/// Show what the sanitizer finds in a source, without running it
///
/// Exit status 1 when something was found.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,

    /// How much is forbidden [default: strict, for a program lenient]
    #[arg(long, value_enum, value_name = "HOW")]
    sanitize: Option<SanitizeChoice>,

    /// The source is a whole program, not a function or class to be called
    #[arg(long)]
    program: bool,

    /// Allow this rule or name on top, such as `os.environ`
    #[arg(long, value_name = "NAME")]
    allow: Vec<String>,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let language = args.source.language()?;
    let submission = Arc::new(args.source.submission()?);
    let profile = args.profile();
    let found = match sanitize(&submission, language, &profile)? {
        Sanitized::Clean(_) => Vec::new(),
        Sanitized::Rejected(findings) => findings,
    };
    let name = args.source.file.display().to_string();
    if view.json {
        surroundings.print_json(&SanitizeReport {
            v: VERSION,
            file: name,
            language: language.id().to_owned(),
            strictness: strictness_name(profile.strictness).to_owned(),
            clean: found.is_empty(),
            findings: found.iter().map(FindingRecord::from).collect(),
        })?;
    } else {
        let source = String::from_utf8_lossy(&submission.source);
        surroundings.print(&text(&found, &name, &source, view))?;
    }
    Ok(if found.is_empty() { exit::OK } else { exit::NOT_OK })
}

impl Args {
    fn profile(&self) -> Profile {
        let (scope, usual) = match self.program {
            true => (Scope::Program, SanitizeChoice::Lenient),
            false => (Scope::Function, SanitizeChoice::Strict),
        };
        Profile {
            strictness: self.sanitize.unwrap_or(usual).into(),
            scope,
            allow: self.allow.clone(),
        }
    }
}

fn strictness_name(strictness: Strictness) -> &'static str {
    match strictness {
        Strictness::Off => "off",
        Strictness::Lenient => "lenient",
        _ => "strict",
    }
}

fn text(found: &[Finding], name: &str, source: &str, view: View) -> String {
    if found.is_empty() {
        return "nothing was found\n".to_owned();
    }
    let pages = show::findings(found, name, source, view.out);
    format!("{pages}\n{}\n", show::count(found.len(), "finding"))
}
