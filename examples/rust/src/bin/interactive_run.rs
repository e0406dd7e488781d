//! A program that is talked to while it runs: what it prints arrives at once, and what to answer is decided then.
//!
//! Here the person at the other end is a few lines of code that guess a number by halving.

use std::io::{PipeWriter, Write, pipe};
use std::os::fd::OwnedFd;
use std::sync::Arc;

use dockexec_core::execute::program::Console;
use dockexec_core::execute::{CancelToken, Stdin};
use dockexec_core::{Engine, JudgeRequest, Submission};

const PROGRAM: &str = "
secret = 42
print('guess a number from 1 to 100', flush=True)
while True:
    guess = int(input())
    if guess == secret:
        print('right', flush=True)
        break
    print('higher' if guess < secret else 'lower', flush=True)
";

/// Sees the output and types the input.
struct Player {
    keyboard: PipeWriter,
    range: (u32, u32),
    guess: u32,
    unread: String,
}

impl Player {
    fn answer(&mut self, line: &str) {
        println!("program: {line}");
        match line {
            "higher" => self.range.0 = self.guess + 1,
            "lower" => self.range.1 = self.guess - 1,
            "right" => return,
            _ => {}
        }
        self.guess = (self.range.0 + self.range.1) / 2;
        println!("player:  {}", self.guess);
        // A program that is gone reads no more; its end is reported in another place.
        let _ = writeln!(self.keyboard, "{}", self.guess);
    }
}

impl Console for Player {
    fn stdout(&mut self, bytes: &[u8]) {
        self.unread += &String::from_utf8_lossy(bytes);
        while let Some((line, rest)) = self.unread.split_once('\n') {
            let (line, rest) = (line.to_owned(), rest.to_owned());
            self.unread = rest;
            self.answer(&line);
        }
    }

    fn stderr(&mut self, bytes: &[u8]) {
        eprint!("{}", String::from_utf8_lossy(bytes));
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new()?;
    let (stdin, keyboard) = pipe()?;
    let mut player = Player {
        keyboard,
        range: (1, 100),
        guess: 0,
        unread: String::new(),
    };
    let request = JudgeRequest::free_run(Submission::new("python", PROGRAM), *b"");
    // `cancel.cancel()` from another thread is the stop button.
    let cancel = CancelToken::new();
    let judgement = engine.run_live(
        &request,
        &cancel,
        Stdin::Descriptor(Arc::new(OwnedFd::from(stdin))),
        &mut player,
    )?;
    println!("{} after {:?} of CPU", judgement.verdict, judgement.totals.cpu);
    Ok(())
}
