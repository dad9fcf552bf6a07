//! Finds the feeds behind an address: the document itself, the feeds that the page names, then the
//! usual names of feeds.

use futures_util::StreamExt as _;
use futures_util::stream;
use url::Url;

use super::address::interpret;
use super::fetched::{FetchedDocument, fetch, fetch_typed};
use super::find_error::{FindError, place_words};
use super::sites::feeds_at;
use crate::document::{EXCERPT_CHARS, excerpt};
use crate::markup;
use crate::model::{Candidate, DocumentProblem, ProblemKind, tidy_feed_url, without_credentials};
use crate::net::discovery::{
    FoundBy, FoundFeed, feeds_of_link_header, feeds_of_page, refresh_target,
};
use crate::net::{Contact, FetchError, HttpClient, Request, is_challenge_page};
use crate::parse::{ParseContext, ParseError, ParsedEntry, ParsedFeed, parse_feed};

/// Most feeds of one page that are fetched, to show their newest entries.
pub const CANDIDATES_FETCHED_MAX: usize = 8;
/// Most feeds of one page that are listed.
pub const CANDIDATES_MAX: usize = 40;
/// Most entry titles of a candidate.
pub const NEWEST_SHOWN: usize = 3;
/// How many feeds of a page are fetched at a time. They usually share a host.
const FETCHED_AT_ONCE: usize = 2;
/// Most pages in a row that only send on to another address, the last one included.
const SENT_ON_MAX: usize = 4;
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
const NAMES_BESIDE_PAGE: usize = 6;

/// The error for an address that a person typed.
fn typed_error((error, url): (FetchError, Option<Url>)) -> FindError {
    match (error, url) {
        (FetchError::Status { status: 401, .. }, Some(url)) => {
            FindError::SignIn { url: Box::new(without_credentials(url)) }
        }
        (error, _) => error.into(),
    }
}

/// Fetches the feed at an address that a person typed. Does not look for other feeds.
pub async fn fetch_feed(
    client: &dyn HttpClient,
    address: &str,
) -> Result<(Url, ParsedFeed), FindError> {
    read_fetched(fetch_typed(client, address).await.map_err(typed_error)?).await
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
        if !found.living.is_empty() {
            return Ok(found.living);
        }
    }
    let mut document = fetch_typed(client, address).await.map_err(typed_error)?;
    for _ in 0..SENT_ON_MAX {
        let (page_url, lasting_url) = (document.url.clone(), document.lasting_url.clone());
        let page = match blocking(document, inspect).await? {
            Inspection::Feed(feed) => return Ok(vec![candidate(lasting_url, &feed)]),
            Inspection::List(source) => {
                return Err(FindError::NotAFeed { source, url: Box::new(page_url) });
            }
            Inspection::Page(page) => page,
        };
        let is_declared = page.links.iter().any(|link| link.found_by < FoundBy::Anchor);
        match page.sent_on.clone().filter(|_| !is_declared) {
            None => return search_page(client, &page_url, page).await,
            Some(target) => {
                document = match fetch(client, named_by(Some(&page_url), target)).await {
                    Ok(document) => document,
                    Err(_) => return search_page(client, &page_url, page).await,
                };
            }
        }
    }
    Err(FindError::NoFeed { url: Box::new(document.url) })
}

/// The feeds of a page, those that can be read first: the ones that it names, then the ones that
/// only its words show, then those at usual places. A named feed whose server fails at the moment
/// comes last.
async fn search_page(
    client: &dyn HttpClient,
    page_url: &Url,
    page: Page,
) -> Result<Vec<Candidate>, FindError> {
    let (named, guessed): (Vec<_>, Vec<_>) =
        page.links.into_iter().partition(|link| link.found_by < FoundBy::Words);
    let Followed { mut living, failing } = follow_links(client, Some(page_url), named).await;
    if living.is_empty() {
        living = follow_links(client, Some(page_url), guessed).await.living;
    }
    if living.is_empty() && !page.is_challenge {
        living = feeds_of_root(client, page_url).await;
    }
    if living.is_empty() && !page.is_challenge {
        living = try_usual_places(client, page_url).await;
    }
    living.extend(failing);
    if !living.is_empty() {
        Ok(living)
    } else if page.is_challenge {
        Err(FetchError::Challenge { host: place_words(page_url) }.into())
    } else {
        Err(FindError::NoFeed { url: Box::new(page_url.clone()) })
    }
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
    /// A subscription list, as the error of parsing it as a feed.
    List(ParseError),
    Page(Page),
}

