//! The third stage: from a program to an artifact, in the sandbox and within the compiler's own limits.
//!
//! Compiling is running untrusted input too: the tests are not there, what comes back is bytes that the sandbox's own first process read, and the only
//! thing the host does with a path is to put these bytes into the next sandbox.

pub mod cache;
pub(crate) mod diagnostics;
pub mod warm;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use cache::ArtifactCache;
use warm::WarmCompilers;

use crate::execute::{
    CancelToken, Channels, Collect, Exceeded, Executable, OutputPolicy, Profile, RunFile, RunLimits, RunSpec, Runner,
    Stdin, Termination, program as run_program,
};
use crate::language::manifest::Compile;
use crate::language::{Language, Purpose, Toolchain, template};
use crate::source::Diagnostic;
use crate::wrap::{Program, ProgramFile, Task};
use crate::{Error, Result, Stage};

/// How much of a compiler's output is read.
const MAX_COMPILER_OUTPUT: u64 = 1 << 20;
/// Files a compiler may give back (Java makes one per class).
const MAX_ARTIFACT_FILES: usize = 2_000;

/// Something that can be run: made only by [`compile`].
#[derive(Debug, Clone)]
pub struct Artifact {
    program: Program,
    toolchain: Arc<Toolchain>,
    files: Arc<[RunFile]>,
    executable: Option<Arc<Executable>>,
    diagnostics: Arc<[Diagnostic]>,
}

impl Artifact {
    /// The language.
    pub fn language(&self) -> &'static Language {
        self.program.language()
    }

    /// The program it was made from.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The toolchain that made it and that it needs to run.
    pub fn toolchain(&self) -> &Arc<Toolchain> {
        &self.toolchain
    }

    /// What must be in the work directory.
    pub fn files(&self) -> &Arc<[RunFile]> {
        &self.files
    }

    /// The native executable, if it is one.
    pub fn executable(&self) -> Option<&Arc<Executable>> {
        self.executable.as_ref()
    }

    /// Warnings of the compiler.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// What came of compiling. What a submission did wrong is a value, not an error.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Compiled {
    /// It can be run.
    Artifact(Artifact),
    /// It does not compile.
    Failed(Vec<Diagnostic>),
    /// The compiler exceeded its own limits: which, for people.
    OverLimit(String),
}

/// Compiles `program` with `toolchain`. Interpreted programs become artifacts as they are.
///
/// # Errors
/// When the sandbox cannot be set up or the compiler cannot be started.
pub fn compile(
    program: Program,
    toolchain: &Arc<Toolchain>,
    runner: &dyn Runner,
    cache: &ArtifactCache,
    warm: &WarmCompilers,
    cancel: &CancelToken,
) -> Result<Compiled> {
    let Some(rules) = &program.language().manifest().compile else {
        let files = program.files().iter().map(run_file).collect();
        return Ok(Compiled::Artifact(Artifact {
            program,
            toolchain: Arc::clone(toolchain),
            files,
            executable: None,
            diagnostics: Arc::default(),
        }));
    };
    let argv = command_line(rules, &program, toolchain)?;
    let key = cache::key(toolchain.digest(), &argv, program.files());
    if let Some((outputs, diagnostics)) = cache.get(&key) {
        return Ok(Compiled::Artifact(artifact(
            program,
            toolchain,
            rules,
            outputs,
            diagnostics,
        )));
    }
    if let Some(reply) = warm.compile(rules, toolchain, &argv, program.files(), runner, cancel)? {
        let printed = without_paths(&reply.printed, toolchain);
        let diagnostics = diagnostics::parse(rules, program.language(), program.files(), &printed)?;
        if reply.status == 0 && !reply.outputs.is_empty() {
            let outputs = Arc::new(reply.outputs);
            cache.put(&key, &outputs, &diagnostics);
            return Ok(Compiled::Artifact(artifact(
                program,
                toolchain,
                rules,
                outputs,
                diagnostics,
            )));
        }
        let ended = Termination::Exited(i32::try_from(reply.status).unwrap_or(1));
        return Ok(Compiled::Failed(diagnostics::or_summary(diagnostics, &ended, &printed)));
    }
    let outcome = run_program::run(
        runner,
        &spec(rules, &program, toolchain, argv),
        &Arc::default(),
        cancel,
        None,
    )?;
    let output = without_paths(&[outcome.stdout, outcome.stderr].concat(), toolchain);
    let diagnostics = diagnostics::parse(rules, program.language(), program.files(), &output)?;
    match outcome.report.termination {
        Termination::Exited(0) if !outcome.report.collected.is_empty() => {
            let outputs = Arc::new(outcome.report.collected);
            cache.put(&key, &outputs, &diagnostics);
            Ok(Compiled::Artifact(artifact(
                program,
                toolchain,
                rules,
                outputs,
                diagnostics,
            )))
        }
        Termination::Killed(bound) => Ok(Compiled::OverLimit(over_limit(bound, rules))),
        _ if outcome.report.out_of_memory => Ok(Compiled::OverLimit(over_limit(Exceeded::Memory, rules))),
        ended => Ok(Compiled::Failed(diagnostics::or_summary(diagnostics, &ended, &output))),
    }
}

