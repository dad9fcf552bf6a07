//! The desktop's player controls and media keys: what they show, and what they ask for.

#[cfg(target_os = "linux")]
mod cover;
#[cfg(target_os = "linux")]
mod mpris;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use url::Url;

use super::player::Message;
use crate::model::{EntryId, Episode, Phase, PlayerReport};
use crate::net::HttpClient;

/// What the controls show.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub(super) entry_id: EntryId,
    pub(super) title: String,
    pub(super) feed_title: String,
    pub(super) url: Url,
    pub(super) cover: Option<Url>,
    /// The address of the feed, for the cover.
    pub(super) feed_url: Url,
    /// The picture within the file.
    pub(super) picture: Option<Arc<[u8]>>,
    pub(super) length: Option<Duration>,
    pub(super) state: ShownState,
    pub(super) position: Duration,
    pub(super) speed: f32,
    pub(super) volume: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownState {
    Playing,
    Paused,
    Stopped,
}

impl Shown {
    pub(super) fn new(episode: &Episode, report: &PlayerReport) -> Self {
        Self {
            entry_id: episode.entry_id,
            title: episode.title.clone(),
            feed_title: episode.feed_title.clone(),
            url: episode.url.clone(),
            cover: episode.cover.clone(),
            feed_url: episode.feed_url.clone(),
            picture: report.picture.clone(),
            length: report.duration,
            state: match report.phase {
                Phase::Playing | Phase::Loading => ShownState::Playing,
                Phase::Paused => ShownState::Paused,
                Phase::Idle | Phase::Ended | Phase::Failed(_) => ShownState::Stopped,
            },
            position: report.position,
            speed: report.speed,
            volume: report.volume,
        }
    }
}

/// The player controls of a desktop. None of the functions waits.
pub trait Controls {
    fn show(&mut self, shown: Shown);
    /// The position jumped.
    fn jumped(&mut self, to: Duration);
    /// Nothing is loaded any more.
    fn hide(&mut self);
}

/// A desktop without player controls.
pub struct NoControls;

impl Controls for NoControls {
    fn show(&mut self, _: Shown) {}
    fn jumped(&mut self, _: Duration) {}
    fn hide(&mut self) {}
}

/// The controls of this desktop. `client` fetches covers, and `cache` is for their files.
pub(super) fn system(
    messages: Sender<Message>,
    client: Arc<dyn HttpClient>,
    cache: PathBuf,
) -> Box<dyn Controls> {
    #[cfg(target_os = "linux")]
    return Box::new(mpris::Mpris::new(messages, client, cache));
    #[cfg(not(target_os = "linux"))]
    {
        drop((messages, client, cache));
        Box::new(NoControls)
    }
}
