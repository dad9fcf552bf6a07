//! Accounts in the window: adding one, its section of the sidebar, acts that go to its server.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use futures_util::future::BoxFuture;
use gleaner::app::{AccountStage, Dialog};
use gleaner::config::Network;
use gleaner::model::ServiceKind;
use gleaner::net::{Client, FetchError, HttpClient, Request, Response, Vault};
use gleaner::query::PlaceId;

use crate::support::reader::Window;
use crate::support::sync_double::client::DoubleClient;
use crate::support::sync_double::{Double, Quirks};

const ENTRY: Role = Role::ListBoxOption;
const BUTTON: Role = Role::Button;
const SOURCE: Role = Role::TreeItem;
const MENU_ITEM: Role = Role::MenuItem;
const SERVICE: &str = "Google Reader API";

/// A server with the feeds "sea" (a, b) and, in a folder, "land" (c).
fn server(quirks: Quirks) -> DoubleClient {
    let mut double = Double::new(quirks);
    double.state.add_feed("sea", None, &["a", "b"]);
    double.state.add_feed("land", Some("News"), &["c"]);
    DoubleClient::new(double)
}

/// Reads files, and asks the server for everything else.
struct FilesToo {
    server: DoubleClient,
    files: Client,
}

impl HttpClient for FilesToo {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        if request.url.scheme() == "file" {
            self.files.get(request)
        } else {
            self.server.get(request)
        }
    }
}

/// Fills in the form of an account, and sends it.
fn sign_in(window: &mut Window, service: &str, address: &str, password: &str) {
    window.palette("add account");
    window.wait_for(Role::Heading, "Add an account");
    // The list may be longer than the window, so the keyboard chooses.
    let kinds = ServiceKind::ALL;
    let steps = kinds.iter().position(|kind| kind.name() == service).unwrap() + 1;
    window.focus(Role::ComboBox, "Service");
    window.frames(2);
    window.key(Key::Enter);
    window.frames(4);
    for _ in 0..steps {
        window.key(Key::ArrowDown);
        window.frames(2);
    }
    window.key(Key::Enter);
    window.frames(4);
    for (role, name, text) in [
        (Role::TextInput, "Address of the server", address),
        (Role::TextInput, "User name", "ann"),
        (Role::PasswordInput, "Password or token", password),
    ] {
        window.focus(role, name);
        window.key_with(Modifiers::COMMAND, Key::A);
        window.type_text(text);
    }
    window.click(BUTTON, "Add account");
}

/// The window with an account whose first sync has ended.
fn with_account(server: &DoubleClient) -> Window {
    let client = FilesToo {
        server: server.clone(),
        files: Client::with(Network::default(), Vault::default()),
    };
    let mut window = Window::open_reaching(Arc::new(client));
    let address = server.address();
    sign_in(&mut window, SERVICE, address.as_str(), "api-secret-1");
    window.wait("the first sync", |reader| {
        let state = reader.state();
        let has_synced = |account: &gleaner::model::Account| account.last_sync.is_some();
        state.library.accounts.iter().any(has_synced) && state.syncs.is_empty()
    });
    window.wait("its entries", |reader| {
        reader.is_ready() && reader.state().list.entries().len() == 3
    });
    window
}

#[test]
fn an_account_is_added_and_its_feeds_stand_beside_those_of_this_computer() {
    let window = with_account(&server(Quirks::default()));
    let sources = window.names(SOURCE);
    let start = sources.iter().position(|name| name == "On this computer").unwrap();
    assert_eq!(
        sources[start..],
        ["On this computer", "Welcome to Gleaner", SERVICE, "News", "land", "sea"]
    );
    assert_eq!(window.description(SOURCE, SERVICE), "3 unread");
    assert!(matches!(window.reader().state().place(), PlaceId::Account(_)));
    assert_eq!(window.is_expanded(SOURCE, SERVICE), Some(true));
    assert!(window.unnamed().is_empty(), "{:#?}", window.unnamed());
}

