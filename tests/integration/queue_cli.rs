//! `queue` and `download` in the real program.

use crate::library_cli::Profile;
use crate::support::server::{Reply, Server};

fn feed(host: &str) -> String {
    let item = |number: u32, day: u32| {
        format!(
            "<item><guid>{number}</guid><title>Episode {number}</title>\
             <pubDate>{day:02} Nov 2026 10:00:00 GMT</pubDate>\
             <enclosure url='http://{host}/{number}.mp3' type='audio/mpeg' length='5'/></item>"
        )
    };
    format!(
        "<rss version='2.0'><channel><title>Harbour talk</title>{}{}<item><guid>9</guid>\
         <title>Silent</title></item></channel></rss>",
        item(2, 12),
        item(1, 11)
    )
}

/// A server with the feed, and with the sound of its first episode.
fn server() -> Server {
    Server::start(|request| match request.path.as_str() {
        "/feed" => Reply::ok(feed(request.header("host").unwrap_or_default())),
        "/1.mp3" => Reply::ok("sound"),
        _ => Reply::status(404),
    })
}

fn podcast(server: &Server) -> Profile {
    let profile = Profile::new();
    profile.ok(&["add", server.url("/feed").as_str()]);
    profile
}

#[test]
fn the_queue_is_changed_listed_and_undone() {
    let server = server();
    let profile = podcast(&server);
    let (one, two) = (profile.id("Episode 1"), profile.id("Episode 2"));
    profile.ok(&["queue", "add", &one, &two]);
    profile.ok(&["queue", "next", &two]);
    let titles = |json: serde_json::Value| -> Vec<String> {
        let rows = json["queue"].as_array().unwrap().clone();
        rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(profile.json(&["queue", "--json"])), ["Episode 2", "Episode 1"]);
    profile.ok(&["queue", "move", &one, "1"]);
    assert!(profile.ok(&["queue"]).starts_with(&format!("  1  {one:>7}")));
    profile.ok(&["queue", "remove", &two]);
    assert_eq!(profile.titles(&["is:queued"]), ["Episode 1"]);
    profile.ok(&["undo"]);
    assert_eq!(profile.titles(&["is:queued"]).len(), 2);
    assert!(profile.ok(&["history"]).contains("Removed “Episode 2” from the queue"));
    assert_eq!(profile.ok(&["queue", "clear"]), "");
    let output = profile.run(&["queue", "add", &profile.id("Silent")]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("has no sound"));
    let play = &profile.json(&["show", "--json", &one])["play"];
    assert_eq!((&play["is_queued"], &play["position"]), (&false.into(), &0.0.into()));
}

#[test]
fn episodes_are_downloaded_into_the_cache_and_removed() {
    let server = server();
    let profile = podcast(&server);
    let one = profile.id("Episode 1");
    let words = profile.ok(&["download", &one]);
    assert!(words.contains("done") && words.contains("Episode 1"), "{words}");
    let play = profile.json(&["list", "--json", "is:downloaded"])["entries"][0]["play"].clone();
    assert_eq!((&play["download"], &play["bytes"]), (&"done".into(), &5.into()));
    let asked = profile.ok(&["activity"]);
    assert!(asked.contains("/1.mp3"), "{asked}");
    let output = profile.run(&["download", "Harbour", "--newest", "2"]);
    assert_eq!(output.status.code(), Some(1), "one of them is missing");
    let rows = profile.json(&["download", "--json"])["downloads"].clone();
    let state = |title: &str| {
        let rows = rows.as_array().unwrap();
        rows.iter().find(|row| row["title"] == title).unwrap()["state"].clone()
    };
    assert_eq!((state("Episode 1"), state("Episode 2")), ("done".into(), "failed".into()));
    profile.ok(&["download", "--remove", &one]);
    assert_eq!(profile.titles(&["is:downloaded"]), [""; 0]);
    profile.ok(&["undo"]);
}
