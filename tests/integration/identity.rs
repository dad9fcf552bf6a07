//! Which entries are new when a feed is fetched again: from the text of the feed to the library.

use gleaner::article::complete;
use gleaner::model::{FeedId, Filter, Retention, StatusChange};
use gleaner::parse::{ParseContext, parse_feed};
use gleaner::query::Expr;
use gleaner::refresh::prepare;

use crate::store_support::{Library, now, url};

/// A feed in a library of its own.
struct Feed {
    library: Library,
    id: FeedId,
}

/// An item of RSS. Parts that are empty are left out.
#[derive(Clone, Copy, Default)]
struct Item<'a> {
    title: &'a str,
    guid: &'a str,
    link: &'a str,
    day: u8,
    text: &'a str,
}

impl Item<'_> {
    fn write(&self) -> String {
        let part = |name: &str, value: &str| {
            if value.is_empty() { String::new() } else { format!("<{name}>{value}</{name}>") }
        };
        let date = format!("{:02} Nov 2026 09:00:00 GMT", self.day);
        let date = if self.day == 0 { "" } else { date.as_str() };
        let guid = self.guid.replace('&', "&amp;");
        let link = self.link.replace('&', "&amp;");
        let parts = [
            part("title", self.title),
            part("guid", &guid),
            part("link", &link),
            part("pubDate", date),
            part("description", self.text),
        ];
        format!("<item>{}</item>", parts.concat())
    }
}

impl Feed {
    fn new() -> Self {
        let mut library = Library::new();
        let id = library.subscribe("news");
        Self { library, id }
    }

