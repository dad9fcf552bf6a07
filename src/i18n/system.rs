//! The reasons that the system gives for a failure, in plain words.

use std::io::{Error, ErrorKind};

use super::t;

/// Why a file could not be read or written, to stand behind a sentence: `permission denied`.
///
/// The system's own words are a last resort: they end in `(os error 13)`.
#[must_use]
pub fn io_words(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => t!(error_io_not_found),
        ErrorKind::PermissionDenied => t!(error_io_permission),
        ErrorKind::AlreadyExists => t!(error_io_exists),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => t!(error_io_disk_full),
        ErrorKind::IsADirectory => t!(error_io_is_directory),
        ErrorKind::NotADirectory => t!(error_io_not_a_directory),
        ErrorKind::ReadOnlyFilesystem => t!(error_io_read_only),
        _ => t!(error_io_other, error = error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_reasons_are_said_plainly_and_others_in_the_words_of_the_system() {
        assert_eq!(io_words(&ErrorKind::PermissionDenied.into()), "permission denied");
        assert_eq!(io_words(&ErrorKind::NotFound.into()), "file not found");
        let other = Error::other("the tape is torn");
        assert_eq!(io_words(&other), "the system reports an error (the tape is torn)");
    }
}
