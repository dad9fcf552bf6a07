//! An article in the window: pictures, find, outline, footnotes, full text, copying.

use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::support::feeds::picture_feed;
use crate::support::reader::Window;
use crate::support::server::{Reply, Server};

const ENTRY: Role = Role::ListBoxOption;
const BUTTON: Role = Role::Button;

fn asked(server: &Server) -> usize {
    server.paths().iter().filter(|path| *path == "/a.svg").count()
}

const SQUARE: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>\
    <rect width='40' height='40'/></svg>";

#[test]
fn a_picture_comes_and_is_looked_at_by_itself() {
    let server = Server::start(|request| match request.path.as_str() {
        "/a.svg" => Reply::ok(SQUARE.to_vec()),
        _ => Reply::ok(picture_feed()),
    });
    let mut window = Window::open_on(server.url("/feed").as_str());
    window.wait_for_article("Pictures");
    window.wait_for(Role::Image, "A square");
    window.wait_until("the picture", |window| {
        window.click(Role::Image, "A square");
        window.has(BUTTON, "Close (Escape)")
    });
    assert!(window.has(BUTTON, "Save picture…"));
    window.key(Key::Escape);
    window.wait_until("the article again", |window| !window.has(BUTTON, "Close (Escape)"));
    assert_eq!(asked(&server), 1, "the second look comes from the cache");
}

#[test]
fn a_picture_that_is_missing_says_why_and_can_be_tried_again() {
    let server = Server::start(|request| match request.path.as_str() {
        "/a.svg" => Reply::status(404),
        _ => Reply::ok(picture_feed()),
    });
    let mut window = Window::open_on(server.url("/feed").as_str());
    window.wait_for_article("Pictures");
    window.wait_until("the reason", |window| {
        window.names(BUTTON).iter().any(|name| name.starts_with("Try again: A square"))
    });
    let name = window.names(BUTTON).into_iter().find(|name| name.starts_with("Try again")).unwrap();
    window.click(BUTTON, &name);
    window.wait_until("another request", |_| asked(&server) > 1);
}

/// A feed file with one article, which has headings, a footnote, and a collapsible part.
fn long_article(dir: &std::path::Path) -> String {
    let words =
        "<p>Many words about nothing in particular, so that there is something to scroll.</p>"
            .repeat(40);
    let html = format!(
        "<h2>Beginning</h2><p>First needle<a href='#n1'>[1]</a>.</p>{words}<h2>Middle</h2>\
         {words}<details><summary>More</summary><p>Hidden NEEDLE.</p></details>\
         <h2>End</h2>{words}<ol><li id='n1'><p>The note itself.</p></li></ol>"
    );
    let item = format!(
        "<item><guid>1</guid><title>Long</title>\
         <description><![CDATA[{html}]]></description></item>"
    );
    let path = dir.join("long.xml");
    std::fs::write(
        &path,
        format!("<rss version='2.0'><channel><title>Long reads</title>{item}</channel></rss>"),
    )
    .unwrap();
    path.display().to_string()
}

fn open_long_article(dir: &std::path::Path) -> Window {
    let mut window = Window::open_on(&long_article(dir));
    window.wait_for_article("Long");
    window.wait_for(Role::Heading, "Beginning");
    window
}

fn position(window: &Window) -> u32 {
    window.reader().article_position().unwrap().block
}

#[test]
fn words_are_found_in_the_article_even_where_it_is_folded() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = open_long_article(dir.path());
    window.key_with(Modifiers::COMMAND, Key::F);
    window.wait_for(BUTTON, "Close find");
    window.type_text("needle");
    window.wait_for(Role::Label, "1 of 2");
    window.key(Key::Enter);
    window.wait_for(Role::Label, "2 of 2");
    window.wait_for(Role::Paragraph, "Hidden NEEDLE.");
    assert!(position(&window) > 20);
    window.key_with(Modifiers::SHIFT, Key::Enter);
    window.wait_for(Role::Label, "1 of 2");
    window.key(Key::Escape);
    window.wait_until("the field to close", |window| !window.has(BUTTON, "Close find"));
}

#[test]
fn the_outline_leads_to_a_heading_and_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = open_long_article(dir.path());
    window.key(Key::T);
    window.wait_for(ENTRY, "Middle");
    window.click(ENTRY, "Middle");
    window.wait_until("the heading", |window| position(window) > 20);
    assert!(!window.has(ENTRY, "Middle"), "the outline is put away");
    window.key_with(Modifiers::ALT, Key::ArrowLeft);
    window.wait_until("the way back", |window| position(window) == 0);
}

