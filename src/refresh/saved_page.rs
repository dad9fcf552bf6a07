//! Fetches a page to keep: its article, or all of its text, with its pictures.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream;
use url::Url;

use super::address::interpret;
use super::prepare::prepare_contents;
use crate::document::{
    Readable, data_address, picture_urls, readable_page, with_pictures, without_tracking,
};
use crate::i18n::t;
use crate::markup::{decode, escape::escape};
use crate::model::{EntryContent, EntryKey, FreshEntry};
use crate::net::{Accepts, FetchError, HttpClient, Request, Response};
use crate::parse::ParseContext;

/// Pictures of one page that are kept at most.
pub const SAVED_PICTURES_MAX: usize = 60;
/// Bytes of one picture that is kept.
pub const SAVED_PICTURE_BYTES_MAX: usize = 2 << 20;
/// Bytes of all `data:` addresses in a page. The article as a whole must stay below the limit of
/// documents.
pub const SAVED_BYTES_MAX: usize = 6 << 20;
/// Pictures of one page that are fetched at the same time.
const AT_ONCE: usize = 4;
/// How long a page waits for its pictures. Those that came by then are kept.
const PICTURES_PATIENCE: Duration = Duration::from_mins(1);

/// Why a page can't be saved.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It is neither a page nor a text nor a picture.
    #[error("not a page: {content_type}")]
    NotAPage { content_type: String },
    #[error("the page broke the program")]
    Crash,
}

impl PageError {
    /// The sentence for the user.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Fetch(error) => error.user_message(),
            Self::NotAPage { content_type } => {
                t!(error_save_not_a_page, kind = content_type.as_str())
            }
            Self::Crash => t!(error_full_text_unreadable),
        }
    }

    /// The kind in the JSON of the command line.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Fetch(error) => error.kind(),
            Self::NotAPage { .. } => "not_a_page",
            Self::Crash => "crash",
        }
    }
}

/// Fetches the page at an address that a person typed. `pictures` is the client for its pictures.
pub async fn fetch_page(
    client: &dyn HttpClient,
    pictures: &dyn HttpClient,
    address: &str,
) -> Result<FreshEntry, PageError> {
    let response = fetch(client, address).await?;
    let base = response.url.clone();
    let content_type = response.headers.content_type.clone();
    let work = move || content(response, content_type.as_deref());
    // Extraction takes long on large pages, so it must not hold up the fetching threads.
    let mut content = tokio::task::spawn_blocking(work).await.map_err(|_| PageError::Crash)??;
    content.html = keep_pictures(pictures, &content.html, &base).await;
    let entry = move || prepare_contents(vec![(key(&base), content)]).pop();
    tokio::task::spawn_blocking(entry).await.ok().flatten().ok_or(PageError::Crash)
}

async fn fetch(client: &dyn HttpClient, address: &str) -> Result<Response, FetchError> {
    let mut first_error = None;
    for url in interpret(address)? {
        let request = Request { accepts: Accepts::Page, ..Request::get(url) };
        let answer = client.get(&request).await;
        match answer.and_then(|answer| answer.error_for_status().map(|()| answer)) {
            Ok(answer) => return Ok(answer),
            // The first address is what the person meant most likely.
            Err(error) => _ = first_error.get_or_insert(error),
        }
    }
    Err(first_error.unwrap_or_else(|| FetchError::Address { text: address.to_owned() }))
}

/// One page is one entry, however it was reached.
fn key(url: &Url) -> EntryKey {
    let mut url = without_tracking(url.clone());
    url.set_fragment(None);
    EntryKey(url.into())
}

fn content(response: Response, content_type: Option<&str>) -> Result<EntryContent, PageError> {
    let url = response.url.clone();
    let bytes = response.body.decode(&url)?;
    let ParseContext { document_url, charset } = ParseContext::new(Some(url.clone()), content_type);
    let kind = content_type.unwrap_or("text/html").split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    let whole = |html: String| Readable { html, ..Readable::default() };
    let page = match kind.as_str() {
        "" | "text/html" | "application/xhtml+xml" | "application/xml" | "text/xml" => {
            let article = readable_page(&bytes, charset.as_deref(), document_url.as_ref());
            article.unwrap_or_else(|| whole(decode(&bytes, charset.as_deref()).into_owned()))
        }
        kind if kind.starts_with("text/") => {
            let text = escape(&decode(&bytes, charset.as_deref()));
            whole(format!("<pre>{text}</pre>"))
        }
        kind if kind.starts_with("image/") => {
            whole(format!("<p><img src=\"{}\"></p>", escape(url.as_str())))
        }
        _ => return Err(PageError::NotAPage { content_type: kind }),
    };
    let title = if page.title.is_empty() { name_of(&url) } else { page.title };
    Ok(EntryContent {
        title,
        authors: page.byline.into_iter().collect(),
        html: page.html,
        base: Some(url.clone()),
        url: Some(url),
        ..EntryContent::default()
    })
}

/// The name of a page without a title: its host and the end of its path.
fn name_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let last = url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty()));
    let parts = [Some(host), last];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

/// The HTML with the pictures that can be had. The others keep their web addresses.
async fn keep_pictures(client: &dyn HttpClient, html: &str, base: &Url) -> String {
    let urls = picture_urls(html, base).into_iter().take(SAVED_PICTURES_MAX);
    let fetched = stream::iter(urls).map(|url| picture(client, base, url)).buffered(AT_ONCE);
    let deadline = tokio::time::Instant::now() + PICTURES_PATIENCE;
    let mut fetched = std::pin::pin!(fetched);
    let (mut data, mut bytes) = (BTreeMap::new(), html.len());
    while let Ok(Some(picture)) = tokio::time::timeout_at(deadline, fetched.next()).await {
        let Some((url, address)) = picture else { continue };
        if bytes + address.len() <= SAVED_BYTES_MAX {
            bytes += address.len();
            data.insert(url, address);
        }
    }
    with_pictures(html, base, &data)
}

async fn picture(client: &dyn HttpClient, page: &Url, url: Url) -> Option<(Url, String)> {
    let request = Request {
        accepts: Accepts::Picture,
        bytes_max: SAVED_PICTURE_BYTES_MAX,
        ..Request::named_at(page, url.clone())
    };
    let answer = client.get(&request).await.ok().filter(Response::is_ok)?;
    let media_type = answer.headers.content_type.clone()?;
    let bytes = answer.body.decode(&url).ok()?;
    Some((url, data_address(&media_type, &bytes)?))
}
