//! The subscription list: `subscriptions.opml` after each change, import and export.

use std::collections::HashSet;
use std::path::Path;

use jiff::Timestamp;
use url::Url;

use super::message::{ImportPlan, ImportReport, PlannedFeed};
use crate::config::write_atomically;
use crate::model::{
    Feed, FeedChoices, FeedOptions, Folder, FolderId, ListedRule, ListedScope, ListedSearch, Rule,
    RuleScope, WELCOME_FEED_URL,
};
use crate::net::without_credentials;
use crate::opml::{LeftOut, ListedFeed, SubscriptionList, parse_list, write_opml};
use crate::query::{self, SmartFeed};
use crate::store::{NewFeed, NewList, Reader, Store, StoreError};

/// The title of lists that this program writes.
const TITLE: &str = "Gleaner subscriptions";
/// A larger file is not even opened; lists of ten thousand feeds have some megabytes.
const LIST_BYTES_MAX: u64 = 32_000_000;
/// The kinds of addresses that can be subscribed to.
const SCHEMES: [&str; 3] = ["http", "https", "file"];
/// Why an address is left out.
const NO_ADDRESS: &str = "this is no address that can be fetched";

/// Writes the list as a whole or not at all.
pub fn write(store: &Store, path: &Path) -> Result<(), String> {
    let text = text(store.reader()).map_err(|err| err.user_message())?;
    write_atomically(path, text.as_bytes())
        .map_err(|err| format!("Couldn't write {} - {err}", path.display()))
}

/// The list as OPML, with all that can be told in it. The welcome feed is not in it: no other
/// program could fetch it.
pub fn text(reader: &Reader) -> Result<String, StoreError> {
    let folders = reader.folders()?;
    let feeds: Vec<Feed> = reader
        .feeds()?
        .into_iter()
        .filter(|feed| feed.feed_url.as_str() != WELCOME_FEED_URL)
        .collect();
    let searches =
        reader.smart_feeds()?.into_iter().map(|search| listed_search(search, &feeds, &folders));
    let list = SubscriptionList {
        title: TITLE.to_owned(),
        folders: folders.iter().map(|folder| folder_names(&folders, Some(folder.id))).collect(),
        searches: searches.collect(),
        rules: reader
            .rules()?
            .into_iter()
            .filter_map(|rule| listed_rule(rule, &feeds, &folders))
            .collect(),
        feeds: feeds.into_iter().map(|feed| listed_feed(feed, &folders)).collect(),
        ..SubscriptionList::default()
    };
    Ok(write_opml(&list))
}

fn listed_feed(feed: Feed, folders: &[Folder]) -> ListedFeed {
    ListedFeed {
        // Not the host that stands on screen for a feed without a title: it would come back as the
        // reader's own.
        title: feed.custom_title.unwrap_or(feed.published_title),
        folders: folder_names(folders, feed.folder_id),
        // The list is for every program to read, and the secret that signs in is in the keyring of
        // this machine.
        feed_url: without_credentials(feed.feed_url),
        site_url: feed.site_url.map(without_credentials),
        choices: FeedChoices {
            wants_full_text: feed.wants_full_text,
            options: FeedOptions { sign_in: None, ..feed.options },
        },
    }
}

/// A rule by names; none when it is for a feed that is not in the list.
/// A list names feeds and folders by title: their numbers mean something else in another library.
fn listed_search(search: SmartFeed, feeds: &[Feed], folders: &[Folder]) -> ListedSearch {
    let feed = |id| feeds.iter().find(|feed| feed.id == id).map(|feed| feed.title().to_owned());
    let folder =
        |id| folders.iter().find(|folder| folder.id == id).map(|folder| folder.name.clone());
    let by_title = search.expr.by_title(&feed, &folder);
    // The user's own spelling is kept where it says the same.
    let query = if by_title == search.expr { search.text } else { by_title.to_string() };
    ListedSearch { name: search.name, query }
}

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
    let failed =
        |reason: &dyn std::fmt::Display| format!("Couldn't read {} - {reason}", path.display());
    let metadata = std::fs::metadata(path).map_err(|err| failed(&err))?;
    if !metadata.is_file() || metadata.len() > LIST_BYTES_MAX {
        return Err(failed(&"it is not a subscription list"));
    }
    let bytes = std::fs::read(path).map_err(|err| failed(&err))?;
    let list = parse_list(&bytes).map_err(|err| err.user_message())?;
    known(store.reader()).map(|known| plan(list, known)).map_err(|err| err.user_message())
}

/// What the library has already.
#[derive(Default)]
struct Known {
    feeds: HashSet<Url>,
    searches: HashSet<ListedSearch>,
    rules: HashSet<ListedRule>,
}

