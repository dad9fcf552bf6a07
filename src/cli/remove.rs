//! `gleaner remove`: unsubscribes from feeds, which can be undone. Their folders stay, as in the
//! window.

use std::collections::BTreeSet;
use std::io::Write;

use serde_json::{Value, json};

use super::CliError;
use super::library::{feed_named, open, printable, store_error};
use super::profile::Profile;
use crate::library::subscriptions;
use crate::model::{Feed, FeedId};

/// Arguments of `gleaner remove`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The feeds, each given by number, address, title or part of a title
    #[arg(value_name = "FEED", required = true)]
    feeds: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Unsubscribes from all feeds as one step. If any name is unknown or ambiguous, nothing is
/// changed.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let feeds = store.reader().feeds().map_err(store_error)?;
    let ids: BTreeSet<FeedId> =
        args.feeds.iter().map(|name| feed_named(&feeds, name)).collect::<Result<_, _>>()?;
    let done = store
        .unsubscribe(&ids.iter().copied().collect::<Vec<_>>(), profile.clock.now())
        .map_err(store_error)?;
    subscriptions::write(&store, &profile.paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    let removed = feeds.iter().filter(|feed| ids.contains(&feed.id));
    if args.json {
        let removed: Vec<_> = removed.map(feed_json).collect();
        writeln!(out, "{}", json!({ "feeds": removed, "step": done.step.map(|step| step.id.0) }))?;
        return Ok(());
    }
    for title in removed.map(Feed::title) {
        writeln!(out, "Unsubscribed from {}", printable(title))?;
    }
    Ok(())
}

fn feed_json(feed: &Feed) -> Value {
    json!({
        "id": feed.id.0,
        "title": feed.title(),
        "url": feed.feed_url.as_str(),
    })
}
