//! Makes a library of any size through the store itself. The same numbers always give the same
//! library.
//!
//! `cargo run --release --features tools --example make_library -- PROFILE --feeds 2000
//! --entries 1000000 [--unread PERCENT]`
//!
//! Words follow Zipf's law over a vocabulary of [`VOCABULARY`] made-up words, as in real texts: a
//! few words are common and most are rare. Bodies have 1 to 4 KB of HTML.
#![allow(clippy::print_stdout, clippy::indexing_slicing)]

#[path = "words.rs"]
mod words;

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use clap::Parser;
use gleaner::config::Paths;
use gleaner::document::text_of;
use gleaner::model::{
    EntryContent, EntryId, EntryKey, FeedDetails, FeedId, FreshEntry, Identity, RefreshOutcome,
    StatusChange, Validators,
};
use gleaner::query::{Expr, Query};
use gleaner::store::{NewFeed, Store};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _, Zoned};
use url::Url;
use words::{Random, Words};

/// Feeds per transaction.
const BATCH: usize = 64;
/// Refreshes over the years, as in a real archive: later rounds bring later entries.
const ROUNDS: usize = 60;
/// Days between two rounds.
const ROUND_DAYS: i64 = 30;
/// Feeds per folder.
const FEEDS_PER_FOLDER: usize = 40;

#[derive(Debug, Parser)]
struct Args {
    /// The profile to fill
    profile: PathBuf,
    /// Number of feeds
    #[arg(long, default_value_t = 500)]
    feeds: usize,
    /// Number of entries, spread evenly
    #[arg(long, default_value_t = 50_000)]
    entries: usize,
    /// Percentage of unread entries
    #[arg(long, default_value_t = 30)]
    unread: u64,
    /// Number of saved searches
    #[arg(long, default_value_t = 0)]
    smart_feeds: usize,
    /// Leave the search index to the program
    #[arg(long)]
    unindexed: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let started = Instant::now();
    let now: Timestamp = "2026-11-20T12:00:00Z".parse()?;
    let mut store = Store::open(&Paths::new(args.profile.clone()).library())?;
    let words = Words::new();
    let ids = subscribe(&mut store, args.feeds, &words, now)?;
    let mut raw = 0;
    let numbered: Vec<(usize, FeedId)> = ids.into_iter().enumerate().collect();
    for round in 0..ROUNDS {
        let time =
            now.checked_sub((i64::try_from(ROUNDS - 1 - round)? * ROUND_DAYS * 24).hours())?;
        for batch in numbered.chunks(BATCH) {
            let outcomes: Vec<_> = batch
                .iter()
                .map(|(at, id)| (*id, outcome(&args, *at, round, &words, time, &mut raw)))
                .collect();
            let borrowed: Vec<_> = outcomes.iter().map(|(id, outcome)| (*id, outcome)).collect();
            for saved in store.save_refreshes(&borrowed, &time.to_zoned(TimeZone::UTC))? {
                saved?;
            }
        }
        // The program does this between two refreshes.
        if !args.unindexed {
            while gleaner::library::index_some(&mut store)? {}
        }
    }
    println!("filled in {:.1} s", started.elapsed().as_secs_f64());
    mark(&mut store, args.unread, now)?;
    for number in 0..args.smart_feeds {
        let mut random = Random::new(number as u64 + 77);
        let query = format!(
            "{} {}",
            words.any(&mut random),
            if number % 2 == 0 { "is:unread" } else { "newer:90d" }
        );
        store.add_smart_feed(&format!("Search {number}"), &query, now)?;
    }
    let (before, after) = store.compact(false)?;
    let share =
        |bytes: u64| format!("{} MB ({:.2})", bytes / 1_000_000, bytes as f64 / raw.max(1) as f64);
    println!(
        "raw bodies {} MB, library.db {}, compacted {}",
        raw / 1_000_000,
        share(before.bytes),
        share(after.bytes)
    );
    Ok(())
}

fn subscribe(
    store: &mut Store,
    feeds: usize,
    words: &Words,
    now: Timestamp,
) -> Result<Vec<FeedId>, Box<dyn Error>> {
    let mut list = Vec::new();
    for feed in 0..feeds {
        let feed_url = Url::parse(&format!("https://feed{feed}.example.org/feed"))?;
        let mut random = Random::new(feed as u64);
        let title = format!("{} {}", words.any(&mut random), words.any(&mut random));
        list.push((
            NewFeed { title: Some(title), ..NewFeed::at(feed_url) },
            vec![format!("Folder {}", feed / FEEDS_PER_FOLDER)],
        ));
    }
    Ok(store.import(&list, now)?.added)
}