fn known(reader: &Reader) -> Result<Known, StoreError> {
    let (feeds, folders) = (reader.feeds()?, reader.folders()?);
    let searches =
        reader.smart_feeds()?.into_iter().map(|search| listed_search(search, &feeds, &folders));
    Ok(Known {
        searches: searches.collect(),
        rules: reader
            .rules()?
            .into_iter()
            .filter_map(|rule| listed_rule(rule, &feeds, &folders))
            .collect(),
        feeds: feeds.into_iter().map(|feed| without_credentials(feed.feed_url)).collect(),
    })
}

/// Does what a plan says.
pub fn import(
    store: &mut Store,
    plan: ImportPlan,
    now: Timestamp,
) -> Result<ImportReport, StoreError> {
    let ImportPlan { new_feeds, folders, searches, rules, .. } = plan;
    let list =
        NewList { feeds: new_feeds.into_iter().map(new_feed).collect(), folders, searches, rules };
    let done = store.import_list(&list, now)?;
    let added = u32::try_from(done.added.len()).unwrap_or(u32::MAX);
    Ok(ImportReport { added, known: plan.known.saturating_add(done.known), step: done.step })
}

/// Each address once, the first time that it is in the list.
fn plan(list: SubscriptionList, mut known: Known) -> ImportPlan {
    let mut plan = ImportPlan {
        title: list.title,
        folders: empty_folders(&list.folders, &list.feeds),
        ..ImportPlan::default()
    };
    plan.left_out
        .extend(list.refused.into_iter().map(|feed| LeftOut::new(feed.address, NO_ADDRESS)));
    plan.left_out.extend(list.left_out);
    for ListedFeed { feed_url, title, site_url, folders, choices } in list.feeds {
        // A list is no place for passwords: the feed comes without, and says that it needs one.
        let (feed_url, site_url) =
            (without_credentials(feed_url), site_url.map(without_credentials));
        if !can_be_fetched(&feed_url) {
            plan.left_out.push(LeftOut::new(feed_url, NO_ADDRESS));
        } else if known.feeds.insert(feed_url.clone()) {
            plan.new_feeds.push(PlannedFeed { feed_url, title, site_url, folders, choices });
        } else {
            plan.known += 1;
        }
    }
    for search in list.searches {
        match query::parse(&search.query) {
            Err(err) => plan.left_out.push(LeftOut::new(search.name, err.message)),
            Ok(_) if known.searches.insert(search.clone()) => plan.searches.push(search),
            Ok(_) => {}
        }
    }
    for mut rule in list.rules {
        if let ListedScope::Feed(url) = rule.scope {
            rule.scope = ListedScope::Feed(without_credentials(url));
        }
        match query::rule_question(&rule.query) {
            Err(err) => plan.left_out.push(LeftOut::new(rule.query, err.message)),
            Ok(_) if matches!(&rule.scope, ListedScope::Feed(url) if !known.feeds.contains(url)) => {
                plan.left_out
                    .push(LeftOut::new(rule.query, "it is for a feed that is not in the list"));
            }
            Ok(_) if known.rules.insert(rule.clone()) => plan.rules.push(rule),
            Ok(_) => {}
        }
    }
    plan
}

/// A file on another machine is not asked for: on Windows, that would hand the name of the reader
/// to whoever the list names.
fn can_be_fetched(feed_url: &Url) -> bool {
    SCHEMES.contains(&feed_url.scheme())
        && !(feed_url.scheme() == "file" && feed_url.host().is_some())
}

/// Folders that no feed brings with it. Those of feeds that are known stay as the reader has
/// arranged them.
fn empty_folders(folders: &[Vec<String>], feeds: &[ListedFeed]) -> Vec<Vec<String>> {
    let full: HashSet<&[String]> = feeds
        .iter()
        .flat_map(|feed| (1..=feed.folders.len()).filter_map(|length| feed.folders.get(..length)))
        .collect();
    folders.iter().filter(|names| !full.contains(names.as_slice())).cloned().collect()
}

