//! Compares an answer with the expectation of its case, by the kind of the case.

use serde_json::Value;

use super::compare::{letters, plain, same_date, same_text, same_url, unescaped, without_tags};
use super::{Difference, word};

/// The differences between an answer and its expectation.
pub fn check(case: &Value, answer: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    match word(case, "kind") {
        "feed" => feed(&case["expect"], answer, &mut found),
        "discovery" => discovery(&case["expect"], answer, &mut found),
        "opml" => list(&case["expect"], answer, &mut found),
        "readability" => readability(case, answer, &mut found),
        _ => html(&case["expect"], answer.as_str().unwrap_or_default(), &mut found),
    }
    found
}

#[expect(clippy::needless_pass_by_value, reason = "values and references of many kinds come here")]
fn differ(
    found: &mut Vec<Difference>,
    what: impl Into<String>,
    wanted: impl ToString,
    got: impl ToString,
) {
    found.push(Difference { what: what.into(), wanted: wanted.to_string(), got: got.to_string() });
}

fn items<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + Clone {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn strings<'a>(value: &'a Value, name: &str) -> Vec<&'a str> {
    items(value, name).filter_map(Value::as_str).collect()
}

/// The wanted values of a field and its accepted alternatives.
fn wanted<'a>(expect: &'a Value, name: &str) -> Vec<&'a str> {
    let mut all: Vec<&str> = expect.get(name).and_then(Value::as_str).into_iter().collect();
    all.extend(strings(expect, &format!("{name}_also")));
    all.extend(expect.get(format!("{name}_also")).and_then(Value::as_str));
    all
}

fn feed(expect: &Value, answer: &Value, found: &mut Vec<Difference>) {
    if word(expect, "parse") == "any" {
        return;
    }
    if let Some(error) = answer.get("error") {
        return differ(found, "parse", "ok", error);
    }
    if expect.get("feed_title").is_some()
        && !same_text(answer["title"].as_str(), &wanted(expect, "feed_title"))
    {
        differ(found, "feed title", &expect["feed_title"], &answer["title"]);
    }
    let entries: Vec<&Value> = items(answer, "entries").collect();
    if let Some(count) = expect.get("entry_count").and_then(Value::as_u64)
        && count != entries.len() as u64
    {
        differ(found, "entry count", count, entries.len());
    }
    for want in items(expect, "entries") {
        let index = want["i"].as_u64().unwrap_or_default() as usize;
        match entries.get(index) {
            Some(got) => entry(index, want, got, found),
            None => differ(found, format!("entry {index}"), "present", "absent"),
        }
    }
}

fn entry(index: usize, want: &Value, got: &Value, found: &mut Vec<Difference>) {
    if want.get("title").is_some() && !same_text(got["title"].as_str(), &wanted(want, "title")) {
        differ(found, format!("title {index}"), &want["title"], &got["title"]);
    }
    if let Some(link) = want.get("link").and_then(Value::as_str)
        && !same_url(got["url"].as_str().unwrap_or_default(), link)
    {
        differ(found, format!("link {index}"), link, &got["url"]);
    }
    dates(index, want, got, found);
    let authors = strings(got, "authors").join(" ");
    if let Some(author) = want.get("author").and_then(Value::as_str)
        && !letters(&authors).contains(&letters(author))
    {
        differ(found, format!("author {index}"), author, authors);
    }
    bodies(index, want, got, found);
    let enclosures: Vec<&str> =
        items(got, "enclosures").filter_map(|item| item["url"].as_str()).collect();
    for url in strings(want, "enclosures") {
        if !enclosures.iter().any(|have| same_url(have, url)) {
            differ(found, format!("enclosure {index}"), url, format!("{enclosures:?}"));
        }
    }
}

fn dates(index: usize, want: &Value, got: &Value, found: &mut Vec<Difference>) {
    let mut accepted: Vec<&str> =
        ["published", "updated"].iter().filter_map(|name| want.get(*name)?.as_str()).collect();
    if accepted.is_empty() {
        return;
    }
    accepted.extend(strings(want, "date_also"));
    let holds = |name: &&str| accepted.iter().any(|value| same_date(got[*name].as_str(), value));
    if !["published", "updated"].iter().any(holds) {
        differ(
            found,
            format!("date {index}"),
            format!("{accepted:?}"),
            format!("{} {}", got["published"], got["updated"]),
        );
    }
}

fn bodies(index: usize, want: &Value, got: &Value, found: &mut Vec<Difference>) {
    let joined =
        |names: [&str; 2]| names.map(|name| got[name].as_str().unwrap_or_default()).join(" ");
    let (body, source) = (
        letters(&joined(["text", "summary"])),
        letters(&without_tags(&joined(["html", "summary"]), false)),
    );
    let missing = strings(want, "content_contains")
        .into_iter()
        .find(|piece| !body.contains(&letters(piece)) && !source.contains(&letters(piece)));
    if let Some(piece) = missing {
        differ(found, format!("content {index}"), piece, &got["html"]);
    }
    let whole = unescaped(&format!(
        "{}{}",
        got["html"].as_str().unwrap_or_default(),
        got["text"].as_str().unwrap_or_default()
    ));
    for url in strings(want, "content_urls").into_iter().filter(|url| !whole.contains(url)) {
        differ(found, format!("content url {index}"), url, &got["text"]);
    }
}

