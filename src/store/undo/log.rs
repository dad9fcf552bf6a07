//! The undo log: each act that changes the library is a step in words. A step can be taken back,
//! and done again, until it is too old.
//!
//! Going a step either way sets only what that step changed, whatever happened since.

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::arrangement::RowChange;
use super::ids;
use super::leaving;
use crate::model::{StatusChange, Step, StepId, StepKind, StepRecord};
use crate::store::error::StoreError;
use crate::store::open::Reader;
use crate::store::values::{millis, time};

/// How many steps are kept.
pub const UNDO_STEPS: i64 = 1000;
/// How long steps are kept.
pub const UNDO_LIFETIME_DAYS: i64 = 90;

/// What the program does by itself within this time is one step in the log for each kind of act, in
/// minutes.
const TOGETHER_MINUTES: i64 = 30;

/// A part of what a step did.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) enum Part {
    /// Changed these entries, all of which were the opposite before.
    Status(StatusChange, Vec<i64>),
    /// Put a tag on these entries (`true`), or took it off.
    Tag(String, bool, Vec<i64>),
    /// Changed rows of small tables.
    Arranged(Vec<RowChange>),
    /// Removed entries; they wait in `dropped`.
    Dropped(Vec<i64>),
}

fn kind_word(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Reader => "reader",
        StepKind::Opened => "opened",
        StepKind::Program => "program",
    }
}

fn kind_of(word: &str) -> StepKind {
    match word {
        "opened" => StepKind::Opened,
        "program" => StepKind::Program,
        _ => StepKind::Reader,
    }
}

impl Reader {
    /// The latest steps, the newest first.
    pub fn steps(&self, most: u32) -> Result<Vec<StepRecord>, StoreError> {
        let sql = "SELECT id, changed, title, made, kind, undone IS NOT NULL FROM undo_steps WHERE id > 0 ORDER BY id DESC LIMIT ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([most], step_record)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The latest step that the reader made on purpose and did not take back.
    pub fn latest_step(&self) -> Result<Option<StepId>, StoreError> {
        let sql = "SELECT max(id) FROM undo_steps WHERE undone IS NULL AND kind = 'reader'";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([], |row| row.get::<_, Option<i64>>(0))?
            .map(StepId))
    }
}

fn step_record(row: &Row<'_>) -> rusqlite::Result<StepRecord> {
    Ok(StepRecord {
        step: Step { id: StepId(row.get(0)?), changed: row.get(1)?, title: row.get(2)? },
        made: time(row.get(3)?),
        kind: kind_of(row.get_ref(4)?.as_str().unwrap_or_default()),
        is_undone: row.get(5)?,
    })
}

/// Opens a step; [`finish_step`] says what it did.
pub(in crate::store) fn begin_step(
    conn: &Connection,
    kind: StepKind,
    now: Timestamp,
) -> Result<StepId, StoreError> {
    conn.prepare_cached("INSERT INTO undo_steps (made, changed, kind) VALUES (?1, 0, ?2)")?
        .execute(params![millis(now), kind_word(kind)])?;
    Ok(StepId(conn.last_insert_rowid()))
}

/// Opens a step of the program's, or goes on with its latest whose title begins with these words,
/// and says how many entries that changed. A refresh of many feeds is one step, not one for each
/// feed.
pub(in crate::store) fn begin_or_join(
    conn: &Connection,
    words: &str,
    now: Timestamp,
) -> Result<(StepId, u32), StoreError> {
    let latest = "SELECT id, changed FROM undo_steps WHERE id > coalesce((SELECT max(id) FROM undo_steps WHERE kind <> 'program'), 0)
                      AND undone IS NULL AND made >= ?1 AND title LIKE ?2 || '%' ORDER BY id DESC LIMIT 1";
    let since = now.checked_sub(TOGETHER_MINUTES.minutes()).map_or(i64::MIN, millis);
    let open = conn
        .prepare_cached(latest)?
        .query_row(params![since, words], |row| Ok((StepId(row.get(0)?), row.get(1)?)))
        .optional()?;
    match open {
        Some(open) => Ok(open),
        None => Ok((begin_step(conn, StepKind::Program, now)?, 0)),
    }
}

/// Writes what a step did, and forgets steps that are too old or too many. A step that did nothing
/// leaves no trace.
pub(in crate::store) fn finish_step(
    conn: &Connection,
    id: StepId,
    title: String,
    changed: u32,
    parts: &[Part],
    now: Timestamp,
) -> Result<Option<Step>, StoreError> {
    if parts.is_empty() {
        conn.prepare_cached("DELETE FROM undo_steps WHERE id = ?1")?.execute([id.0])?;
        return Ok(None);
    }
    conn.prepare_cached("UPDATE undo_steps SET title = ?2, changed = ?3 WHERE id = ?1")?
        .execute(params![id.0, title, changed])?;
    for part in parts {
        write_part(conn, id, part)?;
    }
    expire(conn, now)?;
    Ok(Some(Step { id, changed, title }))
}

