//! Opens an episode: its audio, how far it was heard, its chapters and transcript.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::article::{chapters_in_notes, present};
use crate::library::{missing_episode_files, read_chapters, read_transcript_of};
use crate::listen::{SkipRule, start_of};
use crate::model::{EntryId, Episode};
use crate::store::{Reader, StoreError};
use crate::worker::message::OpenedEpisode;

/// The episode of an entry; `None` if the entry is gone or has no sound. `folder` is that of the
/// downloads.
pub(super) fn open(
    reader: &Reader,
    folder: &Path,
    id: EntryId,
) -> Result<Option<OpenedEpisode>, StoreError> {
    let Some(entry) = reader.entry(id)? else { return Ok(None) };
    let Some(feed) = reader.feed(entry.feed_id)? else { return Ok(None) };
    let Some(audio) = entry.content.audio().cloned() else { return Ok(None) };
    let heard = reader.heard(id)?;
    let skips = SkipRule::from(&feed.options);
    let file = reader.downloaded_file(id)?.map(|name| folder.join(name));
    let known = heard.and_then(|heard| heard.duration);
    let episode = Episode {
        entry_id: id,
        feed_id: feed.id,
        url: audio.url,
        feed_url: feed.feed_url.clone(),
        sign_in: feed.options.sign_in.clone(),
        file,
        title: entry.content.title.clone(),
        feed_title: feed.title().to_owned(),
        cover: entry.content.image_url.clone().or_else(|| feed.icon_url.clone()),
        media_type: audio.media_type,
        duration: known.or_else(|| audio.seconds.map(|secs| Duration::from_secs(secs.into()))),
        start: start_of(heard.as_ref()),
        skip_start: skips.start,
        skip_end: skips.end,
    };
    Ok(Some(OpenedEpisode {
        episode,
        heard,
        chapters: read_chapters(reader, id)?,
        noted_chapters: chapters_in_notes(&present(&entry.content).document),
        transcript: read_transcript_of(reader, id)?.map(Arc::new),
        offers_transcript: !entry.content.episode.transcripts.is_empty(),
        misses_files: !missing_episode_files(reader, &entry)?.is_empty(),
    }))
}
