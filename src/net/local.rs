//! Feeds that are not on the web: files, and the welcome feed inside the program.

use std::io::Read as _;
use std::path::Path;

use url::Url;

use crate::i18n::language;

use super::DECODED_BYTES_MAX;
use super::error::FetchError;
use super::message::Response;

pub(super) fn welcome(url: &Url) -> Response {
    Response::local(url.clone(), language().welcome_feed().into())
}

/// Reads a file. Blocks.
pub(super) fn file(url: &Url) -> Result<Response, FetchError> {
    let text = || url.to_string();
    let path = url.to_file_path().map_err(|()| FetchError::Address { text: text() })?;
    Ok(Response::local(url.clone(), read_file(&path, DECODED_BYTES_MAX)?))
}

fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>, FetchError> {
    let shown = || path.display().to_string();
    let failed = |source| FetchError::Io { source, path: shown() };
    // Checked before opening: opening a pipe would block for ever.
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(FetchError::NotAFile { path: shown() });
    }
    let mut bytes = Vec::with_capacity(metadata.len().min(limit as u64) as usize);
    let file = std::fs::File::open(path).map_err(failed)?;
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > limit { Err(FetchError::TooLarge { limit, host: shown() }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_be_as_large_as_the_limit_and_no_larger() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("feed.xml");
        std::fs::write(&path, [b'x'; 11]).unwrap();
        assert_eq!(read_file(&path, 11).unwrap().len(), 11);
        assert_eq!(read_file(&path, 10).unwrap_err().kind(), "too_large");
    }

    #[test]
    fn a_directory_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read_file(dir.path(), 10).unwrap_err().kind(), "io");
        assert_eq!(read_file(&dir.path().join("missing"), 10).unwrap_err().kind(), "io");
    }

    #[test]
    fn the_welcome_feed_is_always_there() {
        let url = Url::parse(crate::model::WELCOME_FEED_URL).unwrap();
        assert!(welcome(&url).body.bytes.starts_with(b"<?xml"));
    }
}
