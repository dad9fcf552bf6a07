//! Steps of the undo log. The database keeps the kind of a step and its operands, never a
//! sentence; [`StepKind::words`] forms the sentence where a step is shown.

mod words;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::StepId;
use super::query::StatusChange;

pub use words::undone_words;

/// A step in the undo log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    /// How many entries it changed, or rows of the small tables.
    pub changed: u32,
    pub kind: StepKind,
}

/// Where a step came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepOrigin {
    /// The user did it on purpose.
    User,
    /// The user opened entries, which marked them as read.
    Opening,
    /// The program did it: rules, retention.
    Program,
}

/// A step as the history shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRecord {
    pub step: Step,
    pub made: Timestamp,
    pub origin: StepOrigin,
    pub is_undone: bool,
}

/// The entries or feeds that a step is about: the only one by its name, several by their number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum StepTarget {
    Name(String),
    Count(u32),
}

/// What a step did, with its operands. The database keeps this as JSON, so variants and fields are
/// never renamed; a new meaning is a new variant.
///
/// Names are as they were when the step was made, and cut when they are long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StepKind {
    /// A step of a library before version 9, which kept the sentence itself.
    Worded {
        text: String,
    },
    MarkRead {
        entries: StepTarget,
    },
    MarkUnread {
        entries: StepTarget,
    },
    Star {
        entries: StepTarget,
    },
    Unstar {
        entries: StepTarget,
    },
    Hide {
        entries: StepTarget,
    },
    Unhide {
        entries: StepTarget,
    },
    Snooze {
        entries: StepTarget,
        until: Timestamp,
    },
    Tag {
        entries: StepTarget,
        tag: String,
    },
    Untag {
        entries: StepTarget,
        tag: String,
    },
    Subscribe {
        feed: String,
    },
    SavePage {
        title: String,
    },
    Unsubscribe {
        feeds: StepTarget,
    },
    RemoveAccount {
        account: String,
    },
    /// A feed, folder, account, saved search or tag got another name.
    Rename {
        old_name: String,
        new_name: String,
    },
    ChangeSignIn {
        feed: String,
    },
    RemoveSignIn {
        feed: String,
    },
    /// An entry is not the same story as others.
    SplitStory {
        entry: String,
    },
    /// Which entries of the feeds of a folder share a row.
    ChangeFolderStories {
        folder: String,
    },
    ChangeFeedUrl {
        feed: String,
    },
    ChangeFeedSettings {
        feed: String,
    },
    ChangeFolderSettings {
        folder: String,
    },
    CreateFolder {
        folder: String,
    },
    RemoveFolder {
        folder: String,
    },
    /// `into` is `None` for the top level.
    MoveFolder {
        folder: String,
        into: Option<String>,
    },
    /// `into` is `None` for the top level.
    MoveFeeds {
        feeds: StepTarget,
        into: Option<String>,
    },
    /// Feeds moved to before another feed.
    ReorderFeeds {
        feeds: StepTarget,
    },
    /// A tag was removed from all entries.
    RemoveTag {
        tag: String,
    },
    SaveSearch {
        search: String,
    },
    ChangeSearch {
        search: String,
    },
    MoveSearch {
        search: String,
    },
    RemoveSearch {
        search: String,
    },
    CreateRule {
        query: String,
    },
    ChangeRule {
        query: String,
    },
    RemoveRule {
        query: String,
    },
    /// The user applied a rule to the entries that were there.
    ApplyRule {
        query: String,
        entries: u32,
    },
    /// Rules changed entries that had just arrived.
    RulesApplied {
        entries: u32,
    },
    /// Entries beyond the limit of their feed were marked as read.
    LimitUnread {
        entries: u32,
    },
    ImportFeeds {
        feeds: u32,
    },
    /// The database of another feed reader.
    ImportLibrary {
        program: String,
        entries: u32,
    },
    /// A subscription list that brought no new feed, but folders.
    ImportFolders,
    /// A subscription list that held nothing but searches and rules.
    ImportSearches,
    /// Retention removed entries.
    /// Feeds, folders, searches or rules that another computer changed.
    FolderChanges {
        rows: u32,
    },
    /// The library met a folder that other computers sync through.
    JoinFolder {
        folder: String,
    },
    RemoveOldEntries {
        entries: u32,
    },
    /// An act on the queue of episodes, or on their downloads.
    Episodes {
        act: EpisodeAct,
        entries: StepTarget,
    },
}

/// What was done with episodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EpisodeAct {
    Enqueue,
    Dequeue,
    MoveInQueue,
    Download,
    RemoveDownload,
}

impl StepKind {
    #[must_use]
    pub fn of_status(change: StatusChange, entries: StepTarget) -> Self {
        match change {
            StatusChange::Read(true) => Self::MarkRead { entries },
            StatusChange::Read(false) => Self::MarkUnread { entries },
            StatusChange::Starred(true) => Self::Star { entries },
            StatusChange::Starred(false) => Self::Unstar { entries },
            StatusChange::Hidden(true) => Self::Hide { entries },
            StatusChange::Hidden(false) => Self::Unhide { entries },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_comes_back_from_the_database_as_it_was() {
        for (kind, json) in [
            (
                StepKind::Star { entries: StepTarget::Name("A ship".into()) },
                r#"{"kind":"star","entries":"A ship"}"#,
            ),
            (
                StepKind::Unsubscribe { feeds: StepTarget::Count(3) },
                r#"{"kind":"unsubscribe","feeds":3}"#,
            ),
            (
                StepKind::MoveFolder { folder: "Sea".into(), into: None },
                r#"{"kind":"move_folder","folder":"Sea","into":null}"#,
            ),
            (StepKind::ImportFolders, r#"{"kind":"import_folders"}"#),
        ] {
            assert_eq!(serde_json::to_string(&kind).unwrap(), json);
            assert_eq!(serde_json::from_str::<StepKind>(json).unwrap(), kind);
        }
    }

    #[test]
    fn one_thing_is_named_and_several_are_counted() {
        let star = |entries| StepKind::Star { entries }.words();
        assert_eq!(star(StepTarget::Name("A ship".into())), "Starred \u{201c}A ship\u{201d}");
        assert_eq!(star(StepTarget::Count(1)), "Starred 1 entry");
        assert_eq!(star(StepTarget::Count(2)), "Starred 2 entries");
        assert_eq!(StepKind::RemoveOldEntries { entries: 1 }.words(), "Removed 1 old entry");
    }
}
