//! The mark beside a library in which damage was met: the next start looks for the damage.

use std::path::{Path, PathBuf};

use crate::store::lock::beside;

/// For damage that was met while the program ran: the next start looks for it and repairs the
/// library.
pub fn suspect(path: &Path) {
    if let Err(err) = std::fs::write(mark(path), "") {
        log::error!("cannot note that {} may be damaged: {err}", path.display());
    }
}

/// Whether damage was met, and not looked into yet.
#[must_use]
pub fn is_suspect(path: &Path) -> bool {
    mark(path).exists()
}

/// Forgets that damage was met.
pub fn clear_suspicion(path: &Path) {
    // One that is not there need not be removed, and one that cannot be is looked into again.
    let _ = std::fs::remove_file(mark(path));
}

fn mark(path: &Path) -> PathBuf {
    beside(path, "suspect")
}
