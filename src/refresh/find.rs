//! Finds the feeds behind an address: the document itself, the feeds that a page names, then the
//! usual places.

use futures_util::StreamExt as _;
use futures_util::stream;
use url::Url;

use super::address::interpret;
use super::sites::feeds_at;
use crate::document::{EXCERPT_CHARS, excerpt};
use crate::model::Candidate;
use crate::net::discovery::{FoundBy, FoundFeed, feeds_of_page};
use crate::net::{FetchError, Heard, HttpClient, Request, without_credentials};
use crate::parse::{ParseContext, ParsedEntry, ParsedFeed, parse_feed};

/// Most feeds of one page that are fetched to show what is in them.
pub const CANDIDATES_FETCHED_MAX: usize = 8;
/// Most feeds of one page that are listed at all.
pub const CANDIDATES_MAX: usize = 40;
/// How many titles of entries a candidate shows.
pub const NEWEST_SHOWN: usize = 3;
/// How many of a page's feeds are fetched at the same time: they share a host.
const FETCHED_AT_ONCE: usize = 2;
/// Where publishers put feeds that their pages do not name, likeliest first. Tried one after the
/// other, at the site's root.
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
/// How many of them are tried beside a page that is not the root.
const NAMES_BESIDE_PAGE: usize = 3;

/// Why no feed was found.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// Nothing could be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// What was fetched is no feed.
    #[error("{url} is no feed: {kind}")]
    NotAFeed {
        /// The parser's word.
        kind: &'static str,
        /// The parser's sentence for people.
        message: String,
        /// What was read.
        url: Box<Url>,
    },
    /// The page is there, but no feed.
    #[error("no feed at {url}")]
    NoFeed {
        /// Where.
        url: Box<Url>,
    },
    /// Reading the document failed in a way that it should not.
    #[error("reading {url} failed: {reason}")]
    Crash {
        /// How.
        reason: String,
        /// What was read.
        url: Box<Url>,
    },
}

impl FindError {
    /// A short stable word for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Fetch(error) => error.kind(),
            Self::NotAFeed { kind, .. } => kind,
            Self::NoFeed { .. } => "no_feed",
            Self::Crash { .. } => "crash",
        }
    }

    /// A sentence for people.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Fetch(FetchError::Status { status: 401, host }) => {
                format!(
                    "{host} needs a user name and password - put them before its name: https://name:password@{host}"
                )
            }
            Self::Fetch(error) => error.user_message(),
            Self::NotAFeed { message, .. } => message.clone(),
            Self::NoFeed { url } => format!(
                "Couldn't find a feed at {} - paste the address of the feed itself",
                shown(url)
            ),
            Self::Crash { url, .. } => {
                format!("What {} sent broke the reader - please report the address", shown(url))
            }
        }
    }
}

fn shown(url: &Url) -> &str {
    url.host_str().unwrap_or(url.as_str())
}

/// A document as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it came from in the end; what is relative in it refers to this.
    pub url: Url,
    /// The address to remember: where it was asked for, or where it moved for good.
    pub lasting_url: Url,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
}

