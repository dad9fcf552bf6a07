//! The real program on the command line with a server on the loopback: subscribe, refresh, read,
//! and statuses survive.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::support::feeds::rss;
use crate::support::program::Program;
use crate::support::server::{Reply, Server};

/// A server whose feed at `/feed` can be replaced while it runs.
struct OneFeed {
    server: Server,
    reply: Arc<Mutex<Reply>>,
}

impl OneFeed {
    fn new(reply: Reply) -> Self {
        let reply = Arc::new(Mutex::new(reply));
        let current = Arc::clone(&reply);
        Self {
            server: Server::start(move |request| {
                if request.path == "/feed" {
                    current.lock().unwrap().clone()
                } else {
                    Reply::status(404)
                }
            }),
            reply,
        }
    }

    fn now_answers(&self, reply: Reply) {
        *self.reply.lock().unwrap() = reply;
    }

    fn url(&self) -> String {
        self.server.url("/feed").into()
    }
}

/// A program that is subscribed to this feed only.
fn subscribed_to(feed: &OneFeed) -> Program {
    let program = Program::new();
    program.ok(&["add", &feed.url()]);
    feed.server.forget();
    program
}

fn two_entries() -> Reply {
    Reply::ok(rss("News", &[("a", "<p>First words</p>"), ("b", "<p>Second words</p>")]))
}

fn entries(program: &Program) -> Vec<Value> {
    program.json(&["list", "--feed", "News"])["entries"].as_array().unwrap().clone()
}

/// (title, read) of each entry, sorted by title.
fn statuses(program: &Program) -> Vec<(String, bool)> {
    let mut found: Vec<_> = entries(program)
        .iter()
        .map(|entry| {
            (entry["title"].as_str().unwrap().to_owned(), entry["is_read"].as_bool().unwrap())
        })
        .collect();
    found.sort();
    found
}

fn mark_read(program: &Program, title: &str) {
    let entry = entries(program).into_iter().find(|entry| entry["title"] == title).unwrap();
    program.ok(&["mark", "read", &entry["id"].to_string()]);
}

/// The result of refreshing the feed.
fn refresh(program: &Program) -> Value {
    let report = program.json(&["refresh", "--feed", "News"]);
    report["feeds"][0].clone()
}

#[test]
fn what_was_read_stays_read_when_the_feed_changes() {
    let feed = OneFeed::new(two_entries());
    let program = subscribed_to(&feed);
    mark_read(&program, "Entry a");
    feed.now_answers(Reply::ok(rss(
        "News",
        &[
            ("a", "<p>First words, corrected</p>"),
            ("b", "<p>Second words</p>"),
            ("c", "<p>Third</p>"),
        ],
    )));
    let line = refresh(&program);
    assert_eq!(
        (&line["result"], &line["new"], &line["updated"]),
        (&json!("changed"), &json!(1), &json!(1))
    );
    assert_eq!(
        statuses(&program),
        [("Entry a".into(), true), ("Entry b".into(), false), ("Entry c".into(), false)]
    );
    let entry = entries(&program).into_iter().find(|entry| entry["title"] == "Entry a").unwrap();
    assert_eq!(entry["excerpt"], "First words, corrected");
    assert!(program.ok(&["show", &entry["id"].to_string()]).contains("First words, corrected"));
}

#[test]
fn an_entry_that_left_the_feed_and_returned_stays_read() {
    let feed = OneFeed::new(two_entries());
    let program = subscribed_to(&feed);
    mark_read(&program, "Entry a");
    feed.now_answers(Reply::ok(rss("News", &[("b", "<p>Second words</p>")])));
    refresh(&program);
    feed.now_answers(two_entries());
    refresh(&program);
    assert_eq!(statuses(&program), [("Entry a".into(), true), ("Entry b".into(), false)]);
}

#[test]
fn subscribing_shows_the_entries_at_once() {
    let feed = OneFeed::new(two_entries());
    let program = Program::new();
    assert_eq!(program.ok(&["add", &feed.url()]), "Subscribed to News: 2 new\n");
    assert_eq!(feed.server.requests().len(), 1);
    assert_eq!(statuses(&program).len(), 2);
    assert_eq!(program.ok(&["add", &feed.url()]), "Already subscribed to News\n");
    let list = std::fs::read_to_string(program.profile().join("subscriptions.opml")).unwrap();
    assert!(list.contains(&feed.url()), "{list}");
}

