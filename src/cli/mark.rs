//! `gleaner mark`: marks entries as read or unread, stars them or takes the star away.

use std::io::Write;

use jiff::{Timestamp, Zoned};

use super::CliError;
use super::library::{feed_named, folder_named, open, question, store_error};
use crate::config::Paths;
use crate::model::{EntryId, StatusChange};
use crate::query::{Expr, Query};
use crate::store::Reader;

/// Arguments of `gleaner mark`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do with them
    #[arg(value_name = "HOW")]
    how: How,
    /// The numbers of the entries, as `list` shows them
    #[arg(value_name = "ID", required_unless_present_any = ["all", "query"])]
    ids: Vec<i64>,
    /// Every entry instead of some
    #[arg(long, conflicts_with_all = ["ids", "query"])]
    all: bool,
    /// Every entry that a question finds, as in `list`
    #[arg(long, value_name = "QUERY", conflicts_with = "ids")]
    query: Option<String>,
    /// With --all or --query: only entries of this feed, named by number, address or title
    #[arg(long, value_name = "FEED", conflicts_with_all = ["folder", "ids"])]
    feed: Option<String>,
    /// With --all or --query: only entries of the feeds in this folder and the folders in it
    #[arg(long, value_name = "FOLDER", conflicts_with = "ids")]
    folder: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum How {
    Read,
    Unread,
    Star,
    Unstar,
}

impl How {
    fn change(self) -> StatusChange {
        match self {
            Self::Read => StatusChange::Read(true),
            Self::Unread => StatusChange::Read(false),
            Self::Star => StatusChange::Starred(true),
            Self::Unstar => StatusChange::Starred(false),
        }
    }

    fn participle(self) -> &'static str {
        match self {
            Self::Read => "Marked as read",
            Self::Unread => "Marked as unread",
            Self::Star => "Starred",
            Self::Unstar => "Unstarred",
        }
    }
}

/// Marks, and says how many entries were different before.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(paths)?;
    let search =
        args.query.as_deref().map_or_else(|| Ok(Expr::All), |text| question(text, &mut store))?;
    if args.query.is_some() && search == Expr::All {
        return Err(CliError::new(
            "query",
            "This question asks for everything - use --all for that".to_owned(),
        ));
    }
    let ids = chosen(args, search, store.reader())?;
    let done =
        store.change_statuses(&ids, args.how.change(), Timestamp::now()).map_err(store_error)?;
    let number = done.changed.ids().len();
    writeln!(
        out,
        "{}: {number} {}",
        args.how.participle(),
        if number == 1 { "entry" } else { "entries" }
    )?;
    Ok(())
}

fn chosen(args: &Args, search: Expr, reader: &Reader) -> Result<Vec<EntryId>, CliError> {
    if !args.all && args.query.is_none() {
        return args.ids.iter().map(|id| existing(reader, *id)).collect();
    }
    let source = match (&args.feed, &args.folder) {
        (Some(name), _) => Expr::feed(feed_named(&reader.feeds().map_err(store_error)?, name)?),
        (None, Some(name)) => Expr::folder(folder_named(reader, name)?),
        (None, None) => Expr::All,
    };
    let query = Query::new(source.and(search), Zoned::now());
    Ok(reader.whole_list(&query).map_err(store_error)?.into_iter().map(|entry| entry.id).collect())
}

/// A number that is none of an entry stops everything, before anything is marked.
fn existing(reader: &Reader, id: i64) -> Result<EntryId, CliError> {
    let id = EntryId(id);
    match reader.words(id).map_err(store_error)? {
        Some(_) => Ok(id),
        None => Err(CliError::new(
            "no_such_entry",
            format!("There is no entry {} - see gleaner list", id.0),
        )),
    }
}