#[test]
fn a_footnote_is_read_where_its_mark_stands() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = open_long_article(dir.path());
    window.click(Role::Link, "[1]");
    window.wait_for(BUTTON, "Go to note");
    window.wait_for(Role::DocFootnote, "The note itself.");
    assert_eq!(position(&window), 0);
    window.click(BUTTON, "Go to note");
    window.wait_until("the note", |window| position(window) > 60);
    window.key_with(Modifiers::ALT, Key::ArrowLeft);
    window.wait_until("the way back", |window| position(window) == 0);
}

/// Opens the only entry of the feed that was just subscribed to, after its refresh.
fn open_only_entry(window: &mut Window) {
    window.wait("the entry of the new feed", |reader| {
        let state = reader.state();
        !state.is_preview()
            && state.list.entries().len() == 1
            && state.last_refresh.is_some()
            && state.progress.is_none()
    });
    window.click(ENTRY, "Story");
    window.wait("the article", |reader| {
        reader.state().shown_article().is_some_and(|article| article.entry.id.0 > 0)
    });
}

/// A window in which the full text of an entry was requested; `page` answers the request.
fn full_text_of(page: impl Fn() -> Reply + Send + Sync + 'static) -> (Server, Window) {
    let item = "<item><guid>1</guid><title>Story</title><link>/story</link>\
         <description>Only a summary.</description></item>";
    let feed =
        format!("<rss version='2.0'><channel><title>Short news</title>{item}</channel></rss>");
    let server = Server::start(move |request| match request.path.as_str() {
        "/story" => page(),
        _ => Reply::ok(feed.clone()),
    });
    let mut window = Window::open_on(server.url("/feed").as_str());
    window.wait_for(BUTTON, "Subscribe");
    window.click(BUTTON, "Subscribe");
    open_only_entry(&mut window);
    window.wait_for(Role::Paragraph, "Only a summary.");
    window.key(Key::F);
    (server, window)
}

#[test]
fn the_full_text_comes_from_the_page_and_stays() {
    let words = "<p>The whole story has a good many words, with a comma, and another one, \
         so it is plainly an article.</p>"
        .repeat(9);
    let page = format!(
        "<html><head><title>Story</title></head><body><nav>Menu</nav>\
         <article><h1>Story</h1>{words}<p>The very end.</p></article></body></html>"
    );
    let (server, mut window) =
        full_text_of(move || Reply::ok(page.clone()).with("Content-Type", "text/html"));
    window.wait_for(Role::Paragraph, "The very end.");
    assert!(!window.has(Role::Paragraph, "Only a summary."));
    let mut window = window.restart();
    window.wait_for(Role::Paragraph, "The very end.");
    window.key(Key::F);
    window.wait_for(Role::Paragraph, "Only a summary.");
    assert_eq!(server.paths().iter().filter(|path| *path == "/story").count(), 1);
}

#[test]
fn a_page_that_is_missing_is_told_and_the_feeds_text_stays() {
    let (_server, mut window) = full_text_of(|| Reply::status(404));
    window.wait("the reason", |reader| {
        reader.state().notice.as_ref().is_some_and(|notice| notice.text.contains("404"))
    });
    assert!(window.has(Role::Paragraph, "Only a summary."));
}

#[test]
fn what_only_the_article_can_do_is_in_the_palette_too() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = open_long_article(dir.path());
    window.key_with(Modifiers::COMMAND, Key::K);
    window.type_text("find in article");
    window.key(Key::Enter);
    window.wait_for(BUTTON, "Close find");
    window.frames(3);
    window.type_text("needle");
    window.wait_for(Role::Label, "1 of 2");
    window.key(Key::Escape);
    window.wait_until("the field to close", |window| !window.has(BUTTON, "Close find"));
    assert!(window.reader().state().is_preview(), "Escape meant the field");
    window.key_with(Modifiers::COMMAND, Key::K);
    window.wait_for(Role::TextInput, "Find");
    window.type_text("go to end");
    window.key(Key::Enter);
    window.wait("the end", |reader| {
        reader.article_position().is_some_and(|position| position.block > 10)
    });
}

#[test]
fn the_whole_article_is_selected_and_copied() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = open_long_article(dir.path());
    window.copy();
    assert!(window.reader().state().notice.is_none(), "nothing is selected yet");
    window.key_with(Modifiers::COMMAND, Key::A);
    window.copy();
    window.wait_for(Role::Status, "Copied");
}
