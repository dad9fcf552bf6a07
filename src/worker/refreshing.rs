//! What refreshes under way have brought so far: saving it in batches, telling the window, and the
//! sum at the end.
//!
//! Several refreshes can run at once (a feed is added while all are refreshed); for the window they
//! are one, which ends with the last.

use std::time::{Duration, Instant};

use super::fence::fenced;
use super::message::{Event, RefreshSummary};
use super::writer::Writer;
use jiff::tz::TimeZone;

use crate::model::{FeedId, RefreshOutcome};
use crate::refresh::RefreshEnd;
use crate::store::{RefreshCounts, StoreError};

/// Most feeds saved in one transaction.
pub(super) const BATCH_FEEDS: usize = 32;
/// No more feeds join a transaction that has so many entries: acts of the reader wait for its end.
pub(super) const BATCH_ENTRIES: usize = 2000;
/// The shortest time between two reports of progress.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(50);

/// What a refresh brings.
#[derive(Debug)]
pub(super) enum Brought {
    /// It begins, with so many feeds.
    Began { feeds: u32 },
    /// What came of one feed.
    Outcome(FeedId, Box<RefreshOutcome>),
    /// It is over.
    Ended(RefreshEnd),
}

impl Brought {
    pub(super) fn entries(&self) -> usize {
        match self {
            Self::Outcome(_, outcome) => match outcome.as_ref() {
                RefreshOutcome::Changed { entries, .. } => entries.len(),
                RefreshOutcome::Unchanged { .. }
                | RefreshOutcome::Failed { .. }
                | RefreshOutcome::Waiting { .. } => 0,
            },
            Self::Began { .. } | Self::Ended(_) => 0,
        }
    }
}

/// The sum of the refreshes under way.
#[derive(Debug, Default)]
pub(super) struct Refreshing {
    running: u32,
    done: u32,
    total: u32,
    summary: RefreshSummary,
    reported: Option<Instant>,
}

impl Refreshing {
    fn count(&mut self, outcome: &RefreshOutcome, saved: RefreshCounts) {
        self.done += 1;
        match outcome {
            RefreshOutcome::Waiting { .. } => self.summary.waiting += 1,
            RefreshOutcome::Failed { .. } => {
                self.summary.feeds += 1;
                self.summary.failed += 1;
            }
            RefreshOutcome::Unchanged { .. } | RefreshOutcome::Changed { .. } => {
                self.summary.feeds += 1
            }
        }
        self.summary.new_entries += saved.new_entries;
        self.summary.notable += saved.notable;
        self.summary.updated_entries += saved.updated_entries;
    }

    fn is_report_due(&self) -> bool {
        self.done >= self.total
            || self.reported.is_none_or(|reported| reported.elapsed() >= PROGRESS_INTERVAL)
    }
}

impl Writer {
    pub(super) fn save_batch(&mut self, batch: Vec<Brought>) {
        let mut outcomes = Vec::new();
        let mut ends = Vec::new();
        for brought in batch {
            match brought {
                Brought::Began { feeds } => {
                    self.refreshing.running += 1;
                    self.refreshing.total += feeds;
                }
                Brought::Outcome(feed_id, outcome) => outcomes.push((feed_id, outcome)),
                Brought::Ended(end) => ends.push(end),
            }
        }
        // Whatever saving comes to, the window has to hear of the end.
        if !outcomes.is_empty()
            && let Err(message) = fenced(|| self.save_outcomes(&outcomes))
        {
            self.outbox.send(Event::Failed(message));
        }
        if self.refreshing.running > 0 {
            self.report_progress();
        }
        for end in ends {
            self.end(end);
        }
    }

    fn save_outcomes(&mut self, outcomes: &[(FeedId, Box<RefreshOutcome>)]) {
        let borrowed: Vec<_> =
            outcomes.iter().map(|(feed_id, outcome)| (*feed_id, outcome.as_ref())).collect();
        match self.store.save_refreshes(&borrowed, &(self.clock)().to_zoned(TimeZone::system())) {
            Ok(saved) => {
                for ((feed_id, outcome), saved) in borrowed.into_iter().zip(saved) {
                    self.report_feed(feed_id, outcome, saved);
                }
            }
            Err(err) => {
                self.fail(&err);
                for (_, outcome) in borrowed {
                    self.refreshing.count(outcome, RefreshCounts::default());
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
        self.refreshing.count(outcome, saved);
        let RefreshCounts { new_entries, updated_entries, notable } = saved;
        if new_entries > 0 {
            self.want_full_texts(feed_id);
        }
        self.outbox.send(Event::FeedRefreshed { feed_id, notable, new_entries, updated_entries });
    }

    fn report_progress(&mut self) {
        if self.refreshing.is_report_due() {
            self.refreshing.reported = Some(Instant::now());
            self.outbox.send(Event::RefreshProgress {
                done: self.refreshing.done,
                total: self.refreshing.total,
            });
        }
    }

    fn end(&mut self, end: RefreshEnd) {
        self.refreshing.summary.is_offline |= end.is_offline;
        self.refreshing.summary.is_cancelled |= end.is_cancelled;
        self.refreshing.summary.is_proxy_unreached |= end.is_proxy_unreached;
        self.refreshing.running = self.refreshing.running.saturating_sub(1);
        if self.refreshing.running > 0 {
            return;
        }
        let Refreshing { summary, .. } = std::mem::take(&mut self.refreshing);
        let has_refreshed = summary.feeds > 0;
        let told = fenced(|| {
            // Titles and addresses may have changed.
            if has_refreshed {
                self.write_subscriptions();
            }
            self.send_library();
        });
        self.outbox.send(Event::RefreshFinished(summary));
        if let Err(message) = told {
            self.outbox.send(Event::Failed(message));
        }
        self.save_noted();
        self.keep_what_is_wanted();
        if let Err(err) = self.store.release_memory() {
            log::warn!("{err}");
        }
    }
}
