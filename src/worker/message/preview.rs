//! Previews: feeds shown without being subscribed to.

use std::path::PathBuf;
use std::sync::Arc;

use url::Url;

use crate::net::Grant;
use crate::parse::ParsedFeed;

/// Where a preview comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewSource {
    /// An address or a path, as the user typed or passed it.
    Address(String),
    /// An address and the credentials for it.
    Granted(String, Grant),
    /// A file dropped on the window.
    File(PathBuf),
}

/// A feed shown without being subscribed to.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The address to subscribe to.
    pub feed_url: Url,
    pub feed: Arc<ParsedFeed>,
    /// The excerpt of each entry, in the order of `feed.entries`.
    pub excerpts: Vec<String>,
}
