//! Accounts on servers that other readers use too, and the acts that wait to be sent to them.
//!
//! Secrets are never here: they are in the system's keyring, under [`Account::secret_name`].

mod words;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use super::ids::{AccountId, EntryId, FeedId};
use super::problem::{KeyringProblem, ProblemKind};

/// An account on a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    /// The user's name for it, which is unique.
    pub name: String,
    pub service: ServiceKind,
    /// Where the interface of the server is found.
    pub address: Url,
    /// The user name; empty for services that know their users by a token.
    pub user: String,
    /// Its position in the sidebar.
    pub position: i64,
    /// When the last sync succeeded.
    pub last_sync: Option<Timestamp>,
    /// Why the last sync failed, or what it left undone.
    pub problem: Option<AccountProblem>,
    /// No request is sent before this time, also after a restart.
    pub paused_until: Option<Timestamp>,
    /// What the sync remembers from the last time, such as validators. Only `sync` reads it.
    pub memory: String,
    /// Whether the user's labels at the server and the tags here are one.
    pub keeps_labels: bool,
}

/// The part of an account that a sync changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountState {
    pub last_sync: Option<Timestamp>,
    pub problem: Option<AccountProblem>,
    pub paused_until: Option<Timestamp>,
    pub memory: String,
}

/// An account to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    pub name: String,
    pub service: ServiceKind,
    pub address: Url,
    pub user: String,
    pub keeps_labels: bool,
}

/// The acts of an account that its server has not accepted yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WaitingActs {
    /// Acts on entries and changes of subscriptions that are sent with the next sync.
    pub waiting: u32,
    /// Acts that could not be sent and are not tried again.
    pub parked: u32,
}

impl Account {
    /// The name of its secret in the keyring.
    #[must_use]
    pub fn secret_name(&self) -> String {
        Self::name_of_secret(self.service, &self.user, &self.address)
    }

    /// The name of the secret of an account that is not in the library yet.
    #[must_use]
    pub fn name_of_secret(service: ServiceKind, user: &str, address: &Url) -> String {
        format!("{} {user} on {address}", service.code())
    }

    /// When the server may be asked again; `None` if it may be asked now.
    #[must_use]
    pub fn pause(&self, now: Timestamp) -> Option<Timestamp> {
        // No pause is longer when it begins: then the clock was set back since.
        self.paused_until.filter(|until| *until > now && until.duration_since(now) <= PAUSE_MAX)
    }

    /// Whether the server may be asked at this time.
    #[must_use]
    pub fn may_sync(&self, now: Timestamp) -> bool {
        self.pause(now).is_none()
    }
}

/// The longest pause that a server can ask for.
pub const PAUSE_MAX: SignedDuration = SignedDuration::from_hours(24);

/// A kind of server. Several of them share a [`Protocol`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    FreshRss,
    Miniflux,
    TheOldReader,
    BazQux,
    CommaFeed,
    Inoreader,
    Nextcloud,
    Feedbin,
    TinyTinyRss,
    /// Any other server with the interface of Fever.
    Fever,
    /// Any other server with the interface of Google Reader.
    GoogleReader,
}

/// The interface that a server is spoken to by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    GoogleReader,
    Fever,
    Miniflux,
    Nextcloud,
    Feedbin,
    TinyTinyRss,
}

impl ServiceKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::FreshRss,
        Self::Miniflux,
        Self::TheOldReader,
        Self::BazQux,
        Self::CommaFeed,
        Self::Inoreader,
        Self::Nextcloud,
        Self::Feedbin,
        Self::TinyTinyRss,
        Self::Fever,
        Self::GoogleReader,
    ];

    /// Its stable word, in the library and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::FreshRss => "freshrss",
            Self::Miniflux => "miniflux",
            Self::TheOldReader => "theoldreader",
            Self::BazQux => "bazqux",
            Self::CommaFeed => "commafeed",
            Self::Inoreader => "inoreader",
            Self::Nextcloud => "nextcloud",
            Self::Feedbin => "feedbin",
            Self::TinyTinyRss => "ttrss",
            Self::Fever => "fever",
            Self::GoogleReader => "greader",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name on screen, which is the same in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FreshRss => "FreshRSS",
            Self::Miniflux => "Miniflux",
            Self::TheOldReader => "The Old Reader",
            Self::BazQux => "BazQux Reader",
            Self::CommaFeed => "CommaFeed",
            Self::Inoreader => "Inoreader",
            Self::Nextcloud => "Nextcloud News",
            Self::Feedbin => "Feedbin",
            Self::TinyTinyRss => "Tiny Tiny RSS",
            Self::Fever => "Fever API",
            Self::GoogleReader => "Google Reader API",
        }
    }

    #[must_use]
    pub fn protocol(self) -> Protocol {
        match self {
            Self::FreshRss
            | Self::TheOldReader
            | Self::BazQux
            | Self::CommaFeed
            | Self::Inoreader
            | Self::GoogleReader => Protocol::GoogleReader,
            Self::Fever => Protocol::Fever,
            Self::Miniflux => Protocol::Miniflux,
            Self::Nextcloud => Protocol::Nextcloud,
            Self::Feedbin => Protocol::Feedbin,
            Self::TinyTinyRss => Protocol::TinyTinyRss,
        }
    }

    /// The one address of a service that runs in one place only.
    #[must_use]
    pub fn fixed_address(self) -> Option<&'static str> {
        match self {
            Self::TheOldReader => Some("https://theoldreader.com/"),
            Self::BazQux => Some("https://bazqux.com/"),
            Self::Inoreader => Some("https://www.inoreader.com/"),
            Self::Feedbin => Some("https://api.feedbin.com/"),
            Self::FreshRss
            | Self::Miniflux
            | Self::CommaFeed
            | Self::Nextcloud
            | Self::TinyTinyRss
            | Self::Fever
            | Self::GoogleReader => None,
        }
    }
}

