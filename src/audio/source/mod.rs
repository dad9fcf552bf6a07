//! Where the bytes of an episode come from: a downloaded file, or the server while it plays.
//!
//! A reader waits for bytes that are still on their way. Its [`Handle`] ends the wait from another
//! thread, and tells why reading failed.

mod fetcher;
mod ranges;
mod shared;

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use symphonia::core::io::MediaSource;

use shared::{Shared, StreamReader};

use crate::i18n::io_words;
use crate::model::{Episode, PlayProblem};
use crate::net::HttpClient;

/// The largest episode in bytes: twelve hours at 320 kbit/s.
pub const EPISODE_BYTES_MAX: u64 = 1_800_000_000;
/// How far ahead of the reader bytes are fetched.
pub(super) const READ_AHEAD: u64 = 8 << 20;

/// The bytes of an episode.
pub(super) struct Media {
    pub(super) reader: Box<dyn MediaSource>,
    pub(super) handle: Handle,
}

/// Controls a reader from another thread.
#[derive(Clone, Default)]
pub(super) struct Handle(Option<Arc<Shared>>);

impl Media {
    /// Opens the downloaded file of an episode, or begins to fetch it. `cache` is the directory for
    /// bytes that were fetched; the file there has no name and vanishes with the reader.
    pub(super) fn open(
        episode: &Episode,
        client: &Arc<dyn HttpClient>,
        cache: &Path,
    ) -> Result<Self, PlayProblem> {
        if let Some(file) = episode.file.as_deref().and_then(|path| File::open(path).ok()) {
            let bytes = file.metadata().map_or(0, |meta| meta.len());
            if bytes > EPISODE_BYTES_MAX {
                return Err(PlayProblem::TooLarge { limit_bytes: EPISODE_BYTES_MAX });
            }
            return Ok(Self { reader: Box::new(file), handle: Handle::default() });
        }
        let disk = |err: std::io::Error| PlayProblem::Disk { cause: io_words(&err) };
        std::fs::create_dir_all(cache).map_err(disk)?;
        let shared = Arc::new(Shared::new(tempfile::tempfile_in(cache).map_err(disk)?));
        fetcher::start(Arc::clone(&shared), Arc::clone(client), episode)?;
        let reader = StreamReader::new(Arc::clone(&shared));
        Ok(Self { reader: Box::new(reader), handle: Handle(Some(shared)) })
    }
}

impl Handle {
    /// Ends a wait, and lets further reads fail until `resume`.
    pub(super) fn interrupt(&self) {
        if let Some(shared) = &self.0 {
            shared.interrupt(true);
        }
    }

    pub(super) fn resume(&self) {
        if let Some(shared) = &self.0 {
            shared.interrupt(false);
        }
    }

    /// Ends fetching.
    pub(super) fn close(&self) {
        if let Some(shared) = &self.0 {
            shared.close();
        }
    }

    /// Why reading failed.
    pub(super) fn problem(&self) -> Option<PlayProblem> {
        self.0.as_ref().and_then(|shared| shared.problem())
    }

    /// Whether the file on the server is not the one that was begun.
    pub(super) fn has_changed(&self) -> bool {
        self.0.as_ref().is_some_and(|shared| shared.has_changed())
    }

    /// The part of the file up to which it can be read without the network, from 0 to 1.
    pub(super) fn fraction(&self) -> f64 {
        self.0.as_ref().map_or(1.0, |shared| shared.fraction())
    }

    /// Whether the whole file can be read without the network.
    pub(super) fn is_complete(&self) -> bool {
        self.0.as_ref().is_none_or(|shared| shared.fraction_from_start() >= 1.0)
    }

    /// Whether any part can be read soon.
    pub(super) fn is_seekable(&self) -> bool {
        self.is_complete() || self.0.as_ref().is_some_and(|shared| shared.takes_ranges())
    }
}
