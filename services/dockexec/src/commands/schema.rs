//! `dockexec schema`: the JSON Schema documents of every record that goes in or comes out.

use dockexec_core::Error;
use dockexec_protocol::SCHEMAS;

use crate::exit;
use crate::failure::Outcome;
use crate::surroundings::Surroundings;

/// Print the JSON Schema of a record
///
/// Without a name, all names are listed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The record's name, such as `request` or `judgement`
    name: Option<String>,
}

pub(crate) fn run(args: &Args, surroundings: &mut Surroundings<'_>) -> Outcome {
    let names = || SCHEMAS.iter().map(|schema| schema.name).collect::<Vec<_>>();
    let Some(name) = &args.name else {
        surroundings.print(&(names().join("\n") + "\n"))?;
        return Ok(exit::OK);
    };
    let found = SCHEMAS.iter().find(|schema| schema.name == name).ok_or_else(|| {
        Error::bad_request("unknown-schema", format!("there is no record {name:?}"))
            .with_hint(format!("one of: {}", names().join(", ")))
    })?;
    surroundings.print(found.text)?;
    Ok(exit::OK)
}
