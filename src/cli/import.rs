//! `gleaner import`: subscribes to the feeds of a subscription list, or says what that would do.

use std::io::Write;
use std::path::PathBuf;

use jiff::Timestamp;

use super::CliError;
use super::library::{open, store_error};
use crate::config::Paths;
use crate::worker::{ImportPlan, subscriptions};

/// Arguments of `gleaner import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The subscription list (OPML)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
}

/// Imports, and says what was done.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(paths)?;
    let plan = subscriptions::plan_import(&store, &args.file).map_err(|message| CliError::new("import", message))?;
    for refused in &plan.refused {
        writeln!(out, "Not a usable address: {}", refused.escape_debug())?;
    }
    if args.dry_run {
        return print_plan(&plan, out);
    }
    let report = subscriptions::import(&mut store, plan, Timestamp::now()).map_err(store_error)?;
    subscriptions::write(&store, &paths.subscriptions()).map_err(|message| CliError::new("write", message))?;
    writeln!(out, "Added {}, {} known already", feeds(report.added), report.known)?;
    Ok(())
}

fn print_plan(plan: &ImportPlan, out: &mut dyn Write) -> Result<(), CliError> {
    for feed in &plan.new_feeds {
        let place = feed.folders.iter().flat_map(|name| [name, " / "]).collect::<String>();
        let title = if feed.title.is_empty() { feed.feed_url.as_str() } else { &feed.title };
        writeln!(out, "+ {}{}  {}", place.escape_debug(), title.escape_debug(), feed.feed_url)?;
    }
    writeln!(out, "Would add {}, {} known already", feeds(u32::try_from(plan.new_feeds.len()).unwrap_or(u32::MAX)), plan.known)?;
    Ok(())
}

fn feeds(number: u32) -> String {
    if number == 1 { "1 feed".to_owned() } else { format!("{number} feeds") }
}
