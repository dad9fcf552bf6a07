//! The parts of a subscription list besides feeds: feed options, saved searches, rules. They refer
//! to feeds and folders by address and name, never by id.

use url::Url;

use super::feed::FeedOptions;
use super::query::RuleActions;

/// The user's choices for a feed in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedChoices {
    /// Whether the full text of every entry is fetched from its page.
    pub wants_full_text: bool,
    pub options: FeedOptions,
}

/// A saved search in a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListedSearch {
    pub name: String,
    /// In the query language (see [`crate::query`]).
    pub query: String,
}

/// A rule in a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListedRule {
    /// In the query language (see [`crate::query`]).
    pub query: String,
    pub scope: ListedScope,
    pub actions: RuleActions,
    pub is_enabled: bool,
}

/// The feeds that a rule in a list applies to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum ListedScope {
    #[default]
    Everywhere,
    /// The feed with this address.
    Feed(Url),
    /// The folder with this path, outermost name first.
    Folder(Vec<String>),
}
