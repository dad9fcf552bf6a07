//! The full text of entries, from their web pages. It is kept beside the text of the feed and never
//! replaces it.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::details;
use super::error::StoreError;
use super::names::{feed_title, short};
use super::open::{Reader, Store};
use super::undo::go::ActOutcome;
use crate::model::{EntryId, FeedId, FeedOptions, StepKind};

/// The full text of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullText {
    pub html: String,
    /// Whether the full text is shown, rather than the feed's text.
    pub is_shown: bool,
}

impl Store {
    /// Saves the full text of an entry and shows it. Does nothing if the entry is gone.
    pub fn save_full_text(&mut self, id: EntryId, html: &str) -> Result<(), StoreError> {
        let packed = details::pack_html(html)?;
        self.conn().execute(
            "INSERT INTO full_texts (entry_id, html) SELECT id, ?2 FROM entries WHERE id = ?1
             ON CONFLICT (entry_id) DO UPDATE SET html = excluded.html, is_shown = 1",
            params![id.0, packed],
        )?;
        Ok(())
    }

    /// Switches between the full text and the feed's text, and returns whether the full text is
    /// shown now; `None` if there is none yet.
    pub fn toggle_full_text(&mut self, id: EntryId) -> Result<Option<bool>, StoreError> {
        let sql =
            "UPDATE full_texts SET is_shown = NOT is_shown WHERE entry_id = ?1 RETURNING is_shown";
        Ok(self.conn().query_row(sql, [id.0], |row| row.get(0)).optional()?)
    }

    /// Remembers what the reader chose for a feed alone.
    pub fn set_feed_options(
        &mut self,
        id: FeedId,
        options: &FeedOptions,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        let options = serde_json::to_string(options)
            .map_err(|_| StoreError::Unreadable { what: "options of a feed" })?;
        self.arrange(now, |conn, _| {
            conn.execute("UPDATE feeds SET options = ?2 WHERE id = ?1", params![id.0, options])?;
            Ok(((), StepKind::ChangeFeedSettings { feed: short(&feed_title(conn, id)?) }))
        })
    }

    /// Sets whether the full text of every entry of a feed is fetched.
    pub fn set_wants_full_text(
        &mut self,
        id: FeedId,
        wants: bool,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            conn.execute(
                "UPDATE feeds SET wants_full_text = ?2 WHERE id = ?1",
                params![id.0, wants],
            )?;
            Ok(((), StepKind::ChangeFeedSettings { feed: short(&feed_title(conn, id)?) }))
        })
    }
}

impl Reader {
    /// The full text of an entry, if it was fetched.
    pub fn full_text(&self, id: EntryId) -> Result<Option<FullText>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT html, is_shown FROM full_texts WHERE entry_id = ?1")?;
        let found: Option<(Vec<u8>, bool)> =
            statement.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        found
            .map(|(packed, is_shown)| {
                Ok(FullText { html: details::unpack_html(&packed)?, is_shown })
            })
            .transpose()
    }

    /// The newest entries of a feed, first seen after `since`, whose full text was not fetched yet;
    /// none if the feed does not want full text.
    pub fn without_full_text(
        &self,
        id: FeedId,
        since: Timestamp,
        most: u32,
    ) -> Result<Vec<EntryId>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT entries.id FROM entries
                 JOIN feeds ON feeds.id = entries.feed_id
                 JOIN texts ON texts.entry_id = entries.id
             WHERE feed_id = ?1 AND wants_full_text AND first_seen >= ?2
             AND entries.id NOT IN (SELECT entry_id FROM full_texts)
             ORDER BY entries.id DESC LIMIT ?3",
        )?;
        let found = statement.query_map(params![id.0, since.as_millisecond(), most], |row| {
            row.get(0).map(EntryId)
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}
