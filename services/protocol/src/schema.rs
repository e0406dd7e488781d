//! The JSON Schema documents of the records, made from the types and committed under `schema/`, so that a change of shape shows up in review.

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use crate::{
    BatchRequest, BenchReport, DoctorReport, ErrorLine, JudgementRecord, LanguageList, ProblemReport, SanitizeReport,
    SolutionsReport, StarterReport, WrapReport, WrittenReport,
};

/// One document.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// Its name: the file is `schema/<name>.json`.
    pub name: &'static str,
    /// The document as committed.
    pub text: &'static str,
    /// Makes the document from the type.
    make: fn() -> Value,
}

impl Schema {
    /// The document as the types of this build have it.
    pub fn generate(&self) -> Value {
        (self.make)()
    }
}

/// All documents.
pub const SCHEMAS: &[Schema] = &[
    schema::<BatchRequest>("request", include_str!("../schema/request.json")),
    schema::<JudgementRecord>("judgement", include_str!("../schema/judgement.json")),
    schema::<ErrorLine>("error", include_str!("../schema/error.json")),
    schema::<LanguageList>("languages", include_str!("../schema/languages.json")),
    schema::<BenchReport>("bench", include_str!("../schema/bench.json")),
    schema::<DoctorReport>("doctor", include_str!("../schema/doctor.json")),
    schema::<ProblemReport>("problem", include_str!("../schema/problem.json")),
    schema::<SolutionsReport>("solutions", include_str!("../schema/solutions.json")),
    schema::<SanitizeReport>("sanitize", include_str!("../schema/sanitize.json")),
    schema::<WrapReport>("wrap", include_str!("../schema/wrap.json")),
    schema::<StarterReport>("starter", include_str!("../schema/starter.json")),
    schema::<WrittenReport>("written", include_str!("../schema/written.json")),
];

const fn schema<T: JsonSchema>(name: &'static str, text: &'static str) -> Schema {
    Schema {
        name,
        text,
        make: || schema_for!(T).to_value(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `UPDATE_SCHEMAS=1 cargo test -p dockexec-protocol` writes them anew.
    #[test]
    fn the_committed_documents_are_those_of_the_types() {
        for schema in SCHEMAS {
            let text = format!("{:#}\n", schema.generate());
            if std::env::var_os("UPDATE_SCHEMAS").is_some() {
                let path = format!("{}/schema/{}.json", env!("CARGO_MANIFEST_DIR"), schema.name);
                std::fs::write(path, text).unwrap();
            } else {
                assert_eq!(
                    schema.text, text,
                    "schema/{}.json is stale: run with UPDATE_SCHEMAS=1 and look at the difference",
                    schema.name
                );
            }
        }
    }
}