/// The title in a list may be the reader's own, so it is kept as such; the first refresh drops it
/// if it is the publisher's.
fn new_feed(feed: PlannedFeed) -> (NewFeed, Vec<String>, FeedChoices) {
    let title = Some(feed.title.trim().to_owned())
        .filter(|title| !title.is_empty() && title != feed.feed_url.as_str());
    (
        NewFeed {
            feed_url: feed.feed_url,
            title,
            site_url: feed.site_url,
            folder_id: None,
            sign_in: None,
        },
        feed.folders,
        feed.choices,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RuleActions;

    fn listed(address: &str) -> ListedFeed {
        let (feed_url, choices) = (Url::parse(address).unwrap(), FeedChoices::default());
        ListedFeed {
            feed_url,
            title: "Title".into(),
            site_url: None,
            folders: vec!["Tech".into()],
            choices,
        }
    }

    fn list(addresses: &[&str]) -> SubscriptionList {
        SubscriptionList {
            feeds: addresses.iter().map(|address| listed(address)).collect(),
            ..SubscriptionList::default()
        }
    }

    fn knowing(addresses: &[&str]) -> Known {
        Known {
            feeds: addresses.iter().map(|address| Url::parse(address).unwrap()).collect(),
            ..Known::default()
        }
    }

    #[test]
    fn a_feed_that_is_known_or_twice_in_the_list_is_planned_once_at_most() {
        let plan = plan(
            list(&["https://known.org/feed", "https://new.org/feed", "https://new.org/feed"]),
            knowing(&["https://known.org/feed"]),
        );
        assert_eq!((plan.new_feeds.len(), plan.known), (1, 2));
    }

    #[test]
    fn a_password_in_a_list_stays_there() {
        let plan = plan(
            list(&["https://me:secret@new.org/feed", "https://new.org/feed"]),
            Known::default(),
        );
        assert_eq!((plan.new_feeds[0].feed_url.as_str(), plan.known), ("https://new.org/feed", 1));
    }

    #[test]
    fn a_password_in_the_address_of_a_site_stays_in_the_list_and_in_the_library() {
        let site = Url::parse("https://me:secret@intranet.org/").unwrap();
        let with_site = ListedFeed { site_url: Some(site.clone()), ..listed("https://a.org/feed") };
        let plan = plan(
            SubscriptionList { feeds: vec![with_site], ..SubscriptionList::default() },
            Known::default(),
        );
        assert_eq!(
            plan.new_feeds[0].site_url.as_ref().map(Url::as_str),
            Some("https://intranet.org/")
        );
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(&dir.path().join("library.db")).unwrap();
        let feed = NewFeed {
            site_url: Some(site),
            ..NewFeed::at(Url::parse("https://a.org/feed").unwrap())
        };
        store.add_feed(&feed, Timestamp::UNIX_EPOCH).unwrap();
        let text = text(store.reader()).unwrap();
        assert!(text.contains("https://intranet.org/") && !text.contains("secret"), "{text}");
    }

    #[test]
    fn a_file_on_another_machine_is_left_out() {
        let plan = plan(list(&["file://evil.org/x", "file:///home/me/feed.xml"]), Known::default());
        assert_eq!((plan.new_feeds.len(), plan.left_out.len()), (1, 1));
        assert_eq!(plan.left_out[0].what, "file://evil.org/x");
    }

    #[test]
    fn a_rule_for_nothing_in_particular_is_left_out() {
        let rule = |query: &str| ListedRule {
            query: query.into(),
            scope: ListedScope::Everywhere,
            actions: RuleActions::default(),
            is_enabled: true,
        };
        let plan = plan(
            SubscriptionList {
                rules: vec![rule("!!!"), rule("ship")],
                ..SubscriptionList::default()
            },
            Known::default(),
        );
        assert_eq!((plan.rules.len(), plan.left_out.len()), (1, 1));
    }

    #[test]
    fn addresses_that_cannot_be_fetched_are_left_out() {
        let plan = plan(list(&["javascript:alert(1)", "gleaner:welcome"]), Known::default());
        assert_eq!((plan.new_feeds.len(), plan.left_out.len()), (0, 2));
    }

    #[test]
    fn a_title_that_is_only_the_address_is_none() {
        let planned = |title: &str| PlannedFeed {
            feed_url: Url::parse("https://a.org/").unwrap(),
            title: title.into(),
            site_url: None,
            folders: vec![],
            choices: FeedChoices::default(),
        };
        assert_eq!(new_feed(planned("https://a.org/")).0.title, None);
        assert_eq!(new_feed(planned(" Mine ")).0.title.as_deref(), Some("Mine"));
    }

    #[test]
    fn only_folders_that_are_empty_in_the_list_are_made_by_themselves() {
        let mut list = list(&["https://a.org/feed"]);
        list.folders =
            vec![vec!["Tech".into()], vec!["Empty".into()], vec!["Tech".into(), "Inner".into()]];
        let folders = plan(list, Known::default()).folders;
        assert_eq!(
            folders,
            [vec!["Empty".to_owned()], vec!["Tech".to_owned(), "Inner".to_owned()]]
        );
    }

    #[test]
    fn searches_and_rules_are_taken_once_and_only_if_they_can_be_read() {
        let search = |query: &str| ListedSearch { name: "S".into(), query: query.into() };
        let rule = |query: &str, scope| ListedRule {
            query: query.into(),
            scope,
            actions: RuleActions::default(),
            is_enabled: true,
        };
        let mut known = knowing(&["https://a.org/feed"]);
        known.searches.insert(search("known"));
        let mut list = SubscriptionList {
            searches: vec![search("known"), search("new"), search("new"), search("is:nothing")],
            ..Default::default()
        };
        let feed = |address: &str| ListedScope::Feed(Url::parse(address).unwrap());
        list.rules = vec![
            rule("x", ListedScope::Everywhere),
            rule("x", feed("https://a.org/feed")),
            rule("y", feed("https://absent.org/feed")),
            rule("after:never", ListedScope::Everywhere),
        ];
        let plan = plan(list, known);
        assert_eq!(
            (&plan.searches[..], plan.rules.len(), plan.left_out.len()),
            (&[search("new")][..], 2, 3)
        );
    }
}
