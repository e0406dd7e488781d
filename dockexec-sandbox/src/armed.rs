//! A run that is ready before its command is known.

use std::sync::Arc;

use crate::cell::Cell;
use crate::command::{Command, Output, collect_output};
use crate::error::Result;
use crate::limits::Limits;
use crate::policy::Policy;
use crate::sandbox::Sandbox;
use crate::session::Session;

/// Namespaces, cgroup and file tree, waiting for one command. Dropped unused, it is destroyed.
#[derive(Debug)]
pub struct Armed {
    sandbox: Sandbox,
    policy: Arc<Policy>,
    limits: Limits,
    cell: Cell,
}

impl Armed {
    pub(crate) fn new(sandbox: Sandbox, policy: Arc<Policy>, limits: Limits, cell: Cell) -> Self {
        Armed {
            sandbox,
            policy,
            limits,
            cell,
        }
    }

    /// The policy it was armed with; it replaces the command's.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// The limits it was armed with; they replace the command's.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Starts `command` in it.
    pub fn session(self, command: Command) -> Result<Session> {
        command
            .limits(self.limits)
            .start(self.sandbox.core(), &self.policy, self.cell, true)
    }

    /// Runs `command` in it to the end.
    pub fn output(self, command: Command) -> Result<Output> {
        collect_output(self.session(command)?)
    }
}
