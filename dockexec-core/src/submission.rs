//! What somebody handed in.

/// Source text in a language, with what may go along with it. Nothing in it has been checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submission {
    /// The language's id or one of its aliases.
    pub language: String,
    /// The source as bytes: UTF-8 is checked by sanitize, not assumed.
    pub source: Vec<u8>,
    /// More files for the work directory: name → contents. Names are plain file names without `/`.
    pub files: Vec<(String, Vec<u8>)>,
    /// Arguments of the program itself.
    pub args: Vec<String>,
    /// Arguments for the interpreter or virtual machine, in front of the program; each must be on the language's allow-list.
    pub interpreter_args: Vec<String>,
    /// Arguments for the compiler; each must be on the language's allow-list.
    pub compile_args: Vec<String>,
}

impl Submission {
    /// A submission of `source` alone.
    pub fn new(language: impl Into<String>, source: impl Into<Vec<u8>>) -> Self {
        Self {
            language: language.into(),
            source: source.into(),
            ..Self::default()
        }
    }
}