fn artifact(
    program: Program,
    toolchain: &Arc<Toolchain>,
    rules: &Compile,
    outputs: cache::Outputs,
    diagnostics: Vec<Diagnostic>,
) -> Artifact {
    let mut executable = None;
    let mut files = Vec::new();
    for (path, contents) in outputs.iter() {
        let contents: Arc<[u8]> = contents.as_slice().into();
        if rules.executable.as_deref() == Some(path) {
            executable = Some(Arc::new(Executable::new(contents)));
        } else {
            files.push(RunFile {
                path: path.clone(),
                contents,
                executable: false,
            });
        }
    }
    // Extra files that are data go along to the run; sources stay behind.
    files.extend(program.files().iter().filter(|file| file.at_run).map(run_file));
    Artifact {
        program,
        toolchain: Arc::clone(toolchain),
        files: files.into(),
        executable,
        diagnostics: diagnostics.into(),
    }
}

fn run_file(file: &ProgramFile) -> RunFile {
    RunFile {
        path: file.path.clone(),
        contents: Arc::clone(&file.contents),
        executable: false,
    }
}

/// What a compiler printed, without where the prepared files lie on this host: that is nobody's business.
fn without_paths(output: &[u8], toolchain: &Toolchain) -> Vec<u8> {
    match toolchain.variables().get("prepared") {
        Some(prepared) => String::from_utf8_lossy(output)
            .replace(&format!("{prepared}/"), "")
            .into_bytes(),
        None => output.to_vec(),
    }
}

/// All commands of the compilation as one: the last one alone, or a shell that chains them.
fn command_line(rules: &Compile, program: &Program, toolchain: &Toolchain) -> Result<Vec<String>> {
    let commands = match program.task() {
        Task::Function(_) => &rules.function,
        Task::Program => &rules.program,
    };
    let mut variables: BTreeMap<String, String> = toolchain.variables().clone();
    variables.extend(
        program
            .variables()
            .iter()
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    let lists = BTreeMap::from([
        ("compile_args", program.compile_args()),
        ("extra_sources", program.extra_sources()),
    ]);
    let mut expanded = Vec::with_capacity(commands.len());
    for command in commands {
        expanded.push(template::expand_argv(command, &variables, &lists).map_err(|error| {
            Error::internal(
                Stage::Compile,
                "language-manifest",
                format!("languages/{}/language.toml: {error}", program.language().id()),
            )
        })?);
    }
    match expanded.len() {
        0 => Err(Error::internal(
            Stage::Compile,
            "language-manifest",
            format!("languages/{} has no compile command", program.language().id()),
        )),
        1 => Ok(expanded.remove(0)),
        _ => Ok(vec!["/bin/sh".into(), "-c".into(), chain(&expanded)]),
    }
}

fn chain(commands: &[Vec<String>]) -> String {
    let quoted = |argument: &String| format!("'{}'", argument.replace('\'', r"'\''"));
    let lines: Vec<String> = commands
        .iter()
        .map(|command| command.iter().map(quoted).collect::<Vec<_>>().join(" "))
        .collect();
    lines.join(" && ")
}

fn spec(rules: &Compile, program: &Program, toolchain: &Toolchain, argv: Vec<String>) -> RunSpec {
    let limits = rules.limits;
    RunSpec {
        argv,
        executable: None,
        env: environment(&rules.env),
        files: program.files().iter().map(run_file).collect(),
        mounts: toolchain.mounts(Purpose::Compile),
        limits: RunLimits {
            cpu: Duration::from_millis(limits.cpu_ms),
            wall: Duration::from_millis(limits.wall_ms),
            memory: limits.memory_mib << 20,
            output: MAX_COMPILER_OUTPUT,
            output_policy: OutputPolicy::Truncate,
            processes: limits.processes,
            files: (limits.artifact_mib << 20).saturating_mul(2),
            stack: 64 << 20,
            address_space: None,
        },
        channels: Channels::default(),
        collect: Some(Collect {
            paths: rules.outputs.clone(),
            max_bytes: limits.artifact_mib << 20,
            max_files: MAX_ARTIFACT_FILES,
        }),
        profile: Profile::Compile,
        without_proc: toolchain.language().policy().without_proc(Purpose::Compile),
        stdin: Stdin::Written,
    }
}

/// The environment every sandboxed process has, with a language's own additions.
pub(crate) fn environment(additions: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut env: BTreeMap<String, String> = [
        ("LANG", "C.UTF-8"),
        ("TZ", "UTC"),
        ("HOME", "/box"),
        ("PATH", "/usr/bin:/bin"),
        ("TMPDIR", "/tmp"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    env.extend(additions.iter().map(|(name, value)| (name.clone(), value.clone())));
    env
}

fn over_limit(bound: Exceeded, rules: &Compile) -> String {
    let limits = rules.limits;
    match bound {
        Exceeded::Cpu => format!("the compiler used more than {} ms of CPU time", limits.cpu_ms),
        Exceeded::Wall => format!("the compiler took longer than {} ms", limits.wall_ms),
        Exceeded::Memory => format!("the compiler needed more than {} MiB of memory", limits.memory_mib),
        Exceeded::Output => format!("the compiler printed more than {} KiB", MAX_COMPILER_OUTPUT >> 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chained_commands_are_quoted() {
        let commands = [
            vec!["a".to_owned(), "it's".to_owned()],
            vec!["b".to_owned(), "$(c)".to_owned()],
        ];
        assert_eq!(chain(&commands), r"'a' 'it'\''s' && 'b' '$(c)'");
    }
}
