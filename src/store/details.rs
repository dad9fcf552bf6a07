//! The fields of an entry that only an open article needs: stored as JSON, and compressed if long.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::error::StoreError;
use crate::model::{Enclosure, EntryContent, EpisodeLinks};

/// JSON from this length on is compressed: summaries can be as long as bodies.
const PACK_FROM: usize = 512;
/// The zstd level. The fastest will do, because details are small.
const LEVEL: i32 = 1;
/// Limit of a decompressed body, in bytes: far above the limit of a fetched feed, so that only a
/// damaged one reaches it.
pub(super) const MAX_UNPACKED: usize = 256 * 1024 * 1024;

/// The fields of [`EntryContent`] that have no column of their own.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Details {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<Timestamp>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Url>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    enclosures: Vec<Enclosure>,
    #[serde(skip_serializing_if = "EpisodeLinks::is_empty")]
    episode: EpisodeLinks,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comments_url: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comments: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_url: Option<Url>,
}

/// The details of an entry in the form in which they are stored.
pub(super) fn pack(content: &EntryContent) -> Result<Vec<u8>, StoreError> {
    let details = Details {
        authors: content.authors.clone(),
        updated: content.updated,
        tags: content.tags.clone(),
        summary: content.summary.clone(),
        base: content.base.clone(),
        enclosures: content.enclosures.clone(),
        episode: content.episode.clone(),
        source_url: content.source_url.clone(),
        comments_url: content.comments_url.clone(),
        comments: content.comments,
        image_url: content.image_url.clone(),
    };
    let json = serde_json::to_vec(&details).map_err(|_| UNREADABLE)?;
    if json.len() < PACK_FROM {
        return Ok(json);
    }
    zstd::bulk::compress(&json, LEVEL).map_err(|_| UNREADABLE)
}

/// Reads stored details into the content of an entry.
pub(super) fn unpack(stored: &[u8], content: &mut EntryContent) -> Result<(), StoreError> {
    // JSON starts with a brace, a zstd frame never does.
    let details: Details = if stored.first() == Some(&b'{') {
        serde_json::from_slice(stored)
    } else {
        serde_json::from_slice(&inflate(stored)?)
    }
    .map_err(|_| UNREADABLE)?;
    content.authors = details.authors;
    content.updated = details.updated;
    content.tags = details.tags;
    content.summary = details.summary;
    content.base = details.base;
    content.enclosures = details.enclosures;
    content.episode = details.episode;
    content.source_url = details.source_url;
    content.comments_url = details.comments_url;
    content.comments = details.comments;
    content.image_url = details.image_url;
    Ok(())
}

/// HTML as it is stored.
pub(super) fn pack_html(html: &str) -> Result<Vec<u8>, StoreError> {
    zstd::bulk::compress(html.as_bytes(), LEVEL).map_err(|_| UNREADABLE)
}

/// A stored body as HTML.
pub(super) fn unpack_html(packed: &[u8]) -> Result<String, StoreError> {
    if packed.is_empty() {
        return Ok(String::new());
    }
    String::from_utf8(inflate(packed)?).map_err(|_| StoreError::Unreadable { what: "article" })
}

const UNREADABLE: StoreError = StoreError::Unreadable { what: "details of an entry" };

fn inflate(packed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let decoder = zstd::stream::read::Decoder::new(packed).map_err(|_| UNREADABLE)?;
    let mut bytes = Vec::new();
    let limit = MAX_UNPACKED as u64;
    std::io::Read::read_to_end(&mut std::io::Read::take(decoder, limit), &mut bytes)
        .map_err(|_| UNREADABLE)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TranscriptLink;

    fn content(summary: &str) -> EntryContent {
        EntryContent {
            authors: vec!["Ada".into(), "Bo".into()],
            updated: Some("2026-11-01T10:00:00Z".parse().unwrap()),
            tags: vec!["rust".into()],
            summary: Some(summary.into()),
            base: Some("https://example.org/".parse().unwrap()),
            enclosures: vec![Enclosure {
                url: "https://example.org/a.mp3".parse().unwrap(),
                media_type: Some("audio/mpeg".into()),
                bytes: Some(1),
                seconds: Some(90),
                title: Some("An episode".into()),
            }],
            episode: EpisodeLinks {
                chapters: Some("https://example.org/c.json".parse().unwrap()),
                transcripts: vec![TranscriptLink {
                    url: "https://example.org/t.vtt".parse().unwrap(),
                    media_type: Some("text/vtt".into()),
                    language: Some("en".into()),
                }],
            },
            source_url: Some("https://example.com/s".parse().unwrap()),
            comments_url: Some("https://example.org/c".parse().unwrap()),
            comments: Some(7),
            image_url: Some("https://example.org/i.png".parse().unwrap()),
            ..EntryContent::default()
        }
    }

    #[test]
    fn details_come_back_short_or_long() {
        for summary in ["short".to_owned(), "long ".repeat(1000)] {
            let published = content(&summary);
            let mut again = EntryContent::default();
            unpack(&pack(&published).unwrap(), &mut again).unwrap();
            assert_eq!(again, published);
        }
    }

    #[test]
    fn long_details_are_packed() {
        assert!(pack(&content(&"long ".repeat(1000))).unwrap().len() < PACK_FROM);
    }

    #[test]
    fn damaged_details_are_an_error_and_not_a_panic() {
        assert!(unpack(b"{\"authors\":", &mut EntryContent::default()).is_err());
        assert!(unpack(&[1, 2, 3], &mut EntryContent::default()).is_err());
        assert!(unpack_html(&[1, 2, 3]).is_err());
    }
}
