//! `gleaner save`: keeps the page at an address in the library, with its text and its pictures.

use std::io::Write;

use serde_json::json;

use super::CliError;
use super::fetching::{Log, client, runtime};
use super::library::{open, printable, store_error};
use super::profile::Profile;
use crate::model::Cause;
use crate::refresh::fetch_page;

/// Arguments of `gleaner save`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The address of the page
    #[arg(value_name = "URL")]
    address: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Saves the page and prints its title.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let log = Log::new(&profile.clock);
    let client = client(profile);
    let (page, picture) =
        (log.client(Cause::FullText, client.clone()), log.client(Cause::Picture, client));
    let fetched = runtime()?.block_on(fetch_page(page.as_ref(), picture.as_ref(), &args.address));
    log.save(&mut store);
    let fetched = fetched.map_err(|err| CliError::new(err.kind(), err.user_message()))?;
    let saved = store.save_page(&fetched, profile.clock.now()).map_err(store_error)?;
    if args.json {
        let saved = json!({
            "id": saved.entry_id,
            "feed_id": saved.feed_id,
            "title": saved.title,
            "url": fetched.content.url,
            "words": fetched.words,
            "is_new": saved.is_new,
        });
        writeln!(out, "{saved}")?;
    } else {
        let verb = if saved.is_new { "Saved" } else { "Saved again" };
        writeln!(out, "{verb} as {}: {}", saved.entry_id.0, printable(&saved.title))?;
    }
    Ok(())
}
