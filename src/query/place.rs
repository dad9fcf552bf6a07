//! Places: everything in the sidebar that shows a list of entries. A place is a query with a name.
//!
//! The built-in ones are the rows of [`BUILT_IN`]; a new one is a row there and nothing else.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::expr::Expr;
use crate::i18n::t;
use crate::model::{AccountId, FeedId, Filter, FolderId, SmartFeedId, TagId};

/// Which place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceId {
    BuiltIn(BuiltInId),
    Feed(FeedId),
    Folder(FolderId),
    /// A saved search.
    Search(SmartFeedId),
    /// The entries with a tag of the user's own.
    Tag(TagId),
    /// All entries of an account, or of this computer ([`AccountId::LOCAL`]).
    Account(AccountId),
    /// The feed that is shown without a subscription.
    Preview,
}

/// The name of a built-in place in session files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BuiltInId(pub &'static str);

impl PlaceId {
    pub const TODAY: Self = Self::BuiltIn(BuiltInId("today"));
    pub const UNREAD: Self = Self::BuiltIn(BuiltInId("unread"));
    pub const STARRED: Self = Self::BuiltIn(BuiltInId("starred"));
    pub const ALL: Self = Self::BuiltIn(BuiltInId("all"));
    pub const SNOOZED: Self = Self::BuiltIn(BuiltInId("snoozed"));
    pub const RIVER: Self = Self::BuiltIn(BuiltInId("river"));
    pub const QUEUE: Self = Self::BuiltIn(BuiltInId("queue"));
}

/// A place as the sidebar shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    pub id: PlaceId,
    pub name: Cow<'a, str>,
    pub icon: PlaceIcon,
    /// `None` for a preview, whose entries are not in the library.
    pub query: Option<Cow<'a, Expr>>,
    /// The only entries that the place shows; `None` if the user chooses.
    pub filter: Option<Filter>,
    /// The number beside its name; 0 shows none.
    pub count: u32,
    pub counted: Count,
}

/// The picture beside the name of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceIcon {
    Calendar,
    Dot,
    Star,
    Tray,
    Waves,
    Feed,
    Folder,
    Search,
    Tag,
    Computer,
    Cloud,
    Globe,
    Clock,
    Bookmark,
    Queue,
}

/// What the number beside a place counts, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Count {
    /// The unread entries of today; the library counts them with each change.
    UnreadToday,
    /// All unread entries; the sum over the feeds.
    Unread,
    /// The starred entries, read or not; the library counts them with each change.
    Starred,
    /// The sleeping entries; the library counts them with each change. Without any, the sidebar
    /// does not show the place.
    Asleep,
    /// The episodes in the queue, which the library always has. Without any, the sidebar does not
    /// show the place.
    Queued,
    /// The unread entries that the query finds; counted in the background.
    UnreadFound,
    /// The place has no number.
    Nothing,
}

/// A built-in place.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    pub id: BuiltInId,
    pub name: fn() -> String,
    pub icon: PlaceIcon,
    pub query: fn() -> Expr,
    /// The only entries that the place shows; `None` if the user chooses.
    pub filter: Option<Filter>,
    pub counted: Count,
    pub is_in_sidebar: bool,
}

/// The built-in places, in the order of the sidebar.
pub static BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        id: BuiltInId("today"),
        name: || t!(place_today),
        icon: PlaceIcon::Calendar,
        query: || Expr::TODAY,
        filter: None,
        counted: Count::UnreadToday,
        is_in_sidebar: true,
    },
    BuiltIn {
        id: BuiltInId("unread"),
        name: || t!(place_unread),
        icon: PlaceIcon::Dot,
        // Not `is:unread`: a search here also finds entries that are read by now.
        query: || Expr::All,
        filter: Some(Filter::Unread),
        counted: Count::Unread,
        is_in_sidebar: true,
    },
    BuiltIn {
        id: BuiltInId("starred"),
        name: || t!(place_starred),
        icon: PlaceIcon::Star,
        query: || Expr::STARRED,
        filter: Some(Filter::All),
        counted: Count::Starred,
        is_in_sidebar: true,
    },
    BuiltIn {
        id: BuiltInId("all"),
        name: || t!(place_all),
        icon: PlaceIcon::Tray,
        query: || Expr::All,
        filter: Some(Filter::All),
        counted: Count::Nothing,
        is_in_sidebar: true,
    },
    BuiltIn {
        id: BuiltInId("river"),
        name: || t!(place_river),
        icon: PlaceIcon::Waves,
        query: || Expr::RIVER,
        filter: None,
        counted: Count::Nothing,
        is_in_sidebar: true,
    },
    BuiltIn {
        id: BuiltInId("snoozed"),
        name: || t!(place_snoozed),
        icon: PlaceIcon::Clock,
        query: || Expr::SNOOZED,
        filter: Some(Filter::All),
        counted: Count::Asleep,
        is_in_sidebar: true,
    },
    BuiltIn {
        id: BuiltInId("queue"),
        name: || t!(place_queue),
        icon: PlaceIcon::Queue,
        query: || Expr::QUEUE,
        filter: Some(Filter::All),
        counted: Count::Queued,
        is_in_sidebar: true,
    },
];

/// A place in a session file: `"today"`, `{ feed = 3 }`, `{ folder = 1 }`, `{ smart = 2 }`
/// `{ tagged = 4 }` or `{ account = 1 }`.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored<S> {
    BuiltIn(S),
    Feed { feed: FeedId },
    Folder { folder: FolderId },
    Search { smart: SmartFeedId },
    Tag { tagged: TagId },
    Account { account: AccountId },
}

impl Serialize for PlaceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::BuiltIn(BuiltInId(name)) => Stored::BuiltIn(name),
            Self::Feed(feed) => Stored::Feed { feed },
            Self::Folder(folder) => Stored::Folder { folder },
            Self::Search(smart) => Stored::Search { smart },
            Self::Tag(tagged) => Stored::Tag { tagged },
            Self::Account(account) => Stored::Account { account },
            // No session keeps one: its entries are gone when the program ends.
            Self::Preview => Stored::BuiltIn("preview"),
        }
        .serialize(serializer)
    }
}

impl PlaceId {
    /// Reads a place that may be missing from this version: a session file of a newer one must not
    /// be refused because of it. For `#[serde(deserialize_with)]`.
    ///
    /// # Errors
    /// As the deserializer; an unknown place is none.
    pub fn deserialize_known<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Self>, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Any {
            Known(Stored<String>),
            Unknown(IgnoredAny),
        }
        Ok(match Any::deserialize(from)? {
            Any::Known(Stored::BuiltIn(name)) => {
                BUILT_IN.iter().find(|row| row.id.0 == name).map(|row| Self::BuiltIn(row.id))
            }
            Any::Known(Stored::Feed { feed }) => Some(Self::Feed(feed)),
            Any::Known(Stored::Folder { folder }) => Some(Self::Folder(folder)),
            Any::Known(Stored::Search { smart }) => Some(Self::Search(smart)),
            Any::Known(Stored::Tag { tagged }) => Some(Self::Tag(tagged)),
            Any::Known(Stored::Account { account }) => Some(Self::Account(account)),
            Any::Unknown(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_built_in_places_share_an_id() {
        let ids: HashSet<BuiltInId> = BUILT_IN.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), BUILT_IN.len());
        for id in
            [PlaceId::TODAY, PlaceId::UNREAD, PlaceId::STARRED, PlaceId::ALL, PlaceId::SNOOZED]
        {
            assert!(BUILT_IN.iter().any(|row| PlaceId::BuiltIn(row.id) == id), "{id:?}");
        }
    }
}
