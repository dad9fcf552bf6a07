//! `gleaner list`: entries as lines or JSON, newest first; or the feeds with how they are doing.

use std::collections::HashMap;
use std::io::Write;

use jiff::Zoned;
use serde_json::{Value, json};

use super::CliError;
use super::library::{
    feed_named, folder_named, local_date, local_time, open, printable, question, store_error, width,
};
use crate::config::Paths;
use crate::model::{EntryRow, Feed, FeedId, Filter, Folder, ListEntry};
use crate::query::{Expr, Query};
use crate::store::Reader;
use crate::worker::subscriptions::folder_names;

/// Columns for the title of the feed.
const FEED_WIDTH: usize = 20;

/// Arguments of `gleaner list`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Only entries of this feed: its number, address or title
    #[arg(long, value_name = "FEED", conflicts_with = "folder")]
    feed: Option<String>,
    /// Only entries of the feeds in this folder and the folders in it
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// A question as in the search field: words, "phrases", -without, title:, author:, feed:,
    /// folder:, tag:, url:, lang:, is:unread, has:audio, after:2026-08-01, newer:7d, (a OR b)
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Which entries, or that feeds are wanted.
#[derive(Debug, clap::Args)]
struct Which {
    /// Only unread entries
    #[arg(long)]
    unread: bool,
    /// Only starred entries
    #[arg(long, conflicts_with_all = ["feed", "folder"])]
    starred: bool,
    /// List the feeds instead, with what is wrong with them
    #[arg(long, conflicts_with_all = ["unread", "starred", "feed", "folder", "query", "limit"])]
    feeds: bool,
}

/// Prints the list.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(paths)?;
    let search = question(&args.query.join(" "), &mut store)?;
    let reader = store.reader();
    let feeds = reader.feeds().map_err(store_error)?;
    if args.which.feeds {
        return list_feeds(args, reader, &feeds, out);
    }
    let expr = source(args, reader, &feeds)?.and(search);
    let query = Query { filter: filter(args), ..Query::new(expr, Zoned::now()) };
    let mut entries = reader.whole_list(&query).map_err(store_error)?;
    entries.truncate(args.limit.unwrap_or(usize::MAX));
    let titles: HashMap<FeedId, &Feed> = feeds.iter().map(|feed| (feed.id, feed)).collect();
    if args.json {
        let rows: Vec<_> = rows(reader, &entries)?
            .iter()
            .map(|(entry, row)| entry_json(entry, row, &titles))
            .collect();
        writeln!(out, "{}", json!({ "entries": rows }))?;
    } else {
        let width = width();
        for (entry, row) in rows(reader, &entries)? {
            writeln!(out, "{}", entry_line(&entry, &row, &titles, width))?;
        }
    }
    Ok(())
}

fn source(args: &Args, reader: &Reader, feeds: &[Feed]) -> Result<Expr, CliError> {
    Ok(match (&args.feed, &args.folder) {
        (Some(name), _) => Expr::feed(feed_named(feeds, name)?),
        (None, Some(name)) => Expr::folder(folder_named(reader, name)?),
        (None, None) if args.which.starred => Expr::STARRED,
        (None, None) => Expr::All,
    })
}

fn filter(args: &Args) -> Filter {
    if args.which.unread { Filter::Unread } else { Filter::All }
}

/// Entries with their texts; one that went in between is left out.
fn rows(reader: &Reader, entries: &[ListEntry]) -> Result<Vec<(ListEntry, EntryRow)>, CliError> {
    let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
    let mut rows = reader.rows(&ids).map_err(store_error)?.into_iter().peekable();
    Ok(entries
        .iter()
        .filter_map(|entry| rows.next_if(|row| row.id == entry.id).map(|row| (*entry, row)))
        .collect())
}

