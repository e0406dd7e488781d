//! The file tree is what the policy says.

use dockexec_sandbox::{Mount, TmpfsSize};

use crate::common::{limits, policy, run, sandbox, text};

const CAT: &str = "int main(int c, char **v) { char b[4096]; for (int i = 1; i < c; i++) { int f = open(v[i], O_RDONLY), n; if (f < 0) printf(\"<%d>\", errno); else while ((n = read(f, b, sizeof b)) > 0) fwrite(b, 1, n, stdout); } return 0; }";

fn folder(name: &str) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn mounts_are_visible_and_read_only() {
    let folder = folder("mounts");
    std::fs::write(folder.join("file"), "from the host").unwrap();
    // A toolchain in a home that only its owner may enter must be usable all the same.
    std::fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let policy = policy([
        Mount::bind_ro(&folder, "/opt/tools"),
        Mount::bind_ro(folder.join("file"), "/opt/one"),
        Mount::bind_ro_opt("/does/not/exist", "/opt/none"),
        Mount::file("/etc/motd", *b"made up"),
        Mount::dir("/empty"),
        Mount::symlink("/opt/one", "/link"),
    ]);
    let out = run(program!(CAT)
        .args(["/opt/tools/file", "/opt/one", "/etc/motd", "/link", "/opt/none"])
        .policy(&policy));
    assert_eq!(text(&out), "from the hostfrom the hostmade upfrom the host<2>");
    let write = "int main(void) { printf(\"%d %d %d\", open(\"/opt/tools/new\", O_CREAT | O_WRONLY, 0600), open(\"/opt/tools/file\", O_WRONLY), unlink(\"/opt/tools/file\")); return 0; }";
    assert_eq!(text(&run(program!(write).policy(&policy))), "-1 -1 -1");
    assert_eq!(std::fs::read(folder.join("file")).unwrap(), b"from the host");
}

#[test]
fn a_tree_below_a_private_home_can_be_mounted() {
    let home = folder("home");
    std::fs::create_dir_all(home.join("tools")).unwrap();
    std::fs::write(home.join("tools/file"), "private").unwrap();
    std::fs::set_permissions(&home, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let policy = policy([Mount::bind_ro(home.join("tools"), "/tools")]);
    assert_eq!(text(&run(program!(CAT).arg("/tools/file").policy(&policy))), "private");
}

#[test]
fn files_are_there_and_belong_to_the_run() {
    let source = "int main(void) { struct stat s; stat(\"dir/data\", &s); printf(\"%o %d \", s.st_mode & 0777, s.st_uid); char b[9] = {0}; int f = open(\"dir/data\", O_RDWR); printf(\"%ld %s %d\", (long)read(f, b, 8), b, unlink(\"dir/data\")); return 0; }";
    assert_eq!(
        text(&run(program!(source).file("dir/data", 0o640, *b"hello"))),
        "640 1000 5 hello 0"
    );
}

#[test]
fn large_files_travel_as_well() {
    let source = "int main(void) { struct stat s; stat(\"big\", &s); printf(\"%ld\", (long)s.st_size); return 0; }";
    assert_eq!(
        text(&run(program!(source).file("big", 0o600, vec![7; 5_000_000]))),
        "5000000"
    );
}

#[test]
fn files_outside_writable_places_are_an_error() {
    let error = program!(CAT)
        .file("/etc/x", 0o600, *b"")
        .limits(limits())
        .output(sandbox())
        .unwrap_err();
    assert!(error.to_string().contains("WriteFile"), "{error}");
    assert!(error.hint().is_some());
}

#[test]
fn a_tmpfs_of_ones_own() {
    let policy = policy([Mount::tmpfs(
        "/cache",
        TmpfsSize {
            bytes: 1 << 16,
            inodes: 10,
        },
    )]);
    let source = "int main(void) { int f = open(\"/cache/x\", O_CREAT | O_WRONLY, 0600); static char b[1 << 20]; printf(\"%ld\", (long)write(f, b, sizeof b)); return 0; }";
    assert_eq!(text(&run(program!(source).policy(&policy))), "65536");
}

#[test]
fn devices_work() {
    let source = "int main(void) { char b[8] = \"x\"; int n = open(\"/dev/null\", O_RDWR), z = open(\"/dev/zero\", O_RDONLY), r = open(\"/dev/urandom\", O_RDONLY), f = open(\"/dev/full\", O_WRONLY); long w = write(n, b, 8), e = read(n, b, 8); read(z, b, 8); printf(\"%ld %ld %d \", w, e, b[0]); printf(\"%ld %ld\", (long)read(r, b, 8), (long)write(f, b, 1)); return 0; }";
    assert_eq!(text(&run(program!(source))), "8 0 0 8 -1");
}

#[test]
fn the_directory_to_start_in() {
    let source = "int main(void) { char b[99]; puts(getcwd(b, 99)); return 0; }";
    assert_eq!(text(&run(program!(source))), "/box\n");
    assert_eq!(text(&run(program!(source).current_dir("/tmp"))), "/tmp\n");
    assert!(program!(source).current_dir("/nowhere").output(sandbox()).is_err());
}

#[test]
fn a_tree_below_tmp_can_be_mounted() {
    // The new root is staged on a directory of the host, which hides what is below it: it must not be one that people use.
    let folder = std::env::temp_dir().join(format!("dockexec-below-tmp-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("file"), "below tmp").unwrap();
    let policy = policy([Mount::bind_ro(&folder, "/opt/tools")]);
    let shown = text(&run(program!(CAT).args(["/opt/tools/file"]).policy(&policy)));
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(shown, "below tmp");
}
