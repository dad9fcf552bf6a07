//! `gleaner add`: subscribes to the feed behind an address and fetches it.

use std::io::Write;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};
use url::Url;

use super::CliError;
use super::fetching::{Log, client, refresh_into, runtime};
use super::library::{open, printable, store_error};
use super::refresh_report::Report;
use super::secret::{keyring_error, password_for};
use crate::config::Paths;
use crate::library::subscriptions;
use crate::model::{Candidate, Cause, FeedId, SignIn};
use crate::net::{
    Grant, HttpClient, Remembering, SigningIn, Vault, account_name, origin_of, split_typed,
    without_credentials,
};
use crate::refresh::{Mode, find_feeds, interpret};
use crate::store::{NewFeed, Store};

/// Arguments of `gleaner add`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The address of a feed or of a page that offers one, or a file
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// Your own title for the feed
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// The folder to put it in; made when there is none of that name
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<String>,
    /// Sign in with this user name and the password from standard input, which goes to the system's
    /// keyring
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Take the first feed when the page offers several
    #[arg(long)]
    pub first: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Subscribes and prints what to.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    run_with(args, paths, &Vault::default(), out)
}

/// The same with another keyring.
pub fn run_with(
    args: &Args,
    paths: &Paths,
    vault: &Vault,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let (address, grant) = granted(args)?;
    let log = Log::default();
    let mut client = log.client(Cause::Added, client(paths, vault.clone()));
    if let Some(grant) = &grant {
        client = Arc::new(SigningIn::new(client, grant.clone()));
    }
    // What was looked at is what is stored first, without asking again.
    let client: Arc<dyn HttpClient> = Arc::new(Remembering::new(client));
    let found = runtime()?.block_on(find_feeds(client.as_ref(), &address));
    let found = found.map_err(|error| CliError::new(error.kind(), error.user_message()));
    let chosen = found
        .and_then(|found| choose(args, found, out))
        .inspect_err(|_| log.save_if_there(paths))?;
    let mut store = open(paths)?;
    let folders = args.folder.iter().cloned().collect();
    let sign_in = grant.map(|grant| keep(&grant, &chosen.feed_url, vault)).transpose()?;
    let title =
        args.title.as_deref().map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
    let new_feed =
        NewFeed { title, sign_in, ..NewFeed::at(without_credentials(chosen.feed_url.clone())) };
    let imported = store.import(&[(new_feed, folders)], Timestamp::now()).map_err(store_error)?;
    let line = match imported.added.first() {
        Some(feed_id) => fetch_first(&mut store, client, *feed_id),
        None => Ok(None),
    };
    log.save(&mut store);
    let line = line?;
    subscriptions::write(&store, &paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    // One that moved as it was fetched is at another address now.
    let feed = match imported.added.first() {
        Some(feed_id) => store.reader().feed(*feed_id),
        None => store.reader().feed_by_url(&without_credentials(chosen.feed_url.clone())),
    };
    let feed = feed.map_err(store_error)?;
    let title = feed.as_ref().map_or(chosen.title.as_str(), |feed| feed.title());
    if args.json {
        let id = feed.as_ref().map(|feed| feed.id.0);
        writeln!(
            out,
            "{}",
            json!({ "id": id, "title": title, "url": chosen.feed_url.as_str(), "is_new": !imported.added.is_empty() })
        )?;
    } else if imported.added.is_empty() {
        writeln!(out, "{} is in the list already", printable(title))?;
    } else {
        writeln!(out, "Subscribed to {}", line.unwrap_or_else(|| printable(title)))?;
    }
    Ok(())
}

/// The address without a password, and what signs in there.
fn granted(args: &Args) -> Result<(String, Option<Grant>), CliError> {
    let (address, own) = split_typed(&args.address);
    let Some(user) = &args.user else { return Ok((address, own)) };
    let urls =
        interpret(&address).map_err(|error| CliError::new(error.kind(), error.user_message()))?;
    let url = urls
        .first()
        .ok_or_else(|| CliError::new("address", "There is no address to sign in to"))?;
    Ok((address, Some(Grant::new(url, password_for(user)?))))
}

/// Keeps the secret before the feed is in the list, so that there is none without.
fn keep(grant: &Grant, feed_url: &Url, vault: &Vault) -> Result<SignIn, CliError> {
    if !grant.is_for(feed_url) {
        let message = format!(
            "The feed is at {}, which did not get the password - add it by that address",
            origin_of(feed_url)
        );
        return Err(CliError::new("credentials", message));
    }
    vault.keep(&account_name(&grant.origin, Timestamp::now()), grant).map_err(keyring_error)
}

/// The only feed that was found, or the first when that is what the person wants.
fn choose(args: &Args, found: Vec<Candidate>, out: &mut dyn Write) -> Result<Candidate, CliError> {
    let message = "There are several feeds - name one of them, or take the first with --first";
    if found.len() > 1 && !args.first {
        if args.json {
            return Err(CliError::Several {
                message: message.to_owned(),
                feeds: found.iter().map(candidate_json).collect(),
            });
        }
        for candidate in &found {
            writeln!(out, "{}  {}", candidate.feed_url, printable(&candidate.title))?;
        }
        return Err(CliError::new("several", message));
    }
    found
        .into_iter()
        .next()
        .ok_or_else(|| CliError::new("no_feed", "There is no feed at this address"))
}

fn candidate_json(candidate: &Candidate) -> Value {
    json!({ "url": candidate.feed_url.as_str(), "title": candidate.title, "type": candidate.format, "newest": candidate.newest })
}

/// Fetches a feed for the first time and says in a line what came of it.
fn fetch_first(
    store: &mut Store,
    client: Arc<dyn HttpClient>,
    feed_id: FeedId,
) -> Result<Option<String>, CliError> {
    let feeds: Vec<_> = store.reader().feed(feed_id).map_err(store_error)?.into_iter().collect();
    let states = store.reader().feed_state(feed_id).map_err(store_error)?.into_iter().collect();
    let mut report = Report::new(&feeds);
    let mut text = None;
    refresh_into(store, client, states, Mode::Insisted, &mut |feed_id, outcome, saved| {
        text = Some(report.add(feed_id, outcome, saved).to_string());
        Ok(())
    })?;
    Ok(text)
}
