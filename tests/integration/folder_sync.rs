//! Two libraries and a shared folder: what is done in one is done in the other, whatever comes
//! first, and nothing is lost.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use gleaner::library::folder_sync::{FolderDesk, FolderError, FolderPass};
use gleaner::model::{
    Answer, Cause, Clock, EntryId, FeedId, Filter, ReadingPosition, RuleActions, RuleScope, Secret,
    StatusChange, StepKind,
};
use gleaner::net::Vault;
use gleaner::query::Expr;
use gleaner::store::{JoinPreview, NewFeed};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::store_support::{Library, entry, new_feed, now, url};
use crate::support::fake_keyring::FakeKeyring;

/// A library with a desk of its own, and a clock that the test sets.
struct Device {
    library: Library,
    desk: FolderDesk,
    seconds: Arc<AtomicI64>,
}

impl Device {
    fn new() -> Self {
        Self::with(Library::new())
    }

    fn with(library: Library) -> Self {
        let seconds = Arc::new(AtomicI64::new(now().as_second()));
        let shared = Arc::clone(&seconds);
        let clock = Clock::new(
            move || Timestamp::from_second(shared.load(Ordering::SeqCst)).unwrap(),
            TimeZone::UTC,
        );
        let vault = Vault::new(Arc::new(FakeKeyring::default()));
        let desk = FolderDesk::new(library.path(), vault, clock);
        Self { library, desk, seconds }
    }

    fn join(&mut self, folder: &Path) -> JoinPreview {
        let store = &mut self.library.store;
        let preview = self.desk.begin_join(store, folder, Some("Desk"), None).unwrap();
        let (_, pass) = self.desk.finish_join(store).unwrap();
        assert_eq!(pass.report.problem, None);
        preview
    }

    fn look(&mut self) -> FolderPass {
        self.seconds.fetch_add(1, Ordering::SeqCst);
        self.desk.look(&mut self.library.store).unwrap().unwrap()
    }

    fn mark(&mut self, key: &str, change: StatusChange) {
        let id = self.library.id(key);
        self.library.store.change_statuses(&[id], change, now()).unwrap();
    }

    fn unread(&self) -> Vec<String> {
        let mut keys = self.library.keys(Expr::All, Filter::Unread);
        keys.sort();
        keys
    }

    fn starred(&self) -> Vec<String> {
        let listed = self.library.list(Expr::All, Filter::All);
        let starred = listed.into_iter().filter(|entry| entry.is_starred);
        let reader = self.library.store.reader();
        starred.map(|entry| reader.entry(entry.id).unwrap().unwrap().key.0).collect()
    }

    fn feeds(&self) -> Vec<String> {
        let feeds = self.library.store.reader().feeds().unwrap();
        let mut found: Vec<String> = feeds.iter().map(|feed| feed.feed_url.to_string()).collect();
        found.sort();
        found
    }

    fn feed(&self, name: &str) -> FeedId {
        self.library.store.reader().feed_by_url(&url(name)).unwrap().unwrap().id
    }

    /// Everything that travels, in a form that is the same everywhere.
    fn picture(&self) -> String {
        let reader = self.library.store.reader();
        let folders = reader.folders().unwrap();
        let path = |mut id: Option<gleaner::model::FolderId>| {
            let mut names = Vec::new();
            while let Some(folder) = folders.iter().find(|folder| Some(folder.id) == id) {
                names.push(folder.name.clone());
                id = folder.parent;
            }
            names.join("<")
        };
        let mut lines = Vec::new();
        for feed in reader.feeds().unwrap() {
            lines.push(format!(
                "feed {} {:?} {} {} {:?}",
                feed.feed_url,
                feed.custom_title,
                path(feed.folder_id),
                feed.wants_full_text,
                feed.options
            ));
        }
        for folder in &folders {
            lines.push(format!("folder {}", path(Some(folder.id))));
        }
        for search in reader.smart_feeds().unwrap() {
            lines.push(format!("search {} {}", search.name, search.text));
        }
        for rule in reader.rules().unwrap() {
            lines.push(format!("rule {} {:?} {}", rule.query, rule.actions, rule.is_enabled));
        }
        for listed in self.library.list(Expr::All, Filter::All) {
            let entry = reader.entry(listed.id).unwrap().unwrap();
            let tags = reader.tags(listed.id).unwrap();
            lines.push(format!(
                "entry {} {} {} {tags:?}",
                entry.key.0, listed.is_read, listed.is_starred
            ));
        }
        lines.sort();
        lines.join("\n")
    }
}

/// Two devices with the feed "sea" (a, b, c), joined to one folder.
fn two() -> (tempfile::TempDir, Device, Device) {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (Device::new(), Device::new());
    for device in [&mut one, &mut other] {
        device.library.feed_with("sea", &["a", "b", "c"]);
        device.join(folder.path());
    }
    settle(&mut one, &mut other);
    (folder, one, other)
}

