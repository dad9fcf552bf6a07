//! Turns an HTTP response into a [`Response`]: the header fields we use, and a body within limits.

use futures_util::StreamExt as _;
use reqwest::header::{self, HeaderMap, HeaderName};
use url::Url;

use super::failure::classify;
use super::limits::Limits;
use crate::net::HEADER_VALUE_MAX;
use crate::net::encoding::Body;
use crate::net::error::{FetchError, host_of};
use crate::net::message::{Headers, Response, Trace};

/// A body that announces its size gets that much room at once, but no more than this: the header
/// may lie.
const TRUSTED_LENGTH: usize = 4 << 20;

pub(super) async fn receive(
    answer: reqwest::Response,
    url: Url,
    moved_to: Option<Url>,
    trace: &Trace,
    limits: Limits,
) -> Result<Response, FetchError> {
    let status = answer.status().as_u16();
    let headers = headers_of(answer.headers());
    let encoding = joined(answer.headers(), &header::CONTENT_ENCODING);
    let is_wanted = (200..300).contains(&status);
    // The body of an error page is never shown, and it may be long.
    let bytes = if is_wanted { collect(answer, &url, trace, limits).await? } else { Vec::new() };
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

fn headers_of(map: &HeaderMap) -> Headers {
    Headers {
        etag: text_of(map, &header::ETAG),
        last_modified: text_of(map, &header::LAST_MODIFIED),
        content_type: text_of(map, &header::CONTENT_TYPE),
        cache_control: joined(map, &header::CACHE_CONTROL),
        expires: text_of(map, &header::EXPIRES),
        age: text_of(map, &header::AGE),
        date: text_of(map, &header::DATE),
        retry_after: text_of(map, &header::RETRY_AFTER),
    }
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
