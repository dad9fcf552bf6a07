//! Reads the entries of an account, and applies the statuses of its server.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::triggers::silently;
use crate::model::{
    AccountId, EntryId, FeedId, KnownEntry, RemoteId, RemoteMarks, StatusChange, Statuses,
};
use crate::store::error::StoreError;
use crate::store::marking::{set_status, set_tag, statuses_after};
use crate::store::open::{Reader, Store};
use crate::store::undo::dropping;

impl Reader {
    /// The newest entries of an account that are not older than `since`, at most so many.
    pub fn recent_entries(
        &self,
        id: AccountId,
        since: Timestamp,
        most: usize,
    ) -> Result<Vec<RemoteId>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT remote_id FROM entries INDEXED BY entries_by_time
                 JOIN remote_entries ON remote_entries.entry_id = entries.id
             WHERE sort_secs >= ?2 AND account_id = ?1 AND is_stale = 0
             ORDER BY sort_secs DESC, entries.id DESC LIMIT ?3",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let found = statement
            .query_map(params![id.0, since.as_second(), most], |row| row.get(0).map(RemoteId))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The entries of an account, by their ids at the server. Among them are those that retention
    /// removed and undo can bring back.
    pub fn known_entries(
        &self,
        id: AccountId,
    ) -> Result<HashMap<RemoteId, KnownEntry>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT remote_id, entry_id, feed_id, is_read, is_starred,
                 EXISTS (SELECT 1 FROM pending WHERE pending.entry_id = entries.id)
             FROM remote_entries JOIN entries ON entries.id = entry_id
             WHERE account_id = ?1 AND is_stale = 0
             UNION ALL
             SELECT remote_id, dropped.entry_id, feed_id, 1, 0, 0
             FROM dropped JOIN remote_entries ON remote_entries.entry_id = dropped.entry_id
             WHERE account_id = ?1 AND is_stale = 0",
        )?;
        let mut rows = statement.query([id.0])?;
        let mut known = HashMap::new();
        while let Some(row) = rows.next()? {
            let entry = KnownEntry {
                entry: EntryId(row.get(1)?),
                feed_id: FeedId(row.get(2)?),
                is_read: row.get(3)?,
                is_starred: row.get(4)?,
                is_pending: row.get(5)?,
            };
            known.insert(RemoteId(row.get(0)?), entry);
        }
        Ok(known)
    }

    /// The labels of entries of an account, which are their tags.
    pub fn known_labels(&self, id: AccountId) -> Result<Vec<(EntryId, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT entry_tags.entry_id, name FROM remote_entries
                 JOIN entry_tags ON entry_tags.entry_id = remote_entries.entry_id
                 JOIN tags ON tags.id = tag_id
             WHERE account_id = ?1 AND is_stale = 0",
        )?;
        let labels = statement
            .query_map([id.0], |row| Ok((EntryId(row.get(0)?), row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(labels)
    }
}

impl Store {
    /// Applies the statuses of a server, in one transaction and not as acts of the user. Entries
    /// with an act that waits stay as they are. Returns the statuses that changed.
    pub fn apply_statuses(
        &mut self,
        id: AccountId,
        marks: &RemoteMarks,
    ) -> Result<Statuses, StoreError> {
        let lists = [&marks.read, &marks.unread, &marks.starred, &marks.unstarred];
        self.expect_many(lists.iter().map(|list| list.len()).sum())?;
        let tx = self.begin()?;
        let changed = silently(&tx, |conn| apply(conn, id, marks))?;
        tx.commit()?;
        self.release_memory()?;
        Ok(changed)
    }
}

fn apply(conn: &Connection, id: AccountId, marks: &RemoteMarks) -> Result<Statuses, StoreError> {
    let mut after = Statuses::default();
    for (entries, change) in [
        (&marks.read, StatusChange::Read(true)),
        (&marks.unread, StatusChange::Read(false)),
        (&marks.starred, StatusChange::Starred(true)),
        (&marks.unstarred, StatusChange::Starred(false)),
    ] {
        let mut free = free(conn, id, entries.iter().copied())?;
        // Retention keeps such entries, so one that it removed comes back.
        if matches!(change, StatusChange::Read(false) | StatusChange::Starred(true)) {
            dropping::bring_back(conn, &free)?;
        }
        // In the order of storage, because neighbours share pages.
        free.sort_unstable();
        let changed = set_status(conn, free.into_iter(), change)?;
        after.update(&statuses_after(&changed, change));
    }
    for (labels, is_on) in [(&marks.labelled, true), (&marks.unlabelled, false)] {
        for (entry, name) in labels {
            let free = free(conn, id, std::iter::once(*entry))?;
            set_tag(conn, &free, name, is_on)?;
        }
    }
    Ok(after)
}

/// Those of the entries that belong to the account and have no act that waits.
fn free(
    conn: &Connection,
    id: AccountId,
    entries: impl Iterator<Item = EntryId>,
) -> rusqlite::Result<Vec<i64>> {
    let mut is_free = conn.prepare_cached(
        "SELECT 1 FROM remote_entries WHERE entry_id = ?1 AND account_id = ?2
             AND NOT EXISTS (SELECT 1 FROM pending WHERE pending.entry_id = ?1)",
    )?;
    let mut free = Vec::new();
    for entry in entries {
        if is_free.exists(params![entry.0, id.0])? {
            free.push(entry.0);
        }
    }
    Ok(free)
}