fn settle(one: &mut Device, other: &mut Device) {
    for _ in 0..3 {
        one.look();
        other.look();
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found
}

#[test]
fn statuses_travel_both_ways_and_undo_travels_too() {
    let (_folder, mut one, mut other) = two();
    one.mark("a", StatusChange::Read(true));
    one.mark("b", StatusChange::Starred(true));
    settle(&mut one, &mut other);
    assert_eq!(other.unread(), ["b", "c"]);
    assert_eq!(other.starred(), ["b"]);
    let step = one.library.store.reader().latest_step().unwrap().unwrap();
    one.library.store.undo(step, now()).unwrap();
    other.mark("a", StatusChange::Read(false));
    settle(&mut one, &mut other);
    assert_eq!((one.unread(), other.unread()), (one.unread(), one.unread()));
    assert!(one.starred().is_empty() && other.starred().is_empty());
    assert_eq!(one.unread(), ["a", "b", "c"]);
    assert_eq!(one.library.unread(), 3);
    assert_eq!(other.library.unread(), 3);
}

#[test]
fn what_happens_to_an_entry_before_it_is_here_waits_for_it() {
    let (_folder, mut one, mut other) = two();
    let feed = one.feed("sea");
    one.library.refresh(feed, vec![entry("d"), entry("a")]);
    one.mark("d", StatusChange::Read(true));
    let id = one.library.id("d");
    one.library.store.tag_entries(&[id], "later", true, now()).unwrap();
    let position = ReadingPosition { block: 3, fraction: 0.5 };
    one.library.store.save_position(id, position).unwrap();
    settle(&mut one, &mut other);
    let feed = other.feed("sea");
    other.library.refresh(feed, vec![entry("d"), entry("a")]);
    settle(&mut one, &mut other);
    assert_eq!(other.unread(), ["a", "b", "c"]);
    let id = other.library.id("d");
    assert_eq!(other.library.store.reader().tags(id).unwrap(), ["later"]);
    let found = other.library.store.reader().entry(id).unwrap().unwrap();
    assert_eq!(found.status.position, Some(position));
}

#[test]
fn feeds_folders_searches_and_rules_agree() {
    let (_folder, mut one, mut other) = two();
    let store = &mut one.library.store;
    let outer = store.create_folder("News", None, &[], now()).unwrap().value;
    let inner = store.create_folder("Sea", Some(outer), &[], now()).unwrap().value;
    let sky = store.add_feed(&new_feed("sky"), now()).unwrap().feed_id;
    store.move_feeds(&[sky], Some(inner), now()).unwrap();
    store.rename_feed(sky, Some("The sky"), now()).unwrap();
    store.add_smart_feed("Waves", "title:wave", now()).unwrap();
    let actions = RuleActions { stars: true, ..RuleActions::default() };
    store.add_rule("storm", RuleScope::Feed(sky), &actions, now()).unwrap();
    settle(&mut one, &mut other);
    assert_eq!(one.picture(), other.picture());
    assert!(other.picture().contains("Sea<News"), "{}", other.picture());
    // And back: everything goes, step by step.
    let store = &mut other.library.store;
    let sky = store.reader().feed_by_url(&url("sky")).unwrap().unwrap().id;
    store.unsubscribe(&[sky], now()).unwrap();
    let search = store.reader().smart_feeds().unwrap()[0].id;
    store.remove_smart_feed(search, now()).unwrap();
    let folder = store.reader().folders().unwrap().iter().find(|f| f.name == "News").unwrap().id;
    store.delete_folder(folder, now()).unwrap();
    settle(&mut one, &mut other);
    assert_eq!(one.picture(), other.picture());
    assert_eq!(one.feeds(), [url("sea").to_string()]);
}

#[test]
fn a_first_join_adds_and_removes_nothing_and_is_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (Device::new(), Device::new());
    one.library.feed_with("sea", &["a", "b"]);
    one.library.feed_with("sky", &["s"]);
    one.mark("a", StatusChange::Read(true));
    other.library.feed_with("sea", &["a", "b"]);
    other.library.feed_with("land", &["l"]);
    other.mark("b", StatusChange::Starred(true));
    assert_eq!(one.join(folder.path()), JoinPreview { go: 2, ..JoinPreview::default() });
    let before = other.feeds();
    let preview = other.join(folder.path());
    assert_eq!(preview, JoinPreview { come: 1, go: 1, both: 1, other_rows: 0 });
    settle(&mut one, &mut other);
    assert_eq!(one.feeds(), other.feeds());
    assert_eq!(one.feeds().len(), 3);
    assert_eq!(one.starred(), ["b"]);
    assert_eq!(other.unread(), ["b", "l"]);
    // Undone, this library is as before and syncs no more; the other one keeps all.
    let step = other.library.store.reader().latest_step().unwrap().unwrap();
    other.library.store.undo(step, now()).unwrap();
    assert_eq!(other.feeds(), before);
    assert_eq!(other.unread(), ["a", "b", "l"]);
    assert!(other.desk.look(&mut other.library.store).unwrap().is_none());
    one.look();
    assert_eq!(one.feeds().len(), 3);
}

