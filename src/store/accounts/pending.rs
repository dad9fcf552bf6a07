//! Acts on entries that wait for their servers.

use rusqlite::{Connection, Row, params};

use crate::model::{
    AccountId, EntryId, FeedId, MarkKind, ParkReason, PendingMark, RemoteId, WaitingActs,
};
use crate::store::error::StoreError;
use crate::store::open::{Reader, Store};

/// An entry whose id at the server is not known, because its feed came back to it, has to wait.
const PENDING: &str = "SELECT pending.*, entries.feed_id, remote_id FROM pending
     JOIN remote_entries ON remote_entries.entry_id = pending.entry_id AND is_stale = 0
     JOIN entries ON entries.id = pending.entry_id
     WHERE pending.account_id = ?1";

impl Reader {
    /// The acts to send for an account, in the order in which they were made.
    pub fn pending(&self, id: AccountId) -> Result<Vec<PendingMark>, StoreError> {
        let sql = format!("{PENDING} AND parked IS NULL ORDER BY generation");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let marks = statement.query_map([id.0], pending_mark)?.collect::<Result<_, _>>()?;
        Ok(marks)
    }

    /// The acts of an account that are not sent any more, and why.
    pub fn parked(&self, id: AccountId) -> Result<Vec<(PendingMark, ParkReason)>, StoreError> {
        let sql = format!("{PENDING} AND parked IS NOT NULL ORDER BY generation");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let marks = statement
            .query_map([id.0], |row| {
                Ok((pending_mark(row)?, park_reason(row.get_ref("parked")?.as_str()?)))
            })?
            .collect::<Result<_, _>>()?;
        Ok(marks)
    }

    /// How many acts of an account can be sent with the next sync, and how many no more.
    pub fn waiting_acts(&self, id: AccountId) -> Result<WaitingActs, StoreError> {
        let sql = format!(
            "SELECT coalesce(sum(parked IS NULL), 0), coalesce(sum(parked IS NOT NULL), 0),
                 (SELECT count(*) FROM pending_changes WHERE account_id = ?1 AND problem IS NULL),
                 (SELECT count(*) FROM pending_changes WHERE account_id = ?1
                     AND problem IS NOT NULL)
             FROM ({PENDING})"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row([id.0], |row| {
            Ok(WaitingActs {
                waiting: row.get::<_, u32>(0)?.saturating_add(row.get(2)?),
                parked: row.get::<_, u32>(1)?.saturating_add(row.get(3)?),
            })
        })?)
    }
}

impl Store {
    /// Notes that a server accepted acts. An act that was made meanwhile stays.
    pub fn marks_accepted(&mut self, marks: &[PendingMark]) -> Result<(), StoreError> {
        self.with_each(marks, |conn, mark| {
            let gone = delete(conn, mark)?;
            if gone == 0 {
                conn.prepare_cached(
                    "UPDATE pending SET seen = ?4 WHERE entry_id = ?1 AND kind = ?2 AND label = ?3",
                )?
                .execute(params![
                    mark.entry.0,
                    kind_word(&mark.kind),
                    label(&mark.kind),
                    mark.wanted
                ])?;
            }
            Ok(())
        })
    }

    /// Notes that acts were sent without effect.
    pub fn marks_failed(&mut self, marks: &[PendingMark]) -> Result<(), StoreError> {
        self.with_each(marks, |conn, mark| {
            conn.prepare_cached("UPDATE pending SET tries = tries + 1 WHERE generation = ?1")?
                .execute([mark.generation])?;
            Ok(())
        })
    }

    /// Notes that acts are not sent any more. Their entries stay as they are until the user's next
    /// act on them.
    pub fn marks_parked(
        &mut self,
        marks: &[PendingMark],
        why: ParkReason,
    ) -> Result<(), StoreError> {
        self.with_each(marks, |conn, mark| {
            conn.prepare_cached("UPDATE pending SET parked = ?2 WHERE generation = ?1")?
                .execute(params![mark.generation, park_word(why)])?;
            Ok(())
        })
    }

