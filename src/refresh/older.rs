//! Fetches the older entries of a new feed: the next pages of a paged or archived feed (RFC 5005),
//! and `next_url` of JSON Feed. Only the first refresh of a feed does this.

use std::collections::HashSet;

use url::Url;

use super::prepare::prepare;
use crate::article::complete;
use crate::model::{FeedState, FreshEntry, RefreshOutcome};
use crate::net::{HttpClient, Request, Response};
use crate::parse::{ParseContext, parse_owned};

/// Most pages of older entries.
pub const OLDER_PAGES_MAX: usize = 10;
/// No further page is fetched once a feed has this many entries.
pub const OLDER_ENTRIES_MAX: usize = 1000;

/// A document of older entries.
struct Page {
    entries: Vec<FreshEntry>,
    next: Option<Url>,
}

/// The outcome with the entries of the page at `next`, and of the pages after it. The search ends
/// early at a page that cannot be read or has nothing new.
pub(super) async fn with_older_entries(
    client: &dyn HttpClient,
    state: &FeedState,
    mut outcome: RefreshOutcome,
    next: Url,
) -> RefreshOutcome {
    let RefreshOutcome::Changed { entries, .. } = &mut outcome else { return outcome };
    let mut keys: HashSet<_> = entries.iter().map(|entry| entry.key.clone()).collect();
    let mut visited = HashSet::from([state.feed_url.clone()]);
    let mut next = Some(next);
    for _ in 0..OLDER_PAGES_MAX {
        let Some(url) = next.take() else { break };
        if entries.len() >= OLDER_ENTRIES_MAX || !visited.insert(url.clone()) {
            break;
        }
        let Some(page) = fetch(client, state, url).await else { break };
        let before = entries.len();
        entries.extend(page.entries.into_iter().filter(|entry| keys.insert(entry.key.clone())));
        if entries.len() == before {
            break;
        }
        next = page.next;
    }
    outcome
}

async fn fetch(client: &dyn HttpClient, state: &FeedState, url: Url) -> Option<Page> {
    let request = Request {
        feed_id: Some(state.feed_id),
        sign_in: state.sign_in.clone(),
        ..Request::named_at(&state.feed_url, url)
    };
    let response = client.get(&request).await.ok().filter(Response::is_ok)?;
    // A parser that panics only ends the search.
    tokio::task::spawn_blocking(move || read(response)).await.ok().flatten()
}

fn read(response: Response) -> Option<Page> {
    let content_type = response.headers.content_type.as_deref();
    let context = ParseContext::new(Some(response.url.clone()), content_type);
    let bytes = response.body.decode(&response.url).ok()?;
    let mut parsed = parse_owned(bytes, &context).ok()?;
    complete(&mut parsed);
    Some(Page { next: parsed.next_page, entries: prepare(parsed.entries) })
}
