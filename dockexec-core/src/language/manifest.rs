//! `language.toml` and `policy.toml`: everything the engine must know about a language, as data.
//!
//! Command lines are lists of templates: `{tool.fact}` is a fact that toolchain discovery found (`{python.executable}`), `{name}` a variable of the
//! program (`{main_class}`) or of the run (`{memory_mib}`, `{stack_kib}`), and an element that is exactly `{compile_args}`,
//! `{interpreter_args}` or `{args}` expands to that many arguments.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What `language.toml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Manifest {
    /// Its name for people: "Python".
    pub name: String,
    /// Other names it answers to.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// File extensions without the dot, the usual one first.
    pub extensions: Vec<String>,
    /// Name of the tree-sitter grammar.
    pub grammar: String,
    /// Programs that must be found on the host: name → how.
    pub tools: BTreeMap<String, Tool>,
    /// What trusted code builds once per toolchain and keeps in the cache.
    #[serde(default)]
    pub prepare: Vec<Prepare>,
    /// How to compile; absent for interpreters.
    pub compile: Option<Compile>,
    /// How to run.
    pub run: Run,
    /// How sources are wrapped.
    #[serde(default)]
    pub wrap: Wrap,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// What is wrong and where, from the TOML reader.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Whether `name` means this language.
    pub fn answers_to(&self, id: &str, name: &str) -> bool {
        id.eq_ignore_ascii_case(name) || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}

/// A program of the toolchain and how to find it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Tool {
    /// Names looked up on `PATH`, or absolute paths; the first whose probe works is taken.
    pub candidates: Vec<String>,
    /// An environment variable that overrides the candidates, such as `DOCKEXEC_PYTHON`.
    pub env: Option<String>,
    /// Arguments of the probe; it must exit with 0.
    pub probe: Vec<String>,
    /// Facts: name → regular expression over the probe's output (stdout, then stderr); group 1 is the value. `version` is required. `executable` defaults to the
    /// candidate's real path.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    /// Debian packages that provide it, for the remedy.
    #[serde(default)]
    pub packages: Vec<String>,
}

/// A trusted command whose outputs are cached per toolchain: run once on the host, never with a submission's data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Prepare {
    /// The command. `{harness}` is a directory with the language's own files, `{prepared}` the directory to fill.
    pub argv: Vec<String>,
    /// A file below `{prepared}` that receives the command's standard output.
    pub stdout: Option<String>,
    /// Environment.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
}

/// How a program is compiled, in the sandbox.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Compile {
    /// Command lines run one after the other in the work directory; the first failure is a compile error.
    pub function: Vec<Vec<String>>,
    /// The same for whole programs.
    pub program: Vec<Vec<String>>,
    /// Environment.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Paths in the work directory that are the artifact: files, or directories (with all regular files in them).
    pub outputs: Vec<String>,
    /// The output that is executed directly from memory, if it is a native executable.
    pub executable: Option<String>,
    /// Regular expressions (named groups `file`, `line`, `column`, `severity`, `message`) for one diagnostic per line; tried in order.
    /// A group `note` that takes part makes it a note.
    pub diagnostics: Vec<String>,
    /// Regular expressions of the compile arguments that a submission may give.
    #[serde(default)]
    pub allowed_args: Vec<String>,
    /// Limits of the compiler.
    #[serde(default)]
    pub limits: CompileLimits,
    /// A compiler that stays warm (PROTOCOL.md, "Compile servers"); absent where the toolchain starts quickly.
    pub warm: Option<WarmCompiler>,
}

/// How to start a compiler that stays warm.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WarmCompiler {
    /// Its command line, over the toolchain's facts.
    pub argv: Vec<String>,
    /// After so many compilations it is replaced.
    pub max_compiles: u32,
}

/// Limits of the compiler, which runs in the sandbox too.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct CompileLimits {
    /// CPU time in milliseconds.
    pub cpu_ms: u64,
    /// Elapsed time in milliseconds.
    pub wall_ms: u64,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// Processes and threads.
    pub processes: u32,
    /// Bytes of the artifact in MiB.
    pub artifact_mib: u64,
}

impl Default for CompileLimits {
    fn default() -> Self {
        Self {
            cpu_ms: 10_000,
            wall_ms: 20_000,
            memory_mib: 1024,
            processes: 64,
            artifact_mib: 64,
        }
    }
}

