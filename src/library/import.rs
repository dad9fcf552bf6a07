//! Imports subscription lists and databases of other readers in two steps: a plan, which the user
//! can look at, and the import.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::Timestamp;
use url::Url;

use super::import_library::{self, PlannedLibrary};
use super::subscriptions::{listed_rules, listed_searches, local};
use crate::i18n::{io_words, t};
use crate::model::{
    FeedChoices, ListedRule, ListedScope, ListedSearch, Step, feed_key, tidy_feed_url,
};
use crate::net::without_credentials;
use crate::opml::{LeftOut, LeftOutReason, ListedFeed, SubscriptionList, parse_list};
use crate::query;
use crate::store::{NewFeed, NewList, Reader, Store, StoreError, is_database};

/// The largest file that is read, in bytes. Lists of ten thousand feeds have a few megabytes.
const MAX_LIST_BYTES: u64 = 32_000_000;
/// The URL schemes that can be subscribed to.
const SCHEMES: [&str; 3] = ["http", "https", "file"];

/// The effect that importing a subscription list would have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportPlan {
    /// The title of the list.
    pub title: String,
    /// Feeds that are not in the library yet, with their folders, outermost first.
    pub new_feeds: Vec<PlannedFeed>,
    /// Number of feeds that are already subscribed to.
    pub known: u32,
    /// How often the list has a feed that is in it before.
    pub repeated: u32,
    /// Empty folders, each as names from the outermost in.
    pub folders: Vec<Vec<String>>,
    /// Saved searches that are not in the library yet.
    pub searches: Vec<ListedSearch>,
    /// Rules that are not in the library yet.
    pub rules: Vec<ListedRule>,
    /// Items that will not be imported, with the reasons.
    pub left_out: Vec<LeftOut>,
    /// The database of another reader, whose entries are imported, too.
    pub library: Option<PlannedLibrary>,
}

impl ImportPlan {
    /// Whether importing would add any feed, saved search or rule, or might add an entry. Folders
    /// alone don't count.
    #[must_use]
    pub fn has_new(&self) -> bool {
        let has_entries = self.library.as_ref().is_some_and(|library| library.counts.entries > 0);
        has_entries
            || !(self.new_feeds.is_empty() && self.searches.is_empty() && self.rules.is_empty())
    }
}

/// A feed that an import would add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFeed {
    pub feed_url: Url,
    /// The title in the list; may be empty.
    pub title: String,
    pub site_url: Option<Url>,
    /// Names of the folders that hold the feed, outermost first.
    pub folders: Vec<String>,
    pub choices: FeedChoices,
}

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Number of feeds added.
    pub added: u32,
    /// Number of feeds that were already subscribed to.
    pub known: u32,
    /// Number of entries added.
    pub entries: u32,
    /// The step that undoes the import.
    pub step: Option<Step>,
}

/// Reads a subscription list or the database of another reader and plans its import. The error is a
/// sentence for the user.
pub fn plan_import(store: &Store, path: &Path) -> Result<ImportPlan, String> {
    let failed = |reason: String| {
        let path = path.display().to_string();
        t!(error_file_read, path = path, reason = reason)
    };
    let metadata = std::fs::metadata(path).map_err(|err| failed(io_words(&err)))?;
    let present = || LibraryContent::read(store.reader()).map_err(|err| err.user_message());
    if metadata.is_file() && is_database(path).map_err(|err| failed(io_words(&err)))? {
        let (list, library) =
            import_library::read(path).map_err(|err| failed(err.user_message()))?;
        return Ok(ImportPlan { library: Some(library), ..plan(list, present()?) });
    }
    if !metadata.is_file() || metadata.len() > MAX_LIST_BYTES {
        return Err(failed(t!(error_list_not_a_list)));
    }
    let bytes = std::fs::read(path).map_err(|err| failed(io_words(&err)))?;
    let list = parse_list(&bytes).map_err(|err| err.user_message())?;
    Ok(plan(list, present()?))
}

/// The content of the library that a list could duplicate. The plan adds to it what it takes from
/// the list, so that an item that is in the list twice is planned once.
#[derive(Default)]
struct LibraryContent {
    /// The stored address of each feed, by its key.
    feed_urls: HashMap<String, Url>,
    searches: HashSet<ListedSearch>,
    rules: HashSet<ListedRule>,
}

impl LibraryContent {
    fn read(reader: &Reader) -> Result<Self, StoreError> {
        let (feeds, folders) = local(reader)?;
        Ok(Self {
            searches: listed_searches(reader)?,
            rules: listed_rules(reader, &feeds, &folders)?,
            feed_urls: by_key(feeds.into_iter().map(|feed| without_credentials(feed.feed_url))),
        })
    }
}

fn by_key(urls: impl Iterator<Item = Url>) -> HashMap<String, Url> {
    urls.map(|url| (feed_key(&url), url)).collect()
}

