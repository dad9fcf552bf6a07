//! Episodes in the library: how far they were heard, downloads, chapters and transcripts.

use super::writer::Writer;
use crate::config::{Settings, read_toml};
use crate::library::episodes::{remove_unwanted, to_make_room, want_newest};
use crate::library::save_episode_file;
use crate::model::{DownloadFailure, EntryId, FeedId, Heard};
use crate::store::{EpisodeFile, EpisodeFileKind, StoreError};
use crate::worker::message::{Event, FetchTask, ListenEvent};

impl Writer {
    pub(super) fn save_heard(&mut self, id: EntryId, heard: Heard) {
        if let Err(err) = self.store.save_heard(id, heard) {
            self.fail(&err);
        }
    }

    /// An episode was heard to its end: it leaves the queue.
    pub(super) fn finish_episode(&mut self, id: EntryId, heard: Heard) {
        self.save_heard(id, Heard { is_finished: true, ..heard });
        match self.store.leave_queue(id) {
            Ok(true) => self.send_library(),
            Ok(false) => {}
            Err(err) => self.fail(&err),
        }
    }

    /// Has the network thread download what is wanted, and nothing else.
    pub(super) fn start_downloads(&mut self) {
        match self.store.reader().download_tasks() {
            Ok(tasks) => _ = self.fetches.send(FetchTask::Downloads(tasks)),
            Err(err) => self.fail(&err),
        }
    }

    /// Goes on with the downloads of the last session.
    pub(super) fn resume_downloads(&mut self) {
        if let Err(err) = self.store.retry_downloads() {
            self.fail(&err);
        }
        self.clean_downloads();
        self.start_downloads();
    }

    /// Tries downloads again that failed for want of a connection.
    pub(super) fn retry_downloads(&mut self) {
        match self.store.retry_downloads() {
            Ok(true) => self.start_downloads(),
            Ok(false) => {}
            Err(err) => self.fail(&err),
        }
    }

    /// Downloads the newest episodes of a feed that asks for them.
    pub(super) fn download_newest(&mut self, id: FeedId) {
        match want_newest(&mut self.store, id, self.clock.now()) {
            Ok(true) => {
                self.send_library();
                self.start_downloads();
            }
            Ok(false) => {}
            Err(err) => self.fail(&err),
        }
    }

    pub(super) fn begin_download(
        &mut self,
        id: EntryId,
        validator: Option<&str>,
        total: Option<u64>,
    ) {
        if let Err(err) = self.store.begin_download(id, validator, total) {
            self.fail(&err);
        }
    }

    pub(super) fn end_download(&mut self, id: EntryId, result: &Result<u64, DownloadFailure>) {
        if let Err(err) = self.store.end_download(id, result) {
            return self.fail(&err);
        }
        self.clean_downloads();
        self.send_library();
    }

    /// Makes room as the settings say, and deletes files that nobody wants.
    fn clean_downloads(&mut self) {
        let settings = read_toml::<Settings>(&self.paths.settings()).unwrap_or_default();
        let result = self.make_room(settings.clamped().listening.download_bytes());
        if let Err(err) = result {
            self.fail(&err);
        }
    }

    fn make_room(&mut self, bytes_max: u64) -> Result<(), StoreError> {
        let all = self.store.reader().download_lookups()?;
        let gone = to_make_room(&all, bytes_max);
        if !gone.is_empty() {
            self.store.drop_downloads(&gone)?;
        }
        let kept: Vec<_> =
            all.into_iter().filter(|download| !gone.contains(&download.entry_id)).collect();
        remove_unwanted(&self.paths.episodes(), &kept);
        Ok(())
    }

    pub(super) fn save_episode_file(
        &mut self,
        id: EntryId,
        kind: EpisodeFileKind,
        file: Result<EpisodeFile, String>,
    ) {
        let saved = file.and_then(|file| {
            save_episode_file(&mut self.store, id, kind, &file)
                .map_err(|err| self.outbox.words(&err))
        });
        self.outbox.send(Event::Listen(ListenEvent::Files(id, kind, saved)));
    }
}
