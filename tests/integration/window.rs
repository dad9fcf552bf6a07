//! A person's actions in the window. Widgets are found by role and name, as a screen reader does.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::app::{AddStage, Dialog};
use gleaner::model::SignInKind;
use gleaner::query::PlaceId;
use gleaner::ui::ReaderApp;

use crate::support::feeds::picture_feed;
use crate::support::reader::Window;
use crate::support::server::{Reply, Server};

const ENTRY: Role = Role::ListBoxOption;
const BUTTON: Role = Role::Button;
const SOURCE: Role = Role::TreeItem;
const MENU_ITEM: Role = Role::MenuItem;

/// Our own feed with three entries, on disk.
pub fn feed_file(dir: &std::path::Path) -> String {
    let items: String = ["Gamma", "Beta", "Alpha"]
        .iter()
        .map(|title| {
            format!(
                "<item><title>{title}</title><guid>{title}</guid>\
                 <description>About {title}.</description></item>"
            )
        })
        .collect();
    let path = dir.join("greek.xml");
    std::fs::write(
        &path,
        format!("<rss version='2.0'><channel><title>Greek letters</title>{items}</channel></rss>"),
    )
    .unwrap();
    path.display().to_string()
}

#[test]
fn the_first_start_shows_the_welcome_feed() {
    let window = Window::open();
    assert!(window.has(SOURCE, "Welcome to Gleaner"));
    assert!(window.names(ENTRY).len() >= 6, "{:?}", window.names(ENTRY));
    assert!(window.description(ENTRY, "Welcome to Gleaner").starts_with("unread"));
}

#[test]
fn the_very_first_start_opens_the_first_entry_of_the_welcome_feed() {
    for width in [1400.0, 500.0] {
        let mut window = Window::open_first(width, 800.0);
        let first = window.names(ENTRY)[0].clone();
        window.wait_for_article(&first);
        assert!(window.description(ENTRY, &first).starts_with("read"));
        let mut window = window.restart();
        window.frames(3);
        window.key(Key::J);
        let second = window.names(ENTRY)[1].clone();
        window.wait_for_article(&second);
    }
}

#[test]
fn a_feed_that_never_had_entries_says_so() {
    let server = Server::start(|_| {
        Reply::ok("<rss version='2.0'><channel><title>Quiet</title></channel></rss>")
    });
    let mut window = Window::open_on(server.url("/feed").as_str());
    window.click(BUTTON, "Subscribe");
    // Until then, the row of this name is that of the preview.
    window.wait("the feed", |reader| {
        let state = reader.state();
        !state.is_preview() && !state.library.feeds.is_empty()
    });
    window.click(SOURCE, "Quiet");
    window.wait_for(Role::Label, "This feed has no entries yet");
    assert!(!window.has(Role::Label, "Nothing unread"));
    assert!(window.has(BUTTON, "Refresh"));
}

#[test]
fn a_feed_to_begin_with_is_offered_and_nothing_is_fetched_before_it_is_asked_for() {
    let window = Window::open();
    assert!(window.has(BUTTON, "Sample feed: DEV: DevOps Fundamentals"));
    assert!(window.reader().state().progress.is_none());
}

#[test]
fn the_address_of_a_page_previews_the_feed_that_it_names() {
    let server = Server::start(|request| match request.path.as_str() {
        "/" => Reply::ok(
            "<html><head><link rel='alternate' type='application/rss+xml' \
                 href='/feed.xml'></head></html>",
        )
        .with("Content-Type", "text/html"),
        _ => Reply::ok(
            "<rss version='2.0'><channel><title>Found</title>\
                 <item><title>One</title><guid>1</guid></item></channel></rss>",
        ),
    });
    let mut window = Window::open_on(server.url("/").as_str());
    window.wait_for_article("One");
}

