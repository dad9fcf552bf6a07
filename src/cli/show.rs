//! `gleaner show`: prints an entry as text at the width of the terminal, with numbered links, or as
//! JSON.

use std::io::Write;

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use url::Url;

use super::library::{local_time, open, store_error, width};
use super::profile::Profile;
use super::queue::play_json;
use super::{CliError, show_changes};
use crate::article::{Fact, Note, present};
use crate::document;
use crate::model::{Entry, EntryId};

/// Longer lines are hard to read, however wide the terminal is.
const MAX_WIDTH: usize = 100;
/// Tables and lists can't be laid out in fewer columns.
const MIN_WIDTH: usize = 20;
/// Columns of the text in the JSON form. It doesn't depend on the terminal, so that programs get
/// the same text everywhere.
const JSON_WIDTH: usize = 80;

/// Arguments of `gleaner show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of the entry, as listed by `list`
    #[arg(value_name = "ID")]
    id: i64,
    /// Print what the publisher changed, version by version: [-removed-] {+added+}
    #[arg(long)]
    changes: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print Markdown with front matter, as the window saves it
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

/// Prints the entry.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let store = open(profile)?;
    let missing = || {
        CliError::new("no_such_entry", format!("There is no entry {} - see gleaner list", args.id))
    };
    let mut entry =
        store.reader().entry(EntryId(args.id)).map_err(store_error)?.ok_or_else(missing)?;
    if args.changes {
        let form = (args.json, profile.clock.zone());
        return show_changes::print(store.reader(), &entry, form, out);
    }
    if let Some(text) =
        store.reader().full_text(entry.id).map_err(store_error)?.filter(|text| text.is_shown)
    {
        entry.content.html = text.html;
    }
    let feed = store.reader().feed(entry.feed_id).map_err(store_error)?;
    let feed = feed.as_ref().map_or("", |feed| feed.title());
    if args.json {
        let edits = store.reader().edits(entry.id).map_err(store_error)?;
        let mut object = to_json(&entry, feed, edits);
        if entry.content.audio().is_some() {
            let listening = store.reader().listening().map_err(store_error)?;
            let play = play_json(store.reader(), &listening, entry.id)?;
            set(&mut object, "play", play);
        }
        writeln!(out, "{object}")?;
    } else if args.markdown {
        let tags = store.reader().tags(entry.id).map_err(store_error)?;
        let note =
            Note { entry: &entry, feed_title: feed, tags: &tags, zone: profile.clock.zone() };
        write!(out, "{}", note.file_text(profile.clock.now()))?;
    } else {
        writeln!(
            out,
            "{}",
            to_text(&entry, feed, profile.clock.zone(), width().clamp(MIN_WIDTH, MAX_WIDTH))
        )?;
    }
    Ok(())
}

/// Adds a field to an object.
pub(super) fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

fn to_text(entry: &Entry, feed: &str, zone: &TimeZone, width: usize) -> String {
    let content = &entry.content;
    let time = local_time(content.published.unwrap_or(entry.first_seen), zone);
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
    // Control characters could send commands to the terminal.
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

/// The keys of an entry of `gleaner inspect`, plus those that only the library has.
fn to_json(entry: &Entry, feed: &str, edits: u32) -> Value {
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
        "chapters_url": content.episode.chapters,
        "transcripts": content.episode.transcripts,
        "comments_url": content.comments_url,
        "edits": edits,
        "is_read": entry.status.is_read,
        "is_starred": entry.status.is_starred,
    })
}
