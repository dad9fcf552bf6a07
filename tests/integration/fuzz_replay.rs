//! Replays inputs of the fuzz targets, both seeds and former failures: `tests/fuzz/corpus/TARGET/*`
//! and `tests/fixtures/fuzz/TARGET-name`.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};

use crate::fuzz::TARGETS;

/// The places where our own code panicked, even if the panic was caught.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Records panics in the program's own code. They are defects even if they are caught.
fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let known = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if let Some(place) = panic.location().filter(|place| place.file().starts_with("src/")) {
                PANICS.lock().unwrap().push(place.to_string());
            }
            known(panic);
        }));
    });
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(dir).into_iter().flatten().flatten().map(|found| found.path()).collect();
    files.sort();
    files
}

/// The corpus of a target, and its former failures.
fn inputs(target: &str) -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let is_of_target = |path: &PathBuf| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(&format!("{target}-")))
    };
    let fixtures = files(&tests.join("fixtures/fuzz")).into_iter().filter(is_of_target);
    files(&tests.join("fuzz/corpus").join(target)).into_iter().chain(fixtures).collect()
}

#[test]
fn whatever_fuzzing_found_is_survived() {
    watch();
    let mut wrong = Vec::new();
    for (target, run) in TARGETS {
        let inputs = inputs(target);
        assert!(inputs.len() >= 8, "{target} has a corpus");
        for path in inputs {
            let bytes = fs::read(&path).unwrap();
            let ended = catch_unwind(AssertUnwindSafe(|| run(&bytes)));
            let panics = std::mem::take(&mut *PANICS.lock().unwrap());
            if ended.is_err() || !panics.is_empty() {
                wrong.push(format!("{}: {panics:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
