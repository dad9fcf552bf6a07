//! Completes entries before they are stored, since lists, search and notifications show the stored
//! values.

use super::present;
use super::titles::completed;
use crate::document::{self, Digest, without_tracking};
use crate::model::EntryContent;
use crate::parse::ParsedFeed;

/// Longer bodies are never link posts.
const MAX_LINK_POST_BYTES: usize = 4 << 10;

/// Completes the entries of a feed: makes bare release titles speak for themselves, removes
/// tracking parameters, fills missing dates.
pub fn complete(feed: &mut ParsedFeed) {
    for content in feed.entries.iter_mut().map(|entry| &mut entry.content) {
        content.title = completed(content).unwrap_or_else(|| std::mem::take(&mut content.title));
        content.url = content.url.take().map(without_tracking);
        content.comments_url = content.comments_url.take().map(without_tracking);
        // Atom requires `updated` but not `published`, and many feeds have only the former.
        content.published = content.published.or(content.updated);
    }
}

/// The excerpt and the word count of an entry, for lists.
#[must_use]
pub fn digest(content: &EntryContent) -> Digest {
    of_link_post(content, document::digest(&content.html))
}

/// The digest, and all words of the body for the search.
#[must_use]
pub fn digest_and_text(content: &EntryContent) -> (Digest, String) {
    let (digest, text) = document::digest_and_text(&content.html);
    (of_link_post(content, digest), text)
}

/// The digest with another excerpt if the entry may be a link post.
fn of_link_post(content: &EntryContent, digest: Digest) -> Digest {
    let may_be_link_post =
        content.html.len() <= MAX_LINK_POST_BYTES && content.html.contains("omments");
    if !may_be_link_post {
        return digest;
    }
    Digest { excerpt: document::excerpt_of(&present(content).document), ..digest }
}
