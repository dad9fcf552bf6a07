//! `gleaner refresh`: asks the servers of the subscribed feeds for news and stores what they say.

use std::io::Write;
use std::sync::Arc;

use super::CliError;
use super::fetching::{refresh_into, store_error};
use super::refresh_report::Report;
use crate::config::Paths;
use crate::model::{Feed, FeedId, FeedState, FolderId};
use crate::net::Client;
use crate::refresh::Mode;
use crate::store::Store;
use crate::worker::{Scope, states, subscriptions};

/// Arguments of `gleaner refresh`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this feed: its number, address or title
    #[arg(long, value_name = "FEED", conflicts_with = "folder")]
    pub feed: Option<String>,
    /// Only the feeds in this folder and the folders in it
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Refreshes, prints what came of each feed, then the sum.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = Store::open(&paths.library()).map_err(store_error)?;
    let feeds = store.reader().feeds().map_err(store_error)?;
    let (states, mode) = chosen(args, &store, &feeds)?;
    let mut report = Report::new(&feeds);
    let end = refresh_into(&mut store, Arc::new(Client::new()), states, mode, &mut |feed_id, outcome, saved| {
        let line = report.add(feed_id, outcome, saved);
        if !args.json {
            writeln!(out, "{line}")?;
            out.flush()?;
        }
        Ok(())
    })?;
    if end.is_offline && report.asked() == 0 {
        return Err(CliError::new("offline", "No server could be reached - check the connection; everything stays as it was"));
    }
    // Titles and addresses may have changed.
    subscriptions::write(&store, &paths.subscriptions()).map_err(|message| CliError::new("write", message))?;
    if args.json {
        writeln!(out, "{}", report.to_json(end))?
    } else {
        writeln!(out, "{}", report.sum())?
    }
    Ok(())
}

fn chosen(args: &Args, store: &Store, feeds: &[Feed]) -> Result<(Vec<FeedState>, Mode), CliError> {
    let (scope, mode) = match (&args.feed, &args.folder) {
        (Some(name), _) => (Scope::Feed(feed_named(feeds, name)?), Mode::Insisted),
        (None, Some(name)) => (Scope::Folder(folder_named(store, name)?), Mode::Asked),
        (None, None) => (Scope::All, Mode::Asked),
    };
    Ok((states(store.reader(), scope).map_err(store_error)?, mode))
}

fn feed_named(feeds: &[Feed], name: &str) -> Result<FeedId, CliError> {
    let is_meant =
        |feed: &&Feed| feed.id.0.to_string() == name || feed.feed_url.as_str() == name || feed.title().eq_ignore_ascii_case(name);
    let found = feeds.iter().find(is_meant).map(|feed| feed.id);
    found.ok_or_else(|| {
        CliError::new("no_such_feed", format!("There is no feed \u{201c}{name}\u{201d} - name it by number, address or title"))
    })
}

fn folder_named(store: &Store, name: &str) -> Result<FolderId, CliError> {
    let folders = store.reader().folders().map_err(store_error)?;
    let found = folders.into_iter().find(|folder| folder.name.eq_ignore_ascii_case(name) || folder.id.0.to_string() == name);
    let found = found.map(|folder| folder.id);
    found.ok_or_else(|| CliError::new("no_such_folder", format!("There is no folder \u{201c}{name}\u{201d} - check the spelling")))
}
