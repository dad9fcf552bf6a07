//! Changes to feeds, folders, searches and rules: each is a step that can be undone.

use url::Url;

use super::message::Event;
use super::writer::Writer;
use crate::model::Step;
use crate::model::{
    FeedId, FeedOptions, FolderId, Rule, RuleActions, RuleId, RuleScope, SmartFeedId,
};
use crate::net::without_credentials;
use crate::store::StoreError;

/// A change to feeds, folders, searches or rules.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Remove feeds with their entries.
    Unsubscribe(Vec<FeedId>),
    /// Give a feed the reader's own title, or the publisher's again.
    RenameFeed(FeedId, Option<String>),
    /// Move feeds to a folder or to the top level.
    MoveFeeds(Vec<FeedId>, Option<FolderId>),
    /// Move feeds to the place before another feed.
    MoveFeedsBefore(Vec<FeedId>, FeedId),
    /// Fetch a feed from another address.
    SetFeedAddress(FeedId, Url),
    /// Want the full text of every entry of a feed, or no longer.
    WantFullText(FeedId, bool),
    /// Choose something for one feed alone.
    SetFeedOptions(FeedId, FeedOptions),
    /// Make a folder.
    CreateFolder {
        /// Its name.
        name: String,
        /// The folder that it goes into.
        parent: Option<FolderId>,
        /// Feeds to move into it at once.
        moved: Vec<FeedId>,
    },
    /// Rename a folder.
    RenameFolder(FolderId, String),
    /// Move a folder with what it holds.
    MoveFolder(FolderId, Option<FolderId>),
    /// Remove a folder; what it holds moves to its parent.
    DeleteFolder(FolderId),
    /// Save a search as a place in the sidebar.
    AddSmartFeed {
        /// Its name.
        name: String,
        /// The question.
        query: String,
    },
    /// Rename a saved search.
    RenameSmartFeed(SmartFeedId, String),
    /// Give a saved search another question.
    EditSmartFeed(SmartFeedId, String),
    /// Move a saved search by so many places.
    MoveSmartFeed(SmartFeedId, isize),
    /// Remove a saved search.
    RemoveSmartFeed(SmartFeedId),
    /// Make a rule.
    AddRule {
        /// The question.
        query: String,
        /// Where it holds.
        scope: RuleScope,
        /// What happens.
        actions: RuleActions,
    },
    /// Change a rule.
    EditRule(Rule),
    /// Remove a rule.
    RemoveRule(RuleId),
}

impl Writer {
    pub(super) fn change(&mut self, change: Change) {
        let done = self.make(change);
        self.report_change(done);
    }

    /// Tells what was done, with the step that takes it back, and what the library looks like now.
    pub(super) fn report_change(&mut self, done: Result<Option<Step>, StoreError>) {
        match done {
            Ok(step) => {
                self.report_library(Ok(()));
                if let Some(step) = step {
                    self.outbox.send(Event::Changed(step));
                }
            }
            Err(err) => self.fail(&err),
        }
    }

    fn make(&mut self, change: Change) -> Result<Option<Step>, StoreError> {
        let now = (self.clock)();
        let store = &mut self.store;
        Ok(match change {
            Change::Unsubscribe(ids) => store.unsubscribe(&ids, now)?.step,
            Change::RenameFeed(id, title) => store.rename_feed(id, title.as_deref(), now)?.step,
            Change::MoveFeeds(ids, folder) => store.move_feeds(&ids, folder, now)?.step,
            Change::MoveFeedsBefore(ids, before) => {
                store.move_feeds_before(&ids, before, now)?.step
            }
            Change::SetFeedAddress(id, url) => {
                store.move_feed_to(id, &without_credentials(url), now)?.step
            }
            Change::WantFullText(id, wants) => store.set_wants_full_text(id, wants, now)?.step,
            Change::SetFeedOptions(id, options) => store.set_feed_options(id, &options, now)?.step,
            Change::CreateFolder { name, parent, moved } => {
                store.create_folder(&name, parent, &moved, now)?.step
            }
            Change::RenameFolder(id, name) => store.rename_folder(id, &name, now)?.step,
            Change::MoveFolder(id, parent) => store.move_folder(id, parent, now)?.step,
            Change::DeleteFolder(id) => store.delete_folder(id, now)?.step,
            Change::AddSmartFeed { name, query } => store.add_smart_feed(&name, &query, now)?.step,
            Change::RenameSmartFeed(id, name) => store.rename_smart_feed(id, &name, now)?.step,
            Change::EditSmartFeed(id, query) => store.change_smart_feed(id, &query, now)?.step,
            Change::MoveSmartFeed(id, by) => store.move_smart_feed(id, by, now)?.step,
            Change::RemoveSmartFeed(id) => store.remove_smart_feed(id, now)?.step,
            Change::AddRule { query, scope, actions } => {
                store.add_rule(&query, scope, &actions, now)?.step
            }
            Change::EditRule(rule) => store.change_rule(&rule, now)?.step,
            Change::RemoveRule(id) => store.remove_rule(id, now)?.step,
        })
    }
}
