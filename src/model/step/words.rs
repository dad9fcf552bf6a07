//! The sentences for steps, in the language in use.

use super::{EpisodeAct, StepKind, StepTarget};
use crate::i18n::t;

/// The message for one thing, which is named, or the one for several, which are counted.
macro_rules! of_target {
    ($target:expr, $one:ident ($name:ident), $many:ident $(, $operand:ident = $value:expr)*) => {
        match $target {
            StepTarget::Name(name) => {
                t!($one, $name = name.as_str() $(, $operand = $value.as_str())*)
            }
            StepTarget::Count(count) => {
                t!($many, count = *count $(, $operand = $value.as_str())*)
            }
        }
    };
}

/// The sentence after a step was undone or redone.
///
/// With `lost_secret`, a feed is signed in to again whose secret is no longer in the keyring.
#[must_use]
pub fn undone_words(kind: &StepKind, is_redo: bool, lost_secret: bool) -> String {
    let step = kind.words();
    let words =
        if is_redo { t!(notice_redone, step = step) } else { t!(notice_undone, step = step) };
    if lost_secret { t!(step_secret_lost, step = words) } else { words }
}

impl StepKind {
    /// The sentence for the step.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Worded { text } => text.clone(),
            Self::MarkRead { entries } => {
                of_target!(entries, step_marked_read(title), step_marked_read_many)
            }
            Self::MarkUnread { entries } => {
                of_target!(entries, step_marked_unread(title), step_marked_unread_many)
            }
            Self::Star { entries } => of_target!(entries, step_starred(title), step_starred_many),
            Self::Unstar { entries } => {
                of_target!(entries, step_unstarred(title), step_unstarred_many)
            }
            Self::Hide { entries } => of_target!(entries, step_hid(title), step_hid_many),
            Self::Unhide { entries } => of_target!(entries, step_unhid(title), step_unhid_many),
            Self::Snooze { entries, .. } => {
                of_target!(entries, step_snoozed(title), step_snoozed_many)
            }
            Self::Tag { entries, tag } => {
                of_target!(entries, step_tagged(title), step_tagged_many, tag = tag)
            }
            Self::Untag { entries, tag } => {
                of_target!(entries, step_untagged(title), step_untagged_many, tag = tag)
            }
            Self::Subscribe { feed } => t!(step_subscribed, feed = feed.as_str()),
            Self::SavePage { title } => t!(step_saved_page, title = title.as_str()),
            Self::Unsubscribe { feeds } => {
                of_target!(feeds, step_unsubscribed(feed), step_unsubscribed_many)
            }
            Self::RemoveAccount { account } => {
                t!(step_removed_account, account = account.as_str())
            }
            Self::Rename { old_name, new_name } => {
                t!(step_renamed, before = old_name.as_str(), after = new_name.as_str())
            }
            Self::ChangeSignIn { feed } => t!(step_changed_sign_in, feed = feed.as_str()),
            Self::RemoveSignIn { feed } => t!(step_removed_sign_in, feed = feed.as_str()),
            Self::ChangeFeedUrl { feed } => t!(step_changed_address, feed = feed.as_str()),
            Self::ChangeFeedSettings { feed } => {
                t!(step_changed_feed_settings, feed = feed.as_str())
            }
            Self::ChangeFolderSettings { folder } => {
                t!(step_changed_folder_settings, folder = folder.as_str())
            }
            Self::SplitStory { entry } => t!(step_split_story, entry = entry.as_str()),
            Self::ChangeFolderStories { folder } => {
                t!(step_changed_folder_stories, folder = folder.as_str())
            }
            Self::CreateFolder { folder } => t!(step_created_folder, folder = folder.as_str()),
            Self::RemoveFolder { folder } => t!(step_removed_folder, folder = folder.as_str()),
            Self::MoveFolder { folder, into } => {
                moved_words(&StepTarget::Name(folder.clone()), into.as_ref())
            }
            Self::MoveFeeds { feeds, into } => moved_words(feeds, into.as_ref()),
            Self::ReorderFeeds { feeds } => of_target!(feeds, step_moved(name), step_moved_many),
            Self::RemoveTag { tag } => t!(step_removed_tag, tag = tag.as_str()),
            Self::SaveSearch { search } => t!(step_saved_search, search = search.as_str()),
            Self::ChangeSearch { search } => t!(step_changed_search, search = search.as_str()),
            Self::MoveSearch { search } => t!(step_moved_search, search = search.as_str()),
            Self::RemoveSearch { search } => t!(step_removed_search, search = search.as_str()),
            Self::CreateRule { query } => t!(step_created_rule, rule = query.as_str()),
            Self::ChangeRule { query } => t!(step_changed_rule, rule = query.as_str()),
            Self::RemoveRule { query } => t!(step_removed_rule, rule = query.as_str()),
            Self::ApplyRule { query, entries } => {
                t!(step_applied_rule, rule = query.as_str(), count = *entries)
            }
            Self::RulesApplied { entries } => t!(step_rules_changed, count = *entries),
            Self::LimitUnread { entries } => t!(step_limited_unread, count = *entries),
            Self::ImportFeeds { feeds } => t!(step_imported, count = *feeds),
            Self::ImportLibrary { program, entries } => {
                t!(step_imported_library, count = *entries, program = program.as_str())
            }
            Self::ImportFolders => t!(step_imported_folders),
            Self::ImportSearches => t!(step_imported_searches),
            Self::FolderChanges { rows } => t!(step_folder_changes, count = *rows),
            Self::JoinFolder { folder } => t!(step_joined_folder, folder = folder.as_str()),
            Self::RemoveOldEntries { entries } => t!(step_removed_old, count = *entries),
            Self::Episodes { act, entries } => episode_words(*act, entries),
        }
    }
}

fn episode_words(act: EpisodeAct, entries: &StepTarget) -> String {
    match act {
        EpisodeAct::Enqueue => of_target!(entries, step_enqueued(title), step_enqueued_many),
        EpisodeAct::Dequeue => of_target!(entries, step_dequeued(title), step_dequeued_many),
        EpisodeAct::MoveInQueue => {
            of_target!(entries, step_moved_in_queue(title), step_moved_in_queue_many)
        }
        EpisodeAct::Download => of_target!(entries, step_downloaded(title), step_downloaded_many),
        EpisodeAct::RemoveDownload => {
            of_target!(entries, step_removed_download(title), step_removed_download_many)
        }
    }
}

fn moved_words(moved: &StepTarget, into: Option<&String>) -> String {
    match into {
        Some(folder) => of_target!(
            moved,
            step_moved_to_folder(name),
            step_moved_to_folder_many,
            folder = folder
        ),
        None => of_target!(moved, step_moved_out_of_folder(name), step_moved_out_of_folder_many),
    }
}
