#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![deny(unsafe_code)]

#[cfg(not(target_os = "linux"))]
compile_error!("dockexec-sandbox is for Linux; other systems use a remote executor");

mod armed;
mod cancel;
mod cell;
mod cgroup;
mod child;
mod collect;
mod command;
mod enforcement;
mod error;
mod janitor;
mod launcher;
mod limits;
mod plan;
mod policy;
mod probe;
mod report;
mod sandbox;
mod seccomp;
mod session;
mod spares;
mod sys;
mod template;
mod tree;

pub use armed::Armed;
pub use cancel::CancelToken;
pub use cgroup::CgroupParent;
pub use child::{Child, ChildStdin, ChildStdout};
pub use collect::{CollectSpec, Collected, Rejection, parse_collected};
pub use command::{Command, Output, Stdio, program_from_bytes, usable_processors};
pub use error::{Error, ErrorKind, Result};
pub use limits::{
    CpuTime, FileSize, Limits, MemoryLimit, OpenFiles, OutputLimit, OutputPolicy, Processes, Stack, TmpfsSize, WallTime,
};
pub use policy::{Enforcement, Mount, Network, Policy, PolicyBuilder};
pub use probe::{HostSupport, Support};
pub use report::{
    CpuSource, Layer, LayerEnforcement, LayerState, LimitKind, MemorySource, RunReport, Signal, Startup, Stream,
    StreamReport, Termination, Tier,
};
pub use sandbox::{Sandbox, SandboxBuilder, TierChoice};
pub use seccomp::SeccompProfile;
pub use session::{Budget, Drained, Event, Session, Target, Usage};
