//! An account in the library that is killed: no act on its entries is there without waiting for its
//! server, and none waits that is not there.

use std::path::Path;

use gleaner::model::{
    MarkKind, NewAccount, RemoteEntry, RemoteFeed, RemoteId, RemoteTree, ServiceKind,
};
use gleaner::store::Store;
use jiff::Zoned;
use url::Url;

use crate::store_support::entry;

/// The only feed of the account.
pub const FEED: &str = "https://account.example.org/feed";
const ENTRIES: usize = 12;

/// Adds an account whose entries are all unread at its server, which is away.
pub fn add(library: &Path) {
    let mut store = Store::open(library).unwrap();
    let new = NewAccount {
        name: "Home".to_owned(),
        service: ServiceKind::FreshRss,
        address: Url::parse("https://account.example.org/api/greader.php").unwrap(),
        user: "ann".to_owned(),
        keeps_labels: true,
    };
    let account = store.add_account(&new).unwrap();
    let feed = RemoteFeed {
        id: RemoteId("feed/1".to_owned()),
        title: "Account".to_owned(),
        feed_url: Url::parse(FEED).unwrap(),
        site_url: None,
        icon_url: None,
        folders: Vec::new(),
    };
    let tree = RemoteTree { feeds: vec![feed], ..RemoteTree::default() };
    let now = Zoned::now();
    let feeds = store.apply_lists(account, &tree, now.timestamp()).unwrap().feeds;
    let feed_id = feeds[&RemoteId("feed/1".to_owned())];
    let sent = |number: usize| RemoteEntry {
        id: RemoteId(number.to_string()),
        feed_id,
        fresh: entry(&format!("sent {number}")),
        is_read: false,
        is_starred: false,
        labels: Vec::new(),
    };
    let entries: Vec<_> = (0..ENTRIES).map(sent).collect();
    store.store_remote_entries(account, &entries, &now).unwrap();
}

/// Checks that each entry is as at the server, or has an act that waits for what it is.
pub fn check(store: &Store) {
    let reader = store.reader();
    for account in reader.accounts().unwrap() {
        let known = reader.known_entries(account.id).unwrap();
        assert_eq!(known.len(), ENTRIES, "no entry of the account is lost");
        let marks = reader.pending(account.id).unwrap();
        let waiting = |remote: &RemoteId, kind: &MarkKind| {
            let mark = marks.iter().find(|mark| mark.remote == *remote && mark.kind == *kind);
            mark.map(|mark| mark.wanted)
        };
        for (remote, entry) in known {
            let read = waiting(&remote, &MarkKind::Read).unwrap_or(false);
            let starred = waiting(&remote, &MarkKind::Star).unwrap_or(false);
            assert_eq!(
                (entry.is_read, entry.is_starred),
                (read, starred),
                "entry {} and the acts that wait for it",
                remote.as_str()
            );
        }
    }
}
