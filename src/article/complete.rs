//! What is put right in entries before they are stored, because lists, search and notifications
//! show it, too.

use super::present;
use super::titles::completed;
use crate::document::{self, Digest, without_tracking};
use crate::model::EntryContent;
use crate::parse::ParsedFeed;

/// Bodies longer than this are articles, whatever stands around them.
const MAX_LINK_POST_BYTES: usize = 4 << 10;

/// Completes the entries of a feed: titles that say nothing alone, addresses that only count
/// readers, missing dates.
pub fn complete(feed: &mut ParsedFeed) {
    for content in feed.entries.iter_mut().map(|entry| &mut entry.content) {
        content.title = completed(content).unwrap_or_else(|| std::mem::take(&mut content.title));
        content.url = content.url.take().map(without_tracking);
        content.comments_url = content.comments_url.take().map(without_tracking);
        // Atom wants the second and not the first, and many feeds do as they must.
        content.published = content.published.or(content.updated);
    }
}

/// The first words and the number of words of an entry, as lists show them.
#[must_use]
pub fn digest(content: &EntryContent) -> Digest {
    let digest = document::digest(&content.html);
    let may_be_link_post =
        content.html.len() <= MAX_LINK_POST_BYTES && content.html.contains("omments");
    if !may_be_link_post {
        return digest;
    }
    Digest { excerpt: document::excerpt_of(&present(content).document), ..digest }
}
