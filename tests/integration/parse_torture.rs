//! The bodies of the torture corpus (`../shared/corpora/torture`) that test parsing alone.

use std::fs;
use std::path::{Path, PathBuf};

use gleaner::parse::{ParseContext, ParsedFeed, parse_feed};
use serde_json::Value;

use crate::support::skip::skip;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/torture")
}

/// The cases whose file the server sends unchanged, with a status that lets it reach the parser.
fn cases() -> Option<Vec<Value>> {
    let all: Value =
        serde_json::from_slice(&fs::read(folder().join("cases.json")).ok()?).expect("JSON");
    let all = all.as_array().or_else(|| all["cases"].as_array()).expect("a list of cases").clone();
    let is_ours = |case: &Value| {
        case["status"] == 200 && case["group"] != "http" && case["group"] != "compression"
    };
    Some(all.into_iter().filter(|case| is_ours(case) && case["bytes"].as_u64() > Some(0)).collect())
}

fn parse(case: &Value) -> Result<ParsedFeed, String> {
    let bytes = fs::read(folder().join(case["body"].as_str().unwrap())).unwrap();
    let context = ParseContext::new(None, case["headers"]["Content-Type"].as_str());
    parse_feed(&bytes, &context).map_err(|error| error.to_string())
}

fn problems(case: &Value) -> Vec<String> {
    let expect = &case["expect"];
    let feed = match (parse(case), expect["outcome"].as_str()) {
        (Err(error), Some("ok")) => return vec![format!("an error: {error}")],
        (Ok(_), Some("error")) => return vec!["no error".to_owned()],
        (Err(_), _) => return Vec::new(),
        (Ok(feed), _) => feed,
    };
    let mut problems = Vec::new();
    let mut check = |what: &str, is_held: bool| {
        if !is_held {
            problems.push(what.to_owned());
        }
    };
    let count = feed.entries.len() as u64;
    for name in ["entry_count", "entry_count_if_ok", "salvageable"] {
        check(name, expect[name].as_u64().is_none_or(|wanted| wanted == count));
    }
    check("feed title", expect["feed_title"].as_str().is_none_or(|wanted| wanted == feed.title));
    for want in expect["entries"].as_array().into_iter().flatten() {
        let entry = feed.entries.get(want["i"].as_u64().unwrap_or_default() as usize);
        let title = entry.map(|entry| entry.content.title.as_str());
        check("title", want["title"].as_str().is_none_or(|wanted| Some(wanted) == title));
    }
    for (title, date) in expect["dates"].as_object().into_iter().flatten() {
        let entry = feed.entries.iter().find(|entry| entry.content.title == *title);
        let got = entry.and_then(|entry| entry.content.published).map(|time| time.to_string());
        let is_judged = matches!(date["tolerance"].as_str(), Some("exact" | "lenient"));
        check("date", !is_judged || got.as_deref() == date["utc"].as_str());
    }
    for text in expect["text_lacks"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        check(
            "title without what must not be seen",
            feed.entries.iter().all(|entry| !entry.content.title.contains(text)),
        );
    }
    problems
}

#[test]
fn hostile_bodies_are_parsed_or_refused_as_they_should_be() {
    let Some(cases) = cases() else {
        skip("../shared/corpora/torture is absent");
        return;
    };
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, problems(case)))
        .filter(|(_, problems)| !problems.is_empty())
        .map(|(case, problems)| format!("{}: {}", case["name"], problems.join(", ")))
        .collect();
    assert!(cases.len() > 50, "only {} cases", cases.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