/// A document that is not a feed.
struct Page {
    links: Vec<FoundFeed>,
    /// The address that it sends on to.
    sent_on: Option<Url>,
    is_challenge: bool,
}

fn inspect(document: &FetchedDocument) -> Inspection {
    match read_feed(document) {
        Ok(feed) => Inspection::Feed(Box::new(feed)),
        Err(error) if is_list(&error) => Inspection::List(error),
        Err(_) => Inspection::Page(inspect_page(document)),
    }
}

fn is_list(error: &ParseError) -> bool {
    error.problem() == ProblemKind::Document { problem: DocumentProblem::SubscriptionList }
}

fn inspect_page(document: &FetchedDocument) -> Page {
    let charset = context(document).charset;
    let charset = charset.as_deref();
    let mut links = feeds_of_page(&document.bytes, &document.url, charset);
    let by_header = document.link.as_deref();
    for feed in by_header.iter().flat_map(|link| feeds_of_link_header(link, &document.url)) {
        if !links.iter().any(|known| known.url == feed.url) {
            links.push(feed);
        }
    }
    links.sort_by_key(|feed| feed.found_by);
    let is_challenge = document.is_challenge || is_challenge_page(&document.bytes, charset);
    let text = markup::decode(&document.bytes, charset);
    let refresh = document.refresh.as_deref();
    let sent_on = refresh_target(&text, refresh, &document.url).filter(|_| !is_challenge);
    Page { links, sent_on, is_challenge }
}

fn context(document: &FetchedDocument) -> ParseContext {
    ParseContext::new(Some(document.url.clone()), document.content_type.as_deref())
}

fn read_feed(document: &FetchedDocument) -> Result<ParsedFeed, ParseError> {
    parse_feed(&document.bytes, &context(document))
}

/// The feeds that links lead to.
struct Followed {
    living: Vec<Candidate>,
    /// Declared feeds whose server fails at the moment.
    failing: Vec<Candidate>,
}

/// The feeds that a page names, the first few with their newest entries. Links that turn out not to
/// be feeds are left out.
async fn follow_links(
    client: &dyn HttpClient,
    page_url: Option<&Url>,
    mut links: Vec<FoundFeed>,
) -> Followed {
    links.truncate(CANDIDATES_MAX);
    let mut unfetched = links.split_off(links.len().min(CANDIDATES_FETCHED_MAX));
    // Words alone are too often wrong to offer a feed that nobody has seen.
    unfetched.retain(|link| link.found_by < FoundBy::Words);
    let fetched: Vec<Option<Candidate>> = stream::iter(links)
        .map(|link| follow_link(client, page_url, link))
        .buffered(FETCHED_AT_ONCE)
        .collect()
        .await;
    let (living, failing): (Vec<_>, Vec<_>) =
        fetched.into_iter().flatten().partition(|candidate| candidate.format.is_some());
    let mut followed = Followed { living: Vec::new(), failing };
    for candidate in living.into_iter().chain(unfetched.into_iter().map(unknown)) {
        if !followed.living.iter().any(|other| is_same(other, &candidate)) {
            followed.living.push(candidate);
        }
    }
    followed
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
        Err(FindError::Fetch(error)) if is_dead(&error) => None,
        // A declared feed is offered even if its server fails at the moment.
        Err(FindError::Fetch(_)) if link.found_by < FoundBy::Anchor => Some(unknown(link)),
        Err(_) => None,
    }
}

/// Whether there will be no feed at an address at another time either.
fn is_dead(error: &FetchError) -> bool {
    match error {
        FetchError::Status { status, .. } => {
            matches!(status, 400..=499) && !matches!(status, 401 | 403 | 408 | 425 | 429)
        }
        error => matches!(error.contact(), Contact::Nobody),
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

/// The feeds that the first page of the site declares, for a page that names none itself.
async fn feeds_of_root(client: &dyn HttpClient, page_url: &Url) -> Vec<Candidate> {
    let Some(root) = page_url.join("/").ok().filter(|root| root.path() != page_url.path()) else {
        return Vec::new();
    };
    let Ok(document) = fetch(client, named_by(Some(page_url), root)).await else {
        return Vec::new();
    };
    let root_url = document.url.clone();
    let Ok(Inspection::Page(page)) = blocking(document, inspect).await else {
        return Vec::new();
    };
    let declared = page.links.into_iter().filter(|link| link.found_by < FoundBy::Anchor);
    follow_links(client, Some(&root_url), declared.collect()).await.living
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
        feed_url: tidy_feed_url(feed_url),
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
