//! `list`, `show`, `mark`, `import` and `export` in the real program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

pub const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel>
<title>Harbour news</title>
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
pub struct Profile(tempfile::TempDir);

impl Profile {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A profile that is subscribed to [`FEED`] in the folder `Sea`, refreshed.
    pub fn with_feed() -> Self {
        let profile = Self::new();
        let list = profile.list_of(&[profile.file("harbour.xml", FEED)]);
        profile.ok(&["import", list.to_str().unwrap()]);
        profile.ok(&["refresh"]);
        profile
    }

    pub fn dir(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.dir().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// A subscription list of files, all in the folder `Sea`.
    pub fn list_of(&self, files: &[PathBuf]) -> PathBuf {
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

    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gleaner"));
        command
            .arg("--profile")
            .arg(self.dir().join("profile"))
            .args(arguments)
            .env("TZ", "UTC")
            .output()
            .unwrap()
    }

    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// The number of copies of the library beside it.
    pub fn copies_aside(&self) -> usize {
        let files = std::fs::read_dir(self.dir().join("profile")).unwrap();
        files
            .filter(|file| {
                file.as_ref().unwrap().file_name().to_string_lossy().starts_with("library-before-")
            })
            .count()
    }

    pub fn titles(&self, arguments: &[&str]) -> Vec<String> {
        let answer = self.json(&[&["list", "--json"], arguments].concat());
        answer["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["title"].as_str().unwrap().to_owned())
            .collect()
    }

    pub fn id(&self, title: &str) -> String {
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
    assert_eq!(error["error"]["message"], "tomorrow: Write a date such as 2026-08-01 or 2026-08");
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
        "snoozed_until",
        "excerpt",
        "edits",
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
fn an_entry_as_markdown_has_front_matter() {
    let profile = Profile::with_feed();
    let text = profile.ok(&["show", "--markdown", &profile.id("Third ship")]);
    assert!(text.starts_with("---\ntitle: \"Third ship\"\n"), "{text}");
    assert!(text.contains("\nfeed: \"Harbour news\"\npublished: 2026-11-18\n"), "{text}");
    assert!(text.contains("[tea](https://tea.example.org/)"), "{text}");
    let both = profile.run(&["show", "--markdown", "--json", "1"]);
    assert_eq!(both.status.code(), Some(2));
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
fn reading_statistics_are_printed_as_text_and_json() {
    let profile = Profile::with_feed();
    let statistics: Value = serde_json::from_str(&profile.ok(&["stats", "--json"])).unwrap();
    assert_eq!(statistics["days"].as_array().unwrap().len(), 30);
    assert_eq!(statistics["hours"].as_array().unwrap().len(), 24);
    assert_eq!(statistics["since"], Value::Null);
    assert!(!statistics["never_read"].as_array().unwrap().is_empty());
    assert!(profile.ok(&["stats"]).starts_with("Entries read in the last 30 days\n"));
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

#[test]
fn the_edits_of_a_publisher_are_told_version_by_version() {
    let profile = Profile::with_feed();
    let id = profile.id("Second ship");
    let feed = FEED.replace("Coffee.", "Coffee and a hundred sacks of rice.");
    let feed = feed.replace("<title>Second ship", "<title>The second ship");
    profile.file("harbour.xml", &feed);
    profile.ok(&["refresh"]);
    let told = profile.ok(&["show", &id, "--changes"]);
    assert!(told.starts_with("The second ship\n\n"), "{told}");
    assert!(told.contains("Title: [-Second ship-] {+The second ship+}\n"), "{told}");
    let json = profile.json(&["show", &id, "--changes", "--json"]);
    let edits = json["edits"].as_array().unwrap();
    assert_eq!((edits.len(), &edits[0]["old_title"]), (1, &Value::from("Second ship")));
    assert!(edits[0]["added_words"].as_u64() > Some(0), "{json}");
    assert_eq!(profile.titles(&["is:edited"]), ["The second ship"]);
    assert_eq!(profile.json(&["show", &id, "--json"])["edits"], 1);
    let untouched = profile.ok(&["show", &profile.id("First ship"), "--changes"]);
    assert!(untouched.contains("Not edited since"), "{untouched}");
}

#[test]
fn the_river_is_listed_with_its_reasons() {
    let profile = Profile::with_feed();
    let days: String = (0..40)
        .map(|hours| {
            let at = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(hours);
            format!(
                "<item><guid>{hours}</guid><title>Hour {hours}</title><pubDate>{}</pubDate></item>",
                at.strftime("%a, %d %b %Y %H:%M:%S GMT")
            )
        })
        .collect();
    let list = profile.list_of(&[profile.file(
        "hourly.xml",
        &format!("<rss version='2.0'><channel><title>Hourly</title>{days}</channel></rss>"),
    )]);
    profile.ok(&["import", list.to_str().unwrap()]);
    profile.ok(&["refresh"]);
    let river = profile.json(&["list", "--river", "title:hour", "--json"]);
    let entries = river["entries"].as_array().unwrap();
    assert_eq!((entries.len(), &entries[0]["burst"]), (6, &Value::from(6)), "{river}");
    assert_eq!(entries[0]["why"], "posts about every hour; stays 6 hours");
    assert!(entries[0]["leaves"].is_string());
    let text = profile.ok(&["list", "--river"]);
    assert!(text.contains("Hourly, 6 new: Hour 0"), "{text}");
    assert!(text.contains("posts about every hour; stays 6 hours"), "{text}");
    assert!(!text.contains("Hour 1\n"), "{text}");
    assert!(!profile.run(&["list", "--river", "--feeds"]).status.success());
}
