//! Helpers of the subcommands that work on the library: opening it, finding the feed or folder that
//! a user names, and printing.

use std::io::{self, Write as _};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use url::Url;

use super::CliError;
use super::profile::Profile;
use crate::library::{OpenLibrary, StoryKeeper, index_words, open_library, wants_stories};
use crate::model::{EntryId, Feed, FeedId, Folder, FolderId, StoryLevel};
use crate::query::{Expr, QueryError, parse};
use crate::store::{Reader, Store, StoreError};

/// The error kind for a damaged library.
pub(super) const DAMAGED: &str = "damaged";

/// Opens the library. A fresh one gets the welcome feed, as in the window, and entries whose sleep
/// is over wake. Repairs are reported on stderr.
pub(super) fn open(profile: &Profile) -> Result<Store, CliError> {
    let OpenLibrary { mut store, notes } =
        open_library(&profile.paths, &profile.clock.zoned()).map_err(store_error)?;
    for note in notes {
        // If stderr is closed there is nowhere left to report that.
        let _ = writeln!(io::stderr(), "gleaner: {note}");
    }
    store.wake_due(profile.clock.now()).map_err(store_error)?;
    Ok(store)
}

/// Turns an error of the store into one of the command line.
// By value, so that it fits `map_err`.
#[allow(clippy::needless_pass_by_value)]
pub(super) fn store_error(error: StoreError) -> CliError {
    log::error!("{error}");
    CliError::new(if error.is_damage() { DAMAGED } else { "library" }, error.user_message())
}

/// Finds a feed by its number, its address, its title or a part of its title. An ambiguous name is
/// an error.
pub(super) fn feed_named(feeds: &[Feed], name: &str) -> Result<FeedId, CliError> {
    let name = name.trim();
    let wanted = name.to_lowercase();
    let is_part = |title: &str| title.contains(&wanted);
    // A number that no feed has is a typing error. It must not select a title that contains it.
    let is_number = wanted.bytes().all(|byte| byte.is_ascii_digit());
    match exact_match(feeds, name)? {
        Some(id) => Ok(id),
        None if is_number => Err(no_such_feed(name)),
        None => only_match(feeds, name, is_part)?.ok_or_else(|| no_such_feed(name)),
    }
}

/// Finds a feed by its number, its address or its whole title. Publishers choose titles, so a part
/// of one is not enough where secrets are involved.
pub(super) fn feed_named_exactly(feeds: &[Feed], name: &str) -> Result<FeedId, CliError> {
    exact_match(feeds, name.trim())?.ok_or_else(|| no_such_feed(name))
}

fn exact_match(feeds: &[Feed], name: &str) -> Result<Option<FeedId>, CliError> {
    let by_number = feeds.iter().find(|feed| feed.id.0.to_string() == name);
    let by_address = || {
        let url = Url::parse(name).ok()?;
        feeds.iter().find(|feed| feed.feed_url == url)
    };
    if let Some(feed) = by_number.or_else(by_address) {
        return Ok(Some(feed.id));
    }
    let wanted = name.to_lowercase();
    only_match(feeds, name, |title| title == wanted)
}

/// The only feed whose lower-case title passes a test.
fn only_match(
    feeds: &[Feed],
    name: &str,
    fits: impl Fn(&str) -> bool,
) -> Result<Option<FeedId>, CliError> {
    let found: Vec<&Feed> =
        feeds.iter().filter(|feed| fits(&feed.title().to_lowercase())).collect();
    match found.as_slice() {
        [] => Ok(None),
        [feed] => Ok(Some(feed.id)),
        several => Err(CliError::new("ambiguous_feed", ambiguous_name(name, several))),
    }
}

fn no_such_feed(name: &str) -> CliError {
    let words = format!(
        "There is no feed \u{201c}{name}\u{201d} - \
         give its number, address or title, see gleaner list --feeds"
    );
    CliError::new("no_such_feed", words)
}

/// The message for an ambiguous name: the first candidates with their numbers.
fn ambiguous_name(name: &str, feeds: &[&Feed]) -> String {
    let mut words: Vec<String> = feeds
        .iter()
        .take(MAX_CANDIDATES)
        .map(|feed| format!("{} \u{201c}{}\u{201d}", feed.id.0, printable(feed.title())))
        .collect();
    if let Some(more) = feeds.len().checked_sub(MAX_CANDIDATES).filter(|more| *more > 0) {
        words.push(format!("and {more} more"));
    }
    format!("\u{201c}{name}\u{201d} could be {} - name it by number or address", words.join(", "))
}

/// Most feeds listed for an ambiguous name.
const MAX_CANDIDATES: usize = 5;

/// Checks a number given by the user. All numbers are checked before any entry is marked.
pub(super) fn existing_entry(reader: &Reader, id: i64) -> Result<EntryId, CliError> {
    let id = EntryId(id);
    match reader.words(id).map_err(store_error)? {
        Some(_) => Ok(id),
        None => Err(CliError::new(
            "no_such_entry",
            format!("There is no entry {} - see gleaner list", id.0),
        )),
    }
}

/// Finds a folder by its name or number.
pub(super) fn folder_named(reader: &Reader, name: &str) -> Result<FolderId, CliError> {
    let folders = reader.folders().map_err(store_error)?;
    let same_name = |folder: &&Folder| folder.name.to_lowercase() == name.to_lowercase();
    let found = folders
        .iter()
        .find(same_name)
        .or_else(|| folders.iter().find(|folder| folder.id.0.to_string() == name));
    let missing = || {
        CliError::new(
            "no_such_folder",
            format!("There is no folder \u{201c}{name}\u{201d} - check the spelling"),
        )
    };
    found.map(|folder| folder.id).ok_or_else(missing)
}

/// Replaces control characters by spaces: a title must not send commands to the terminal.
pub(super) fn printable(line: &str) -> String {
    line.replace(char::is_control, " ")
}

/// The date of a time in the user's time zone.
pub(super) fn local_date(time: Timestamp, zone: &TimeZone) -> String {
    time.to_zoned(zone.clone()).strftime("%Y-%m-%d").to_string()
}

/// Date, hour and minute in the user's time zone.
pub(super) fn local_time(time: Timestamp, zone: &TimeZone) -> String {
    time.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The width of the terminal, or [`PAPER_WIDTH`].
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(PAPER_WIDTH, |(width, _)| usize::from(width.0))
}

/// Columns if the output goes to a file or another program.
const PAPER_WIDTH: usize = 80;

/// Parses a query to report mistakes, and completes the search index for it.
pub(super) fn checked_query(text: &str, store: &mut Store) -> Result<Expr, CliError> {
    let wrong = |error: QueryError| {
        let part = text.get(error.at).unwrap_or_default();
        CliError::new("query", format!("{part}: {}", error.message))
    };
    let expr = parse(text).map_err(wrong)?;
    if expr == Expr::All {
        return Ok(expr);
    }
    // Only the index: the other upkeep can wait until nobody does.
    while index_words(store).map_err(store_error)? {}
    Ok(expr)
}

/// Makes the stories of the last days complete, if they are on.
pub(super) fn keep_stories(
    store: &mut Store,
    level: StoryLevel,
    now: Timestamp,
) -> Result<(), CliError> {
    if !wants_stories(store.reader(), level).map_err(store_error)? {
        return Ok(());
    }
    let mut keeper = StoryKeeper::default();
    while keeper.keep(store, now).map_err(store_error)?.has_more {}
    Ok(())
}
