//! DockExec in containers that are not privileged, under the profiles of `services/deploy/sandboxes` and nothing more.
//!
//! No container engine is needed: `enter.sh` arranges namespaces, a masked `/proc`, a bare `/dev` and the capabilities of `run.sh`; then this very binary
//! (called with `--confine`) puts itself under `seccomp.json`, compiled as a runtime would, and becomes `dockexec`. That needs real root, so elsewhere
//! these tests say that they were skipped.
// Helpers of tests may unwrap as tests do.
#![allow(clippy::unwrap_used)]

mod group;
mod profile;

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};

use dockexec_core::execute::sandboxed::HostSupport;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    if args.get(1).is_some_and(|arg| arg == "--confine") {
        return confine(args.split_off(2));
    }
    if args.get(1).is_some_and(|arg| arg == "--probe") {
        println!("{}", serde_json::to_string(&HostSupport::probe()).unwrap());
        return ExitCode::SUCCESS;
    }
    let tests = vec![
        Trial::test("profiles_agree_with_each_other", profiles_agree_with_each_other),
        Trial::test("judges_as_root_with_six_capabilities", || {
            judges_as_root_with_six_capabilities()
        }),
        Trial::test("every_capability_is_needed", every_capability_is_needed),
        Trial::test("the_kernel_counts_in_a_container", the_kernel_counts_in_a_container),
        Trial::test("judges_as_an_ordinary_user", judges_as_an_ordinary_user),
        Trial::test("a_masked_proc_is_told_with_its_remedy", || {
            a_masked_proc_is_told_with_its_remedy()
        }),
        Trial::test(
            "native_programs_run_where_memory_files_cannot",
            native_programs_run_where_memory_files_cannot,
        ),
        Trial::test("the_profile_confines", the_profile_confines),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// Becomes a command under the seccomp profile.
fn confine(command: Vec<OsString>) -> ExitCode {
    for program in profile::compile() {
        if let Err(error) = seccompiler::apply_filter(&program) {
            eprintln!("the seccomp profile cannot be applied: {error}");
            return ExitCode::from(99);
        }
    }
    let [program, args @ ..] = command.as_slice() else {
        return ExitCode::from(98);
    };
    eprintln!(
        "cannot execute {program:?}: {}",
        Command::new(program).args(args).exec()
    );
    ExitCode::from(97)
}

/// `services/deploy/sandboxes`.
fn profiles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/sandboxes")
}

/// Who `dockexec` is in the container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Root,
    User,
}

/// A container.
struct Container<'a> {
    role: Role,
    capabilities: &'a [String],
    masked_proc: bool,
    /// Whether `vm.memfd_noexec` is 2 there.
    memfd_noexec: bool,
}

impl<'a> Container<'a> {
    /// As the profiles mean it for root: with these capabilities, and `/proc` masked.
    fn of_root(capabilities: &'a [String]) -> Self {
        Self {
            role: Role::Root,
            capabilities,
            masked_proc: true,
            memfd_noexec: false,
        }
    }

    /// For an ordinary user, who has no capability.
    fn of_user(masked_proc: bool) -> Self {
        Self {
            role: Role::User,
            capabilities: &[],
            masked_proc,
            memfd_noexec: false,
        }
    }

    /// Runs a command in it, under the seccomp profile.
    fn run(&self, command: &[&str], input: &str) -> Output {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/containers/enter.sh");
        let capabilities: Vec<String> = self
            .capabilities
            .iter()
            .map(|c| format!("+{}", c.to_lowercase()))
            .collect();
        let group = group::Group::new();
        let mut container = Command::new("unshare");
        if self.memfd_noexec {
            container.env("MEMFD_NOEXEC", "yes");
        }
        container
            .args([
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--ipc",
                "--uts",
                "--net",
                "sh",
            ])
            .arg(here)
            .arg(if self.role == Role::Root { "root" } else { "user" })
            .arg(capabilities.join(","))
            .arg(if self.masked_proc { "masked" } else { "unmasked" })
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("containers-{:?}", self.role)))
            .arg(group.path());
        if self.role == Role::Root {
            container.arg(profiles().join("entrypoint.sh"));
        }
        container
            .arg(std::env::current_exe().unwrap())
            .arg("--confine")
            .args(command);
        let mut child = container
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        drop(group);
        output
    }

    /// What the probe finds in it.
    fn probe(&self) -> Value {
        let exe = std::env::current_exe().unwrap();
        let out = self.run(&[exe.to_str().unwrap(), "--probe"], "");
        serde_json::from_slice(&out.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&out.stderr)))
    }

    /// The answers of `dockexec batch` to these requests, in their order.
    fn batch(&self, requests: &[Value]) -> Vec<Value> {
        let lines: Vec<String> = requests.iter().map(Value::to_string).collect();
        let out = self.run(&[env!("CARGO_BIN_EXE_dockexec"), "batch"], &lines.join("\n"));
        let text = String::from_utf8_lossy(&out.stdout);
        let mut answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(
            answers.len(),
            requests.len(),
            "{}{}",
            text,
            String::from_utf8_lossy(&out.stderr)
        );
        answers.sort_by_key(|answer| answer["line"].as_u64());
        answers
    }
}

