//! The JSON forms of `inspect`. They are a contract with other programs: keys must not change.

use jiff::Timestamp;
use serde_json::{Value, json};
use url::Url;

use super::TEXT_WIDTH;
use crate::document::Readable;
use crate::net::discovery::FoundFeed;
use crate::opml::SubscriptionList;
use crate::parse::{ParsedEntry, ParsedFeed};

fn address(url: Option<&Url>) -> Value {
    url.map_or(Value::Null, |url| json!(url.as_str()))
}

/// RFC 3339 in UTC, in whole seconds unless the publisher was more precise.
fn time(time: Option<Timestamp>) -> Value {
    time.map_or(Value::Null, |time| json!(time.to_string()))
}

pub(super) fn feed(feed: &ParsedFeed) -> Value {
    json!({
        "format": feed.format,
        "title": feed.title,
        "site_url": address(feed.site_url.as_ref()),
        "feed_url": address(feed.feed_url.as_ref()),
        "description": feed.description,
        "language": feed.language,
        "icon_url": address(feed.icon_url.as_ref()),
        "entries": feed.entries.iter().map(entry).collect::<Vec<_>>(),
    })
}

fn entry(entry: &ParsedEntry) -> Value {
    let content = &entry.content;
    let enclosures = content.enclosures.iter().map(|enclosure| {
        json!({
            "url": enclosure.url.as_str(),
            "type": enclosure.media_type,
            "bytes": enclosure.bytes,
        })
    });
    json!({
        "id": entry.key.0,
        "title": content.title,
        "url": address(content.url.as_ref()),
        "authors": content.authors,
        "published": time(content.published),
        "updated": time(content.updated),
        "tags": content.tags,
        "html": content.html,
        "text": crate::document::plain_text(&content.html, content.base.as_ref(), TEXT_WIDTH),
        "summary": content.summary,
        "enclosures": enclosures.collect::<Vec<_>>(),
        "comments_url": address(content.comments_url.as_ref()),
    })
}

pub(super) fn discovery(feeds: &[FoundFeed]) -> Value {
    let feeds = feeds.iter().map(
        |feed| json!({ "url": feed.url.as_str(), "type": feed.media_type, "title": feed.title }),
    );
    json!({ "feeds": feeds.collect::<Vec<_>>() })
}

pub(super) fn readable(found: &Readable) -> Value {
    json!({ "title": found.title, "byline": found.byline, "html": found.html, "text": found.text })
}

/// Feeds with an invalid address come last, with `url` as written in the list.
pub(super) fn list(list: &SubscriptionList) -> Value {
    let feeds = list
        .feeds
        .iter()
        .map(|one| outline(one.feed_url.as_str(), &one.title, one.site_url.as_ref(), &one.folders));
    let refused =
        list.refused.iter().map(|one| outline(&one.address, &one.title, None, &one.folders));
    json!({ "title": list.title, "feeds": feeds.chain(refused).collect::<Vec<_>>() })
}

fn outline(url: &str, title: &str, site_url: Option<&Url>, folders: &[String]) -> Value {
    json!({
        "url": url,
        "title": title,
        "site_url": address(site_url),
        "folders": folders,
    })
}
