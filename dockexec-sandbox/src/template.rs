//! What all runs of a policy have in common of their file tree, built once: a sealed mount namespace that nobody is in.
//!
//! A run starts from a copy of it and adds what is its own: the scratch directories, further tmpfs, `/proc`. No run can
//! change the original: its mounts are read-only, and the copy is the run's alone. It takes root to enter one, so the other
//! tiers build the whole tree for every run, and so does a host that forbids setns(2).

use std::fs;
use std::io::ErrorKind as IoKind;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use crate::launcher::Launcher;
use crate::plan::step::{NOTICE_MAX, Notice};
use crate::plan::{self, Facts};
use crate::policy::{MountKind, Policy};
use crate::sys::{self, Interest, PollSet};

/// How old one may become. Binds that lead elsewhere by now are noticed at once; what was mounted later *below* a bound
/// directory only by this.
const LIFETIME: Duration = Duration::from_secs(10);
/// How long building may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many policies have one at the same time.
const MOST: usize = 32;

/// The common tree of one policy.
#[derive(Debug)]
struct Template {
    /// A weak pointer holds on to its address, so no other policy gets that.
    policy: Weak<Policy>,
    /// `None` when none can be made; asked again after its lifetime.
    namespace: Option<Arc<OwnedFd>>,
    made: Instant,
    /// What the binds led to.
    sources: Vec<(PathBuf, Option<Inode>)>,
}

/// Device and number.
type Inode = (u64, u64);

impl Template {
    fn suits(&self, policy: &Arc<Policy>) -> bool {
        std::ptr::eq(self.policy.as_ptr(), Arc::as_ptr(policy))
    }

    fn is_current(&self) -> bool {
        self.made.elapsed() < LIFETIME && self.sources.iter().all(|(path, inode)| inode_of(path) == *inode)
    }
}

/// The templates of a process's sandbox.
#[derive(Debug, Default)]
pub(crate) struct Templates {
    known: Vec<Template>,
}

impl Templates {
    /// The mount namespace for a policy, if there is one that is up to date.
    pub(crate) fn find(&self, policy: &Arc<Policy>) -> Option<Arc<OwnedFd>> {
        let template = self.known.iter().find(|template| template.suits(policy))?;
        template.namespace.clone().filter(|_| template.is_current())
    }

    /// Whether one should be built.
    pub(crate) fn lacks(&self, policy: &Arc<Policy>) -> bool {
        let mut known = self.known.iter();
        !known.any(|template| template.suits(policy) && template.is_current())
    }

    /// Notes what `build` has come to.
    pub(crate) fn put(&mut self, policy: &Arc<Policy>, built: Built) {
        let outdated = |template: &Template| template.suits(policy) || template.policy.strong_count() == 0;
        self.known.retain(|template| !outdated(template));
        if self.known.len() >= MOST {
            self.known.remove(0);
        }
        self.known.push(Template {
            policy: Arc::downgrade(policy),
            namespace: built.namespace.map(Arc::new),
            made: Instant::now(),
            sources: built.sources,
        });
    }
}

/// What came of building a template.
#[derive(Debug)]
pub(crate) struct Built {
    namespace: Option<OwnedFd>,
    sources: Vec<(PathBuf, Option<Inode>)>,
}

/// Builds the tree of a policy in a process of the launcher's that ends when it is done, outside any run's cgroup. Whatever
/// goes wrong is the business of the run that will build the tree itself: it meets the same error, and reports it.
pub(crate) fn build(launcher: &Launcher, facts: &Facts, policy: &Policy) -> Built {
    let sources = policy.mounts.iter().filter_map(|mount| match &mount.kind {
        MountKind::BindReadOnly { source, .. } => Some((source.clone(), inode_of(source))),
        _ => None,
    });
    // Taken before: what changes meanwhile is then noticed later.
    let sources = sources.collect();
    Built {
        namespace: namespace(launcher, facts, policy),
        sources,
    }
}

fn namespace(launcher: &Launcher, facts: &Facts, policy: &Policy) -> Option<OwnedFd> {
    let part = plan::tree_part(facts, policy).ok()??;
    let (control, theirs) = sys::seqpacket_pair().ok()?;
    launcher.run(theirs.as_fd(), 0, &[], None).ok()?;
    drop(theirs);
    part.send(control.as_fd(), &[]).ok()?;
    let deadline = Instant::now() + PATIENCE;
    let mut poll = PollSet::default();
    poll.add(control.as_fd(), Interest::Read);
    let mut message = [0u8; NOTICE_MAX];
    while Instant::now() < deadline {
        match sys::receive(control.as_fd(), &mut message, false) {
            Ok(received) => match message.get(..received.length).and_then(Notice::decode) {
                Some(Notice::Ready) => return received.fd,
                Some(Notice::Created { .. } | Notice::Skipped { .. }) => {}
                _ => return None,
            },
            Err(e) if e.kind() == IoKind::WouldBlock => drop(poll.wait(Duration::from_millis(200))),
            Err(_) => return None,
        }
    }
    None
}

fn inode_of(path: &PathBuf) -> Option<Inode> {
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}
