//! What a subscription list can say besides feeds: choices for a feed, saved searches, rules.
//! Everything by name, nothing by number.

use url::Url;

use super::feed::FeedOptions;
use super::query::RuleActions;

/// What a reader chose for a feed, as a list carries it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedChoices {
    /// Whether the full text of every entry is wanted.
    pub wants_full_text: bool,
    /// What else was chosen for it alone.
    pub options: FeedOptions,
}

/// A saved search in a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListedSearch {
    /// What it is called.
    pub name: String,
    /// The question (see [`crate::query`]).
    pub query: String,
}

/// A rule in a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListedRule {
    /// The question (see [`crate::query`]).
    pub query: String,
    /// Where it holds.
    pub scope: ListedScope,
    /// What happens.
    pub actions: RuleActions,
    /// Whether it is in force.
    pub is_enabled: bool,
}

/// Where a rule of a list holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum ListedScope {
    /// In all feeds.
    #[default]
    Everywhere,
    /// In the feed with this address.
    Feed(Url),
    /// In the folder with these names, outermost first.
    Folder(Vec<String>),
}