#[test]
fn a_server_that_knows_the_validators_sends_nothing_again() {
    let server = Server::start(|request| match request.header("if-none-match") {
        Some("\"v1\"") => Reply::status(304),
        _ => two_entries().with("ETag", "\"v1\"").with("Last-Modified", "yesterday"),
    });
    let program = Program::new();
    program.ok(&["add", server.url("/feed").as_str()]);
    server.forget();
    assert_eq!(refresh(&program)["result"], "unchanged");
    assert_eq!(server.requests()[0].header("if-modified-since"), Some("yesterday"));
    assert_eq!(statuses(&program).len(), 2);
}

#[test]
fn the_same_body_without_validators_is_nothing_new() {
    let feed = OneFeed::new(two_entries());
    let program = subscribed_to(&feed);
    assert_eq!(refresh(&program)["result"], "unchanged");
}

#[test]
fn a_feed_that_moved_for_good_is_asked_at_its_new_address() {
    let server = Server::start(|request| match request.path.as_str() {
        "/old" => Reply::redirect(301, "/new"),
        _ => two_entries(),
    });
    let program = Program::new();
    // Imported by its old address, as from another reader's list.
    let list = program.profile().join("list.opml");
    std::fs::write(
        &list,
        format!(
            "<opml version=\"2.0\"><body><outline type=\"rss\" xmlUrl=\"{}\"/></body></opml>",
            server.url("/old")
        ),
    )
    .unwrap();
    program.ok(&["import", list.to_str().unwrap()]);
    program.ok(&["refresh"]);
    server.forget();
    program.ok(&["refresh"]);
    assert_eq!(server.paths(), ["/new"]);
    assert_eq!(statuses(&program).len(), 2);
}

#[test]
fn a_feed_that_is_gone_keeps_its_entries_and_is_asked_no_more() {
    let feed = OneFeed::new(two_entries());
    let program = subscribed_to(&feed);
    feed.now_answers(Reply::status(410));
    let report = program.json(&["refresh"]);
    assert_eq!(report["summary"]["failed"], 1);
    program.ok(&["refresh"]);
    assert_eq!(feed.server.requests().len(), 1);
    // If the user refreshes this one feed, it is fetched.
    refresh(&program);
    assert_eq!(feed.server.requests().len(), 2);
    assert_eq!(statuses(&program).len(), 2);
}

#[test]
fn a_server_that_asks_for_peace_gets_it_whoever_asks() {
    let feed = OneFeed::new(two_entries());
    let program = subscribed_to(&feed);
    feed.now_answers(Reply::status(429).with("Retry-After", 3600));
    assert_eq!(refresh(&program)["error"]["kind"], "retry_after");
    let line = refresh(&program);
    assert_eq!(line["result"], "waiting");
    assert!(line["until"].is_string());
    assert_eq!(feed.server.requests().len(), 1);
    assert!(program.ok(&["refresh", "--feed", "News"]).contains("News: waiting until 2"));
}

#[test]
fn a_feed_that_breaks_keeps_its_entries_and_says_why() {
    let feed = OneFeed::new(two_entries());
    let program = subscribed_to(&feed);
    for (reply, kind) in [
        (Reply::status(500), "http"),
        (Reply::ok("<html><body>Maintenance</body></html>"), "web_page"),
        (Reply::ok(""), "empty"),
    ] {
        feed.now_answers(reply);
        assert_eq!(refresh(&program)["error"]["kind"], kind);
        assert_eq!(statuses(&program).len(), 2);
    }
    let problem = &program.json(&["list", "--feeds"])["feeds"];
    let problem = problem.as_array().unwrap().iter().find(|feed| feed["title"] == "News").unwrap()
        ["problem"]
        .clone();
    assert_eq!(problem["failures"], 3);
    feed.now_answers(two_entries());
    refresh(&program);
    assert!(
        program.ok(&["list", "--feeds"]).contains("News")
            && !program.ok(&["list", "--feeds"]).contains("times)")
    );
}

