//! The list in the middle: which entries, which is selected, what their rows say.
//!
//! What becomes read stays in an unread list until the reader leaves it, and a refresh never takes
//! a row away: both follow from `kept`.

mod incoming;
mod walk;

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use jiff::tz::TimeZone;

use crate::model::{EntryId, EntryRow, EntrySet, ListEntry, Order, StatusChange, Statuses};

use super::dates::{DayGroup, day_groups};
use super::tally::Tally;
use incoming::{Before, Incoming, Merged};

/// How many rows' texts are kept; the window shows some twenty at a time.
pub(super) const CACHED_ROWS: usize = 2_000;

/// Entries before and after the one that was found last that are looked at first.
const NEAR: usize = 512;
/// Up to so many entries are found one by one; for more the list is gone through once.
const FEW: usize = 16;

/// What the next part of an answer does with the entries that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Arrival {
    /// The first part of another list: they go.
    #[default]
    Replace,
    /// The rest of that list, or the same list read again: they are compared when it is whole.
    Merge,
}

/// The list in the middle.
#[derive(Debug, Default)]
pub struct EntryList {
    entries: Vec<ListEntry>,
    days: Vec<DayGroup>,
    selected: Option<EntryId>,
    order: Order,
    unread: usize,
    is_complete: bool,
    is_whole: bool,
    version: u64,
    arrival: Arrival,
    incoming: Incoming,
    /// Where an entry was found last.
    hint: Cell<usize>,
    /// What was looked for in vain, and in which version.
    missed: Cell<Option<(EntryId, u64)>>,
    /// They stay in the list until it is left, whatever its question says.
    kept: EntrySet,
    /// Stays in the list that is on its way, whether that holds it or not.
    carried: Option<ListEntry>,
    /// What was changed here: an answer that is on its way may not know of it.
    changed: Statuses,
    /// The library knows of all that was changed.
    is_confirmed: bool,
    rows: HashMap<EntryId, EntryRow>,
    /// Rows that came before those; they go next.
    older_rows: HashMap<EntryId, EntryRow>,
    asked: HashSet<EntryId>,
}

