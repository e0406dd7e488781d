//! The run specification of an artifact: its manifest's command line and the request's limits, put together.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::compile::{Artifact, environment};
use crate::execute::{Channels, OutputPolicy, Profile, RunLimits, RunSpec, Stdin, Usage};
use crate::language::{Purpose, template};
use crate::limits::Limits;
use crate::wrap::Task;
use crate::{Error, Result, Stage};

/// What a case may use before it is killed: a tenth more CPU time than its limit. A case that *ends* within that grace is run again, and the better
/// time counts; an endless loop never is.
pub(super) fn budget(limits: &Limits) -> Usage {
    Usage {
        cpu: limits.cpu + limits.cpu / 10,
        wall: limits.wall(),
    }
}

/// The specification of a run of `artifact`.
pub(super) fn of(artifact: &Artifact, limits: &Limits, whole: Usage, output_policy: OutputPolicy) -> Result<RunSpec> {
    let program = artifact.program();
    let run = &artifact.language().manifest().run;
    let (command, channels) = match program.task() {
        Task::Function(_) => (
            &run.function,
            Channels {
                cases: true,
                answers: true,
            },
        ),
        Task::Program => (
            &run.program,
            Channels {
                cases: false,
                answers: run.program_channel,
            },
        ),
    };
    let memory = limits.memory + (run.overhead_mib << 20);
    // At most the user's share: the overhead stays free for the rest of the process, so that a deep recursion overflows its stack before it runs out of memory.
    let stack = (run.stack_mib << 20).min(limits.memory);
    let mut variables: BTreeMap<String, String> = artifact.toolchain().variables().clone();
    variables.extend(
        program
            .variables()
            .iter()
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    variables.insert("memory_mib".into(), (limits.memory >> 20).to_string());
    variables.insert("stack_mib".into(), (stack >> 20).to_string());
    let lists = BTreeMap::from([
        ("interpreter_args", program.interpreter_args()),
        ("args", program.args()),
    ]);
    let faulty = |error: String| {
        let id = artifact.language().id();
        Error::internal(
            Stage::Execute,
            "language-manifest",
            format!("languages/{id}/language.toml: {error}"),
        )
    };
    let mut argv = template::expand_argv(command, &variables, &lists).map_err(faulty)?;
    if artifact.executable().is_some() {
        argv.insert(0, "./main".into());
        if command.is_empty() {
            argv.extend(program.args().iter().cloned());
        }
    }
    let mut env = environment(&BTreeMap::new());
    for (name, value) in &run.env {
        env.insert(name.clone(), template::expand(value, &variables).map_err(faulty)?);
    }
    Ok(RunSpec {
        argv,
        executable: artifact.executable().cloned(),
        env,
        files: artifact.files().to_vec(),
        mounts: artifact.toolchain().mounts(Purpose::Run),
        limits: RunLimits {
            cpu: whole.cpu,
            wall: whole.wall,
            memory,
            output: limits.output,
            output_policy,
            processes: limits.processes + run.overhead_processes,
            files: limits.files,
            stack,
            address_space: run
                .address_space_factor
                .map(|factor| memory.saturating_mul(u64::from(factor))),
        },
        channels,
        collect: None,
        profile: Profile::Standard,
        without_proc: artifact.language().policy().without_proc(Purpose::Run),
        stdin: Stdin::Written,
    })
}

/// Bounds of a process that is to work through `cases` cases.
pub(super) fn whole(limits: &Limits, cases: usize) -> Usage {
    let cases = u32::try_from(cases).unwrap_or(u32::MAX).saturating_add(1);
    let slack = Duration::from_secs(1);
    Usage {
        cpu: limits.total_cpu() + limits.cpu / 10,
        wall: limits.wall().saturating_mul(cases).saturating_add(slack),
    }
}
