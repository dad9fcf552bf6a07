//! The services against the recorded answers of real servers (`../shared/sync`).

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use gleaner::model::{Clock, MarkKind, RemoteId, Secret, ServiceKind};
use gleaner::refresh::CancelToken;
use gleaner::sync::{
    Access, Connection, ListKind, Mark, Pass, Service, ServiceError, SyncReport, open, sync_account,
};
use serde_json::Value;

use crate::support::skip::skip;
use crate::support::sync_double::memory::MemoryLedger;
use crate::support::sync_double::recorded::{
    Exchange, Question, RecordedClient, exchanges, folder,
};

const FRESHRSS: &str = "freshrss-1.25.0-dev";
const MINIFLUX: &str = "miniflux-2.3.3";
const TT_RSS: &str = "tt-rss-21.20210204";
const FEVER: [&str; 4] = [FRESHRSS, MINIFLUX, "yarr-2.8", "coldsweat-0.10.2"];

/// Runs a test with the folder of recordings.
fn with_recordings(test: impl FnOnce(&Path)) {
    match folder() {
        Some(folder) => test(&folder),
        None => skip("../shared/sync is absent"),
    }
}

fn service(kind: ServiceKind, client: &RecordedClient) -> Box<dyn Service> {
    let access = Access {
        address: RecordedClient::address(),
        user: "ann".into(),
        secret: Secret::new("api-secret-1"),
        may_be_plain: false,
    };
    open(kind, Connection::new(Arc::new(client.clone()), access, Clock::system()))
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(work)
}

fn sync(kind: ServiceKind, client: &RecordedClient, ledger: &mut MemoryLedger) -> SyncReport {
    let mut service = service(kind, client);
    let (clock, cancel) = (Clock::system(), CancelToken::new());
    let pass = Pass { clock, cancel, progress: Arc::new(|_| {}) };
    wait(sync_account(service.as_mut(), ledger, &pass)).unwrap()
}

/// The answer to a sign-in or a token, so that other questions get through.
fn sign_in(question: &Question) -> Option<(u16, String)> {
    let is = |end: &str| question.path.ends_with(end);
    if is("ClientLogin") {
        Some((200, "Auth=ann/x\n".into()))
    } else if is("/token") {
        Some((200, "token".into()))
    } else {
        None
    }
}

/// Answers every question with one body.
fn always(exchange: &Exchange) -> RecordedClient {
    let (status, body) = (exchange.status, exchange.body.clone());
    RecordedClient::new(move |question| sign_in(question).or(Some((status, body.clone()))))
}

/// The recorded bodies are read where they have the expected form, and are errors where not.
#[test]
fn every_recorded_answer_of_google_reader_is_read_or_refused() {
    with_recordings(|folder| {
        let mut read = 0;
        for server in [FRESHRSS, MINIFLUX] {
            for entry in std::fs::read_dir(folder.join(server)).unwrap() {
                let name =
                    entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
                for exchange in exchanges(folder, &format!("{server}/{name}")) {
                    read += usize::from(check_google_reader(&exchange));
                }
            }
        }
        assert!(read > 300, "{read} answers were read");
    });
}

fn has(exchange: &Exchange, key: &str) -> bool {
    let parsed: Result<Value, _> = serde_json::from_str(&exchange.body);
    let found = parsed.is_ok_and(|value| value.get(key).is_some_and(Value::is_array));
    found && exchange.status == 200
}

fn check_google_reader(exchange: &Exchange) -> bool {
    let client = always(exchange);
    let mut service = service(ServiceKind::GoogleReader, &client);
    let ids = [RemoteId("1".into())];
    let step = &exchange.step;
    if exchange.path.ends_with("subscription/list") {
        let found = wait(service.feeds());
        assert_eq!(found.is_ok(), has(exchange, "subscriptions"), "{step}: {found:?}");
    } else if exchange.path.ends_with("stream/items/ids") {
        let found = wait(service.id_page(&ListKind::Unread, None));
        assert_eq!(found.is_ok(), has(exchange, "itemRefs"), "{step}");
    } else if exchange.path.ends_with("stream/items/contents") {
        let found = wait(service.entries(&ids));
        assert_eq!(found.is_ok(), has(exchange, "items"), "{step}");
    } else if exchange.path.ends_with("edit-tag") {
        let mark = Mark { kind: MarkKind::Read, is_on: true };
        let done = wait(service.mark(&mark, &ids));
        assert_eq!(done.is_ok(), exchange.status == 200 && exchange.body.trim() == "OK", "{step}");
    } else {
        return false;
    }
    true
}

#[test]
fn every_recorded_answer_of_fever_is_read_or_refused() {
    with_recordings(|folder| {
        let mut read = 0;
        for server in FEVER {
            for number in ["22-fever-lists", "23-fever-items", "24-fever-marks"] {
                for exchange in exchanges(folder, &format!("{server}/{number}")) {
                    read += usize::from(check_fever(&exchange));
                }
            }
        }
        assert!(read > 80, "{read} answers were read");
    });
}

