//! Refreshing through the workers: progress, stored entries, the summary at the end; subscribing,
//! importing, previews.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use gleaner::library::{Change, Scope};
use gleaner::model::{Filter, RuleScope, WELCOME_FEED_URL};
use gleaner::net::{FetchError, HttpClient, Request, Response};
use gleaner::query::{Expr, parse};
use gleaner::worker::{Act, Event, Fetch, PreviewSource, Read, RefreshSummary};

use crate::store_support::{Library, url};
use crate::worker_support::{FakeClient, Office, no_network};

fn feed(titles: &[&str]) -> Vec<u8> {
    let items: String = titles
        .iter()
        .map(|title| format!("<item><guid>{title}</guid><title>{title}</title></item>"))
        .collect();
    format!(r#"<rss version="2.0"><channel><title>News</title>{items}</channel></rss>"#)
        .into_bytes()
}

/// Every address is a feed with these entries.
fn serving(titles: &'static [&'static str]) -> Arc<dyn HttpClient> {
    Arc::new(FakeClient(|request: &Request| Ok(Response::local(request.url.clone(), feed(titles)))))
}

fn offline(request: &Request) -> FetchError {
    FetchError::Dns {
        source: "no name server".into(),
        host: request.url.host_str().unwrap_or_default().to_owned(),
    }
}

fn with_feeds(names: &[&str], client: Arc<dyn HttpClient>) -> Office {
    let mut library = Library::new();
    for name in names {
        library.subscribe(name);
    }
    Office::on(library, client)
}

/// All events until the end of the refresh, and its summary.
fn until_finished(office: &Office) -> (Vec<Event>, RefreshSummary) {
    let mut events = Vec::new();
    let summary = office.wait_for(|event| match event {
        Event::RefreshFinished(summary) => Some(summary),
        other => {
            events.push(other);
            None
        }
    });
    (events, summary)
}

#[test]
fn a_refresh_stores_new_entries_and_reports_each_feed() {
    let office = with_feeds(&["a", "b", "c"], serving(&["one", "two"]));
    office.submit(Fetch::Refresh(Scope::All));
    let (events, summary) = until_finished(&office);
    assert_eq!(summary, RefreshSummary { feeds: 3, new_entries: 6, ..RefreshSummary::default() });
    let refreshed = events
        .iter()
        .filter(|event| {
            matches!(event, Event::FeedRefreshed { new_entries: 2, updated_entries: 0, .. })
        })
        .count();
    assert_eq!(refreshed, 3);
    let last = events.iter().rev().find_map(|event| {
        if let Event::RefreshProgress { done, total } = event {
            Some((*done, *total))
        } else {
            None
        }
    });
    assert_eq!(last, Some((3, 3)));
    assert!(matches!(events.last(), Some(Event::Library(view)) if view.counts.total() == 6));
    assert_eq!(office.library.keys(Expr::All, Filter::Unread).len(), 6);
}

#[test]
fn a_second_refresh_finds_nothing_new() {
    let office = with_feeds(&["a"], serving(&["one", "two"]));
    for expected in [2, 0] {
        office.submit(Fetch::Refresh(Scope::All));
        assert_eq!(until_finished(&office).1.new_entries, expected);
    }
}

#[test]
fn one_feed_or_one_folder_can_be_refreshed_alone() {
    let mut library = Library::new();
    let [a, b] = ["a", "b"].map(|name| library.subscribe(name));
    let folder = library
        .store
        .create_folder("folder", None, &[b], crate::store_support::now())
        .unwrap()
        .value;
    let office = Office::on(library, serving(&["one"]));
    office.submit(Fetch::Refresh(Scope::Folder(folder)));
    assert_eq!(until_finished(&office).1.feeds, 1);
    assert_eq!(office.library.list(Expr::feed(b), Filter::All).len(), 1);
    office.submit(Fetch::Refresh(Scope::Feed(a)));
    assert_eq!(until_finished(&office).1.feeds, 1);
    assert_eq!(office.library.list(Expr::feed(a), Filter::All).len(), 1);
}

#[test]
fn an_empty_refresh_ends_at_once() {
    let office = with_feeds(&["a"], no_network());
    let feed_id = office.library_view().feeds[0].id;
    office.submit(Act::Change(Change::Unsubscribe(vec![feed_id])));
    office.submit(Fetch::Refresh(Scope::All));
    assert_eq!(until_finished(&office).1, RefreshSummary::default());
}

