//! Servers that mean harm, or are broken in ways that look like it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gleaner::model::{AccountProblem, Clock, Secret, ServiceKind};
use gleaner::net::{Client, HttpClient};
use gleaner::refresh::CancelToken;
use gleaner::sync::{Access, Connection, Pass, SyncReport, open, sync_account};
use url::{Url, form_urlencoded};

use crate::support::server::{Received, Reply, Server};
use crate::support::sync_double::memory::MemoryLedger;
use crate::support::sync_double::recorded::{Question, RecordedClient};
use crate::support::sync_double::{Asked, Double, Quirks};

fn sync(client: Arc<dyn HttpClient>, address: Url, ledger: &mut MemoryLedger) -> SyncReport {
    let access = Access {
        address,
        user: "ann".into(),
        secret: Secret::new("api-secret-1"),
        may_be_plain: false,
    };
    let mut service = open(ServiceKind::FreshRss, Connection::new(client, access, Clock::system()));
    let (clock, cancel) = (Clock::system(), CancelToken::new());
    let pass = Pass { clock, cancel, progress: Arc::new(|_| {}) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(sync_account(service.as_mut(), ledger, &pass)).unwrap()
}

/// Syncs with a server whose list of ids is `ids` of the number of the request.
fn with_ids(ids: impl Fn(usize) -> String + Send + 'static) -> (SyncReport, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let client = RecordedClient::new(move |question: &Question| {
        let is = |end: &str| question.path.ends_with(end);
        let body = if is("ClientLogin") {
            "Auth=x".to_owned()
        } else if is("subscription/list") {
            r#"{"subscriptions":[]}"#.to_owned()
        } else if is("tag/list") {
            r#"{"tags":[]}"#.to_owned()
        } else if is("ids") {
            ids(count.fetch_add(1, Ordering::SeqCst))
        } else {
            r#"{"items":[]}"#.to_owned()
        };
        Some((200, body))
    });
    let address = RecordedClient::address();
    let report = sync(Arc::new(client), address, &mut MemoryLedger::new());
    (report, asked.load(Ordering::SeqCst))
}

fn is_unreadable(report: &SyncReport) -> bool {
    matches!(
        report.problem,
        Some(AccountProblem::Unreadable { .. } | AccountProblem::Network { .. })
    )
}

#[test]
fn pages_without_an_end_are_given_up() {
    let (report, asked) = with_ids(|number| {
        format!(r#"{{"itemRefs":[{{"id":"{number}"}}],"continuation":"{number}"}}"#)
    });
    assert!(is_unreadable(&report), "{report:?}");
    assert!(asked <= 1_000, "{asked} pages were read");
}

#[test]
fn a_page_that_leads_back_to_itself_is_given_up() {
    let (report, asked) =
        with_ids(|_| r#"{"itemRefs":[{"id":"1"}],"continuation":"x"}"#.to_owned());
    assert!(is_unreadable(&report), "{report:?}");
    assert!(asked <= 3);
}

#[test]
fn a_million_ids_are_refused() {
    let refs = vec![r#"{"id":"1796005022950308"}"#; 1_000_000].join(",");
    let (report, _) = with_ids(move |_| format!(r#"{{"itemRefs":[{refs}]}}"#));
    assert!(is_unreadable(&report), "{report:?}");
}

#[test]
fn an_id_of_a_megabyte_is_refused() {
    let id = "1".repeat(1 << 20);
    let (report, _) = with_ids(move |_| format!(r#"{{"itemRefs":[{{"id":"{id}"}}]}}"#));
    assert!(is_unreadable(&report), "{report:?}");
}

#[test]
fn json_that_is_nested_without_an_end_is_refused() {
    let (report, _) = with_ids(|_| format!(r#"{{"itemRefs":{}}}"#, "[".repeat(1 << 20)));
    assert!(is_unreadable(&report), "{report:?}");
}

/// A double behind a real connection.
fn asked(received: &Received) -> Asked {
    let url = Url::parse("http://x.test").unwrap().join(&received.path).unwrap();
    let pairs = |bytes: &[u8]| form_urlencoded::parse(bytes).into_owned().collect();
    Asked {
        method: received.method.clone(),
        path: url.path().trim_start_matches('/').to_owned(),
        query: pairs(url.query().unwrap_or_default().as_bytes()),
        form: pairs(&received.body),
        headers: received.headers.clone().into_iter().collect::<BTreeMap<_, _>>(),
    }
}

fn served(
    double: Double,
    redirect: impl Fn(&str) -> Option<(u16, String)> + Send + Sync + 'static,
) -> Server {
    let double = std::sync::Mutex::new(double);
    Server::start(move |received| {
        if let Some((status, location)) = redirect(&received.path) {
            return Reply::redirect(status, &location);
        }
        let told = double.lock().unwrap().answer(&asked(received));
        let headers = told.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        Reply::Answer { status: told.status, headers: headers.collect(), body: told.body.into() }
    })
}

fn double() -> Double {
    let mut double = Double::new(Quirks::freshrss());
    double.state.add_feed("sea", None, &["a", "b"]);
    double
}

#[test]
fn a_sync_runs_over_a_real_connection() {
    let server = served(double(), |_| None);
    let mut ledger = MemoryLedger::new();
    let report = sync(Arc::new(Client::new()), server.url("/"), &mut ledger);
    assert_eq!((report.problem, report.new_entries), (None, 2));
}

#[test]
fn a_redirect_to_another_place_gets_neither_password_nor_token() {
    let away = Server::start(|_| Reply::ok("{}"));
    for path in ["ClientLogin", "subscription/list", "token", "edit-tag"] {
        for status in [301, 302, 307, 308] {
            let target = away.url("/").to_string();
            let server = served(double(), move |asked| {
                asked.contains(path).then(|| (status, target.clone()))
            });
            let mut ledger = MemoryLedger::new();
            sync(Arc::new(Client::new()), server.url("/"), &mut ledger);
            if let Some(id) = ledger.entries.keys().next().cloned() {
                ledger.act(&id, gleaner::model::MarkKind::Star, true);
                sync(Arc::new(Client::new()), server.url("/"), &mut ledger);
            }
        }
    }
    assert_eq!(away.requests(), []);
}

#[test]
fn a_redirect_within_the_server_is_followed() {
    let server = served(double(), |path| {
        let rest = path.strip_prefix("//")?;
        Some((307, format!("/{rest}")))
    });
    let address = Url::parse(&format!("{}/", server.url("/"))).unwrap();
    let report = sync(Arc::new(Client::new()), address, &mut MemoryLedger::new());
    assert_eq!(report.problem, None);
}
