//! `gleaner stats`: how many entries were opened, by day, month, hour and feed, as text or JSON.

use std::collections::HashMap;
use std::io::Write;

use serde_json::{Value, json};

use super::CliError;
use super::library::{open, printable, store_error};
use super::profile::Profile;
use crate::model::{Feed, FeedId, ReadingStatistics};

/// Feeds in the text form.
const FEEDS_SHOWN: usize = 20;

/// Arguments of `gleaner stats`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Prints the statistics of the last twelve months.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let store = open(profile)?;
    let reader = store.reader();
    let statistics = reader.reading_statistics(&profile.clock.zoned()).map_err(store_error)?;
    let feeds = reader.feeds().map_err(store_error)?;
    let titles: HashMap<FeedId, &str> =
        feeds.iter().map(|feed: &Feed| (feed.id, feed.title())).collect();
    if args.json {
        writeln!(out, "{}", to_json(&statistics, &titles))?;
        return Ok(());
    }
    writeln!(out, "Entries read in the last 30 days")?;
    for (date, entries) in statistics.days.iter().filter(|(_, entries)| *entries > 0) {
        writeln!(out, "  {date}  {entries:>6}")?;
    }
    writeln!(out, "Entries read in the last 12 months")?;
    for (date, entries) in statistics.months.iter().filter(|(_, entries)| *entries > 0) {
        writeln!(out, "  {}     {entries:>6}", date.strftime("%Y-%m"))?;
    }
    writeln!(out, "Entries read by hour of the day")?;
    for (hour, entries) in statistics.hours.iter().enumerate().filter(|(_, count)| **count > 0) {
        writeln!(out, "  {hour:02}:00       {entries:>6}")?;
    }
    writeln!(out, "Most read feeds")?;
    let known = statistics.feeds.iter().filter_map(|(id, count)| Some((titles.get(id)?, count)));
    for (title, entries) in known.take(FEEDS_SHOWN) {
        writeln!(out, "  {entries:>6}  {}", printable(title))?;
    }
    writeln!(out, "Feeds of which nothing was read")?;
    for title in statistics.unopened.iter().filter_map(|id| titles.get(id)) {
        writeln!(out, "  {}", printable(title))?;
    }
    Ok(())
}

fn to_json(statistics: &ReadingStatistics, titles: &HashMap<FeedId, &str>) -> Value {
    let days: Vec<Value> = statistics
        .days
        .iter()
        .map(|(date, read)| json!({ "date": date.to_string(), "read": read }))
        .collect();
    let months: Vec<Value> = statistics
        .months
        .iter()
        .map(|(date, read)| json!({ "month": date.strftime("%Y-%m").to_string(), "read": read }))
        .collect();
    let feeds: Vec<Value> = statistics
        .feeds
        .iter()
        .map(|(id, read)| json!({ "id": id, "title": titles.get(id), "read": read }))
        .collect();
    let unread: Vec<Value> =
        statistics.unopened.iter().map(|id| json!({ "id": id, "title": titles.get(id) })).collect();
    json!({
        "since": statistics.since.map(|date| date.to_string()),
        "days": days,
        "months": months,
        "hours": statistics.hours,
        "feeds": feeds,
        "never_read": unread,
    })
}
