//! `snooze`, `pause` and the questions about length and time in the real program.

use crate::library_cli::Profile;

#[test]
fn entries_are_snoozed_listed_and_woken() {
    let profile = Profile::with_feed();
    let id = profile.id("Second ship");
    let far = "2099-12-24 18:30";
    assert_eq!(profile.ok(&["snooze", far, &id]), "Snoozed until 2099-12-24 18:30: 1 entry\n");
    assert_eq!(profile.titles(&["--folder", "Sea"]), ["Third ship", "First ship"]);
    assert_eq!(profile.titles(&["is:snoozed"]), ["Second ship"]);
    let asleep = profile.json(&["snooze", "--json"]);
    assert_eq!(asleep["entries"][0]["title"], "Second ship");
    assert_eq!(asleep["entries"][0]["until"], "2099-12-24T18:30:00Z");
    assert!(profile.ok(&["snooze"]).contains("2099-12-24 18:30  Second ship"));
    assert!(profile.ok(&["history"]).contains("Snoozed “Second ship”"));
    profile.ok(&["undo"]);
    assert_eq!(profile.titles(&["--folder", "Sea"]).len(), 3);
    let done = profile.json(&["snooze", "--json", "tomorrow", &id]);
    assert_eq!(done["snoozed"], 1);
    profile.ok(&["mark", "unread", &id]);
    assert_eq!(profile.titles(&["is:snoozed"]), [""; 0]);
}

#[test]
fn a_time_that_is_none_or_past_is_refused() {
    let profile = Profile::with_feed();
    let id = profile.id("Second ship");
    for (time, words) in [
        ("soon", "There is no time “soon” - write tonight, tomorrow"),
        ("2020-01-01", "This time is past - choose one in the future"),
    ] {
        let output = profile.run(&["snooze", time, &id]);
        assert_eq!(output.status.code(), Some(1));
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(stderr.contains(words), "{stderr}");
    }
    let output = profile.run(&["snooze", "tomorrow", "7777"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("There is no entry 7777"));
    assert_eq!(profile.run(&["snooze", "tomorrow"]).status.code(), Some(2), "which entries?");
}

#[test]
fn a_paused_feed_is_not_refreshed_until_it_is_named() {
    let profile = Profile::with_feed();
    let words = profile.ok(&["pause", "Harbour", "2099-12-24"]);
    assert_eq!(words, "Paused until 2099-12-24 08:00: Harbour news\n");
    let feeds = profile.json(&["list", "--feeds", "--json"]);
    let feed =
        feeds["feeds"].as_array().unwrap().iter().find(|feed| feed["title"] == "Harbour news");
    assert_eq!(feed.unwrap()["paused_until"], "2099-12-24T08:00:00Z");
    let file = crate::library_cli::FEED.replace("Third ship", "Fourth ship");
    profile.file("harbour.xml", &file.replace("<guid>3<", "<guid>4<"));
    profile.ok(&["refresh"]);
    assert!(!profile.titles(&[]).contains(&"Fourth ship".to_owned()));
    profile.ok(&["refresh", "--feed", "Harbour"]);
    assert!(profile.titles(&[]).contains(&"Fourth ship".to_owned()));
    assert_eq!(
        profile.json(&["pause", "Harbour", "--resume", "--json"])["paused_until"],
        serde_json::Value::Null
    );
    profile.ok(&["undo"]);
    assert!(profile.ok(&["history"]).contains("Harbour news"));
}

#[test]
fn lists_are_asked_for_length_and_for_the_time_of_reading() {
    let profile = Profile::with_feed();
    assert_eq!(profile.titles(&["words:<2", "feed:harbour"]), ["Second ship", "First ship"]);
    assert_eq!(profile.titles(&["minutes:>1", "feed:harbour"]), [""; 0]);
    assert_eq!(profile.titles(&["read:7d"]), [""; 0]);
    profile.ok(&["mark", "read", &profile.id("First ship")]);
    profile.ok(&["mark", "star", &profile.id("Third ship")]);
    assert_eq!(profile.titles(&["read:7d"]), ["First ship"]);
    assert_eq!(profile.titles(&["starred:1h"]), ["Third ship"]);
}

#[test]
fn entries_are_kept_for_later_and_found_there() {
    let profile = Profile::with_feed();
    let id = profile.id("Second ship");
    assert_eq!(profile.ok(&["mark", "later", &id]), "To read later: 1 entry\n");
    assert_eq!(profile.titles(&["tag:\"Read later\""]), ["Second ship"]);
    assert_eq!(profile.ok(&["mark", "not-later", &id]), "No longer to read later: 1 entry\n");
    assert_eq!(profile.titles(&["tag:\"Read later\""]), [""; 0]);
}

#[test]
fn lists_come_in_the_order_that_is_asked_for() {
    let profile = Profile::with_feed();
    let sorted = |order: &str| profile.titles(&["--folder", "Sea", "--sort", order]);
    assert_eq!(sorted("longest"), ["Third ship", "Second ship", "First ship"]);
    assert_eq!(sorted("shortest"), ["Second ship", "First ship", "Third ship"]);
    assert_eq!(sorted("oldest")[0], "First ship");
    profile.ok(&["mark", "read", &profile.id("First ship")]);
    assert_eq!(sorted("last-read"), ["First ship", "Third ship", "Second ship"]);
    assert_eq!(profile.titles(&["--sort", "longest", "--limit", "1"]).len(), 1);
}

#[test]
fn a_page_that_cannot_be_had_is_an_error() {
    let profile = Profile::new();
    let output = profile.run(&["save", "--json", "file:///nowhere/page.html"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("error"));
    let page = profile.file("page.html", "<title>Tea</title><p>Tea is made of leaves.</p>");
    let saved = profile.json(&["save", "--json", page.to_str().unwrap()]);
    assert_eq!((&saved["title"], &saved["is_new"]), (&"Tea".into(), &true.into()));
    assert!(profile.ok(&["show", &saved["id"].to_string()]).contains("made of leaves"));
}
