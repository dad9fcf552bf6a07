//! Every request is recorded: for a day, without secrets, on the page, in the report and on the
//! command line.

use std::sync::Arc;
use std::time::Duration;

use egui::Key;
use egui::accesskit::Role;
use gleaner::app::{Action, ActivityView, AppState, Command, Effect, FoundRequests};
use gleaner::article::{Motion, PictureKey, PictureRequest};
use gleaner::config::{Session, Settings};
use gleaner::library::Scope;
use gleaner::model::{Activity, Answer, Cause, Feed, FeedId, Redirect};
use gleaner::net::Client;
use gleaner::picture::Fit;
use gleaner::store::{ACTIVITY_LIFETIME, ACTIVITY_MAX, NewFeed, Store};
use gleaner::worker::{
    Act, ArticleJob, Event, Fetch, Job, PictureJob, PreviewSource, Read, RefreshSummary,
};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::store_support::{Library, now};
use crate::support::feeds::rss;
use crate::support::program::Program;
use crate::support::reader::Window;
use crate::support::server::{Reply, Server};
use crate::worker_support::Office;

// -- the library ----------------------------------------------------------------------------------

fn request(name: &str, age: SignedDuration) -> Activity {
    Activity {
        cause: Cause::Asked,
        feed_id: Some(FeedId(1)),
        url: format!("https://{name}.example.org/feed"),
        begun: now() - age,
        took: Duration::from_millis(12),
        is_conditional: true,
        redirects: vec![Redirect { status: 301, url: "https://b.example.org/".into() }],
        answer: Answer::Status(200),
        bytes: 1234,
        content_type: Some("text/xml".into()),
    }
}

#[test]
fn requests_come_back_as_they_were_noted_the_latest_first() {
    let mut library = Library::new();
    let failed = Activity {
        answer: Answer::Failed("no".into()),
        feed_id: None,
        content_type: None,
        ..request("a", SignedDuration::ZERO)
    };
    let old = Activity {
        redirects: Vec::new(),
        is_conditional: false,
        ..request("b", SignedDuration::from_mins(5))
    };
    library.store.record_activity(&[failed.clone(), old.clone()], now()).unwrap();
    assert_eq!(library.store.reader().activity(now()).unwrap(), [failed, old]);
}

#[test]
fn requests_are_kept_for_a_day() {
    let mut library = Library::new();
    let just = request("kept", ACTIVITY_LIFETIME);
    let over = request("gone", ACTIVITY_LIFETIME + SignedDuration::from_millis(1));
    library.store.record_activity(&[just.clone(), over], now()).unwrap();
    // The query starts long ago, so that only the stored records decide.
    let since = |store: &Store| store.reader().activity(now() - ACTIVITY_LIFETIME).unwrap();
    assert_eq!(since(&library.store), [just]);
    library.store.record_activity(&[], now() + SignedDuration::from_mins(1)).unwrap();
    assert_eq!(since(&library.store), []);
}

#[test]
fn no_more_requests_are_kept_than_the_limit_and_the_latest_stay() {
    let mut library = Library::new();
    let many: Vec<_> = (0..ACTIVITY_MAX)
        .map(|number| request(&number.to_string(), SignedDuration::ZERO))
        .collect();
    library.store.record_activity(&many, now()).unwrap();
    assert_eq!(library.store.reader().activity(now()).unwrap().len(), ACTIVITY_MAX);
    library.store.record_activity(&[request("last", SignedDuration::ZERO)], now()).unwrap();
    let kept = library.store.reader().activity(now()).unwrap();
    assert_eq!(kept.len(), ACTIVITY_MAX);
    let ends = [kept.first(), kept.last()].map(|request| request.unwrap().url.as_str());
    assert_eq!(ends, ["https://last.example.org/feed", "https://1.example.org/feed"]);
}

// -- the workers ----------------------------------------------------------------------------------

fn two_entries() -> Reply {
    Reply::ok(rss("News", &[("a", "First words"), ("b", "Second words")]))
        .with("Content-Type", "application/rss+xml")
}

/// Workers that are subscribed to these paths of a server.
fn office(server: &Server, paths: &[&str]) -> Office {
    let mut library = Library::new();
    for path in paths {
        library.store.add_feed(&NewFeed::at(server.url(path)), now()).unwrap();
    }
    Office::on(library, Arc::new(Client::new()))
}

fn refresh(office: &Office, scope: Scope) {
    office.submit(Fetch::Refresh(scope));
    office.wait_for(|event| matches!(event, Event::RefreshFinished(_)).then_some(()));
}

fn requests(office: &Office) -> Vec<Activity> {
    office.submit(Read::Activity);
    office.wait_for(|event| {
        if let Event::Activity(requests) = event { Some(requests.to_vec()) } else { None }
    })
}

