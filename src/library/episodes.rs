//! Downloads of episodes: which are wanted, how one is fetched, and which go to make room.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use url::Url;

use crate::i18n::{io_words, t};
use crate::listen::newest_missing;
use crate::model::{DownloadFailure, EntryId, FeedId, PlayProblem, Step};
use crate::net::{
    Accepts, BodySink, FetchError, Headers, HttpClient, Request, Response, Stream, content_range,
};
use crate::store::{DownloadTask, EpisodeLookup, Reader, Store, StoreError};

/// Largest download, in bytes: what can be played.
pub const DOWNLOAD_BYTES_MAX: usize = 1_800_000_000;
/// How often a download that broke off is taken up again by itself.
const RESUMES_MAX: u32 = 5;
/// Most episodes of one feed that are downloaded by themselves.
pub const NEWEST_MAX: u32 = 100;
/// What follows the name of a file that is not complete.
const PARTIAL: &str = ".part";
/// Longest ending of a file's name that is taken over from an address, in bytes.
const ENDING_BYTES_MAX: usize = 5;

/// News of a download while it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DownloadNews {
    /// The server answered with the whole file, which has this mark and size.
    Begun { validator: Option<String>, total: Option<u64> },
    /// Bytes that are here.
    Progress { bytes: u64, total: Option<u64> },
}

impl From<FetchError> for DownloadFailure {
    fn from(error: FetchError) -> Self {
        let may_pass = matches!(
            error,
            FetchError::Connect { .. }
                | FetchError::Dns { .. }
                | FetchError::Timeout { .. }
                | FetchError::Transfer { .. }
        );
        Self { words: error.user_message(), may_pass }
    }
}

/// Gets the news of a download. Must not block.
pub type Told = Arc<dyn Fn(DownloadNews) + Send + Sync>;

/// Wants episodes on this computer, as one step. Entries without audio are left out.
///
/// # Errors
/// If the library can't be read or written.
pub fn want_downloads(
    store: &mut Store,
    ids: &[EntryId],
    now: Timestamp,
) -> Result<Option<Step>, StoreError> {
    let wanted = with_files(store.reader(), ids)?;
    Ok(store.want_downloads(&wanted, now)?.step)
}

/// Wants the newest episodes of a feed that asks for them. Returns whether any is new.
///
/// # Errors
/// If the library can't be read or written.
pub fn want_newest(store: &mut Store, id: FeedId, now: Timestamp) -> Result<bool, StoreError> {
    let reader = store.reader();
    let Some(feed) = reader.feed(id)? else { return Ok(false) };
    let Some(most) = feed.options.listening.downloads else { return Ok(false) };
    let mut settled: HashSet<EntryId> =
        reader.downloads()?.into_iter().map(|download| download.entry_id).collect();
    settled.extend(reader.declined_downloads()?);
    let newest = reader.newest_of(id, most.min(NEWEST_MAX))?;
    for entry in &newest {
        if reader.heard(*entry)?.is_some_and(|heard| heard.is_finished) {
            settled.insert(*entry);
        }
    }
    let missing = newest_missing(&newest, most, |id| settled.contains(&id));
    let wanted = with_files(reader, &missing)?;
    if wanted.is_empty() { Ok(false) } else { store.want_newest(&wanted, now) }
}

fn with_files(reader: &Reader, ids: &[EntryId]) -> Result<Vec<(EntryId, Url, String)>, StoreError> {
    let mut wanted = Vec::new();
    for id in ids {
        let Some(entry) = reader.entry(*id)? else { continue };
        if let Some(file) = entry.content.audio() {
            wanted.push((*id, file.url.clone(), file_name(*id, &file.url)));
        }
    }
    Ok(wanted)
}

