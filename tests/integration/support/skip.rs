//! A test that cannot run on this machine says so.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

/// Says on standard error, which is not captured, why the calling test is skipped, and notes it in
/// `skipped.txt` of the tests' directory under `target`, where `.ci/run` counts the tests.
pub fn skip(why: &str) {
    let thread = std::thread::current();
    let line = format!("skipped: {}: {}", thread.name().unwrap_or("a test"), why.trim_end());
    let _ = writeln!(io::stderr(), "{line}");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("skipped.txt");
    let file = OpenOptions::new().create(true).append(true).open(path);
    // One write for a line, so that lines of tests that run at once do not mix.
    file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes())).unwrap();
}
