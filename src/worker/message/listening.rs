//! Episodes as the threads hand them to the window.

use std::sync::Arc;
use std::time::Duration;

use crate::listen::Transcript;
use crate::model::{Chapter, EntryId, Episode, Heard};
use crate::store::EpisodeFileKind;

/// An episode with all that the window shows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedEpisode {
    pub episode: Episode,
    pub heard: Option<Heard>,
    /// The chapters of the file that its feed names.
    pub chapters: Vec<Chapter>,
    /// The chapters that its notes list.
    pub noted_chapters: Vec<Chapter>,
    pub transcript: Option<Arc<Transcript>>,
    /// Whether its feed offers a transcript.
    pub offers_transcript: bool,
    /// Whether its feed names files that were not fetched yet.
    pub misses_files: bool,
}

/// Why an episode is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenedFor {
    /// To play it, from a time or from where it was left.
    Playing { from: Option<Duration> },
    /// To show it in the player, as when the program was closed.
    Restoring,
    /// To play it after the present one.
    Next,
    /// To show chapters and transcript that have just come.
    Texts,
}

/// News of episodes.
#[derive(Debug, Clone)]
pub enum ListenEvent {
    Opened(Arc<OpenedEpisode>, OpenedFor),
    /// The entry is gone, or has no sound.
    NotOpened(EntryId, OpenedFor),
    /// Chapters or a transcript were fetched and saved, or a sentence why not.
    Files(EntryId, EpisodeFileKind, Result<(), String>),
    /// Bytes of a download that are here, and those of the whole file if they are known.
    Progress {
        entry_id: EntryId,
        bytes: u64,
        total: Option<u64>,
    },
}
