//! Accounts in the library: every act on an entry waits for its server, and the state of a server
//! is applied in silence.

mod subscriptions;

use gleaner::model::{
    AccountId, AccountState, EntryId, FeedId, Filter, MarkKind, NewAccount, ParkReason,
    PendingMark, RemoteEntry, RemoteFeed, RemoteId, RemoteMarks, RemoteTree, Retention,
    RuleActions, RuleScope, ServiceKind, StatusChange, SubscriptionChange, WaitingActs,
};
use gleaner::query::Expr;
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
        folders: Some(folder.to_owned()).into_iter().filter(|name| !name.is_empty()).collect(),
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
        stored.unwrap().values().map(|counts| counts.new_entries).sum()
    }

    /// An entry as the server sends it, unread.
    fn sent(&self, id: &str) -> RemoteEntry {
        let hours = i64::from(id.as_bytes()[0] - b'a');
        let fresh = entry_aged(id, hours);
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
