//! Steps of the undo log. The database keeps the kind of a step and its operands, never a
//! sentence; [`StepKind::words`] forms the English sentence where a step is shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::StepId;
use super::query::StatusChange;

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
    Unsubscribe {
        feeds: StepTarget,
    },
    /// A feed, folder or saved search got another name.
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
    ChangeFeedUrl {
        feed: String,
    },
    ChangeFeedSettings {
        feed: String,
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
    ImportFeeds {
        feeds: u32,
    },
    /// A subscription list that brought no new feed, but folders.
    ImportFolders,
    /// A subscription list that held nothing but searches and rules.
    ImportSearches,
    /// Retention removed entries.
    RemoveOldEntries {
        entries: u32,
    },
}

/// What the window and the command line say after a step was undone or redone, in English.
///
/// With `lost_secret`, a feed is signed in to again whose secret is no longer in the keyring.
#[must_use]
pub fn undone_words(kind: &StepKind, is_redo: bool, lost_secret: bool) -> String {
    let verb = if is_redo { "Redone" } else { "Undone" };
    let advice = if lost_secret {
        " \u{2014} its password or token is no longer in the keyring; enter it again in the feed's \
         settings"
    } else {
        ""
    };
    format!("{verb}: {}{advice}", kind.words())
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

    /// The sentence for the step, in English.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Worded { text } => text.clone(),
            Self::MarkRead { entries } => format!("Marked {} as read", entries_words(entries)),
            Self::MarkUnread { entries } => format!("Marked {} as unread", entries_words(entries)),
            Self::Star { entries } => format!("Starred {}", entries_words(entries)),
            Self::Unstar { entries } => format!("Unstarred {}", entries_words(entries)),
            Self::Hide { entries } => format!("Hid {}", entries_words(entries)),
            Self::Unhide { entries } => format!("Unhid {}", entries_words(entries)),
            Self::Tag { entries, tag } => format!("Tagged {}: {tag}", entries_words(entries)),
            Self::Untag { entries, tag } => format!("Untagged {}: {tag}", entries_words(entries)),
            Self::Subscribe { feed } => format!("Subscribed to {}", quoted(feed)),
            Self::Unsubscribe { feeds } => format!("Unsubscribed from {}", feeds_words(feeds)),
            Self::Rename { old_name, new_name } => {
                format!("Renamed {} to {}", quoted(old_name), quoted(new_name))
            }
            Self::ChangeSignIn { feed } => format!("Changed the sign-in of {}", quoted(feed)),
            Self::RemoveSignIn { feed } => format!("Removed the sign-in of {}", quoted(feed)),
            Self::ChangeFeedUrl { feed } => format!("Changed the address of {}", quoted(feed)),
            Self::ChangeFeedSettings { feed } => {
                format!("Changed the settings of {}", quoted(feed))
            }
            Self::CreateFolder { folder } => format!("Created the folder {}", quoted(folder)),
            Self::RemoveFolder { folder } => format!("Removed the folder {}", quoted(folder)),
            Self::MoveFolder { folder, into } => moved_words(&quoted(folder), into.as_deref()),
            Self::MoveFeeds { feeds, into } => moved_words(&feeds_words(feeds), into.as_deref()),
            Self::ReorderFeeds { feeds } => format!("Moved {}", feeds_words(feeds)),
            Self::SaveSearch { search } => format!("Saved the search {}", quoted(search)),
            Self::ChangeSearch { search } => format!("Changed the search {}", quoted(search)),
            Self::MoveSearch { search } => format!("Moved the search {}", quoted(search)),
            Self::RemoveSearch { search } => format!("Removed the search {}", quoted(search)),
            Self::CreateRule { query } => format!("Created the rule {}", quoted(query)),
            Self::ChangeRule { query } => format!("Changed the rule {}", quoted(query)),
            Self::RemoveRule { query } => format!("Removed the rule {}", quoted(query)),
            Self::ApplyRule { query, entries } => {
                let entries = number_words(*entries, "entry", "entries");
                format!("Applied the rule {} to {entries}", quoted(query))
            }
            Self::RulesApplied { entries } => {
                format!("Rules changed {}", number_words(*entries, "new entry", "new entries"))
            }
            Self::ImportFeeds { feeds } => {
                format!("Imported {}", number_words(*feeds, "feed", "feeds"))
            }
            Self::ImportFolders => "Imported folders, searches and rules".to_owned(),
            Self::ImportSearches => "Imported searches and rules".to_owned(),
            Self::RemoveOldEntries { entries } => {
                format!("Removed {}", number_words(*entries, "old entry", "old entries"))
            }
        }
    }
}

fn entries_words(entries: &StepTarget) -> String {
    target_words(entries, "entry", "entries")
}

fn feeds_words(feeds: &StepTarget) -> String {
    target_words(feeds, "feed", "feeds")
}

fn target_words(target: &StepTarget, one: &str, many: &str) -> String {
    match target {
        StepTarget::Name(name) => quoted(name),
        StepTarget::Count(count) => number_words(*count, one, many),
    }
}

fn number_words(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn moved_words(moved: &str, into: Option<&str>) -> String {
    match into {
        Some(folder) => format!("Moved {moved} to {}", quoted(folder)),
        None => format!("Moved {moved} out of its folder"),
    }
}

fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
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
