//! `gleaner refresh`: fetches the subscribed feeds, syncs the accounts, and stores new and changed
//! entries.

use std::io::Write;

use super::CliError;
use super::account_sync::{Syncing, sync_accounts, total_failure};
use super::fetching::{Log, client, refresh_into};
use super::library::{feed_named, folder_named, open, store_error};
use super::profile::Profile;
use super::refresh_report::Report;
use crate::config::{Paths, Settings, load_toml};
use crate::library::{Scope, feed_states, subscriptions};
use crate::model::{Account, Cause, Feed, FeedState};
use crate::refresh::Mode;
use crate::store::{PURGED_AT_ONCE, Reader, Store, StoreError};

/// Arguments of `gleaner refresh`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this feed, given by number, address or title
    #[arg(long, value_name = "FEED", conflicts_with = "folder")]
    pub feed: Option<String>,
    /// Only the feeds in this folder and its subfolders
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<String>,
    /// Only feeds that are due, as with the window's timer; for cron and the like
    #[arg(long, conflicts_with_all = ["feed", "folder"])]
    pub due: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Refreshes the feeds and syncs the accounts, and prints the result of each and then the totals.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let feeds = store.reader().feeds().map_err(store_error)?;
    let Selection { states, mode, accounts, syncing } =
        selection(args, &store, &feeds, &profile.paths)?;
    let mut report = Report::new(&feeds, profile.clock.zone().clone());
    let log = Log::new(&profile.clock);
    let cause = if args.due { Cause::Timer } else { Cause::Asked };
    let client = log.client(cause, client(profile));
    let now = profile.clock.zoned();
    let is_only_accounts = states.is_empty();
    let end =
        refresh_into(&mut store, client, states, mode, &now, &mut |feed_id, outcome, saved| {
            let line = report.add(feed_id, outcome, saved);
            if !args.json {
                writeln!(out, "{line}")?;
                out.flush()?;
            }
            Ok(())
        });
    log.save(&mut store);
    let synced = sync_accounts(&mut store, profile, &accounts, syncing)?;
    for result in &synced {
        let line = report.add_account(result);
        if !args.json {
            writeln!(out, "{line}")?;
        }
    }
    purge(&mut store);
    let end = end?;
    // Titles and addresses may have changed.
    subscriptions::write(&store, &profile.paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    if end.is_proxy_unreached {
        return Err(CliError::new(
            "proxy",
            "No feed could be reached through the proxy \u{2014} check the proxy in the settings",
        ));
    }
    if let Some(error) = total_failure(&synced).filter(|_| is_only_accounts) {
        return Err(error);
    }
    if end.is_offline {
        return Err(CliError::new(
            "offline",
            "No server could be reached - check the connection; nothing was changed",
        ));
    }
    if args.json {
        writeln!(out, "{}", report.to_json(end))?;
    } else {
        writeln!(out, "{}", report.totals())?;
    }
    Ok(())
}

/// Deletes the entries of feeds that were removed for good. Without a window nothing else does.
/// Errors are only logged, because the refresh itself has succeeded.
fn purge(store: &mut Store) {
    loop {
        match store.purge(PURGED_AT_ONCE) {
            Ok(true) => {}
            Ok(false) => return,
            Err(err) => {
                return log::warn!("removed feeds could not be purged: {err}");
            }
        }
    }
}

/// The feeds to refresh, and the accounts whose servers refresh theirs.
struct Selection {
    states: Vec<FeedState>,
    mode: Mode,
    accounts: Vec<Account>,
    syncing: Syncing,
}

/// `--due` follows the settings of the window's timer.
fn selection(
    args: &Args,
    store: &Store,
    feeds: &[Feed],
    paths: &Paths,
) -> Result<Selection, CliError> {
    let (scope, mode) = match (&args.feed, &args.folder) {
        (Some(name), _) => (Scope::Feed(feed_named(feeds, name)?), Mode::Insisted),
        (None, Some(name)) => (Scope::Folder(folder_named(store.reader(), name)?), Mode::Asked),
        (None, None) if args.due => {
            let (settings, note) = load_toml::<Settings>(&paths.settings());
            if let Some(note) = note {
                // If stderr is closed there is nowhere left to report that.
                let _ = writeln!(std::io::stderr(), "gleaner: {note}");
            }
            let minutes = settings.refresh_minutes;
            // 0 turns off the window's timer. Here the caller is the timer, so every feed is due
            // whenever it calls.
            let minutes = if minutes == 0 { 1 } else { minutes };
            (Scope::Due { minutes }, Mode::Timer { minutes })
        }
        (None, None) => (Scope::All, Mode::Asked),
    };
    let states = feed_states(store.reader(), scope).map_err(store_error)?;
    let accounts = accounts_of(store.reader(), feeds, scope).map_err(store_error)?;
    let syncing = match mode {
        Mode::Timer { minutes } => Syncing::Due { minutes },
        Mode::Asked | Mode::Insisted => Syncing::Asked,
    };
    Ok(Selection { states, mode, accounts, syncing })
}

/// The accounts that a scope is in, wholly or in part.
fn accounts_of(reader: &Reader, feeds: &[Feed], scope: Scope) -> Result<Vec<Account>, StoreError> {
    let mut accounts = reader.accounts()?;
    let one = match scope {
        Scope::All | Scope::Due { .. } => return Ok(accounts),
        Scope::New => None,
        Scope::Feed(id) => feeds.iter().find(|feed| feed.id == id).and_then(|feed| feed.account_id),
        Scope::Folder(id) => {
            let folders = reader.folders()?;
            folders.iter().find(|folder| folder.id == id).and_then(|folder| folder.account_id)
        }
    };
    accounts.retain(|account| Some(account.id) == one);
    Ok(accounts)
}