#[test]
fn offline_is_one_notice_and_no_feed_is_blamed() {
    let names: Vec<String> = (0..12).map(|number| format!("feed{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let office =
        with_feeds(&names, Arc::new(FakeClient(|request: &Request| Err(offline(request)))));
    office.submit(Fetch::Refresh(Scope::All));
    let (_, summary) = until_finished(&office);
    assert!(summary.is_offline);
    assert_eq!(summary.failed, 0);
    assert!(office.library_view().feeds.iter().all(|feed| feed.health.problem.is_none()));
}

#[test]
fn an_unreachable_proxy_is_reported_after_the_refresh() {
    let office = with_feeds(
        &["a", "b", "c"],
        Arc::new(FakeClient(|request: &Request| {
            let host = request.url.host_str().unwrap_or_default().to_owned();
            Err(FetchError::Proxy { source: "refused".into(), proxy: "proxy.lan".into(), host })
        })),
    );
    office.submit(Fetch::Refresh(Scope::All));
    let summary = until_finished(&office).1;
    assert!(summary.is_offline && summary.is_proxy_unreached);
}

/// Changes the library behind the workers' back.
fn tamper(office: &Office, statement: &str) {
    rusqlite::Connection::open(office.library.path()).unwrap().execute_batch(statement).unwrap();
}

#[test]
fn a_refresh_that_cannot_start_ends() {
    let office = with_feeds(&["a"], no_network());
    office.library_view();
    tamper(&office, "ALTER TABLE feeds RENAME TO lost");
    office.submit(Fetch::Refresh(Scope::All));
    assert_eq!(
        until_finished(&office).1,
        RefreshSummary { is_cancelled: true, ..RefreshSummary::default() }
    );
    tamper(&office, "ALTER TABLE lost RENAME TO feeds");
}

#[test]
fn every_question_about_a_broken_library_is_answered() {
    let office = with_feeds(&["a"], no_network());
    office.library_view();
    tamper(&office, "ALTER TABLE feeds RENAME TO lost");
    office.submit(Read::RuleTrial {
        generation: 7,
        query: parse("words").unwrap(),
        scope: RuleScope::Everywhere,
    });
    office.wait_for(|event| {
        matches!(event, Event::RuleTried { generation: 7, result: Err(_) }).then_some(())
    });
    office.submit(Act::Undo { step: None });
    office.wait_for(|event| matches!(event, Event::StatusSaved { .. }).then_some(()));
    tamper(&office, "ALTER TABLE smart_feeds RENAME TO lost_too");
    office.submit(Read::SmartCounts);
    office.wait_for(|event| matches!(event, Event::SmartCounts(None)).then_some(()));
    tamper(&office, "ALTER TABLE lost RENAME TO feeds; ALTER TABLE lost_too RENAME TO smart_feeds");
}

#[test]
fn a_feed_that_fails_says_why_and_the_others_go_on() {
    let client = FakeClient(|request: &Request| match request.url.host_str() {
        Some("bad.example.org") => {
            Ok(Response { status: 404, ..Response::local(request.url.clone(), Vec::new()) })
        }
        _ => Ok(Response::local(request.url.clone(), feed(&["one"]))),
    });
    let office = with_feeds(&["bad", "good"], Arc::new(client));
    office.submit(Fetch::Refresh(Scope::All));
    let (_, summary) = until_finished(&office);
    assert_eq!((summary.feeds, summary.failed, summary.new_entries), (2, 1, 1));
    let view = office.library_view();
    let problem = view.feeds[0].health.problem.as_ref().unwrap();
    assert_eq!((problem.kind.code(), problem.failures), ("http", 1));
    assert_eq!(view.feeds[1].health.problem, None);
}

#[test]
fn a_client_that_panics_does_not_stop_the_refresh() {
    let client = FakeClient(|request: &Request| {
        assert!(request.url.host_str() != Some("bad.example.org"), "this host breaks the client");
        Ok(Response::local(request.url.clone(), feed(&["one"])))
    });
    let office = with_feeds(&["bad", "good"], Arc::new(client));
    office.submit(Fetch::Refresh(Scope::All));
    assert_eq!(until_finished(&office).1.new_entries, 1);
}

/// A client that answers only while a gate is open, so that a refresh lasts as long as a test
/// wants.
struct Gate(Arc<tokio::sync::Semaphore>, Arc<AtomicU32>);

impl HttpClient for Gate {
    fn get<'a>(
        &'a self,
        request: &'a Request,
    ) -> futures_util::future::BoxFuture<'a, Result<Response, FetchError>> {
        Box::pin(async move {
            self.1.fetch_add(1, Ordering::SeqCst);
            self.0.acquire().await.unwrap().forget();
            Ok(Response::local(request.url.clone(), feed(&["one"])))
        })
    }
}

