//! `gleaner import`: subscribes to the feeds of a subscription list, or says what that would do.

use std::io::Write;
use std::path::PathBuf;

use jiff::Timestamp;

use super::CliError;
use super::library::{open, printable, store_error};
use crate::config::Paths;
use crate::worker::{ImportPlan, subscriptions};

/// Arguments of `gleaner import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The subscription list: OPML, Newsboat's urls, Thunderbird's feeds.json, or addresses, one a
    /// line
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
}

/// Imports, and says what was done.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(paths)?;
    let plan = subscriptions::plan_import(&store, &args.file)
        .map_err(|message| CliError::new("import", message))?;
    for left_out in &plan.left_out {
        writeln!(
            out,
            "Left out: {} - {}",
            printable(&left_out.what),
            printable(&left_out.reason.to_string())
        )?;
    }
    if args.dry_run {
        return print_plan(&plan, out);
    }
    let more = besides(&plan);
    let report = subscriptions::import(&mut store, plan, Timestamp::now()).map_err(store_error)?;
    subscriptions::write(&store, &paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    writeln!(out, "Added {}{more}, {} known already", number(report.added, "feed"), report.known)?;
    Ok(())
}

fn print_plan(plan: &ImportPlan, out: &mut dyn Write) -> Result<(), CliError> {
    for feed in &plan.new_feeds {
        let place = feed.folders.iter().flat_map(|name| [name, " / "]).collect::<String>();
        let title = if feed.title.is_empty() { feed.feed_url.as_str() } else { &feed.title };
        writeln!(out, "+ {}{}  {}", printable(&place), printable(title), feed.feed_url)?;
    }
    for search in &plan.searches {
        writeln!(out, "+ saved search {}: {}", printable(&search.name), printable(&search.query))?;
    }
    for rule in &plan.rules {
        writeln!(out, "+ rule: {}", printable(&rule.query))?;
    }
    let new = u32::try_from(plan.new_feeds.len()).unwrap_or(u32::MAX);
    writeln!(
        out,
        "Would add {}{}, {} known already",
        number(new, "feed"),
        besides(plan),
        plan.known
    )?;
    Ok(())
}

/// What comes with the feeds.
fn besides(plan: &ImportPlan) -> String {
    let mut words = String::new();
    for (many, one, more) in [
        (plan.searches.len(), "saved search", "saved searches"),
        (plan.rules.len(), "rule", "rules"),
    ] {
        if many > 0 {
            words.extend([", ", &many.to_string(), " ", if many == 1 { one } else { more }]);
        }
    }
    words
}

fn number(many: u32, what: &str) -> String {
    if many == 1 { format!("1 {what}") } else { format!("{many} {what}s") }
}
