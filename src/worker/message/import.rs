//! What importing a subscription list would do, and what it did.

use url::Url;

use crate::model::{FeedChoices, ListedRule, ListedSearch, Step};
use crate::opml::LeftOut;

/// What importing a subscription list would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportPlan {
    /// The list's own title.
    pub title: String,
    /// Feeds that are not in the library yet, with their folders, outermost first.
    pub new_feeds: Vec<PlannedFeed>,
    /// How many are already subscribed to, or are in the list twice.
    pub known: u32,
    /// Folders with nothing in them.
    pub folders: Vec<Vec<String>>,
    /// Saved searches that are not in the library yet.
    pub searches: Vec<ListedSearch>,
    /// Rules that are not in the library yet.
    pub rules: Vec<ListedRule>,
    /// What is not taken over, with the reason.
    pub left_out: Vec<LeftOut>,
}

impl ImportPlan {
    /// Whether it does anything.
    #[must_use]
    pub fn has_new(&self) -> bool {
        !(self.new_feeds.is_empty() && self.searches.is_empty() && self.rules.is_empty())
    }
}

/// A feed that an import would add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFeed {
    /// Its address.
    pub feed_url: Url,
    /// Its title in the list; may be empty.
    pub title: String,
    /// The publisher's page.
    pub site_url: Option<Url>,
    /// Names of the folders it lies in, outermost first.
    pub folders: Vec<String>,
    /// What was chosen for it.
    pub choices: FeedChoices,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Feeds that were added.
    pub added: u32,
    /// Feeds that were there already.
    pub known: u32,
    /// The step that takes it back.
    pub step: Option<Step>,
}
