//! Stores entries that a server sent, as a refresh stores those of a feed: texts, bodies, index,
//! rules.
//!
//! An entry is known by its id at the server and by nothing else: servers keep entries apart that
//! look the same, and keep the id of one that changed.

use std::collections::BTreeMap;

use jiff::Zoned;
use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use super::pending;
use super::triggers::silently;
use crate::model::{AccountId, EntryKey, FeedId, FreshEntry, MarkKind, RemoteEntry};
use crate::store::error::StoreError;
use crate::store::keys::hash_key;
use crate::store::marking::set_tag;
use crate::store::open::Store;
use crate::store::packing::Packer;
use crate::store::refresh::{Indexer, InitialStatus, RefreshCounts, insert, sort_secs, update};
use crate::store::rules::{self, Arrival};
use crate::store::unread::add_unread;
use crate::store::values::optional_millis;

/// What entries of an account brought to each of its feeds.
pub type RemoteCounts = BTreeMap<FeedId, RefreshCounts>;

impl Store {
    /// Stores entries in one transaction. Those that the library has get their new content; their
    /// statuses are not touched. New ones get the statuses of the server, and rules apply to them.
    pub fn store_remote_entries(
        &mut self,
        id: AccountId,
        entries: &[RemoteEntry],
        now: &Zoned,
    ) -> Result<RemoteCounts, StoreError> {
        let mut by_feed: BTreeMap<FeedId, Vec<&RemoteEntry>> = BTreeMap::new();
        for entry in entries {
            by_feed.entry(entry.feed_id).or_default().push(entry);
        }
        let (tx, dictionary) = self.begin_packing()?;
        let mut packer = dictionary.packer(&tx)?;
        let mut stored = RemoteCounts::default();
        for (feed_id, entries) in by_feed {
            let mut feed = FeedPull {
                conn: &tx,
                account: id,
                feed_id,
                now,
                indexer: Indexer::new(&tx),
                unread: 0,
            };
            if feed.exists()? {
                let mut counts = RefreshCounts::default();
                feed.store(&mut packer, &entries, &mut counts)?;
                stored.insert(feed_id, counts);
            }
        }
        let has_dictionary = packer.has_dictionary();
        drop(packer);
        tx.commit()?;
        if !has_dictionary && let Err(err) = self.train() {
            log::warn!("no dictionary: {err}");
        }
        Ok(stored)
    }
}

struct FeedPull<'c> {
    conn: &'c Connection,
    account: AccountId,
    feed_id: FeedId,
    now: &'c Zoned,
    indexer: Indexer<'c>,
    /// Unread entries that were added.
    unread: i64,
}

/// The stored entry that an entry of the server is.
enum Known {
    Stored(i64),
    /// Retention removed it.
    Removed,
    /// Its feed came back to the server, where the entry has another id now.
    CameBack(i64),
    New,
}