#[test]
fn a_server_that_is_down_is_the_feeds_problem() {
    let feed = OneFeed::new(two_entries());
    let program = subscribed_to(&feed);
    drop(feed);
    let line = refresh(&program);
    assert!(["connect", "transfer"].contains(&line["error"]["kind"].as_str().unwrap()), "{line}");
    assert_eq!(statuses(&program).len(), 2);
}

#[test]
fn without_a_network_there_is_one_calm_message() {
    let program = Program::new();
    let list = program.profile().join("list.opml");
    let outlines = (0..20)
        .map(|n| {
            format!(
                "<outline type=\"rss\" text=\"Feed {n}\" xmlUrl=\"http://host{n}.invalid/feed\"/>"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    std::fs::write(&list, format!("<opml version=\"2.0\"><body>{outlines}</body></opml>")).unwrap();
    program.ok(&["import", list.to_str().unwrap()]);
    let run = program.run(&["refresh"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (1, "gleaner: No server could be reached - check the connection; nothing was changed\n")
    );
    assert!(!run.stdout.contains("invalid") && !run.stdout.contains("Feed 1"), "{}", run.stdout);
    assert!(!program.ok(&["list", "--feeds"]).contains("times)"));
}

#[test]
fn a_page_leads_to_its_feed() {
    let server = Server::start(|request| match request.path.as_str() {
        "/" => Reply::ok(
            "<html><head><link rel=alternate type=application/rss+xml title=x \
                          href=/feed></head></html>",
        )
        .with("Content-Type", "text/html"),
        "/feed" => two_entries(),
        _ => Reply::status(404),
    });
    let program = Program::new();
    let added =
        program.json(&["add", server.url("/").as_str(), "--title", "Mine", "--folder", "Daily"]);
    assert_eq!(added["url"], server.url("/feed").as_str());
    let feeds = &program.json(&["list", "--feeds"])["feeds"];
    let feed = feeds.as_array().unwrap().iter().find(|feed| feed["title"] == "Mine").unwrap();
    assert_eq!(feed["folders"], json!(["Daily"]));
}

#[test]
fn several_feeds_of_a_page_are_listed_for_choosing() {
    let page = "<link rel=alternate type=application/rss+xml title=One href=/one>\
                <link rel=alternate type=application/rss+xml title=Two href=/two>";
    let server = Server::start(move |request| match request.path.as_str() {
        "/" => Reply::ok(page).with("Content-Type", "text/html"),
        "/one" => Reply::ok(rss("One", &[("a", "x")])),
        _ => Reply::ok(rss("Two", &[("b", "y")])),
    });
    let program = Program::new();
    let run = program.run(&["add", server.url("/").as_str(), "--json"]);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, &answer["error"]["kind"]), (1, &json!("several")));
    assert_eq!(
        answer["feeds"][1],
        json!({
            "url": server.url("/two").as_str(),
            "title": "Two",
            "type": "rss",
            "newest": ["Entry b"]
        })
    );
    assert_eq!(program.json(&["add", server.url("/").as_str(), "--first"])["title"], "One");
}

#[test]
fn a_file_is_read_again_on_refresh() {
    let program = Program::new();
    let path = program.profile().join("feed.xml");
    std::fs::write(&path, rss("News", &[("a", "x")])).unwrap();
    program.ok(&["add", path.to_str().unwrap()]);
    std::fs::write(&path, rss("News", &[("a", "x"), ("b", "y")])).unwrap();
    assert_eq!(refresh(&program)["new"], 1);
}

#[test]
fn inspecting_an_address_fetches_it() {
    let feed = OneFeed::new(two_entries());
    let program = Program::new();
    assert_eq!(program.json(&["inspect", &feed.url()])["title"], "News");
    let run = program.run(&["inspect", feed.server.url("/missing").as_str(), "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&run.stdout).unwrap()["error"]["kind"], "http");
}

#[test]
fn what_is_no_address_is_refused_with_a_reason() {
    let run = Program::new().run(&["add", "hello"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (1, "gleaner: That isn't a valid address: \u{201c}hello\u{201d}\n")
    );
}

#[test]
fn a_file_to_open_and_a_subcommand_do_not_go_together() {
    let run = Program::new().run(&["feed.xml", "list"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "gleaner: Couldn't open feed.xml and run a subcommand at once - leave one out\n")
    );
}
