//! The queue of episodes. Every change is one step, but for episodes that leave it because they
//! were heard.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::listen::changed;
use crate::model::{EntryId, EpisodeAct, QueueChange, StepKind};
use crate::store::error::StoreError;
use crate::store::names::entry_target;
use crate::store::open::{Reader, Store};
use crate::store::undo::go::ActOutcome;

impl Store {
    /// Changes the queue as one step.
    pub fn change_queue(
        &mut self,
        change: &QueueChange,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let old = all(conn)?;
            let ids: Vec<EntryId> = old.iter().map(|(id, _)| *id).collect();
            write(conn, &old, &changed(&ids, &existing(conn, change)?))?;
            Ok(((), kind(conn, change, &ids)?))
        })
    }

    /// Removes an episode that was heard. Returns whether it was in the queue.
    pub fn leave_queue(&mut self, id: EntryId) -> Result<bool, StoreError> {
        Ok(self.conn().execute("DELETE FROM queue WHERE id = ?1", [id.0])? > 0)
    }
}

impl Reader {
    /// The queue, the next episode first. Entries of feeds that were unsubscribed are not in it.
    pub fn queue(&self) -> Result<Vec<EntryId>, StoreError> {
        let sql = "SELECT queue.id FROM queue JOIN entries ON entries.id = queue.id
             JOIN feeds ON feeds.id = feed_id AND removed_by IS NULL
             ORDER BY place, queue.id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([], |row| row.get(0).map(EntryId))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

/// All rows with their places, also those of entries that nobody sees now.
fn all(conn: &Connection) -> rusqlite::Result<Vec<(EntryId, i64)>> {
    conn.prepare_cached("SELECT id, place FROM queue ORDER BY place, id")?
        .query_map([], |row| Ok((EntryId(row.get(0)?), row.get(1)?)))?
        .collect()
}

/// The change without entries that are gone.
fn existing(conn: &Connection, change: &QueueChange) -> rusqlite::Result<QueueChange> {
    let mut look = conn.prepare_cached("SELECT 1 FROM entries WHERE id = ?1")?;
    let mut those = |ids: &[EntryId]| -> rusqlite::Result<Vec<EntryId>> {
        let mut found = Vec::new();
        for id in ids {
            if look.exists([id.0])? {
                found.push(*id);
            }
        }
        Ok(found)
    };
    Ok(match change {
        QueueChange::Add(ids) => QueueChange::Add(those(ids)?),
        QueueChange::AddFirst(ids) => QueueChange::AddFirst(those(ids)?),
        QueueChange::Remove(_) | QueueChange::Move(..) | QueueChange::Clear => change.clone(),
    })
}

/// Writes the queue. Episodes keep their places if their order is the same, so that a step has few
/// rows.
fn write(conn: &Connection, old: &[(EntryId, i64)], new: &[EntryId]) -> rusqlite::Result<()> {
    let place_of =
        |id: EntryId| old.iter().find(|(other, _)| *other == id).map(|(_, place)| *place);
    for (id, _) in old.iter().filter(|(id, _)| !new.contains(id)) {
        conn.prepare_cached("DELETE FROM queue WHERE id = ?1")?.execute([id.0])?;
    }
    let known: Vec<i64> = new.iter().filter_map(|id| place_of(*id)).collect();
    let is_same_order = known.windows(2).all(|pair| pair.first() < pair.last());
    let first_known = new.iter().position(|id| place_of(*id).is_some()).unwrap_or(0);
    let are_known_together =
        new.iter().skip(first_known).take(known.len()).all(|id| place_of(*id).is_some());
    let start = if is_same_order && are_known_together {
        let first = known.first().copied().unwrap_or(0);
        first.saturating_sub(i64::try_from(first_known).unwrap_or(0))
    } else {
        0
    };
    let mut place = start;
    for id in new {
        let kept = place_of(*id).filter(|_| is_same_order && are_known_together);
        place = kept.unwrap_or(place);
        conn.prepare_cached(
            "INSERT INTO queue (id, place) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET place = excluded.place
                 WHERE place <> excluded.place",
        )?
        .execute(params![id.0, place])?;
        place += 1;
    }
    Ok(())
}

fn kind(conn: &Connection, change: &QueueChange, before: &[EntryId]) -> rusqlite::Result<StepKind> {
    let (act, ids) = match change {
        QueueChange::Add(ids) | QueueChange::AddFirst(ids) => (EpisodeAct::Enqueue, ids.as_slice()),
        QueueChange::Remove(ids) => (EpisodeAct::Dequeue, ids.as_slice()),
        QueueChange::Clear => (EpisodeAct::Dequeue, before),
        QueueChange::Move(id, _) => (EpisodeAct::MoveInQueue, std::slice::from_ref(id)),
    };
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    Ok(StepKind::Episodes { act, entries: entry_target(conn, &ids)? })
}
