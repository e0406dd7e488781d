//! The runtimes that DockExec judges must start and work under the `standard` profile, and compilers under
//! `compile`. The finding of toolchains here is deliberately naive; the real one is dockexec-core's.

mod common;

use std::path::PathBuf;
use std::process;
use std::sync::Arc;

use common::{limits, patience, sandbox, text};
use dockexec_sandbox::{
    CollectSpec, Command, Limits, MemoryLimit, Mount, Policy, PolicyBuilder, Processes, SeccompProfile, Termination,
    TmpfsSize,
};

fn system() -> PolicyBuilder {
    Policy::builder()
        .mounts(
            ["/usr/lib", "/usr/lib64", "/usr/bin", "/usr/include", "/usr/libexec"].map(|p| Mount::bind_ro_opt(p, p)),
        )
        .mounts([("usr/lib", "/lib"), ("usr/lib64", "/lib64"), ("usr/bin", "/bin")].map(|(t, p)| Mount::symlink(t, p)))
        .mounts(["/etc/ld.so.cache", "/etc/alternatives", "/etc/java-17-openjdk"].map(|p| Mount::bind_ro_opt(p, p)))
}

fn generous() -> Limits {
    let mut limits = limits();
    limits.memory = MemoryLimit::mib(1024);
    limits.processes = Processes(256);
    limits.scratch = TmpfsSize::mib(512);
    limits
}