fn gated(names: &[&str]) -> (Office, Arc<tokio::sync::Semaphore>, Arc<AtomicU32>) {
    let (gate, asked) = (Arc::new(tokio::sync::Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
    (with_feeds(names, Arc::new(Gate(Arc::clone(&gate), Arc::clone(&asked)))), gate, asked)
}

#[test]
fn a_refresh_can_be_stopped_and_stored_feeds_stay() {
    let (office, gate, _) = gated(&["a", "b", "c"]);
    office.submit(Fetch::Refresh(Scope::All));
    gate.add_permits(1);
    office.wait_for(|event| matches!(event, Event::FeedRefreshed { .. }).then_some(()));
    office.submit(Fetch::CancelRefresh);
    let (_, summary) = until_finished(&office);
    assert!(summary.is_cancelled);
    assert_eq!((summary.feeds, office.library.list(Expr::All, Filter::All).len()), (1, 1));
    office.submit(Fetch::Refresh(Scope::All));
    gate.add_permits(3);
    assert_eq!(until_finished(&office).1.new_entries, 2, "and it can be started again");
}

#[test]
fn acts_and_lists_do_not_wait_for_a_refresh() {
    let (office, gate, _) = gated(&["a"]);
    office.submit(Fetch::Refresh(Scope::All));
    let feed_id = office.library_view().feeds[0].id;
    office.submit(Act::Change(Change::RenameFeed(feed_id, Some("Mine".into()))));
    office.wait_for(|event| {
        matches!(event, Event::Library(view) if view.feeds[0].title() == "Mine").then_some(())
    });
    gate.add_permits(1);
    assert_eq!(until_finished(&office).1.feeds, 1);
}

#[test]
fn two_refreshes_at_once_fetch_each_feed_once_and_end_as_one() {
    let (office, gate, asked) = gated(&["a", "b"]);
    office.submit(Fetch::Refresh(Scope::All));
    office.wait_for(|event| matches!(event, Event::RefreshProgress { total: 2, .. }).then_some(()));
    office.submit(Fetch::Refresh(Scope::All));
    // The thread that starts refreshes answers this one after it has looked at the second.
    office.submit(Fetch::Discover { generation: 1, address: String::new(), grant: None });
    office.wait_for(|event| matches!(event, Event::Discovered { .. }).then_some(()));
    gate.add_permits(10);
    let (_, summary) = until_finished(&office);
    assert_eq!((summary.feeds, asked.load(Ordering::SeqCst)), (2, 2));
}

#[test]
fn the_end_does_not_wait_for_a_server() {
    let (mut office, _gate, asked) = gated(&["a"]);
    office.submit(Fetch::Refresh(Scope::All));
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while asked.load(Ordering::SeqCst) == 0 {
        assert!(std::time::Instant::now() < deadline, "waited in vain for a request");
        std::thread::yield_now();
    }
    office.workers.take().unwrap().shutdown();
}

#[test]
fn subscribing_adds_the_feed_then_fetches_it() {
    let office = with_feeds(&["other"], serving(&["one"]));
    office.submit(Act::Subscribe { feed_url: url("new"), title: None, folder_id: None });
    let feed_id = office.wait_for(|event| {
        if let Event::Subscribed(feed_id, _) = event { Some(feed_id) } else { None }
    });
    assert!(matches!(office.next(), Event::Library(view) if view.feeds.len() == 2));
    assert_eq!(until_finished(&office).1.new_entries, 1);
    assert_eq!(office.library.list(Expr::feed(feed_id), Filter::Unread).len(), 1);
    let list =
        std::fs::read_to_string(office.library.dir.path().join("subscriptions.opml")).unwrap();
    assert!(list.contains("https://new.example.org/feed") && list.contains("News"), "{list}");
}

#[test]
fn a_fresh_library_has_the_welcome_feed_without_any_network() {
    let office = Office::on(Library::new(), no_network());
    let view = office.library_view();
    assert_eq!(view.feeds[0].feed_url.as_str(), WELCOME_FEED_URL);
    assert!(view.counts.total() > 0);
}

#[test]
fn a_list_is_exported_planned_and_imported() {
    let office = with_feeds(&["a", "b"], no_network());
    let path = office.library.dir.path().join("out.opml");
    office.submit(Act::Export(path.clone()));
    office.wait_for(
        |event| if let Event::Exported(result) = event { Some(result.unwrap()) } else { None },
    );

    let other = with_feeds(&["a"], no_network());
    other.submit(Act::PlanImport { generation: 4, path });
    let planned = |event| {
        if let Event::ImportPlanned { generation: 4, result } = event {
            Some(result.unwrap())
        } else {
            None
        }
    };
    let plan = other.wait_for(planned);
    assert_eq!((plan.new_feeds.len(), plan.known), (1, 1));
    other.submit(Act::Import(plan));
    let report = other
        .wait_for(|event| if let Event::Imported(report) = event { Some(report) } else { None });
    assert_eq!((report.added, report.known), (1, 1));
    assert!(matches!(other.next(), Event::Library(view) if view.feeds.len() == 2));
}

#[test]
fn feeds_of_an_imported_list_are_fetched_at_once() {
    let office = with_feeds(&["a"], serving(&["one", "two"]));
    let path = office.library.dir.path().join("list.opml");
    let feed = "<outline type='rss' xmlUrl='https://new.example.org/feed'/>";
    std::fs::write(&path, format!("<opml><body>{feed}</body></opml>")).unwrap();
    office.submit(Act::PlanImport { generation: 1, path });
    let plan = office.wait_for(|event| match event {
        Event::ImportPlanned { result, .. } => Some(result.unwrap()),
        _ => None,
    });
    office.submit(Act::Import(plan));
    office.wait_for(|event| matches!(event, Event::RefreshFinished(_)).then_some(()));
    let view = office.library_view();
    let new = view.feeds.iter().find(|feed| feed.feed_url.path() == "/feed").unwrap();
    assert!(new.health.last_success.is_some() && view.counts.total() > 0);
}

#[test]
fn a_feed_can_be_previewed_without_subscribing() {
    let office = with_feeds(&["a"], serving(&["one", "two"]));
    office.submit(Fetch::Preview(PreviewSource::Address("https://new.example.org/feed".into())));
    let preview = office.wait_for(|event| {
        if let Event::PreviewReady(preview) = event { Some(preview.unwrap()) } else { None }
    });
    assert_eq!(
        (preview.feed.title.as_str(), preview.feed.entries.len(), preview.excerpts.len()),
        ("News", 2, 2)
    );
    assert_eq!(office.library_view().feeds.len(), 1);
    office.submit(Fetch::Discover {
        generation: 5,
        address: "new.example.org/feed".into(),
        grant: None,
    });
    let found = office.wait_for(|event| {
        if let Event::Discovered { generation: 5, result } = event {
            Some(result.unwrap())
        } else {
            None
        }
    });
    assert_eq!(
        (found[0].title.as_str(), &found[0].newest[..]),
        ("News", &["one".to_owned(), "two".to_owned()][..])
    );
}

#[test]
fn subscribing_to_a_previewed_feed_asks_the_server_once() {
    let asked = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&asked);
    let client = FakeClient(move |request: &Request| {
        counted.fetch_add(1, Ordering::SeqCst);
        Ok(Response::local(request.url.clone(), feed(&["one"])))
    });
    let office = with_feeds(&["a"], Arc::new(client));
    office.submit(Fetch::Preview(PreviewSource::Address("https://new.example.org/feed".into())));
    office.wait_for(|event| matches!(event, Event::PreviewReady(Ok(_))).then_some(()));
    office.submit(Act::Subscribe { feed_url: url("new"), title: None, folder_id: None });
    assert_eq!(until_finished(&office).1.new_entries, 1);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    office.submit(Fetch::Refresh(Scope::All));
    until_finished(&office);
    assert_eq!(asked.load(Ordering::SeqCst), 3, "a later refresh asks both feeds");
}

#[test]
fn a_file_can_be_previewed_from_any_directory() {
    let office = with_feeds(&["a"], Arc::new(gleaner::net::Client::new()));
    let path = office.library.dir.path().join("a feed.xml");
    std::fs::write(&path, feed(&["one"])).unwrap();
    office.submit(Fetch::Preview(PreviewSource::File(path)));
    let preview = office.wait_for(|event| {
        if let Event::PreviewReady(preview) = event { Some(preview) } else { None }
    });
    assert_eq!(preview.unwrap().feed_url.scheme(), "file");
}

#[test]
fn an_address_without_a_feed_is_answered_in_words() {
    let office = with_feeds(&["a"], no_network());
    office.submit(Fetch::Preview(PreviewSource::Address("not an address".into())));
    assert!(
        office
            .wait_for(|event| if let Event::PreviewReady(preview) = event {
                Some(preview)
            } else {
                None
            })
            .is_err()
    );
    office.submit(Fetch::Discover { generation: 1, address: String::new(), grant: None });
    assert!(
        office
            .wait_for(|event| if let Event::Discovered { result, .. } = event {
                Some(result)
            } else {
                None
            })
            .is_err()
    );
}
