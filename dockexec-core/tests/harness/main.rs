//! The harness protocol, held against every harness: one language-neutral suite of cases in `../harness_conformance/*.toml`, random values of every
//! type through identity functions, whole programs against what their interpreter does without us, and (with `DOCKEXEC_CORPUS` set to a directory with `function_cases.jsonl`) a corpus of real solutions.

#![allow(clippy::unwrap_used)]

mod conformance;
mod corpus;
mod driver;
mod echo;
mod programs;
