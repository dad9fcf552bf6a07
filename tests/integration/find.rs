//! Finding the feeds behind an address, with a client that has no network.

use std::sync::{Arc, Mutex};

use gleaner::model::Candidate;
use gleaner::net::{Body, FetchError, Headers, HttpClient, Request, Response, WantedBy};
use gleaner::refresh::{
    CANDIDATES_FETCHED_MAX, CANDIDATES_MAX, FindError, NEWEST_SHOWN, fetch_feed, find_feeds,
};
use url::Url;

use crate::support::fake_client::{FakeClient, no_network, status};
use crate::support::feeds::rss;

#[expect(clippy::unnecessary_wraps, reason = "it is what the fake returns")]
fn page(request: &Request, body: impl Into<Vec<u8>>) -> Result<Response, FetchError> {
    Ok(Response {
        body: Body { bytes: body.into(), encoding: None },
        ..status(request, 200, Headers::default())
    })
}

/// A site with pages by path. Other paths answer 404.
fn site(pages: &'static [(&'static str, &'static str)]) -> FakeClient {
    FakeClient::new(move |request| {
        match pages.iter().find(|(path, _)| *path == request.url.path()) {
            Some((_, body)) if body.starts_with("feed ") => {
                page(request, rss(&body[5..], &[("a", "x")]))
            }
            Some((_, body)) => page(request, *body),
            None => Ok(status(request, 404, Headers::default())),
        }
    })
}

fn find(client: &FakeClient, address: &str) -> Result<Vec<Candidate>, FindError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(find_feeds(client, address))
}

fn found(client: &FakeClient, address: &str) -> Vec<(String, String)> {
    find(client, address)
        .unwrap()
        .into_iter()
        .map(|feed| (feed.feed_url.path().to_owned(), feed.title))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(path, title)| ((*path).to_owned(), (*title).to_owned())).collect()
}

#[test]
fn a_feed_is_its_own_candidate() {
    let client = site(&[("/feed", "feed News")]);
    let candidates = find(&client, "https://a.example/feed").unwrap();
    let expected = Candidate {
        feed_url: Url::parse("https://a.example/feed").unwrap(),
        title: "News".into(),
        format: Some("rss".into()),
        newest: vec!["Entry a".into()],
    };
    assert_eq!(candidates, [expected]);
    assert_eq!(client.counts().requests, 1);
}

#[test]
fn what_a_page_names_is_not_the_readers_own_wish() {
    let asked: Arc<Mutex<Vec<(String, WantedBy)>>> = Arc::default();
    let noted = Arc::clone(&asked);
    let client = FakeClient::new(move |request| {
        noted.lock().unwrap().push((request.url.path().to_owned(), request.wanted_by));
        match request.url.path() {
            "/" => page(
                request,
                "<link rel=alternate type=application/rss+xml href=http://192.168.1.1/router>\
                 <a href=/rss.xml>RSS</a>",
            ),
            "/router" => Err(FetchError::Private { host: "192.168.1.1".into() }),
            _ => page(request, rss("News", &[])),
        }
    });
    assert_eq!(
        found(&client, "https://a.example/"),
        pairs(&[("/rss.xml", "News")]),
        "a feed that may not be asked is not offered"
    );
    let expected =
        [("/", WantedBy::User), ("/router", WantedBy::Page), ("/rss.xml", WantedBy::Page)];
    let asked = asked.lock().unwrap();
    for (path, wanted_by) in expected {
        assert!(asked.contains(&(path.to_owned(), wanted_by)), "{path}: {asked:?}");
    }
    assert!(
        asked.iter().all(|(path, wanted_by)| path == "/" || *wanted_by == WantedBy::Page),
        "{asked:?}"
    );
}

#[test]
fn a_page_that_wants_a_password_says_how_to_give_it() {
    let client = FakeClient::new(|request| Ok(status(request, 401, Headers::default())));
    let message = find(&client, "https://a.example/feed").unwrap_err().user_message();
    assert_eq!(
        message,
        "a.example needs a user name and password \u{2014} put them before its name: \
         https://name:password@a.example"
    );
}

#[test]
fn without_a_scheme_http_is_tried_after_https() {
    let client = FakeClient::new(|request| match request.url.scheme() {
        "https" => Err(FetchError::Connect { source: "refused".into(), host: "a.example".into() }),
        _ => page(request, rss("News", &[])),
    });
    assert_eq!(
        find(&client, "a.example/feed").unwrap()[0].feed_url.as_str(),
        "http://a.example/feed"
    );
}