fn entry_json(entry: &ListEntry, row: &EntryRow, feeds: &HashMap<FeedId, &Feed>) -> Value {
    json!({
        "id": row.id,
        "feed_id": row.feed_id,
        "feed": feeds.get(&row.feed_id).map(|feed| feed.title()),
        "title": row.title,
        "url": row.url,
        "author": row.author,
        "time": row.shown_time,
        "is_time_guessed": row.is_time_guessed,
        "is_read": entry.is_read,
        "is_starred": entry.is_starred,
        "excerpt": row.excerpt,
    })
}

fn entry_line(
    entry: &ListEntry,
    row: &EntryRow,
    feeds: &HashMap<FeedId, &Feed>,
    width: usize,
) -> String {
    let unread = if entry.is_read { ' ' } else { '\u{2022}' };
    let star = if entry.is_starred { '*' } else { ' ' };
    let feed = feeds.get(&row.feed_id).map_or("", |feed| feed.title());
    let title = if row.title.is_empty() { &row.excerpt } else { &row.title };
    let line = format!(
        "{:>7} {unread}{star} {}  {}  {title}",
        row.id.0,
        local_date(row.shown_time),
        padded(feed, FEED_WIDTH)
    );
    shortened(&line, width)
}

fn padded(text: &str, columns: usize) -> String {
    format!("{:columns$}", shortened(text, columns))
}

/// At most so many characters; control characters, which could command the terminal, become spaces.
fn shortened(text: &str, columns: usize) -> String {
    let clean = text
        .trim_end()
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character });
    let mut short: Vec<char> = clean.take(columns + 1).collect();
    if short.len() > columns {
        short.truncate(columns.saturating_sub(1));
        short.push('\u{2026}');
    }
    short.into_iter().collect()
}

fn list_feeds(
    args: &Args,
    reader: &Reader,
    feeds: &[Feed],
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let folders = reader.folders().map_err(store_error)?;
    let unread = reader.counts(jiff::Timestamp::now()).map_err(store_error)?.by_feed;
    let unread = |feed: &Feed| unread.get(&feed.id).copied().unwrap_or(0);
    if args.json {
        let feeds: Vec<_> =
            feeds.iter().map(|feed| feed_json(feed, &folders, unread(feed))).collect();
        writeln!(out, "{}", json!({ "feeds": feeds }))?;
        return Ok(());
    }
    for feed in feeds {
        let line = format!(
            "{:>5} {:>6}  {}  {}",
            feed.id.0,
            unread(feed),
            padded(feed.title(), FEED_WIDTH * 2),
            feed.feed_url
        );
        writeln!(out, "{}", line.trim_end())?;
        match &feed.health.problem {
            Some(note) if note.is_note() => writeln!(out, "{:14}{}", "", printable(&note.words()))?,
            Some(problem) => {
                writeln!(
                    out,
                    "{:14}{} (since {}, {} times)",
                    "",
                    printable(&problem.words()),
                    local_time(problem.since),
                    problem.failures
                )?;
            }
            None => {}
        }
    }
    Ok(())
}

fn feed_json(feed: &Feed, folders: &[Folder], unread: u32) -> Value {
    json!({
        "id": feed.id,
        "title": feed.title(),
        "url": feed.feed_url,
        "site_url": feed.site_url,
        "folders": folder_names(folders, feed.folder_id),
        "unread": unread,
        "last_attempt": feed.health.last_attempt,
        "last_success": feed.health.last_success,
        "next_check": feed.health.next_check,
        "is_gone": feed.health.is_gone,
        "redirects_to": feed.health.redirects_to,
        "problem": feed.health.problem,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_to_the_width_of_the_terminal() {
        assert_eq!(shortened("abcdef", 6), "abcdef");
        assert_eq!(shortened("abcdefg", 6), "abcde\u{2026}");
        assert_eq!(padded("ab", 4), "ab  ");
    }

    #[test]
    fn a_title_cannot_command_the_terminal() {
        assert_eq!(shortened("a\u{1b}[31mb", 80), "a [31mb");
    }
}
