//! The cover as a file, for the desktop's player controls. They get no address on the web, because
//! the desktop would fetch it without our rules.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use tempfile::NamedTempFile;
use url::Url;

use super::Shown;
use crate::net::{Accepts, HttpClient, Request};

/// The largest cover in bytes.
const COVER_BYTES_MAX: usize = 4 << 20;

/// A cover that was written to a file. The file vanishes with it.
pub(super) struct Cover {
    pub(super) address: String,
    _file: NamedTempFile,
}

/// Fetches the cover, or takes the picture within the file. Waits for the network.
pub(super) fn cover(shown: &Shown, client: &Arc<dyn HttpClient>, cache: &Path) -> Option<Cover> {
    let fetched = shown.cover.as_ref().and_then(|url| fetched(url, &shown.feed_url, client));
    let bytes = fetched.or_else(|| shown.picture.as_ref().map(|bytes| bytes.to_vec()))?;
    let ending = ending(&bytes)?;
    std::fs::create_dir_all(cache).ok()?;
    let mut file =
        tempfile::Builder::new().prefix("cover-").suffix(ending).tempfile_in(cache).ok()?;
    file.write_all(&bytes).ok()?;
    let address = Url::from_file_path(file.path()).ok()?.to_string();
    Some(Cover { address, _file: file })
}

fn fetched(url: &Url, feed_url: &Url, client: &Arc<dyn HttpClient>) -> Option<Vec<u8>> {
    let request = Request {
        accepts: Accepts::Picture,
        bytes_max: COVER_BYTES_MAX,
        ..Request::named_at(feed_url, url.clone())
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let response = runtime.block_on(client.get(&request)).ok()?;
    response.error_for_status().ok()?;
    response.body.decode(url).ok()
}

/// The ending of a file with this picture. `None` for what is no picture.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    if bytes.starts_with(b"\x89PNG") {
        Some(".png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(".jpg")
    } else if bytes.starts_with(b"GIF8") {
        Some(".gif")
    } else if is_webp {
        Some(".webp")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_become_files() {
        assert_eq!(ending(b"\x89PNG\r\n"), Some(".png"));
        assert_eq!(ending(b"RIFF\0\0\0\0WEBP"), Some(".webp"));
        assert_eq!(ending(b"<svg/>"), None);
        assert_eq!(ending(b""), None);
    }
}