#[test]
fn an_act_waits_in_the_status_line_until_its_server_has_it() {
    let server = server(Quirks::default());
    let mut window = with_account(&server);
    window.key(Key::J);
    window.wait_for(Role::Label, "1 change waiting");
    window.key(Key::S);
    window.wait_for(Role::Label, "2 changes waiting");
    let title = window.names(ENTRY)[0].clone();
    assert!(!server.with(|double| double.state.item(&title).is_starred));
    window.key(Key::R);
    window.wait("nothing left to send", |reader| {
        reader.state().waiting_acts() == 0 && reader.state().syncs.is_empty()
    });
    let (is_read, is_starred) = server.with(|double| {
        let item = double.state.item(&title);
        (item.is_read, item.is_starred)
    });
    assert!(is_read && is_starred);
    assert!(!window.has(Role::Label, "2 changes waiting"));
}

#[test]
fn what_another_device_did_is_seen_after_a_refresh() {
    let server = server(Quirks::default());
    let mut window = with_account(&server);
    server.with(|double| {
        double.state.item("a").is_read = true;
        let sea = double.state.feed_at("https://sea.test/feed").unwrap();
        double.state.add_item(sea, "d");
    });
    window.key_with(Modifiers::SHIFT, Key::R);
    window.wait("the new entry, and the old one read", |reader| {
        reader.state().syncs.is_empty()
            && reader.state().library.counts.total() >= 3
            && reader.state().list.unread() == 3
    });
    window.wait_until("its row", |window| window.names(ENTRY).contains(&"d".to_owned()));
}

#[test]
fn a_wrong_password_is_told_in_words_and_what_was_typed_stays() {
    let server = server(Quirks::default());
    let mut window = Window::open_reaching(Arc::new(server.clone()));
    sign_in(&mut window, SERVICE, server.address().as_str(), "wrong");
    let failed = |reader: &gleaner::ui::ReaderApp| match &reader.state().dialog {
        Some(Dialog::Account(draft)) => match &draft.stage {
            AccountStage::Failed(message) => Some(message.clone()),
            AccountStage::Asking | AccountStage::Warned | AccountStage::Working => None,
        },
        _ => None,
    };
    window.wait("the reason", |reader| failed(reader).is_some());
    let message = failed(window.reader()).unwrap();
    assert!(message.contains("rss.test"), "{message}");
    window.wait_for(Role::Label, &message);
    assert!(window.reader().state().library.accounts.is_empty());
    window.focus(Role::PasswordInput, "Password or token");
    window.key_with(Modifiers::COMMAND, Key::A);
    window.type_text("api-secret-1");
    window.key(Key::Enter);
    window.wait("the account", |reader| !reader.state().library.accounts.is_empty());
}

#[test]
fn a_password_is_sent_unencrypted_only_after_a_warning() {
    let server = server(Quirks::default());
    let mut window = Window::open_reaching(Arc::new(server.clone()));
    sign_in(&mut window, SERVICE, "http://rss.test/api", "api-secret-1");
    let warning = "Without https, others on the network can read your password — send it anyway?";
    window.wait_for(Role::Label, warning);
    assert_eq!(server.with(|double| double.log.len()), 0);
    window.click(BUTTON, "Send anyway");
    window.wait("an answer", |_| server.with(|double| !double.log.is_empty()));
}

#[test]
fn an_account_is_renamed_and_removed_and_removing_is_undone() {
    let mut window = with_account(&server(Quirks::default()));
    window.context_click(SOURCE, SERVICE);
    window.click(MENU_ITEM, "Rename…");
    window.wait_for(Role::TextInput, "Name");
    window.frames(3);
    window.key_with(Modifiers::COMMAND, Key::A);
    window.type_text("Home");
    window.click(BUTTON, "Rename");
    window.wait_for(SOURCE, "Home");
    window.context_click(SOURCE, "Home");
    window.click(MENU_ITEM, "Remove account");
    window.wait("the account to go", |reader| reader.state().library.accounts.is_empty());
    assert!(!window.has(SOURCE, "sea"));
    assert!(!window.has(SOURCE, "On this computer"), "nothing to tell it from");
    window.key(Key::U);
    window.wait_for(SOURCE, "Home");
    assert!(window.has(SOURCE, "sea"));
}

