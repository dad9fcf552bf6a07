//! Services that keep pages, against doubles that answer as their documentation says: the command
//! line and the window, with the secret in the keyring and nowhere else.

use std::sync::Arc;

use clap::Parser as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::cli::send;
use gleaner::cli::service::{self, Act, AddArgs, ListArgs, NameArgs};
use gleaner::cli::{CliError, Profile, import};
use gleaner::config::Paths;
use gleaner::library;
use gleaner::model::{Clock, KeeperKind};
use gleaner::net::{Keyring, Vault};
use gleaner::store::Store;
use serde_json::{Value, json};

use crate::store_support::now;
use crate::support::fake_keyring::FakeKeyring;
use crate::support::reader::Window;
use crate::support::server::{Received, Reply, Server};

const TOKEN: &str = "s3cret-token";
const PASSWORD: &str = "pass word";
const CLIENT: &str = "client-s3cret";

/// A server of one kind that accepts one secret.
fn double(kind: KeeperKind) -> Server {
    Server::start(move |request| answer(kind, request))
}

fn answer(kind: KeeperKind, request: &Received) -> Reply {
    let said = (request.method.as_str(), request.path.as_str());
    let expected = match kind {
        KeeperKind::Karakeep | KeeperKind::Readeck => format!("Bearer {TOKEN}"),
        KeeperKind::Linkding => format!("Token {TOKEN}"),
        KeeperKind::Wallabag => "Bearer access".to_owned(),
    };
    if (kind, said) == (KeeperKind::Wallabag, ("POST", "/oauth/v2/token")) {
        return wallabag_token(request);
    }
    if request.header("authorization") != Some(&expected) {
        return with_status(401, &json!({ "detail": "Invalid token." }));
    }
    match (kind, said) {
        (KeeperKind::Karakeep, ("GET", "/api/v1/users/me"))
        | (KeeperKind::Readeck, ("GET", "/api/profile"))
        | (KeeperKind::Linkding, ("GET", "/api/bookmarks/?limit=1"))
        | (KeeperKind::Wallabag, ("GET", "/api/entries.json?perPage=1")) => {
            Reply::ok(json!({ "count": 0 }).to_string())
        }
        (
            KeeperKind::Linkding,
            ("GET", "/api/bookmarks/check/?url=https%3A%2F%2Ftides.example%2F1"),
        ) => Reply::ok(json!({ "bookmark": null }).to_string()),
        (KeeperKind::Karakeep, ("POST", "/api/v1/bookmarks"))
        | (KeeperKind::Linkding, ("POST", "/api/bookmarks/")) => {
            with_status(201, &json!({ "id": 1 }))
        }
        (KeeperKind::Readeck, ("POST", "/api/bookmarks")) => {
            with_status(202, &json!({ "status": 202, "message": "Link submited" }))
        }
        (KeeperKind::Wallabag, ("POST", "/api/entries.json")) => {
            Reply::ok(json!({ "id": 1 }).to_string())
        }
        _ => Reply::status(404),
    }
}

fn wallabag_token(request: &Received) -> Reply {
    let pairs: Vec<(String, String)> =
        url::form_urlencoded::parse(&request.body).into_owned().collect();
    let has = |name: &str, value: &str| pairs.contains(&(name.to_owned(), value.to_owned()));
    let is_right = has("grant_type", "password")
        && has("client_id", "1_abc")
        && has("client_secret", CLIENT)
        && has("username", "ann")
        && has("password", PASSWORD);
    if is_right {
        Reply::ok(json!({ "access_token": "access", "expires_in": 3600 }).to_string())
    } else {
        with_status(400, &json!({ "error": "invalid_grant" }))
    }
}

fn with_status(status: u16, body: &Value) -> Reply {
    let body = body.to_string().into_bytes();
    Reply::Answer { status, headers: Vec::new(), body }
}

/// The command line of an import alone.
#[derive(clap::Parser)]
struct ImportLine {
    #[command(flatten)]
    args: import::Args,
}

/// A profile with one entry and a keyring in memory.
struct Home {
    dir: tempfile::TempDir,
    keyring: Arc<FakeKeyring>,
}

