//! The [`Service`] trait: one signed-in server, as the engine sees it.

use futures_util::future::BoxFuture;
use url::Url;

use super::error::ServiceError;
use crate::i18n::t;
use crate::model::{EntryContent, MarkKind, RemoteFeed, RemoteId};

/// The answer of a server, later.
pub type ServiceFuture<'a, T> = BoxFuture<'a, Result<T, ServiceError>>;

/// A server of an account. Each method is one step of a sync; the engine decides their order.
///
/// An answer counts only if it has the expected form. A page for people, an empty body or `[]` is
/// an error, never an empty list.
pub trait Service: Send {
    /// What the server can do.
    fn abilities(&self) -> Abilities;

    /// Signs in. The engine calls this once, before everything else.
    fn sign_in(&mut self) -> ServiceFuture<'_, ()>;

    /// All subscriptions, folders and labels.
    fn feeds(&mut self) -> ServiceFuture<'_, FeedList>;

    /// One page of a list of ids. The first has no cursor.
    fn id_page<'a>(
        &'a mut self,
        list: &'a ListKind,
        cursor: Option<&'a str>,
    ) -> ServiceFuture<'a, IdPage>;

    /// The entries with these ids, at most [`Abilities::ids_per_fetch`]. Ids that the server does
    /// not know are missing from the answer. The order is the server's.
    fn entries<'a>(&'a mut self, ids: &'a [RemoteId]) -> ServiceFuture<'a, Vec<RemoteItem>>;

    /// Sets one mark on entries, at most [`Abilities::ids_per_mark`]. May be repeated. Returns the
    /// ids that the server said it does not have; most servers do not say.
    fn mark<'a>(
        &'a mut self,
        mark: &'a Mark,
        ids: &'a [RemoteId],
    ) -> ServiceFuture<'a, Vec<RemoteId>>;

    /// Changes a subscription or a folder. Returns the id of a new feed, if the server says it. A
    /// success is no proof: the engine reads the subscriptions again.
    fn edit<'a>(&'a mut self, edit: &'a FeedEdit) -> ServiceFuture<'a, Option<RemoteId>>;
}

/// A list of ids that a server keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListKind {
    Unread,
    Starred,
    /// The entries with this label.
    Label(String),
}

/// A part of a list of ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IdPage {
    pub ids: Vec<RemoteId>,
    /// Where the next page begins; `None` after the last page.
    pub next: Option<String>,
}

/// A mark, set or removed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark {
    pub kind: MarkKind,
    pub is_on: bool,
}

/// All that a server says about subscriptions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedList {
    pub feeds: Vec<RemoteFeed>,
    /// The names of all folders, also of empty ones where the server lists those.
    pub folders: Vec<String>,
    /// The labels of entries that exist now. No other label may be asked for.
    pub labels: Vec<String>,
    /// The folder that stands for "no folder" at the server. Feeds in it are outside all folders
    /// here.
    pub root_folder: Option<String>,
}

/// A change of a subscription or folder that a server makes in one call. Folders are names, feeds
/// are ids of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedEdit {
    Subscribe {
        url: Url,
        title: Option<String>,
        folder: Option<String>,
    },
    Rename {
        feed: RemoteId,
        title: String,
    },
    /// `None` is outside all folders.
    Move {
        feed: RemoteId,
        from: Option<String>,
        to: Option<String>,
    },
    Unsubscribe {
        feed: RemoteId,
    },
    NewFolder {
        name: String,
    },
    RenameFolder {
        old_name: String,
        new_name: String,
    },
    /// The folder is empty.
    RemoveFolder {
        name: String,
    },
}

/// An entry as a server sends it, not yet prepared for the library.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteItem {
    pub id: RemoteId,
    /// The feed that it belongs to, as [`RemoteFeed::id`].
    pub feed: RemoteId,
    pub content: EntryContent,
    /// The user's labels.
    pub labels: Vec<String>,
}

/// Whether a server can do something, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ability {
    Yes,
    No(Hindrance),
}

impl Ability {
    #[must_use]
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }
}

/// Why something is not offered for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// The interface has no subscriptions to change (Fever).
    FixedSubscriptions,
    /// The interface cannot rename or move feeds, nor make folders.
    FixedFolders,
    /// The server shows a folder only while a feed is in it.
    NoEmptyFolders,
    /// The server has no labels for entries.
    NoLabels,
}

impl Hindrance {
    /// The sentence for people.
    #[must_use]
    pub fn user_message(self) -> String {
        match self {
            Self::FixedSubscriptions => t!(sync_cannot_subscribe),
            Self::FixedFolders => t!(sync_cannot_arrange),
            Self::NoEmptyFolders => t!(sync_cannot_empty_folder),
            Self::NoLabels => t!(sync_cannot_label),
        }
    }
}

/// What a server can do. The window offers only this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Subscribe and unsubscribe.
    pub subscribe: Ability,
    pub rename_feed: Ability,
    /// Put a feed into a folder or take it out.
    pub move_feed: Ability,
    /// Make a folder without feeds.
    pub new_folder: Ability,
    /// Rename and remove folders.
    pub edit_folder: Ability,
    pub label: Ability,
    /// Most ids in one call of [`Service::entries`].
    pub ids_per_fetch: usize,
    /// Most ids in one call of [`Service::mark`].
    pub ids_per_mark: usize,
}
