//! Subscriptions of accounts: what the server lists, what is changed here, and accounts as a whole.

use gleaner::model::{
    AccountProblem, AccountState, NewAccount, ParkReason, RemoteEntry, RemoteFeed, RemoteMarks,
    RemoteTree, SubscriptionChange,
};
use gleaner::store::{NewFeed, StoreError};
use jiff::ToSpan as _;

use super::{READ, STAR, Synced, listed, new_account, remote, tree};
use crate::store_support::{now, url};

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
fn acts_that_no_sync_can_send_are_not_counted_as_waiting() {
    let mut synced = Synced::new();
    synced.mark("a", READ);
    let step = synced.library.store.unsubscribe(&[synced.feed], now()).unwrap().step.unwrap().id;
    let id = synced.library.store.reader().pending_changes(synced.account).unwrap()[0].id;
    synced.library.store.change_begun(id).unwrap();
    synced.library.store.change_done(id).unwrap();
    synced.library.store.undo(step, now()).unwrap();
    let reader = synced.library.store.reader();
    assert_eq!(reader.pending(synced.account).unwrap(), []);
    // Only the subscription: the entry has no id at the server until that is done.
    assert_eq!(reader.waiting_acts(synced.account).unwrap().waiting, 1);
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
fn feeds_of_an_account_are_as_fresh_as_its_last_sync() {
    let mut synced = Synced::new();
    let success = |synced: &Synced| {
        let feed = synced.library.store.reader().feed(synced.feed).unwrap().unwrap();
        (feed.health.last_attempt, feed.health.last_success)
    };
    assert_eq!(success(&synced), (None, None));
    let state = AccountState { last_sync: Some(now()), ..AccountState::default() };
    synced.library.store.set_account_state(synced.account, &state).unwrap();
    assert_eq!(success(&synced), (Some(now()), Some(now())));
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