impl Home {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), keyring: Arc::new(FakeKeyring::default()) }
    }

    fn profile(&self) -> Profile {
        let vault = Vault::new(Arc::clone(&self.keyring) as Arc<dyn Keyring>);
        let paths = Paths::new(self.dir.path().join("profile"));
        Profile { vault, ..Profile::new(paths, Clock::system()) }
    }

    fn run_with(&self, act: Act, secret: &str) -> Result<String, CliError> {
        let mut out = Vec::new();
        let secret = |what: &str| {
            Ok(if what == "Client secret" { CLIENT.to_owned() } else { secret.to_owned() })
        };
        service::run_with(&service::Args { act }, &self.profile(), &secret, &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn add(&self, kind: KeeperKind, server: &Server) -> Result<String, CliError> {
        let secret = if kind == KeeperKind::Wallabag { PASSWORD } else { TOKEN };
        self.run_with(Act::Add(add_args(kind, server)), secret)
    }

    /// The number of an entry that has a link.
    fn entry(&self) -> i64 {
        let sql = include_str!("../fixtures/readers/quiterss.sql");
        let file = self.dir.path().join("feeds.db");
        rusqlite::Connection::open(&file).unwrap().execute_batch(sql).unwrap();
        let line = ImportLine::parse_from(["import", file.to_str().unwrap()]);
        import::run(&line.args, &self.profile(), &mut Vec::new()).unwrap();
        let stored = self.dir.path().join("profile/library.db");
        let stored = rusqlite::Connection::open(stored).unwrap();
        stored
            .query_row("SELECT entry_id FROM texts WHERE title = 'High water'", [], |row| {
                row.get(0)
            })
            .unwrap()
    }

    fn send(&self, id: i64, service: &str) -> Result<Value, CliError> {
        let mut out = Vec::new();
        let args = send::Args { id, service: service.to_owned(), json: true };
        send::run(&args, &self.profile(), &mut out)?;
        Ok(serde_json::from_slice(&out).unwrap())
    }

    fn settings(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("profile/settings.toml")).unwrap()
    }
}

fn add_args(kind: KeeperKind, server: &Server) -> AddArgs {
    AddArgs {
        kind,
        address: server.url("/").into(),
        user: "ann".to_owned(),
        client_id: "1_abc".to_owned(),
        json: false,
    }
}

fn name_args(service: &str) -> NameArgs {
    NameArgs { service: service.to_owned(), json: false }
}