fn at<'a>(requests: &'a [Activity], url: &str) -> &'a Activity {
    requests
        .iter()
        .find(|request| request.url == url)
        .unwrap_or_else(|| panic!("{url} is not in {requests:#?}"))
}

#[test]
fn a_refresh_leaves_a_record_of_each_answer() {
    let server = Server::start(|request| match request.path.as_str() {
        "/plain" if request.header("if-none-match").is_some() => Reply::status(304),
        "/plain" => two_entries().with("ETag", "\"v1\""),
        "/moved" => Reply::redirect(302, "/away?key=k3y"),
        "/away?key=k3y" => two_entries(),
        "/circle" => Reply::redirect(302, "/circle"),
        "/broken" => Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss".to_vec()),
        _ => Reply::status(404),
    });
    let paths = ["/plain", "/moved", "/missing", "/circle", "/broken"];
    let office = office(&server, &paths);
    refresh(&office, Scope::All);
    let noted = requests(&office);
    assert_eq!(noted.len(), paths.len());
    let [plain, moved, missing, circle, broken] =
        paths.map(|path| at(&noted, server.url(path).as_str()));

    let body = rss("News", &[("a", "First words"), ("b", "Second words")]).len() as u64;
    assert_eq!((plain.cause, plain.begun, plain.is_conditional), (Cause::Asked, now(), false));
    assert_eq!(
        (&plain.answer, plain.bytes, plain.content_type.as_deref()),
        (&Answer::Status(200), body, Some("application/rss+xml"))
    );
    assert!(noted.iter().all(|request| request.feed_id.is_some()));

    let away = server.url("/away?key=***").to_string();
    assert_eq!(
        (&moved.answer, &moved.redirects),
        (&Answer::Status(200), &vec![Redirect { status: 302, url: away }])
    );
    assert_eq!(
        (&missing.answer, missing.bytes, missing.is_failed()),
        (&Answer::Status(404), 0, true)
    );
    assert!(
        matches!(&circle.answer, Answer::Failed(message) if message.contains("redirect loop")),
        "{circle:?}"
    );
    assert_eq!(circle.redirects, [Redirect { status: 302, url: server.url("/circle").into() }]);
    assert!(
        matches!(&broken.answer, Answer::Failed(message) if message.contains("broke")),
        "{broken:?}"
    );
    assert_eq!(broken.bytes, 4, "what came before the end");

    refresh(&office, Scope::Feed(plain.feed_id.unwrap()));
    let again = requests(&office);
    let latest = at(&again, &plain.url);
    assert_eq!(
        (&latest.answer, latest.is_conditional, latest.bytes, latest.is_failed()),
        (&Answer::Status(304), true, 0, false)
    );
    assert_eq!(again.len(), paths.len() + 1);
}

#[test]
fn each_request_says_why_it_was_made() {
    let server = Server::start(|request| match request.path.as_str() {
        "/picture.png" => Reply::status(404),
        "/story" => Reply::ok("<html><body><p>Nothing much.</p></body></html>")
            .with("Content-Type", "text/html"),
        "/feed" => {
            let picture = "<description>&lt;img src='/picture.png'&gt;</description>";
            Reply::ok(format!(
                "<rss version='2.0'><channel><title>News</title><item><guid>1</guid>\
                 <link>/story</link>{picture}</item></channel></rss>"
            ))
        }
        _ => two_entries(),
    });
    let office = office(&server, &["/feed"]);
    let cause = |path: &str| {
        // The answer may arrive a moment before its request is recorded.
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        let noted = loop {
            let noted = requests(&office);
            if noted.iter().any(|request| request.url == server.url(path).as_str())
                || std::time::Instant::now() > deadline
            {
                break noted;
            }
        };
        let request = at(&noted, server.url(path).as_str());
        (request.cause, request.feed_id.is_some())
    };
    refresh(&office, Scope::Due { minutes: 60 });
    assert_eq!(cause("/feed"), (Cause::Timer, true));

    let entry_id =
        office.library.list(gleaner::query::Expr::All, gleaner::model::Filter::All)[0].id;
    office.submit(ArticleJob::Load(entry_id));
    office.wait_for(|event| matches!(event, Event::Article(_)).then_some(()));
    office.submit(Act::FetchFullText(entry_id));
    office.wait_for(|event| matches!(event, Event::FullText { .. }).then_some(()));
    assert_eq!(cause("/story"), (Cause::FullText, true));

    let key = PictureKey::Web(Arc::new(server.url("/picture.png")));
    office.submit(PictureJob::Load(PictureRequest {
        key,
        fit: Fit { width: 9, height: 9 },
        scale: 100,
        motion: Motion::Still,
    }));
    office.wait_for(|event| matches!(event, Event::Picture { .. }).then_some(()));
    assert_eq!(cause("/picture.png"), (Cause::Picture, false));

    office.submit(Fetch::Discover {
        generation: 1,
        address: server.url("/found").into(),
        grant: None,
    });
    office.wait_for(|event| matches!(event, Event::Discovered { .. }).then_some(()));
    assert_eq!(cause("/found"), (Cause::Added, false));

    office.submit(Fetch::Preview(PreviewSource::Address(server.url("/looked").into())));
    office.wait_for(|event| matches!(event, Event::PreviewReady(Ok(_))).then_some(()));
    assert_eq!(cause("/looked"), (Cause::Preview, false));

    // The preview has just fetched the feed, so subscribing makes no second request.
    let before = requests(&office).len();
    office.submit(Act::Subscribe { feed_url: server.url("/looked"), title: None, folder_id: None });
    office.wait_for(|event| matches!(event, Event::RefreshFinished(_)).then_some(()));
    assert_eq!(requests(&office).len(), before);

    office.submit(Act::Subscribe { feed_url: server.url("/other"), title: None, folder_id: None });
    office.wait_for(|event| matches!(event, Event::RefreshFinished(_)).then_some(()));
    assert_eq!(cause("/other"), (Cause::Added, true));
}

