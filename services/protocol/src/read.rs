//! From a line to a request, strictly: an unknown field, a wrong type, a missing field is an error that says where.
//!
//! The line is read twice. The first time only for its `id` and `kind`, so that every complaint can name the request it is about; the second time, knowing
//! the kind, for good. Neither builds a tree of the whole line, and both refuse nesting deeper than 128 levels.

use dockexec_core::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::ErrorRecord;
use crate::job::JudgeOptions;
use crate::request::{BatchRequest, Id};
use crate::{ErrorLine, VERSION};

/// Longest line of a batch, in bytes. Longer ones are answered with an error and skipped.
pub const MAX_LINE_BYTES: usize = 64 << 20;

/// Why a line is no request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its id, as far as it could be read.
    pub id: Option<Id>,
    /// What is wrong.
    pub error: ErrorRecord,
}

impl Rejected {
    /// The answer to the line.
    pub fn into_line(self, line: u64) -> ErrorLine {
        ErrorLine::new(self.id, Some(line), self.error)
    }
}

/// What is read first.
#[derive(Deserialize)]
struct Header {
    #[serde(default)]
    v: Option<Value>,
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    kind: Option<Value>,
}

/// Reads one line of a batch.
///
/// # Errors
/// What is wrong with it and where, with the request's id as far as it could be read.
pub fn read_request(line: &[u8]) -> Result<BatchRequest, Box<Rejected>> {
    let text = text(line).map_err(|error| reject(None, &error))?;
    if !text.trim_start().starts_with('{') {
        let message = "the line does not begin with `{`";
        let error = Error::bad_request("malformed-json", message).with_hint("one JSON object a line");
        return Err(reject(None, &error));
    }
    let header: Header = serde_json::from_str(text).map_err(|error| reject(None, &malformed(&error)))?;
    let id = id(header.id).map_err(|error| reject(None, &error))?;
    let request = version(header.v.as_ref()).and_then(|()| match header.kind.as_ref().map(Value::as_str) {
        Some(Some("function")) => parse(text).map(BatchRequest::Function),
        Some(Some("stdio")) => parse(text).map(BatchRequest::Stdio),
        Some(Some("run")) => parse(text).map(BatchRequest::Run),
        Some(_) => Err(kind(&format!("unknown kind {}", shown(header.kind.as_ref())))),
        None => Err(kind("the field `kind` is missing")),
    });
    request.map_err(|error| reject(id, &error))
}

/// Reads what a caller asks for on top of what a problem says, as strictly as a request.
///
/// # Errors
/// `BadRequest`: what is wrong with it and where.
pub fn read_options(text: &str) -> Result<JudgeOptions> {
    parse(text).map(|options| *options)
}

fn reject(id: Option<Id>, error: &Error) -> Box<Rejected> {
    let error = ErrorRecord::from(error);
    Box::new(Rejected { id, error })
}

fn text(line: &[u8]) -> Result<&str> {
    std::str::from_utf8(line).map_err(|error| {
        let message = format!("the line is not UTF-8 at byte {}", error.valid_up_to());
        Error::bad_request("malformed-json", message).with_hint("encode the request as UTF-8")
    })
}

fn malformed(error: &serde_json::Error) -> Error {
    let message = format!("the line is not a JSON object: {}", place(error));
    Error::bad_request("malformed-json", message).with_hint("one JSON object a line")
}

/// The message of `error` with its column; its line is always 1.
fn place(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}

fn id(value: Option<Value>) -> Result<Option<Id>> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => Id::deserialize(&value).map(Some).map_err(|_| {
            let message = format!("`id` is {}", shown(Some(&value)));
            Error::bad_request("invalid-request", message).with_hint("a string or an integer of 64 bits")
        }),
    }
}

fn version(value: Option<&Value>) -> Result<()> {
    match value {
        None | Some(Value::Null) => Ok(()),
        Some(value) if value.as_u64() == Some(VERSION) => Ok(()),
        Some(value) => {
            let message = format!("`v` is {}", shown(Some(value)));
            Err(Error::bad_request("unsupported-version", message)
                .with_hint(format!("this program speaks version {VERSION}")))
        }
    }
}

fn kind(message: &str) -> Error {
    Error::bad_request("invalid-request", message).with_hint("one of: function, stdio, run")
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<Box<T>> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut deserializer)
        .map(Box::new)
        .map_err(|error| {
            let path = error.path().to_string();
            let message = match path.as_str() {
                "." => place(error.inner()),
                path => format!("{path}: {}", place(error.inner())),
            };
            Error::bad_request("invalid-request", message)
        })
}

