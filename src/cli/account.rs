//! `gleaner account`: adds, lists, renames and removes accounts on servers, and syncs them. Secrets
//! are read from standard input and kept in the system's keyring.

use std::io::Write;

use clap::Subcommand;
use serde_json::{Value, json};

use super::CliError;
use super::account_sync::{SyncResult, Syncing, problem_json, sync_accounts, total_failure};
use super::fetching::{Log, client, runtime};
use super::library::{local_time, open, printable, store_error};
use super::profile::Profile;
use super::secret::read_secret;
use crate::library::accounts::{
    AccountAnswer, AccountError, Application, add_account, find_account, remove_account,
    sign_in_again,
};
use crate::library::subscriptions;
use crate::model::{Account, Cause, Secret, ServiceKind};
use crate::store::Reader;

/// Arguments of `gleaner account`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    pub act: Act,
}

#[derive(Debug, Subcommand)]
pub enum Act {
    /// Add an account; the password or token is read from standard input
    Add(AddArgs),
    /// List the accounts, with their last sync and the changes that wait
    List(ListArgs),
    /// Rename an account
    Rename(RenameArgs),
    /// Remove an account with its feeds from this computer; `undo` restores them
    Remove(NameArgs),
    /// Give an account another password or token, read from standard input
    SignIn(NameArgs),
    /// Send the changes that wait, and fetch what is new
    Sync(SyncArgs),
}

#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// The address of the server
    #[arg(value_name = "ADDRESS", required_unless_present = "service")]
    pub address: Option<String>,
    /// The kind of server; found out if left out
    #[arg(long, value_name = "SERVICE", value_parser = service)]
    pub service: Option<ServiceKind>,
    /// The user name; leave it out to sign in with a token alone
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Your own name for the account
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Send the password even though the address is not encrypted
    #[arg(long)]
    pub plain: bool,
    /// Don't sync yet
    #[arg(long)]
    pub no_sync: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct RenameArgs {
    /// The account, given by number or name
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// Its new name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct NameArgs {
    /// The account, given by number or name
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Default, clap::Args)]
pub struct SyncArgs {
    /// The account, given by number or name; all accounts if left out
    #[arg(value_name = "ACCOUNT")]
    pub account: Option<String>,
    /// Send the changes again that the server refused
    #[arg(long)]
    pub send_again: bool,
    /// Agree that the feeds that the server no longer lists are gone for good
    #[arg(long)]
    pub feeds_are_gone: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Args {
    pub(super) fn wants_json(&self) -> bool {
        match &self.act {
            Act::Add(args) => args.json,
            Act::List(args) => args.json,
            Act::Rename(args) => args.json,
            Act::Remove(args) | Act::SignIn(args) => args.json,
            Act::Sync(args) => args.json,
        }
    }
}

/// Reads a service from its word.
fn service(word: &str) -> Result<ServiceKind, String> {
    ServiceKind::from_code(&word.to_lowercase()).ok_or_else(|| {
        let words: Vec<&str> = ServiceKind::ALL.into_iter().map(ServiceKind::code).collect();
        format!("use one of {}", words.join(", "))
    })
}

/// Where the secret comes from. Tests have their own.
pub type ReadSecret<'a> = &'a dyn Fn(&str) -> Result<String, CliError>;

/// Does what the subcommand says, with the secret from standard input.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    run_with(args, profile, &|what| read_secret(what), out)
}

/// Does what the subcommand says.
pub fn run_with(
    args: &Args,
    profile: &Profile,
    secret: ReadSecret<'_>,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    match &args.act {
        Act::Add(args) => add(args, profile, secret, out),
        Act::List(args) => list(args, profile, out),
        Act::Rename(args) => rename(args, profile, out),
        Act::Remove(args) => remove(args, profile, out),
        Act::SignIn(args) => sign_in(args, profile, secret, out),
        Act::Sync(args) => sync(args, profile, out),
    }
}

