//! Pages that are kept: fetched with their text and pictures, stored for good, undone as one step.

use std::sync::Arc;

use futures_util::FutureExt as _;
use gleaner::library::{Scope, feed_states, subscriptions};
use gleaner::model::{EntryId, Filter, Retention, StatusChange, StepKind};
use gleaner::net::{HttpClient, Request, Response};
use gleaner::query::Expr;
use gleaner::refresh::{PageError, SAVED_PICTURE_BYTES_MAX, fetch_page};
use gleaner::store::SavedPage;
use gleaner::worker::{Event, Fetch};
use jiff::ToSpan as _;
use url::Url;

use crate::store_support::{Library, now};
use crate::worker_support::{FakeClient, Office};

const PAGE: &str = "<html><head><title>On harbours</title></head><body><nav>Home</nav><article>\
    <h1>On harbours</h1><p>Harbours are where ships rest. They have cranes, tea houses and gulls, \
    and whoever has seen one has seen a part of the sea that stays.</p>\
    <p><img src='crane.png' alt='A crane'></p><p>The gulls, however, do not stay. They follow the \
    ships out and come back with the evening, when the tea houses close and the cranes rest.</p>\
    <p><img src='gone.png' alt='Gone'></p></article></body></html>";

fn response(url: &Url, content_type: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::local(url.clone(), bytes);
    response.headers.content_type = Some(content_type.to_owned());
    response
}

fn answer(request: &Request) -> Response {
    let url = &request.url;
    match url.path() {
        "/page" => response(url, "text/html; charset=utf-8", PAGE.into()),
        "/crane.png" => {
            assert_eq!(request.bytes_max, SAVED_PICTURE_BYTES_MAX);
            response(url, "image/png", vec![7; 3000])
        }
        "/notes.txt" => response(url, "text/plain", b"Tea < coffee\n\nGulls".to_vec()),
        "/list" => response(url, "text/html", b"<ul><li>Tea<li>Gulls</ul>".to_vec()),
        "/book.pdf" => response(url, "application/pdf", b"%PDF".to_vec()),
        _ => Response { status: 404, ..response(url, "text/html", Vec::new()) },
    }
}

fn client() -> Arc<dyn HttpClient> {
    Arc::new(FakeClient(|request: &Request| Ok(answer(request))))
}

fn fetched(address: &str) -> Result<gleaner::model::FreshEntry, PageError> {
    let client = client();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(fetch_page(client.as_ref(), client.as_ref(), address).boxed())
}

fn saved(library: &mut Library, address: &str) -> SavedPage {
    library.store.save_page(&fetched(address).unwrap(), now()).unwrap()
}

#[test]
fn a_page_is_kept_with_its_text_and_its_pictures() {
    let page = fetched("https://example.org/page?utm_source=feed#top").unwrap();
    assert_eq!(page.content.title, "On harbours");
    assert_eq!(page.content.url.unwrap().as_str(), "https://example.org/page#top");
    assert!(page.text.contains("tea houses close") && !page.text.contains("Home"));
    assert!(page.words > 40);
    let html = page.content.html;
    assert!(html.contains("data:image/png;base64,Bwc"), "{html}");
    assert!(!html.contains("crane.png"));
    assert!(html.contains("gone.png"), "one that can't be had is fetched when it is shown");
}

#[test]
fn any_address_becomes_an_entry_if_there_is_something_to_read() {
    let text = fetched("https://example.org/notes.txt").unwrap();
    assert_eq!(text.content.title, "example.org/notes.txt");
    assert!(text.text.contains("Tea < coffee"));
    assert!(fetched("example.org/list").unwrap().text.contains("Gulls"), "no article, but text");
    let refused = fetched("https://example.org/book.pdf").unwrap_err();
    assert_eq!(refused.kind(), "not_a_page");
    assert!(refused.user_message().contains("application/pdf"));
    assert!(matches!(fetched("https://example.org/nothing"), Err(PageError::Fetch(_))));
    assert!(matches!(fetched("not an address"), Err(PageError::Fetch(_))));
}

