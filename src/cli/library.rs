//! What the subcommands share that work on the library: opening it, and naming feeds and folders as
//! people do.

use std::io::{self, Write as _};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use url::Url;

use super::CliError;
use crate::config::Paths;
use crate::model::{Feed, FeedId, Folder, FolderId};
use crate::query::{Expr, QueryError, parse};
use crate::store::{Reader, Store, StoreError};
use crate::worker::index_words;
use crate::worker::seed::{self, Opened};

/// The word of a failure that came from damage.
pub(super) const DAMAGED: &str = "damaged";

/// Opens the library; a fresh one gets the welcome feed, as in the window. What had to be done for
/// it is said on stderr.
pub(super) fn open(paths: &Paths) -> Result<Store, CliError> {
    let Opened { store, notes } =
        seed::open_library(paths, Timestamp::now()).map_err(store_error)?;
    for note in notes {
        // Nobody is left to hear that even this could not be written.
        let _ = writeln!(io::stderr(), "gleaner: {note}");
    }
    Ok(store)
}

/// What the store says, as the command line says it.
// By value, so that it fits `map_err`.
#[allow(clippy::needless_pass_by_value)]
pub(super) fn store_error(error: StoreError) -> CliError {
    log::error!("{error}");
    CliError::new(if error.is_damage() { DAMAGED } else { "library" }, error.user_message())
}

/// The feed that is meant by a number, an address, a title or a part of a title. What could mean
/// several means none.
pub(super) fn feed_named(feeds: &[Feed], name: &str) -> Result<FeedId, CliError> {
    let name = name.trim();
    let wanted = name.to_lowercase();
    let is_part = |title: &str| title.contains(&wanted);
    // A number that is no feed's was mistyped, and does not mean whatever title has it somewhere.
    let is_number = wanted.bytes().all(|byte| byte.is_ascii_digit());
    match feed_called(feeds, name)? {
        Some(id) => Ok(id),
        None if is_number => Err(no_such_feed(name)),
        None => the_one(feeds, name, is_part)?.ok_or_else(|| no_such_feed(name)),
    }
}

/// The feed of a number, an address or a whole title. A part of a title, which a publisher chooses,
/// is not enough for secrets.
pub(super) fn feed_named_exactly(feeds: &[Feed], name: &str) -> Result<FeedId, CliError> {
    feed_called(feeds, name.trim())?.ok_or_else(|| no_such_feed(name))
}

fn feed_called(feeds: &[Feed], name: &str) -> Result<Option<FeedId>, CliError> {
    let by_number = feeds.iter().find(|feed| feed.id.0.to_string() == name);
    let by_address = || {
        let url = Url::parse(name).ok()?;
        feeds.iter().find(|feed| feed.feed_url == url)
    };
    if let Some(feed) = by_number.or_else(by_address) {
        return Ok(Some(feed.id));
    }
    let wanted = name.to_lowercase();
    the_one(feeds, name, |title| title == wanted)
}

/// The only feed whose title, in small letters, fits.
fn the_one(
    feeds: &[Feed],
    name: &str,
    fits: impl Fn(&str) -> bool,
) -> Result<Option<FeedId>, CliError> {
    let found: Vec<&Feed> =
        feeds.iter().filter(|feed| fits(&feed.title().to_lowercase())).collect();
    match found.as_slice() {
        [] => Ok(None),
        [feed] => Ok(Some(feed.id)),
        several => Err(CliError::new("ambiguous_feed", several_words(name, several))),
    }
}

fn no_such_feed(name: &str) -> CliError {
    let words = format!(
        "There is no feed \u{201c}{name}\u{201d} - name it by number, address or title, see gleaner list --feeds"
    );
    CliError::new("no_such_feed", words)
}

/// Feeds that a refused name could have meant, by number.
fn several_words(name: &str, feeds: &[&Feed]) -> String {
    let mut words: Vec<String> = feeds
        .iter()
        .take(CANDIDATES)
        .map(|feed| format!("{} \u{201c}{}\u{201d}", feed.id.0, printable(feed.title())))
        .collect();
    if let Some(more) = feeds.len().checked_sub(CANDIDATES).filter(|more| *more > 0) {
        words.push(format!("and {more} more"));
    }
    format!("\u{201c}{name}\u{201d} could be {} - name it by number or address", words.join(", "))
}

/// Feeds that are named where a name could mean several.
const CANDIDATES: usize = 5;

/// The folder that is meant by a name or a number.
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

/// A line for people. Control characters, which could command the terminal, become spaces.
pub(super) fn printable(line: &str) -> String {
    line.replace(char::is_control, " ")
}

/// A time as people write it, in their own time zone.
pub(super) fn local_date(time: Timestamp) -> String {
    time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d").to_string()
}

/// [`local_date`] with the minute.
pub(super) fn local_time(time: Timestamp) -> String {
    time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The width of the terminal, or a readable one when there is none.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(PAPER_WIDTH, |(width, _)| usize::from(width.0))
}

/// Columns when the output goes to a file or another program.
const PAPER_WIDTH: usize = 80;

/// Reads a query, and puts everything into the index that it may ask for.
pub(super) fn question(text: &str, store: &mut Store) -> Result<Expr, CliError> {
    let wrong = |error: QueryError| {
        let place = text.get(error.at).unwrap_or_default();
        CliError::new("query", format!("{place}: {}", error.message))
    };
    let expr = parse(text).map_err(wrong)?;
    if expr == Expr::All {
        return Ok(expr);
    }
    // Packing bodies better is for when nobody waits.
    while index_words(store).map_err(store_error)? {}
    Ok(expr)
}