/// Why these tests cannot run here, if so.
fn impossible() -> Option<String> {
    let works = |command: &str, args: &[&str]| {
        let status = Command::new(command)
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|s| s.success())
    };
    if !works("unshare", &["--mount", "--pid", "--fork", "true"]) {
        return Some("only root can make containers".into());
    }
    if !works("setpriv", &["--version"]) {
        return Some("setpriv (util-linux) is missing".into());
    }
    let user = [
        "--reuid",
        "1234",
        "--clear-groups",
        "test",
        "-x",
        env!("CARGO_BIN_EXE_dockexec"),
    ];
    (!works("setpriv", &user)).then(|| format!("other users cannot reach {}", env!("CARGO_BIN_EXE_dockexec")))
}

macro_rules! needs_root {
    () => {
        if let Some(why) = impossible() {
            println!("skipped: {why}");
            return Ok(());
        }
    };
}

/// One small program in each language, and three that meet a limit.
fn requests() -> Vec<Value> {
    let sum = |language: &str, source: &str| json!({"v": 1, "kind": "stdio", "language": language, "source": source, "tests": [{"stdin": "1 2\n", "expected": "3"}]});
    let limited = |source: &str, limits: Value| json!({"v": 1, "kind": "stdio", "language": "c", "source": source, "limits": limits, "tests": [{"stdin": "", "expected": ""}]});
    vec![
        sum(
            "c",
            "#include <stdio.h>\nint main(void) { int a, b; scanf(\"%d %d\", &a, &b); printf(\"%d\\n\", a + b); }",
        ),
        sum("python", "print(sum(map(int, input().split())))"),
        sum(
            "javascript",
            "console.log(require('fs').readFileSync(0, 'utf8').split(' ').map(Number).reduce((a, b) => a + b))",
        ),
        sum(
            "java",
            "import java.util.*;\npublic class Main { public static void main(String[] args) { Scanner in = new Scanner(System.in); System.out.println(in.nextInt() + in.nextInt()); } }",
        ),
        sum(
            "go",
            "package main\nimport \"fmt\"\nfunc main() { var a, b int; fmt.Scan(&a, &b); fmt.Println(a + b) }",
        ),
        limited("int main(void) { for (;;) ; }", json!({"cpu_ms": 200})),
        limited(
            "#include <unistd.h>\nint main(void) { for (;;) pause(); }",
            json!({"cpu_ms": 200, "wall_ms": 400}),
        ),
        limited(
            "#include <stdlib.h>\n#include <string.h>\nint main(void) { for (;;) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); } }",
            json!({"memory_mib": 32}),
        ),
    ]
}

/// What the answers must be, wherever the language is installed.
fn check(answers: &[Value], tier: &str) {
    let expected = ["AC", "AC", "AC", "AC", "AC", "TLE", "WTL", "MLE"];
    for (answer, expected) in answers.iter().zip(expected) {
        if answer["error"]["code"] == "toolchain-missing" {
            println!("skipped: {}", answer["error"]["message"]);
            continue;
        }
        assert_eq!(answer["verdict"], expected, "{answer}");
        assert_eq!(answer["tier"], tier, "{answer}");
    }
}

fn judges_as_root_with_six_capabilities() -> Result<(), Failed> {
    needs_root!();
    let capabilities = profile::capabilities();
    assert_eq!(capabilities.len(), 6);
    let container = Container::of_root(&capabilities);
    check(&container.batch(&requests()), "full");
    Ok(())
}

