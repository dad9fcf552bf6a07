//! Makes the copied rows consistent: repairs or deletes rows that refer to lost rows, counts again,
//! and prepares entries without text for the next refresh, which fills them in.

use rusqlite::{Connection, params};
use zstd::zstd_safe::get_dict_id_from_frame;

use super::indexes::NO_HASH;
use crate::i18n::t;
use crate::store::accounts::triggers;
use crate::store::error::StoreError;
use crate::store::undo::leaving;
use crate::store::values::count;

/// What was recovered from a damaged library.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::store) struct Salvage {
    /// Feeds, including unsubscribed ones that undo can bring back.
    pub(in crate::store) feeds: u32,
    pub(in crate::store) entries: u32,
    /// Starred entries among them.
    pub(in crate::store) starred: u32,
    /// Entries whose text could not be read. The next refresh fills it in if the feed still
    /// contains the entry.
    pub(in crate::store) without_text: u32,
    /// Entries of which only the status could be read. An entry gets it back if its feed brings it
    /// again.
    pub(in crate::store) only_status: u32,
    /// Tables of which something could not be read.
    pub(in crate::store) damaged: Vec<String>,
}

pub(in crate::store) fn mend(new: &Connection, salvaged: &mut Salvage) -> Result<(), StoreError> {
    settle_accounts(new)?;
    arrange(new)?;
    adopt(new)?;
    delete_unreadable_bodies(new)?;
    fill(new, salvaged)?;
    drop_strays(new)?;
    triggers::adjust(new)?;
    new.execute_batch(
        "UPDATE feeds SET unread_count = (SELECT count(*) FROM entries WHERE feed_id = feeds.id
             AND is_read = 0);
         INSERT OR IGNORE INTO unindexed SELECT entry_id FROM texts;",
    )?;
    let number = |sql| count(new, sql).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    salvaged.feeds = number("SELECT count(*) FROM feeds")?;
    salvaged.entries = number("SELECT count(*) FROM entries")?;
    salvaged.starred = number("SELECT count(*) FROM entries WHERE is_starred = 1")?;
    Ok(())
}

/// Feeds and folders whose account is lost become feeds and folders on this computer. Acts that
/// wait for it have nowhere to go.
fn settle_accounts(new: &Connection) -> rusqlite::Result<()> {
    let lost = "account_id IS NOT NULL AND account_id NOT IN (SELECT id FROM accounts)";
    new.execute_batch(&format!(
        "UPDATE OR IGNORE feeds SET account_id = NULL, remote_id = NULL WHERE {lost};
         UPDATE feeds SET feed_url = 'gleaner:recovered/' || id, account_id = NULL,
             remote_id = NULL WHERE {lost};
         UPDATE folders SET account_id = NULL WHERE {lost};
         DELETE FROM remote_entries WHERE {lost};
         DELETE FROM pending WHERE {lost};
         DELETE FROM pending_changes WHERE {lost};
         UPDATE accounts SET removed_by = NULL WHERE removed_by NOT IN
             (SELECT id FROM undo_steps);"
    ))
}

fn arrange(new: &Connection) -> rusqlite::Result<()> {
    // Deleted feeds do not come back, even if only their addresses could be read.
    new.execute(
        "UPDATE feeds SET removed_by = ?1 WHERE feed_url LIKE ?2 || '%'",
        params![leaving::GONE, leaving::ADDRESS],
    )?;
    if new.prepare("SELECT 1 FROM feeds WHERE removed_by = ?1")?.exists([leaving::GONE])? {
        leaving::ensure_gone_step(new)?;
    }
    new.execute_batch(
        "UPDATE folders SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM folders);
         UPDATE feeds SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folders);
         -- Without its undo step, nothing says any more that a feed was unsubscribed.
         UPDATE feeds SET removed_by = NULL WHERE removed_by NOT IN (SELECT id FROM undo_steps);",
    )
}

