//! The fuzz targets. The normal tests replay the corpus through the same functions.
//!
//! Each target does what the program does with such bytes, and checks the rules that always hold
//! for the result.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use gleaner::article::present;
use gleaner::audio::drain;
use gleaner::document::{
    EXCERPT_CHARS, bare_text, digest, dump, excerpt, from_html, plain_text, readable_page, text_of,
    to_html, to_markdown,
};
use gleaner::folder_sync::{decode, parse_line, with_hash, write_line};
use gleaner::listen::{
    CHAPTERS_MAX, CUES_MAX, chapters_from_json, chapters_of_notes, read_transcript, times_in,
};
use gleaner::net::discovery::{MAX_FOUND, feeds_of_page};
use gleaner::opml::{ListedFeed, SubscriptionList, parse_opml, write_opml};
use gleaner::parse::{ParseContext, parse_feed};
use gleaner::picture::{
    Fit, Palette, Picture, PictureError, data_bytes, decode_moving, draw_diagram, draw_formula,
    measure_formula,
};
use gleaner::query::{Mark, Subject, matches, parse, parse_typed};
use gleaner::refresh::interpret;
use jiff::Zoned;
use url::Url;

use crate::harmless::check;

/// The room for pictures.
const FIT: Fit = Fit { width: 320, height: 240 };
/// The colours of a dark theme.
const DARK: Palette = Palette {
    page: [28, 28, 30],
    surface: [44, 44, 46],
    group: [36, 36, 38],
    border: [84, 84, 88],
    line: [150, 150, 155],
    ink: [235, 235, 230],
    accent: [100, 160, 230],
};
/// The first targets take long texts; this is their number.
const TEXTS: usize = 4;
/// Most entries of a feed that are made into articles. More would only take time.
const ARTICLES: usize = 40;

/// Most packets of an episode that are decoded at once.
const PACKETS: usize = 200;
/// Most frames of a packet: a FLAC block has up to 65,536.
const PACKET_FRAMES: usize = 1 << 16;

/// A name and a function.
pub type Target = (&'static str, fn(&[u8]));

/// All targets. `repeated` uses short texts here, for builds without optimisation.
pub const TARGETS: [Target; 13] = [
    ("feed", feed),
    ("html", html),
    ("opml", opml),
    ("discovery", discovery),
    ("query", query),
    ("repeated", |bytes| repeated(bytes, 1 << 15)),
    ("mermaid", mermaid),
    ("formula", formula),
    ("picture", picture),
    ("readable", readable),
    ("segment", segment),
    ("transcript", transcript),
    ("sound", sound),
];

/// Repeats a text up to a length. The first byte chooses one of the text targets. Then come a
/// start, the repeated text and an end, separated by NULs. The fuzzer's time limit finds code that
/// takes quadratic time.
pub fn repeated(bytes: &[u8], length: usize) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let (_, run) = TARGETS[usize::from(*choice) % TEXTS];
    let mut parts = rest.splitn(3, |byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let (beginning, part, end) = (next(), next(), next());
    if !part.is_empty() {
        run(&[beginning, &part.repeat(length / part.len()), end].concat());
    }
}

/// Any bytes as a feed, and the articles of its entries.
pub fn feed(bytes: &[u8]) {
    let context = ParseContext::new(Some(base()), Some("application/xml"));
    let Ok(feed) = parse_feed(bytes, &context) else { return };
    let keys: HashSet<&str> = feed.entries.iter().map(|entry| entry.key.0.as_str()).collect();
    assert_eq!(keys.len(), feed.entries.len(), "keys are unique");
    assert!(!keys.contains(""), "every entry has a key");
    for entry in feed.entries.iter().take(ARTICLES) {
        let shown = present(&entry.content);
        let _ = (bare_text(&shown.document), excerpt(&entry.content.html, EXCERPT_CHARS));
    }
}

/// Any text as the body of an entry.
pub fn html(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let document = from_html(&html, Some(&base()));
    let _ = (
        dump(&document),
        to_markdown(&document),
        plain_text(&html, Some(&base()), 72),
        text_of(&html),
    );
    assert!(digest(&html).excerpt.chars().count() <= EXCERPT_CHARS, "excerpts are short");
    check(&document);
    // Converting it to HTML and back must not change it.
    check(&from_html(&to_html(&document), Some(&base())));
}

/// Any bytes as a subscription list, which is written and read again.
pub fn opml(bytes: &[u8]) {
    let Ok(list) = parse_opml(bytes) else { return };
    let written = write_opml(&list);
    let again = parse_opml(written.as_bytes()).expect("a list that was written is read");
    assert_eq!(again.title, list.title);
    // Writing puts the feeds of a folder together, so the order may change once.
    let sorted = |mut feeds: Vec<_>| {
        feeds.sort();
        feeds
    };
    // A feed without a title is written with its address as the title.
    let title = |feed: &ListedFeed| {
        if feed.title.is_empty() { feed.feed_url.to_string() } else { feed.title.clone() }
    };
    let feeds = |list: &SubscriptionList| {
        sorted(
            list.feeds
                .iter()
                .map(|feed| {
                    (
                        feed.folders.clone(),
                        feed.feed_url.clone(),
                        title(feed),
                        feed.site_url.clone(),
                    )
                })
                .collect(),
        )
    };
    assert_eq!(feeds(&again), feeds(&list));
    assert_eq!(write_opml(&again), written);
}

/// The first line is a query, the rest an entry.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (question, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let now: Zoned = "2026-03-31T12:00:00[UTC]".parse().expect("a moment");
    let subject = subject(rest);
    for expr in [parse(question), parse_typed(question)].into_iter().flatten() {
        let printed = expr.to_string();
        let is_found = matches(&expr, &subject, &now);
        // Printing adds quotes and parentheses, so a query at a limit may exceed it afterwards.
        if let Ok(again) = parse(&printed) {
            assert_eq!(
                matches(&again, &subject, &now),
                is_found,
                "{question:?} is printed as {printed:?}"
            );
            assert_eq!(again.to_string(), printed, "{question:?}");
        }
    }
    if let Err(error) = parse(question) {
        assert!(
            question.get(error.at.clone()).is_some() && !error.message.is_empty(),
            "{error:?} in {question:?}"
        );
    }
}

