//! What a run costs, against `posix_spawn` of the same program at the same moment.

fn main() {
    println!("no figures yet");
}
