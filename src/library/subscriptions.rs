//! The subscription list of a library: its text as OPML, and `subscriptions.opml`, which is written
//! again after each change so that other programs and a lost library can use it.

use std::path::Path;

use crate::config::write_atomically;
use crate::i18n::{io_words, t};
use crate::model::{
    Feed, FeedChoices, FeedOptions, Folder, FolderId, ListedRule, ListedScope, ListedSearch, Rule,
    RuleScope, SAVED_PAGES_URL, WELCOME_FEED_URL,
};
use crate::net::without_credentials;
use crate::opml::{ListedFeed, SubscriptionList, write_opml};
use crate::query::SmartFeed;
use crate::store::{Reader, Store, StoreError};

/// Feeds that are part of the program or of this library.
const OWN_FEEDS: [&str; 2] = [WELCOME_FEED_URL, SAVED_PAGES_URL];
/// The title of every list that this program writes.
const TITLE: &str = "Gleaner subscriptions";

/// Writes the subscription list to a file, completely or not at all. The error is a sentence for
/// the user.
pub fn write(store: &Store, path: &Path) -> Result<(), String> {
    // A mistyped path must not make folders.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(t!(error_no_folder, path = folder.display().to_string()));
    }
    let text = text(store.reader()).map_err(|err| err.user_message())?;
    write_atomically(path, text.as_bytes()).map_err(|err| {
        let path = path.display().to_string();
        t!(error_file_write, path = path, reason = io_words(&err))
    })
}

/// The subscription list as OPML, with folders, saved searches, rules and the options of feeds. The
/// welcome feed and the saved pages are left out because no other program could fetch them, and so
/// are the feeds of accounts, with the rules for them: imported, they would be fetched here too,
/// and each entry would be there twice. Their servers have them.
pub fn text(reader: &Reader) -> Result<String, StoreError> {
    let (feeds, folders) = local(reader)?;
    let feeds: Vec<Feed> =
        feeds.into_iter().filter(|feed| !OWN_FEEDS.contains(&feed.feed_url.as_str())).collect();
    let list = SubscriptionList {
        title: TITLE.to_owned(),
        folders: folders.iter().map(|folder| folder_names(&folders, Some(folder.id))).collect(),
        searches: listed_searches(reader)?,
        rules: listed_rules(reader, &feeds, &folders)?,
        feeds: feeds.into_iter().map(|feed| listed_feed(feed, &folders)).collect(),
        ..SubscriptionList::default()
    };
    Ok(write_opml(&list))
}

/// The feeds and folders on this computer.
pub(super) fn local(reader: &Reader) -> Result<(Vec<Feed>, Vec<Folder>), StoreError> {
    let (mut feeds, mut folders) = (reader.feeds()?, reader.folders()?);
    feeds.retain(|feed| feed.account_id.is_none());
    folders.retain(|folder| folder.account_id.is_none());
    Ok((feeds, folders))
}

fn listed_feed(feed: Feed, folders: &[Folder]) -> ListedFeed {
    ListedFeed {
        // Not `Feed::title`, which falls back to the host: on import the host would become a title
        // of the user's own.
        title: feed.custom_title.unwrap_or(feed.published_title),
        folders: folder_names(folders, feed.folder_id),
        // Any program may read the list, so secrets stay in this machine's keyring.
        feed_url: without_credentials(feed.feed_url),
        site_url: feed.site_url.map(without_credentials),
        choices: FeedChoices {
            wants_full_text: feed.wants_full_text,
            options: FeedOptions { sign_in: None, ..feed.options },
        },
    }
}

/// The saved searches of a library, as a list holds them: with titles in place of ids.
pub(super) fn listed_searches<C: FromIterator<ListedSearch>>(
    reader: &Reader,
) -> Result<C, StoreError> {
    let (feeds, folders) = (reader.feeds()?, reader.folders()?);
    let searches = reader.smart_feeds()?.into_iter();
    Ok(searches.map(|search| listed_search(search, &feeds, &folders)).collect())
}

fn listed_search(search: SmartFeed, feeds: &[Feed], folders: &[Folder]) -> ListedSearch {
    let feed = |id| feeds.iter().find(|feed| feed.id == id).map(|feed| feed.title().to_owned());
    let folder =
        |id| folders.iter().find(|folder| folder.id == id).map(|folder| folder.name.clone());
    // An id would mean another feed in another library.
    let by_title = search.expr.by_title(&feed, &folder);
    // The user's own spelling is kept if it names no feed by its id.
    let query = if by_title == search.expr { search.text } else { by_title.to_string() };
    ListedSearch { name: search.name, query }
}

/// The rules of a library, as a list holds them: with addresses and names in place of ids.
pub(super) fn listed_rules<C: FromIterator<ListedRule>>(
    reader: &Reader,
    feeds: &[Feed],
    folders: &[Folder],
) -> Result<C, StoreError> {
    let rules = reader.rules()?.into_iter();
    Ok(rules.filter_map(|rule| listed_rule(rule, feeds, folders)).collect())
}

/// Returns `None` for a rule whose feed or folder is not in the list.
fn listed_rule(rule: Rule, feeds: &[Feed], folders: &[Folder]) -> Option<ListedRule> {
    let scope = match rule.scope {
        RuleScope::Everywhere => ListedScope::Everywhere,
        RuleScope::Feed(id) => ListedScope::Feed(without_credentials(
            feeds.iter().find(|feed| feed.id == id)?.feed_url.clone(),
        )),
        RuleScope::Folder(id) => ListedScope::Folder(
            Some(folder_names(folders, Some(id))).filter(|names| !names.is_empty())?,
        ),
    };
    Some(ListedRule {
        query: rule.query,
        scope,
        actions: rule.actions,
        is_enabled: rule.is_enabled,
    })
}

/// The path of a folder: names from the outermost folder to this one.
#[must_use]
pub fn folder_names(folders: &[Folder], folder_id: Option<FolderId>) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = folder_id;
    while let Some(folder) = next.and_then(|id| folders.iter().find(|folder| folder.id == id)) {
        names.push(folder.name.clone());
        // Folders form a tree, so the loop ends; the bound is for damaged libraries with a cycle.
        next = if names.len() < folders.len() { folder.parent } else { None };
    }
    names.reverse();
    names
}
