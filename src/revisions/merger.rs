//! What the files of this module share: each adds the methods for its kind of block.

use crate::document::InlineStyle;

/// Merges versions, and counts the words that changed.
#[derive(Debug, Default)]
pub(super) struct Merger {
    pub(super) added_words: u32,
    pub(super) removed_words: u32,
}

/// What happened to a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Added,
    Removed,
}

impl Fate {
    pub(super) fn style(self) -> InlineStyle {
        match self {
            Self::Added => InlineStyle::INSERTED,
            Self::Removed => InlineStyle::DELETED,
        }
    }
}

impl Merger {
    /// Counts the words of code, which has no inlines.
    pub(super) fn count_words(&mut self, text: &str, fate: Fate) {
        let words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
        match fate {
            Fate::Added => self.added_words = self.added_words.saturating_add(words),
            Fate::Removed => self.removed_words = self.removed_words.saturating_add(words),
        }
    }
}
