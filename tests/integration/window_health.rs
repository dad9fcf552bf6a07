//! The pages about feeds in the window: their health, and reading statistics.

use egui::Key;
use egui::accesskit::Role;
use gleaner::app::{Dialog, HealthColumn};

use crate::support::reader::Window;

const BUTTON: Role = Role::Button;
const HEADING: Role = Role::Heading;
const MENU_ITEM: Role = Role::MenuItem;

#[test]
fn a_feed_is_paused_on_the_health_page() {
    let mut window = Window::open();
    window.key(Key::G);
    window.key(Key::H);
    window.wait_for(HEADING, "Feed health");
    window.click(BUTTON, "Actions for Welcome to Gleaner");
    window.click(MENU_ITEM, "Pause");
    window.wait("the pause", |reader| {
        reader.state().library.feeds[0].options.refresh_minutes == Some(0)
    });
    window.click(BUTTON, "Actions for Welcome to Gleaner");
    window.wait_for(MENU_ITEM, "Resume");
    let options = &window.reader().state().library.feeds[0].options;
    assert_eq!(options.refresh_minutes, Some(0));
}

#[test]
fn every_button_of_a_feed_that_fails_is_within_a_narrow_window() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("feed.xml");
    let item = "<item><title>One</title><guid>1</guid></item>";
    std::fs::write(
        &path,
        format!(
            "<rss version='2.0'><channel><title>News</title>\
         <link>http://127.0.0.1:9/</link>{item}</channel></rss>"
        ),
    )
    .unwrap();
    let mut window = Window::open_on(path.to_str().unwrap());
    window.click(BUTTON, "Subscribe");
    window.wait("the feed", |reader| {
        !reader.state().is_preview() && reader.state().last_refresh.is_some()
    });
    std::fs::remove_file(&path).unwrap();
    window.key(Key::R);
    window.wait("the problem", |reader| {
        reader.state().problem_feeds().count() == 1 && reader.state().progress.is_none()
    });
    window.resize(700.0, 600.0);
    window.key(Key::G);
    window.key(Key::H);
    window.wait_for(HEADING, "Feed health");
    window.frames(4);
    window.click(BUTTON, "Actions for News");
    for name in ["Try again", "Find a new address", "Open website", "Feed settings…", "Unsubscribe"]
    {
        window.wait_for(MENU_ITEM, name);
        assert!(window.right_edge(MENU_ITEM, name) <= 700.0, "{name}");
    }
}

/// The rows of the health page, as a screen reader says them.
fn health_rows(window: &Window) -> Vec<String> {
    window.names(Role::Row)
}

#[test]
fn the_health_table_is_sorted_and_filtered() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("feed.xml");
    let item = "<item><title>One</title><guid>1</guid></item>";
    let feed = format!("<rss version='2.0'><channel><title>Alps</title>{item}</channel></rss>");
    std::fs::write(&path, feed).unwrap();
    let mut window = Window::open_on(path.to_str().unwrap());
    window.click(BUTTON, "Subscribe");
    window.wait("the feed", |reader| {
        !reader.state().is_preview() && reader.state().last_refresh.is_some()
    });
    window.keys(&[Key::G, Key::H]);
    window.wait_for(HEADING, "Feed health");
    window.wait("the figures", |reader| !reader.state().facts.is_empty());
    window.frames(2);
    let rows = health_rows(&window);
    assert!(rows.iter().any(|row| row.starts_with("Alps: Good")), "{rows:?}");
    window.click(Role::ColumnHeader, "Feed");
    assert!(health_rows(&window)[0].starts_with("Alps"));
    window.click(Role::ColumnHeader, "Feed");
    assert!(health_rows(&window)[0].starts_with("Welcome"));
    // The arrow goes to the column beside it and sorts by it.
    window.focus(Role::ColumnHeader, "Feed");
    window.key(Key::ArrowRight);
    window.wait("the order", |reader| {
        matches!(&reader.state().dialog, Some(Dialog::Health(view))
            if view.sort == HealthColumn::Success && !view.is_reversed)
    });
    window.focus(BUTTON, "Actions for Alps");
    window.key(Key::ArrowDown);
    window.frames(2);
    window.key(Key::Enter);
    window.wait_for(MENU_ITEM, "Pause");
    window.key(Key::Escape);
    window.focus(Role::TextInput, "Find feeds");
    window.type_text("alp");
    window.frames(2);
    assert_eq!(health_rows(&window).len(), 1);
}

#[test]
fn opened_entries_are_on_the_page_of_reading_statistics() {
    let mut window = Window::open();
    window.key(Key::J);
    window.wait("an opened entry", |reader| reader.state().selected_id().is_some());
    window.keys(&[Key::G, Key::I]);
    window.wait_for(HEADING, "Reading statistics");
    window.wait("the numbers", |reader| {
        reader.state().statistics.as_ref().is_some_and(|found| !found.feeds.is_empty())
    });
    window.frames(2);
    assert!(window.has(Role::Image, "Entries read by day: Today: 1 read"));
    assert!(window.has(Role::ListItem, "Welcome to Gleaner: 1 read"));
    window.click(Role::Tab, "Last 12 months");
    let charts = window.names(Role::Image);
    assert!(charts.iter().any(|name| name.starts_with("Entries read by month: ")), "{charts:?}");
}
