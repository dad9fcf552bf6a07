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
    /// The file is a library whose bytes are not as they were written.
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// What is wrong with it.
        what: &'static str,
        /// Which.
        path: PathBuf,
    },
    /// A damaged library cannot be repaired while another process has it open.
    #[error("{path} is in use")]
    InUse {
        /// Which.
        path: PathBuf,
    },
    /// What is done to a library wants it alone, and another process has it open.
    #[error("{path} is open elsewhere")]
    OpenElsewhere {
        /// Which.
        path: PathBuf,
    },
    /// What is to be restored is no library of ours, or only a part of one.
    #[error("{path} is no whole backup")]
    NotABackup {
        /// Which.
        path: PathBuf,
    },
    /// SQLite takes only names that are text.
    #[error("the name {path} is no text")]
    Path {
        /// Which.
        path: PathBuf,
    },
    /// A damaged library cannot be moved or copied.
    #[error("cannot set {path} aside: {source}")]
    Aside {
        /// Why.
        source: std::io::Error,
        /// Which.
        path: PathBuf,
    },
    /// A library of an older version cannot be copied before it is changed.
    #[error("cannot write {path}: {reason}")]
    Copy {
        /// Why.
        reason: String,
        /// Where the copy was to be.
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
    /// A feed that was unsubscribed, and may come back, has the address.
    #[error("an unsubscribed feed has this address")]
    AddressLeft,
    /// A rule has to say which entries it is for.
    #[error("no question for a rule: {message}")]
    RuleQuestion {
        /// What is wrong with the question.
        message: String,
    },
    /// A folder cannot lie in itself.
    #[error("a folder cannot be moved into itself")]
    FolderInItself,
}

impl StoreError {
    /// A sentence for people: what happened and what to do.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Directory { path, source } => {
                format!("Couldn't create {} - {source}", path.display())
            }
            Self::Open { source, path } => match advice(source) {
                Some(advice) => format!("Couldn't open {} - {advice}", path.display()),
                None => format!("Couldn't open {} - {source}", path.display()),
            },
            Self::NotALibrary { path } => {
                format!("{} is not a library of Gleaner - choose another profile", path.display())
            }
            Self::FromTheFuture { path, .. } => {
                format!("{} was written by a newer Gleaner - update this one", path.display())
            }
            Self::Damaged { path, .. } => format!("Couldn't open {} - {DAMAGED}", path.display()),
            Self::InUse { path } => format!(
                "{} is damaged - close the other Gleaner that has it open and start again",
                path.display()
            ),
            Self::OpenElsewhere { path } => {
                format!(
                    "{} is open elsewhere - close the other Gleaner that has it open and try again",
                    path.display()
                )
            }
            Self::NotABackup { path } => {
                format!("{} is not a whole backup of Gleaner - choose another file", path.display())
            }
            Self::Path { path } => format!(
                "The name {} can't be used for a library or a backup - choose another name",
                path.display()
            ),
            Self::Aside { path, source } => {
                format!(
                    "{} is damaged and couldn't be repaired - {source}; nothing was changed",
                    path.display()
                )
            }
            Self::Copy { path, reason } => {
                format!(
                    "Couldn't write {}, a copy that is made before the library is upgraded - {reason}; nothing was changed",
                    path.display()
                )
            }
            Self::Database(source) => match advice(source) {
                Some(advice) => format!("Couldn't use the library - {advice}"),
                None => format!("Couldn't use the library - {source}"),
            },
            Self::Unreadable { what } => {
                format!("The library's {what} can't be read - the database may be damaged")
            }
            Self::NoSuchFeed => "That feed is no longer in the library".to_owned(),
            Self::NoSuchFolder => "That folder is no longer in the library".to_owned(),
            Self::RuleQuestion { message } => format!("The rule wasn't saved - {message}"),
            Self::FolderInItself => "A folder can't be moved into itself".to_owned(),
            Self::AddressTaken => "Another feed has this address already".to_owned(),
            Self::AddressLeft => {
                "A feed that you unsubscribed from has this address - subscribe to it again instead"
                    .to_owned()
            }
        }
    }

    /// Whether the file itself is damaged, so that trying again is no use.
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

/// What is done about it, for people.
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
