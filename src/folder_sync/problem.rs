//! Why a folder cannot be used at the moment. None of these loses anything.

use std::io;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Problem {
    /// The folder is not there, or no longer ours: not mounted, moved or deleted.
    Missing,
    ReadOnly,
    Full,
    /// A newer version of the program uses the folder in another way.
    FromFuture,
    NeedsPassphrase,
    WrongPassphrase,
    /// The folder is not encrypted, but a passphrase was given.
    NotEncrypted,
    /// The system says why.
    Failed {
        message: String,
    },
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Failed { message: error.to_string() },
        }
    }
}
