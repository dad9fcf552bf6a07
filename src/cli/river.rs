//! `gleaner list --river`: the entries that have not left the river, each with the reason why it is
//! there. Many entries of one feed are one line, as in the window.

use std::collections::HashMap;
use std::io::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::CliError;
use super::library::{printable, store_error, width};
use super::list::{entry_json, entry_line, shortened};
use crate::model::{BURST_OVER, EntryRow, Feed, FeedId, ListEntry, Stay};
use crate::store::Reader;

/// The river of a moment.
pub(super) struct River<'a> {
    stays: HashMap<FeedId, Stay>,
    feeds: &'a HashMap<FeedId, &'a Feed>,
    /// The entries of each feed in the river.
    counts: HashMap<FeedId, usize>,
}

impl<'a> River<'a> {
    pub(super) fn read(
        reader: &Reader,
        now: Timestamp,
        feeds: &'a HashMap<FeedId, &'a Feed>,
        rows: &[(ListEntry, EntryRow)],
    ) -> Result<Self, CliError> {
        let stays = reader.stays(now).map_err(store_error)?;
        let mut counts = HashMap::new();
        for (entry, _) in rows {
            *counts.entry(entry.feed_id).or_default() += 1;
        }
        Ok(Self { stays, feeds, counts })
    }

    fn why(&self, feed_id: FeedId) -> String {
        self.stays.get(&feed_id).map(|stay| stay.words()).unwrap_or_default()
    }

    /// How many entries of the feed there are, if they are so many that they are one row.
    fn burst(&self, feed_id: FeedId) -> Option<usize> {
        self.counts.get(&feed_id).copied().filter(|count| *count > BURST_OVER)
    }

    /// Every entry, with the reason and the time when it leaves.
    pub(super) fn json(&self, rows: &[(ListEntry, EntryRow)]) -> Value {
        let entries: Vec<Value> = rows
            .iter()
            .map(|(entry, row)| {
                let mut json = entry_json(entry, row, self.feeds);
                let stay = self.stays.get(&entry.feed_id).map_or(0, |stay| stay.secs);
                let leaves = Timestamp::from_second(entry.sort_secs.saturating_add(stay)).ok();
                if let Some(fields) = json.as_object_mut() {
                    fields.insert("why".to_owned(), json!(self.why(entry.feed_id)));
                    fields.insert("leaves".to_owned(), json!(leaves));
                    fields.insert("burst".to_owned(), json!(self.burst(entry.feed_id)));
                }
                json
            })
            .collect();
        json!({ "entries": entries })
    }

    /// A line for each row of the window, and the reason below it.
    pub(super) fn print(
        &self,
        rows: &[(ListEntry, EntryRow)],
        zone: &TimeZone,
        out: &mut dyn Write,
    ) -> Result<(), CliError> {
        let width = width();
        let mut told = std::collections::HashSet::new();
        for (entry, row) in rows {
            if let Some(count) = self.burst(entry.feed_id) {
                if !told.insert(entry.feed_id) {
                    continue;
                }
                let feed = self.feeds.get(&entry.feed_id).map_or("", |feed| feed.title());
                let title = format!("{feed}, {count} new: {}", row.title);
                let row = EntryRow { title, ..row.clone() };
                writeln!(out, "{}", entry_line((entry, 0), &row, self.feeds, zone, width))?;
            } else {
                writeln!(out, "{}", entry_line((entry, 0), row, self.feeds, zone, width))?;
            }
            let why = format!("{:11}{}", "", printable(&self.why(entry.feed_id)));
            writeln!(out, "{}", shortened(&why, width))?;
        }
        Ok(())
    }
}