#[test]
fn a_feed_that_somebody_read_meanwhile_stays() {
    let (_folder, mut one, mut other) = two();
    let sea = one.feed("sea");
    one.library.store.unsubscribe(&[sea], now()).unwrap();
    other.mark("a", StatusChange::Read(true));
    one.look();
    let kept = other.look().changes.kept;
    assert_eq!(kept, ["A feed"]);
    settle(&mut one, &mut other);
    let told = other.library.store.reader().activity(now()).unwrap();
    let told: Vec<(Cause, &str, &Answer)> =
        told.iter().map(|row| (row.cause, row.url.as_str(), &row.answer)).collect();
    assert_eq!(told, [(Cause::Folder, url("sea").as_str(), &Answer::Kept)]);
    assert_eq!((one.feeds(), other.feeds()), (vec![url("sea").to_string()], one.feeds()));
    assert_eq!(one.unread(), ["b", "c"]);
    // Unsubscribed in the knowledge of all of that, it goes.
    let sea = other.feed("sea");
    other.library.store.unsubscribe(&[sea], now()).unwrap();
    settle(&mut one, &mut other);
    assert!(one.feeds().is_empty() && other.feeds().is_empty());
    // And comes back with what was known of it.
    one.library.store.add_feed(&new_feed("sea"), now()).unwrap();
    settle(&mut one, &mut other);
    assert_eq!(other.unread(), ["b", "c"]);
}

#[test]
fn a_folder_that_is_missing_or_cut_is_no_loss() {
    let (folder, mut one, mut other) = two();
    let elsewhere = tempfile::tempdir().unwrap();
    let (ours, there) = (folder.path().join("Gleaner"), elsewhere.path().join("Gleaner"));
    std::fs::rename(&ours, &there).unwrap();
    one.mark("a", StatusChange::Read(true));
    let report = one.look().report;
    assert_eq!(report.problem, Some(gleaner::folder_sync::Problem::Missing));
    assert!(!ours.exists(), "nothing is written where the folder is not");
    std::fs::rename(&there, &ours).unwrap();
    // Rubbish, cut files and links to elsewhere are left alone.
    std::fs::write(ours.join("devices/rubbish"), "x").unwrap();
    one.look();
    for path in files(&ours).iter().filter(|path| path.ends_with("open")) {
        let bytes = std::fs::read(path).unwrap();
        let copy = path.with_file_name("open.sync-conflict-20261120");
        std::fs::write(copy, &bytes[..bytes.len() / 2]).unwrap();
    }
    settle(&mut one, &mut other);
    assert_eq!(other.unread(), ["b", "c"]);
    // Deleted for good and founded again, the folder gets everything anew.
    std::fs::remove_dir_all(&ours).unwrap();
    other.look();
    std::fs::create_dir_all(&ours).unwrap();
    std::fs::write(ours.join("format.json"), "{\"format\":1}").unwrap();
    settle(&mut one, &mut other);
    let mut third = Device::new();
    third.library.feed_with("sea", &["a", "b", "c"]);
    third.join(folder.path());
    assert_eq!(third.unread(), ["b", "c"]);
}

#[test]
fn a_folder_of_the_future_is_left_alone() {
    let (folder, mut one, _other) = two();
    std::fs::write(folder.path().join("Gleaner/format.json"), "{\"format\":2}").unwrap();
    one.mark("a", StatusChange::Read(true));
    let before = files(folder.path()).len();
    let report = one.look().report;
    assert_eq!(report.problem, Some(gleaner::folder_sync::Problem::FromFuture));
    assert_eq!(files(folder.path()).len(), before);
}

#[test]
fn a_passphrase_hides_everything_and_must_be_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = Device::new();
    one.library.feed_with("sea", &["a"]);
    let join = |device: &mut Device, passphrase: Option<&str>| {
        let passphrase = passphrase.map(Secret::new);
        let store = &mut device.library.store;
        device.desk.begin_join(store, folder.path(), None, passphrase.as_ref())?;
        device.desk.finish_join(store)
    };
    join(&mut one, Some("open sesame")).unwrap();
    for path in files(folder.path()) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        assert!(!text.contains("example.org") && !text.contains("is_present"), "{path:?}");
    }
    for wrong in [None, Some("open barley")] {
        let mut other = Device::new();
        let failed = join(&mut other, wrong);
        assert!(matches!(failed, Err(FolderError::Folder(_))), "{wrong:?}");
        assert_eq!(other.library.store.reader().folder_state().unwrap(), None);
        assert!(other.feeds().is_empty());
    }
    let mut other = Device::new();
    join(&mut other, Some("open sesame")).unwrap();
    assert_eq!(other.feeds(), one.feeds());
}

