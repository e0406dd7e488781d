//! The vocabulary of a plan: every step pid 1 of a run can be told to carry out, and its flat encoding.
//!
//! The file is compiled twice, into the library (which encodes) and into the launcher (which decodes and
//! executes), so the two cannot drift apart. It therefore uses nothing but `std`. A plan is a sequence of
//! frames `opcode: u8, length: u32, fields`; integers are little endian, byte strings and lists carry their
//! length in front. `VERSION` changes whenever a frame changes its meaning.
//!
//! Words: a *part* is a batch of steps sent in one control message; a run receives one or more parts, and
//! waits between them (that wait is what makes arming ahead possible). `slot` is the position of a file
//! descriptor in the message that carried the part.

/// Bumped on every incompatible change of the frames or messages below.
pub const VERSION: u32 = 3;

/// A value that can stand in a step.
pub trait Field<'a>: Sized {
    /// Appends the value to `out`.
    fn put(&self, out: &mut Vec<u8>);
    /// Takes the value off the front of `input`; `None` when the bytes are not one.
    fn take(input: &mut &'a [u8]) -> Option<Self>;
}

macro_rules! integer_field {
    ($($ty:ty),*) => {$(
        impl Field<'_> for $ty {
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn take(input: &mut &[u8]) -> Option<Self> {
                let (head, rest) = input.split_first_chunk()?;
                *input = rest;
                Some(<$ty>::from_le_bytes(*head))
            }
        }
    )*};
}
integer_field!(u8, u16, u32, u64, i32);

impl<'a> Field<'a> for &'a [u8] {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        out.extend_from_slice(self);
    }
    fn take(input: &mut &'a [u8]) -> Option<Self> {
        let length = u32::take(input)? as usize;
        let (head, rest) = input.split_at_checked(length)?;
        *input = rest;
        Some(head)
    }
}

impl<'a> Field<'a> for Vec<&'a [u8]> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        for item in self {
            item.put(out);
        }
    }
    fn take(input: &mut &'a [u8]) -> Option<Self> {
        let count = u32::take(input)? as usize;
        // Every item needs four bytes at least: a forged count cannot make us reserve more than the input.
        if count > input.len() / 4 {
            return None;
        }
        (0..count).map(|_| <&[u8]>::take(input)).collect()
    }
}