/// A set is minimal when nothing can be taken away: without any one of them the probe refuses the tier and names it.
fn every_capability_is_needed() -> Result<(), Failed> {
    needs_root!();
    let all = profile::capabilities();
    for missing in &all {
        let fewer: Vec<String> = all.iter().filter(|c| *c != missing).cloned().collect();
        let container = Container::of_root(&fewer);
        let report = container.probe();
        let rows = report["rows"].as_array().unwrap();
        let root = rows.iter().find(|row| row["name"] == "root").unwrap();
        assert_eq!(root["available"], false, "without {missing}: {root}");
        let detail = root["detail"].as_str().unwrap();
        assert!(
            detail.contains(&format!("CAP_{missing}")),
            "without {missing}: {detail}"
        );
    }
    Ok(())
}

/// The entrypoint has made the container's own cgroup one in which groups with limits can be made, read-only as it was.
fn the_kernel_counts_in_a_container() -> Result<(), Failed> {
    needs_root!();
    let capabilities = profile::capabilities();
    let container = Container::of_root(&capabilities);
    let report = container.probe();
    assert_eq!(report["tier"], "full", "{report}");
    Ok(())
}

fn judges_as_an_ordinary_user() -> Result<(), Failed> {
    needs_root!();
    let container = Container::of_user(false);
    check(&container.batch(&requests()), "user");
    Ok(())
}

/// An ordinary user gets no /proc of its own where the container's is masked; languages that can do without run all the same.
fn a_masked_proc_is_told_with_its_remedy() -> Result<(), Failed> {
    needs_root!();
    let container = Container::of_user(true);
    let answers = container.batch(&requests());
    // Requests 3 and 4 are in JavaScript and Java, which say in their policy.toml why they need it.
    let (refused, others): (Vec<Value>, Vec<Value>) = answers
        .into_iter()
        .partition(|answer| answer["line"] == 3 || answer["line"] == 4);
    for answer in refused
        .iter()
        .filter(|answer| answer["error"]["code"] != "toolchain-missing")
    {
        let error = &answer["error"];
        assert_eq!(error["kind"], "host_unfit", "{answer}");
        let hint = error["hint"].as_str().unwrap();
        assert!(
            hint.contains("systempaths=unconfined") && hint.contains("procMount: Unmasked"),
            "{hint}"
        );
    }
    let expected = ["AC", "AC", "AC", "TLE", "WTL", "MLE"];
    for (answer, expected) in others.iter().zip(expected) {
        if answer["error"]["code"] != "toolchain-missing" {
            assert_eq!(answer["verdict"], expected, "{answer}");
        }
    }
    let out = container.run(&[env!("CARGO_BIN_EXE_dockexec"), "doctor"], "");
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.contains("systempaths=unconfined"), "{text}");
    Ok(())
}

/// Native programs are executed in memory, and the launcher is. Where that is forbidden both go through files.
fn native_programs_run_where_memory_files_cannot() -> Result<(), Failed> {
    needs_root!();
    if !Path::new("/proc/sys/vm/memfd_noexec").exists() {
        println!("skipped: this kernel cannot forbid it");
        return Ok(());
    }
    let capabilities = profile::capabilities();
    let container = Container {
        memfd_noexec: true,
        ..Container::of_root(&capabilities)
    };
    let mut native = requests();
    native.truncate(1);
    let answers = container.batch(&native);
    check(&answers, "full");
    let rows = container.probe()["rows"].as_array().unwrap().clone();
    let row = rows.iter().find(|row| row["name"] == "memfd execution").unwrap();
    assert_eq!(row["available"], false, "{row}");
    Ok(())
}

/// The profile has to refuse something, or these tests would prove nothing.
fn the_profile_confines() -> Result<(), Failed> {
    needs_root!();
    let capabilities = profile::capabilities();
    let container = Container::of_root(&capabilities);
    let refused = container.run(&["chroot", "/", "true"], "");
    assert!(!refused.status.success());
    let text = String::from_utf8_lossy(&refused.stderr);
    assert!(text.contains("Operation not permitted"), "{text}");
    assert!(container.run(&["true"], "").status.success());
    Ok(())
}

/// What the files of the folder say about the same thing.
fn profiles_agree_with_each_other() -> Result<(), Failed> {
    let read = |name: &str| std::fs::read_to_string(profiles().join(name)).unwrap();
    let capabilities = profile::capabilities();
    let pods = read("kubernetes.yaml");
    let added = pods.lines().find_map(|line| line.trim().strip_prefix("add: ")).unwrap();
    let added: Vec<String> = serde_json::from_str(added).unwrap();
    assert_eq!(added, capabilities);
    let apparmor = read("apparmor/dockexec");
    for capability in &capabilities {
        let rule = format!("capability {},", capability.to_lowercase());
        assert!(apparmor.contains(&rule), "{rule}");
    }
    profile::check_against_the_sandbox();
    Ok(())
}
