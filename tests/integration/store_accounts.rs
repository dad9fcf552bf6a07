//! Accounts in the library: every act on an entry waits for its server, and the state of a server
//! is applied in silence.

use gleaner::model::{
    AccountId, AccountProblem, AccountState, EntryId, FeedId, Filter, FreshEntry, MarkKind,
    NewAccount, ParkReason, PendingMark, RemoteEntry, RemoteFeed, RemoteId, RemoteMarks,
    RemoteTree, Retention, RuleActions, RuleScope, ServiceKind, StatusChange, SubscriptionChange,
    WaitingActs,
};
use gleaner::query::Expr;
use gleaner::store::{NewFeed, StoreError};
use jiff::ToSpan as _;
use url::Url;

use crate::store_support::{Library, entry_aged, now, url, utc};

fn remote(id: &str) -> RemoteId {
    RemoteId(id.to_owned())
}

fn new_account(name: &str) -> NewAccount {
    NewAccount {
        name: name.to_owned(),
        service: ServiceKind::FreshRss,
        address: Url::parse("https://rss.example.org/").unwrap(),
        user: name.to_owned(),
        keeps_labels: true,
    }
}

/// A feed of a server, in a folder unless its name is empty.
fn listed(name: &str, folder: &str) -> RemoteFeed {
    RemoteFeed {
        id: remote(&format!("feed/{name}")),
        title: name.to_owned(),
        feed_url: url(name),
        site_url: None,
        icon_url: None,
        folder: Some(folder.to_owned()).filter(|folder| !folder.is_empty()),
    }
}

fn tree(feeds: &[(&str, &str)]) -> RemoteTree {
    RemoteTree {
        feeds: feeds.iter().map(|(name, folder)| listed(name, folder)).collect(),
        ..RemoteTree::default()
    }
}

/// A library with one account that has one feed, "sea", with the unread entries a, b and c.
struct Synced {
    library: Library,
    account: AccountId,
    feed: FeedId,
}

impl Synced {
    fn new() -> Self {
        let mut library = Library::new();
        let account = library.store.add_account(&new_account("Home")).unwrap();
        let tree = library.store.apply_lists(account, &tree(&[("sea", "")]), now()).unwrap();
        let feed = tree.feeds[&remote("feed/sea")];
        let mut synced = Self { library, account, feed };
        synced.store(&["a", "b", "c"]);
        synced
    }

    fn store(&mut self, ids: &[&str]) -> u32 {
        let entries: Vec<_> = ids.iter().map(|id| self.sent(id)).collect();
        self.store_all(&entries)
    }

    fn store_all(&mut self, entries: &[RemoteEntry]) -> u32 {
        let stored = self.library.store.store_remote_entries(self.account, entries, &utc(now()));
        stored.unwrap().counts.new_entries
    }

    /// An entry as the server sends it, unread.
    fn sent(&self, id: &str) -> RemoteEntry {
        let hours = i64::from(id.as_bytes()[0] - b'a');
        let fresh = FreshEntry { ..entry_aged(id, hours) };
        let (feed_id, labels) = (self.feed, Vec::new());
        RemoteEntry { id: remote(id), feed_id, fresh, is_read: false, is_starred: false, labels }
    }

    fn mark(&mut self, id: &str, change: StatusChange) {
        let id = self.id(id);
        self.library.store.change_statuses(&[id], change, now()).unwrap();
    }

    fn id(&self, id: &str) -> EntryId {
        self.library.store.reader().known_entries(self.account).unwrap()[&remote(id)].entry
    }

    fn marks(&self) -> Vec<PendingMark> {
        self.library.store.reader().pending(self.account).unwrap()
    }

    /// The acts that wait, as `a read`, `b -star`.
    fn pending(&self) -> Vec<String> {
        let marks = self.marks().into_iter();
        marks
            .map(|mark| {
                let sign = if mark.wanted { "" } else { "-" };
                let kind = match &mark.kind {
                    MarkKind::Read => "read",
                    MarkKind::Star => "star",
                    MarkKind::Label(label) => label,
                };
                format!("{} {sign}{kind}", mark.remote.as_str())
            })
            .collect()
    }

    fn changes(&self) -> Vec<SubscriptionChange> {
        let changes = self.library.store.reader().pending_changes(self.account).unwrap();
        changes.into_iter().map(|change| change.change).collect()
    }

