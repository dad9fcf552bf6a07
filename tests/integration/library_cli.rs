//! `list`, `show`, `mark`, `import` and `export` in the real program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour news</title>
<link>https://harbour.example.org/</link>
<item><guid>3</guid><title>Third ship</title>
<pubDate>Wed, 18 Nov 2026 10:00:00 GMT</pubDate>
<description><![CDATA[<p>It brought <a href="https://tea.example.org/">tea</a>.</p>]]>
</description></item>
<item><guid>2</guid><title>Second ship</title>
<pubDate>Tue, 17 Nov 2026 10:00:00 GMT</pubDate><author>ada@example.org (Ada)</author>
<description>Coffee.</description></item>
<item><guid>1</guid><title>First ship</title>
<pubDate>Mon, 16 Nov 2026 10:00:00 GMT</pubDate>
<description>Nothing.</description></item>
</channel></rss>"#;

/// A profile with only the welcome feed, and a directory for files.
struct Profile(tempfile::TempDir);

impl Profile {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A profile that is subscribed to [`FEED`] in the folder `Sea`, refreshed.
    fn with_feed() -> Self {
        let profile = Self::new();
        let list = profile.list_of(&[profile.file("harbour.xml", FEED)]);
        profile.ok(&["import", list.to_str().unwrap()]);
        profile.ok(&["refresh"]);
        profile
    }