/// How a program is run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Run {
    /// The command line of a wrapped function. Empty when the compiled executable is run directly.
    #[serde(default)]
    pub function: Vec<String>,
    /// The command line of a whole program.
    #[serde(default)]
    pub program: Vec<String>,
    /// Environment on top of `LANG=C.UTF-8`, `TZ=UTC`, `HOME=/box`, `PATH=/usr/bin:/bin`.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Memory of the run-time system itself in MiB, added to the user's share.
    #[serde(default)]
    pub overhead_mib: u64,
    /// Threads of the run-time system itself, added to the user's processes.
    #[serde(default)]
    pub overhead_processes: u32,
    /// Stack limit in MiB (`RLIMIT_STACK`), at most the memory limit.
    pub stack_mib: u64,
    /// Address space as a multiple of the memory limit (`RLIMIT_AS`); absent for run-time systems that reserve far more than they use (JVM, Go, V8).
    /// It is well above the memory limit, so that memory that is *used* beyond the limit is found by the kernel's account, while an absurd request fails at once.
    #[serde(default)]
    pub address_space_factor: Option<u32>,
    /// Regular expressions over standard error (of a run that failed by itself) with a meaning, tried in order.
    #[serde(default)]
    pub stderr_meanings: Vec<StderrMeaning>,
    /// Regular expressions of lines to cut from standard error and traces: harness frames.
    #[serde(default)]
    pub harness_frames: Vec<String>,
    /// Regular expressions of the interpreter arguments that a submission may give.
    #[serde(default)]
    pub allowed_args: Vec<String>,
    /// Whether whole programs are run by a bootstrap that reports on the answer channel (`ready`, `does not compile`).
    #[serde(default)]
    pub program_channel: bool,
}

/// What a failure means beyond "it failed".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Meaning {
    /// The run-time system ran out of memory: `MLE`.
    Memory,
    /// The stack overflowed: `RTE` with that message.
    StackOverflow,
    /// It does not compile: `CE`.
    CompileError,
}

/// A meaning found in standard error.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StderrMeaning {
    /// The expression; matched line by line.
    pub pattern: String,
    /// What it means. A `memory` meaning counts only together with a signal or a status: words alone never make a memory verdict.
    pub meaning: Meaning,
    /// Only when this signal ended the program.
    #[serde(default)]
    pub signal: Option<i32>,
    /// Only when the program exited with this status.
    #[serde(default)]
    pub status: Option<i32>,
}

/// How sources are wrapped.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Wrap {
    /// Files of a wrapped function.
    #[serde(default)]
    pub function: Vec<WrapFile>,
    /// Files of a whole program.
    #[serde(default)]
    pub program: Vec<WrapFile>,
    /// The template of the starter code.
    #[serde(default)]
    pub starter: Option<String>,
    /// What each kind of type is called: `integer = "int"`, `array = "{item}[]"`, `list = "List<{boxed}>"`. A kind that is not here is unsupported.
    #[serde(default)]
    pub types: BTreeMap<String, String>,
    /// What a type is called as `{boxed}`, where that differs.
    #[serde(default)]
    pub boxed: BTreeMap<String, String>,
    /// Names that a user of this language cannot define: a function of such a name is unsupported, a parameter gets an underscore.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Variables of the program, taken from the facts about its source.
    #[serde(default)]
    pub variables: BTreeMap<String, Variable>,
    /// Captures of the facts query whose text becomes white space before a function is wrapped, such as `package` clauses.
    #[serde(default)]
    pub blank: Vec<String>,
    /// Standard imports that are added where the source uses their name (capture `used`) but neither imports (`imported`) nor declares (`declared`) it: name → import path.
    #[serde(default)]
    pub auto_imports: BTreeMap<String, String>,
}

/// A variable of the program, such as `main_class`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Variable {
    /// Captures of the facts query: the first text of the first one that captured anything.
    pub facts: Vec<String>,
    /// Where none did.
    pub default: String,
    /// A capture whose text, with a `.`, goes in front, where there is one: the package.
    #[serde(default)]
    pub within: Option<String>,
}

/// One file that wrap makes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WrapFile {
    /// Its name in the work directory; a template over the program's variables.
    pub path: String,
    /// A minijinja template of the language's folder that makes it.
    pub template: Option<String>,
    /// A file of the language's folder taken as it is. Neither: the user's source as it is.
    pub copy: Option<String>,
    /// Whether it is the user's file.
    #[serde(default)]
    pub user: bool,
    /// Whether a compiled program needs it when it runs, too.
    #[serde(default)]
    pub at_run: bool,
}
