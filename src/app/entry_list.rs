//! The list in the middle: which entries, which is selected, what their rows say.
//!
//! What becomes read stays in an unread list until the reader leaves it, and a refresh never takes a row away: both follow from `kept`.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;

use crate::model::{EntryId, EntryRow, ListEntry, Order, StatusChange};

use super::dates::{DayGroup, day_groups};

/// How many rows' texts are kept; the window shows some twenty at a time.
pub(super) const CACHED_ROWS: usize = 2_000;

/// What the next part of an answer does with the entries that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Arrival {
    /// The first part of another list: they go.
    #[default]
    Replace,
    /// The rest of another list: it is shown when it is whole.
    Continue,
    /// The same list, read again: they are compared when it is whole.
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
    version: u64,
    arrival: Arrival,
    incoming: Vec<ListEntry>,
    kept: HashSet<EntryId>,
    rows: HashMap<EntryId, EntryRow>,
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

    /// Index of an entry.
    #[must_use]
    pub fn index_of(&self, id: EntryId) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id == id)
    }

    /// The entry of that id.
    #[must_use]
    pub fn get(&self, id: EntryId) -> Option<&ListEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The texts of a row, once they have come.
    #[must_use]
    pub fn row(&self, id: EntryId) -> Option<&EntryRow> {
        self.rows.get(&id)
    }

    /// Whether every part of the list has come.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
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

    fn count_unread(&mut self) {
        self.unread = self.entries.iter().filter(|entry| !entry.is_read).count();
    }

    /// Another list is on its way: what is shown stays until its first part comes.
    pub fn expect_other(&mut self, order: Order) {
        self.arrival = Arrival::Replace;
        self.order = order;
        self.is_complete = false;
        self.incoming.clear();
        self.kept.clear();
        self.selected = None;
    }

    /// The same list is read again: nothing on screen changes until it is whole.
    pub fn expect_again(&mut self) {
        self.arrival = Arrival::Merge;
        self.is_complete = false;
        self.incoming.clear();
    }

    /// Takes the next part of the list that is on its way.
    pub fn receive_part(&mut self, part: Vec<ListEntry>, is_last: bool, zone: &TimeZone) {
        self.incoming.extend(part);
        match self.arrival {
            Arrival::Replace => self.replace(self.incoming.clone(), zone),
            Arrival::Continue if is_last => {
                let whole = std::mem::take(&mut self.incoming);
                self.replace(whole, zone);
            }
            Arrival::Merge if is_last => {
                let whole = std::mem::take(&mut self.incoming);
                let merged = self.merged(whole);
                self.replace(merged, zone);
            }
            Arrival::Continue | Arrival::Merge => {}
        }
        if self.arrival == Arrival::Replace {
            self.arrival = Arrival::Continue;
        }
        if is_last {
            self.incoming = Vec::new();
        }
        self.is_complete = is_last;
    }

    fn replace(&mut self, entries: Vec<ListEntry>, zone: &TimeZone) {
        self.entries = entries;
        self.days = day_groups(&self.entries, zone);
        self.count_unread();
        self.version += 1;
    }

    /// The new answer together with the entries that only an act in this very list would have removed.
    fn merged(&self, mut whole: Vec<ListEntry>) -> Vec<ListEntry> {
        let stays = |entry: &&ListEntry| self.kept.contains(&entry.id) || self.selected == Some(entry.id);
        let staying: Vec<ListEntry> = self.entries.iter().filter(stays).copied().collect();
        if staying.is_empty() {
            return whole;
        }
        let present: HashSet<EntryId> = whole.iter().map(|entry| entry.id).collect();
        whole.extend(staying.into_iter().filter(|entry| !present.contains(&entry.id)));
        self.sort(&mut whole);
        whole
    }

    fn sort(&self, entries: &mut [ListEntry]) {
        let key = |entry: &ListEntry| (entry.sort_secs, entry.id);
        match self.order {
            Order::Newest => entries.sort_by_key(|entry| std::cmp::Reverse(key(entry))),
            Order::Oldest => entries.sort_by_key(key),
        }
    }

    /// Puts an entry into the list that the query does not answer with: the one that was open when the program ended.
    pub fn keep(&mut self, entry: ListEntry, zone: &TimeZone) {
        self.kept.insert(entry.id);
        if self.index_of(entry.id).is_some() {
            return;
        }
        let mut entries = std::mem::take(&mut self.entries);
        entries.push(entry);
        self.sort(&mut entries);
        self.replace(entries, zone);
    }

    /// Lets go of entries that stay in the list only because of what was done to them here.
    pub fn release(&mut self, stays: impl Fn(&ListEntry) -> bool) {
        let gone: HashSet<EntryId> = self.entries.iter().filter(|entry| !stays(entry)).map(|entry| entry.id).collect();
        self.kept.retain(|id| !gone.contains(id));
        self.selected = self.selected.filter(|id| !gone.contains(id));
    }

    /// Puts other entries with their rows into the list, as for a preview.
    pub fn set(&mut self, entries: Vec<ListEntry>, rows: Vec<EntryRow>, zone: &TimeZone) {
        self.expect_other(self.order);
        self.rows.clear();
        self.asked.clear();
        self.replace(entries, zone);
        self.receive_rows(rows);
        self.is_complete = true;
    }

    /// Selects an entry, or none.
    pub fn select(&mut self, id: Option<EntryId>) {
        self.selected = id;
    }

    /// The entry `step` rows from the selected one, held at the ends; with none selected, the first (or last).
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
        let start = self.selected_index().map_or(0, |index| index + 1);
        let (above, below) = self.entries.split_at_checked(start)?;
        below.iter().chain(above).find(|entry| !entry.is_read).map(|entry| entry.id)
    }

    /// The next unread entry above the selected one.
    #[must_use]
    pub fn previous_unread(&self) -> Option<EntryId> {
        let end = self.selected_index().unwrap_or(self.entries.len());
        self.entries.get(..end)?.iter().rev().find(|entry| !entry.is_read).map(|entry| entry.id)
    }

    /// Ids of the unread entries.
    #[must_use]
    pub fn unread_ids(&self) -> Vec<EntryId> {
        self.entries.iter().filter(|entry| !entry.is_read).map(|entry| entry.id).collect()
    }

    /// Changes statuses where they differ; returns the entries as they were.
    pub fn change(&mut self, ids: &[EntryId], change: StatusChange) -> Vec<ListEntry> {
        let wanted: HashSet<EntryId> = ids.iter().copied().collect();
        let mut before = Vec::new();
        for entry in self.entries.iter_mut().filter(|entry| wanted.contains(&entry.id)) {
            let was = *entry;
            match change {
                StatusChange::Read(is_read) => entry.is_read = is_read,
                StatusChange::Starred(is_starred) => entry.is_starred = is_starred,
                StatusChange::Hidden(_) => {}
            }
            if *entry == was {
                continue;
            }
            before.push(was);
            self.kept.insert(entry.id);
        }
        self.count_unread();
        before
    }

    /// Sets statuses to what the library says.
    pub fn set_statuses(&mut self, statuses: &[(EntryId, bool, bool)]) {
        let by_id: HashMap<EntryId, (bool, bool)> =
            statuses.iter().map(|(id, is_read, is_starred)| (*id, (*is_read, *is_starred))).collect();
        for entry in &mut self.entries {
            if let Some((is_read, is_starred)) = by_id.get(&entry.id) {
                (entry.is_read, entry.is_starred) = (*is_read, *is_starred);
            }
        }
        self.count_unread();
    }

    /// Which of these rows have neither come nor been asked for; they count as asked for from now on.
    pub fn missing_rows(&mut self, ids: &[EntryId]) -> Vec<EntryId> {
        ids.iter().copied().filter(|id| !self.rows.contains_key(id) && self.asked.insert(*id)).collect()
    }

    /// Takes the texts of rows.
    pub fn receive_rows(&mut self, rows: Vec<EntryRow>) {
        if self.rows.len() + rows.len() > CACHED_ROWS {
            self.rows.clear();
        }
        for row in rows {
            self.asked.remove(&row.id);
            self.rows.insert(row.id, row);
        }
    }

    /// Forgets the texts of rows, since a refresh may have changed them; they are asked for again when they are shown.
    pub fn forget_rows_of(&mut self, is_affected: impl Fn(&EntryRow) -> bool) {
        self.rows.retain(|_, row| !is_affected(row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FeedId;

    fn entry(id: i64, is_read: bool) -> ListEntry {
        ListEntry { id: EntryId(id), feed_id: FeedId(1), sort_secs: id * 1000, is_read, is_starred: false }
    }

    fn list(entries: &[ListEntry]) -> EntryList {
        let mut list = EntryList::default();
        list.expect_other(Order::Newest);
        list.receive_part(entries.to_vec(), true, &TimeZone::UTC);
        list
    }

    fn ids(list: &EntryList) -> Vec<i64> {
        list.entries().iter().map(|entry| entry.id.0).collect()
    }

    #[test]
    fn the_parts_of_a_list_follow_each_other() {
        let mut list = list(&[entry(9, false)]);
        list.expect_other(Order::Newest);
        list.receive_part(vec![entry(5, false), entry(4, false)], false, &TimeZone::UTC);
        assert_eq!(ids(&list), [5, 4]);
        assert!(!list.is_complete());
        list.receive_part(vec![entry(3, false)], false, &TimeZone::UTC);
        list.receive_part(vec![entry(2, false)], true, &TimeZone::UTC);
        assert_eq!(ids(&list), [5, 4, 3, 2]);
        assert!(list.is_complete());
    }

    #[test]
    fn an_empty_answer_empties_the_list() {
        let mut list = list(&[entry(9, false)]);
        list.expect_other(Order::Newest);
        list.receive_part(vec![], true, &TimeZone::UTC);
        assert_eq!(ids(&list), [0; 0]);
    }

    #[test]
    fn what_was_read_here_stays_when_the_list_is_read_again() {
        let mut list = list(&[entry(3, false), entry(2, false), entry(1, false)]);
        list.change(&[EntryId(2)], StatusChange::Read(true));
        list.expect_again();
        list.receive_part(vec![entry(4, false), entry(3, false), entry(1, false)], true, &TimeZone::UTC);
        assert_eq!(ids(&list), [4, 3, 2, 1]);
    }

    #[test]
    fn what_was_read_here_is_gone_in_another_list() {
        let mut list = list(&[entry(2, false), entry(1, false)]);
        list.change(&[EntryId(2)], StatusChange::Read(true));
        list.expect_other(Order::Newest);
        list.receive_part(vec![entry(1, false)], true, &TimeZone::UTC);
        assert_eq!(ids(&list), [1]);
    }

    #[test]
    fn steps_stop_at_the_ends() {
        let mut list = list(&[entry(3, false), entry(2, false), entry(1, false)]);
        assert_eq!(list.stepped(1), Some(EntryId(3)));
        list.select(Some(EntryId(1)));
        assert_eq!(list.stepped(1), Some(EntryId(1)));
        assert_eq!(list.stepped(-1), Some(EntryId(2)));
        assert_eq!(list.stepped(-50), Some(EntryId(3)));
    }

    #[test]
    fn the_next_unread_entry_is_looked_for_below_then_from_the_top() {
        let mut list = list(&[entry(3, false), entry(2, true), entry(1, true)]);
        list.select(Some(EntryId(2)));
        assert_eq!(list.next_unread(), Some(EntryId(3)));
        assert_eq!(list.previous_unread(), Some(EntryId(3)));
        list.change(&[EntryId(3)], StatusChange::Read(true));
        assert_eq!(list.next_unread(), None);
    }

    #[test]
    fn a_change_tells_what_was_before_and_only_where_it_differs() {
        let mut list = list(&[entry(2, false), entry(1, true)]);
        let before = list.change(&[EntryId(2), EntryId(1)], StatusChange::Read(true));
        assert_eq!(before, [entry(2, false)]);
        assert_eq!(list.unread(), 0);
    }

    #[test]
    fn a_row_is_asked_for_once() {
        let mut list = list(&[entry(1, false)]);
        assert_eq!(list.missing_rows(&[EntryId(1)]), [EntryId(1)]);
        assert_eq!(list.missing_rows(&[EntryId(1)]), []);
    }
}
