//! Reading aloud in the window, with a voice whose sentences the test ends.

use std::fmt::Write as _;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::i18n::{Language, with_language};
use jiff::{Timestamp, ToSpan as _};

use crate::support::fake_voice::FakeVoice;
use crate::support::program::Program;
use crate::support::reader::Window;

const ENTRY: Role = Role::ListBoxOption;
const BUTTON: Role = Role::Button;
const FIRST: &str = "The old bridge";
const SECOND: &str = "Die neue Brücke";
const THIRD: &str = "הגשר";
const WIDE: [f32; 2] = [1400.0, 900.0];

/// A profile with a feed of three entries, in this order.
fn profile() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let long = "&lt;p&gt;It is one of the oldest in the land. Many people have seen it. &lt;/p&gt;";
    let entries = [
        (FIRST, long.repeat(60)),
        (SECOND, "Sie ist für ein Jahr nicht offen, sagte der Minister.".to_owned()),
        (THIRD, "הגשר סגור. אין מעבר.".to_owned()),
    ];
    let mut items = String::new();
    for (at, (title, body)) in entries.iter().enumerate() {
        let time = (Timestamp::now() - (at as i64 + 1).hours()).strftime("%a, %d %b %Y %T +0000");
        write!(
            items,
            "<item><title>{title}</title><guid>{at}</guid><pubDate>{time}</pubDate>\
             <description>{body}</description></item>"
        )
        .unwrap();
    }
    let feed = format!("<rss version='2.0'><channel><title>News</title>{items}</channel></rss>");
    let path = dir.path().join("news.xml");
    std::fs::write(&path, feed).unwrap();
    let url = url::Url::from_file_path(&path).unwrap();
    let list = dir.path().join("list.opml");
    let outline = ["<outline type='rss' text='News' xmlUrl='", url.as_str(), "'/>"].concat();
    std::fs::write(&list, format!("<opml version='2.0'><body>{outline}</body></opml>")).unwrap();
    let program = Program::in_profile(dir.path());
    program.ok(&["import", list.to_str().unwrap()]);
    program.ok(&["refresh"]);
    dir
}

fn open() -> (Window, FakeVoice) {
    let voice = FakeVoice::default();
    let mut window = Window::open_with_voice(profile(), voice.maker(), WIDE);
    window.click(Role::TreeItem, "News");
    window.wait("the list", gleaner::ui::ReaderApp::is_ready);
    (window, voice)
}

/// Ends the sentence that is spoken, once there is one.
fn finish(window: &mut Window, voice: &FakeVoice) {
    window.wait_until("a sentence", |_| voice.saying().is_some());
    voice.finish();
    window.frames(2);
}

fn wait_for_words(window: &mut Window, voice: &FakeVoice, words: &str) {
    window.wait_until(words, |_| voice.saying().as_deref() == Some(words));
}

fn start(window: &mut Window, voice: &FakeVoice, title: &str) {
    window.click(ENTRY, title);
    window.wait_for_article(title);
    window.key_with(Modifiers::SHIFT, Key::V);
    wait_for_words(window, voice, &format!("{title}."));
}

/// Waits until the window has heard of the sentence too.
fn wait_for_marks(window: &mut Window) {
    window.wait("the sentence on screen", |reader| {
        reader.state().aloud().is_some_and(|reading| !reading.marks.is_empty())
    });
}

fn button(window: &Window, start: &str) -> String {
    let names = window.names(BUTTON);
    names
        .iter()
        .find(|name| name.starts_with(start))
        .cloned()
        .unwrap_or_else(|| panic!("no button {start:?} in {names:?}"))
}

#[test]
fn one_key_reads_from_the_top_and_stops_at_once() {
    let (mut window, voice) = open();
    start(&mut window, &voice, FIRST);
    window.wait_for(Role::Toolbar, "Reading aloud");
    voice.finish();
    wait_for_words(&mut window, &voice, "It is one of the oldest in the land.");
    wait_for_marks(&mut window);
    window.key_with(Modifiers::SHIFT, Key::V);
    window.wait_until("silence", |_| voice.saying().is_none());
    assert!(!window.has(Role::Toolbar, "Reading aloud"));
    assert_eq!(voice.told().last().map(String::as_str), Some("(stop)"));
}

#[test]
fn the_bar_pauses_steps_and_stops() {
    let (mut window, voice) = open();
    start(&mut window, &voice, FIRST);
    window.click(BUTTON, "Pause reading aloud (Shift+P)");
    window.wait_until("silence", |_| voice.saying().is_none());
    window.wait_for(BUTTON, "Resume reading aloud (Shift+P)");
    window.click(BUTTON, "Resume reading aloud (Shift+P)");
    wait_for_words(&mut window, &voice, "The old bridge.");
    let next = button(&window, "Next sentence");
    window.click(BUTTON, &next);
    wait_for_words(&mut window, &voice, "It is one of the oldest in the land.");
    window.key_with(Modifiers::SHIFT, Key::ArrowUp);
    wait_for_words(&mut window, &voice, "The old bridge.");
    window.click(BUTTON, "Stop reading aloud (Shift+V)");
    window.wait_until("silence", |_| voice.saying().is_none());
    assert!(window.reader().state().aloud().is_none());
}

