//! The files of packages that come from the program itself. With `GLEANER_PACKAGE_FILES=1` they are
//! whole and stay, so that a check of packages need not build the program once more for them.

use std::path::Path;

#[path = "../generator/package_files.rs"]
#[allow(dead_code, reason = "its main function is that of an example")]
mod generator;

#[test]
fn manual_pages_completions_and_icons_are_made() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("package-files");
    _ = std::fs::remove_dir_all(&out);
    generator::make(&out, "2026-01-01").unwrap();
    if std::env::var_os("GLEANER_PACKAGE_FILES").is_some() {
        generator::licences(&out).unwrap();
    }
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    assert!(read("man/gleaner-refresh.1").contains("refresh"));
    assert!(read("completions/gleaner.fish").contains("account"));
    assert!(read("io.github.gleaner.Gleaner.metainfo.xml").contains("<release version="));
    assert!(out.join("icons/48x48/io.github.gleaner.Gleaner.png").exists());
}