#[test]
fn each_service_is_added_tested_used_and_removed() {
    for kind in KeeperKind::ALL {
        let (home, server) = (Home::new(), double(kind));
        let said = home.add(kind, &server).unwrap();
        assert!(said.starts_with(&format!("Added {}", kind.name())), "{said}");
        for secret in [TOKEN, PASSWORD, CLIENT] {
            assert!(!home.settings().contains(secret), "{kind:?}");
        }
        assert_eq!(home.keyring.kept().len(), 1);
        let tested = home.run_with(Act::Test(name_args(kind.code())), "").unwrap();
        assert_eq!(tested, format!("{} answers\n", kind.name()));

        let id = home.entry();
        server.forget();
        let sent = home.send(id, "1").unwrap();
        assert_eq!(sent["url"], "https://tides.example/1");
        let posted = server.requests().pop().unwrap();
        let body: Value = serde_json::from_slice(&posted.body).unwrap();
        assert_eq!(body["url"], "https://tides.example/1", "{kind:?}");
        assert_eq!(body["title"], "High water", "{kind:?}");

        home.run_with(Act::Remove(name_args(kind.name())), "").unwrap();
        assert_eq!(home.keyring.kept(), []);
        let list = home.run_with(Act::List(ListArgs { json: true }), "").unwrap();
        assert_eq!(list.trim(), r#"{"services":[]}"#);
    }
}

#[test]
fn a_bookmark_of_linkding_keeps_its_title_notes_and_tags() {
    let server = Server::start(|request| match request.method.as_str() {
        "GET" => Reply::ok(json!({ "bookmark": { "id": 7, "tag_names": ["sea"] } }).to_string()),
        "PATCH" => Reply::ok(json!({ "id": 7 }).to_string()),
        _ => Reply::status(404),
    });
    let home = Home::new();
    home.add(KeeperKind::Linkding, &server).unwrap();
    home.send(home.entry(), "1").unwrap();
    let sent = server.requests().pop().unwrap();
    assert_eq!((sent.method.as_str(), sent.path.as_str()), ("PATCH", "/api/bookmarks/7/"));
    let body: Value = serde_json::from_slice(&sent.body).unwrap();
    assert_eq!(body, json!({ "unread": true }));
}

#[test]
fn settings_with_a_mistake_are_left_as_they_are() {
    let (home, server) = (Home::new(), double(KeeperKind::Linkding));
    let file = home.dir.path().join("profile/settings.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "theme = dark\n").unwrap();
    let error = home.add(KeeperKind::Linkding, &server).unwrap_err().to_string();
    assert!(error.contains("has a mistake"), "{error}");
    assert_eq!(home.settings(), "theme = dark\n");
    assert_eq!(home.keyring.kept(), []);
    assert_eq!(
        home.run_with(Act::List(ListArgs { json: true }), "").unwrap().trim(),
        r#"{"services":[]}"#
    );
}

#[test]
fn a_wrong_secret_is_told_and_nothing_is_kept() {
    for kind in KeeperKind::ALL {
        let (home, server) = (Home::new(), double(kind));
        let error = home.run_with(Act::Add(add_args(kind, &server)), "wrong").unwrap_err();
        assert!(error.to_string().contains("does not accept the token or password"), "{error}");
        assert_eq!(home.keyring.kept(), [], "{kind:?}");
        assert!(!home.dir.path().join("profile/settings.toml").exists());
    }
}

#[test]
fn a_server_that_is_another_or_fails_is_told_in_words() {
    let page = Server::start(|_| Reply::ok("<!doctype html><title>Welcome</title>"));
    let broken = Server::start(|_| Reply::status(500));
    let cut = Server::start(|_| Reply::ok("{\"access_token\": "));
    let huge = Server::start(|_| Reply::ok(vec![b' '; 40 << 20]));
    for kind in KeeperKind::ALL {
        assert!(Home::new().add(kind, &huge).is_err());
        for server in [&page, &broken, &cut] {
            let error = Home::new().add(kind, server).unwrap_err().to_string();
            assert!(error.contains("127.0.0.1"), "{kind:?}: {error}");
        }
    }
}

#[test]
fn a_token_never_follows_a_redirect_to_another_host() {
    let other = double(KeeperKind::Readeck);
    let target = other.url("/api/profile").to_string();
    let server = Server::start(move |_| Reply::redirect(302, &target));
    assert!(Home::new().add(KeeperKind::Readeck, &server).is_err());
    assert_eq!(other.requests(), []);
}

#[test]
fn a_refusal_is_told_in_the_words_of_the_server() {
    let server = Server::start(|request| {
        if request.method == "GET" {
            Reply::ok("{}")
        } else {
            with_status(400, &json!({ "error": "URL is blocked" }))
        }
    });
    let home = Home::new();
    home.add(KeeperKind::Linkding, &server).unwrap();
    let error = home.send(home.entry(), "linkding").unwrap_err().to_string();
    assert!(error.contains("URL is blocked"), "{error}");
    assert!(home.send(9999, "linkding").unwrap_err().to_string().contains("no entry 9999"));
    assert!(home.send(1, "readeck").unwrap_err().to_string().contains("no service readeck"));
}

#[test]
fn without_a_keyring_no_service_is_added() {
    let server = double(KeeperKind::Karakeep);
    let home = Home { keyring: Arc::new(FakeKeyring::missing()), ..Home::new() };
    assert!(home.add(KeeperKind::Karakeep, &server).is_err());
    assert!(!home.dir.path().join("profile/settings.toml").exists());
}

#[test]
fn there_are_as_many_services_as_the_limit_and_no_more() {
    let (home, server) = (Home::new(), double(KeeperKind::Readeck));
    for _ in 0..gleaner::config::KEEPERS_MAX {
        home.add(KeeperKind::Readeck, &server).unwrap();
    }
    assert!(home.add(KeeperKind::Readeck, &server).is_err());
    let several = home.run_with(Act::Test(name_args("readeck")), "").unwrap_err();
    assert!(several.to_string().contains("use a number"), "{several}");
}

/// A profile with entries that have links; those of the welcome feed have none.
fn with_entries() -> tempfile::TempDir {
    let profile = tempfile::tempdir().unwrap();
    let file = profile.path().join("feeds.db");
    let sql = include_str!("../fixtures/readers/quiterss.sql");
    rusqlite::Connection::open(&file).unwrap().execute_batch(sql).unwrap();
    let mut store = Store::open(&profile.path().join("library.db")).unwrap();
    let plan = library::plan_import(&store, &file).unwrap();
    library::import(&mut store, plan, now()).unwrap();
    profile
}

#[test]
fn a_service_is_added_in_the_window_and_gets_an_entry_by_a_key() {
    let server = double(KeeperKind::Wallabag);
    let mut window = Window::open_in(with_entries());
    window.key_with(Modifiers::COMMAND, Key::K);
    window.type_text("services to send");
    window.key(Key::Enter);
    window.wait_for(Role::Heading, "Send to services");
    window.focus(Role::TextInput, "Address");
    window.type_text(server.url("/").as_str());
    window.click(Role::Button, "Add");
    window.wait_for(Role::Label, "Enter the user name and the client ID");
    for (field, text) in [("User name", "ann"), ("Client ID", "1_abc")] {
        window.focus(Role::TextInput, field);
        window.type_text(text);
    }
    for (field, text) in [("Client secret", CLIENT), ("Password", PASSWORD)] {
        window.focus(Role::PasswordInput, field);
        window.type_text(text);
    }
    window.key(Key::Enter);
    window.wait("the service", |reader| reader.state().settings.keepers.len() == 1);
    window.wait_for(Role::Label, "Wallabag at 127.0.0.1");
    window.click(Role::Button, "Test");
    let notice = |window: &mut Window, text: &'static str| {
        window.wait(text, move |reader| {
            reader.state().notice.as_ref().is_some_and(|notice| notice.text == text)
        });
    };
    notice(&mut window, "Wallabag answers");
    window.key(Key::Escape);
    window.key(Key::J);
    window.wait("an entry", |reader| reader.state().selected_url().is_some());
    window.key_with(Modifiers::ALT, Key::Num6);
    notice(&mut window, "Sent to Wallabag");
    let sent = server.requests().pop().unwrap();
    assert_eq!((sent.method.as_str(), sent.path.as_str()), ("POST", "/api/entries.json"));
}
