//! `gleaner service`: adds, lists, tests and removes services that keep pages. Secrets are read
//! from standard input and kept in the system's keyring.

use std::io::Write;

use clap::Subcommand;
use serde_json::{Value, json};

use super::CliError;
use super::account::ReadSecret;
use super::fetching::{client, runtime};
use super::library::printable;
use super::profile::Profile;
use super::secret::{keyring_error, read_secret};
use crate::config::{KEEPERS_MAX, Settings, read_toml, save_toml};
use crate::library::accounts::Link;
use crate::library::keepers::{KeeperForm, add_keeper, test_keeper};
use crate::model::{Keeper, KeeperKind, Secret};
use crate::net::KeyringError;

/// Arguments of `gleaner service`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    pub act: Act,
}

#[derive(Debug, Subcommand)]
pub enum Act {
    /// Try a service and add it; its token is read from standard input (for Wallabag the password,
    /// and the client secret on the next line)
    Add(AddArgs),
    /// List the services
    List(ListArgs),
    /// Find out whether a service can be used
    Test(NameArgs),
    /// Remove a service and its secret
    Remove(NameArgs),
}

#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// karakeep, linkding, readeck or wallabag
    #[arg(value_name = "KIND", value_parser = kind)]
    pub kind: KeeperKind,
    /// The address of the server
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// The user name, for Wallabag
    #[arg(long, value_name = "NAME", default_value = "")]
    pub user: String,
    /// The id of the client that you created in Wallabag
    #[arg(long, value_name = "ID", default_value = "")]
    pub client_id: String,
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
pub struct NameArgs {
    /// The service, given by name or number
    #[arg(value_name = "SERVICE")]
    pub service: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Args {
    pub(super) fn wants_json(&self) -> bool {
        match &self.act {
            Act::Add(args) => args.json,
            Act::List(args) => args.json,
            Act::Test(args) | Act::Remove(args) => args.json,
        }
    }
}

fn kind(word: &str) -> Result<KeeperKind, String> {
    KeeperKind::from_code(word).ok_or_else(|| {
        let words: Vec<&str> = KeeperKind::ALL.into_iter().map(KeeperKind::code).collect();
        format!("use one of {}", words.join(", "))
    })
}

/// Does what the subcommand says, with secrets from standard input.
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
        Act::Test(args) => test(args, profile, out),
        Act::Remove(args) => remove(args, profile, out),
    }
}

/// The services of a profile.
pub(super) fn services(profile: &Profile) -> Vec<Keeper> {
    read_toml::<Settings>(&profile.paths.settings()).unwrap_or_default().keepers
}

/// The settings, to be changed. A file with a mistake is left as it is.
fn settings(profile: &Profile) -> Result<Settings, CliError> {
    let path = profile.paths.settings();
    match read_toml(&path) {
        Some(settings) => Ok(settings),
        None if !path.exists() => Ok(Settings::default()),
        None => {
            let message = format!("{} has a mistake: correct it, or remove it", path.display());
            Err(CliError::new("settings", message))
        }
    }
}

/// A service by its name or its number from 1, with its place. An ambiguous name matches nothing.
pub(super) fn named(services: &[Keeper], word: &str) -> Result<(usize, Keeper), CliError> {
    let by_number = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let found: Vec<(usize, &Keeper)> = services
        .iter()
        .enumerate()
        .filter(|(at, keeper)| {
            Some(*at) == by_number || keeper.kind.eq_ignore_ascii_case(word.trim())
        })
        .collect();
    match found.as_slice() {
        [(at, keeper)] => Ok((*at, (*keeper).clone())),
        [] => Err(CliError::new("not_found", format!("There is no service {word}"))),
        _ => Err(CliError::new("ambiguous", format!("{word} is several services: use a number"))),
    }
}

/// What is needed to reach services.
pub(super) fn link(profile: &Profile) -> Link {
    Link { client: client(profile), vault: profile.vault.clone(), clock: profile.clock.clone() }
}

fn add(
    args: &AddArgs,
    profile: &Profile,
    secret: ReadSecret<'_>,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    if settings(profile)?.keepers.len() >= KEEPERS_MAX {
        let message = format!("There can be {KEEPERS_MAX} services: remove one first");
        return Err(CliError::new("too_many", message));
    }
    let has_client = args.kind.has_client();
    let form = KeeperForm {
        kind: args.kind.code().to_owned(),
        address: args.address.clone(),
        user: args.user.clone(),
        client_id: args.client_id.clone(),
        secret: Secret::new(secret(if has_client { "Password" } else { "Token" })?),
        client_secret: if has_client {
            Secret::new(secret("Client secret")?)
        } else {
            Secret::default()
        },
    };
    let keeper = runtime()?
        .block_on(add_keeper(&link(profile), &form))
        .map_err(|message| CliError::new("service", message))?;
    // Read again: the server may have taken its time.
    let mut settings = settings(profile)?;
    settings.keepers.push(keeper.clone());
    save(profile, &settings)?;
    if args.json {
        writeln!(out, "{}", keeper_json(settings.keepers.len(), &keeper))?;
    } else {
        writeln!(out, "Added {} ({})", keeper.name(), printable(&keeper.address))?;
    }
    Ok(())
}

fn save(profile: &Profile, settings: &Settings) -> Result<(), CliError> {
    save_toml(&profile.paths.settings(), settings)
        .map_err(|error| CliError::new("write", error.to_string()))
}

fn list(args: &ListArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let services = services(profile);
    let numbered = services.iter().enumerate().map(|(at, keeper)| (at + 1, keeper));
    if args.json {
        let services: Vec<Value> =
            numbered.map(|(number, keeper)| keeper_json(number, keeper)).collect();
        writeln!(out, "{}", json!({ "services": services }))?;
    } else if services.is_empty() {
        writeln!(out, "No services; add one with `gleaner service add`")?;
    } else {
        for (number, keeper) in numbered {
            writeln!(out, "{number}  {}  {}", keeper.name(), printable(&keeper.address))?;
        }
    }
    Ok(())
}

fn keeper_json(number: usize, keeper: &Keeper) -> Value {
    json!({ "number": number, "kind": keeper.kind, "address": keeper.address })
}

fn test(args: &NameArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let (at, keeper) = named(&services(profile), &args.service)?;
    runtime()?
        .block_on(test_keeper(&link(profile), &keeper))
        .map_err(|message| CliError::new("service", message))?;
    if args.json {
        writeln!(out, "{}", keeper_json(at + 1, &keeper))?;
    } else {
        writeln!(out, "{} answers", keeper.name())?;
    }
    Ok(())
}

fn remove(args: &NameArgs, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut settings = settings(profile)?;
    let (at, keeper) = named(&settings.keepers, &args.service)?;
    match profile.vault.remove(&keeper.account) {
        // Without a keyring nobody can read the secret.
        Ok(()) | Err(KeyringError::Missing { .. }) => {}
        Err(error) => return Err(keyring_error(error)),
    }
    settings.keepers.remove(at);
    save(profile, &settings)?;
    if args.json {
        writeln!(out, "{}", keeper_json(at + 1, &keeper))?;
    } else {
        writeln!(out, "Removed {}", keeper.name())?;
    }
    Ok(())
}
