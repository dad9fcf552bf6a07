//! Makes stories while nothing else waits: signs the entries of the last days, compares the new
//! ones, and groups those that match.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::document::text_of;
use crate::model::{Entry, EntryId, FeedId, Match, StoryLevel, called};
use crate::store::{
    Reader, Signer, Store, StoreError, StoredSignature, StoryNode, StoryWeb, TextToSign,
};
use crate::stories::{Matches, Node, Recent, Signature, Text, WINDOW_SECS, Window, groups};

/// Entries that are signed in one transaction.
const SIGNED_AT_ONCE: u32 = 256;
/// Entries that are compared in one transaction.
const COMPARED_AT_ONCE: u32 = 512;
/// Entries whose stories are made anew at once.
const GROUPED_AT_ONCE: u32 = 64;
/// A body with more words than this is more than a teaser.
const FULL_TEXT_WORDS: u32 = 150;

/// Keeps the stories of a library up to date. It holds the entries of the last days in memory once
/// one of them was compared.
#[derive(Debug, Default)]
pub struct StoryKeeper {
    window: Window,
    is_loaded: bool,
    /// Whether all entries of the last days have a signature.
    are_signed: bool,
}

/// The result of one batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StoryBatch {
    pub has_more: bool,
    /// Whether lists look other than before.
    pub has_changed: bool,
}

/// Whether stories are made: they are on everywhere or for a folder.
///
/// # Errors
/// If the library can't be read.
pub fn wants_stories(reader: &Reader, level: StoryLevel) -> Result<bool, StoreError> {
    Ok(level != StoryLevel::Off || reader.has_stories_in_folders()?)
}

impl StoryKeeper {
    /// Looks for entries without a signature again: stories were switched on.
    pub fn sign_again(&mut self) {
        self.are_signed = false;
    }

    /// Does one batch of work.
    ///
    /// # Errors
    /// If the library can't be read or written.
    pub fn keep(&mut self, store: &mut Store, now: Timestamp) -> Result<StoryBatch, StoreError> {
        let since = now.as_second() - WINDOW_SECS;
        if !self.are_signed {
            let ids = store.reader().unsigned_entries(since, SIGNED_AT_ONCE)?;
            if sign_some(store, &ids)? {
                return Ok(StoryBatch { has_more: true, has_changed: false });
            }
            self.are_signed = true;
        }
        if self.compare_some(store, since)? {
            return Ok(StoryBatch { has_more: true, has_changed: false });
        }
        group_some(store)
    }

    /// Compares one batch of new entries; returns whether there were any.
    fn compare_some(&mut self, store: &mut Store, since: i64) -> Result<bool, StoreError> {
        let new = store.reader().new_signatures(COMPARED_AT_ONCE)?;
        if new.is_empty() {
            return Ok(false);
        }
        self.load(store, since)?;
        let mut pairs: Vec<(EntryId, EntryId, Match)> = Vec::new();
        for recent in new.iter().filter_map(recent) {
            let matches = self.window.matches(&recent);
            pairs.extend(matches.into_iter().map(|(other, found)| (recent.id, other, found)));
            self.window.insert(recent);
        }
        let compared: Vec<EntryId> = new.iter().map(|signature| signature.id).collect();
        store.save_story_pairs(&compared, &pairs)?;
        Ok(true)
    }

    fn load(&mut self, store: &mut Store, since: i64) -> Result<(), StoreError> {
        if self.is_loaded {
            self.window.leave_before(since);
            return Ok(());
        }
        store.forget_signatures(since)?;
        for stored in store.reader().compared_signatures(since)? {
            if let Some(recent) = recent(&stored) {
                self.window.insert(recent);
            }
        }
        self.is_loaded = true;
        Ok(())
    }
}

/// Signs entries while they are saved, when their text is at hand.
pub const STORY_SIGNER: Signer = Signer { sign: sign_text, window_secs: WINDOW_SECS };

