//! A list that is arriving in parts. Each part is merged with the entries that stay as it comes, so
//! that no frame has to go through a long list at once.

use jiff::tz::TimeZone;

use crate::app::dates::{DayGroup, Days, day_groups};
use crate::model::{EntryId, EntrySet, ListEntry, Order, Statuses};

use super::order::{goes_before, sort};
use super::walk::in_parts;

/// The capacity for a list of several parts. Copying a list that outgrows its capacity delays a
/// frame; unused capacity takes no memory.
const ROOM: usize = 1 << 20;

/// The parts that have arrived, merged with the entries of the previous list that stay.
#[derive(Debug, Default)]
pub(super) struct Incoming {
    entries: Vec<ListEntry>,
    days: Days,
    ids: EntrySet,
    unread: usize,
    /// The number of entries of the previous list that have been looked at.
    seen: usize,
    /// Entries that were kept in place and then arrived at another place: they were updated.
    moved: EntrySet,
    /// Whether a part may be older than a change that was made here.
    is_outdated: bool,
}

/// The list that an arriving one is merged with.
pub(super) struct PreviousList<'a, F> {
    /// The list as it is shown, perhaps only its first part.
    pub(super) entries: &'a [ListEntry],
    /// An entry of another list that is carried over.
    pub(super) carried: Option<ListEntry>,
    /// Whether an entry stays although the new list does not have it.
    pub(super) stays: F,
    /// Changes made in the window, which the arriving list may not have yet.
    pub(super) changed: &'a Statuses,
    pub(super) order: Order,
    pub(super) zone: &'a TimeZone,
    /// Whether more parts follow.
    pub(super) goes_on: bool,
}

/// A whole list.
pub(super) struct WholeList {
    pub(super) entries: Vec<ListEntry>,
    pub(super) days: Vec<DayGroup>,
    pub(super) unread: usize,
}

impl Incoming {
    /// Notes that statuses were changed here.
    pub(super) fn outdate(&mut self) {
        self.is_outdated = !self.entries.is_empty();
    }

    /// The entries that have arrived.
    pub(super) fn ids(&self) -> &EntrySet {
        &self.ids
    }

    /// Takes a part and puts the entries that stay between its own.
    pub(super) fn take(
        &mut self,
        part: Vec<ListEntry>,
        before: &PreviousList<impl Fn(EntryId) -> bool>,
    ) {
        if self.entries.is_empty() && before.goes_on {
            self.entries.reserve_exact(ROOM);
        }
        let is_changed = !before.changed.is_empty();
        for mut entry in part {
            if is_changed {
                before.changed.lay_over(&mut entry);
            }
            let is_next = |old: &ListEntry| goes_before(old, &entry, before.order);
            while let Some(old) = before.entries.get(self.seen).filter(|old| is_next(old)) {
                self.seen += 1;
                self.stay(old, before);
            }
            self.seen +=
                usize::from(before.entries.get(self.seen).is_some_and(|old| old.id == entry.id));
            self.carry(|carried| is_next(carried), before);
            if self.ids.contains(entry.id) {
                self.moved.insert(entry.id);
            }
            self.push(entry, before.zone);
        }
    }

    /// Appends the rest of the previous list; the last part has arrived.
    pub(super) fn take_rest(&mut self, before: &PreviousList<impl Fn(EntryId) -> bool>) {
        for old in before.entries.get(self.seen..).unwrap_or_default() {
            self.stay(old, before);
        }
        self.carry(|_| true, before);
    }

    /// Returns the whole list, together with the entries that are still missing.
    pub(super) fn finish(
        mut self,
        missing: Vec<ListEntry>,
        changed: &Statuses,
        order: Order,
        zone: &TimeZone,
    ) -> WholeList {
        if self.is_outdated {
            self.unread =
                in_parts(&mut self.entries, |part| changed.lay_over_all(part)).iter().sum();
        }
        if missing.is_empty() && self.moved.is_empty() {
            return WholeList {
                entries: self.entries,
                days: self.days.groups,
                unread: self.unread,
            };
        }
        for entry in missing {
            self.push(entry, zone);
        }
        self.entries.retain(|entry| {
            // Of two copies, the first is the one that stayed.
            let goes = self.moved.contains(entry.id);
            self.moved.remove(entry.id);
            self.unread -= usize::from(goes && !entry.is_read);
            !goes
        });
        sort(&mut self.entries, order);
        WholeList {
            days: day_groups(&self.entries, zone),
            entries: self.entries,
            unread: self.unread,
        }
    }

    fn stay(&mut self, old: &ListEntry, before: &PreviousList<impl Fn(EntryId) -> bool>) {
        if (before.stays)(old.id) && !self.ids.contains(old.id) {
            self.carry(|carried| goes_before(carried, old, before.order), before);
            self.push(*old, before.zone);
        }
    }

    /// The entry that is carried over, if its place in the order is reached.
    fn carry(
        &mut self,
        is_next: impl Fn(&ListEntry) -> bool,
        before: &PreviousList<impl Fn(EntryId) -> bool>,
    ) {
        let carried = before.carried.filter(|carried| {
            is_next(carried) && (before.stays)(carried.id) && !self.ids.contains(carried.id)
        });
        if let Some(mut carried) = carried {
            before.changed.lay_over(&mut carried);
            self.push(carried, before.zone);
        }
    }

    fn push(&mut self, entry: ListEntry, zone: &TimeZone) {
        self.ids.insert(entry.id);
        self.unread += usize::from(!entry.is_read);
        self.days.push(&entry, zone);
        self.entries.push(entry);
    }
}
