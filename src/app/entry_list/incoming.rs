//! A list on its way. Its parts are merged with the entries that stay as they come, so that no
//! frame goes through a long list at once.

use jiff::tz::TimeZone;

use crate::app::dates::{DayGroup, Days, day_groups};
use crate::model::{EntryId, EntrySet, ListEntry, Order, Statuses};

use super::walk::in_parts;
use super::{goes_before, sort};

/// Room for entries, for a list of several parts. Copying a list that outgrows its place holds up a
/// frame; room that is never filled takes no memory.
const ROOM: usize = 1 << 20;

/// What has come of a list, and the entries of the one before that stay.
#[derive(Debug, Default)]
pub(super) struct Incoming {
    entries: Vec<ListEntry>,
    days: Days,
    ids: EntrySet,
    unread: usize,
    /// How many entries of the list before have been looked at.
    seen: usize,
    /// Entries that stayed where they were and came elsewhere later: they were updated.
    moved: EntrySet,
    /// What came may be behind what was changed since.
    is_outdated: bool,
}

/// What a list on its way is merged with.
pub(super) struct Before<'a, F> {
    /// The same list as it was, which may be only its first part.
    pub(super) entries: &'a [ListEntry],
    /// An entry of another list that is taken along.
    pub(super) carried: Option<ListEntry>,
    /// Which of them stay.
    pub(super) stays: F,
    /// What was changed in the window; an answer may not know of it.
    pub(super) changed: &'a Statuses,
    /// How both lists are ordered.
    pub(super) order: Order,
    /// Where days begin and end.
    pub(super) zone: &'a TimeZone,
    /// Whether the list goes on after this part.
    pub(super) goes_on: bool,
}

/// A whole list.
pub(super) struct Merged {
    pub(super) entries: Vec<ListEntry>,
    pub(super) days: Vec<DayGroup>,
    pub(super) unread: usize,
}

impl Incoming {
    /// Statuses were changed.
    pub(super) fn outdate(&mut self) {
        self.is_outdated = !self.entries.is_empty();
    }

    /// All entries that are in it.
    pub(super) fn ids(&self) -> &EntrySet {
        &self.ids
    }

    /// Takes a part; entries that stay go between.
    pub(super) fn take(&mut self, part: Vec<ListEntry>, before: &Before<impl Fn(EntryId) -> bool>) {
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

    /// The last part has come: what is left of the list before follows.
    pub(super) fn take_rest(&mut self, before: &Before<impl Fn(EntryId) -> bool>) {
        for old in before.entries.get(self.seen..).unwrap_or_default() {
            self.stay(old, before);
        }
        self.carry(|_| true, before);
    }

    /// The whole list, with those entries that are still missing.
    pub(super) fn finish(
        mut self,
        missing: Vec<ListEntry>,
        changed: &Statuses,
        order: Order,
        zone: &TimeZone,
    ) -> Merged {
        if self.is_outdated {
            self.unread =
                in_parts(&mut self.entries, |part| changed.lay_over_all(part)).iter().sum();
        }
        if missing.is_empty() && self.moved.is_empty() {
            return Merged { entries: self.entries, days: self.days.groups, unread: self.unread };
        }
        for entry in missing {
            self.push(entry, zone);
        }
        self.entries.retain(|entry| {
            // The first of two is the one that stayed.
            let goes = self.moved.contains(entry.id);
            self.moved.remove(entry.id);
            self.unread -= usize::from(goes && !entry.is_read);
            !goes
        });
        sort(&mut self.entries, order);
        Merged { days: day_groups(&self.entries, zone), entries: self.entries, unread: self.unread }
    }

    fn stay(&mut self, old: &ListEntry, before: &Before<impl Fn(EntryId) -> bool>) {
        if (before.stays)(old.id) && !self.ids.contains(old.id) {
            self.carry(|carried| goes_before(carried, old, before.order), before);
            self.push(*old, before.zone);
        }
    }

    /// The entry that is taken along, if its place has come.
    fn carry(
        &mut self,
        is_next: impl Fn(&ListEntry) -> bool,
        before: &Before<impl Fn(EntryId) -> bool>,
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