    fn unread(&self) -> Vec<String> {
        self.library.keys(Expr::All, Filter::Unread)
    }

    fn apply(&mut self, marks: &RemoteMarks) {
        self.library.store.apply_statuses(self.account, marks).unwrap();
    }
}

const READ: StatusChange = StatusChange::Read(true);
const UNREAD: StatusChange = StatusChange::Read(false);
const STAR: StatusChange = StatusChange::Starred(true);

#[test]
fn every_act_on_an_entry_of_an_account_waits_for_its_server() {
    let mut synced = Synced::new();
    assert!(synced.pending().is_empty(), "entries that arrive are no acts");
    synced.mark("a", READ);
    synced.mark("b", STAR);
    assert_eq!(synced.pending(), ["a read", "b star"]);
    let waiting = synced.library.store.reader().waiting_acts(synced.account).unwrap();
    assert_eq!(waiting, WaitingActs { waiting: 2, parked: 0 });
}

#[test]
fn acts_on_feeds_on_this_computer_wait_for_nobody() {
    let mut synced = Synced::new();
    synced.library.feed_with("local", &["x"]);
    let id = synced.library.id("x");
    synced.library.store.change_statuses(&[id], READ, now()).unwrap();
    synced.library.store.tag_entries(&[id], "later", true, now()).unwrap();
    assert!(synced.pending().is_empty());
}

#[test]
fn the_last_act_on_an_entry_wins_and_is_sent_even_if_it_went_back() {
    let mut synced = Synced::new();
    synced.mark("a", READ);
    let first = synced.marks()[0].generation;
    synced.mark("a", UNREAD);
    let marks = synced.marks();
    assert_eq!((marks.len(), marks[0].wanted, marks[0].seen), (1, false, false));
    assert!(marks[0].generation > first);
}

#[test]
fn undoing_and_redoing_are_acts_too() {
    let mut synced = Synced::new();
    let ids = [synced.id("a"), synced.id("b")];
    let done = synced.library.store.change_statuses(&ids, READ, now()).unwrap();
    let step = done.step.unwrap().id;
    synced.library.store.undo(step, now()).unwrap();
    assert_eq!(synced.pending(), ["a -read", "b -read"]);
    synced.library.store.redo(step, now()).unwrap();
    assert_eq!(synced.pending(), ["a read", "b read"]);
}

#[test]
fn opening_and_hiding_entries_are_acts() {
    let mut synced = Synced::new();
    let (a, b) = (synced.id("a"), synced.id("b"));
    synced.library.store.mark_opened(a, now()).unwrap();
    synced.library.store.hide_entries(&[b], now()).unwrap();
    assert_eq!(synced.pending(), ["a read", "b read"]);
}

#[test]
fn a_rule_that_marks_an_arriving_entry_is_an_act() {
    let mut synced = Synced::new();
    let actions = RuleActions { stars: true, ..RuleActions::default() };
    let everywhere = RuleScope::Everywhere;
    synced.library.store.add_rule("title:\"Title of d\"", everywhere, &actions, now()).unwrap();
    synced.store(&["d", "e"]);
    assert_eq!(synced.pending(), ["d star"]);
}

#[test]
fn tags_are_the_labels_of_servers_that_have_them() {
    let mut synced = Synced::new();
    let a = synced.id("a");
    synced.library.store.tag_entries(&[a], "later", true, now()).unwrap();
    assert_eq!(synced.pending(), ["a later"]);
    synced.library.store.tag_entries(&[a], "later", false, now()).unwrap();
    assert_eq!(synced.pending(), ["a -later"]);
}

#[test]
fn tags_stay_here_where_the_server_has_no_labels() {
    let mut library = Library::new();
    let new = NewAccount { keeps_labels: false, ..new_account("Home") };
    let account = library.store.add_account(&new).unwrap();
    let feeds = library.store.apply_lists(account, &tree(&[("sea", "")]), now()).unwrap().feeds;
    let mut synced = Synced { library, account, feed: feeds[&remote("feed/sea")] };
    synced.store(&["a"]);
    let a = synced.id("a");
    synced.library.store.tag_entries(&[a], "later", true, now()).unwrap();
    assert!(synced.pending().is_empty());
}

