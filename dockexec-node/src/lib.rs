//! The judge for Node: signatures, conversions and calls, no logic.
//!
//! What a call is given comes as JSON text, the record that `dockexec batch` reads as a line: JavaScript's own `JSON.stringify` is the fastest way out of its
//! heap, and the text is read on a thread of ours, strictly, with the same messages as everywhere. What a call answers goes back as typed objects.
//! People see none of this: `lib/*.ts` gives it its face (classes of errors, `AbortSignal`, async iterators).
#![deny(missing_docs)]
// What JavaScript sees is not what Rust could see of a library that nobody links to.
#![allow(unreachable_pub)]

mod convert;
mod engine;
mod error;
mod functions;
mod problem;
mod read;
mod signature;
mod task;
