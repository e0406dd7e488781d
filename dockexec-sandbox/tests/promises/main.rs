//! What the sandbox promises, one module a promise. Hostile programs are small C files compiled when the test
//! runs; where there is no C compiler a test says so.

#![allow(clippy::unwrap_used, clippy::field_reassign_with_default)]
#![allow(unsafe_code)] // Three tests fork, kill and leak on purpose.

#[path = "../common/mod.rs"]
#[macro_use]
mod common;

mod adversity;
mod cancel;
mod collect;
mod containment;
mod endings;
mod errors;
mod files;
mod leaks;
mod limits;
mod measuring;
mod privileges;
mod profiles;
mod sessions;
mod spares;
mod streams;
