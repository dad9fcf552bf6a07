//! The subscription list: `subscriptions.opml` after each change, import and export.

use std::collections::HashSet;
use std::path::Path;

use jiff::Timestamp;
use url::Url;

use super::message::{ImportPlan, ImportReport, PlannedFeed};
use crate::config::write_atomically;
use crate::model::{Folder, FolderId, WELCOME_FEED_URL};
use crate::net::without_credentials;
use crate::opml::{ListedFeed, SubscriptionList, parse_opml, write_opml};
use crate::store::{NewFeed, Reader, Store, StoreError};

/// The title of lists that this program writes.
const TITLE: &str = "Gleaner subscriptions";
/// A larger file is not even opened; lists of ten thousand feeds have some megabytes.
const LIST_BYTES_MAX: u64 = 32_000_000;
/// The kinds of addresses that can be subscribed to.
const SCHEMES: [&str; 3] = ["http", "https", "file"];

/// Writes the list as a whole or not at all.
pub fn write(store: &Store, path: &Path) -> Result<(), String> {
    let text = text(store.reader()).map_err(|err| err.user_message())?;
    write_atomically(path, text.as_bytes()).map_err(|err| format!("Couldn't write {} - {err}", path.display()))
}

/// The list as OPML. The welcome feed is not in it: no other program could fetch it.
pub fn text(reader: &Reader) -> Result<String, StoreError> {
    let folders = reader.folders()?;
    let feeds = reader.feeds()?.into_iter().filter(|feed| feed.feed_url.as_str() != WELCOME_FEED_URL).map(|feed| ListedFeed {
        title: feed.title().to_owned(),
        folders: folder_names(&folders, feed.folder_id),
        // The list is for every program to read.
        feed_url: without_credentials(feed.feed_url),
        site_url: feed.site_url,
    });
    let list = SubscriptionList {
        title: TITLE.to_owned(),
        feeds: feeds.collect(),
        folders: folders.iter().map(|folder| folder_names(&folders, Some(folder.id))).collect(),
        refused: Vec::new(),
    };
    Ok(write_opml(&list))
}

/// The names of the folders from the outermost to this one.
#[must_use]
pub fn folder_names(folders: &[Folder], folder_id: Option<FolderId>) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = folder_id;
    while let Some(folder) = next.and_then(|id| folders.iter().find(|folder| folder.id == id)) {
        names.push(folder.name.clone());
        // Folders form a tree, so this ends by itself; the bound is for a damaged library.
        next = if names.len() < folders.len() { folder.parent } else { None };
    }
    names.reverse();
    names
}

/// What importing a file would do, or a sentence for people.
pub fn plan_import(store: &Store, path: &Path) -> Result<ImportPlan, String> {
    let failed = |reason: &dyn std::fmt::Display| format!("Couldn't read {} - {reason}", path.display());
    let metadata = std::fs::metadata(path).map_err(|err| failed(&err))?;
    if !metadata.is_file() || metadata.len() > LIST_BYTES_MAX {
        return Err(failed(&"it is not a subscription list"));
    }
    let bytes = std::fs::read(path).map_err(|err| failed(&err))?;
    let list = parse_opml(&bytes).map_err(|err| err.user_message())?;
    let known = store.reader().feeds().map_err(|err| err.user_message())?;
    Ok(plan(list, known.into_iter().map(|feed| feed.feed_url).collect()))
}

/// Does what a plan says.
pub fn import(store: &mut Store, plan: ImportPlan, now: Timestamp) -> Result<ImportReport, StoreError> {
    let feeds: Vec<_> = plan.new_feeds.into_iter().map(new_feed).collect();
    let done = store.import(&feeds, now)?;
    let added = u32::try_from(done.added.len()).unwrap_or(u32::MAX);
    Ok(ImportReport { added, known: plan.known.saturating_add(done.known), step: done.step })
}

/// Each address once, the first time that it is in the list.
fn plan(list: SubscriptionList, mut known: HashSet<Url>) -> ImportPlan {
    let mut plan =
        ImportPlan { title: list.title, refused: list.refused.into_iter().map(|feed| feed.address).collect(), ..ImportPlan::default() };
    for ListedFeed { feed_url, title, site_url, folders } in list.feeds {
        // A list is no place for passwords: the feed comes without, and says that it needs one.
        let feed_url = without_credentials(feed_url);
        if !SCHEMES.contains(&feed_url.scheme()) {
            plan.refused.push(feed_url.into());
        } else if known.insert(feed_url.clone()) {
            plan.new_feeds.push(PlannedFeed { feed_url, title, site_url, folders });
        } else {
            plan.known += 1;
        }
    }
    plan
}

/// The title in a list may be the reader's own, so it is kept as such; the first refresh drops it if it is the publisher's.
fn new_feed(feed: PlannedFeed) -> (NewFeed, Vec<String>) {
    let title = Some(feed.title.trim().to_owned()).filter(|title| !title.is_empty() && title != feed.feed_url.as_str());
    (NewFeed { feed_url: feed.feed_url, title, site_url: feed.site_url, folder_id: None, sign_in: None }, feed.folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(address: &str) -> ListedFeed {
        ListedFeed { feed_url: Url::parse(address).unwrap(), title: "Title".into(), site_url: None, folders: vec!["Tech".into()] }
    }

    fn list(addresses: &[&str]) -> SubscriptionList {
        SubscriptionList { feeds: addresses.iter().map(|address| listed(address)).collect(), ..SubscriptionList::default() }
    }

    #[test]
    fn a_feed_that_is_known_or_twice_in_the_list_is_planned_once_at_most() {
        let known = HashSet::from([Url::parse("https://known.org/feed").unwrap()]);
        let plan = plan(list(&["https://known.org/feed", "https://new.org/feed", "https://new.org/feed"]), known);
        assert_eq!((plan.new_feeds.len(), plan.known), (1, 2));
    }

    #[test]
    fn a_password_in_a_list_stays_there() {
        let plan = plan(list(&["https://me:secret@new.org/feed", "https://new.org/feed"]), HashSet::new());
        assert_eq!((plan.new_feeds[0].feed_url.as_str(), plan.known), ("https://new.org/feed", 1));
    }

    #[test]
    fn addresses_that_cannot_be_fetched_are_refused() {
        let plan = plan(list(&["javascript:alert(1)", "gleaner:welcome"]), HashSet::new());
        assert_eq!((plan.new_feeds.len(), plan.refused.len()), (0, 2));
    }

    #[test]
    fn a_title_that_is_only_the_address_is_none() {
        let planned = |title: &str| PlannedFeed {
            feed_url: Url::parse("https://a.org/").unwrap(),
            title: title.into(),
            site_url: None,
            folders: vec![],
        };
        assert_eq!(new_feed(planned("https://a.org/")).0.title, None);
        assert_eq!(new_feed(planned(" Mine ")).0.title.as_deref(), Some("Mine"));
    }
}
