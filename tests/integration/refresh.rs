//! Refreshing with a client that has no network: which feeds are fetched, how many at once, and the
//! outcomes.

use std::sync::Arc;

use gleaner::model::{
    FeedHealth, FeedId, FeedProblem, FeedState, FreshEntry, Move, ProblemKind, RefreshOutcome,
    Validators, WELCOME_FEED_URL,
};
use gleaner::net::{Body, Client, FetchError, Headers, KeyringError, Request, Response};
use gleaner::refresh::{
    CancelToken, Mode, OFFLINE_HOSTS, OUTCOMES_BUFFERED, REQUESTS_MAX, REQUESTS_PER_HOST_MAX,
    RefreshEnd, UNREAD_MAX, refresh_feed, refresh_many,
};
use jiff::{Timestamp, ToSpan as _};
use tokio::sync::mpsc;
use url::Url;

use crate::support::fake_client::{FakeClient, no_network, status};
use crate::support::feeds::rss;

pub fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

pub fn feed(id: i64, address: &str) -> FeedState {
    FeedState {
        paused_until: None,
        feed_id: FeedId(id),
        feed_url: Url::parse(address).unwrap(),
        validators: Validators {
            etag: Some("\"1\"".into()),
            received: Some(now()),
            ..Validators::default()
        },
        health: FeedHealth::default(),
        refresh_minutes: None,
        sign_in: None,
    }
}

