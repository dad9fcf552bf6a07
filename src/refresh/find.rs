//! Finds the feeds behind an address: the document itself, the feeds that the page names, then the
//! usual names of feeds.

use std::fmt;

use futures_util::StreamExt as _;
use futures_util::stream;
use url::Url;

use super::address::interpret;
use super::sites::feeds_at;
use crate::document::{EXCERPT_CHARS, excerpt};
use crate::i18n::t;
use crate::model::{Candidate, without_credentials};
use crate::net::discovery::{FoundBy, FoundFeed, feeds_of_page};
use crate::net::{Contact, FetchError, HttpClient, Request};
use crate::parse::{ParseContext, ParseError, ParsedEntry, ParsedFeed, parse_feed};

/// Most feeds of one page that are fetched, to show their newest entries.
pub const CANDIDATES_FETCHED_MAX: usize = 8;
/// Most feeds of one page that are listed.
pub const CANDIDATES_MAX: usize = 40;
/// Most entry titles of a candidate.
pub const NEWEST_SHOWN: usize = 3;
/// How many feeds of a page are fetched at a time. They usually share a host.
const FETCHED_AT_ONCE: usize = 2;
/// Names of feeds that pages often do not mention, most likely first. Tried one by one at the root
/// of the site.
const USUAL_NAMES: [&str; 9] = [
    "feed",
    "rss",
    "atom.xml",
    "feed.xml",
    "rss.xml",
    "index.xml",
    "feed.json",
    "feeds/posts/default",
    "blog/feed",
];
/// How many of these names are also tried beside a page that is not the root.
const NAMES_BESIDE_PAGE: usize = 3;

/// Why no feed was found. `Display` is a sentence for people.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    Fetch(#[from] FetchError),
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
            Self::NotAFeed { source, .. } => source.kind(),
            Self::NoFeed { .. } => "no_feed",
            Self::Crash { .. } => "crash",
        }
    }

    /// The sentence for people. The same as `Display`.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Fetch(error) => fetch_words(error),
            Self::NotAFeed { source, .. } => source.user_message(),
            Self::NoFeed { url } => t!(error_find_none, host = host_words(url)),
            Self::Crash { url, .. } => t!(error_find_unreadable, host = host_words(url)),
        }
    }
}

/// The words for an error of fetching an address that a person typed. There are no settings of the
/// feed yet, so a password goes into the address.
fn fetch_words(error: &FetchError) -> String {
    match error {
        FetchError::Status { status: 401, host } => t!(error_find_sign_in, host = host.as_str()),
        error => error.user_message(),
    }
}