fn check_fever(exchange: &Exchange) -> bool {
    let client = always(exchange);
    let mut service = service(ServiceKind::Fever, &client);
    let is_asked = |name: &str| exchange.raw_query.split('&').any(|part| part == name);
    let value: Value = serde_json::from_str(&exchange.body).unwrap_or_default();
    let is_signed_in = value["auth"] == 1;
    if is_asked("unread_item_ids") && exchange.form.len() == 1 {
        let found = wait(service.id_page(&ListKind::Unread, None));
        assert_eq!(found.is_ok(), is_signed_in && value["unread_item_ids"].is_string());
    } else if is_asked("items") {
        let found = wait(service.entries(&[RemoteId("1".into())]));
        assert_eq!(found.is_ok(), is_signed_in && value["items"].is_array(), "{}", exchange.step);
    } else {
        return false;
    }
    true
}

#[test]
fn every_recorded_answer_of_miniflux_is_read_or_refused() {
    with_recordings(|folder| {
        let files = ["31-v1-auth", "32-v1-lists", "33-v1-entries", "34-v1-writes", "35-v1-feeds"];
        let later = ["36-v1-new-and-edited", "37-v1-marking-between-pages"];
        let all = files.iter().chain(&later);
        let read = all
            .flat_map(|name| exchanges(folder, &format!("{MINIFLUX}/{name}")))
            .filter(check_miniflux)
            .count();
        assert!(read > 60, "{read} answers were read");
    });
}

fn check_miniflux(exchange: &Exchange) -> bool {
    let (step, method) = (&exchange.step, exchange.method.as_str());
    let is_right = (200..300).contains(&exchange.status);
    let told = (exchange.status, exchange.body.clone());
    let path = exchange.path.clone();
    // Feeds and categories are asked for together, and a server without lists of ids is asked for
    // entries.
    let client = RecordedClient::new(move |question| {
        let asked = question.path.trim_start_matches("/v1");
        if asked == path {
            Some(told.clone())
        } else if asked == "/entries/ids" {
            Some((404, String::new()))
        } else {
            Some((200, "[]".to_owned()))
        }
    });
    let mut service = service(ServiceKind::Miniflux, &client);
    let id = exchange.path.rsplit('/').next().unwrap();
    match (method, exchange.path.as_str()) {
        ("GET", "/me") => assert_eq!(wait(service.sign_in()).is_ok(), is_right, "{step}"),
        ("GET", "/feeds" | "/categories") => {
            let found = wait(service.feeds());
            assert_eq!(found.is_ok(), is_right, "{step}: {found:?}");
            let found = found.unwrap();
            let names =
                if exchange.path == "/feeds" { found.feeds.len() } else { found.folders.len() };
            assert!(names > 0, "{step}");
        }
        ("GET", "/entries/ids") => {
            let found = wait(service.id_page(&ListKind::Unread, None));
            assert_eq!(found.is_ok(), is_right && has(exchange, "entry_ids"), "{step}: {found:?}");
        }
        ("GET", "/entries") => {
            let found = wait(service.id_page(&ListKind::Starred, None));
            assert_eq!(found.is_ok(), is_right && has(exchange, "entries"), "{step}: {found:?}");
        }
        ("GET", path) if path.starts_with("/entries/") && id.parse::<u32>().is_ok() => {
            let found = wait(service.entries(&[RemoteId(id.to_owned())])).unwrap();
            assert_eq!(found.len(), usize::from(is_right), "{step}");
            assert!(found.iter().all(|item| item.id.as_str() == id), "{step}");
        }
        ("PUT", "/entries") => {
            let mark = Mark { kind: MarkKind::Read, is_on: true };
            let done = wait(service.mark(&mark, &[RemoteId("1".into())]));
            assert_eq!(done.is_ok(), is_right, "{step}: {done:?}");
        }
        _ => return false,
    }
    true
}

#[test]
fn every_recorded_answer_of_tt_rss_is_read_or_refused() {
    with_recordings(|folder| {
        let mut read = 0;
        for entry in std::fs::read_dir(folder.join(TT_RSS)).unwrap() {
            let name = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
            let all = exchanges(folder, &format!("{TT_RSS}/{name}"));
            read += all.iter().filter(|exchange| check_tt_rss(exchange)).count();
        }
        assert!(read > 60, "{read} answers were read");
    });
}

