//! JSON Feed, put into the words of Atom as well: what is missing or of the wrong type costs only
//! itself.

use serde_json::Value;

use super::field::Words;
use super::lenient::{self, Read};
use super::writer::{Link, Writer, relation};
use super::{Extras, Normalised};
use crate::parse::MAX_ENTRIES;
use crate::parse::dates;
use crate::parse::error::ParseError;

/// Rewrites a JSON Feed.
pub(in crate::parse) fn normalise_json(source: &str) -> Result<Normalised, ParseError> {
    let mut writer = Writer::new(source.len());
    let (mut entries, mut has_more_entries) = (0, false);
    let read = lenient::read(source, |item| {
        has_more_entries |= entries == MAX_ENTRIES || writer.is_full();
        if !has_more_entries {
            entry(&mut writer, item);
            entries += 1;
        }
    });
    let Read { fields, has_items } =
        read.map_err(|error| ParseError::Broken { reason: error.to_string() })?;
    if !has_items {
        return Err(ParseError::NotAFeed);
    }
    feed(&mut writer, &fields);
    has_more_entries |= writer.is_full();
    let extras = Extras {
        format: "json",
        language: text(&fields, "language"),
        has_more_entries,
        ..Extras::default()
    };
    Ok(Normalised { atom: writer.close_feed(), extras })
}

/// A value as text; numbers are ids often enough.
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
            writer.words(element, &Words::plain(text), None);
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
    let many = value.get("authors").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let one = value.get("author");
    for author in many.iter().chain(one) {
        let name = author
            .as_str()
            .map(str::to_owned)
            .or_else(|| text(author, "name"))
            .or_else(|| text(author, "url"));
        if let Some(name) = name {
            writer.author(&name);
        }
    }
}

fn entry(writer: &mut Writer, item: &Value) {
    writer.open_entry();
    if let Some(id) = text(item, "id") {
        writer.text("id", &id);
    }
    if let Some(title) = text(item, "title") {
        writer.words("title", &Words::plain(title), None);
    }
    // A linked-list post has both: `url` is the post, `external_url` what it is about.
    link(
        writer,
        relation::PAGE,
        text(item, "url").or_else(|| text(item, "external_url")).as_deref(),
    );
    link(writer, relation::SOURCE, text(item, "external_url").as_deref());
    bodies(writer, item);
    for (element, name) in [("published", "date_published"), ("updated", "date_modified")] {
        if let Some(time) = text(item, name).and_then(|written| dates::parse(&written)) {
            writer.text(element, &time.to_string());
        }
    }
    authors(writer, item);
    for tag in
        item.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    {
        writer.category(tag);
    }
    attachments(writer, item);
    link(
        writer,
        relation::PICTURE,
        text(item, "image").or_else(|| text(item, "banner_image")).as_deref(),
    );
    writer.close_entry();
}

fn bodies(writer: &mut Writer, item: &Value) {
    let html = text(item, "content_html").map(Words::html);
    let plain = text(item, "content_text").map(Words::plain);
    let summary = text(item, "summary").map(Words::plain);
    let mut found = [html, plain, summary].into_iter().flatten();
    if let Some(content) = found.next() {
        writer.words("content", &content, None);
    }
    // The summary beside it; the plain form of the same body says nothing new.
    if let Some(summary) = found.next_back() {
        writer.words("summary", &summary, None);
    }
}

/// A length of time, as far as it makes sense.
fn seconds(value: f64) -> Option<u32> {
    (value >= 1.0 && value < f64::from(u32::MAX)).then_some(value as u32)
}

fn attachments(writer: &mut Writer, item: &Value) {
    for attachment in item.get("attachments").and_then(Value::as_array).into_iter().flatten() {
        let Some(href) = text(attachment, "url") else { continue };
        let (media_type, bytes) =
            (text(attachment, "mime_type"), text(attachment, "size_in_bytes"));
        let title = text(attachment, "title");
        let number =
            attachment.get("duration_in_seconds").and_then(Value::as_f64).and_then(seconds);
        writer.link(&Link {
            relation: relation::ENCLOSURE,
            href: &href,
            media_type: media_type.as_deref(),
            bytes: bytes.as_deref(),
            title: title.as_deref(),
            number,
        });
    }
}