fn host_words(url: &Url) -> &str {
    url.host_str().unwrap_or(url.as_str())
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedDocument {
    /// The address after all redirects. Relative addresses in the document are resolved against it.
    pub url: Url,
    /// The address to store: the one that was asked for, or the target of permanent redirects.
    pub lasting_url: Url,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// Decoded.
    pub bytes: Vec<u8>,
}

/// Fetches the document at an address that a person typed.
pub async fn fetch_document(
    client: &dyn HttpClient,
    address: &str,
) -> Result<FetchedDocument, FetchError> {
    let mut first_error = None;
    for url in interpret(address)? {
        match fetch(client, Request::get(url)).await {
            Ok(document) => return Ok(document),
            Err(error) if matches!(error.contact(), Contact::Nobody | Contact::NoProxy) => {
                return Err(error);
            }
            // The first address is what the person meant most likely, so its error helps most.
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    Err(first_error.unwrap_or_else(|| FetchError::Address { text: address.to_owned() }))
}

/// Fetches the feed at an address that a person typed. Does not look for other feeds.
pub async fn fetch_feed(
    client: &dyn HttpClient,
    address: &str,
) -> Result<(Url, ParsedFeed), FindError> {
    read_fetched(fetch_document(client, address).await?).await
}

async fn read_fetched(document: FetchedDocument) -> Result<(Url, ParsedFeed), FindError> {
    let url = document.lasting_url.clone();
    match blocking(document, read_feed).await? {
        Ok(feed) => Ok((url, feed)),
        Err(source) => Err(FindError::NotAFeed { source, url: Box::new(url) }),
    }
}

/// Fetches a feed that a page names.
pub async fn fetch_named_feed(
    client: &dyn HttpClient,
    page_url: Option<&Url>,
    url: Url,
) -> Result<(Url, ParsedFeed), FindError> {
    read_fetched(fetch(client, named_by(page_url, url)).await?).await
}

/// Finds the feeds behind an address that a person typed, best first; at least one.
pub async fn find_feeds(
    client: &dyn HttpClient,
    address: &str,
) -> Result<Vec<Candidate>, FindError> {
    // For some sites the address of a page is enough to know its feeds, and the pages are large.
    if let Some(known) = interpret(address)?.first().map(feeds_at).filter(|known| !known.is_empty())
    {
        let found = follow_links(client, None, known.into_iter().map(named).collect()).await;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let document = fetch_document(client, address).await?;
    let (page_url, lasting_url) = (document.url.clone(), document.lasting_url.clone());
    let links = match blocking(document, inspect).await? {
        Inspection::Feed(feed) => return Ok(vec![candidate(lasting_url, &feed)]),
        Inspection::Page(links) => links,
    };
    let mut found = follow_links(client, Some(&page_url), links).await;
    if found.is_empty() {
        found = try_usual_places(client, &page_url).await;
    }
    if found.is_empty() { Err(FindError::NoFeed { url: Box::new(page_url) }) } else { Ok(found) }
}

async fn fetch(client: &dyn HttpClient, request: Request) -> Result<FetchedDocument, FetchError> {
    let response = client.get(&request).await?;
    // The address is shown and stored, so it must not have a password in it.
    let url = without_credentials(request.url);
    response.error_for_status()?;
    let final_url = response.url.clone();
    let decode = tokio::task::spawn_blocking(move || response.body.decode(&response.url));
    let bytes = decode.await.map_err(|err| FetchError::Transfer {
        source: err.into(),
        host: host_words(&final_url).to_owned(),
    })??;
    Ok(FetchedDocument {
        url: final_url,
        lasting_url: response.moved_to.unwrap_or(url),
        content_type: response.headers.content_type,
        bytes,
    })
}

/// Runs a parser on a thread that may block. A panic becomes an error.
async fn blocking<T: Send + 'static>(
    document: FetchedDocument,
    reader: fn(&FetchedDocument) -> T,
) -> Result<T, FindError> {
    let url = document.url.clone();
    let task = tokio::task::spawn_blocking(move || reader(&document));
    task.await.map_err(|err| FindError::Crash { reason: err.to_string(), url: Box::new(url) })
}

/// A feed that is known by its address only. It is offered only if it can be fetched.
fn named(url: Url) -> FoundFeed {
    FoundFeed { url, media_type: None, title: String::new(), found_by: FoundBy::Anchor }
}

enum Inspection {
    Feed(Box<ParsedFeed>),
    Page(Vec<FoundFeed>),
}

fn inspect(document: &FetchedDocument) -> Inspection {
    match read_feed(document) {
        Ok(feed) => Inspection::Feed(Box::new(feed)),
        Err(_) => Inspection::Page(feeds_of_page(
            &document.bytes,
            &document.url,
            context(document).charset.as_deref(),
        )),
    }
}

fn context(document: &FetchedDocument) -> ParseContext {
    ParseContext::new(Some(document.url.clone()), document.content_type.as_deref())
}

fn read_feed(document: &FetchedDocument) -> Result<ParsedFeed, ParseError> {
    parse_feed(&document.bytes, &context(document))
}

/// The feeds that a page names, the first few with their newest entries. Links that turn out not to
/// be feeds are left out.
async fn follow_links(
    client: &dyn HttpClient,
    page_url: Option<&Url>,
    mut links: Vec<FoundFeed>,
) -> Vec<Candidate> {
    links.truncate(CANDIDATES_MAX);
    let unfetched = links.split_off(links.len().min(CANDIDATES_FETCHED_MAX));
    let fetched: Vec<Option<Candidate>> = stream::iter(links)
        .map(|link| follow_link(client, page_url, link))
        .buffered(FETCHED_AT_ONCE)
        .collect()
        .await;
    let mut found: Vec<Candidate> = Vec::new();
    for candidate in fetched.into_iter().flatten().chain(unfetched.into_iter().map(unknown)) {
        if !found.iter().any(|other| is_same(other, &candidate)) {
            found.push(candidate);
        }
    }
    found
}

async fn follow_link(
    client: &dyn HttpClient,
    page_url: Option<&Url>,
    link: FoundFeed,
) -> Option<Candidate> {
    match fetch_candidate(client, named_by(page_url, link.url.clone())).await {
        Ok(mut candidate) => {
            if candidate.title.is_empty() {
                candidate.title = link.title;
            }
            Some(candidate)
        }
        // A page must not lead there, so the user is not offered it either.
        Err(FindError::Fetch(FetchError::Private { .. } | FetchError::Scheme { .. })) => None,
        // A declared feed is offered even if its server fails at the moment.
        Err(FindError::Fetch(_)) if link.found_by != FoundBy::Anchor => Some(unknown(link)),
        Err(_) => None,
    }
}

/// The request for an address that a page names. The page must not lead into private networks or to
/// files, unless it is there itself. Files on other machines are refused always, since Windows
/// would send the user's name and password hash to such a machine.
fn named_by(page_url: Option<&Url>, url: Url) -> Request {
    let is_here = |url: &Url| url.scheme() == "file" && url.host_str().is_none_or(str::is_empty);
    match page_url {
        Some(page) if is_here(page) && is_here(&url) => Request::get(url),
        Some(page) => Request::named_at(page, url),
        None => Request::for_page(url),
    }
}

fn unknown(link: FoundFeed) -> Candidate {
    Candidate { feed_url: link.url, title: link.title, format: None, newest: Vec::new() }
}

/// Whether two candidates are one feed. Pages often name a feed under several addresses.
fn is_same(one: &Candidate, other: &Candidate) -> bool {
    one.feed_url == other.feed_url
        || (!one.newest.is_empty()
            && one.newest == other.newest
            && one.title == other.title
            && one.format == other.format)
}

async fn try_usual_places(client: &dyn HttpClient, page_url: &Url) -> Vec<Candidate> {
    for url in usual_places(page_url) {
        match fetch_candidate(client, Request::named_at(page_url, url)).await {
            Ok(candidate) => return vec![candidate],
            Err(FindError::Fetch(error)) if ends_guessing(&error) => break,
            Err(_) => {}
        }
    }
    Vec::new()
}

fn usual_places(page_url: &Url) -> Vec<Url> {
    if !matches!(page_url.scheme(), "http" | "https") {
        return Vec::new();
    }
    let beside =
        USUAL_NAMES.iter().take(NAMES_BESIDE_PAGE).filter_map(|name| page_url.join(name).ok());
    let at_root = USUAL_NAMES.iter().filter_map(|name| page_url.join(&format!("/{name}")).ok());
    let mut places: Vec<Url> = Vec::new();
    for url in beside.chain(at_root) {
        if url != *page_url && !places.contains(&url) {
            places.push(url);
        }
    }
    places
}

/// Whether to stop trying names of feeds, because the server is busy or cannot be reached.
fn ends_guessing(error: &FetchError) -> bool {
    if let FetchError::Status { status, .. } = error {
        matches!(status, 429 | 500..=599)
    } else {
        true
    }
}

async fn fetch_candidate(
    client: &dyn HttpClient,
    request: Request,
) -> Result<Candidate, FindError> {
    let document = fetch(client, request).await?;
    let lasting_url = document.lasting_url.clone();
    match blocking(document, read_feed).await? {
        Ok(feed) => Ok(candidate(lasting_url, &feed)),
        Err(source) => Err(FindError::NotAFeed { source, url: Box::new(lasting_url) }),
    }
}

fn candidate(feed_url: Url, feed: &ParsedFeed) -> Candidate {
    Candidate {
        feed_url,
        title: feed.title.clone(),
        format: Some(feed.format.to_owned()),
        newest: newest_titles(&feed.entries),
    }
}

/// The titles of the newest entries. Entries without a date keep the order of the feed.
fn newest_titles(entries: &[ParsedEntry]) -> Vec<String> {
    let mut sorted: Vec<&ParsedEntry> = entries.iter().collect();
    sorted
        .sort_by_key(|entry| std::cmp::Reverse(entry.content.published.or(entry.content.updated)));
    sorted.into_iter().take(NEWEST_SHOWN).map(title_of).filter(|title| !title.is_empty()).collect()
}

fn title_of(entry: &ParsedEntry) -> String {
    if entry.content.title.is_empty() {
        excerpt(&entry.content.html, EXCERPT_CHARS)
    } else {
        entry.content.title.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::WantedBy;

    #[test]
    fn usual_places_are_beside_the_page_first_then_at_the_root() {
        let places = |page: &str| {
            usual_places(&Url::parse(page).unwrap())
                .into_iter()
                .map(String::from)
                .collect::<Vec<_>>()
        };
        assert_eq!(places("https://a.org/").len(), USUAL_NAMES.len());
        assert_eq!(places("https://a.org/")[0], "https://a.org/feed");
        assert_eq!(
            places("https://a.org/blog/post")[..2],
            ["https://a.org/blog/feed", "https://a.org/blog/rss"]
        );
        assert!(places("https://a.org/blog/post").contains(&"https://a.org/feed".to_owned()));
        assert!(places("file:///home/page.html").is_empty());
    }

    #[test]
    fn a_page_on_the_disk_names_files_of_this_machine_only() {
        let wanted_by = |page: &str, url: &str| {
            named_by(Some(&Url::parse(page).unwrap()), Url::parse(url).unwrap()).wanted_by
        };
        assert_eq!(wanted_by("file:///home/page.html", "file:///home/feed.xml"), WantedBy::User);
        assert_eq!(
            wanted_by("file:///home/page.html", "file://localhost/feed.xml"),
            WantedBy::User
        );
        assert_eq!(wanted_by("file:///home/page.html", "file://evil.example/x"), WantedBy::Page);
        assert_eq!(wanted_by("https://a.org/", "file:///home/feed.xml"), WantedBy::Page);
    }

    #[test]
    fn a_missing_page_lets_the_search_go_on_and_a_busy_server_ends_it() {
        let status = |status| FetchError::Status { status, host: "a.org".into() };
        assert_eq!(
            [404, 403, 429, 503].map(|code| ends_guessing(&status(code))),
            [false, false, true, true]
        );
        let problem = crate::model::RedirectProblem::Loop;
        assert!(ends_guessing(&FetchError::Redirect { problem, host: "a.org".into() }));
    }
}