/// `per_host` feeds on each of `hosts` hosts.
fn feeds(hosts: i64, per_host: i64) -> Vec<FeedState> {
    (0..hosts * per_host)
        .map(|n| feed(n, &format!("https://host{}.example/{n}", n % hosts)))
        .collect()
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Refreshes all feeds and collects the outcomes in the order of the feeds.
fn refresh(
    client: &Arc<FakeClient>,
    states: Vec<FeedState>,
    mode: Mode,
) -> (RefreshEnd, Vec<(FeedId, RefreshOutcome)>) {
    runtime().block_on(async {
        let (sender, mut receiver) = mpsc::channel(OUTCOMES_BUFFERED);
        let run = tokio::spawn(refresh_many(
            client.clone(),
            states,
            now(),
            mode,
            CancelToken::new(),
            sender,
        ));
        let mut outcomes = Vec::new();
        while let Some(outcome) = receiver.recv().await {
            outcomes.push(outcome);
        }
        outcomes.sort_by_key(|(id, _)| *id);
        (run.await.unwrap(), outcomes)
    })
}

#[expect(clippy::unnecessary_wraps, reason = "it is what the fake returns")]
pub fn not_modified(request: &Request) -> Result<Response, FetchError> {
    Ok(status(request, 304, Headers::default()))
}

/// The outcome for one feed whose server answers with this status and these headers.
pub fn outcome_of(code: u16, headers: Headers) -> RefreshOutcome {
    let client = FakeClient::new(move |request| Ok(status(request, code, headers.clone())));
    runtime().block_on(refresh_feed(&client, &feed(1, "https://a.example/"), now()))
}

pub fn problem_of(outcome: RefreshOutcome) -> (FeedProblem, Option<Timestamp>, bool) {
    match outcome {
        RefreshOutcome::Failed { problem, next_check, is_gone } => (problem, next_check, is_gone),
        other => panic!("not a failure: {other:?}"),
    }
}

#[test]
fn every_feed_is_asked_once() {
    let client = Arc::new(FakeClient::new(not_modified));
    let (end, outcomes) = refresh(&client, feeds(5, 9), Mode::Asked);
    assert_eq!(end, RefreshEnd::default());
    assert_eq!((outcomes.len(), client.counts().requests), (45, 45));
    assert!(
        outcomes.iter().all(|(_, outcome)| matches!(outcome, RefreshOutcome::Unchanged { .. }))
    );
}

#[test]
fn a_host_gets_two_requests_at_once_and_all_hosts_together_thirty_two() {
    let client = Arc::new(FakeClient::new(not_modified));
    refresh(&client, feeds(20, 4), Mode::Asked);
    assert_eq!(
        (client.counts().most_per_host, client.counts().most_in_all),
        (REQUESTS_PER_HOST_MAX, REQUESTS_MAX)
    );
    let client = Arc::new(FakeClient::new(not_modified));
    refresh(&client, feeds(1, 9), Mode::Asked);
    assert_eq!(
        (client.counts().most_per_host, client.counts().most_in_all),
        (REQUESTS_PER_HOST_MAX, REQUESTS_PER_HOST_MAX)
    );
}

#[test]
fn without_a_network_nothing_is_said_about_the_feeds() {
    let client = Arc::new(FakeClient::new(|request| Err(no_network(request))));
    let (end, outcomes) = refresh(&client, feeds(2, 3), Mode::Asked);
    assert_eq!((end.is_offline, outcomes.len()), (true, 0));
}

#[test]
fn without_a_network_not_every_host_is_tried() {
    let client = Arc::new(FakeClient::new(|request| Err(no_network(request))));
    let (end, outcomes) = refresh(&client, feeds(500, 1), Mode::Asked);
    assert_eq!((end.is_offline, outcomes.len()), (true, 0));
    assert!(client.counts().requests <= REQUESTS_MAX + OFFLINE_HOSTS);
}

#[test]
fn an_unknown_host_is_the_feeds_own_problem_when_another_host_is_heard() {
    let client = Arc::new(FakeClient::new(|request| {
        if request.url.path() == "/9" { not_modified(request) } else { Err(no_network(request)) }
    }));
    let (end, outcomes) = refresh(&client, feeds(10, 1), Mode::Asked);
    assert_eq!((end.is_offline, outcomes.len()), (false, 10));
    assert_eq!(problem_of(outcomes[0].1.clone()).0.kind.code(), "dns");
}

#[test]
fn what_was_not_asked_is_no_sign_of_a_network() {
    let locked = |request: &Request| {
        let host = request.url.host_str().unwrap_or_default().to_owned();
        FetchError::Keyring { source: KeyringError::Silent, host }
    };
    let client = Arc::new(FakeClient::new(move |request| {
        Err(if request.url.path() == "/0" { locked(request) } else { no_network(request) })
    }));
    let (end, outcomes) = refresh(&client, feeds(5, 1), Mode::Asked);
    assert_eq!((end.is_offline, outcomes.len()), (true, 1));
    assert_eq!(problem_of(outcomes[0].1.clone()).0.kind.code(), "keyring");
}

#[test]
fn no_feed_is_blamed_for_a_proxy() {
    let client = Arc::new(FakeClient::new(|request| {
        let host = request.url.host_str().unwrap_or_default().to_owned();
        Err(FetchError::Proxy { source: "refused".into(), proxy: "proxy.lan".into(), host })
    }));
    let (end, outcomes) = refresh(&client, feeds(5, 1), Mode::Asked);
    assert_eq!((end.is_offline, end.is_proxy_unreached, outcomes.len()), (true, true, 0));
}

#[test]
fn one_unknown_host_says_nothing_about_the_network() {
    let client = Arc::new(FakeClient::new(|request| Err(no_network(request))));
    let (end, outcomes) = refresh(&client, feeds(1, 2), Mode::Asked);
    assert_eq!((end.is_offline, outcomes.len()), (false, 2));
}

#[test]
fn a_server_that_asked_for_peace_is_not_asked() {
    let mut state = feed(1, "https://a.example/");
    let until = now() + 10.minutes();
    let problem = FeedProblem {
        kind: ProblemKind::Status { host: "a.example".into(), status: 429, retry_at: Some(until) },
        since: now(),
        failures: 1,
    };
    state.health =
        FeedHealth { next_check: Some(until), problem: Some(problem), ..FeedHealth::default() };
    let client = Arc::new(FakeClient::new(not_modified));
    let (_, outcomes) = refresh(&client, vec![state], Mode::Insisted);
    assert_eq!(outcomes, [(FeedId(1), RefreshOutcome::Waiting { until })]);
    assert_eq!(client.counts().requests, 0);
}

#[test]
fn feeds_that_are_gone_are_passed_over() {
    let mut state = feed(1, "https://a.example/");
    state.health.is_gone = true;
    let client = Arc::new(FakeClient::new(not_modified));
    let (end, outcomes) = refresh(&client, vec![state], Mode::Asked);
    assert_eq!((end.skipped, outcomes.len(), client.counts().requests), (1, 0, 0));
}

#[test]
fn a_thrown_token_ends_a_refresh_that_hangs() {
    let cancel = CancelToken::new();
    let thrower = cancel.clone();
    let client = Arc::new(FakeClient::new(move |request| {
        thrower.cancel();
        not_modified(request)
    }));
    let end = runtime().block_on(async {
        // A full channel that nobody reads blocks the refresh for ever.
        let (sender, _receiver) = mpsc::channel(1);
        refresh_many(client.clone(), feeds(3, 3), now(), Mode::Asked, cancel, sender).await
    });
    assert!(end.is_cancelled);
}

#[test]
fn a_refresh_ends_when_nobody_listens() {
    let client = Arc::new(FakeClient::new(not_modified));
    let (sender, receiver) = mpsc::channel(1);
    drop(receiver);
    runtime().block_on(refresh_many(
        client.clone(),
        feeds(500, 1),
        now(),
        Mode::Asked,
        CancelToken::new(),
        sender,
    ));
    assert!(client.counts().requests <= REQUESTS_MAX);
}

#[test]
fn only_so_many_fetched_feeds_wait_to_be_read() {
    let client = Arc::new(FakeClient::new(|request| Ok(sent(request, rss("News", &[("a", "x")])))));
    let (sender, _receiver) = mpsc::channel(1);
    runtime().block_on(async {
        let run = refresh_many(
            client.clone(),
            feeds(500, 1),
            now(),
            Mode::Asked,
            CancelToken::new(),
            sender,
        );
        // Nobody takes the outcomes, so the refresh comes to a stop.
        tokio::select! {
            end = run => panic!("{end:?}"),
            () = async {
                let mut requests = 0;
                for _ in 0..10_000 {
                    tokio::task::yield_now().await;
                    requests = client.counts().requests;
                }
                let cores = std::thread::available_parallelism().map_or(1, usize::from);
                assert!(requests <= REQUESTS_MAX + UNREAD_MAX + cores + 2, "{requests}");
            } => {}
        }
    });
}

#[test]
fn a_client_that_panics_spoils_one_feed_only() {
    let client = Arc::new(FakeClient::new(|request| {
        if request.url.path() == "/1" { panic!("on purpose") } else { not_modified(request) }
    }));
    let (_, outcomes) = refresh(&client, feeds(3, 1), Mode::Asked);
    let kinds: Vec<bool> = outcomes
        .iter()
        .map(|(_, outcome)| matches!(outcome, RefreshOutcome::Failed { .. }))
        .collect();
    assert_eq!(kinds, [false, true, false]);
}

#[test]
fn an_answer_of_gone_is_remembered() {
    let (problem, _, is_gone) = problem_of(outcome_of(410, Headers::default()));
    assert_eq!((problem.kind.code(), is_gone), ("http", true));
    assert_eq!(problem.words(), "a.example has removed this feed for good (410)");
}

#[test]
fn a_server_that_names_a_time_is_left_alone_until_then() {
    let headers = Headers { retry_after: Some("120".into()), ..Headers::default() };
    for code in [429, 503] {
        let (problem, next_check, is_gone) = problem_of(outcome_of(code, headers.clone()));
        assert_eq!(
            (problem.kind.code(), next_check, is_gone),
            ("retry_after", Some(now() + 2.minutes()), false)
        );
    }
    let (problem, next_check, _) = problem_of(outcome_of(429, Headers::default()));
    assert_eq!((problem.kind.code(), next_check), ("http", Some(now() + 10.minutes())));
}

#[test]
fn nothing_new_without_having_been_asked_for_news_is_an_error() {
    let client = FakeClient::new(not_modified);
    let mut state = feed(1, "https://a.example/");
    state.validators = Validators::default();
    let outcome = runtime().block_on(refresh_feed(&client, &state, now()));
    assert_eq!(problem_of(outcome).0.kind.code(), "http");
}

/// A feed as its server sends it.
pub fn sent(request: &Request, body: impl Into<Vec<u8>>) -> Response {
    Response {
        body: Body { bytes: body.into(), encoding: None },
        ..status(request, 200, Headers::default())
    }
}

pub fn fresh(state: &FeedState, body: impl Into<Vec<u8>>) -> RefreshOutcome {
    let body = body.into();
    let client = FakeClient::new(move |request| Ok(sent(request, body.clone())));
    runtime().block_on(refresh_feed(&client, state, now()))
}

pub fn changed(outcome: RefreshOutcome) -> (Vec<FreshEntry>, Validators) {
    match outcome {
        RefreshOutcome::Changed { entries, validators, .. } => (entries, validators),
        other => panic!("not changed: {other:?}"),
    }
}

#[test]
fn a_body_becomes_entries_ready_to_be_stored() {
    let (entries, _) = changed(fresh(
        &feed(1, "https://a.example/"),
        rss("News", &[("a", "<p>One two three</p>"), ("b", "")]),
    ));
    let bodies: Vec<_> = entries.iter().map(|entry| entry.content.html.as_str()).collect();
    assert_eq!(bodies, ["<p>One two three</p>", ""]);
    assert_eq!(
        (entries[0].excerpt.as_str(), entries[0].words, entries[0].text.as_str()),
        ("One two three", 3, "One two three")
    );
}

#[test]
fn a_body_that_is_known_is_not_read_again() {
    let mut state = feed(1, "https://a.example/");
    let body = rss("News", &[("a", "x")]);
    state.validators = changed(fresh(&state, body.clone())).1;
    assert!(matches!(
        fresh(&state, body),
        RefreshOutcome::Unchanged { validators, .. } if validators == state.validators
    ));
    assert!(matches!(fresh(&state, rss("News", &[("a", "y")])), RefreshOutcome::Changed { .. }));
}

#[test]
fn a_change_of_words_changes_the_hash_and_a_change_of_dates_does_not() {
    let hash = |title: &str, date: &str, body: &str| {
        let item = format!(
            "<item><guid>a</guid><title>{title}</title><pubDate>{date}</pubDate>\
             <description>{body}</description></item>"
        );
        let feed_text =
            format!("<rss version=\"2.0\"><channel><title>T</title>{item}</channel></rss>");
        changed(fresh(&feed(1, "https://a.example/"), feed_text)).0[0].content_hash
    };
    let first = hash("One", "Mon, 23 Nov 2026 10:00:00 GMT", "body");
    assert_eq!(hash("One", "Mon, 23 Nov 2026 11:00:00 GMT", "body"), first);
    assert_ne!(hash("Two", "Mon, 23 Nov 2026 10:00:00 GMT", "body"), first);
    assert_ne!(hash("One", "Mon, 23 Nov 2026 10:00:00 GMT", "other"), first);
}

#[test]
fn a_move_is_believed_only_when_a_feed_is_there() {
    let moved = |body: String| {
        let client = FakeClient::new(move |request| {
            let moved_to = Some(Url::parse("https://b.example/new").unwrap());
            Ok(Response { moved_to, ..sent(request, body.clone()) })
        });
        runtime().block_on(refresh_feed(&client, &feed(1, "https://a.example/"), now()))
    };
    assert!(matches!(
        moved(rss("News", &[])),
        RefreshOutcome::Changed { moved_to: Some(Move { is_permanent: true, .. }), .. }
    ));
    assert!(matches!(
        moved("<html>Log in to the hotel's network</html>".into()),
        RefreshOutcome::Failed { .. }
    ));
}

#[test]
fn an_answer_from_elsewhere_is_no_move_for_good_unless_the_server_says_so() {
    let answer_from = |address: &'static str| {
        let client = FakeClient::new(move |request| {
            Ok(Response { url: Url::parse(address).unwrap(), ..sent(request, rss("News", &[])) })
        });
        let outcome = runtime().block_on(refresh_feed(
            &client,
            &feed(1, "https://a.example/feed#top"),
            now(),
        ));
        let RefreshOutcome::Changed { moved_to, .. } = outcome else { panic!("{outcome:?}") };
        moved_to
    };
    assert_eq!(answer_from("https://a.example/feed"), None);
    let url = Url::parse("https://b.example/feed").unwrap();
    assert_eq!(answer_from("https://b.example/feed"), Some(Move { url, is_permanent: false }));
}

