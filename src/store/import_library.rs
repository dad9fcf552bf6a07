//! Imports the library of another feed reader as one step: feeds, entries, read states and stars.
//!
//! Entries come in batches, because a library may not fit into memory. An entry that is here
//! already keeps its text; it becomes read or starred if it is so there, and never the opposite.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rusqlite::{Connection, params};
use url::Url;

use super::error::StoreError;
use super::identity::{Known, free_key, recognise};
use super::import::{ImportOutcome, NewList, insert_list};
use super::keys::hash_key;
use super::marking::set_status;
use super::open::Store;
use super::packing::Packer;
use super::refresh::{Indexer, InitialStatus, insert};
use super::undo::arrangement::Arrangement;
use super::undo::log::{StepPart, begin_step, finish_step};
use super::unread::add_unread;
use crate::model::{
    FeedId, ForeignProgram, FreshEntry, StatusChange, StepKind, StepOrigin, feed_key,
};
use crate::store::accounts::noting;

/// An entry of another library, prepared for this one.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedEntry {
    pub feed_url: Url,
    pub fresh: FreshEntry,
    pub is_read: bool,
    pub is_starred: bool,
}

/// Gives the next batch of entries; `None` after the last.
pub type NextEntries<'a> = dyn FnMut() -> Result<Option<Vec<ImportedEntry>>, StoreError> + 'a;

impl Store {
    /// Imports a list and the entries of its feeds, all of it or nothing. Entries of feeds that are
    /// neither in the list nor in the library are left out.
    pub fn import_library(
        &mut self,
        program: ForeignProgram,
        list: &NewList,
        next: &mut NextEntries<'_>,
        now: Timestamp,
    ) -> Result<ImportOutcome, StoreError> {
        let signing = self.signing(now);
        let (tx, dictionary) = self.begin_packing()?;
        let mut packer = dictionary.packer(&tx)?;
        let before = Arrangement::read(&tx)?;
        let step = begin_step(&tx, StepOrigin::User, now)?;
        let mut imported = insert_list(&tx, list, now)?;
        let changes = before.changes_to(&Arrangement::read(&tx)?);
        noting::note(&tx, &changes)?;
        let mut arrivals = Arrivals {
            conn: &tx,
            feeds: local_feeds(&tx)?,
            indexer: Indexer::new(&tx, signing),
            now,
            new: Vec::new(),
            read: Vec::new(),
            starred: Vec::new(),
        };
        while let Some(batch) = next()? {
            arrivals.take(&mut packer, batch)?;
        }
        let Arrivals { new, read, starred, .. } = arrivals;
        imported.entries = u32::try_from(new.len()).unwrap_or(u32::MAX);
        let mut parts = Vec::new();
        if !changes.is_empty() {
            parts.push(StepPart::Rows(changes));
        }
        // Undoing goes from the last part to the first: an entry leaves only without a star.
        if !new.is_empty() {
            parts.push(StepPart::Arrival(new));
        }
        for (change, ids) in
            [(StatusChange::Read(true), read), (StatusChange::Starred(true), starred)]
        {
            if !ids.is_empty() {
                parts.push(StepPart::Status(change, ids));
            }
        }
        let kind = StepKind::ImportLibrary {
            program: program.name().to_owned(),
            entries: imported.entries,
        };
        imported.step = finish_step(&tx, step, &kind, imported.entries, &parts, now)?;
        let has_dictionary = packer.has_dictionary();
        drop(packer);
        tx.commit()?;
        if !has_dictionary && let Err(err) = self.train() {
            log::warn!("no dictionary: {err}");
        }
        Ok(imported)
    }
}

/// The feeds of this computer by their keys, with those that were just added.
fn local_feeds(conn: &Connection) -> Result<HashMap<String, FeedId>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, feed_url FROM feeds WHERE account_id IS NULL AND removed_by IS NULL",
    )?;
    let mut rows = statement.query([])?;
    let mut feeds = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Ok(url) = Url::parse(row.get_ref(1)?.as_str().unwrap_or_default()) {
            feeds.insert(feed_key(&url), FeedId(row.get(0)?));
        }
    }
    Ok(feeds)
}

struct Arrivals<'c> {
    conn: &'c Connection,
    feeds: HashMap<String, FeedId>,
    indexer: Indexer<'c>,
    now: Timestamp,
    /// Entries that were added, and those that became read or starred.
    new: Vec<i64>,
    read: Vec<i64>,
    starred: Vec<i64>,
}

impl Arrivals<'_> {
    fn take(
        &mut self,
        packer: &mut Packer<'_>,
        batch: Vec<ImportedEntry>,
    ) -> Result<(), StoreError> {
        let mut by_feed: BTreeMap<FeedId, Vec<ImportedEntry>> = BTreeMap::new();
        for entry in batch {
            if let Some(id) = self.feeds.get(&feed_key(&entry.feed_url)) {
                by_feed.entry(*id).or_default().push(entry);
            }
        }
        by_feed.into_iter().try_for_each(|(id, entries)| self.take_feed(packer, id, entries))
    }

    fn take_feed(
        &mut self,
        packer: &mut Packer<'_>,
        feed_id: FeedId,
        entries: Vec<ImportedEntry>,
    ) -> Result<(), StoreError> {
        let (fresh, statuses): (Vec<FreshEntry>, Vec<(bool, bool)>) = entries
            .into_iter()
            .map(|entry| (entry.fresh, (entry.is_read, entry.is_starred)))
            .unzip();
        let known = recognise(self.conn, feed_id, &fresh)?;
        let (mut added, mut read, mut starred) = (0, Vec::new(), Vec::new());
        for ((entry, (is_read, is_starred)), known) in fresh.iter().zip(statuses).zip(known) {
            let id = match known {
                Known::Same { id, .. } | Known::Changed { id, .. } => id,
                Known::New { .. } => {
                    let Some(id) = self.add(packer, feed_id, entry)? else { continue };
                    added += 1;
                    id
                }
            };
            read.extend(is_read.then_some(id));
            starred.extend(is_starred.then_some(id));
        }
        add_unread(self.conn, feed_id.0, added)?;
        self.read.extend(set_status(self.conn, read.into_iter(), StatusChange::Read(true))?);
        let change = StatusChange::Starred(true);
        self.starred.extend(set_status(self.conn, starred.into_iter(), change)?);
        Ok(())
    }

    /// Adds an entry, unread. `None` if another entry has its key.
    fn add(
        &mut self,
        packer: &mut Packer<'_>,
        feed_id: FeedId,
        entry: &FreshEntry,
    ) -> Result<Option<i64>, StoreError> {
        let Some(key) = free_key(self.conn, feed_id, entry)? else { return Ok(None) };
        // It may have been removed here, or imported before and taken back.
        self.conn
            .prepare_cached("DELETE FROM departed WHERE feed_id = ?1 AND key_hash = ?2")?
            .execute(params![feed_id.0, hash_key(key)])?;
        let status = InitialStatus::default();
        let id = insert(self.conn, packer, (feed_id, key), entry, status, self.now)?;
        self.indexer.add(id, entry)?;
        self.new.push(id);
        Ok(Some(id))
    }
}
