//! Other people's feeds, pages and lists, with what a reader must make of them: `../shared/corpora`, never copied here.
//!
//! The rates by kind and level are printed (`--no-capture` shows them) and must not fall below the floors, which only rise.

mod checks;
mod compare;

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use gleaner::cli::inspect;
use gleaner::parse::ParseContext;
use serde_json::Value;
use url::Url;

/// (kind, level, cases that must hold). `nocrash` cases hold when anything comes back.
const FLOORS: [(&str, &str, usize); 0] = [];

/// Cases whose expectation we do not share, with the reason.
const CONTESTED: [(&str, &str); 0] = [];

/// A difference between what was wanted and what came.
pub struct Difference {
    what: String,
    wanted: String,
    got: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora")
}

fn cases() -> Option<Vec<Value>> {
    let text = fs::read_to_string(folder().join("cases.jsonl")).ok()?;
    Some(text.lines().map(|line| serde_json::from_str(line).expect("a case a line")).collect())
}

fn word<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_default()
}

/// What the program makes of a case: the JSON of `inspect`, or the error it reports.
fn answer(case: &Value, bytes: Vec<u8>) -> Value {
    let base = case["base"].as_str().and_then(|base| Url::parse(base).ok());
    let answer = match word(case, "kind") {
        "feed" => inspect::feed_json(&bytes, &ParseContext { document_url: base, charset: None }),
        "discovery" => inspect::discovery_json(bytes, base),
        "opml" => inspect::list_json(&bytes),
        "html" => Ok(Value::String(inspect::document_text(&bytes, base.as_ref()))),
        other => panic!("a new kind: {other}"),
    };
    answer.unwrap_or_else(|error| error.to_json())
}

/// The differences of a case, a panic being one.
fn differences(case: &Value) -> Vec<Difference> {
    let bytes = fs::read(folder().join(word(case, "file"))).expect("the file of the case");
    let judged = catch_unwind(AssertUnwindSafe(|| {
        if case["expect"].get("batch").is_some_and(|batch| !batch.is_null()) {
            return batch(&bytes);
        }
        checks::check(case, &answer(case, bytes.clone()))
    }));
    judged.unwrap_or_else(|_| vec![Difference { what: "crash".to_owned(), wanted: "an answer".to_owned(), got: "a panic".to_owned() }])
}

/// Many fragments in one file: nothing is compared, nothing may crash.
fn batch(bytes: &[u8]) -> Vec<Difference> {
    let fragments: Vec<Value> = serde_json::from_slice(bytes).expect("a list of fragments");
    for fragment in &fragments {
        let _answer = inspect::document_text(word(fragment, "data").as_bytes(), None);
    }
    Vec::new()
}

#[test]
fn the_corpora_are_read_as_well_as_ever() {
    let Some(cases) = cases() else {
        println!("skipped: ../shared/corpora is absent");
        return;
    };
    let mut rates: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for case in cases.iter().filter(|case| word(case, "kind") != "readability") {
        let found = differences(case);
        let rate = rates.entry((word(case, "kind").to_owned(), word(case, "level").to_owned())).or_default();
        rate.0 += usize::from(found.is_empty());
        rate.1 += 1;
        if !found.is_empty() {
            failures.push((case, found));
        }
    }
    report(&rates, &failures);
    let unexpected: Vec<&str> = failures
        .iter()
        .filter(|(case, _)| word(case, "level") != "should" && CONTESTED.iter().all(|(id, _)| *id != word(case, "id")))
        .map(|(case, _)| word(case, "id"))
        .collect();
    assert!(unexpected.is_empty(), "these must hold: {unexpected:#?}");
    for (kind, level, floor) in FLOORS {
        let held = rates.get(&(kind.to_owned(), level.to_owned())).map_or(0, |rate| rate.0);
        assert!(held >= floor, "{kind}/{level}: {held} held, {floor} did before");
    }
}

fn report(rates: &BTreeMap<(String, String), (usize, usize)>, failures: &[(&Value, Vec<Difference>)]) {
    for ((kind, level), (held, all)) in rates {
        println!("{kind:12} {level:8} {held:5} of {all:5}  {:6.1} %", 100.0 * *held as f64 / *all as f64);
    }
    // Set to see each difference: the table alone says nothing about what to mend.
    if std::env::var_os("CORPORA_FAILURES").is_none() {
        return;
    }
    for (case, found) in failures {
        for Difference { what, wanted, got } in found {
            println!("{}/{}\t{}\t{what}\twanted {wanted:.160}\tgot {got:.160}", word(case, "kind"), word(case, "level"), word(case, "id"));
        }
    }
}
