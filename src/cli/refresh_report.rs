//! What `gleaner refresh` says: a line a feed, then the sum; or all of it as JSON.

use std::collections::HashMap;
use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::library::printable;
use crate::model::{Feed, FeedId, RefreshOutcome};
use crate::refresh::RefreshEnd;
use crate::store::RefreshCounts;

/// What came of the feeds so far.
pub(super) struct Report<'a> {
    feeds: HashMap<FeedId, &'a Feed>,
    lines: Vec<Value>,
    saved: RefreshCounts,
    asked: u32,
    failed: u32,
    waiting: u32,
}

/// What came of one feed.
pub(super) struct Line {
    title: String,
    saved: RefreshCounts,
    result: LineResult,
}

enum LineResult {
    Updated,
    Unchanged,
    Failed { kind: String, message: String },
    Waiting { until: Timestamp },
}

impl<'a> Report<'a> {
    pub(super) fn new(feeds: &'a [Feed]) -> Self {
        let feeds = feeds.iter().map(|feed| (feed.id, feed)).collect();
        Self {
            feeds,
            lines: Vec::new(),
            saved: RefreshCounts::default(),
            asked: 0,
            failed: 0,
            waiting: 0,
        }
    }

    /// Notes a feed and gives its line.
    pub(super) fn add(
        &mut self,
        feed_id: FeedId,
        outcome: &RefreshOutcome,
        saved: RefreshCounts,
    ) -> Line {
        self.saved.new_entries += saved.new_entries;
        self.saved.updated_entries += saved.updated_entries;
        match outcome {
            RefreshOutcome::Changed { .. } | RefreshOutcome::Unchanged { .. } => self.asked += 1,
            RefreshOutcome::Failed { .. } => {
                self.asked += 1;
                self.failed += 1;
            }
            RefreshOutcome::Waiting { .. } => self.waiting += 1,
        }
        let line =
            Line { title: self.title(feed_id, outcome), saved, result: LineResult::of(outcome) };
        self.lines.push(
            line.to_json(feed_id, self.feeds.get(&feed_id).map(|feed| feed.feed_url.as_str())),
        );
        line
    }

    /// The sum in words.
    pub(super) fn sum(&self) -> String {
        let mut parts = vec![counted(self.asked, "feed"), entries(self.saved)];
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
            "summary": {
                "feeds": self.asked, "new": self.saved.new_entries, "updated": self.saved.updated_entries,
                "failed": self.failed, "waiting": self.waiting, "skipped": end.skipped, "offline": end.is_offline,
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
            _ => known.map(|feed| feed.title().to_owned()).unwrap_or_default(),
        }
    }
}

impl LineResult {
    fn of(outcome: &RefreshOutcome) -> Self {
        match outcome {
            RefreshOutcome::Changed { .. } => Self::Updated,
            RefreshOutcome::Unchanged { .. } => Self::Unchanged,
            RefreshOutcome::Failed { problem, .. } => {
                Self::Failed { kind: problem.kind.code().to_owned(), message: problem.words() }
            }
            RefreshOutcome::Waiting { until } => Self::Waiting { until: *until },
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
            LineResult::Waiting { until } => Some(until.to_string()),
            LineResult::Updated | LineResult::Unchanged | LineResult::Failed { .. } => None,
        };
        json!({
            "id": feed_id.0, "title": self.title, "url": feed_url, "result": result,
            "new": self.saved.new_entries, "updated": self.saved.updated_entries, "error": error, "until": until,
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
            LineResult::Waiting { until } => write!(f, "waiting until {}", clock(*until)),
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

/// A time on the reader's own clock.
fn clock(time: Timestamp) -> String {
    time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}