#[test]
fn the_view_follows_the_voice_until_the_reader_scrolls_away() {
    let (mut window, voice) = open();
    start(&mut window, &voice, FIRST);
    let block = |window: &Window| window.reader().article_position().unwrap().block;
    for _ in 0..60 {
        let told = voice.told().len();
        voice.finish();
        window.wait_until("the next sentence", |_| voice.told().len() > told);
        window.frames(2);
    }
    let followed = block(&window);
    assert!(followed > 5, "{followed}");
    window.key(Key::Home);
    window.frames(2);
    for _ in 0..4 {
        let told = voice.told().len();
        voice.finish();
        window.wait_until("the next sentence", |_| voice.told().len() > told);
        window.frames(2);
    }
    assert_eq!(block(&window), 0, "the reader looks at something else");
    window.click(BUTTON, FIRST);
    window.wait_until("the sentence", |window| block(window) > 5);
}

#[test]
fn reading_begins_at_the_paragraph_in_view() {
    let (mut window, voice) = open();
    window.click(ENTRY, FIRST);
    window.wait_for_article(FIRST);
    window.key(Key::Space);
    window.key(Key::Space);
    window.frames(3);
    window.key_with(Modifiers::SHIFT, Key::V);
    wait_for_words(&mut window, &voice, "It is one of the oldest in the land.");
    wait_for_marks(&mut window);
    let reading = window.reader().state().aloud().unwrap().marks.clone();
    let gleaner::aloud::TextPlace::Body(text) = reading[0].text else { panic!("the title") };
    assert!(text > 3, "{text}");
}

#[test]
fn it_goes_on_with_the_next_entry_in_its_language() {
    let (mut window, voice) = open();
    start(&mut window, &voice, FIRST);
    let next = button(&window, "Read the next entry aloud");
    window.click(BUTTON, &next);
    wait_for_words(&mut window, &voice, "Die neue Brücke.");
    window.wait_for_article(SECOND);
    assert_eq!(voice.tone().unwrap().language, "de");
    for _ in 0..2 {
        finish(&mut window, &voice);
    }
    wait_for_words(&mut window, &voice, "הגשר.");
    window.wait_for_article(THIRD);
    assert_eq!(voice.tone().unwrap().language, "he");
    for _ in 0..3 {
        finish(&mut window, &voice);
    }
    window.wait("the end", |reader| reader.state().aloud().is_none());
    let notice = window.reader().state().notice.as_ref().unwrap().text.clone();
    assert_eq!(notice, "Reached the end of the list");
}

#[test]
fn whoever_reads_something_else_keeps_it() {
    let (mut window, voice) = open();
    start(&mut window, &voice, SECOND);
    window.click(ENTRY, FIRST);
    window.wait_for_article(FIRST);
    assert!(window.reader().state().aloud().is_some(), "it is still read");
    for _ in 0..2 {
        finish(&mut window, &voice);
    }
    window.wait("the end", |reader| reader.state().aloud().is_none());
    assert_eq!(window.reader().state().shown_article().unwrap().entry.content.title, FIRST);
}

#[test]
fn without_a_voice_there_are_words_and_the_button_stays() {
    let (mut window, voice) = open();
    voice.remove();
    window.click(ENTRY, SECOND);
    window.wait_for_article(SECOND);
    window.click(BUTTON, "Read aloud (Shift+V)");
    window.wait("the reason", |reader| {
        let notice = reader.state().notice.as_ref();
        notice.is_some_and(|notice| notice.text.contains("install speech-dispatcher"))
    });
    assert!(window.reader().state().aloud().is_none());
    window.wait_for(BUTTON, "Read aloud (Shift+V)");
}

#[test]
fn speed_and_voice_are_chosen_in_the_bar_and_kept() {
    let (mut window, voice) = open();
    start(&mut window, &voice, FIRST);
    window.click(BUTTON, "Speed: 100 %");
    window.click(Role::MenuItemRadio, "150 %");
    window.wait_until("the speed", |_| voice.tone().is_some_and(|tone| tone.percent == 150));
    window.wait("the voices", |reader| {
        reader.state().aloud().is_some_and(|reading| reading.voices.len() == 2)
    });
    window.click(BUTTON, "Voice");
    window.click(Role::MenuItemRadio, "Linda");
    window.wait_until("the voice", |_| {
        voice.tone().is_some_and(|tone| tone.voice.as_deref() == Some("Linda"))
    });
    wait_for_words(&mut window, &voice, "The old bridge.");
    let settings = window.reader().state().settings.clone();
    assert_eq!((settings.speech_percent, settings.voices["en"].as_str()), (150, "Linda"));
    window.key_with(Modifiers::COMMAND, Key::Comma);
    window.wait_for(Role::Label, "English: Linda");
    window.click(BUTTON, "Use the system's voice for English");
    window.wait_until("the usual voice", |_| voice.tone().is_some_and(|tone| tone.voice.is_none()));
}

#[test]
fn a_small_hebrew_window_reads_an_article_from_right_to_left() {
    let voice = FakeVoice::default();
    let profile = profile();
    std::fs::write(profile.path().join("settings.toml"), "language = \"he\"\n").unwrap();
    with_language(Language::Hebrew, || {
        let mut window = Window::open_with_voice(profile, voice.maker(), [700.0, 600.0]);
        start(&mut window, &voice, THIRD);
        window.wait_for(Role::Toolbar, "הקראה");
        assert!(window.unnamed().is_empty(), "{:?}", window.unnamed());
        window.key_with(Modifiers::SHIFT, Key::ArrowDown);
        wait_for_words(&mut window, &voice, "הגשר סגור.");
    });
}
