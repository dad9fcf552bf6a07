//! `gleaner list`: lists entries, newest first, or the feeds with their problems, as lines or JSON.

use std::collections::HashMap;
use std::io::Write;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::CliError;
use super::library::{
    checked_query, feed_named, folder_named, keep_stories, local_date, local_time, open, printable,
    store_error, width,
};
use super::profile::Profile;
use super::queue::play_json;
use super::river::River;
use super::show::set;
use crate::config::{Settings, read_toml};
use crate::library::subscriptions::folder_names;
use crate::model::{
    Clock, EntryId, EntryRow, Feed, FeedId, Filter, Folder, ListEntry, Listening, Order, Snooze,
    StoryLevel,
};
use crate::query::{Expr, Query};
use crate::store::Reader;

/// Columns for the title of the feed.
const FEED_WIDTH: usize = 20;

/// Arguments of `gleaner list`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// Only entries of this feed, given by number, address or title
    #[arg(long, value_name = "FEED", conflicts_with = "folder")]
    feed: Option<String>,
    /// Only entries in this folder and its subfolders
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// A query as in the search field: words, "phrases", -without, title:, author:, feed:, folder:,
    /// tag:, url:, lang:, is:unread, is:snoozed, is:edited, is:folded, is:queued, is:downloaded,
    /// story:7, has:audio, after:2026-08-01, newer:7d, read:7d, starred:2w, edited:7d, words:>2000,
    /// minutes:<5, (a OR b)
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The order
    #[arg(long, value_name = "ORDER", default_value = "newest", conflicts_with = "feeds")]
    sort: Sort,
    /// Print at most N entries
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Fold entries of different feeds into one: those with the same text, those of the same story,
    /// or as the settings say, which is the default
    #[arg(
        long, value_name = "LEVEL", num_args = 0..=1, require_equals = true,
        default_missing_value = "settings"
    )]
    stories: Option<Level>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// The order of entries.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Sort {
    Newest,
    Oldest,
    /// Those with the most words first
    Longest,
    /// Those with the fewest words first
    Shortest,
    /// Those that you read last first
    LastRead,
}

impl Sort {
    fn order(self) -> Order {
        match self {
            Self::Newest => Order::Newest,
            Self::Oldest => Order::Oldest,
            Self::Longest => Order::Longest,
            Self::Shortest => Order::Shortest,
            Self::LastRead => Order::LastRead,
        }
    }
}

/// Which entries are folded into one.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Level {
    Text,
    Story,
    Settings,
}

/// Selects entries by status, or feeds.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch")]
struct Selection {
    /// Only unread entries
    #[arg(long)]
    unread: bool,
    /// Only starred entries
    #[arg(long, conflicts_with_all = ["feed", "folder"])]
    starred: bool,
    /// Only entries that have not left the river, each with the reason
    #[arg(long, conflicts_with_all = ["starred", "feed", "folder"])]
    river: bool,
    /// List the feeds with their problems instead of entries
    #[arg(long, conflicts_with_all = [
        "unread", "starred", "river", "feed", "folder", "query", "limit",
    ])]
    feeds: bool,
}

/// Prints the list.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let search = checked_query(&args.query.join(" "), &mut store)?;
    let stories = args.stories.map(|level| story_level(level, profile));
    if let Some(level) = stories {
        keep_stories(&mut store, level, profile.clock.now())?;
    }
    let reader = store.reader();
    let feeds = reader.feeds().map_err(store_error)?;
    if args.selection.feeds {
        return list_feeds(args, reader, &feeds, &profile.clock, out);
    }
    let expr = source(args, reader, &feeds)?.and(search);
    let (filter, order) = (filter(args), args.sort.order());
    let query = Query { filter, order, stories, ..Query::new(expr, profile.clock.zoned()) };
    let (entries, folds) = reader.first_folded(&query, args.limit).map_err(store_error)?;
    let folds: HashMap<EntryId, Vec<ListEntry>> = folds.into_iter().collect();
    let titles: HashMap<FeedId, &Feed> = feeds.iter().map(|feed| (feed.id, feed)).collect();
    if args.selection.river {
        let rows = rows(reader, &entries)?;
        let river = River::read(reader, profile.clock.now(), &titles, &rows)?;
        if args.json {
            writeln!(out, "{}", river.json(&rows))?;
            return Ok(());
        }
        return river.print(&rows, profile.clock.zone(), out);
    }
    if args.json {
        let listening = reader.listening().map_err(store_error)?;
        let rows: Vec<_> = rows(reader, &entries)?
            .iter()
            .map(|(entry, row)| {
                let mut object = entry_json(entry, row, &titles);
                if is_known_episode(reader, &listening, entry.id)? {
                    set(&mut object, "play", play_json(reader, &listening, entry.id)?);
                }
                if let (Some(_), Some(fields)) = (stories, object.as_object_mut()) {
                    let copies = folds.get(&entry.id).map(Vec::as_slice).unwrap_or_default();
                    fields.insert("also_in".to_owned(), also_in_json(copies, &titles));
                }
                Ok(object)
            })
            .collect::<Result<_, CliError>>()?;
        writeln!(out, "{}", json!({ "entries": rows }))?;
    } else {
        let width = width();
        for (entry, row) in rows(reader, &entries)? {
            let copies = folds.get(&entry.id).map_or(0, Vec::len);
            let zone = profile.clock.zone();
            writeln!(out, "{}", entry_line((&entry, copies), &row, &titles, zone, width))?;
        }
    }
    Ok(())
}

