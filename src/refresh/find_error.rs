//! Why no feed was found at an address.

use std::fmt;

use url::Url;

use crate::i18n::t;
use crate::net::FetchError;
use crate::parse::ParseError;

/// Why no feed was found. `Display` is a sentence for people.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    Fetch(#[from] FetchError),
    /// The server wants to know who asks (401). There are no settings of the feed yet, so a
    /// password goes into the address.
    SignIn {
        url: Box<Url>,
    },
    /// The document is not a feed.
    NotAFeed {
        source: ParseError,
        url: Box<Url>,
    },
    /// There is a page, but neither it nor its site has a feed.
    NoFeed {
        url: Box<Url>,
    },
    /// The parser crashed.
    Crash {
        /// For the log.
        reason: String,
        url: Box<Url>,
    },
}

impl fmt::Display for FindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.user_message())
    }
}

impl FindError {
    /// A short stable word for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Fetch(error) => error.kind(),
            Self::SignIn { .. } => "http",
            Self::NotAFeed { source, .. } => source.kind(),
            Self::NoFeed { .. } => "no_feed",
            Self::Crash { .. } => "crash",
        }
    }

    /// The host that wants to know who asks, if that is the reason.
    #[must_use]
    pub fn sign_in_host(&self) -> Option<String> {
        match self {
            Self::SignIn { url } => Some(place_words(url)),
            Self::Fetch(_) | Self::NotAFeed { .. } | Self::NoFeed { .. } | Self::Crash { .. } => {
                None
            }
        }
    }

    /// The sentence for people. The same as `Display`.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Fetch(error) => error.user_message(),
            Self::SignIn { url } => {
                t!(error_find_sign_in, host = place_words(url), address = with_password(url))
            }
            Self::NotAFeed { source, .. } => source.user_message(),
            Self::NoFeed { url } => t!(error_find_none, host = host_words(url)),
            Self::Crash { url, .. } => t!(error_find_unreadable, host = host_words(url)),
        }
    }
}

/// The host and port of an address.
pub(super) fn place_words(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}", host_words(url))
}

/// The address of a host with a place for the password, an example of what to type.
fn with_password(url: &Url) -> String {
    format!("{}://name:password@{}", url.scheme(), place_words(url))
}

pub(super) fn host_words(url: &Url) -> &str {
    url.host_str().unwrap_or(url.as_str())
}
