//! A request, its response, and the trait that turns one into the other: what tests replace.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;
use url::Url;

use super::credentials::Grant;
use super::encoding::decode;
use super::error::FetchError;
use super::{DECODED_BYTES_MAX, WIRE_BYTES_MAX};
use crate::config::Network;
use crate::model::{FeedId, Redirect, SignIn};

/// Something that can fetch. The program has one [`super::Client`]; tests bring their own.
pub trait HttpClient: Send + Sync {
    /// Fetches. Any status of the server is a response; an error means that there is none.
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>>;

    /// The reader subscribed to this address: what it names on its own host and port may be fetched
    /// even in a private network.
    fn trust(&self, _url: &Url) {}

    /// From now on fetches as the settings say; the error tells what of them cannot be used.
    fn configure(&self, _network: &Network) -> Result<(), FetchError> {
        Ok(())
    }
}

/// What to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where: http, https, file, or the welcome feed.
    pub url: Url,
    /// `If-None-Match`.
    pub if_none_match: Option<String>,
    /// `If-Modified-Since`.
    pub if_modified_since: Option<String>,
    /// Who wants it.
    pub wanted_by: WantedBy,
    /// The feed or page that names it, if a page wants it: what it names at its own host and port
    /// may be in a private network.
    pub home: Option<Url>,
    /// The feed that it is for, where there is one.
    pub feed_id: Option<FeedId>,
    /// The most bytes of the answer that are of use, on the wire; a longer one is given up. No more
    /// than that of all answers.
    pub bytes_max: usize,
    /// What it goes through.
    pub trace: Trace,
    /// How the feed is signed in to: the secret is fetched from the keyring.
    pub sign_in: Option<SignIn>,
    /// Credentials that are at hand, before they are in the keyring.
    pub grant: Option<Grant>,
}

/// Who named an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedBy {
    /// The reader: subscribed to it, or typed it.
    Reader,
    /// A feed or a page: it may not lead into private networks, except to its own place there.
    Page,
}

impl Request {
    /// A plain request.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self {
            url,
            if_none_match: None,
            if_modified_since: None,
            wanted_by: WantedBy::Reader,
            home: None,
            feed_id: None,
            sign_in: None,
            grant: None,
            bytes_max: WIRE_BYTES_MAX,
            trace: Trace::default(),
        }
    }

    /// A plain request for what a feed or a page names.
    #[must_use]
    pub fn for_page(url: Url) -> Self {
        Self { wanted_by: WantedBy::Page, ..Self::get(url) }
    }

    /// The same for what the feed or page at `home` names.
    #[must_use]
    pub fn named_at(home: &Url, url: Url) -> Self {
        Self { home: Some(home.clone()), ..Self::for_page(url) }
    }

    /// Whether the server may answer that nothing changed.
    #[must_use]
    pub fn is_conditional(&self) -> bool {
        self.if_none_match.is_some() || self.if_modified_since.is_some()
    }
}

/// What a request goes through, noted on the way, so that a failure tells of it too. Clones share
/// their notes.
#[derive(Debug, Clone, Default)]
pub struct Trace(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    redirects: Vec<Redirect>,
    bytes: u64,
}

impl Trace {
    /// Notes that a server sends the request on.
    pub fn redirected(&self, status: u16, url: &Url) {
        self.noted().redirects.push(Redirect::to(status, url));
    }

    /// Notes bytes of the body.
    pub fn received(&self, bytes: usize) {
        self.noted().bytes += bytes as u64;
    }

    /// Where it was sent on to, step by step.
    #[must_use]
    pub fn redirects(&self) -> Vec<Redirect> {
        self.noted().redirects.clone()
    }

    /// Bytes of the body so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.noted().bytes
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Two requests are the same when they ask for the same, whatever happens to them.
impl PartialEq for Trace {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Trace {}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status, 200 for what is read from the disk.
    pub status: u16,
    /// Where it came from in the end.
    pub url: Url,
    /// Set when every redirect on the way was permanent: where the resource lives now.
    pub moved_to: Option<Url>,
    /// The header fields that matter to a feed reader.
    pub headers: Headers,
    /// The body.
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

    /// Whether the server sent what was asked for.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the server says that the copy from last time is still good.
    #[must_use]
    pub fn is_not_modified(&self) -> bool {
        self.status == 304
    }

    /// The error that a status outside 200 to 299 stands for.
    pub fn error_for_status(&self) -> Result<(), FetchError> {
        if self.is_ok() {
            Ok(())
        } else {
            Err(FetchError::Status { host: host_of(&self.url), status: self.status })
        }
    }
}

/// The header fields that matter to a feed reader, as sent; unreadable and overlong ones are
/// missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Cache-Control`, all fields joined by commas.
    pub cache_control: Option<String>,
    /// `Expires`.
    pub expires: Option<String>,
    /// `Age`.
    pub age: Option<String>,
    /// `Date`.
    pub date: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<String>,
}

/// A body as it came over the wire. Decoding costs time, so it is left to a thread that may take
/// some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// The bytes, still encoded.
    pub bytes: Vec<u8>,
    /// `Content-Encoding`, when the server names one.
    pub encoding: Option<String>,
}

impl Body {
    /// The decoded bytes. Blocks; not for an async thread.
    pub fn decode(self, url: &Url) -> Result<Vec<u8>, FetchError> {
        decode(self, DECODED_BYTES_MAX).map_err(|err| err.at(url))
    }
}

/// The host of an address for people, or the address itself when it has none.
pub(super) fn host_of(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) if !host.is_empty() => format!("{host}:{port}"),
        (Some(host), None) if !host.is_empty() => host.to_owned(),
        _ => url.to_string(),
    }
}
