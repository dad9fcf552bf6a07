//! A library in a temporary directory, and feeds to fill it.

use gleaner::model::{
    EntryContent, EntryId, EntryKey, FeedDetails, FeedId, Filter, FreshEntry, Identity, ListEntry,
    RefreshOutcome, Validators,
};
use gleaner::query::{Expr, Query};
use gleaner::store::{NewFeed, RefreshCounts, Store};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _, Zoned};
use url::Url;

/// A library that is deleted with its directory.
pub struct Library {
    pub store: Store,
    pub dir: tempfile::TempDir,
}

impl Library {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("library.db")).unwrap();
        Self { store, dir }
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.dir.path().join("library.db")
    }

    pub fn subscribe(&mut self, name: &str) -> FeedId {
        self.store.add_feed(&new_feed(name), now()).unwrap().feed_id
    }

    pub fn refresh(&mut self, feed_id: FeedId, entries: Vec<FreshEntry>) -> RefreshCounts {
        self.refresh_at(feed_id, entries, now())
    }

    pub fn refresh_at(
        &mut self,
        feed_id: FeedId,
        entries: Vec<FreshEntry>,
        now: Timestamp,
    ) -> RefreshCounts {
        let saved = self.store.save_refresh(feed_id, &changed(entries), &utc(now)).unwrap();
        // What the program does when nobody waits.
        while gleaner::library::index_some(&mut self.store).unwrap() {}
        saved
    }

    /// A feed with entries of these keys, the first one on top.
    pub fn feed_with(&mut self, name: &str, keys: &[&str]) -> FeedId {
        let feed_id = self.subscribe(name);
        self.refresh(feed_id, keys.iter().map(|key| entry(key)).collect());
        feed_id
    }

    pub fn list(&self, expr: Expr, filter: Filter) -> Vec<ListEntry> {
        let query = Query { filter, ..Query::new(expr, utc(now())) };
        self.store.reader().whole_list(&query).unwrap()
    }

    /// The keys of a list, in its order.
    pub fn keys(&self, expr: Expr, filter: Filter) -> Vec<String> {
        self.keys_of(&Query { filter, ..Query::new(expr, utc(now())) })
    }

    pub fn keys_of(&self, query: &Query) -> Vec<String> {
        let entries = self.store.reader().whole_list(query).unwrap();
        entries
            .into_iter()
            .map(|entry| self.store.reader().entry(entry.id).unwrap().unwrap().key.0)
            .collect()
    }

    /// The entry with this key. Keys are unique in these tests.
    pub fn id(&self, key: &str) -> EntryId {
        let found =
            self.list(Expr::All, Filter::All).into_iter().find(|entry| self.key(entry.id) == key);
        found.unwrap_or_else(|| panic!("no entry {key}")).id
    }

    pub fn unread(&self) -> u32 {
        self.store.reader().counts(now()).unwrap().total()
    }

    fn key(&self, id: EntryId) -> String {
        self.store.reader().entry(id).unwrap().unwrap().key.0
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.store.check().unwrap(), Vec::<String>::new(), "the library is sound");
        }
    }
}

/// A time in UTC, where nothing depends on the time zone.
pub fn utc(time: Timestamp) -> Zoned {
    time.to_zoned(TimeZone::UTC)
}

pub fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

pub fn url(name: &str) -> Url {
    Url::parse(&format!("https://{name}.example.org/feed")).unwrap()
}

pub fn new_feed(name: &str) -> NewFeed {
    NewFeed::at(url(name))
}

/// An entry without a date.
pub fn entry(key: &str) -> FreshEntry {
    entry_saying(key, &format!("<p>body of {key}</p>"))
}

pub fn entry_saying(key: &str, html: &str) -> FreshEntry {
    let content = EntryContent {
        title: format!("Title of {key}"),
        authors: vec!["Ada".into()],
        html: html.into(),
        ..EntryContent::default()
    };
    let mut content_hash = [0; 16];
    content_hash.copy_from_slice(&blake3::hash(html.as_bytes()).as_bytes()[..16]);
    FreshEntry {
        key: EntryKey(key.into()),
        identity: Identity::default(),
        content,
        excerpt: format!("body of {key}"),
        text: gleaner::document::text_of(html),
        words: 3,
        content_hash,
    }
}

/// An entry published this many hours before now.
pub fn entry_aged(key: &str, hours: i64) -> FreshEntry {
    let mut entry = entry(key);
    entry.content.published = Some(now() - hours.hours());
    entry
}

pub fn changed(entries: Vec<FreshEntry>) -> RefreshOutcome {
    let details = FeedDetails { title: "A feed".into(), ..FeedDetails::default() };
    RefreshOutcome::Changed {
        details: Box::new(details),
        entries,
        validators: Validators::default(),
        next_check: None,
        moved_to: None,
    }
}
