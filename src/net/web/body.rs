//! Turns an HTTP response into a [`Response`]: the header fields we use, and a body within limits.

use std::time::Duration;

use futures_util::StreamExt as _;
use reqwest::header::{self, HeaderMap, HeaderName};
use tokio::time::timeout;
use url::Url;

use super::failure::classify;
use super::limits::Limits;
use crate::net::HEADER_VALUE_MAX;
use crate::net::call::{CALL_HEADERS, ERROR_BODY_MAX};
use crate::net::challenge::{CHALLENGE_BYTES_MAX, GATE_HEADERS, is_challenge_error};
use crate::net::encoding::{Body, beginning};
use crate::net::error::{FetchError, host_of};
use crate::net::message::{Headers, Request, Response, Trace};
use crate::net::stream::{SINK_POLL, SINK_REST, Stream};

/// Most `Link` fields that are read.
const LINK_FIELDS_MAX: usize = 20;
/// Time limit for the beginning of an error page.
const ERROR_PAGE_TIMEOUT: Duration = Duration::from_secs(5);
/// A body that announces its size gets that much room at once, but no more than this: the header
/// may lie.
const TRUSTED_LENGTH: usize = 4 << 20;

pub(super) async fn receive(
    answer: reqwest::Response,
    url: Url,
    moved_to: Option<Url>,
    request: &Request,
    limits: Limits,
) -> Result<Response, FetchError> {
    let status = answer.status().as_u16();
    let mut headers = headers_of(answer.headers());
    if request.call.is_some() {
        headers.of_call = fields_of_call(answer.headers());
    }
    let encoding = joined(answer.headers(), &header::CONTENT_ENCODING);
    let is_wanted = (200..300).contains(&status);
    if let Some(stream) = request.stream.as_ref().filter(|_| is_wanted) {
        let body = Body { bytes: Vec::new(), encoding };
        let head = Response { status, url, moved_to, headers, body };
        pass_on(answer, &head, stream, &request.trace, limits).await?;
        return Ok(head);
    }
    let bytes = if is_wanted {
        collect(answer, &url, &request.trace, limits).await?
    } else if request.call.is_some() {
        begin(answer, ERROR_BODY_MAX).await
    } else {
        // The body of an error page is never shown, and it may be long. Its beginning tells whether
        // the server refuses the feed or only robots.
        headers.is_challenge |= may_be_challenge(status, &headers)
            && is_challenge(begin(answer, CHALLENGE_BYTES_MAX).await, encoding.clone(), &headers);
        Vec::new()
    };
    Ok(Response { status, url, moved_to, headers, body: Body { bytes, encoding } })
}

