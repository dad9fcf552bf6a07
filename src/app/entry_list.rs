//! The list in the middle: which entries, which is selected, what their rows say.
//!
//! What becomes read stays in an unread list until the reader leaves it, and a refresh never takes a row away: both follow from `kept`.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;

use crate::model::{EntryId, EntryRow, ListEntry, Order, StatusChange};

use super::dates::{DayGroup, day_groups};

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

/// What is to be told of an entry: whether it is read, whether it is starred.
type Statuses = (bool, bool);

/// The list in the middle.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says another thing about the list, and none follows from others")]
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
    incoming: Vec<ListEntry>,
    incoming_unread: usize,
    /// Where an entry was found last.
    hint: Cell<usize>,
    /// What was looked for in vain, and in which version.
    missed: Cell<Option<(EntryId, u64)>>,
    kept: HashSet<EntryId>,
    /// Every entry is kept.
    keeps_all: bool,
    /// Stays in the list that is on its way, whether that holds it or not.
    carried: Option<ListEntry>,
    /// What was changed since the list was asked for: the answer may not know of it.
    changed: HashMap<EntryId, Statuses>,
    /// All entries were marked as read since then.
    all_read: bool,
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

    /// Index of an entry. People go from row to row, so it is nearly always close to the one that was asked for before; looking
    /// through all of a million entries would take longer than a frame may.
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

    /// Whether what is shown belongs to the list that was asked for last, and not to the one that is being left.
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
        self.keeps_all = false;
        self.carried = None;
        self.selected = None;
    }

    /// The same list is read again: nothing on screen changes until it is whole. Of a list that is not here yet, the first part
    /// is shown as before.
    pub fn expect_again(&mut self) {
        self.is_complete = false;
        self.incoming.clear();
        self.incoming_unread = 0;
        self.changed.clear();
        self.all_read = false;
    }

    /// Takes an entry along into the list that is on its way, and keeps it selected there.
    pub fn carry(&mut self, entry: ListEntry) {
        self.selected = Some(entry.id);
        self.carried = Some(entry);
    }

    /// Takes the next part of the list that is on its way.
    pub fn receive_part(&mut self, part: Vec<ListEntry>, is_last: bool, zone: &TimeZone) {
        // Counted part by part, while it is at hand: going through a million entries once more would be felt.
        self.incoming_unread += unread_of(&part);
        self.incoming.extend(part);
        if self.arrival == Arrival::Replace {
            self.arrival = Arrival::Merge;
            // They are of another list: nothing of them is compared.
            self.entries.clear();
            self.all_read = false;
            if !is_last {
                let mut first = self.incoming.clone();
                let unread = self.lay_changes_over(&mut first);
                self.replace(first, unread, zone);
            }
        }
        if is_last {
            let whole = std::mem::take(&mut self.incoming);
            let unread = std::mem::take(&mut self.incoming_unread);
            let (merged, unread) = self.merged(whole, unread);
            self.replace(merged, unread, zone);
            self.is_whole = true;
        }
        self.is_complete = is_last;
    }

    fn replace(&mut self, entries: Vec<ListEntry>, unread: usize, zone: &TimeZone) {
        self.entries = entries;
        self.days = day_groups(&self.entries, zone);
        self.unread = unread;
        self.version += 1;
    }

    /// The new answer together with the entries that only an act in this very list would have removed, with the statuses that
    /// it does not know of; and how many are unread. Each list is walked once, whatever number of entries is kept.
    fn merged(&self, mut whole: Vec<ListEntry>, mut unread: usize) -> (Vec<ListEntry>, usize) {
        if self.all_read || !self.changed.is_empty() {
            unread = self.lay_changes_over(&mut whole);
        }
        let mut missing = self.missing_from(&whole);
        if missing.is_empty() {
            return (whole, unread);
        }
        // What was updated stands elsewhere in the new answer.
        let mut ids: HashSet<EntryId> = missing.iter().map(|entry| entry.id).collect();
        for entry in &whole {
            ids.remove(&entry.id);
        }
        missing.retain(|entry| ids.contains(&entry.id));
        unread += unread_of(&missing);
        whole.extend(missing);
        self.sort(&mut whole);
        (whole, unread)
    }

    /// The entries that are kept and have no equal in a list of the same order.
    fn missing_from(&self, whole: &[ListEntry]) -> Vec<ListEntry> {
        let is_kept = |entry: &&ListEntry| self.keeps_all || self.selected == Some(entry.id) || self.kept.contains(&entry.id);
        let carried = self.carried.filter(|carried| self.selected == Some(carried.id) || self.kept.contains(&carried.id));
        let mut missing = Vec::new();
        if self.keeps_all || self.selected.is_some() || !self.kept.is_empty() {
            let mut answered = whole.iter().peekable();
            for entry in self.entries.iter().filter(is_kept) {
                while answered.next_if(|other| self.goes_before(other, entry)).is_some() {}
                if answered.peek().is_none_or(|other| other.id != entry.id) {
                    missing.push(*entry);
                }
            }
        }
        missing.extend(carried.filter(|carried| self.index_of(carried.id).is_none()));
        missing
    }

    /// Puts what was changed since the list was asked for over an answer; returns how many are unread then.
    fn lay_changes_over(&self, whole: &mut [ListEntry]) -> usize {
        let mut known = self.entries.iter().peekable();
        let mut unread = 0;
        for entry in whole {
            if self.all_read {
                while known.next_if(|other| self.goes_before(other, entry)).is_some() {}
                if let Some(other) = known.peek().filter(|other| other.id == entry.id) {
                    entry.is_read = other.is_read;
                }
            }
            if let Some(statuses) = self.changed.get(&entry.id) {
                (entry.is_read, entry.is_starred) = *statuses;
            }
            unread += usize::from(!entry.is_read);
        }
        unread
    }

    fn goes_before(&self, one: &ListEntry, other: &ListEntry) -> bool {
        let key = |entry: &ListEntry| (entry.sort_secs, entry.id);
        match self.order {
            Order::Newest => key(one) > key(other),
            Order::Oldest => key(one) < key(other),
        }
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
        let unread = unread_of(&entries);
        self.replace(entries, unread, zone);
    }

    /// Lets go of entries that stay in the list only because of what was done to them here.
    pub fn release(&mut self, stays: impl Fn(&ListEntry) -> bool) {
        let gone: HashSet<EntryId> = self.entries.iter().filter(|entry| !stays(entry)).map(|entry| entry.id).collect();
        if self.keeps_all && !gone.is_empty() {
            self.keeps_all = false;
            self.kept = self.entries.iter().map(|entry| entry.id).collect();
        }
        self.kept.retain(|id| !gone.contains(id));
        self.selected = self.selected.filter(|id| !gone.contains(id));
    }

    /// Puts other entries with their rows into the list, as for a preview.
    pub fn set(&mut self, entries: Vec<ListEntry>, rows: Vec<EntryRow>, zone: &TimeZone) {
        self.expect_other(self.order);
        self.rows.clear();
        self.older_rows.clear();
        self.asked.clear();
        let unread = unread_of(&entries);
        self.replace(entries, unread, zone);
        self.receive_rows(rows);
        self.arrival = Arrival::Merge;
        (self.is_complete, self.is_whole) = (true, true);
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
        self.unread_below().or_else(|| self.entries.iter().find(|entry| !entry.is_read).map(|entry| entry.id))
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
        self.unread_above().or_else(|| self.entries.iter().rev().find(|entry| !entry.is_read).map(|entry| entry.id))
    }

    /// The next unread entry below the selected one.
    #[must_use]
    pub fn unread_below(&self) -> Option<EntryId> {
        let start = self.selected_index().map_or(0, |index| index + 1);
        self.entries.get(start..)?.iter().find(|entry| !entry.is_read).map(|entry| entry.id)
    }

    /// Changes statuses where they differ; returns the entries as they were.
    pub fn change(&mut self, ids: &[EntryId], change: StatusChange) -> Vec<ListEntry> {
        let mut before = Vec::new();
        let is_coming = !self.is_complete;
        let mut changed = std::mem::take(&mut self.changed);
        self.each_of(ids, |entry, _| {
            let was = *entry;
            match change {
                StatusChange::Read(is_read) => entry.is_read = is_read,
                StatusChange::Starred(is_starred) => entry.is_starred = is_starred,
                StatusChange::Hidden(_) => {}
            }
            if *entry != was {
                before.push(was);
                if is_coming {
                    changed.insert(entry.id, (entry.is_read, entry.is_starred));
                }
            }
        });
        self.changed = changed;
        self.kept.extend(before.iter().map(|entry| entry.id));
        before
    }

    /// Marks all entries as read; hands on those that were not. One walk, since a list can have a million entries.
    pub fn mark_all_read(&mut self, mut each: impl FnMut(&ListEntry)) {
        for entry in self.entries.iter_mut().filter(|entry| !entry.is_read) {
            entry.is_read = true;
            each(entry);
        }
        self.keeps_all |= self.unread > 0;
        self.unread = 0;
        self.all_read = !self.is_complete;
        for (is_read, _) in self.changed.values_mut() {
            *is_read = true;
        }
    }

    /// Sets statuses to what the library says.
    pub fn set_statuses(&mut self, statuses: &[(EntryId, bool, bool)]) {
        let ids: Vec<EntryId> = statuses.iter().map(|(id, ..)| *id).collect();
        if !self.is_complete {
            self.changed.extend(statuses.iter().map(|(id, is_read, is_starred)| (*id, (*is_read, *is_starred))));
        }
        self.each_of(&ids, |entry, at| {
            if let Some((_, is_read, is_starred)) = statuses.get(at) {
                (entry.is_read, entry.is_starred) = (*is_read, *is_starred);
            }
        });
    }

    /// Does something to entries of these ids, given the place of each id; keeps the number of unread ones right.
    fn each_of(&mut self, ids: &[EntryId], mut act: impl FnMut(&mut ListEntry, usize)) {
        let mut act = |entry: &mut ListEntry, at: usize, unread: &mut usize| {
            *unread -= usize::from(!entry.is_read);
            act(entry, at);
            *unread += usize::from(!entry.is_read);
        };
        if ids.len() <= FEW {
            for (at, id) in ids.iter().enumerate() {
                if let Some(entry) = self.index_of(*id).and_then(|index| self.entries.get_mut(index)) {
                    act(entry, at, &mut self.unread);
                }
            }
            return;
        }
        let places: HashMap<EntryId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        for entry in &mut self.entries {
            if let Some(at) = places.get(&entry.id) {
                act(entry, *at, &mut self.unread);
            }
        }
    }

    /// Which of these rows have neither come nor been asked for; they count as asked for from now on.
    pub fn missing_rows(&mut self, ids: &[EntryId]) -> Vec<EntryId> {
        ids.iter()
            .copied()
            .filter(|id| !self.rows.contains_key(id) && !self.older_rows.contains_key(id) && self.asked.insert(*id))
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

    /// Forgets the texts of rows, since a refresh may have changed them; they are asked for again when they are shown.
    pub fn forget_rows_of(&mut self, is_affected: impl Fn(&EntryRow) -> bool) {
        self.rows.retain(|_, row| !is_affected(row));
        self.older_rows.retain(|_, row| !is_affected(row));
    }
}

