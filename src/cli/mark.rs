//! `gleaner mark`: marks entries as read or unread, stars them, keeps them for later.

use std::io::Write;

use jiff::Timestamp;

use super::CliError;
use super::library::{checked_query, existing_entry, feed_named, folder_named, open, store_error};
use super::profile::Profile;
use crate::model::{Clock, EntryId, READ_LATER, StatusChange};
use crate::query::{Expr, Query};
use crate::store::{Reader, Store, StoreError};

/// Arguments of `gleaner mark`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do with the entries
    #[arg(value_name = "HOW")]
    how: How,
    /// The numbers of the entries, as listed by `list`
    #[arg(value_name = "ID", required_unless_present_any = ["all", "query"])]
    ids: Vec<i64>,
    /// Every entry
    #[arg(long, conflicts_with_all = ["ids", "query"])]
    all: bool,
    /// Every entry that matches this query, as in `list`
    #[arg(long, value_name = "QUERY", conflicts_with = "ids")]
    query: Option<String>,
    /// With --all or --query: only entries of this feed, given by number, address or title
    #[arg(long, value_name = "FEED", conflicts_with_all = ["folder", "ids"])]
    feed: Option<String>,
    /// With --all or --query: only entries in this folder and its subfolders
    #[arg(long, value_name = "FOLDER", conflicts_with = "ids")]
    folder: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum How {
    Read,
    Unread,
    Star,
    Unstar,
    /// Keep for later
    Later,
    /// Keep for later no more
    NotLater,
}

impl How {
    /// Marks entries, and returns the number of those that changed.
    fn apply(
        self,
        store: &mut Store,
        ids: &[EntryId],
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let change = match self {
            Self::Read => StatusChange::Read(true),
            Self::Unread => StatusChange::Read(false),
            Self::Star => StatusChange::Starred(true),
            Self::Unstar => StatusChange::Starred(false),
            Self::Later | Self::NotLater => {
                let is_on = matches!(self, Self::Later);
                let step = store.tag_entries(ids, READ_LATER, is_on, now)?;
                return Ok(step.map_or(0, |step| step.changed as usize));
            }
        };
        Ok(store.change_statuses(ids, change, now)?.changed.ids().len())
    }

    fn done_words(self) -> &'static str {
        match self {
            Self::Read => "Marked as read",
            Self::Unread => "Marked as unread",
            Self::Star => "Starred",
            Self::Unstar => "Unstarred",
            Self::Later => "To read later",
            Self::NotLater => "No longer to read later",
        }
    }
}

/// Marks the entries and prints the number of those that changed.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let search = args
        .query
        .as_deref()
        .map_or_else(|| Ok(Expr::All), |text| checked_query(text, &mut store))?;
    if args.query.is_some() && search == Expr::All {
        return Err(CliError::new("query", "This query matches everything - use --all instead"));
    }
    let ids = chosen(args, search, store.reader(), &profile.clock)?;
    let number = args.how.apply(&mut store, &ids, profile.clock.now()).map_err(store_error)?;
    writeln!(
        out,
        "{}: {number} {}",
        args.how.done_words(),
        if number == 1 { "entry" } else { "entries" }
    )?;
    Ok(())
}

fn chosen(
    args: &Args,
    search: Expr,
    reader: &Reader,
    clock: &Clock,
) -> Result<Vec<EntryId>, CliError> {
    if !args.all && args.query.is_none() {
        return args.ids.iter().map(|id| existing_entry(reader, *id)).collect();
    }
    let source = match (&args.feed, &args.folder) {
        (Some(name), _) => Expr::feed(feed_named(&reader.feeds().map_err(store_error)?, name)?),
        (None, Some(name)) => Expr::folder(folder_named(reader, name)?),
        (None, None) => Expr::All,
    };
    let query = Query::new(source.and(search), clock.zoned());
    Ok(reader.whole_list(&query).map_err(store_error)?.into_iter().map(|entry| entry.id).collect())
}