/// A value for a message, shortened.
fn shown(value: Option<&Value>) -> String {
    let text = value.map(Value::to_string).unwrap_or_default();
    let mut chars = text.chars();
    let head: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() { head + "…" } else { head }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Defaults;
    use proptest::prelude::*;

    fn check(line: &str, expected: &str) {
        let outcome = match read_request(line.as_bytes()) {
            Ok(request) => match request.into_job(&Defaults::default()) {
                Ok(_) => "ok".to_owned(),
                Err(error) => format!("{}: {}", error.code(), error.message()),
            },
            Err(rejected) => format!("{}: {}", rejected.error.code, rejected.error.message),
        };
        assert_eq!(outcome, expected, "{line}");
    }

    #[test]
    fn options_are_read_as_strictly_as_requests() {
        let says = |text: &str| read_options(text).unwrap_err().message().to_owned();
        assert!(says(r#"{"limits":{"cpu_ms":"1"}}"#).starts_with("limits.cpu_ms: "));
        assert!(says(r#"{"colour":1}"#).contains("colour"));
        assert_eq!(read_options("{}").unwrap(), JudgeOptions::default());
    }

    #[test]
    fn the_documented_shapes_are_read() {
        let function = r#"{"v":1,"id":"a","kind":"function","language":"python","source":"","signature":{"name":"f","params":[{"name":"n","type":"integer"}],"return":{"type":"integer"}},"cases":[{"args":[1],"expected":2}],"compare":"exact","limits":{"cpu_ms":1,"wall_ms":2,"memory_mib":3,"total_cpu_ms":4,"processes":5,"output_kib":6}}"#;
        check(function, "ok");
        check(
            r#"{"kind":"stdio","language":"c","source":"","stdin":"1","expected":"2","compare":"tokens"}"#,
            "ok",
        );
        check(
            r#"{"kind":"stdio","language":"c","source":"","stdin":"1","expected":null}"#,
            "ok",
        );
        check(
            r#"{"kind":"stdio","language":"c","source":"","tests":[{"stdin":"1","expected":"2"}],"float":{"abs":0.1}}"#,
            "ok",
        );
        check(
            r#"{"kind":"run","language":"c","source":"","files":{"a.txt":"1"},"args":["x"],"interpreter_args":[],"compile_args":["-O1"],"sanitize":"off","allow":["os.environ"]}"#,
            "ok",
        );
    }

    #[test]
    fn complaints_say_where() {
        check("nonsense", "malformed-json: the line does not begin with `{`");
        check("[1]", "malformed-json: the line does not begin with `{`");
        check(
            r#"{"id":"a","kind":"run""#,
            "malformed-json: the line is not a JSON object: EOF while parsing an object at column 22",
        );
        check(r#"{"id":"a"}"#, "invalid-request: the field `kind` is missing");
        check(r#"{"kind":"dance"}"#, "invalid-request: unknown kind \"dance\"");
        check(r#"{"id":[1],"kind":"run"}"#, "invalid-request: `id` is [1]");
        check(r#"{"v":2,"kind":"run"}"#, "unsupported-version: `v` is 2");
        check(
            r#"{"kind":"run","source":""}"#,
            "invalid-request: missing field `language` at column 26",
        );
        check(
            r#"{"kind":"run","language":"c","source":1}"#,
            "invalid-request: source: invalid type: integer `1`, expected a string at column 39",
        );
        let unknown = read_request(br#"{"kind":"run","language":"c","source":"","limits":{"cpu":1}}"#).unwrap_err();
        assert!(
            unknown
                .error
                .message
                .starts_with("limits.cpu: unknown field `cpu`, expected one of `cpu_ms`"),
            "{unknown:?}"
        );
    }

    #[test]
    fn contradictions_are_refused() {
        check(
            r#"{"kind":"stdio","language":"c","source":"","tests":[],"stdin":""}"#,
            "invalid-request: `tests` and `stdin` or `expected` exclude each other",
        );
        check(
            r#"{"kind":"stdio","language":"c","source":"","tests":[]}"#,
            "no-cases: `tests` is empty",
        );
        check(
            r#"{"kind":"stdio","language":"c","source":"","tests":[{"expected":"1"},{"expected":null}]}"#,
            "invalid-testcase: 1 of 2 tests expect nothing, the others something",
        );
        check(
            r#"{"kind":"run","language":"c","source":"","sanitize":"loose"}"#,
            "invalid-request: sanitize is \"loose\"",
        );
        check(
            r#"{"kind":"stdio","language":"c","source":"","expected":"","compare":"exact","float":{"abs":1}}"#,
            "checker-tolerance: the checker \"exact\" takes no tolerance",
        );
    }

    #[test]
    fn the_id_survives_a_bad_request() {
        let rejected = read_request(br#"{"id":7,"kind":"stdio","sorce":""}"#).unwrap_err();
        assert_eq!(rejected.id, Some(Id::Number(7)));
        let rejected = read_request(br#"{"id":"x","kind":"dance"}"#).unwrap_err();
        assert_eq!(rejected.id, Some(Id::Text("x".into())));
    }

    #[test]
    fn depth_and_bytes_do_not_hurt() {
        let deep = format!(r#"{{"id":1,"kind":"run","x":{}"#, "[".repeat(1 << 20));
        assert_eq!(read_request(deep.as_bytes()).unwrap_err().error.code, "malformed-json");
        assert_eq!(
            read_request(b"{\"id\":\"\xff\"}").unwrap_err().error.code,
            "malformed-json"
        );
    }

    proptest! {
        #[test]
        fn no_line_makes_it_panic(line in proptest::collection::vec(any::<u8>(), 0..200)) {
            drop(read_request(&line));
        }

        #[test]
        fn no_json_makes_it_panic(line in r#"\{("(id|v|kind|cases|tests|limits|source)":(1|null|"run"|"stdio"|"function"|\[\]|\{\}),?){0,6}\}"#) {
            if let Ok(request) = read_request(line.as_bytes()) {
                drop(request.into_job(&Defaults::default()));
            }
        }
    }
}