#[test]
fn keys_open_entries_and_mark_them_read() {
    let mut window = Window::open();
    let titles = window.names(ENTRY);
    window.key(Key::J);
    window.wait_for_article(&titles[0]);
    assert!(window.has(Role::Heading, &titles[0]));
    assert!(window.description(ENTRY, &titles[0]).starts_with("read"));
    window.key(Key::J);
    window.wait_for_article(&titles[1]);
    window.key(Key::K);
    window.wait_for_article(&titles[0]);
}

#[test]
fn a_click_opens_an_entry() {
    let mut window = Window::open();
    let title = window.names(ENTRY)[1].clone();
    window.click(ENTRY, &title);
    window.wait_for_article(&title);
}

#[test]
fn the_starred_entry_is_found_under_starred() {
    let mut window = Window::open();
    window.key(Key::J);
    let title = window.names(ENTRY)[0].clone();
    window.wait_for_article(&title);
    window.key(Key::S);
    window.key(Key::G);
    window.key(Key::S);
    window.wait("the starred list", |reader| {
        reader.is_ready() && reader.state().list.entries().len() == 1
    });
    assert_eq!(window.names(ENTRY), [title]);
}

#[test]
fn marking_all_as_read_is_undone_by_the_button_of_the_notice() {
    let mut window = Window::open();
    let count = window.reader().state().list.unread();
    window.key_with(Modifiers::SHIFT, Key::A);
    window.wait_for(Role::Status, &format!("Marked {count} entries as read"));
    assert_eq!(window.reader().state().list.unread(), 0);
    window.click(BUTTON, "Undo");
    window.wait("the undo", |reader| reader.state().list.unread() == count);
    assert_eq!(window.reader().state().library.counts.total() as usize, count);
}

#[test]
fn searching_lists_what_holds_the_words_and_escape_ends_it() {
    let mut window = Window::open();
    let count = window.names(ENTRY).len();
    window.key(Key::Slash);
    window.type_text("title:\"keys worth\"");
    window.wait("the hits", |reader| reader.is_ready() && reader.state().list.entries().len() == 1);
    window.key(Key::Escape);
    window.wait("the whole list", |reader| {
        reader.state().search.is_none() && reader.state().list.entries().len() == count
    });
}

#[test]
fn what_a_search_found_is_opened_with_the_keyboard_and_stays_open_after_it() {
    let mut window = Window::open();
    window.key(Key::Slash);
    window.type_text("title:\"keys worth\"");
    window.wait("the hits", |reader| reader.is_ready() && reader.state().list.entries().len() == 1);
    window.key(Key::Enter);
    window.key(Key::J);
    let found = window.reader().state().list.entries()[0].id;
    assert_eq!(window.reader().state().list.selected(), Some(found));
    window.key(Key::Escape);
    window.wait("the whole list", |reader| {
        reader.is_ready() && reader.state().list.entries().len() > 1
    });
    assert_eq!(
        window.reader().state().list.selected(),
        Some(found),
        "what was opened is selected where it stands"
    );
}

#[test]
fn a_question_that_cannot_be_read_is_told_of_and_the_list_stays() {
    let mut window = Window::open();
    window.key(Key::Slash);
    window.type_text("titel:keys");
    window.wait_for(Role::Label, "titel: Unknown field titel; did you mean title:?");
    assert!(!window.names(ENTRY).is_empty());
}

#[test]
fn a_search_is_saved_as_a_place_with_a_count_of_its_own() {
    let mut window = Window::open();
    window.key(Key::Slash);
    window.type_text("title:keys OR title:reading");
    window.wait("the hits", |reader| reader.is_ready() && reader.state().list.entries().len() == 2);
    window.click(BUTTON, "Save search");
    window.type_text("Worth keeping");
    window.click(BUTTON, "Save");
    window.click(SOURCE, "Worth keeping");
    window.wait("the place", |reader| {
        matches!(reader.state().place(), PlaceId::Search(_))
            && reader.state().list.entries().len() == 2
    });
    let id = window.reader().state().library.smart_feeds[0].id;
    let counted = |reader: &ReaderApp| {
        reader.state().find_place(PlaceId::Search(id)).map_or(0, |place| place.count)
    };
    window.wait("its count", |reader| counted(reader) == 2);
    window.key(Key::J);
    window.wait("one less", |reader| counted(reader) == 1);
}

