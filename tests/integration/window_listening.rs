//! Episodes in the window, found by role and name, with a player that makes no sound.

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::app::DownloadView;
use gleaner::model::{Chapter, Phase, PlayProblem, PlayerCommand};
use gleaner::query::PlaceId;

use crate::support::program::Program;
use crate::support::reader::Window;
use crate::support::server::{Reply, Server};

const ENTRY: Role = Role::ListBoxOption;
const BUTTON: Role = Role::Button;
const SOURCE: Role = Role::TreeItem;
const SLIDER: Role = Role::Slider;
const RADIO_ITEM: Role = Role::MenuItemRadio;

const VTT: &str = "WEBVTT\n\n00:01.000 --> 00:30.000\n<v Anna>We tie a bowline.\n\n\
                   01:40.000 --> 01:50.000\n<v Bo>And sail at dawn.\n";
const CHAPTERS: &str = r#"{"chapters":[{"startTime":0,"title":"Start"},
    {"startTime":100,"title":"Ropes","url":"https://example.org/ropes"}]}"#;

/// A server with a feed of two episodes and an entry without sound, and with their files.
fn server() -> Server {
    Server::start(|request| {
        let host = request.header("host").unwrap_or_default();
        match request.path.as_str() {
            "/feed" => Reply::ok(feed(host)),
            "/talk.vtt" => Reply::ok(VTT).with("Content-Type", "text/vtt"),
            "/chapters.json" => Reply::ok(CHAPTERS),
            "/1.mp3" => Reply::ok(vec![7; 1000]),
            _ => Reply::status(404),
        }
    })
}

fn feed(host: &str) -> String {
    let item = |number: u32, more: &str| {
        format!(
            "<item><guid>{number}</guid><title>Episode {number}</title>\
             <pubDate>{:02} Nov 2026 10:00:00 GMT</pubDate>\
             <description>The ropes begin at 1:40.</description>\
             <enclosure url='http://{host}/{number}.mp3' type='audio/mpeg' length='1000'/>{more}\
             </item>",
            20 - number,
        )
    };
    let more = format!(
        "<podcast:chapters url='http://{host}/chapters.json'/>\
         <podcast:transcript url='http://{host}/talk.vtt' type='text/vtt'/>\
         <itunes:duration>10:00</itunes:duration>"
    );
    format!(
        "<rss version='2.0'><channel><title>Harbour talk</title>{}{}<item><guid>3</guid>\
         <title>Silent</title><description>No sound.</description>\
         <pubDate>21 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>",
        item(1, &more),
        item(2, "")
    )
}

/// A profile that is subscribed to the feed.
fn profile(server: &Server) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("list.opml");
    let list = format!(
        "<opml version='2.0'><body><outline type='rss' text='t' xmlUrl='{}'/></body></opml>",
        server.url("/feed")
    );
    std::fs::write(&path, list).unwrap();
    let program = Program::in_profile(dir.path());
    program.ok(&["import", path.to_str().unwrap()]);
    program.ok(&["refresh"]);
    dir
}

fn open(window: &mut Window, title: &str) {
    window.click(ENTRY, title);
    window.wait_for_article(title);
    window.wait_for(BUTTON, "Add to queue");
}

fn play(window: &mut Window, title: &str) {
    open(window, title);
    window.key_with(Modifiers::SHIFT, Key::Space);
    window.wait("the player", |reader| reader.state().player.is_playing());
}

fn position(window: &Window) -> u64 {
    window.player.state().2.as_secs()
}

