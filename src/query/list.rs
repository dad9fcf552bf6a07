//! Queries as they are asked and stored.

use jiff::Zoned;

use super::expr::Expr;
use crate::model::{Filter, Order, RuleScope, SmartFeedId, StoryLevel};

/// A query whose answer is a list of entries.
///
/// Hidden entries are left out of [`Expr::All`], of today and of a folder, unless something else is
/// asked for as well: a search finds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub expr: Expr,
    pub filter: Filter,
    /// Entries of the same second are ordered by id.
    pub order: Order,
    /// The time and zone that `newer:7d` and `is:today` are about.
    pub now: Zoned,
    /// Which entries share a row, for feeds whose folder does not say it; `None` if each has a row
    /// of its own, whatever the folders say.
    pub stories: Option<StoryLevel>,
}

impl Query {
    /// Read and unread entries, the newest first.
    #[must_use]
    pub fn new(expr: Expr, now: Zoned) -> Self {
        Self { expr, filter: Filter::All, order: Order::Newest, now, stories: None }
    }
}

/// A saved search: a place in the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmartFeed {
    pub id: SmartFeedId,
    pub name: String,
    /// The query as it was saved, for the user to edit.
    pub text: String,
    pub expr: Expr,
}

impl From<RuleScope> for Expr {
    fn from(scope: RuleScope) -> Self {
        match scope {
            RuleScope::Everywhere => Self::All,
            RuleScope::Feed(id) => Self::feed(id),
            RuleScope::Folder(id) => Self::folder(id),
        }
    }
}