#[test]
fn a_section_is_folded_with_the_keyboard() {
    let mut window = with_account(&server(Quirks::default()));
    window.focus(Role::Tree, "Feeds");
    window.key(Key::ArrowLeft);
    window.frames(3);
    assert_eq!(window.is_expanded(SOURCE, SERVICE), Some(false));
    assert!(!window.has(SOURCE, "sea"));
    window.key(Key::ArrowRight);
    window.frames(3);
    assert!(window.has(SOURCE, "sea"));
    window.context_click(SOURCE, SERVICE);
    for item in ["Sync now", "Mark all as read", "Sign in again…"] {
        assert!(window.has(MENU_ITEM, item), "{item}");
    }
}

#[test]
fn a_feed_is_subscribed_to_in_the_account_that_was_chosen() {
    let server = server(Quirks::default());
    server.with(|double| {
        double.state.web.insert("https://new.test/feed".to_owned(), vec!["n".to_owned()]);
    });
    let mut window = with_account(&server);
    let file = tempfile::tempdir().unwrap();
    let path = crate::window::feed_file(file.path());
    window.key(Key::A);
    window.wait_for(Role::TextInput, "Address");
    window.type_text(&path);
    window.key(Key::Enter);
    window.wait_for(BUTTON, "Subscribe");
    window.click(Role::ComboBox, "Folder");
    window.click(ENTRY, &format!("{SERVICE} / News"));
    window.click(BUTTON, "Subscribe");
    window.wait("the feed in the account", |reader| {
        let library = &reader.state().library;
        library.feeds.iter().filter(|feed| feed.account_id.is_some()).count() == 3
    });
}

#[test]
fn the_health_page_tells_how_each_account_is() {
    let mut window = with_account(&server(Quirks::default()));
    window.key(Key::J);
    window.wait_for(Role::Label, "1 change waiting");
    window.key(Key::G);
    window.key(Key::H);
    window.wait_for(Role::Heading, "Feed health");
    let facts: Vec<String> = window.spoken().into_iter().flat_map(|(_, texts)| texts).collect();
    let is_told = |fact: &String| fact.contains("synced") && fact.contains("1 change waiting");
    assert!(facts.iter().any(is_told), "{facts:#?}");
    window.click(BUTTON, "Sync now");
    window.wait("the sync", |reader| reader.state().waiting_acts() == 0);
}

#[test]
fn a_change_that_was_refused_is_sent_again_when_the_user_says_so() {
    let server = server(Quirks::default());
    let mut window = with_account(&server);
    window.key(Key::J);
    window.wait_for(Role::Label, "1 change waiting");
    let title = window.names(ENTRY)[0].clone();
    // The server forgets the entry, and has it again later.
    let (id, item) = server.with(|double| {
        let found = double.state.items.iter().find(|(_, item)| item.title == title);
        let (id, item) = found.map(|(id, item)| (*id, item.clone())).unwrap();
        double.state.items.remove(&id);
        (id, item)
    });
    window.key(Key::S);
    window.key(Key::R);
    window.wait("the refusal", |reader| {
        let account = reader.state().library.accounts[0].id;
        reader.state().waiting_of(account).parked > 0 && reader.state().syncs.is_empty()
    });
    server.with(|double| _ = double.state.items.insert(id, item));
    window.context_click(SOURCE, SERVICE);
    window.click(MENU_ITEM, "Send refused changes again");
    window.wait("the change at the server", |reader| {
        let account = reader.state().library.accounts[0].id;
        reader.state().waiting_of(account).parked == 0 && reader.state().syncs.is_empty()
    });
    assert!(server.with(|double| double.state.item(&title).is_starred));
}