fn add(
    args: &AddArgs,
    profile: &Profile,
    secret: ReadSecret<'_>,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let application = Application {
        service: args.service,
        address: args.address.clone().unwrap_or_default(),
        user: args.user.clone().unwrap_or_default(),
        secret: Secret::new(secret(if args.user.is_some() { "Password" } else { "Token" })?),
        may_be_plain: args.plain,
    };
    let log = Log::new(&profile.clock);
    let client = log.client(Cause::Sync, client(profile));
    let found = runtime()?.block_on(find_account(client, &profile.clock, &application));
    let mut store = open(profile)?;
    log.save(&mut store);
    let found = found.map_err(account_error)?;
    let id = add_account(&mut store, &profile.vault, &found, args.name.as_deref())
        .map_err(account_error)?;
    let account = by_id(store.reader(), id.0)?;
    let results = if args.no_sync {
        Vec::new()
    } else {
        sync_accounts(&mut store, profile, std::slice::from_ref(&account), Syncing::Asked)?
    };
    let account = by_id(store.reader(), id.0)?;
    if args.json {
        let mut added = account_json(store.reader(), &account)?;
        if let (Some(result), Value::Object(fields)) = (results.first(), &mut added) {
            fields.insert("sync".to_owned(), result.to_json());
        }
        writeln!(out, "{added}")?;
        return Ok(());
    }
    writeln!(
        out,
        "Added {} ({} at {})",
        printable(&account.name),
        account.service.name(),
        account.address
    )?;
    for result in &results {
        writeln!(out, "{}", result.to_line(profile.clock.zone()))?;
    }
    Ok(())
}

fn list(args: &ListArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let store = open(profile)?;
    let accounts = store.reader().accounts().map_err(store_error)?;
    if args.json {
        let accounts: Vec<Value> = accounts
            .iter()
            .map(|account| account_json(store.reader(), account))
            .collect::<Result<_, _>>()?;
        writeln!(out, "{}", json!({ "accounts": accounts }))?;
        return Ok(());
    }
    for account in &accounts {
        let acts = store.reader().waiting_acts(account.id).map_err(store_error)?;
        let synced = account.last_sync.map_or_else(
            || "never synced".to_owned(),
            |time| format!("synced {}", local_time(time, profile.clock.zone())),
        );
        let mut parts = vec![synced];
        if acts.waiting > 0 {
            parts.push(format!("{} waiting", counted(acts.waiting)));
        }
        if acts.parked > 0 {
            parts.push(format!("{} not sent", counted(acts.parked)));
        }
        writeln!(
            out,
            "{:>5}  {}  {} at {}  {}",
            account.id.0,
            printable(&account.name),
            account.service.name(),
            account.address,
            parts.join(", ")
        )?;
        if let Some(problem) = &account.problem {
            writeln!(out, "{:7}{}", "", printable(&problem.words()))?;
        }
    }
    Ok(())
}

fn counted(acts: u32) -> String {
    if acts == 1 { "1 change".to_owned() } else { format!("{acts} changes") }
}

fn rename(args: &RenameArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let account = named(store.reader(), &args.account)?;
    let name = args.name.trim();
    if name.is_empty() {
        return Err(CliError::new("name", "An account needs a name"));
    }
    let step = store.rename_account(account.id, name, profile.clock.now()).map_err(store_error)?;
    if args.json {
        let account = by_id(store.reader(), account.id.0)?;
        writeln!(out, "{}", account_json(store.reader(), &account)?)?;
    } else if let Some(step) = step.step {
        writeln!(out, "{}", printable(&step.kind.words()))?;
    }
    Ok(())
}