impl EntryList {
    /// The entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[ListEntry] {
        &self.entries
    }

    /// Where days begin.
    #[must_use]
    pub fn days(&self) -> &[DayGroup] {
        &self.days
    }

    /// The selected entry; it may be missing from the list.
    #[must_use]
    pub fn selected(&self) -> Option<EntryId> {
        self.selected
    }

    /// Index of the selected entry.
    #[must_use]
    pub fn selected_index(&self) -> Option<usize> {
        self.selected.and_then(|id| self.index_of(id))
    }

    /// Index of an entry. People go from row to row, so it is nearly always close to the one that
    /// was asked for before; looking through all of a million entries would take longer than a
    /// frame may.
    #[must_use]
    pub fn index_of(&self, id: EntryId) -> Option<usize> {
        if self.missed.get() == Some((id, self.version)) {
            return None;
        }
        let is_it = |index: &usize| self.entries.get(*index).is_some_and(|entry| entry.id == id);
        let hint = self.hint.get();
        let around = hint.saturating_sub(NEAR)..(hint + NEAR).min(self.entries.len());
        let found = Some(hint).filter(is_it).or_else(|| around.into_iter().find(is_it));
        let found = found.or_else(|| self.entries.iter().position(|entry| entry.id == id));
        match found {
            Some(index) => self.hint.set(index),
            None => self.missed.set(Some((id, self.version))),
        }
        found
    }

    /// The entry of that id.
    #[must_use]
    pub fn get(&self, id: EntryId) -> Option<&ListEntry> {
        self.entries.get(self.index_of(id)?)
    }

    /// The texts of a row, once they have come.
    #[must_use]
    pub fn row(&self, id: EntryId) -> Option<&EntryRow> {
        self.rows.get(&id).or_else(|| self.older_rows.get(&id))
    }

    /// Whether nothing of the list is on its way any more.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Whether what is shown belongs to the list that was asked for last, and not to the one that
    /// is being left.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.arrival == Arrival::Merge
    }

    /// Whether all of the list is shown; while it is read again, it still is.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Changes whenever entries come, go or move.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// How many are unread.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Another list is on its way: what is shown stays until its first part comes.
    pub fn expect_other(&mut self, order: Order) {
        self.expect_again();
        self.arrival = Arrival::Replace;
        self.order = order;
        self.is_whole = false;
        self.kept.clear();
        self.carried = None;
        self.selected = None;
    }

    /// The same list is read again: nothing on screen changes until it is whole. Of a list that is
    /// not here yet, the first part is shown as before.
    pub fn expect_again(&mut self) {
        self.is_complete = false;
        self.incoming = Incoming::default();
        if self.is_confirmed {
            self.changed = Statuses::default();
        }
    }

    /// Takes an entry along into the list that is on its way, and keeps it selected there.
    pub fn carry(&mut self, entry: ListEntry) {
        self.selected = Some(entry.id);
        self.carried = Some(entry);
    }

    /// Takes the next part of the list that is on its way.
    pub fn receive_part(&mut self, part: Vec<ListEntry>, is_last: bool, zone: &TimeZone) {
        if self.arrival == Arrival::Replace {
            self.arrival = Arrival::Merge;
            // They are of another list: nothing of them is compared.
            walk::let_go(std::mem::take(&mut self.entries));
            if !is_last {
                let mut first = part.clone();
                let unread = self.changed.lay_over_all(&mut first);
                let days = day_groups(&first, zone);
                self.replace(Merged { entries: first, days, unread });
            }
        }
        let mut incoming = std::mem::take(&mut self.incoming);
        let before = Before {
            entries: &self.entries,
            carried: self.carried,
            stays: |id| self.selected == Some(id) || self.kept.contains(id),
            changed: &self.changed,
            order: self.order,
            zone,
            goes_on: !is_last,
        };
        incoming.take(part, &before);
        if is_last {
            incoming.take_rest(&before);
            // Of those that were kept only after their places had passed.
            let missing = self.kept_beside(incoming.ids());
            let merged = incoming.finish(missing, &self.changed, self.order, zone);
            self.replace(merged);
            self.is_whole = true;
        } else {
            self.incoming = incoming;
        }
        self.is_complete = is_last;
    }

    /// The entries that stay and are not among others.
    fn kept_beside(&self, others: &EntrySet) -> Vec<ListEntry> {
        let mut ids = self.kept.clone();
        self.selected.into_iter().for_each(|id| ids.insert(id));
        ids.difference_with(others);
        if ids.len() <= FEW {
            return ids.iter().filter_map(|id| self.get(id).copied()).collect();
        }
        self.entries.iter().filter(|entry| ids.contains(entry.id)).copied().collect()
    }

    fn replace(&mut self, list: Merged) {
        walk::let_go(std::mem::replace(&mut self.entries, list.entries));
        self.days = list.days;
        self.unread = list.unread;
        self.version += 1;
    }

    fn replace_with(&mut self, entries: Vec<ListEntry>, zone: &TimeZone) {
        let (days, unread) = (day_groups(&entries, zone), unread_of(&entries));
        self.replace(Merged { entries, days, unread });
    }

    /// Puts an entry into the list that the query does not answer with: the one that was open when
    /// the program ended.
    pub fn keep(&mut self, entry: ListEntry, zone: &TimeZone) {
        self.kept.insert(entry.id);
        if self.index_of(entry.id).is_some() {
            return;
        }
        let mut entries = std::mem::take(&mut self.entries);
        entries.push(entry);
        sort(&mut entries, self.order);
        self.replace_with(entries, zone);
    }

    /// Lets go of entries that stay in the list only because of what was done to them here.
    pub fn release(&mut self, stays: impl Fn(&ListEntry) -> bool) {
        let gone: EntrySet =
            self.entries.iter().filter(|entry| !stays(entry)).map(|entry| entry.id).collect();
        self.kept.difference_with(&gone);
        self.selected = self.selected.filter(|id| !gone.contains(*id));
    }

    /// Puts other entries with their rows into the list, as for a preview.
    pub fn set(&mut self, entries: Vec<ListEntry>, rows: Vec<EntryRow>, zone: &TimeZone) {
        self.expect_other(self.order);
        self.rows.clear();
        self.older_rows.clear();
        self.asked.clear();
        self.replace_with(entries, zone);
        self.receive_rows(rows);
        self.arrival = Arrival::Merge;
        (self.is_complete, self.is_whole) = (true, true);
    }

    /// Selects an entry, or none.
    pub fn select(&mut self, id: Option<EntryId>) {
        self.selected = id;
    }

    /// The entry `step` rows from the selected one, held at the ends; with none selected, the first
    /// (or last).
    #[must_use]
    pub fn stepped(&self, step: isize) -> Option<EntryId> {
        let last = self.entries.len().checked_sub(1)?;
        let index = match self.selected_index() {
            Some(index) => index.saturating_add_signed(step).min(last),
            None if step < 0 => last,
            None => 0,
        };
        self.entries.get(index).map(|entry| entry.id)
    }

    /// The next unread entry below the selected one, else the first from the top.
    #[must_use]
    pub fn next_unread(&self) -> Option<EntryId> {
        self.unread_below()
            .or_else(|| self.entries.iter().find(|entry| !entry.is_read).map(|entry| entry.id))
    }

    /// The next unread entry above the selected one.
    #[must_use]
    pub fn unread_above(&self) -> Option<EntryId> {
        let end = self.selected_index().unwrap_or(self.entries.len());
        self.entries.get(..end)?.iter().rev().find(|entry| !entry.is_read).map(|entry| entry.id)
    }

    /// The next unread entry above the selected one, else the first from the bottom.
    #[must_use]
    pub fn previous_unread(&self) -> Option<EntryId> {
        self.unread_above().or_else(|| {
            self.entries.iter().rev().find(|entry| !entry.is_read).map(|entry| entry.id)
        })
    }

    /// The next unread entry below the selected one.
    #[must_use]
    pub fn unread_below(&self) -> Option<EntryId> {
        let start = self.selected_index().map_or(0, |index| index + 1);
        self.entries.get(start..)?.iter().find(|entry| !entry.is_read).map(|entry| entry.id)
    }

    /// Changes statuses where they differ, which is counted.
    pub(super) fn change(&mut self, ids: &EntrySet, change: StatusChange, changed: &mut Tally) {
        self.each_of(ids, |entry| {
            let status = match change {
                StatusChange::Read(_) => &mut entry.is_read,
                StatusChange::Starred(_) => &mut entry.is_starred,
                StatusChange::Hidden(_) => return,
            };
            if *status != change.is_on() {
                *status = change.is_on();
                changed.add(entry);
            }
        });
        self.note(change, changed);
    }

    /// Marks the unread entries of a range as read, if they are from before a moment (in seconds
    /// since 1970); they are counted.
    pub(super) fn mark_read(&mut self, range: Range<usize>, before: i64, changed: &mut Tally) {
        let parts = walk::in_parts(self.entries.get_mut(range).unwrap_or_default(), |part| {
            let mut changed = changed.anew();
            for entry in part.iter_mut().filter(|entry| !entry.is_read && entry.sort_secs < before)
            {
                entry.is_read = true;
                changed.add(entry);
            }
            changed
        });
        for part in &parts {
            changed.absorb(part);
        }
        self.unread -= changed.len();
        self.note(StatusChange::Read(true), changed);
    }

    /// What was changed stays in the list, and is not overwritten by an answer that does not know
    /// of it.
    fn note(&mut self, change: StatusChange, changed: &Tally) {
        if changed.len() == 0 {
            return;
        }
        if self.is_confirmed && self.is_complete {
            self.changed = Statuses::default();
        }
        self.is_confirmed = false;
        self.incoming.outdate();
        self.kept.union_with(&changed.ids);
        self.changed.note(&changed.ids, change);
    }

    /// Takes back what the library refused, also of entries that have yet to come.
    pub(super) fn take_back(&mut self, ids: &EntrySet, change: StatusChange, counted: &mut Tally) {
        self.change(ids, change.opposite(), counted);
        self.changed.note(ids, change.opposite());
        self.incoming.outdate();
    }

    /// What the library says, while it has yet to hear of other changes: for the list that comes
    /// next.
    pub(super) fn learn(&mut self, statuses: &Statuses) {
        self.incoming.outdate();
        self.changed.update(statuses);
    }

    /// Sets statuses to what the library says, which knows of all that was changed here: what is
    /// asked from now on is up to date.
    pub fn confirm(&mut self, statuses: &Statuses) {
        self.is_confirmed = true;
        // As a rule it says what is shown already.
        if statuses.is_known_to(&self.changed) {
            return;
        }
        self.learn(statuses);
        let ids = statuses.ids();
        if ids.len() <= FEW {
            self.each_of(&ids, |entry| statuses.lay_over(entry));
        } else {
            self.unread =
                walk::in_parts(&mut self.entries, |part| statuses.lay_over_all(part)).iter().sum();
        }
    }

    /// Does something to entries of these ids; keeps the number of unread ones right.
    fn each_of(&mut self, ids: &EntrySet, mut act: impl FnMut(&mut ListEntry)) {
        let mut act = |entry: &mut ListEntry, unread: &mut usize| {
            *unread -= usize::from(!entry.is_read);
            act(entry);
            *unread += usize::from(!entry.is_read);
        };
        if ids.len() <= FEW {
            for id in ids.iter() {
                if let Some(entry) = self.index_of(id).and_then(|index| self.entries.get_mut(index))
                {
                    act(entry, &mut self.unread);
                }
            }
            return;
        }
        for entry in self.entries.iter_mut().filter(|entry| ids.contains(entry.id)) {
            act(entry, &mut self.unread);
        }
    }

    /// Which of these rows have neither come nor been asked for; they count as asked for from now
    /// on.
    pub fn missing_rows(&mut self, ids: &[EntryId]) -> Vec<EntryId> {
        ids.iter()
            .copied()
            .filter(|id| {
                !self.rows.contains_key(id)
                    && !self.older_rows.contains_key(id)
                    && self.asked.insert(*id)
            })
            .collect()
    }

    /// Takes the texts of rows.
    pub fn receive_rows(&mut self, rows: Vec<EntryRow>) {
        // Half of them goes at a time, so that what is on screen stays.
        if self.rows.len() + rows.len() > CACHED_ROWS / 2 {
            self.older_rows = std::mem::take(&mut self.rows);
        }
        for row in rows {
            self.asked.remove(&row.id);
            self.rows.insert(row.id, row);
        }
    }

    /// Forgets the texts of rows, since a refresh may have changed them; they are asked for again
    /// when they are shown.
    pub fn forget_rows_of(&mut self, is_affected: impl Fn(&EntryRow) -> bool) {
        self.rows.retain(|_, row| !is_affected(row));
        self.older_rows.retain(|_, row| !is_affected(row));
    }
}

fn unread_of(entries: &[ListEntry]) -> usize {
    entries.iter().filter(|entry| !entry.is_read).count()
}

/// What an entry is ordered by.
fn key(entry: &ListEntry) -> (i64, EntryId) {
    (entry.sort_secs, entry.id)
}

fn goes_before(one: &ListEntry, other: &ListEntry, order: Order) -> bool {
    match order {
        Order::Newest => key(one) > key(other),
        Order::Oldest => key(one) < key(other),
    }
}

fn sort(entries: &mut [ListEntry], order: Order) {
    match order {
        Order::Newest => entries.sort_by_key(|entry| std::cmp::Reverse(key(entry))),
        Order::Oldest => entries.sort_by_key(key),
    }
}

#[cfg(test)]
mod tests;
