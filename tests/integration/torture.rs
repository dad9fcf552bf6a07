//! The torture server of the corpora (`../shared/corpora/torture`): every case is refreshed into a
//! library, and its articles are made. Skipped, with a message, if the corpora or Python are
//! missing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use gleaner::article::present;
use gleaner::document::bare_text;
use gleaner::library::index_some;
use gleaner::model::RefreshOutcome;
use gleaner::net::Client;
use gleaner::query::{Expr, Query};
use gleaner::refresh::refresh_feed;
use gleaner::store::NewFeed;
use serde_json::Value;
use url::Url;

use crate::store_support::{Library, now, utc};
use crate::support::torture::Torture;

/// Time limit for a case: the longest of the program's own limits, and some time for a busy
/// machine.
const PATIENCE: Duration = Duration::from_mins(4);
/// Simultaneous cases. Many of them only wait.
const AT_ONCE: usize = 24;

/// The result of a case: the differences from the expectation.
async fn problems(client: Arc<Client>, url: Url, case: Value) -> Vec<String> {
    let mut library = Library::new();
    let feed_id = library.store.add_feed(&NewFeed::at(url), now()).unwrap().feed_id;
    let state = library.store.reader().feed_states().unwrap().pop().unwrap();
    let Ok(outcome) =
        tokio::time::timeout(PATIENCE, refresh_feed(client.as_ref(), &state, now())).await
    else {
        return vec!["it hangs".to_owned()];
    };
    library.store.save_refresh(feed_id, &outcome, &utc(now())).unwrap();
    while index_some(&mut library.store).unwrap() {}
    let expect = &case["expect"];
    let is_ok =
        matches!(outcome, RefreshOutcome::Changed { .. } | RefreshOutcome::Unchanged { .. });
    let mut problems = Vec::new();
    let mut check = |what: String, is_held: bool| {
        if !is_held {
            problems.push(what);
        }
    };
    match expect["outcome"].as_str() {
        Some("ok") => check(format!("not read: {outcome:?}").chars().take(300).collect(), is_ok),
        Some("error") => check("no error".to_owned(), !is_ok),
        _ => {}
    }
    if let RefreshOutcome::Failed { problem, .. } = &outcome {
        check("a failure without words".to_owned(), problem.words().len() > 10);
        check("a panic".to_owned(), !problem.words().contains("panicked"));
    }
    let query = Query::new(Expr::All, utc(now()));
    let entries = library.store.reader().whole_list(&query).unwrap();
    let count = entries.len() as u64;
    if is_ok {
        for name in ["entry_count", "entry_count_if_ok"] {
            check(
                format!("{name} {} is {count}", expect[name]),
                expect[name].as_u64().is_none_or(|wanted| wanted == count),
            );
        }
    }
    let mut words = String::new();
    for entry in entries.iter().take(50) {
        let entry = library.store.reader().entry(entry.id).unwrap().unwrap();
        words.extend([
            &entry.content.title,
            "\n",
            &bare_text(&present(&entry.content).document),
            "\n",
        ]);
    }
    for text in expect["text_lacks"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        check(format!("shows {text:?}"), !words.contains(text));
    }
    problems
}

#[test]
fn every_case_of_the_torture_server_is_survived() {
    let Some(torture) = Torture::start() else { return };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (found, hits, cases) = runtime.block_on(async {
        let client = Arc::new(Client::new());
        let cases = torture.json(&client, "/cases.json").await["cases"].as_array().unwrap().clone();
        torture.json(&client, "/reset").await;
        let turns = Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
        let mut tasks = tokio::task::JoinSet::new();
        for case in cases.clone() {
            let (client, turns) = (Arc::clone(&client), Arc::clone(&turns));
            let name = case["name"].as_str().unwrap().to_owned();
            let url = torture.case(&name);
            tasks.spawn(async move {
                let _turn = turns.acquire_owned().await.unwrap();
                (name, problems(client, url, case).await)
            });
        }
        let found: BTreeMap<String, Vec<String>> = tasks.join_all().await.into_iter().collect();
        (found, torture.json(&client, "/hits.json").await, cases)
    });
    let spied = hits.as_object().unwrap();
    let mut wrong: Vec<String> = found
        .iter()
        .filter(|(_, problems)| !problems.is_empty())
        .map(|(name, problems)| format!("{name}: {problems:?}"))
        .collect();
    wrong.extend(spied.keys().map(|beacon| format!("the beacon {beacon} was asked")));
    println!("{} cases", cases.len());
    assert!(cases.len() >= 113 && wrong.is_empty(), "{}", wrong.join("\n"));
}
