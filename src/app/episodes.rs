//! The episodes that commands act on: that of the article, the one in the bar, the downloads.

use std::sync::Arc;

use super::state::AppState;
use crate::article::Article;
use crate::model::{DownloadState, EntryId, FeedId, PicturePolicy};

/// How a download of an episode is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DownloadView {
    /// It waits or runs: bytes that are here, and those of the whole.
    Running(u64, Option<u64>),
    Done,
    /// A sentence for the user.
    Failed(String),
}

impl AppState {
    /// The article in the pane, if it has an episode that can be played.
    #[must_use]
    pub fn shown_episode(&self) -> Option<&Arc<Article>> {
        let article = self.selected_article().filter(|_| !self.is_preview())?;
        article.entry.content.audio().map(|_| article)
    }

    /// Whether pictures of a feed are loaded, or of any without a feed.
    #[must_use]
    pub fn picture_policy(&self, feed: Option<FeedId>) -> PicturePolicy {
        let own = feed.and_then(|id| self.feed(id)).and_then(|feed| feed.options.pictures);
        own.unwrap_or(self.settings.pictures)
    }

    #[must_use]
    pub fn download_of(&self, id: EntryId) -> Option<DownloadView> {
        let download = self.library.listening.download(id)?;
        Some(match &download.state {
            DownloadState::Done => DownloadView::Done,
            DownloadState::Failed(message) => DownloadView::Failed(message.clone()),
            DownloadState::Wanted => {
                let known = (download.bytes, download.total);
                let (bytes, total) = self.player.progress.get(&id).copied().unwrap_or(known);
                DownloadView::Running(bytes, total)
            }
        })
    }

    /// The speed for the episodes of the feed of the one in the bar, in percent.
    #[must_use]
    pub fn speed_percent(&self) -> u32 {
        let own =
            self.player.opened.as_ref().and_then(|opened| {
                self.feed(opened.episode.feed_id)?.options.listening.speed_percent
            });
        own.unwrap_or(self.settings.listening.speed_percent)
    }
}
