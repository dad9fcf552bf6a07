//! The output of `gleaner refresh`: a line per feed, then the totals; or all of it as JSON.

use std::collections::HashMap;
use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::account_sync::SyncResult;
use super::library::{local_time, printable};
use crate::model::{Feed, FeedId, RefreshOutcome};
use crate::refresh::RefreshEnd;
use crate::store::RefreshCounts;

/// The results so far.
pub(super) struct Report<'a> {
    zone: TimeZone,
    feeds: HashMap<FeedId, &'a Feed>,
    lines: Vec<Value>,
    accounts: Vec<Value>,
    saved: RefreshCounts,
    /// Feeds that were fetched, with or without success.
    fetched: u32,
    failed: u32,
    waiting: u32,
}

/// The result of one feed.
pub(super) struct Line {
    title: String,
    saved: RefreshCounts,
    result: LineResult,
}

enum LineResult {
    Updated,
    Unchanged,
    Failed { kind: String, message: String },
    Waiting { until: Timestamp, local_time: String },
}

impl<'a> Report<'a> {
    pub(super) fn new(feeds: &'a [Feed], zone: TimeZone) -> Self {
        let feeds = feeds.iter().map(|feed| (feed.id, feed)).collect();
        Self {
            zone,
            feeds,
            lines: Vec::new(),
            accounts: Vec::new(),
            saved: RefreshCounts::default(),
            fetched: 0,
            failed: 0,
            waiting: 0,
        }
    }

    /// Adds the result of a feed and returns its line.
    pub(super) fn add(
        &mut self,
        feed_id: FeedId,
        outcome: &RefreshOutcome,
        saved: RefreshCounts,
    ) -> Line {
        self.saved.new_entries += saved.new_entries;
        self.saved.updated_entries += saved.updated_entries;
        match outcome {
            RefreshOutcome::Changed { .. } | RefreshOutcome::Unchanged { .. } => self.fetched += 1,
            RefreshOutcome::Failed { .. } => {
                self.fetched += 1;
                self.failed += 1;
            }
            RefreshOutcome::Waiting { .. } => self.waiting += 1,
        }
        let line = Line {
            title: self.title(feed_id, outcome),
            saved,
            result: LineResult::of(outcome, &self.zone),
        };
        self.lines.push(
            line.to_json(feed_id, self.feeds.get(&feed_id).map(|feed| feed.feed_url.as_str())),
        );
        line
    }

    /// Adds the result of an account and returns its line.
    pub(super) fn add_account(&mut self, result: &SyncResult) -> String {
        self.saved.new_entries += result.new_entries();
        self.accounts.push(result.to_json());
        result.to_line(&self.zone)
    }

    pub(super) fn totals(&self) -> String {
        let mut parts = vec![counted(self.fetched, "feed"), entries(self.saved)];
        if self.failed > 0 {
            parts.push(format!("{} failed", self.failed));
        }
        if self.waiting > 0 {
            parts.push(format!("{} waiting", self.waiting));
        }
        parts.join(", ")
    }

    pub(super) fn to_json(&self, end: RefreshEnd) -> Value {
        json!({
            "feeds": self.lines,
            "accounts": self.accounts,
            "summary": {
                "feeds": self.fetched,
                "new": self.saved.new_entries,
                "updated": self.saved.updated_entries,
                "failed": self.failed,
                "waiting": self.waiting,
                "skipped": end.skipped,
                "offline": end.is_offline,
            },
        })
    }

    /// The title as it is after this refresh.
    fn title(&self, feed_id: FeedId, outcome: &RefreshOutcome) -> String {
        let known = self.feeds.get(&feed_id);
        match outcome {
            RefreshOutcome::Changed { details, .. }
                if known.is_none_or(|feed| feed.custom_title.is_none())
                    && !details.title.is_empty() =>
            {
                details.title.clone()
            }
            RefreshOutcome::Changed { .. }
            | RefreshOutcome::Unchanged { .. }
            | RefreshOutcome::Failed { .. }
            | RefreshOutcome::Waiting { .. } => {
                known.map(|feed| feed.title().to_owned()).unwrap_or_default()
            }
        }
    }
}

impl LineResult {
    fn of(outcome: &RefreshOutcome, zone: &TimeZone) -> Self {
        match outcome {
            RefreshOutcome::Changed { .. } => Self::Updated,
            RefreshOutcome::Unchanged { .. } => Self::Unchanged,
            RefreshOutcome::Failed { problem, .. } => {
                Self::Failed { kind: problem.kind.code().to_owned(), message: problem.words() }
            }
            RefreshOutcome::Waiting { until } => {
                Self::Waiting { until: *until, local_time: local_time(*until, zone) }
            }
        }
    }
}

impl Line {
    fn to_json(&self, feed_id: FeedId, feed_url: Option<&str>) -> Value {
        let result = match &self.result {
            LineResult::Updated => "changed",
            LineResult::Unchanged => "unchanged",
            LineResult::Failed { .. } => "failed",
            LineResult::Waiting { .. } => "waiting",
        };
        let error = match &self.result {
            LineResult::Failed { kind, message } => {
                Some(json!({ "kind": kind, "message": message }))
            }
            LineResult::Updated | LineResult::Unchanged | LineResult::Waiting { .. } => None,
        };
        let until = match &self.result {
            LineResult::Waiting { until, .. } => Some(until.to_string()),
            LineResult::Updated | LineResult::Unchanged | LineResult::Failed { .. } => None,
        };
        json!({
            "id": feed_id.0,
            "title": self.title,
            "url": feed_url,
            "result": result,
            "new": self.saved.new_entries,
            "updated": self.saved.updated_entries,
            "error": error,
            "until": until,
        })
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", printable(&self.title))?;
        match &self.result {
            LineResult::Updated => f.write_str(&entries(self.saved)),
            LineResult::Unchanged => f.write_str("nothing new"),
            LineResult::Failed { message, .. } => f.write_str(&printable(message)),
            LineResult::Waiting { local_time, .. } => write!(f, "waiting until {local_time}"),
        }
    }
}

fn entries(saved: RefreshCounts) -> String {
    match saved {
        RefreshCounts { new_entries: 0, updated_entries: 0, .. } => "nothing new".to_owned(),
        RefreshCounts { new_entries, updated_entries: 0, .. } => format!("{new_entries} new"),
        RefreshCounts { new_entries: 0, updated_entries, .. } => {
            format!("{updated_entries} changed")
        }
        RefreshCounts { new_entries, updated_entries, .. } => {
            format!("{new_entries} new, {updated_entries} changed")
        }
    }
}

fn counted(count: u32, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