#[test]
fn a_saved_page_is_an_unread_entry_of_a_feed_that_nobody_fetches() {
    let mut library = Library::new();
    let page = saved(&mut library, "https://example.org/page");
    assert!(page.is_new);
    let reader = library.store.reader();
    let feed = reader.feed(page.feed_id).unwrap().unwrap();
    assert_eq!((feed.title(), feed.next_attempt(60)), ("Saved pages", None));
    for scope in [Scope::All, Scope::Feed(page.feed_id), Scope::New] {
        assert!(feed_states(reader, scope).unwrap().is_empty(), "{scope:?}");
    }
    assert!(!subscriptions::text(reader).unwrap().contains("gleaner:saved"));
    assert_eq!(library.unread(), 1);
    assert_eq!(library.keys(Expr::All, Filter::Unread), ["https://example.org/page"]);
}

#[test]
fn a_page_that_is_saved_again_is_the_same_entry_and_unread() {
    let mut library = Library::new();
    let page = saved(&mut library, "https://example.org/page");
    library.store.change_statuses(&[page.entry_id], StatusChange::Read(true), now()).unwrap();
    let again = saved(&mut library, "https://example.org/page#evening");
    assert_eq!((again.entry_id, again.is_new), (page.entry_id, false));
    assert_eq!(library.unread(), 1);
}

#[test]
fn retention_never_removes_a_saved_page() {
    let mut library = Library::new();
    let page = saved(&mut library, "https://example.org/page");
    library.store.change_statuses(&[page.entry_id], StatusChange::Read(true), now()).unwrap();
    let later = now() + 24_000.hours();
    assert_eq!(library.store.apply_retention(Some(Retention::Days(1)), later).unwrap(), None);
    assert!(library.store.reader().entry(page.entry_id).unwrap().is_some());
}

fn exists(library: &Library, id: EntryId) -> bool {
    library.store.reader().entry(id).unwrap().is_some()
}

#[test]
fn saving_is_undone_and_done_again_as_one_step() {
    let mut library = Library::new();
    let page = saved(&mut library, "https://example.org/page");
    let step = page.step.clone().unwrap();
    assert!(matches!(&step.kind, StepKind::SavePage { title } if title == "On harbours"));
    library.store.undo(step.id, now()).unwrap();
    assert!(!exists(&library, page.entry_id));
    assert!(library.store.reader().feeds().unwrap().is_empty(), "the feed came with it");
    assert_eq!(library.unread(), 0);
    library.store.redo(step.id, now()).unwrap();
    assert!(exists(&library, page.entry_id));
    assert_eq!((library.unread(), library.store.reader().feeds().unwrap().len()), (1, 1));
    library.store.undo(step.id, now()).unwrap();
    let again = saved(&mut library, "https://example.org/page");
    assert!(again.is_new && exists(&library, again.entry_id), "it can be saved once more");
    assert_eq!(library.unread(), 1);
}

#[test]
fn a_starred_page_survives_that_saving_it_is_undone() {
    let mut library = Library::new();
    saved(&mut library, "https://example.org/list");
    let page = saved(&mut library, "https://example.org/page");
    library.store.change_statuses(&[page.entry_id], StatusChange::Starred(true), now()).unwrap();
    library.store.undo(page.step.unwrap().id, now()).unwrap();
    assert!(exists(&library, page.entry_id));
    assert_eq!(library.unread(), 1);
}

#[test]
fn the_workers_save_a_page_and_say_why_they_cannot() {
    let office = Office::with(&["a"], client());
    let answer = |address: &str| {
        office.submit(Fetch::SavePage(address.to_owned()));
        office.wait_for(|event| match event {
            Event::PageSaved(result) => Some(result),
            _ => None,
        })
    };
    let page = answer("https://example.org/page").unwrap();
    assert_eq!(page.title, "On harbours");
    assert_eq!(office.library_view().feeds.len(), 2);
    assert!(answer("https://example.org/book.pdf").unwrap_err().contains("application/pdf"));
}
