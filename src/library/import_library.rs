//! Plans and imports the database of another feed reader.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use url::Url;

use super::import::can_be_fetched;
use crate::model::{
    EntryKey, FeedChoices, ForeignCounts, ForeignEntry, ForeignFeed, ForeignProgram, tidy_feed_url,
};
use crate::net::without_credentials;
use crate::opml::{LeftOut, LeftOutReason, ListedFeed, SubscriptionList};
use crate::refresh::prepare_contents;
use crate::store::{
    ForeignError, ForeignLibrary, ImportOutcome, ImportedEntry, NewList, Store, StoreError,
};

/// The database of another reader whose entries an import would add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedLibrary {
    pub path: PathBuf,
    pub program: ForeignProgram,
    /// The entries of the feeds that can be imported, also those that are in the library already.
    pub counts: ForeignCounts,
}

/// The subscriptions and the numbers of a database.
pub(super) fn read(path: &Path) -> Result<(SubscriptionList, PlannedLibrary), ForeignError> {
    let foreign = ForeignLibrary::open(path)?;
    let program = foreign.program();
    let mut list =
        SubscriptionList { title: program.name().to_owned(), ..SubscriptionList::default() };
    let mut counts = ForeignCounts::default();
    for feed in foreign.feeds() {
        if feed_url(feed).is_some() {
            counts = counts.plus(feed.counts);
        }
        if let Ok(feed_url) = Url::parse(&feed.address) {
            list.feeds.push(ListedFeed {
                feed_url,
                title: feed.title.clone(),
                site_url: feed.site_url.clone(),
                folders: feed.folders.clone(),
                choices: FeedChoices::default(),
            });
        } else {
            let name = if feed.address.is_empty() { &feed.title } else { &feed.address };
            list.left_out.push(LeftOut::new(name, LeftOutReason::InvalidAddress));
        }
    }
    Ok((list, PlannedLibrary { path: path.to_owned(), program, counts }))
}

/// The address under which the feed is planned, if it can be subscribed to.
fn feed_url(feed: &ForeignFeed) -> Option<Url> {
    let url = tidy_feed_url(without_credentials(Url::parse(&feed.address).ok()?));
    can_be_fetched(&url).then_some(url)
}

/// Imports the feeds of a list and the entries of the database.
pub(super) fn import(
    store: &mut Store,
    list: &NewList,
    library: &PlannedLibrary,
    now: Timestamp,
) -> Result<ImportOutcome, StoreError> {
    let mut foreign = ForeignLibrary::open(&library.path)?;
    let feed_urls: Vec<Option<Url>> = foreign.feeds().iter().map(feed_url).collect();
    let mut next = || {
        let batch = foreign.next_entries()?;
        Ok(batch.map(|entries| prepared(entries, &feed_urls)))
    };
    store.import_library(library.program, list, &mut next, now)
}

/// Prepares entries for the store, those of each feed together.
fn prepared(entries: Vec<ForeignEntry>, feed_urls: &[Option<Url>]) -> Vec<ImportedEntry> {
    let mut by_feed: HashMap<usize, Vec<ForeignEntry>> = HashMap::new();
    for entry in entries {
        by_feed.entry(entry.feed).or_default().push(entry);
    }
    let mut all = Vec::new();
    for (feed, entries) in by_feed {
        if let Some(Some(url)) = feed_urls.get(feed) {
            all.extend(prepared_feed(entries, url));
        }
    }
    all
}

fn prepared_feed(entries: Vec<ForeignEntry>, feed_url: &Url) -> Vec<ImportedEntry> {
    // An entry that the database has twice is read or starred if one of both is.
    let mut statuses: HashMap<EntryKey, (bool, bool)> = HashMap::new();
    let mut contents = Vec::with_capacity(entries.len());
    for ForeignEntry { key, content, is_read, is_starred, .. } in entries {
        if let Some(status) = statuses.get_mut(&key) {
            *status = (status.0 || is_read, status.1 || is_starred);
        } else {
            statuses.insert(key.clone(), (is_read, is_starred));
            contents.push((key, content));
        }
    }
    let fresh = prepare_contents(contents).into_iter();
    fresh
        .map(|fresh| {
            let (is_read, is_starred) = statuses.get(&fresh.key).copied().unwrap_or_default();
            ImportedEntry { feed_url: feed_url.clone(), fresh, is_read, is_starred }
        })
        .collect()
}
