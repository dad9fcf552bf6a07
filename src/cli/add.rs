//! `gleaner add`: subscribes to the feed behind an address and fetches it.

use std::io::Write;
use std::sync::Arc;

use serde_json::{Value, json};
use url::Url;

use super::CliError;
use super::add_to_account::{self, Wish};
use super::fetching::{Log, client, refresh_into, runtime};
use super::library::{open, printable, store_error};
use super::profile::Profile;
use super::refresh_report::Report;
use super::secret::{keyring_error, password_for};
use crate::library::subscriptions;
use crate::model::{Candidate, Cause, FeedId, SignIn};
use crate::net::{
    Grant, HttpClient, Remembering, SigningIn, account_name, origin_of, split_typed,
    without_credentials,
};
use crate::refresh::{CANDIDATES_FETCHED_MAX, Mode, find_feeds, interpret};
use crate::store::{NewFeed, Store};

/// Arguments of `gleaner add`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The address of a feed or of a web page that offers one, or a file
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// Your own title for the feed
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Put the feed in this folder, which is created if it doesn't exist
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<String>,
    /// Subscribe in this account, given by number or name; its server fetches the feed
    #[arg(long, value_name = "ACCOUNT", conflicts_with = "user")]
    pub account: Option<String>,
    /// Sign in with this user name; the password is read from standard input and stored in the
    /// system's keyring
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Take the first feed if the page offers several
    #[arg(long)]
    pub first: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Subscribes and prints the title of the feed.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let (address, grant) = granted(args)?;
    let log = Log::new(&profile.clock);
    let mut client = log.client(Cause::Added, client(profile));
    if let Some(grant) = &grant {
        client = Arc::new(SigningIn::new(client, grant.clone()));
    }
    // The first refresh uses the responses of the search, so the server is asked only once.
    let client: Arc<dyn HttpClient> = Arc::new(Remembering::new(client));
    let found = runtime()?.block_on(find_feeds(client.as_ref(), &address));
    let found = found.map_err(|error| CliError::new(error.kind(), error.user_message()));
    let chosen = found
        .and_then(|found| choose(args, found, out))
        .inspect_err(|_| log.save_if_exists(&profile.paths))?;
    let title =
        args.title.as_deref().map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
    if let Some(account) = &args.account {
        log.save_if_exists(&profile.paths);
        let folder = args.folder.as_deref();
        let wish = Wish { account, chosen: &chosen, title, folder, json: args.json };
        return add_to_account::run(wish, profile, out);
    }
    let mut store = open(profile)?;
    let folders = args.folder.iter().cloned().collect();
    let sign_in = grant.map(|grant| keep(&grant, &chosen.feed_url, profile)).transpose()?;
    let new_feed =
        NewFeed { title, sign_in, ..NewFeed::at(without_credentials(chosen.feed_url.clone())) };
    let imported =
        store.import(&[(new_feed, folders)], profile.clock.now()).map_err(store_error)?;
    let line = match imported.added.first() {
        Some(feed_id) => fetch_first(&mut store, client, *feed_id, profile),
        None => Ok(None),
    };
    log.save(&mut store);
    let line = line?;
    subscriptions::write(&store, &profile.paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    // A permanent redirect may have changed the address of the feed.
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
            json!({
                "id": id,
                "title": title,
                "url": chosen.feed_url.as_str(),
                "is_new": !imported.added.is_empty(),
            })
        )?;
    } else if imported.added.is_empty() {
        writeln!(out, "Already subscribed to {}", printable(title))?;
    } else {
        writeln!(out, "Subscribed to {}", line.unwrap_or_else(|| printable(title)))?;
    }
    Ok(())
}

/// The address without a password, and the credentials for it.
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

/// Stores the credentials in the keyring. This comes before the feed is added, so that no feed
/// names credentials that don't exist.
fn keep(grant: &Grant, feed_url: &Url, profile: &Profile) -> Result<SignIn, CliError> {
    if !grant.is_for(feed_url) {
        let message = format!(
            "The feed is at {}, which was not given the password - add it by that address",
            origin_of(feed_url)
        );
        return Err(CliError::new("credentials", message));
    }
    let account = account_name(&grant.origin, profile.clock.now());
    profile.vault.keep(&account, grant).map_err(keyring_error)
}

/// The only feed that was found, or the first with `--first`.
fn choose(
    args: &Args,
    mut found: Vec<Candidate>,
    out: &mut dyn Write,
) -> Result<Candidate, CliError> {
    // If all of them were asked and one alone answered, the others are no choice.
    let is_living = |candidate: &Candidate| candidate.format.is_some();
    if found.len() <= CANDIDATES_FETCHED_MAX
        && found.iter().filter(|one| is_living(one)).count() == 1
    {
        found.retain(is_living);
    }
    let message =
        "The page offers several feeds - give the address of one, or take the first with --first";
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
    json!({
        "url": candidate.feed_url.as_str(),
        "title": candidate.title,
        "type": candidate.format,
        "newest": candidate.newest,
    })
}

/// Fetches a new feed and returns the line that reports the result.
fn fetch_first(
    store: &mut Store,
    client: Arc<dyn HttpClient>,
    feed_id: FeedId,
    profile: &Profile,
) -> Result<Option<String>, CliError> {
    let feeds: Vec<_> = store.reader().feed(feed_id).map_err(store_error)?.into_iter().collect();
    let states = store.reader().feed_state(feed_id).map_err(store_error)?.into_iter().collect();
    let mut report = Report::new(&feeds, profile.clock.zone().clone());
    let mut text = None;
    refresh_into(
        store,
        client,
        states,
        Mode::Insisted,
        &profile.clock.zoned(),
        &mut |feed_id, outcome, saved| {
            text = Some(report.add(feed_id, outcome, saved).to_string());
            Ok(())
        },
    )?;
    Ok(text)
}
