//! Removing, exporting, backing up and restoring on the command line.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::library_cli::{FEED, Profile};

/// A profile with the feeds `Harbour news`, `Harbour weather` and `Tea` in the folder `Sea`,
/// refreshed.
fn with_three_feeds() -> Profile {
    let profile = Profile::new();
    let file = |name: &str, title: &str| profile.file(name, &FEED.replace("Harbour news", title));
    let list = profile.list_of(&[
        file("news.xml", "Harbour news"),
        file("weather.xml", "Harbour weather"),
        file("tea.xml", "Tea"),
    ]);
    profile.ok(&["import", list.to_str().unwrap()]);
    profile.ok(&["refresh"]);
    profile
}

fn feed_titles(profile: &Profile) -> Vec<String> {
    let feeds = profile.json(&["list", "--feeds", "--json"]);
    feeds["feeds"]
        .as_array()
        .unwrap()
        .iter()
        .skip(1)
        .map(|feed| feed["title"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn feeds_are_removed_as_one_step_and_undo_restores_their_entries() {
    let profile = with_three_feeds();
    profile.ok(&["mark", "star", "--all", "--feed", "Harbour weather"]);
    let tea = profile.json(&["list", "--feeds", "--json"])["feeds"][3]["url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        profile.ok(&["remove", "WEATH", &tea]),
        "Unsubscribed from Harbour weather\nUnsubscribed from Tea\n"
    );
    assert_eq!(
        (feed_titles(&profile), profile.titles(&["--starred"]).len()),
        (vec!["Harbour news".to_owned()], 0)
    );
    let list =
        || std::fs::read_to_string(profile.dir().join("profile/subscriptions.opml")).unwrap();
    assert!(!list().contains("weather.xml"));
    assert_eq!(profile.ok(&["undo"]), "Undone: Unsubscribed from 2 feeds\n");
    assert_eq!(feed_titles(&profile), ["Harbour news", "Harbour weather", "Tea"]);
    assert_eq!(
        (profile.titles(&["--starred"]).len(), profile.titles(&["--feed", "Tea"]).len()),
        (3, 3)
    );
    assert!(list().contains("weather.xml"));
}

#[test]
fn an_unknown_or_ambiguous_name_removes_nothing() {
    let profile = with_three_feeds();
    for (name, kind, words) in [
        (
            "harbour",
            "ambiguous_feed",
            "could be 2 “Harbour news”, 3 “Harbour weather” - name it by number or address",
        ),
        ("coffee", "no_such_feed", "There is no feed “coffee”"),
        ("4711", "no_such_feed", "There is no feed “4711”"),
        ("", "no_such_feed", "There is no feed “”"),
    ] {
        let answer = profile.run(&["remove", "Tea", name, "--json"]);
        assert_eq!(answer.status.code(), Some(1), "{name}");
        let error: Value = serde_json::from_slice(&answer.stdout).unwrap();
        assert_eq!(error["error"]["kind"], kind);
        assert!(error["error"]["message"].as_str().unwrap().contains(words), "{error}");
    }
    assert_eq!(profile.run(&["remove"]).status.code(), Some(2));
    assert_eq!(feed_titles(&profile), ["Harbour news", "Harbour weather", "Tea"]);
}

#[test]
fn a_whole_title_selects_its_feed_even_if_others_contain_it() {
    let profile = with_three_feeds();
    profile.ok(&["add", profile.file("tea2.xml", FEED).to_str().unwrap(), "--title", "Tea time"]);
    let removed = profile.json(&["remove", "tea", "TEA", "--json"]);
    assert_eq!(removed["feeds"].as_array().unwrap().len(), 1, "named twice is removed once");
    assert_eq!((&removed["feeds"][0]["title"], removed["step"].is_number()), (&"Tea".into(), true));
    assert_eq!(feed_titles(&profile), ["Harbour news", "Harbour weather", "Tea time"]);
}

#[test]
fn the_folder_of_a_removed_feed_stays() {
    let profile = Profile::with_feed();
    profile.ok(&["remove", "Harbour news"]);
    assert_eq!(profile.ok(&["list", "--folder", "Sea"]), "");
    profile.ok(&["undo"]);
    assert_eq!(profile.titles(&["--folder", "Sea"]).len(), 3);
}

#[test]
fn titles_cannot_command_the_terminal() {
    let profile = Profile::new();
    let file = profile.file("harbour.xml", FEED);
    let file = file.to_str().unwrap();
    let said = profile.ok(&["add", file, "--title", "Red \u{1b}[31m"])
        + &profile.ok(&["add", file])
        + &profile.ok(&["history"]);
    profile.ok(&["mark", "star", "--query", "title:third"]);
    let said = said
        + &profile.ok(&["list"])
        + &profile.ok(&["list", "--feeds"])
        + &profile.ok(&["undo"])
        + &profile.ok(&["undo"]);
    assert!(said.contains("Red") && !said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn an_empty_custom_title_is_ignored() {
    let profile = Profile::new();
    let file = profile.file("harbour.xml", FEED);
    let added = profile.json(&["add", file.to_str().unwrap(), "--title", " ", "--json"]);
    assert_eq!((added["title"].as_str(), added["id"].is_number()), (Some("Harbour news"), true));
}

#[test]
fn undoing_an_import_also_changes_the_subscription_list() {
    let profile = Profile::with_feed();
    let list =
        || std::fs::read_to_string(profile.dir().join("profile/subscriptions.opml")).unwrap();
    assert!(list().contains("harbour.xml"));
    let steps: Value = serde_json::from_str(&profile.ok(&["history", "--json"])).unwrap();
    let import = steps["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|step| step["title"].as_str().unwrap().starts_with("Imported"))
        .unwrap();
    profile.ok(&["undo", &import["id"].to_string()]);
    assert!(!list().contains("harbour.xml"));
}

#[test]
fn matching_entries_are_exported_as_markdown_html_and_json() {
    let profile = Profile::with_feed();
    let markdown = profile.ok(&["export", "--markdown", "--query", "tea"]);
    assert!(markdown.starts_with("# Third ship\n"), "{markdown}");
    assert!(markdown.contains("It brought [tea](https://tea.example.org/)."), "{markdown}");
    let html = profile.ok(&["export", "--html", "--query", "tea"]);
    assert!(
        html.contains(r#"<a href="https://tea.example.org/">tea</a>"#)
            && !html.contains("Second ship"),
        "{html}"
    );
    let json: Value =
        serde_json::from_str(&profile.ok(&["export", "--json", "--feed", "Harbour news"])).unwrap();
    assert_eq!(json["entries"].as_array().unwrap().len(), 3);
    let refused = profile.run(&["export", "--query", "tea"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("Say how to write the entries"));
}

#[test]
fn a_backup_restores_the_library_and_keeps_the_previous_one() {
    let profile = Profile::with_feed();
    profile.ok(&["mark", "star", "--query", "title:third"]);
    let copy = profile.dir().join("copy.db");
    let copy = copy.to_str().unwrap();
    profile.ok(&["backup", copy]);
    assert_eq!(
        profile.run(&["backup", copy]).status.code(),
        Some(1),
        "a backup never writes over a file"
    );
    profile.ok(&["mark", "unstar", "--all"]);
    let told = profile.ok(&["restore", copy]);
    assert!(profile.ok(&["list", "--starred"]).contains("Third ship"));
    let aside = told.trim_end().rsplit(' ').next().unwrap();
    assert!(Path::new(aside).is_file(), "{told}");
    let starred_aside =
        |file: &str| profile.ok(&["restore", file]) + &profile.ok(&["list", "--starred"]);
    assert!(!starred_aside(aside).contains("Third ship"));
}

#[test]
fn a_file_that_is_not_a_backup_is_not_restored() {
    let profile = Profile::with_feed();
    let damaged = profile.file("damaged.db", "SQLite format 3\0 and nothing else");
    let strange = profile.dir().join("strange.db");
    rusqlite::Connection::open(&strange).unwrap().execute_batch("CREATE TABLE other (x)").unwrap();
    let torn = profile.dir().join("torn.db");
    profile.ok(&["backup", torn.to_str().unwrap()]);
    let bytes = std::fs::read(&torn).unwrap();
    std::fs::write(&torn, &bytes[..bytes.len() - 20_000]).unwrap();
    for file in [&damaged, &strange, &torn] {
        let output = profile.run(&["restore", file.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{}", file.display());
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(words.contains("is not a complete Gleaner backup"), "{words}");
    }
    let missing = profile.run(&["restore", profile.dir().join("missing.db").to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("There is no file"));
    assert!(profile.ok(&["list"]).contains("Third ship"));
    assert_eq!(profile.copies_aside(), 0, "what is refused leaves no copy behind");
}

#[test]
fn a_backup_is_not_restored_while_another_gleaner_is_open() {
    let profile = Profile::with_feed();
    let copy = profile.dir().join("copy.db");
    profile.ok(&["backup", copy.to_str().unwrap()]);
    profile.ok(&["mark", "star", "--query", "title:third"]);
    let window = gleaner::store::Store::open(&profile.dir().join("profile/library.db")).unwrap();
    let refused = profile.run(&["restore", copy.to_str().unwrap()]);
    let words = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(words.contains("is open in another Gleaner") && !words.contains("damaged"), "{words}");
    assert_eq!(profile.copies_aside(), 0);
    drop(window);
    profile.ok(&["restore", copy.to_str().unwrap()]);
    assert_eq!((profile.copies_aside(), profile.titles(&["--starred"]).len()), (1, 0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_backup_to_a_file_name_that_is_not_unicode_is_refused_in_words() {
    use std::os::unix::ffi::OsStrExt as _;
    let profile = Profile::with_feed();
    let name = std::ffi::OsStr::from_bytes(b"copy-\xff.db");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gleaner"));
    command
        .arg("--profile")
        .arg(profile.dir().join("profile"))
        .arg("backup")
        .arg(profile.dir().join(name));
    let words = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(words.contains("choose another name") && !words.contains("damaged"), "{words}");
}