fn unread_of(entries: &[ListEntry]) -> usize {
    entries.iter().filter(|entry| !entry.is_read).count()
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
    fn what_is_changed_while_the_rest_comes_stays_changed() {
        let mut list = EntryList::default();
        list.expect_other(Order::Newest);
        let all = [entry(4, false), entry(3, false), entry(2, false), entry(1, false)];
        list.receive_part(all[..2].to_vec(), false, &TimeZone::UTC);
        list.change(&[EntryId(3)], StatusChange::Read(true));
        list.receive_part(all[2..].to_vec(), true, &TimeZone::UTC);
        assert!(list.get(EntryId(3)).unwrap().is_read);
        assert_eq!(list.unread(), 3);
        list.expect_again();
        list.mark_all_read(|_| ());
        list.change(&[EntryId(1)], StatusChange::Read(false));
        list.receive_part([vec![entry(5, false)], all.to_vec()].concat(), true, &TimeZone::UTC);
        assert_eq!(list.entries().iter().map(|entry| entry.is_read).collect::<Vec<_>>(), [false, true, true, true, false]);
        assert_eq!(list.unread(), 2);
    }

    #[test]
    fn a_list_that_is_read_again_before_its_first_part_came_is_still_another_one() {
        let mut list = list(&[entry(9, false)]);
        list.expect_other(Order::Newest);
        list.expect_again();
        assert!(!list.is_here() && !list.is_whole());
        list.receive_part(vec![entry(2, false)], false, &TimeZone::UTC);
        assert_eq!(ids(&list), [2]);
        assert!(list.is_here() && !list.is_whole());
    }

    #[test]
    fn a_list_that_is_read_again_is_whole_all_the_time() {
        let mut list = list(&[entry(9, false)]);
        list.expect_again();
        assert!(list.is_whole() && !list.is_complete());
    }

    #[test]
    fn an_updated_entry_stands_once_where_it_belongs_now() {
        let mut list = list(&[entry(3, false), entry(2, false), entry(1, false)]);
        list.change(&[EntryId(2)], StatusChange::Read(true));
        list.select(Some(EntryId(2)));
        list.expect_again();
        let updated = ListEntry { sort_secs: 9000, ..entry(2, true) };
        list.receive_part(vec![updated, entry(3, false), entry(1, false)], true, &TimeZone::UTC);
        assert_eq!(ids(&list), [2, 3, 1]);
        assert_eq!(list.unread(), 2);
    }

    #[test]
    fn many_kept_entries_in_a_long_list_are_merged_in_one_walk() {
        let count = 100_000;
        let all: Vec<ListEntry> = (1..=count).rev().map(|id| entry(id, false)).collect();
        let mut list = list(&all);
        let odd: Vec<EntryId> = (1..=count).step_by(2).map(EntryId).collect();
        list.change(&odd, StatusChange::Read(true));
        let even: Vec<ListEntry> = all.iter().filter(|entry| entry.id.0 % 2 == 0).copied().collect();
        for keeps_all in [false, true] {
            let begun = std::time::Instant::now();
            list.expect_again();
            list.receive_part(even.clone(), true, &TimeZone::UTC);
            assert_eq!(list.entries().len(), all.len(), "{keeps_all}");
            // Looking each of them up took minutes.
            assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
            list.mark_all_read(|_| ());
        }
    }

    #[test]
    fn what_is_not_in_the_list_is_looked_for_once() {
        let mut list = list(&[entry(2, false), entry(1, false)]);
        assert_eq!(list.index_of(EntryId(7)), None);
        assert_eq!(list.missed.get(), Some((EntryId(7), list.version())));
        list.keep(entry(7, true), &TimeZone::UTC);
        assert_eq!(list.index_of(EntryId(7)), Some(0));
    }

    #[test]
    fn a_carried_entry_is_in_the_next_list_too() {
        let mut list = list(&[entry(3, false), entry(2, true), entry(1, false)]);
        list.expect_other(Order::Oldest);
        list.carry(entry(2, true));
        list.receive_part(vec![entry(1, false)], false, &TimeZone::UTC);
        list.receive_part(vec![entry(3, false)], true, &TimeZone::UTC);
        assert_eq!(ids(&list), [1, 2, 3]);
        assert_eq!(list.selected_index(), Some(1));
    }

    #[test]
    fn rows_that_came_last_outlive_those_that_came_first() {
        let row = |id: i64| EntryRow {
            id: EntryId(id),
            feed_id: FeedId(1),
            title: String::new(),
            excerpt: String::new(),
            author: None,
            url: None,
            shown_time: jiff::Timestamp::UNIX_EPOCH,
            is_time_guessed: false,
        };
        let mut list = EntryList::default();
        for id in 0..i64::try_from(3 * CACHED_ROWS).unwrap() {
            list.receive_rows(vec![row(id)]);
            assert!(list.row(EntryId(id)).is_some() && (id < 20 || list.row(EntryId(id - 20)).is_some()), "{id}");
        }
        assert!(list.rows.len() + list.older_rows.len() <= CACHED_ROWS);
    }

    #[test]
    fn a_row_is_asked_for_once() {
        let mut list = list(&[entry(1, false)]);
        assert_eq!(list.missing_rows(&[EntryId(1)]), [EntryId(1)]);
        assert_eq!(list.missing_rows(&[EntryId(1)]), []);
    }
}
