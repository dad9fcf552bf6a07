//! The triggers that keep every act on an entry of an account until its server has accepted it.
//!
//! They exist only while there is an account, so that other libraries do not pay for them.

use rusqlite::Connection;

use crate::store::error::StoreError;

/// The triggers: their names and bodies.
///
/// A row is never replaced in place: the policy for conflicts of the statement that fires a trigger
/// would be used in place of the trigger's own. If an entry is of no account, nothing is inserted,
/// and there is nothing to delete.
const TRIGGERS: [(&str, &str); 4] = [
    (
        "account_read",
        "AFTER UPDATE OF is_read ON entries
         WHEN new.is_read <> old.is_read AND NOT EXISTS (SELECT 1 FROM pulls) BEGIN
             INSERT INTO pending (account_id, entry_id, kind, wanted, seen)
                 SELECT account_id, new.id, 'read', new.is_read, coalesce(
                     (SELECT seen FROM pending
                         WHERE entry_id = new.id AND kind = 'read' AND label = ''), old.is_read)
                 FROM remote_entries WHERE entry_id = new.id;
             DELETE FROM pending WHERE entry_id = new.id AND kind = 'read' AND label = ''
                 AND generation < last_insert_rowid();
         END",
    ),
    (
        "account_starred",
        "AFTER UPDATE OF is_starred ON entries
         WHEN new.is_starred <> old.is_starred AND NOT EXISTS (SELECT 1 FROM pulls) BEGIN
             INSERT INTO pending (account_id, entry_id, kind, wanted, seen)
                 SELECT account_id, new.id, 'star', new.is_starred, coalesce(
                     (SELECT seen FROM pending
                         WHERE entry_id = new.id AND kind = 'star' AND label = ''), old.is_starred)
                 FROM remote_entries WHERE entry_id = new.id;
             DELETE FROM pending WHERE entry_id = new.id AND kind = 'star' AND label = ''
                 AND generation < last_insert_rowid();
         END",
    ),
    (
        "account_tagged",
        "AFTER INSERT ON entry_tags
         WHEN NOT EXISTS (SELECT 1 FROM pulls) BEGIN
             INSERT INTO pending (account_id, entry_id, kind, label, wanted, seen)
                 SELECT account_id, new.entry_id, 'label', tags.name, 1, coalesce(
                     (SELECT seen FROM pending WHERE pending.entry_id = new.entry_id
                         AND kind = 'label' AND label = tags.name), 0)
                 FROM remote_entries JOIN accounts ON accounts.id = account_id
                     JOIN tags ON tags.id = new.tag_id
                 WHERE entry_id = new.entry_id AND keeps_labels = 1;
             DELETE FROM pending WHERE entry_id = new.entry_id AND kind = 'label'
                 AND label = (SELECT name FROM tags WHERE id = new.tag_id)
                 AND generation < last_insert_rowid();
         END",
    ),
    (
        // Tags that go because their entry is deleted are no acts.
        "account_untagged",
        "AFTER DELETE ON entry_tags
         WHEN NOT EXISTS (SELECT 1 FROM pulls)
             AND EXISTS (SELECT 1 FROM entries WHERE id = old.entry_id) BEGIN
             INSERT INTO pending (account_id, entry_id, kind, label, wanted, seen)
                 SELECT account_id, old.entry_id, 'label', tags.name, 0, coalesce(
                     (SELECT seen FROM pending WHERE pending.entry_id = old.entry_id
                         AND kind = 'label' AND label = tags.name), 1)
                 FROM remote_entries JOIN accounts ON accounts.id = account_id
                     JOIN tags ON tags.id = old.tag_id
                 WHERE entry_id = old.entry_id AND keeps_labels = 1;
             DELETE FROM pending WHERE entry_id = old.entry_id AND kind = 'label'
                 AND label = (SELECT name FROM tags WHERE id = old.tag_id)
                 AND generation < last_insert_rowid();
         END",
    ),
];

/// Creates the triggers if there is an account, and drops them otherwise.
pub(in crate::store) fn adjust(conn: &Connection) -> rusqlite::Result<()> {
    let is_any = conn.prepare("SELECT 1 FROM accounts")?.exists([])?;
    for (name, body) in TRIGGERS {
        conn.execute_batch(&if is_any {
            format!("CREATE TRIGGER IF NOT EXISTS {name} {body}")
        } else {
            format!("DROP TRIGGER IF EXISTS {name}")
        })?;
    }
    Ok(())
}

/// Does something that the triggers must not take for acts of the user. Must be in a transaction:
/// if it fails, the transaction must not be committed.
pub(in crate::store) fn silently<T>(
    conn: &Connection,
    pull: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    conn.prepare_cached("INSERT INTO pulls (id) VALUES (1)")?.execute([])?;
    let done = pull(conn)?;
    conn.prepare_cached("DELETE FROM pulls")?.execute([])?;
    Ok(done)
}
