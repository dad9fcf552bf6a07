//! A library with an account at the double, and acts on both sides.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use gleaner::model::{
    AccountId, Clock, EntryId, FeedId, NewAccount, PendingMark, Secret, ServiceKind, StatusChange,
};
use gleaner::refresh::CancelToken;
use gleaner::store::RemoteCounts;
use gleaner::sync::{Access, Connection, Pass, StoreLedger, SyncReport, open, sync_account};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::store_support::Library;
use crate::support::sync_double::client::DoubleClient;

/// A client of one account.
pub struct Desk {
    pub library: Library,
    pub account: AccountId,
    pub server: DoubleClient,
    pub kind: ServiceKind,
    pub password: String,
    pub cancel: CancelToken,
    /// What the last sync brought to feeds.
    pub news: RemoteCounts,
    secs: Arc<AtomicI64>,
}

/// The time at which desks begin.
const BEGIN: i64 = 1_796_000_000;

impl Desk {
    pub fn new(kind: ServiceKind, server: &DoubleClient) -> Self {
        let mut library = Library::new();
        let new = NewAccount {
            name: "Home".to_owned(),
            service: kind,
            address: server.address(),
            user: "ann".to_owned(),
            keeps_labels: gleaner::sync::abilities(kind).label.is_yes(),
        };
        let account = library.store.add_account(&new).unwrap();
        Self {
            library,
            account,
            server: server.clone(),
            kind,
            password: "api-secret-1".to_owned(),
            cancel: CancelToken::new(),
            news: RemoteCounts::new(),
            secs: Arc::new(AtomicI64::new(BEGIN)),
        }
    }

    /// A desk that has synced once.
    pub fn synced(kind: ServiceKind, server: &DoubleClient) -> Self {
        let mut desk = Self::new(kind, server);
        desk.sync_well();
        desk
    }

    pub fn clock(&self) -> Clock {
        let secs = Arc::clone(&self.secs);
        let now = move || Timestamp::from_second(secs.load(Ordering::SeqCst)).unwrap();
        Clock::new(now, TimeZone::UTC)
    }

    pub fn now(&self) -> Timestamp {
        self.clock().now()
    }

    /// Lets time pass.
    pub fn wait(&self, secs: i64) {
        self.secs.fetch_add(secs, Ordering::SeqCst);
    }

    pub fn sync(&mut self) -> SyncReport {
        let access = Access {
            address: self.server.address(),
            user: "ann".to_owned(),
            secret: Secret::new(self.password.clone()),
            may_be_plain: false,
        };
        let clock = self.clock();
        let connection = Connection::new(Arc::new(self.server.clone()), access, clock.clone());
        let mut service = open(self.kind, connection);
        let cancel = self.cancel.clone();
        let pass = Pass { clock: clock.clone(), cancel, progress: Arc::new(|_| {}) };
        let mut ledger = StoreLedger::new(&mut self.library.store, self.account, clock);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let report = runtime.block_on(sync_account(service.as_mut(), &mut ledger, &pass)).unwrap();
        self.news = ledger.take_news();
        report
    }

    /// Syncs, and expects no problem.
    pub fn sync_well(&mut self) -> SyncReport {
        let report = self.sync();
        assert_eq!(report.problem, None);
        report
    }

    /// Syncs twice: the second sync finds nothing to do.
    pub fn sync_to_the_end(&mut self) {
        self.sync_well();
        self.server.with(|double| double.log.clear());
        let report = self.sync_well();
        let left = (report.sent, report.marked, report.new_entries, report.changes);
        assert_eq!(left, (0, 0, 0, 0), "a second sync finds nothing to do");
        let writes = ["edit", "quickadd", "tag "].map(|text| self.server.with(|it| it.asked(text)));
        assert_eq!(writes, [0; 3], "a second sync sends nothing");
    }

    pub fn mark(&mut self, titles: &[&str], change: StatusChange) {
        let entries = self.entries();
        let ids: BTreeMap<&str, EntryId> =
            entries.iter().map(|(id, (title, _))| (title.as_str(), *id)).collect();
        let ids: Vec<EntryId> = titles.iter().map(|title| ids[title]).collect();
        let now = self.now();
        self.library.store.change_statuses(&ids, change, now).unwrap();
    }

    pub fn read(&mut self, titles: &[&str]) {
        self.mark(titles, StatusChange::Read(true));
    }

    pub fn star(&mut self, titles: &[&str]) {
        self.mark(titles, StatusChange::Starred(true));
    }

    pub fn pending(&self) -> Vec<PendingMark> {
        self.library.store.reader().pending(self.account).unwrap()
    }

    /// Titles and words for the state of each entry.
    fn entries(&self) -> BTreeMap<EntryId, (String, String)> {
        let reader = self.library.store.reader();
        let known = reader.known_entries(self.account).unwrap();
        let entry = |id: EntryId| {
            let entry = reader.entry(id).unwrap().unwrap();
            let title = entry.content.title;
            let read = if entry.status.is_read { " read" } else { "" };
            let star = if entry.status.is_starred { " star" } else { "" };
            (id, (title.clone(), format!("{title}{read}{star}")))
        };
        known.values().map(|known| entry(known.entry)).collect()
    }

    /// The entries as `a`, `b read`, `c read star`, in the order of their titles.
    pub fn marks(&self) -> Vec<String> {
        let mut marks: Vec<String> = self.entries().into_values().map(|(_, words)| words).collect();
        marks.sort();
        marks
    }

    /// The text of an entry.
    pub fn text(&self, title: &str) -> String {
        let reader = self.library.store.reader();
        let known = reader.known_entries(self.account).unwrap();
        let entries = known.values().map(|known| reader.entry(known.entry).unwrap().unwrap());
        let mut found = entries.filter(|entry| entry.content.title == title);
        found.next().unwrap().content.html
    }

    /// The feeds as `folder/title`.
    pub fn tree(&self) -> Vec<String> {
        let reader = self.library.store.reader();
        let folders = reader.folders().unwrap();
        let name = |feed: &gleaner::model::Feed| {
            let folder = folders.iter().find(|folder| Some(folder.id) == feed.folder_id);
            format!("{}/{}", folder.map_or("", |folder| folder.name.as_str()), feed.title())
        };
        let mut tree: Vec<String> = reader.feeds().unwrap().iter().map(name).collect();
        tree.sort();
        tree
    }

    pub fn feed(&self, title: &str) -> FeedId {
        let feeds = self.library.store.reader().feeds().unwrap();
        feeds.iter().find(|feed| feed.title() == title).unwrap().id
    }
}
