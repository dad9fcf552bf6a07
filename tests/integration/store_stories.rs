//! Stories in a library: folding, splitting, and what happens when feeds and entries go.

use gleaner::library::{Change, STORY_SIGNER, StoryKeeper};
use gleaner::model::{EntryId, FeedId, Filter, FreshEntry, StatusChange, StoryLevel};
use gleaner::query::{Query, parse};
use jiff::ToSpan as _;

use crate::store_support::{Library, changed, entry_saying, now, utc};

const QUAKE: &str = "An earthquake of magnitude 6.4 shook the Chilean port of Antofagasta on \
     Tuesday night. Two hospitals were evacuated and 140,000 homes lost power, the office \
     Senapred said. The epicentre was 62 kilometres north of Taltal. Mayor Sacha Razmilic asked \
     residents to stay away from the coast. Escondida resumed work after an inspection.";
const TREMOR: &str = "Hospitals in Antofagasta carried patients into car parks after a 6.4 quake \
     rattled the north of Chile late on Tuesday. Senapred said about 140,000 households were \
     without electricity. Escondida, the largest copper mine, said it was working again, and \
     Sacha Razmilic thanked the navy.";
const FERRIES: &str = "Ferries to the Greek islands stayed in port on Wednesday as crews in \
     Piraeus began a strike for higher pay. The union PNO demands 12 percent more. Shipowners \
     offered 4 percent. About 60,000 passengers had booked, the coast guard said. Vasilis \
     Kikilias invited both sides to talks.";

fn published(key: &str, title: &str, html: &str, hours: i64) -> FreshEntry {
    let mut entry = entry_saying(key, html);
    entry.content.title = title.into();
    entry.content.published = Some(now() - hours.hours());
    entry.words = u32::try_from(html.split_whitespace().count()).unwrap();
    entry
}

fn quake(key: &str, hours: i64) -> FreshEntry {
    published(key, "Magnitude 6.4 earthquake shakes Antofagasta, hospitals evacuated", QUAKE, hours)
}

fn tremor(key: &str, hours: i64) -> FreshEntry {
    published(key, "Strong tremor in Antofagasta: hospitals moved patients outside", TREMOR, hours)
}

fn ferries(key: &str, hours: i64) -> FreshEntry {
    published(key, "Ferry crews in Piraeus begin strike over pay", FERRIES, hours)
}

/// A library whose feeds each got these entries, one feed after the other, with its stories made.
struct Stories {
    library: Library,
    keeper: StoryKeeper,
}

impl Stories {
    fn new() -> Self {
        let mut library = Library::new();
        library.store.sign_with(Some(STORY_SIGNER));
        Self { library, keeper: StoryKeeper::default() }
    }

    fn with(feeds: &[(&str, Vec<FreshEntry>)]) -> Self {
        let mut stories = Self::new();
        for (name, entries) in feeds {
            stories.arrive(name, entries.clone());
        }
        stories
    }

    fn arrive(&mut self, name: &str, entries: Vec<FreshEntry>) -> FeedId {
        let id = self.library.subscribe(name);
        let outcome = changed(entries);
        self.library.store.save_refresh(id, &outcome, &utc(now())).unwrap();
        self.keep();
        id
    }

    /// What the program does when nobody waits.
    fn keep(&mut self) -> bool {
        let mut has_changed = false;
        loop {
            let batch = self.keeper.keep(&mut self.library.store, now()).unwrap();
            has_changed |= batch.has_changed;
            if !batch.has_more {
                return has_changed;
            }
        }
    }

    fn rows(&self, text: &str, level: StoryLevel) -> Vec<(String, Vec<String>)> {
        self.rows_of(text, level, Filter::All)
    }

    /// The keys of the rows, each with the keys of the entries that it stands for.
    fn rows_of(&self, text: &str, level: StoryLevel, filter: Filter) -> Vec<(String, Vec<String>)> {
        let expr = parse(text).unwrap();
        let query = Query { filter, stories: Some(level), ..Query::new(expr, utc(now())) };
        let (entries, folds) = self.library.store.reader().first_folded(&query, None).unwrap();
        let copies = |id: EntryId| {
            let fold = folds.iter().find(|(head, _)| *head == id);
            let copies = fold.map(|(_, copies)| copies.as_slice()).unwrap_or_default();
            let mut keys: Vec<String> = copies.iter().map(|copy| self.key(copy.id)).collect();
            keys.sort_unstable();
            keys
        };
        entries.iter().map(|entry| (self.key(entry.id), copies(entry.id))).collect()
    }