#[test]
fn leaving_and_libraries_without_a_folder_have_no_triggers_and_no_rows() {
    let (_folder, mut one, _other) = two();
    one.desk.leave(&mut one.library.store).unwrap();
    one.mark("a", StatusChange::Read(true));
    let connection = rusqlite::Connection::open(one.library.path()).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(
        count("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'folder%' AND type = 'trigger'"),
        0
    );
    assert_eq!(count("SELECT count(*) FROM folder_acts"), 0);
    assert_eq!(count("SELECT count(*) FROM folder_marks"), 0);
}

#[test]
fn two_libraries_agree_after_random_acts_in_any_order() {
    for seed in 1..=12_u64 {
        let (_folder, mut one, mut other) = two();
        let mut dice = seed;
        let mut roll = move |end: u64| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % end
        };
        for _ in 0..60 {
            let device = if roll(2) == 0 { &mut one } else { &mut other };
            device.seconds.fetch_add(roll(4000).cast_signed(), Ordering::SeqCst);
            random_act(device, &mut roll);
            if roll(4) == 0 {
                device.look();
            }
        }
        for _ in 0..3 {
            settle(&mut one, &mut other);
        }
        // Entries that only one of them has fetched are not compared.
        let both = [one.picture(), other.picture()];
        let has = |picture: &String, line: &str| {
            let key = line.split(' ').take(2).collect::<Vec<_>>().join(" ");
            picture.contains(&format!("{key} "))
        };
        let common = |at: usize| {
            let lines = both[at]
                .lines()
                .filter(|line| !line.starts_with("entry ") || has(&both[1 - at], line));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(common(0), common(1), "seed {seed}");
    }
}

fn random_act(device: &mut Device, roll: &mut impl FnMut(u64) -> u64) {
    let names = ["sea", "sky", "land"];
    let name = names[roll(3) as usize];
    let kind = roll(12);
    let store = &mut device.library.store;
    let feeds = store.reader().feeds().unwrap();
    let feed = feeds.get(roll(3) as usize).map(|feed| feed.id);
    let folders = store.reader().folders().unwrap();
    let folder = folders.get(roll(3) as usize).map(|folder| folder.id);
    let entries: Vec<EntryId> =
        device.library.list(Expr::All, Filter::All).iter().map(|entry| entry.id).collect();
    let entry_id = entries.get(roll(4) as usize).copied();
    let store = &mut device.library.store;
    match (kind, feed, entry_id) {
        (0, _, _) => {
            let added = store.add_feed(&new_feed(name), now()).unwrap();
            let keys = [format!("{name}1"), format!("{name}2")];
            device.library.refresh(added.feed_id, keys.iter().map(|key| entry(key)).collect());
        }
        (1, Some(feed), _) => _ = store.unsubscribe(&[feed], now()).unwrap(),
        (2, Some(feed), _) => _ = store.rename_feed(feed, Some(name), now()).unwrap(),
        (3, _, _) => {
            store.create_folder(&format!("F{}", roll(3)), folder, &[], now()).unwrap();
        }
        (4, Some(feed), _) => _ = store.move_feeds(&[feed], folder, now()).unwrap(),
        (5, _, _) => {
            if let Some(folder) = folder {
                store.delete_folder(folder, now()).unwrap();
            }
        }
        (6, _, Some(entry)) => {
            store.tag_entries(&[entry], name, roll(2) == 0, now()).unwrap();
        }
        (7, _, _) => {
            // Undoing the join would leave the folder.
            let steps = store.reader().steps(1).unwrap();
            let is_join = |kind: &StepKind| matches!(kind, StepKind::JoinFolder { .. });
            if let Some(record) = steps.first().filter(|record| !is_join(&record.step.kind)) {
                store.undo(record.step.id, now()).unwrap();
            }
        }
        (8, _, Some(entry)) => {
            store.change_statuses(&[entry], StatusChange::Starred(roll(2) == 0), now()).unwrap();
        }
        (_, _, Some(entry)) => {
            store.change_statuses(&[entry], StatusChange::Read(roll(2) == 0), now()).unwrap();
        }
        (_, _, None) => {}
    }
}

#[test]
fn a_feed_with_a_file_or_a_secret_of_this_machine_does_not_travel() {
    let (_folder, mut one, mut other) = two();
    let file = NewFeed::at(url::Url::parse("file:///home/ann/feed.xml").unwrap());
    one.library.store.add_feed(&file, now()).unwrap();
    settle(&mut one, &mut other);
    assert_eq!(other.feeds(), [url("sea").to_string()]);
}
