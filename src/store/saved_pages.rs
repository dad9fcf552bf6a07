//! Pages that the user saved: entries of a feed of their own, which is made with the first of them
//! and has no server.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use super::error::StoreError;
use super::keys::hash_key;
use super::marking::set_status;
use super::names::short;
use super::new_feed::{NewFeed, insert_feed};
use super::open::Store;
use super::packing::Packer;
use super::refresh::{Indexer, InitialStatus, insert, update};
use super::undo::arrangement::Arrangement;
use super::undo::log::{StepPart, begin_step, finish_step};
use super::unread::add_unread;
use crate::i18n::t;
use crate::model::{
    EntryId, FeedId, FreshEntry, SAVED_PAGES_URL, StatusChange, Step, StepKind, StepOrigin,
};

/// A page in the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPage {
    pub entry_id: EntryId,
    pub feed_id: FeedId,
    /// Whether it was not there before; otherwise its text was replaced.
    pub is_new: bool,
    pub title: String,
    /// The step that undoes it.
    pub step: Option<Step>,
}

impl Store {
    /// Saves a page as an unread entry, as one step. A page that was saved before gets its new
    /// text.
    pub fn save_page(
        &mut self,
        page: &FreshEntry,
        now: Timestamp,
    ) -> Result<SavedPage, StoreError> {
        let (tx, dictionary) = self.begin_packing()?;
        let mut packer = dictionary.packer(&tx)?;
        let saved = save(&tx, &mut packer, page, now)?;
        drop(packer);
        tx.commit()?;
        Ok(saved)
    }
}

fn save(
    conn: &Connection,
    packer: &mut Packer<'_>,
    page: &FreshEntry,
    now: Timestamp,
) -> Result<SavedPage, StoreError> {
    let mut parts = Vec::new();
    let feed_id = feed(conn, now, &mut parts)?;
    let known = "SELECT id FROM entries WHERE feed_id = ?1 AND key_hash = ?2";
    let key_hash = hash_key(&page.key);
    let found: Option<i64> = conn
        .prepare_cached(known)?
        .query_row(params![feed_id.0, key_hash], |row| row.get(0))
        .optional()?;
    let mut indexer = Indexer::new(conn, None);
    let id = if let Some(id) = found {
        update(conn, packer, id, page, now)?;
        indexer.replace(id, page)?;
        let change = StatusChange::Read(false);
        let marked = set_status(conn, std::iter::once(id), change)?;
        if !marked.is_empty() {
            parts.push(StepPart::Status(change, marked));
        }
        id
    } else {
        // It may have been saved before and taken back.
        conn.prepare_cached("DELETE FROM departed WHERE feed_id = ?1 AND key_hash = ?2")?
            .execute(params![feed_id.0, key_hash])?;
        let status = InitialStatus::default();
        let id = insert(conn, packer, (feed_id, &page.key), page, status, now)?;
        indexer.add(id, page)?;
        add_unread(conn, feed_id.0, 1)?;
        parts.push(StepPart::Arrival(vec![id]));
        id
    };
    let title = page.content.title.clone();
    let step = begin_step(conn, StepOrigin::User, now)?;
    let kind = StepKind::SavePage { title: short(&title) };
    let step = finish_step(conn, step, &kind, 1, &parts, now)?;
    let entry_id = EntryId(id);
    Ok(SavedPage { entry_id, feed_id, is_new: found.is_none(), title, step })
}

/// The feed of saved pages. Making it is part of the step.
fn feed(
    conn: &Connection,
    now: Timestamp,
    parts: &mut Vec<StepPart>,
) -> Result<FeedId, StoreError> {
    let unreadable = |_| StoreError::Unreadable { what: "address of the saved pages" };
    let url = Url::parse(SAVED_PAGES_URL).map_err(unreadable)?;
    let before = Arrangement::read(conn)?;
    let (feed_id, is_new) = insert_feed(conn, &NewFeed::at(url), now)?;
    if is_new {
        // In the language of the window, as the welcome feed is.
        conn.execute(
            "UPDATE feeds SET published_title = ?2 WHERE id = ?1",
            params![feed_id.0, t!(saved_pages_feed)],
        )?;
        parts.push(StepPart::Rows(before.changes_to(&Arrangement::read(conn)?)));
    }
    Ok(feed_id)
}
