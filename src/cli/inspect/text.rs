//! The text forms of `inspect`, for people at a terminal.

use std::fmt::Write as _;

use super::TEXT_WIDTH;
use crate::document::Readable;
use crate::net::discovery::FoundFeed;
use crate::opml::SubscriptionList;
use crate::parse::{ParsedEntry, ParsedFeed};

pub(super) fn feed(feed: &ParsedFeed) -> String {
    let mut out = String::new();
    let count = feed.entries.len();
    let _ = writeln!(
        out,
        "{} ({}, {count} {})",
        or_untitled(&feed.title),
        feed.format,
        if count == 1 { "entry" } else { "entries" }
    );
    for (name, value) in
        [("Site", &feed.site_url), ("Feed", &feed.feed_url), ("Icon", &feed.icon_url)]
    {
        if let Some(url) = value {
            let _ = writeln!(out, "{name}: {url}");
        }
    }
    if let Some(description) = &feed.description {
        let _ = writeln!(out, "{description}");
    }
    for one in &feed.entries {
        entry(&mut out, one);
    }
    out
}

fn entry(out: &mut String, entry: &ParsedEntry) {
    let content = &entry.content;
    let _ = writeln!(out, "\n{}\n{}", "─".repeat(TEXT_WIDTH), or_untitled(&content.title));
    let time = content.published.or(content.updated).map(|time| time.to_string());
    let line: Vec<String> = time.into_iter().chain(content.authors.iter().cloned()).collect();
    if !line.is_empty() {
        let _ = writeln!(out, "{}", line.join(" · "));
    }
    if let Some(url) = &content.url {
        let _ = writeln!(out, "{url}");
    }
    let text = crate::document::plain_text(&content.html, content.base.as_ref(), TEXT_WIDTH);
    if !text.trim().is_empty() {
        let _ = writeln!(out, "\n{}", text.trim_end());
    }
    for enclosure in &content.enclosures {
        let _ = writeln!(
            out,
            "+ {} {}",
            enclosure.url,
            enclosure.media_type.as_deref().unwrap_or_default()
        );
    }
}

fn or_untitled(title: &str) -> &str {
    if title.is_empty() { "(untitled)" } else { title }
}

pub(super) fn discovery(feeds: &[FoundFeed]) -> String {
    let mut out = String::new();
    for feed in feeds {
        let _ = writeln!(out, "{}\t{}", feed.url, feed.title);
    }
    out
}

pub(super) fn readable(found: &Readable) -> String {
    let head: Vec<&str> = [found.title.as_str(), found.byline.as_deref().unwrap_or_default()]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect();
    let body = crate::document::plain_text(&found.html, None, super::TEXT_WIDTH);
    format!("{}\n\n{}\n", head.join("\n"), body.trim_end())
}

pub(super) fn list(list: &SubscriptionList) -> String {
    let mut out = String::new();
    for feed in &list.feeds {
        let path: Vec<&str> =
            feed.folders.iter().map(String::as_str).chain([or_untitled(&feed.title)]).collect();
        let _ = writeln!(out, "{}\t{}", feed.feed_url, path.join(" / "));
    }
    out
}
