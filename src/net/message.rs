//! Requests, responses, and the [`HttpClient`] trait, which tests replace.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;
use url::Url;

use super::WIRE_BYTES_MAX;
use super::call::Call;
use super::encoding::Body;
use super::error::{FetchError, host_of};
use super::stream::Stream;
use crate::config::Network;
use crate::model::{FeedId, Grant, Redirect, SignIn};

/// Anything that can fetch. The program has [`super::Client`]; tests have their own.
pub trait HttpClient: Send + Sync {
    /// Fetches. A response may have any status; an error means that there is no response.
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>>;

    /// Trusts the address of a feed that the user subscribed to: it may name addresses on its own
    /// host and port, even in a private network.
    fn trust(&self, _url: &Url) {}

    /// Applies changed settings. The error says which of them cannot be used.
    fn configure(&self, _network: &Network) -> Result<(), FetchError> {
        Ok(())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// An http, https or file address, or the welcome feed.
    pub url: Url,
    /// `If-None-Match`.
    pub if_none_match: Option<String>,
    /// `If-Modified-Since`.
    pub if_modified_since: Option<String>,
    pub wanted_by: WantedBy,
    /// What the answer is wanted for.
    pub accepts: Accepts,
    /// The feed or page that names the address. On the same host and port, it may be in a private
    /// network.
    pub home: Option<Url>,
    /// The feed that the request is for.
    pub feed_id: Option<FeedId>,
    /// Largest useful body in bytes, before decoding. The client gives up on a longer one.
    pub bytes_max: usize,
    /// Records redirects and bytes while the request runs.
    pub trace: Trace,
    /// How the feed is signed in to. The secret comes from the keyring.
    pub sign_in: Option<SignIn>,
    /// Credentials that are not in the keyring yet.
    pub grant: Option<Grant>,
    /// What makes the request a call of an interface for programs.
    pub call: Option<Call>,
    /// Takes the body in parts instead of collecting it. The body of the response is then empty.
    pub stream: Option<Stream>,
}

/// What an answer is wanted for, for servers that choose by `Accept`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// A feed, or a page that names one.
    Feed,
    /// A page to read.
    Page,
    Picture,
    /// An episode.
    Sound,
    /// The answer of an interface for programs.
    Json,
}

/// Who named the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedBy {
    /// The user: subscribed to it, or typed it.
    User,
    /// A feed or page. It must not lead into private networks, except to its own host and port.
    Page,
}

impl Request {
    /// An unconditional request for an address that the user named.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self {
            url,
            if_none_match: None,
            if_modified_since: None,
            wanted_by: WantedBy::User,
            accepts: Accepts::Feed,
            home: None,
            feed_id: None,
            sign_in: None,
            grant: None,
            call: None,
            stream: None,
            bytes_max: WIRE_BYTES_MAX,
            trace: Trace::default(),
        }
    }

    /// An unconditional request for an address that a feed or page names.
    #[must_use]
    pub fn for_page(url: Url) -> Self {
        Self { wanted_by: WantedBy::Page, ..Self::get(url) }
    }

    /// The same for the feed or page at `home`.
    #[must_use]
    pub fn named_at(home: &Url, url: Url) -> Self {
        Self { home: Some(home.clone()), ..Self::for_page(url) }
    }

    /// Whether the server may answer that nothing has changed.
    #[must_use]
    pub fn is_conditional(&self) -> bool {
        self.if_none_match.is_some() || self.if_modified_since.is_some()
    }
}

/// Records the redirects and bytes of a request as it runs, so that failed requests have them too.
/// Clones share one record.
#[derive(Debug, Clone, Default)]
pub struct Trace(Arc<Mutex<TraceLog>>);

#[derive(Debug, Default)]
struct TraceLog {
    redirects: Vec<Redirect>,
    bytes: u64,
}

impl Trace {
    /// Records a redirect to `url`.
    pub fn redirected(&self, status: u16, url: &Url) {
        self.log().redirects.push(Redirect::to(status, url));
    }

    /// Records bytes of the body.
    pub fn received(&self, bytes: usize) {
        self.log().bytes += bytes as u64;
    }

    /// The redirects so far, in order.
    #[must_use]
    pub fn redirects(&self) -> Vec<Redirect> {
        self.log().redirects.clone()
    }

    /// Bytes of the body so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.log().bytes
    }

    fn log(&self) -> MutexGuard<'_, TraceLog> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Traces are always equal, so that two requests are equal if they ask for the same.
impl PartialEq for Trace {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Trace {}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status; 200 for files.
    pub status: u16,
    /// The address after all redirects.
    pub url: Url,
    /// The new address if every redirect was permanent.
    pub moved_to: Option<Url>,
    pub headers: Headers,
    pub body: Body,
}

impl Response {
    /// A response with status 200 that did not come over HTTP.
    #[must_use]
    pub fn local(url: Url, bytes: Vec<u8>) -> Self {
        Self {
            status: 200,
            url,
            moved_to: None,
            headers: Headers::default(),
            body: Body { bytes, encoding: None },
        }
    }

    #[must_use]
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the copy from the last fetch is still good (304).
    #[must_use]
    pub fn is_not_modified(&self) -> bool {
        self.status == 304
    }

    /// The error for a check for robots.
    #[must_use]
    pub fn challenge(&self) -> FetchError {
        FetchError::Challenge { host: host_of(&self.url) }
    }

    /// The error for a status outside 200 to 299.
    pub fn error_for_status(&self) -> Result<(), FetchError> {
        if self.is_ok() {
            Ok(())
        // A server that names a time to come back means it, whatever page it sends along.
        } else if self.headers.is_challenge && self.headers.retry_after.is_none() {
            Err(self.challenge())
        } else {
            Err(FetchError::Status { host: host_of(&self.url), status: self.status })
        }
    }
}

/// The header fields that matter to a feed reader, as sent. Unreadable and overlong ones are
/// missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Content-Length`: the bytes of this body.
    pub content_length: Option<u64>,
    /// `Content-Range` of a partial body.
    pub content_range: Option<String>,
    /// `Cache-Control`; repeated fields are joined by commas.
    pub cache_control: Option<String>,
    /// `Expires`.
    pub expires: Option<String>,
    /// `Age`.
    pub age: Option<String>,
    /// `Date`.
    pub date: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// The `Link` fields that may name feeds, joined by commas.
    pub link: Option<String>,
    /// `Refresh`: the address that a page sends on to.
    pub refresh: Option<String>,
    /// Whether a check for robots answered in place of the server.
    pub is_challenge: bool,
    /// Fields that only interfaces for programs use, names in lower case. Empty but for calls.
    pub of_call: Vec<(&'static str, String)>,
}

impl Headers {
    /// A field that only interfaces for programs use. The name is in lower case.
    #[must_use]
    pub fn of_call(&self, name: &str) -> Option<&str> {
        self.of_call.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }
}
