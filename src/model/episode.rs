//! Episodes: entries with audio. The files that publishers offer beside the audio, how far an
//! episode was heard, and its download.

use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use super::entry::{Enclosure, EntryContent};
use super::ids::EntryId;

/// Chapters and transcripts of an episode, as its feed names them (Podcasting 2.0).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EpisodeLinks {
    /// A file of chapters in JSON (`podcast:chapters`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapters: Option<Url>,
    /// The same transcript in several forms or languages (`podcast:transcript`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transcripts: Vec<TranscriptLink>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranscriptLink {
    pub url: Url,
    /// As published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// The language tag as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl EpisodeLinks {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chapters.is_none() && self.transcripts.is_empty()
    }

    /// The transcript to fetch: the one in the best form, of several the first.
    #[must_use]
    pub fn best_transcript(&self) -> Option<&TranscriptLink> {
        self.transcripts
            .iter()
            .enumerate()
            .max_by_key(|(at, link)| (link.rank(), std::cmp::Reverse(*at)))
            .map(|(_, link)| link)
    }
}

impl TranscriptLink {
    /// How much the form says of times and speakers.
    fn rank(&self) -> u8 {
        let kind = self.media_type.as_deref().unwrap_or_default().to_ascii_lowercase();
        let ending = ending(&self.url);
        let is = |words: &[&str]| {
            words.iter().any(|word| kind.contains(word) || ending.as_deref() == Some(*word))
        };
        if is(&["vtt"]) {
            4
        } else if is(&["json"]) {
            3
        } else if is(&["srt", "subrip"]) {
            2
        } else {
            u8::from(is(&["html"]))
        }
    }
}

/// The kind of an attached file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Picture,
    Video,
    Audio,
    Other,
}

impl Enclosure {
    /// The kind of the file, by its type and else by its name.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        let media_type = self.media_type.as_deref().unwrap_or_default().to_ascii_lowercase();
        match media_type.split('/').next().unwrap_or_default() {
            "image" => FileKind::Picture,
            "video" => FileKind::Video,
            "audio" => FileKind::Audio,
            // YouTube publishes its videos with the media type of Flash.
            "application" if media_type.ends_with("flash") => FileKind::Video,
            _ => match ending(&self.url).as_deref().unwrap_or_default() {
                "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" => FileKind::Picture,
                "mp4" | "webm" | "mkv" | "mov" | "m4v" => FileKind::Video,
                "mp3" | "m4a" | "ogg" | "opus" | "oga" | "aac" | "flac" | "wav" => FileKind::Audio,
                _ => FileKind::Other,
            },
        }
    }
}

/// What follows the last point in the path of an address, in lower case.
fn ending(url: &Url) -> Option<String> {
    Path::new(url.path())
        .extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase())
}

impl EntryContent {
    /// The audio file of an episode; `None` for other entries.
    #[must_use]
    pub fn audio(&self) -> Option<&Enclosure> {
        self.enclosures.iter().find(|file| {
            file.kind() == FileKind::Audio && matches!(file.url.scheme(), "http" | "https")
        })
    }
}

/// Why an episode is not on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadFailure {
    /// A sentence for the user.
    pub words: String,
    /// There was no connection, or it broke: it is tried again by itself.
    pub may_pass: bool,
}

impl From<String> for DownloadFailure {
    fn from(words: String) -> Self {
        Self { words, may_pass: false }
    }
}

/// How far an episode was heard. This is not its read state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heard {
    pub position: Duration,
    /// The playing time, if it is known.
    pub duration: Option<Duration>,
    /// Whether it was played to its end.
    pub is_finished: bool,
}

/// An episode that is on this computer, or will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    pub entry_id: EntryId,
    pub state: DownloadState,
    /// Bytes that are here.
    pub bytes: u64,
    /// Bytes of the whole file, if the server said so.
    pub total: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DownloadState {
    /// Not complete yet: it waits or is on its way.
    Wanted,
    Done,
    /// A sentence for the user.
    Failed(String),
}

/// The episodes that the window always knows of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listening {
    /// The queue, the next episode first.
    pub queue: Vec<EntryId>,
    pub downloads: Vec<Download>,
}

impl Listening {
    #[must_use]
    pub fn download(&self, id: EntryId) -> Option<&Download> {
        self.downloads.iter().find(|download| download.entry_id == id)
    }

    #[must_use]
    pub fn is_queued(&self, id: EntryId) -> bool {
        self.queue.contains(&id)
    }
}

/// A change of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueueChange {
    /// Put entries at the end.
    Add(Vec<EntryId>),
    /// Put entries at the beginning.
    AddFirst(Vec<EntryId>),
    Remove(Vec<EntryId>),
    /// Move an entry to a place, from 0.
    Move(EntryId, usize),
    Clear,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str, media_type: Option<&str>) -> Enclosure {
        Enclosure {
            url: url.parse().unwrap(),
            media_type: media_type.map(str::to_owned),
            bytes: None,
            seconds: None,
            title: None,
        }
    }

    #[test]
    fn a_file_is_known_by_its_type_and_else_by_its_name() {
        let kind = |url, media_type| file(url, media_type).kind();
        assert_eq!(kind("https://e.org/a", Some("audio/mpeg")), FileKind::Audio);
        assert_eq!(kind("https://e.org/a.MP3?x=1", None), FileKind::Audio);
        assert_eq!(kind("https://e.org/a.webp", Some("")), FileKind::Picture);
        let flash = Some("application/x-shockwave-flash");
        assert_eq!(kind("https://e.org/v/1", flash), FileKind::Video);
        assert_eq!(kind("https://e.org/a.pdf", Some("application/pdf")), FileKind::Other);
    }

    #[test]
    fn an_episode_is_the_first_audio_file_of_the_web() {
        let enclosures = vec![
            file("https://e.org/cover.png", None),
            file("file:///etc/a.mp3", None),
            file("https://e.org/a.mp3", None),
            file("https://e.org/b.mp3", None),
        ];
        let content = EntryContent { enclosures, ..EntryContent::default() };
        assert_eq!(content.audio().unwrap().url.as_str(), "https://e.org/a.mp3");
        assert_eq!(EntryContent::default().audio(), None);
    }

    #[test]
    fn the_transcript_with_the_most_times_is_taken() {
        let link = |url: &str, media_type: Option<&str>| TranscriptLink {
            url: url.parse().unwrap(),
            media_type: media_type.map(str::to_owned),
            language: None,
        };
        let links = |transcripts| EpisodeLinks { chapters: None, transcripts };
        let all = links(vec![
            link("https://e.org/t", Some("text/html")),
            link("https://e.org/t.srt", None),
            link("https://e.org/t1.vtt", None),
            link("https://e.org/t2", Some("text/VTT; charset=utf-8")),
        ]);
        assert_eq!(all.best_transcript().unwrap().url.as_str(), "https://e.org/t1.vtt");
        assert_eq!(links(Vec::new()).best_transcript(), None);
    }
}
