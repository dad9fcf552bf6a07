//! The article pane as a reader and a screen reader meet it.

use std::fmt::Write as _;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gleaner::document::{Block, Code, Document};
use gleaner::model::{EntryContent, ReadingPosition};
use gleaner::ui::article::{ArticleAction, Scroll};
use url::Url;

use super::support::article::{self, PaneState, Setting, pane};

fn show(html: &str) -> Harness<'static, PaneState> {
    pane(&article::article("A title", html), &Setting::default())
}

/// Forty paragraphs, each of which can be told from the others.
fn long() -> String {
    (0..40).fold(String::new(), |mut html, at| {
        let _ =
            write!(html, "<p id='p{at}'>Paragraph {at} goes on about nothing in particular, at some length, so that it needs lines.</p>");
        html
    })
}

fn drag(harness: &mut Harness<'_, PaneState>, from: Pos2, to: Pos2) {
    harness.drag_at(from);
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.drop_at(to);
    harness.run();
}

fn press_times(harness: &mut Harness<'_, PaneState>, at: Pos2, times: usize) {
    for _ in 0..times {
        for pressed in [true, false] {
            harness.event(Event::PointerMoved(at));
            harness.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE });
        }
    }
    harness.run();
}

fn url(address: &str) -> Url {
    Url::parse(address).unwrap()
}

// ---- What a screen reader is told ----

#[test]
fn headings_are_told_with_their_level_below_the_title() {
    let harness = show("<h2>First part</h2><p>Words.</p><h3>Smaller</h3>");
    let level = |name| harness.get_by_role_and_label(Role::Heading, name).accesskit_node().data().level();
    assert_eq!([level("A title"), level("First part"), level("Smaller")], [Some(1), Some(2), Some(3)]);
}

#[test]
fn an_article_is_told_block_by_block_in_reading_order() {
    let harness = show("<p>One.</p><ul><li>Two</li></ul><blockquote><p>Three.</p></blockquote><pre>four()</pre><p>Five.</p>");
    let root = harness.get_by_role(Role::Article);
    let told: Vec<(Role, String)> = root
        .children_recursive()
        .map(|node| (node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default()))
        .filter(|(role, label)| !label.is_empty() && matches!(role, Role::Paragraph | Role::Code | Role::Heading))
        .skip(2)
        .collect();
    let words: Vec<&str> = told.iter().map(|(_, label)| label.as_str()).collect();
    assert_eq!(words, ["One.", "Two", "Three.", "four()", "Five."]);
}

#[test]
fn lists_quotes_and_tables_are_containers() {
    let harness = show("<ul><li>Two<ul><li>Three</li></ul></li></ul><blockquote><p>Q</p></blockquote>");
    assert_eq!(harness.get_all_by_role(Role::List).count(), 2);
    assert_eq!(harness.get_all_by_role(Role::ListItem).count(), 2);
    harness.get_by_role(Role::Blockquote);
}

#[test]
fn a_table_is_told_with_rows_header_cells_and_its_caption() {
    let harness = show(
        "<table><caption>Weights</caption><thead><tr><th>Part</th><th>Kilos</th></tr></thead>\
         <tbody><tr><td>Mill</td><td>2,000</td></tr></tbody></table>",
    );
    harness.get_by_role_and_label(Role::Table, "Weights");
    harness.get_by_role_and_label(Role::ColumnHeader, "Kilos");
    harness.get_by_role_and_label(Role::Cell, "2,000");
    assert_eq!(harness.get_all_by_role(Role::Row).count(), 2);
}