#[test]
fn a_file_is_shown_as_a_preview_and_subscribed_to_with_one_click() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::open_on(&feed_file(dir.path()));
    window.wait_for(BUTTON, "Subscribe");
    window.wait_for_article("Gamma");
    assert_eq!(window.names(ENTRY), ["Gamma", "Beta", "Alpha"]);
    window.click(BUTTON, "Subscribe");
    window.wait("the entries of the new feed", |reader| {
        matches!(reader.state().place(), PlaceId::Feed(_))
            && reader.state().list.entries().len() == 3
    });
    window.wait_for(SOURCE, "Greek letters");
    let list = window.profile().join("subscriptions.opml");
    window.wait_until("the list of subscriptions", |_| {
        std::fs::read_to_string(&list).is_ok_and(|list| list.contains("Greek letters"))
    });
}

#[test]
fn a_feed_that_fails_says_why_above_its_entries_and_can_be_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let file = feed_file(dir.path());
    let mut window = Window::open_on(&file);
    window.wait_for(BUTTON, "Subscribe");
    window.click(BUTTON, "Subscribe");
    window.wait("the entries of the new feed", |reader| {
        let state = reader.state();
        !state.is_preview()
            && state.list.entries().len() == 3
            && state.last_refresh.is_some()
            && state.progress.is_none()
    });
    std::fs::rename(&file, dir.path().join("away.xml")).unwrap();
    window.key(Key::R);
    window.wait("the problem", |reader| reader.state().problem_feeds().count() == 1);
    window.wait_for(Role::Label, &format!("File not found: {file}"));
    assert_eq!(window.names(ENTRY).len(), 3);
    std::fs::rename(dir.path().join("away.xml"), &file).unwrap();
    window.click(BUTTON, "Try again");
    window.wait("the end of the problem", |reader| reader.state().problem_feeds().count() == 0);
    assert!(!window.has(BUTTON, "Try again"));
}

#[test]
fn what_was_read_and_open_is_the_same_after_a_restart() {
    let mut window = Window::open();
    let titles = window.names(ENTRY);
    window.key(Key::J);
    window.key(Key::J);
    window.wait_for_article(&titles[1]);
    let mut window = window.restart();
    window.wait_for_article(&titles[1]);
    window.wait("the selection", |reader| reader.state().list.selected().is_some());
    assert!(window.description(ENTRY, &titles[1]).starts_with("read"));
    assert_eq!(window.reader().state().library.counts.total() as usize, titles.len() - 2);
}

#[test]
fn the_key_sheet_opens_and_closes() {
    let mut window = Window::open();
    window.key_with(Modifiers::SHIFT, Key::Questionmark);
    window.wait_for(Role::Heading, "Keyboard shortcuts");
    window.key(Key::Escape);
    window.wait("the end of the dialog", |reader| reader.state().dialog.is_none());
}

#[test]
fn unsubscribing_can_be_undone_and_an_empty_library_teaches() {
    let mut window = Window::open();
    let feed = window.reader().state().library.feeds[0].id;
    window.wait_for(SOURCE, "Welcome to Gleaner");
    window.context_click(SOURCE, "Welcome to Gleaner");
    window.click(MENU_ITEM, "Unsubscribe");
    window.wait("no feeds", |reader| reader.state().library.feeds.is_empty());
    window.wait_for(BUTTON, "Add a feed");
    window.click(BUTTON, "Undo");
    window.wait("the feed", |reader| reader.state().feed(feed).is_some());
}

#[test]
fn a_narrow_window_shows_one_pane_and_goes_back() {
    let mut window = Window::open_sized(500.0, 600.0);
    window.key(Key::J);
    window.wait_for(BUTTON, "Back to the list");
    assert!(window.names(ENTRY).is_empty());
    window.click(BUTTON, "Back to the list");
    assert!(!window.names(ENTRY).is_empty());
    window.click(BUTTON, "Back to feeds");
    window.wait_for(SOURCE, "Starred");
}

