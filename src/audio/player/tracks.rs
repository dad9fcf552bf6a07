//! The episode that is heard, and those after it that are decoded or only known already.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::audio::decode::Facts;
use crate::audio::feeder::{Track, first_of};
use crate::audio::source::Handle;
use crate::model::{Chapter, EntryId, Episode};

#[derive(Default)]
pub(super) struct Tracks {
    current: Option<Known>,
    /// In order. All but the last have been opened.
    following: VecDeque<Known>,
    count: u32,
}

/// A track, and what its file said when it was opened.
pub(super) struct Known {
    pub(super) track: Track,
    file: Option<(Facts, Handle)>,
}

impl Known {
    pub(super) fn duration(&self) -> Option<Duration> {
        let found = self.file.as_ref().and_then(|(facts, _)| facts.duration);
        found.or(self.track.episode.duration)
    }

    pub(super) fn chapters(&self) -> Arc<[Chapter]> {
        self.file.as_ref().map(|(facts, _)| Arc::clone(&facts.chapters)).unwrap_or_default()
    }

    pub(super) fn picture(&self) -> Option<Arc<[u8]>> {
        self.file.as_ref().and_then(|(facts, _)| facts.picture.clone())
    }

    /// The part that can be heard without the network, from 0 to 1.
    pub(super) fn fraction(&self) -> f64 {
        self.file.as_ref().map_or(0.0, |(_, handle)| handle.fraction().clamp(0.0, 1.0))
    }

    pub(super) fn is_seekable(&self) -> bool {
        self.file.as_ref().is_some_and(|(_, handle)| handle.is_seekable())
    }
}

impl Tracks {
    fn known(&mut self, episode: Box<Episode>) -> Known {
        self.count += 1;
        Known { track: Track { id: self.count, episode }, file: None }
    }

    /// Begins anew with this episode.
    pub(super) fn begin(&mut self, episode: Box<Episode>) {
        let known = self.known(episode);
        self.following.clear();
        self.current = Some(known);
    }

    pub(super) fn current(&self) -> Option<&Known> {
        self.current.as_ref()
    }

    /// Where the current episode begins.
    pub(super) fn start(&self) -> Duration {
        self.current.as_ref().map_or(Duration::ZERO, |known| first_of(&known.track.episode))
    }

    /// Sets the episode after those that were opened. Returns its track.
    pub(super) fn set_next(&mut self, next: Option<Box<Episode>>) -> Option<Track> {
        self.following.retain(|known| known.file.is_some());
        let known = self.known(next?);
        let track = known.track.clone();
        self.following.push_back(known);
        Some(track)
    }

    /// The track that follows.
    pub(super) fn next(&self) -> Option<Track> {
        self.following.back().map(|known| known.track.clone())
    }

    /// Forgets that the following tracks were opened: decoding goes back to the current one.
    pub(super) fn forget_begun(&mut self) {
        while self.following.len() > 1 {
            self.following.pop_front();
        }
        for known in &mut self.following {
            known.file = None;
        }
    }

    pub(super) fn opened(&mut self, id: u32, facts: Facts, handle: Handle) {
        let all = self.current.iter_mut().chain(&mut self.following);
        for known in all.filter(|known| known.track.id == id) {
            known.file = Some((facts.clone(), handle.clone()));
        }
    }

    /// The sound of this track is heard now. Returns the episodes that ended with that.
    pub(super) fn follow(&mut self, id: u32) -> Vec<EntryId> {
        let mut ended = Vec::new();
        while self.current.as_ref().is_some_and(|known| known.track.id != id)
            && self.following.iter().any(|known| known.track.id == id)
        {
            ended.extend(self.current.take().map(|known| known.track.episode.entry_id));
            self.current = self.following.pop_front();
        }
        ended
    }
}
