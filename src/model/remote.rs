//! Feeds and entries as the server of an account has them, on their way into the library.

use url::Url;

use super::account::RemoteId;
use super::fresh::FreshEntry;
use super::ids::{EntryId, FeedId};

/// All subscriptions of an account, read in one sync.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RemoteTree {
    /// The names of all folders, also of empty ones, in the order of the server.
    pub folders: Vec<String>,
    pub feeds: Vec<RemoteFeed>,
    /// Feeds that this list lacks and that are not gone yet: one list alone proves nothing. They
    /// stay as they are.
    pub kept: Vec<RemoteId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteFeed {
    pub id: RemoteId,
    /// As the user named it at the server, or as the server names it.
    pub title: String,
    pub feed_url: Url,
    pub site_url: Option<Url>,
    pub icon_url: Option<Url>,
    /// Its folders, by name; most servers allow one. It is shown in one of them: where it was, or
    /// else in the first.
    pub folders: Vec<String>,
}

/// An entry of a server, ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteEntry {
    pub id: RemoteId,
    pub feed_id: FeedId,
    pub fresh: FreshEntry,
    pub is_read: bool,
    pub is_starred: bool,
    /// The user's labels at the server, which become tags.
    pub labels: Vec<String>,
}

/// An entry of an account that is in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownEntry {
    pub entry: EntryId,
    pub feed_id: FeedId,
    pub is_read: bool,
    pub is_starred: bool,
    /// Whether an act on it waits to be sent. A pull never changes such an entry.
    pub is_pending: bool,
}

/// The changes of statuses that a sync decided on. Entries with an act that waits are left out
/// again when it is applied, because the act may have come meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RemoteMarks {
    pub read: Vec<EntryId>,
    pub unread: Vec<EntryId>,
    pub starred: Vec<EntryId>,
    pub unstarred: Vec<EntryId>,
    /// Labels that the server has and the library has not.
    pub labelled: Vec<(EntryId, String)>,
    pub unlabelled: Vec<(EntryId, String)>,
}

impl RemoteMarks {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
