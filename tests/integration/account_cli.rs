//! `gleaner account`: an account is added in one command, synced by `refresh` too, and its secret
//! is in the keyring and nowhere else.

use std::sync::Arc;

use gleaner::cli::account::{self, Act, AddArgs, ListArgs, NameArgs, RenameArgs, SyncArgs};
use gleaner::cli::{CliError, Profile, add, refresh};
use gleaner::config::Paths;
use gleaner::model::{Clock, Filter, ServiceKind, StatusChange};
use gleaner::net::Vault;
use gleaner::query::{Expr, Query};
use gleaner::store::{Store, lock_account};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::fake_keyring::FakeKeyring;
use crate::support::feeds::rss;
use crate::support::program::Program;
use crate::support::server::{Reply, Server};
use crate::support::sync_double::{Double, Quirks};
use crate::support::sync_server::SyncServer;

const PASSWORD: &str = "api-secret-1";

/// A server with the feed "sea" (a, b, c).
fn server() -> SyncServer {
    let mut double = Double::new(Quirks::freshrss());
    double.state.add_feed("sea", None, &["a", "b", "c"]);
    SyncServer::start(double)
}

/// A profile whose keyring is in memory.
struct Home {
    dir: TempDir,
    keyring: Arc<FakeKeyring>,
}

impl Home {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), keyring: Arc::new(FakeKeyring::default()) }
    }

    /// A profile with an account at a server, synced once.
    fn with_account(server: &SyncServer) -> Self {
        let home = Self::new();
        home.ok(Act::Add(Home::add_args(server)));
        home
    }

    fn profile(&self) -> Profile {
        let paths = Paths::new(self.dir.path().to_owned());
        let vault = Vault::new(Arc::clone(&self.keyring) as Arc<dyn gleaner::net::Keyring>);
        Profile { vault, ..Profile::new(paths, Clock::system()) }
    }

    fn add_args(server: &SyncServer) -> AddArgs {
        AddArgs {
            address: Some(server.address().to_string()),
            service: None,
            user: Some("ann".to_owned()),
            name: Some("Home".to_owned()),
            plain: false,
            no_sync: false,
            json: true,
        }
    }

    fn run(&self, act: Act, secret: &str) -> Result<String, CliError> {
        let mut out = Vec::new();
        let args = account::Args { act };
        account::run_with(&args, &self.profile(), &|_| Ok(secret.to_owned()), &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn ok(&self, act: Act) -> String {
        self.run(act, PASSWORD).unwrap()
    }

    fn json(&self, act: Act) -> Value {
        serde_json::from_str(&self.ok(act)).unwrap()
    }

    fn sync(&self) -> Value {
        let all = SyncArgs { json: true, ..SyncArgs::default() };
        self.json(Act::Sync(all))["accounts"][0].clone()
    }

    fn named() -> NameArgs {
        NameArgs { account: "home".to_owned(), json: true }
    }

    fn list(&self) -> Vec<Value> {
        let listed = self.json(Act::List(ListArgs { json: true }));
        listed["accounts"].as_array().unwrap().clone()
    }

    fn store(&self) -> Store {
        Store::open(&self.profile().paths.library()).unwrap()
    }

    fn unread(&self) -> Vec<String> {
        let store = self.store();
        let now = Clock::system().zoned();
        let query = Query { filter: Filter::Unread, ..Query::new(Expr::All, now) };
        let ids: Vec<_> =
            store.reader().whole_list(&query).unwrap().iter().map(|entry| entry.id).collect();
        let rows = store.reader().rows(&ids).unwrap();
        let mut titles: Vec<String> =
            rows.into_iter().map(|row| row.title).filter(|title| title.len() == 1).collect();
        titles.sort();
        titles
    }

    fn mark_read(&self, title: &str) {
        let mut store = self.store();
        let account = store.reader().accounts().unwrap()[0].id;
        let known = store.reader().known_entries(account).unwrap();
        let ids: Vec<_> = known.values().map(|known| known.entry).collect();
        let rows = store.reader().rows(&ids).unwrap();
        let id = rows.iter().find(|row| row.title == title).unwrap().id;
        store.change_statuses(&[id], StatusChange::Read(true), Clock::system().now()).unwrap();
    }
}

#[test]
fn an_account_is_added_by_the_address_of_its_server_alone() {
    let (server, home) = (server(), Home::new());
    let added = home.json(Act::Add(Home::add_args(&server)));
    assert_eq!(added["service"], "freshrss");
    assert_eq!(added["address"], server.address().join("api/greader.php").unwrap().as_str());
    assert_eq!(added["sync"]["new"], 3);
    assert_eq!(home.unread(), ["a", "b", "c"]);
    let kept = home.keyring.kept();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].1.contains(PASSWORD));
}

