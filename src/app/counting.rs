//! How far the counting of unread entries in the background is, and what it found.

use std::collections::HashMap;

use crate::query::PlaceId;

use super::sidebar::SidebarRow;

/// The state of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    /// The counts on screen are right.
    Idle,
    /// A count is under way.
    UnderWay,
    /// Something changed during a count: another one has to follow.
    Stale,
}

/// The unread entries of places that have no row of their own there.
#[derive(Debug)]
pub(super) struct FoldedCounts {
    pub(super) by_place: HashMap<PlaceId, u32>,
    pub(super) counting: Counting,
}

impl Default for FoldedCounts {
    fn default() -> Self {
        Self { by_place: HashMap::new(), counting: Counting::Idle }
    }
}

impl FoldedCounts {
    pub(super) fn of(&self, place: PlaceId) -> u32 {
        self.by_place.get(&place).copied().unwrap_or(0)
    }

    /// Leaves them out of the counts of rows.
    pub(super) fn leave_out(&self, rows: &mut [SidebarRow]) {
        if !self.by_place.is_empty() {
            for row in rows {
                row.leave_out(|place| self.of(place));
            }
        }
    }
}

impl Counting {
    pub(super) fn wanted(self) -> Self {
        if self == Self::Idle { Self::UnderWay } else { Self::Stale }
    }

    pub(super) fn done(self) -> Self {
        if self == Self::Stale { Self::UnderWay } else { Self::Idle }
    }
}
