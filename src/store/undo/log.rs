//! The log of steps: writes them, reads them, and deletes those that are too old or too many.
//!
//! A step has parts, which say exactly what it changed. [`super::go`] undoes and redoes them.

use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::arrangement::RowChange;
use super::ids;
use super::leaving;
use crate::model::{StatusChange, Step, StepId, StepKind, StepOrigin, StepRecord};
use crate::store::accounts::triggers;
use crate::store::error::StoreError;
use crate::store::open::Reader;
use crate::store::sleeping::Sleep;
use crate::store::values::{millis, time};

/// Steps of the user that are kept.
pub const UNDO_STEPS: i64 = 1000;
/// Days for which steps are kept.
pub const UNDO_LIFETIME_DAYS: i64 = 90;

/// Changes that the program makes within this many minutes are one step for each kind.
const TOGETHER_MINUTES: i64 = 30;

/// A part of a step.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) enum StepPart {
    /// Entries that changed. All of them had the opposite status before.
    Status(StatusChange, Vec<i64>),
    /// Entries to which a tag was added (`true`), or from which it was removed.
    Tag(String, bool, Vec<i64>),
    /// Rows of small tables that changed.
    Rows(Vec<RowChange>),
    /// Entries that were moved to `dropped`.
    Removal(Vec<i64>),
    /// Entries that the user added.
    Arrival(Vec<i64>),
    /// Entries that fell asleep.
    Sleep(Sleep, Vec<i64>),
}

/// The word for an origin in the column `kind`, which is older than [`StepOrigin`].
fn origin_word(origin: StepOrigin) -> &'static str {
    match origin {
        StepOrigin::User => "reader",
        StepOrigin::Opening => "opened",
        StepOrigin::Program => "program",
    }
}

fn origin_of(word: &str) -> StepOrigin {
    match word {
        "opened" => StepOrigin::Opening,
        "program" => StepOrigin::Program,
        _ => StepOrigin::User,
    }
}

/// What a step did, from the columns `details` and `title`. Before version 9 of the schema, steps
/// had only a title, a sentence; it is kept as it is.
fn kind_of(details: Option<&str>, title: &str) -> StepKind {
    details
        .and_then(|details| serde_json::from_str(details).ok())
        .unwrap_or_else(|| StepKind::Worded { text: title.to_owned() })
}

