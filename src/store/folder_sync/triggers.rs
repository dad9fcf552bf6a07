//! The triggers that record acts while a folder is joined, so that other libraries do not pay for
//! them. They note only which rows were changed and when; `record.rs` finds out what to say.

use rusqlite::Connection;

use crate::store::error::StoreError;

/// Each act: a name, the event, a condition, the kind, the id and the label.
const ACTS: [[&str; 6]; 19] = [
    ["read", "UPDATE OF is_read ON entries", "new.is_read <> old.is_read", "read", "new.id", "''"],
    [
        "starred",
        "UPDATE OF is_starred ON entries",
        "new.is_starred <> old.is_starred",
        "starred",
        "new.id",
        "''",
    ],
    [
        "hidden",
        "UPDATE OF is_hidden ON entries",
        "new.is_hidden <> old.is_hidden",
        "hidden",
        "new.id",
        "''",
    ],
    ["key", "UPDATE OF key_hash ON entries", "new.key_hash <> old.key_hash", "key", "new.id", "''"],
    ["position", "INSERT ON positions", "1", "position", "new.entry_id", "''"],
    ["heard", "INSERT ON heard", "1", "heard", "new.entry_id", "''"],
    ["tagged", "INSERT ON entry_tags", "1", "tag", "new.entry_id", TAG_NEW],
    [
        "untagged",
        "DELETE ON entry_tags",
        // Tags that go because their entry is deleted are no acts.
        "EXISTS (SELECT 1 FROM entries WHERE id = old.entry_id)",
        "tag",
        "old.entry_id",
        TAG_OLD,
    ],
    ["feed_added", "INSERT ON feeds", "new.account_id IS NULL", "feed", "new.id", "''"],
    [
        "feed_changed",
        "UPDATE OF feed_url, custom_title, folder_id, position, removed_by, wants_full_text,
             options ON feeds",
        "new.account_id IS NULL AND (new.feed_url <> old.feed_url
             OR new.custom_title IS NOT old.custom_title OR new.folder_id IS NOT old.folder_id
             OR new.position <> old.position OR new.wants_full_text <> old.wants_full_text
             OR (new.removed_by IS NULL) <> (old.removed_by IS NULL)
             OR new.options <> old.options)",
        "feed",
        "new.id",
        "''",
    ],
    ["folder_added", "INSERT ON folders", "new.account_id IS NULL", "folder", "new.id", "''"],
    ["folder_changed", "UPDATE ON folders", "new.account_id IS NULL", "folder", "new.id", "''"],
    ["folder_removed", "DELETE ON folders", "old.account_id IS NULL", "folder", "old.id", "''"],
    ["search_added", "INSERT ON smart_feeds", "1", "search", "new.id", "''"],
    ["search_changed", "UPDATE ON smart_feeds", "1", "search", "new.id", "''"],
    ["search_removed", "DELETE ON smart_feeds", "1", "search", "old.id", "''"],
    ["rule_added", "INSERT ON rules", "1", "rule", "new.id", "''"],
    ["rule_changed", "UPDATE ON rules", "1", "rule", "new.id", "''"],
    ["rule_removed", "DELETE ON rules", "1", "rule", "old.id", "''"],
];

const TAG_NEW: &str = "(SELECT name FROM tags WHERE id = new.tag_id)";
const TAG_OLD: &str = "(SELECT name FROM tags WHERE id = old.tag_id)";

/// Creates the triggers if a folder is joined, and drops them otherwise.
pub(in crate::store) fn adjust(conn: &Connection) -> rusqlite::Result<()> {
    let is_joined = conn.prepare("SELECT 1 FROM folder_sync")?.exists([])?;
    for [name, event, condition, kind, id, label] in ACTS {
        // A row is never replaced in place: the policy for conflicts of the statement that fires
        // the trigger would be used. Seconds are enough for the order of acts of one person, and
        // acts of one second travel together.
        conn.execute_batch(&if is_joined {
            format!(
                "CREATE TRIGGER IF NOT EXISTS folder_{name} AFTER {event}
                 WHEN {condition} AND NOT EXISTS (SELECT 1 FROM folder_pulls) BEGIN
                     DELETE FROM folder_acts WHERE kind = '{kind}' AND id = {id}
                         AND label = {label};
                     INSERT INTO folder_acts (kind, id, label, made)
                         VALUES ('{kind}', {id}, {label}, unixepoch() * 1000);
                 END"
            )
        } else {
            format!("DROP TRIGGER IF EXISTS folder_{name}")
        })?;
    }
    Ok(())
}

/// Does something that must not be recorded as acts of the user. Must be in a transaction: if it
/// fails, the transaction must not be committed.
pub(in crate::store) fn unrecorded<T>(
    conn: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let is_nested = conn.prepare_cached("SELECT 1 FROM folder_pulls")?.exists([])?;
    if is_nested {
        return work(conn);
    }
    conn.prepare_cached("INSERT INTO folder_pulls (id) VALUES (1)")?.execute([])?;
    let done = work(conn)?;
    conn.prepare_cached("DELETE FROM folder_pulls")?.execute([])?;
    Ok(done)
}