#[test]
fn an_accepted_act_is_done_unless_another_was_made_meanwhile() {
    let mut synced = Synced::new();
    synced.mark("a", READ);
    synced.mark("b", READ);
    let sent = synced.marks();
    synced.mark("a", UNREAD);
    synced.library.store.marks_accepted(&sent).unwrap();
    assert_eq!(synced.pending(), ["a -read"]);
    assert!(synced.marks()[0].seen, "the server was last seen with what it accepted");
}

#[test]
fn a_parked_act_is_not_sent_until_the_next_act_on_the_entry() {
    let mut synced = Synced::new();
    synced.mark("a", STAR);
    let marks = synced.marks();
    synced.library.store.marks_parked(&marks, ParkReason::EntryGone).unwrap();
    assert!(synced.pending().is_empty());
    let parked = synced.library.store.reader().parked(synced.account).unwrap();
    assert_eq!(parked[0].1, ParkReason::EntryGone);
    synced.mark("a", StatusChange::Starred(false));
    assert_eq!(synced.pending(), ["a -star"]);
    assert!(synced.library.store.reader().parked(synced.account).unwrap().is_empty());
}

#[test]
fn parked_acts_can_be_tried_again() {
    let mut synced = Synced::new();
    synced.mark("a", STAR);
    let marks = synced.marks();
    synced.library.store.marks_failed(&marks).unwrap();
    assert_eq!(synced.marks()[0].tries, 1);
    synced.library.store.marks_parked(&marks, ParkReason::Refused).unwrap();
    synced.library.store.retry_parked(synced.account).unwrap();
    assert_eq!((synced.pending(), synced.marks()[0].tries), (vec!["a star".to_owned()], 0));
}

#[test]
fn a_pull_is_silent_and_leaves_entries_alone_whose_acts_wait() {
    let mut synced = Synced::new();
    synced.mark("a", STAR);
    let (a, b) = (synced.id("a"), synced.id("b"));
    let label = "later".to_owned();
    synced.apply(&RemoteMarks {
        read: vec![a, b],
        starred: vec![b],
        unstarred: vec![a],
        labelled: vec![(b, label.clone())],
        ..RemoteMarks::default()
    });
    assert_eq!(synced.unread(), ["a", "c"]);
    assert_eq!(synced.pending(), ["a star"]);
    assert_eq!(synced.library.store.reader().tags(b).unwrap(), [label]);
    assert_eq!(synced.library.unread(), 2);
}

#[test]
fn a_pull_changes_nothing_in_other_accounts() {
    let mut synced = Synced::new();
    let a = synced.id("a");
    let other = synced.library.store.add_account(&new_account("Work")).unwrap();
    let marks = RemoteMarks { read: vec![a], ..RemoteMarks::default() };
    synced.library.store.apply_statuses(other, &marks).unwrap();
    assert_eq!(synced.unread(), ["a", "b", "c"]);
}

#[test]
fn entries_come_with_the_statuses_of_the_server_and_once() {
    let mut synced = Synced::new();
    let read = RemoteEntry { is_read: true, is_starred: true, ..synced.sent("d") };
    let labelled = RemoteEntry { labels: vec!["later".into()], ..synced.sent("e") };
    assert_eq!(synced.store_all(&[read.clone(), labelled.clone()]), 2);
    assert_eq!(synced.store_all(&[read, labelled]), 0);
    assert_eq!(synced.unread(), ["a", "b", "c", "e"]);
    assert_eq!(synced.library.keys(Expr::STARRED, Filter::All), ["d"]);
    let e = synced.id("e");
    assert_eq!(synced.library.store.reader().tags(e).unwrap(), ["later"]);
    assert!(synced.pending().is_empty());
}

#[test]
fn an_entry_that_changed_keeps_its_status() {
    let mut synced = Synced::new();
    synced.mark("a", READ);
    let mut changed = synced.sent("a");
    changed.fresh.content.title = "Another title".to_owned();
    changed.fresh.content_hash = [7; 16];
    assert_eq!(synced.store_all(&[changed]), 0);
    let row = synced.library.store.reader().rows(&[synced.id("a")]).unwrap().pop().unwrap();
    assert_eq!(row.title, "Another title");
    assert_eq!(synced.unread(), ["b", "c"]);
}

