//! Stories on the command line and in the window.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use jiff::{Timestamp, ToSpan as _};
use serde_json::Value;

use crate::support::program::Program;
use crate::support::reader::Window;

const ENTRY: Role = Role::ListBoxOption;
const TITLE: &str = "Magnitude 6.4 earthquake shakes Antofagasta, hospitals evacuated";
const BODY: &str = "An earthquake of magnitude 6.4 shook the port of Antofagasta on Tuesday \
     night. Two hospitals were evacuated and 140,000 homes lost power, the office Senapred said. \
     Mayor Sacha Razmilic asked residents to stay away from the coast. Escondida resumed work.";

/// A profile with three feeds; the first two have the same text.
fn profile() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let time = (Timestamp::now() - 2.hours()).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string();
    let mut outlines = String::new();
    for (name, title, body) in [
        ("North", TITLE, BODY),
        ("Wire", TITLE, BODY),
        ("Garden", "Pruning old roses in winter", "Cut above a bud and keep the blade clean."),
    ] {
        let feed = format!(
            "<rss version='2.0'><channel><title>{name}</title><item><title>{title}</title>\
             <guid>{name}-1</guid><pubDate>{time}</pubDate><description>{body}</description>\
             </item></channel></rss>"
        );
        let path = dir.path().join(format!("{name}.xml"));
        std::fs::write(&path, feed).unwrap();
        let url = url::Url::from_file_path(&path).unwrap();
        outlines +=
            &["<outline type='rss' text='", name, "' xmlUrl='", url.as_str(), "'/>"].concat();
    }
    let list = dir.path().join("list.opml");
    std::fs::write(&list, format!("<opml version='2.0'><body>{outlines}</body></opml>")).unwrap();
    let program = Program::in_profile(dir.path());
    program.ok(&["import", list.to_str().unwrap()]);
    program.ok(&["refresh"]);
    dir
}

fn entries(program: &Program, arguments: &[&str]) -> Vec<Value> {
    let text = program.ok(&[&["list", "--json"], arguments].concat());
    let answer: Value = serde_json::from_str(&text).unwrap();
    answer["entries"].as_array().unwrap().clone()
}

#[test]
fn the_command_line_folds_explains_and_splits_stories() {
    let dir = profile();
    let program = Program::in_profile(dir.path());
    assert_eq!(entries(&program, &["earthquake"]).len(), 2);
    let folded = entries(&program, &["--stories", "earthquake"]);
    assert_eq!((folded.len(), folded[0]["also_in"].as_array().unwrap().len()), (1, 1));
    assert_eq!(entries(&program, &["is:folded"]).len(), 2);
    assert!(program.ok(&["list", "--stories=text", "earthquake"]).contains("(+1) Magnitude"));
    let id = folded[0]["id"].to_string();
    let why: Value = serde_json::from_str(&program.ok(&["story", &id, "--json"])).unwrap();
    assert_eq!(why["others"][0]["likeness"], "same_text");
    assert!(program.ok(&["story", &id]).contains("same text, same title, 100% of the text"));
    assert_eq!(program.ok(&["story", &id, "--split"]), "Split from 1 entry\n");
    assert_eq!(entries(&program, &["--stories", "earthquake"]).len(), 2);
    assert_eq!(program.ok(&["story", &id]), "No other feed has this text or story\n");
    program.ok(&["undo"]);
    assert_eq!(entries(&program, &["--stories", "earthquake"]).len(), 1);
}

#[test]
fn a_row_unfolds_and_the_article_names_its_other_source() {
    let dir = profile();
    Program::in_profile(dir.path()).ok(&["list", "--stories"]);
    let mut window = Window::open_in(dir);
    let rows =
        |window: &Window| window.names(ENTRY).iter().filter(|name| name.as_str() == TITLE).count();
    assert_eq!(rows(&window), 1);
    assert!(window.description(ENTRY, TITLE).contains("also in 1 feed, folded"));
    window.click(ENTRY, TITLE);
    window.wait_for_article(TITLE);
    window.wait("the copy is read, too", |reader| {
        let list = &reader.state().list;
        let Some(id) = list.selected() else { return false };
        !list.copies(id).is_empty() && list.unread_copies(id).is_empty()
    });
    window.key(Key::C);
    assert_eq!(rows(&window), 2);
    window.key(Key::C);
    assert_eq!(rows(&window), 1);
    let open = |window: &Window| window.reader().state().shown_article().unwrap().entry.id;
    let first = open(&window);
    window.key(Key::I);
    window.wait("the other source", |reader| {
        reader.state().shown_article().is_some_and(|article| article.entry.id != first)
    });
    window.key(Key::I);
    window.wait("the first source", |reader| {
        reader.state().shown_article().is_some_and(|article| article.entry.id == first)
    });
    window.key_with(Modifiers::SHIFT, Key::I);
    let words = window.reader().state().notice.as_ref().unwrap().text.clone();
    assert!(words.contains("has the same text: the same title, 100% of the text"), "{words}");
    window.palette("not the same");
    window.wait_until("a row of its own", |window| {
        !window.description(ENTRY, TITLE).contains("also in")
    });
}
