//! One command in the sandbox, without languages and verdicts: what it may see and use, and what became of it.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use dockexec_sandbox::{Command, CpuTime, Limits, MemoryLimit, Mount, Policy, Sandbox, WallTime};

fn main() -> Result<(), Box<dyn Error>> {
    // Keep it and clone it: it holds a launcher process and sandboxes that are ready.
    let sandbox = Sandbox::new()?;

    // What a kind of run sees of the host: nothing but what is named. Share the policy among all runs of the kind.
    let mut policy = Policy::builder();
    for directory in ["/bin", "/usr", "/lib", "/lib64"] {
        policy = policy.mount(Mount::bind_ro_opt(directory, directory));
    }
    let policy = Arc::new(policy.build()?);

    let mut limits = Limits::default();
    limits.cpu = CpuTime::new(Duration::from_millis(500));
    limits.wall = WallTime::new(Duration::from_secs(2));
    limits.memory = MemoryLimit::mib(64);

    for script in [
        "id -u; ls /; cat /etc/shadow",
        "while :; do :; done",
        "tail /dev/zero",
        "echo done > note; kill -9 $$",
    ] {
        let output = Command::new("/bin/sh")
            .args(["-c", script])
            .env("PATH", "/usr/bin:/bin")
            .policy(&policy)
            .limits(limits.clone())
            .output(&sandbox)?;
        let report = &output.report;
        println!("$ {script}");
        print!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        println!(
            "{:?}, {} ms of CPU, {:?} bytes at most\n",
            report.termination,
            report.cpu.as_millis(),
            report.peak_memory
        );
    }
    Ok(())
}