#[test]
fn entries_that_look_the_same_are_two_if_the_server_says_so() {
    let mut synced = Synced::new();
    let twin = RemoteEntry { id: remote("a2"), ..synced.sent("a") };
    assert_eq!(synced.store_all(&[twin]), 1);
    assert_eq!(synced.unread().len(), 4);
}

#[test]
fn a_feed_here_and_the_same_in_an_account_are_two() {
    let mut synced = Synced::new();
    let local = synced.library.feed_with("sea", &["a", "b"]);
    assert_ne!(local, synced.feed);
    assert_eq!(synced.library.store.reader().feed_by_url(&url("sea")).unwrap().unwrap().id, local);
    assert_eq!(synced.library.unread(), 5);
}

#[test]
fn the_refresh_leaves_feeds_of_accounts_alone() {
    let mut synced = Synced::new();
    let local = synced.library.subscribe("local");
    let states = synced.library.store.reader().feed_states().unwrap();
    assert_eq!(states.iter().map(|state| state.feed_id).collect::<Vec<_>>(), [local]);
    let feed = synced.library.store.reader().feed(synced.feed).unwrap().unwrap();
    assert_eq!(feed.next_attempt(30), None);
}

#[test]
fn retention_keeps_entries_whose_acts_wait_and_the_server_brings_back_others_only_unread() {
    let mut synced = Synced::new();
    synced.mark("a", READ);
    let b = synced.id("b");
    synced.apply(&RemoteMarks { read: vec![b], ..RemoteMarks::default() });
    let later = now() + (24 * 10).hours();
    let kept = Some(Retention::Days(1));
    synced.library.store.apply_retention(kept, later).unwrap();
    assert_eq!(synced.library.keys(Expr::All, Filter::All), ["a", "c"]);
    let read = RemoteEntry { is_read: true, ..synced.sent("b") };
    assert_eq!(synced.store_all(&[read]), 0);
    let b = synced.id("b");
    synced.apply(&RemoteMarks { unread: vec![b], ..RemoteMarks::default() });
    assert_eq!(synced.unread(), ["b", "c"]);
}

#[test]
fn an_entry_that_retention_removed_for_good_can_come_again() {
    let mut synced = Synced::new();
    let b = synced.id("b");
    synced.apply(&RemoteMarks { read: vec![b], ..RemoteMarks::default() });
    synced.library.store.apply_retention(Some(Retention::Days(1)), now() + 240.hours()).unwrap();
    synced.library.store.compact(true).unwrap();
    let known = synced.library.store.reader().known_entries(synced.account).unwrap();
    assert!(!known.contains_key(&remote("b")));
    assert_eq!(synced.store(&["b"]), 1);
    assert_eq!(synced.unread(), ["a", "b", "c"]);
}

#[test]
fn a_restored_library_knows_it_until_the_next_sync() {
    let synced = Synced::new();
    let copy = synced.library.dir.path().join("copy.db");
    synced.library.store.back_up(&copy).unwrap();
    assert!(!synced.library.store.reader().is_restored(synced.account).unwrap());
    let other = tempfile::tempdir().unwrap();
    let (path, aside) = (other.path().join("library.db"), other.path().join("aside.db"));
    let mut store = gleaner::store::restore(&path, &copy, &aside).unwrap();
    assert!(store.reader().is_restored(synced.account).unwrap());
    let failed = AccountState::default();
    store.set_account_state(synced.account, &failed).unwrap();
    assert!(store.reader().is_restored(synced.account).unwrap());
    let done = AccountState { last_sync: Some(now()), ..failed };
    store.set_account_state(synced.account, &done).unwrap();
    assert!(!store.reader().is_restored(synced.account).unwrap());
}

#[test]
fn folders_and_feeds_become_those_of_the_server() {
    let mut synced = Synced::new();
    let reader = synced.library.store.reader();
    assert!(reader.folders().unwrap().is_empty());
    let moved = tree(&[("sea", "News"), ("land", "News")]);
    let outcome = synced.library.store.apply_lists(synced.account, &moved, now()).unwrap();
    assert_eq!((outcome.added, outcome.vanished, outcome.is_changed), (1, 0, true));
    let again = synced.library.store.apply_lists(synced.account, &moved, now()).unwrap();
    assert!(!again.is_changed);
    let reader = synced.library.store.reader();
    let folder = reader.folders().unwrap().pop().unwrap();
    assert_eq!((folder.name.as_str(), folder.account_id), ("News", Some(synced.account)));
    assert!(reader.feeds().unwrap().iter().all(|feed| feed.folder_id == Some(folder.id)));
    let flat = tree(&[("sea", ""), ("land", "")]);
    synced.library.store.apply_lists(synced.account, &flat, now()).unwrap();
    assert!(synced.library.store.reader().folders().unwrap().is_empty());
    assert!(synced.changes().is_empty(), "a pull is silent");
}