#[test]
fn a_picture_is_told_by_what_it_shows() {
    let harness = show(r#"<p><img src="https://example.org/mill.png" alt="The mill" width="300" height="200"></p>"#);
    harness.get_by_role_and_label(Role::Image, "The mill");
}

#[test]
fn what_is_below_the_edge_of_the_pane_is_told_too() {
    let harness = show(&format!("{}<h2>The end</h2>", long()));
    harness.get_by_role_and_label(Role::Heading, "The end");
}

// ---- Links ----

#[test]
fn a_click_opens_a_link() {
    let mut harness = show(r#"<p>See <a href="https://example.org/notes">the notes</a>.</p>"#);
    harness.get_by_role_and_label(Role::Link, "the notes").click();
    harness.run();
    assert_eq!(harness.state().actions, [ArticleAction::OpenLink { url: url("https://example.org/notes"), in_background: false }]);
}

#[test]
fn a_middle_click_and_a_click_with_control_open_in_the_background() {
    for click in [0, 1] {
        let mut harness = show(r#"<p>See <a href="https://example.org/notes">the notes</a>.</p>"#);
        let link = harness.get_by_role_and_label(Role::Link, "the notes");
        if click == 0 {
            link.click_button(PointerButton::Middle);
        } else {
            link.click_modifiers(Modifiers::COMMAND);
        }
        harness.run();
        assert_eq!(harness.state().actions, [ArticleAction::OpenLink { url: url("https://example.org/notes"), in_background: true }]);
    }
}

#[test]
fn links_are_reached_with_tab_and_opened_with_enter() {
    let mut harness = show(r#"<p><a href="https://example.org/1">one</a> and <a href="https://example.org/2">two</a></p>"#);
    for _ in 0..3 {
        harness.key_press(Key::Tab);
        harness.run();
    }
    assert!(harness.get_by_role_and_label(Role::Link, "two").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().actions, [ArticleAction::OpenLink { url: url("https://example.org/2"), in_background: false }]);
}

#[test]
fn a_link_that_gets_the_focus_below_the_edge_is_scrolled_into_sight() {
    let mut harness = show(&format!(r#"{}<p><a href="https://example.org/end">the last link</a></p>"#, long()));
    harness.get_by_role_and_label(Role::Link, "the last link").focus();
    for _ in 0..4 {
        harness.run();
    }
    let rect = harness.get_by_role_and_label(Role::Link, "the last link").rect();
    assert!(rect.top() >= 0.0 && rect.bottom() <= 600.0, "{rect:?}");
}

#[test]
fn a_link_within_the_article_scrolls_there() {
    let mut harness = show(&format!(r##"<p><a href="#p30">jump</a></p>{}"##, long()));
    harness.get_by_role_and_label(Role::Link, "jump").click();
    for _ in 0..3 {
        harness.run();
    }
    let words = harness
        .get_all_by_role(Role::Paragraph)
        .find(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with("Paragraph 30")));
    let top = words.unwrap().rect().top();
    assert!((-40.0..60.0).contains(&top), "{top}");
}

#[test]
fn the_context_menu_of_a_link_copies_its_address() {
    let mut harness = show(r#"<p>See <a href="https://example.org/notes">the notes</a>.</p>"#);
    harness.get_by_role_and_label(Role::Link, "the notes").click_secondary();
    harness.run();
    harness.get_by_label("Copy link").click();
    harness.run();
    assert_eq!(harness.state().actions, [ArticleAction::CopyLink(url("https://example.org/notes"))]);
}

#[test]
fn comments_are_a_link_under_the_title() {
    let content = EntryContent { title: "T".into(), comments_url: Some(url("https://example.org/talk")), ..EntryContent::default() };
    let mut harness = pane(&article::with_document(content, Document::default()), &Setting::default());
    harness.get_by_role_and_label(Role::Link, "Comments").click();
    harness.run();
    assert_eq!(harness.state().actions, [ArticleAction::OpenLink { url: url("https://example.org/talk"), in_background: false }]);
}

// ---- Code and parts that fold ----

#[test]
fn the_copy_button_copies_code_exactly_and_says_so() {
    let code = "fn main() {\n\tlet  x = 1;\n}\n\n// end";
    let document = Document { blocks: vec![Block::Code(Code { text: code.into(), ..Code::default() })], ..Document::default() };
    let mut harness = pane(&article::with_document(EntryContent::default(), document), &Setting::default());
    harness.get_by_role_and_label(Role::Button, "Copy code").click();
    harness.run_steps(3);
    assert_eq!(harness.state().actions, [ArticleAction::CopyText(code.into())]);
    harness.get_by_role_and_label(Role::Button, "Copied");
    harness.run_steps(120);
    harness.get_by_role_and_label(Role::Button, "Copy code");
}

#[test]
fn long_lines_of_code_are_broken_when_the_reader_wants_it() {
    let code = format!("short\n{}", "let width = 1; ".repeat(40));
    let document = Document { blocks: vec![Block::Code(Code { text: code, ..Code::default() })], ..Document::default() };
    let mut harness = pane(&article::with_document(EntryContent::default(), document), &Setting::default());
    let height = |harness: &Harness<'_, PaneState>| harness.get_by_role(Role::Code).rect().height();
    let before = height(&harness);
    harness.get_by_role_and_label(Role::CheckBox, "Wrap lines").click();
    harness.run();
    assert!(height(&harness) > 2.0 * before, "{before} became {}", height(&harness));
    harness.get_by_role_and_label(Role::CheckBox, "Wrap lines").click();
    harness.run();
    assert!((height(&harness) - before).abs() < 1.0);
}

#[test]
fn code_that_fits_has_nothing_to_wrap() {
    assert!(show("<pre>short</pre>").query_by_label("Wrap lines").is_none());
}

#[test]
fn a_part_that_folds_is_opened_and_closed_by_its_summary() {
    let mut harness = show("<details><summary>More</summary><p>Hidden words.</p></details><p>After.</p>");
    assert!(harness.query_by_label("Hidden words.").is_none());
    harness.get_by_label("Unfold").click();
    harness.run();
    harness.get_by_label("Hidden words.");
    harness.get_by_label("Fold").click();
    harness.run();
    assert!(harness.query_by_label("Hidden words.").is_none());
}

// ---- Scrolling ----

#[test]
fn a_page_down_keeps_about_two_lines_in_sight() {
    let mut harness = show(&long());
    let last = |harness: &Harness<'_, PaneState>| {
        let mut nodes = harness.get_all_by_role(Role::Paragraph);
        nodes.rfind(|node| node.rect().top() < 540.0).and_then(|node| node.accesskit_node().label()).unwrap()
    };
    let before = last(&harness);
    assert!(harness.state_mut().pane.scroll(Scroll::PageDown));
    harness.run();
    let top = harness.get_by_label(&before).rect().top();
    assert!((-60.0..120.0).contains(&top), "{before} is at {top}");
}

#[test]
fn a_huge_article_opens_on_a_thread_and_needs_its_document_no_more() {
    let html = long().repeat(60);
    let mut harness = show(&html);
    while harness.state().pane.is_opening() {
        std::thread::sleep(std::time::Duration::from_millis(2));
        harness.step();
    }
    harness.run();
    assert!(harness.state().actions.contains(&ArticleAction::Lighten));
    let light = std::sync::Arc::new(harness.state().article.light());
    harness.state_mut().article = light;
    harness.state_mut().actions.clear();
    harness.run();
    assert!(harness.query_all_by_role(Role::Paragraph).count() > 3, "the view stays");
    assert_eq!(harness.state().actions, []);
    // Another feed title means another view, which needs the document again.
    harness.state_mut().header.feed_title = "Renamed".to_owned();
    harness.step();
    assert!(harness.state().actions.contains(&ArticleAction::Reload));
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
    let top = |harness: &Harness<'_, PaneState>| harness.get_by_role_and_label(Role::Heading, "A title").rect().top();
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
    assert_eq!(harness.state().pane.position().map(|position| position.block), Some(15), "what is saved meanwhile");
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
    // Pictures, code and tables are where estimates are worst.
    let mut html = long();
    for at in 0..30 {
        let _ = write!(
            html,
            "<pre>line\nline {at}\nline</pre><table><tr><td>{at}</td><td>{}</td></tr></table><p>Marker {at}.</p>",
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

// ---- Selecting ----

#[test]
fn a_drag_selects_across_blocks_and_lists_keep_their_markers() {
    let mut harness = show("<p>First words.</p><ul><li>One</li><li>Two</li></ul><p>Last words.</p>");
    let from = harness.get_by_label("First words.").rect();
    let to = harness.get_by_label("Last words.").rect();
    drag(&mut harness, pos2(from.left() + 20.0, from.center().y), pos2(to.right() - 5.0, to.bottom() - 8.0));
    assert_eq!(harness.state().pane.selected_text().unwrap(), "First words.\n\n• One\n• Two\n\nLast words.");
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
fn a_click_with_shift_extends_the_selection() {
    let mut harness = show("<p>First words.</p><p>Last words.</p>");
    let first = harness.get_by_label("First words.").rect();
    let last = harness.get_by_label("Last words.").rect();
    press_times(&mut harness, pos2(first.left() + 20.0, first.bottom() - 10.0), 1);
    assert_eq!(harness.state().pane.selected_text(), None);
    let at = pos2(last.right() - 40.0, last.bottom() - 10.0);
    harness.event_modifiers(Event::PointerMoved(at), Modifiers::SHIFT);
    for pressed in [true, false] {
        let press = Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::SHIFT };
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
        text.starts_with("A title\n\nNotes on Engines · Ada Lovelace · 6 August 2025, 12:28 · 9 min\n\nParagraph 0 "),
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
    let [ArticleAction::CopyText(text)] = &harness.state().actions[..] else { panic!("{:?}", harness.state().actions) };
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

// ---- Peace ----

#[test]
fn an_article_at_rest_asks_for_no_frame() {
    let mut harness = show(&long());
    harness.run();
    let output = harness.output();
    let delay = output.viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap();
    assert_eq!(delay, std::time::Duration::MAX);
}

#[test]
fn a_new_atlas_of_glyphs_leaves_no_wrong_letters() {
    let mut harness = show(&long());
    let before = harness.render().unwrap();
    #[expect(clippy::redundant_closure_for_method_calls)] // the method is not general enough over lifetimes
    let fill = |harness: &Harness<'_, PaneState>| harness.ctx.fonts(|fonts| fonts.font_atlas_fill_ratio());
    let at_first = fill(&harness);
    harness.state_mut().alphabets = 200;
    harness.step();
    assert!(fill(&harness) > 0.8, "{} after {at_first}: the atlas is not full, so nothing is tested", fill(&harness));
    harness.state_mut().alphabets = 0;
    harness.run_steps(2);
    assert!(fill(&harness) < 0.8, "egui did not start its atlas anew");
    assert!(before == harness.render().unwrap());
}

#[test]
fn a_drag_that_begins_on_a_link_selects_and_opens_nothing() {
    let mut harness = show(r#"<p><a href="https://example.org/1">A link of several words</a> and more of them.</p>"#);
    let link = harness.get_by_role_and_label(Role::Link, "A link of several words").rect();
    drag(&mut harness, link.left_center() + Vec2::new(2.0, 0.0), link.right_center() - Vec2::new(2.0, 0.0));
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
fn an_entry_without_a_title_gets_no_false_one() {
    let mut content = EntryContent::default();
    content.authors.push("ada".into());
    let harness = pane(&article::with_document(content, Document::default()), &Setting::default());
    assert!(harness.query_by_role(Role::Heading).is_none());
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

#[test]
fn a_paragraph_in_hebrew_stands_at_the_right_and_reads_leftwards() {
    let mut harness = show("<p>שלום <a href='https://example.org/'>קישור</a> בסוף</p><p>Hello <a href='https://example.org/'>link</a></p>");
    let pane = harness.get_by_role(Role::Article).rect();
    let hebrew = harness.get_by_role_and_label(Role::Link, "קישור").rect();
    let english = harness.get_by_role_and_label(Role::Link, "link").rect();
    assert!(hebrew.left() > pane.center().x && english.right() < pane.center().x, "{hebrew:?} {english:?}");
    drag(&mut harness, pos2(pane.right() - 30.0, hebrew.center().y), pos2(hebrew.right() - 1.0, hebrew.center().y));
    assert_eq!(harness.state().pane.selected_text().unwrap(), "שלום ");
    drag(&mut harness, hebrew.left_center() + Vec2::new(1.0, 0.0), pos2(pane.left() + 30.0, hebrew.center().y));
    assert_eq!(harness.state().pane.selected_text().unwrap(), " בסוף");
}

#[test]
fn a_hebrew_word_within_english_is_selected_from_its_right_end() {
    let mut harness = show("<p>Say <a href='https://example.org/'>אחת</a> now</p>");
    let word = harness.get_by_role_and_label(Role::Link, "אחת").rect();
    drag(&mut harness, word.left_center() + Vec2::new(-1.0, 0.0), word.right_center() + Vec2::new(-1.0, 0.0));
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
