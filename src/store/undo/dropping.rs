//! Moves entries that retention removes into the table `dropped`, from which undo restores them
//! until the step expires.

use rusqlite::{Connection, params};
use url::Url;

use super::departed::{self, Removal};
use super::leaving::GONE;
use crate::model::StepId;
use crate::store::error::StoreError;
use crate::store::find::{index, shards};
use crate::store::keys::hash_key;

/// Moves entries into `dropped`. Unread, starred, tagged and snoozed ones stay in any case, and
/// those with an act that waits for a server.
pub(in crate::store) fn drop_to(
    conn: &Connection,
    ids: &[i64],
    step: StepId,
) -> Result<(), StoreError> {
    for id in ids {
        let moved = conn
            .prepare_cached(
                "INSERT OR REPLACE INTO dropped (entry_id, step_id, feed_id, sort_secs, is_hidden,
                     key_hash, content_hash, title, excerpt, author, url, published, first_seen,
                     words, key, html, details, block, fraction, full_html, full_is_shown)
                 SELECT entries.id, ?2, feed_id, sort_secs, is_hidden,
                     key_hash, content_hash, title, excerpt, author, url, published, first_seen,
                     words, key, bodies.html, details, block, fraction, full_texts.html, is_shown
                 FROM entries
                     JOIN texts ON texts.entry_id = entries.id
                     JOIN bodies ON bodies.entry_id = entries.id
                     LEFT JOIN positions ON positions.entry_id = entries.id
                     LEFT JOIN full_texts ON full_texts.entry_id = entries.id
                 WHERE entries.id = ?1 AND is_read = 1 AND is_starred = 0
                     AND NOT EXISTS (
                         SELECT 1 FROM entry_tags WHERE entry_tags.entry_id = entries.id)
                     AND NOT EXISTS (
                         SELECT 1 FROM pending WHERE pending.entry_id = entries.id)
                     AND NOT EXISTS (
                         SELECT 1 FROM snoozed WHERE snoozed.entry_id = entries.id)
                     AND NOT EXISTS (SELECT 1 FROM queue WHERE queue.id = entries.id)
                     AND NOT EXISTS (SELECT 1 FROM downloads WHERE downloads.id = entries.id)",
            )?
            .execute(params![id, step.0])?;
        if moved == 0 {
            continue;
        }
        remember(conn, *id)?;
        shards::forget(conn, *id)?;
        for table in ["texts", "bodies", "positions"] {
            conn.prepare_cached(&format!("DELETE FROM {table} WHERE entry_id = ?1"))?
                .execute([id])?;
        }
        conn.prepare_cached("DELETE FROM entries WHERE id = ?1")?.execute([id])?;
    }
    Ok(())
}

/// Notes that an entry was removed, under its key and under its likeness, so that it stays away
/// even if its feed gives it another guid.
fn remember(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    let (title, url, published) = conn
        .prepare_cached("SELECT title, url, published FROM texts WHERE entry_id = ?1")?
        .query_row([id], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?))
        })?;
    let url = url.and_then(|url| Url::parse(&url).ok());
    let likeness = departed::likeness(&title, url.as_ref(), published);
    let removal = if likeness.is_some() { Removal::KnownByLikeness } else { Removal::KnownByKey };
    conn.prepare_cached(
        "REPLACE INTO departed (feed_id, key_hash, is_read, is_starred, is_dropped)
         SELECT feed_id, key_hash, 1, 0, ?2 FROM entries WHERE id = ?1",
    )?
    .execute(params![id, removal.column()])?;
    if let Some(likeness) = likeness {
        conn.prepare_cached(
            "REPLACE INTO departed (feed_id, key_hash, is_read, is_starred, is_dropped)
             SELECT feed_id, ?2, 1, 0, ?3 FROM entries WHERE id = ?1",
        )?
        .execute(params![id, hash_key(&likeness), removal.column()])?;
    }
    Ok(())
}

/// Restores the entries that a step removed.
pub(in crate::store) fn restore(conn: &Connection, step: StepId) -> Result<(), StoreError> {
    let waiting = "SELECT entry_id FROM dropped WHERE step_id = ?1";
    let ids: Vec<i64> = conn
        .prepare_cached(waiting)?
        .query_map([step.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    bring_back(conn, &ids)?;
    Ok(())
}

/// Restores those of the entries that are in `dropped`, whichever step removed them. Returns
/// whether there were any. Skips an entry whose feed is being deleted, or that came back with a
/// refresh.
pub(in crate::store) fn bring_back(conn: &Connection, ids: &[i64]) -> Result<bool, StoreError> {
    let can_be = format!(
        "SELECT 1 FROM dropped WHERE entry_id = ?1
             AND feed_id IN (SELECT id FROM feeds WHERE removed_by IS NOT {GONE})
             AND NOT EXISTS (SELECT 1 FROM entries
                 WHERE entries.feed_id = dropped.feed_id AND entries.key_hash = dropped.key_hash)"
    );
    let statements = [
        "INSERT INTO entries (id, feed_id, sort_secs, is_read, is_starred, is_hidden,
             key_hash, content_hash)
         SELECT entry_id, feed_id, sort_secs, 1, 0, is_hidden, key_hash, content_hash
             FROM dropped WHERE entry_id = ?1",
        "INSERT INTO texts
             (entry_id, title, excerpt, author, url, published, first_seen, words, key)
         SELECT entry_id, title, excerpt, author, url, published, first_seen, words, key
             FROM dropped WHERE entry_id = ?1",
        "INSERT INTO bodies (entry_id, html, details) SELECT entry_id, html, details FROM dropped
             WHERE entry_id = ?1",
        "INSERT INTO positions (entry_id, block, fraction)
             SELECT entry_id, block, fraction FROM dropped WHERE entry_id = ?1
             AND block IS NOT NULL AND fraction IS NOT NULL",
        "INSERT INTO full_texts (entry_id, html, is_shown)
             SELECT entry_id, full_html, coalesce(full_is_shown, 1) FROM dropped
             WHERE entry_id = ?1 AND full_html IS NOT NULL",
        "DELETE FROM departed WHERE (feed_id, key_hash) =
             (SELECT feed_id, key_hash FROM dropped WHERE entry_id = ?1)",
        "DELETE FROM dropped WHERE entry_id = ?1",
    ];
    let mut is_any = false;
    for id in ids {
        if !conn.prepare_cached(&can_be)?.exists([id])? {
            continue;
        }
        for sql in statements {
            conn.prepare_cached(sql)?.execute([id])?;
        }
        index::defer(conn, *id)?;
        is_any = true;
    }
    Ok(is_any)
}