#[test]
fn text_size_follows_the_keys_and_is_kept() {
    let mut window = Window::open();
    let before = window.reader().state().settings.text_size;
    window.key_with(Modifiers::COMMAND, Key::Plus);
    let larger = window.reader().state().settings.text_size;
    assert!(larger > before);
    let window = window.restart();
    assert!((window.reader().state().settings.text_size - larger).abs() < f32::EPSILON);
}

#[test]
fn keys_belong_to_a_field_that_is_being_typed_in() {
    let mut window = Window::open();
    window.key(Key::A);
    window.wait_for(Role::Heading, "Add a feed");
    window.type_text("j");
    window.key(Key::J);
    window.key(Key::Escape);
    window.key(Key::Slash);
    window.type_text("j");
    window.key(Key::J);
    assert!(window.reader().state().list.selected().is_none());
    assert_eq!(window.reader().state().search.as_deref(), Some("j"), "the field has the cursor");
    window.key(Key::Escape);
    window.wait("the whole list", |reader| {
        reader.state().search.is_none() && reader.state().list.entries().len() > 1
    });
    window.key(Key::J);
    assert!(window.reader().state().list.selected().is_some());
}

#[test]
fn an_address_that_leads_nowhere_is_told_in_the_dialog() {
    let mut window = Window::open();
    window.key(Key::A);
    window.wait_for(Role::Heading, "Add a feed");
    window.type_text("/no/such/file.xml");
    window.key(Key::Enter);
    window.wait("an answer", |reader| {
        let Some(Dialog::AddFeed(add)) = &reader.state().dialog else { return false };
        matches!(add.stage, AddStage::Failed(_))
    });
}

#[test]
fn a_feed_is_signed_in_to_from_its_settings() {
    let server = Server::start(|_| Reply::ok(picture_feed()));
    let mut window = Window::open_on(server.url("/feed").as_str());
    window.wait_for(BUTTON, "Subscribe");
    window.click(BUTTON, "Subscribe");
    window.wait("the feed", |reader| {
        reader.state().preview.is_none()
            && reader.state().library.feeds.iter().any(|feed| feed.title() == "Pictures")
    });
    window.context_click(SOURCE, "Pictures");
    window.click(MENU_ITEM, "Feed settings…");
    window.click(BUTTON, "Sign in…");
    window.wait_for(Role::Heading, "Sign in to Pictures");
    window.click(Role::RadioButton, "User name and password");
    // The cursor is in the first field, and Enter saves.
    window.type_text("jane");
    window.focus(Role::PasswordInput, "Password");
    window.type_text("pass word");
    window.key(Key::Enter);
    window.wait("the sign-in", |reader| {
        reader.state().library.feeds.iter().any(|feed| {
            feed.options.sign_in.as_ref().is_some_and(|known| known.kind == SignInKind::Password)
        })
    });
    // The feed is fetched again at once, now with the password.
    let basic = "Basic amFuZTpwYXNzIHdvcmQ=";
    window.wait("a request that signs in", |_| {
        server.requests().iter().any(|request| request.header("authorization") == Some(basic))
    });
}

