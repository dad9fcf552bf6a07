//! What an article says about the changes that it shows in place of its text.

use jiff::Timestamp;

use crate::i18n::t;
use crate::revisions::Summary;

/// The comparison that an article shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownChanges {
    /// When each version was first seen, the oldest first. The last is the present one.
    pub versions: Vec<Timestamp>,
    /// The version that the present one is compared with.
    pub since: usize,
    /// The title of the other entry, if the entry is compared with another one.
    pub other_title: Option<String>,
    pub summary: Summary,
}

impl ShownChanges {
    /// How much has changed: `+120 −14 words, title changed`.
    #[must_use]
    pub fn words(&self) -> String {
        let Summary { added_words, removed_words, old_title, old_url, old_authors, places } =
            &self.summary;
        let has_words = added_words + removed_words > 0;
        let parts = [
            has_words.then(|| t!(changes_words, added = *added_words, removed = *removed_words)),
            (!has_words && *places > 0).then(|| t!(changes_places, count = *places)),
            old_title.is_some().then(|| t!(changes_heading)),
            old_url.is_some().then(|| t!(changes_link)),
            old_authors.is_some().then(|| t!(changes_authors)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { t!(changes_none) } else { parts.join(", ") }
    }
}

/// How often an entry was edited: `edited twice`. `None` if it never was.
#[must_use]
pub fn edits_words(edits: u32) -> Option<String> {
    (edits > 0).then(|| t!(entry_edited, count = edits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(summary: Summary) -> String {
        ShownChanges { versions: Vec::new(), since: 0, other_title: None, summary }.words()
    }

    #[test]
    fn changes_are_told_in_words() {
        let summary = Summary {
            added_words: 1120,
            removed_words: 14,
            places: 3,
            old_title: Some("Old".into()),
            ..Summary::default()
        };
        assert_eq!(words(summary), "+1,120 \u{2212}14 words, title changed");
        assert_eq!(words(Summary { places: 1, ..Summary::default() }), "1 change");
        assert_eq!(words(Summary::default()), "no differences");
    }

    #[test]
    fn edits_are_told_in_words() {
        let told: Vec<_> = [0, 1, 2, 3].into_iter().map(edits_words).collect();
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(told, [None, some("edited"), some("edited twice"), some("edited 3 times")]);
    }
}
