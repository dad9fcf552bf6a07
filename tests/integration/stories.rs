//! The judge of stories, on pairs of entries that people labelled, and on the seed.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use gleaner::model::{EntryId, FeedId, Likeness};
use gleaner::parse::ParseContext;
use gleaner::stories::{Recent, Signature, Text, Window, compare, may_match};
use serde::Deserialize;
use url::Url;

use crate::support::skip::skip;

/// An entry of the fixture. The body of a copy is its own first words, then sentences of another
/// entry: `take` of them after the first `skip`.
#[derive(Debug, Deserialize)]
struct Fixture {
    id: String,
    feed: String,
    title: String,
    body: String,
    url: Option<Url>,
    #[serde(default)]
    hours: i64,
    of: Option<String>,
    #[serde(default)]
    skip: usize,
    take: Option<usize>,
}

struct Pairs {
    entries: HashMap<String, Recent>,
    /// The label and the two entries of each pair.
    pairs: Vec<(String, String, String)>,
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/stories").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn pairs() -> Pairs {
    let fixtures: Vec<Fixture> = read("articles.json");
    let bodies: HashMap<&str, &str> =
        fixtures.iter().map(|entry| (entry.id.as_str(), entry.body.as_str())).collect();
    let mut feeds: Vec<&str> = fixtures.iter().map(|entry| entry.feed.as_str()).collect();
    feeds.sort_unstable();
    feeds.dedup();
    let mut entries = HashMap::new();
    for (number, entry) in (1_i64..).zip(&fixtures) {
        let mut body = entry.body.clone();
        if let Some(of) = &entry.of {
            let sentences = bodies[of.as_str()].split_inclusive(". ");
            body.push(' ');
            body.extend(sentences.skip(entry.skip).take(entry.take.unwrap_or(usize::MAX)));
        }
        let text = Text {
            title: &entry.title,
            body: &body,
            feed_title: &entry.feed,
            url: entry.url.as_ref(),
        };
        let feed = feeds.binary_search(&entry.feed.as_str()).unwrap();
        let recent = Recent {
            id: EntryId(number),
            feed_id: FeedId(i64::try_from(feed).unwrap()),
            sort_secs: entry.hours * 3600,
            signature: Signature::of(&text),
        };
        entries.insert(entry.id.clone(), recent);
    }
    let labels: Vec<[String; 3]> = read("pairs.json");
    let pairs = labels.into_iter().map(|[label, one, other]| (label, one, other)).collect();
    Pairs { entries, pairs }
}

fn label(likeness: Option<Likeness>) -> &'static str {
    match likeness {
        Some(Likeness::SameText) => "text",
        Some(Likeness::SameStory) => "story",
        None => "other",
    }
}

#[test]
fn labelled_pairs_are_judged_with_few_mistakes() {
    let Pairs { entries, pairs } = pairs();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut wrong = String::new();
    for (wanted, one, other) in &pairs {
        let found = may_match(&entries[one], &entries[other]);
        let found = label(found.map(|found| found.likeness));
        *counts.entry((wanted, found)).or_default() += 1;
        if wanted != found {
            wrong.extend(["\n", &format!("{wanted} is judged {found}: {one} {other}")]);
        }
    }
    let total: usize = counts.values().sum();
    let count = |wanted: &str, found: &str| counts.get(&(wanted, found)).copied().unwrap_or(0);
    let sum = |is_meant: &dyn Fn(&str, &str) -> bool| -> f64 {
        let meant = counts.iter().filter(|((wanted, found), _)| is_meant(wanted, found));
        meant.map(|(_, count)| *count as f64).sum()
    };
    assert!(total >= 300, "{total} pairs");
    for (kind, least_precision, least_recall) in [("text", 0.99, 0.9), ("story", 0.95, 0.6)] {
        let right = count(kind, kind) as f64;
        let precision = right / sum(&|_, found| found == kind);
        let recall = right / sum(&|wanted, _| wanted == kind);
        println!("{kind}: precision {precision:.3}, recall {recall:.3}");
        assert!(precision >= least_precision, "{kind}: precision {precision}{wrong}");
        assert!(recall >= least_recall, "{kind}: recall {recall}{wrong}");
    }
}

#[test]
fn no_entries_about_different_events_match() {
    let Pairs { entries, .. } = pairs();
    // Entries that begin with `x` are single pairs, some of them about the event of another one.
    let events: Vec<(&str, &Recent)> = entries
        .iter()
        .filter_map(|(id, entry)| Some((id.split_once('-')?.0, entry)))
        .filter(|(event, _)| !event.starts_with('x'))
        .collect();
    for (at, (event, entry)) in events.iter().enumerate() {
        for (other_event, other) in &events[..at] {
            if event != other_event {
                assert_eq!(may_match(entry, other), None, "{event} {other_event}");
            }
        }
    }
}

#[test]
fn the_index_finds_every_pair_that_matches() {
    let Pairs { entries, pairs } = pairs();
    let mut window = Window::default();
    for entry in entries.values() {
        window.insert(entry.clone());
    }
    for (_, one, other) in &pairs {
        let (one, other) = (&entries[one], &entries[other]);
        let found = window.matches(one).into_iter().find(|(id, _)| *id == other.id);
        assert_eq!(found.map(|(_, found)| found), may_match(one, other));
    }
}

#[test]
fn judging_is_the_same_in_both_directions() {
    let Pairs { entries, pairs } = pairs();
    for (_, one, other) in &pairs {
        let (one, other) = (&entries[one].signature, &entries[other].signature);
        assert_eq!(compare(one, other), compare(other, one));
    }
}

#[test]
fn parts_of_a_series_never_match() {
    let titles = [
        |number: u32| format!("Weekly update #{number}"),
        |number: u32| format!("Episode {number}: Sleep and dreams"),
        |number: u32| format!("This week in Ferris {number}"),
        |number: u32| format!("v1.{number}.0"),
        |number: u32| format!("The Salt Road, part {number}"),
        |number: u32| format!("Links for {number} November"),
    ];
    let body = "Hello and welcome to another issue. Here are the news of the week, \
                new releases, talks and jobs. Thanks to everybody who sent something.";
    let signature =
        |title: &str| Signature::of(&Text { title, body, feed_title: "A feed", url: None });
    for title in titles {
        for number in 1..30 {
            let (one, other) = (signature(&title(number)), signature(&title(number + 1)));
            assert_eq!(compare(&one, &other), None, "{}", title(number));
        }
    }
}

#[test]
fn two_articles_of_the_seed_with_one_title_are_two() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/devops-fundamentals.xml");
    let Ok(bytes) = std::fs::read(&path) else {
        return skip("../shared/seed is absent");
    };
    let feed = gleaner::parse::parse_feed(&bytes, &ParseContext::default()).unwrap();
    let signatures: Vec<Signature> = feed
        .entries
        .iter()
        .map(|entry| {
            let body = gleaner::document::text_of(&entry.content.html);
            Signature::of(&Text {
                title: &entry.content.title,
                body: &body,
                feed_title: &feed.title,
                url: entry.content.url.as_ref(),
            })
        })
        .collect();
    for (at, one) in signatures.iter().enumerate() {
        for other in &signatures[..at] {
            assert_eq!(compare(one, other), None, "even if they were of two feeds");
        }
    }
}