/// The name of the file of an episode. Another address is another file.
fn file_name(id: EntryId, url: &Url) -> String {
    let hash = blake3::hash(url.as_str().as_bytes()).to_hex();
    let hash = hash.get(..8).unwrap_or_default();
    let ending = Path::new(url.path()).extension().and_then(|ending| ending.to_str());
    let is_plain = |ending: &&str| {
        ending.len() <= ENDING_BYTES_MAX && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    match ending.filter(is_plain) {
        Some(ending) => format!("{}-{hash}.{}", id.0, ending.to_ascii_lowercase()),
        None => format!("{}-{hash}", id.0),
    }
}

/// Fetches an episode into `folder`, and goes on with a part that is there. Returns its size. If
/// `is_wanted` becomes false, it stops and keeps the part.
///
/// # Errors
/// If the episode can't be fetched or stored.
pub async fn download(
    client: &dyn HttpClient,
    task: &DownloadTask,
    folder: &Path,
    is_wanted: Arc<AtomicBool>,
    told: Told,
) -> Result<Option<u64>, DownloadFailure> {
    let path = folder.join(&task.file);
    if let Ok(found) = fs::metadata(&path) {
        return Ok(Some(found.len()));
    }
    let partial = folder.join(format!("{}{PARTIAL}", task.file));
    let on_disk = |error: io::Error| t!(error_download_disk, reason = io_words(&error));
    fs::create_dir_all(folder).map_err(on_disk)?;
    let mut known = (task.validator.clone(), task.total);
    let mut tries = 0;
    loop {
        let here = fs::metadata(&partial).map_or(0, |found| found.len());
        if here > 0 && known.1 == Some(here) {
            break;
        }
        let part = Part::new(partial.clone(), here, known.clone(), &is_wanted, &told);
        let result = client.get(&request(task, &part, here)).await;
        let state = part.state();
        if let Some(error) = state.failure {
            return Err(on_disk(error).into());
        }
        if !is_wanted.load(Ordering::Acquire) {
            return Ok(None);
        }
        if state.is_other {
            // The file has changed since, or the server sends another part than we asked for.
            fs::remove_file(&partial).map_err(on_disk)?;
            known = (None, None);
        } else {
            known = (state.validator, state.total);
        }
        let is_complete = match result {
            Ok(_) if state.is_page => return Err(PlayProblem::NoSound.words().into()),
            Ok(answer) if answer.status == 416 && here > 0 => {
                // The part was the whole if the size of that was never told. Otherwise the file is
                // another one now.
                let is_whole = known.1.is_none();
                if !is_whole {
                    fs::remove_file(&partial).map_err(on_disk)?;
                    known = (None, None);
                }
                is_whole
            }
            Ok(answer) if !answer.is_ok() => return Err(status_words(&answer).into()),
            Ok(_) => !state.is_other && state.total.is_none_or(|total| state.bytes >= total),
            Err(error) if state.bytes <= here || tries >= RESUMES_MAX => {
                return Err(error.into());
            }
            Err(_) => false,
        };
        if is_complete {
            break;
        }
        tries += 1;
        if tries > RESUMES_MAX {
            return Err(DownloadFailure { words: t!(error_download_broken), may_pass: true });
        }
    }
    let bytes = fs::metadata(&partial).map_err(on_disk)?.len();
    fs::rename(&partial, &path).map_err(on_disk)?;
    Ok(Some(bytes))
}

fn status_words(answer: &Response) -> String {
    answer.error_for_status().map_or_else(|error| error.user_message(), |()| String::new())
}

fn request(task: &DownloadTask, part: &Arc<Part>, from: u64) -> Request {
    let sink: Arc<dyn BodySink> = Arc::<Part>::clone(part);
    Request {
        feed_id: Some(task.feed_id),
        home: Some(task.feed_url.clone()),
        accepts: Accepts::Sound,
        sign_in: task.sign_in.clone(),
        stream: Some(Stream { sink, from }),
        bytes_max: DOWNLOAD_BYTES_MAX,
        ..Request::for_page(task.url.clone())
    }
}

/// The file that a download is written to.
struct Part {
    path: PathBuf,
    /// Bytes that were there before.
    here: u64,
    /// What the part on the disk is of.
    known: (Option<String>, Option<u64>),
    is_wanted: Arc<AtomicBool>,
    told: Told,
    state: Mutex<PartState>,
}

#[derive(Default)]
struct PartState {
    file: Option<File>,
    bytes: u64,
    validator: Option<String>,
    total: Option<u64>,
    failure: Option<io::Error>,
    /// The server sent something else than the rest of the part.
    is_other: bool,
    /// The server sent a page.
    is_page: bool,
}

impl Part {
    fn new(
        path: PathBuf,
        here: u64,
        known: (Option<String>, Option<u64>),
        is_wanted: &Arc<AtomicBool>,
        told: &Told,
    ) -> Arc<Self> {
        let (validator, total) = known.clone();
        let state = PartState { bytes: here, validator, total, ..PartState::default() };
        Arc::new(Self {
            path,
            here,
            known,
            is_wanted: Arc::clone(is_wanted),
            told: Arc::clone(told),
            state: Mutex::new(state),
        })
    }

    /// How far it came. The file is closed.
    fn state(&self) -> PartState {
        std::mem::take(&mut *self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether an answer with the rest of a file is of the part that is here.
    fn is_same(&self, validator: Option<&String>, total: Option<u64>) -> bool {
        let (known, size) = &self.known;
        known.as_ref() == validator && (known.is_some() || size.is_some() && *size == total)
    }
}

impl BodySink for Part {
    fn begin(&self, head: &Response) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if is_page(&head.headers) {
            state.is_page = true;
            return false;
        }
        let validator = head.headers.etag.clone().or_else(|| head.headers.last_modified.clone());
        let range = head.headers.content_range.as_deref().and_then(content_range);
        let (from, total) = match range.filter(|_| head.status == 206) {
            Some((from, total)) => (from, total),
            // A part that does not say which is the one that was asked for.
            None if head.status == 206 => (self.here, None),
            None => (0, head.headers.content_length),
        };
        let goes_on = from > 0 && from == self.here && self.is_same(validator.as_ref(), total);
        if from > 0 && !goes_on {
            state.is_other = true;
            return false;
        }
        let mut options = OpenOptions::new();
        options.create(true).write(true);
        match options.append(goes_on).truncate(!goes_on).open(&self.path) {
            Ok(file) => state.file = Some(file),
            Err(error) => {
                state.failure = Some(error);
                return false;
            }
        }
        state.bytes = from;
        state.total = total;
        state.validator.clone_from(&validator);
        (self.told)(DownloadNews::Begun { validator, total });
        true
    }

    fn take(&self, bytes: &[u8]) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let written = state.file.as_mut().map_or(Ok(()), |file| file.write_all(bytes));
        if let Err(error) = written {
            state.failure = Some(error);
            return false;
        }
        state.bytes += bytes.len() as u64;
        (self.told)(DownloadNews::Progress { bytes: state.bytes, total: state.total });
        self.is_wanted.load(Ordering::Acquire)
    }
}

/// Whether a server sent a page in place of the sound, for example to sign in.
fn is_page(headers: &Headers) -> bool {
    headers.content_type.as_deref().is_some_and(|kind| kind.trim_start().starts_with("text/html"))
}

/// The downloads that go, so that the others need no more than `bytes_max`: first those that were
/// heard, then those that came by themselves, each the oldest first. Those in the queue stay, and
/// those that the user asked for and has not heard.
#[must_use]
pub fn to_make_room(all: &[EpisodeLookup], bytes_max: u64) -> Vec<EntryId> {
    let mut bytes: u64 = all.iter().map(|download| download.bytes).sum();
    let mut gone = Vec::new();
    let is_heard = |download: &&EpisodeLookup| download.is_finished;
    let is_spare = |download: &&EpisodeLookup| !download.is_finished && download.is_auto;
    let may_go = |download: &&EpisodeLookup| download.bytes > 0 && !download.is_queued;
    let heard = all.iter().filter(is_heard);
    for download in heard.chain(all.iter().filter(is_spare)).filter(may_go) {
        if bytes <= bytes_max {
            break;
        }
        bytes = bytes.saturating_sub(download.bytes);
        gone.push(download.entry_id);
    }
    gone
}

/// Deletes the files of downloads that nobody wants any more.
pub fn remove_unwanted(folder: &Path, all: &[EpisodeLookup]) {
    let Ok(found) = fs::read_dir(folder) else { return };
    let wanted: HashSet<&str> = all.iter().map(|download| download.file.as_str()).collect();
    for file in found.flatten() {
        let name = file.file_name();
        let Some(name) = name.to_str() else { continue };
        if !wanted.contains(name.strip_suffix(PARTIAL).unwrap_or(name))
            && let Err(error) = fs::remove_file(file.path())
        {
            log::warn!("{}: {error}", file.path().display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain_and_differ_by_address() {
        let name = |url: &str| file_name(EntryId(7), &url.parse().unwrap());
        let mp3 = name("https://e.org/a/../b.MP3?x=1");
        assert!(mp3.starts_with("7-") && mp3.rsplit('.').next() == Some("mp3"), "{mp3}");
        assert_ne!(mp3, name("https://e.org/b.MP3?x=2"));
        assert!(!name("https://e.org/a.verylong").contains('.'));
        assert!(!name("https://e.org/a.%2e").contains('/'));
    }

    fn download(id: i64, is_finished: bool, is_queued: bool, is_auto: bool) -> EpisodeLookup {
        EpisodeLookup {
            entry_id: EntryId(id),
            file: id.to_string(),
            bytes: 10,
            is_finished,
            is_queued,
            is_auto,
        }
    }

    #[test]
    fn heard_episodes_make_room_before_those_that_came_by_themselves() {
        let all = [
            download(1, false, false, true),
            download(2, true, false, false),
            download(3, true, true, false),
            download(4, false, false, false),
            download(5, true, false, true),
        ];
        let gone =
            |bytes| -> Vec<i64> { to_make_room(&all, bytes).into_iter().map(|id| id.0).collect() };
        assert_eq!(gone(50), [] as [i64; 0]);
        assert_eq!(gone(49), [2]);
        assert_eq!(gone(35), [2, 5]);
        assert_eq!(gone(0), [2, 5, 1], "what is queued or was asked for stays");
    }

    #[test]
    fn files_that_nobody_wants_are_deleted() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["1", "2.part", "9", "9.part"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let all = [download(1, false, false, false), download(2, false, false, false)];
        remove_unwanted(folder.path(), &all);
        let mut left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["1", "2.part"]);
        remove_unwanted(&folder.path().join("missing"), &all);
    }
}
