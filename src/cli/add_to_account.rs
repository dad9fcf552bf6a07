//! `gleaner add --account`: subscribes to a feed in an account, and tells its server.

use std::io::Write;

use serde_json::json;

use super::CliError;
use super::account::named;
use super::account_sync::{SyncResult, Syncing, sync_accounts};
use super::library::{open, printable, store_error};
use super::profile::Profile;
use crate::library::accounts::{check_offered, subscribe};
use crate::model::{AccountId, Candidate, FolderId};
use crate::net::without_credentials;
use crate::store::{NewFeed, Store, StoreError};

/// What to subscribe to, and where.
pub(super) struct Wish<'a> {
    pub(super) account: &'a str,
    pub(super) chosen: &'a Candidate,
    pub(super) title: Option<String>,
    pub(super) folder: Option<&'a str>,
    pub(super) json: bool,
}

/// Subscribes, syncs the account, and prints the title of the feed.
pub(super) fn run(wish: Wish<'_>, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let account = named(store.reader(), wish.account)?;
    let folder_id = wish
        .folder
        .map(|name| folder(&mut store, account.id, name, profile))
        .transpose()
        .map_err(store_error)?;
    let feed = NewFeed {
        title: wish.title,
        folder_id,
        ..NewFeed::at(without_credentials(wish.chosen.feed_url.clone()))
    };
    let added =
        subscribe(&mut store, account.id, &feed, profile.clock.now()).map_err(store_error)?;
    let results =
        sync_accounts(&mut store, profile, std::slice::from_ref(&account), Syncing::Asked)?;
    let feed = store.reader().feed(added.feed_id).map_err(store_error)?;
    let title = feed.as_ref().map_or(wish.chosen.title.as_str(), |feed| feed.title());
    if wish.json {
        let sync = results.first().map(SyncResult::to_json);
        writeln!(
            out,
            "{}",
            json!({
                "id": added.feed_id.0,
                "title": title,
                "url": wish.chosen.feed_url.as_str(),
                "is_new": added.is_new,
                "account": account.id.0,
                "sync": sync,
            })
        )?;
        return Ok(());
    }
    let words = if added.is_new { "Subscribed to" } else { "Already subscribed to" };
    writeln!(out, "{words} {} in {}", printable(title), printable(&account.name))?;
    for result in &results {
        writeln!(out, "{}", result.to_line(profile.clock.zone()))?;
    }
    Ok(())
}

/// The folder of the account with this name, which is created if it doesn't exist.
fn folder(
    store: &mut Store,
    account: AccountId,
    name: &str,
    profile: &Profile,
) -> Result<FolderId, StoreError> {
    check_offered(store.reader(), account, |abilities| abilities.move_feed)?;
    let folders = store.reader().folders()?;
    let known =
        folders.iter().find(|folder| folder.account_id == Some(account) && folder.name == name);
    match known {
        Some(folder) => Ok(folder.id),
        None => Ok(store.create_account_folder(name, account, profile.clock.now())?.value),
    }
}
