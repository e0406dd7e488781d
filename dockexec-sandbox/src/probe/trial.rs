//! A run that is prepared like any other and then let go of: what is refused to it will be refused to all.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::launcher::{Launcher, LauncherConfig};
use crate::limits::TmpfsSize;
use crate::plan::step::{NOTICE_MAX, Notice, Step, step_name};
use crate::plan::{self, Facts, TreeFrom};
use crate::policy::{Enforcement, Policy};
use crate::report::Tier;
use crate::sandbox::launcher_user;
use crate::sys::{self, Interest, PollSet};

/// How long a trial may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trial {
    /// Nobody needed to know, or it was hopeless from the start.
    NotTried,
    /// Every step that had to be carried out was. Two may be refused all the same, with this errno.
    Works { proc: Option<i32>, inner_user: Option<i32> },
    /// The kernel refused this step.
    Refused { step: String, errno: i32 },
    /// It did not come to a run.
    Broken(String),
}

impl Trial {
    pub(super) fn works(&self) -> bool {
        matches!(self, Trial::Works { .. })
    }
}

/// Prepares a run of `tier`, without a cgroup.
pub(super) fn run(tier: Tier, launcher: Option<&Path>) -> Trial {
    attempt(tier, launcher).unwrap_or_else(|error| Trial::Broken(error.to_string()))
}

fn attempt(tier: Tier, launcher: Option<&Path>) -> Result<Trial, Error> {
    let facts = Facts::gather(tier)?;
    let user = launcher_user(tier);
    let launcher = Launcher::start(&LauncherConfig {
        path: launcher.map(Path::to_path_buf),
        private_net: tier == Tier::Full,
        user,
    })?;
    let (control, theirs) = sys::seqpacket_pair().map_err(Error::io("make a control socket"))?;
    let flags = plan::namespaces(tier, !launcher.private_net());
    launcher
        .run(theirs.as_fd(), flags, &[], None)
        .map_err(Error::io("send a request to the launcher"))?;
    drop(theirs);
    let policy = Policy::builder().enforcement(Enforcement::BestEffort).build()?;
    let ids = user.unwrap_or_else(sys::effective_ids);
    // Sending fails where an earlier step has failed already: the notices say which.
    let _ = plan::cell_part(&facts, 0, false, ids).send(control.as_fd(), &[]);
    let _ = plan::arm_part(&facts, &policy, TmpfsSize::mib(1), TreeFrom::Host)?.send(control.as_fd(), &[]);
    listen(&control)
}

/// Reads notices until the run is ready, has failed, or is gone.
fn listen(control: &OwnedFd) -> Result<Trial, Error> {
    let (mut proc, mut inner_user) = (None, None);
    let deadline = Instant::now() + PATIENCE;
    let mut poll = PollSet::default();
    poll.add(control.as_fd(), Interest::Read);
    let mut message = [0u8; NOTICE_MAX];
    loop {
        if Instant::now() > deadline {
            return Ok(Trial::Broken(format!("no answer within {} s", PATIENCE.as_secs())));
        }
        poll.wait(Duration::from_millis(200))
            .map_err(Error::io("wait for a trial run"))?;
        let received = match sys::receive(control.as_fd(), &mut message, false) {
            Ok(received) => received,
            Err(e) if matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::ConnectionReset) => continue,
            Err(e) => return Err(Error::io("read from the control socket of a trial run")(e)),
        };
        if received.length == 0 {
            return Ok(Trial::Broken("it ended without a word".into()));
        }
        match message.get(..received.length).and_then(Notice::decode) {
            Some(Notice::Ready) => return Ok(Trial::Works { proc, inner_user }),
            Some(Notice::Failed { opcode, errno, .. }) => {
                let step = step_name(opcode).to_owned();
                return Ok(Trial::Refused { step, errno });
            }
            Some(Notice::Skipped { opcode, errno }) if opcode == proc_opcode() => proc = Some(errno),
            Some(Notice::Skipped { errno, .. }) => inner_user = Some(errno),
            _ => {}
        }
    }
}

fn proc_opcode() -> u8 {
    let step = Step::Proc {
        path: b"",
        options: b"",
        optional: 0,
    };
    crate::enforcement::opcode(&step)
}