#[test]
fn a_damaged_body_fails_and_keeps_the_old_validators_out() {
    let client = FakeClient::new(|request| {
        let headers = Headers { etag: Some("\"broken\"".into()), ..Headers::default() };
        Ok(Response { headers, ..sent(request, "no feed at all") })
    });
    let (problem, next_check, _) = problem_of(runtime().block_on(refresh_feed(
        &client,
        &feed(1, "https://a.example/"),
        now(),
    )));
    assert_eq!((problem.kind.code(), next_check), ("not_a_feed", Some(now() + 10.minutes())));
}

#[test]
fn the_program_carries_a_feed_of_its_own() {
    let outcome =
        runtime().block_on(refresh_feed(&Client::new(), &feed(1, WELCOME_FEED_URL), now()));
    assert!(!changed(outcome).0.is_empty());
}

#[test]
fn a_pause_holds_the_whole_host_and_no_other() {
    let headers = Headers { retry_after: Some("600".into()), ..Headers::default() };
    let client = Arc::new(FakeClient::new(move |request| {
        let is_busy = request.url.host_str() == Some("host0.example");
        if is_busy { Ok(status(request, 429, headers.clone())) } else { not_modified(request) }
    }));
    let (_, outcomes) = refresh(&client, feeds(2, 20), Mode::Asked);
    let count = |is_kind: fn(&RefreshOutcome) -> bool| {
        outcomes.iter().filter(|(_, outcome)| is_kind(outcome)).count()
    };
    let failed = count(|outcome| matches!(outcome, RefreshOutcome::Failed { .. }));
    let until = now() + 10.minutes();
    let waiting = outcomes
        .iter()
        .filter(|(_, outcome)| *outcome == RefreshOutcome::Waiting { until })
        .count();
    assert!((1..=REQUESTS_PER_HOST_MAX).contains(&failed), "{failed}");
    assert_eq!(failed + waiting, 20);
    assert_eq!(count(|outcome| matches!(outcome, RefreshOutcome::Unchanged { .. })), 20);
}

#[test]
fn a_host_whose_pause_is_not_over_is_not_asked_for_its_other_feeds() {
    let client = Arc::new(FakeClient::new(not_modified));
    let mut states = feeds(1, 3);
    let kind = ProblemKind::Status {
        host: "host0.example".into(),
        status: 429,
        retry_at: Some(now() + 5.minutes()),
    };
    states[1].health = FeedHealth {
        next_check: Some(now() + 5.minutes()),
        problem: Some(FeedProblem { kind, since: now(), failures: 1 }),
        ..FeedHealth::default()
    };
    let (_, outcomes) = refresh(&client, states, Mode::Asked);
    let until = now() + 5.minutes();
    assert!(outcomes.iter().all(|(_, outcome)| *outcome == RefreshOutcome::Waiting { until }));
    assert_eq!(client.counts().requests, 0);
}

#[test]
fn servers_on_different_ports_of_one_machine_are_different_hosts() {
    let states = (0..64).map(|n| feed(n, &format!("http://127.0.0.1:{}/{n}", 9000 + n % 16)));
    let client = Arc::new(FakeClient::new(not_modified));
    refresh(&client, states.collect(), Mode::Asked);
    assert_eq!(client.counts().most_in_all, REQUESTS_MAX);
}
