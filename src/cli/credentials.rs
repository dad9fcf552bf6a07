//! `gleaner credentials`: shows, sets or removes the credentials of a feed. They are kept in the
//! system's keyring.

use std::io::Write;

use super::CliError;
use super::library::{feed_named_exactly, open, store_error};
use super::profile::Profile;
use super::secret::{keyring_error, password_for, token};
use crate::model::{Feed, SignIn, SignInKind};
use crate::net::{Credentials, Grant, KeyringError, Vault, account_name};

/// Arguments of `gleaner credentials`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The feed, given by number, address or whole title
    #[arg(value_name = "FEED")]
    pub feed: String,
    /// Sign in with this user name and a password from standard input
    #[arg(long, value_name = "NAME", conflicts_with_all = ["bearer", "remove"])]
    pub basic: Option<String>,
    /// Sign in with a token from standard input
    #[arg(long, conflicts_with = "remove")]
    pub bearer: bool,
    /// Stop signing in, and delete the credentials
    #[arg(long)]
    pub remove: bool,
}

/// Changes how a feed is signed in to, or prints it.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let feeds = store.reader().feeds().map_err(store_error)?;
    let id = feed_named_exactly(&feeds, &args.feed)?;
    let Some(feed) = feeds.iter().find(|feed| feed.id == id) else {
        return Err(CliError::new("no_such_feed", "This feed no longer exists"));
    };
    let sign_in = match (&args.basic, args.bearer, args.remove) {
        (Some(user), ..) => Some(keep(feed, password_for(user)?, profile)?),
        (None, true, _) => Some(keep(feed, token()?, profile)?),
        (None, false, true) => {
            remove(feed, &profile.vault)?;
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
    store.set_sign_in(id, sign_in.as_ref(), profile.clock.now()).map_err(store_error)?;
    writeln!(out, "{}: {}", feed.title(), words(sign_in.map(|sign_in| sign_in.kind)))?;
    Ok(())
}

fn keep(feed: &Feed, credentials: Credentials, profile: &Profile) -> Result<SignIn, CliError> {
    let grant = Grant::new(&feed.feed_url, credentials);
    // Credentials for another origin go under a new name: undo needs the old ones.
    let account =
        feed.options.sign_in.as_ref().filter(|known| known.origin == grant.origin).map_or_else(
            || account_name(&grant.origin, profile.clock.now()),
            |known| known.account.clone(),
        );
    profile.vault.keep(&account, &grant).map_err(keyring_error)
}

fn remove(feed: &Feed, vault: &Vault) -> Result<(), CliError> {
    let Some(sign_in) = &feed.options.sign_in else { return Ok(()) };
    match vault.remove(&sign_in.account) {
        // Without a keyring nobody can read the credentials either.
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
