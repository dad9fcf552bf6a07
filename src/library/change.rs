//! Changes to feeds, folders, saved searches and rules. Each is one step that can be undone.

use jiff::Timestamp;
use url::Url;

use super::accounts::Offers;
use super::episodes::want_downloads;
use crate::model::{
    AccountId, EntryId, FeedId, FeedOptions, FolderId, QueueChange, Rule, RuleActions, RuleId,
    RuleScope, SmartFeedId, Step, StoryLevel, TagId,
};
use crate::net::without_credentials;
use crate::store::{Reader, Store, StoreError};
use crate::sync::Abilities;

/// A change to feeds, folders, saved searches or rules.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Unsubscribe from feeds and remove their entries.
    Unsubscribe(Vec<FeedId>),
    /// Give a feed a title of the user's own; `None` restores the publisher's.
    RenameFeed(FeedId, Option<String>),
    /// Move feeds into a folder; `None` is the top level.
    MoveFeeds(Vec<FeedId>, Option<FolderId>),
    /// Move feeds to the position just before another feed.
    MoveFeedsBefore(Vec<FeedId>, FeedId),
    /// Fetch a feed from another address. Credentials in the address are dropped.
    SetFeedAddress(FeedId, Url),
    /// Turn fetching the full text of every entry of a feed on or off.
    WantFullText(FeedId, bool),
    /// Replace the options of one feed.
    SetFeedOptions(FeedId, FeedOptions),
    CreateFolder {
        name: String,
        parent: Option<FolderId>,
        /// Feeds to move into the new folder in the same step.
        moved: Vec<FeedId>,
    },
    RenameFolder(FolderId, String),
    /// Show no number beside a folder, or show it again.
    HideFolderCount(FolderId, bool),
    /// Move a folder with its content; `None` is the top level.
    MoveFolder(FolderId, Option<FolderId>),
    /// Remove a folder. Its content moves to the parent folder.
    DeleteFolder(FolderId),
    /// Choose which entries of the feeds of a folder share a row; `None` is as everywhere.
    SetFolderStories(FolderId, Option<StoryLevel>),
    /// Note that an entry is not the same story as the others of its story.
    SplitStory(EntryId),
    /// Save a search in the sidebar.
    AddSmartFeed {
        name: String,
        query: String,
    },
    RenameSmartFeed(SmartFeedId, String),
    /// Replace the query of a saved search.
    EditSmartFeed(SmartFeedId, String),
    /// Move a saved search by this many rows; negative is up.
    MoveSmartFeed(SmartFeedId, isize),
    RemoveSmartFeed(SmartFeedId),
    RenameAccount(AccountId, String),
    /// Remove an account with its feeds and entries. Nothing changes at its server.
    RemoveAccount(AccountId),
    /// Make an empty folder in an account.
    CreateAccountFolder(AccountId, String),
    /// Give a tag another name, perhaps that of another tag.
    RenameTag(TagId, String),
    /// Remove a tag from all entries.
    RemoveTag(TagId),
    AddRule {
        query: String,
        scope: RuleScope,
        actions: RuleActions,
    },
    /// Replace a rule by one with the same id.
    EditRule(Rule),
    RemoveRule(RuleId),
    /// Change the queue of episodes.
    Queue(QueueChange),
    /// Keep episodes on this computer.
    Download(Vec<EntryId>),
    /// Keep them no more.
    RemoveDownloads(Vec<EntryId>),
}

