//! How notes and galleries stand on the page.

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gleaner::document::{Block, Document, Image};
use gleaner::model::EntryContent;
use gleaner::ui::article::ArticleAction;

use crate::support::article::{Setting, long, pane, show, with_document};

const NOTE: &str = r##"<p>A sentence<sup><a href="#n1">1</a></sup> goes on.</p>FILLER
    <ol><li id="n1"><p>The note with <a href="https://example.org/source">its source</a>.</p>
    <pre><code>let x = 1;</code></pre><p>Its end.</p></li><li id="n2">Another.</li></ol>"##;

#[test]
fn a_note_opens_whole_beside_its_mark() {
    let mut harness = show(&NOTE.replace("FILLER", &long()));
    let mark = harness.get_by_role_and_label(Role::Link, "1").rect();
    harness.get_by_role_and_label(Role::Link, "1").click();
    harness.run();
    harness.run();
    let note = harness.get_by_role(Role::DocFootnote);
    let words = note.accesskit_node().label().unwrap_or_default();
    assert!(words.contains("let x = 1;") && words.ends_with("Its end."), "{words}");
    assert!(!words.contains("Another"), "{words}");
    let distance = note.rect().top() - mark.bottom();
    assert!((0.0..40.0).contains(&distance), "{distance}");
}

#[test]
fn a_link_in_a_note_can_be_followed() {
    let mut harness = show(&NOTE.replace("FILLER", &long()));
    harness.get_by_role_and_label(Role::Link, "1").click();
    harness.run();
    harness.run();
    let note = harness.get_by_role(Role::DocFootnote).rect();
    let links = harness.get_all_by_role_and_label(Role::Link, "its source");
    links.into_iter().find(|link| note.contains_rect(link.rect())).unwrap().click();
    harness.run();
    let opened = harness.state().actions.iter().any(
        |action| matches!(action, ArticleAction::OpenLink { url, .. } if url.path() == "/source"),
    );
    assert!(opened, "{:?}", harness.state().actions);
}

#[test]
fn a_note_leaves_the_keys_to_the_window_and_closes_with_escape() {
    let mut harness = show(&NOTE.replace("FILLER", &long()));
    harness.get_by_role_and_label(Role::Link, "1").click();
    harness.run();
    harness.run();
    assert!(harness.state().pane.has_note() && !harness.state().pane.has_overlay());
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(!harness.state().pane.has_note());
}

fn picture(name: &str) -> Block {
    let url = format!("https://example.org/{name}.png").parse().unwrap();
    Block::Image(Box::new(Image {
        url: Arc::new(url),
        candidates: Vec::new(),
        alt: name.to_owned(),
        title: None,
        size: (Some(600), Some(400)),
        link: None,
        dark: None,
    }))
}

#[test]
fn the_pictures_of_a_gallery_stand_side_by_side() {
    let names = ["one", "two", "three", "four", "five"];
    let gallery = Block::Gallery(names.map(picture).to_vec());
    let document = Document { blocks: vec![gallery], ..Document::default() };
    let article = with_document(EntryContent::default(), document);
    let harness = pane(&article, &Setting::default());
    let [one, two, three, four, five] =
        names.map(|name| harness.get_by_role_and_label(Role::Image, name).rect());
    assert!((one.top() - two.top()).abs() < 1.0 && (one.top() - three.top()).abs() < 1.0);
    assert!(one.right() < two.left() && two.right() < three.left());
    assert!(four.top() > one.bottom() && (four.top() - five.top()).abs() < 1.0);
    assert!(four.width() > one.width(), "the last two share the whole width");
}