    fn fetch(&mut self, items: &[Item<'_>]) {
        let items: String = items.iter().map(Item::write).collect();
        let text = format!(
            "<rss><channel><title>T</title><link>https://news.example.org/</link>{items}</channel>\
             </rss>"
        );
        let context = ParseContext { document_url: Some(url("news")), charset: None };
        let mut parsed = parse_feed(text.as_bytes(), &context).unwrap();
        complete(&mut parsed);
        self.library.refresh(self.id, prepare(parsed.entries));
    }

    fn mark_all_read(&mut self) {
        let ids: Vec<_> =
            self.library.list(Expr::All, Filter::All).into_iter().map(|entry| entry.id).collect();
        self.library.store.change_statuses(&ids, StatusChange::Read(true), now()).unwrap();
    }

    fn titles(&self, filter: Filter) -> Vec<String> {
        let entries = self.library.list(Expr::All, filter);
        let reader = self.library.store.reader();
        let title = |id| reader.entry(id).unwrap().unwrap().content.title;
        let mut titles: Vec<String> = entries.into_iter().map(|entry| title(entry.id)).collect();
        titles.sort();
        titles
    }

    /// Fetches the first document, marks everything as read, fetches the others. Returns the number
    /// of entries and the titles of those that are unread.
    fn after(documents: &[&[Item<'_>]]) -> (usize, Vec<String>) {
        let mut feed = Self::new();
        for (number, document) in documents.iter().enumerate() {
            feed.fetch(document);
            if number == 0 {
                feed.mark_all_read();
            }
        }
        (feed.titles(Filter::All).len(), feed.titles(Filter::Unread))
    }
}

const NOTE: Item<'_> = Item {
    title: "Note 1",
    guid: "",
    link: "https://news.example.org/notes/1",
    day: 5,
    text: "The text of a note.",
};
const NONE: [String; 0] = [];

#[test]
fn an_entry_that_changes_nothing_but_its_address_is_the_same() {
    for (before, after) in [
        ("http://news.example.org/1", "https://news.example.org/1"),
        ("https://news.example.org/1", "https://www.news.example.org/1"),
        ("https://news.example.org/1", "https://m.news.example.org/1"),
        ("https://news.example.org/1", "https://news.example.org/1/"),
        ("https://news.example.org/1?utm_source=rss", "https://news.example.org/1"),
        ("https://news.example.org/1?wt_mc=a", "https://news.example.org/1?wt_mc=b"),
        ("https://news.example.org/1/index.html", "https://news.example.org/1/"),
        ("https://news.example.org/%C3%A4", "https://news.example.org/%c3%a4"),
        ("https://news.example.org/1?PHPSESSID=7", "https://news.example.org/1?PHPSESSID=8"),
    ] {
        for day in [5, 0] {
            let link = |link| Item { link, day, ..NOTE };
            assert_eq!(
                Feed::after(&[&[link(before)], &[link(after)]]),
                (1, NONE.into()),
                "{after}"
            );
            let guid = |guid| Item { guid, link: guid, day, ..NOTE };
            assert_eq!(
                Feed::after(&[&[guid(before)], &[guid(after)]]),
                (1, NONE.into()),
                "{after}"
            );
        }
    }
}

#[test]
fn a_guid_that_is_new_at_each_fetch_makes_no_new_entry() {
    let with = |guid| Item { guid, ..NOTE };
    let second = |guid| Item {
        guid,
        title: "Note 2",
        link: "https://news.example.org/notes/2",
        day: 6,
        ..NOTE
    };
    let seen = Feed::after(&[&[with("a-1")], &[with("b-1")], &[second("c-2"), with("c-1")]]);
    assert_eq!(seen, (2, vec!["Note 2".to_owned()]));
    let corrected = Item { title: "Note one", ..with("b-1") };
    assert_eq!(Feed::after(&[&[with("a-1")], &[corrected]]), (1, NONE.into()));
    let undated = |guid| Item { guid, day: 0, ..NOTE };
    assert_eq!(Feed::after(&[&[undated("a-1")], &[undated("b-1")]]), (1, NONE.into()));
    let without_link = |guid| Item { guid, link: "", ..NOTE };
    assert_eq!(Feed::after(&[&[without_link("a-1")], &[without_link("b-1")]]), (1, NONE.into()));
}

#[test]
fn a_document_that_is_made_anew_at_each_fetch_brings_only_what_is_new() {
    let text = |number: u8| ["", "The first.", "The second.", "The third."][usize::from(number)];
    let links = ["", "https://news.example.org/1", "https://news.example.org/2"];
    let item = |fetch: u8, number: u8, guid, link| Item {
        title: ["", "One", "Two", "Three"][usize::from(number)],
        guid,
        link,
        day: 10 * fetch + number,
        text: text(number),
    };
    let first = [item(1, 2, "a2", links[2]), item(1, 1, "a1", links[1])];
    let third = Item { link: "https://news.example.org/3", ..item(2, 3, "b3", "") };
    let second = [third, item(2, 2, "b2", links[2]), item(2, 1, "b1", links[1])];
    assert_eq!(Feed::after(&[&first, &second]), (3, vec!["Three".to_owned()]));
    let bare = |items: &[Item<'static>]| -> Vec<Item<'static>> {
        items.iter().map(|item| Item { guid: "", link: "", ..*item }).collect()
    };
    assert_eq!(Feed::after(&[&bare(&first), &bare(&second)]), (3, vec!["Three".to_owned()]));
    // An event that happens again is told of again.
    let event = |day, guid| Item { guid, day, ..item(1, 1, "", links[1]) };
    assert_eq!(Feed::after(&[&[event(1, "a")], &[event(2, "b")]]).0, 2);
    let again = Feed::after(&[&[event(2, "b"), event(1, "a")], &[event(4, "d"), event(3, "c")]]);
    assert_eq!(again.0, 4);
    // Two texts that are used again in a document of new ones are new as well.
    let fourth = Item { title: "Four", text: "The fourth.", guid: "b4", link: "", ..second[0] };
    let fifth = Item { title: "Five", text: "The fifth.", guid: "b5", link: "", ..second[0] };
    let mostly_new = [fifth, fourth, second[0], second[1], second[2]];
    assert_eq!(Feed::after(&[&first, &mostly_new]).0, 7);
    // Some entries are known, so that the others are new.
    let kept = [item(2, 2, "b2", links[2]), item(1, 1, "a1", links[1])];
    assert_eq!(Feed::after(&[&first, &kept]).0, 3);
}

#[test]
fn a_guid_that_is_used_for_another_post_without_an_address_is_new() {
    let post = |title, day, text| Item { title, day, text, guid: "top", link: "" };
    let (one, two) = (post("One", 1, "The first."), post("Two", 2, "The second."));
    assert_eq!(Feed::after(&[&[one], &[two]]), (2, vec!["Two".to_owned()]));
    assert_eq!(Feed::after(&[&[one], &[Item { title: "Two", day: 2, ..one }]]), (1, NONE.into()));
}

#[test]
fn guids_may_come_and_go() {
    let guid = Item { guid: "note-1", ..NOTE };
    assert_eq!(Feed::after(&[&[NOTE], &[guid]]), (1, NONE.into()));
    assert_eq!(Feed::after(&[&[guid], &[NOTE]]), (1, NONE.into()));
}

#[test]
fn a_post_that_looks_like_another_is_one_of_its_own() {
    let other = |title, guid, link, day| Item { title, guid, link, day, ..NOTE };
    let weekly = |guid, link, day| other("Weekly notes", guid, link, day);
    let notes = "https://news.example.org/notes";
    for (before, after) in [
        // The same title on another day.
        (
            weekly("a", "https://news.example.org/1", 5),
            weekly("b", "https://news.example.org/2", 6),
        ),
        (weekly("", "", 5), weekly("", "", 6)),
        (weekly("a", notes, 5), weekly("b", notes, 6)),
        // One page or one guid for all, one entry at a time.
        (other("Gate closed", "", notes, 5), other("Gate open", "", notes, 6)),
        (
            other("Gate closed", "same", "https://news.example.org/1", 5),
            other("Gate open", "same", "https://news.example.org/2", 6),
        ),
        (
            other("Gate closed", "https://news.example.org/", "", 5),
            other("Gate open", "https://news.example.org/", "", 6),
        ),
        (weekly("", "https://news.example.org/", 5), weekly("", "https://news.example.org/", 6)),
        // The same path on another site.
        (
            weekly("", "https://rosa.example/1", 5),
            Item { text: "Another text", ..weekly("", "https://otto.example/1", 5) },
        ),
    ] {
        let seen = Feed::after(&[&[before], &[after]]);
        assert_eq!(seen, (2, vec![after.title.to_owned()]), "{} {}", after.guid, after.link);
        let both = Feed::after(&[&[before], &[after, before]]);
        assert_eq!(both, (2, vec![after.title.to_owned()]), "{} {}", after.guid, after.link);
    }
}

#[test]
fn posts_under_one_key_stay_apart_however_many_the_document_lists() {
    let note = |title, day| Item { title, day, guid: "same", link: "", text: "" };
    let (one, two, three) = (note("One", 1), note("Two", 2), note("Three", 3));
    let seen = Feed::after(&[&[one], &[two, one], &[three, two, one], &[three]]);
    assert_eq!(seen, (3, vec!["Three".to_owned(), "Two".to_owned()]));
    let seen = Feed::after(&[&[two, one], &[three], &[three, two]]);
    assert_eq!(seen, (3, vec!["Three".to_owned()]));
    let link =
        |title, day| Item { guid: "", link: "https://news.example.org/s", ..note(title, day) };
    let (one, two, three) = (link("One", 1), link("Two", 2), link("Three", 3));
    let seen = Feed::after(&[&[one], &[two], &[three], &[three, two, one]]);
    assert_eq!(seen, (3, vec!["Three".to_owned(), "Two".to_owned()]));
}

#[test]
fn a_changed_text_or_title_is_no_new_entry() {
    for before in [
        NOTE,
        Item { guid: "note-1", ..NOTE },
        Item { guid: "note-1", link: "", day: 0, ..NOTE },
        Item { link: "", ..NOTE },
    ] {
        let after = Item { text: "15 visitors", ..before };
        assert_eq!(Feed::after(&[&[before], &[after]]), (1, NONE.into()));
        let after = Item { title: "Note 1, corrected", ..before };
        if !(before.guid.is_empty() && before.link.is_empty()) {
            assert_eq!(Feed::after(&[&[before], &[after]]), (1, NONE.into()));
        }
    }
}

#[test]
fn an_entry_that_is_listed_twice_for_a_while_is_one() {
    for item in [NOTE, Item { guid: "note-1", ..NOTE }, Item { link: "", ..NOTE }] {
        assert_eq!(Feed::after(&[&[item], &[item, item], &[item]]), (1, NONE.into()));
        let other = Item { title: "Note 2", guid: "note-2", link: "", day: 6, text: "" };
        let seen = Feed::after(&[&[item, other, item], &[other, item], &[item, other, item]]);
        assert_eq!(seen, (2, NONE.into()));
    }
}

#[test]
fn what_retention_removed_stays_away_under_another_guid_too() {
    let mut feed = Feed::new();
    let with = |guid| Item { guid, ..NOTE };
    feed.fetch(&[with("http://news.example.org/notes/1")]);
    feed.mark_all_read();
    feed.library.store.apply_retention(Some(Retention::Entries(0)), now()).unwrap();
    for guid in ["http://news.example.org/notes/1", "https://news.example.org/notes/1", "b-1"] {
        feed.fetch(&[with(guid)]);
        assert_eq!(feed.titles(Filter::All), NONE, "{guid}");
    }
}

#[test]
fn a_post_at_the_address_of_one_that_was_removed_is_new() {
    let mut feed = Feed::new();
    let gate = |title, day| Item { title, day, link: "https://news.example.org/gate", ..NOTE };
    feed.fetch(&[gate("Gate closed", 5)]);
    feed.mark_all_read();
    feed.library.store.apply_retention(Some(Retention::Entries(0)), now()).unwrap();
    feed.fetch(&[gate("Gate open", 6)]);
    assert_eq!(feed.titles(Filter::Unread), ["Gate open"]);
}