#[test]
fn a_feed_that_left_the_server_stays_with_its_entries_and_can_come_back_under_other_ids() {
    let mut synced = Synced::new();
    synced.mark("a", STAR);
    let parked = synced.marks();
    synced.library.store.marks_parked(&parked, ParkReason::FeedGone).unwrap();
    let b = synced.id("b");
    synced.apply(&RemoteMarks { read: vec![b], ..RemoteMarks::default() });
    let gone = synced.library.store.apply_lists(synced.account, &tree(&[]), now()).unwrap();
    assert_eq!(gone.vanished, 1);
    assert!(synced.library.store.reader().feed(synced.feed).unwrap().unwrap().health.is_gone);
    assert_eq!(synced.unread(), ["a", "c"]);
    let back = RemoteFeed { id: remote("feed/sea2"), ..listed("sea", "") };
    let tree = RemoteTree { feeds: vec![back], ..RemoteTree::default() };
    let outcome = synced.library.store.apply_lists(synced.account, &tree, now()).unwrap();
    assert_eq!(outcome.feeds[&remote("feed/sea2")], synced.feed);
    let again: Vec<_> = ["a", "b", "c"]
        .map(|id| RemoteEntry { id: remote(&format!("new {id}")), ..synced.sent(id) })
        .into();
    assert_eq!(synced.store_all(&again), 0);
    assert_eq!(synced.pending(), ["new a star", "new b read"]);
}

#[test]
fn changes_of_subscriptions_wait_in_order() {
    let mut synced = Synced::new();
    let store = &mut synced.library.store;
    let feed = NewFeed::at(url("land"));
    let land = store.add_account_feed(synced.account, &feed, now()).unwrap().feed_id;
    let folder = store.create_folder("News", None, &[land], now()).unwrap().value;
    store.rename_feed(synced.feed, Some("My sea"), now()).unwrap();
    store.rename_folder(folder, "World", now()).unwrap();
    store.unsubscribe(&[synced.feed], now()).unwrap();
    let words: Vec<String> = synced
        .changes()
        .iter()
        .map(|change| match change {
            SubscriptionChange::Subscribe { feed, .. } => format!("subscribe {}", feed.feed_url),
            SubscriptionChange::Rename { title, .. } => format!("rename {title}"),
            SubscriptionChange::Move { from, to, .. } => format!("move {from:?} {to:?}"),
            SubscriptionChange::Unsubscribe { feed } => format!("end {:?}", feed.remote_id),
            SubscriptionChange::NewFolder { name } => format!("folder {name}"),
            SubscriptionChange::RenameFolder { old_name, new_name } => {
                format!("{old_name} to {new_name}")
            }
            SubscriptionChange::RemoveFolder { name } => format!("remove {name}"),
        })
        .collect();
    assert_eq!(
        words,
        [
            "subscribe https://land.example.org/feed",
            "folder News",
            "move None Some(\"News\")",
            "rename My sea",
            "News to World",
            "end Some(RemoteId(\"feed/sea\"))",
        ]
    );
}

#[test]
fn undoing_an_unsent_change_of_subscriptions_takes_it_back() {
    let mut synced = Synced::new();
    let step = synced.library.store.unsubscribe(&[synced.feed], now()).unwrap().step.unwrap().id;
    assert_eq!(synced.changes().len(), 1);
    synced.library.store.undo(step, now()).unwrap();
    assert!(synced.changes().is_empty());
    assert_eq!(synced.unread(), ["a", "b", "c"]);
}

#[test]
fn undoing_a_change_that_was_sent_subscribes_again() {
    let mut synced = Synced::new();
    let step = synced.library.store.unsubscribe(&[synced.feed], now()).unwrap().step.unwrap().id;
    let id = synced.library.store.reader().pending_changes(synced.account).unwrap()[0].id;
    synced.library.store.change_begun(id).unwrap();
    synced.library.store.change_done(id).unwrap();
    synced.library.store.undo(step, now()).unwrap();
    let changes = synced.changes();
    let [SubscriptionChange::Subscribe { feed, .. }] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    assert_eq!((feed.feed_id, &feed.remote_id), (synced.feed, &None));
}