macro_rules! steps {
    ($($(#[$doc:meta])* $code:literal $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty),* $(,)? })*) => {
        /// One instruction of a plan.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Step<'a> {
            $($(#[$doc])* $name { $($(#[$fdoc])* $field: $ty),* },)*
            /// Never encoded; ties the lifetime for steps without borrowed fields.
            #[doc(hidden)]
            Never(core::convert::Infallible, core::marker::PhantomData<&'a ()>),
        }

        impl<'a> Step<'a> {
            /// Appends the step as one frame.
            pub fn encode(&self, out: &mut Vec<u8>) {
                match self {
                    $(Step::$name { $($field),* } => {
                        out.push($code);
                        let length_at = out.len();
                        out.extend_from_slice(&[0; 4]);
                        $($field.put(out);)*
                        let length = (out.len() - length_at - 4) as u32;
                        out[length_at..length_at + 4].copy_from_slice(&length.to_le_bytes());
                    })*
                    Step::Never(never, _) => match *never {},
                }
            }

            /// Takes one frame off the front of `input`. `None` for an unknown opcode, a short frame or trailing bytes.
            pub fn decode(input: &mut &'a [u8]) -> Option<Self> {
                let code = u8::take(input)?;
                let mut body = <&[u8]>::take(input)?;
                let step = match code {
                    $($code => Step::$name { $($field: Field::take(&mut body)?),* },)*
                    _ => return None,
                };
                body.is_empty().then_some(step)
            }
        }

        /// The name of the step with this opcode, for error messages.
        pub fn step_name(code: u8) -> &'static str {
            match code {
                $($code => stringify!($name),)*
                OP_CLONE => "Clone",
                OP_RECEIVE => "Receive",
                _ => "unknown",
            }
        }
    };
}

/// Stands for the creation of pid 1 in a failure message.
pub const OP_CLONE: u8 = 250;
/// Stands for the reception of a part in a failure message.
pub const OP_RECEIVE: u8 = 251;

steps! {
    /// Writes "0" to the `cgroup.procs` file behind `slot`: the process moves itself.
    1 Attach { slot: u16 }
    /// Leaves namespaces shared with the launcher for fresh ones.
    2 Unshare { flags: u32 }
    /// Names the machine in the new UTS namespace.
    3 Hostname { name: &'a [u8] }
    /// Remembers who the run will be; later steps refer to it. Keeping it out of them lets their bytes be cached.
    4 Identity { uid: u32, gid: u32 }
    /// Maps `inner` to `outer` in the user namespace pid 1 was created in (tiers without root).
    5 MapIds { inner_uid: u32, outer_uid: u32, inner_gid: u32, outer_gid: u32 }
    /// Stops mount events from travelling to or from the host.
    6 PrivateMounts {}
    /// Mounts a tmpfs on `staging`, makes it the root and leaves the host's tree below `/.host`.
    7 NewRoot { staging: &'a [u8], size: u64, inodes: u64 }
    /// Makes a directory and its missing parents; `owner` 1 gives the last one to the identity.
    8 Mkdir { path: &'a [u8], mode: u32, owner: u8 }
    /// Makes a symbolic link.
    9 Symlink { target: &'a [u8], path: &'a [u8] }
    /// Writes a new file; `owner` 1 gives it to the identity.
    10 WriteFile { path: &'a [u8], mode: u32, owner: u8, bytes: &'a [u8] }
    /// Mounts a tmpfs with a quota; `owner` 1 gives it to the identity.
    11 Tmpfs { path: &'a [u8], size: u64, inodes: u64, mode: u32, owner: u8, flags: u64 }
    /// Binds `source` (a path in the new root; the host's are below `/.host`) on `target`, which is made if
    /// missing. `optional` 1 skips a missing source.
    12 Bind { source: &'a [u8], target: &'a [u8], flags: u64, optional: u8 }
    /// Mounts a proc of the run's own pid namespace. `optional` 1 goes on where the kernel refuses.
    13 Proc { path: &'a [u8], options: &'a [u8], optional: u8 }
    /// Keeps a handle on a proc of this pid namespace for `InnerUser`, without mounting it anywhere visible.
    14 ProcHandle {}
    /// Detaches the host's tree.
    15 DropHostTree {}
    /// Makes the root mount read-only.
    16 SealRoot {}
    /// Opens a Landlock ruleset that handles these rights.
    17 LandlockRuleset { fs: u64, net: u64, scoped: u64 }
    /// Allows `rights` beneath `path`. A file gets only those of them that make sense for a file.
    18 LandlockRule { path: &'a [u8], rights: u64, optional: u8 }
    /// Enforces the ruleset on this process.
    19 LandlockEnforce {}
    /// Empties the capability bounding set.
    20 DropBounding {}
    /// Takes the remembered identity: no supplementary groups, all uids and gids.
    21 BecomeIdentity {}
    /// Sets no_new_privs.
    22 NoNewPrivs {}
    /// Puts the descriptor in `slot` at `number` of the program.
    23 PassFd { slot: u16, number: u32 }
    /// Closes every descriptor that is neither passed nor the plan's own.
    24 CloseOthers {}
    /// Sets one resource limit.
    25 Rlimit { resource: u32, soft: u64, hard: u64 }
    /// Changes the working directory.
    26 Chdir { path: &'a [u8] }
    /// Sets the file mode creation mask.
    27 Umask { mask: u32 }
    /// Lowers the CPU priority, unless it is that low already.
    28 Nice { value: i32 }
    /// Makes the kernel prefer this process when memory is short.
    29 OomScore { value: i32 }
    /// Starts the program's process: pid 1 stays behind and reaps, the rest of the part happens in pid 2.
    30 Fork {}
    /// Enters a user namespace of its own, in which the identity is called `uid`:`gid`. `optional` 1 goes on
    /// where the kernel refuses, and says so.
    31 InnerUser { uid: u32, gid: u32, optional: u8 }
    /// Clears the permitted, effective, inheritable and ambient capabilities.
    32 DropCaps {}
    /// Installs a seccomp filter (an array of `sock_filter`).
    33 Seccomp { program: &'a [u8] }
    /// Executes `path`.
    34 Exec { path: &'a [u8], argv: Vec<&'a [u8]>, env: Vec<&'a [u8]> }
    /// Executes the file behind `slot`.
    35 ExecFd { slot: u16, argv: Vec<&'a [u8]>, env: Vec<&'a [u8]> }
    /// Before it ends, pid 1 copies regular files below `paths` into the memfd behind `slot`.
    36 Collect { slot: u16, paths: Vec<&'a [u8]>, max_bytes: u64, max_files: u32 }
    /// Makes a device node, or binds the host's where nodes cannot be made.
    38 Device { path: &'a [u8], host: &'a [u8], major: u32, minor: u32 }
    /// Leaves pid 1's process group, unblocks all signals, gives those our runtime ignores their default action.
    39 Signals {}
    /// Tells the host that everything so far succeeded.
    37 Ready {}
    /// Enters a mount namespace of its own and keeps a handle on it for `HandTree`.
    40 OwnTree {}
    /// As `Ready`, with the handle on the mount namespace of `OwnTree`: others may start from copies of it.
    41 HandTree {}
    /// Continues in a copy of the mount namespace behind `slot`.
    42 EnterTree { slot: u16 }
}

/// Host to launcher, first byte of a request: create pid 1 of a run.
pub const REQUEST_RUN: u8 = 1;
/// The first descriptor after the control socket is a cgroup v2 directory to start in.
pub const RUN_INTO_CGROUP: u8 = 1;

/// Host to pid 1: the part's bytes follow in the message.
pub const PART_INLINE: u8 = 1;
/// Host to pid 1: the part's bytes are in the memfd passed first; a u64 length follows.
pub const PART_MEMFD: u8 = 2;
/// The most bytes of a part that travel inside a message.
pub const PART_INLINE_MAX: usize = 24 * 1024;
/// The most descriptors in one message (the kernel's SCM_MAX_FD is 253).
pub const MAX_FDS: usize = 128;
/// Sent by the host to a pid 1 whose program runs: end it, and report. (SIGUSR1)
pub const STOP_SIGNAL: i32 = 10;
/// Descriptors below this number belong to the program; the plan's own are kept at or above it.
pub const FIRST_PLAN_FD: i32 = 256;

/// What comes back over the control socket, from the launcher, from pid 1 or from pid 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The launcher created pid 1; its pidfd is attached.
    Created {
        /// Process id as the launcher sees it.
        pid: u32,
    },
    /// A step failed; the run is over.
    Failed {
        /// Which part, counted from 0.
        part: u16,
        /// Which step of the part, counted from 0.
        index: u32,
        /// The step's opcode.
        opcode: u8,
        /// The kernel's answer.
        errno: i32,
    },
    /// A `Ready` step was reached.
    Ready,
    /// An optional step could not be carried out.
    Skipped {
        /// The step's opcode.
        opcode: u8,
        /// The kernel's answer.
        errno: i32,
    },
    /// The next thing to happen is exec. What our own steps used is not the program's.
    Starting {
        /// CPU time of our own code in the process that becomes the program.
        setup_cpu_ns: u64,
        /// CPU time of pid 1 since it entered its cgroup: on the bill of the cgroup, and on no other.
        pid_one_cpu_ns: u64,
    },
    /// The program ended and every other process of the run is dead.
    Exited {
        /// As wait(2) reports it.
        status: i32,
        /// CPU time of the program and everything it waited for, or that pid 1 reaped, in microseconds.
        children_cpu_us: u64,
        /// CPU time of pid 1 itself since the fork, in nanoseconds.
        own_cpu_ns: u64,
        /// Largest resident set among them, in KiB.
        max_rss_kib: u64,
    },
}

/// Longest encoded notice.
pub const NOTICE_MAX: usize = 64;

impl Notice {
    /// The notice as one message.
    pub fn encode(&self, out: &mut Vec<u8>) {
        match *self {
            Notice::Created { pid } => {
                out.push(1);
                pid.put(out);
            }
            Notice::Failed {
                part,
                index,
                opcode,
                errno,
            } => {
                out.push(2);
                part.put(out);
                index.put(out);
                opcode.put(out);
                errno.put(out);
            }
            Notice::Ready => out.push(3),
            Notice::Skipped { opcode, errno } => {
                out.push(4);
                opcode.put(out);
                errno.put(out);
            }
            Notice::Starting {
                setup_cpu_ns,
                pid_one_cpu_ns,
            } => {
                out.push(5);
                setup_cpu_ns.put(out);
                pid_one_cpu_ns.put(out);
            }
            Notice::Exited {
                status,
                children_cpu_us,
                own_cpu_ns,
                max_rss_kib,
            } => {
                out.push(6);
                status.put(out);
                children_cpu_us.put(out);
                own_cpu_ns.put(out);
                max_rss_kib.put(out);
            }
        }
    }

    /// Reads a message back; `None` when it is not exactly one notice.
    pub fn decode(mut input: &[u8]) -> Option<Self> {
        let input = &mut input;
        let notice = match u8::take(input)? {
            1 => Notice::Created { pid: u32::take(input)? },
            2 => Notice::Failed {
                part: u16::take(input)?,
                index: u32::take(input)?,
                opcode: u8::take(input)?,
                errno: i32::take(input)?,
            },
            3 => Notice::Ready,
            4 => Notice::Skipped {
                opcode: u8::take(input)?,
                errno: i32::take(input)?,
            },
            5 => Notice::Starting {
                setup_cpu_ns: u64::take(input)?,
                pid_one_cpu_ns: u64::take(input)?,
            },
            6 => Notice::Exited {
                status: i32::take(input)?,
                children_cpu_us: u64::take(input)?,
                own_cpu_ns: u64::take(input)?,
                max_rss_kib: u64::take(input)?,
            },
            _ => return None,
        };
        input.is_empty().then_some(notice)
    }
}
