//! Compilers that stay warm between compilations, for toolchains whose own start takes longer than the work (javac: about 600 ms cold, 80 ms warm).
//!
//! This is the only process that is used more than once, so it is held by rules of its own: it runs in the compiler's sandbox, sees sources only (no tests, no network),
//! runs no code of a submission, is replaced after so many compilations, and thrown away after anything unusual. Whatever goes wrong here is not a result:
//! the compilation is simply done cold.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::compile::environment;
use crate::execute::frames::{self, Decoder, Frame};
use crate::execute::{
    CancelToken, Channels, Input, OutputPolicy, Process, ProcessEvent, Profile, RunLimits, RunSpec, Runner, Stdin,
    Usage,
};
use crate::language::manifest::{Compile, WarmCompiler};
use crate::language::{Purpose, Toolchain, template};
use crate::wrap::ProgramFile;
use crate::{Error, ErrorKind, Result, Stage};

/// Idle compilers kept for each toolchain.
const MAX_IDLE: usize = 4;
/// The status of a compilation in which the compiler itself failed (PROTOCOL.md).
const CRASHED: u32 = 255;

/// The compilers that wait for work.
#[derive(Debug)]
pub struct WarmCompilers {
    enabled: bool,
    idle: Mutex<HashMap<String, Vec<Server>>>,
}

/// What a warm compiler gave back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u32,
    pub(super) printed: Vec<u8>,
    pub(super) outputs: Vec<(String, Vec<u8>)>,
}

struct Server {
    process: Box<dyn Process>,
    decoder: Decoder,
    stop: CancelToken,
    compiled: u32,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server")
            .field("compiled", &self.compiled)
            .finish_non_exhaustive()
    }
}

impl WarmCompilers {
    /// Compilers that are kept, or (`false`) never are.
    pub fn new(enabled: bool) -> Self {
        Self {
            enabled,
            idle: Mutex::default(),
        }
    }

