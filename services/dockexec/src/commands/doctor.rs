//! `dockexec doctor`: what this host can enforce and judge, with the remedy for what is missing.

use dockexec_core::execute::sandboxed::HostSupport;
use dockexec_protocol::DoctorReport;

use super::languages;
use crate::exit;
use crate::failure::Outcome;
use crate::show::{self, Cell, Paint, Style, Table};
use crate::surroundings::{Surroundings, View};

/// Tell what this host can enforce and judge, and the remedy for what is missing
///
/// Exit status 1 when a layer or a language is missing.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let error = surroundings.engine(Some(1)).err();
    let report = DoctorReport::new(&HostSupport::probe(), error.as_ref(), &languages::toolchains()?);
    if view.json {
        surroundings.print_json(&report)?;
    } else {
        surroundings.print(&text(&report, view.out))?;
    }
    Ok(if is_well(&report) { exit::OK } else { exit::NOT_OK })
}

fn is_well(report: &DoctorReport) -> bool {
    let whole = matches!(report.sandbox.tier.as_deref(), Some("full" | "delegated"));
    whole && report.sandbox.error.is_none() && report.languages.iter().all(|language| language.available)
}

fn text(report: &DoctorReport, style: Style) -> String {
    let sandbox = &report.sandbox;
    let (tier, meaning) = match sandbox.tier.as_deref() {
        Some("full") => ("full", "every layer is enforced"),
        Some("delegated") => ("delegated", "every layer is enforced, without root"),
        Some("user") => ("user", "no cgroup: memory is watched instead of enforced by the kernel"),
        Some(tier) => (tier, ""),
        None => ("none", "nothing can be run here"),
    };
    let mut table = Table::new(&["layer", "", "found"]);
    for row in &sandbox.rows {
        let mark = if row.available {
            Cell::painted(Paint::Good, "yes")
        } else {
            Cell::painted(Paint::Warning, "no")
        };
        table.row(vec![
            row.name.as_str().into(),
            mark,
            show::visible_line(&row.detail).into(),
        ]);
        if let Some(remedy) = row.remedy.as_ref().filter(|_| !row.available) {
            table.row(vec![
                "".into(),
                "".into(),
                Cell::painted(Paint::Note, format!("remedy: {remedy}")),
            ]);
        }
    }
    let mut text = format!("{} {tier} ({meaning})\n\n", style.paint(Paint::Bold, "sandbox tier:"));
    text.push_str(&table.render(style));
    if let Some(error) = &sandbox.error {
        text.push('\n');
        text.push_str(&show::error(error, style));
    }
    text.push('\n');
    text.push_str(&languages::text(&report.languages, style));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use dockexec_protocol::{HostRow, SandboxRecord};

    #[test]
    fn what_is_missing_comes_with_its_remedy() {
        let row = |name: &str, available, detail: &str| HostRow {
            name: name.into(),
            available,
            detail: detail.into(),
            remedy: (!available).then(|| "delegate a cgroup: systemd-run --user --scope -p Delegate=yes".into()),
        };
        let report = DoctorReport {
            v: 1,
            sandbox: SandboxRecord {
                tier: Some("user".into()),
                error: None,
                rows: vec![
                    row("user namespaces", true, "up to 10000"),
                    row("cgroup", false, "none is writable"),
                ],
            },
            languages: vec![],
        };
        assert!(!is_well(&report));
        insta::assert_snapshot!(text(&report, Style::PLAIN));
    }
}