async fn collect(
    answer: reqwest::Response,
    url: &Url,
    trace: &Trace,
    limits: Limits,
) -> Result<Vec<u8>, FetchError> {
    let too_large = || FetchError::TooLarge { limit: limits.wire_bytes, host: host_of(url) };
    let announced = answer.content_length().unwrap_or(0);
    if announced > limits.wire_bytes as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity((announced as usize).min(TRUSTED_LENGTH));
    let mut chunks = answer.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|err| classify(err, url, limits))?;
        trace.received(chunk.len());
        if bytes.len() + chunk.len() > limits.wire_bytes {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Passes the body on while it arrives, until the sink has enough.
async fn pass_on(
    answer: reqwest::Response,
    head: &Response,
    stream: &Stream,
    trace: &Trace,
    limits: Limits,
) -> Result<(), FetchError> {
    let host = || host_of(&head.url);
    if head.headers.content_length.unwrap_or(0) > limits.wire_bytes as u64 {
        return Err(FetchError::TooLarge { limit: limits.wire_bytes, host: host() });
    }
    if !stream.sink.begin(head) {
        return Ok(());
    }
    let mut received = 0;
    let mut chunks = answer.bytes_stream();
    while has_room(stream).await {
        let Ok(next) = timeout(limits.first_byte, chunks.next()).await else {
            return Err(FetchError::Timeout { limit: limits.first_byte, host: host() });
        };
        let Some(chunk) = next else { break };
        let chunk = chunk.map_err(|err| classify(err, &head.url, limits))?;
        trace.received(chunk.len());
        received += chunk.len();
        if received > limits.wire_bytes {
            return Err(FetchError::TooLarge { limit: limits.wire_bytes, host: host() });
        }
        if !stream.sink.take(&chunk) {
            break;
        }
    }
    Ok(())
}

/// Waits until the sink has room. Returns whether it has.
async fn has_room(stream: &Stream) -> bool {
    let waiting = async {
        while !stream.sink.has_room() {
            tokio::time::sleep(SINK_POLL).await;
        }
    };
    timeout(SINK_REST, waiting).await.is_ok()
}

/// Whether a check for robots may have sent an answer. Others would only cost the transfer.
fn may_be_challenge(status: u16, headers: &Headers) -> bool {
    let is_page = headers.content_type.as_deref().is_none_or(|kind| kind.contains("html"));
    status >= 400 && !matches!(status, 401 | 404 | 410) && !headers.is_challenge && is_page
}

/// The first bytes of an error page. They only explain an error, so no failure is one itself.
async fn begin(answer: reqwest::Response, bytes_max: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut chunks = answer.bytes_stream();
    let reading = async {
        while bytes.len() < bytes_max
            && let Some(Ok(chunk)) = chunks.next().await
        {
            bytes.extend_from_slice(&chunk);
        }
        bytes.truncate(bytes_max);
    };
    let _ = timeout(ERROR_PAGE_TIMEOUT, reading).await;
    bytes
}

fn is_challenge(bytes: Vec<u8>, encoding: Option<String>, headers: &Headers) -> bool {
    let page = beginning(&Body { bytes, encoding }, CHALLENGE_BYTES_MAX);
    let charset = headers.content_type.as_deref().and_then(|kind| kind.split_once("charset="));
    is_challenge_error(&page, charset.map(|(_, charset)| charset.trim_matches('"')))
}

fn has_gate_header(map: &HeaderMap) -> bool {
    GATE_HEADERS.iter().any(|(name, part)| {
        let value = map.get(*name).map(|value| value.as_bytes().to_ascii_lowercase());
        value.is_some_and(|value| String::from_utf8_lossy(&value).contains(part))
    })
}

/// The `Link` fields that may name a feed. Pages with many other links exceed every limit.
fn feed_links(map: &HeaderMap) -> Option<String> {
    let may_be_feed = |text: &&str| {
        let text = text.to_ascii_lowercase();
        text.len() <= HEADER_VALUE_MAX && (text.contains("alternate") || text.contains("feed"))
    };
    let fields: Vec<&str> = map
        .get_all(header::LINK)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter(may_be_feed)
        .take(LINK_FIELDS_MAX)
        .collect();
    if fields.is_empty() { None } else { Some(fields.join(", ")) }
}

fn headers_of(map: &HeaderMap) -> Headers {
    Headers {
        etag: text_of(map, &header::ETAG),
        last_modified: text_of(map, &header::LAST_MODIFIED),
        content_type: text_of(map, &header::CONTENT_TYPE),
        content_length: text_of(map, &header::CONTENT_LENGTH).and_then(|text| text.parse().ok()),
        content_range: text_of(map, &header::CONTENT_RANGE),
        cache_control: joined(map, &header::CACHE_CONTROL),
        expires: text_of(map, &header::EXPIRES),
        age: text_of(map, &header::AGE),
        date: text_of(map, &header::DATE),
        retry_after: text_of(map, &header::RETRY_AFTER),
        link: feed_links(map),
        refresh: text_of(map, &header::REFRESH),
        is_challenge: has_gate_header(map),
        of_call: Vec::new(),
    }
}

fn fields_of_call(map: &HeaderMap) -> Vec<(&'static str, String)> {
    let field = |name: &'static str| {
        let value = map.get(name).filter(|value| value.len() <= HEADER_VALUE_MAX)?;
        Some((name, value.to_str().ok()?.to_owned()))
    };
    CALL_HEADERS.into_iter().filter_map(field).collect()
}

/// The value of a field. `None` if it is not ASCII or longer than [`HEADER_VALUE_MAX`].
fn text_of(map: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = map.get(name)?;
    if value.len() > HEADER_VALUE_MAX { None } else { value.to_str().ok().map(ToOwned::to_owned) }
}

/// The target of a redirect. Many servers send UTF-8 here, and browsers accept it.
pub(super) fn location_of(map: &HeaderMap) -> Option<String> {
    let value = map.get(&header::LOCATION).filter(|value| value.len() <= HEADER_VALUE_MAX)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The values of a field that may be repeated, joined by commas.
fn joined(map: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<&str> =
        map.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    let text = values.join(", ");
    if text.is_empty() || text.len() > HEADER_VALUE_MAX { None } else { Some(text) }
}