impl Change {
    /// Makes the change and returns the step that undoes it, or `None` if nothing changed. Fails
    /// with the reason if it needs a server that cannot make it.
    pub fn apply(self, store: &mut Store, now: Timestamp) -> Result<Option<Step>, StoreError> {
        self.check(store.reader())?;
        Ok(match self {
            Self::Unsubscribe(ids) => store.unsubscribe(&ids, now)?.step,
            Self::RenameFeed(id, title) => store.rename_feed(id, title.as_deref(), now)?.step,
            Self::MoveFeeds(ids, folder) => store.move_feeds(&ids, folder, now)?.step,
            Self::MoveFeedsBefore(ids, before) => store.move_feeds_before(&ids, before, now)?.step,
            Self::SetFeedAddress(id, url) => {
                store.move_feed_to(id, &without_credentials(url), now)?.step
            }
            Self::WantFullText(id, wants) => store.set_wants_full_text(id, wants, now)?.step,
            Self::SetFeedOptions(id, options) => {
                let step = store.set_feed_options(id, &options, now)?.step;
                store.limit_unread(id, now)?;
                step
            }
            Self::CreateFolder { name, parent, moved } => {
                store.create_folder(&name, parent, &moved, now)?.step
            }
            Self::RenameFolder(id, name) => store.rename_folder(id, &name, now)?.step,
            Self::HideFolderCount(id, hides) => store.set_folder_hides_count(id, hides, now)?.step,
            Self::MoveFolder(id, parent) => store.move_folder(id, parent, now)?.step,
            Self::DeleteFolder(id) => store.delete_folder(id, now)?.step,
            Self::SetFolderStories(id, level) => store.set_folder_stories(id, level, now)?.step,
            Self::SplitStory(id) => store.split_story(id, now)?.step,
            Self::AddSmartFeed { name, query } => store.add_smart_feed(&name, &query, now)?.step,
            Self::RenameSmartFeed(id, name) => store.rename_smart_feed(id, &name, now)?.step,
            Self::EditSmartFeed(id, query) => store.change_smart_feed(id, &query, now)?.step,
            Self::MoveSmartFeed(id, by) => store.move_smart_feed(id, by, now)?.step,
            Self::RemoveSmartFeed(id) => store.remove_smart_feed(id, now)?.step,
            Self::RenameAccount(id, name) => store.rename_account(id, &name, now)?.step,
            Self::RemoveAccount(id) => store.remove_account(id, now)?.step,
            Self::CreateAccountFolder(id, name) => {
                store.create_account_folder(&name, id, now)?.step
            }
            Self::RenameTag(id, name) => store.rename_tag(id, &name, now)?,
            Self::RemoveTag(id) => store.remove_tag(id, now)?,
            Self::AddRule { query, scope, actions } => {
                store.add_rule(&query, scope, &actions, now)?.step
            }
            Self::EditRule(rule) => store.change_rule(&rule, now)?.step,
            Self::RemoveRule(id) => store.remove_rule(id, now)?.step,
            Self::Queue(change) => store.change_queue(&change, now)?.step,
            Self::Download(ids) => want_downloads(store, &ids, now)?,
            Self::RemoveDownloads(ids) => store.remove_downloads(&ids, now)?.step,
        })
    }

    /// Whether other episodes are to be downloaded after the change.
    #[must_use]
    pub fn changes_downloads(&self) -> bool {
        matches!(self, Self::Download(_) | Self::RemoveDownloads(_))
    }

    /// Fails with the reason if the change is one of an account that its server cannot make.
    fn check(&self, reader: &Reader) -> Result<(), StoreError> {
        let Some(offers) = Offers::read(reader)? else { return Ok(()) };
        match self {
            Self::Unsubscribe(feeds) => offers.feeds(feeds, |abilities| abilities.subscribe),
            Self::RenameFeed(feed, _) => {
                offers.feeds(std::slice::from_ref(feed), |abilities| abilities.rename_feed)
            }
            Self::MoveFeeds(feeds, _) => offers.feeds(feeds, |abilities| abilities.move_feed),
            Self::MoveFeedsBefore(feeds, before) => offers.order(feeds, *before),
            Self::SetFeedAddress(feed, _) => {
                offers.feeds(std::slice::from_ref(feed), |abilities| abilities.subscribe)
            }
            Self::CreateFolder { moved, .. } if !moved.is_empty() => {
                offers.feeds(moved, |abilities| abilities.move_feed)
            }
            Self::RenameFolder(folder, _) | Self::DeleteFolder(folder) => {
                offers.folder(*folder, |abilities| abilities.edit_folder)
            }
            Self::CreateAccountFolder(account, _) => {
                offers.account(Some(*account), &|abilities: &Abilities| abilities.new_folder)
            }
            Self::CreateFolder { .. }
            | Self::RenameAccount(..)
            | Self::RemoveAccount(_)
            | Self::RenameTag(..)
            | Self::RemoveTag(_)
            | Self::HideFolderCount(..)
            | Self::MoveFolder(..)
            | Self::SetFolderStories(..)
            | Self::SplitStory(_)
            | Self::WantFullText(..)
            | Self::SetFeedOptions(..)
            | Self::AddSmartFeed { .. }
            | Self::RenameSmartFeed(..)
            | Self::EditSmartFeed(..)
            | Self::MoveSmartFeed(..)
            | Self::RemoveSmartFeed(_)
            | Self::AddRule { .. }
            | Self::EditRule(_)
            | Self::RemoveRule(_)
            | Self::Queue(_)
            | Self::Download(_)
            | Self::RemoveDownloads(_) => Ok(()),
        }
    }
}
