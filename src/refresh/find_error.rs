//! Why no feed was found at an address.

use url::Url;

use crate::net::FetchError;
use crate::parse::ParseError;

/// Why no feed was found. `Display` is a sentence for people.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The server wants to know who asks (401). There are no settings of the feed yet, so a password
    /// goes into the address.
    #[error(
        "{} needs a user name and password \u{2014} put them before its name: {}",
        place_words(url),
        with_password(url)
    )]
    SignIn { url: Box<Url> },
    /// The document is not a feed.
    #[error("{}", source.user_message())]
    NotAFeed { source: ParseError, url: Box<Url> },
    /// There is a page, but neither it nor its site has a feed.
    #[error("No feed found at {} \u{2014} paste the address of the feed itself", host_words(url))]
    NoFeed { url: Box<Url> },
    /// The parser crashed.
    #[error(
        "The document from {} couldn't be read \u{2014} please report its address",
        host_words(url)
    )]
    Crash {
        /// For the log.
        reason: String,
        url: Box<Url>,
    },
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

    /// The sentence for people. The same as `Display`.
    #[must_use]
    pub fn user_message(&self) -> String {
        self.to_string()
    }
}

/// The host and port of an address.
pub(super) fn place_words(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}", host_words(url))
}

fn with_password(url: &Url) -> String {
    format!("{}://name:password@{}", url.scheme(), place_words(url))
}

pub(super) fn host_words(url: &Url) -> &str {
    url.host_str().unwrap_or(url.as_str())
}
