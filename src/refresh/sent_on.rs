//! Follows a page that only sends on to another address, by `<meta http-equiv=refresh>` or the
//! `Refresh` header. Feeds and pages that moved leave such pages behind.

use url::Url;

use crate::markup;
use crate::net::discovery::refresh_target;
use crate::net::{HttpClient, Request, Response};

/// Most pages in a row that send on.
const SENT_ON_MAX: usize = 3;
/// A page that only sends on is short, in bytes on the wire.
const PAGE_BYTES_MAX: usize = 64 << 10;

/// The response, or the one at the address that it sends on to. The feed's stored address stays.
pub(super) async fn sent_on(
    client: &dyn HttpClient,
    request: &Request,
    mut response: Response,
) -> Response {
    for _ in 0..SENT_ON_MAX {
        let Some(url) = target(&response) else { break };
        let next = Request {
            feed_id: request.feed_id,
            sign_in: request.sign_in.clone(),
            ..Request::named_at(&request.url, url)
        };
        match client.get(&next).await {
            Ok(next) if next.is_ok() => response = Response { moved_to: None, ..next },
            Ok(_) | Err(_) => break,
        }
    }
    response
}

/// The address that a response sends on to.
fn target(response: &Response) -> Option<Url> {
    let header = response.headers.refresh.as_deref();
    let is_page = response.headers.content_type.as_deref().is_none_or(|kind| kind.contains("html"));
    let is_short = response.body.bytes.len() <= PAGE_BYTES_MAX;
    if header.is_none() && !(is_page && is_short) {
        return None;
    }
    let page = response.body.clone().decode(&response.url).ok()?;
    let text = markup::decode(&page, None);
    refresh_target(&text, header, &response.url)
}
