//! `gleaner import`: takes over a subscription list or the database of another reader, or prints
//! the plan for it.

use std::io::Write;
use std::path::PathBuf;

use super::CliError;
use super::library::{open, printable, store_error};
use super::profile::Profile;
use crate::library::{ImportPlan, PlannedLibrary, import, plan_import, subscriptions};

/// Arguments of `gleaner import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A subscription list (OPML, Newsboat's urls, Thunderbird's feeds.json, one address per line)
    /// or the database of QuiteRSS, RSS Guard, Liferea or NewsFlash, with its entries and stars
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print what would be imported, without importing it
    #[arg(long)]
    dry_run: bool,
}

/// Imports the list and prints a summary.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let plan =
        plan_import(&store, &args.file).map_err(|message| CliError::new("import", message))?;
    for left_out in &plan.left_out {
        let reason = left_out.reason.to_string();
        writeln!(out, "Skipped: {} \u{2014} {}", printable(&left_out.what), printable(&reason))?;
    }
    if args.dry_run {
        return print_plan(&plan, out);
    }
    let extras = extras(&plan);
    let repeated = repeated(&plan);
    let program = plan.library.as_ref().map(|library| library.program.name());
    let report = import(&mut store, plan, profile.clock.now()).map_err(store_error)?;
    subscriptions::write(&store, &profile.paths.subscriptions())
        .map_err(|message| CliError::new("write", message))?;
    writeln!(
        out,
        "Added {}{extras}{repeated}, {} already in the library",
        counted(report.added),
        report.known
    )?;
    if let Some(program) = program {
        writeln!(out, "Imported {} from {program}", entries(report.entries))?;
    }
    Ok(())
}

fn print_plan(plan: &ImportPlan, out: &mut dyn Write) -> Result<(), CliError> {
    for feed in &plan.new_feeds {
        let path = feed.folders.iter().flat_map(|name| [name, " / "]).collect::<String>();
        let title = if feed.title.is_empty() { feed.feed_url.as_str() } else { &feed.title };
        writeln!(out, "+ {}{}  {}", printable(&path), printable(title), feed.feed_url)?;
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
        "Would add {}{}{}, {} already in the library",
        counted(new),
        extras(plan),
        repeated(plan),
        plan.known
    )?;
    if let Some(PlannedLibrary { program, counts, .. }) = &plan.library {
        let (all, unread, starred) = (entries(counts.entries), counts.unread, counts.starred);
        writeln!(out, "{} has {all}, {unread} unread, {starred} starred", program.name())?;
    }
    Ok(())
}

fn entries(count: u32) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// The saved searches and rules of a plan: `, 2 rules`.
fn extras(plan: &ImportPlan) -> String {
    let mut words = String::new();
    for (count, one, several) in [
        (plan.searches.len(), "saved search", "saved searches"),
        (plan.rules.len(), "rule", "rules"),
    ] {
        if count > 0 {
            words.extend([", ", &count.to_string(), " ", if count == 1 { one } else { several }]);
        }
    }
    words
}

/// The feeds that the list has twice: `, 2 listed twice`.
fn repeated(plan: &ImportPlan) -> String {
    if plan.repeated == 0 { String::new() } else { format!(", {} listed twice", plan.repeated) }
}

fn counted(feeds: u32) -> String {
    if feeds == 1 { "1 feed".to_owned() } else { format!("{feeds} feeds") }
}
