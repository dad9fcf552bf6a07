//! The article pane for people and for screen readers.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gleaner::document::{Block, Code, Document};
use gleaner::model::EntryContent;
use gleaner::ui::article::ArticleAction;
use url::Url;

use crate::support::article::{self, PaneState, Setting, drag, long, pane, show};

/// How long a thread may take to cut a huge article into pieces.
const OPENING_LIMIT: Duration = Duration::from_mins(1);

fn url(address: &str) -> Url {
    Url::parse(address).unwrap()
}

// ---- Accessibility ----

#[test]
fn headings_are_told_with_their_level_below_the_title() {
    let harness = show("<h2>First part</h2><p>Words.</p><h3>Smaller</h3>");
    let level =
        |name| harness.get_by_role_and_label(Role::Heading, name).accesskit_node().data().level();
    assert_eq!(
        [level("A title"), level("First part"), level("Smaller")],
        // AccessKit counts from zero.
        [Some(0), Some(1), Some(2)]
    );
}

#[test]
fn a_spoiler_opens_by_click_and_key_and_tells_its_state() {
    let mut harness = show(
        "<p>It was <span class=spoiler>the <a href='/b'>baker</a></span>, not \
         <span class=spoiler>the miller</span>.</p>",
    );
    let told = |harness: &Harness<'_, PaneState>| {
        let is_open = harness
            .get_all_by_role_and_label(Role::Button, "Spoiler")
            .map(|spoiler| spoiler.accesskit_node().data().is_expanded());
        let words = harness.get_all_by_role(Role::Paragraph).last().unwrap();
        (is_open.collect::<Vec<_>>(), words.accesskit_node().label().unwrap())
    };
    let covered = "It was Spoiler, not Spoiler.".to_owned();
    assert_eq!(told(&harness), (vec![Some(false), Some(false)], covered.clone()));
    assert!(harness.query_by_role_and_label(Role::Link, "baker").is_none());

    let first = harness.get_all_by_role_and_label(Role::Button, "Spoiler").next().unwrap();
    first.click();
    harness.run();
    let open = "It was the baker, not Spoiler.".to_owned();
    assert_eq!(told(&harness), (vec![Some(true), Some(false)], open));
    assert!(harness.query_by_role_and_label(Role::Link, "baker").is_some());

    for key in [Key::Enter, Key::Space] {
        harness.get_all_by_role_and_label(Role::Button, "Spoiler").next().unwrap().focus();
        harness.run();
        harness.key_press(key);
        harness.run();
        let is_open = key == Key::Space;
        assert_eq!(told(&harness).0, [Some(is_open), Some(false)], "{key:?}");
    }
}

#[test]
fn an_article_is_told_block_by_block_in_reading_order() {
    let harness = show(
        "<p>One.</p><ul><li>Two</li></ul><blockquote><p>Three.</p></blockquote>\
         <pre>four()</pre><p>Five.</p>",
    );
    let root = harness.get_by_role(Role::Article);
    let told: Vec<(Role, String)> = root
        .children_recursive()
        .map(|node| {
            (node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default())
        })
        .filter(|(role, label)| {
            !label.is_empty() && matches!(role, Role::Paragraph | Role::Code | Role::Heading)
        })
        .skip(2)
        .collect();
    let words: Vec<&str> = told.iter().map(|(_, label)| label.as_str()).collect();
    assert_eq!(words, ["One.", "Two", "Three.", "four()", "Five."]);
}

#[test]
fn lists_quotes_and_tables_are_containers() {
    let harness =
        show("<ul><li>Two<ul><li>Three</li></ul></li></ul><blockquote><p>Q</p></blockquote>");
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
    let harness = show(
        "<p><img src='https://example.org/mill.png' alt='The mill' width='300' height='200'></p>",
    );
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
    assert_eq!(
        harness.state().actions,
        [ArticleAction::OpenLink { url: url("https://example.org/notes"), in_background: false }]
    );
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
        assert_eq!(
            harness.state().actions,
            [ArticleAction::OpenLink {
                url: url("https://example.org/notes"),
                in_background: true
            }]
        );
    }
}