fn sign_text(text: &TextToSign<'_>) -> Vec<u8> {
    let TextToSign { title, body, feed_title, url } = *text;
    Signature::of(&Text { title, body, feed_title, url }).to_bytes()
}

/// Signs entries that were saved without a signature; returns whether there may be more.
fn sign_some(store: &mut Store, ids: &[EntryId]) -> Result<bool, StoreError> {
    let titles: BTreeMap<FeedId, String> = store
        .reader()
        .feeds()?
        .into_iter()
        .map(|feed| (feed.id, called(None, &feed.published_title, &feed.feed_url).to_owned()))
        .collect();
    let mut signatures = Vec::with_capacity(ids.len());
    for id in ids {
        match store.reader().entry(*id) {
            Ok(entry) => signatures.extend(entry.map(|entry| signature_of(&entry, &titles))),
            // A damaged entry must not keep the others from having stories.
            Err(err) => log::warn!("an entry can't be compared: {err}"),
        }
    }
    store.save_signatures(&signatures)?;
    // Entries that can't be signed would come again and again.
    Ok(!ids.is_empty() && signatures.len() == ids.len())
}

fn signature_of(entry: &Entry, feed_titles: &BTreeMap<FeedId, String>) -> StoredSignature {
    let text = TextToSign {
        title: &entry.content.title,
        body: &text_of(&entry.content.html),
        feed_title: feed_titles.get(&entry.feed_id).map_or("", String::as_str),
        url: entry.content.url.as_ref(),
    };
    let signature = sign_text(&text);
    StoredSignature { id: entry.id, feed_id: entry.feed_id, sort_secs: sort_secs(entry), signature }
}

/// The time that lists are sorted by.
fn sort_secs(entry: &Entry) -> i64 {
    entry.content.published.unwrap_or(entry.first_seen).min(entry.first_seen).as_second()
}

/// `None` if another version of the program made the signature.
fn recent(stored: &StoredSignature) -> Option<Recent> {
    Some(Recent {
        id: stored.id,
        feed_id: stored.feed_id,
        sort_secs: stored.sort_secs,
        signature: Signature::from_bytes(&stored.signature)?,
    })
}

/// Makes the stories of some entries anew.
fn group_some(store: &mut Store) -> Result<StoryBatch, StoreError> {
    let mut batch = StoryBatch::default();
    for id in store.reader().changed_stories(GROUPED_AT_ONCE)? {
        let web = store.reader().story_web(id)?;
        let mut ids: Vec<EntryId> = web.nodes.iter().map(|node| node.id).collect();
        // An entry that is gone has no node, and must not be asked for again.
        ids.push(id);
        let (stories, order) = stories_of(&web);
        batch.has_changed |= store.save_stories(&ids, &stories, &order)?;
        batch.has_more = true;
    }
    Ok(batch)
}

type Stories = Vec<Vec<Vec<EntryId>>>;

/// The stories of entries that match each other, and the place of each entry in its story.
fn stories_of(web: &StoryWeb) -> (Stories, BTreeMap<EntryId, u32>) {
    let mut matches = Matches::default();
    for (one, other, likeness) in &web.pairs {
        matches.insert(*one, *other, *likeness);
    }
    let nodes: Vec<Node> = web
        .nodes
        .iter()
        .map(|node| Node {
            id: node.id,
            feed_id: node.feed_id,
            sort_secs: node.sort_secs,
            fingerprint: node.key,
        })
        .collect();
    let stories = groups(&nodes, &matches).into_iter().map(|group| group.texts).collect();
    let mut important: Vec<&StoryNode> = web.nodes.iter().collect();
    important.sort_by_key(|node| {
        let is_teaser = node.words < FULL_TEXT_WORDS;
        (is_teaser, std::cmp::Reverse(node.readings), node.sort_secs, node.key, node.id)
    });
    let order = (0_u32..).zip(important).map(|(place, node)| (node.id, place)).collect();
    (stories, order)
}
