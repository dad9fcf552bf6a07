//! Marks entries as read that the user scrolls past with the wheel, if the settings say so.
//!
//! Only the wheel and touch count: keys, the scroll bar and the program itself move past entries
//! that nobody looked at. All entries of one movement become one step that can be undone, so they
//! are handed on when the wheel rests.

use crate::model::EntryId;

/// How long the wheel has to rest before the entries are marked, in seconds.
const REST_SECS: f64 = 0.4;

/// The entries that were scrolled past and are not marked yet.
#[derive(Debug, Default)]
pub(super) struct PassedEntries {
    ids: Vec<EntryId>,
    last_secs: f64,
}

impl PassedEntries {
    pub(super) fn add(&mut self, ids: impl Iterator<Item = EntryId>, now_secs: f64) {
        self.ids.extend(ids);
        self.last_secs = now_secs;
    }

    /// The entries to mark now; empty while the wheel still moves.
    pub(super) fn take(&mut self, now_secs: f64) -> Vec<EntryId> {
        if now_secs - self.last_secs < REST_SECS {
            Vec::new()
        } else {
            std::mem::take(&mut self.ids)
        }
    }

    /// Seconds until the entries may be marked.
    pub(super) fn wait_secs(&self, now_secs: f64) -> Option<f64> {
        let wait = REST_SECS - (now_secs - self.last_secs);
        (!self.ids.is_empty()).then_some(wait.max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_passed_is_handed_on_when_the_wheel_rests() {
        let mut passed = PassedEntries::default();
        assert_eq!(passed.wait_secs(1.0), None);
        passed.add([EntryId(1), EntryId(2)].into_iter(), 1.0);
        passed.add([EntryId(3)].into_iter(), 1.25);
        assert_eq!(passed.take(1.5), []);
        assert!(passed.wait_secs(1.5).is_some_and(|wait| (wait - 0.15).abs() < 1e-9));
        assert_eq!(passed.take(1.75), [EntryId(1), EntryId(2), EntryId(3)]);
        assert_eq!(passed.take(9.0), []);
    }
}