/// The id of a feed or an entry at its server: opaque, in the one form that the service's file
/// chose for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RemoteId(pub String);

impl RemoteId {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A register of an entry that both sides keep.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    Read,
    Star,
    Label(String),
}

/// An act on an entry that the server has not accepted yet. There is one for each entry and kind:
/// the last act wins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingMark {
    pub entry: EntryId,
    pub feed_id: FeedId,
    pub remote: RemoteId,
    pub kind: MarkKind,
    /// The state that the user wants.
    pub wanted: bool,
    /// Differs after every act, so that an act made while another is sent is not taken for it.
    pub generation: i64,
    /// The state that was last seen at the server.
    pub seen: bool,
    /// How often it was sent without effect.
    pub tries: u32,
}

/// Why an act on an entry is not sent any more. The entry stays as the user wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParkReason {
    /// The feed is no longer at the server.
    FeedGone,
    /// The entry is no longer at the server.
    EntryGone,
    /// The server refused it, or accepted it without effect.
    Refused,
    /// The state at the server changed since, and the act is from an old backup.
    Outdated,
}

/// A change of the subscriptions of an account that the server has not accepted yet. They are sent
/// in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingChange {
    pub id: i64,
    pub change: SubscriptionChange,
    /// How often it was sent and failed.
    pub tries: u32,
}

/// A feed of an account, as changes of subscriptions name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFeed {
    pub feed_id: FeedId,
    /// `None` while the server does not have it: it is then found there by its address.
    pub remote_id: Option<RemoteId>,
    pub feed_url: Url,
}

/// A change of the subscriptions of an account. Folders are named, because a folder of most servers
/// has no other id. The library keeps this as JSON, so variants and fields are never renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum SubscriptionChange {
    Subscribe {
        feed: AccountFeed,
        title: Option<String>,
        folder: Option<String>,
    },
    Rename {
        feed: AccountFeed,
        title: String,
    },
    /// `None` is outside all folders.
    Move {
        feed: AccountFeed,
        from: Option<String>,
        to: Option<String>,
    },
    Unsubscribe {
        feed: AccountFeed,
    },
    NewFolder {
        name: String,
    },
    RenameFolder {
        old_name: String,
        new_name: String,
    },
    RemoveFolder {
        name: String,
    },
}

/// Why an account could not be synced, or what a sync left undone. The library keeps this as JSON,
/// so variants and fields are never renamed; a new meaning is a new variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum AccountProblem {
    /// The server could not be reached, or answered with a bad status.
    Network {
        problem: ProblemKind,
    },
    /// The user name, the password or the token is wrong.
    SignIn {
        host: String,
    },
    /// The server wants a password that was made for programs.
    ApiPassword {
        host: String,
    },
    /// The interface for programs is switched off at the server.
    ApiOff {
        host: String,
    },
    /// The server answered, but not as this service does.
    NotThisService {
        host: String,
    },
    /// An answer was cut, empty or not of the expected form. Nothing was changed.
    Unreadable {
        host: String,
    },
    /// The server allows no more requests for now. [`Account::paused_until`] has the time.
    Quota {
        host: String,
    },
    /// The service has to be paid again.
    SubscriptionEnded {
        host: String,
    },
    /// The service answers only programs that registered with it.
    ApplicationId {
        host: String,
    },
    /// The server lists far fewer feeds than before: the user must agree before any is hidden.
    FeedsVanished {
        feeds: u32,
    },
    /// So many acts could not be sent for good.
    Parked {
        acts: u32,
    },
    Keyring {
        problem: KeyringProblem,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_is_found_by_its_code() {
        for kind in ServiceKind::ALL {
            assert_eq!(ServiceKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(ServiceKind::from_code("gopher"), None);
    }

    #[test]
    fn fixed_addresses_are_addresses() {
        for address in ServiceKind::ALL.into_iter().filter_map(ServiceKind::fixed_address) {
            assert_eq!(Url::parse(address).unwrap().as_str(), address);
        }
    }

    #[test]
    fn changes_of_subscriptions_are_read_as_they_were_written() {
        let feed = AccountFeed {
            feed_id: FeedId(3),
            remote_id: None,
            feed_url: Url::parse("https://example.org/feed").unwrap(),
        };
        let change = SubscriptionChange::Move { feed, from: None, to: Some("News".into()) };
        let written = serde_json::to_string(&change).unwrap();
        assert_eq!(serde_json::from_str::<SubscriptionChange>(&written).unwrap(), change);
    }
}