#[test]
fn an_episode_plays_while_one_reads_something_else() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    play(&mut window, "Episode 1");
    window.wait_for(BUTTON, "Pause (Shift+Space)");
    window.player.play_on(65);
    window.wait("the position", |reader| reader.state().player.position().as_secs() == 65);
    assert!(window.painted().iter().any(|text| text == "1:05"));
    window.player.play_on(2);
    window.wait("the position", |reader| reader.state().player.position().as_secs() == 67);
    window.frames(5);
    assert_eq!(position(&window), 67, "the track moves nothing by itself");
    window.click(ENTRY, "Silent");
    window.wait_for_article("Silent");
    assert!(!window.has(BUTTON, "Add to queue"), "it has no sound");
    window.key_with(Modifiers::SHIFT, Key::Space);
    assert_eq!(window.player.state().1, Phase::Paused);
    window.key_with(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(position(&window), 97);
    window.key_with(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(position(&window), 82);
    window.click(BUTTON, "Close player");
    window.wait("no bar", |reader| reader.state().player.opened.is_none());
    assert_eq!(window.player.told().last(), Some(&PlayerCommand::Stop));
    assert!(!window.has(SLIDER, "Position"));
}

#[test]
fn the_position_outlives_the_window() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    play(&mut window, "Episode 1");
    window.player.play_on(65);
    window.wait("the position", |reader| reader.state().player.position().as_secs() == 65);
    let mut window = window.restart();
    window.wait("the bar", |reader| reader.state().player.opened.is_some());
    assert_eq!(window.reader().state().player.position(), Duration::from_secs(65));
    assert_eq!(window.player.told(), [], "nothing plays by itself");
    window.wait_for(BUTTON, "Play (Shift+Space)");
    window.click(BUTTON, "Play (Shift+Space)");
    window.wait("the player", |reader| reader.state().player.is_playing());
    assert_eq!(position(&window), 65);
}

#[test]
fn the_queue_is_a_place_and_the_next_episode_follows() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    assert!(!window.has(SOURCE, "Queue"));
    open(&mut window, "Episode 2");
    window.key(Key::Q);
    window.wait_for(SOURCE, "Queue");
    assert_eq!(window.description(SOURCE, "Queue"), "1 episode in the queue");
    play(&mut window, "Episode 1");
    window.click(BUTTON, "Play next");
    window.wait("both", |reader| reader.state().library.listening.queue.len() == 2);
    window.key(Key::G);
    window.key(Key::Q);
    window.wait("the place", |reader| {
        reader.is_ready()
            && reader.state().place() == PlaceId::QUEUE
            && reader.state().list.entries().len() == 2
    });
    assert_eq!(window.names(ENTRY), ["Episode 1", "Episode 2"]);
    window.wait_until("the next one is set", |window| {
        matches!(window.player.told().last(), Some(PlayerCommand::SetNext(Some(_))))
    });
    window.player.end();
    window.wait("the next one plays", |reader| {
        let state = reader.state();
        let title = state.player.opened.as_ref().map(|opened| opened.episode.title.clone());
        title.as_deref() == Some("Episode 2") && state.library.listening.queue.len() == 1
    });
    window.wait("the list", |reader| reader.state().list.entries().len() == 1);
    window.context_click(ENTRY, "Episode 2");
    window.click(Role::MenuItem, "Remove from queue");
    window.wait("an empty queue", |reader| reader.state().library.listening.queue.is_empty());
    window.key(Key::U);
    window.wait("undone", |reader| reader.state().library.listening.queue.len() == 1);
}

#[test]
fn chapters_are_listed_and_the_keys_go_from_one_to_the_next() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    play(&mut window, "Episode 2");
    assert!(window.reader().state().player.chapters().is_empty());
    let in_file = Chapter {
        start: Duration::from_secs(100),
        end: None,
        title: "Ropes".to_owned(),
        url: Some("https://example.org/ropes".parse().unwrap()),
        picture: None,
    };
    window.player.change(|report| report.chapters = vec![in_file].into());
    window.wait("the chapters", |reader| reader.state().player.chapters().len() == 1);
    window.key_with(Modifiers::SHIFT, Key::H);
    window.wait_for(BUTTON, "1:40 Ropes");
    assert!(window.has(BUTTON, "Open the link of this chapter (example.org)"));
    window.click(BUTTON, "1:40 Ropes");
    assert_eq!(position(&window), 100);
    window.key_with(Modifiers::SHIFT, Key::PageUp);
    assert_eq!(position(&window), 100, "it has just begun, and is the first");
    window.click(BUTTON, "Hide");
    assert!(!window.has(BUTTON, "1:40 Ropes"));
}

