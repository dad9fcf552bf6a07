//! Stories in the library: what is compared of the entries of the last days, the pairs that match,
//! and the stories made of them.
//!
//! Which entries match is decided elsewhere, and signatures are bytes here. Every table follows
//! `entries`: a row goes with its entry.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::error::StoreError;
use super::names::{folder_name, short};
use super::open::{Reader, Store};
use super::signing::{
    Signer, Signing, StoredSignature, forget_pairs, likeness, neighbours, note_change,
    save_signature,
};
use super::undo::go::ActOutcome;
use super::values::level_name;
use crate::model::{
    EntryId, FeedId, FolderId, Likeness, Match, SharedParts, StepKind, StoryLevel, StoryMember,
};

/// Entries that are looked at to make the stories of one entry anew.
const MAX_COMPONENT: usize = 512;

/// An entry that matches others, with what decides which of them stands for the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryNode {
    pub id: EntryId,
    pub feed_id: FeedId,
    pub sort_secs: i64,
    /// The start of the hash of its key.
    pub key: u64,
    /// The words of its body.
    pub words: u32,
    /// How many entries of its feed were opened.
    pub readings: u32,
}

/// The entries that one entry matches, directly or through others, and their pairs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryWeb {
    pub nodes: Vec<StoryNode>,
    pub pairs: Vec<(EntryId, EntryId, Likeness)>,
}