#[test]
fn a_server_that_wants_a_password_opens_the_fields_for_it() {
    let server = Server::start(|request| match request.header("authorization") {
        Some("Basic amFuZTpwYXNzIHdvcmQ=") => Reply::ok(picture_feed()),
        _ => Reply::status(401),
    });
    let mut window = Window::open();
    window.key(Key::A);
    window.wait_for(Role::TextInput, "Address");
    window.type_text(server.url("/feed").as_str());
    window.key(Key::Enter);
    let host = format!("127.0.0.1:{}", server.url("/").port().unwrap());
    window.wait_for(Role::Label, &format!("{host} needs a user name and password"));
    // The cursor is in the first of them.
    window.frames(3);
    window.type_text("jane");
    window.focus(Role::PasswordInput, "Password");
    window.type_text("wrong");
    window.key(Key::Enter);
    let refused = format!("{host} does not accept the user name and password \u{2014} check both");
    window.wait_for(Role::Label, &refused);
    window.focus(Role::PasswordInput, "Password");
    window.key_with(Modifiers::COMMAND, Key::A);
    window.type_text("pass word");
    window.key(Key::Enter);
    window.wait("the feed", |reader| {
        let Some(Dialog::AddFeed(add)) = &reader.state().dialog else { return false };
        matches!(add.stage, AddStage::Found { .. })
    });
}

#[test]
fn a_proxy_counts_when_its_field_is_left_and_not_before() {
    let mut window = Window::open();
    window.key_with(Modifiers::COMMAND, Key::Comma);
    window.wait_for(Role::Heading, "Settings");
    window.click(Role::ComboBox, "Proxy");
    window.click(Role::ListBoxOption, "Custom");
    window.focus(Role::TextInput, "Proxy address");
    window.type_text("proxy.example:3128");
    assert_eq!(window.reader().state().settings.proxy, "system");
    window.key(Key::Tab);
    window.wait("the proxy", |reader| reader.state().settings.proxy == "http://proxy.example:3128");
}

#[test]
fn keys_of_one_frame_are_done_one_after_the_other() {
    let mut window = Window::open();
    let titles = window.names(ENTRY);
    window.keys(&[Key::J, Key::S, Key::J]);
    window.wait_for_article(&titles[1]);
    window.wait("the star", |reader| reader.state().library.counts.starred == 1);
    assert!(
        window.reader().state().list.entries()[0].is_starred,
        "the entry that was selected when the key was pressed"
    );
}

#[test]
fn the_sidebar_comes_and_goes_in_a_narrow_window_from_wherever_it_is_asked_for() {
    let mut window = Window::open_sized(800.0, 600.0);
    for (is_shown, command) in [(true, "show sidebar"), (false, "hide sidebar")] {
        window.key_with(Modifiers::COMMAND, Key::K);
        window.type_text(command);
        window.key(Key::Enter);
        window.wait_until("the sidebar", |window| window.has(SOURCE, "Starred") == is_shown);
    }
}

#[test]
fn the_buttons_of_a_long_notice_are_within_reach() {
    let dir = tempfile::tempdir().unwrap();
    let file = feed_file(dir.path());
    let name = "A very long name of a feed ".repeat(12);
    let feed = std::fs::read_to_string(&file).unwrap().replace("Greek letters", name.trim());
    std::fs::write(&file, feed).unwrap();
    let mut window = Window::open_on(&file);
    window.click(BUTTON, "Subscribe");
    window.wait_for(BUTTON, "Undo");
    window.resize(480.0, 400.0);
    for button in ["Undo", "Dismiss"] {
        assert!(
            window.right_edge(BUTTON, button) < 480.0,
            "{button}: {}",
            window.right_edge(BUTTON, button)
        );
    }
}

#[test]
fn names_of_buttons_have_the_keys_of_the_readers_own() {
    let mut window =
        Window::open_configured("[keys]\nToggleStar = [\"z\"]\nToggleRead = []", 1400.0, 900.0);
    window.key(Key::J);
    window.wait_for(BUTTON, "Star (z)");
    window.wait_for(BUTTON, "Mark as unread");
    window.key(Key::G);
    window.key(Key::S);
    window.wait_for(Role::Label, "Nothing starred yet — press z on an entry");
}

#[test]
fn a_slash_is_found_where_it_is_typed_with_shift() {
    let mut window = Window::open();
    window.key_typed_with(Modifiers::SHIFT, Key::Slash, Key::Num7);
    window.wait("the search field", |reader| reader.state().search.is_some());
    assert!(window.reader().state().dialog.is_none());
}
