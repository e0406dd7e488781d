//! Tells the linker what a Node addon needs, and makes the folder that the macros write the types of TypeScript to.

use std::{env, fs};

fn main() {
    if let Some(folder) = env::var_os("NAPI_TYPE_DEF_TMP_FOLDER") {
        // Without it there are no types, which the build of the package notices; the library is none the worse.
        drop(fs::create_dir_all(folder));
    }
    napi_build::setup();
}