#[test]
fn when_neither_works_the_first_error_is_told() {
    let client = FakeClient::new(|request| {
        Ok(status(
            request,
            if request.url.scheme() == "https" { 403 } else { 500 },
            Headers::default(),
        ))
    });
    assert!(find(&client, "a.example").unwrap_err().to_string().contains("403"));
}

#[test]
fn without_a_network_one_attempt_is_enough() {
    let client = FakeClient::new(|request| Err(no_network(request)));
    assert_eq!(find(&client, "a.example").unwrap_err().kind(), "dns");
    assert_eq!(client.counts().requests, 1);
}

#[test]
fn links_of_a_page_are_followed_and_those_that_are_no_feeds_left_out() {
    let client = site(&[
        (
            "/",
            "<link rel=alternate type=application/rss+xml title='The one' href=/one>
             <link rel=alternate type=application/atom+xml title='A page' href=/page>
             <link rel=alternate type=application/rss+xml title='Missing' href=/missing>",
        ),
        ("/one", "feed One"),
        ("/page", "<html><body>no feed</body></html>"),
    ]);
    assert_eq!(found(&client, "https://a.example/"), pairs(&[("/one", "One")]));
}

#[test]
fn a_declared_feed_whose_server_fails_at_the_moment_comes_after_those_that_live() {
    let client = FakeClient::new(|request| match request.url.path() {
        "/" => page(
            request,
            "<link rel=alternate type=application/rss+xml title=Busy href=/busy>\
             <link rel=alternate type=application/rss+xml title=Dead href=/dead>\
             <link rel=alternate type=application/rss+xml href=/one>",
        ),
        "/busy" => Ok(status(request, 503, Headers::default())),
        "/one" => page(request, rss("One", &[("a", "x")])),
        _ => Ok(status(request, 404, Headers::default())),
    });
    assert_eq!(found(&client, "https://a.example/"), pairs(&[("/one", "One"), ("/busy", "Busy")]));
}

#[test]
fn a_page_whose_declared_feed_is_dead_may_have_one_at_a_usual_place() {
    let client = site(&[
        ("/", "<link rel=alternate type=application/rss+xml href=/dead>"),
        ("/feed.xml", "feed Alive"),
    ]);
    assert_eq!(found(&client, "https://a.example/"), pairs(&[("/feed.xml", "Alive")]));
}

#[test]
fn a_feed_that_only_the_words_of_a_link_show_is_found() {
    let client = site(&[
        ("/", "<a href=/news.php>RSS</a> <a href=/about>About RSS</a>"),
        ("/news.php", "feed News"),
    ]);
    assert_eq!(found(&client, "https://a.example/"), pairs(&[("/news.php", "News")]));
}

#[test]
fn a_feed_that_only_a_header_names_is_found() {
    let client = FakeClient::new(|request| match request.url.path() {
        "/" => {
            let link = "</x.atom>; rel=alternate; type=\"application/atom+xml\"".to_owned();
            let headers = Headers { link: Some(link), ..Headers::default() };
            Ok(Response { headers, ..page(request, "<html></html>")? })
        }
        _ => page(request, rss("News", &[])),
    });
    assert_eq!(found(&client, "https://a.example/"), pairs(&[("/x.atom", "News")]));
}

#[test]
fn a_page_that_sends_on_is_followed_but_not_for_ever() {
    let client = site(&[
        ("/old", "<html><meta http-equiv=refresh content='0; url=/older'></html>"),
        ("/older", "<html><meta http-equiv=refresh content='0; url=/feed'></html>"),
        ("/feed", "feed News"),
        ("/a", "<html><meta http-equiv=refresh content='0; url=/b'></html>"),
        ("/b", "<html><meta http-equiv=refresh content='0; url=/a'></html>"),
    ]);
    assert_eq!(found(&client, "https://a.example/old"), pairs(&[("/feed", "News")]));
    assert_eq!(find(&client, "https://a.example/a").unwrap_err().kind(), "no_feed");
}

#[test]
fn a_list_and_a_check_for_robots_are_named_as_what_they_are() {
    let client = site(&[
        ("/list", "<opml version='2.0'><body><outline xmlUrl='https://b.example/'/></body></opml>"),
        ("/gate", "<html><title>Just a moment...</title></html>"),
    ]);
    let kind = |address: &str| find(&client, address).unwrap_err().kind();
    assert_eq!(kind("https://a.example/list"), "subscription_list");
    assert_eq!(kind("https://a.example/gate"), "challenge");
}