#[test]
fn a_time_in_the_notes_plays_from_there() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    open(&mut window, "Episode 1");
    window.click(Role::Link, "1:40");
    window.wait("the player", |reader| reader.state().player.is_playing());
    assert_eq!(position(&window), 100);
    window.player.play_on(5);
    window.click(Role::Link, "1:40");
    assert_eq!(position(&window), 100);
}

#[test]
fn speed_and_sleep_timer_are_chosen_from_menus() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    play(&mut window, "Episode 1");
    window.click(BUTTON, "Speed: 1×");
    window.click(RADIO_ITEM, "1.5×");
    assert_eq!(window.player.told().last(), Some(&PlayerCommand::Speed(1.5)));
    window.wait_for(BUTTON, "Speed: 1.5×");
    window.click(BUTTON, "Sleep timer");
    window.click(RADIO_ITEM, "At the end of the episode");
    window.wait_for(BUTTON, "Sleep timer: at the end of the episode");
}

#[test]
fn a_problem_is_said_and_has_a_way_out() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    play(&mut window, "Episode 1");
    let problem = PlayProblem::Unsupported { format: Some("Opus".to_owned()) };
    let words = problem.words();
    window.player.change(|report| report.phase = Phase::Failed(problem));
    window.wait_for(BUTTON, "Open in another program");
    assert!(window.has(Role::Link, &format!("Episode 1 — {words}")));
}

#[test]
fn a_narrow_window_keeps_the_bar() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    play(&mut window, "Episode 1");
    window.resize(480.0, 400.0);
    for name in ["Pause (Shift+Space)", "Close player", "Speed: 1×"] {
        assert!(window.has(BUTTON, name), "{name}");
        assert!(window.right_edge(BUTTON, name) <= 480.0, "{name}");
    }
}

#[test]
fn an_episode_is_downloaded_from_its_row() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    open(&mut window, "Episode 1");
    window.click(BUTTON, "Download");
    let id = window.reader().state().list.selected().unwrap();
    window.wait("an end", |reader| {
        matches!(reader.state().download_of(id), Some(DownloadView::Done | DownloadView::Failed(_)))
    });
    assert_eq!(window.reader().state().download_of(id), Some(DownloadView::Done));
    window.wait_for(Role::Label, "Downloaded");
    window.click(BUTTON, "Remove download");
    window.wait("no download", |reader| reader.state().download_of(id).is_none());
    window.key(Key::U);
    window.wait("it is back", |reader| reader.state().download_of(id) == Some(DownloadView::Done));
    assert_eq!(server.paths().iter().filter(|path| *path == "/1.mp3").count(), 1);
    open(&mut window, "Episode 2");
    window.key_with(Modifiers::SHIFT, Key::D);
    let id = window.reader().state().list.selected().unwrap();
    window.wait("a failure", |reader| {
        matches!(reader.state().download_of(id), Some(DownloadView::Failed(_)))
    });
    window.frames(3);
    let mut texts = window.spoken().into_iter().flat_map(|(_, texts)| texts);
    assert!(texts.any(|text| text.starts_with("Not downloaded — ")));
}

#[test]
fn a_transcript_follows_is_searched_and_seeks() {
    let server = server();
    let mut window = Window::open_in(profile(&server));
    play(&mut window, "Episode 1");
    window.wait("the transcript", |reader| {
        let player = &reader.state().player;
        player.transcript().is_some() && player.chapters().len() == 2
    });
    window.key_with(Modifiers::SHIFT, Key::T);
    window.wait_for(BUTTON, "And sail at dawn.");
    assert!(window.has(Role::Label, "Anna"));
    window.click(BUTTON, "And sail at dawn.");
    assert_eq!(position(&window), 100);
    window.focus(Role::TextInput, "Search the transcript");
    window.type_text("BOWLINE");
    window.wait_for(Role::Label, "1 match");
    assert!(window.has(BUTTON, "We tie a bowline.") && !window.has(BUTTON, "And sail at dawn."));
    let program = Program::in_profile(&window.profile());
    window.wait_until("the search knows it", |_| {
        program.ok(&["list", "bowline"]).contains("Episode 1")
    });
}
