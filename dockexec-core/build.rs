//! Embeds the language folders: a table of every file under `languages/`, and one generated test per `languages/<id>/tests/<case>`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("no CARGO_MANIFEST_DIR"))?)
            .join("languages");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?);
    println!("cargo::rerun-if-changed={}", root.display());

    let mut table = String::from("static FOLDERS: &[Folder] = &[\n");
    let mut tests = String::new();
    for language in sorted(&root)?.into_iter().filter(|path| path.is_dir()) {
        let id = name(&language);
        let mut files = Vec::new();
        walk(&language, &language, &mut files)?;
        let _ = writeln!(table, "    Folder {{ id: {id:?}, files: &[");
        for (relative, path) in &files {
            // Test cases are not part of the library.
            if !relative.starts_with("tests/") {
                let _ = writeln!(
                    table,
                    "        ({relative:?}, include_bytes!({:?})),",
                    path.display().to_string()
                );
            }
        }
        table.push_str("    ] },\n");
        let cases = language.join("tests");
        if cases.is_dir() {
            for case in sorted(&cases)?.into_iter().filter(|path| path.is_dir()) {
                let case = name(&case);
                let test = format!("{id}_{case}").replace(['-', '.'], "_");
                let _ = writeln!(
                    tests,
                    "#[test]\nfn {test}() {{\n    run_language_case({id:?}, {case:?});\n}}\n"
                );
            }
        }
    }
    table.push_str("];\n");
    fs::write(out.join("languages.rs"), table)?;
    fs::write(out.join("language_tests.rs"), tests)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn sorted(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(directory)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn walk(base: &Path, directory: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for path in sorted(directory)? {
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_dir() {
            walk(base, &path, files)?;
        } else {
            let relative = path.strip_prefix(base).map_err(io::Error::other)?;
            files.push((relative.to_string_lossy().into_owned(), path.clone()));
        }
    }
    Ok(())
}
