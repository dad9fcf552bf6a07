//! Stores the results of refreshes in batches and reports them to the window.

use std::time::{Duration, Instant};

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
const BATCH_ENTRIES: usize = 1000;
/// The longest time that a batch waits for more feeds. A transaction for each feed would write the
/// pages of the indexes, which every entry touches, again and again.
const GATHERING: Duration = Duration::from_millis(300);

/// The messages that are saved next.
#[derive(Debug, Default)]
pub(super) struct Batch {
    messages: Vec<RefreshMessage>,
    entries: usize,
    begun: Option<Instant>,
    /// Whether no more feeds come soon.
    is_closed: bool,
}

impl Batch {
    /// Takes messages that are waiting until the batch is full.
    pub(super) fn fill(&mut self, waiting: &mut Receiver<RefreshMessage>) {
        while !self.is_full() {
            let Ok(next) = waiting.try_recv() else { return };
            self.begun.get_or_insert_with(Instant::now);
            self.entries += next.entry_count();
            // The window waits for the beginning and the end of a refresh.
            self.is_closed |= !matches!(next, RefreshMessage::Outcome(..));
            self.messages.push(next);
        }
    }

    /// Saves it without waiting for more.
    pub(super) fn close(&mut self) {
        self.is_closed = true;
    }

    fn is_full(&self) -> bool {
        self.messages.len() >= BATCH_FEEDS || self.entries >= BATCH_ENTRIES
    }

    fn is_complete(&self) -> bool {
        self.is_full() || self.is_closed
    }

    /// How long it waits for more; `None` if it is empty.
    pub(super) fn wait(&self) -> Option<Duration> {
        let waited = self.begun?.elapsed();
        Some(if self.is_complete() { Duration::ZERO } else { GATHERING.saturating_sub(waited) })
    }
}

impl Writer {
    /// Stores the messages that are waiting as one batch, once it is full or has waited long
    /// enough. Returns whether there may be more.
    pub(super) fn save_next(&mut self, messages: &mut Receiver<RefreshMessage>) -> bool {
        self.batch.fill(messages);
        match self.batch.wait() {
            None => return false,
            Some(Duration::ZERO) => {}
            Some(_) => return true,
        }
        let batch = std::mem::take(&mut self.batch);
        if let Err(message) = fenced(|| self.save_batch(batch.messages)) {
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
            self.download_newest(feed_id);
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
            self.retry_downloads();
            self.send_library();
        });
        self.outbox.send(Event::RefreshFinished(summary));
        if let Err(message) = reported {
            self.outbox.send(Event::Failed(message));
        }
        self.save_requests();
        self.apply_retention();
        self.release_memory();
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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use tokio::sync::mpsc::channel;

    use super::*;

    fn outcome() -> RefreshMessage {
        let waiting = RefreshOutcome::Waiting { until: Timestamp::UNIX_EPOCH };
        RefreshMessage::Outcome(FeedId(1), Box::new(waiting))
    }

    #[test]
    fn a_batch_waits_for_more_feeds_until_it_is_full() {
        let (sender, mut waiting) = channel(2 * BATCH_FEEDS);
        let mut batch = Batch::default();
        batch.fill(&mut waiting);
        assert_eq!(batch.wait(), None);
        sender.try_send(outcome()).unwrap();
        batch.fill(&mut waiting);
        assert!(batch.wait().is_some() && !batch.is_complete());
        (0..BATCH_FEEDS).for_each(|_| sender.try_send(outcome()).unwrap());
        batch.fill(&mut waiting);
        assert!(batch.is_complete());
        assert_eq!((batch.messages.len(), waiting.len()), (BATCH_FEEDS, 1));
    }

    #[test]
    fn the_beginning_and_the_end_of_a_refresh_do_not_wait() {
        let (sender, mut waiting) = channel(1);
        let ends = [RefreshMessage::Start { feeds: 1 }, RefreshMessage::End(RefreshEnd::default())];
        for message in ends {
            let mut batch = Batch::default();
            sender.try_send(message).unwrap();
            batch.fill(&mut waiting);
            assert_eq!(batch.wait(), Some(Duration::ZERO));
        }
    }
}
