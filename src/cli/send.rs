//! `gleaner send`: sends an entry to a service that keeps pages.

use std::io::Write;

use serde_json::json;

use super::CliError;
use super::fetching::runtime;
use super::library::{open, printable, store_error};
use super::profile::Profile;
use super::service::{link, named, services};
use crate::document::without_tracking;
use crate::library::keepers::send_page;
use crate::model::{EntryId, Page};

/// Arguments of `gleaner send`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The entry, by its number in `list`
    #[arg(value_name = "ID")]
    pub id: i64,
    /// The service, given by name or by its number in `service list`
    #[arg(value_name = "SERVICE")]
    pub service: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Sends the entry and says so.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let keeper = named(&services(profile), &args.service)?.1;
    let store = open(profile)?;
    let entry = store.reader().entry(EntryId(args.id)).map_err(store_error)?;
    let entry = entry
        .ok_or_else(|| CliError::new("not_found", format!("There is no entry {}", args.id)))?;
    let url = entry
        .content
        .url
        .ok_or_else(|| CliError::new("no_link", format!("Entry {} has no link", args.id)))?;
    let page = Page { url: without_tracking(url), title: entry.content.title };
    let link = link(profile);
    runtime()?
        .block_on(send_page(&link, &keeper, &page))
        .map_err(|message| CliError::new("send", message))?;
    if args.json {
        let sent = json!({ "id": args.id, "service": keeper.kind, "url": page.url });
        writeln!(out, "{sent}")?;
    } else {
        writeln!(out, "Sent to {}: {}", keeper.name(), printable(&page.title))?;
    }
    Ok(())
}
