//! The errors of the library. `Display` is for the log, [`StoreError::user_message`] for people.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::foreign::ForeignError;
use crate::i18n::{io_words, t};

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
    #[error("no such account")]
    NoSuchAccount,
    #[error("another account has this name")]
    AccountNameTaken,
    #[error("this account was added before")]
    AccountExists,
    /// Feeds and folders stay in their accounts: moving one would be unsubscribing there.
    #[error("a feed cannot be moved to another account")]
    OtherAccount,
    /// The folders of servers are not nested.
    #[error("a folder of an account cannot be in a folder")]
    NestedFolder,
    #[error("another folder of the account has this name")]
    FolderNameTaken,
    /// The server of an account cannot make a change of subscriptions. The reason is a sentence for
    /// people.
    #[error("not offered: {reason}")]
    NotOffered { reason: String },
    #[error("another feed has this address")]
    AddressTaken,
    /// An unsubscribed feed, which undo can bring back, has the address.
    #[error("an unsubscribed feed has this address")]
    AddressLeft,
    /// The query of a rule is not valid, or empty.
    #[error("not a query for a rule: {message}")]
    RuleQuestion {
        /// The sentence of the query's error.
        message: String,
    },
    #[error("a folder cannot be moved into itself")]
    FolderInItself,
    /// The database of another program, in the middle of an import.
    #[error(transparent)]
    Foreign(#[from] ForeignError),
}

impl StoreError {
    /// A sentence for people: what happened and what to do.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Directory { path, source } => {
                t!(error_library_create, path = shown(path), reason = io_words(source))
            }
            Self::Open { source, path } => {
                t!(error_library_open, path = shown(path), reason = reason(source))
            }
            Self::NotALibrary { path } => t!(error_library_foreign, path = shown(path)),
            Self::FromTheFuture { path, .. } => t!(error_library_newer, path = shown(path)),
            Self::Damaged { path, .. } => {
                t!(error_library_open, path = shown(path), reason = t!(error_database_damaged))
            }
            Self::InUse { path } => t!(error_library_in_use_damaged, path = shown(path)),
            Self::OpenElsewhere { path } => t!(error_library_open_elsewhere, path = shown(path)),
            Self::NotABackup { path } => t!(error_library_bad_backup, path = shown(path)),
            Self::Path { path } => t!(error_library_bad_name, path = shown(path)),
            Self::Aside { path, source } => {
                t!(error_library_not_repaired, path = shown(path), reason = io_words(source))
            }
            Self::Copy { path, reason } => {
                t!(error_library_copy, path = shown(path), reason = reason.as_str())
            }
            Self::Database(source) => t!(error_library_use, reason = reason(source)),
            Self::Unreadable { .. } => t!(error_library_stored),
            Self::NoSuchFeed => t!(error_library_feed_removed),
            Self::NoSuchFolder => t!(error_library_folder_removed),
            Self::NoSuchAccount => t!(error_account_removed),
            Self::AccountNameTaken => t!(error_account_name_taken),
            Self::AccountExists => t!(error_account_exists),
            Self::OtherAccount => t!(error_account_other),
            Self::NestedFolder => t!(error_account_nested_folder),
            Self::FolderNameTaken => t!(error_account_folder_name_taken),
            Self::NotOffered { reason } => reason.clone(),
            Self::RuleQuestion { message } => t!(error_library_rule, reason = message.as_str()),
            Self::FolderInItself => t!(error_library_folder_in_itself),
            Self::Foreign(error) => error.user_message(),
            Self::AddressTaken => t!(error_library_address_taken),
            Self::AddressLeft => t!(error_library_address_unsubscribed),
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
            | Self::NoSuchAccount
            | Self::AccountNameTaken
            | Self::AccountExists
            | Self::OtherAccount
            | Self::NestedFolder
            | Self::FolderNameTaken
            | Self::NotOffered { .. }
            | Self::AddressTaken
            | Self::AddressLeft
            | Self::RuleQuestion { .. }
            | Self::FolderInItself
            | Self::Foreign(_) => false,
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Why the database failed and what to do; SQLite's own words if the case is a rare one.
pub(in crate::store) fn reason(source: &rusqlite::Error) -> String {
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => t!(error_database_busy),
        Some(ErrorCode::DiskFull) => t!(error_database_full),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => t!(error_database_damaged),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => t!(error_database_read_only),
        Some(ErrorCode::CannotOpen) => t!(error_database_cannot_open),
        Some(ErrorCode::SystemIoFailure) => t!(error_database_io),
        Some(ErrorCode::OutOfMemory) => t!(error_database_memory),
        _ => source.to_string(),
    }
}
