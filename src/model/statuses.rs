//! Status changes that lists have not seen yet.

use super::{EntryId, EntrySet, ListEntry, StatusChange};

/// A flag that is known to be on or off for some entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    known: EntrySet,
    on: EntrySet,
}

impl Flags {
    pub fn set(&mut self, id: EntryId, is_on: bool) {
        self.known.insert(id);
        if is_on {
            self.on.insert(id);
        } else {
            self.on.remove(id);
        }
    }

    pub fn set_all(&mut self, ids: &EntrySet, is_on: bool) {
        self.known.union_with(ids);
        if is_on {
            self.on.union_with(ids);
        } else {
            self.on.difference_with(ids);
        }
    }

    /// Whether everything known here is known to `other` with the same value.
    #[must_use]
    pub fn is_known_to(&self, other: &Self) -> bool {
        self.known.is_subset(&other.known) && self.on.is_subset(&other.on) && {
            let mut off = self.known.clone();
            off.difference_with(&self.on);
            off.is_disjoint(&other.on)
        }
    }

    /// The known flag of an entry, or else `is_on`. Has no branch, because the processor could not
    /// predict it in a long list.
    #[must_use]
    pub fn over(&self, id: EntryId, is_on: bool) -> bool {
        self.on.contains(id) | (is_on & !self.known.contains(id))
    }

    /// The known flag of an entry.
    #[must_use]
    pub fn get(&self, id: EntryId) -> Option<bool> {
        self.known.contains(id).then(|| self.on.contains(id))
    }
}

impl FromIterator<(EntryId, bool)> for Flags {
    fn from_iter<I: IntoIterator<Item = (EntryId, bool)>>(said: I) -> Self {
        let mut flags = Self::default();
        said.into_iter().for_each(|(id, is_on)| flags.set(id, is_on));
        flags
    }
}

/// The known statuses of some entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statuses {
    pub read: Flags,
    pub starred: Flags,
}

impl Statuses {
    /// The entries with a known flag.
    #[must_use]
    pub fn ids(&self) -> EntrySet {
        let mut ids = self.read.known.clone();
        ids.union_with(&self.starred.known);
        ids
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read.known.is_empty() && self.starred.known.is_empty()
    }

    /// Adds a change of entries.
    pub fn note(&mut self, ids: &EntrySet, change: StatusChange) {
        match change {
            StatusChange::Read(is_read) => self.read.set_all(ids, is_read),
            StatusChange::Starred(is_starred) => self.starred.set_all(ids, is_starred),
            StatusChange::Hidden(_) => {}
        }
    }

    /// Overwrites the flags of a list entry with the known ones.
    pub fn lay_over(&self, entry: &mut ListEntry) {
        entry.is_read = self.read.over(entry.id, entry.is_read);
        entry.is_starred = self.starred.over(entry.id, entry.is_starred);
    }

    /// Overwrites the flags of a list with the known ones. Returns the number of unread entries.
    pub fn lay_over_all(&self, entries: &mut [ListEntry]) -> usize {
        let (knows_read, knows_starred) =
            (!self.read.known.is_empty(), !self.starred.known.is_empty());
        let mut unread = 0;
        for entry in entries {
            let is_read =
                if knows_read { self.read.over(entry.id, entry.is_read) } else { entry.is_read };
            let is_starred = if knows_starred {
                self.starred.over(entry.id, entry.is_starred)
            } else {
                entry.is_starred
            };
            // Unchanged entries are not written, which saves memory bandwidth.
            if (is_read, is_starred) != (entry.is_read, entry.is_starred) {
                (entry.is_read, entry.is_starred) = (is_read, is_starred);
            }
            unread += usize::from(!is_read);
        }
        unread
    }

    /// Whether everything known here is known to `other` with the same value.
    #[must_use]
    pub fn is_known_to(&self, other: &Self) -> bool {
        self.read.is_known_to(&other.read) && self.starred.is_known_to(&other.starred)
    }

    /// Adds newer flags, which replace older ones.
    pub fn update(&mut self, newer: &Self) {
        for (flags, newer) in [(&mut self.read, &newer.read), (&mut self.starred, &newer.starred)] {
            flags.set_all(&newer.known, false);
            flags.on.union_with(&newer.on);
        }
    }
}

/// From entries with their read and starred flags.
impl FromIterator<(EntryId, bool, bool)> for Statuses {
    fn from_iter<I: IntoIterator<Item = (EntryId, bool, bool)>>(entries: I) -> Self {
        let mut statuses = Self::default();
        for (id, is_read, is_starred) in entries {
            statuses.read.set(id, is_read);
            statuses.starred.set(id, is_starred);
        }
        statuses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_known_only_where_they_were_set() {
        let mut flags = Flags::default();
        flags.set(EntryId(1), true);
        flags.set_all(&[EntryId(1), EntryId(2)].into(), false);
        flags.set(EntryId(3), true);
        assert_eq!(
            [1, 2, 3, 4].map(|id| flags.get(EntryId(id))),
            [Some(false), Some(false), Some(true), None]
        );
    }

    #[test]
    fn flags_are_compared_by_value() {
        let mut statuses = Statuses::default();
        statuses.note(&[EntryId(1), EntryId(2)].into(), StatusChange::Read(true));
        let part = |id: i64, change| {
            let mut part = Statuses::default();
            part.note(&[EntryId(id)].into(), change);
            part
        };
        assert!(part(1, StatusChange::Read(true)).is_known_to(&statuses));
        assert!(Statuses::default().is_known_to(&statuses));
        assert!(!part(1, StatusChange::Read(false)).is_known_to(&statuses));
        assert!(!part(3, StatusChange::Read(true)).is_known_to(&statuses));
        assert!(!part(1, StatusChange::Starred(false)).is_known_to(&statuses));
    }

    #[test]
    fn known_flags_overwrite_a_list() {
        let entry = |id, is_read, is_starred| ListEntry {
            id: EntryId(id),
            feed_id: crate::model::FeedId(1),
            sort_secs: 0,
            rank: 0,
            is_read,
            is_starred,
        };
        let mut list = [entry(1, false, false), entry(2, true, true), entry(3, true, false)];
        let mut statuses = Statuses::default();
        statuses.note(&[EntryId(1)].into(), StatusChange::Read(true));
        statuses.note(&[EntryId(2)].into(), StatusChange::Read(false));
        statuses.note(&[EntryId(3)].into(), StatusChange::Starred(true));
        assert_eq!(statuses.lay_over_all(&mut list), 1);
        assert_eq!(list, [entry(1, true, false), entry(2, false, true), entry(3, true, true)]);
    }

    #[test]
    fn newer_flags_replace_older_ones() {
        let mut statuses: Statuses =
            [(EntryId(1), true, true), (EntryId(2), true, false)].into_iter().collect();
        let mut newer = Statuses::default();
        newer.read.set(EntryId(1), false);
        newer.starred.set(EntryId(3), true);
        statuses.update(&newer);
        assert_eq!(
            [1, 2, 3].map(|id| statuses.read.get(EntryId(id))),
            [Some(false), Some(true), None]
        );
        assert_eq!(
            [1, 2, 3].map(|id| statuses.starred.get(EntryId(id))),
            [Some(true), Some(false), Some(true)]
        );
        assert_eq!(statuses.ids(), [1, 2, 3].map(EntryId).into());
    }
}
