//! Rewrites JSON Feed as Atom. A field that is missing or has the wrong type is left out alone.

use serde_json::Value;

use super::atom::{FeedExtras, NormalFeed};
use super::field::TextConstruct;
use super::lenient::{self, FeedObject};
use super::repair::{self, Repaired};
use super::writer::{File, Link, Writer, relation};
use crate::parse::dates;
use crate::parse::error::ParseError;

/// Rewrites a JSON Feed. A document with an error is repaired and read again.
pub(in crate::parse) fn normalise_json(source: &str) -> Result<NormalFeed, ParseError> {
    match read(source) {
        Err(ParseError::Broken { reason }) => {
            let broken = || ParseError::Broken { reason: reason.clone() };
            let Repaired { json, is_cut_off } = repair::repaired(source).ok_or_else(broken)?;
            let mut feed = read(&json).map_err(|_| broken())?;
            feed.extras.is_cut_off = is_cut_off && !feed.extras.has_more_entries;
            Ok(feed)
        }
        other => other,
    }
}

fn read(source: &str) -> Result<NormalFeed, ParseError> {
    let mut writer = Writer::new(source.len());
    let mut has_more_entries = false;
    let read = lenient::read(source, |item| {
        // Some publishers leave null where an entry was.
        if !item.is_object() {
            return;
        }
        has_more_entries |= writer.has_enough() || writer.is_full();
        if !has_more_entries {
            entry(&mut writer, item);
        }
    });
    let FeedObject { fields, has_items } =
        read.map_err(|error| ParseError::Broken { reason: error.to_string() })?;
    if !has_items {
        return Err(ParseError::NotAFeed);
    }
    feed(&mut writer, &fields);
    let (has_dropped, surplus) = writer.left_out();
    has_more_entries |= writer.is_full() || has_dropped;
    let extras = FeedExtras {
        format: "json",
        language: text(&fields, "language"),
        next_page: text(&fields, "next_url"),
        has_more_entries,
        surplus,
        is_oldest_first: writer.is_oldest_first(),
        ..FeedExtras::default()
    };
    Ok(NormalFeed { atom: writer.close_feed(), extras })
}

/// A field as a list. Where there is only one value, publishers leave the list out.
fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    match value.get(name) {
        Some(Value::Array(values)) => values,
        Some(Value::Null) | None => &[],
        Some(one) => std::slice::from_ref(one),
    }
}

/// The name of a person or of a tag: a text, or the first of these fields of an object.
fn name(value: &Value, fields: &[&str]) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(_) => fields.iter().find_map(|field| text(value, field)),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
}

/// A field as text. Numbers count, because ids are often numbers.
fn text(value: &Value, name: &str) -> Option<String> {
    let text = match value.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

fn feed(writer: &mut Writer, root: &Value) {
    for (element, name) in [("title", "title"), ("subtitle", "description")] {
        if let Some(text) = text(root, name) {
            writer.construct(element, &TextConstruct::plain(text), None);
        }
    }
    for (relation, name) in [(relation::PAGE, "home_page_url"), (relation::FEED, "feed_url")] {
        link(writer, relation, text(root, name).as_deref());
    }
    for (element, name) in [("logo", "icon"), ("icon", "favicon")] {
        if let Some(address) = text(root, name) {
            writer.text(element, &address);
        }
    }
    authors(writer, root);
}

fn link(writer: &mut Writer, relation: &str, href: Option<&str>) {
    if let Some(href) = href {
        writer.link(&Link { relation, href, ..Link::default() });
    }
}

fn authors(writer: &mut Writer, value: &Value) {
    for author in list(value, "authors").iter().chain(list(value, "author")) {
        if let Some(name) = name(author, &["name", "displayName", "email", "url"]) {
            writer.author(&name);
        }
    }
}

fn tags(writer: &mut Writer, item: &Value) {
    match item.get("tags") {
        Some(Value::String(text)) => {
            text.split([',', ';']).filter(|tag| !tag.trim().is_empty()).for_each(|tag| {
                writer.category(tag);
            });
        }
        _ => {
            for tag in list(item, "tags") {
                if let Some(tag) = name(tag, &["name", "label", "term", "title"]) {
                    writer.category(&tag);
                }
            }
        }
    }
}

fn entry(writer: &mut Writer, item: &Value) {
    writer.open_entry();
    if let Some(id) = text(item, "id") {
        writer.text("id", &id);
    }
    if let Some(title) = text(item, "title") {
        writer.construct("title", &TextConstruct::plain(title), None);
    }
    // In a link blog `url` is the post and `external_url` the page that it is about.
    link(
        writer,
        relation::PAGE,
        text(item, "url").or_else(|| text(item, "external_url")).as_deref(),
    );
    link(writer, relation::SOURCE, text(item, "external_url").as_deref());
    bodies(writer, item);
    for (element, name) in [("published", "date_published"), ("updated", "date_modified")] {
        if let Some(time) = text(item, name).and_then(|written| dates::parse(&written)) {
            writer.time(element, time);
        }
    }
    authors(writer, item);
    tags(writer, item);
    attachments(writer, item);
    link(
        writer,
        relation::PICTURE,
        text(item, "image").or_else(|| text(item, "banner_image")).as_deref(),
    );
    writer.close_entry();
}

fn bodies(writer: &mut Writer, item: &Value) {
    let html = text(item, "content_html").map(TextConstruct::html);
    let plain = text(item, "content_text").map(TextConstruct::plain);
    let summary = text(item, "summary").map(TextConstruct::plain);
    let mut found = [html, plain, summary].into_iter().flatten();
    if let Some(content) = found.next() {
        writer.construct("content", &content, None);
    }
    // The last one is the summary. The plain form of the same body adds nothing.
    if let Some(summary) = found.next_back() {
        writer.construct("summary", &summary, None);
    }
}

/// Whole seconds, or `None` for a duration that makes no sense.
fn seconds(value: f64) -> Option<u32> {
    (value >= 1.0 && value < f64::from(u32::MAX)).then_some(value as u32)
}

fn attachments(writer: &mut Writer, item: &Value) {
    for attachment in list(item, "attachments") {
        let Some(href) = name(attachment, &["url", "href"]) else { continue };
        let (media_type, bytes) =
            (text(attachment, "mime_type"), text(attachment, "size_in_bytes"));
        let title = text(attachment, "title");
        writer.file(&File {
            href: &href,
            media_type: media_type.as_deref(),
            bytes: bytes.as_deref(),
            title: title.as_deref(),
            seconds: attachment
                .get("duration_in_seconds")
                .and_then(Value::as_f64)
                .and_then(seconds),
        });
    }
}
