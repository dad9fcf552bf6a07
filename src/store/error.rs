//! What can go wrong with the library, for the log and for people.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// What can go wrong with the library.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The directory of the profile cannot be made.
    #[error("cannot create {path}: {source}")]
    Directory {
        /// Why.
        source: std::io::Error,
        /// Which.
        path: PathBuf,
    },
    /// The database cannot be opened.
    #[error("cannot open {path}: {source}")]
    Open {
        /// Why.
        source: rusqlite::Error,
        /// Which.
        path: PathBuf,
    },
    /// The file is a database of another program.
    #[error("{path} is not a library of this program")]
    NotALibrary {
        /// Which.
        path: PathBuf,
    },
    /// A newer version of the program wrote the library.
    #[error("library version {found} is newer than {supported}: {path}")]
    FromTheFuture {
        /// Its version.
        found: i64,
        /// The newest that this program knows.
        supported: i64,
        /// Which.
        path: PathBuf,
    },
    /// SQLite refused.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// A stored value cannot be read back.
    #[error("stored {what} cannot be read")]
    Unreadable {
        /// What.
        what: &'static str,
    },
    /// There is no such feed.
    #[error("no such feed")]
    NoSuchFeed,
    /// There is no such folder.
    #[error("no such folder")]
    NoSuchFolder,
    /// Another feed has the address.
    #[error("another feed has this address")]
    AddressTaken,
    /// A folder cannot lie in itself.
    #[error("a folder cannot be moved into itself")]
    FolderInItself,
}

impl StoreError {
    /// A sentence for people: what happened and what to do.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Directory { path, source } => format!("Couldn't create {} - {source}", path.display()),
            Self::Open { source, path } => match advice(source) {
                Some(advice) => format!("Couldn't open {} - {advice}", path.display()),
                None => format!("Couldn't open {} - {source}", path.display()),
            },
            Self::NotALibrary { path } => format!("{} is not a library of Gleaner - choose another profile", path.display()),
            Self::FromTheFuture { path, .. } => format!("{} was written by a newer Gleaner - update this one", path.display()),
            Self::Database(source) => match advice(source) {
                Some(advice) => format!("Couldn't use the library - {advice}"),
                None => format!("Couldn't use the library - {source}"),
            },
            Self::Unreadable { what } => format!("The library's {what} can't be read - the database may be damaged"),
            Self::NoSuchFeed => "That feed is no longer in the library".to_owned(),
            Self::NoSuchFolder => "That folder is no longer in the library".to_owned(),
            Self::FolderInItself => "A folder can't be moved into itself".to_owned(),
            Self::AddressTaken => "Another feed has this address already".to_owned(),
        }
    }

    /// Whether the file itself is damaged, so that trying again is no use.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Open { source, .. } | Self::Database(source) => {
                matches!(source.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
            }
            Self::Unreadable { .. } => true,
            Self::Directory { .. }
            | Self::NotALibrary { .. }
            | Self::FromTheFuture { .. }
            | Self::NoSuchFeed
            | Self::NoSuchFolder
            | Self::AddressTaken
            | Self::FolderInItself => false,
        }
    }
}

fn advice(source: &rusqlite::Error) -> Option<&'static str> {
    Some(match source.sqlite_error_code()? {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => "another program is using it; try again",
        ErrorCode::DiskFull => "the disk is full; make room and try again",
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => "it is damaged; restore it from a backup",
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => "it may not be written; check the file's permissions",
        ErrorCode::CannotOpen => "the file or its folder can't be opened; check the permissions",
        ErrorCode::SystemIoFailure => "the disk reports an error; check it",
        ErrorCode::OutOfMemory => "there is not enough memory",
        _ => return None,
    })
}
