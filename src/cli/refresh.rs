//! `gleaner refresh`: asks the servers of the subscribed feeds for news and stores what they say.

use std::io::Write;

use super::CliError;
use super::fetching::{Log, client, refresh_into};
use super::library::{feed_named, folder_named, open, store_error};
use super::refresh_report::Report;
use crate::config::{Paths, Settings, load_toml};
use crate::library::{Scope, feed_states, subscriptions};
use crate::model::{Cause, Feed, FeedState};
use crate::net::Vault;
use crate::refresh::{Mode, PROXY_UNREACHED};
use crate::store::{PURGED_AT_ONCE, Store};

/// Arguments of `gleaner refresh`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this feed: its number, address or title
    #[arg(long, value_name = "FEED", conflicts_with = "folder")]
    pub feed: Option<String>,
    /// Only the feeds in this folder and the folders in it
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<String>,
    /// Only feeds whose time has come, as the window's timer does; for cron and the like
    #[arg(long, conflicts_with_all = ["feed", "folder"])]
    pub due: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Refreshes, prints what came of each feed, then the sum.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(paths)?;
    let feeds = store.reader().feeds().map_err(store_error)?;
    let (states, mode) = chosen(args, &store, &feeds, paths)?;
    let mut report = Report::new(&feeds);
    let log = Log::default();
    let cause = if args.due { Cause::Timer } else { Cause::Asked };
    let client = log.client(cause, client(paths, Vault::default()));
    let end = refresh_into(&mut store, client, states, mode, &mut |feed_id, outcome, saved| {
        let line = report.add(feed_id, outcome, saved);
        if !args.json {
            writeln!(out, "{line}")?;
            out.flush()?;
        }
        Ok(())
    });
    log.save(&mut store);
    purge(&mut store);
    let end = end?;
    // Titles and addresses may have changed.
    subscriptions::write(&store, &paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    if end.is_proxy_unreached {
        return Err(CliError::new("proxy", PROXY_UNREACHED));
    }
    if end.is_offline {
        return Err(CliError::new(
            "offline",
            "No server could be reached - check the connection; everything stays as it was",
        ));
    }
    if args.json {
        writeln!(out, "{}", report.to_json(end))?;
    } else {
        writeln!(out, "{}", report.sum())?;
    }
    Ok(())
}

/// Deletes what is gone for good: without a window nothing else does it. The refresh is done,
/// whatever comes of this.
fn purge(store: &mut Store) {
    loop {
        match store.purge(PURGED_AT_ONCE) {
            Ok(true) => {}
            Ok(false) => return,
            Err(err) => {
                return log::warn!("feeds that are gone for good could not be deleted: {err}");
            }
        }
    }
}

fn chosen(
    args: &Args,
    store: &Store,
    feeds: &[Feed],
    paths: &Paths,
) -> Result<(Vec<FeedState>, Mode), CliError> {
    let (scope, mode) = match (&args.feed, &args.folder) {
        (Some(name), _) => (Scope::Feed(feed_named(feeds, name)?), Mode::Insisted),
        (None, Some(name)) => (Scope::Folder(folder_named(store.reader(), name)?), Mode::Asked),
        (None, None) if args.due => {
            let (settings, note) = load_toml::<Settings>(&paths.settings());
            if let Some(note) = note {
                // Nobody is left to hear that even this could not be written.
                let _ = writeln!(std::io::stderr(), "gleaner: {note}");
            }
            let minutes = settings.refresh_minutes;
            // Without a time for all feeds, a refresh that is asked for by the clock is due when
            // the clock asks.
            let minutes = if minutes == 0 { 1 } else { minutes };
            (Scope::Due { minutes }, Mode::Timer { minutes })
        }
        (None, None) => (Scope::All, Mode::Asked),
    };
    Ok((feed_states(store.reader(), scope).map_err(store_error)?, mode))
}