#[test]
fn a_pull_leaves_feeds_alone_whose_changes_wait() {
    let mut synced = Synced::new();
    synced.library.store.rename_feed(synced.feed, Some("My sea"), now()).unwrap();
    synced.library.store.create_folder("News", None, &[synced.feed], now()).unwrap();
    let other = RemoteFeed { title: "Their sea".into(), ..listed("sea", "Other") };
    let tree = RemoteTree { feeds: vec![other], ..RemoteTree::default() };
    synced.library.store.apply_lists(synced.account, &tree, now()).unwrap();
    let reader = synced.library.store.reader();
    let feed = reader.feed(synced.feed).unwrap().unwrap();
    let folders = reader.folders().unwrap();
    let folder = folders.iter().find(|folder| Some(folder.id) == feed.folder_id).unwrap();
    assert_eq!((feed.title(), folder.name.as_str()), ("My sea", "News"));
}

#[test]
fn a_title_set_here_stays_until_it_changes_at_the_server() {
    let mut synced = Synced::new();
    synced.library.store.rename_feed(synced.feed, Some("Sea, mine"), now()).unwrap();
    for change in synced.library.store.reader().pending_changes(synced.account).unwrap() {
        synced.library.store.change_done(change.id).unwrap();
    }
    let title = |synced: &mut Synced, title: &str| {
        let feed = RemoteFeed { title: title.to_owned(), ..listed("sea", "") };
        let tree = RemoteTree { feeds: vec![feed], ..RemoteTree::default() };
        synced.library.store.apply_lists(synced.account, &tree, now()).unwrap();
        let feed = synced.library.store.reader().feed(synced.feed).unwrap().unwrap();
        feed.title().to_owned()
    };
    assert_eq!(title(&mut synced, "sea"), "Sea, mine");
    assert_eq!(title(&mut synced, "Theirs"), "Theirs");
}

#[test]
fn feeds_and_folders_stay_in_their_accounts() {
    let mut synced = Synced::new();
    let store = &mut synced.library.store;
    let local = store.create_folder("Local", None, &[], now()).unwrap().value;
    let refused = store.move_feeds(&[synced.feed], Some(local), now());
    assert!(matches!(refused, Err(StoreError::OtherAccount)));
    let folder = store.create_account_folder("News", synced.account, now()).unwrap().value;
    assert!(matches!(store.move_folder(folder, Some(local), now()), Err(StoreError::NestedFolder)));
    assert!(matches!(
        store.create_account_folder("News", synced.account, now()),
        Err(StoreError::FolderNameTaken)
    ));
    assert!(matches!(
        store.create_folder("Inner", Some(folder), &[], now()),
        Err(StoreError::NestedFolder)
    ));
}

#[test]
fn a_removed_account_is_hidden_and_comes_back_with_all_that_waits() {
    let mut synced = Synced::new();
    synced.library.feed_with("local", &["x"]);
    synced.mark("a", READ);
    let store = &mut synced.library.store;
    let step = store.remove_account(synced.account, now()).unwrap().step.unwrap();
    assert_eq!(step.kind.words(), "Removed the account \u{201c}Home\u{201d}");
    assert!(store.reader().accounts().unwrap().is_empty());
    assert_eq!(synced.unread(), ["x"]);
    assert!(synced.changes().is_empty(), "nothing is changed at the server");
    synced.library.store.undo(step.id, now()).unwrap();
    assert_eq!(synced.library.store.reader().accounts().unwrap().len(), 1);
    assert_eq!((synced.pending(), synced.changes().len()), (vec!["a read".to_owned()], 0));
    assert_eq!(synced.unread().len(), 3);
}

#[test]
fn an_account_that_is_added_again_has_its_entries() {
    let mut synced = Synced::new();
    synced.library.store.remove_account(synced.account, now()).unwrap();
    let again = synced.library.store.add_account(&new_account("Home")).unwrap();
    assert_eq!((again, synced.unread().len()), (synced.account, 3));
}

