//! Selecting and copying in the article pane.

use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Vec2, pos2};
use egui_kittest::kittest::Queryable as _;
use gleaner::ui::article::ArticleAction;

use crate::support::article::{drag, long, press_times, show};

#[test]
fn a_drag_selects_across_blocks_and_lists_keep_their_markers() {
    let mut harness =
        show("<p>First words.</p><ul><li>One</li><li>Two</li></ul><p>Last words.</p>");
    let from = harness.get_by_label("First words.").rect();
    let to = harness.get_by_label("Last words.").rect();
    drag(
        &mut harness,
        pos2(from.left() + 20.0, from.center().y),
        pos2(to.right() - 5.0, to.bottom() - 8.0),
    );
    assert_eq!(
        harness.state().pane.selected_text().unwrap(),
        "First words.\n\n• One\n• Two\n\nLast words."
    );
}

#[test]
fn a_double_click_selects_a_word_and_a_third_the_paragraph() {
    let mut harness = show("<p>Supercalifragilistic words here.</p>");
    let at = harness.get_by_label("Supercalifragilistic words here.").rect();
    let spot = pos2(120.0, at.bottom() - 10.0);
    press_times(&mut harness, spot, 2);
    assert_eq!(harness.state().pane.selected_text().unwrap(), "Supercalifragilistic");
    let mut harness = show("<p>Supercalifragilistic words here.</p>");
    press_times(&mut harness, spot, 3);
    assert_eq!(harness.state().pane.selected_text().unwrap(), "Supercalifragilistic words here.");
}

#[test]
fn soft_hyphens_are_neither_copied_nor_told() {
    let mut harness = show("<p>The Donau\u{ad}dampf <a href='/a'>schiff\u{ad}fahrt</a>.</p>");
    let words = harness.get_by_role_and_label(Role::Paragraph, "The Donaudampf schifffahrt.");
    let at = words.rect();
    harness.get_by_role_and_label(Role::Link, "schifffahrt");
    press_times(&mut harness, pos2(at.left() + 30.0, at.bottom() - 10.0), 3);
    assert_eq!(harness.state().pane.selected_text().unwrap(), "The Donaudampf schifffahrt.");
}

#[test]
fn a_click_with_shift_extends_the_selection() {
    let mut harness = show("<p>First words.</p><p>Last words.</p>");
    let first = harness.get_by_label("First words.").rect();
    let last = harness.get_by_label("Last words.").rect();
    press_times(&mut harness, pos2(first.left() + 20.0, first.bottom() - 10.0), 1);
    assert_eq!(harness.state().pane.selected_text(), None);
    let at = pos2(last.right() - 40.0, last.bottom() - 10.0);
    harness.event_modifiers(Event::PointerMoved(at), Modifiers::SHIFT);
    for pressed in [true, false] {
        let press = Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::SHIFT,
        };
        harness.event_modifiers(press, Modifiers::SHIFT);
    }
    harness.run();
    assert_eq!(harness.state().pane.selected_text().unwrap(), "First words.\n\nLast words.");
}

#[test]
fn everything_can_be_selected_with_what_is_far_below() {
    let mut harness = show(&long());
    harness.state_mut().pane.select_all();
    let text = harness.state().pane.selected_text().unwrap();
    assert!(
        text.starts_with(
            "A title\n\nNotes on Engines · Ada Lovelace · 6 August 2025, 12:28 · 9 min\n\n\
             Paragraph 0 "
        ),
        "{}",
        &text[..120]
    );
    assert!(text.ends_with("so that it needs lines."));
}

#[test]
fn the_copy_key_copies_the_selection() {
    let mut harness = show("<p>Words.</p>");
    harness.state_mut().pane.select_all();
    harness.event(Event::Copy);
    harness.run();
    let [ArticleAction::CopyText(text)] = &harness.state().actions[..] else {
        panic!("{:?}", harness.state().actions)
    };
    assert!(text.ends_with("Words."));
}

#[test]
fn tables_are_copied_with_tabs_and_nested_lists_indented() {
    let mut harness = show(
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>\
         <ol><li>one<ul><li>inner</li></ul></li><li>two</li></ol>",
    );
    harness.state_mut().pane.select_all();
    let text = harness.state().pane.selected_text().unwrap();
    assert!(text.contains("\na\tb\nc\td\n"), "{text}");
    assert!(text.ends_with("\n1. one\n  • inner\n2. two"), "{text}");
}

#[test]
fn a_drag_that_begins_on_a_link_selects_and_opens_nothing() {
    let mut harness = show(
        r#"<p><a href="https://example.org/1">A link of several words</a> and more of them.</p>"#,
    );
    let link = harness.get_by_role_and_label(Role::Link, "A link of several words").rect();
    drag(
        &mut harness,
        link.left_center() + Vec2::new(2.0, 0.0),
        link.right_center() - Vec2::new(2.0, 0.0),
    );
    assert_eq!(harness.state().pane.selected_text().unwrap(), "A link of several words");
    assert!(harness.state().actions.is_empty());
}

#[test]
fn a_selection_that_is_dragged_below_the_edge_scrolls_along() {
    let mut harness = show(&long());
    harness.drag_at(pos2(120.0, 300.0));
    harness.run_steps(2);
    for _ in 0..60 {
        harness.hover_at(pos2(200.0, 660.0));
        harness.step();
    }
    let words = harness.state().pane.selected_text().unwrap();
    assert!(words.lines().filter(|line| !line.is_empty()).count() > 12, "{words}");
}

#[test]
fn a_hebrew_word_within_english_is_selected_from_its_right_end() {
    let mut harness = show("<p>Say <a href='https://example.org/'>אחת</a> now</p>");
    let word = harness.get_by_role_and_label(Role::Link, "אחת").rect();
    drag(
        &mut harness,
        word.left_center() + Vec2::new(-1.0, 0.0),
        word.right_center() + Vec2::new(-1.0, 0.0),
    );
    let left_of_it = harness.state().pane.selected_text();
    assert_eq!(left_of_it, None, "both places come before the word in the text");
}

#[test]
fn text_that_we_set_copies_as_it_was_written() {
    let text = "Etwa (שלום 12) 5\u{202f}km, عام ١٢";
    let mut harness = show(&format!("<p>{text}</p>"));
    harness.state_mut().pane.select_all();
    assert!(harness.state().pane.selected_text().unwrap().ends_with(text));
}
