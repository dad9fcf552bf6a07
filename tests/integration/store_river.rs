//! The river of a library: 30 feeds with a month of days, always the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gleaner::model::{
    EntryId, FeedId, FeedOptions, Filter, FreshEntry, Pace, StatusChange, StayReason,
};
use gleaner::query::{Expr, Query, parse};
use jiff::{Timestamp, ToSpan as _};

use crate::store_support::{Library, entry, now, utc};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// The gap between the posts of each of the thirty feeds, in hours.
const GAPS: [i64; 30] = [
    1, 1, 2, 2, 3, 4, 6, 8, 12, 12, 24, 24, 24, 36, 48, 48, 72, 96, 120, 168, 168, 168, 240, 336,
    336, 480, 720, 720, 720, 2000,
];

/// An entry that was published this long before `now`.
fn aged(feed: usize, secs: i64) -> FreshEntry {
    let mut entry = entry(&format!("f{feed:02}-{secs}"));
    entry.content.published = Some(now() - secs.seconds());
    entry
}

/// Thirty feeds with ninety days. The first post of each is a little later than that of the one
/// before.
fn month() -> (Library, Vec<FeedId>) {
    let mut library = Library::new();
    let mut feeds = Vec::new();
    for (feed, gap) in GAPS.into_iter().enumerate() {
        let id = library.subscribe(&format!("feed{feed:02}"));
        let first = i64::try_from(feed).unwrap() * 17 * 60;
        let ages = (0..).map(|at| first + at * gap * HOUR).take_while(|age| *age < 100 * DAY);
        library.refresh(id, ages.map(|age| aged(feed, age)).collect());
        feeds.push(id);
    }
    (library, feeds)
}

fn river(library: &Library, now: Timestamp) -> Vec<(FeedId, EntryId, i64)> {
    let query = Query { filter: Filter::All, ..Query::new(Expr::RIVER, utc(now)) };
    let entries = library.store.reader().whole_list(&query).unwrap();
    entries.into_iter().map(|entry| (entry.feed_id, entry.id, entry.sort_secs)).collect()
}

#[test]
fn the_river_of_thirty_feeds_and_a_month_is_as_it_was() {
    let (library, feeds) = month();
    let stays = library.store.reader().stays(now()).unwrap();
    let mut golden = String::new();
    let found = river(&library, now());
    for (at, feed) in feeds.iter().enumerate() {
        let count = found.iter().filter(|(id, ..)| id == feed).count();
        _ = writeln!(golden, "{:4} h: {count}, {}", GAPS[at], stays[feed].words());
    }
    let path = "tests/fixtures/river/month.txt";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &golden).unwrap();
    }
    assert_eq!(golden, std::fs::read_to_string(&path).unwrap());
    assert!(found.windows(2).all(|two| two[0].2 >= two[1].2), "the newest first");
    assert_eq!(found, river(&library, now()), "the same library and clock, the same river");
}

#[test]
fn entries_leave_when_their_time_is_over_and_leaving_marks_nothing() {
    let mut library = Library::new();
    let feed = library.subscribe("daily");
    library.refresh(feed, (0..10).map(|day| aged(0, day * DAY)).collect());
    let ages = |now: Timestamp| -> Vec<i64> {
        river(&library, now).iter().map(|(.., secs)| (now.as_second() - secs) / DAY).collect()
    };
    assert_eq!(ages(now()), [0, 1, 2]);
    assert_eq!(ages(now() + 24.hours()), [1, 2]);
    assert_eq!(ages(now() + 71.hours()), [2]);
    assert!(ages(now() + 72.hours()).is_empty());
    assert_eq!(library.unread(), 10);
}