impl Reader {
    /// The latest steps, the newest first.
    pub fn steps(&self, most: u32) -> Result<Vec<StepRecord>, StoreError> {
        let sql =
            "SELECT id, changed, details, title, made, kind, undone IS NOT NULL FROM undo_steps
                       WHERE id > 0 ORDER BY id DESC LIMIT ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([most], step_record)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The latest step that the user made on purpose and that is not undone.
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
    let kind = kind_of(row.get_ref(2)?.as_str_or_null()?, row.get_ref(3)?.as_str()?);
    Ok(StepRecord {
        step: Step { id: StepId(row.get(0)?), changed: row.get(1)?, kind },
        made: time(row.get(4)?),
        origin: origin_of(row.get_ref(5)?.as_str().unwrap_or_default()),
        is_undone: row.get(6)?,
    })
}

/// The kind of a step that is undone, or of one that is not; otherwise `None`.
pub(in crate::store) fn step_kind(
    conn: &Connection,
    step: StepId,
    is_undone: bool,
) -> rusqlite::Result<Option<StepKind>> {
    let sql = "SELECT details, title FROM undo_steps
                   WHERE id = ?1 AND id > 0 AND (undone IS NOT NULL) = ?2";
    conn.prepare_cached(sql)?
        .query_row(params![step.0, is_undone], |row| {
            Ok(kind_of(row.get_ref(0)?.as_str_or_null()?, row.get_ref(1)?.as_str()?))
        })
        .optional()
}

/// Opens a step. [`finish_step`] must follow in the same transaction.
pub(in crate::store) fn begin_step(
    conn: &Connection,
    origin: StepOrigin,
    now: Timestamp,
) -> Result<StepId, StoreError> {
    conn.prepare_cached("INSERT INTO undo_steps (made, changed, kind) VALUES (?1, 0, ?2)")?
        .execute(params![millis(now), origin_word(origin)])?;
    Ok(StepId(conn.last_insert_rowid()))
}

/// Opens a step of the program, or continues its latest one that `is_same` accepts. Also returns
/// how many entries that one has changed so far. Otherwise a refresh of many feeds would be a step
/// for each feed.
pub(in crate::store) fn begin_or_join(
    conn: &Connection,
    is_same: impl Fn(&StepKind) -> bool,
    now: Timestamp,
) -> Result<(StepId, u32), StoreError> {
    // A step of the user in between ends the program's step: undoing goes from the latest back.
    let latest = "SELECT id, changed, details FROM undo_steps
                      WHERE id > coalesce(
                              (SELECT max(id) FROM undo_steps WHERE kind <> 'program'), 0)
                          AND undone IS NULL AND made >= ?1 AND details IS NOT NULL
                      ORDER BY id DESC";
    let since = now.checked_sub(TOGETHER_MINUTES.minutes()).map_or(i64::MIN, millis);
    let mut statement = conn.prepare_cached(latest)?;
    let mut rows = statement.query([since])?;
    while let Some(row) = rows.next()? {
        if is_same(&kind_of(Some(&row.get::<_, String>(2)?), "")) {
            return Ok((StepId(row.get(0)?), row.get(1)?));
        }
    }
    Ok((begin_step(conn, StepOrigin::Program, now)?, 0))
}

/// Writes the kind and parts of a step, and deletes steps that are too old or too many. A step
/// without parts is deleted, too.
pub(in crate::store) fn finish_step(
    conn: &Connection,
    id: StepId,
    kind: &StepKind,
    changed: u32,
    parts: &[StepPart],
    now: Timestamp,
) -> Result<Option<Step>, StoreError> {
    if parts.is_empty() {
        conn.prepare_cached("DELETE FROM undo_steps WHERE id = ?1")?.execute([id.0])?;
        return Ok(None);
    }
    let details = serde_json::to_string(kind).map_err(|_| UNREADABLE)?;
    conn.prepare_cached("UPDATE undo_steps SET details = ?2, changed = ?3 WHERE id = ?1")?
        .execute(params![id.0, details, changed])?;
    for part in parts {
        write_part(conn, id, part)?;
    }
    expire(conn, now)?;
    Ok(Some(Step { id, changed, kind: kind.clone() }))
}

const ARRANGE: &str = "arrange";
const TAG: &str = "tag";
const UNTAG: &str = "untag";
const DROP: &str = "drop";
const SLEEP: &str = "sleep";
const ARRIVE: &str = "arrive";

const STATUS_WORDS: [(&str, StatusChange); 6] = [
    ("read", StatusChange::Read(true)),
    ("unread", StatusChange::Read(false)),
    ("star", StatusChange::Starred(true)),
    ("unstar", StatusChange::Starred(false)),
    ("hide", StatusChange::Hidden(true)),
    ("unhide", StatusChange::Hidden(false)),
];

const UNREADABLE: StoreError = StoreError::Unreadable { what: "undo log" };

fn write_part(conn: &Connection, step: StepId, part: &StepPart) -> Result<(), StoreError> {
    let (act, detail, packed) = match part {
        StepPart::Status(change, ids) => {
            let word =
                STATUS_WORDS.iter().find(|(_, known)| known == change).map_or("", |(word, _)| word);
            (word, None, Some(ids::pack(ids)))
        }
        StepPart::Tag(name, is_on, ids) => {
            (if *is_on { TAG } else { UNTAG }, Some(name.clone()), Some(ids::pack(ids)))
        }
        StepPart::Rows(changes) => {
            (ARRANGE, Some(serde_json::to_string(changes).map_err(|_| UNREADABLE)?), None)
        }
        StepPart::Removal(ids) => (DROP, None, Some(ids::pack(ids))),
        StepPart::Arrival(ids) => (ARRIVE, None, Some(ids::pack(ids))),
        StepPart::Sleep(sleep, ids) => {
            let detail = serde_json::to_string(sleep).map_err(|_| UNREADABLE)?;
            (SLEEP, Some(detail), Some(ids::pack(ids)))
        }
    };
    conn.prepare_cached(
        "INSERT INTO undo_parts (step_id, act, detail, entry_ids) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![step.0, act, detail, packed])?;
    Ok(())
}

pub(in crate::store) fn parts(
    conn: &Connection,
    step: StepId,
) -> Result<Vec<StepPart>, StoreError> {
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

fn part(act: &str, detail: Option<String>, packed: Option<&[u8]>) -> Option<StepPart> {
    if act == ARRANGE {
        return serde_json::from_str(&detail?).ok().map(StepPart::Rows);
    }
    let ids = ids::unpack(packed?)?;
    match act {
        TAG | UNTAG => Some(StepPart::Tag(detail?, act == TAG, ids)),
        DROP => Some(StepPart::Removal(ids)),
        ARRIVE => Some(StepPart::Arrival(ids)),
        SLEEP => Some(StepPart::Sleep(serde_json::from_str(&detail?).ok()?, ids)),
        _ => STATUS_WORDS
            .iter()
            .find(|(word, _)| *word == act)
            .map(|(_, change)| StepPart::Status(*change, ids)),
    }
}

/// Limits for deleting steps.
struct Expiry {
    /// Delete steps up to this one, except those that were redone later.
    last: StepId,
    /// The time of that step, in milliseconds.
    last_made: i64,
    /// Delete steps made before this time, in milliseconds.
    oldest: i64,
}

/// A step that was undone recently stays, so that it can be redone: a feed whose subscription was
/// undone is kept as long as one that was unsubscribed.
const IS_EXPIRED: &str = "undo_steps.id > 0 AND ((undo_steps.id <= ?1 AND made <= ?2)
     OR made < ?3) AND coalesce(undone, 0) < ?3";

/// Deletes expired steps. A feed that such a step hides is deleted, too, see [`leaving`].
fn expire(conn: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let oldest = now.checked_sub((UNDO_LIFETIME_DAYS * 24).hours()).map_or(i64::MIN, millis);
    // Only the user's steps count: those of the program must not push them out.
    let sql =
        "SELECT id, made FROM undo_steps WHERE kind = 'reader' ORDER BY id DESC LIMIT 1 OFFSET ?1";
    let surplus = conn
        .prepare_cached(sql)?
        .query_row([UNDO_STEPS], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (last, last_made) = surplus.unwrap_or((0, i64::MIN));
    forget(conn, &Expiry { last: StepId(last), last_made, oldest })
}

/// Deletes all steps, and everything that they hold.
pub(in crate::store) fn forget_all(conn: &Connection) -> Result<(), StoreError> {
    forget(conn, &Expiry { last: StepId(i64::MAX), last_made: i64::MAX, oldest: i64::MAX })
}

fn forget(conn: &Connection, expired: &Expiry) -> Result<(), StoreError> {
    let bounds = [expired.last.0, expired.last_made, expired.oldest];
    if !conn
        .prepare_cached(&format!("SELECT 1 FROM undo_steps WHERE {IS_EXPIRED}"))?
        .exists(bounds)?
    {
        return Ok(());
    }
    let hidden: Vec<i64> = conn
        .prepare_cached(&format!(
            "SELECT feeds.id FROM feeds JOIN undo_steps ON undo_steps.id = removed_by
                 WHERE {IS_EXPIRED}"
        ))?
        .query_map(bounds, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    leaving::leave(conn, &hidden)?;
    forget_accounts(conn, bounds)?;
    // The versions of entries that retention removed; nothing can bring those back any more.
    conn.prepare_cached(&format!(
        "DELETE FROM revisions WHERE entry_id IN (SELECT entry_id FROM dropped
             WHERE step_id IN (SELECT id FROM undo_steps WHERE {IS_EXPIRED}))"
    ))?
    .execute(bounds)?;
    conn.prepare_cached(&format!("DELETE FROM undo_steps WHERE {IS_EXPIRED}"))?.execute(bounds)?;
    Ok(())
}

/// Deletes accounts that an expired step removed, with all that is left of them.
fn forget_accounts(conn: &Connection, bounds: [i64; 3]) -> Result<(), StoreError> {
    let removed: Vec<i64> = conn
        .prepare_cached(&format!(
            "SELECT accounts.id FROM accounts JOIN undo_steps ON undo_steps.id = removed_by
                 WHERE {IS_EXPIRED}"
        ))?
        .query_map(bounds, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in &removed {
        // Those that the user had unsubscribed from before.
        let feeds: Vec<i64> = conn
            .prepare_cached("SELECT id FROM feeds WHERE account_id = ?1")?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        leaving::leave(conn, &feeds)?;
        conn.prepare_cached("DELETE FROM folders WHERE account_id = ?1")?.execute([id])?;
        conn.prepare_cached("DELETE FROM accounts WHERE id = ?1")?.execute([id])?;
    }
    if !removed.is_empty() {
        triggers::adjust(conn)?;
    }
    Ok(())
}