/// The outcome of a feed in one round.
fn outcome(
    args: &Args,
    feed: usize,
    round: usize,
    words: &Words,
    now: Timestamp,
    raw: &mut usize,
) -> RefreshOutcome {
    let pieces = args.feeds * ROUNDS;
    let piece = round * args.feeds + feed;
    let before = piece * args.entries / pieces;
    let entries = (before..(piece + 1) * args.entries / pieces).map(|number| {
        let entry = entry(feed, number, words, now);
        *raw += entry.1;
        entry.0
    });
    RefreshOutcome::Changed {
        details: Box::new(FeedDetails { language: Some("en".into()), ..FeedDetails::default() }),
        entries: entries.collect(),
        validators: Validators::default(),
        next_check: None,
        moved_to: None,
    }
}

/// An entry, and the size of its body in bytes.
fn entry(feed: usize, number: usize, words: &Words, now: Timestamp) -> (FreshEntry, usize) {
    let mut random = Random::new((feed as u64) << 32 | number as u64);
    let bytes = 1000 + random.below(3000) as usize;
    let mut html = String::with_capacity(bytes + 100);
    while html.len() < bytes {
        part(&mut html, feed, words, &mut random);
    }
    let minutes = i64::try_from(random.below(ROUND_DAYS.unsigned_abs() * 24 * 60)).unwrap_or(0);
    let content = EntryContent {
        title: words.sentence(&mut random, 8),
        url: Url::parse(&format!("https://feed{feed}.example.org/articles/{number}")).ok(),
        authors: vec![format!("{} {}", words.any(&mut random), words.any(&mut random))],
        published: now.checked_sub(minutes.minutes()).ok(),
        tags: vec![words.any(&mut random).to_owned()],
        html,
        ..EntryContent::default()
    };
    let text = text_of(&content.html);
    let bytes = content.html.len();
    let entry = FreshEntry {
        key: EntryKey(format!("{feed}/{number}")),
        identity: Identity::default(),
        excerpt: text.chars().take(200).collect(),
        words: 400,
        content_hash: ((feed as u128) << 64 | number as u128).to_le_bytes(),
        text,
        content,
    };
    (entry, bytes)
}

/// Appends one piece of a typical body.
fn part(html: &mut String, feed: usize, words: &Words, random: &mut Random) {
    let mut say = |count| words.sentence(random, count);
    let piece = match html.len() % 5 {
        0 => format!("<h2>{}</h2>\n<p>{} {}</p>\n", say(5), say(14), say(22)),
        1 => format!(
            "<ul>\n<li><p>{}</p></li>\n<li><p>{}</p></li>\n<li><p>{}</p></li>\n</ul>\n",
            say(6),
            say(8),
            say(5)
        ),
        2 => format!(
            "<p>{} <a href=\"https://feed{feed}.example.org/articles/{}\" rel=\"noopener \
             noreferrer\">{}</a> {}</p>\n",
            say(10),
            html.len(),
            say(3),
            say(18)
        ),
        3 => format!(
            "<pre class=\"highlight\"><code class=\"language-rust\">let {} = {};</code></pre>\n\
             <p>{}</p>\n",
            say(1),
            say(2),
            say(20)
        ),
        _ => format!(
            "<p><strong>{}</strong> {} <em>{}</em> {}</p>\n",
            say(3),
            say(16),
            say(2),
            say(14)
        ),
    };
    html.push_str(&piece);
}

/// Marks all but `unread` percent as read, and one percent with a star.
fn mark(store: &mut Store, unread: u64, now: Timestamp) -> Result<(), Box<dyn Error>> {
    let query = Query::new(Expr::All, Zoned::now());
    let all: Vec<EntryId> =
        store.reader().whole_list(&query)?.into_iter().map(|entry| entry.id).collect();
    let dice = |id: &EntryId| Random::new(id.0.unsigned_abs()).below(100);
    let read: Vec<EntryId> = all.iter().copied().filter(|id| dice(id) >= unread).collect();
    let starred: Vec<EntryId> = all.iter().copied().filter(|id| dice(id) == 7).collect();
    store.change_statuses(&read, StatusChange::Read(true), now)?;
    store.change_statuses(&starred, StatusChange::Starred(true), now)?;
    Ok(())
}
