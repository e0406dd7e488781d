//! Templates of a language's folder, with the filters they can use.
//!
//! | filter | gives |
//! |---|---|
//! | `json` | the value as compact JSON |
//! | `ident` | the name, with an underscore if the language reserves it |
//! | `upper_first`, `lower_first` | the name with its first letter changed |
//! | `type_name` | what the language calls a type, by the manifest's `[wrap.types]` |

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, ErrorKind as TemplateErrorKind, Value, context};

use super::Signature;
use super::types::Type;
use crate::language::manifest::Wrap;
use crate::{Error, ErrorKind, Language, Result, Stage};

/// Renders the template `path` of the language's folder.
pub(super) fn render(language: &'static Language, path: &str, context: &Value) -> Result<String> {
    let fault = |error: minijinja::Error| {
        let message = format!("template languages/{}/{path} failed", language.id());
        Error::internal(Stage::Wrap, "template", message).with_source(error)
    };
    let mut environment = environment(language).map_err(fault)?;
    environment.add_template(path, language.text(path)?).map_err(fault)?;
    let template = environment.get_template(path).map_err(fault)?;
    template.render(context).map_err(fault)
}

fn environment(language: &'static Language) -> Result<Environment<'static>, minijinja::Error> {
    let wrap = &language.manifest().wrap;
    let mut syntax = SyntaxConfig::builder();
    syntax.keep_trailing_newline(true).trim_blocks(true).lstrip_blocks(true);
    let syntax = syntax.build()?;
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_syntax(syntax);
    environment.add_filter("json", |value: Value| {
        serde_json::to_string(&value)
            .map_err(|error| minijinja::Error::new(TemplateErrorKind::BadSerialization, error.to_string()))
    });
    environment.add_filter("ident", |name: String| ident(wrap, name));
    environment.add_filter("upper_first", |name: String| first(&name, char::to_ascii_uppercase));
    environment.add_filter("lower_first", |name: String| first(&name, char::to_ascii_lowercase));
    environment.add_filter("type_name", |ty: Value| {
        type_name(wrap, &ty).map_err(|kind| {
            minijinja::Error::new(
                TemplateErrorKind::InvalidOperation,
                format!("[wrap.types] has no {kind:?}"),
            )
        })
    });
    Ok(environment)
}

fn ident(wrap: &Wrap, name: String) -> String {
    match wrap.keywords.contains(&name) {
        true => name + "_",
        false => name,
    }
}

fn first(name: &str, change: impl Fn(&char) -> char) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|first| change(&first));
    first.into_iter().chain(chars).collect()
}

/// What the language calls the type with this descriptor; the error is the kind that has no name.
fn type_name(wrap: &Wrap, ty: &Value) -> Result<String, String> {
    let attribute = |name: &str| ty.get_attr(name).unwrap_or_default();
    let kind = attribute("kind").to_string();
    let pattern = wrap.types.get(&kind).ok_or(kind)?;
    let item = attribute("item");
    if item.is_undefined() {
        return Ok(pattern.clone());
    }
    let item_kind = item.get_attr("kind").unwrap_or_default().to_string();
    let item = type_name(wrap, &item)?;
    let boxed = wrap.boxed.get(&item_kind).unwrap_or(&item);
    Ok(pattern.replace("{item}", &item).replace("{boxed}", boxed))
}

/// Refuses what the language cannot express: a type without a name in it, a function or method that nobody could define.
pub(super) fn check_supported(language: &Language, signature: &Signature) -> Result<()> {
    let wrap = &language.manifest().wrap;
    let unsupported =
        |message: String| Error::new(ErrorKind::Unsupported, Stage::Wrap, "signature-unsupported", message);
    let lacks = |ty: &&Type| type_name(wrap, &Value::from(Serde(ty.descriptor()))).is_err();
    if let Some(ty) = signature.types().into_iter().find(lacks) {
        return Err(unsupported(format!(
            "{} has no support for type {ty}",
            language.manifest().name
        )));
    }
    let names: Vec<&str> = match signature {
        Signature::Function(function) => vec![&function.name],
        Signature::Class(class) => [class.name.as_str()]
            .into_iter()
            .chain(class.methods.iter().map(|method| method.name.as_str()))
            .collect(),
    };
    match names
        .into_iter()
        .find(|name| wrap.keywords.iter().any(|keyword| keyword == name))
    {
        Some(name) => Err(unsupported(format!(
            "`{name}` is a reserved word of {}",
            language.manifest().name
        ))),
        None => Ok(()),
    }
}

/// The starter code that a person begins with: LeetCode's exact signature in that language.
///
/// # Errors
/// `Unsupported` where the language has no starter template or cannot express the signature.
pub fn starter_code(signature: &Signature, language: &'static Language) -> Result<String> {
    check_supported(language, signature)?;
    let Some(template) = &language.manifest().wrap.starter else {
        let message = format!("{} has no starter code", language.manifest().name);
        return Err(Error::new(ErrorKind::Unsupported, Stage::Wrap, "no-starter", message));
    };
    let uses = |wanted: &Type| signature.types().into_iter().any(|ty| contains(ty, wanted));
    let uses = BTreeMap::from([("ListNode", uses(&Type::ListNode)), ("TreeNode", uses(&Type::TreeNode))]);
    let signature = Value::from(Serde(signature.descriptor()));
    render(language, template, &context! { signature, uses })
}

fn contains(ty: &Type, wanted: &Type) -> bool {
    ty == wanted || ty.item().is_some_and(|item| contains(item, wanted))
}