const ARRANGE: &str = "arrange";
const TAG: &str = "tag";
const UNTAG: &str = "untag";
const DROP: &str = "drop";

const STATUS_WORDS: [(&str, StatusChange); 6] = [
    ("read", StatusChange::Read(true)),
    ("unread", StatusChange::Read(false)),
    ("star", StatusChange::Starred(true)),
    ("unstar", StatusChange::Starred(false)),
    ("hide", StatusChange::Hidden(true)),
    ("unhide", StatusChange::Hidden(false)),
];

const UNREADABLE: StoreError = StoreError::Unreadable { what: "undo log" };

fn write_part(conn: &Connection, step: StepId, part: &Part) -> Result<(), StoreError> {
    let (act, detail, packed) = match part {
        Part::Status(change, ids) => {
            let word =
                STATUS_WORDS.iter().find(|(_, known)| known == change).map_or("", |(word, _)| word);
            (word, None, Some(ids::pack(ids)))
        }
        Part::Tag(name, is_on, ids) => {
            (if *is_on { TAG } else { UNTAG }, Some(name.clone()), Some(ids::pack(ids)))
        }
        Part::Arranged(changes) => {
            (ARRANGE, Some(serde_json::to_string(changes).map_err(|_| UNREADABLE)?), None)
        }
        Part::Dropped(ids) => (DROP, None, Some(ids::pack(ids))),
    };
    conn.prepare_cached(
        "INSERT INTO undo_parts (step_id, act, detail, entry_ids) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![step.0, act, detail, packed])?;
    Ok(())
}

pub(in crate::store) fn parts(conn: &Connection, step: StepId) -> Result<Vec<Part>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT act, detail, entry_ids FROM undo_parts WHERE step_id = ?1 ORDER BY rowid",
    )?;
    let mut rows = statement.query([step.0])?;
    let mut parts = Vec::new();
    while let Some(row) = rows.next()? {
        let (act, detail, packed): (String, Option<String>, Option<Vec<u8>>) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        parts.push(part(&act, detail, packed.as_deref()).ok_or(UNREADABLE)?);
    }
    Ok(parts)
}

fn part(act: &str, detail: Option<String>, packed: Option<&[u8]>) -> Option<Part> {
    if act == ARRANGE {
        return serde_json::from_str(&detail?).ok().map(Part::Arranged);
    }
    let ids = ids::unpack(packed?)?;
    match act {
        TAG | UNTAG => Some(Part::Tag(detail?, act == TAG, ids)),
        DROP => Some(Part::Dropped(ids)),
        _ => STATUS_WORDS
            .iter()
            .find(|(word, _)| *word == act)
            .map(|(_, change)| Part::Status(*change, ids)),
    }
}

/// Which steps are forgotten.
struct Expired {
    /// Up to this one, but for those that were done again later.
    last: StepId,
    /// When that one was made.
    last_made: i64,
    /// Those made before.
    oldest: i64,
}

/// What was taken back not long ago holds back what it had made: a feed whose subscription was
/// taken back waits as long as one that was left.
const IS_EXPIRED: &str = "undo_steps.id > 0 AND ((undo_steps.id <= ?1 AND made <= ?2) OR made < ?3) AND coalesce(undone, 0) < ?3";

/// A feed whose step expires is gone for good; its entries go later, when nobody waits (see
/// [`leaving`]).
fn expire(conn: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let oldest = now.checked_sub((UNDO_LIFETIME_DAYS * 24).hours()).map_or(i64::MIN, millis);
    // Only the reader's own steps are counted: what the program does by itself must not push them
    // out.
    let sql =
        "SELECT id, made FROM undo_steps WHERE kind = 'reader' ORDER BY id DESC LIMIT 1 OFFSET ?1";
    let surplus = conn
        .prepare_cached(sql)?
        .query_row([UNDO_STEPS], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (last, last_made) = surplus.unwrap_or((0, i64::MIN));
    forget(conn, &Expired { last: StepId(last), last_made, oldest })
}

/// Forgets all steps, with what they hold back.
pub(in crate::store) fn forget_all(conn: &Connection) -> Result<(), StoreError> {
    forget(conn, &Expired { last: StepId(i64::MAX), last_made: i64::MAX, oldest: i64::MAX })
}

fn forget(conn: &Connection, expired: &Expired) -> Result<(), StoreError> {
    let bounds = [expired.last.0, expired.last_made, expired.oldest];
    if !conn
        .prepare_cached(&format!("SELECT 1 FROM undo_steps WHERE {IS_EXPIRED}"))?
        .exists(bounds)?
    {
        return Ok(());
    }
    let hidden: Vec<i64> = conn
        .prepare_cached(&format!("SELECT feeds.id FROM feeds JOIN undo_steps ON undo_steps.id = removed_by WHERE {IS_EXPIRED}"))?
        .query_map(bounds, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    leaving::leave(conn, &hidden)?;
    conn.prepare_cached(&format!("DELETE FROM undo_steps WHERE {IS_EXPIRED}"))?.execute(bounds)?;
    Ok(())
}