#[test]
fn the_secret_is_in_no_file() {
    let server = server();
    let home = Home::with_account(&server);
    home.sync();
    for file in std::fs::read_dir(home.dir.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(PASSWORD), "{:?}", file.path());
    }
}

#[test]
fn a_wrong_password_is_said_in_words_and_nothing_is_added() {
    let (server, home) = (server(), Home::new());
    let error = home.run(Act::Add(Home::add_args(&server)), "wrong").unwrap_err();
    assert_eq!(error.kind(), "server");
    assert!(error.to_string().contains("password"), "{error}");
    assert!(home.list().is_empty() && home.keyring.kept().is_empty());
}

#[test]
fn an_interface_that_is_switched_off_is_said_in_words() {
    let (server, home) = (server(), Home::new());
    server.with(|double| double.state.is_api_off = true);
    let error = home.run(Act::Add(Home::add_args(&server)), PASSWORD).unwrap_err();
    assert!(error.to_string().contains("switched off"), "{error}");
}

#[test]
fn an_address_without_such_a_server_is_said_in_words() {
    let (server, home) = (server(), Home::new());
    let args = AddArgs {
        address: Some(server.address().join("elsewhere/").unwrap().to_string()),
        service: Some(ServiceKind::FreshRss),
        ..Home::add_args(&server)
    };
    let error = home.run(Act::Add(args), PASSWORD).unwrap_err();
    assert_eq!(error.kind(), "server");
}

#[test]
fn without_a_keyring_no_account_is_added() {
    let server = server();
    let home = Home { keyring: Arc::new(FakeKeyring::missing()), ..Home::new() };
    let error = home.run(Act::Add(Home::add_args(&server)), PASSWORD).unwrap_err();
    assert_eq!(error.kind(), "keyring");
    assert!(home.list().is_empty());
}

#[test]
fn an_account_is_added_once() {
    let server = server();
    let home = Home::with_account(&server);
    let args = AddArgs { name: Some("Other".to_owned()), ..Home::add_args(&server) };
    assert_eq!(home.run(Act::Add(args), PASSWORD).unwrap_err().kind(), "library");
    assert_eq!(home.list().len(), 1);
}

#[test]
fn acts_go_out_and_come_in() {
    let server = server();
    let home = Home::with_account(&server);
    home.mark_read("a");
    assert_eq!(home.list()[0]["waiting"], 1);
    server.with(|double| double.state.item("b").is_read = true);
    let synced = home.sync();
    assert_eq!((&synced["sent"], &synced["marked"]), (&1.into(), &1.into()));
    assert_eq!(home.unread(), ["c"]);
    assert_eq!(server.with(|double| double.state.marks()), ["a read", "b read", "c"]);
    assert_eq!(home.list()[0]["waiting"], 0);
}

#[test]
fn a_refresh_syncs_accounts_too() {
    let server = server();
    let home = Home::with_account(&server);
    let feed = server.with(|double| double.state.feed_at("https://sea.test/feed")).unwrap();
    server.with(|double| double.state.add_item(feed, "d"));
    let args = refresh::Args { feed: None, folder: None, due: false, json: true };
    let mut out = Vec::new();
    refresh::run(&args, &home.profile(), &mut out).unwrap();
    let report: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(report["accounts"][0]["new"], 1, "{report}");
    assert_eq!(home.unread(), ["a", "b", "c", "d"]);
}

#[test]
fn a_refresh_by_timer_leaves_an_account_alone_that_was_just_synced() {
    let server = server();
    let home = Home::with_account(&server);
    server.with(|double| double.log.clear());
    let args = refresh::Args { feed: None, folder: None, due: true, json: true };
    refresh::run(&args, &home.profile(), &mut Vec::new()).unwrap();
    assert_eq!(server.with(|double| double.log.len()), 0);
}

#[test]
fn a_server_that_is_away_is_an_error_and_nothing_is_lost() {
    let server = server();
    let home = Home::with_account(&server);
    home.mark_read("a");
    server.with(|double| double.state.is_api_off = true);
    let args = SyncArgs { json: true, ..SyncArgs::default() };
    assert_eq!(home.run(Act::Sync(args), "").unwrap_err().kind(), "sync");
    let listed = &home.list()[0];
    assert_eq!((&listed["waiting"], &listed["problem"]["kind"]), (&1.into(), &"api_off".into()));
    server.with(|double| double.state.is_api_off = false);
    assert_eq!(home.sync()["sent"], 1);
    assert_eq!(home.list()[0]["problem"], Value::Null);
}

