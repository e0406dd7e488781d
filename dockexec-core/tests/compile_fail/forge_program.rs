//! A program comes out of `wrap` alone: the files of another cannot be exchanged.
use dockexec_core::wrap::Program;

fn exchange(mut program: Program) -> Program {
    program.files = Vec::new();
    program
}

fn main() {}
