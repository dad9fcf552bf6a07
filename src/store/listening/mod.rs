//! What the library keeps of episodes beside their entries.

mod downloads;
mod files;
mod heard;
mod queue;

use super::error::StoreError;
use super::open::Reader;
use crate::model::Listening;

pub use downloads::{DownloadTask, EpisodeLookup};
pub use files::{EpisodeFile, EpisodeFileKind};

impl Reader {
    /// The queue, and all downloads.
    pub fn listening(&self) -> Result<Listening, StoreError> {
        Ok(Listening { queue: self.queue()?, downloads: self.downloads()? })
    }
}