/// Whether an episode was heard, queued or downloaded. Bodies are not read for this.
fn is_known_episode(reader: &Reader, listening: &Listening, id: EntryId) -> Result<bool, CliError> {
    let is_kept = listening.is_queued(id) || listening.download(id).is_some();
    Ok(is_kept || reader.heard(id).map_err(store_error)?.is_some())
}

/// The level that was asked for, or that of the settings. Off is not asked for with `--stories`.
fn story_level(asked: Level, profile: &Profile) -> StoryLevel {
    match asked {
        Level::Text => StoryLevel::Text,
        Level::Story => StoryLevel::Story,
        Level::Settings => {
            let settings = read_toml::<Settings>(&profile.paths.settings()).unwrap_or_default();
            settings.stories.max(StoryLevel::Text)
        }
    }
}

fn source(args: &Args, reader: &Reader, feeds: &[Feed]) -> Result<Expr, CliError> {
    Ok(match (&args.feed, &args.folder) {
        (Some(name), _) => Expr::feed(feed_named(feeds, name)?),
        (None, Some(name)) => Expr::folder(folder_named(reader, name)?),
        (None, None) if args.selection.starred => Expr::STARRED,
        (None, None) if args.selection.river => Expr::RIVER,
        (None, None) => Expr::All,
    })
}

fn filter(args: &Args) -> Filter {
    if args.selection.unread { Filter::Unread } else { Filter::All }
}

/// Entries with their texts. Entries that another process has deleted meanwhile are skipped.
fn rows(reader: &Reader, entries: &[ListEntry]) -> Result<Vec<(ListEntry, EntryRow)>, CliError> {
    let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
    let mut rows = reader.rows(&ids).map_err(store_error)?.into_iter().peekable();
    Ok(entries
        .iter()
        .filter_map(|entry| rows.next_if(|row| row.id == entry.id).map(|row| (*entry, row)))
        .collect())
}

pub(super) fn entry_json(
    entry: &ListEntry,
    row: &EntryRow,
    feeds: &HashMap<FeedId, &Feed>,
) -> Value {
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
        "snoozed_until": match row.snooze {
            Some(Snooze::Asleep(until)) => Some(until),
            Some(Snooze::Back(_)) | None => None,
        },
        "excerpt": row.excerpt,
        "edits": row.edits,
    })
}

/// The entries that a row stands for, too.
fn also_in_json(copies: &[ListEntry], feeds: &HashMap<FeedId, &Feed>) -> Value {
    let copy = |copy: &ListEntry| {
        json!({
            "id": copy.id,
            "feed_id": copy.feed_id,
            "feed": feeds.get(&copy.feed_id).map(|feed| feed.title()),
            "is_read": copy.is_read,
        })
    };
    copies.iter().map(copy).collect()
}

pub(super) fn entry_line(
    (entry, copies): (&ListEntry, usize),
    row: &EntryRow,
    feeds: &HashMap<FeedId, &Feed>,
    zone: &TimeZone,
    width: usize,
) -> String {
    let unread = if entry.is_read { ' ' } else { '\u{2022}' };
    let star = if entry.is_starred { '*' } else { ' ' };
    let feed = feeds.get(&row.feed_id).map_or("", |feed| feed.title());
    let title = if row.title.is_empty() { &row.excerpt } else { &row.title };
    let also = if copies > 0 { format!("(+{copies}) ") } else { String::new() };
    let line = format!(
        "{:>7} {unread}{star} {}  {}  {also}{title}",
        row.id.0,
        local_date(row.shown_time, zone),
        padded(feed, FEED_WIDTH)
    );
    shortened(&line, width)
}

fn padded(text: &str, columns: usize) -> String {
    format!("{:columns$}", shortened(text, columns))
}

/// Cuts a text to a number of characters. Control characters become spaces, so that a title can't
/// send commands to the terminal.
pub(super) fn shortened(text: &str, columns: usize) -> String {
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
    clock: &Clock,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let folders = reader.folders().map_err(store_error)?;
    let unread = reader.counts(clock.start_of_today()).map_err(store_error)?.by_feed;
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
                    local_time(problem.since, clock.zone()),
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
        "account": feed.account_id,
        "unread": unread,
        "last_attempt": feed.health.last_attempt,
        "last_success": feed.health.last_success,
        "next_check": feed.health.next_check,
        "is_gone": feed.health.is_gone,
        "redirects_to": feed.health.redirects_to,
        "paused_until": feed.options.paused_until,
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