    /// Gives up acts. The next pull brings the entries to the state of the server.
    pub fn marks_dropped(&mut self, marks: &[PendingMark]) -> Result<(), StoreError> {
        self.with_each(marks, |conn, mark| delete(conn, mark).map(|_| ()))
    }

    /// Sends the parked acts and failed changes of an account again with the next sync.
    pub fn retry_parked(&mut self, id: AccountId) -> Result<(), StoreError> {
        let tx = self.begin()?;
        tx.execute(
            "UPDATE pending SET parked = NULL, tries = 0
                 WHERE account_id = ?1 AND parked IS NOT NULL",
            [id.0],
        )?;
        tx.execute(
            "UPDATE pending_changes SET problem = NULL, tries = 0
                 WHERE account_id = ?1 AND problem IS NOT NULL",
            [id.0],
        )?;
        tx.commit()?;
        Ok(())
    }

    fn with_each(
        &mut self,
        marks: &[PendingMark],
        each: impl Fn(&Connection, &PendingMark) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let tx = self.begin()?;
        for mark in marks {
            each(&tx, mark)?;
        }
        tx.commit()?;
        Ok(())
    }
}

/// Deletes the row of an act, unless a later act took its place.
fn delete(conn: &Connection, mark: &PendingMark) -> rusqlite::Result<usize> {
    conn.prepare_cached("DELETE FROM pending WHERE generation = ?1")?.execute([mark.generation])
}

fn pending_mark(row: &Row<'_>) -> rusqlite::Result<PendingMark> {
    Ok(PendingMark {
        entry: EntryId(row.get("entry_id")?),
        feed_id: FeedId(row.get("feed_id")?),
        remote: RemoteId(row.get("remote_id")?),
        kind: mark_kind(row.get_ref("kind")?.as_str()?, row.get("label")?),
        wanted: row.get("wanted")?,
        generation: row.get("generation")?,
        seen: row.get("seen")?,
        tries: row.get("tries")?,
    })
}

fn mark_kind(word: &str, label: String) -> MarkKind {
    match word {
        "read" => MarkKind::Read,
        "star" => MarkKind::Star,
        _ => MarkKind::Label(label),
    }
}

fn kind_word(kind: &MarkKind) -> &'static str {
    match kind {
        MarkKind::Read => "read",
        MarkKind::Star => "star",
        MarkKind::Label(_) => "label",
    }
}

fn label(kind: &MarkKind) -> &str {
    match kind {
        MarkKind::Read | MarkKind::Star => "",
        MarkKind::Label(label) => label,
    }
}

/// Adds an act that no trigger saw: an entry came back to its server with another state.
pub(super) fn add(
    conn: &Connection,
    (account, entry): (AccountId, i64),
    kind: &MarkKind,
    wanted: bool,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO pending (account_id, entry_id, kind, label, wanted, seen)
             SELECT ?1, ?2, ?3, ?4, ?5, NOT ?5 WHERE NOT EXISTS (SELECT 1 FROM pending
                 WHERE entry_id = ?2 AND kind = ?3 AND label = ?4)",
    )?
    .execute(params![account.0, entry, kind_word(kind), label(kind), wanted])?;
    // What was parked while the feed was away can be sent now.
    conn.prepare_cached(
        "UPDATE pending SET parked = NULL, tries = 0 WHERE entry_id = ?1 AND kind = ?2
             AND label = ?3",
    )?
    .execute(params![entry, kind_word(kind), label(kind)])?;
    Ok(())
}

const PARK_WORDS: [(&str, ParkReason); 4] = [
    ("feed_gone", ParkReason::FeedGone),
    ("entry_gone", ParkReason::EntryGone),
    ("refused", ParkReason::Refused),
    ("outdated", ParkReason::Outdated),
];

fn park_word(why: ParkReason) -> &'static str {
    PARK_WORDS.iter().find(|(_, known)| *known == why).map_or("refused", |(word, _)| word)
}

fn park_reason(word: &str) -> ParkReason {
    let found = PARK_WORDS.iter().find(|(known, _)| *known == word);
    found.map_or(ParkReason::Refused, |(_, why)| *why)
}
