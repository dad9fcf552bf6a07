//! `gleaner queue`: lists the queue of episodes, and changes it.

use std::io::Write;
use std::time::Duration;

use serde_json::{Value, json};

use super::CliError;
use super::library::{existing_entry, open, printable, store_error};
use super::profile::Profile;
use crate::listen::time_words;
use crate::model::{DownloadState, EntryId, Listening, QueueChange};
use crate::store::Reader;

/// Arguments of `gleaner queue`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    change: Option<Change>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    /// Put entries at the end of the queue
    Add {
        /// The numbers of the entries, as listed by `list`
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
    },
    /// Put entries at the beginning of the queue
    Next {
        /// The numbers of the entries, as listed by `list`
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
    },
    /// Remove entries from the queue
    Remove {
        /// The numbers of the entries
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
    },
    /// Move an entry to another place in the queue
    Move {
        /// The number of the entry
        #[arg(value_name = "ID")]
        id: i64,
        /// The place, from 1
        #[arg(value_name = "PLACE")]
        place: usize,
    },
    /// Remove everything from the queue
    Clear,
}

/// Changes the queue if that was asked for, then lists it.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    if let Some(change) = &args.change {
        let change = change_of(change, store.reader())?;
        store.change_queue(&change, profile.clock.now()).map_err(store_error)?;
    }
    let reader = store.reader();
    let listening = reader.listening().map_err(store_error)?;
    if args.json {
        let rows: Vec<Value> = listening
            .queue
            .iter()
            .map(|id| row_json(reader, &listening, *id))
            .collect::<Result<_, _>>()?;
        writeln!(out, "{}", json!({ "queue": rows }))?;
        return Ok(());
    }
    for (place, id) in listening.queue.iter().enumerate() {
        let title = printable(&title(reader, *id)?);
        let play = play_words(reader, *id)?;
        writeln!(out, "{:>3}  {:>7}  {play:>17}  {title}", place + 1, id.0)?;
    }
    Ok(())
}

fn change_of(change: &Change, reader: &Reader) -> Result<QueueChange, CliError> {
    let episodes = |ids: &[i64]| -> Result<Vec<EntryId>, CliError> {
        ids.iter().map(|id| episode(reader, *id)).collect()
    };
    let known = |id: &i64| EntryId(*id);
    Ok(match change {
        Change::Add { ids } => QueueChange::Add(episodes(ids)?),
        Change::Next { ids } => QueueChange::AddFirst(episodes(ids)?),
        Change::Remove { ids } => QueueChange::Remove(ids.iter().map(known).collect()),
        Change::Move { id, place } => QueueChange::Move(EntryId(*id), place.saturating_sub(1)),
        Change::Clear => QueueChange::Clear,
    })
}

/// An entry that has sound.
pub(super) fn episode(reader: &Reader, id: i64) -> Result<EntryId, CliError> {
    let id = existing_entry(reader, id)?;
    let entry = reader.entry(id).map_err(store_error)?;
    if entry.is_some_and(|entry| entry.content.audio().is_some()) {
        return Ok(id);
    }
    let words = format!("Entry {} has no sound - see gleaner list has:audio", id.0);
    Err(CliError::new("no_sound", words))
}

pub(super) fn title(reader: &Reader, id: EntryId) -> Result<String, CliError> {
    let rows = reader.rows(&[id]).map_err(store_error)?;
    Ok(rows.into_iter().next().map(|row| row.title).unwrap_or_default())
}

/// How far an episode was heard: `12:30 / 43:00`.
fn play_words(reader: &Reader, id: EntryId) -> Result<String, CliError> {
    let Some(heard) = reader.heard(id).map_err(store_error)? else { return Ok(String::new()) };
    let position = time_words(heard.position);
    Ok(match heard.duration {
        Some(duration) => format!("{position} / {}", time_words(duration)),
        None => position,
    })
}

fn row_json(reader: &Reader, listening: &Listening, id: EntryId) -> Result<Value, CliError> {
    let title = title(reader, id)?;
    Ok(json!({ "id": id, "title": title, "play": play_json(reader, listening, id)? }))
}

/// The state of an episode: how far it was heard, and whether it is queued and downloaded.
pub(super) fn play_json(
    reader: &Reader,
    listening: &Listening,
    id: EntryId,
) -> Result<Value, CliError> {
    let heard = reader.heard(id).map_err(store_error)?;
    let secs = |time: Duration| time.as_millis() as f64 / 1000.0;
    let download = listening.download(id);
    Ok(json!({
        "position": heard.map_or(0.0, |heard| secs(heard.position)),
        "duration": heard.and_then(|heard| heard.duration).map(secs),
        "is_finished": heard.is_some_and(|heard| heard.is_finished),
        "is_queued": listening.is_queued(id),
        "download": download.map(|download| match download.state {
            DownloadState::Wanted => "wanted",
            DownloadState::Done => "done",
            DownloadState::Failed(_) => "failed",
        }),
        "bytes": download.map(|download| download.bytes),
    }))
}
