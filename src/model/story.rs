//! Stories: entries of different feeds that are the same text or about the same event.

use serde::{Deserialize, Serialize};

use super::entry::ListEntry;
use super::ids::{EntryId, FeedId};

/// Which entries of different feeds lists show as one row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum StoryLevel {
    /// Every entry has a row of its own.
    Off,
    /// Entries with the same text.
    #[default]
    Text,
    /// Entries with the same text, and those about the same event.
    Story,
}

impl StoryLevel {
    pub const ALL: [Self; 3] = [Self::Off, Self::Text, Self::Story];
}

/// How much two entries have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// They are about the same event.
    SameStory,
    /// One text was published twice, perhaps cut or with another title.
    SameText,
}

impl Likeness {
    /// The level from which on lists show both as one row.
    #[must_use]
    pub fn level(self) -> StoryLevel {
        match self {
            Self::SameStory => StoryLevel::Story,
            Self::SameText => StoryLevel::Text,
        }
    }
}

/// What two entries share: the reason why they are one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct SharedParts {
    pub has_same_link: bool,
    pub has_same_title: bool,
    /// The part of the shorter text that the longer one has, in percent.
    pub text_percent: u8,
    /// The names and numbers that both have.
    pub names: u8,
}

/// Two entries that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    pub likeness: Likeness,
    pub shared: SharedParts,
}

/// A row that stands for other entries, too, and those entries.
pub type Fold = (EntryId, Vec<ListEntry>);

/// Another entry of the story of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryMember {
    pub id: EntryId,
    pub feed_id: FeedId,
    pub title: String,
    /// How much it has in common with the entry, and what. `None` if both match only a third one.
    pub with: Option<Match>,
}