    /// Compiles `files` by `argv` in a warm compiler. `None`: it has to be done cold.
    ///
    /// # Errors
    /// `Cancelled` alone.
    pub(super) fn compile(
        &self,
        rules: &Compile,
        toolchain: &Toolchain,
        argv: &[String],
        files: &[ProgramFile],
        runner: &dyn Runner,
        cancel: &CancelToken,
    ) -> Result<Option<Reply>> {
        let Some(warm) = rules.warm.as_ref().filter(|_| self.enabled) else {
            return Ok(None);
        };
        let idle = self.lock().get_mut(toolchain.digest()).and_then(Vec::pop);
        let server = match idle {
            Some(server) => Ok(server),
            None => Server::start(rules, warm, toolchain, runner),
        };
        let reply = server.and_then(|mut server| {
            let reply = server.compile(rules, argv, files, cancel)?;
            if server.compiled < warm.max_compiles {
                let mut idle = self.lock();
                let waiting = idle.entry(toolchain.digest().to_owned()).or_default();
                if waiting.len() < MAX_IDLE {
                    waiting.push(server);
                }
            }
            Ok(reply)
        });
        match reply {
            Ok(reply) => Ok(Some(reply)),
            Err(_) if cancel.is_cancelled() => Err(Error::new(
                ErrorKind::Cancelled,
                Stage::Compile,
                "cancelled",
                "the run was cancelled",
            )),
            Err(_) => Ok(None),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Vec<Server>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    fn start(rules: &Compile, warm: &WarmCompiler, toolchain: &Toolchain, runner: &dyn Runner) -> Result<Self> {
        let expand = |text: &String| template::expand(text, toolchain.variables()).map_err(|error| broken(&error));
        let times = rules.limits.cpu_ms.saturating_mul(u64::from(warm.max_compiles) + 1);
        let spec = RunSpec {
            argv: warm.argv.iter().map(expand).collect::<Result<_>>()?,
            executable: None,
            env: environment(&rules.env),
            files: Vec::new(),
            mounts: toolchain.mounts(Purpose::Compile),
            limits: RunLimits {
                cpu: Duration::from_millis(times),
                // It waits most of its life; what bounds it is the budget of each compilation.
                wall: Duration::from_secs(365 * 24 * 3600),
                memory: rules.limits.memory_mib << 20,
                output: 1 << 20,
                output_policy: OutputPolicy::Truncate,
                processes: rules.limits.processes,
                files: 1 << 20,
                stack: 64 << 20,
                address_space: None,
            },
            channels: Channels {
                cases: true,
                answers: true,
            },
            collect: None,
            profile: Profile::Compile,
            without_proc: toolchain.language().policy().without_proc(Purpose::Compile),
            stdin: Stdin::Written,
        };
        let stop = CancelToken::new();
        let process = runner.start(&spec, &stop)?;
        let mut server = Self {
            process,
            decoder: Decoder::default(),
            stop,
            compiled: 0,
        };
        server.process.close(Input::Stdin);
        server.process.set_budget(budget(rules));
        match server.listen()? {
            Frame::Ready => Ok(server),
            _ => Err(broken("it did not begin with `ready`")),
        }
    }

    fn compile(
        &mut self,
        rules: &Compile,
        argv: &[String],
        files: &[ProgramFile],
        cancel: &CancelToken,
    ) -> Result<Reply> {
        self.compiled += 1;
        let request =
            frames::case(self.compiled, &encode(argv, files)).ok_or_else(|| broken("the sources are too large"))?;
        // A token that is cancelled later must not stop a compilation of somebody else.
        let current = Arc::new(AtomicBool::new(true));
        let (stop, watched) = (self.stop.clone(), Arc::clone(&current));
        cancel.on_cancel(move || {
            if watched.load(Ordering::SeqCst) {
                stop.cancel();
            }
        });
        self.process.set_budget(budget(rules));
        self.process.write(Input::Cases, request);
        let answer = self.listen();
        current.store(false, Ordering::SeqCst);
        match answer? {
            Frame::Answer(number, payload) if number == self.compiled && !self.decoder.has_rest() => {
                let reply = decode(&payload).ok_or_else(|| broken("its answer is malformed"))?;
                if reply.status == CRASHED {
                    return Err(broken("the compiler in it crashed"));
                }
                Ok(reply)
            }
            _ => Err(broken("it answered out of turn")),
        }
    }

    fn listen(&mut self) -> Result<Frame> {
        loop {
            if let Some(frame) = self.decoder.next_frame().map_err(|error| broken(&error.to_string()))? {
                return Ok(frame);
            }
            match self.process.next_event()? {
                ProcessEvent::Answers(bytes) => self.decoder.push(&bytes),
                ProcessEvent::Exited => return Err(broken("it ended")),
                ProcessEvent::Stdout(_) | ProcessEvent::Stderr(_) => {}
            }
        }
    }
}

fn budget(rules: &Compile) -> Usage {
    Usage {
        cpu: Duration::from_millis(rules.limits.cpu_ms),
        wall: Duration::from_millis(rules.limits.wall_ms),
    }
}

fn broken(why: &str) -> Error {
    Error::internal(
        Stage::Compile,
        "warm-compiler",
        format!("the warm compiler failed: {why}"),
    )
}

fn encode(argv: &[String], files: &[ProgramFile]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let number = |bytes: &mut Vec<u8>, value: usize| {
        bytes.extend_from_slice(&u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes())
    };
    let field = |bytes: &mut Vec<u8>, field: &[u8]| {
        number(bytes, field.len());
        bytes.extend_from_slice(field);
    };
    let arguments = argv.get(1..).unwrap_or_default();
    number(&mut bytes, arguments.len());
    for argument in arguments {
        field(&mut bytes, argument.as_bytes());
    }
    number(&mut bytes, files.len());
    for file in files {
        field(&mut bytes, file.path.as_bytes());
        field(&mut bytes, &file.contents);
    }
    bytes
}

/// Reads a reply. It comes from inside the sandbox: lengths are checked, names are checked by whoever uses them.
fn decode(mut bytes: &[u8]) -> Option<Reply> {
    let number = |bytes: &mut &[u8]| -> Option<u32> {
        let (head, rest) = bytes.split_first_chunk::<4>()?;
        *bytes = rest;
        Some(u32::from_le_bytes(*head))
    };
    let field = |bytes: &mut &[u8]| -> Option<Vec<u8>> {
        let length = usize::try_from(number(bytes)?).ok()?;
        let (head, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        Some(head.to_vec())
    };
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    let status = u32::from_le_bytes(*head);
    bytes = rest;
    let printed = field(&mut bytes)?;
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    let count = u32::from_le_bytes(*head);
    bytes = rest;
    let mut outputs = Vec::new();
    for _ in 0..count {
        let name = String::from_utf8(field(&mut bytes)?)
            .ok()
            .filter(|name| is_plain(name))?;
        outputs.push((name, field(&mut bytes)?));
    }
    bytes.is_empty().then_some(Reply {
        status,
        printed,
        outputs,
    })
}

/// Whether `name` is a relative path without tricks.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() < 1024
        && !name.contains('\0')
        && name
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reply(status: u32, printed: &[u8], outputs: &[(&str, &[u8])]) -> Vec<u8> {
        let mut bytes = status.to_le_bytes().to_vec();
        let field = |bytes: &mut Vec<u8>, field: &[u8]| {
            bytes.extend_from_slice(&u32::try_from(field.len()).unwrap().to_le_bytes());
            bytes.extend_from_slice(field);
        };
        field(&mut bytes, printed);
        bytes.extend_from_slice(&u32::try_from(outputs.len()).unwrap().to_le_bytes());
        for (name, contents) in outputs {
            field(&mut bytes, name.as_bytes());
            field(&mut bytes, contents);
        }
        bytes
    }

    #[test]
    fn a_reply_is_read_in_full_or_not_at_all() {
        let good = reply(0, b"note", &[("out/A.class", b"\xca\xfe")]);
        let read = decode(&good).unwrap();
        assert_eq!((read.status, read.printed.as_slice()), (0, b"note".as_slice()));
        assert_eq!(read.outputs, [("out/A.class".to_owned(), b"\xca\xfe".to_vec())]);
        assert!(decode(&[good.as_slice(), b"x"].concat()).is_none());
        assert!(decode(good.get(..good.len() - 1).unwrap()).is_none());
        for name in ["../x", "/x", "a//b", "", "a/./b"] {
            assert!(decode(&reply(0, b"", &[(name, b"")])).is_none(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_replies_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }
}
