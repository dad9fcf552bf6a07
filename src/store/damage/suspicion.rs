//! A mark file beside a library, which says that damage was met and has to be looked for.

use std::path::{Path, PathBuf};

use crate::store::lock::beside;

/// Marks a library in which damage was met while the program ran. The next start examines it and
/// repairs it.
pub fn suspect(path: &Path) {
    if let Err(err) = std::fs::write(mark(path), "") {
        log::error!("cannot note that {} may be damaged: {err}", path.display());
    }
}

/// Whether the library is marked.
#[must_use]
pub fn is_suspect(path: &Path) -> bool {
    mark(path).exists()
}

/// Removes the mark.
pub fn clear_suspicion(path: &Path) {
    // If this fails, the next start examines the library once more.
    let _ = std::fs::remove_file(mark(path));
}

fn mark(path: &Path) -> PathBuf {
    beside(path, "suspect")
}
