//! `gleaner snooze`: puts entries out of sight until a time, or lists those that are.

use std::io::Write;

use serde_json::json;

use super::CliError;
use super::library::{existing_entry, local_time, open, printable, store_error};
use super::profile::Profile;
use crate::model::{EntryId, Snooze, SnoozeTime};
use crate::query::{Expr, Query};
use crate::store::Reader;

/// Arguments of `gleaner snooze`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Until when: tonight, tomorrow, weekend, next-week, 2026-12-24 or "2026-12-24 18:30";
    /// without it, the sleeping entries are listed
    #[arg(value_name = "UNTIL", requires = "ids")]
    until: Option<String>,
    /// The numbers of the entries, as listed by `list`; `mark unread` wakes them
    #[arg(value_name = "ID")]
    ids: Vec<i64>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Snoozes the entries, or lists those that sleep.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let Some(text) = &args.until else { return list(args, store.reader(), profile, out) };
    let until = moment(text, profile)?;
    let ids: Vec<EntryId> =
        args.ids.iter().map(|id| existing_entry(store.reader(), *id)).collect::<Result<_, _>>()?;
    let done = store.snooze(&ids, until, profile.clock.now()).map_err(store_error)?;
    let number = done.step.map_or(0, |step| step.changed);
    if args.json {
        writeln!(out, "{}", json!({ "snoozed": number, "until": until }))?;
        return Ok(());
    }
    let noun = if number == 1 { "entry" } else { "entries" };
    writeln!(out, "Snoozed until {}: {number} {noun}", local_time(until, profile.clock.zone()))?;
    Ok(())
}

/// The moment that a user names.
pub(super) fn moment(text: &str, profile: &Profile) -> Result<jiff::Timestamp, CliError> {
    let time = SnoozeTime::parse(text).ok_or_else(|| {
        CliError::new(
            "time",
            format!(
                "There is no time \u{201c}{}\u{201d} - write tonight, tomorrow, weekend, next-week \
                 or a date such as 2026-12-24",
                printable(text)
            ),
        )
    })?;
    time.after(&profile.clock.zoned())
        .ok_or_else(|| CliError::new("time", "This time is past - choose one in the future"))
}

fn list(
    args: &Args,
    reader: &Reader,
    profile: &Profile,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let query = Query::new(Expr::SNOOZED, profile.clock.zoned());
    let entries = reader.whole_list(&query).map_err(store_error)?;
    let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
    let mut rows = reader.rows(&ids).map_err(store_error)?;
    rows.sort_by_key(|row| until(row.snooze));
    if args.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| json!({ "id": row.id, "title": row.title, "until": until(row.snooze) }))
            .collect();
        writeln!(out, "{}", json!({ "entries": rows }))?;
        return Ok(());
    }
    for row in rows {
        let until = until(row.snooze).map(|until| local_time(until, profile.clock.zone()));
        let title = printable(if row.title.is_empty() { &row.excerpt } else { &row.title });
        writeln!(out, "{:>7}  {}  {title}", row.id.0, until.unwrap_or_default())?;
    }
    Ok(())
}

fn until(snooze: Option<Snooze>) -> Option<jiff::Timestamp> {
    match snooze? {
        Snooze::Asleep(until) => Some(until),
        Snooze::Back(_) => None,
    }
}