fn remove(args: &NameArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let account = named(store.reader(), &args.account)?;
    let step = remove_account(&mut store, &profile.vault, &account, profile.clock.now())
        .map_err(account_error)?;
    subscriptions::write(&store, &profile.paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    if args.json {
        let step = step.map(|step| step.id.0);
        writeln!(out, "{}", json!({ "id": account.id.0, "name": account.name, "step": step }))?;
    } else if let Some(step) = step {
        writeln!(out, "{}", printable(&step.kind.words()))?;
    }
    Ok(())
}

fn sign_in(
    args: &NameArgs,
    profile: &Profile,
    secret: ReadSecret<'_>,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let account = named(store.reader(), &args.account)?;
    let application = Application {
        service: Some(account.service),
        address: account.address.to_string(),
        user: account.user.clone(),
        secret: Secret::new(secret(if account.user.is_empty() { "Token" } else { "Password" })?),
        may_be_plain: account.address.scheme() == "http",
    };
    let log = Log::new(&profile.clock);
    let client = log.client(Cause::Sync, client(profile));
    let found = runtime()?.block_on(find_account(client, &profile.clock, &application));
    log.save(&mut store);
    let found = found.map_err(account_error)?;
    sign_in_again(&mut store, &profile.vault, &account, &found.credentials)
        .map_err(account_error)?;
    if args.json {
        let account = by_id(store.reader(), account.id.0)?;
        writeln!(out, "{}", account_json(store.reader(), &account)?)?;
    } else {
        writeln!(out, "Signed in to {}", printable(&account.name))?;
    }
    Ok(())
}

fn sync(args: &SyncArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let accounts = match &args.account {
        Some(name) => vec![named(store.reader(), name)?],
        None => store.reader().accounts().map_err(store_error)?,
    };
    if accounts.is_empty() {
        return Err(CliError::new(
            "no_such_account",
            "There is no account - add one with gleaner account add",
        ));
    }
    let answers = [
        (args.send_again, AccountAnswer::SendAgain),
        (args.feeds_are_gone, AccountAnswer::FeedsAreGone),
    ];
    for (_, answer) in answers.into_iter().filter(|(is_given, _)| *is_given) {
        for account in &accounts {
            answer.apply(&mut store, account.id).map_err(store_error)?;
        }
    }
    let results = sync_accounts(&mut store, profile, &accounts, Syncing::Asked)?;
    if let Some(error) = total_failure(&results) {
        return Err(error);
    }
    if args.json {
        let results: Vec<Value> = results.iter().map(SyncResult::to_json).collect();
        writeln!(out, "{}", json!({ "accounts": results }))?;
    } else {
        for result in &results {
            writeln!(out, "{}", result.to_line(profile.clock.zone()))?;
        }
    }
    Ok(())
}

fn account_json(reader: &Reader, account: &Account) -> Result<Value, CliError> {
    let acts = reader.waiting_acts(account.id).map_err(store_error)?;
    Ok(json!({
        "id": account.id.0,
        "name": account.name,
        "service": account.service.code(),
        "address": account.address,
        "user": account.user,
        "last_sync": account.last_sync,
        "paused_until": account.paused_until,
        "problem": account.problem.as_ref().map(problem_json),
        "waiting": acts.waiting,
        "not_sent": acts.parked,
    }))
}

/// Finds an account by its number or its whole name.
pub(super) fn named(reader: &Reader, name: &str) -> Result<Account, CliError> {
    let accounts = reader.accounts().map_err(store_error)?;
    let name = name.trim();
    let by_number = accounts.iter().find(|account| account.id.0.to_string() == name);
    let same_name = |account: &&Account| account.name.to_lowercase() == name.to_lowercase();
    by_number.or_else(|| accounts.iter().find(same_name)).cloned().ok_or_else(|| {
        let words = format!(
            "There is no account \u{201c}{name}\u{201d} - \
             give its number or name, see gleaner account list"
        );
        CliError::new("no_such_account", words)
    })
}

fn by_id(reader: &Reader, id: i64) -> Result<Account, CliError> {
    named(reader, &id.to_string())
}

// By value, so that it fits `map_err`.
#[allow(clippy::needless_pass_by_value)]
fn account_error(error: AccountError) -> CliError {
    log::warn!("{error}");
    let hint = match error {
        AccountError::Plain { .. } => " (--plain)",
        AccountError::Address(_)
        | AccountError::NoAddress
        | AccountError::Credentials(_)
        | AccountError::Server(_)
        | AccountError::NothingFound { .. }
        | AccountError::Keyring(_)
        | AccountError::Store(_) => "",
    };
    CliError::new(error.kind(), format!("{}{hint}", error.user_message()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_named_by_its_word_in_any_case() {
        assert_eq!(service("FreshRSS"), Ok(ServiceKind::FreshRss));
        assert!(service("gopher").unwrap_err().contains("miniflux"));
    }
}
