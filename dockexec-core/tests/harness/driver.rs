//! Drives a harness as a bare process: wraps, compiles by the manifest's command lines, and speaks PROTOCOL.md with it over two named pipes.
//!
//! There is no sandbox here, so only this repository's own benign sources (and a corpus that the caller trusts) may be run this way.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use dockexec_core::execute::frames::{Decoder, Frame};
use dockexec_core::language::{Toolchain, template};
use dockexec_core::sanitize::{Profile, Sanitized, SanitizedSource, Strictness, sanitize};
use dockexec_core::wrap::{Program, Task, wrap};
use dockexec_core::{ErrorKind, Language, Submission};

/// The toolchain of a language, or `None` (and a line that says so) where this host has none.
pub(crate) fn toolchain(language: &'static Language) -> Option<Arc<Toolchain>> {
    static FOUND: Mutex<BTreeMap<&str, Option<Arc<Toolchain>>>> = Mutex::new(BTreeMap::new());
    let mut found = FOUND.lock().unwrap();
    let entry = found.entry(language.id()).or_insert_with(|| {
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("toolchains");
        match Toolchain::discover(language, &cache) {
            Ok(toolchain) => Some(Arc::new(toolchain)),
            Err(error) if error.kind() == ErrorKind::HostUnfit => {
                println!("skipped: {}: {error}", language.id());
                None
            }
            Err(error) => panic!("{}: {error}", language.id()),
        }
    });
    entry.clone()
}

/// The source as the pipeline would see it, with no rule in force.
fn sanitized(language: &'static Language, submission: Submission) -> SanitizedSource {
    let submission = Arc::new(submission);
    let profile = Profile {
        strictness: Strictness::Off,
        ..Profile::default()
    };
    match sanitize(&submission, language, &profile).unwrap() {
        Sanitized::Clean(source) => source,
        Sanitized::Rejected(findings) => panic!("{findings:?}"),
    }
}

/// A program in a directory of its own, compiled where its language compiles.
pub(crate) struct Ready {
    directory: tempfile::TempDir,
    argv: Vec<String>,
    env: BTreeMap<String, String>,
}

/// Wraps `source` for `task` and compiles it; `Err` is what the compiler said.
pub(crate) fn build(toolchain: &Toolchain, source: &str, task: &Task) -> Result<Ready, String> {
    build_submission(toolchain, Submission::new(toolchain.language().id(), source), task)
}

/// The same for a submission with more than a source.
pub(crate) fn build_submission(toolchain: &Toolchain, submission: Submission, task: &Task) -> Result<Ready, String> {
    let language = toolchain.language();
    let program = wrap(&sanitized(language, submission), task).map_err(|error| error.to_string())?;
    let directory = tempfile::tempdir().unwrap();
    for file in program.files() {
        fs::write(directory.path().join(&file.path), &file.contents).unwrap();
    }
    let variables = variables(toolchain, &program);
    let expand = |argv: &[String], lists: &BTreeMap<&str, &[String]>| -> Vec<String> {
        let argv = template::expand_argv(argv, &variables, lists).unwrap();
        let box_path = directory.path().display().to_string();
        argv.into_iter().map(|arg| arg.replace("/box", &box_path)).collect()
    };
    let is_function = matches!(task, Task::Function(_));
    let manifest = language.manifest();
    let mut argv = Vec::new();
    if let Some(compile) = &manifest.compile {
        let lists = BTreeMap::from([
            ("compile_args", program.compile_args()),
            ("extra_sources", program.extra_sources()),
        ]);
        for command in if is_function {
            &compile.function
        } else {
            &compile.program
        } {
            let env = expand_env(&compile.env, &variables, directory.path());
            run_compiler(directory.path(), &expand(command, &lists), &env)?;
        }
        argv.extend(
            compile
                .executable
                .iter()
                .map(|name| directory.path().join(name).display().to_string()),
        );
        argv.extend(program.args().iter().cloned());
    }
    let run = if is_function {
        &manifest.run.function
    } else {
        &manifest.run.program
    };
    if !run.is_empty() {
        let lists = BTreeMap::from([
            ("interpreter_args", program.interpreter_args()),
            ("args", program.args()),
        ]);
        argv = expand(run, &lists);
    }
    let env = expand_env(&manifest.run.env, &variables, directory.path());
    Ok(Ready { directory, argv, env })
}

fn variables(toolchain: &Toolchain, program: &Program) -> BTreeMap<String, String> {
    let mut variables = toolchain.variables().clone();
    variables.extend(program.variables().clone());
    variables.insert("memory_mib".to_owned(), "512".to_owned());
    variables.insert("stack_mib".to_owned(), "256".to_owned());
    variables.insert("stack_kib".to_owned(), (256 << 10).to_string());
    variables
}

fn expand_env(
    env: &BTreeMap<String, String>,
    variables: &BTreeMap<String, String>,
    directory: &Path,
) -> BTreeMap<String, String> {
    let expand = |(name, value): (&String, &String)| {
        let value = template::expand(value, variables).unwrap();
        (name.clone(), value.replace("/box", &directory.display().to_string()))
    };
    env.iter().map(expand).collect()
}

fn run_compiler(directory: &Path, argv: &[String], env: &BTreeMap<String, String>) -> Result<(), String> {
    let (program, args) = argv.split_first().ok_or("an empty command line")?;
    let mut command = Command::new(program);
    command.args(args).current_dir(directory).stdin(Stdio::null());
    base_env(&mut command, directory).envs(env);
    let output = command.output().map_err(|error| format!("{program}: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err([output.stdout, output.stderr]
            .iter()
            .map(|text| String::from_utf8_lossy(text).into_owned())
            .collect()),
    }
}