/// Imports the items of a plan as one step.
pub fn import(
    store: &mut Store,
    plan: ImportPlan,
    now: Timestamp,
) -> Result<ImportReport, StoreError> {
    let ImportPlan { new_feeds, folders, searches, rules, library, .. } = plan;
    let list =
        NewList { feeds: new_feeds.into_iter().map(new_feed).collect(), folders, searches, rules };
    let done = match library {
        Some(library) => import_library::import(store, &list, &library, now)?,
        None => store.import_list(&list, now)?,
    };
    Ok(ImportReport {
        added: u32::try_from(done.added.len()).unwrap_or(u32::MAX),
        known: plan.known.saturating_add(done.known),
        entries: done.entries,
        step: done.step,
    })
}

/// Plans each feed address once, where it first appears in the list.
fn plan(list: SubscriptionList, mut present: LibraryContent) -> ImportPlan {
    let mut plan = ImportPlan {
        title: list.title,
        folders: empty_folders(&list.folders, &list.feeds),
        ..ImportPlan::default()
    };
    let refused = list.refused.into_iter();
    plan.left_out
        .extend(refused.map(|feed| LeftOut::new(feed.address, LeftOutReason::InvalidAddress)));
    plan.left_out.extend(list.left_out);
    plan_feeds(&mut plan, list.feeds, &mut present);
    plan_searches(&mut plan, list.searches, &mut present);
    // Rules come last: a rule for one feed needs that feed in the library or in the plan.
    plan_rules(&mut plan, list.rules, &mut present);
    plan
}

fn plan_feeds(plan: &mut ImportPlan, feeds: Vec<ListedFeed>, present: &mut LibraryContent) {
    // The places of the feeds in the plan, by their keys.
    let mut planned: HashMap<String, usize> = HashMap::new();
    for ListedFeed { feed_url, title, site_url, folders, choices } in feeds {
        // Passwords from a file are not taken over. Such a feed then reports that it needs one, and
        // the one that the user enters goes to the keyring.
        let (feed_url, site_url) =
            (tidy_feed_url(without_credentials(feed_url)), site_url.map(without_credentials));
        let key = feed_key(&feed_url);
        if !can_be_fetched(&feed_url) {
            plan.left_out.push(LeftOut::new(feed_url, t!(skipped_scheme)));
        } else if let Some(first) = planned.get(&key).and_then(|at| plan.new_feeds.get(*at)) {
            if first.folders == folders {
                plan.repeated += 1;
            } else {
                plan.left_out.push(second_folder(first, &title, &folders));
            }
        } else if let Entry::Vacant(free) = present.feed_urls.entry(key.clone()) {
            free.insert(feed_url.clone());
            planned.insert(key, plan.new_feeds.len());
            plan.new_feeds.push(PlannedFeed { feed_url, title, site_url, folders, choices });
        } else {
            plan.known += 1;
        }
    }
}

/// A feed is in one folder only, so the second place of a feed in the list is left out.
fn second_folder(first: &PlannedFeed, title: &str, folders: &[String]) -> LeftOut {
    let names = [title, &first.title, first.feed_url.as_str()];
    let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let what = folders.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join(" / ");
    LeftOut::new(what, LeftOutReason::SecondFolder { kept: first.folders.join(" / ") })
}

fn plan_searches(plan: &mut ImportPlan, searches: Vec<ListedSearch>, present: &mut LibraryContent) {
    for search in searches {
        match query::parse(&search.query) {
            Err(err) => plan.left_out.push(LeftOut::new(search.name, err.message)),
            Ok(_) if present.searches.insert(search.clone()) => plan.searches.push(search),
            Ok(_) => {}
        }
    }
}

fn plan_rules(plan: &mut ImportPlan, rules: Vec<ListedRule>, present: &mut LibraryContent) {
    for mut rule in rules {
        let mut is_for_absent_feed = false;
        if let ListedScope::Feed(url) = rule.scope {
            let url = without_credentials(url);
            let stored = present.feed_urls.get(&feed_key(&url));
            is_for_absent_feed = stored.is_none();
            rule.scope = ListedScope::Feed(stored.cloned().unwrap_or(url));
        }
        match query::rule_question(&rule.query) {
            Err(err) => plan.left_out.push(LeftOut::new(rule.query, err.message)),
            Ok(_) if is_for_absent_feed => {
                plan.left_out.push(LeftOut::new(rule.query, t!(skipped_rule_scope)));
            }
            Ok(_) if present.rules.insert(rule.clone()) => plan.rules.push(rule),
            Ok(_) => {}
        }
    }
}

/// Refuses `file:` addresses with a host: on Windows, opening one would send the user's name to
/// whatever machine the list names.
pub(super) fn can_be_fetched(feed_url: &Url) -> bool {
    SCHEMES.contains(&feed_url.scheme())
        && !(feed_url.scheme() == "file" && feed_url.host().is_some())
}