    fn dir(&self) -> &Path {
        self.0.path()
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.dir().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// A subscription list of files, all in the folder `Sea`.
    fn list_of(&self, files: &[PathBuf]) -> PathBuf {
        let outlines: String = files
            .iter()
            .map(|file| {
                format!(
                    r#"<outline type="rss" text="" xmlUrl="{}"/>"#,
                    url::Url::from_file_path(file).unwrap()
                )
            })
            .collect();
        let folder = format!(r#"<outline text="Sea">{outlines}</outline>"#);
        self.file("list.opml", &format!(r#"<opml version="2.0"><body>{folder}</body></opml>"#))
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gleaner"));
        command
            .arg("--profile")
            .arg(self.dir().join("profile"))
            .args(arguments)
            .env("TZ", "UTC")
            .output()
            .unwrap()
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// The number of copies of the library beside it.
    fn copies_aside(&self) -> usize {
        let files = std::fs::read_dir(self.dir().join("profile")).unwrap();
        files
            .filter(|file| {
                file.as_ref().unwrap().file_name().to_string_lossy().starts_with("library-before-")
            })
            .count()
    }

    fn titles(&self, arguments: &[&str]) -> Vec<String> {
        let answer = self.json(&[&["list", "--json"], arguments].concat());
        answer["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["title"].as_str().unwrap().to_owned())
            .collect()
    }

    fn id(&self, title: &str) -> String {
        let answer = self.json(&["list", "--json"]);
        let found =
            answer["entries"].as_array().unwrap().iter().find(|entry| entry["title"] == title);
        found.unwrap()["id"].to_string()
    }
}

#[test]
fn entries_are_listed_newest_first_by_feed_folder_or_words() {
    let profile = Profile::with_feed();
    let ships = ["Third ship", "Second ship", "First ship"];
    assert_eq!(profile.titles(&["--feed", "harbour NEWS"]), ships);
    assert_eq!(profile.titles(&["--folder", "sea", "--limit", "2"]), ships[..2]);
    assert_eq!(profile.titles(&["coffee", "ship"]), ["Second ship"]);
}

#[test]
fn an_invalid_query_is_an_error_with_its_position() {
    let profile = Profile::with_feed();
    assert_eq!(
        profile.titles(&["is:unread ship -\"second ship\"", "NOT", "third"]),
        ["First ship"]
    );
    let answer = profile.run(&["list", "--json", "after:tomorrow"]);
    let error: Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(error["error"]["kind"], "query");
    assert_eq!(
        error["error"]["message"],
        "tomorrow: Write a date such as 2026-08-01 or 2026-08 here"
    );
}

#[test]
fn a_listed_entry_has_every_promised_key() {
    let profile = Profile::with_feed();
    let answer = profile.json(&["list", "--json", "--feed", "Harbour news", "--limit", "1"]);
    let entry = answer["entries"][0].as_object().unwrap();
    let keys: Vec<&str> = entry.keys().map(String::as_str).collect();
    let promised = [
        "id",
        "feed_id",
        "feed",
        "title",
        "url",
        "author",
        "time",
        "is_time_guessed",
        "is_read",
        "is_starred",
        "excerpt",
    ];
    assert_eq!(keys, promised);
    assert_eq!(
        (&entry["time"], &entry["feed"]),
        (&Value::from("2026-11-18T10:00:00Z"), &Value::from("Harbour news"))
    );
}

#[test]
fn lines_show_number_date_feed_and_title() {
    let profile = Profile::with_feed();
    let first = profile.ok(&["list", "--feed", "Harbour news"]).lines().next().unwrap().to_owned();
    let words = format!("{} \u{2022}  2026-11-18  Harbour news", profile.id("Third ship"));
    assert!(first.trim_start().starts_with(&words), "{first}");
    assert!(first.ends_with("Third ship"), "{first}");
}

#[test]
fn marking_changes_what_is_listed() {
    let profile = Profile::with_feed();
    let second = profile.id("Second ship");
    assert_eq!(profile.ok(&["mark", "read", &second]), "Marked as read: 1 entry\n");
    assert_eq!(profile.ok(&["mark", "read", &second]), "Marked as read: 0 entries\n");
    assert_eq!(profile.titles(&["--unread", "--folder", "Sea"]), ["Third ship", "First ship"]);
    profile.ok(&["mark", "star", &second]);
    assert_eq!(profile.titles(&["--starred"]), ["Second ship"]);
    profile.ok(&["mark", "unstar", &second]);
    assert_eq!(profile.titles(&["--starred"]), Vec::<String>::new());
    assert_eq!(
        profile.ok(&["mark", "read", "--all", "--feed", "Harbour news"]),
        "Marked as read: 2 entries\n"
    );
    assert_eq!(profile.titles(&["--unread", "--feed", "Harbour news"]), Vec::<String>::new());
    assert_eq!(
        profile.ok(&["mark", "unread", "--all", "--folder", "Sea"]),
        "Marked as unread: 3 entries\n"
    );
}

#[test]
fn an_unknown_entry_number_marks_nothing() {
    let profile = Profile::with_feed();
    let output = profile.run(&["mark", "read", &profile.id("Second ship"), "4711"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(profile.titles(&["--unread", "--folder", "Sea"]).len(), 3);
}

#[test]
fn only_entries_that_match_the_query_are_marked() {
    let profile = Profile::with_feed();
    assert_eq!(
        profile.ok(&["mark", "read", "--query", "ship -title:third"]),
        "Marked as read: 2 entries\n"
    );
    assert_eq!(profile.titles(&["is:unread", "ship"]), ["Third ship"]);
    // An empty query must not mark everything.
    assert_eq!(profile.run(&["mark", "read", "--query", "!!!"]).status.code(), Some(1));
    assert_eq!(profile.titles(&["is:unread", "ship"]), ["Third ship"]);
}

#[test]
fn marking_without_entries_is_wrong_usage() {
    let profile = Profile::new();
    for arguments in [
        &["mark", "read"][..],
        &["mark", "loud", "1"],
        &["mark", "read", "1", "--all"],
        &["list", "--feeds", "--unread"],
    ] {
        assert_eq!(profile.run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn an_entry_is_shown_as_text_with_numbered_links() {
    let profile = Profile::with_feed();
    let text = profile.ok(&["show", &profile.id("Third ship")]);
    assert!(text.starts_with("Third ship\nHarbour news \u{b7} 2026-11-18 10:00\n"), "{text}");
    assert!(text.contains("It brought [tea][1]"), "{text}");
    assert!(text.contains("[1]: https://tea.example.org/"), "{text}");
}

#[test]
fn an_entry_as_json_has_its_body_and_status() {
    let profile = Profile::with_feed();
    let entry = profile.json(&["show", "--json", &profile.id("Second ship")]);
    assert_eq!(
        (&entry["title"], &entry["authors"][0], &entry["is_read"]),
        (&"Second ship".into(), &"Ada".into(), &false.into())
    );
    assert!(entry["html"].as_str().unwrap().contains("Coffee."));
    assert!(entry["text"].as_str().unwrap().contains("Coffee."));
}

#[test]
fn a_missing_entry_is_an_error_for_people_and_programs() {
    let profile = Profile::new();
    let output = profile.run(&["show", "4711", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["error"]["kind"], "no_such_entry");
    assert!(String::from_utf8_lossy(&output.stderr).contains("There is no entry 4711"));
}

#[test]
fn a_fresh_profile_has_the_welcome_feed_which_is_never_exported() {
    let profile = Profile::new();
    assert!(!profile.titles(&[]).is_empty());
    let feeds = profile.json(&["list", "--feeds", "--json"]);
    assert_eq!(feeds["feeds"][0]["url"], "gleaner:welcome");
    assert!(!profile.ok(&["export"]).contains("welcome"));
}

#[test]
fn an_import_can_be_tried_and_adds_nothing_twice() {
    let profile = Profile::new();
    let list = profile.list_of(&[profile.file("a.xml", FEED), profile.file("b.xml", FEED)]);
    let list = list.to_str().unwrap();
    assert!(
        profile
            .ok(&["import", "--dry-run", list])
            .contains("Would add 2 feeds, 0 already in the library")
    );
    assert_eq!(profile.json(&["list", "--feeds", "--json"])["feeds"].as_array().unwrap().len(), 1);
    assert_eq!(profile.ok(&["import", list]), "Added 2 feeds, 0 already in the library\n");
    assert_eq!(profile.ok(&["import", list]), "Added 0 feeds, 2 already in the library\n");
    assert_eq!(profile.json(&["list", "--feeds", "--json"])["feeds"][1]["folders"][0], "Sea");
}

#[test]
fn an_exported_list_can_be_imported_into_another_profile() {
    let profile = Profile::with_feed();
    let exported = profile.dir().join("out.opml");
    profile.ok(&["export", exported.to_str().unwrap()]);
    let kept = std::fs::read_to_string(profile.dir().join("profile/subscriptions.opml")).unwrap();
    assert_eq!(
        std::fs::read_to_string(&exported).unwrap(),
        kept,
        "the list beside the library is the same"
    );
    assert_eq!(profile.ok(&["export", "-"]), kept);
    let other = Profile::new();
    assert_eq!(
        other.ok(&["import", exported.to_str().unwrap()]),
        "Added 1 feed, 0 already in the library\n"
    );
    let feed = &other.json(&["list", "--feeds", "--json"])["feeds"][1];
    assert_eq!((&feed["title"], &feed["folders"][0]), (&"Harbour news".into(), &"Sea".into()));
}

#[test]
fn a_file_that_is_not_a_list_is_refused_in_words() {
    let profile = Profile::new();
    let output = profile.run(&["import", profile.file("x.txt", "no list").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not a subscription list"));
    assert_eq!(profile.run(&["import", "absent.opml"]).status.code(), Some(1));
}

#[test]
fn feeds_are_listed_with_their_problems() {
    let profile = Profile::new();
    let list = profile.list_of(&[profile.dir().join("missing.xml")]);
    profile.ok(&["import", list.to_str().unwrap()]);
    profile.run(&["refresh"]);
    let problem = &profile.json(&["list", "--feeds", "--json"])["feeds"][1]["problem"];
    assert_eq!((&problem["kind"], &problem["failures"]), (&"io".into(), &1.into()));
    assert!(profile.ok(&["list", "--feeds"]).contains(problem["message"].as_str().unwrap()));
}

#[test]
fn steps_are_listed_undone_and_redone() {
    let profile = Profile::with_feed();
    profile.ok(&["mark", "star", "--query", "title:second"]);
    let steps: Value = serde_json::from_str(&profile.ok(&["history", "--json"])).unwrap();
    let step = &steps["steps"][0];
    assert_eq!(
        (step["title"].as_str(), step["is_undone"].as_bool()),
        (Some("Starred “Second ship”"), Some(false))
    );
    let number = step["id"].to_string();
    assert_eq!(profile.ok(&["undo"]), "Undone: Starred “Second ship”\n");
    assert_eq!(profile.ok(&["list", "--starred"]), "");
    assert!(profile.ok(&["history"]).contains("Starred “Second ship” (undone)"));
    profile.ok(&["undo", &number, "--redo"]);
    assert!(profile.ok(&["list", "--starred"]).contains("Second ship"));
    let nothing = profile.run(&["undo", "987654"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("Step 987654 can't be undone"));
}

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
        assert!(words.contains("is not a whole backup of Gleaner"), "{words}");
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
    assert!(words.contains("close the other Gleaner") && !words.contains("damaged"), "{words}");
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
