//! The operations that travel. Each sets registers; of two operations on a register, the one with
//! the greater [`Stamp`] holds.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::clock::Clock;
use super::device::DeviceId;

/// An entry: 64 bits of a hash of its feed's id and its key in the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryName(pub u64);

/// A feed, folder, saved search or rule: 64 bits of a hash of what it was when it was created, so
/// that two libraries which have the same before they meet agree on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowId(pub u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Table {
    Feed,
    Folder,
    Search,
    Rule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowKey {
    pub table: Table,
    pub id: RowId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    Read,
    Starred,
    Hidden,
}

impl MarkKind {
    pub const ALL: [Self; 3] = [Self::Read, Self::Starred, Self::Hidden];
}

/// When an operation was made, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    pub clock: Clock,
    pub device: DeviceId,
}

/// A status of many entries of a feed, by the clock of the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    pub feed: RowId,
    pub kind: MarkKind,
    pub is_on: bool,
    /// The names are sorted.
    pub groups: Vec<(Clock, Vec<EntryName>)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// A field of a row. The field [`Record::IS_PRESENT`] says whether the row exists.
    Row {
        row: RowKey,
        field: String,
        value: Value,
        clock: Clock,
    },
    /// A tag of an entry (`tag:NAME`, true or false), or how far it was read (`position`).
    Note {
        feed: RowId,
        entry: EntryName,
        key: String,
        value: Value,
        clock: Clock,
    },
    Marks(Marks),
    /// The latest act of the device inside a feed. Only bases have it: the act itself may be
    /// superseded.
    Touch {
        feed: RowId,
        clock: Clock,
    },
}

impl Record {
    pub const IS_PRESENT: &'static str = "is_present";

    /// The latest clock in the record.
    #[must_use]
    pub fn clock(&self) -> Clock {
        match self {
            Self::Row { clock, .. } | Self::Note { clock, .. } | Self::Touch { clock, .. } => {
                *clock
            }
            Self::Marks(marks) => {
                marks.groups.iter().map(|(clock, _)| *clock).max().unwrap_or_default()
            }
        }
    }

    /// The number of registers that it sets.
    #[must_use]
    pub fn weight(&self) -> usize {
        match self {
            Self::Row { .. } | Self::Note { .. } | Self::Touch { .. } => 1,
            Self::Marks(marks) => marks.groups.iter().map(|(_, names)| names.len()).sum(),
        }
    }
}

/// An operation, as a line of a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The device that made it, if not the one that writes it.
    pub by: Option<DeviceId>,
    pub record: Record,
}

impl From<Record> for Line {
    fn from(record: Record) -> Self {
        Self { by: None, record }
    }
}
