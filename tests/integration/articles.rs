//! Entries become articles: golden files for our own feeds, each named after its case or source.

use std::fs;
use std::path::{Path, PathBuf};

use gleaner::article::{Byline, complete, dump, present};
use gleaner::document::{reading_minutes, words};
use gleaner::parse::{ParseContext, parse_feed};
use jiff::tz::TimeZone;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/entries");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
    paths.sort();
    paths
}

fn shown(path: &Path) -> String {
    let context = ParseContext::new("https://example.org/feed.xml".parse().ok(), None);
    let mut feed = parse_feed(&fs::read(path).unwrap(), &context).unwrap();
    complete(&mut feed);
    let entries = feed.entries.iter().map(|entry| {
        let byline = Byline {
            feed_title: &feed.title,
            first_seen: "2026-03-03T10:00:00Z".parse().unwrap(),
            minutes: reading_minutes(words(&entry.content.html), 0),
            edits: 0,
            time_zone: &TimeZone::UTC,
        };
        dump(&entry.content, &present(&entry.content), &byline)
    });
    entries.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_entry_becomes_the_article_in_its_golden() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/article");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in fixtures() {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            insta::assert_snapshot!(name, shown(&path));
        }
    });
}

/// The numbered reading cases about one article. Each has a fixture named after it.
const CASES: std::ops::RangeInclusive<u32> = 1..=49;
/// Cases that a golden file cannot show: how an address is requested, what is decoded or drawn,
/// which text is stored.
const SHOWN_ELSEWHERE: [(u32, &str); 5] = [
    (4, "worker: formats are decoded or named"),
    (5, "net: no request ever says where it comes from"),
    (11, "layout/media.rs: pictures are never larger than they are, tall ones are clipped"),
    (13, "picture: dark strokes get a plate"),
    (15, "worker: pictures are decoded off the window's thread"),
];
/// Sources with a fixture of their own.
const SOURCES: [&str; 18] = [
    "arxiv",
    "blogger",
    "bluesky",
    "changelog",
    "dev-to",
    "ghost",
    "github-releases",
    "google-alerts",
    "hacker-news",
    "lobsters",
    "mastodon",
    "medium",
    "newsletter",
    "podcast",
    "reddit",
    "stack-exchange",
    "wordpress",
    "youtube",
];

#[test]
fn every_case_and_every_source_has_a_fixture() {
    let html = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/html");
    let names: Vec<String> = fixtures()
        .into_iter()
        .chain(fs::read_dir(html).unwrap().map(|item| item.unwrap().path()))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let missing_cases: Vec<u32> = CASES
        .filter(|case| !SHOWN_ELSEWHERE.iter().any(|(number, _)| number == case))
        .filter(|case| !names.iter().any(|name| name.starts_with(&format!("{case:02}-"))))
        .collect();
    let missing_sources: Vec<&str> = SOURCES
        .into_iter()
        .filter(|source| !names.iter().any(|name| *name == format!("source-{source}")))
        .collect();
    assert!(
        missing_cases.is_empty() && missing_sources.is_empty(),
        "{missing_cases:?} {missing_sources:?}"
    );
}