#[test]
fn what_was_noted_before_the_end_is_saved() {
    let server = Server::start(|_| two_entries());
    let mut office = office(&server, &["/feed"]);
    office.submit(Fetch::Preview(PreviewSource::Address(server.url("/looked").into())));
    office.wait_for(|event| matches!(event, Event::PreviewReady(_)).then_some(()));
    office.workers.take().unwrap().shutdown();
    assert_eq!(office.library.store.reader().activity(now()).unwrap().len(), 1);
}

// -- the command line -----------------------------------------------------------------------------

#[test]
fn the_command_line_tells_of_its_requests_without_secrets() {
    let server = Server::start(|request| match request.path.split('?').next() {
        Some("/feed") => two_entries(),
        _ => Reply::status(404),
    });
    let url = server.url("/feed?token=t0ken&page=1");
    let program = Program::new();
    program.ok(&["add", url.as_str()]);
    program.ok(&["refresh", "--feed", "News"]);
    assert_eq!(program.run(&["add", server.url("/missing").as_str()]).code, 1);

    program.ok(&["inspect", server.url("/feed?page=2").as_str()]);

    let answer = program.json(&["activity"]);
    let noted = answer["requests"].as_array().unwrap();
    let kinds: Vec<_> =
        noted.iter().map(|request| (request["cause"].clone(), request["status"].clone())).collect();
    assert_eq!(kinds.last(), Some(&(json!("add"), json!(200))));
    for kind in [("refresh", 200), ("add", 404), ("preview", 200)] {
        assert!(kinds.contains(&(json!(kind.0), json!(kind.1))), "{kind:?} in {kinds:?}");
    }
    assert_eq!(noted.last().unwrap()["url"], server.url("/feed?token=***&page=1").as_str());

    let text = program.ok(&["activity"]);
    assert!(
        text.contains("404 Not found") && text.contains("Manual refresh \u{b7} News"),
        "{text}"
    );
    for output in [text, answer.to_string()] {
        assert!(!output.contains("t0ken"), "{output}");
    }

    let count = |arguments: &[&str]| {
        program.json(&[&["activity"], arguments].concat())["requests"].as_array().unwrap().len()
    };
    assert_eq!(count(&["--limit", "1"]), 1);
    assert_eq!(
        count(&["--feed", "News"]),
        1,
        "its address hides a key, so only what was asked for it by number counts"
    );
    assert_eq!(
        count(&["--failed"]),
        noted.iter().filter(|request| request["is_failed"] == true).count()
    );
}

#[test]
fn adding_what_is_not_there_makes_no_library() {
    let server = Server::start(|_| Reply::status(404));
    let program = Program::new();
    assert_eq!(program.run(&["add", server.url("/missing").as_str()]).code, 1);
    assert!(!program.profile().join("library.db").exists());
}

// -- the page -------------------------------------------------------------------------------------

#[test]
fn the_page_is_read_when_it_opens_and_after_each_refresh() {
    let mut state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
    let asks = |effects: &[Effect]| {
        effects.iter().any(|effect| matches!(effect, Effect::Job(Job::Read(Read::Activity))))
    };
    let finished = || Event::RefreshFinished(RefreshSummary::default());
    assert!(!asks(&state.receive(finished(), now())), "nobody looks");
    let open = Command::ShowActivity.resolve(&state).unwrap();
    assert!(asks(&state.apply(open, now())));
    assert!(asks(&state.receive(finished(), now())));
    state.receive(Event::Activity(Arc::new(vec![request("a", SignedDuration::ZERO)])), now());
    state.apply(Action::CloseDialog, now());
    assert!(state.activity.is_empty(), "it takes memory only while someone looks");
}