/// Keeps entries whose feed could not be read, under a feed that is never fetched.
fn adopt(new: &Connection) -> rusqlite::Result<()> {
    new.execute(
        "INSERT INTO feeds (id, feed_url, custom_title, position, added, is_gone)
         SELECT feed_id, 'gleaner:recovered/' || feed_id, ?1, feed_id, 0, 1
         FROM (SELECT DISTINCT feed_id FROM entries WHERE feed_id NOT IN (SELECT id FROM feeds))",
        // The title of the feed that gets entries whose own feed is lost.
        [t!(repair_recovered_feed)],
    )?;
    Ok(())
}

/// Deletes bodies that were compressed with a dictionary that is lost.
fn delete_unreadable_bodies(new: &Connection) -> rusqlite::Result<()> {
    if count(new, "SELECT count(*) FROM packing")? > 0 {
        return Ok(());
    }
    let mut all = new.prepare("SELECT entry_id, html FROM bodies")?;
    let mut rows = all.query([])?;
    let mut lost: Vec<i64> = Vec::new();
    while let Some(row) = rows.next()? {
        let html = row.get_ref(1)?.as_blob().unwrap_or_default();
        if !html.is_empty() && get_dict_id_from_frame(html).is_some() {
            lost.push(row.get(0)?);
        }
    }
    for id in lost {
        new.prepare_cached("DELETE FROM bodies WHERE entry_id = ?1")?.execute([id])?;
    }
    Ok(())
}

fn fill(new: &Connection, salvaged: &mut Salvage) -> rusqlite::Result<()> {
    // An entry without title and address is useless. Its status is kept in case it comes back.
    new.execute(
        "INSERT OR REPLACE INTO departed (feed_id, key_hash, is_read, is_starred, block, fraction)
         SELECT feed_id, key_hash, is_read, is_starred, block, fraction FROM entries
             LEFT JOIN positions ON positions.entry_id = entries.id
         WHERE entries.id NOT IN (SELECT entry_id FROM texts)",
        [],
    )?;
    let gone =
        new.execute("DELETE FROM entries WHERE id NOT IN (SELECT entry_id FROM texts)", [])?;
    salvaged.only_status = u32::try_from(gone).unwrap_or(u32::MAX);
    let lost = "id NOT IN (SELECT entry_id FROM bodies)";
    let emptied = new
        .execute(&format!("UPDATE entries SET content_hash = ?1 WHERE {lost}"), params![NO_HASH])?;
    salvaged.without_text = u32::try_from(emptied).unwrap_or(u32::MAX);
    new.execute(
        &format!(
            "INSERT INTO bodies (entry_id, html, details)
             SELECT id, x'', CAST('{{}}' AS BLOB) FROM entries WHERE {lost}"
        ),
        [],
    )?;
    // Without its validators and hash, the feed is read again even if it did not change.
    new.execute(
        "UPDATE feeds SET etag = NULL, last_modified = NULL, body_hash = NULL,
             validators_received = NULL WHERE id IN
             (SELECT feed_id FROM entries WHERE content_hash = ?1 UNION
              SELECT feed_id FROM departed)",
        params![NO_HASH],
    )?;
    Ok(())
}

/// Deletes all other rows that refer to lost rows, as the foreign keys of the schema say.
fn drop_strays(new: &Connection) -> rusqlite::Result<()> {
    new.execute(
        "DELETE FROM entry_tags WHERE entry_id NOT IN (SELECT id FROM entries)
         OR tag_id NOT IN (SELECT id FROM tags)",
        [],
    )?;
    new.execute("DELETE FROM departed WHERE feed_id NOT IN (SELECT id FROM feeds)", [])?;
    let mut statement = new.prepare(
        "SELECT DISTINCT \"table\", rowid FROM pragma_foreign_key_check WHERE rowid IS NOT NULL",
    )?;
    let strays: Vec<(String, i64)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (table, id) in strays {
        new.execute(&format!("DELETE FROM {table} WHERE rowid = ?1"), [id])?;
    }
    Ok(())
}