fn discovery(expect: &Value, answer: &Value, found: &mut Vec<Difference>) {
    if let Some(error) = answer.get("error") {
        return differ(found, "run", "ok", error);
    }
    let got: Vec<&str> = items(answer, "feeds").filter_map(|feed| feed["url"].as_str()).collect();
    for url in items(expect, "feeds").filter_map(|feed| feed["url"].as_str()) {
        if !got.iter().any(|have| same_url(have, url)) {
            differ(found, "feed found", url, format!("{got:?}"));
        }
    }
    for url in strings(expect, "not_feeds") {
        if got.iter().any(|have| same_url(have, url)) {
            differ(found, "not a feed", "not offered", url);
        }
    }
}

fn list(expect: &Value, answer: &Value, found: &mut Vec<Difference>) {
    if word(expect, "parse") == "any" {
        return;
    }
    if let Some(error) = answer.get("error") {
        return differ(found, "parse", "ok", error);
    }
    if expect.get("title").is_some()
        && !same_text(answer["title"].as_str(), &wanted(expect, "title"))
    {
        differ(found, "title", &expect["title"], &answer["title"]);
    }
    let feeds: Vec<&Value> = items(answer, "feeds").collect();
    let mut urls: Vec<&str> = feeds.iter().filter_map(|feed| feed["url"].as_str()).collect();
    let (name, got) = if expect.get("unique_urls").is_some() {
        urls.sort_unstable();
        urls.dedup();
        ("unique_urls", urls.len())
    } else {
        ("count", feeds.len())
    };
    if let Some(count) = expect.get(name).and_then(Value::as_u64)
        && count != got as u64
    {
        differ(found, name, count, got);
    }
    for want in items(expect, "feeds") {
        listed(want, &feeds, found);
    }
}

fn listed(want: &Value, feeds: &[&Value], found: &mut Vec<Difference>) {
    let url = word(want, "url");
    let same: Vec<&&Value> = feeds.iter().filter(|feed| same_url(word(feed, "url"), url)).collect();
    let Some(first) = same.first() else { return differ(found, "feed", url, "absent") };
    if !word(want, "title").is_empty()
        && !same.iter().any(|have| same_text(have["title"].as_str(), &wanted(want, "title")))
    {
        differ(found, "feed title", &want["title"], &first["title"]);
    }
    let folders =
        |feed: &Value| strings(feed, "folders").into_iter().map(letters).collect::<Vec<_>>();
    if want.get("folders").is_some() && !same.iter().any(|have| folders(have) == folders(want)) {
        differ(found, "folders", &want["folders"], &first["folders"]);
    }
}

fn readability(case: &Value, answer: &Value, found: &mut Vec<Difference>) {
    let expect = &case["expect"];
    if let Some(error) = answer.get("error") {
        return differ(found, "run", "ok", error);
    }
    let text = answer["text"].as_str().unwrap_or_default();
    let wanted = super::text_beside(word(expect, "text_file"));
    let (score, least) = (token_f1(text, &wanted), expect["min_token_f1"].as_f64().unwrap_or(0.8));
    if score < least {
        differ(found, "token F1", least, format!("{score:.3}"));
    }
    let have = letters(text);
    for piece in
        strings(expect, "contains").into_iter().filter(|piece| !have.contains(&letters(piece)))
    {
        differ(found, "contains", piece, "absent");
    }
    for piece in strings(expect, "lacks")
        .into_iter()
        .filter(|piece| !letters(piece).is_empty() && have.contains(&letters(piece)))
    {
        differ(found, "lacks", piece, "present");
    }
    if let Some(title) = expect.get("title").and_then(Value::as_str) {
        let got = answer["title"].as_str();
        let is_part = got.is_some_and(|got| letters(title).contains(&letters(got)));
        if !same_text(got, &[title]) && !is_part {
            differ(found, "title", title, got.unwrap_or_default());
        }
    }
}

/// The similarity of two texts as bags of words: the harmonic mean of precision and recall.
fn token_f1(got: &str, wanted: &str) -> f64 {
    fn bag(text: &str) -> std::collections::HashMap<String, i64> {
        let mut bag = std::collections::HashMap::new();
        let words =
            text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        words.for_each(|word| *bag.entry(word.to_lowercase()).or_default() += 1);
        bag
    }
    let (have, want) = (bag(got), bag(wanted));
    let common: i64 =
        have.iter().map(|(word, count)| (*count).min(want.get(word).copied().unwrap_or(0))).sum();
    if common == 0 {
        return 0.0;
    }
    let (precision, recall) = (
        common as f64 / have.values().sum::<i64>() as f64,
        common as f64 / want.values().sum::<i64>() as f64,
    );
    2.0 * precision * recall / (precision + recall)
}

fn html(expect: &Value, dump: &str, found: &mut Vec<Difference>) {
    let have = letters(dump);
    let text = expect.get("text").and_then(Value::as_str);
    for piece in strings(expect, "contains").into_iter().chain(text) {
        if !have.contains(&letters(piece)) {
            differ(found, "contains", piece, plain(dump));
        }
    }
    for scheme in strings(expect, "lacks_schemes") {
        if dump.to_lowercase().contains(&format!("{}:", scheme.trim_end_matches(':'))) {
            differ(found, "scheme", format!("no {scheme}"), plain(dump));
        }
    }
}
