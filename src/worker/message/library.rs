//! The library as the sidebar shows it, and the results of a refresh and of trying a rule.

use std::collections::HashSet;

use crate::model::{
    Account, AccountId, Clock, Feed, FeedId, Folder, Listening, Rule, Tag, UnreadCounts,
    WaitingActs,
};
use crate::query::SmartFeed;
use crate::store::{FolderState, Reader, StoreError};

/// Feeds, folders and counts, as the sidebar shows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LibraryView {
    /// All feeds, in the order of the sidebar.
    pub feeds: Vec<Feed>,
    /// Accounts on servers, in the order of the sidebar.
    pub accounts: Vec<Account>,
    /// The acts that each account has not sent yet.
    pub waiting: Vec<(AccountId, WaitingActs)>,
    /// The feeds that never had an entry.
    pub empty_feeds: HashSet<FeedId>,
    /// All folders, in the order of the sidebar.
    pub folders: Vec<Folder>,
    /// Saved searches, in the order of the sidebar.
    pub smart_feeds: Vec<SmartFeed>,
    /// Rules, in the order in which they run.
    pub rules: Vec<Rule>,
    /// Tags that the user gave, in alphabetical order.
    pub tags: Vec<Tag>,
    pub counts: UnreadCounts,
    /// The folder that other computers sync through, if one is joined.
    pub folder: Option<FolderState>,
    /// Whether any entries share a story.
    pub has_stories: bool,
    /// The queue of episodes, and those on this computer.
    pub listening: Listening,
}

impl LibraryView {
    pub(in crate::worker) fn read(reader: &Reader, clock: &Clock) -> Result<Self, StoreError> {
        let accounts = reader.accounts()?;
        Ok(Self {
            waiting: waiting_acts(reader, &accounts)?,
            accounts,
            feeds: reader.feeds()?,
            empty_feeds: reader.empty_feeds()?,
            folders: reader.folders()?,
            smart_feeds: reader.smart_feeds()?,
            rules: reader.rules()?,
            tags: reader.all_tags()?,
            counts: reader.counts(clock.start_of_today())?,
            folder: reader.folder_state()?.filter(|state| !state.is_first),
            has_stories: reader.has_stories()?,
            listening: reader.listening()?,
        })
    }
}

/// The acts that each account has not sent yet.
pub(in crate::worker) fn waiting_acts(
    reader: &Reader,
    accounts: &[Account],
) -> Result<Vec<(AccountId, WaitingActs)>, StoreError> {
    accounts.iter().map(|account| Ok((account.id, reader.waiting_acts(account.id)?))).collect()
}

/// The effect a rule would have had on the latest entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RulePreview {
    /// Number of entries tested.
    pub looked_at: u32,
    /// Number of entries that match.
    pub found: u32,
    /// Titles of the first matches.
    pub titles: Vec<String>,
}

/// The totals of a refresh.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RefreshSummary {
    /// Feeds that were fetched, with or without success.
    pub feeds: u32,
    pub new_entries: u32,
    /// New entries that call for a desktop notification.
    pub notable: u32,
    pub updated_entries: u32,
    pub failed: u32,
    /// Feeds skipped because their server asked to wait.
    pub waiting: u32,
    /// Whether no server could be reached at all.
    pub is_offline: bool,
    /// Whether the proxy could not be reached.
    pub is_proxy_unreached: bool,
    pub is_cancelled: bool,
}
