//! The list in the middle: its entries, the selection, the texts of its rows.
//!
//! An entry that becomes read stays in an unread list until the user leaves the list, and a refresh
//! never takes a row away: both follow from `kept`.

mod folds;
mod incoming;
mod order;
mod row_texts;
mod walk;

use std::cell::Cell;
use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::{EntryId, EntryRow, EntrySet, ListEntry, Order, StatusChange, Statuses};

use super::dates::{DayGroup, day_groups};
use super::tally::Tally;
use folds::Folds;
use incoming::{Incoming, PreviousList, WholeList};
use order::sort;
use row_texts::RowTexts;

/// The distance from the entry that was found last within which the next one is looked for first.
const NEAR: usize = 512;
/// Up to this many entries are found one by one; for more, one walk through the list is faster.
const FEW: usize = 16;

/// The effect of the next part of an answer on the entries that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Arrival {
    /// It is the first part of another list and replaces them.
    #[default]
    Replace,
    /// It belongs to the same list and is merged with them.
    Merge,
}

/// The list of entries.
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
    /// The index at which an entry was found last.
    hint: Cell<usize>,
    /// The entry that was looked for in vain, and the version of the list then.
    missed: Cell<Option<(EntryId, u64)>>,
    /// Entries that stay in the list until it is left, even if its query no longer finds them.
    kept: EntrySet,
    /// An entry that stays in the arriving list, even if that does not have it.
    carried: Option<ListEntry>,
    /// Changes made here, which an arriving answer may not have yet.
    changed: Statuses,
    /// Whether the library has stored all changes.
    is_confirmed: bool,
    rows: RowTexts,
    folds: Folds,
}

impl EntryList {
    #[must_use]
    pub fn entries(&self) -> &[ListEntry] {
        &self.entries
    }

    /// The days of the list, in order; none unless it is ordered by time.
    #[must_use]
    pub fn days(&self) -> &[DayGroup] {
        if self.order.is_by_time() { &self.days } else { &[] }
    }

    /// The day under whose heading a row stands.
    #[must_use]
    pub fn day_of(&self, index: usize) -> Option<Date> {
        let days = self.days();
        let day = days.partition_point(|day| day.first <= index).checked_sub(1)?;
        days.get(day).map(|day| day.date)
    }

    /// The selected entry; it may be missing from the list.
    #[must_use]
    pub fn selected(&self) -> Option<EntryId> {
        self.selected
    }

    #[must_use]
    pub fn selected_index(&self) -> Option<usize> {
        self.selected.and_then(|id| self.index_of(self.head_of(id)))
    }

    /// The index of an entry. People go from row to row, so it is nearly always close to the last
    /// one; searching a million entries would take longer than a frame.
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

    #[must_use]
    pub fn get(&self, id: EntryId) -> Option<&ListEntry> {
        self.copy(id).or_else(|| self.entries.get(self.index_of(id)?))
    }

    /// The texts of a row, if they have arrived.
    #[must_use]
    pub fn row(&self, id: EntryId) -> Option<&EntryRow> {
        self.rows.get(id)
    }

    /// Whether the texts of a row have arrived and are those of the present search.
    #[must_use]
    pub fn has_row(&self, id: EntryId) -> bool {
        self.rows.has(id)
    }

    /// Asks for the texts of all rows again when they are shown: another search has other hits.
    pub fn outdate_rows(&mut self) {
        self.rows.outdate();
    }

