//! The texts of the rows on screen and around it.

use std::collections::{HashMap, HashSet};

use crate::model::{EntryId, EntryRow};

/// The number of rows whose texts are kept; the window shows some twenty at a time.
pub(super) const CACHED_ROWS: usize = 2_000;

/// The texts that have arrived, and the rows that were asked for.
#[derive(Debug, Default)]
pub(super) struct RowTexts {
    rows: HashMap<EntryId, EntryRow>,
    /// Rows that arrived before those in `rows`; they are dropped next.
    older: HashMap<EntryId, EntryRow>,
    /// Rows with the excerpts of another search. They are shown until the right ones arrive.
    outdated: HashMap<EntryId, EntryRow>,
    asked: HashSet<EntryId>,
}

impl RowTexts {
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.rows.len() + self.older.len()
    }

    pub(super) fn get(&self, id: EntryId) -> Option<&EntryRow> {
        let kept = || self.older.get(&id).or_else(|| self.outdated.get(&id));
        self.rows.get(&id).or_else(kept)
    }

    /// Whether the texts of a row are here and those of the present search.
    pub(super) fn has(&self, id: EntryId) -> bool {
        self.rows.contains_key(&id) || self.older.contains_key(&id)
    }

    /// Asks for all rows again when they are shown.
    pub(super) fn outdate(&mut self) {
        self.outdated = std::mem::take(&mut self.older);
        self.outdated.extend(std::mem::take(&mut self.rows));
        self.asked.clear();
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The rows that have neither arrived nor been asked for. They count as asked for from now on.
    pub(super) fn missing(&mut self, ids: &[EntryId]) -> Vec<EntryId> {
        ids.iter().copied().filter(|id| !self.has(*id) && self.asked.insert(*id)).collect()
    }

    pub(super) fn receive(&mut self, rows: Vec<EntryRow>) {
        // Only half of them are dropped at a time, so that those on screen stay.
        if self.rows.len() + rows.len() > CACHED_ROWS / 2 {
            self.older = std::mem::take(&mut self.rows);
        }
        for row in rows {
            self.asked.remove(&row.id);
            self.outdated.remove(&row.id);
            self.rows.insert(row.id, row);
        }
    }

    pub(super) fn forget_of(&mut self, is_affected: impl Fn(&EntryRow) -> bool) {
        for rows in [&mut self.rows, &mut self.older, &mut self.outdated] {
            rows.retain(|_, row| !is_affected(row));
        }
    }
}