fn check_tt_rss(exchange: &Exchange) -> bool {
    let step = &exchange.step;
    let op = exchange.sent["op"].clone();
    let told = (exchange.status, exchange.body.clone());
    let asked = op.clone();
    let client = RecordedClient::new(move |question| {
        if question.sent["op"] == asked {
            return Some(told.clone());
        }
        let content = if question.sent["op"] == "login" {
            serde_json::json!({"session_id": "x"})
        } else {
            serde_json::json!([])
        };
        Some((200, serde_json::json!({"seq": 0, "status": 0, "content": content}).to_string()))
    });
    let mut service = service(ServiceKind::TinyTinyRss, &client);
    let answer: Value = serde_json::from_str(&exchange.body).unwrap_or_default();
    let is_list = answer["content"].is_array();
    match op.as_str().unwrap_or_default() {
        "login" => {
            let has_session = answer["content"]["session_id"].is_string();
            assert_eq!(wait(service.sign_in()).is_ok(), has_session, "{step}");
        }
        "getHeadlines" => {
            // Asked for with a header, the list stands beside other things.
            let is_plain = !answer["content"][0].get("id").is_some_and(Value::is_boolean)
                && exchange.sent.get("include_header").is_none();
            let found = wait(service.id_page(&ListKind::Unread, None));
            assert_eq!(found.is_ok(), is_list && is_plain, "{step}: {found:?}");
        }
        // Other lists have the server's own feeds, which have no address; we do not ask for them.
        "getFeeds" if exchange.sent["cat_id"] != -3 => return false,
        "getFeeds" | "getCategories" => {
            assert_eq!(wait(service.feeds()).is_ok(), is_list, "{step}");
        }
        "getArticle" => {
            let found = wait(service.entries(&[RemoteId("1".into())]));
            assert_eq!(found.is_ok(), is_list, "{step}: {found:?}");
        }
        "updateArticle" => {
            let mark = Mark { kind: MarkKind::Star, is_on: true };
            let done = wait(service.mark(&mark, &[RemoteId("1".into())]));
            assert_eq!(done.is_ok(), answer["content"]["status"] == "OK", "{step}: {done:?}");
        }
        _ => return false,
    }
    true
}

#[test]
fn a_wrong_password_is_told_from_another_server() {
    with_recordings(|folder| {
        for server in [FRESHRSS, MINIFLUX] {
            let all = exchanges(folder, &format!("{server}/01-login"));
            let of = |step: &str| all.iter().find(|it| it.step == step).unwrap().clone();
            for step in ["login wrong password", "login with the web password"] {
                let refused = of(step);
                let client =
                    RecordedClient::new(move |_| Some((refused.status, refused.body.clone())));
                let error = wait(service(ServiceKind::FreshRss, &client).sign_in()).unwrap_err();
                assert!(matches!(error, ServiceError::ApiPassword { .. }), "{step}: {error}");
            }
            let right = of("login right");
            let client = RecordedClient::new(move |_| Some((right.status, right.body.clone())));
            wait(service(ServiceKind::FreshRss, &client).sign_in()).unwrap();
        }
        let page = RecordedClient::new(|_| Some((200, "<!DOCTYPE html><html>".into())));
        for kind in [ServiceKind::FreshRss, ServiceKind::Miniflux, ServiceKind::Fever] {
            let error = wait(service(kind, &page).sign_in()).unwrap_err();
            assert!(matches!(error, ServiceError::NotThisService { .. }), "{kind:?}: {error}");
        }
    });
}

/// Answers a whole sync from the exchanges of one: lists as recorded, entries from all that came.
fn whole_google_reader(all: Vec<Exchange>) -> RecordedClient {
    let mut items: BTreeMap<String, Value> = BTreeMap::new();
    for exchange in &all {
        let value: Value = serde_json::from_str(&exchange.body).unwrap_or_default();
        for item in value["items"].as_array().into_iter().flatten() {
            items.insert(item["id"].as_str().unwrap().to_owned(), item.clone());
        }
    }
    RecordedClient::new(move |question| {
        if let Some(answer) = sign_in(question) {
            return Some(answer);
        }
        if question.path.ends_with("items/contents") {
            let asked = question.form.iter().filter(|(name, _)| name == "i");
            let found: Vec<&Value> = asked.filter_map(|(_, id)| items.get(id)).collect();
            return Some((200, serde_json::json!({"items": found}).to_string()));
        }
        let value = |name: &str| {
            let pair = question.query.iter().find(|(other, _)| other == name);
            pair.map(|(_, value)| value.as_str())
        };
        let is_meant = |exchange: &&Exchange| {
            question.path.ends_with(&exchange.path)
                && ["s", "xt", "c"].iter().all(|name| exchange.first(name) == value(name))
        };
        all.iter().find(is_meant).map(|exchange| (exchange.status, exchange.body.clone()))
    })
}

#[test]
fn a_recorded_account_is_synced_whole() {
    with_recordings(|folder| {
        for (server, unread, starred) in [(FRESHRSS, 81, 8), (MINIFLUX, 79, 6)] {
            let all = exchanges(folder, &format!("{server}/12-whole-first-sync"));
            let client = whole_google_reader(all);
            let mut ledger = MemoryLedger::new();
            let report = sync(ServiceKind::GoogleReader, &client, &mut ledger);
            assert_eq!(report.problem, None, "{server}");
            let entries = ledger.entries.values();
            let (not_read, with_star) = (
                entries.clone().filter(|kept| !kept.is_read).count(),
                entries.filter(|kept| kept.is_starred).count(),
            );
            assert!(not_read <= unread && not_read > unread / 2, "{server}: {not_read} unread");
            assert!(with_star <= starred && with_star > 0, "{server}: {with_star} starred");
            let again = sync(ServiceKind::GoogleReader, &client, &mut ledger);
            assert_eq!((again.new_entries, again.marked), (0, 0), "{server}");
        }
    });
}
