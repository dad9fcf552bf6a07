//! The errors of the library. `Display` is for the log, [`StoreError::user_message`] for people.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// An error of the library.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The directory of the profile cannot be created.
    #[error("cannot create {path}: {source}")]
    Directory { source: std::io::Error, path: PathBuf },
    /// The database cannot be opened.
    #[error("cannot open {path}: {source}")]
    Open { source: rusqlite::Error, path: PathBuf },
    /// The file is a database of another program.
    #[error("{path} is not a library of this program")]
    NotALibrary { path: PathBuf },
    /// A newer version of the program wrote the library.
    #[error("library version {found} is newer than {supported}: {path}")]
    FromTheFuture {
        found: i64,
        /// The newest version that this program knows.
        supported: i64,
        path: PathBuf,
    },
    /// The file is a damaged library.
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// The damaged part, or how it is damaged.
        what: &'static str,
        path: PathBuf,
    },
    /// A damaged library cannot be repaired while another process has it open.
    #[error("{path} is in use")]
    InUse { path: PathBuf },
    /// An operation needs the library exclusively, and another process has it open.
    #[error("{path} is open elsewhere")]
    OpenElsewhere { path: PathBuf },
    /// The file to restore is not a library, or only a part of one.
    #[error("{path} is not a complete backup")]
    NotABackup { path: PathBuf },
    /// SQLite accepts only paths that are valid UTF-8.
    #[error("the path {path} is not valid UTF-8")]
    Path { path: PathBuf },
    /// A damaged library cannot be moved or copied.
    #[error("cannot set {path} aside: {source}")]
    Aside { source: std::io::Error, path: PathBuf },
    /// A library of an older version cannot be copied before it is changed.
    #[error("cannot write {path}: {reason}")]
    Copy {
        reason: String,
        /// The path of the copy.
        path: PathBuf,
    },
    /// Any other error of SQLite.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// A stored value cannot be read back.
    #[error("stored {what} cannot be read")]
    Unreadable { what: &'static str },
    #[error("no such feed")]
    NoSuchFeed,
    #[error("no such folder")]
    NoSuchFolder,
    #[error("another feed has this address")]
    AddressTaken,
    /// An unsubscribed feed, which undo can bring back, has the address.
    #[error("an unsubscribed feed has this address")]
    AddressLeft,
    /// The query of a rule is not valid, or empty.
    #[error("not a query for a rule: {message}")]
    RuleQuestion {
        /// In English.
        message: String,
    },
    #[error("a folder cannot be moved into itself")]
    FolderInItself,
}

impl StoreError {
    /// A sentence for people: what happened and what to do.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Directory { path, source } => {
                format!("Couldn't create {} \u{2014} {source}", path.display())
            }
            Self::Open { source, path } => match advice(source) {
                Some(advice) => format!("Couldn't open {} \u{2014} {advice}", path.display()),
                None => format!("Couldn't open {} \u{2014} {source}", path.display()),
            },
            Self::NotALibrary { path } => {
                format!(
                    "{} is not a library of Gleaner \u{2014} choose another profile",
                    path.display()
                )
            }
            Self::FromTheFuture { path, .. } => {
                format!(
                    "{} was written by a newer Gleaner \u{2014} update this one",
                    path.display()
                )
            }
            Self::Damaged { path, .. } => {
                format!("Couldn't open {} \u{2014} {DAMAGED}", path.display())
            }
            Self::InUse { path } => format!(
                "{} is damaged \u{2014} close the other Gleaner that has it open and start again",
                path.display()
            ),
            Self::OpenElsewhere { path } => {
                format!(
                    "{} is open elsewhere \u{2014} close the other Gleaner that has it open and \
                     try again",
                    path.display()
                )
            }
            Self::NotABackup { path } => {
                format!(
                    "{} is not a whole backup of Gleaner \u{2014} choose another file",
                    path.display()
                )
            }
            Self::Path { path } => format!(
                "The name {} can't be used for a library or a backup \u{2014} choose another name",
                path.display()
            ),
            Self::Aside { path, source } => {
                format!(
                    "{} is damaged and couldn't be repaired \u{2014} {source}; nothing was changed",
                    path.display()
                )
            }
            Self::Copy { path, reason } => {
                format!(
                    "Couldn't write {}, a copy made before the library is upgraded \u{2014} \
                     {reason}; nothing was changed",
                    path.display()
                )
            }
            Self::Database(source) => match advice(source) {
                Some(advice) => format!("Couldn't use the library \u{2014} {advice}"),
                None => format!("Couldn't use the library \u{2014} {source}"),
            },
            Self::Unreadable { what } => {
                format!("The library's {what} can't be read \u{2014} the database may be damaged")
            }
            Self::NoSuchFeed => "That feed is no longer in the library".to_owned(),
            Self::NoSuchFolder => "That folder is no longer in the library".to_owned(),
            Self::RuleQuestion { message } => format!("The rule wasn't saved \u{2014} {message}"),
            Self::FolderInItself => "A folder can't be moved into itself".to_owned(),
            Self::AddressTaken => "Another feed has this address already".to_owned(),
            Self::AddressLeft => {
                "A feed that you unsubscribed from has this address \u{2014} subscribe to it \
                 again instead"
                    .to_owned()
            }
        }
    }

    /// Whether the file is damaged, so that there is no use in trying again.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Open { source, .. } | Self::Database(source) => {
                matches!(
                    source.sqlite_error_code(),
                    Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
                )
            }
            Self::Unreadable { .. } | Self::Damaged { .. } => true,
            Self::InUse { .. }
            | Self::OpenElsewhere { .. }
            | Self::NotABackup { .. }
            | Self::Path { .. }
            | Self::Aside { .. }
            | Self::Copy { .. }
            | Self::Directory { .. }
            | Self::NotALibrary { .. }
            | Self::FromTheFuture { .. }
            | Self::NoSuchFeed
            | Self::NoSuchFolder
            | Self::AddressTaken
            | Self::AddressLeft
            | Self::RuleQuestion { .. }
            | Self::FolderInItself => false,
        }
    }
}

/// The advice for a damaged library.
const DAMAGED: &str = "it is damaged; start Gleaner again and it is repaired as far as it can be";

fn advice(source: &rusqlite::Error) -> Option<&'static str> {
    Some(match source.sqlite_error_code()? {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            "another program is using it; try again"
        }
        ErrorCode::DiskFull => "the disk is full; make room and try again",
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => DAMAGED,
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            "it may not be written; check the file's permissions"
        }
        ErrorCode::CannotOpen => "the file or its folder can't be opened; check the permissions",
        ErrorCode::SystemIoFailure => "the disk reports an error; check it",
        ErrorCode::OutOfMemory => "there is not enough memory",
        _ => return None,
    })
}
