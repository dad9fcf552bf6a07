//! `gleaner credentials`: what signs in to a feed, kept in the system's keyring.

use std::io::Write;

use jiff::Timestamp;

use super::CliError;
use super::library::{feed_named_exactly, open, store_error};
use super::secret::{keyring_error, password_for, token};
use crate::config::Paths;
use crate::model::{Feed, SignInKind};
use crate::net::{Credentials, Grant, KeyringError, Vault, account_name};

/// Arguments of `gleaner credentials`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The feed: its number, address or title
    #[arg(value_name = "FEED")]
    pub feed: String,
    /// Sign in with this user name and the password from standard input
    #[arg(long, value_name = "NAME", conflicts_with_all = ["bearer", "remove"])]
    pub basic: Option<String>,
    /// Sign in with the token from standard input
    #[arg(long, conflicts_with = "remove")]
    pub bearer: bool,
    /// Sign in no more, and forget the secret
    #[arg(long)]
    pub remove: bool,
}

/// Changes what signs in to a feed, or says what does.
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
    let mut store = open(paths)?;
    let feeds = store.reader().feeds().map_err(store_error)?;
    let id = feed_named_exactly(&feeds, &args.feed)?;
    let Some(feed) = feeds.iter().find(|feed| feed.id == id) else {
        return Err(CliError::new("no_such_feed", "This feed is gone"));
    };
    let sign_in = match (&args.basic, args.bearer, args.remove) {
        (Some(user), ..) => Some(keep(feed, password_for(user)?, vault)?),
        (None, true, _) => Some(keep(feed, token()?, vault)?),
        (None, false, true) => {
            remove(feed, vault)?;
            None
        }
        (None, false, false) => {
            writeln!(
                out,
                "{}: {}",
                feed.title(),
                words(feed.options.sign_in.as_ref().map(|sign_in| sign_in.kind))
            )?;
            return Ok(());
        }
    };
    store.set_sign_in(id, sign_in.as_ref(), Timestamp::now()).map_err(store_error)?;
    writeln!(out, "{}: {}", feed.title(), words(sign_in.map(|sign_in| sign_in.kind)))?;
    Ok(())
}

fn keep(
    feed: &Feed,
    credentials: Credentials,
    vault: &Vault,
) -> Result<crate::model::SignIn, CliError> {
    let grant = Grant::new(&feed.feed_url, credentials);
    let same = feed
        .options
        .sign_in
        .as_ref()
        .filter(|known| known.origin == grant.origin)
        .map(|known| known.account.clone());
    vault
        .keep(&same.unwrap_or_else(|| account_name(&grant.origin, Timestamp::now())), &grant)
        .map_err(keyring_error)
}

fn remove(feed: &Feed, vault: &Vault) -> Result<(), CliError> {
    let Some(sign_in) = &feed.options.sign_in else { return Ok(()) };
    match vault.remove(&sign_in.account) {
        // Without a keyring nobody can read what was in it.
        Ok(()) | Err(KeyringError::Missing { .. }) => Ok(()),
        Err(error) => Err(keyring_error(error)),
    }
}

fn words(kind: Option<SignInKind>) -> &'static str {
    match kind {
        None => "no sign-in",
        Some(SignInKind::Password) => "signs in with a user name and password from the keyring",
        Some(SignInKind::Token) => "signs in with a token from the keyring",
    }
}
