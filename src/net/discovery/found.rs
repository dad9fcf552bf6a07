//! A feed as a page names it, and the media types of feeds.

use url::Url;

/// Media types of feed declarations.
const FEED_TYPES: [&str; 14] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/x.atom+xml",
    "application/x-atom+xml",
    "application/x-rss+xml",
    "text/xml",
    "text/rss",
    "text/rss+xml",
];

/// How a feed was found; better ways are smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundBy {
    /// The page declares it (`<link rel=alternate>` or the `Link` header).
    Declaration,
    /// The page declares it as the feed of its comments.
    CommentsDeclaration,
    /// The page links to it, and the address looks like that of a feed.
    Anchor,
    /// The page links to it, and its words or its picture say that it is a feed. Often wrong.
    Words,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFeed {
    pub url: Url,
    /// The media type in the page.
    pub media_type: Option<String>,
    /// The title in the page; may be empty.
    pub title: String,
    pub found_by: FoundBy,
}

/// A media type with the parameters that matter to feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MediaType {
    /// Without parameters, in lower case.
    pub(super) essence: String,
    /// Whether it is a single entry (RFC 5023, `type=entry`).
    is_entry: bool,
}

impl MediaType {
    pub(super) fn read(written: &str) -> Self {
        let lower = written.to_ascii_lowercase();
        // The slash of `<link type=text/xml/>` belongs to the value, but nobody means it.
        let lower = lower.trim_end_matches('/');
        let mut parts = lower.split(';').map(str::trim);
        let essence = parts.next().unwrap_or_default().to_owned();
        let is_entry = parts.any(|part| {
            part.split_once('=').is_some_and(|(name, value)| {
                name.trim() == "type" && value.trim().trim_matches(['"', '\'']) == "entry"
            })
        });
        Self { essence, is_entry }
    }

    /// Whether it can be the type of a feed.
    pub(super) fn is_feed(&self) -> bool {
        FEED_TYPES.contains(&self.essence.as_str()) && !self.is_entry
    }

    /// Whether it can be nothing but the type of a feed.
    pub(super) fn is_surely_feed(&self) -> bool {
        self.is_feed() && (self.essence.contains('+') || self.essence == "application/rss")
    }
}

impl FoundFeed {
    /// A declared feed. WordPress declares its REST interface with the type of a JSON Feed; such an
    /// address gives `None`.
    pub(super) fn declared(url: Url, media_type: Option<MediaType>, title: String) -> Option<Self> {
        let path = url.path();
        let is_json = media_type.as_ref().is_some_and(|kind| kind.essence == "application/json");
        if is_json && (path.contains("/wp-json/") || path.contains("oembed")) {
            return None;
        }
        let is_comments = title.to_lowercase().contains("comment") || path.contains("/comments/");
        let found_by =
            if is_comments { FoundBy::CommentsDeclaration } else { FoundBy::Declaration };
        Some(Self { url, media_type: media_type.map(|kind| kind.essence), title, found_by })
    }
}
