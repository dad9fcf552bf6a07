//! Checks other people's feeds, pages and lists (`../shared/corpora`, never copied here) against
//! their expectations.
//!
//! `--no-capture` shows the rates by kind and level. They must not fall below the floors, which
//! only rise.

mod checks;
mod compare;

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use gleaner::cli::inspect;
use gleaner::parse::{ParseContext, parse_feed};
use serde_json::{Value, json};
use url::Url;

use crate::support::skip::skip;

/// (kind, level, cases that must hold). A `nocrash` case holds if there is any answer.
const FLOORS: [(&str, &str, usize); 11] = [
    ("discovery", "must", 127),
    ("feed", "must", 534),
    ("feed", "nocrash", 11),
    ("feed", "should", 515),
    ("html", "must", 39),
    ("html", "nocrash", 37),
    ("html", "should", 1),
    ("opml", "must", 105),
    ("opml", "nocrash", 14),
    ("opml", "should", 34),
    ("readability", "should", 122),
];

/// Cases whose expectation we dispute, each with the reason.
const CONTESTED: [(&str, &str); 12] = [
    (
        "discovery/w3c+feedvalidator/feedfinder-tests/html4-046.html",
        "an address inside a path keeps its two slashes, as browsers and the URL standard have it",
    ),
    (
        "feed/gpodder+podcastparser/tests/data/atom_relative_cover.rss",
        "the feed has no title; the expected one is the name of the file, which nobody told us",
    ),
    (
        "feed/kagisearch+fastfeedparser/benchmark_data/d4b7ab74da763119",
        "the body is HTML; the expectation takes its tags for words",
    ),
    (
        "feed/miniflux+v2/internal/reader/encoding/testdata/windows-1252-incorrect-prolog.xml",
        "the prolog is wrong, as the name says: what is meant is the euro sign, not its mojibake",
    ),
    (
        "feed/w3c+feedvalidator/testcases/atom/2/iri.xml",
        "addresses are written in the one form of the URL standard; punycode is the same host",
    ),
    ("html/kurtmckee+feedparser/tests/wellformed/sanitize/entry_summary_embed.xml", EMBED),
    ("html/kurtmckee+feedparser/tests/wellformed/sanitize/entry_summary_iframe.xml", EMBED),
    ("html/kurtmckee+feedparser/tests/wellformed/sanitize/entry_title_embed.xml", EMBED),
    ("html/kurtmckee+feedparser/tests/wellformed/sanitize/entry_title_iframe.xml", EMBED),
    ("html/kurtmckee+feedparser/tests/wellformed/sanitize/item_body_embed.xml", EMBED),
    ("html/kurtmckee+feedparser/tests/wellformed/sanitize/item_content_encoded_iframe.xml", EMBED),
    ("html/kurtmckee+feedparser/tests/wellformed/sanitize/item_description_iframe.xml", EMBED),
];

const EMBED: &str =
    "an embed is shown as a card, and its words stand between those that are wanted side by side";

/// A difference between an expectation and an answer.
pub struct Difference {
    what: String,
    wanted: String,
    got: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora")
}

fn cases() -> Option<Vec<Value>> {
    let text = fs::read_to_string(folder().join("cases.jsonl")).ok()?;
    Some(text.lines().map(|line| serde_json::from_str(line).expect("a case a line")).collect())
}

/// The text of a file of the corpora, empty if it is absent.
fn text_beside(name: &str) -> String {
    fs::read(folder().join(name))
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default()
}

fn word<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_default()
}

/// The answer of the program to a case: the JSON of `inspect`, or the error.
fn answer(case: &Value, bytes: &[u8]) -> Value {
    let base = case["base"].as_str().and_then(|base| Url::parse(base).ok());
    let context = ParseContext { document_url: base, charset: None };
    match word(case, "kind") {
        "feed" => feed(case, bytes, &context),
        "discovery" => {
            inspect::discovery_json(bytes, &context).unwrap_or_else(|error| error.to_json())
        }
        "opml" => inspect::list_json(bytes).unwrap_or_else(|error| error.to_json()),
        "readability" => {
            inspect::readable_json(bytes, &context).unwrap_or_else(|error| error.to_json())
        }
        "html" => Value::String(inspect::document_text(bytes, context.document_url.as_ref())),
        other => panic!("a new kind: {other}"),
    }
}

