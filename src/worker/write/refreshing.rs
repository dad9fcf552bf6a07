//! Stores the results of refreshes in batches and reports them to the window.

use tokio::sync::mpsc::Receiver;

use super::writer::Writer;
use crate::config::{Settings, load_toml};
use crate::model::{FeedId, RefreshOutcome};
use crate::refresh::RefreshEnd;
use crate::store::{RefreshCounts, StoreError};
use crate::worker::fence::fenced;
use crate::worker::message::{BATCH_FEEDS, Event, RefreshMessage};

/// A batch takes no further feed once it has this many entries. The user's acts wait until its
/// transaction ends.
const BATCH_ENTRIES: usize = 2000;

impl Writer {
    /// Stores the messages that are waiting as one batch. Returns whether there were any.
    pub(super) fn save_next(&mut self, messages: &mut Receiver<RefreshMessage>) -> bool {
        let batch = next_batch(messages);
        if batch.is_empty() {
            return false;
        }
        if let Err(message) = fenced(|| self.save_batch(batch)) {
            self.outbox.send(Event::Failed(message));
        }
        true
    }

    fn save_batch(&mut self, batch: Vec<RefreshMessage>) {
        let mut outcomes = Vec::new();
        let mut ends = Vec::new();
        for message in batch {
            match message {
                RefreshMessage::Start { feeds } => self.progress.start(feeds),
                RefreshMessage::Outcome(feed_id, outcome) => outcomes.push((feed_id, outcome)),
                RefreshMessage::End(end) => ends.push(end),
            }
        }
        // The window waits for the end of the refresh, so a panic while storing must not skip it.
        if !outcomes.is_empty()
            && let Err(message) = fenced(|| self.save_outcomes(&outcomes))
        {
            self.outbox.send(Event::Failed(message));
        }
        if self.progress.take_report() {
            let (done, total) = (self.progress.done, self.progress.total);
            self.outbox.send(Event::RefreshProgress { done, total });
        }
        for end in ends {
            self.end_refresh(end);
        }
    }

    fn save_outcomes(&mut self, outcomes: &[(FeedId, Box<RefreshOutcome>)]) {
        let borrowed: Vec<_> =
            outcomes.iter().map(|(feed_id, outcome)| (*feed_id, outcome.as_ref())).collect();
        match self.store.save_refreshes(&borrowed, &self.clock.zoned()) {
            Ok(saved) => {
                for ((feed_id, outcome), saved) in borrowed.into_iter().zip(saved) {
                    self.report_feed(feed_id, outcome, saved);
                }
            }
            Err(err) => {
                self.fail(&err);
                for (_, outcome) in borrowed {
                    self.progress.count(outcome, RefreshCounts::default());
                }
            }
        }
    }

    fn report_feed(
        &mut self,
        feed_id: FeedId,
        outcome: &RefreshOutcome,
        saved: Result<RefreshCounts, StoreError>,
    ) {
        let saved = saved.unwrap_or_else(|err| {
            self.fail(&err);
            RefreshCounts::default()
        });
        self.progress.count(outcome, saved);
        let RefreshCounts { new_entries, updated_entries, notable } = saved;
        if new_entries > 0 {
            self.fetch_new_full_texts(feed_id);
        }
        self.outbox.send(Event::FeedRefreshed { feed_id, notable, new_entries, updated_entries });
    }

    fn end_refresh(&mut self, end: RefreshEnd) {
        let Some(summary) = self.progress.end(end) else { return };
        let has_refreshed = summary.feeds > 0;
        let reported = fenced(|| {
            // Titles and addresses may have changed.
            if has_refreshed {
                self.write_subscriptions();
            }
            self.send_library();
        });
        self.outbox.send(Event::RefreshFinished(summary));
        if let Err(message) = reported {
            self.outbox.send(Event::Failed(message));
        }
        self.save_requests();
        self.apply_retention();
        if let Err(err) = self.store.release_memory() {
            log::warn!("{err}");
        }
    }

    /// Removes old entries as the settings say. This happens at the end of a refresh because the
    /// window reads its lists again then anyway.
    fn apply_retention(&mut self) {
        let (settings, note) = load_toml::<Settings>(&self.paths.settings());
        if let Some(note) = note {
            self.outbox.send(Event::Failed(note));
        }
        match self.store.apply_retention(settings.retention, self.clock.now()) {
            Ok(Some(step)) => log::info!("removed {} old entries", step.changed),
            Ok(None) => {}
            Err(err) => log::error!("{err}"),
        }
    }
}

fn next_batch(messages: &mut Receiver<RefreshMessage>) -> Vec<RefreshMessage> {
    let mut batch = Vec::new();
    let mut entries = 0;
    while batch.len() < BATCH_FEEDS && entries < BATCH_ENTRIES {
        let Ok(next) = messages.try_recv() else { break };
        entries += next.entry_count();
        batch.push(next);
    }
    batch
}