impl FeedPull<'_> {
    /// The user may have unsubscribed during the sync.
    fn exists(&self) -> rusqlite::Result<bool> {
        let sql = "SELECT 1 FROM feeds WHERE id = ?1 AND account_id = ?2 AND removed_by IS NULL";
        self.conn.prepare_cached(sql)?.exists([self.feed_id.0, self.account.0])
    }

    fn store(
        &mut self,
        packer: &mut Packer<'_>,
        entries: &[&RemoteEntry],
        counts: &mut RefreshCounts,
    ) -> Result<(), StoreError> {
        let mut arrivals = Vec::new();
        for entry in entries {
            match self.recognise(entry)? {
                Known::Stored(id) => self.update(packer, id, &entry.fresh, counts)?,
                Known::CameBack(id) => {
                    self.adopt(id, entry)?;
                    self.update(packer, id, &entry.fresh, counts)?;
                }
                Known::Removed if entry.is_read && !entry.is_starred => {}
                Known::Removed | Known::New => {
                    let Some(id) = self.insert(packer, entry, counts)? else { continue };
                    if !entry.is_read {
                        let published = entry.fresh.content.published;
                        let sort_secs = sort_secs(published, self.now.timestamp());
                        arrivals.push(Arrival { id, entry: &entry.fresh, sort_secs });
                    }
                }
            }
        }
        add_unread(self.conn, self.feed_id.0, self.unread)?;
        // Not in silence: what a rule does is an act of the user.
        counts.notable += rules::on_arrival(self.conn, self.feed_id, &arrivals, self.now)?;
        Ok(())
    }

    fn recognise(&self, entry: &RemoteEntry) -> rusqlite::Result<Known> {
        let known: Option<(i64, bool)> = self
            .conn
            .prepare_cached(
                "SELECT entry_id, EXISTS (SELECT 1 FROM entries WHERE id = entry_id)
                     FROM remote_entries WHERE account_id = ?1 AND remote_id = ?2",
            )?
            .query_row(params![self.account.0, entry.id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match known {
            Some((id, true)) => Ok(Known::Stored(id)),
            Some((_, false)) => Ok(Known::Removed),
            None => Ok(self.stale(entry)?.map_or(Known::New, Known::CameBack)),
        }
    }

    /// An entry of the same title, address and time whose id at the server is outdated.
    fn stale(&self, entry: &RemoteEntry) -> rusqlite::Result<Option<i64>> {
        let content = &entry.fresh.content;
        self.conn
            .prepare_cached(
                "SELECT entries.id FROM entries INDEXED BY entries_by_feed
                     JOIN remote_entries ON remote_entries.entry_id = entries.id AND is_stale = 1
                     JOIN texts ON texts.entry_id = entries.id
                 WHERE feed_id = ?1 AND sort_secs = ?2 AND title = ?3 AND url IS ?4
                     AND published IS ?5 LIMIT 1",
            )?
            .query_row(
                params![
                    self.feed_id.0,
                    sort_secs(content.published, self.now.timestamp()),
                    content.title,
                    content.url.as_ref().map(Url::as_str),
                    optional_millis(content.published)
                ],
                |row| row.get(0),
            )
            .optional()
    }

    /// Gives a stored entry its new id, and sends the statuses that it has here.
    fn adopt(&self, id: i64, entry: &RemoteEntry) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(
                "UPDATE remote_entries SET remote_id = ?2, is_stale = 0 WHERE entry_id = ?1",
            )?
            .execute(params![id, entry.id.0])?;
        let (is_read, is_starred): (bool, bool) = self
            .conn
            .prepare_cached("SELECT is_read, is_starred FROM entries WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (kind, here, there) in [
            (MarkKind::Read, is_read, entry.is_read),
            (MarkKind::Star, is_starred, entry.is_starred),
        ] {
            if here != there {
                pending::add(self.conn, (self.account, id), &kind, here)?;
            }
        }
        Ok(())
    }

    fn update(
        &mut self,
        packer: &mut Packer<'_>,
        id: i64,
        fresh: &FreshEntry,
        counts: &mut RefreshCounts,
    ) -> Result<(), StoreError> {
        let same = "SELECT 1 FROM entries WHERE id = ?1 AND content_hash = ?2";
        if self.conn.prepare_cached(same)?.exists(params![id, fresh.content_hash])? {
            return Ok(());
        }
        update(self.conn, packer, id, fresh)?;
        counts.updated_entries += 1;
        self.indexer.replace(id, fresh)?;
        Ok(())
    }

    fn insert(
        &mut self,
        packer: &mut Packer<'_>,
        entry: &RemoteEntry,
        counts: &mut RefreshCounts,
    ) -> Result<Option<i64>, StoreError> {
        let key = EntryKey(entry.id.0.clone());
        let taken = "SELECT 1 FROM entries WHERE feed_id = ?1 AND key_hash = ?2";
        if self.conn.prepare_cached(taken)?.exists(params![self.feed_id.0, hash_key(&key)])? {
            return Ok(None);
        }
        let status = InitialStatus { is_read: entry.is_read, is_starred: entry.is_starred };
        let (fresh, at) = (&entry.fresh, self.now.timestamp());
        let id = insert(self.conn, packer, (self.feed_id, &key), fresh, status, at)?;
        self.conn
            .prepare_cached(
                "REPLACE INTO remote_entries (account_id, remote_id, entry_id) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![self.account.0, entry.id.0, id])?;
        if !entry.labels.is_empty() {
            silently(self.conn, |conn| {
                for label in &entry.labels {
                    set_tag(conn, &[id], label, true)?;
                }
                Ok(())
            })?;
        }
        self.unread += i64::from(!entry.is_read);
        counts.new_entries += 1;
        self.indexer.add(id, fresh)?;
        Ok(Some(id))
    }
}