#[test]
fn a_page_finds_words_in_address_cause_and_answer() {
    let mut state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
    let failed = Activity {
        answer: Answer::Status(503),
        cause: Cause::Picture,
        ..request("b", SignedDuration::ZERO)
    };
    state.receive(
        Event::Activity(Arc::new(vec![request("a", SignedDuration::ZERO), failed])),
        now(),
    );
    let found = |text: &str| {
        let view = ActivityView { text: text.into(), ..ActivityView::default() };
        FoundRequests::default().requests(&state, &view).len()
    };
    assert_eq!(
        ["", "A.example", "picture", " 503 ", "manual refresh", "nothing"].map(found),
        [2, 1, 1, 1, 1, 0]
    );
    let mut kept = FoundRequests::default();
    for text in ["picture", "picture", "", "nothing"] {
        let view = ActivityView { text: text.into(), ..ActivityView::default() };
        let anew = FoundRequests::default().requests(&state, &view);
        assert_eq!(kept.requests(&state, &view), anew, "{text}");
    }
    state.receive(Event::Activity(Arc::default()), now());
    assert!(kept.requests(&state, &ActivityView::default()).is_empty());
}

// -- the window -----------------------------------------------------------------------------------

/// A window that is subscribed to a feed whose server answers 404 now.
fn window_with_a_feed_that_fails() -> (Window, Server) {
    let is_gone = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let gone = Arc::clone(&is_gone);
    let server = Server::start(move |_| {
        if gone.load(std::sync::atomic::Ordering::SeqCst) {
            Reply::status(404)
        } else {
            two_entries()
        }
    });
    // The icon of the feed would be requested as well.
    let mut window = Window::open_with(
        &Settings { shows_icons: false, ..Settings::default() },
        server.url("/feed").as_str(),
    );
    window.click(Role::Button, "Subscribe");
    window.wait("the new feed", |reader| {
        let state = reader.state();
        !state.is_preview()
            && state.list.entries().len() == 2
            && state.last_refresh.is_some()
            && state.progress.is_none()
    });
    is_gone.store(true, std::sync::atomic::Ordering::SeqCst);
    window.key(Key::R);
    window.wait("the problem", |reader| {
        let has_failed = |feed: &Feed| feed.health.problem.is_some();
        reader.state().library.feeds.iter().any(has_failed) && reader.state().progress.is_none()
    });
    (window, server)
}

/// The requests on the page as a screen reader reads them, without their duration.
fn listed(window: &Window) -> Vec<String> {
    window
        .names(Role::ListItem)
        .iter()
        .map(|name| name.split(" \u{b7} ").take(2).collect::<Vec<_>>().join(" \u{b7} "))
        .collect()
}

#[test]
fn the_page_shows_every_request_and_copies_a_report() {
    let (mut window, server) = window_with_a_feed_that_fails();
    let url = server.url("/feed");
    let [failed, looked] = [
        format!("404 Not found: {url}, 12:00:00 \u{b7} Manual refresh"),
        format!("200 OK: {url}, 12:00:00 \u{b7} Preview"),
    ];
    window.key(Key::G);
    window.key(Key::Y);
    window.wait_for(Role::Heading, "Activity");
    window.wait_until("both requests", |window| listed(window).len() == 2);
    assert_eq!(listed(&window), [failed.clone(), looked.clone()]);
    window.type_text("preview");
    window.wait_until("what was found", |window| listed(window).len() == 1);
    assert_eq!(listed(&window), [looked]);
    for _ in 0.."preview".len() {
        window.key(Key::Backspace);
    }
    window.click(Role::Tab, "Failed (1)");
    assert_eq!(listed(&window), [failed]);
    window.click(Role::Button, "Copy details");
    window.wait_for(Role::Status, "Details copied");
}

#[test]
fn the_health_page_leads_to_the_requests_of_one_feed() {
    let (mut window, _server) = window_with_a_feed_that_fails();
    window.key(Key::G);
    window.key(Key::H);
    window.wait_for(Role::Heading, "Feed health");
    // The failing feed comes first.
    window.click(Role::Button, "Actions for News");
    window.click(Role::MenuItem, "Activity");
    window.wait_for(Role::Heading, "Activity of News");
    window.wait("its requests", |reader| reader.state().activity.len() == 2);
    assert_eq!(listed(&window).len(), 2);
    window.click(Role::Button, "Show all feeds");
    window.wait_for(Role::Heading, "Activity");
}
