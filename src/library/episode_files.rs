//! Chapters and transcripts that feeds name: which are missing, fetching, saving, reading.

use crate::listen::{
    CHAPTER_FILE_BYTES_MAX, TRANSCRIPT_BYTES_MAX, Transcript, chapters_from_json, read_transcript,
};
use crate::markup::decode;
use crate::model::{Chapter, Entry, EntryId, Feed};
use crate::net::{Accepts, HttpClient, Request};
use crate::parse::ParseContext;
use crate::store::{EpisodeFile, EpisodeFileKind, Reader, Store, StoreError};

/// A file to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedFile {
    pub kind: EpisodeFileKind,
    pub url: url::Url,
    pub media_type: Option<String>,
}

/// The files of an episode that were not fetched yet.
///
/// # Errors
/// If the library can't be read.
pub fn missing_episode_files(
    reader: &Reader,
    entry: &Entry,
) -> Result<Vec<WantedFile>, StoreError> {
    let links = &entry.content.episode;
    let chapters = links.chapters.clone().map(|url| (EpisodeFileKind::Chapters, url, None));
    let transcript = links
        .best_transcript()
        .map(|link| (EpisodeFileKind::Transcript, link.url.clone(), link.media_type.clone()));
    let mut missing = Vec::new();
    for (kind, url, media_type) in chapters.into_iter().chain(transcript) {
        if reader.episode_file(entry.id, kind)?.is_none() {
            missing.push(WantedFile { kind, url, media_type });
        }
    }
    Ok(missing)
}

/// Fetches a file of an episode of a feed. The error is a sentence for the user.
///
/// # Errors
/// If the file can't be fetched.
pub async fn fetch_episode_file(
    client: &dyn HttpClient,
    feed: &Feed,
    wanted: &WantedFile,
) -> Result<EpisodeFile, String> {
    let (accepts, bytes_max) = match wanted.kind {
        EpisodeFileKind::Chapters => (Accepts::Json, CHAPTER_FILE_BYTES_MAX),
        EpisodeFileKind::Transcript => (Accepts::Page, TRANSCRIPT_BYTES_MAX),
    };
    let request = Request {
        feed_id: Some(feed.id),
        sign_in: feed.options.sign_in.clone(),
        accepts,
        bytes_max,
        ..Request::named_at(&feed.feed_url, wanted.url.clone())
    };
    let answer = client.get(&request).await.map_err(|err| err.user_message())?;
    answer.error_for_status().map_err(|err| err.user_message())?;
    let sent_type = answer.headers.content_type.clone();
    let context = ParseContext::new(Some(answer.url.clone()), sent_type.as_deref());
    let url = answer.url.clone();
    let bytes = answer.body.decode(&url).map_err(|err| err.user_message())?;
    let text = decode(&bytes, context.charset.as_deref()).into_owned();
    Ok(EpisodeFile { url, media_type: wanted.media_type.clone().or(sent_type), text })
}

/// Saves a file of an episode. The words of a transcript are found by the search from then on.
///
/// # Errors
/// If the library can't be written.
pub fn save_episode_file(
    store: &mut Store,
    id: EntryId,
    kind: EpisodeFileKind,
    file: &EpisodeFile,
) -> Result<(), StoreError> {
    let words = match kind {
        EpisodeFileKind::Chapters => None,
        EpisodeFileKind::Transcript => {
            let transcript = read_transcript(file.media_type.as_deref(), &file.text);
            Some(transcript.map_or_else(String::new, |transcript| transcript.words()))
        }
    };
    store.save_episode_file(id, kind, file, words.as_deref())
}

/// The chapters of the file that the feed names; none if it was not fetched.
///
/// # Errors
/// If the library can't be read.
pub fn read_chapters(reader: &Reader, id: EntryId) -> Result<Vec<Chapter>, StoreError> {
    let file = reader.episode_file(id, EpisodeFileKind::Chapters)?;
    Ok(file.map_or_else(Vec::new, |file| chapters_from_json(file.text.as_bytes(), &file.url)))
}

/// The transcript of an episode, if it was fetched and can be read.
///
/// # Errors
/// If the library can't be read.
pub fn read_transcript_of(reader: &Reader, id: EntryId) -> Result<Option<Transcript>, StoreError> {
    let file = reader.episode_file(id, EpisodeFileKind::Transcript)?;
    Ok(file.and_then(|file| read_transcript(file.media_type.as_deref(), &file.text)))
}
