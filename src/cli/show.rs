//! `gleaner show`: an entry as text at the terminal's width, its links numbered, or as JSON.

use std::io::Write;

use serde_json::{Value, json};
use url::Url;

use super::CliError;
use super::library::{local_time, open, store_error, width};
use crate::article::{Fact, present};
use crate::config::Paths;
use crate::document;
use crate::model::{Entry, EntryId};

/// Lines of prose longer than this are hard to read, however wide the terminal is.
const WIDTH_MAX: usize = 100;
/// Narrower, nothing can be laid out.
const WIDTH_MIN: usize = 20;
/// Columns of the text in the JSON form, the same everywhere.
const JSON_WIDTH: usize = 80;

/// Arguments of `gleaner show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of the entry, as `list` shows it
    #[arg(value_name = "ID")]
    id: i64,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Prints the entry.
pub fn run(args: &Args, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let store = open(paths)?;
    let missing = || {
        CliError::new("no_such_entry", format!("There is no entry {} - see gleaner list", args.id))
    };
    let mut entry =
        store.reader().entry(EntryId(args.id)).map_err(store_error)?.ok_or_else(missing)?;
    if let Some(text) =
        store.reader().full_text(entry.id).map_err(store_error)?.filter(|text| text.is_shown)
    {
        entry.content.html = text.html;
    }
    let feed = store.reader().feed(entry.feed_id).map_err(store_error)?;
    let feed = feed.as_ref().map_or("", |feed| feed.title());
    if args.json {
        writeln!(out, "{}", to_json(&entry, feed))?;
    } else {
        writeln!(out, "{}", to_text(&entry, feed, width().clamp(WIDTH_MIN, WIDTH_MAX)))?;
    }
    Ok(())
}

fn to_text(entry: &Entry, feed: &str, width: usize) -> String {
    let content = &entry.content;
    let time = local_time(content.published.unwrap_or(entry.first_seen));
    let authors = content.authors.join(", ");
    let byline: Vec<&str> =
        [feed, &authors, &time].into_iter().filter(|part| !part.is_empty()).collect();
    let shown = present(content);
    let mut lines = vec![content.title.clone()];
    lines.extend(shown.subtitle);
    lines.push(byline.join(" \u{b7} "));
    lines.extend(content.url.as_ref().map(Url::to_string));
    lines.extend(shown.facts.iter().map(|fact| match fact {
        Fact::Note(note) => note.clone(),
        Fact::Page { label, url, .. } => format!("{label}: {url}"),
    }));
    lines.extend([
        String::new(),
        document::text_of_document(&shown.document, width).trim_end().to_owned(),
    ]);
    if !content.enclosures.is_empty() {
        lines.push(String::new());
        lines.extend(content.enclosures.iter().map(|file| format!("Attached: {}", file.url)));
    }
    // Control characters could command the terminal.
    lines
        .join("\n")
        .chars()
        .filter(|character| !character.is_control() || *character == '\n')
        .collect()
}

fn body(entry: &Entry, width: usize) -> String {
    let base = entry.content.base.as_ref().or(entry.content.url.as_ref());
    document::plain_text(&entry.content.html, base, width)
}

/// The same keys as an entry of `gleaner inspect`, and what the library knows besides.
fn to_json(entry: &Entry, feed: &str) -> Value {
    let content = &entry.content;
    let enclosures: Vec<_> = content
        .enclosures
        .iter()
        .map(|file| json!({ "url": file.url, "type": file.media_type, "bytes": file.bytes }))
        .collect();
    json!({
        "id": entry.id,
        "feed_id": entry.feed_id,
        "feed": feed,
        "title": content.title,
        "url": content.url,
        "authors": content.authors,
        "published": content.published,
        "updated": content.updated,
        "first_seen": entry.first_seen,
        "tags": content.tags,
        "html": content.html,
        "text": body(entry, JSON_WIDTH),
        "summary": content.summary,
        "enclosures": enclosures,
        "comments_url": content.comments_url,
        "is_read": entry.status.is_read,
        "is_starred": entry.status.is_starred,
    })
}