    fn feed_of(&self, key: &str) -> FeedId {
        let id = self.library.id(key);
        self.library.store.reader().entry(id).unwrap().unwrap().feed_id
    }

    fn key(&self, id: EntryId) -> String {
        self.library.store.reader().entry(id).unwrap().unwrap().key.0
    }

    fn change(&mut self, change: Change) -> gleaner::model::Step {
        let step = change.apply(&mut self.library.store, now()).unwrap().unwrap();
        self.keep();
        step
    }
}

fn row(head: &str, copies: &[&str]) -> (String, Vec<String>) {
    (head.to_owned(), copies.iter().map(|copy| (*copy).to_owned()).collect())
}

fn news() -> Stories {
    Stories::with(&[
        ("north", vec![quake("q1", 9)]),
        ("wire", vec![quake("q2", 8), ferries("f1", 2)]),
        ("planet", vec![tremor("t1", 3)]),
    ])
}

#[test]
fn stories_fold_far_down_in_a_long_list() {
    let mut stories = Stories::with(&[
        ("wire", vec![quake("first", 60), ferries("alone", 61)]),
        ("paper", vec![quake("copy", 59)]),
    ]);
    let newer: Vec<FreshEntry> =
        (0..700).map(|number| published(&format!("n{number}"), "Note", "One note.", 1)).collect();
    stories.arrive("notes", newer);
    let rows = stories.rows("", StoryLevel::Text);
    let last: Vec<&(String, Vec<String>)> = rows.iter().skip(700).collect();
    assert_eq!(rows.len(), 702);
    assert_eq!(last.iter().map(|(_, copies)| copies.len()).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn entries_of_one_story_share_the_row_of_the_most_important() {
    let stories = news();
    assert_eq!(
        stories.rows("", StoryLevel::Off),
        [row("f1", &[]), row("t1", &[]), row("q2", &[]), row("q1", &[])]
    );
    assert_eq!(
        stories.rows("", StoryLevel::Text),
        [row("f1", &[]), row("t1", &[]), row("q1", &["q2"])]
    );
    assert_eq!(stories.rows("", StoryLevel::Story), [row("f1", &[]), row("q1", &["q2", "t1"])]);
}

#[test]
fn an_entry_is_hidden_only_by_another_of_the_same_list() {
    let mut stories = news();
    let wire = format!("feed:#{}", stories.feed_of("q2").0);
    assert_eq!(stories.rows(&wire, StoryLevel::Story), [row("f1", &[]), row("q2", &[])]);
    let head = stories.library.id("q1");
    stories.library.store.change_statuses(&[head], StatusChange::Read(true), now()).unwrap();
    assert_eq!(
        stories.rows_of("", StoryLevel::Text, Filter::Unread),
        [row("f1", &[]), row("t1", &[]), row("q2", &[])]
    );
    assert_eq!(stories.rows("tremor", StoryLevel::Story), [row("t1", &[])]);
}

#[test]
fn a_starred_entry_stands_for_its_story() {
    let mut stories = news();
    let copy = stories.library.id("q2");
    stories.library.store.change_statuses(&[copy], StatusChange::Starred(true), now()).unwrap();
    assert_eq!(stories.rows("", StoryLevel::Text)[2], row("q2", &["q1"]));
}

#[test]
fn stories_do_not_depend_on_the_order_of_arrival() {
    let mut feeds = vec![
        ("north", vec![quake("q1", 9)]),
        ("wire", vec![quake("q2", 8), ferries("f1", 2)]),
        ("planet", vec![tremor("t1", 3)]),
        ("echo", vec![quake("q3", 7), ferries("f2", 1)]),
        ("harbour", vec![ferries("f3", 1)]),
    ];
    let folded = |feeds: &[(&str, Vec<FreshEntry>)]| {
        let stories = Stories::with(feeds);
        let sorted = |level| {
            let mut rows = stories.rows("", level);
            rows.sort_unstable();
            rows
        };
        (sorted(StoryLevel::Text), sorted(StoryLevel::Story))
    };
    let expected = folded(&feeds);
    assert_eq!(expected.1, [row("f1", &["f2", "f3"]), row("q1", &["q2", "q3", "t1"])]);
    for turn in 0..feeds.len() {
        feeds.rotate_left(1);
        if turn % 2 == 0 {
            feeds.swap(0, 2);
        }
        assert_eq!(folded(&feeds), expected, "{:?}", feeds.iter().map(|feed| feed.0));
    }
}

#[test]
fn removing_a_feed_removes_its_entries_from_their_stories_only() {
    let mut stories = news();
    let wire = stories.feed_of("q2");
    let step = stories.change(Change::Unsubscribe(vec![wire]));
    assert_eq!(stories.rows("", StoryLevel::Story), [row("q1", &["t1"])]);
    let head = stories.library.id("q1");
    assert_eq!(stories.library.store.reader().story_of(head).unwrap().len(), 1);
    stories.library.store.undo(step.id, now()).unwrap();
    assert_eq!(stories.rows("", StoryLevel::Story), [row("f1", &[]), row("q1", &["q2", "t1"])]);
}

#[test]
fn an_entry_that_was_split_stays_apart_until_that_is_undone() {
    let mut stories = news();
    let id = stories.library.id("q2");
    let step = stories.change(Change::SplitStory(id));
    let apart = [row("f1", &[]), row("q2", &[]), row("q1", &["t1"])];
    assert_eq!(stories.rows("", StoryLevel::Story), apart);
    // The publisher changes the text, and it is compared again.
    let mut edited = quake("q2", 8);
    edited.content.html.push_str("<p>More follows.</p>");
    edited.content_hash = [7; 16];
    let feed = stories.feed_of("q2");
    stories.library.store.save_refresh(feed, &changed(vec![edited]), &utc(now())).unwrap();
    stories.keep();
    assert_eq!(stories.rows("is:folded OR story:1", StoryLevel::Off).len(), 2);
    stories.library.store.undo(step.id, now()).unwrap();
    assert!(stories.keep(), "lists look other than before");
    assert_eq!(stories.rows("", StoryLevel::Story)[1], row("q1", &["q2", "t1"]));
    stories.library.store.redo(step.id, now()).unwrap();
    stories.keep();
    assert_eq!(stories.rows("", StoryLevel::Story).len(), 3);
}

#[test]
fn a_folder_may_fold_more_or_less_than_the_rest() {
    let mut stories = news();
    let feed = stories.feed_of("q2");
    let folder = stories.library.store.create_folder("Agencies", None, &[feed], now()).unwrap();
    let step = stories.change(Change::SetFolderStories(folder.value, Some(StoryLevel::Off)));
    assert_eq!(
        stories.rows("", StoryLevel::Story),
        [row("f1", &[]), row("q2", &[]), row("q1", &["t1"])]
    );
    assert_eq!(stories.library.store.reader().folders().unwrap()[0].stories, Some(StoryLevel::Off));
    stories.library.store.undo(step.id, now()).unwrap();
    assert_eq!(stories.rows("", StoryLevel::Story).len(), 2);
}

#[test]
fn the_query_language_knows_stories() {
    let stories = news();
    let (q1, t1) = (stories.library.id("q1"), stories.library.id("t1"));
    let keys = |text: &str| {
        let rows = stories.rows(text, StoryLevel::Off);
        rows.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
    };
    assert_eq!(keys("is:folded"), ["t1", "q2", "q1"]);
    assert_eq!(keys("-is:folded"), ["f1"]);
    assert_eq!(keys(&format!("story:{}", q1.0)), ["t1", "q2", "q1"]);
    let wire = stories.feed_of("q2");
    assert_eq!(keys(&format!("story:{} -feed:#{}", t1.0, wire.0)), ["t1", "q1"]);
    assert_eq!(keys("story:9999"), Vec::<String>::new());
}

#[test]
fn entries_of_other_days_are_not_compared() {
    let mut stories = Stories::with(&[("north", vec![quake("q1", 24 * 6)])]);
    stories.arrive("wire", vec![quake("q2", 1)]);
    assert_eq!(stories.rows("is:folded", StoryLevel::Off), []);
}

#[test]
fn entries_that_came_before_stories_were_on_are_compared_too() {
    let mut stories = Stories::new();
    stories.library.store.sign_with(None);
    stories.arrive("north", vec![quake("q1", 9)]);
    stories.arrive("wire", vec![quake("q2", 8)]);
    assert_eq!(stories.rows("", StoryLevel::Text).len(), 2, "the keeper has looked already");
    stories.keeper.sign_again();
    stories.keep();
    assert_eq!(stories.rows("", StoryLevel::Text), [row("q1", &["q2"])]);
}

#[test]
fn a_library_without_stories_has_no_trace_of_them() {
    let mut library = Library::new();
    let feed = library.subscribe("north");
    library.refresh(feed, vec![quake("q1", 1)]);
    assert_eq!(library.store.reader().new_signatures(10).unwrap(), []);
    assert!(!gleaner::library::wants_stories(library.store.reader(), StoryLevel::Off).unwrap());
}