#[test]
fn a_pace_by_hand_decides_how_long_entries_stay() {
    let mut library = Library::new();
    let feed = library.subscribe("daily");
    library.refresh(feed, (0..40).map(|day| aged(0, day * DAY)).collect());
    let options = |pace| FeedOptions { pace, ..FeedOptions::default() };
    let mut last = None;
    for (pace, count) in
        [(Pace::News, 1), (Pace::Daily, 1), (Pace::Essays, 3), (Pace::Evergreen, 30)]
    {
        last = library.store.set_feed_options(feed, &options(Some(pace)), now()).unwrap().step;
        assert_eq!(river(&library, now()).len(), count, "{pace:?}");
        assert_eq!(
            library.store.reader().stays(now()).unwrap()[&feed].reason,
            StayReason::ByHand(pace)
        );
    }
    library.store.undo(last.unwrap().id, now()).unwrap();
    assert_eq!(river(&library, now()).len(), 3, "undo brings the pace back");
}

#[test]
fn the_river_follows_what_arrives_and_what_is_read() {
    let (mut library, feeds) = month();
    let before = river(&library, now()).len();
    let mut new = entry("arrived");
    new.content.published = Some(now() - 1.minute());
    library.refresh(feeds[28], vec![new]);
    assert_eq!(river(&library, now()).len(), before + 1);
    let unread = |library: &Library| {
        let query = Query { filter: Filter::Unread, ..Query::new(Expr::RIVER, utc(now())) };
        library.store.reader().whole_list(&query).unwrap().len()
    };
    assert_eq!(unread(&library), before + 1);
    let first = river(&library, now())[0].1;
    library.store.change_statuses(&[first], StatusChange::Read(true), now()).unwrap();
    assert_eq!((unread(&library), river(&library, now()).len()), (before, before + 1));
    library.store.change_statuses(&[first], StatusChange::Hidden(true), now()).unwrap();
    assert_eq!(river(&library, now()).len(), before, "hidden entries are left out");
    library.store.unsubscribe(&[feeds[0]], now()).unwrap();
    assert!(river(&library, now()).iter().all(|(feed, ..)| *feed != feeds[0]));
}

#[test]
fn the_question_finds_the_same_entries_beside_other_conditions() {
    let (library, _) = month();
    let ids = |text: &str| -> Vec<EntryId> {
        let query = Query::new(parse(text).unwrap(), utc(now()));
        let entries = library.store.reader().whole_list(&query).unwrap();
        entries.into_iter().map(|entry| entry.id).collect()
    };
    let all = ids("is:river");
    assert_eq!(ids("is:river is:unread"), all);
    assert_eq!(ids("is:river OR is:starred"), all);
    assert_eq!(ids("is:river feed:feed05").len(), ids("feed:feed05 is:river").len());
    assert_eq!(ids("is:river newer:1d").len() + ids("is:river older:1d").len(), all.len());
    assert_eq!(ids("-is:river").len() + all.len(), ids("").len());
}

#[test]
fn a_feed_of_which_little_is_known_stays_long() {
    let mut library = Library::new();
    let (quiet, empty) = (library.subscribe("quiet"), library.subscribe("empty"));
    library.refresh(quiet, vec![aged(0, 29 * DAY), aged(0, 95 * DAY)]);
    assert_eq!(river(&library, now()).len(), 1);
    let stays: BTreeMap<FeedId, StayReason> = library
        .store
        .reader()
        .stays(now())
        .unwrap()
        .into_iter()
        .map(|(feed, stay)| (feed, stay.reason))
        .collect();
    assert_eq!(stays[&quiet], StayReason::Rare);
    assert_eq!(stays[&empty], StayReason::Rare);
}

#[test]
fn the_plot_of_a_feed_has_its_last_ninety_days() {
    let (library, feeds) = month();
    let reader = library.store.reader();
    let pace = reader.feed_pace(feeds[10], &utc(now())).unwrap();
    assert_eq!(pace.days.len(), 90);
    assert!(pace.days.iter().all(|count| *count == 1), "{:?}", pace.days);
    assert_eq!(pace.measured, reader.stays(now()).unwrap()[&feeds[10]]);
    assert!(reader.feed_pace(FeedId(999), &utc(now())).unwrap().days.iter().all(|day| *day == 0));
}
