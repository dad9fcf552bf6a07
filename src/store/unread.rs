//! Keeps the unread count of each feed up to date. Counting a million entries for each change would
//! take a tenth of a second.

use std::collections::HashMap;

use rusqlite::Connection;

/// Changes `feeds.unread_count`. Must be in the transaction that changes `entries.is_read`.
pub(super) fn add_unread(conn: &Connection, feed_id: i64, difference: i64) -> rusqlite::Result<()> {
    if difference != 0 {
        conn.prepare_cached("UPDATE feeds SET unread_count = unread_count + ?2 WHERE id = ?1")?
            .execute([feed_id, difference])?;
    }
    Ok(())
}

/// [`add_unread`] for many feeds.
pub(super) fn add_unread_by_feed(
    conn: &Connection,
    differences: &HashMap<i64, i64>,
) -> rusqlite::Result<()> {
    differences.iter().try_for_each(|(feed_id, difference)| add_unread(conn, *feed_id, *difference))
}