#[test]
fn links_are_reached_with_tab_and_arrows_and_opened_with_enter() {
    let mut harness = show(
        "<p><a href='https://example.org/1'>one</a> and \
         <a href='https://example.org/2'>two</a></p>",
    );
    // The title is the first link.
    harness.key_press(Key::Tab);
    harness.run();
    for name in ["one", "two"] {
        harness.key_press(Key::ArrowRight);
        harness.run();
        harness.run();
        assert!(harness.get_by_role_and_label(Role::Link, name).is_focused());
    }
    assert!(harness.get_by_role_and_label(Role::Link, "two").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(
        harness.state().actions,
        [ArticleAction::OpenLink { url: url("https://example.org/2"), in_background: false }]
    );
}

#[test]
fn a_link_that_gets_the_focus_below_the_edge_is_scrolled_into_sight() {
    let mut harness =
        show(&format!(r#"{}<p><a href="https://example.org/end">the last link</a></p>"#, long()));
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
    let words = harness.get_all_by_role(Role::Paragraph).find(|node| {
        node.accesskit_node().label().is_some_and(|name| name.starts_with("Paragraph 30"))
    });
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
    assert_eq!(
        harness.state().actions,
        [ArticleAction::CopyLink(url("https://example.org/notes"))]
    );
}

#[test]
fn comments_are_a_link_under_the_title() {
    let content = EntryContent {
        title: "T".into(),
        comments_url: Some(url("https://example.org/talk")),
        ..EntryContent::default()
    };
    let mut harness =
        pane(&article::with_document(content, Document::default()), &Setting::default());
    harness.get_by_role_and_label(Role::Link, "Comments").click();
    harness.run();
    assert_eq!(
        harness.state().actions,
        [ArticleAction::OpenLink { url: url("https://example.org/talk"), in_background: false }]
    );
}

#[test]
fn labels_below_a_hebrew_title_stand_at_its_side() {
    let content = EntryContent {
        title: "\u{5e9}\u{5dc}\u{5d5}\u{5dd}".into(),
        comments_url: Some(url("https://example.org/talk")),
        ..EntryContent::default()
    };
    let harness = pane(&article::with_document(content, Document::default()), &Setting::default());
    let label = harness.get_by_role_and_label(Role::Link, "Comments").rect();
    let pane = harness.get_by_role(Role::Article).rect();
    assert!(label.left() > pane.center().x, "{label:?} {pane:?}");
}

// ---- Code and collapsible parts ----

#[test]
fn the_copy_button_copies_code_exactly_and_says_so() {
    let code = "fn main() {\n\tlet  x = 1;\n}\n\n// end";
    let document = Document {
        blocks: vec![Block::Code(Code { text: code.into(), ..Code::default() })],
        ..Document::default()
    };
    let mut harness =
        pane(&article::with_document(EntryContent::default(), document), &Setting::default());
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
    let document = Document {
        blocks: vec![Block::Code(Code { text: code, ..Code::default() })],
        ..Document::default()
    };
    let mut harness =
        pane(&article::with_document(EntryContent::default(), document), &Setting::default());
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
fn long_lines_have_a_head_for_their_buttons_with_a_language_or_without() {
    let places = [Some("rust".to_owned()), None].map(|language| {
        let code = Code { text: "let width = 1; ".repeat(40), language, ..Code::default() };
        let document = Document { blocks: vec![Block::Code(code)], ..Document::default() };
        let harness =
            pane(&article::with_document(EntryContent::default(), document), &Setting::default());
        let code = harness.get_by_role(Role::Code).rect();
        [code, harness.get_by_label("Wrap lines").rect(), harness.get_by_label("Copy code").rect()]
    });
    assert_eq!(places[0], places[1]);
}

#[test]
fn code_that_fits_has_nothing_to_wrap() {
    assert!(show("<pre>short</pre>").query_by_label("Wrap lines").is_none());
}

#[test]
fn a_part_that_folds_is_opened_and_closed_by_its_summary() {
    let mut harness =
        show("<details><summary>More</summary><p>Hidden words.</p></details><p>After.</p>");
    assert!(harness.query_by_label("Hidden words.").is_none());
    harness.get_by_label("Expand").click();
    harness.run();
    harness.get_by_label("Hidden words.");
    harness.get_by_label("Collapse").click();
    harness.run();
    assert!(harness.query_by_label("Hidden words.").is_none());
}

// ---- Large, and at rest ----

#[test]
fn a_huge_article_opens_on_a_thread_and_needs_its_document_no_more() {
    let html = long().repeat(60);
    let mut harness = show(&html);
    let deadline = Instant::now() + OPENING_LIMIT;
    while harness.state().pane.is_opening() {
        assert!(Instant::now() < deadline, "the article is still not open");
        std::thread::sleep(Duration::from_millis(2));
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
fn an_article_at_rest_asks_for_no_frame() {
    let mut harness = show(&long());
    harness.run();
    let output = harness.output();
    let delay =
        output.viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap();
    assert_eq!(delay, Duration::MAX);
}

#[test]
fn a_new_atlas_of_glyphs_leaves_no_wrong_letters() {
    let mut harness = show(&long());
    let before = harness.render().unwrap();
    #[expect(clippy::redundant_closure_for_method_calls)]
    // the method is not general enough over lifetimes
    let fill =
        |harness: &Harness<'_, PaneState>| harness.ctx.fonts(|fonts| fonts.font_atlas_fill_ratio());
    let at_first = fill(&harness);
    harness.state_mut().alphabets = 200;
    harness.step();
    assert!(
        fill(&harness) > 0.8,
        "{} after {at_first}: the atlas is not full, so nothing is tested",
        fill(&harness)
    );
    harness.state_mut().alphabets = 0;
    harness.run_steps(2);
    assert!(fill(&harness) < 0.8, "egui did not start its atlas anew");
    assert!(before == harness.render().unwrap());
}

#[test]
fn an_entry_without_a_title_gets_no_false_one() {
    let mut content = EntryContent::default();
    content.authors.push("ada".into());
    let harness = pane(&article::with_document(content, Document::default()), &Setting::default());
    assert!(harness.query_by_role(Role::Heading).is_none());
}

#[test]
fn an_article_without_text_names_the_key_that_fetches_the_full_text() {
    let content =
        EntryContent { url: Some(url("https://example.org/")), ..EntryContent::default() };
    let mut harness =
        pane(&article::with_document(content, Document::default()), &Setting::default());
    harness.get_by_label_contains("choose \u{201c}Show full text\u{201d}");
    harness.state_mut().header.full_text_key = Some("Ctrl+D".to_owned());
    harness.run();
    harness.get_by_label_contains("press Ctrl+D to get the full text");
}

#[test]
fn a_paragraph_in_hebrew_stands_at_the_right_and_reads_leftwards() {
    let mut harness = show(
        "<p>שלום <a href='https://example.org/'>קישור</a> בסוף</p>\
         <p>Hello <a href='https://example.org/'>link</a></p>",
    );
    let pane = harness.get_by_role(Role::Article).rect();
    let hebrew = harness.get_by_role_and_label(Role::Link, "קישור").rect();
    let english = harness.get_by_role_and_label(Role::Link, "link").rect();
    assert!(
        hebrew.left() > pane.center().x && english.right() < pane.center().x,
        "{hebrew:?} {english:?}"
    );
    drag(
        &mut harness,
        pos2(pane.right() - 30.0, hebrew.center().y),
        pos2(hebrew.right() - 1.0, hebrew.center().y),
    );
    assert_eq!(harness.state().pane.selected_text().unwrap(), "שלום ");
    drag(
        &mut harness,
        hebrew.left_center() + Vec2::new(1.0, 0.0),
        pos2(pane.left() + 30.0, hebrew.center().y),
    );
    assert_eq!(harness.state().pane.selected_text().unwrap(), " בסוף");
}