fn subject(text: &str) -> Subject {
    let mut lines = text.lines().map(str::to_owned);
    let mut next = || lines.next().unwrap_or_default();
    Subject {
        title: next(),
        authors: vec![next()],
        feed: next(),
        folders: vec![next()],
        tags: vec![next()],
        url: next(),
        language: next(),
        marks: vec![Mark::Audio],
        text: text.to_owned(),
        is_read: text.len().is_multiple_of(2),
        sort_secs: 1_770_000_000,
        ..Subject::default()
    }
}

/// Any bytes as a page with feeds, and their first line as a typed address.
pub fn discovery(bytes: &[u8]) {
    let found = feeds_of_page(bytes, &base(), None);
    assert!(found.len() <= MAX_FOUND);
    for feed in &found {
        assert!(matches!(feed.url.scheme(), "http" | "https" | "file"), "{}", feed.url);
    }
    let text = String::from_utf8_lossy(bytes);
    if let Ok(addresses) = interpret(text.lines().next().unwrap_or_default()) {
        assert!(!addresses.is_empty());
    }
}

/// Any text as a diagram.
pub fn mermaid(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    check_picture(fenced(|| draw_diagram(&source, &DARK, 1.0, FIT)));
}

/// Any text as a formula.
pub fn formula(bytes: &[u8]) {
    let tex = String::from_utf8_lossy(bytes);
    if let Some(size) = measure_formula(&tex, true) {
        assert!(
            size.width.is_finite() && size.height.is_finite() && size.depth.is_finite(),
            "{size:?}"
        );
    }
    check_picture(fenced(|| draw_formula(&tex, false, [20, 20, 20], 16.0)));
}

/// Any bytes as a picture, or as a `data:` address of one.
pub fn picture(bytes: &[u8]) {
    let from_address = |text: &str| Url::parse(text).ok().map(|url| data_bytes(&url));
    match std::str::from_utf8(bytes)
        .ok()
        .filter(|text| text.starts_with("data:"))
        .and_then(from_address)
    {
        Some(Ok(bytes)) => check_picture(fenced(|| decode_moving(&bytes, 2.0, FIT))),
        Some(Err(_)) => {}
        None => check_picture(fenced(|| decode_moving(bytes, 2.0, FIT))),
    }
}

/// Any bytes as an episode: opened, decoded for a while, and sought.
pub fn sound(bytes: &[u8]) {
    let frames = drain(bytes, PACKETS);
    assert!(frames <= 3 * PACKETS * PACKET_FRAMES, "{frames} frames");
}

/// Workers do the same: a panic in a library costs one picture.
fn fenced(draw: impl FnOnce() -> Result<Picture, PictureError>) -> Option<Picture> {
    catch_unwind(AssertUnwindSafe(draw)).ok()?.ok()
}

fn check_picture(picture: Option<Picture>) {
    let Some(picture) = picture else { return };
    let bitmaps =
        std::iter::once(&picture.bitmap).chain(picture.frames.iter().map(|frame| &frame.bitmap));
    for bitmap in bitmaps {
        assert_eq!(bitmap.rgba.len(), 4 * bitmap.width as usize * bitmap.height as usize);
        assert!(bitmap.width > 0 && bitmap.height > 0);
    }
}

/// Any bytes as a page with an article.
pub fn readable(bytes: &[u8]) {
    if let Some(found) = readable_page(bytes, None, Some(&base())) {
        assert!(!found.text.trim().is_empty(), "an article has words");
        check(&from_html(&found.html, Some(&base())));
    }
}

fn base() -> Url {
    Url::parse("https://example.org/blog/post").expect("an address")
}

/// A file of the shared folder, as it is and with the hash that makes it whole; and its lines.
pub fn segment(bytes: &[u8]) {
    // Any error will do; it must only not crash.
    let _ = decode(bytes, None);
    if let Ok(contents) = decode(&with_hash(bytes.to_vec()), None) {
        assert!(contents.header.first <= contents.header.last);
    }
    for line in String::from_utf8_lossy(bytes).lines() {
        if let Some(read) = parse_line(line) {
            assert_eq!(parse_line(&write_line(&read)), Some(read), "{line}");
        }
    }
}

/// Any bytes as a transcript, as a file of chapters and as the notes of an episode.
pub fn transcript(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for media_type in [None, Some("text/html"), Some("text/vtt")] {
        let Some(found) = read_transcript(media_type, &text) else { continue };
        assert!(!found.cues.is_empty() && found.cues.len() <= CUES_MAX);
        assert!(found.cues.iter().all(|cue| !cue.text.is_empty()));
    }
    let chapters = chapters_from_json(bytes, &base());
    assert!(chapters.len() <= CHAPTERS_MAX);
    assert!(chapters.windows(2).all(|pair| pair[0].start < pair[1].start));
    for mark in times_in(&text) {
        assert!(text.get(mark.at.clone()).is_some());
    }
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let noted = chapters_of_notes(&lines);
    assert!(noted.windows(2).all(|pair| pair[0].start < pair[1].start));
}
