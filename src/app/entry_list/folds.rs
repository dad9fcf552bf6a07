//! Rows that stand for several entries: which, and whether they are unfolded.
//!
//! The other entries are not rows of the list. An unfolded row shows them below itself, wherever
//! they would stand by their time.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::model::{EntryId, EntrySet, Fold, ListEntry, Statuses};

use super::EntryList;
use crate::app::tally::Tally;

/// The rows of a list that stand for other entries, too.
#[derive(Debug, Default)]
pub(super) struct Folds {
    copies: HashMap<EntryId, Vec<ListEntry>>,
    /// The row that stands for each of these entries.
    head_of: HashMap<EntryId, EntryId>,
    unfolded: HashSet<EntryId>,
    /// See [`EntryList::unfolded`].
    shown: Vec<(usize, usize)>,
    /// Those of the list that is arriving.
    incoming: Vec<Fold>,
}

impl Folds {
    /// Takes those of the next part of the arriving list.
    pub(super) fn receive(&mut self, folds: Vec<Fold>) {
        self.incoming.extend(folds);
    }

    pub(super) fn expect(&mut self) {
        self.incoming.clear();
    }

    /// Shows the rows of the list that has arrived so far. `stays` are rows that the list has no
    /// more, but that stay on screen.
    pub(super) fn show(&mut self, is_last: bool, stays: impl Fn(EntryId) -> bool) {
        let new = if is_last { std::mem::take(&mut self.incoming) } else { self.incoming.clone() };
        let old = std::mem::take(&mut self.copies);
        if new.is_empty() && old.is_empty() {
            return;
        }
        self.copies = new.into_iter().collect();
        for (head, mut copies) in old {
            if stays(head) && !self.copies.contains_key(&head) {
                // An unread one has a row of its own now.
                copies.retain(|copy| copy.is_read);
                if !copies.is_empty() {
                    self.copies.insert(head, copies);
                }
            }
        }
        self.head_of = self
            .copies
            .iter()
            .flat_map(|(head, copies)| copies.iter().map(|copy| (copy.id, *head)))
            .collect();
        self.unfolded.retain(|head| self.copies.contains_key(head));
    }

    pub(super) fn lay_over(&mut self, statuses: &Statuses) {
        self.copies.values_mut().flatten().for_each(|copy| statuses.lay_over(copy));
    }

    fn copies(&self, head: EntryId) -> &[ListEntry] {
        self.copies.get(&head).map(Vec::as_slice).unwrap_or_default()
    }

    fn get(&self, id: EntryId) -> Option<&ListEntry> {
        self.copies(*self.head_of.get(&id)?).iter().find(|copy| copy.id == id)
    }

    /// Calls `act` for those of these entries that have no row of their own.
    pub(super) fn each_of(&mut self, ids: &EntrySet, mut act: impl FnMut(&mut ListEntry)) {
        if self.head_of.is_empty() {
            return;
        }
        self.copies.values_mut().flatten().filter(|copy| ids.contains(copy.id)).for_each(&mut act);
    }
}

impl EntryList {
    /// The other entries that a row stands for.
    #[must_use]
    pub fn copies(&self, head: EntryId) -> &[ListEntry] {
        self.folds.copies(head)
    }

    /// The row that stands for an entry; the entry itself if it has a row.
    #[must_use]
    pub fn head_of(&self, id: EntryId) -> EntryId {
        self.folds.head_of.get(&id).copied().unwrap_or(id)
    }

    /// An entry without a row of its own.
    pub(super) fn copy(&self, id: EntryId) -> Option<&ListEntry> {
        self.folds.get(id)
    }

    #[must_use]
    pub fn is_unfolded(&self, head: EntryId) -> bool {
        self.folds.unfolded.contains(&head)
    }

    /// Unfolds a row, or folds it again. Returns whether it stands for other entries.
    pub fn toggle_fold(&mut self, head: EntryId) -> bool {
        if self.copies(head).is_empty() {
            return false;
        }
        if !self.folds.unfolded.remove(&head) {
            self.folds.unfolded.insert(head);
        } else if self.selected.is_some_and(|id| self.head_of(id) == head) {
            self.selected = Some(head);
        }
        self.version += 1;
        self.place_unfolded();
        true
    }

    /// Rows that stay on screen stand for nothing else any more: what they stood for has changed.
    pub(in crate::app) fn forget_copies(&mut self) {
        self.folds.copies.clear();
        self.folds.head_of.clear();
        self.folds.unfolded.clear();
        self.version += 1;
        self.place_unfolded();
    }

    /// The unfolded rows in order: the index of each, and how many entries are shown below it and
    /// the unfolded rows above.
    #[must_use]
    pub fn unfolded(&self) -> &[(usize, usize)] {
        &self.folds.shown
    }

    /// Finds the unfolded rows again after rows moved.
    pub(super) fn place_unfolded(&mut self) {
        let found = self
            .folds
            .unfolded
            .iter()
            .filter_map(|head| Some((self.index_of(*head)?, self.copies(*head).len())));
        let mut shown: Vec<_> = found.collect();
        shown.sort_unstable();
        let mut sum = 0;
        for (_, count) in &mut shown {
            sum += *count;
            *count = sum;
        }
        self.folds.shown = shown;
    }

    /// The entry that is shown one row below or above an entry of an unfolded row, if that is one
    /// of the same row.
    pub(super) fn stepped_within(&self, step: isize) -> Option<EntryId> {
        let selected = self.selected?;
        let head = self.head_of(selected);
        if !self.is_unfolded(head) {
            return None;
        }
        let shown: Vec<EntryId> =
            std::iter::once(head).chain(self.copies(head).iter().map(|copy| copy.id)).collect();
        let at = shown.iter().position(|id| *id == selected)?;
        shown.get(at.checked_add_signed(step)?).copied()
    }

    /// The last entry that an unfolded row shows, or else its own.
    pub(super) fn last_of_row(&self, head: EntryId) -> EntryId {
        let last = self.copies(head).last().filter(|_| self.is_unfolded(head));
        last.map_or(head, |copy| copy.id)
    }

    /// Takes the rows of the next part that stand for other entries.
    pub fn receive_folds(&mut self, folds: Vec<Fold>) {
        self.folds.receive(folds);
    }

    /// The rows of a range that stand for other entries, too.
    pub(super) fn folded_rows(&self, range: Range<usize>) -> EntrySet {
        if self.folds.copies.is_empty() {
            return EntrySet::default();
        }
        let rows = self.entries.get(range).unwrap_or_default();
        rows.iter().map(|row| row.id).filter(|id| self.folds.copies.contains_key(id)).collect()
    }

    /// Marks the unread entries that these rows stand for as read if they are older than `before`,
    /// and counts them.
    pub(super) fn mark_copies_read(&mut self, heads: &EntrySet, before: i64, changed: &mut Tally) {
        for head in heads.iter() {
            for copy in self.folds.copies.get_mut(&head).into_iter().flatten() {
                if !copy.is_read && copy.sort_secs < before {
                    copy.is_read = true;
                    changed.add(copy);
                }
            }
        }
    }

    /// The unread entries that the row of an entry stands for.
    #[must_use]
    pub fn unread_copies(&self, head: EntryId) -> EntrySet {
        self.copies(head).iter().filter(|copy| !copy.is_read).map(|copy| copy.id).collect()
    }
}