#[test]
fn a_server_without_https_gives_the_reason_that_was_asked_for() {
    for (code, words) in [(404, "404"), (410, "410"), (500, "500"), (401, "http://name:password@")]
    {
        let client = FakeClient::new(move |request| match request.url.scheme() {
            "https" => Err(FetchError::Tls { source: "no".into(), host: "a.example".into() }),
            _ => Ok(status(request, code, Headers::default())),
        });
        let message = find(&client, "a.example/feed").unwrap_err().user_message();
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn one_feed_under_two_addresses_is_offered_once() {
    let client = site(&[
        (
            "/",
            "<link rel=alternate type=application/rss+xml href=/one>\
             <link rel=alternate type=application/rss+xml href=/same>",
        ),
        ("/one", "feed One"),
        ("/same", "feed One"),
    ]);
    assert_eq!(found(&client, "https://a.example/"), pairs(&[("/one", "One")]));
}

#[test]
fn a_page_that_names_no_feed_may_have_one_at_a_usual_place() {
    let client =
        site(&[("/blog/post", "<html><body>words</body></html>"), ("/feed.xml", "feed Hidden")]);
    assert_eq!(found(&client, "https://a.example/blog/post"), pairs(&[("/feed.xml", "Hidden")]));
}

#[test]
fn a_page_that_names_no_feed_may_have_one_at_the_first_page_of_its_site() {
    let client = site(&[
        ("/blog/post", "<html><body>words</body></html>"),
        ("/", "<link rel=alternate type=application/rss+xml href=/letters>"),
        ("/letters", "feed Letters"),
    ]);
    assert_eq!(found(&client, "https://a.example/blog/post"), pairs(&[("/letters", "Letters")]));
}

#[test]
fn a_page_without_any_feed_says_so() {
    let client = site(&[("/", "<html><body>words</body></html>")]);
    let error = find(&client, "https://a.example/").unwrap_err();
    assert_eq!(
        error.user_message(),
        "No feed found at a.example \u{2014} paste the address of the feed itself"
    );
}

#[test]
fn a_server_that_has_enough_is_not_asked_for_the_other_usual_places() {
    let client = FakeClient::new(|request| match request.url.path() {
        "/" => page(request, "<html></html>"),
        _ => Ok(status(request, 429, Headers::default())),
    });
    assert_eq!(find(&client, "https://a.example/").unwrap_err().kind(), "no_feed");
    assert_eq!(client.counts().requests, 2);
}

#[test]
fn of_a_page_with_many_feeds_some_are_fetched_and_more_are_listed() {
    let client = FakeClient::new(|request| match request.url.path() {
        "/" => {
            let links = |n| {
                format!("<link rel=alternate type=application/rss+xml title='Feed {n}' href=/{n}>")
            };
            page(request, (0..=CANDIDATES_MAX).map(links).collect::<Vec<_>>().concat())
        }
        path => page(request, rss(path, &[(path, "x")])),
    });
    let candidates = find(&client, "https://a.example/").unwrap();
    assert!(
        candidates.len() <= CANDIDATES_MAX && candidates.len() > CANDIDATES_FETCHED_MAX,
        "{}",
        candidates.len()
    );
    assert_eq!(client.counts().requests, 1 + CANDIDATES_FETCHED_MAX);
    assert_eq!(client.counts().most_in_all, 2);
}

#[test]
fn a_candidate_shows_its_newest_entries_by_date() {
    let client = FakeClient::new(|request| {
        let item = |day: u32| {
            format!(
                "<item><title>Day {day}</title><pubDate>{day:02} Nov 2026 10:00:00 \
                 GMT</pubDate></item>"
            )
        };
        page(
            request,
            format!(
                "<rss version=\"2.0\"><channel><title>T</title>{}</channel></rss>",
                [3, 9, 1, 5].map(item).concat()
            ),
        )
    });
    let newest = &find(&client, "https://a.example/").unwrap()[0].newest;
    assert_eq!((newest.len(), newest.join(", ")), (NEWEST_SHOWN, "Day 9, Day 5, Day 3".to_owned()));
}

#[test]
fn an_entry_without_title_shows_its_first_words() {
    let client = FakeClient::new(|request| {
        page(
            request,
            "<rss version=\"2.0\"><channel><title>T</title><item>\
             <description>&lt;p&gt;Some words&lt;/p&gt;</description></item></channel></rss>",
        )
    });
    assert_eq!(find(&client, "https://a.example/").unwrap()[0].newest, ["Some words"]);
}

#[test]
fn what_is_no_feed_is_no_preview() {
    let client = site(&[("/", "<html><body>words</body></html>")]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    assert_eq!(
        runtime.block_on(fetch_feed(&client, "https://a.example/")).unwrap_err().kind(),
        "web_page"
    );
}

#[test]
fn searches_can_run_on_any_thread() {
    fn is_send<T: Send>(_: T) {}
    let client: &dyn HttpClient = &site(&[]);
    is_send(find_feeds(client, "a.example"));
}