    /// Whether every part of the latest answer has arrived.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Whether the entries belong to the list that was asked for last, not to the previous one.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.arrival == Arrival::Merge
    }

    /// Whether the whole list is shown. It stays so while the list is read again.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Changes whenever entries come, go or move.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The number of unread entries.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Prepares for another list. The entries stay until its first part arrives.
    pub fn expect_other(&mut self, order: Order) {
        self.expect_again();
        self.arrival = Arrival::Replace;
        self.order = order;
        self.is_whole = false;
        self.kept.clear();
        self.carried = None;
        self.selected = None;
    }

    /// Prepares for the same list again. Nothing on screen changes until it is whole; if the list
    /// has not arrived at all yet, its first part is shown as usual.
    pub fn expect_again(&mut self) {
        self.is_complete = false;
        self.incoming = Incoming::default();
        self.folds.expect();
        if self.is_confirmed {
            self.changed = Statuses::default();
        }
    }

    /// Carries an entry over into the arriving list and keeps it selected there.
    pub fn carry(&mut self, entry: ListEntry) {
        self.selected = Some(entry.id);
        // Its rank in another order means nothing here; it may arrive with the right one.
        self.carried = Some(ListEntry { rank: 0, ..entry });
    }

    /// Takes the next part of the arriving list.
    pub fn receive_part(&mut self, part: Vec<ListEntry>, is_last: bool, zone: &TimeZone) {
        if self.arrival == Arrival::Replace {
            self.arrival = Arrival::Merge;
            // They belong to another list, so there is nothing to compare.
            walk::let_go(std::mem::take(&mut self.entries));
            if !is_last {
                let mut first = part.clone();
                self.folds.show(false, |_| false);
                let unread = self.changed.lay_over_all(&mut first);
                let days = day_groups(&first, zone);
                self.replace(WholeList { entries: first, days, unread });
            }
        }
        let mut incoming = std::mem::take(&mut self.incoming);
        let before = PreviousList {
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
            // Some entries were kept only after their place in the order had passed.
            let missing = self.kept_beside(incoming.ids());
            let merged = incoming.finish(missing, &self.changed, self.order, zone);
            self.folds.show(true, |id| self.selected == Some(id) || self.kept.contains(id));
            self.folds.lay_over(&self.changed);
            self.replace(merged);
            self.is_whole = true;
        } else {
            self.incoming = incoming;
        }
        self.is_complete = is_last;
    }

    /// The entries that stay and are not in `others`.
    fn kept_beside(&self, others: &EntrySet) -> Vec<ListEntry> {
        let mut ids = self.kept.clone();
        self.selected.into_iter().for_each(|id| ids.insert(id));
        ids.difference_with(others);
        if ids.len() <= FEW {
            // What a row stands for has no row, so that `get` would find too much.
            let row = |id| self.entries.get(self.index_of(id)?).copied();
            return ids.iter().filter_map(row).collect();
        }
        self.entries.iter().filter(|entry| ids.contains(entry.id)).copied().collect()
    }

    fn replace(&mut self, list: WholeList) {
        walk::let_go(std::mem::replace(&mut self.entries, list.entries));
        self.days = list.days;
        self.unread = list.unread;
        self.version += 1;
        self.place_unfolded();
    }

    fn replace_with(&mut self, entries: Vec<ListEntry>, zone: &TimeZone) {
        let (days, unread) = (day_groups(&entries, zone), unread_of(&entries));
        self.replace(WholeList { entries, days, unread });
    }

    /// Adds an entry that the query does not find: the one that was open when the program ended.
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

    /// Stops keeping entries that stay only because of a change made here.
    pub fn release(&mut self, stays: impl Fn(&ListEntry) -> bool) {
        let gone: EntrySet =
            self.entries.iter().filter(|entry| !stays(entry)).map(|entry| entry.id).collect();
        self.kept.difference_with(&gone);
        self.selected = self.selected.filter(|id| !gone.contains(*id));
    }

    /// Replaces the list and its rows, for a preview.
    pub fn set(&mut self, entries: Vec<ListEntry>, rows: Vec<EntryRow>, zone: &TimeZone) {
        self.expect_other(self.order);
        self.rows.clear();
        self.folds = Folds::default();
        self.replace_with(entries, zone);
        self.receive_rows(rows);
        self.arrival = Arrival::Merge;
        (self.is_complete, self.is_whole) = (true, true);
    }

    pub fn select(&mut self, id: Option<EntryId>) {
        self.selected = id;
    }

    /// The entry `step` rows from the selected one, at most the first or last. Without a selection
    /// it is the first, or the last if `step` is negative.
    #[must_use]
    pub fn stepped(&self, step: isize) -> Option<EntryId> {
        if let Some(id) = self.stepped_within(step) {
            return Some(id);
        }
        let last = self.entries.len().checked_sub(1)?;
        let index = match self.selected_index() {
            Some(index) => index.saturating_add_signed(step).min(last),
            None if step < 0 => last,
            None => 0,
        };
        let id = self.entries.get(index)?.id;
        Some(if step == -1 { self.last_of_row(id) } else { id })
    }

    /// The next unread entry below the selected one, otherwise the first from the top.
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

    /// The next unread entry above the selected one, otherwise the first from the bottom.
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

    /// Changes statuses and counts the entries whose status was different.
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

    /// Marks the unread entries of a range as read if they are older than `before` (in seconds
    /// since 1970), and counts them.
    pub(super) fn mark_read(&mut self, range: Range<usize>, before: i64, changed: &mut Tally) {
        let heads: EntrySet = self.folded_rows(range.clone());
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
        self.mark_copies_read(&heads, before, changed);
        self.note(StatusChange::Read(true), changed);
    }

    /// Keeps changed entries in the list, and protects the change from answers that are older.
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

    /// Reverts a change that the library refused, also for entries that have not arrived yet.
    pub(super) fn take_back(&mut self, ids: &EntrySet, change: StatusChange, counted: &mut Tally) {
        self.change(ids, change.opposite(), counted);
        self.changed.note(ids, change.opposite());
        self.incoming.outdate();
    }

    /// Takes statuses from the library that does not know the latest changes yet; only the next
    /// list shows them.
    pub(super) fn learn(&mut self, statuses: &Statuses) {
        self.incoming.outdate();
        self.changed.update(statuses);
    }

    /// Takes statuses from the library, which now knows all changes made here.
    pub fn confirm(&mut self, statuses: &Statuses) {
        self.is_confirmed = true;
        // Nearly always they are what is shown already.
        if statuses.is_known_to(&self.changed) {
            return;
        }
        self.learn(statuses);
        self.folds.lay_over(statuses);
        let ids = statuses.ids();
        if ids.len() <= FEW {
            self.each_of(&ids, |entry| statuses.lay_over(entry));
        } else {
            self.unread =
                walk::in_parts(&mut self.entries, |part| statuses.lay_over_all(part)).iter().sum();
        }
    }

    /// Calls `act` for these entries and keeps the number of unread ones right.
    fn each_of(&mut self, ids: &EntrySet, mut act: impl FnMut(&mut ListEntry)) {
        self.folds.each_of(ids, &mut act);
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

    /// The rows that have neither arrived nor been asked for. They count as asked for from now on.
    pub fn missing_rows(&mut self, ids: &[EntryId]) -> Vec<EntryId> {
        self.rows.missing(ids)
    }

    pub fn receive_rows(&mut self, rows: Vec<EntryRow>) {
        self.rows.receive(rows);
    }

    /// Drops the texts of rows that a refresh may have changed. They are asked for again when they
    /// are shown.
    pub fn forget_rows_of(&mut self, is_affected: impl Fn(&EntryRow) -> bool) {
        self.rows.forget_of(is_affected);
    }
}

fn unread_of(entries: &[ListEntry]) -> usize {
    entries.iter().filter(|entry| !entry.is_read).count()
}

#[cfg(test)]
mod tests;