/// Folders that no listed feed is in. A feed creates its own folders when it is added; a feed that
/// is already in the library stays in the folder where the user put it.
fn empty_folders(folders: &[Vec<String>], feeds: &[ListedFeed]) -> Vec<Vec<String>> {
    let full: HashSet<&[String]> = feeds
        .iter()
        .flat_map(|feed| (1..=feed.folders.len()).filter_map(|length| feed.folders.get(..length)))
        .collect();
    folders.iter().filter(|names| !full.contains(names.as_slice())).cloned().collect()
}

/// Takes the title in a list for the user's own, as it may be. If it turns out to be the
/// publisher's, the first refresh drops it.
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
    use crate::library::subscriptions::text;
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

    fn content_with(addresses: &[&str]) -> LibraryContent {
        LibraryContent {
            feed_urls: by_key(addresses.iter().map(|address| Url::parse(address).unwrap())),
            ..LibraryContent::default()
        }
    }

    #[test]
    fn a_feed_that_is_known_or_listed_twice_is_planned_once_at_most() {
        let plan = plan(
            list(&["https://known.org/feed", "https://new.org/feed", "https://new.org/feed"]),
            content_with(&["https://known.org/feed"]),
        );
        assert_eq!((plan.new_feeds.len(), plan.known, plan.repeated), (1, 1, 1));
    }

    #[test]
    fn one_address_by_http_and_https_or_with_a_fragment_is_one_feed() {
        let plan = plan(
            list(&["http://new.org/feed", "https://new.org/feed#x", "https://known.org/feed"]),
            content_with(&["http://known.org/feed"]),
        );
        assert_eq!((plan.new_feeds.len(), plan.known, plan.repeated), (1, 1, 1));
    }

    #[test]
    fn the_second_folder_of_a_feed_is_reported() {
        let mut list = list(&["https://new.org/feed", "https://new.org/feed"]);
        list.feeds[1].folders = vec!["Kitchen".into(), "Bread".into()];
        let plan = plan(list, LibraryContent::default());
        let reason = LeftOutReason::SecondFolder { kept: "Tech".into() };
        assert_eq!(plan.left_out, [LeftOut::new("Kitchen / Bread / Title", reason)]);
        assert_eq!((plan.new_feeds.len(), plan.repeated), (1, 0));
    }

    #[test]
    fn a_password_in_a_list_stays_there() {
        let plan = plan(
            list(&["https://me:secret@new.org/feed", "https://new.org/feed"]),
            LibraryContent::default(),
        );
        assert_eq!(
            (plan.new_feeds[0].feed_url.as_str(), plan.repeated),
            ("https://new.org/feed", 1)
        );
    }

    #[test]
    fn a_password_in_the_address_of_a_site_stays_in_the_list_and_in_the_library() {
        let site = Url::parse("https://me:secret@intranet.org/").unwrap();
        let with_site = ListedFeed { site_url: Some(site.clone()), ..listed("https://a.org/feed") };
        let plan = plan(
            SubscriptionList { feeds: vec![with_site], ..SubscriptionList::default() },
            LibraryContent::default(),
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
        let plan = plan(
            list(&["file://evil.org/x", "file:///home/me/feed.xml"]),
            LibraryContent::default(),
        );
        assert_eq!((plan.new_feeds.len(), plan.left_out.len()), (1, 1));
        assert_eq!(plan.left_out[0].what, "file://evil.org/x");
    }

    #[test]
    fn a_rule_whose_query_searches_for_nothing_is_left_out() {
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
            LibraryContent::default(),
        );
        assert_eq!((plan.rules.len(), plan.left_out.len()), (1, 1));
    }

    #[test]
    fn addresses_that_cannot_be_fetched_are_left_out() {
        let plan =
            plan(list(&["javascript:alert(1)", "gleaner:welcome"]), LibraryContent::default());
        assert_eq!((plan.new_feeds.len(), plan.left_out.len()), (0, 2));
    }

    #[test]
    fn a_title_that_only_repeats_the_address_is_dropped() {
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
    fn only_folders_that_are_empty_in_the_list_are_planned() {
        let mut list = list(&["https://a.org/feed"]);
        list.folders =
            vec![vec!["Tech".into()], vec!["Empty".into()], vec!["Tech".into(), "Inner".into()]];
        let folders = plan(list, LibraryContent::default()).folders;
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
        let mut present = content_with(&["https://a.org/feed"]);
        present.searches.insert(search("known"));
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
        let plan = plan(list, present);
        assert_eq!(
            (&plan.searches[..], plan.rules.len(), plan.left_out.len()),
            (&[search("new")][..], 2, 3)
        );
    }
}
