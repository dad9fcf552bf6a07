//! `gleaner pause`: leaves a feed alone until a time, or refreshes it again.

use std::io::Write;

use serde_json::json;

use super::CliError;
use super::library::{feed_named, local_time, open, store_error};
use super::profile::Profile;
use super::snooze::moment;
use crate::library::Change;
use crate::model::FeedOptions;

/// Arguments of `gleaner pause`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The feed, given by number, address or title
    #[arg(value_name = "FEED")]
    feed: String,
    /// Until when: tomorrow, weekend, next-week, 2026-12-24 or "2026-12-24 18:30"
    #[arg(value_name = "UNTIL", required_unless_present = "resume")]
    until: Option<String>,
    /// End the pause
    #[arg(long, conflicts_with = "until")]
    resume: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Pauses the feed or ends its pause.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let until = args.until.as_deref().map(|text| moment(text, profile)).transpose()?;
    let feeds = store.reader().feeds().map_err(store_error)?;
    let id = feed_named(&feeds, &args.feed)?;
    let Some(feed) = feeds.iter().find(|feed| feed.id == id) else { return Ok(()) };
    if feed.account_id.is_some() {
        let words = "This feed belongs to an account, whose server decides when to fetch it";
        return Err(CliError::new("account", words));
    }
    let options = FeedOptions { paused_until: until, ..feed.options.clone() };
    let change = Change::SetFeedOptions(id, options);
    change.apply(&mut store, profile.clock.now()).map_err(store_error)?;
    if args.json {
        writeln!(out, "{}", json!({ "feed_id": id, "paused_until": until }))?;
        return Ok(());
    }
    match until {
        Some(until) => {
            let time = local_time(until, profile.clock.zone());
            writeln!(out, "Paused until {time}: {}", feed.title())?;
        }
        None => writeln!(out, "Resumed: {}", feed.title())?,
    }
    Ok(())
}
