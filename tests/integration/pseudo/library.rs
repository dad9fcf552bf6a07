//! A library whose words are all Greek, so that a Latin word on screen is the program's own.

use std::fs;
use std::path::Path;

use gleaner::config::Paths;
use gleaner::model::{RuleActions, RuleScope};
use gleaner::store::{NewFeed, Store};
use jiff::Timestamp;
use url::Url;

use crate::support::server::{Reply, Server};

pub const FEED: &str = "Κύματα";
pub const FOLDER: &str = "Νησιά";
pub const SEARCH: &str = "Φάροι";
pub const ENTRY: &str = "Το φως";
pub const OTHER_ENTRY: &str = "Χωρίς λόγια";
/// The user's title of a feed that answers 404.
pub const BROKEN: &str = "Χαμένο";

const SQUARE: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>\
    <rect width='40' height='40'/></svg>";

/// A server with two feeds, and a folder for files.
pub struct Library {
    server: Server,
    files: tempfile::TempDir,
}

impl Library {
    pub fn new() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pseudo/feed.xml");
        let feed = fs::read_to_string(path).unwrap();
        let server = Server::start(move |request| match request.path.as_str() {
            "/feed.xml" | "/second.xml" => {
                let site = format!("http://{}", request.header("host").unwrap_or_default());
                Reply::ok(feed.replace("SITE", &site)).with("Content-Type", "application/rss+xml")
            }
            "/two" => Reply::ok(
                "<html><head><link rel='alternate' type='application/rss+xml' title='Πρώτο' \
                 href='/feed.xml'><link rel='alternate' type='application/rss+xml' \
                 title='Δεύτερο' href='/second.xml'></head></html>",
            )
            .with("Content-Type", "text/html"),
            "/picture.svg" => Reply::ok(SQUARE.to_vec()).with("Content-Type", "image/svg+xml"),
            _ => Reply::status(404),
        });
        Self { server, files: tempfile::tempdir().unwrap() }
    }

    pub fn url(&self, path: &str) -> Url {
        self.server.url(path)
    }

    /// The path of a new file with this text.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.files.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// A profile with two feeds, a folder, a saved search and a rule.
    pub fn profile(&self) -> tempfile::TempDir {
        let now: Timestamp = "2026-11-22T08:00:00Z".parse().unwrap();
        let profile = tempfile::tempdir().unwrap();
        // Icons arrive at any time, so that the requests on the page of activity would differ.
        fs::write(profile.path().join("settings.toml"), "shows_icons = false").unwrap();
        let mut store = Store::open(&Paths::new(profile.path().to_owned()).library()).unwrap();
        let broken = NewFeed { title: Some(BROKEN.to_owned()), ..NewFeed::at(self.url("/gone")) };
        let feed = NewFeed::at(self.url("/feed.xml"));
        store.import(&[(feed, vec![FOLDER.to_owned()]), (broken, Vec::new())], now).unwrap();
        store.add_smart_feed(SEARCH, "is:unread", now).unwrap();
        let actions = RuleActions {
            marks_read: true,
            marks_unread: true,
            stars: true,
            hides: true,
            notifies: true,
            tag: Some("θάλασσα".to_owned()),
        };
        store.add_rule("φάρος", RuleScope::Everywhere, &actions, now).unwrap();
        profile
    }
}
