//! What is known of the statuses of some entries.

use super::{EntryId, EntrySet, ListEntry};

/// A yes or no for some entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    known: EntrySet,
    on: EntrySet,
}

impl Flags {
    /// Says it of one entry.
    pub fn set(&mut self, id: EntryId, is_on: bool) {
        self.known.insert(id);
        if is_on {
            self.on.insert(id);
        } else {
            self.on.remove(id);
        }
    }

    /// Says it of a set of entries.
    pub fn set_all(&mut self, ids: &EntrySet, is_on: bool) {
        self.known.union_with(ids);
        if is_on {
            self.on.union_with(ids);
        } else {
            self.on.difference_with(ids);
        }
    }

    /// What was said of an entry.
    #[must_use]
    pub fn get(&self, id: EntryId) -> Option<bool> {
        self.known.contains(id).then(|| self.on.contains(id))
    }
}

/// What is known of the statuses of some entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statuses {
    /// Which are read.
    pub read: Flags,
    /// Which are starred.
    pub starred: Flags,
}

impl Statuses {
    /// The entries of which anything is known.
    #[must_use]
    pub fn ids(&self) -> EntrySet {
        let mut ids = self.read.known.clone();
        ids.union_with(&self.starred.known);
        ids
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read.known.is_empty() && self.starred.known.is_empty()
    }

    /// Puts what is known over an entry of a list.
    pub fn lay_over(&self, entry: &mut ListEntry) {
        entry.is_read = self.read.get(entry.id).unwrap_or(entry.is_read);
        entry.is_starred = self.starred.get(entry.id).unwrap_or(entry.is_starred);
    }

    /// Takes in what is known elsewhere, which is newer.
    pub fn update(&mut self, newer: &Self) {
        for (flags, newer) in [(&mut self.read, &newer.read), (&mut self.starred, &newer.starred)] {
            flags.set_all(&newer.known, false);
            flags.on.union_with(&newer.on);
        }
    }
}

/// From entries that are read or not and starred or not.
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
    fn flags_are_known_only_where_they_were_said() {
        let mut flags = Flags::default();
        flags.set(EntryId(1), true);
        flags.set_all(&[EntryId(1), EntryId(2)].into(), false);
        flags.set(EntryId(3), true);
        assert_eq!([1, 2, 3, 4].map(|id| flags.get(EntryId(id))), [Some(false), Some(false), Some(true), None]);
    }

    #[test]
    fn what_is_newer_goes_over_what_was_known() {
        let mut statuses: Statuses = [(EntryId(1), true, true), (EntryId(2), true, false)].into_iter().collect();
        let mut newer = Statuses::default();
        newer.read.set(EntryId(1), false);
        newer.starred.set(EntryId(3), true);
        statuses.update(&newer);
        assert_eq!([1, 2, 3].map(|id| statuses.read.get(EntryId(id))), [Some(false), Some(true), None]);
        assert_eq!([1, 2, 3].map(|id| statuses.starred.get(EntryId(id))), [Some(true), Some(false), Some(true)]);
        assert_eq!(statuses.ids(), [1, 2, 3].map(EntryId).into());
    }
}
