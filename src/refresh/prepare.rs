//! Prepares parsed entries for the store: makes the excerpt and the text, hashes the content.

use crate::article::{complete, digest_and_text};
use crate::model::{EntryContent, EntryKey, FreshEntry, Identity, KeyOrigin};
use crate::parse::{ParsedEntry, ParsedFeed};

/// Entries that the document lists again are left out.
#[must_use]
pub fn prepare(entries: Vec<ParsedEntry>) -> Vec<FreshEntry> {
    entries.into_iter().filter(|entry| !entry.is_repeat).map(prepare_entry).collect()
}

/// Prepares entries that did not come from a feed, each with the key that it is known by. The order
/// may change.
#[must_use]
pub fn prepare_contents(contents: Vec<(EntryKey, EntryContent)>) -> Vec<FreshEntry> {
    let entry = |(key, content)| {
        let identity = Identity { origin: KeyOrigin::Guid, former_keys: Vec::new() };
        ParsedEntry { key, identity, is_repeat: false, content }
    };
    let entries = contents.into_iter().map(entry).collect();
    let mut feed = ParsedFeed { entries, ..ParsedFeed::default() };
    complete(&mut feed);
    prepare(feed.entries)
}

fn prepare_entry(entry: ParsedEntry) -> FreshEntry {
    let ParsedEntry { key, identity, content, .. } = entry;
    let content_hash = hash(&content);
    let (digest, text) = digest_and_text(&content);
    FreshEntry {
        key,
        identity,
        content,
        excerpt: digest.excerpt,
        text,
        words: digest.words,
        content_hash,
    }
}

/// A hash of everything that a user would notice. Dates are left out, because many publishers renew
/// them without changing the text.
fn hash(content: &EntryContent) -> [u8; 16] {
    let mut hasher = Hasher(blake3::Hasher::new());
    hasher.text(&content.title);
    hasher.optional(content.url.as_ref().map(url::Url::as_str));
    hasher.list(&content.authors);
    hasher.list(&content.tags);
    hasher.text(&content.html);
    hasher.optional(content.summary.as_deref());
    hasher.optional(content.base.as_ref().map(url::Url::as_str));
    hasher.number(content.enclosures.len() as u64);
    for enclosure in &content.enclosures {
        hasher.text(enclosure.url.as_str());
        hasher.optional(enclosure.media_type.as_deref());
        hasher.number(enclosure.bytes.map_or(0, |bytes| bytes.saturating_add(1)));
    }
    // Most entries have none, and their hashes are as before this was read.
    if !content.episode.is_empty() {
        hasher.optional(content.episode.chapters.as_ref().map(url::Url::as_str));
        for transcript in &content.episode.transcripts {
            hasher.text(transcript.url.as_str());
        }
    }
    hasher.optional(content.comments_url.as_ref().map(url::Url::as_str));
    hasher.optional(content.image_url.as_ref().map(url::Url::as_str));
    hasher.finish()
}

/// Hashes values with their lengths, so that different contents never give the same bytes.
struct Hasher(blake3::Hasher);

impl Hasher {
    fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.update(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        self.number(text.is_some().into());
        self.text(text.unwrap_or_default());
    }

    fn list(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        for text in texts {
            self.text(text);
        }
    }

    fn finish(&self) -> [u8; 16] {
        let mut short = [0; 16];
        self.0.finalize_xof().fill(&mut short);
        short
    }
}