#[test]
fn a_new_password_is_given_with_sign_in() {
    let server = server();
    let home = Home::with_account(&server);
    server.with(|double| double.state.password = "another".to_owned());
    let args = SyncArgs { account: Some("1".to_owned()), ..SyncArgs::default() };
    assert!(home.run(Act::Sync(args), "").is_err());
    assert!(home.run(Act::SignIn(Home::named()), PASSWORD).is_err());
    home.run(Act::SignIn(Home::named()), "another").unwrap();
    assert_eq!(home.sync()["result"], "synced");
}

#[test]
fn a_removed_account_comes_back_with_undo_and_wants_its_password() {
    let server = server();
    let home = Home::with_account(&server);
    let step = home.json(Act::Remove(Home::named()))["step"].as_i64().unwrap();
    assert!(home.list().is_empty() && home.unread().is_empty() && home.keyring.kept().is_empty());
    assert_eq!(server.with(|double| double.state.feeds.len()), 1, "the server is not told");
    home.store().undo(gleaner::model::StepId(step), Clock::system().now()).unwrap();
    assert_eq!(home.unread(), ["a", "b", "c"]);
    let args = SyncArgs { json: true, ..SyncArgs::default() };
    assert_eq!(home.run(Act::Sync(args), "").unwrap_err().kind(), "sync");
    home.run(Act::SignIn(Home::named()), PASSWORD).unwrap();
    assert_eq!(home.sync()["result"], "synced");
}

#[test]
fn an_account_is_renamed_and_found_by_its_new_name() {
    let server = server();
    let home = Home::with_account(&server);
    let args = RenameArgs { account: "Home".to_owned(), name: "My server".to_owned(), json: false };
    assert!(home.ok(Act::Rename(args)).contains("My server"));
    let missing = home.run(Act::Remove(Home::named()), "").unwrap_err();
    assert_eq!(missing.kind(), "no_such_account");
    let synced = SyncArgs { account: Some("my server".to_owned()), ..SyncArgs::default() };
    assert_eq!(home.ok(Act::Sync(synced)), "My server: nothing new\n");
}

#[test]
fn a_feed_is_added_in_an_account() {
    let (server, web) = (server(), Server::start(|_| Reply::ok(rss("Land", &[("x", "News")]))));
    let home = Home::with_account(&server);
    let address = web.url("/feed").to_string();
    server.with(|double| double.state.web.insert(address.clone(), vec!["x".to_owned()]));
    let args = add::Args {
        address: address.clone(),
        title: None,
        folder: Some("News".to_owned()),
        account: Some("Home".to_owned()),
        user: None,
        first: false,
        json: true,
    };
    let mut out = Vec::new();
    add::run(&args, &home.profile(), &mut out).unwrap();
    let added: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!((&added["is_new"], &added["sync"]["result"]), (&true.into(), &"synced".into()));
    assert!(server.with(|double| double.asked("quickadd")) > 0, "the server is told");
    let store = home.store();
    let feed = store.reader().feed(gleaner::model::FeedId(added["id"].as_i64().unwrap())).unwrap();
    let account = store.reader().accounts().unwrap()[0].id;
    assert_eq!(feed.unwrap().account_id, Some(account));
}

#[test]
fn one_account_is_not_synced_twice_at_once() {
    let server = server();
    let home = Home::with_account(&server);
    let account = home.store().reader().accounts().unwrap()[0].id;
    let lock = lock_account(&home.profile().paths.library(), account);
    assert_eq!(home.sync()["result"], "busy");
    drop(lock);
    assert_eq!(home.sync()["result"], "synced");
}

#[test]
fn feeds_of_accounts_are_not_in_the_subscription_list() {
    let server = server();
    let home = Home::with_account(&server);
    let text = gleaner::library::subscriptions::text(home.store().reader()).unwrap();
    assert!(!text.contains("sea.test"), "{text}");
}

// On other systems the keyring is always there, and no test may write to it.
#[cfg(target_os = "linux")]
#[test]
fn the_program_reads_the_secret_from_standard_input_and_prints_it_nowhere() {
    let (server, program) = (server(), Program::new());
    let address = server.address();
    let arguments = ["account", "add", address.as_str(), "--user", "ann", "--json"];
    let run = program.run_with(&arguments, &format!("{PASSWORD}\n"), &[]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("\"keyring\""), "{run:?}");
    assert!(!format!("{run:?}").contains(PASSWORD));
    assert!(server.with(|double| double.asked("ClientLogin")) > 0, "the password was read");
    assert_eq!(program.json(&["account", "list"])["accounts"], serde_json::json!([]));
}

#[test]
fn wrong_usage_is_exit_code_two() {
    let program = Program::new();
    assert_eq!(program.run(&["account", "add"]).code, 2);
    assert_eq!(program.run(&["account", "add", "a.org", "--service", "gopher"]).code, 2);
}