fn feed(case: &Value, bytes: &[u8], context: &ParseContext) -> Value {
    let mut feed = match parse_feed(bytes, context) {
        Ok(feed) => feed,
        Err(error) => return json!({ "error": error.kind() }),
    };
    // Turning bodies without an expectation into text would take most of the time.
    let wanted: Vec<u64> = case["expect"]["entries"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| entry["i"].as_u64())
        .collect();
    for (index, entry) in feed.entries.iter_mut().enumerate() {
        if !wanted.contains(&(index as u64)) {
            entry.content.html.clear();
        }
    }
    inspect::feed_json(&feed)
}

/// The differences of a case. A panic counts as one.
fn differences(case: &Value) -> Vec<Difference> {
    let bytes = fs::read(folder().join(word(case, "file"))).expect("the file of the case");
    let judged = catch_unwind(AssertUnwindSafe(|| {
        if case["expect"].get("batch").is_some_and(|batch| !batch.is_null()) {
            return batch(&bytes);
        }
        checks::check(case, &answer(case, &bytes))
    }));
    judged.unwrap_or_else(|_| {
        vec![Difference {
            what: "crash".to_owned(),
            wanted: "an answer".to_owned(),
            got: "a panic".to_owned(),
        }]
    })
}

/// Many fragments in one file. They are not compared, but must not crash.
fn batch(bytes: &[u8]) -> Vec<Difference> {
    let fragments: Vec<Value> = serde_json::from_slice(bytes).expect("a list of fragments");
    for fragment in &fragments {
        let _answer = inspect::document_text(word(fragment, "data").as_bytes(), None);
    }
    Vec::new()
}

#[test]
fn the_corpora_are_read_as_well_as_ever() {
    let Some(cases) = cases() else {
        skip("../shared/corpora is absent");
        return;
    };
    let mut rates: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for case in &cases {
        let found = differences(case);
        let rate = rates
            .entry((word(case, "kind").to_owned(), word(case, "level").to_owned()))
            .or_default();
        rate.0 += usize::from(found.is_empty());
        rate.1 += 1;
        if !found.is_empty() {
            failures.push((case, found));
        }
    }
    report(&rates, &failures);
    let unexpected: Vec<&str> = failures
        .iter()
        .filter(|(case, _)| {
            word(case, "level") != "should"
                && CONTESTED.iter().all(|(id, _)| *id != word(case, "id"))
        })
        .map(|(case, _)| word(case, "id"))
        .collect();
    assert!(unexpected.is_empty(), "these must hold: {unexpected:#?}");
    for (kind, level, floor) in FLOORS {
        let held = rates.get(&(kind.to_owned(), level.to_owned())).map_or(0, |rate| rate.0);
        assert!(held >= floor, "{kind}/{level}: {held} held, {floor} did before");
    }
}

fn report(
    rates: &BTreeMap<(String, String), (usize, usize)>,
    failures: &[(&Value, Vec<Difference>)],
) {
    for ((kind, level), (held, all)) in rates {
        println!(
            "{kind:12} {level:8} {held:5} of {all:5}  {:6.1} %",
            100.0 * *held as f64 / *all as f64
        );
    }
    // Set this variable to see every difference.
    if std::env::var_os("CORPORA_FAILURES").is_none() {
        return;
    }
    for (case, found) in failures {
        for Difference { what, wanted, got } in found {
            println!(
                "{}/{}\t{}\t{what}\twanted {wanted:.160}\tgot {got:.160}",
                word(case, "kind"),
                word(case, "level"),
                word(case, "id")
            );
        }
    }
}
