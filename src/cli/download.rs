//! `gleaner download`: keeps episodes on this computer, or lists those that are.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};

use super::CliError;
use super::fetching::{Log, client, runtime};
use super::library::{feed_named, open, printable, store_error};
use super::profile::Profile;
use super::queue::{episode, title};
use crate::i18n::bytes_words;
use crate::library::episodes::{DownloadNews, Told, download, remove_unwanted, want_downloads};
use crate::model::{Cause, DownloadFailure, DownloadState, EntryId};
use crate::store::{DownloadTask, Reader, Store};

/// Most entries of a feed that are looked at for episodes.
const LOOKED_AT: u32 = 1000;

/// Arguments of `gleaner download`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of an entry, or the address or title of a feed whose newest episodes are wanted;
    /// without it, the downloads are listed
    #[arg(value_name = "ID|FEED")]
    targets: Vec<String>,
    /// How many of the newest episodes of a feed
    #[arg(long, value_name = "N", default_value_t = 1)]
    newest: u32,
    /// Remove the downloads instead
    #[arg(long, requires = "targets")]
    remove: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Downloads the episodes, or lists those that are on this computer.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let now = profile.clock.now();
    let ids = wanted(args, store.reader())?;
    if args.remove {
        store.remove_downloads(&ids, now).map_err(store_error)?;
        let left = store.reader().download_lookups().map_err(store_error)?;
        remove_unwanted(&profile.paths.episodes(), &left);
        return list(args, store.reader(), out);
    }
    if ids.is_empty() {
        return list(args, store.reader(), out);
    }
    want_downloads(&mut store, &ids, now).map_err(store_error)?;
    let tasks = store.reader().download_tasks().map_err(store_error)?;
    let tasks: Vec<DownloadTask> =
        tasks.into_iter().filter(|task| ids.contains(&task.entry_id)).collect();
    let log = Log::new(&profile.clock);
    let mut failure = None;
    for task in &tasks {
        let result = fetch(profile, &log, &mut store, task)?;
        store.end_download(task.entry_id, &result).map_err(store_error)?;
        if let Err(failed) = result {
            failure = Some(CliError::new("download", failed.words));
        }
    }
    log.save(&mut store);
    list(args, store.reader(), out)?;
    failure.map_or(Ok(()), Err)
}

/// The entries that the targets name: numbers of entries, or feeds with their newest episodes.
fn wanted(args: &Args, reader: &Reader) -> Result<Vec<EntryId>, CliError> {
    let mut ids = Vec::new();
    for target in &args.targets {
        if let Ok(id) = target.parse() {
            ids.push(episode(reader, id)?);
            continue;
        }
        let feeds = reader.feeds().map_err(store_error)?;
        let feed = feed_named(&feeds, target)?;
        let mut found = 0;
        for id in reader.newest_of(feed, LOOKED_AT).map_err(store_error)? {
            let entry = reader.entry(id).map_err(store_error)?;
            if found < args.newest && entry.is_some_and(|entry| entry.content.audio().is_some()) {
                ids.push(id);
                found += 1;
            }
        }
    }
    Ok(ids)
}

fn fetch(
    profile: &Profile,
    log: &Log,
    store: &mut Store,
    task: &DownloadTask,
) -> Result<Result<u64, DownloadFailure>, CliError> {
    let client = log.client(Cause::Episode, client(profile));
    // A feed in a private network may name files there.
    client.trust(&task.feed_url);
    let begun = Arc::new(std::sync::Mutex::new(None));
    let noted = Arc::clone(&begun);
    let told: Told = Arc::new(move |news| match news {
        DownloadNews::Begun { validator, total } => {
            let mut begun = noted.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *begun = Some((validator, total));
        }
        DownloadNews::Progress { .. } => {}
    });
    let is_wanted = Arc::new(AtomicBool::new(true));
    let folder = profile.paths.episodes();
    let work = download(client.as_ref(), task, &folder, is_wanted, told);
    let result = runtime()?.block_on(work);
    // A later run goes on with the part that is here.
    let begun = begun.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    if let Some((validator, total)) = begun {
        store.begin_download(task.entry_id, validator.as_deref(), total).map_err(store_error)?;
    }
    Ok(result.map(Option::unwrap_or_default))
}

fn list(args: &Args, reader: &Reader, out: &mut dyn Write) -> Result<(), CliError> {
    let downloads = reader.downloads().map_err(store_error)?;
    let mut rows: Vec<Value> = Vec::new();
    for download in &downloads {
        let title = title(reader, download.entry_id)?;
        let (state, problem) = match &download.state {
            DownloadState::Wanted => ("wanted", None),
            DownloadState::Done => ("done", None),
            DownloadState::Failed(problem) => ("failed", Some(problem)),
        };
        if args.json {
            rows.push(json!({
                "id": download.entry_id,
                "title": title,
                "state": state,
                "bytes": download.bytes,
                "total": download.total,
                "problem": problem,
            }));
            continue;
        }
        let size = bytes_words(download.bytes);
        let title = printable(&title);
        let problem = problem.map(|problem| format!(" - {problem}")).unwrap_or_default();
        let id = download.entry_id.0;
        writeln!(out, "{id:>7}  {state:<6}  {size:>8}  {title}{problem}")?;
    }
    if args.json {
        writeln!(out, "{}", json!({ "downloads": rows }))?;
    }
    Ok(())
}
