//! An artifact comes out of `compile` alone: what another one runs cannot be exchanged.
use dockexec_core::compile::Artifact;

fn exchange(artifact: Artifact) -> Artifact {
    Artifact { executable: None, ..artifact }
}

fn main() {}
