//! The progress and the totals of running refreshes.
//!
//! Several refreshes can run at once: one of all feeds, and one of a feed just added. The window
//! sees them as a single refresh that ends with the last of them.

use std::time::{Duration, Instant};

use crate::model::RefreshOutcome;
use crate::refresh::RefreshEnd;
use crate::store::RefreshCounts;
use crate::worker::message::RefreshSummary;

/// The shortest time between two reports of progress.
const REPORT_INTERVAL: Duration = Duration::from_millis(50);

#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Refreshes that have not ended.
    running: u32,
    pub(super) done: u32,
    pub(super) total: u32,
    summary: RefreshSummary,
    reported: Option<Instant>,
}

impl Progress {
    pub(super) fn start(&mut self, feeds: u32) {
        self.running += 1;
        self.total += feeds;
    }

    pub(super) fn count(&mut self, outcome: &RefreshOutcome, saved: RefreshCounts) {
        self.done += 1;
        match outcome {
            RefreshOutcome::Waiting { .. } => self.summary.waiting += 1,
            RefreshOutcome::Failed { .. } => {
                self.summary.feeds += 1;
                self.summary.failed += 1;
            }
            RefreshOutcome::Unchanged { .. } | RefreshOutcome::Changed { .. } => {
                self.summary.feeds += 1;
            }
        }
        self.summary.new_entries += saved.new_entries;
        self.summary.notable += saved.notable;
        self.summary.updated_entries += saved.updated_entries;
    }

    /// Whether to report progress now. If so, the time of this report is remembered.
    pub(super) fn take_report(&mut self) -> bool {
        let is_due = self.running > 0
            && (self.done >= self.total
                || self.reported.is_none_or(|reported| reported.elapsed() >= REPORT_INTERVAL));
        if is_due {
            self.reported = Some(Instant::now());
        }
        is_due
    }

    /// Ends one refresh. Returns the totals once no other is running, and starts anew.
    pub(super) fn end(&mut self, end: RefreshEnd) -> Option<RefreshSummary> {
        self.summary.is_offline |= end.is_offline;
        self.summary.is_cancelled |= end.is_cancelled;
        self.summary.is_proxy_unreached |= end.is_proxy_unreached;
        self.running = self.running.saturating_sub(1);
        (self.running == 0).then(|| std::mem::take(self).summary)
    }
}