#[test]
fn a_removed_account_goes_for_good_when_its_step_expires() {
    let mut synced = Synced::new();
    synced.library.store.create_account_folder("News", synced.account, now()).unwrap();
    synced.library.store.remove_account(synced.account, now()).unwrap();
    synced.library.store.compact(true).unwrap();
    let conn = rusqlite::Connection::open(synced.library.path()).unwrap();
    for table in ["accounts", "feeds", "folders", "entries", "remote_entries", "pending_changes"] {
        let sql = format!("SELECT count(*) FROM {table}");
        let rows: i64 = conn.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "{table}");
    }
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'";
    assert_eq!(conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}

#[test]
fn names_of_accounts_are_unique_and_an_account_is_added_once() {
    let mut synced = Synced::new();
    let store = &mut synced.library.store;
    let other = store.add_account(&new_account("Work")).unwrap();
    assert!(matches!(
        store.rename_account(other, "Home", now()),
        Err(StoreError::AccountNameTaken)
    ));
    let same = NewAccount { name: "Third".into(), ..new_account("Work") };
    assert!(matches!(store.add_account(&same), Err(StoreError::AccountExists)));
    let step = store.rename_account(other, "Office", now()).unwrap().step.unwrap();
    assert_eq!(store.reader().account(other).unwrap().unwrap().name, "Office");
    store.undo(step.id, now()).unwrap();
    assert_eq!(store.reader().account(other).unwrap().unwrap().name, "Work");
}

#[test]
fn an_account_remembers_its_last_sync() {
    let mut synced = Synced::new();
    let state = AccountState {
        last_sync: Some(now()),
        problem: Some(AccountProblem::ApiOff { host: "rss.example.org".into() }),
        paused_until: Some(now() + 1.hours()),
        memory: "{}".to_owned(),
    };
    synced.library.store.set_account_state(synced.account, &state).unwrap();
    let account = synced.library.store.reader().account(synced.account).unwrap().unwrap();
    assert_eq!(account.problem, state.problem);
    assert!(!account.may_sync(now()) && account.may_sync(now() + 2.hours()));
    assert_eq!((account.last_sync, account.memory), (Some(now()), "{}".to_owned()));
}

#[test]
fn a_rescued_library_keeps_accounts_and_their_acts() {
    let mut synced = Synced::new();
    synced.mark("a", READ);
    let copy = synced.library.dir.path().join("copy.db");
    synced.library.store.back_up(&copy).unwrap();
    gleaner::store::rescue(&copy, now()).unwrap();
    let mut rescued = gleaner::store::Store::open(&copy).unwrap();
    let reader = rescued.reader();
    assert_eq!(reader.accounts().unwrap().len(), 1);
    assert_eq!(reader.feed(synced.feed).unwrap().unwrap().account_id, Some(synced.account));
    assert_eq!(reader.pending(synced.account).unwrap(), synced.marks());
    let b = synced.id("b");
    rescued.change_statuses(&[b], STAR, now()).unwrap();
    let waiting = rescued.reader().pending(synced.account).unwrap();
    assert_eq!(waiting.len(), 2, "the triggers are there again");
}

#[test]
fn feeds_of_an_account_that_is_lost_become_feeds_on_this_computer() {
    let mut synced = Synced::new();
    synced.library.feed_with("sea", &["x"]);
    synced.mark("a", READ);
    let copy = synced.library.dir.path().join("copy.db");
    synced.library.store.back_up(&copy).unwrap();
    let conn = rusqlite::Connection::open(&copy).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM accounts").unwrap();
    drop(conn);
    gleaner::store::rescue(&copy, now()).unwrap();
    let rescued = gleaner::store::Store::open(&copy).unwrap();
    let feeds = rescued.reader().feeds().unwrap();
    assert_eq!(feeds.len(), 2);
    assert!(feeds.iter().all(|feed| feed.account_id.is_none()));
    assert_ne!(feeds[0].feed_url, feeds[1].feed_url);
    assert_eq!(rescued.check().unwrap(), Vec::<String>::new());
}

#[test]
fn acts_survive_a_restart() {
    let mut synced = Synced::new();
    synced.mark("a", READ);
    let other = gleaner::store::Store::open(&synced.library.path()).unwrap();
    assert_eq!(other.reader().pending(synced.account).unwrap().len(), 1);
}
