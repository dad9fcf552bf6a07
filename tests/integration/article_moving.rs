//! Scrolling and reading positions in the article pane.

use std::fmt::Write as _;

use egui::accesskit::Role;
use egui::{Event, Modifiers, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gleaner::model::ReadingPosition;
use gleaner::ui::article::{ArticleAction, Scroll};

use crate::support::article::{self, PaneState, Setting, long, pane, show};

#[test]
fn a_page_down_keeps_about_two_lines_in_sight() {
    let mut harness = show(&long());
    let last = |harness: &Harness<'_, PaneState>| {
        let mut nodes = harness.get_all_by_role(Role::Paragraph);
        nodes
            .rfind(|node| node.rect().top() < 540.0)
            .and_then(|node| node.accesskit_node().label())
            .unwrap()
    };
    let before = last(&harness);
    assert!(harness.state_mut().pane.scroll(Scroll::PageDown));
    harness.run();
    let top = harness.get_by_label(&before).rect().top();
    assert!((-60.0..120.0).contains(&top), "{before} is at {top}");
}

#[test]
fn scrolling_at_an_end_says_that_it_cannot() {
    let mut harness = show(&long());
    assert!(!harness.state_mut().pane.scroll(Scroll::PageUp));
    assert!(harness.state_mut().pane.scroll(Scroll::Bottom));
    harness.run();
    assert!(!harness.state_mut().pane.scroll(Scroll::PageDown));
    assert!(!harness.state_mut().pane.scroll(Scroll::LineDown));
    assert!(harness.state_mut().pane.scroll(Scroll::Top));
    harness.run();
    assert!(!harness.state_mut().pane.scroll(Scroll::LineUp));
}

#[test]
fn an_article_that_fits_does_not_scroll() {
    let mut harness = show("<p>Short.</p>");
    assert!(!harness.state_mut().pane.scroll(Scroll::PageDown));
    assert!(!harness.state_mut().pane.scroll(Scroll::PageUp));
}

#[test]
fn the_wheel_scrolls() {
    let mut harness = show(&long());
    let top = |harness: &Harness<'_, PaneState>| {
        harness.get_by_role_and_label(Role::Heading, "A title").rect().top()
    };
    let before = top(&harness);
    harness.hover_at(pos2(300.0, 300.0));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: Vec2::new(0.0, -100.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(20);
    assert!((before - top(&harness) - 100.0).abs() < 2.0, "{} to {}", before, top(&harness));
}

#[test]
fn a_reading_position_survives_another_width_and_text_size() {
    let mut harness = show(&long());
    harness.state_mut().pane.go_to(ReadingPosition { block: 20, fraction: 0.0 });
    harness.run();
    harness.state_mut().style.text_size = 22.0;
    harness.set_size(Vec2::new(480.0, 600.0));
    harness.run();
    let position = harness.state().pane.position().unwrap();
    assert_eq!(position.block, 20, "{position:?}");
}

#[test]
fn a_reading_position_comes_back_where_it_was() {
    let mut harness = show(&long());
    for _ in 0..3 {
        harness.state_mut().pane.scroll(Scroll::PageDown);
        harness.run();
    }
    let position = harness.state().pane.position().unwrap();
    let mut other = show(&long());
    other.state_mut().pane.go_to(position);
    other.run();
    let found = other.state().pane.position().unwrap();
    assert_eq!(found.block, position.block);
    assert!((found.fraction - position.fraction).abs() < 0.05, "{found:?} for {position:?}");
}

#[test]
fn a_place_asked_for_before_the_article_comes_is_for_that_article() {
    let first = article::article("First", "<p>Words.</p>");
    let mut harness = pane(&first, &Setting::default());
    let mut next = (*article::article("Next", &long())).clone();
    next.entry.id = gleaner::model::EntryId(2);
    harness.state_mut().pane.go_to(ReadingPosition { block: 15, fraction: 0.0 });
    harness.state_mut().article = std::sync::Arc::new(next);
    harness.run();
    assert_eq!(harness.state().pane.position().unwrap().block, 15);
}

#[test]
fn another_title_of_the_feed_keeps_the_place_in_an_article_that_was_let_go_of() {
    let mut harness = show(&long());
    harness.state_mut().pane.go_to(ReadingPosition { block: 15, fraction: 0.0 });
    harness.run();
    let whole = std::sync::Arc::clone(&harness.state().article);
    harness.state_mut().article = std::sync::Arc::new(whole.light());
    harness.run();
    harness.state_mut().header.feed_title = "Another title".to_owned();
    harness.step();
    assert_eq!(harness.state().actions, [ArticleAction::Reload]);
    assert_eq!(
        harness.state().pane.position().map(|position| position.block),
        Some(15),
        "what is saved meanwhile"
    );
    harness.state_mut().article = whole;
    harness.run();
    assert_eq!(harness.state().pane.position().map(|position| position.block), Some(15));
}

#[test]
fn another_article_starts_at_its_top() {
    let mut harness = show(&long());
    harness.state_mut().pane.scroll(Scroll::Bottom);
    harness.run();
    let mut next = (*article::article("Next", &long())).clone();
    next.entry.id = gleaner::model::EntryId(2);
    harness.state_mut().article = std::sync::Arc::new(next);
    harness.run();
    assert!(!harness.state_mut().pane.scroll(Scroll::PageUp));
}

#[test]
fn nothing_visible_jumps_when_scrolling_up_into_pieces_never_measured() {
    // Estimated heights are worst for pictures, code and tables.
    let mut html = long();
    for at in 0..30 {
        let _ = write!(
            html,
            "<pre>line\nline {at}\nline</pre><table><tr><td>{at}</td><td>{}</td></tr></table>\
             <p>Marker {at}.</p>",
            "word ".repeat(60)
        );
    }
    let mut harness = show(&html);
    harness.state_mut().pane.scroll(Scroll::Bottom);
    harness.run();
    let top = |harness: &Harness<'_, PaneState>| harness.get_by_label("Marker 29.").rect().top();
    let mut before = top(&harness);
    for _ in 0..6 {
        assert!(harness.state_mut().pane.scroll(Scroll::LineUp));
        harness.run();
        let now = top(&harness);
        assert!((now - before - 65.0).abs() < 8.0, "a step moved the text by {}", now - before);
        before = now;
        if before > 500.0 {
            break;
        }
    }
}

#[test]
fn every_seed_article_can_be_paged_through_to_its_end() {
    for article in article::seed_articles() {
        let mut harness = pane(&article, &Setting::default());
        let mut pages = 0;
        while harness.state_mut().pane.scroll(Scroll::PageDown) {
            harness.run();
            pages += 1;
            assert!(pages < 200, "no end in sight");
        }
        assert!(pages > 3, "{pages} pages");
    }
}