impl Reader {
    /// Whether any folder has stories although they are off elsewhere.
    pub fn has_stories_in_folders(&self) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM folders WHERE stories IN ('text', 'story')";
        Ok(self.conn.prepare_cached(sql)?.exists([])?)
    }

    /// Whether any entries share a story.
    pub fn has_stories(&self) -> Result<bool, StoreError> {
        Ok(self.conn.prepare_cached("SELECT 1 FROM stories")?.exists([])?)
    }

    /// Up to `most` entries published since a second that have no signature, the newest first.
    pub fn unsigned_entries(&self, since: i64, most: u32) -> Result<Vec<EntryId>, StoreError> {
        let sql = "SELECT id FROM entries INDEXED BY entries_by_time
             WHERE sort_secs >= ?1
                 AND NOT EXISTS (SELECT 1 FROM story_signatures WHERE entry_id = entries.id)
             ORDER BY sort_secs DESC LIMIT ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement.query_map(params![since, most], |row| row.get(0).map(EntryId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The signatures that were not compared yet, at most `most`, the oldest entries first.
    pub fn new_signatures(&self, most: u32) -> Result<Vec<StoredSignature>, StoreError> {
        let sql = "SELECT entry_id, feed_id, sort_secs, signature
             FROM story_signatures INDEXED BY story_signatures_new
             WHERE is_compared = 0 ORDER BY entry_id LIMIT ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([most], signature)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The signatures of entries that were published since a second and compared already.
    pub fn compared_signatures(&self, since: i64) -> Result<Vec<StoredSignature>, StoreError> {
        let sql = "SELECT entry_id, feed_id, sort_secs, signature FROM story_signatures
             WHERE is_compared = 1 AND sort_secs >= ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([since], signature)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Entries whose stories have to be made anew, at most `most`.
    pub fn changed_stories(&self, most: u32) -> Result<Vec<EntryId>, StoreError> {
        let sql = "SELECT entry_id FROM story_changes ORDER BY entry_id LIMIT ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement.query_map([most], |row| row.get(0).map(EntryId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The entries that an entry matches, directly or through others, without the pairs that the
    /// user split.
    pub fn story_web(&self, id: EntryId) -> Result<StoryWeb, StoreError> {
        let snapshot = self.snapshot()?;
        Ok(web(&snapshot, id)?)
    }

    /// The other entries of the story of an entry, the most important first. Those of feeds that
    /// were unsubscribed are left out.
    pub fn story_of(&self, id: EntryId) -> Result<Vec<StoryMember>, StoreError> {
        let snapshot = self.snapshot()?;
        Ok(members(&snapshot, id)?)
    }
}

impl Store {
    /// From now on signs entries while they are saved; `None` does not.
    pub fn sign_with(&mut self, signer: Option<Signer>) {
        self.signer = signer;
    }

    /// How the entries of a transaction are signed, if they are.
    pub(super) fn signing(&self, now: Timestamp) -> Option<Signing> {
        let signer = self.signer?;
        Some(Signing { signer, since: now.as_second() - signer.window_secs })
    }

    /// Saves signatures. An entry that had one is compared again.
    pub fn save_signatures(&mut self, signatures: &[StoredSignature]) -> Result<(), StoreError> {
        let tx = self.begin()?;
        for new in signatures {
            forget_pairs(&tx, new.id.0)?;
            save_signature(&tx, new)?;
        }
        tx.commit()?;
        Ok(())
    }

    /// Deletes the signatures of entries that were published before a second.
    pub fn forget_signatures(&mut self, before: i64) -> Result<(), StoreError> {
        let has_any = self
            .conn()
            .prepare_cached("SELECT 1 FROM story_signatures WHERE sort_secs < ?1")?
            .exists([before])?;
        if has_any {
            self.conn()
                .prepare_cached("DELETE FROM story_signatures WHERE sort_secs < ?1")?
                .execute([before])?;
        }
        Ok(())
    }

    /// Saves the pairs that were found when these entries were compared.
    pub fn save_story_pairs(
        &mut self,
        compared: &[EntryId],
        pairs: &[(EntryId, EntryId, Match)],
    ) -> Result<(), StoreError> {
        let tx = self.begin()?;
        for id in compared {
            tx.prepare_cached("UPDATE story_signatures SET is_compared = 1 WHERE entry_id = ?1")?
                .execute([id.0])?;
        }
        for (one, other, found) in pairs {
            let (one, other) = (one.0.min(other.0), one.0.max(other.0));
            let shared = found.shared;
            tx.prepare_cached(
                "INSERT OR REPLACE INTO story_pairs
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
                 WHERE (SELECT count(*) FROM entries WHERE id IN (?1, ?2)) = 2",
            )?
            .execute(params![
                one,
                other,
                found.likeness == Likeness::SameText,
                shared.has_same_link,
                shared.has_same_title,
                shared.text_percent,
                shared.names,
            ])?;
            note_change(&tx, one)?;
            note_change(&tx, other)?;
        }
        tx.commit()?;
        Ok(())
    }

    /// Saves the stories of these entries: of each story the texts, of each text the entries, the
    /// one that stands for the others first. Returns whether anything changed.
    pub fn save_stories(
        &mut self,
        entries: &[EntryId],
        stories: &[Vec<Vec<EntryId>>],
        order: &BTreeMap<EntryId, u32>,
    ) -> Result<bool, StoreError> {
        let tx = self.begin()?;
        let mut before = BTreeSet::new();
        for id in entries {
            let sql = "SELECT entry_id, story_id, text_id, place FROM stories WHERE entry_id = ?1";
            before.extend(tx.prepare_cached(sql)?.query_row([id.0], story_row).optional()?);
        }
        let mut after = BTreeSet::new();
        let least = |ids: &mut dyn Iterator<Item = &EntryId>| ids.map(|id| id.0).min();
        for story in stories {
            let Some(story_id) = least(&mut story.iter().flatten()) else { continue };
            for text in story {
                let Some(text_id) = least(&mut text.iter()) else { continue };
                after.extend(text.iter().map(|id| {
                    (id.0, story_id, text_id, order.get(id).copied().unwrap_or(u32::MAX))
                }));
            }
        }
        if before != after {
            for id in entries {
                tx.prepare_cached("DELETE FROM stories WHERE entry_id = ?1")?.execute([id.0])?;
            }
            for (id, story, text, place) in &after {
                tx.prepare_cached(
                    "INSERT INTO stories (entry_id, story_id, text_id, place)
                         VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![id, story, text, place])?;
            }
        }
        for id in entries {
            tx.prepare_cached("DELETE FROM story_changes WHERE entry_id = ?1")?.execute([id.0])?;
        }
        tx.commit()?;
        Ok(before != after)
    }

    /// Notes that an entry is not the same story as the others of its story. The stories are made
    /// anew with the next upkeep.
    pub fn split_story(
        &mut self,
        id: EntryId,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let title: String = conn
                .query_row("SELECT title FROM texts WHERE entry_id = ?1", [id.0], |row| row.get(0))
                .optional()?
                .unwrap_or_default();
            conn.execute(
                "INSERT INTO story_splits (one, other)
                 SELECT ?1, entry_id FROM stories WHERE entry_id <> ?1
                     AND story_id = (SELECT story_id FROM stories WHERE entry_id = ?1)",
                [id.0],
            )?;
            note_change(conn, id.0)?;
            Ok(((), StepKind::SplitStory { entry: short(&title) }))
        })
    }

    /// Sets which entries of the feeds of a folder share a row; `None` is as everywhere.
    pub fn set_folder_stories(
        &mut self,
        id: FolderId,
        level: Option<StoryLevel>,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let folder = short(&folder_name(conn, id)?);
            conn.execute(
                "UPDATE folders SET stories = ?2 WHERE id = ?1",
                params![id.0, level.map(level_name)],
            )?;
            Ok(((), StepKind::ChangeFolderStories { folder }))
        })
    }
}

fn signature(row: &Row<'_>) -> rusqlite::Result<StoredSignature> {
    Ok(StoredSignature {
        id: EntryId(row.get(0)?),
        feed_id: FeedId(row.get(1)?),
        sort_secs: row.get(2)?,
        signature: row.get(3)?,
    })
}

fn story_row(row: &Row<'_>) -> rusqlite::Result<(i64, i64, i64, u32)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn web(conn: &Connection, start: EntryId) -> rusqlite::Result<StoryWeb> {
    let splits = splits(conn)?;
    let mut seen = BTreeSet::from([start.0]);
    let mut waiting = vec![start.0];
    let mut pairs = BTreeMap::new();
    while let Some(id) = waiting.pop() {
        for (other, likeness) in neighbours(conn, id)? {
            let key = (id.min(other), id.max(other));
            if !splits.contains(&key) {
                pairs.insert(key, likeness);
            }
            // Also over a split pair, so that both sides lose the story that they had.
            if seen.len() < MAX_COMPONENT && seen.insert(other) {
                waiting.push(other);
            }
        }
    }
    let mut nodes = Vec::with_capacity(seen.len());
    for id in seen {
        nodes.extend(node(conn, id)?);
    }
    let pairs = pairs
        .into_iter()
        .map(|((one, other), likeness)| (EntryId(one), EntryId(other), likeness))
        .collect();
    Ok(StoryWeb { nodes, pairs })
}

fn node(conn: &Connection, id: i64) -> rusqlite::Result<Option<StoryNode>> {
    let sql = "SELECT feed_id, sort_secs, key_hash, words,
             (SELECT coalesce(sum(entries), 0) FROM readings
                  WHERE readings.feed_id = entries.feed_id)
         FROM entries JOIN texts ON texts.entry_id = entries.id WHERE id = ?1";
    conn.prepare_cached(sql)?
        .query_row([id], |row| {
            let key: Vec<u8> = row.get(2)?;
            let key = key.first_chunk().map_or(0, |start| u64::from_le_bytes(*start));
            Ok(StoryNode {
                id: EntryId(id),
                feed_id: FeedId(row.get(0)?),
                sort_secs: row.get(1)?,
                key,
                words: row.get(3)?,
                readings: row.get(4)?,
            })
        })
        .optional()
}

/// The pairs that the user split, the lesser id first.
fn splits(conn: &Connection) -> rusqlite::Result<BTreeSet<(i64, i64)>> {
    conn.prepare_cached("SELECT min(one, other), max(one, other) FROM story_splits")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn members(conn: &Connection, id: EntryId) -> rusqlite::Result<Vec<StoryMember>> {
    let sql = "SELECT stories.entry_id, entries.feed_id, title,
             is_same_text, has_same_link, has_same_title, text_percent, names
         FROM stories
             JOIN entries ON entries.id = stories.entry_id
             JOIN texts ON texts.entry_id = stories.entry_id
             LEFT JOIN story_pairs ON one = min(stories.entry_id, ?1)
                 AND other = max(stories.entry_id, ?1)
         WHERE story_id = (SELECT story_id FROM stories WHERE entry_id = ?1)
             AND stories.entry_id <> ?1
             AND feed_id NOT IN (SELECT id FROM feeds WHERE removed_by IS NOT NULL)
         ORDER BY place, stories.entry_id";
    conn.prepare_cached(sql)?.query_map([id.0], member)?.collect()
}

fn member(row: &Row<'_>) -> rusqlite::Result<StoryMember> {
    let is_same_text: Option<bool> = row.get(3)?;
    let with = match is_same_text {
        Some(is_same_text) => Some(Match {
            likeness: likeness(is_same_text),
            shared: SharedParts {
                has_same_link: row.get(4)?,
                has_same_title: row.get(5)?,
                text_percent: row.get(6)?,
                names: row.get(7)?,
            },
        }),
        None => None,
    };
    Ok(StoryMember {
        id: EntryId(row.get(0)?),
        feed_id: FeedId(row.get(1)?),
        title: row.get(2)?,
        with,
    })
}
