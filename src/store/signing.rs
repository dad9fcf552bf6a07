//! What is compared of entries to find stories: it is made while entries are saved, when their text
//! is at hand. How it is made is decided elsewhere; here it is bytes.

use rusqlite::{Connection, params};
use url::Url;

use crate::model::{EntryId, FeedId, FreshEntry, Likeness};

/// What is compared of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSignature {
    pub id: EntryId,
    pub feed_id: FeedId,
    /// The time that lists are sorted by, in seconds since 1970.
    pub sort_secs: i64,
    pub signature: Vec<u8>,
}

/// The text of an entry that is signed.
#[derive(Debug, Clone, Copy)]
pub struct TextToSign<'a> {
    pub title: &'a str,
    /// The body without markup.
    pub body: &'a str,
    pub feed_title: &'a str,
    pub url: Option<&'a Url>,
}

/// Makes the signatures of entries while they are saved.
#[derive(Debug, Clone, Copy)]
pub struct Signer {
    pub sign: fn(&TextToSign<'_>) -> Vec<u8>,
    /// Entries that were published longer ago than this are not signed.
    pub window_secs: i64,
}

/// Signs the entries of a transaction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signing {
    pub(super) signer: Signer,
    /// Entries that were published before this second are not signed.
    pub(super) since: i64,
}

impl Signing {
    /// Signs an entry that was just saved.
    pub(super) fn sign(
        &self,
        conn: &Connection,
        id: i64,
        entry: &FreshEntry,
    ) -> rusqlite::Result<()> {
        let sql = "SELECT feed_id, sort_secs, published_title
             FROM entries JOIN feeds ON feeds.id = feed_id WHERE entries.id = ?1";
        let (feed_id, sort_secs, feed_title): (i64, i64, String) = conn
            .prepare_cached(sql)?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if sort_secs < self.since {
            return Ok(());
        }
        let signature = (self.signer.sign)(&TextToSign {
            title: &entry.content.title,
            body: &entry.text,
            feed_title: &feed_title,
            url: entry.content.url.as_ref(),
        });
        forget_pairs(conn, id)?;
        let new =
            StoredSignature { id: EntryId(id), feed_id: FeedId(feed_id), sort_secs, signature };
        save_signature(conn, &new)
    }
}

pub(super) fn save_signature(conn: &Connection, new: &StoredSignature) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO story_signatures (entry_id, feed_id, sort_secs, signature)
         SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM entries WHERE id = ?1)",
    )?
    .execute(params![new.id.0, new.feed_id.0, new.sort_secs, new.signature])?;
    Ok(())
}

pub(super) fn note_change(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO story_changes (entry_id) VALUES (?1)")?
        .execute([id])?;
    Ok(())
}

/// Forgets the pairs of an entry whose text changed.
pub(super) fn forget_pairs(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    let others = neighbours(conn, id)?;
    if others.is_empty() {
        return Ok(());
    }
    for (other, _) in others {
        note_change(conn, other)?;
    }
    note_change(conn, id)?;
    conn.prepare_cached("DELETE FROM story_pairs WHERE one = ?1 OR other = ?1")?.execute([id])?;
    Ok(())
}

/// The entries that an entry matches, and whether they are the same text.
pub(super) fn neighbours(conn: &Connection, id: i64) -> rusqlite::Result<Vec<(i64, Likeness)>> {
    let sql = "SELECT other, is_same_text FROM story_pairs WHERE one = ?1
         UNION ALL SELECT one, is_same_text FROM story_pairs INDEXED BY story_pairs_by_other
             WHERE other = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    statement
        .query_map([id], |row| {
            let is_same_text: bool = row.get(1)?;
            Ok((row.get(0)?, likeness(is_same_text)))
        })?
        .collect()
}

pub(super) fn likeness(is_same_text: bool) -> Likeness {
    if is_same_text { Likeness::SameText } else { Likeness::SameStory }
}