/// The real path of a program, asked of the program itself where that is needed, or nothing.
fn find(program: &str, args: &[&str]) -> Option<PathBuf> {
    let output = process::Command::new(program)
        .args(args)
        .output()
        .ok()
        .filter(|o| o.status.success());
    let Some(output) = output else {
        println!("skipped: {program} is not installed");
        return None;
    };
    Some(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

#[test]
fn python() {
    let Some(python) = find(
        "python3",
        &["-c", "import os,sys; print(os.path.realpath(sys.executable))"],
    ) else {
        return;
    };
    let Some(prefix) = find("python3", &["-c", "import sys; print(sys.base_prefix)"]) else {
        return;
    };
    let policy = Arc::new(
        system()
            .mount(Mount::bind_ro_opt(&prefix, prefix.to_str().unwrap()))
            .build()
            .unwrap(),
    );
    let script = "import sys, os, threading, hashlib, socket, subprocess, asyncio, tempfile, multiprocessing.pool\n\
                  t = threading.Thread(target=lambda: print('thread')); t.start(); t.join()\n\
                  print(subprocess.run([sys.executable, '-c', 'print(6*7)'], capture_output=True).stdout.decode().strip())\n\
                  asyncio.run(asyncio.sleep(0)); print(sum(map(int, sys.stdin.read().split())))\n\
                  with tempfile.TemporaryFile() as f: f.write(b'x')\n\
                  try: socket.socket(); print('socket')\n\
                  except PermissionError: print('denied')\n";
    let out = Command::new(python.to_str().unwrap())
        .args(["-I", "-B", "main.py"])
        .policy(&policy)
        .file("main.py", 0o644, script.as_bytes())
        .input(*b"1 2 3\n")
        .limits(generous())
        .output(sandbox())
        .unwrap();
    assert_eq!(
        text(&out),
        "thread\n42\n6\ndenied\n",
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    assert_eq!(out.report.termination, Termination::Exited(0));
}

#[test]
fn node() {
    let Some(node) = find("node", &["-p", "process.execPath"]) else {
        return;
    };
    let policy = Arc::new(system().build().unwrap());
    let script = "const lines = require('fs').readFileSync('/dev/stdin', 'utf8').trim().split(/\\s+/).map(Number);\n\
                  console.log(lines.reduce((a, b) => a + b, 0));\n\
                  const { Worker } = require('worker_threads');\n\
                  new Worker('console.log(\"worker\")', { eval: true }).on('exit', () =>\n\
                    require('child_process').execFile(process.execPath, ['-p', '6*7'], (e, out) => console.log(String(e || out).trim())));\n";
    let out = Command::new(node.to_str().unwrap())
        .arg("main.js")
        .policy(&policy)
        .file("main.js", 0o644, script.as_bytes())
        .input(*b"1 2 3\n")
        .limits(generous())
        .output(sandbox())
        .unwrap();
    assert_eq!(
        text(&out),
        "6\nworker\n42\n",
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
}

#[test]
fn java_compiles_and_runs() {
    if find("javac", &["-version"]).is_none() {
        return;
    }
    let compile = Arc::new(system().seccomp(SeccompProfile::compile().unwrap()).build().unwrap());
    let source = "public class Main { public static void main(String[] a) throws Exception {\n\
                  Thread t = new Thread(() -> System.out.println(\"thread\")); t.start(); t.join();\n\
                  System.out.println(new java.util.Scanner(System.in).nextInt() * 2 + java.util.UUID.randomUUID().toString().length()); } }\n";
    let out = Command::new("/usr/bin/javac")
        .args([
            "-J-XX:+UseSerialGC",
            "-J-XX:TieredStopAtLevel=1",
            "-proc:none",
            "-d",
            "out",
            "Main.java",
        ])
        .env("LANG", "C.UTF-8")
        .policy(&compile)
        .file("Main.java", 0o644, source.as_bytes())
        .collect(CollectSpec::new(["out"]))
        .limits(generous())
        .output(sandbox())
        .unwrap();
    assert_eq!(
        out.report.termination,
        Termination::Exited(0),
        "{}{}",
        text(&out),
        String::from_utf8_lossy(&out.stderr)
    );
    let class = out
        .collected
        .get("box/out/Main.class")
        .expect("javac leaves a class")
        .to_vec();

    let run = Arc::new(system().build().unwrap());
    let out = Command::new("/usr/bin/java")
        .args(["-XX:+UseSerialGC", "-Xmx64m", "-XX:-UsePerfData", "-cp", "/box", "Main"])
        .policy(&run)
        .file("Main.class", 0o644, class)
        .input(*b"3")
        .limits(generous())
        .output(sandbox())
        .unwrap();
    assert_eq!(text(&out), "thread\n42\n", "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn gcc_compiles_and_the_artifact_runs_from_its_descriptor() {
    if find("cc", &["--version"]).is_none() {
        return;
    }
    let compile = Arc::new(system().seccomp(SeccompProfile::compile().unwrap()).build().unwrap());
    let out = Command::new("/usr/bin/cc")
        .args(["-O2", "-static", "-o", "a.out", "a.c"])
        .env("PATH", "/usr/bin")
        .policy(&compile)
        .file(
            "a.c",
            0o644,
            *b"#include <stdio.h>\nint main(void) { int n; scanf(\"%d\", &n); printf(\"%d\\n\", n * 2); }",
        )
        .collect(CollectSpec::new(["a.out"]))
        .limits(generous())
        .output(sandbox())
        .unwrap();
    assert_eq!(
        out.report.termination,
        Termination::Exited(0),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let artifact = dockexec_sandbox::program_from_bytes(out.collected.get("box/a.out").unwrap()).unwrap();
    let out = Command::from_fd(artifact, "a.out")
        .input(*b"21")
        .limits(limits())
        .output(sandbox())
        .unwrap();
    assert_eq!(text(&out), "42\n");
}

#[test]
fn go_compiles_and_the_artifact_runs_from_its_descriptor() {
    let Some(root) = find("go", &["env", "GOROOT"]) else {
        return;
    };
    let root = root.to_str().unwrap().to_owned();
    let compile = Policy::builder()
        .mount(Mount::bind_ro(&root, &root))
        .seccomp(SeccompProfile::compile().unwrap())
        .build()
        .unwrap();
    let mut limits = generous();
    limits.cpu = dockexec_sandbox::CpuTime::new(patience() * 200);
    limits.wall = dockexec_sandbox::WallTime::new(patience() * 300);
    let source = "package main\nfunc main() { c := make(chan int); go func() { c <- 42 }(); println(<-c) }\n";
    let out = Command::new(format!("{root}/bin/go"))
        .args(["build", "-o", "main", "main.go"])
        .envs([
            ("GOCACHE", "/tmp/cache"),
            ("GOPATH", "/tmp/go"),
            ("GOTOOLCHAIN", "local"),
            ("CGO_ENABLED", "0"),
            ("GOFLAGS", "-mod=mod"),
        ])
        .env("GOROOT", &root)
        .policy(&Arc::new(compile))
        .file("main.go", 0o644, source.as_bytes())
        .collect(CollectSpec::new(["main"]))
        .limits(limits)
        .output(sandbox())
        .unwrap();
    assert_eq!(
        out.report.termination,
        Termination::Exited(0),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let artifact = dockexec_sandbox::program_from_bytes(out.collected.get("box/main").unwrap()).unwrap();
    let out = Command::from_fd(artifact, "main")
        .limits(common::limits())
        .output(sandbox())
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&out.stderr), "42\n");
    assert_eq!(out.report.termination, Termination::Exited(0));
}