/// Fetches a document that a person named: an address with or without scheme, or a file.
pub async fn fetch_document(client: &dyn HttpClient, address: &str) -> Result<Fetched, FetchError> {
    let mut first_error = None;
    for url in interpret(address)? {
        match fetch(client, Request::get(url)).await {
            Ok(document) => return Ok(document),
            Err(error) if matches!(error.heard(), Heard::Nobody | Heard::NoProxy) => {
                return Err(error);
            }
            // The first attempt is the one that a person would have made, so its error tells most.
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    Err(first_error.unwrap_or_else(|| FetchError::Address { text: address.to_owned() }))
}

/// Fetches the feed that a person named, without looking further when it is none.
pub async fn fetch_feed(
    client: &dyn HttpClient,
    address: &str,
) -> Result<(Url, ParsedFeed), FindError> {
    read_fetched(fetch_document(client, address).await?).await
}

async fn read_fetched(document: Fetched) -> Result<(Url, ParsedFeed), FindError> {
    let url = document.lasting_url.clone();
    match blocking(document, read_feed).await? {
        Ok(feed) => Ok((url, feed)),
        Err((kind, message)) => Err(FindError::NotAFeed { kind, message, url: Box::new(url) }),
    }
}

/// Fetches a feed that a page named, not a person.
pub async fn fetch_named_feed(
    client: &dyn HttpClient,
    page_url: Option<&Url>,
    url: Url,
) -> Result<(Url, ParsedFeed), FindError> {
    read_fetched(fetch(client, named_by(page_url, url)).await?).await
}

/// Finds feeds behind an address, best first, at least one.
pub async fn find_feeds(
    client: &dyn HttpClient,
    address: &str,
) -> Result<Vec<Candidate>, FindError> {
    // Where a site keeps its feeds is known for some, and their pages are large.
    if let Some(known) = interpret(address)?.first().map(feeds_at).filter(|known| !known.is_empty())
    {
        let found = follow_links(client, None, known.into_iter().map(named).collect()).await;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let document = fetch_document(client, address).await?;
    let (page_url, lasting_url) = (document.url.clone(), document.lasting_url.clone());
    let links = match blocking(document, look).await? {
        Look::Feed(feed) => return Ok(vec![candidate(lasting_url, &feed)]),
        Look::Page(links) => links,
    };
    let mut found = follow_links(client, Some(&page_url), links).await;
    if found.is_empty() {
        found = try_usual_places(client, &page_url).await;
    }
    if found.is_empty() { Err(FindError::NoFeed { url: Box::new(page_url) }) } else { Ok(found) }
}

async fn fetch(client: &dyn HttpClient, request: Request) -> Result<Fetched, FetchError> {
    let response = client.get(&request).await?;
    // The address is shown and stored, a password in it is neither.
    let url = without_credentials(request.url);
    response.error_for_status()?;
    let final_url = response.url.clone();
    let decode = tokio::task::spawn_blocking(move || response.body.decode(&response.url));
    let bytes = decode.await.map_err(|err| FetchError::Transfer {
        source: err.into(),
        host: shown(&final_url).to_owned(),
    })??;
    Ok(Fetched {
        url: final_url,
        lasting_url: response.moved_to.unwrap_or(url),
        content_type: response.headers.content_type,
        bytes,
    })
}

/// Runs a reader on a thread that may block, fenced: documents come from anywhere.
async fn blocking<T: Send + 'static>(
    document: Fetched,
    reader: fn(&Fetched) -> T,
) -> Result<T, FindError> {
    let url = document.url.clone();
    let task = tokio::task::spawn_blocking(move || reader(&document));
    task.await.map_err(|err| FindError::Crash { reason: err.to_string(), url: Box::new(url) })
}

/// A feed of which only the address is known. It has to be there to count.
fn named(url: Url) -> FoundFeed {
    FoundFeed { url, media_type: None, title: String::new(), found_by: FoundBy::Anchor }
}

enum Look {
    Feed(Box<ParsedFeed>),
    Page(Vec<FoundFeed>),
}

fn look(document: &Fetched) -> Look {
    match read_feed(document) {
        Ok(feed) => Look::Feed(Box::new(feed)),
        Err(_) => Look::Page(feeds_of_page(
            &document.bytes,
            &document.url,
            context(document).charset.as_deref(),
        )),
    }
}

fn context(document: &Fetched) -> ParseContext {
    ParseContext::new(Some(document.url.clone()), document.content_type.as_deref())
}

fn read_feed(document: &Fetched) -> Result<ParsedFeed, (&'static str, String)> {
    parse_feed(&document.bytes, &context(document))
        .map_err(|error| (error.kind(), error.user_message()))
}

/// The feeds that a page names, with what is in the first few; those that turn out to be none are
/// left out.
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
        // What a page may not lead to is not offered either.
        Err(FindError::Fetch(FetchError::Private { .. } | FetchError::Scheme { .. })) => None,
        // A feed that the page declares is offered even when its server is shy just now.
        Err(FindError::Fetch(_)) if link.found_by != FoundBy::Anchor => Some(unknown(link)),
        Err(_) => None,
    }
}

/// The request for what a page names: not the reader's own wish, so it may not lead into private
/// networks or to files, unless the page is there itself. Nor to files of another machine, which
/// Windows would ask for the name and password of whoever reads this.
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

/// Pages name one feed under several addresses.
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
            Err(FindError::Fetch(error)) if wants_peace(&error) => break,
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

/// Whether a server has had enough of our guesses.
fn wants_peace(error: &FetchError) -> bool {
    match error {
        FetchError::Status { status, .. } => matches!(status, 429 | 500..=599),
        _ => true,
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
        Err((kind, message)) => {
            Err(FindError::NotAFeed { kind, message, url: Box::new(lasting_url) })
        }
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

/// Titles of the newest entries; without dates the order of the feed is the best guess.
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
        assert_eq!(wanted_by("file:///home/page.html", "file:///home/feed.xml"), WantedBy::Reader);
        assert_eq!(
            wanted_by("file:///home/page.html", "file://localhost/feed.xml"),
            WantedBy::Reader
        );
        assert_eq!(wanted_by("file:///home/page.html", "file://evil.example/x"), WantedBy::Page);
        assert_eq!(wanted_by("https://a.org/", "file:///home/feed.xml"), WantedBy::Page);
    }

    #[test]
    fn a_missing_page_lets_the_search_go_on_and_a_busy_server_ends_it() {
        let status = |status| FetchError::Status { status, host: "a.org".into() };
        assert_eq!(
            [404, 403, 429, 503].map(|code| wants_peace(&status(code))),
            [false, false, true, true]
        );
        assert!(wants_peace(&FetchError::Redirect {
            problem: crate::model::RedirectProblem::Loop,
            host: "a.org".into()
        }));
    }
}