fn base_env<'a>(command: &'a mut Command, directory: &Path) -> &'a mut Command {
    command
        .env_clear()
        .envs([("LANG", "C.UTF-8"), ("TZ", "UTC"), ("PATH", "/usr/bin:/bin")])
        .env("HOME", directory)
        .env("TMPDIR", directory)
}

/// A running harness.
pub(crate) struct Harness {
    child: Child,
    cases: Option<File>,
    answers: File,
    decoder: Decoder,
    stdout: Arc<Mutex<Vec<u8>>>,
    stderr: Arc<Mutex<Vec<u8>>>,
}

/// What a case brought.
#[derive(Debug)]
pub(crate) enum Reply {
    /// A frame.
    Frame(Frame),
    /// The harness closed its end without one.
    Closed,
}

impl Harness {
    /// Starts it and waits for its first frame.
    pub(crate) fn start(ready: &Ready) -> (Self, Reply) {
        let directory = ready.directory.path();
        let (cases, answers) = (directory.join("cases.pipe"), directory.join("answers.pipe"));
        for pipe in [&cases, &answers] {
            let _ = fs::remove_file(pipe);
            assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
        }
        // The shell opens the pipes as fds 3 and 4 and becomes the harness; its two opens meet the two below.
        let script = "ulimit -s 262144 2>/dev/null; exec 3<\"$1\" 4>\"$2\"; shift 2; exec \"$@\"";
        let mut command = Command::new("sh");
        command
            .args(["-c", script, "sh"])
            .arg(&cases)
            .arg(&answers)
            .args(&ready.argv);
        base_env(&mut command, directory).envs(&ready.env);
        command
            .current_dir(directory)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdout = gather(child.stdout.take().unwrap());
        let stderr = gather(child.stderr.take().unwrap());
        let cases = File::options().write(true).open(cases).unwrap();
        let answers = File::open(answers).unwrap();
        let mut harness = Self {
            child,
            cases: Some(cases),
            answers,
            decoder: Decoder::default(),
            stdout,
            stderr,
        };
        let first = harness.receive();
        (harness, first)
    }

    /// Sends a case and waits for what it brings.
    pub(crate) fn case(&mut self, number: u32, args: &str) -> Reply {
        let mut frame = Vec::with_capacity(args.len() + 9);
        frame.extend_from_slice(&u32::try_from(args.len() + 4).unwrap().to_le_bytes());
        frame.push(b'C');
        frame.extend_from_slice(&number.to_le_bytes());
        frame.extend_from_slice(args.as_bytes());
        // A harness that has died refuses it; what it said before is still to be read.
        let _ = self.cases.as_mut().unwrap().write_all(&frame);
        self.receive()
    }

    fn receive(&mut self) -> Reply {
        let mut chunk = [0; 1 << 16];
        loop {
            if let Some(frame) = self.decoder.next_frame().unwrap() {
                return Reply::Frame(frame);
            }
            match self.answers.read(&mut chunk).unwrap() {
                0 => return Reply::Closed,
                size => self.decoder.push(&chunk[..size]),
            }
        }
    }

    /// Closes the case pipe and waits for the exit status.
    pub(crate) fn finish(&mut self) -> Option<i32> {
        self.cases = None;
        self.child.wait().unwrap().code()
    }

    /// What has been printed, once it is `wanted` (it was flushed before the answer, but reaches us through a thread).
    pub(crate) fn stdout(&self, wanted: &str) -> String {
        let start = Instant::now();
        loop {
            let text = String::from_utf8_lossy(&self.stdout.lock().unwrap()).into_owned();
            if text == wanted || start.elapsed() > Duration::from_secs(2) {
                return text;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// What has been written to standard error so far.
    pub(crate) fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.stderr.lock().unwrap()).into_owned()
    }
}

/// What a whole program did.
pub(crate) struct Ran {
    pub(crate) frames: Vec<Frame>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: Option<i32>,
}

/// Runs a whole program to its end.
pub(crate) fn run_program(ready: &Ready, stdin: &str) -> Ran {
    let directory = ready.directory.path();
    let answers = directory.join("answers.pipe");
    assert!(Command::new("mkfifo").arg(&answers).status().unwrap().success());
    let script = "ulimit -s 262144 2>/dev/null; exec 4>\"$1\"; shift; exec \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh"]).arg(&answers).args(&ready.argv);
    base_env(&mut command, directory).envs(&ready.env);
    command
        .current_dir(directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let frames = thread::spawn(move || {
        let (mut bytes, mut decoder, mut frames) = (Vec::new(), Decoder::default(), Vec::new());
        File::open(answers).unwrap().read_to_end(&mut bytes).unwrap();
        decoder.push(&bytes);
        while let Some(frame) = decoder.next_frame().unwrap() {
            frames.push(frame);
        }
        frames
    });
    // A program that does not read its input refuses it.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        frames: frames.join().unwrap(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        status: output.status.code(),
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn gather(mut pipe: impl std::io::Read + Send + 'static) -> Arc<Mutex<Vec<u8>>> {
    let gathered = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&gathered);
    thread::spawn(move || {
        let mut chunk = [0; 1 << 16];
        while let Ok(size @ 1..) = pipe.read(&mut chunk) {
            sink.lock().unwrap().extend_from_slice(&chunk[..size]);
        }
    });
    gathered
}
