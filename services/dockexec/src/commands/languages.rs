//! `dockexec languages`: what this build can judge, and what this host has for it.

use std::sync::Arc;

use dockexec_core::execute::fake::FakeRunner;
use dockexec_core::language::Toolchain;
use dockexec_core::{Engine, Language, Result};
use dockexec_protocol::{LanguageList, LanguageRecord};

use crate::exit;
use crate::failure::Outcome;
use crate::show::{self, Cell, Paint, Style, Table, visible_line};
use crate::surroundings::{Surroundings, View};

/// List the languages, their versions, and what is missing
///
/// Exit status 1 when a language is not available.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, surroundings: &mut Surroundings<'_>, view: View) -> Outcome {
    let list = LanguageList::new(&toolchains()?);
    if view.json {
        surroundings.print_json(&list)?;
    } else {
        surroundings.print(&text(&list.languages, view.out))?;
    }
    let all = list.languages.iter().all(|language| language.available);
    Ok(if all { exit::OK } else { exit::NOT_OK })
}

/// A language with its toolchain, or why there is none.
type Found = (&'static Language, Result<Arc<Toolchain>>);

/// Every language with its toolchain. This must work where no sandbox does, so the engine gets a runner that is never asked.
pub(crate) fn toolchains() -> Result<Vec<Found>> {
    Engine::builder()
        .runner(Arc::new(FakeRunner::default()))
        .build()?
        .languages()
}

/// The languages as a table, what is missing below it.
pub(crate) fn text(languages: &[LanguageRecord], style: Style) -> String {
    let mut table = Table::new(&["language", "id", "files", "toolchain"]);
    for language in languages {
        let extensions: Vec<_> = language
            .extensions
            .iter()
            .map(|extension| format!(".{extension}"))
            .collect();
        table.row(vec![
            language.name.as_str().into(),
            language.id.as_str().into(),
            extensions.join(" ").into(),
            match &language.version {
                Some(version) => visible_line(version).into(),
                None => Cell::painted(Paint::Bad, "not available"),
            },
        ]);
    }
    let mut text = table.render(style);
    for error in languages.iter().filter_map(|language| language.error.as_ref()) {
        text.push('\n');
        text.push_str(&show::error(error, style));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use dockexec_protocol::ErrorRecord;

    #[test]
    fn a_missing_toolchain_names_its_remedy() {
        let language = |id: &str, name: &str, version: Option<&str>| LanguageRecord {
            id: id.into(),
            name: name.into(),
            aliases: vec![],
            extensions: vec![id.into()],
            available: version.is_some(),
            version: version.map(str::to_owned),
            error: version.is_none().then(|| ErrorRecord {
                code: "toolchain-missing".into(),
                kind: "host_unfit".into(),
                stage: "request".into(),
                message: format!("{name} is not available: no {id} on PATH"),
                hint: Some(format!("apt-get install {id}")),
                retryable: false,
            }),
        };
        let languages = [language("c", "C", Some("gcc 12.2.0")), language("go", "Go", None)];
        insta::assert_snapshot!(text(&languages, Style::PLAIN));
    }
}
